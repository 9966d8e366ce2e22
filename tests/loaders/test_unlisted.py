"""Plans of places that the table of divisions lacks: their bodies are read as those of any other place."""

from __future__ import annotations

import pytest

from loaders.extract import extract
from loaders.names.unlisted import unlisted
from loaders.reading import RawDocument, read_bytes
from ontology.model import PlaceLevel

_LINES = """{city}人民政府办公室关于印发{city}促进商贸流通发展行动方案的通知

{city}促进商贸流通发展行动方案

一、主要任务
（一）优化监管。{short}海关要落实监管试点；市税务局负责落实税收政策；人民银行{short}中心支行会同市金融监管局，推动结算便利化。
（二）提升效率。加密{short}机场货运航线。市交通运输局牵头，市邮政管理局配合。
（三）培养人才。依托{short}职业技术学院建设基地。（责任单位：市人社局、市工商联，{city}供销合作社）
"""


def _duties(city: str, short: str) -> list[tuple[str, str, str]]:
    """Measure, role and the official name of who answers, without the city's."""
    found = extract(_read(_LINES.format(city=city, short=short)))
    labels = {item.id: item.label for item in found.organizations}
    names = {item.id: item.name for item in found.measures}
    return sorted(
        (names[duty.measure], duty.role.value, labels[duty.organization].replace(short, "＿"))
        for duty in found.responsibilities
    )


def test_bodies_of_an_unlisted_city_are_read_as_those_of_a_listed_one() -> None:
    """In prose and lists, also those called after the city."""
    listed = _duties("随州市", "随州")
    assert 9 == len(listed)
    assert listed == _duties("滨湖市", "滨湖")


def test_counties_of_an_unlisted_city_stand_for_their_governments() -> None:
    """Also one that is called as a listed district of another city is."""
    line = "一、主要任务\n（一）抓好示范。（市商务局、东湖县，南山区政府）\n（二）建设山区站点。（责任单位：市商务局、市邮政管理局，示范县）"
    found = extract(_read(f"明海市人民政府关于商贸流通的实施意见\n\n{line}\n"))
    bodies = {
        duty.organization for duty in found.responsibilities if duty.as_written.startswith(("东", "南"))
    }
    assert {"org/minghai-donghu/renminzhengfu", "org/minghai-nanshan/renminzhengfu"} == bodies
    assert 5 == len(found.responsibilities)


def test_an_unlisted_county_of_a_listed_city_speaks_for_itself() -> None:
    """Its bodies are its own; what encloses it is known."""
    title = "随州市云岭县人民政府办公室关于促进商贸流通的若干意见"
    found = extract(_read(f"{title}\n\n一、主要任务\n（一）抓好示范。（县商务局、市邮政管理局）\n"))
    assert "place/suizhou-yunling" == found.plan.place
    assert {"云岭县商务局", "随州市邮政管理局"} <= {body.label for body in found.organizations}
    (place,) = [item for item in found.places if item.id == found.plan.place]
    assert ("place/suizhou", None) == (place.parent, place.admin_code)


def test_an_unlisted_place_has_no_code_and_its_level_is_to_be_checked() -> None:
    """What the table would say is not made up."""
    found = extract(_read(_LINES.format(city="滨湖市", short="滨湖")))
    (place,) = [item for item in found.places if item.id == found.plan.place]
    assert ("place/binhu", "滨湖市", PlaceLevel.PREFECTURE, None, None) == (
        place.id,
        place.label,
        place.level,
        place.admin_code,
        place.parent,
    )
    assert ["place-unlisted"] == [doubt.code for doubt in found.doubts]


@pytest.mark.parametrize(
    ("issuer", "title", "expected"),
    [
        ("江州市江南区人民政府", None, "江南区"),
        ("中共云岭县委办公室", None, "云岭县"),
        ("明海市商务局", None, "明海市"),
        (None, "云岭彝族自治县商贸发展规划", "云岭彝族自治县"),
        (None, "明海市人民政府关于加快商贸发展的实施意见", "明海市"),
        (None, "关于加快明海市商贸发展的实施意见", "明海市"),
        ("高新区管委会", None, None),
        ("市场监督管理局", None, None),
        ("城市管理局", None, None),
        ("国家市场监督管理总局", None, None),
        ("临港新区管委会", None, None),
        ("市人民政府", None, None),
        (None, "智慧城市发展规划", None),
        (None, "专业市场提升方案", None),
        (None, "夜市经济方案", None),
        (None, "全市商贸发展规划", None),
        (None, "示范县创建方案", None),
        (None, "企业上市行动方案", None),
        (None, "跨境综试区实施方案", None),
    ],
)
def test_an_unlisted_place_is_told_by_issuer_or_title(
    issuer: str | None, title: str | None, expected: str | None
) -> None:
    """And other words with 市, 县 or 区 in them are none; bodies of every level are at hand in the text."""
    text = "（市商务局、市财政局、县商务局、县财政局、区商务局、区财政局）"
    found = unlisted(issuer, title, text)
    assert expected == (found.name if found else None)


def test_a_title_alone_is_not_believed_where_nothing_confirms_it() -> None:
    """Neither the name again nor bodies of its level."""
    assert unlisted(None, "明海市商贸发展规划", "明海市商贸发展规划") is None


def _read(text: str) -> RawDocument:
    return read_bytes(text.encode(), "plan.txt")
