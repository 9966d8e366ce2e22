"""The index of a large revision is made by a process of its own."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from graph.embedded import EmbeddedEngine
from graph.rdf import document_graph, quads
from graph.search import process, searcher
from graph.search.index import build_index, unread
from graph.search.searcher import Searcher
from graph.store import RevisionStore
from ontology.errors import LimitExceeded, StoreError
from ontology.model import Facts

_PATIENCE = 60.0
_ENDLESS = "import sys, time; open(sys.argv[4], 'w').close(); time.sleep(3600)"
_STUCK = "import time; from graph.search import process; process._made = lambda *_: time.sleep(3600); process.main()"


@pytest.fixture
def engine(sample_facts: Facts, tmp_path: Path) -> Iterator[EmbeddedEngine]:
    """An engine over a store of one plan."""
    store = RevisionStore(tmp_path / "home")
    store.publish({document_graph(sample_facts): quads(sample_facts)})
    found = EmbeddedEngine(store)
    yield found
    found.close()


@pytest.fixture
def large(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every revision counts as large."""
    monkeypatch.setattr(searcher, "_FEW", 0)


@pytest.mark.usefixtures("large")
def test_a_large_index_is_made_apart(
    engine: EmbeddedEngine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing is made in this process; what the other made is found, and kept beside the store."""

    def here(*_: object) -> None:
        raise AssertionError("made in this process")

    monkeypatch.setattr(searcher, "build_index", here)
    found = Searcher(engine, tmp_path / "search", wait=_PATIENCE, apart=True)
    assert found.find("常州市商务局").hits[0].match == "exact"
    found.close()
    assert [file.suffix for file in (tmp_path / "search").iterdir()] == [".sqlite"]


def test_a_small_index_is_made_here(
    engine: EmbeddedEngine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A process would take longer to start."""
    monkeypatch.setattr(process, "_CHILD", "raise SystemExit(3)")
    found = Searcher(engine, tmp_path / "search", wait=_PATIENCE, apart=True)
    assert found.find("常州市商务局").hits[0].match == "exact"
    found.close()


@pytest.mark.usefixtures("large")
def test_a_process_that_breaks_is_told_and_tried_again(
    engine: EmbeddedEngine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """An error with its reason in the answer and in the log; the next search makes the index."""
    found = Searcher(engine, tmp_path / "search", wait=_PATIENCE, apart=True)
    with monkeypatch.context() as broken:
        broken.setattr(process, "_CHILD", "raise SystemExit(3)")
        with pytest.raises(StoreError, match=r"search index ended unexpectedly \(status 3\)") as caught:
            found.find("商务局")
    assert caught.value.reason == "store.index"
    assert "the search index could not be made" in caplog.text
    assert found.find("商务局").hits
    found.close()


@pytest.mark.usefixtures("large")
def test_an_index_that_cannot_be_kept_is_made_elsewhere(engine: EmbeddedEngine, tmp_path: Path) -> None:
    """A file stands in the folder's place: the process says so, and searches work all the same."""
    (tmp_path / "search").write_text("in the way", encoding="utf-8")
    found = Searcher(engine, tmp_path / "search", wait=_PATIENCE, apart=True)
    assert found.find("商务局").hits
    found.close()


@pytest.mark.usefixtures("large")
def test_the_process_ends_with_the_searcher(
    engine: EmbeddedEngine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """While it works a search says so; closing waits for nothing."""
    monkeypatch.setattr(process, "_CHILD", _ENDLESS)
    folder = tmp_path / "search"
    folder.mkdir()
    started: list[subprocess.Popen[bytes]] = []
    there = threading.Event()

    class Seen(subprocess.Popen):  # type: ignore[type-arg]
        def __init__(self, *arguments: object, **options: object) -> None:
            super().__init__(*arguments, **options)  # type: ignore[call-overload]
            started.append(self)
            there.set()

    monkeypatch.setattr("graph.children.subprocess.Popen", Seen)
    found = Searcher(engine, folder, wait=0.01, apart=True)
    with pytest.raises(LimitExceeded, match="is still being made"):
        found.find("商务局")
    assert there.wait(_PATIENCE)
    deadline = time.monotonic() + _PATIENCE
    while not list(folder.iterdir()) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert list(folder.iterdir())  # it works
    found.close()
    assert [child.wait(_PATIENCE) for child in started] == [-signal.SIGKILL]
    assert list(folder.iterdir()) == []


def test_the_process_ends_with_its_parent(engine: EmbeddedEngine, tmp_path: Path) -> None:
    """Also when the parent was killed and told nobody: another number than the parent's ends it at once."""
    revision = engine.revision
    assert revision is not None
    command = [
        sys.executable,
        "-c",
        _STUCK,
        str(os.getpid() + 1),
        str(revision.path),
        str(tmp_path / "index"),
    ]
    child = subprocess.Popen(command)  # noqa: S603 our own interpreter
    assert child.wait(_PATIENCE) == 0
    assert not (tmp_path / "index").exists()


def test_what_has_to_be_read_is_known_before(engine: EmbeddedEngine, tmp_path: Path) -> None:
    """All graphs without an index, none with that of the same revision."""
    revision = engine.revision
    assert revision is not None
    graphs, file = revision.graphs, tmp_path / "index.sqlite"
    assert unread(graphs, None) == len(graphs)
    build_index(engine, file)
    assert (unread(graphs, file), unread(graphs, tmp_path / "gone.sqlite")) == (0, len(graphs))


def test_work_that_has_time_has_the_lowest_priority() -> None:
    """As the system tells, of a process that stepped back."""
    script = "from graph.priority import step_back; step_back(); import os; print(os.nice(0))"
    done = subprocess.run(  # noqa: S603 our own interpreter
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert done.stdout == "19\n"
