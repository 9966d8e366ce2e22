"""Corrections: read strictly, proven by quotes, applied once for all, never silently ignored."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import fields, replace
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import Quad

from graph.metadata import vocabulary_graphs
from graph.rdf import document_graph, quads
from graph.validation import validate
from loaders.corrections.applying import STALE, apply_corrections
from loaders.corrections.beside import MAX_BYTES, read_corrections
from loaders.corrections.entries import Corrections, parse_corrections
from loaders.corrections.files import corrections_file, is_corrections_file
from loaders.corrections.quoting import occurrences
from loaders.corrections.schema import ALLOWED, NAMED, PLAN_FIELDS, VERBS
from ontology.errors import DocumentError
from ontology.identifiers import resource_iri
from ontology.model import Attribution, Comparator, Doubt, Facts, ResourceId, Role
from ontology.terms import DCTERMS, FOAF, PROV, SKOS
from tests.samples import SAMPLE_TEXT, sample_facts

HEAD = "by: 王芳\non: 2026-11-20\n"
WANG = Attribution("王芳", dt.date(2026, 11, 20))


def read(text: str, head: str = HEAD) -> Corrections:
    """Corrections of a text as if they stood in ``x.corrections.yaml``."""
    return parse_corrections((head + text).encode(), "x.corrections.yaml")


def corrected(text: str, facts: Facts | None = None) -> Facts:
    """The sample plan after corrections."""
    return apply_corrections(facts or sample_facts(), read(text))


def labels(things: Iterable[object]) -> list[str]:
    """Labels of things, sorted."""
    return sorted(str(getattr(thing, "label", getattr(thing, "name", ""))) for thing in things)


def duties(facts: Facts) -> set[tuple[str, str, str]]:
    """Who answers in which role for which measure."""
    names = {each.id: each.label for each in facts.organizations}
    return {(names[each.organization], each.role.value, each.measure) for each in facts.responsibilities}


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


def test_dropping_a_thing_takes_what_hangs_on_it() -> None:
    """With a department go its duties; with a measure its duties, and what it names moves to the section."""
    facts = corrected("drop:\n- department: 市商务局\n- enterprise: 江苏武进物流有限公司\n")
    assert "常州市商务局" not in labels(facts.organizations)
    assert "lead" not in {role for _, role, _ in duties(facts)}
    assert {each.built_by for each in facts.projects} == {()}
    facts = corrected("drop:\n- measure: '2.1'\n")
    assert facts.responsibilities == ()
    assert {each.subject for each in facts.mentions if each.target == "platform/taobao"} == {
        "section/changzhou-2014/2"
    }
    assert [target.measure for target in facts.targets] == [None, None, None]


def test_dropping_a_target_drops_an_indicator_that_nothing_else_uses() -> None:
    """A target is meant by its indicator, value and year."""
    facts = corrected("drop:\n- target: 网络零售额\n  value: 200\n  due: 2016\n")
    assert labels(facts.indicators) == ["培训电子商务人才", "电子商务交易额"]


def test_a_topic_is_dropped_by_its_id() -> None:
    """The annotation's path names one topic of one measure."""
    facts = corrected("drop:\n- id: annotation/changzhou-2014/2.1/topic/parks\n")
    assert facts.measures[0].topics == ()
    assert facts.measures[1].topics == sample_facts().measures[1].topics


def test_a_renamed_thing_keeps_its_iri_and_its_old_name() -> None:
    """Renaming changes the label; the id stays and the old label becomes another form."""
    facts = corrected("rename:\n- park: 常州电子商务产业园\n  to: 常州国家电子商务产业园\n")
    (park,) = facts.parks
    assert (park.id, park.label, park.alt_labels) == (
        sample_facts().parks[0].id,
        "常州国家电子商务产业园",
        ("常州电子商务产业园",),
    )
    assert (park.evidence.found_by, park.evidence.attributed_to) == ("correction/rename", (WANG,))


def test_renaming_to_the_same_name_confirms() -> None:
    """A doubtful fact that is right is confirmed by its own name."""
    facts = corrected("rename:\n- platform: 淘宝\n  to: 淘宝网\n")
    assert facts.platforms == sample_facts().platforms
    assert facts.platforms[0].evidence.confidence == 1.0


