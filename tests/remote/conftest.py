"""Fixtures: each real server with the corpus in it, and the embedded engine to compare with."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from graph.embedded import EmbeddedEngine
from graph.engine import Limits
from graph.remote import RemoteEngine
from graph.remote_addresses import RemoteAddresses
from graph.remote_store import RemoteStore
from graph.store import RevisionStore
from policygraph.pipeline import LoadReport, load
from tests.remote.servers import OXIGRAPH, VIRTUOSO, RemoteServer, oxigraph, virtuoso
from tests.timing import PATIENCE

CORPUS = sorted((Path(__file__).parents[2] / "corpus").glob("*.txt"))
LIMITS = Limits(seconds=PATIENCE)


@dataclass(frozen=True, slots=True)
class Loaded:
    """A server with the corpus in it: the engine in front of it, and what the load reported."""

    server: RemoteServer
    engine: RemoteEngine
    report: LoadReport


def addresses(server: RemoteServer) -> RemoteAddresses:
    """How policygraph is told of a server."""
    return RemoteAddresses(server.query, server.update, server.data, server.login)


def need_oxigraph() -> None:
    """Skip by name where ``oxigraph serve`` is not installed."""
    if OXIGRAPH is None:
        pytest.skip("Oxigraph's server is not installed (pip install oxigraph)")


def need_virtuoso() -> None:
    """Skip by name where Virtuoso is not installed."""
    if VIRTUOSO is None:
        pytest.skip("Virtuoso is not installed (apt-get install virtuoso-opensource)")


@contextmanager
def started(name: str, folder: Path, *flags: str) -> Iterator[RemoteServer]:
    """A server by name, or a skip; ``flags`` are Oxigraph's."""
    if name == "virtuoso":
        need_virtuoso()
        with virtuoso(folder) as server:
            yield server
    else:
        need_oxigraph()
        with oxigraph(folder, *flags) as server:
            yield server


@pytest.fixture(scope="module")
def embedded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[EmbeddedEngine]:
    """The corpus in the embedded store."""
    store = RevisionStore(tmp_path_factory.mktemp("home"))
    assert not load(CORPUS, store).failed
    engine = EmbeddedEngine(store, LIMITS)
    yield engine
    engine.close()


@pytest.fixture(scope="module", params=["virtuoso", "oxigraph"])
def loaded(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Loaded]:
    """Each server with the corpus loaded through it."""
    folder = tmp_path_factory.mktemp("server")
    # Oxigraph with a default graph that counts a triple of two graphs twice: `test_changes` has the other.
    with started(request.param, folder, "--union-default-graph") as server:
        engine = RemoteEngine(addresses(server), LIMITS)
        try:
            yield Loaded(server, engine, load(CORPUS, RemoteStore(engine)))
        finally:
            engine.close()
