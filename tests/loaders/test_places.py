"""The gazetteer: names, codes and slugs of divisions, in titles and in text."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.names.divisions import division, rows, short_name
from loaders.names.places import division_of, gazetteer
from ontology.model import PlaceLevel


@pytest.mark.parametrize(
    ("name", "full", "slug", "code"),
    [
        ("常州", "江苏省常州市", "changzhou", "320400"),
        ("枣庄", "山东省枣庄市", "zaozhuang", "370400"),
        ("北京市", "北京市", "beijing", "110000"),
        ("晋江市", "福建省泉州市晋江市", "quanzhou-jinjiang", "350582"),
        ("滕州市", "山东省枣庄市滕州市", "zaozhuang-tengzhou", "370481"),
        ("延边", "吉林省延边朝鲜族自治州", "yanbian", "222400"),
        ("锡林郭勒", "内蒙古自治区锡林郭勒盟", "xilinguole", "152500"),
        ("仙桃市", "湖北省仙桃市", "hubei-xiantao", "429004"),
        ("泰州", "江苏省泰州市", "taizhou-jiangsu", "321200"),
        ("台州", "浙江省台州市", "taizhou-zhejiang", "331000"),
        ("宿州", "安徽省宿州市", "suzhou-anhui", "341300"),
        ("伊春市", "黑龙江省伊春市", "yichun-heilongjiang", "230700"),
        ("吉林", "吉林省", "jilin", "220000"),
        ("吉林市", "吉林省吉林市", "jilin-jilin", "220200"),
        ("海南", "海南省", "hainan", "460000"),
        ("陕西", "陕西省", "shaanxi", "610000"),
        ("长治", "山西省长治市", "changzhi", "140400"),
        ("兖州市", "山东省济宁市兖州市", "jining-yanzhou-shi", "370882"),
        ("兖州区", "山东省济宁市兖州区", "jining-yanzhou", "370812"),
        ("襄樊市", "湖北省襄樊市", "xiangfan", "420600"),
        ("台湾", "台湾省", "taiwan", "710000"),
        ("全国", "中国", "cn", "100000"),
    ],
)
def test_a_division_by_name(name: str, full: str, slug: str, code: str) -> None:
    """A full or a short name gives the likeliest division, abolished ones included."""
    found = gazetteer().find(name)
    assert found is not None
    assert (full, slug, code) == (gazetteer().full_name(found), found.slug, found.code)


def test_slugs_are_unique_and_lead_back() -> None:
    """Every line of the table has a slug of its own."""
    divisions = [division(row) for row in rows()]
    assert len(divisions) == len({found.slug for found in divisions})
    assert divisions == [gazetteer().by_slug(found.slug) for found in divisions]


def test_the_table_is_whole() -> None:
    """Today's table: 34 provinces, 333 prefectures, each line with a six-digit code and a known parent."""
    today = [row for row in rows() if row.current]
    levels = [
        sum(row.level is level for row in today) for level in (PlaceLevel.PROVINCE, PlaceLevel.PREFECTURE)
    ]
    codes = {row.code for row in rows()}
    assert [34, 333] == levels
    assert [] == [row for row in rows() if not re.fullmatch(r"\d{6}", row.code)]
    assert [] == [row for row in rows() if row.parent is not None and row.parent not in codes]


def test_a_code_in_use_comes_before_one_that_was_reassigned() -> None:
    """420600 was 襄樊市 and is 襄阳市."""
    found = gazetteer().by_code("420600")
    assert found is not None
    assert ("襄阳市", True) == (found.name, gazetteer().is_current(found))


def test_short_names() -> None:
    """The common noun and the peoples of an autonomous division go; names of one character keep it."""
    names = (
        "常州市",
        "红河哈尼族彝族自治州",
        "内蒙古自治区",
        "歙县",
        "土默特左旗",
        "神农架林区",
        "万柏林区",
        "浦东新区",
    )
    assert ["常州", "红河", "内蒙古", "歙县", "土默特左旗", "神农架", "万柏林", "浦东新区"] == list(
        map(short_name, names)
    )


