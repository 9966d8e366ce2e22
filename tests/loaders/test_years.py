"""Years: when a target is due, and years that are none of its."""

from __future__ import annotations

import pytest

from loaders.rules.years import Anchor, YearKind, deadlines, year_cues

PERIOD = Anchor(2014, 2014, 2016)
ISSUE = Anchor(2014, None, None)


@pytest.mark.parametrize(
    ("text", "anchor", "expected"),
    [
        ("到2015年末，", ISSUE, [2015]),
        ("到2025年底前", ISSUE, [2025]),
        ("2014—2016年，", ISSUE, [2016]),
        ("用3年时间，", PERIOD, [2016]),
        ("用三年时间，", ISSUE, [2017]),
        ("3-5年内，", ISSUE, [2019]),
        ("未来三年，", PERIOD, [2016]),
        ("“十四五”末，", ISSUE, [2025]),
        ("十三五期间，", ISSUE, [2020]),
        ("年底前完成", ISSUE, [2014]),
        ("到规划期末", PERIOD, [2016]),
        ("2015、2016、2017年", ISSUE, [2015, 2016, 2017]),
        ("三年新增", PERIOD, [2016]),
        ("五年累计培训", Anchor(2016, 2016, 2020), [2020]),
        ("五年累计培训", PERIOD, [None]),
        ("货值三年翻一番", ISSUE, [2017]),
        ("三年行动计划", PERIOD, []),
        ("近三年新增", PERIOD, []),
        ("9月底前完成", ISSUE, [2014]),
        ("2015年6月底前", ISSUE, [2015]),
        ("年内认证", ISSUE, [2014]),
        ("当年内", ISSUE, []),
    ],
)
def test_due_years(text: str, anchor: Anchor, expected: list[int]) -> None:
    """A due year is told from absolute, relative and five-year-plan terms."""
    cues = year_cues(text, 0, len(text), anchor)

    assert expected == [cue.year for cue in cues if cue.kind is YearKind.DUE]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("在2013年的基础上", YearKind.BASE),
        ("比2015年翻一番", YearKind.BASE),
        ("较2020年增长", YearKind.BASE),
        ("从2014年开始", YearKind.START),
        ("自2014年起", YearKind.START),
    ],
)
def test_years_that_are_not_due(text: str, kind: YearKind) -> None:
    """A year of comparison or of beginning is no due year."""
    assert [kind] == [cue.kind for cue in year_cues(text, 0, len(text), ISSUE)]


@pytest.mark.parametrize("text", ["每年", "三年行动计划", "2015个", "百年老店"])
def test_no_year(text: str) -> None:
    """每年 and titles name no year."""
    assert () == year_cues(text, 0, len(text), ISSUE)


def test_unknown_anchor() -> None:
    """A relative year stays unknown where nothing anchors it."""
    (cue,) = year_cues("三年内", 0, 3, Anchor(None, None, None))

    assert cue.year is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("完成时限：2020年12月底", [2020]),
        ("【完成时间】：2019年底前", [2019]),
        ("时间进度：2018—2020年", [2020]),
        ("（责任单位：市商务局，2015年底前完成）", [2015]),
        ("完成时限：持续推进", []),
        ("建设时间：2015—2020年", []),
        ("2016年底前完成改造", []),
    ],
)
def test_deadlines(text: str, expected: list[int]) -> None:
    """A line or aside that says when the work must be done gives a year; a project's time does not."""
    assert expected == [cue.year for cue in deadlines(text, 0, len(text))]
