"""Targets of documents: stances, years that carry, identifiers, and the annotated plans."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from loaders.rules.scope import Scope, Stance, Unit
from loaders.rules.targets import plain, targets
from ontology.model import Comparator, Indicator, ResourceId, Target
from tests.timing import grows_in_line

ROOT = Path(__file__).parents[2]
SHARED = ROOT.parent / "shared"


def scope_of(
    *parts: tuple[Stance, tuple[str, ...], str],
    year: int | None = 2014,
    period: tuple[int | None, int | None] = (None, None),
) -> Scope:
    """A scope of units of these stances, titles and words."""
    text = ""
    units: list[Unit] = []
    for stance, titles, words in parts:
        measure = ResourceId(f"measure/x-2014/{len(units)}") if stance is Stance.TASK else None
        units.append(Unit(len(text), len(text) + len(words), len(text), stance, titles, None, measure))
        text += words
    return Scope("x-2014", text, tuple(units), None, None, year, *period)


def due_years(scope: Scope) -> list[int | None]:
    """Due years of the targets, in order."""
    return [target.due_year for _, target in targets(scope)]


GOALS = ("二、发展目标",)


@pytest.mark.parametrize("stance", [Stance.SITUATION, Stance.ANNEX])
def test_some_units_state_no_targets(stance: Stance) -> None:
    """What is told of the present, and what an annex lists, commits to nothing."""
    assert () == targets(scope_of((stance, ("一、",), "到2016年，全市电子商务交易额突破1000亿元。")))


def test_a_guiding_idea_needs_a_year_to_come() -> None:
    """In the opening parts of a plan a number is a target only with its due year."""
    told = scope_of((Stance.IDEOLOGY, ("一、指导思想",), "建成10个园区，交易额突破100亿元。"))
    dated = scope_of((Stance.IDEOLOGY, ("一、总体要求",), "到2016年，交易额突破100亿元。"))

    assert () == targets(told)
    assert [2016] == due_years(dated)


def test_a_year_holds_to_the_end_of_the_goals() -> None:
    """The year that opens a goal section holds for its next sentences and its sibling sections."""
    scope = scope_of(
        (Stance.GOAL, (*GOALS, "1．规模"), "到2015年末，交易额达100亿元。培育企业80家。"),
        (Stance.GOAL, (*GOALS, "2．集聚"), "建设园区5个。"),
        (Stance.TASK, ("三、任务", "1．平台"), "打造10个平台。"),
    )

    assert [2015, 2015, 2015, None] == due_years(scope)


def test_a_paragraph_before_the_first_heading_that_says_it_tells_the_goals_does() -> None:
    """All of its numbers, with its year; what an opening paragraph tells of today stays told."""
    opening = "目前，全市网店达到800家，增长20%。\n2014年全市工作的总体目标是：交易额120亿元，增长22%；零售额38亿元；出口额15亿元。\n为实现上述目标，开店50家。\n"
    scope = scope_of((Stance.PREAMBLE, (), opening))
    assert [2014] * 4 == due_years(scope)
    assert ["交易额", "交易额增长率", "零售额", "出口额"] == [item.label for item, _ in targets(scope)]


def test_goals_inside_a_task_do_not_inherit() -> None:
    """行动目标 of one action says nothing about the goals of another."""
    scope = scope_of(
        (Stance.GOAL, ("二、行动", "（一）示范", "1．行动目标"), "到2015年，培育企业80家。"),
        (Stance.GOAL, ("二、行动", "（二）普及", "1．行动目标"), "建设园区5个。"),
        period=(2014, 2016),
    )

    assert [2015, None] == due_years(scope)


def test_goals_of_a_plan_are_due_at_its_end() -> None:
    """Without a year the plan's own goals are due when its period ends; growth rates are not."""
    scope = scope_of(
        (Stance.GOAL, GOALS, "交易额达100亿元，年均增长30%。每年举办2场活动。"), period=(2014, 2016)
    )

    assert [2016, None, None] == due_years(scope)


def test_the_measure_is_kept() -> None:
    """A target stated in a measure names it."""
    ((_, target),) = targets(scope_of((Stance.TASK, ("三、任务",), "打造10个平台。")))

    assert "measure/x-2014/0" == target.measure


def test_normalised_values_compare() -> None:
    """1万亿元 and 10000亿元 are one amount; 3万名 are 30000 persons; 60% is 0.6."""
    scope = scope_of((Stance.GOAL, GOALS, "交易额达1万亿元。零售额达10000亿元。培训3万名人才。应用率达60%。"))
    values = [(target.normalized_value, target.normalized_unit) for _, target in targets(scope)]

    assert [
        (Decimal(10**12), "yuan"),
        (Decimal(10**12), "yuan"),
        (Decimal(30000), "persons"),
        (Decimal("0.6"), "ratio"),
    ] == values


def test_an_elided_measure_word() -> None:
    """15大平台 counts platforms: 大 describes them, and the measure word that is left out is 个."""
    ((indicator, target),) = targets(scope_of((Stance.TASK, ("三、任务",), "建设15大行业平台。")))

    assert ("行业平台", Decimal(15), "个") == (indicator.label, target.value, target.unit)