def test_a_duty_is_given_to_another_department_or_role() -> None:
    """``to`` changes the body, ``to-role`` the role; the words of the document stay."""
    facts = corrected(
        "rename:\n- responsibility: 市商务局\n  to: 常州市财政局\n- responsibility: 市经信委\n  to-role: 配合\n"
    )
    measure = "measure/changzhou-2014/2.1"
    assert duties(facts) == {
        ("常州市财政局", "lead", measure),
        ("常州市财政局", "responsible", measure),
        ("常州市经济和信息化委员会", "support", measure),
    }
    assert "市商务局" in {each.as_written for each in facts.responsibilities}


def test_measures_and_targets_are_renamed() -> None:
    """A measure gets another name, a target another indicator."""
    facts = corrected(
        "rename:\n- measure: 建设电子商务园区\n  to: 建设园区\n- target: 网络零售额\n  to: 网上零售总额\n"
    )
    assert facts.measures[0].name == "建设园区"
    assert labels(facts.indicators) == ["培训电子商务人才", "电子商务交易额", "网上零售总额"]


def test_two_names_of_one_thing_become_one_node() -> None:
    """``same-as`` joins names, duties, mentions and references."""
    facts = corrected(
        "same-as:\n- department: 市经信委\n  as: 市商务局\n- enterprise: 江苏武进物流有限公司\n  as: 阿里巴巴\n"
    )
    commerce = next(each for each in facts.organizations if each.label == "常州市商务局")
    assert commerce.alt_labels == ("市商务局", "常州市经济和信息化委员会", "市经信委")
    assert {name for name, _, _ in duties(facts)} == {"常州市商务局", "常州市财政局"}
    assert {each.built_by for each in facts.projects} == {("org/alibaba",)}


def test_a_thing_may_be_the_same_as_one_that_only_other_plans_name() -> None:
    """The node takes the known thing's id, so that it is one node across plans."""
    facts = corrected(
        "same-as:\n- platform: 淘宝\n  as: 京东商城\n- park: 常州电子商务产业园\n  as: park/elsewhere-2222\n"
    )
    assert [(each.label, each.alt_labels) for each in facts.platforms] == [("京东商城", ("淘宝网", "淘宝"))]
    assert [each.id for each in facts.parks] == ["park/elsewhere-2222"]
    assert facts.platforms[0].id in {each.target for each in facts.mentions}


def test_chains_of_same_as_end_in_one_thing_and_circles_are_refused() -> None:
    """A is B and B is C makes one; A is B and B is A says nothing."""
    chain = "same-as:\n- department: 市经信委\n  as: 市财政局\n- department: 市财政局\n  as: 市商务局\n"
    assert {name for name, _, _ in duties(corrected(chain))} == {"常州市商务局"}
    with pytest.raises(DocumentError, match="circle"):
        corrected(
            "same-as:\n- department: 市经信委\n  as: 市商务局\n- department: 市商务局\n  as: 市经信委\n"
        )


