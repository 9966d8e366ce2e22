"""The store of immutable revisions."""

from __future__ import annotations

import errno
import fcntl
import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import BlankNode, Literal, NamedNode, Quad, Store

from graph.files import open_database, plain_words
from graph.rdf import document_graph, quads
from graph.revision import Revision, digest_quads
from graph.store import RevisionStore
from graph.union import named_quads, union_of
from ontology.errors import NotFound, StoreBusy, StoreError, StoreVersion
from ontology.model import Facts

G, H = "http://example.org/graph/g", "http://example.org/graph/h"


def _quads(graph: str, *values: str) -> frozenset[Quad]:
    subject, predicate = NamedNode("http://example.org/s"), NamedNode("http://example.org/p")
    return frozenset(Quad(subject, predicate, Literal(value), NamedNode(graph)) for value in values)


def _content(store: RevisionStore, number: int | None = None) -> set[Quad]:
    return set(named_quads(store.open(number)))


def test_an_empty_folder_has_no_revision(tmp_path: Path) -> None:
    """Nothing is created by looking."""
    store = RevisionStore(tmp_path / "home")
    assert store.current() is None
    assert store.revisions() == ()
    assert not (tmp_path / "home").exists()
    with pytest.raises(NotFound, match="load documents first"):
        store.open()


def test_publishing_the_same_facts_twice_makes_one_revision(
    tmp_path: Path, sample_facts: Facts, second_facts: Facts
) -> None:
    """A second load of the same corpus changes nothing on disk."""
    graphs = {document_graph(facts): quads(facts) for facts in (sample_facts, second_facts)}
    first = RevisionStore(tmp_path).publish(graphs)
    before = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*") if path.name != "lock"}
    again = RevisionStore(tmp_path).publish(graphs)
    after = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*") if path.name != "lock"}
    assert first is not None
    assert again is None
    assert after == before
    assert RevisionStore(tmp_path).current() == first
    assert _content(RevisionStore(tmp_path)) == quads(sample_facts) | quads(second_facts)


def test_a_changed_graph_is_replaced_whole_and_others_stay(tmp_path: Path) -> None:
    """Old quads of the graph go, the other graph keeps its digest, and the old revision is untouched."""
    store = RevisionStore(tmp_path)
    one = store.publish({G: _quads(G, "a", "b"), H: _quads(H, "x")})
    two = store.publish({G: _quads(G, "b", "c")})
    assert one is not None
    assert two is not None
    assert _content(store) == _quads(G, "b", "c") | _quads(H, "x")
    assert _content(store, one.number) == _quads(G, "a", "b") | _quads(H, "x")
    assert (two.number, two.graphs[H]) == (2, one.graphs[H])
    assert [item.number for item in store.revisions()] == [1, 2]


@pytest.mark.parametrize("nothing", [None, frozenset()])
def test_a_graph_without_quads_is_removed(tmp_path: Path, nothing: frozenset[Quad] | None) -> None:
    """None and the empty set both remove; removing what is not there is no change."""
    store = RevisionStore(tmp_path)
    store.publish({G: _quads(G, "a"), H: _quads(H, "x")})
    revision = store.publish({G: nothing})
    assert revision is not None
    assert set(revision.graphs) == {H}
    assert _content(store) == _quads(H, "x")
    assert not store.open().contains_named_graph(NamedNode(G))
    assert store.publish({G: nothing}) is None


@settings(max_examples=15, deadline=None)
@given(loads=st.lists(st.dictionaries(st.sampled_from([G, H]), st.sets(st.sampled_from("abcd"))), max_size=4))
def test_any_sequence_of_loads_ends_with_what_was_last_said(
    tmp_path_factory: pytest.TempPathFactory, loads: list[dict[str, set[str]]]
) -> None:
    """The current revision holds the last quads of each graph, and equal content has an equal digest."""
    store = RevisionStore(tmp_path_factory.mktemp("home"))
    expected: dict[str, frozenset[Quad]] = {}
    for load in loads:
        graphs = {graph: _quads(graph, *values) for graph, values in load.items()}
        published = store.publish(graphs)
        before = dict(expected)
        expected = {graph: found for graph, found in {**expected, **graphs}.items() if found}
        assert (published is None) == (before == expected)
    current = store.current()
    assert (dict(current.graphs) if current else {}) == {
        g: digest_quads(found) for g, found in expected.items()
    }
    if current is not None:
        quads = frozenset().union(*expected.values())
        assert set(store.open()) == quads | union_of(quads)


