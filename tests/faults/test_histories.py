"""What was published can be had again: backups under load, revisions once more, and what is kept of them."""

from __future__ import annotations

import datetime as dt
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from graph.metadata import Describer
from graph.pruning import Keep, outdated
from graph.revision import Revision
from graph.store import RevisionStore
from ontology.identifiers import DEFAULT_BASE, graph_iri
from policygraph.cli import main
from tests.faults.whole import GRAPHS, check_all, check_revision, quads_of
from tests.timing import PATIENCE, wait_until

METADATA = graph_iri("metadata")
START = dt.datetime(2026, 11, 21, 12, tzinfo=dt.UTC)


def _run(*words: object, **settings: str) -> Result:
    environment = {f"POLICYGRAPH_{name.upper()}": value for name, value in settings.items()}
    return CliRunner().invoke(main, [str(word) for word in words], env=environment)


def published(store: RevisionStore, version: int, count: int = 30) -> Revision:
    """A version of all graphs, described as a load describes it."""
    revision = store.publish(
        {graph: quads_of(graph, version, count) for graph in GRAPHS}, Describer(DEFAULT_BASE, "0")
    )
    assert revision is not None
    return revision


def told(store: RevisionStore, query: str) -> list[str]:
    """Values of ``?x`` in the current revision."""
    return [str(row["x"].value) for row in store.open().query(query)]  # type: ignore[union-attr]


def _more(versions: list[int], behind: int) -> bool:
    return len(versions) > behind


@contextmanager
def publishing_on(store: RevisionStore, version: int) -> Iterator[list[int]]:
    """Versions that are published in the background, one after the other."""
    versions, over, broken = [version], threading.Event(), list[BaseException]()

    def work() -> None:
        try:
            while not over.is_set():
                published(store, versions[-1] + 1)
                versions.append(versions[-1] + 1)
        except BaseException as error:
            broken.append(error)

    thread = threading.Thread(target=work, daemon=True)
    thread.start()
    try:
        yield versions
    finally:
        over.set()
        thread.join(PATIENCE)
    assert [] == broken


def test_backups_and_restores_go_round_while_others_load(tmp_path: Path) -> None:
    """Each backup is one whole revision, although only one is kept; restored it has the same content."""
    store = RevisionStore(tmp_path / "home", keep=1)
    published(store, 1)
    with publishing_on(store, 1) as versions:
        for number in range(3):
            behind = len(versions)
            done = _run("backup", tmp_path / str(number), "--home", store.home)
            assert 0 == done.exit_code, done.output
            wait_until(partial(_more, versions, behind))
    for number in range(3):
        home, folder = tmp_path / f"home{number}", tmp_path / str(number)
        kept = Revision.from_json((folder / "manifest.json").read_text(encoding="utf-8"), folder / "data")
        done = _run("restore", folder, "--home", home)
        assert "Published revision 1." in done.output, done.output
        assert check_revision(kept) == check_all(home, set())
        current = RevisionStore(home).current()
        assert current is not None
        same = [{k: v for k, v in item.graphs.items() if k != METADATA} for item in (kept, current)]
        assert same[0] == same[1]
        assert "already equals" in _run("restore", folder, "--home", home).output
    assert [] == list(tmp_path.glob(".*.part"))


def test_a_damaged_backup_is_refused_as_a_whole(tmp_path: Path) -> None:
    """By the digests of its manifest; the store is as it was, and the next load works."""
    store = RevisionStore(tmp_path / "home")
    published(store, 1)
    folder = tmp_path / "backup"
    assert 0 == _run("backup", folder, "--home", store.home).exit_code
    manifest = folder / "manifest.json"
    data = json.loads(manifest.read_text(encoding="utf-8"))
    data["graphs"][GRAPHS[2]] = "0" * 64
    manifest.write_text(json.dumps(data), encoding="utf-8")
    published(store, 2)
    done = _run("restore", folder, "--home", store.home)

    assert (3, True) == (done.exit_code, "is damaged" in done.output), done.output
    assert 2 == check_all(store.home, set())
    assert 3 == published(store, 3).number
    (folder / "manifest.json").unlink()
    assert "is no backup" in _run("restore", folder, "--home", store.home).output