@pytest.mark.parametrize(
    "text",
    [
        "drop:\n- platform: 京东\n",
        "rename:\n- target: 园区数\n  to: 园区\n",
        "same-as:\n- department: 市教育局\n  as: 市商务局\n",
        "add:\n- responsibility: 市商务局\n  measure: '9.9'\n  role: lead\n  quote: 牵头单位：市商务局\n",
        "drop:\n- responsibility: 市商务局\n  measure: '2.2'\n",
        "drop:\n- id: annotation/changzhou-2014/2.2/topic/parks\n",
    ],
)
def test_a_correction_that_fits_nothing_is_a_doubt(text: str) -> None:
    """What a correction was about may be gone: it is said, with the line, and the facts stay."""
    facts = corrected(text)
    (doubt,) = [each for each in facts.doubts if each.code == STALE]
    assert "x.corrections.yaml第4行" in doubt.zh
    assert [each.applied for each in facts.corrections] == [False]
    assert quads(replace(facts, doubts=sample_facts().doubts)) == quads(sample_facts())


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("add:\n- platform: 亚马逊\n", 4, "“亚马逊” does not stand in the document"),
        ("add:\n- platform: 平台\n", 4, "stands 3 times"),
        ("add:\n- platform: 平台\n  nth: 9\n", 5, "from 1 to 3"),
        ("add:\n- park: 物流园\n  quote: 设立 物流中心\n", 5, "other blanks"),
        (
            "add:\n- responsibility: 市财政局\n  measure: '2.1'\n  role: lead\n  quote: 牵头单位：市商务局\n",
            7,
            "does not name “市财政局”",
        ),
        (
            "add:\n- responsibility: 市商务局\n  measure: '2.1'\n  role: boss\n  quote: 牵头单位：市商务局\n",
            6,
            "role is 'boss'",
        ),
        ("add:\n- target: 园区\n  value: 三\n  unit: 个\n  quote: 1万人次\n", 5, "is no number"),
        ("add:\n- target: 园区\n  value: 3\n  upper: 2\n  unit: 个\n  quote: 1万人次\n", 6, "greater than"),
        ("add:\n- target: 园区\n  value: 3\n  unit: 个\n  due: 16\n  quote: 1万人次\n", 7, "is no year"),
        ("add:\n- plan: colour\n  value: 红\n  quote: 1万人次\n", 4, "a plan has no 'colour'"),
        ("add:\n- plan: issued\n  value: 去年\n  quote: 1万人次\n", 5, "is not a date"),
        ("add:\n- measure: 园区\n  quote: 引进淘宝\n", 5, "does not hold the measure's name"),
        ("drop:\n- plan: title\n", 4, "drop plan takes"),
        ("rename:\n- responsibility: 市商务局\n", 4, "needs to"),
        ("rename:\n- id: annotation/changzhou-2014/2.1/topic/parks\n  to: 园区\n", 4, "drop it"),
        ("drop:\n- platform: 淘宝\nrename:\n- platform: 淘宝网\n  to: 京东\n", 6, "contradicts line 4"),
        ("rename:\n- platform: 淘宝\n  to: 甲\n- platform: 淘宝网\n  to: 乙\n", 6, "contradicts line 4"),
        ("rename:\n- responsibility: 市商务局\n  to: 鸟语花香\n", 4, "not understood"),
    ],
)
def test_what_cannot_be_carried_out_is_refused_with_its_line(text: str, line: int, words: str) -> None:
    """Quotes that are missing or ambiguous, nonsense and contradictions name file, line and cause."""
    with pytest.raises(DocumentError, match=r"x\.corrections\.yaml") as error:
        corrected(text)
    assert f"x.corrections.yaml, line {line}: " in str(error.value)
    assert words in str(error.value)


def test_words_that_fit_several_facts_are_refused() -> None:
    """A correction never picks one of several facts."""
    facts = corrected(
        "add:\n- responsibility: 市商务局\n  measure: '2.2'\n  role: lead\n  quote: 牵头单位：市商务局\n"
    )
    with pytest.raises(DocumentError, match=r"fits 2 facts .*add measure or role, or write the id"):
        corrected("drop:\n- responsibility: 市商务局\n", facts)


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("by: 王芳\n- a\n", 2, "is not YAML"),
        ("by: [王芳]\n", 1, "must be a text"),
        ("by: 王芳\nremove:\n- platform: 淘宝\n", 2, "'remove' is not known"),
        ("by: 王芳\ndrop: 淘宝\n", 2, "needs a list"),
        ("by: 王芳\ndrop:\n- 淘宝\n", 3, "key: value"),
        ("by: 王芳\ndrop:\n- colour: 红\n", 3, "does not say what to drop"),
        ("by: 王芳\ndrop:\n- platform: 淘宝\n  colour: 红\n", 4, "does not know 'colour'"),
        ("by: 王芳\ndrop:\n- platform: 淘宝\n  platform: 京东\n", 4, "given twice"),
        ("by: 王芳\nrename:\n- platform: 淘宝\n", 3, "needs 'to'"),
        ("by: 王芳\ndrop:\n- platform:\n", 3, "is empty"),
        ("drop:\n- platform: 淘宝\n", 2, "says nobody"),
        ("by: 王芳\non: gestern\ndrop:\n- platform: 淘宝\n", 2, "is not a date"),
        ("- platform: 淘宝\n", 1, "key: value"),
        ("by: 王芳\nwhy: \x07\n", 2, "is not YAML"),
    ],
)
def test_a_malformed_file_is_refused_with_its_line(text: str, line: int, words: str) -> None:
    """Whatever is not as the guide says names file, line and cause."""
    with pytest.raises(DocumentError, match=words) as error:
        read(text, head="")
    assert str(error.value).startswith(f"x.corrections.yaml, line {line}")


