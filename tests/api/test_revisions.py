"""Revisions, their differences and their feed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

import pytest
from fastapi.testclient import TestClient
from lxml import etree
from pyoxigraph import Quad, RdfFormat, parse

from graph.store import RevisionStore
from graph.union import named_quads
from ontology.identifiers import DEFAULT_BASE
from ontology.terms import PREFIXES
from tests.rdf import read, same

Check = Callable[..., dict[str, Any]]
HTML = {"accept": "text/html"}
ATOM = "{http://www.w3.org/2005/Atom}"


def test_revisions_are_listed_as_json(past: TestClient, history: RevisionStore) -> None:
    """Number, moment, digest, and what changed against the one before."""
    told = past.get("/revisions", headers={"accept": "application/json"}).json()["revisions"]
    assert [(item["number"], item["digest"]) for item in told] == [
        (item.number, item.digest) for item in history.revisions()
    ]
    assert "changes" not in told[0]
    assert [iri.rpartition("/")[2] for iri in told[1]["changes"]["changed"]] == ["jining-2014", "metadata"]
    assert past.get(told[1]["changes"]["statements"]).status_code == 200


def test_revisions_are_described_in_rdf(past: TestClient) -> None:
    """PROV and DCAT: each a version of the dataset and a revision of the one before, in four formats."""
    graphs = [
        same(read(a.content, a.headers["content-type"]))
        for a in (past.get(f"/revisions.{name}") for name in ("ttl", "jsonld", "nt", "rdf"))
    ]
    assert all(graph == graphs[0] for graph in graphs)
    text = past.get("/revisions.nt").text
    node = f"<{DEFAULT_BASE}revision/%d>"
    assert f"{node % 3} <{PREFIXES['prov']}wasRevisionOf> {node % 2} ." in text
    assert past.get("/revision/3").headers["location"] == "/revisions#r3"
    assert past.get("/revision/1").status_code == 410


@pytest.mark.parametrize(("lang", "word"), [("zh", "当前"), ("en", "current")])
def test_people_see_the_list_and_the_changes(past: TestClient, lang: str, word: str) -> None:
    """With the plan's name, and the measure's old and new name side by side."""
    page = past.get(f"/revisions?lang={lang}", headers=HTML)
    assert word in page.text
    assert "/revisions/2..3" in page.text
    changes = past.get(f"/revisions/2..3?lang={lang}", headers=HTML).text
    assert "改名后的措施" in changes
    assert "济宁" in changes
    assert past.get("/revisions/2..3?graph=urn:none", headers=HTML).status_code == 200


def _apply(before: set[Quad], lines: list[str], added: str, removed: str) -> set[Quad]:
    found = set(before)
    for line in lines:
        if line[:2] in (f"{added} ", f"{removed} "):
            (quad,) = parse(line[2:], format=RdfFormat.N_QUADS)
            (found.add if line[0] == added else found.remove)(quad)
    return found


@pytest.mark.parametrize(("old", "new"), [(2, 3), (3, 2), (3, 3)])
def test_the_difference_applied_to_one_revision_gives_the_other(
    past: TestClient, history: RevisionStore, old: int, new: int
) -> None:
    """As signed N-Quads, as RDF Patch, and as JSON."""
    before, after = (set(named_quads(history.open(number))) for number in (old, new))
    text = past.get(f"/revisions/{old}..{new}", headers={"accept": "text/plain"})
    assert text.headers["content-type"].startswith("text/plain")
    assert _apply(before, text.text.splitlines(), "+", "-") == after
    patch = past.get(f"/revisions/{old}..{new}", headers={"accept": "application/rdf-patch"})
    assert patch.headers["content-type"] == "application/rdf-patch"
    assert _apply(before, patch.text.splitlines(), "A", "D") == after
    told = past.get(f"/revisions/{old}..{new}.json").json()
    assert (told["from"], told["to"]) == (old, new)
    lines = [
        f"{sign} {triple[:-1]}<{item['graph']}> ."
        for item in told["graphs"]
        for sign, name in (("+", "added"), ("-", "removed"))
        for triple in item[name]
    ]
    assert _apply(before, lines, "+", "-") == after


def test_the_difference_of_one_graph(past: TestClient) -> None:
    """``?graph=`` leaves out the rest, and has a tag of its own."""
    graph = DEFAULT_BASE + "graph/jining-2014"
    whole, part = past.get("/revisions/2..3.txt"), past.get("/revisions/2..3.txt", params={"graph": graph})
    assert set(part.text.splitlines()) == {line for line in whole.text.splitlines() if f"<{graph}> ." in line}
    assert part.headers["etag"] != whole.headers["etag"]
    held = {"if-none-match": part.headers["etag"]}
    assert past.get("/revisions/2..3.txt", params={"graph": graph}, headers=held).status_code == 304


@pytest.mark.parametrize(
    ("path", "status", "kind"),
    [
        ("/revisions/1..3", 410, "gone"),
        ("/revisions/3..9", 404, "not-found"),
        ("/revisions/3", 404, "not-found"),
        ("/revisions/a..b", 404, "not-found"),
        ("/revisions/2..3.exe", 406, "not-acceptable"),
        ("/revisions.exe", 404, "not-found"),
    ],
)
def test_what_cannot_be_compared_is_said(
    past: TestClient, assert_canonical_problem: Check, path: str, status: int, kind: str
) -> None:
    """Pruned, never made, or no span at all."""
    assert_canonical_problem(past.get(path), status, kind)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_feed_is_valid_atom(past: TestClient, history: RevisionStore, lang: str) -> None:
    """What RFC 4287 asks of a feed and its entries: one each of id, title, updated; author; links."""
    answer = past.get("/feed.atom", params={"lang": lang})
    assert answer.headers["content-type"] == "application/atom+xml"
    feed = etree.fromstring(answer.content)
    assert feed.tag == f"{ATOM}feed"
    entries = feed.findall(f"{ATOM}entry")
    assert len(entries) == len(history.revisions())
    for element in (feed, *entries):
        for name in ("id", "title", "updated"):
            (found,) = element.findall(f"{ATOM}{name}")
            assert found.text
        moment = element.findtext(f"{ATOM}updated")
        assert moment is not None
        assert moment.endswith("Z")
        assert element.find(f"{ATOM}link[@rel='alternate']") is not None
    assert feed.findtext(f"{ATOM}author/{ATOM}name")
    (own,) = feed.findall(f"{ATOM}link[@rel='self']")
    assert own.get("href", "").endswith(f"/feed.atom?lang={lang}")
    identifiers = [entry.findtext(f"{ATOM}id") for entry in entries]
    assert identifiers == [f"{DEFAULT_BASE}revision/3", f"{DEFAULT_BASE}revision/2"]
    updated = [entry.findtext(f"{ATOM}updated") for entry in entries]
    assert updated == sorted(updated, key=str, reverse=True)
    assert feed.findtext(f"{ATOM}updated") == updated[0]
    for link in feed.iter(f"{ATOM}link"):
        parts = urlsplit(link.get("href", ""))
        assert parts.scheme == "http"
        target = past.get(f"{parts.path}?{parts.query}", headers={"accept": link.get("type", "")})
        assert target.status_code == 200
        assert target.headers["content-type"].partition(";")[0] == link.get("type")


def test_pages_and_the_dataset_lead_to_the_feed(past: TestClient) -> None:
    """By link rel=alternate in the head of each page, and in a header."""
    page = etree.HTML(past.get("/plans", headers=HTML).content)
    (link,) = page.xpath("//head/link[@type='application/atom+xml']")
    assert link.get("rel") == "alternate"
    assert past.get(link.get("href")).status_code == 200
    assert (
        '</feed.atom>; rel="alternate"; type="application/atom+xml"'
        in past.get("/dataset.ttl").headers["link"]
    )


def test_a_feed_that_is_held_is_not_sent_again(past: TestClient) -> None:
    """A reader asks often."""
    tag = past.get("/feed.atom").headers["etag"]
    assert past.get("/feed.atom", headers={"if-none-match": tag}).status_code == 304
