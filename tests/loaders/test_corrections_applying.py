"""Corrections together: applied once for all, proven by quotes, never silently ignored."""

from __future__ import annotations

from dataclasses import fields, replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import Quad

from graph.metadata import vocabulary_graphs
from graph.rdf import document_graph, quads
from graph.validation import validate
from loaders.corrections.applying import STALE, apply_corrections
from loaders.corrections.schema import ALLOWED, VERBS
from ontology.errors import DocumentError
from ontology.identifiers import resource_iri
from ontology.model import Doubt, Facts, ResourceId
from ontology.terms import DCTERMS, FOAF, PROV, SKOS
from tests.loaders.corrected_sample import corrected, read
from tests.samples import sample_facts


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


def test_facts_without_corrections_stay_as_they_are() -> None:
    """No file and an empty file change nothing."""
    facts = sample_facts()
    assert apply_corrections(facts, None) is facts
    assert apply_corrections(facts, read("")) is facts


def test_a_judged_fact_is_no_doubt_any_more() -> None:
    """The doubt about a duty ends when a person drops, renames or adds it."""
    facts = sample_facts()
    duty = facts.responsibilities[0]
    doubtful = replace(facts, doubts=(Doubt("duty", "请核对", "please check", duty.evidence.passages[0]),))
    assert corrected("drop:\n- responsibility: 市商务局\n", doubtful).doubts == ()
    assert corrected("drop:\n- responsibility: 市财政局\n", doubtful).doubts == doubtful.doubts


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
