"""Policy instruments: how a measure acts."""

from __future__ import annotations

import pytest

from loaders.rules.instruments import instruments
from loaders.rules.scope import Scope


def found(heading: str, body: str) -> dict[str, float]:
    """Instruments of a measure with their confidence."""
    text = f"{heading}。{body}"
    scope = Scope("somewhere-2014", text, (), None, None, 2014, None, None)
    return {
        str(tag.concept): tag.evidence.confidence for tag in instruments(scope, 0, len(text), len(heading))
    }


@pytest.mark.parametrize(
    ("heading", "body", "expected"),
    [
        (
            "加大资金支持",
            "设立电子商务发展专项资金，对示范企业给予奖励。",
            "instrument/supply/fiscal-funding",
        ),
        ("落实税收优惠", "按规定减免企业所得税。", "instrument/environment/tax-incentives"),
        ("拓宽融资渠道", "鼓励金融机构开展信贷和担保。", "instrument/environment/financial-support"),
        ("加强市场监管", "打击侵权假冒，保护消费者权益。", "instrument/environment/regulation"),
        ("推进政府采购电子化", "完善政府采购网。", "instrument/demand/public-procurement"),
        ("便利通关", "推进电子口岸建设，优化检验检疫。", "instrument/demand/trade-management"),
        ("加快人才培养", "建设实训基地。", "instrument/supply/talent-training"),
    ],
)
def test_the_heading_names_the_instrument(heading: str, body: str, expected: str) -> None:
    """A cue in the heading makes the surest instrument."""
    assert expected == next(iter(found(heading, body)))


def test_several_instruments() -> None:
    """A measure acts in several ways."""
    tags = found("加大政策扶持", "安排专项资金，引导金融机构扩大信贷，提供融资担保。")

    assert {"instrument/supply/fiscal-funding", "instrument/environment/financial-support"} <= set(tags)


def test_encouragement_is_weak_evidence() -> None:
    """鼓励 and 支持 alone suggest strategic measures, and say how unsure that is."""
    tags = found("推动企业上网", "鼓励企业开设店铺，支持其加快步伐，引导其合作。")

    assert ["instrument/environment/strategic-measures"] == list(tags)
    assert max(tags.values()) <= 0.5


def test_no_words_no_instrument() -> None:
    """Nothing is guessed."""
    assert {} == found("其他", "另行通知。")


@pytest.mark.parametrize(
    ("heading", "body", "absent"),
    [
        (
            "打造示范园区",
            "支持跨境电商产业园提升服务功能，推进跨境电商产业园扩容。",
            "instrument/demand/trade-management",
        ),
        ("高标准建设产业园", "高标准规划建设直播基地，配套标准厂房。", "instrument/environment/regulation"),
        (
            "优化用地供给",
            "由市规划局和自然资源规划局牵头，规划建设物流园。",
            "instrument/environment/goal-planning",
        ),
        (
            "做好招引",
            "牵头单位：市投资促进局；配合单位：市金融办、市统计局",
            "instrument/environment/financial-support",
        ),
        ("健全统计", "市市场监管局、市场监督管理局报送数据。", "instrument/environment/regulation"),
    ],
)
def test_false_friends(heading: str, body: str, absent: str) -> None:
    """A cue inside another word, an agency's name or a line of who is responsible tells nothing."""
    assert absent not in found(heading, body)


def test_trade_is_managed_by_deeds() -> None:
    """跨境电商 alone is a business; with 通关 or 综合试验区 trade is managed."""
    assert "instrument/demand/trade-management" in found("建设跨境电商综合试验区", "探索市场采购贸易方式。")


def test_the_finance_department_gives_money() -> None:
    """财政局 is named where funds are given; that name counts."""
    assert "instrument/supply/fiscal-funding" in found("强化保障", "市财政局加大专项资金保障力度。")
