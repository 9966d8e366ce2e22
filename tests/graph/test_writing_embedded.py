"""Changes of the revisions on disk: each in its own process, whole or not at all."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Triple

from graph.changing import Dataset
from graph.embedded import EmbeddedEngine
from graph.metadata import Describer
from graph.revision import Revision
from graph.store import RevisionStore
from graph.writing import Author
from graph.writing_embedded import EmbeddedWriter, WriteLimits
from ontology.errors import LimitExceeded, NotFound, QueryRefused, StoreBusy, StoreError, WriteRefused
from ontology.identifiers import DEFAULT_BASE

GRAPH = f"{DEFAULT_BASE}graph/"
ME = Author("curator")
TRIPLE = Triple(NamedNode("urn:a"), NamedNode("urn:p"), Literal("1"))
SLOW = (
    "INSERT { <urn:x> <urn:p> ?n } WHERE { { SELECT (COUNT(*) AS ?n) {"
    + " ".join(f"VALUES ?v{i} {{ 1 2 3 4 5 6 7 8 9 10 }}" for i in range(9))
    + " } } }"
)


def writer(store: RevisionStore, limits: WriteLimits | None = None, *, union: bool = True) -> EmbeddedWriter:
    """A writer that describes what it does, where the dataset has a place for that."""
    describe = (lambda author: Describer(DEFAULT_BASE, "0", author.name)) if union else None
    return EmbeddedWriter(store, Dataset(DEFAULT_BASE, union), describe=describe, limits=limits)


@pytest.fixture
def store(tmp_path: Path) -> RevisionStore:
    """A store with one graph of one triple, put there by a writer."""
    found = RevisionStore(tmp_path / "home")
    assert writer(found).put(f"{GRAPH}x", [TRIPLE], author=ME).created
    return found


@pytest.fixture
def engine(store: RevisionStore) -> Iterator[EmbeddedEngine]:
    """What readers see."""
    found = EmbeddedEngine(store)
    yield found
    found.close()


def current(store: RevisionStore) -> Revision:
    """The current revision, which there is."""
    revision = store.current()
    assert revision is not None
    return revision


def test_an_update_is_a_revision_with_its_author(store: RevisionStore, engine: EmbeddedEngine) -> None:
    """Readers see it in the union; the metadata say who made it, and count what is there now."""
    written = writer(store).update("INSERT { ?s <urn:q> ?o } WHERE { ?s <urn:p> ?o }", author=ME)

    assert (2, True) == (current(store).number, written.changed)
    assert [] != engine.rows("SELECT ?s WHERE { ?s <urn:p> ?o ; <urn:q> ?o }")
    rows = engine.rows(
        "SELECT ?name ?n WHERE { GRAPH ?m { ?load prov:generated ?g ; prov:wasAssociatedWith ?who ."
        " ?who a prov:Agent ; rdfs:label ?name . ?g void:triples ?n } }",
        g=NamedNode(f"{GRAPH}default"),
    )
    assert [("curator", "1")] == [(row["name"].value, row["n"].value) for row in rows]  # type: ignore[union-attr]


def test_a_graph_is_added_to_and_removed(store: RevisionStore, engine: EmbeddedEngine) -> None:
    """Adding what is there changes nothing; removing what is not there is told."""
    change = writer(store)
    other = Triple(NamedNode("urn:a"), NamedNode("urn:p"), Literal("2"))

    assert not change.add(f"{GRAPH}x", [TRIPLE], author=ME).changed
    assert not change.add(f"{GRAPH}x", [other], author=ME).created
    assert 2 == len(engine.rows("SELECT ?o WHERE { GRAPH ?g { <urn:a> <urn:p> ?o } }"))
    assert change.delete(f"{GRAPH}x", author=ME).changed
    assert [] == engine.rows("SELECT ?o WHERE { <urn:a> <urn:p> ?o }")
    with pytest.raises(NotFound):
        change.delete(f"{GRAPH}x", author=ME)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("INSERT DATA { <urn:b> <urn:p> 1 } ; DROP GRAPH <urn:none>", QueryRefused),
        (f"INSERT DATA {{ GRAPH <{GRAPH}metadata> {{ <urn:b> <urn:p> 1 }} }}", WriteRefused),
        ("LOAD <http://127.0.0.1:1/x>", QueryRefused),
    ],
)
def test_what_is_refused_leaves_the_revision(store: RevisionStore, text: str, kind: type[Exception]) -> None:
    """The error comes back from the process as what it is."""
    before = current(store)

    with pytest.raises(kind):
        writer(store).update(text, author=ME)
    assert before == current(store)


def test_an_update_over_its_time_is_killed(store: RevisionStore) -> None:
    """Nothing of it stays, no file either, and the next change is made."""
    before = current(store)

    with pytest.raises(LimitExceeded) as caught:
        writer(store, WriteLimits(seconds=1)).update(SLOW, author=ME)
    assert "time" == caught.value.limit
    assert before == current(store)
    assert [] == list(store.home.glob(".scratch-*"))
    assert writer(store).update("INSERT DATA { <urn:b> <urn:p> 1 }", author=ME).changed


def test_an_update_over_its_memory_is_ended(store: RevisionStore) -> None:
    """The process ends, the service stays."""
    text = "INSERT { ?a <urn:p> ?b } WHERE { " + " ".join(
        f"VALUES ?{name} {{ {' '.join(f'<urn:{name}{i}>' for i in range(1500))} }}" for name in "ab"
    )

    with pytest.raises(LimitExceeded) as caught:
        writer(store, WriteLimits(memory=16 << 20)).update(text + " }", author=ME)
    assert "memory" == caught.value.limit


def test_a_check_that_fails_stops_the_change(store: RevisionStore) -> None:
    """It sees the revision that the change would be made of."""
    seen: list[Revision | None] = []

    def check(revision: Revision | None) -> None:
        seen.append(revision)
        raise NotFound("no")

    with pytest.raises(NotFound):
        writer(store).put(f"{GRAPH}x", [], author=ME, check=check)
    assert [current(store)] == seen


def test_another_writer_is_told_to_wait(store: RevisionStore) -> None:
    """While a load publishes, a change is refused at once, with words."""
    with store.publishing(), pytest.raises(StoreBusy):
        writer(store).update("INSERT DATA { <urn:b> <urn:p> 1 }", author=ME)


def test_a_dataset_may_have_a_default_graph_of_its_own(tmp_path: Path) -> None:
    """No union, no metadata; its folder does not take the other kind."""
    plain = RevisionStore(tmp_path / "own", union=False)
    text = "INSERT DATA { <urn:a> <urn:p> 1 GRAPH <urn:g> { <urn:a> <urn:p> 2 . <urn:b> <urn:p> _:x } }"
    writer(plain, union=False).update(text, author=ME)
    writer(plain, union=False).update("DELETE DATA { GRAPH <urn:g> { <urn:a> <urn:p> 2 } }", author=ME)
    engine = EmbeddedEngine(plain)

    assert {"", "urn:g"} == set(current(plain).graphs)
    assert not current(plain).union
    assert ["1"] == [row["o"].value for row in engine.rows("SELECT ?o WHERE { ?s ?p ?o }")]  # type: ignore[union-attr]
    writer(plain, union=False).delete(None, author=ME)
    assert {"urn:g"} == set(current(plain).graphs)
    engine.close()
    with pytest.raises(StoreError, match="default graph here is one of its own"):
        writer(RevisionStore(tmp_path / "own")).update("CLEAR ALL", author=ME)