def test_blank_nodes_get_names_by_their_place_in_the_graph(tmp_path: Path) -> None:
    """Parsing the same Turtle again gives other labels, and no new revision; graphs share no node."""

    def graph(iri: str) -> frozenset[Quad]:
        node, name = BlankNode(), NamedNode(iri)
        return frozenset(
            {
                Quad(NamedNode("http://example.org/s"), NamedNode("http://example.org/p"), node, name),
                Quad(node, NamedNode("http://example.org/p"), Literal("v"), name),
            }
        )

    store = RevisionStore(tmp_path)
    assert store.publish({G: graph(G), H: graph(H)}) is not None
    assert store.publish({G: graph(G), H: graph(H)}) is None
    assert len({quad.subject for quad in _content(store) if isinstance(quad.subject, BlankNode)}) == 2


@pytest.mark.parametrize("size", [1, 9_000])
def test_a_blank_node_is_the_same_in_its_graph_and_in_the_union(tmp_path: Path, size: int) -> None:
    """Also past the database's log, and when the graph changes: nothing of it stays in the union."""

    def graph(value: str) -> frozenset[Quad]:
        node, name, p = BlankNode(), NamedNode(G), NamedNode("http://example.org/p")
        many = {
            Quad(NamedNode(f"http://example.org/{n}"), p, Literal(f"{n}" * 20), name) for n in range(size)
        }
        return frozenset({Quad(name, p, node, name), Quad(node, p, Literal(value), name)} | many)

    store = RevisionStore(tmp_path)
    for value in ("old", "new"):
        store.publish({G: graph(value)})
        opened = store.open()
        named = frozenset(named_quads(opened))
        assert size + 2 == len(named)
        assert union_of(named) == frozenset(opened) - named