def test_text_that_is_not_utf_8_or_nested_without_end_is_refused() -> None:
    """Bytes in another encoding and YAML made to exhaust the reader are errors, not crashes."""
    with pytest.raises(DocumentError, match="line 2: is not UTF-8"):
        parse_corrections("by: a\nwhy: 中".encode("gb18030"), "x")
    with pytest.raises(DocumentError, match="nested too deeply"):
        parse_corrections(b"[" * 100_000, "x")


def test_scalars_stay_text() -> None:
    """``on`` is no boolean, 3.10 is not 3.1, and an empty list is no error."""
    (entry,) = read("add:\ndrop:\n- measure: 3.10\n").entries
    assert (entry.name, entry.attribution) == ("3.10", WANG)


def test_an_entry_may_be_signed_by_somebody_else() -> None:
    """``by`` and ``on`` of an item count before those of the file."""
    (entry,) = read("drop:\n- platform: 淘宝\n  by: 李雷\n  on: 2026-01-02\n  why: 不是平台\n").entries
    assert entry.attribution == Attribution("李雷", dt.date(2026, 1, 2))


def test_corrections_stand_beside_their_document(tmp_path: Path) -> None:
    """The file is found by the document's name, whatever its format; without it there is nothing to do."""
    document = tmp_path / "jining-2014.docx"
    assert read_corrections(document) is None
    path = corrections_file(document)
    assert (path.name, is_corrections_file(path)) == ("jining-2014.corrections.yaml", True)
    path.write_text(HEAD, encoding="utf-8")
    assert read_corrections(document) == Corrections(str(path), ())
    path.write_bytes(b"#" * (MAX_BYTES + 1))
    with pytest.raises(DocumentError, match="larger than"):
        read_corrections(document)
    path.unlink()
    path.mkdir()
    with pytest.raises(DocumentError, match="cannot be read"):
        read_corrections(document)


def test_corrected_facts_are_attributed_in_the_graph() -> None:
    """A corrected node leads to its author and day; the named graph has a note of every correction."""
    facts = corrected("rename:\n- platform: 淘宝\n  to: 淘宝商城\ndrop:\n- park: 常州电子商务产业园\n")
    statements = {(q.subject.value, q.predicate.value, q.object.value) for q in quads(facts)}  # type: ignore[union-attr]
    platform, graph = resource_iri(ResourceId("platform/taobao")), document_graph(facts)
    (agent,) = {o for s, p, o in statements if s == platform and p == PROV.wasAttributedTo}
    assert (agent, FOAF.name, "王芳") in statements
    assert (platform, DCTERMS.modified, "2026-11-20") in statements
    assert {o for s, p, o in statements if s == graph and p == SKOS.changeNote} == {
        "drop park: 常州电子商务产业园",
        "rename platform: 淘宝; to: 淘宝商城",
    }
    assert (graph, PROV.wasAttributedTo, agent) in statements


#: Corrections of the sample that do not contradict each other, in every verb.
ITEMS = {
    "add": (
        "- platform: 常州商品交易平台",
        "- enterprise: 国务院\n  nth: 1",
        "- measure: 鼓励阿里巴巴\n  quote: 鼓励阿里巴巴",
        "- responsibility: 市商务局\n  measure: '2.2'\n  role: support\n  quote: 牵头单位：市商务局",
        "- target: 电子商务交易额\n  value: 5\n  unit: 亿元\n  quote: 网络零售额",
        "- plan: end-year\n  value: 2017\n  quote: 2014-2016\n  nth: 1",
    ),
    "drop": (
        "- responsibility: 市财政局",
        "- target: 网络零售额",
        "- id: annotation/changzhou-2014/2.1/topic/parks",
        "- platform: 京东",
    ),
    "rename": (
        "- platform: 淘宝\n  to: 常州商品交易平台",
        "- responsibility: 市经信委\n  to: 常州市商务局\n  to-role: lead",
        "- measure: 建设电子商务园区\n  to: 建设园区",
        "- target: 电子商务交易额\n  value: 3000\n  to: 网络零售额",
    ),
    "same-as": (
        "- enterprise: 江苏武进物流有限公司\n  as: 阿里巴巴",
        "- park: 常州电子商务产业园\n  as: 武进电子商务产业园",
    ),
}
_ANY = st.lists(
    st.sampled_from([(verb, item) for verb, items in ITEMS.items() for item in items]), max_size=8
)


