"""A disk that is full, read-only or another's: plain words, the last revision answers, and nothing is half there."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

import pytest
from click.testing import CliRunner, Result
from fastapi.testclient import TestClient

from api.app import create_app
from api.settings import Settings
from graph.changing import Dataset
from graph.embedded import EmbeddedEngine
from graph.store import RevisionStore
from graph.writing_embedded import EmbeddedWriter
from ontology.errors import StoreError
from ontology.identifiers import DEFAULT_BASE
from policygraph.cli import main
from tests.api.writing import BEARER, digest_of
from tests.faults.whole import COUNTS, GRAPHS, check_all, quads_of
from tests.timing import PATIENCE

ROOT: Final = Path(__file__).parents[2]
PLAN: Final = ROOT / "corpus" / "zaozhuang-2014.txt"
TURTLE: Final = {"content-type": "text/turtle"}
#: Publishes a version in a process that may write files of 60 KB at most; the kernel then says EFBIG.
LIMITED: Final = """
import resource, sys
from pathlib import Path
from graph.store import RevisionStore
from ontology.errors import StoreError
from tests.faults.whole import GRAPHS, quads_of

resource.setrlimit(resource.RLIMIT_FSIZE, (60_000, resource.getrlimit(resource.RLIMIT_FSIZE)[1]))
try:
    RevisionStore(Path(sys.argv[1])).publish({graph: quads_of(graph, 2, int(sys.argv[2])) for graph in GRAPHS})
except StoreError as error:
    sys.exit(f"{error.reason} {error}")
"""


def _run(*words: object) -> Result:
    return CliRunner().invoke(main, [str(word) for word in words])


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 64 MB of its own, where this user may mount one."""
    folder = tmp_path / "disk"
    folder.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=64m", "tmpfs", str(folder)]
    try:
        mounted = subprocess.run(command, check=False, capture_output=True).returncode == 0  # noqa: S603
    except OSError:
        mounted = False
    if not mounted:
        pytest.skip("a small disk: this user may not mount one (tmpfs)")
    yield folder
    subprocess.run(["umount", "--lazy", str(folder)], check=True)  # noqa: S603, S607


def filled(disk: Path, left: int) -> Path:
    """Fill a disk up but for ``left`` bytes; the file that does it."""
    found = os.statvfs(disk)
    filler = disk / "filler"
    with filler.open("wb") as file:
        os.posix_fallocate(file.fileno(), 0, found.f_bavail * found.f_frsize - left)
    return filler


@contextmanager
def opened(store: RevisionStore) -> Iterator[TestClient]:
    """A service over a store, which a token may write to."""
    engine = EmbeddedEngine(store)
    settings = Settings(home=store.home, tokens=f"tester:update,data:{digest_of('open sesame')}")
    writer = EmbeddedWriter(store, Dataset(DEFAULT_BASE, union=True))
    with TestClient(create_app(engine, settings, writer), raise_server_exceptions=False) as client:
        yield client
    engine.close()


def assert_told(client: TestClient, ask: Callable[[dict[str, str]], Any], words: dict[str, str]) -> None:
    """503 in the reader's language, and nothing of our folders."""
    for lang, expected in words.items():
        answer = ask({"accept-language": lang, **BEARER})
        told = answer.json()
        assert (503, lang) == (answer.status_code, answer.headers["content-language"]), told
        assert expected in told["detail"]
        assert "/tmp" not in answer.text  # noqa: S108 where the store of this test is
    assert client.get("/healthz").status_code == 200


def assert_version(client: TestClient, version: int) -> None:
    """What queries are answered with."""
    answer = client.get("/sparql", params={"query": COUNTS}, headers={"accept": "text/csv"})
    assert str(version) == answer.text.splitlines()[1].split(",")[0]


def test_a_full_disk(disk: Path) -> None:
    """Loads and changes say so and leave what was there; when there is room again they work."""
    store = RevisionStore(disk / "home")
    store.publish({graph: quads_of(graph, 1, 500) for graph in GRAPHS})
    with opened(store) as client:
        assert_version(client, 1)
        filler = filled(disk, 30_000)
        with pytest.raises(StoreError, match="the disk is full: free some space") as caught:
            store.publish({graph: quads_of(graph, 2, 2_500) for graph in GRAPHS})
        assert "store.full" == caught.value.reason
        body = "".join(f"<http://example.org/{n}> <http://example.org/p> {n} .\n" for n in range(5_000))

        def put(headers: dict[str, str]) -> Any:
            return client.put(
                f"/data?graph={GRAPHS[0]}", content=body.encode(), headers={**TURTLE, **headers}
            )

        assert_told(client, put, {"zh": "磁盘已满", "en": "disk of this service is full"})
        loaded = _run("load", PLAN, "--home", store.home)
        assert (3, True) == (loaded.exit_code, "the disk is full" in loaded.output), loaded.output
        assert 1 == check_all(store.home, set())
        assert_version(client, 1)
        filler.unlink()
        assert store.publish({graph: quads_of(graph, 2, 2_500) for graph in GRAPHS}) is not None
        assert_version(client, 2)
        assert 200 <= put(BEARER).status_code < 300
    assert [] == list((disk / "home").glob(".scratch-*"))


