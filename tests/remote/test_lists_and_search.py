"""Lists, search, reconciliation and stored queries give the same over a server as over the embedded store."""

from __future__ import annotations

from typing import Any

from pyoxigraph import Literal, NamedNode

from graph.embedded import EmbeddedEngine
from graph.engine import Engine, Term
from graph.literals import boolean, integer
from graph.named_queries import named_queries
from graph.reconciling import Condition, candidates, property_named
from graph.search.searcher import Searcher
from graph.views.gaps import GAPS, gaps
from graph.views.measures import measures
from graph.views.organizations import organization_rows
from graph.views.plans import plan_cards
from graph.views.projects import projects
from graph.views.selection import DUTIES, MEASURES, ORGANIZATIONS, PLANS, PROJECTS, TARGETS, Selection
from graph.views.targets import targets
from ontology.identifiers import CONCEPT_BASE, DEFAULT_BASE
from tests.remote.conftest import Loaded

ID = DEFAULT_BASE + "id/"
#: A value of each filter that something in the corpus has.
_VALUES: dict[str, Term] = {
    "plan": NamedNode(ID + "plan/changzhou-2014"),
    "place": NamedNode(ID + "place/changzhou"),
    "department": NamedNode(ID + "org/changzhou/shangwuju"),
    "role": NamedNode(CONCEPT_BASE + "role/responsible"),
    "topic": NamedNode(CONCEPT_BASE + "topic/logistics"),
    "instrument": NamedNode(CONCEPT_BASE + "instrument/supply"),
    "function": NamedNode(CONCEPT_BASE + "function/commerce"),
    "indicator": NamedNode(CONCEPT_BASE + "indicator/transaction-volume"),
    "nature": NamedNode(CONCEPT_BASE + "nature/new"),
    "year": integer(2014),
    "text": Literal("电子商务"),
    "responsible": boolean(True),
    "comparable": boolean(True),
    "growth": boolean(False),
    "owners": integer(2),
}
_LISTS: dict[str, Selection] = {
    "plans": PLANS,
    "measures": MEASURES,
    "organizations": ORGANIZATIONS,
    "targets": TARGETS,
    "projects": PROJECTS,
    "duties": DUTIES,
    **GAPS,
}


def _lists(engine: Engine) -> dict[str, Any]:
    """Every list, whole and under each filter."""
    found: dict[str, Any] = {}
    for name, selection in _LISTS.items():
        found[name] = selection.page(engine, limit=1000)
        for key in selection.filters:
            if key in _VALUES:
                found[f"{name} {key}"] = selection.page(engine, {key: _VALUES[key]}, limit=1000)
    return found


def test_lists_are_the_same(loaded: Loaded, embedded: EmbeddedEngine) -> None:
    """In the same order, whatever the filter; and most filters keep something."""
    expected = _lists(embedded)
    assert expected == _lists(loaded.engine)
    assert sum(page.total > 0 for page in expected.values()) > len(expected) * 0.8


def test_the_facts_of_a_page_are_the_same(loaded: Loaded, embedded: EmbeddedEngine) -> None:
    """With labels, places, sentences and counts."""
    for selection, view in (
        (MEASURES, measures),
        (TARGETS, targets),
        (PROJECTS, projects),
        (PLANS, plan_cards),
        (ORGANIZATIONS, organization_rows),
    ):
        iris = selection.page(embedded, limit=20).iris
        assert view(embedded, among=iris) == view(loaded.engine, among=iris)
    for sort in GAPS:
        assert gaps(embedded, sort, {}, limit=20) == gaps(loaded.engine, sort, {}, limit=20)


def test_searches_and_matches_are_the_same(loaded: Loaded, embedded: EmbeddedEngine) -> None:
    """The index is made of what the engine answers, so it does not matter which."""
    here, there = Searcher(embedded), Searcher(loaded.engine)
    for words in (
        "商务局",
        "经信委",
        "电子商务",
        "shangwuju",
        "物流 园区",
        "常州市经济与信息化委员会",
        "O2O",
    ):
        assert here.find(words, limit=100) == there.find(words, limit=100)
    spatial = property_named("spatial")
    code = property_named("adminCode")
    assert spatial is not None
    assert code is not None
    for name, conditions in (
        ("常州市经信委", ()),
        ("商务局", (Condition(spatial, ("济宁市",)),)),
        ("", (Condition(code, ("320400",)),)),
        ("", (Condition(spatial, ("常州市",)),)),
    ):
        expected = candidates(embedded, here.index(), name, conditions=conditions, base=DEFAULT_BASE)
        assert expected
        assert expected == candidates(
            loaded.engine, there.index(), name, conditions=conditions, base=DEFAULT_BASE
        )
    here.close()
    there.close()


def test_stored_queries_with_their_examples_are_the_same(loaded: Loaded, embedded: EmbeddedEngine) -> None:
    """Those that need a value too."""
    for query in named_queries():
        expected, found = embedded.rows(query.example()), loaded.engine.rows(query.example())
        assert len(expected) == len(found), query.name
