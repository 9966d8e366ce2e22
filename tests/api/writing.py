"""A service that can be written to, for tests: a graph in memory, one token for everything."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any, Final

from fastapi.testclient import TestClient
from pyoxigraph import Quad

from api.app import create_app
from api.settings import Settings
from graph.memory import InMemoryEngine
from graph.writing_memory import InMemoryWriter

__all__ = ["BEARER", "digest_of", "writable"]

_SECRET: Final = "open sesame"  # noqa: S105 opens nothing but this test's service
BEARER: Final = {"Authorization": f"Bearer {_SECRET}"}


def digest_of(secret: str) -> str:
    """What a setting holds for a secret."""
    return hashlib.sha256(secret.encode()).hexdigest()


@contextmanager
def writable(
    quads: Iterable[Quad] = (), *, union: bool = True, scopes: str = "update,data", **settings: Any
) -> Iterator[TestClient]:
    """A client of a service over ``quads`` whose token has ``scopes``."""
    engine = InMemoryEngine(quads, union=union)
    chosen = Settings(
        tokens=f"tester:{scopes}:{digest_of(_SECRET)}", default_graph="union" if union else "own", **settings
    )
    app = create_app(engine, chosen, InMemoryWriter(engine, base=chosen.base))
    with TestClient(app, follow_redirects=False, raise_server_exceptions=False) as client:
        yield client