def test_family() -> None:
    """A division knows what encloses it and what it encloses."""
    known = gazetteer()
    changzhou = known.find("常州市")
    assert changzhou is not None
    province = known.province(changzhou)
    assert province is not None
    assert "江苏省" == province.name
    assert {"武进区", "溧阳市", "天宁区"} <= {child.name for child in known.children(changzhou)}
    assert known.contains(province, changzhou)
    assert not known.contains(changzhou, province)


@pytest.mark.parametrize(
    ("texts", "slug"),
    [
        (("常州市人民政府",), "changzhou"),
        ((None, "泉州市电子商务发展规划（2013-2015年）"), "quanzhou"),
        (("福建省人民政府办公厅关于加快电子商务发展的意见",), "fujian"),
        (("深圳市福田区人民政府",), "shenzhen-futian"),
        (("北京市朝阳区人民政府",), "beijing-chaoyang"),
        (("枣庄市市中区人民政府",), "zaozhuang-shizhong"),
        (("国务院办公厅关于支持福建省加快建设的意见",), "cn"),
        (("商务部",), "cn"),
        (("商务部等5部门关于加快发展的意见",), "cn"),
        (("国家税务总局江苏省税务局",), "jiangsu"),
        (("中共杭州市委办公厅",), "hangzhou"),
        ((None, "关于加快济宁市电子商务发展的实施意见"), "jining"),
        (("济政字〔2014〕57号",), None),
        (("关于加快电子商务发展的意见",), None),
    ],
)
def test_the_division_that_a_document_speaks_for(texts: tuple[str | None, ...], slug: str | None) -> None:
    """Issuer before title, the deepest division of a chain, the country for organs of state."""
    found = division_of(*texts)
    assert slug == (found.slug if found else None)


def _named(text: str, city: str | None = None) -> list[tuple[str, str]]:
    known = gazetteer()
    within = known.find(city) if city else None
    return [(text[one.start : one.end], one.division.slug) for one in known.in_text(text, within)]


def test_places_in_text() -> None:
    """A chain is read as one place inside the other; a common noun of the next word is left to it."""
    assert [
        ("江苏省", "jiangsu"),
        ("常州市", "changzhou"),
        ("武进区", "changzhou-wujin"),
        ("上海", "shanghai"),
        ("杭州", "hangzhou"),
    ] == _named("江苏省常州市武进区拓展上海市场，方便杭州市民。")


def test_names_of_counties_need_their_city() -> None:
    """A short or an ambiguous name of a county is one only inside a city that is known."""
    assert [] == _named("支持武进、鼓楼区发展")
    assert [("武进", "changzhou-wujin")] == _named("支持武进发展", "常州市")
    assert [("鼓楼区", "nanjing-gulou")] == _named("支持鼓楼区发展", "南京市")


def test_everyday_words_are_no_places() -> None:
    """大理石, 朝阳产业, 合作 and 资源 name no division."""
    assert [] == _named("大理石、朝阳产业、合作共赢、资源整合、出海口、老城区、阿里巴巴、海西经济区")


def test_spans_to_avoid() -> None:
    """Places inside the names that a caller has found already are left out."""
    text = "泉州软件园位于泉州"
    assert [(7, 9)] == [(one.start, one.end) for one in gazetteer().in_text(text, avoid=[(0, 5)])]


@given(st.text(alphabet="江苏省常州市武进区朝阳上海场大理石，北京", max_size=40))
def test_mentions_are_ordered_and_apart(text: str) -> None:
    """Mentions never overlap, and hold a name of their division."""
    mentions = gazetteer().in_text(text)
    ends = [0, *(one.end for one in mentions)]
    assert all(end <= one.start for end, one in zip(ends, mentions, strict=False))
    for one in mentions:
        assert text[one.start : one.end] in (one.division.name, short_name(one.division.name))