def test_a_second_writer_is_told_to_wait(tmp_path: Path) -> None:
    """StoreBusy in plain words, and nothing is written."""
    with (tmp_path / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        with pytest.raises(StoreBusy, match="wait until it has finished"):
            RevisionStore(tmp_path).publish({G: _quads(G, "a")})
    assert RevisionStore(tmp_path).current() is None


def test_readers_work_while_a_writer_holds_the_store(tmp_path: Path) -> None:
    """In the middle of a publish the old revision answers."""
    seen: list[set[Quad]] = []
    RevisionStore(tmp_path).publish({G: _quads(G, "a")})

    def look(step: str) -> None:
        if step in ("written", "checkpoint", "renamed"):
            seen.append(_content(RevisionStore(tmp_path)))

    RevisionStore(tmp_path, on_step=look).publish({G: _quads(G, "b")})
    assert seen == [_quads(G, "a")] * 3
    assert _content(RevisionStore(tmp_path)) == _quads(G, "b")


def test_an_open_snapshot_survives_the_pruning_of_its_revision(tmp_path: Path) -> None:
    """Old revisions go by count; who reads one keeps reading."""
    store = RevisionStore(tmp_path, keep=2)
    store.publish({G: _quads(G, "0")})
    oldest = store.open()
    for value in "1234":
        store.publish({G: _quads(G, value)})
    assert [item.number for item in store.revisions()] == [4, 5]
    assert sorted(path.name for path in (tmp_path / "revisions").iterdir()) == ["4", "5"]
    assert set(named_quads(oldest)) == _quads(G, "0")
    with pytest.raises(NotFound, match="no revision 1"):
        RevisionStore(tmp_path).open(1)


def test_the_only_revision_is_never_pruned(tmp_path: Path) -> None:
    """At least one is kept, and a nonsensical count is refused."""
    store = RevisionStore(tmp_path, keep=1)
    store.publish({G: _quads(G, "a")})
    store.publish({G: _quads(G, "b")})
    assert [item.number for item in store.revisions()] == [2]
    with pytest.raises(ValueError, match="current revision"):
        RevisionStore(tmp_path, keep=0)


@pytest.mark.parametrize("place", ["current", "revisions/1/manifest.json"])
def test_a_folder_of_another_version_is_refused(tmp_path: Path, place: str) -> None:
    """StoreVersion for readers and writers alike, and nothing is touched."""
    RevisionStore(tmp_path).publish({G: _quads(G, "a")})
    path = tmp_path / place
    path.write_text(json.dumps(json.loads(path.read_text()) | {"format": 99}))
    with pytest.raises(StoreVersion, match="layout 99"):
        RevisionStore(tmp_path).current()
    with pytest.raises(StoreVersion):
        RevisionStore(tmp_path).publish({G: _quads(G, "b")})


@pytest.mark.parametrize("place", ["current", "revisions/1/manifest.json"])
@pytest.mark.parametrize("text", ["", "[]", "{", '{"format": 2}'])
def test_a_damaged_pointer_or_manifest_is_a_store_error(tmp_path: Path, place: str, text: str) -> None:
    """In words that name the file, not a traceback of the parser."""
    RevisionStore(tmp_path).publish({G: _quads(G, "a")})
    (tmp_path / place).write_text(text)
    with pytest.raises(StoreError, match="damaged"):
        RevisionStore(tmp_path).current()


def test_a_home_that_is_a_file_is_a_store_error(tmp_path: Path) -> None:
    """The message says what stands there and what to do."""
    (tmp_path / "home").write_text("I am a file")
    with pytest.raises(StoreError, match="choose another folder"):
        RevisionStore(tmp_path / "home").publish({G: _quads(G, "a")})


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (OSError(errno.ENOSPC, "No space left on device"), "the disk is full"),
        (OSError("IO error: No space left on device: While appending"), "the disk is full"),
        (PermissionError(errno.EACCES, "Permission denied"), "cannot be written"),
        (OSError("IO error: Read-only file system"), "cannot be written"),
        (OSError(errno.EMFILE, "Too many open files"), "ulimit"),
        (OSError("Corruption: block checksum mismatch"), "Corruption"),
    ],
)
def test_what_the_disk_refuses_is_said_in_plain_words(error: OSError, words: str) -> None:
    """Both for our own file operations and for the database's messages."""
    with pytest.raises(StoreError, match=words), plain_words(Path("home")):
        raise error


def test_a_disk_that_fills_up_leaves_the_last_revision(tmp_path: Path) -> None:
    """The failing load says so; the next one works."""
    RevisionStore(tmp_path).publish({G: _quads(G, "a")})

    def full(step: str) -> None:
        if step == "checkpoint":
            raise OSError(errno.ENOSPC, "No space left on device")

    with pytest.raises(StoreError, match="the disk is full"):
        RevisionStore(tmp_path, on_step=full).publish({G: _quads(G, "b")})
    assert _content(RevisionStore(tmp_path)) == _quads(G, "a")
    assert RevisionStore(tmp_path).publish({G: _quads(G, "b")}) is not None
    assert _content(RevisionStore(tmp_path)) == _quads(G, "b")


def test_a_quad_in_the_wrong_graph_is_refused(tmp_path: Path) -> None:
    """The mapping's key and the quads' graph must agree."""
    with pytest.raises(ValueError, match="names another graph"):
        RevisionStore(tmp_path).publish({H: _quads(G, "a")})


def test_a_manifest_reads_back_as_it_was_written(tmp_path: Path) -> None:
    """Round trip, and an ETag that has number and content."""
    revision = RevisionStore(tmp_path).publish({G: _quads(G, "a")})
    assert revision is not None
    assert Revision.from_json(revision.to_json(), revision.path) == revision
    assert revision.etag == f"r1-{revision.digest[:12]}"


def test_a_writer_that_lives_a_moment_longer_does_not_stop_the_next(tmp_path: Path) -> None:
    """A database that only waits to be collected is let go of."""
    folder = tmp_path / "database"
    held = Store(str(folder))
    held.add(Quad(NamedNode("http://a.org/s"), NamedNode("http://a.org/p"), NamedNode("http://a.org/o")))
    cycle: list[object] = [iter(held)]
    cycle.append(cycle)
    del held, cycle

    assert 1 == len(open_database(folder))
