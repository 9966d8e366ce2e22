"""Memento (RFC 7089) over revisions, and ?revision= on every address of data."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from api.errors import BadRequest
from api.memento import Original, asked_revision, at_datetime, memento_links, timemap
from api.settings import Settings
from api.validators import http_date
from graph.embedded import EmbeddedEngine
from graph.metadata import Describer, vocabulary_graphs
from graph.rdf import document_graph, quads
from graph.revision import Revision
from graph.store import RevisionStore
from graph.views import organizations
from ontology.errors import Gone, NotFound
from ontology.identifiers import DEFAULT_BASE
from ontology.model import Facts
from viz.pages.rendering import Words

Check = Callable[..., dict[str, Any]]


def _made(*minutes: int) -> tuple[Revision, ...]:
    start = dt.datetime(2026, 11, 21, 12, 0, 0, 500_000, tzinfo=dt.UTC)
    return tuple(
        Revision(number, start + dt.timedelta(minutes=minute), "0" * 64, {})
        for number, minute in enumerate(minutes, start=5)
    )


REVISIONS = _made(0, 10, 20)


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ("Sat, 21 Nov 2026 12:00:00 GMT", 5),
        ("Sat, 21 Nov 2026 12:09:59 GMT", 5),
        ("Sat, 21 Nov 2026 12:10:00 GMT", 6),
        ("Sat, 21 Nov 2026 12:15:00 GMT", 6),
        ("Sun, 22 Nov 2026 00:00:00 GMT", 7),
        ("Sat, 21 Nov 2020 12:00:00 GMT", 5),
        ("Sat, 21 Nov 2026 20:15:00 +0800", 6),
    ],
)
def test_a_moment_has_the_revision_that_was_current_then(asked: str, expected: int) -> None:
    """In whole seconds, as HTTP counts; before the oldest that is kept, the oldest."""
    assert at_datetime(asked, REVISIONS).number == expected


@pytest.mark.parametrize("asked", ["", "yesterday", "2026-11-21", "Sat, 41 Nov 2026 12:00:00 GMT"])
def test_what_is_no_http_date_is_refused(asked: str) -> None:
    """With an example of one."""
    with pytest.raises(BadRequest, match="GMT"):
        at_datetime(asked, REVISIONS)


@pytest.mark.parametrize(
    ("values", "error"),
    [
        (["4"], Gone),
        (["8"], NotFound),
        (["0"], NotFound),
        (["x"], BadRequest),
        (["5", "6"], BadRequest),
        (["٥"], BadRequest),
        ([""], BadRequest),
    ],
)
def test_a_revision_that_cannot_be_shown_says_why(values: list[str], error: type[Exception]) -> None:
    """Pruned is gone, never made is not found, nonsense is a bad request."""
    with pytest.raises(error) as caught:
        asked_revision(values, REVISIONS, Words("en"))
    assert type(caught.value) is error


def test_links_tell_where_the_other_states_are() -> None:
    """Of a Memento: first, previous, next and last, each with its moment."""
    original = Original("http://h", "/doc/x", "a=b+c")
    assert original.address == "http://h/doc/x?a=b+c"
    found = list(memento_links(original, REVISIONS, REVISIONS[1]))
    assert found[0] == '<http://h/doc/x?a=b+c>; rel="original timegate"'
    assert [re.search('rel="([^"]+)"', link)[1] for link in found[3:]] == [  # type: ignore[index]
        "first prev memento",
        "memento",
        "last next memento",
    ]
    assert f'datetime="{http_date(REVISIONS[1].created)}"' in found[4]


def test_one_revision_is_first_and_last() -> None:
    """Said in one link."""
    found = list(memento_links(Original("http://h", "/doc/x"), REVISIONS[:1]))
    assert 'rel="first last memento"' in found[-1]
    assert list(memento_links(Original("http://h", "/doc/x"), ())) == found[:-1]


def test_a_timemap_lists_them_all() -> None:
    """In link-format with its span, oldest first."""
    lines = timemap(Original("http://h", "/doc/x"), REVISIONS, "link").split(",\n")
    assert len(lines) == 5
    assert 'rel="self"; type="application/link-format"; from="Sat, 21 Nov 2026 12:00:00 GMT"' in lines[1]
    assert lines[2].startswith('<http://h/doc/x?revision=5>; rel="first memento"')
    assert lines[4].startswith('<http://h/doc/x?revision=7>; rel="last memento"')


ADDRESSES = [
    "/doc/plan/jining-2014",
    "/doc/plan/jining-2014.ttl",
    "/doc/plan/jining-2014.txt",
    "/doc/concept/role/lead.ttl",
    "/graph/jining-2014.nt",
    "/sparql?query=ASK%7B%7D",
    "/dump/jining-2014.nq.gz",
    "/dataset.ttl",
    "/.well-known/void?format=ttl",
    "/api/plans",
]


def _link(answer: Any, relation: str) -> str:
    for part in answer.headers["link"].split(", <"):
        target, _, rest = part.removeprefix("<").partition(">")
        if relation in (re.search(' rel="([^"]+)"', rest) or ("", ""))[1].split():
            return str(target)
    raise AssertionError(f"no {relation} in {answer.headers['link']}")


@pytest.mark.parametrize("address", ADDRESSES)
def test_every_address_of_data_is_its_own_timegate(
    past: TestClient, history: RevisionStore, address: str
) -> None:
    """Accept-Datetime leads to a Memento, which says of when it is and of what (pattern 1.1)."""
    now = past.get(address)
    assert now.status_code == 200
    assert "memento-datetime" not in now.headers
    assert "Accept-Datetime" in now.headers["vary"]
    assert _link(now, "timegate") == _link(now, "original")
    older, newer = history.revisions()
    gate = past.get(address, headers={"accept-datetime": "Sat, 01 Jan 2000 00:00:00 GMT"})
    assert gate.status_code == 302
    assert "Accept-Datetime" in gate.headers["vary"]
    memento = past.get(gate.headers["location"])
    assert memento.status_code == 200
    assert memento.headers["memento-datetime"] == http_date(older.created)
    assert _link(memento, "original") == _link(now, "original")
    assert _link(memento, "last").endswith(f"revision={newer.number}")
    assert past.get(_link(memento, "timemap")).status_code == 200
    last = past.get(_link(memento, "last"))
    if not last.headers["content-type"].startswith("text/html"):  # a page links to itself
        assert last.content == now.content


def test_a_memento_says_what_was_said_then(past: TestClient) -> None:
    """A measure under its old name in resources, SPARQL, dumps and the API, its new one now."""
    new = "改名后的措施"
    named = f"?m <http://www.w3.org/2000/01/rdf-schema#label> '{new}'@zh"
    asked = {"query": f"SELECT ?m {{ {named} }}", "format": "json"}
    rows = past.get("/sparql", params=asked)
    measure = rows.json()["results"]["bindings"][0]["m"]["value"].partition("/id/")[2]
    for path in (f"/doc/{measure}.nt", f"/doc/{measure}", "/graph/jining-2014.nt"):
        assert new in past.get(path).text
        assert new in past.get(path, params={"revision": "3"}).text
        assert new not in past.get(path, params={"revision": "2"}).text
    query = f"ASK {{ {named} }}"
    for number, expected in ((2, False), (3, True)):
        by_get = past.get("/sparql", params={"query": query, "revision": number, "format": "json"})
        by_post = past.post(
            f"/sparql?revision={number}", data={"query": query}, headers={"accept": "application/json"}
        )
        assert (by_get.json()["boolean"], by_post.json()["boolean"]) == (expected, expected)
    assert past.get("/dataset/jining-2014.ttl?revision=2").text != past.get("/dataset/jining-2014.ttl").text


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_revision_that_was_pruned_is_gone(
    past: TestClient, assert_canonical_problem: Check, address: str
) -> None:
    """410 in words that name what there is; one that never was is 404; nonsense 400."""
    joint = "&" if "?" in address else "?"
    body = assert_canonical_problem(past.get(f"{address}{joint}revision=1"), 410, "gone")
    assert "2" in body["detail"]
    assert "/revisions" in body["detail"]
    assert_canonical_problem(past.get(f"{address}{joint}revision=9"), 404, "not-found")
    assert_canonical_problem(past.get(f"{address}{joint}revision=x"), 400, "bad-request")
    bad = past.get(address, headers={"accept-datetime": "tomorrow"})
    assert_canonical_problem(bad, 400, "bad-request")


def test_the_timemap_as_json(past: TestClient) -> None:
    """Every Memento answers with its own moment."""
    told = past.get("/timemap/json/doc/plan/jining-2014.ttl").json()
    assert told["original_uri"].endswith("/doc/plan/jining-2014.ttl")
    assert [told["mementos"][name]["uri"] for name in ("first", "last")] == [
        item["uri"] for item in told["mementos"]["list"]
    ]
    for item in told["mementos"]["list"]:
        parts = urlsplit(item["uri"])
        answer = past.get(f"{parts.path}?{parts.query}")
        moment = dt.datetime.strptime(item["datetime"], "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=dt.UTC)
        assert answer.headers["memento-datetime"] == http_date(moment)


@pytest.mark.parametrize("path", ["/timemap/xml/doc/plan/x", "/timemap/link/about", "/timemap/link/sparql"])
def test_what_has_no_states_has_no_timemap(
    past: TestClient, assert_canonical_problem: Check, path: str
) -> None:
    """A page, an editor without a query, a format that is not known."""
    assert_canonical_problem(past.get(path), 404, "not-found")


def test_an_empty_graph_has_no_past(assert_canonical_problem: Check, empty: TestClient) -> None:
    """Nothing is promised, and asking for it is answered in words."""
    answer = empty.get("/doc/concept/role/lead.ttl")
    assert answer.status_code == 200
    assert "memento" not in answer.headers["link"].replace("Memento", "")
    assert_canonical_problem(empty.get("/doc/concept/role/lead.ttl?revision=1"), 404, "not-found")
    assert empty.get("/dataset.ttl").status_code == 200
    assert empty.get("/feed.atom").status_code == 200
    assert empty.get("/revisions.json").json() == {"revisions": []}
    assert empty.get("/dump.nq.gz").status_code == 404


def test_a_page_is_of_one_revision_whatever_is_published_while_it_is_made(
    tmp_path: Path, sample_facts: Facts, second_facts: Facts, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A page asks many questions; the next one sees what is new."""
    store = RevisionStore(tmp_path / "home")
    describe = Describer(DEFAULT_BASE, "0.1.0")
    documents = {document_graph(facts): quads(facts) for facts in (sample_facts, second_facts)}
    store.publish({**vocabulary_graphs(), **documents}, describe)
    topics = organizations._topics

    def publishing(*given: Any) -> Any:
        if store.current().number == 1:  # type: ignore[union-attr]  # it is there
            store.publish(dict.fromkeys(documents), describe)
        return topics(*given)

    with TestClient(create_app(EmbeddedEngine(store), Settings(answer_cache=0))) as client:
        path = "/departments/changzhou/shangwuju"
        before = client.get(path)
        monkeypatch.setattr(organizations, "_topics", publishing)
        during, after = client.get(path), client.get(path)

    assert [200, 200, 404] == [answer.status_code for answer in (before, during, after)]
    assert before.content == during.content
