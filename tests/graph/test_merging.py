"""Merging of the database's files waits for a large load."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Quad, Store

import graph.publication
from graph.merging import merging_later
from graph.store import RevisionStore
from graph.union import named_quads

_LINUX = hasattr(os, "SCHED_IDLE")


def _policies() -> set[int]:
    """Scheduling policies of the threads of this process that merge files."""
    found = set()
    for task in Path("/proc/self/task").iterdir():
        with suppress(OSError):  # a thread that has just ended
            if (task / "comm").read_text(encoding="utf-8") == "rocksdb:low\n":
                found.add(os.sched_getscheduler(int(task.name)))
    return found


@pytest.mark.skipif(not _LINUX, reason="threads have a policy of their own on Linux only")
def test_merging_threads_step_back_and_return(tmp_path: Path) -> None:
    """Also after an error; where they could not return, they do not step back."""
    store = Store(str(tmp_path / "db"))
    assert _policies() == {os.SCHED_OTHER}
    with pytest.raises(RuntimeError), merging_later() as later:  # noqa: PT012 what holds inside is the point
        assert _policies() == {os.SCHED_IDLE if later else os.SCHED_OTHER}
        raise RuntimeError
    assert _policies() == {os.SCHED_OTHER}
    del store


def test_a_load_of_several_windows_ends_merged(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is lost, and a small load on top merges nothing."""
    monkeypatch.setattr(graph.publication, "_WINDOW", 600_000)
    s, p = NamedNode("http://example.org/s"), NamedNode("http://example.org/p")

    def quads(iri: str, count: int) -> frozenset[Quad]:
        return frozenset(Quad(s, p, Literal(f"{iri} {n}"), NamedNode(iri)) for n in range(count))

    steps: list[str] = []
    store = RevisionStore(tmp_path, on_step=steps.append)
    graphs = {iri: quads(iri, 6_000) for iri in (f"http://example.org/graph/{name}" for name in "abcd")}
    store.publish(dict(graphs))
    assert steps.index("merged") < steps.index("checkpoint")
    assert set(named_quads(store.open())) == frozenset().union(*graphs.values())

    steps.clear()
    store.publish({"http://example.org/graph/a": quads("http://example.org/graph/a", 6_001)})
    assert "merged" not in steps
