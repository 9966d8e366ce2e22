"""Many documents: one bad file among them, one revision, a death in a worker, RDF beside texts, a cluster."""

from __future__ import annotations

import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from benchmarks.corpus import write_corpus
from graph.asking import ask_rows
from graph.store import RevisionStore
from graph.union import named_quads
from policygraph.cli import main
from policygraph.executors import in_processes, on_executor

CORPUS = Path(__file__).parents[2] / "corpus"


def _run(*words: object) -> Result:
    return CliRunner().invoke(main, [str(word) for word in words])


def _double(number: int) -> int:
    if number == 7:
        os._exit(1)
    return 2 * number


def _lost(number: int) -> int:
    return -number


def test_a_bad_file_among_sixty_is_reported_and_the_rest_load(tmp_path: Path) -> None:
    """Processes read them, one revision holds them, its counts are those of its statements."""
    folder, home = tmp_path / "plans", tmp_path / "home"
    write_corpus(60, folder)
    (folder / "broken-00030.txt").write_bytes(b"\x00\x01" * 500)
    result = _run("load", folder, "--home", home)
    store = RevisionStore(home)
    opened = store.open()
    counted = "SELECT ?n { <https://w3id.org/policygraph/dataset> ?p ?n } "
    size = {
        name: int(ask_rows(opened, counted.replace("?p", f"void:{name}"), {})[0]["n"].value)  # type: ignore[union-attr]
        for name in ("triples", "distinctSubjects", "distinctObjects", "properties", "classes")
    }
    triples = {
        quad.triple for quad in named_quads(opened) if not str(quad.graph_name).endswith("/graph/metadata>")
    }

    assert 1 == result.exit_code
    assert result.output.count("Not loaded: ") == 1
    assert "broken-00030.txt, byte 0: is not text" in result.output
    assert [1] == [revision.number for revision in store.revisions()]
    assert 60 == len(ask_rows(opened, "SELECT ?p { ?p a pg:Plan }", {}))
    assert size == {
        "triples": len(triples),
        "distinctSubjects": len({triple.subject for triple in triples}),
        "distinctObjects": len({triple.object for triple in triples}),
        "properties": len({triple.predicate for triple in triples}),
        "classes": len({t.object for t in triples if t.predicate.value.endswith("#type")}),
    }


def test_the_synthetic_plans_are_the_same_for_a_seed(tmp_path: Path) -> None:
    """A measurement can be repeated on any machine."""
    write_corpus(3, tmp_path / "one")
    write_corpus(3, tmp_path / "two")
    one, two = (
        {path.name: path.read_bytes() for path in (tmp_path / name).iterdir()} for name in ("one", "two")
    )

    assert one == two
    assert 3 == len(set(one.values()))


def test_an_item_whose_process_dies_is_left_out_alone() -> None:
    """The others are done again where they were lost, and all come in order."""
    expected = [-7 if number == 7 else 2 * number for number in range(20)]

    assert expected == list(in_processes(_double, range(20), _lost, workers=2))


def test_only_a_few_items_are_under_way_at_a_time() -> None:
    """The next item is fetched when a result is taken: memory does not grow with the number."""
    fetched: list[int] = []

    def items() -> Iterator[int]:
        for number in range(100):
            fetched.append(number)
            yield number

    with ThreadPoolExecutor(2) as pool:
        results = on_executor(lambda number: number, items(), pool, ahead=5)
        first = next(results)
        ahead = len(fetched)
        rest = list(results)

    assert (0, 5) == (first, ahead)
    assert list(range(1, 100)) == rest


@pytest.mark.parametrize("ending", ["nq", "trig.gz", "ttl", "jsonld", "rdf"])
def test_an_exported_plan_can_be_loaded_again(tmp_path: Path, ending: str) -> None:
    """Its graph is the same in the new store, and a second load changes nothing."""
    document, file = CORPUS / "zaozhuang-2014.txt", tmp_path / "rdf" / f"zaozhuang-2014.{ending}"
    file.parent.mkdir()
    assert 0 == _run("load", document, "--home", tmp_path / "one").exit_code
    assert 0 == _run("export", file, "--graph", "zaozhuang-2014", "--home", tmp_path / "one").exit_code
    loaded = _run("load", file.parent, "--home", tmp_path / "two")
    again = _run("load", file, "--home", tmp_path / "two")
    one, two = (RevisionStore(tmp_path / name).current() for name in ("one", "two"))

    assert 0 == loaded.exit_code, loaded.output
    assert "Nothing changed" in again.output
    assert one is not None
    assert two is not None
    plan = "https://w3id.org/policygraph/graph/zaozhuang-2014"
    assert one.graphs[plan] == two.graphs[plan]


def test_a_text_and_a_graph_of_the_same_plan_are_not_both_loaded(tmp_path: Path) -> None:
    """Which of them should hold would be chance."""
    (tmp_path / "zaozhuang-2014.txt").write_bytes((CORPUS / "zaozhuang-2014.txt").read_bytes())
    (tmp_path / "zaozhuang-2014.ttl").write_text("<http://example.org/s> a <http://example.org/C> .")
    result = _run("load", tmp_path, "--home", tmp_path / "home")

    assert 1 == result.exit_code
    assert "rename one of the two files" in result.output


@pytest.mark.parametrize("address", ["127.0.0.1:1", "dask://nowhere", "ray://127.0.0.1:1"])
def test_an_executor_is_named_by_its_scheme(tmp_path: Path, address: str) -> None:
    """Anything else is a wrong command."""
    result = _run("load", CORPUS, "--home", tmp_path, "--executor", address)

    assert 2 == result.exit_code
    assert "dask://HOST:PORT" in result.output


def test_documents_are_read_on_a_dask_cluster(tmp_path: Path) -> None:
    """A scheduler and two workers on loopback give the graph that this process gives."""
    distributed = pytest.importorskip("distributed", reason="policygraph[dask] is not installed")
    folder = tmp_path / "plans"
    write_corpus(20, folder)
    (folder / "empty.txt").write_bytes(b"")
    with distributed.LocalCluster(
        n_workers=2,
        threads_per_worker=1,
        processes=True,
        host="127.0.0.1",
        dashboard_address=None,
        silence_logs=50,
    ) as cluster:
        address = cluster.scheduler_address.replace("tcp://", "dask://")
        result = _run("load", folder, "--home", tmp_path / "cluster", "--executor", address)
        with distributed.Client(cluster) as client:
            done = client.run_on_scheduler(
                lambda dask_scheduler: [
                    worker.metrics["cpu"] >= 0 for worker in dask_scheduler.workers.values()
                ]
            )
    here = _run("load", folder, "--home", tmp_path / "here")
    one, two = (RevisionStore(tmp_path / name).current() for name in ("cluster", "here"))

    assert 1 == result.exit_code, result.output
    assert 1 == here.exit_code
    assert "empty.txt: is empty." in result.output
    assert [True, True] == done
    assert one is not None
    assert two is not None
    assert {k: v for k, v in one.graphs.items() if not k.endswith("/metadata")} == {
        k: v for k, v in two.graphs.items() if not k.endswith("/metadata")
    }
