"""Registers read from excerpts are those read from the graph."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad

from graph.content import content_of_quads
from graph.embedded import EmbeddedEngine
from graph.engine import Row, Term
from graph.excerpts import keep_excerpts, opened, read_excerpts
from graph.memory import InMemoryEngine
from graph.rdf import document_content, document_graph, quads
from graph.store import RevisionStore
from graph.views import register_excerpts
from graph.views.ahead import read_ahead
from graph.views.register_excerpts import Excerpted, one_source, register_source
from graph.views.register_sources import Queried, RegisterSource
from graph.views.registers import body_register, duty_register, responsibilities, target_register
from ontology.identifiers import CONCEPT_BASE
from ontology.model import Facts
from ontology.terms import DCTERMS, PG, RDF, RDFS, SKOS, XSD

BASE = "https://w3id.org/policygraph/"
_GRAPHS = tuple(NamedNode(f"{BASE}graph/{name}") for name in ("a", "b"))
_THINGS = tuple(NamedNode(f"{BASE}id/thing/{number}") for number in range(4))
_CLASSES = tuple(
    NamedNode(PG[name]) for name in ("Measure", "Target", "Organization", "Department", "Responsibility")
)
_LINKS = tuple(
    NamedNode(each)
    for each in (
        PG.inPlan,
        PG.measure,
        PG.department,
        PG.indicator,
        DCTERMS.spatial,
        PG.topic,
        PG.role,
        PG.function,
    )
)
_CONCEPTS = tuple(
    NamedNode(f"{CONCEPT_BASE}{path}") for path in ("topic/logistics", "role/lead", "function/commerce")
)


def _years() -> st.SearchStrategy[Literal]:
    return st.integers(2010, 2013).map(lambda year: Literal(str(year), datatype=NamedNode(XSD.gYear)))


_statements = st.one_of(
    st.tuples(st.sampled_from(_THINGS), st.just(NamedNode(RDF.type)), st.sampled_from(_CLASSES)),
    st.tuples(st.sampled_from(_THINGS), st.sampled_from(_LINKS), st.sampled_from([*_THINGS, *_CONCEPTS])),
    st.tuples(st.sampled_from(_THINGS), st.just(NamedNode(SKOS.broadMatch)), st.sampled_from(_CONCEPTS)),
    st.tuples(st.sampled_from(_THINGS), st.just(NamedNode(PG.order)), st.integers(1, 3).map(Literal)),
    st.tuples(st.sampled_from(_THINGS), st.just(NamedNode(PG.dueYear)), _years()),
    st.tuples(
        st.sampled_from(_THINGS),
        st.just(NamedNode(PG.normalizedValue)),
        st.sampled_from([Literal(5), Literal(7)]),
    ),
    st.tuples(
        st.sampled_from(_THINGS),
        st.just(NamedNode(RDFS.label)),
        st.sampled_from(
            [Literal('甲\n"乙"\\\t', language="zh"), Literal("a", language="en"), Literal("b"), _THINGS[0]]
        ),
    ),
)


@settings(deadline=None, max_examples=60)
@given(st.lists(st.tuples(_statements, st.sampled_from(_GRAPHS)), max_size=40))
def test_excerpts_and_questions_give_the_same_rows(found: list[tuple[Any, NamedNode]]) -> None:
    """Also where graphs speak of each other's things, repeat statements, or say something twice."""
    members = {Quad(subject, predicate, value, graph) for (subject, predicate, value), graph in found}
    of_graph = [[quad for quad in members if quad.graph_name == graph] for graph in _GRAPHS]
    packed = [
        content_of_quads(iri.value, part).excerpt for iri, part in zip(_GRAPHS, of_graph, strict=True) if part
    ]
    assert _rows(Queried(InMemoryEngine(members))) == _rows(Excerpted(map(opened, packed)))


def _rows(source: RegisterSource) -> list[Any]:
    targets = set(source.targets())
    return [
        set(source.measures()),
        set(source.topics()),
        set(source.duties()),
        targets,
        source.kinds(target[2] for target in targets if target[2]),
        source.bodies(),
        source.labels("Department"),
        source.labels("Measure"),
        source.duty_count(),
    ]


