"""The cache before the routes: nobody can tell it from asking, but for the time."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any

import pytest
from fastapi.testclient import TestClient
from pyoxigraph import Literal, NamedNode, Quad

from api.app import create_app
from api.caching import Caching
from api.settings import Settings
from graph.content import content_of_quads
from graph.engine import Answer, Query
from graph.memory import InMemoryEngine
from graph.rdf import quads
from ontology.errors import LimitExceeded
from tests.samples import sample_facts
from tests.timing import PATIENCE, wait_until

SELECT = "SELECT ?l { ?p <http://www.w3.org/2000/01/rdf-schema#label> ?l } ORDER BY ?l LIMIT 5"


class Counting(InMemoryEngine):
    """An engine that counts strangers' queries."""

    asked = 0

    def answer(self, query: Query, cancel: Any = None) -> Answer:
        """Count and answer."""
        self.asked += 1
        return super().answer(query, cancel)


@pytest.fixture
def engine() -> Counting:
    """An engine over the sample plan."""
    return Counting(quads(sample_facts()))


@pytest.fixture
def client(engine: Counting) -> Iterator[TestClient]:
    """A client of the service with a cache."""
    with TestClient(create_app(engine, Settings()), follow_redirects=False) as found:
        yield found


@pytest.mark.parametrize("how", ["get", "form", "direct"])
def test_a_repeated_query_is_asked_once(client: TestClient, engine: Counting, how: str) -> None:
    """By each form of the protocol, and the answers are equal to the byte."""

    def ask() -> Any:
        if how == "get":
            return client.get("/sparql", params={"query": SELECT})
        if how == "form":
            return client.post("/sparql", data={"query": SELECT})
        return client.post("/sparql", content=SELECT, headers={"content-type": "application/sparql-query"})

    first, second = ask(), ask()

    assert 1 == engine.asked
    assert (200, first.content) == (second.status_code, second.content)
    ours = {"x-request-id", "date"}
    assert {name: value for name, value in first.headers.items() if name not in ours} == {
        name: value for name, value in second.headers.items() if name not in ours
    }


def test_formats_are_kept_apart(client: TestClient) -> None:
    """Accept and ``format=`` decide, also when an Accept header stands twice."""
    for accept in ("text/csv", "application/sparql-results+json", "text/csv"):
        answer = client.get("/sparql", params={"query": SELECT}, headers={"accept": accept})
        assert answer.headers["content-type"].startswith(accept)
    twice = client.get(
        "/sparql",
        params={"query": SELECT},
        headers=[("accept", "text/csv"), ("accept", "text/tab-separated-values")],
    )
    assert twice.headers["content-type"].startswith("text/csv")
    once = client.get("/sparql", params={"query": SELECT}, headers={"accept": "text/tab-separated-values"})
    assert once.headers["content-type"].startswith("text/tab-separated-values")


def test_a_new_revision_is_asked_anew(client: TestClient, engine: Counting) -> None:
    """What was published is in the next answer, and not one answer later."""
    count = "SELECT (COUNT(*) AS ?n) { GRAPH <https://example.org/g> { ?s ?p ?o } }"

    def ask() -> str:
        answer = client.get("/sparql", params={"query": count}, headers={"accept": "text/csv"})
        return str(answer.text.split()[1])

    before = [ask() for _ in range(2)]
    quad = Quad(NamedNode("https://example.org/a"), NamedNode("https://example.org/b"), Literal("c"),
                NamedNode("https://example.org/g"))  # fmt: skip
    engine.replace([content_of_quads("https://example.org/g", [quad])])
    after = [ask() for _ in range(2)]

    assert (["0", "0"], ["1", "1"]) == (before, after)


def test_errors_are_not_kept(client: TestClient, engine: Counting) -> None:
    """A wrong query is looked at each time, and a query over its limits may work later."""
    for _ in range(2):
        assert 400 == client.get("/sparql", params={"query": "SELECT ?x {"}).status_code
    assert 2 == engine.asked


def test_a_client_that_holds_the_answer_gets_304_from_the_cache(client: TestClient, engine: Counting) -> None:
    """With the entity tag and Vary, and without a body."""
    first = client.get("/sparql", params={"query": SELECT})
    tag = first.headers["etag"]
    for held in (tag, f'"other", W/{tag}', "*"):
        again = client.get("/sparql", params={"query": SELECT}, headers={"if-none-match": held})
        assert (304, b"", tag) == (again.status_code, again.content, again.headers["etag"])
        assert first.headers["vary"] == again.headers["vary"]
    changed = client.get("/sparql", params={"query": SELECT}, headers={"if-none-match": '"r0"'})
    assert (200, 1) == (changed.status_code, engine.asked)


def test_head_and_get_share_an_answer(client: TestClient, engine: Counting) -> None:
    """HEAD has the headers of GET and no body."""
    head = client.head("/sparql", params={"query": SELECT})
    get = client.get("/sparql", params={"query": SELECT})

    assert (1, b"") == (engine.asked, head.content)
    assert str(len(get.content)) == head.headers["content-length"] == get.headers["content-length"]


@pytest.mark.parametrize("name", ["authorization", "range", "cookie"])
def test_requests_with_a_token_or_for_a_part_pass_by(client: TestClient, engine: Counting, name: str) -> None:
    """They are neither answered from the cache nor kept."""
    for _ in range(2):
        client.get("/sparql", params={"query": SELECT}, headers={name: "x"})
    assert 2 == engine.asked


def test_the_cache_can_be_switched_off(engine: Counting) -> None:
    """Size 0."""
    with TestClient(create_app(engine, Settings(answer_cache=0))) as client:
        for _ in range(2):
            client.get("/sparql", params={"query": SELECT})
    assert 2 == engine.asked


