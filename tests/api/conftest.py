"""A client of the service over the sample plans, and the one check of every error."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from api.settings import Settings
from graph.embedded import EmbeddedEngine
from graph.memory import InMemoryEngine
from graph.metadata import Describer, vocabulary_graphs
from graph.rdf import document_graph, quads
from graph.store import RevisionStore
from ontology.identifiers import DEFAULT_BASE
from tests import samples

#: Response of the client; the class has moved between packages, its shape has not.
Response = Any


@pytest.fixture
def client(sample_engine: InMemoryEngine) -> Iterator[TestClient]:
    """A client that does not follow redirects and sees a 500 as the outside does."""
    app = create_app(sample_engine, Settings())
    with TestClient(app, follow_redirects=False, raise_server_exceptions=False) as found:
        yield found


@pytest.fixture
def assert_canonical_problem() -> Callable[..., dict[str, Any]]:
    """The shape of every error for programs (RFC 9457): five members, true status, no inside."""

    def check(response: Response, status: int, kind: str) -> dict[str, Any]:
        assert response.status_code == status
        assert response.headers["content-type"] == "application/problem+json"
        assert response.headers["cache-control"] == "no-store"
        body: dict[str, Any] = response.json()
        assert {"type", "title", "status", "detail", "instance"} <= set(body)
        assert body["type"] == f"/about#{kind}"
        assert body["status"] == status
        assert body["title"]
        assert body["detail"]
        assert body["request_id"] == response.headers["x-request-id"]
        assert "Traceback" not in response.text
        return body

    return check


@pytest.fixture(scope="module")
def history(tmp_path_factory: pytest.TempPathFactory) -> RevisionStore:
    """A store whose revisions 2 and 3 are kept: 2 holds both plans, 3 one measure of the second renamed.

    One for a module: nothing that a client of `past` does changes it.
    """
    sample_facts, second_facts = samples.sample_facts(), samples.second_facts()
    store = RevisionStore(tmp_path_factory.mktemp("history") / "home", keep=2)
    describe = Describer(DEFAULT_BASE, "0.1.0")
    store.publish({**vocabulary_graphs(), document_graph(sample_facts): quads(sample_facts)}, describe)
    store.publish({document_graph(second_facts): quads(second_facts)}, describe)
    renamed = dataclasses.replace(second_facts.measures[0], name="改名后的措施")
    changed = dataclasses.replace(second_facts, measures=(renamed, *second_facts.measures[1:]))
    store.publish({document_graph(changed): quads(changed)}, describe)
    return store


@pytest.fixture(scope="module")
def past(history: RevisionStore) -> Iterator[TestClient]:
    """A client of the service over `history`."""
    app = create_app(EmbeddedEngine(history), Settings(home=history.home))
    with TestClient(app, follow_redirects=False, raise_server_exceptions=False) as found:
        yield found


@pytest.fixture
def empty() -> Iterator[TestClient]:
    """A client of the service before anything is loaded."""
    with TestClient(create_app(InMemoryEngine(()), Settings()), follow_redirects=False) as found:
        yield found
