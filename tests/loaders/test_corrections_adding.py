"""What is added stands on words of the document."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from loaders.corrections.applying import apply_corrections
from ontology.model import Comparator, Role
from tests.loaders.corrected_sample import WANG, corrected, duties, labels, read
from tests.samples import SAMPLE_TEXT, sample_facts


def test_an_added_duty_has_the_words_the_author_and_full_confidence() -> None:
    """A responsibility that was missed is added with its quote, its author and confidence 1."""
    facts = corrected(
        "add:\n- responsibility: 市商务局\n  measure: 完善物流配送\n  role: 牵头\n  quote: 牵头单位：市商务局\n"
    )
    (new,) = set(facts.responsibilities) - set(sample_facts().responsibilities)
    assert (new.measure, new.role, new.as_written) == ("measure/changzhou-2014/2.2", Role.LEAD, "市商务局")
    assert [passage.exact for passage in new.evidence.passages] == ["牵头单位：市商务局", "市商务局"]
    assert (1.0, "correction/add", (WANG,)) == (
        new.evidence.confidence,
        new.evidence.found_by,
        new.evidence.attributed_to,
    )


def test_a_department_that_nothing_named_yet_is_resolved_like_any_other() -> None:
    """市财政局 in a plan of 常州 is 常州市财政局, whoever finds it."""
    bare = sample_facts()
    finance = next(each for each in bare.organizations if each.label == "常州市财政局")
    facts = apply_corrections(bare, read("drop:\n- department: 市财政局\n"))
    assert "常州市财政局" not in labels(facts.organizations)
    again = apply_corrections(
        facts,
        read("add:\n- responsibility: 市财政局\n  measure: '2.1'\n  role: support\n  quote: 市财政局\n"),
    )
    assert finance.id in {each.id for each in again.organizations}
    assert ("常州市财政局", "support", "measure/changzhou-2014/2.1") in duties(again)


def test_an_added_platform_is_mentioned_where_its_words_stand() -> None:
    """A name that was missed becomes a node, mentioned by the section whose words name it."""
    facts = corrected("add:\n- platform: 常州商品交易平台\n")
    (platform,) = [each for each in facts.platforms if each.label == "常州商品交易平台"]
    start = SAMPLE_TEXT.index("常州商品交易平台")
    assert [(each.start, each.exact) for each in platform.evidence.passages] == [(start, "常州商品交易平台")]
    assert [each.subject for each in facts.mentions if each.target == platform.id] == [
        "section/changzhou-2014/2"
    ]


def test_a_name_may_be_quoted_by_other_words() -> None:
    """Where the quote holds another form, that form becomes an alternative label."""
    facts = corrected("add:\n- platform: 淘宝网购平台\n  quote: 平台，培训\n")
    (platform,) = [each for each in facts.platforms if each.label == "淘宝网购平台"]
    assert platform.alt_labels == ("平台，培训",)


def test_an_added_target_compares_with_the_others() -> None:
    """A target takes value, unit and year as given, and is normalised as extraction does."""
    facts = corrected(
        "add:\n- target: 园区\n  value: '1.5'\n  upper: 2\n  unit: 万人\n  due: 2016\n  growth: 否\n"
        "  quote: 电子商务人才1万人次\n"
    )
    (new,) = set(facts.targets) - set(sample_facts().targets)
    assert (new.comparator, new.due_year, new.growth) == (Comparator.BETWEEN, 2016, False)
    assert (new.normalized_value, new.normalized_unit) == (Decimal(15_000), "persons")
    assert "园区" in labels(facts.indicators)


def test_an_added_measure_takes_its_place_in_the_order() -> None:
    """A measure that was missed stands between its neighbours, with its text and topics."""
    facts = corrected(
        "add:\n- measure: 支持常州电子商务产业园\n  quote: 支持常州电子商务产业园引进淘宝等平台\n  until: 人次。\n  kind: 保障\n"
    )
    (new,) = set(facts.measures) - {m for m in facts.measures if "-" not in m.id.rpartition("/")[2]}
    assert new.text == "支持常州电子商务产业园引进淘宝等平台，培训电子商务人才1万人次。"
    assert [measure.order for measure in facts.measures] == [1, 2, 3]
    assert (new.order, new.section, new.kind.value) == (2, "section/changzhou-2014/2", "safeguard")


@pytest.mark.parametrize(
    ("field", "value", "quote", "expected"),
    [
        ("title", "行动计划", "行动计划", "行动计划"),
        ("number", "常政办发〔2014〕1号", "常政办发〔2014〕1号", "常政办发〔2014〕1号"),
        ("issued", "2014-03-06", "2014年3月5日", dt.date(2014, 3, 6)),
        ("start-year", "2015", "2014-2015", 2015),
        ("issuer", "市商务局", "（牵头单位：市商务局", ("org/changzhou/shangwuju",)),
    ],
)
def test_the_plans_description_can_be_set(field: str, value: str, quote: str, expected: object) -> None:
    """Title, number, date, years and issuer are set with the words that say so."""
    facts = corrected(f"add:\n- plan: {field}\n  value: '{value}'\n  quote: {quote}\n")
    name = {"issuer": "creators", "start-year": "start_year"}.get(field, field)
    assert getattr(facts.plan, name) == expected
    assert quote in {passage.exact for passage in facts.plan.evidence.passages}


def test_a_basis_is_added_and_all_are_dropped() -> None:
    """A cited document is added by its title; dropping ``based-on`` clears them."""
    added = corrected("add:\n- plan: based-on\n  value: 《关于促进信息消费》\n  quote: 扩大内需的若干意见\n")
    assert [len(added.plan.based_on), len(added.cited)] == [2, 2]
    assert corrected("drop:\n- plan: based-on\n- plan: issued\n").plan.based_on == ()