def test_operations_are_never_kept(client: TestClient) -> None:
    """Metrics go on counting."""
    counts = []
    for _ in range(2):
        assert 404 == client.get("/nowhere").status_code
        counts += [
            float(line.split()[1])
            for line in client.get("/metrics").text.splitlines()
            if line.startswith("policygraph_requests_total{") and 'status="404"' in line
        ]
    assert [counts[0], counts[0] + 1] == counts


ADDRESSES = (
    "/", "/?lang=en", "/plans", "/plans/changzhou-2014", "/departments", "/measures", "/search?q=电子", "/network",
    "/about", "/quality", "/sparql", "/sparql?query=ASK%7B%7D", "/doc/plan/changzhou-2014", "/id/plan/changzhou-2014",
    "/doc/plan/changzhou-2014.ttl", "/doc/plan/changzhou-2014.txt", "/ontology", "/doc/concept/role/lead",
    "/graph/changzhou-2014", "/data?default", "/dataset", "/.well-known/void", "/api/plans", "/api/measures",
    "/api/queries", "/feed.atom", "/matrix", "/targets", "/projects", "/context.jsonld", "/revisions", "/openapi.json", "/nowhere", "/static/site.css",
)  # fmt: skip
HEADERS: tuple[dict[str, str], ...] = (
    {},
    {"accept": "text/html"},
    {"accept": "text/turtle"},
    {"accept": "application/ld+json", "accept-language": "en"},
    {"accept": "application/json", "accept-language": "zh"},
    {"accept": "text/csv"},
    {"accept": "text/turtle", "accept-profile": "<https://w3id.org/policygraph/profile/responsibility>"},
    {"accept": "text/html", "accept-language": "en"},
    {"accept-datetime": "Thu, 01 Jan 2037 00:00:00 GMT"},
)


@pytest.fixture(scope="module")
def pair() -> Iterator[tuple[TestClient, TestClient]]:
    """The same service with a cache and without."""
    engine = InMemoryEngine(quads(sample_facts()))
    kept, plain = create_app(engine, Settings()), create_app(engine, Settings(answer_cache=0))
    # The build is in the entity tags, which JSON repeats: it must be one here.
    plain.state.service = replace(plain.state.service, build=kept.state.service.build)
    with TestClient(kept, follow_redirects=False) as one, TestClient(plain, follow_redirects=False) as other:
        yield one, other


@pytest.mark.parametrize("address", ADDRESSES)
def test_each_route_says_truly_what_its_answers_vary_by(
    pair: tuple[TestClient, TestClient], address: str
) -> None:
    """With the cache each request gets what it gets without, whatever was asked before it."""
    for headers in (*HEADERS, *reversed(HEADERS)):
        left, right = (client.get(address, headers=headers) for client in pair)

        assert right.status_code == left.status_code, headers
        assert right.headers.get("content-type") == left.headers.get("content-type"), headers
        if left.status_code < 400:
            assert right.content == left.content, headers


class Held(Counting):
    """An engine whose queries wait until they may go on, or fail."""

    def __init__(self) -> None:
        super().__init__(quads(sample_facts()))
        self.may_go_on, self.fails = threading.Event(), False

    def answer(self, query: Query, cancel: Any = None) -> Answer:
        """Count, wait, and answer."""
        self.asked += 1
        assert self.may_go_on.wait(PATIENCE)
        if self.fails:
            raise LimitExceeded("too slow", limit="time")
        return InMemoryEngine.answer(self, query, cancel)


def together(client: TestClient, engine: Held, headers: Sequence[dict[str, str]]) -> list[Any]:
    """The answers to the same question of several clients who ask at once; the engine goes on when the first has asked."""
    cache = next(item for item in middleware(client.app) if isinstance(item, Caching))
    with ThreadPoolExecutor(len(headers)) as pool:
        first = pool.submit(client.get, "/sparql", params={"query": SELECT}, headers=headers[0])
        wait_until(lambda: engine.asked == 1)
        rest = [
            pool.submit(client.get, "/sparql", params={"query": SELECT}, headers=each) for each in headers[1:]
        ]
        same = sum(each == headers[0] for each in headers)
        wait_until(lambda: sum(len(event._waiters) for event in cache._asking.values()) == same - 1)
        engine.may_go_on.set()
        return [each.result(PATIENCE) for each in (first, *rest)]


def middleware(app: Any) -> Iterator[Any]:
    """The stages around the routes."""
    found = app.middleware_stack
    while found is not None:
        yield found
        found = getattr(found, "app", getattr(found, "_app", None))


def test_many_who_ask_the_same_at_once_cost_one_query() -> None:
    """Who chooses another format asks for himself."""
    engine = Held()
    with TestClient(create_app(engine, Settings())) as client:
        accepts = [*["text/csv"] * 4, "application/sparql-results+json"]
        answers = together(client, engine, [{"accept": accept} for accept in accepts])

    assert 2 == engine.asked
    assert [200] * 5 == [answer.status_code for answer in answers]
    assert accepts == [answer.headers["content-type"].split(";")[0] for answer in answers]
    assert 2 == len({answer.content for answer in answers})


def test_who_waited_for_an_answer_that_failed_asks_himself() -> None:
    """An error is the one's whose query it was."""
    engine = Held()
    engine.fails = True
    with TestClient(create_app(engine, Settings())) as client:
        answers = together(client, engine, [{"accept": "text/csv"}] * 3)

    assert 3 == engine.asked
    assert [504] * 3 == [answer.status_code for answer in answers]
