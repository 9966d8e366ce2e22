"""Killing the writer at every step: the last complete revision stays, and the next load works."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Quad

from graph.store import RevisionStore
from graph.union import named_quads
from tests.timing import PATIENCE

G = "http://example.org/graph/g"
_STEPS_BEFORE = ("locked", "dirty", "written", "checkpoint", "manifest", "renamed")
_STEPS_AFTER = ("pointed", "clean", "pruned")

_CHILD = """
import os, signal, sys
from pathlib import Path
from pyoxigraph import Literal, NamedNode, Quad
from graph.store import RevisionStore

home, step, count = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
s, p, g = NamedNode("http://example.org/s"), NamedNode("http://example.org/p"), NamedNode(sys.argv[4])

def kill(name):
    if name == step:
        os.kill(os.getpid(), signal.SIGKILL)

quads = frozenset(Quad(s, p, Literal(str(number)), g) for number in range(count))
RevisionStore(home, keep=2, on_step=kill).publish({g.value: quads})
"""


def _quads(count: int) -> frozenset[Quad]:
    s, p, g = NamedNode("http://example.org/s"), NamedNode("http://example.org/p"), NamedNode(G)
    return frozenset(Quad(s, p, Literal(str(number)), g) for number in range(count))


def _killed_at(home: Path, step: str, count: int) -> None:
    command = [sys.executable, "-c", _CHILD, str(home), step, str(count), G]
    root = Path(__file__).parents[2]
    done = subprocess.run(command, cwd=root, check=False, timeout=PATIENCE)  # noqa: S603 our own interpreter
    assert done.returncode == -signal.SIGKILL


@pytest.mark.parametrize("step", [*_STEPS_BEFORE, *_STEPS_AFTER])
def test_a_writer_killed_at_any_step_leaves_a_complete_revision(tmp_path: Path, step: str) -> None:
    """Before the pointer moves the old state is current, afterwards the new one; then a load works."""
    store = RevisionStore(tmp_path, keep=2)
    store.publish({G: _quads(3)})
    store.publish({G: _quads(5)})
    _killed_at(tmp_path, step, 400)
    expected = _quads(5) if step in _STEPS_BEFORE else _quads(400)
    assert set(named_quads(RevisionStore(tmp_path).open())) == expected
    fresh = RevisionStore(tmp_path, keep=2)
    again = fresh.publish({G: _quads(400)})
    assert (again is None) == (step in _STEPS_AFTER)
    assert set(named_quads(fresh.open())) == _quads(400)
    assert fresh.publish({G: _quads(7)}) is not None
    assert set(named_quads(fresh.open())) == _quads(7)
    names = sorted(path.name for path in (tmp_path / "revisions").iterdir())
    assert names == [str(revision.number) for revision in fresh.revisions()]


@pytest.mark.parametrize("step", _STEPS_BEFORE)
def test_the_very_first_load_may_be_killed_too(tmp_path: Path, step: str) -> None:
    """An empty store stays empty, and the next load makes revision 1."""
    _killed_at(tmp_path, step, 50)
    assert RevisionStore(tmp_path).current() is None
    revision = RevisionStore(tmp_path).publish({G: _quads(4)})
    assert revision is not None
    assert revision.number == 1
    assert set(named_quads(RevisionStore(tmp_path).open())) == _quads(4)


@pytest.mark.parametrize("step", ["written", "checkpoint", "pointed"])
def test_a_load_that_is_killed_past_the_log_leaves_a_complete_revision(tmp_path: Path, step: str) -> None:
    """Much is written beside the database's log; the next writer throws it away."""
    store = RevisionStore(tmp_path)
    store.publish({G: _quads(3)})
    _killed_at(tmp_path, step, 12_000)
    expected = 12_000 if step == "pointed" else 3
    fresh = RevisionStore(tmp_path)
    assert set(named_quads(fresh.open())) == _quads(expected)
    assert fresh.publish({G: _quads(11_000)}) is not None
    assert set(named_quads(fresh.open())) == _quads(11_000)


def test_a_writers_folder_that_does_not_equal_the_current_revision_is_rebuilt(tmp_path: Path) -> None:
    """Quads that a dead writer left in its folder never reach a revision."""
    store = RevisionStore(tmp_path)
    store.publish({G: _quads(5)})
    _killed_at(tmp_path, "written", 400)
    steps: list[str] = []
    other = "http://example.org/graph/other"
    quad = Quad(
        NamedNode("http://example.org/s"), NamedNode("http://example.org/p"), Literal("x"), NamedNode(other)
    )
    RevisionStore(tmp_path, on_step=steps.append).publish({other: frozenset({quad})})
    assert "rebuilt" in steps
    assert set(named_quads(store.open())) == _quads(5) | {quad}
    steps.clear()
    RevisionStore(tmp_path, on_step=steps.append).publish({other: None})
    assert "rebuilt" not in steps