def _file(chosen: list[tuple[str, str]]) -> str:
    verbs = dict.fromkeys(verb for verb, _ in chosen)
    return "".join(f"{v}:\n" + "".join(f"{i}\n" for verb, i in chosen if verb == v) for v in verbs)


def _parts(facts: Facts) -> dict[str, object]:
    return {field.name: getattr(facts, field.name) for field in fields(facts)}


@settings(deadline=None, max_examples=60)
@given(chosen=_ANY, data=st.data())
def test_twice_is_once_in_any_order(chosen: list[tuple[str, str]], data: st.DataObject) -> None:
    """Applying corrections again changes nothing, and the order of the file does not matter."""
    once = corrected(_file(chosen))
    assert _parts(corrected(_file(chosen), once)) == _parts(once)
    shuffled = corrected(_file(data.draw(st.permutations(chosen))))
    assert quads(replace(shuffled, doubts=())) == quads(replace(once, doubts=()))  # doubts name their lines
    assert [(each.verb, each.words) for each in shuffled.corrections] == [
        (each.verb, each.words) for each in once.corrections
    ]


@settings(deadline=None, max_examples=60)
@given(chosen=_ANY)
def test_every_corrected_fact_is_still_proven(chosen: list[tuple[str, str]]) -> None:
    """Passages hold exactly the words of the document, and no reference points to nothing."""
    facts = corrected(_file(chosen))
    assert all(facts.text[p.start : p.end] == p.exact for _, e in facts.evidence() for p in e.passages)
    known = {
        each.id for name in ("organizations", "platforms", "parks", "places") for each in getattr(facts, name)
    }
    measures = {measure.id for measure in facts.measures}
    assert {duty.organization for duty in facts.responsibilities} <= known
    assert {duty.measure for duty in facts.responsibilities} <= measures
    assert {mention.target for mention in facts.mentions} <= known
    assert {target.indicator for target in facts.targets} == {each.id for each in facts.indicators}


def test_a_thoroughly_corrected_plan_still_conforms() -> None:
    """All kinds of corrections together give a graph that keeps the shapes."""
    facts = corrected(_file([(verb, item) for verb, items in ITEMS.items() for item in items]))
    assert set(ALLOWED) == set(VERBS) == {each.verb for each in facts.corrections}
    graphs = frozenset[Quad]().union(*vocabulary_graphs().values(), quads(facts))
    assert validate(graphs).issues == ()


def test_facts_without_corrections_stay_as_they_are() -> None:
    """No file and an empty file change nothing."""
    facts = sample_facts()
    assert apply_corrections(facts, None) is facts
    assert apply_corrections(facts, read("")) is facts


def test_words_are_found_without_overlap() -> None:
    """Occurrences count as a reader counts them; no words stand nowhere."""
    assert occurrences("网上网上网", "网上") == [0, 2]
    assert occurrences("aaa", "aa") == [0]
    assert occurrences("aaa", "") == []


def test_a_judged_fact_is_no_doubt_any_more() -> None:
    """The doubt about a duty ends when a person drops, renames or adds it."""
    facts = sample_facts()
    duty = facts.responsibilities[0]
    doubtful = replace(facts, doubts=(Doubt("duty", "请核对", "please check", duty.evidence.passages[0]),))
    assert corrected("drop:\n- responsibility: 市商务局\n", doubtful).doubts == ()
    assert corrected("drop:\n- responsibility: 市财政局\n", doubtful).doubts == doubtful.doubts


def test_the_guide_shows_what_the_reader_takes() -> None:
    """The example of docs/corrections.md is read whole, and its table names every key there is."""
    guide = (Path(__file__).parents[2] / "docs" / "corrections.md").read_text(encoding="utf-8")
    example = guide.partition("```yaml\n")[2].partition("```")[0]
    assert {entry.verb for entry in read(example, head="").entries} == set(VERBS)
    table = "\n".join(line for line in guide.splitlines() if line.startswith("|"))
    named = set(re.findall(r"`([a-z-]+)`", table))
    keys = {
        key
        for kinds in ALLOWED.values()
        for fields_ in kinds.values()
        for key in (*fields_.needed, *fields_.optional)
    }
    assert keys | set(NAMED) | set(PLAN_FIELDS) | set(VERBS) <= named