def test_an_old_revision_is_published_again(tmp_path: Path) -> None:
    """With its graphs and no others; the metadata say which it is, and what made each graph stays told."""
    store = RevisionStore(tmp_path / "home")
    first = published(store, 1)
    made = f"SELECT ?x {{ GRAPH <{METADATA}> {{ <{GRAPHS[0]}> <http://www.w3.org/ns/prov#generatedAtTime> ?x }} }}"
    moment = told(store, made)
    published(store, 2)
    store.publish({graph_iri("more"): quads_of(graph_iri("more"), 2, 5)}, Describer(DEFAULT_BASE, "0"))
    done = _run("revisions", "--republish", "1", "--home", store.home)
    current = store.current()

    assert "Published revision 4 with the graphs of revision 1." in done.output, done.output
    assert current is not None
    assert first.graphs.keys() == current.graphs.keys()
    assert {k: v for k, v in first.graphs.items() if k != METADATA} == {
        k: v for k, v in current.graphs.items() if k != METADATA
    }
    assert ["4"] == told(store, "SELECT ?x { ?d <http://www.w3.org/ns/dcat#version> ?x }")
    assert moment == told(store, made)
    assert 1 == check_all(store.home, set())
    assert "already equals revision 4" in _run("revisions", "--republish", "4", "--home", store.home).output
    assert 1 == _run("revisions", "--republish", "9", "--home", store.home).exit_code
    assert 5 == published(store, 5).number


@pytest.mark.parametrize(
    ("keep", "expected"),
    [
        (Keep(10), ()),
        (Keep(3), (1, 2)),
        (Keep(1), (1, 2, 3, 4)),
        (Keep(10, days=2.5), (1, 2)),
        (Keep(4, days=2.5), (1, 2)),
        (Keep(2, days=2.5), (1, 2, 3)),
        (Keep(10, days=0.001), (1, 2, 3, 4)),
    ],
)
def test_old_revisions_go_by_count_and_by_age(keep: Keep, expected: tuple[int, ...]) -> None:
    """One a day: age counts from the day that one was replaced, and the current one always stays."""
    days = [Revision(n, START + dt.timedelta(days=n), "0" * 64, {}) for n in range(1, 6)]

    assert expected == outdated(days, keep, START + dt.timedelta(days=6))


def test_a_revision_in_use_is_never_removed(tmp_path: Path) -> None:
    """By whomever: the next pruning takes it, once nobody reads it."""
    store = RevisionStore(tmp_path / "home")
    for version in range(1, 4):
        published(store, version)
    lease = RevisionStore(store.home).lease(1)
    done = _run("revisions", "--prune", "--home", store.home, keep_revisions="1")
    assert "Removed revision 2. 2 kept." in done.output, done.output
    assert [1, 3] == [revision.number for revision in store.revisions()]
    assert 1 == check_revision(store.revisions()[0])
    lease.close()
    done = _run("revisions", "--prune", "--home", store.home, keep_revisions="1")
    assert "Removed revision 1. 1 kept." in done.output, done.output
    assert "Nothing to remove. 1 kept." in _run("revisions", "--prune", "--home", store.home).output


def test_a_clock_that_goes_back(tmp_path: Path) -> None:
    """Moments of revisions never do, nothing is pruned for it, and all goes on when the clock is right again."""
    hours = iter((0, 5, -3, -400 * 24, 1, 6))
    store = RevisionStore(
        tmp_path / "home", keep=Keep(10, days=1), now=lambda: START + dt.timedelta(hours=clock[-1])
    )
    clock = [0]
    for version in range(1, 7):
        clock.append(next(hours))
        published(store, version)
    moments = [revision.created for revision in store.revisions()]

    assert [1, 2, 3, 4, 5, 6] == [revision.number for revision in store.revisions()]
    assert sorted(set(moments)) == moments
    assert START + dt.timedelta(hours=6) == moments[-1]
    clock.append(40)
    assert (1, 2, 3, 4, 5) == store.prune()
