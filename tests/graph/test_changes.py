"""What changed between revisions."""

from __future__ import annotations

from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, parse

from graph.changes import changed_graphs, changes, patch_lines, signed_lines
from graph.embedded import EmbeddedEngine
from graph.rdf import document_graph, quads
from graph.store import RevisionStore
from graph.union import named_quads
from graph.views.changes import change_view
from ontology.identifiers import graph_iri
from ontology.model import Facts
from ontology.terms import RDFS


@pytest.fixture
def engine(tmp_path: Path, sample_facts: Facts, second_facts: Facts) -> EmbeddedEngine:
    """Revision 1 has the first plan; 2 the second too; 3 lacks the first and has a new graph."""
    store = RevisionStore(tmp_path / "home")
    first, second = document_graph(sample_facts), document_graph(second_facts)
    store.publish({first: quads(sample_facts)})
    store.publish({second: quads(second_facts)})
    name = graph_iri("new")
    label = Quad(NamedNode("urn:a"), NamedNode(RDFS.label), NamedNode("urn:b"), NamedNode(name))
    some = frozenset(sorted(quads(second_facts), key=str)[1:])
    store.publish({first: None, second: some, name: frozenset({label})})
    return EmbeddedEngine(store)


def test_digests_tell_which_graphs_differ(engine: EmbeddedEngine) -> None:
    """New, changed and gone, without reading a statement."""
    _, two, three = engine.revisions()
    names = changed_graphs(two, three)
    assert [iri.rpartition("/")[2] for iri in names.added] == ["new"]
    assert [iri.rpartition("/")[2] for iri in names.changed] == ["jining-2014"]
    assert [iri.rpartition("/")[2] for iri in names.removed] == ["changzhou-2014"]


def _apply(before: set[Quad], lines: list[str]) -> set[Quad]:
    """What a reader makes of signed lines, by another road than the one that wrote them."""
    found = set(before)
    for line in lines:
        (quad,) = parse(line[2:], format=RdfFormat.N_QUADS)
        (found.add if line[0] in "+A" else found.remove)(quad)
    return found


@pytest.mark.parametrize(("old", "new"), [(1, 2), (2, 3), (1, 3), (3, 1), (2, 2)])
def test_a_difference_leads_from_one_revision_to_the_other(
    engine: EmbeddedEngine, tmp_path: Path, old: int, new: int
) -> None:
    """Applied to the one, signed lines and RDF Patch both give the other; nothing is said twice."""
    store = RevisionStore(tmp_path / "home")
    before, after = (set(named_quads(store.open(number))) for number in (old, new))
    found = list(changes(engine.at(old), engine.at(new)))
    assert _apply(before, list(signed_lines(found))) == after
    patch = list(patch_lines(found, "urn:r:old", "urn:r:new"))
    assert patch[:3] == ["H id <urn:r:new> .", "H prev <urn:r:old> .", "TX ."]
    assert patch[-1] == "TC ."
    assert _apply(before, [line for line in patch if line[:2] in ("A ", "D ")]) == after
    assert len(patch) == len(set(patch))


def test_people_see_each_property_before_and_after(engine: EmbeddedEngine) -> None:
    """Counts for each graph by the plan's name, and rows in pages."""
    view = change_view(engine.at(1), engine.at(2), "zh")
    assert [(count.label[:2], count.removed) for count in view.counts] == [("济宁", 0)]
    assert view.rows[0].after
    assert not view.rows[0].before
    assert (view.page, view.start, view.end) == (1, 1, len(view.rows))
    again = change_view(engine.at(1), engine.at(2), "zh", graph="urn:none")
    assert (again.total, again.rows) == (0, ())


def test_a_long_text_is_shown_where_it_changed(tmp_path: Path) -> None:
    """Not its first words, which are the same before and after."""
    store = RevisionStore(tmp_path / "home")
    graph, thing = graph_iri("x"), NamedNode("urn:a")
    for word in ("旧词", "新词"):
        text = Literal("同" * 500 + word + "同" * 500)
        store.publish({graph: frozenset({Quad(thing, NamedNode(RDFS.comment), text, NamedNode(graph))})})
    engine = EmbeddedEngine(store)
    (row,) = change_view(engine.at(1), engine.at(2), "zh").rows
    assert "旧词" in row.before[0]
    assert "新词" in row.after[0]
    assert len(row.after[0]) < 200
