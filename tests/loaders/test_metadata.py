"""Front matter: title, number, issuer, date, period and bases of plans of several habits."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from loaders.normalise import normalise
from loaders.outline import outline
from loaders.rules.metadata import Metadata, metadata

DOCUMENTS = Path(__file__).parents[1] / "documents"


def _read(text: str, stem: str = "plan") -> Metadata:
    normalised = normalise(text).text
    return metadata(normalised, outline(normalised), stem)


def test_a_state_council_opinion() -> None:
    """Title line, number line, sign-off at the end, and the cited basis with its number."""
    found = _read((DOCUMENTS / "state_level.txt").read_text(encoding="utf-8"))

    assert "国务院关于大力发展跨境电子商务的指导意见" == found.title.value
    assert found.number is not None
    assert "国发〔2019〕12号" == found.number.value
    assert found.issuer is not None
    assert "国务院" == found.issuer.value
    assert found.issued is not None
    assert dt.date(2019, 6, 15) == found.issued[0]
    assert found.period is None
    assert [("国务院关于促进外贸稳中提质的意见", "国发〔2018〕35号")] == [
        (cited.title, cited.number) for cited in found.based_on
    ]


def test_a_county_scheme_behind_a_cover_note() -> None:
    """The plan's own title wins over the note's; the date may be written in Chinese digits."""
    found = _read((DOCUMENTS / "county_scheme.txt").read_text(encoding="utf-8"))

    assert "临朐县农村电子商务三年行动方案（2016-2018年）" == found.title.value
    assert found.number is not None
    assert "临政办发〔2016〕23号" == found.number.value
    assert found.issuer is not None
    assert "临朐县人民政府办公室" == found.issuer.value
    assert found.issued is not None
    assert dt.date(2016, 7, 8) == found.issued[0]
    assert found.period is not None
    assert (2016, 2018) == found.period[:2]
    assert ["潍坊市人民政府关于加快电子商务发展的意见"] == [cited.title for cited in found.based_on]


@pytest.mark.parametrize(
    ("front", "title"),
    [
        ("X市“十三五”电子商务发展规划", "X市“十三五”电子商务发展规划"),
        ("X市人民政府关于印发《X市智慧物流行动计划》的通知", "X市智慧物流行动计划"),
        ("X市商务局关于促进直播电商发展的若干措施", "X市商务局关于促进直播电商发展的若干措施"),
        ("X市数字商务发展规划\n（2021-2025年）", "X市数字商务发展规划（2021-2025年）"),
        ("X市“十四五”数字商务发展规划\n（2021—2025年）", "X市“十四五”数字商务发展规划"),
        (
            "X市人民政府关于加快发展的意见 发布时间：2017-06-02 字体：[大 中 小]",
            "X市人民政府关于加快发展的意见",
        ),
    ],
)
def test_titles(front: str, title: str) -> None:
    """A cover note gives the title of what it prints; a year on the next line belongs to the title."""
    assert title == _read(f"{front}\n一、总体要求\n内容。").title.value


@pytest.mark.parametrize(
    ("front", "period"),
    [
        ("X市电子商务发展规划（2013-2015年）", (2013, 2015)),
        ("X市电子商务发展三年行动计划（2014—2016年）", (2014, 2016)),
        ("X市“十三五”电子商务发展规划", (2016, 2020)),
        ("X市“十四五”数字商务发展规划", (2021, 2025)),
        ("X市电子商务发展规划\n本规划的规划期为2013至2015年。", (2013, 2015)),
        ("X县2017年电子商务进农村工作方案", (2017, 2017)),
        ("X市电子商务发展意见", None),
    ],
)
def test_periods(front: str, period: tuple[int, int] | None) -> None:
    """Years in the title, a five-year plan's number, or a stated period; never a guess."""
    found = _read(f"{front}\n一、总体要求\n2011年至2012年，增长较快。").period

    assert period == (found[:2] if found else None)


@pytest.mark.parametrize(
    "sentence",
    [
        "依据《甲规划》编制。",
        "为贯彻落实《甲规划》精神，制定本方案。",
        "按照《甲规划》（国发〔2013〕3号）要求，提出如下意见。",
    ],
)
def test_bases_are_cited_with_a_cue(sentence: str) -> None:
    """根据, 依据, 按照, 贯彻 before a title make it a basis."""
    found = _read(f"X市发展意见\n{sentence}\n一、总体要求\n内容。")

    assert ["甲规划"] == [cited.title for cited in found.based_on]


def test_other_titles_are_no_bases() -> None:
    """A plan that is printed or mentioned later is not what this one is based on."""
    found = _read("X市发展意见\n现将《X市发展意见》印发给你们。\n一、任务\n根据《统计指标体系》建立制度。")

    assert () == found.based_on


@pytest.mark.parametrize(
    ("front", "issuer", "issued"),
    [
        ("成都市“十四五”电子商务发展规划\n成都市商务局\n2021年12月", "成都市商务局", None),
        (
            "发布机构：某市人民政府办公室 成文日期：2018-06-12\n某市物流行动计划",
            "某市人民政府办公室",
            dt.date(2018, 6, 12),
        ),
        ("某市商务局关于加快电商发展的意见\n各县（市、区）商务局：", "某市商务局", None),
        ("某市物流发展规划\n各县（市、区）人民政府，市政府各部门：", None, None),
    ],
    ids=["cover-line", "catalogue-lines", "title", "addressees-only"],
)
def test_issuers_and_dates(front: str, issuer: str | None, issued: dt.date | None) -> None:
    """Covers, catalogue lines and titles name the issuer; those whom a note addresses do not."""
    found = _read(f"{front}\n一、总体要求\n内容。")

    assert (issuer, issued) == (
        found.issuer.value if found.issuer else None,
        found.issued[0] if found.issued else None,
    )


def test_a_document_without_line_ends() -> None:
    """Title, issuer and date are found between blanks."""
    text = "关于加快我县电子商务发展的实施方案 各乡镇人民政府，县直各单位： 为加快发展，现提出如下方案，请各地各单位认真组织落实，确保取得实效。 一、目标任务 到2017年建成5个。 肥东县人民政府办公室 2015年9月1日"
    found = _read(text)

    assert "关于加快我县电子商务发展的实施方案" == found.title.value
    assert found.issuer is not None
    assert "肥东县人民政府办公室" == found.issuer.value
    assert found.issued is not None
    assert dt.date(2015, 9, 1) == found.issued[0]
