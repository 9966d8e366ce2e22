"""One table says what each error is over HTTP."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from api.errors import OTHERS, STATUS, problem_of
from api.middleware import SECURITY_HEADERS
from api.settings import Settings
from graph.engine import Row, Term
from graph.memory import InMemoryEngine
from ontology import errors
from ontology.errors import DocumentError, LimitExceeded, PolicygraphError
from viz.pages.rendering import Words

Check = Callable[..., dict[str, Any]]
SERVED = [
    kind
    for kind in (getattr(errors, name) for name in errors.__all__)
    if kind is not PolicygraphError and not issubclass(kind, DocumentError)
]


@pytest.mark.parametrize("kind", SERVED, ids=lambda kind: kind.__name__)
def test_each_error_that_the_service_can_meet_has_a_status(kind: type[PolicygraphError]) -> None:
    """None is a 500; documents are not read here, so their errors are not in the table."""
    error = kind("what happened", limit="size") if kind is LimitExceeded else kind("what happened")
    problem = problem_of(error, Words("en"))
    assert 400 <= problem.status < 500 or problem.status in (501, 503, 504)
    assert problem.detail == "what happened"


def test_each_kind_of_problem_is_explained(client: TestClient) -> None:
    """The address in ``type`` leads to the words about it."""
    page = client.get("/about", headers={"accept": "text/html"}).text
    kinds = {name for _, _, name in STATUS} | set(OTHERS)
    assert [kind for kind in kinds if f'<dt id="{kind}">' not in page] == []


class Failing(InMemoryEngine):
    """An engine that breaks in a way that nobody foresaw."""

    def rows(self, sparql: str, **bindings: Term) -> list[Row]:
        """Break."""
        raise RuntimeError(f"secret path {sparql[:5]} {len(bindings)}")


@pytest.mark.parametrize("accept", ["text/html", "*/*"])
def test_what_nobody_foresaw_tells_nothing_of_the_inside(accept: str) -> None:
    """A 500 is a page or a problem like the others, with the same security headers."""
    with TestClient(create_app(Failing(()), Settings()), raise_server_exceptions=False) as client:
        answer = client.get("/plans", headers={"accept": accept})
    assert answer.status_code == 500
    assert "secret" not in answer.text
    assert {name: answer.headers[name] for name in SECURITY_HEADERS} == SECURITY_HEADERS


def test_nothing_to_agree_on_is_still_a_problem(client: TestClient, assert_canonical_problem: Check) -> None:
    """A client that accepts only pictures gets its error as JSON."""
    assert_canonical_problem(client.get("/nowhere", headers={"accept": "image/png"}), 404, "not-found")


def test_busy_workers_say_when_to_come_back() -> None:
    """503 has Retry-After; a query that took too long is not helped by waiting."""
    words = Words("en")
    assert problem_of(LimitExceeded("busy", limit="workers"), words).headers == {"Retry-After": "5"}
    assert problem_of(LimitExceeded("slow", limit="time"), words).headers == {}


def test_a_500_is_found_in_the_log_by_its_id(caplog: pytest.LogCaptureFixture) -> None:
    """The reader gets the id, the log the traceback; a page shows the id too."""
    with TestClient(create_app(Failing(()), Settings()), raise_server_exceptions=False) as client:
        program = client.get("/plans", headers={"x-request-id": "find-me"})
        page = client.get("/plans", headers={"accept": "text/html", "x-request-id": "find-me-too"})

    assert "find-me" == program.json()["request_id"] == program.headers["x-request-id"]
    assert "<code>find-me-too</code>" in page.text
    failures = [record for record in caplog.records if record.name == "policygraph.api"]
    assert ["RuntimeError", "RuntimeError"] == [
        record.exc_info[0].__name__ for record in failures if record.exc_info and record.exc_info[0]
    ]
