"""A client of the service over the sample plans, and the one check of every error."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from api.settings import Settings
from graph.memory import InMemoryEngine

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
        assert "Traceback" not in response.text
        return body

    return check