class Watched(EmbeddedEngine):
    """Remembers what it was asked."""

    asked: list[str]

    def rows(self, sparql: str, **bindings: Term) -> list[Row]:
        """Rows of the store."""
        self.asked.append(sparql)
        return super().rows(sparql, **bindings)


@pytest.fixture
def opener(tmp_path: Path) -> Iterator[Callable[[], Watched]]:
    """Gives engines over one store, each of which has asked nothing yet."""
    engines: list[Watched] = []

    def make() -> Watched:
        engine = Watched(RevisionStore(tmp_path))
        engine.asked = []
        engines.append(engine)
        return engine

    yield make
    for engine in engines:
        engine.close()


def test_a_load_leaves_excerpts_that_answer_for_the_graph(
    sample_facts: Facts, second_facts: Facts, tmp_path: Path, opener: Callable[[], Watched]
) -> None:
    """Registers ask nothing of the graphs, also after one of them changed; they are those of the graph."""
    store = RevisionStore(tmp_path)
    store.publish({document_graph(facts): quads(facts) for facts in (sample_facts, second_facts)})
    engine = opener()
    assert _rows(Queried(engine)) == _rows(register_source(engine))
    store.publish({document_graph(second_facts): None})
    engine = opener()
    with one_source(engine):
        found = (
            duty_register(engine),
            body_register(engine),
            target_register(engine),
            responsibilities(engine),
        )
    assert engine.asked == []
    assert all(found)
    read_ahead(engine)
    assert not any("pg:department" in question for question in engine.asked)
    assert _rows(Queried(engine)) == _rows(register_source(engine))


def test_what_is_not_kept_is_read_from_the_graph(
    sample_facts: Facts, tmp_path: Path, opener: Callable[[], Watched], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Graph by graph where few are missing, by questions where many are; a damaged file is none."""
    store = RevisionStore(tmp_path)
    store.publish({document_graph(sample_facts): quads(sample_facts)})
    (file,) = tmp_path.glob("excerpts-*.sqlite")
    engine = opener()
    expected = _rows(Queried(engine))
    file.unlink()
    assert isinstance(register_source(engine), Excerpted)
    assert expected == _rows(register_source(engine))
    file.write_bytes(b"no database")
    assert expected == _rows(register_source(engine))
    monkeypatch.setattr(register_excerpts, "_FEW", 0)
    assert isinstance(register_source(engine), Queried)


def test_excerpts_go_with_their_graphs(tmp_path: Path) -> None:
    """Those of graphs that no kept revision has are removed; a damaged file is made again."""
    keep_excerpts(tmp_path, {"a": b"1", "b": b"2", "c": b""}, {"a", "b", "c"})
    assert read_excerpts(tmp_path, ["a", "b", "c"]) == {"a": b"1", "b": b"2"}
    keep_excerpts(tmp_path, {"d": b"4", "e": b"5"}, {"b", "d"})
    assert read_excerpts(tmp_path, ["a", "b", "d", "e"]) == {"b": b"2", "d": b"4"}
    (file,) = tmp_path.iterdir()
    file.write_bytes(b"no database" * 100)
    keep_excerpts(tmp_path, {"d": b"4"}, {"d"})
    assert read_excerpts(tmp_path, ["b", "d"]) == {"d": b"4"}


def test_a_file_that_cannot_be_written_costs_time_only(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A full disk, another process that does not end: nothing is raised."""

    def full(*_: object, **__: object) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setattr("graph.excerpts.sqlite3.connect", full)
    keep_excerpts(tmp_path, {"a": b"1"}, {"a"})
    assert read_excerpts(tmp_path, ["a"]) == {}


def test_what_is_in_no_list_is_left_out(sample_facts: Facts) -> None:
    """Labels of passages and duties, which are most of a plan's; what stays is a small part."""
    content = document_content(sample_facts)
    labels = opened(content.excerpt)["label"]
    assert labels
    assert not [subject for subject in labels if "/passage/" in subject or "/responsibility/" in subject]
    assert len(content.excerpt) * 10 < len(content.lines)