def test_evidence_is_the_words() -> None:
    """The passage holds number and indicator, and says where they stand."""
    scope = scope_of((Stance.GOAL, GOALS, "到2016年，交易额达100亿元；其中，建成园区5个以上。"))
    passages = [target.evidence.passages[0] for _, target in targets(scope)]

    assert ["交易额达100亿元", "建成园区5个以上"] == [passage.exact for passage in passages]
    assert all(scope.text[p.start : p.end] == p.exact for p in passages)


def test_ids_do_not_move() -> None:
    """Other facts may come and go; the id of a target stays."""
    alone = scope_of((Stance.GOAL, GOALS, "到2016年，交易额达100亿元。"))
    among = scope_of((Stance.GOAL, GOALS, "到2016年，建成园区5个，交易额达100亿元，培训3000人。"))

    assert targets(alone)[0][1].id in {target.id for _, target in targets(among)}


def test_a_duplicate_takes_a_number() -> None:
    """The same target in two measures is two facts with two ids and one indicator."""
    unit = (Stance.TASK, ("三、任务",), "建成园区5个。")
    first, second = targets(scope_of(unit, unit))

    assert f"{first[1].id}-2" == second[1].id
    assert first[0] is second[0]


def test_a_heading_repeated_below_is_one_target() -> None:
    """A number that the heading states and its text repeats counts once."""
    scope = scope_of((Stance.TASK, ("三、任务",), "1．建成园区5个。\n力争建成园区5个，以此带动发展。"))

    assert 1 == len(targets(scope))


@pytest.mark.parametrize(
    ("value", "expected"),
    [("100", "100"), ("1E+12", "1000000000000"), ("0.60", "0.6"), (None, "")],
)
def test_plain_digits(value: str | None, expected: str) -> None:
    """Numbers are written without exponent and needless zeros."""
    assert expected == plain(None if value is None else Decimal(value))


@settings(deadline=None)
@given(
    st.text(
        alphabet="到2016年，全市交易额达突破10亿元%家个以上的培育建设和、企业平台增长每分别比。（）“”",
        max_size=80,
    )
)
def test_any_text_is_read(text: str) -> None:
    """No mixture of the words of the genre breaks the parser, and every passage is a true one."""
    scope = scope_of((Stance.GOAL, GOALS, text + "。"))

    for indicator, target in targets(scope):
        assert indicator.label
        assert indicator.id == target.indicator
        assert all(scope.text[p.start : p.end] == p.exact for p in target.evidence.passages)


def test_time_is_linear() -> None:
    """Ten times the text takes about ten times as long."""

    def reading(times: int) -> Callable[[], object]:
        scope = scope_of(
            (Stance.GOAL, GOALS, "到2016年，培育和引进年交易额5亿元的企业10家、平台5个。" * times)
        )
        return lambda: targets(scope)

    assert grows_in_line(reading, 100)


def _normal(text: str) -> str:
    return "".join(char for char in text if char.isalnum() or char == "%").lower()


def _alike(first: str, second: str) -> bool:
    shared = sum((Counter(_normal(first)) & Counter(_normal(second))).values())
    return shared >= 0.5 * min(len(_normal(first)), len(_normal(second)))


_COMPARATORS = {
    ">=": Comparator.AT_LEAST,
    ">": Comparator.MORE_THAN,
    "=": Comparator.EXACTLY,
    "~": Comparator.ABOUT,
    "range": Comparator.BETWEEN,
}


def _matches(gold: dict[str, object], indicator: Indicator, target: Target) -> bool:
    value = gold["value"]
    low, high = value if isinstance(value, list) else (value, None)
    return (
        Decimal(str(low)) == target.value
        and (None if high is None else Decimal(str(high))) == target.upper_value
        and gold["unit"] == target.unit
        and gold["year"] == target.due_year
        and gold["growth"] == target.growth
        and _COMPARATORS[str(gold["comparator"])] is target.comparator
        and _alike(str(gold["indicator"]), indicator.label)
    )


@pytest.mark.shared
@pytest.mark.skipif(not (SHARED / "gold").is_dir(), reason="needs the annotations of ../shared")
@pytest.mark.parametrize("slug", ["changzhou-2014", "jining-2014", "quanzhou-2013"])
def test_annotated_plans(slug: str) -> None:
    """On an annotated plan at least 97 of 100 targets are found and as many are right."""
    from loaders.reading import read
    from loaders.scoping import scope_of as real_scope

    gold = json.loads((SHARED / "gold" / f"{slug}.json").read_text(encoding="utf-8"))["targets"]
    left = list(targets(real_scope(read(ROOT / "corpus" / f"{slug}.txt"))))
    found = len(left)
    right = 0
    for entry in gold:
        match = next((pair for pair in left if _matches(entry, *pair)), None)
        if match:
            left.remove(match)
            right += 1

    assert right / len(gold) >= 0.97
    assert right / found >= 0.97