def test_a_limit_of_the_size_of_files(tmp_path: Path) -> None:
    """The same without a disk that is full: what the user may write is bounded."""
    store = RevisionStore(tmp_path)
    store.publish({graph: quads_of(graph, 1, 30) for graph in GRAPHS})
    done = subprocess.run(  # noqa: S603 our own interpreter
        [sys.executable, "-c", LIMITED, str(tmp_path), "2000"],
        cwd=ROOT, capture_output=True, text=True, check=False, timeout=PATIENCE,
    )  # fmt: skip

    assert (1, True) == (done.returncode, "store.full" in done.stderr), done.stderr
    assert "ulimit -f" in done.stderr
    assert 1 == check_all(tmp_path, set())
    assert store.publish({graph: quads_of(graph, 2, 2_000) for graph in GRAPHS}) is not None
    assert 2 == check_all(tmp_path, set())


def test_a_read_only_disk(disk: Path) -> None:
    """Everything is answered, nothing is written, and both are said."""
    home = disk / "home"
    assert 0 == _run("load", PLAN, "--home", home).exit_code
    store = RevisionStore(home)
    store.publish({graph: quads_of(graph, 1, 20) for graph in GRAPHS})
    subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)  # noqa: S603, S607
    with opened(store) as client:
        assert_version(client, 1)
        for path in (
            "/",
            "/plans/zaozhuang-2014",
            "/search?q=电子商务",
            "/dump/zaozhuang-2014.nq.gz",
            "/readyz",
        ):
            assert 200 == client.get(path).status_code, path
        assert_told(
            client,
            lambda headers: client.delete(f"/data?graph={GRAPHS[0]}", headers=headers),
            {"zh": "不能写入", "en": "cannot be written"},
        )
    loaded = _run("load", ROOT / "corpus" / "jining-2014.txt", "--home", home)
    assert (3, True) == (loaded.exit_code, "cannot be written" in loaded.output), loaded.output
    assert 0 == _run("query", "ASK {}", "--home", home).exit_code
    assert 0 == _run("revisions", "--home", home).exit_code


def test_a_folder_of_another_version(tmp_path: Path) -> None:
    """Commands and the service say which it is and what to do; nothing is touched."""
    store = RevisionStore(tmp_path / "home")
    store.publish({graph: quads_of(graph, 1, 20) for graph in GRAPHS})
    pointer = store.home / "current"
    pointer.write_text(json.dumps({"format": 99, "revision": 1}), encoding="utf-8")

    def state() -> list[tuple[Path, int]]:
        files = (path for path in store.home.rglob("*") if path.is_file() and path.name != "lock")
        return sorted((path, path.stat().st_mtime_ns) for path in files)

    before = state()
    for words in (("load", PLAN), ("query", "ASK {}"), ("revisions",), ("backup", tmp_path / "b")):
        done = _run(*words, "--home", store.home)
        assert (3, True) == (done.exit_code, "has layout 99" in done.output), done.output
        assert "load the documents into a new folder" in done.output
    with opened(RevisionStore(store.home)) as client:
        assert_told(
            client,
            lambda headers: client.get("/sparql", params={"query": "ASK {}"}, headers=headers),
            {"zh": "另一版 policygraph", "en": "another version of policygraph"},
        )
        assert 503 == client.get("/readyz").status_code
    assert before == state()


def test_two_loaders_at_once(tmp_path: Path) -> None:
    """The second is told to wait, by the command and by the service; afterwards both work."""
    store = RevisionStore(tmp_path / "home")
    store.publish({graph: quads_of(graph, 1, 20) for graph in GRAPHS})
    with opened(store) as client:

        def delete(headers: dict[str, str]) -> Any:
            return client.delete(f"/data?graph={GRAPHS[0]}", headers=headers)

        with store.publishing():
            loaded = _run("load", PLAN, "--home", store.home)
            assert (3, True) == (loaded.exit_code, "another load is writing" in loaded.output), loaded.output
            assert_told(client, delete, {"zh": "请几秒钟后再试", "en": "try again in a few seconds"})
            assert "2" == delete(BEARER).headers["retry-after"]
            assert_version(client, 1)
        assert 0 == _run("load", PLAN, "--home", store.home).exit_code
        assert 200 <= delete(BEARER).status_code < 300
