"""Indicators: shared kinds, coordinated subjects, lexicon."""

from __future__ import annotations

import pytest

from loaders.rules.indicators import indicator, kind_of, split_subjects
from loaders.rules.words import rows
from ontology.model import ConceptId, Evidence, Passage


@pytest.mark.parametrize(
    ("label", "dimension", "expected"),
    [
        ("电子商务交易额", "money", "transaction-volume"),
        ("电子商务交易总额", "money", "transaction-volume"),
        ("电子商务年交易额", "money", "transaction-volume"),
        ("B2B交易额", "money", "b2b-volume"),
        ("网络零售额", "money", "online-retail-sales"),
        ("跨境电商进出口额", "money", "cross-border-volume"),
        ("网络零售额占社会消费品零售总额的比例", "ratio", "retail-share"),
        ("中小企业电子商务应用普及率", "ratio", "adoption-rate"),
        ("大企业网上采购比率", "ratio", "online-procurement-rate"),
        ("大企业网上销售比率", "ratio", "online-sales-rate"),
        ("企业网上支付所占比重", "ratio", "online-payment-share"),
        ("电子商务服务业产值", "money", "service-output"),
        ("电子商务产业园区", "things", "parks"),
        ("第三方电子商务平台", "things", "platforms"),
        ("电子商务龙头企业", "things", "firms"),
        ("省级电子商务示范基地", "things", "demonstration-bases"),
        ("电子商务示范企业", "things", "demonstration-firms"),
        ("省级示范园区入驻企业总数", "things", "firms"),
        ("网店", "things", "online-shops"),
        ("农村淘宝服务站", "things", "service-stations"),
        ("培训电子商务人才", "persons", "people-trained"),
        ("引进电子商务高层次人才", "persons", "talent"),
        ("电子商务直接从业人员", "persons", "employment"),
        ("每年举办电商专题培训班", "events", "training-events"),
        ("普及电子商务知识", "persons", "knowledge-reach"),
        ("快递业务量", "things", "express-volume"),
        ("专项资金", "money", "investment"),
        ("每年举办购物节", "events", "events"),
        ("满意度", "score", "other"),
    ],
)
def test_kinds(label: str, dimension: str, expected: str) -> None:
    """The label and the dimension of its unit tell the shared kind."""
    assert f"indicator/{expected}" == kind_of(label, dimension)


def test_growth_has_the_kind_of_what_grows() -> None:
    """The growth rate of retail sales is of the kind of retail sales."""
    assert "indicator/online-retail-sales" == kind_of("网络零售额年均增长率", "ratio", growth=True)
    assert "indicator/employment" == kind_of("电子商务从业人员增长率", "doubling", growth=True)


@pytest.mark.parametrize(
    ("text", "count", "expected"),
    [
        ("A交易额、B交易额等主要指标", None, ("A交易额", "B交易额")),
        ("大企业网上采购比率和网上销售比率", 2, ("大企业网上采购比率", "大企业网上销售比率")),
        ("大企业和中小企业网上采购比率", 2, ("大企业网上采购比率", "中小企业网上采购比率")),
        ("工业企业和流通企业应用率", None, ("工业企业和流通企业应用率",)),
        ("网络零售额", None, ("网络零售额",)),
    ],
)
def test_coordinated_subjects(text: str, count: int | None, expected: tuple[str, ...]) -> None:
    """A coordination is split where its parts are quantities, with what they elide restored."""
    assert expected == split_subjects(text, count)


def test_equal_labels_make_equal_ids() -> None:
    """The id of an indicator depends on plan and label alone."""
    evidence = Evidence((Passage(0, 3, "零售额"),), 0.9, "test")
    first = indicator("a-2014", "网络零售额", ConceptId("indicator/other"), evidence)
    second = indicator("a-2014", "网络零售额", ConceptId("indicator/other"), evidence)

    assert first.id == second.id
    assert first.id.startswith("indicator/a-2014/wangluolingshoue-")


@pytest.mark.parametrize(
    ("name", "columns"),
    [
        ("units.tsv", 5),
        ("indicators.tsv", 3),
        ("target_words.tsv", 2),
        ("topics.tsv", 3),
        ("instruments.tsv", 3),
    ],
)
def test_lexicons_repeat_nothing(name: str, columns: int) -> None:
    """Each row of a lexicon stands there once."""
    found = list(rows(name, columns))

    assert found
    assert len(found) == len(set(found))


@pytest.mark.parametrize(
    ("text", "count", "expected"),
    [
        ("茶叶、辣椒网上销售额", 2, ("茶叶网上销售额", "辣椒网上销售额")),
        ("工业、商贸企业电子商务应用率", 2, ("工业企业电子商务应用率", "商贸企业电子商务应用率")),
        ("县级、乡级服务站覆盖率", 2, ("县级服务站覆盖率", "乡级服务站覆盖率")),
        ("物流总费用与GDP的比率", None, ("物流总费用与GDP的比率",)),
    ],
)
def test_shared_ends(text: str, count: int | None, expected: tuple[str, ...]) -> None:
    """What only the last of several subjects says holds for all; a ratio of two is one subject."""
    assert expected == split_subjects(text, count)
