"""A service under test: where its endpoints are, and how it is spoken to. Ours, or ``oxigraph serve``."""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, Protocol

import httpx2
from fastapi.testclient import TestClient

from api.app import create_app
from api.settings import Settings
from graph.engine import Engine
from graph.memory import InMemoryEngine
from graph.writing import Writer
from graph.writing_memory import InMemoryWriter
from tests.ports import free_port
from tests.timing import PATIENCE

__all__ = ["Client", "Target", "ours", "ours_in_memory", "oxigraph"]

_SECRET: Final = "conformance"  # noqa: S105 it opens nothing but the service that the suites start
_START_SECONDS: Final = PATIENCE


class Client(Protocol):
    """What both HTTP clients have."""

    def request(self, method: str, url: str, *, content: bytes | None, headers: Mapping[str, str]) -> Any:
        """Send a request and read the whole answer."""


@dataclass(frozen=True)
class Target:
    """Endpoints of a service. ``data`` takes ``?graph=`` and ``?default``; graphs live below ``graphs``."""

    name: str
    client: Client = field(repr=False)
    query: str
    update: str
    data: str
    graphs: str
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)

    def send(self, method: str, url: str, body: bytes | None = None, **headers: str) -> Any:
        """Send a request with the token; header names are written with underscores."""
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        return self.client.request(method, url, content=body, headers={**self.headers, **sent})


@contextmanager
def ours(engine: Engine, writer: Writer, settings: Settings | None = None) -> Iterator[Target]:
    """Policygraph over an engine and a writer of a plain dataset."""
    digest = hashlib.sha256(_SECRET.encode()).hexdigest()
    chosen = settings or Settings(default_graph="own", tokens=f"suite:update,data:{digest}")
    with TestClient(create_app(engine, chosen, writer), follow_redirects=False) as client:
        token = {"Authorization": f"Bearer {_SECRET}"}
        yield Target("policygraph", client, "/sparql", "/update", "/data", "/graph", token)


@contextmanager
def ours_in_memory() -> Iterator[Target]:
    """Policygraph over a graph in memory."""
    engine = InMemoryEngine((), union=False)
    with ours(engine, InMemoryWriter(engine)) as target:
        yield target


@contextmanager
def oxigraph() -> Iterator[Target]:
    """``oxigraph serve`` of the package `oxigraph`; `FileNotFoundError` where it is not installed."""
    command = shutil.which("oxigraph", path=str(Path(sys.executable).parent)) or shutil.which("oxigraph")
    if command is None:
        raise FileNotFoundError("oxigraph is not installed: pip install oxigraph")
    port = free_port()
    with tempfile.TemporaryDirectory() as folder:
        place = ["--location", folder, "--bind", f"127.0.0.1:{port}"]
        process = subprocess.Popen(  # noqa: S603 the command is the one that was looked up
            [command, "serve", *place], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        try:
            base = f"http://127.0.0.1:{port}"
            # It answers HEAD with a body when a graph is missing, which breaks the next request of a connection.
            with httpx2.Client(timeout=PATIENCE, limits=httpx2.Limits(max_keepalive_connections=0)) as client:
                _wait(client, f"{base}/query?query=ASK%7B%7D")
                yield Target(
                    "oxigraph", client, f"{base}/query", f"{base}/update", f"{base}/store", f"{base}/store"
                )
        finally:
            process.kill()
            process.wait()


def _wait(client: httpx2.Client, url: str) -> None:
    deadline = time.monotonic() + _START_SECONDS
    while True:
        try:
            client.get(url).raise_for_status()
            return
        except httpx2.TransportError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.1)
