"""Pages over HTTP: each in both languages, with nothing from elsewhere."""

from __future__ import annotations

import re
from collections.abc import Callable
from html.parser import HTMLParser
from typing import Any

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from api.settings import Settings
from graph.memory import InMemoryEngine
from ontology.model import Facts

HTML = {"accept": "text/html"}
PAGES = {
    "/": "谁负责",
    "/plans": "常州市电子商务发展行动计划",
    "/plans/changzhou-2014": "市商务局",
    "/departments": "常州市商务局",
    "/departments/changzhou/shangwuju": "（牵头单位：",
    "/measures": "建设电子商务园区",
    "/targets": "3,000 亿元",
    "/projects": "武进物流中心",
    "/network": "常州市商务局",
    "/search?q=物流": "完善",
    "/search?q=没有的词": "没有的词",
    "/sparql": "PREFIX pg:",
    "/about": "changzhou-2014.txt",
    "/quality": "policygraph evaluate",
    "/doc/org/changzhou/shangwuju": "常州市商务局",
    "/doc/plan/changzhou-2014": "changzhou-2014.txt",
    "/doc/concept/role/lead": "牵头",
    "/ontology": "responsibleFor",
    "/dataset": "SHA-256",
    "/dataset/changzhou-2014": "changzhou-2014.ttl.gz",
    "/revisions": "Atom",
}


class Links(HTMLParser):
    """Addresses and ids of a page, and what a strict policy would refuse."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.loads: list[str] = []
        self.links: list[str] = []
        self.ids: list[str] = []
        self.inline: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Collect."""
        values = dict(attrs)
        if "id" in values:
            self.ids.append(values["id"] or "")
        if tag == "a" and values.get("href"):
            self.links.append(values["href"] or "")
        if tag in ("script", "img", "iframe") and values.get("src"):
            self.loads.append(values["src"] or "")
        if tag == "link" and values.get("rel") in ("stylesheet", "icon"):
            self.loads.append(values["href"] or "")
        if "style" in values or any(name.startswith("on") for name in values) or tag == "style":
            self.inline.append(tag)
        if tag == "script" and "src" not in values and values.get("type") != "application/json":
            self.inline.append(tag)


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("path", PAGES)
def test_each_page_answers_in_each_language(client: TestClient, path: str, lang: str) -> None:
    """It holds what it is for, loads from this host only, and has nothing inline."""
    address = path if lang == "zh" else path + ("&" if "?" in path else "?") + "lang=en"
    answer = client.get(address, headers=HTML)
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("text/html")
    if path != "/" or lang == "zh":
        assert PAGES[path] in re.sub(r"<[^>]+>", "", answer.text).replace("&#34;", '"')
    assert f'<html lang="{"zh-Hans" if lang == "zh" else "en"}">' in answer.text
    found = Links(answer.text)
    assert [
        item for item in found.loads if not item.startswith("/static/") and "network.svg" not in item
    ] == []
    assert found.inline == []
    assert sorted(found.ids) == sorted(set(found.ids))


@pytest.mark.parametrize("path", PAGES)
def test_no_link_of_a_page_is_dead(client: TestClient, path: str) -> None:
    """Every link to this host answers, and every fragment exists on its page."""
    seen: dict[str, Any] = {}
    for link in set(Links(client.get(path, headers=HTML).text).links):
        address, _, fragment = link.partition("#")
        if "://" in address or address.startswith("/.well-known/void"):
            continue  # the sample engine has no metadata graph; a load writes it
        address = address or path
        if address not in seen:
            seen[address] = client.get(address, headers=HTML)
        assert seen[address].status_code == 200, link
        if fragment and "/network" not in address:
            assert fragment in Links(seen[address].text).ids, link


def test_english_pages_link_to_english_pages(client: TestClient) -> None:
    """The language is kept by every link between pages."""
    page = client.get("/departments?lang=en", headers=HTML).text
    links = [link for link in Links(page).links if link.startswith(("/plans", "/departments", "/measures"))]
    assert links
    assert [link for link in links if "lang=en" not in link and link != "/departments"] == []


def test_the_marked_text_of_a_plan_is_the_text_itself(client: TestClient, sample_facts: Facts) -> None:
    """Taking the marks away gives each line of the document back, in order."""
    page = client.get("/plans/changzhou-2014", headers=HTML).text
    article = page.partition('<article class="document"')[2].partition("</article>")[0]
    paragraphs = re.findall(r"<p id=[^>]*>(.*?)</p>", article, flags=re.DOTALL)
    lines = [re.sub(r"<[^>]+>", "", paragraph) for paragraph in paragraphs]
    assert lines == sample_facts.text.splitlines()


def test_every_passage_of_a_plan_has_an_anchor(client: TestClient, sample_facts: Facts) -> None:
    """``#p120-131`` exists for every piece of evidence."""
    ids = set(Links(client.get("/plans/changzhou-2014", headers=HTML).text).ids)
    wanted = {
        f"p{passage.start}-{passage.end}"
        for fact, evidence in sample_facts.evidence()
        if type(fact).__name__ != "Mention"
        for passage in evidence.passages
    }
    assert wanted - ids == set()


@pytest.mark.parametrize(
    ("query", "present", "absent"),
    [
        ("role=lead", "建设电子商务园区", "完善物流配送"),
        ("role=none", "完善物流配送", "建设电子商务园区"),
        ("topic=topic/logistics", "完善物流配送", "发展平台"),
        ("plan=jining-2014", "发展平台", "完善物流配送"),
        ("q=阿里巴巴", "完善物流配送", "发展平台"),
    ],
)
def test_measures_filter(client: TestClient, query: str, present: str, absent: str) -> None:
    """By role (and by nobody), topic, plan and words; the address holds the filter."""
    table = (
        client.get(f"/measures?{query}", headers=HTML)
        .text.partition("<tbody>")[2]
        .replace('<mark class="hit">', "")
    )
    assert present in table
    assert absent not in table


def test_projects_reconcile_with_the_printed_total(client: TestClient) -> None:
    """The sum of the rows stands beside the total as printed."""
    page = client.get("/projects?view=check", headers=HTML).text
    assert page.count('<td class="num">8,000</td>') == 2
    assert "✓ 相符" in page


def test_errors_are_pages_for_people(client: TestClient) -> None:
    """A browser gets the site with the error in it and a way on, in the page's language."""
    answer = client.get("/plans/nowhere?lang=en", headers=HTML)
    assert answer.status_code == 404
    assert "There is no plan “nowhere”." in answer.text
    assert 'href="/?lang=en"' in answer.text


def test_a_syntax_error_is_a_page_with_its_place(client: TestClient) -> None:
    """Without scripts the form leads here."""
    answer = client.post("/sparql", data={"query": "SELEC", "format": "json"}, headers=HTML)
    assert answer.status_code == 400
    assert "第 1 行，第 1 列" in answer.text


def test_security_headers_stand_on_every_answer(client: TestClient) -> None:
    """Pages, data, errors and static files forbid inline scripts, foreign hosts and framing."""
    for path in ("/", "/nowhere", "/dump.nq.gz", "/static/site.css", "/healthz"):
        headers = client.get(path).headers
        policy = headers["content-security-policy"]
        assert "default-src 'self'" in policy
        assert "unsafe" not in policy
        assert headers["x-content-type-options"] == "nosniff"


def test_hostile_words_are_shown_not_run(client: TestClient) -> None:
    """What a reader types is text on the page."""
    page = client.get("/search?q=<script>alert(1)</script>", headers=HTML).text
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_pages_are_tagged_by_revision_and_language(client: TestClient) -> None:
    """An unchanged page is 304; the other language is another page."""
    first = client.get("/plans", headers=HTML)
    held = {**HTML, "if-none-match": first.headers["etag"]}
    assert client.get("/plans", headers=held).status_code == 304
    assert client.get("/plans?lang=en", headers=held).status_code == 200


def test_an_empty_graph_has_pages_too(assert_canonical_problem: Callable[..., dict[str, Any]]) -> None:
    """Before the first load every page says what to do; readiness says empty."""
    with TestClient(create_app(InMemoryEngine(()), Settings())) as client:
        assert "policygraph load" in client.get("/", headers=HTML).text
        for path in (
            "/plans",
            "/departments",
            "/measures",
            "/targets",
            "/projects",
            "/search?q=a",
            "/about",
            "/quality",
        ):
            assert client.get(path, headers=HTML).status_code == 200
        assert client.get("/readyz").status_code == 503
        assert_canonical_problem(client.get("/dump.nq.gz"), 404, "not-found")


def test_behind_a_proxy_every_address_has_its_prefix(sample_engine: InMemoryEngine) -> None:
    """``root_path`` stands before pages, static files and redirects."""
    app = create_app(sample_engine, Settings(root_path="/policy"))
    with TestClient(app, root_path="/policy", follow_redirects=False) as client:
        found = Links(client.get("/policy/plans", headers=HTML).text)
        addresses = [item for item in (*found.loads, *found.links) if not item.startswith("#")]
        assert [item for item in addresses if not item.startswith("/policy/")] == []
        assert client.get("/policy/static/site.css").status_code == 200
        moved = client.get("/policy/id/org/changzhou/shangwuju", headers={"accept": "text/turtle"})
        assert moved.headers["location"] == "/policy/doc/org/changzhou/shangwuju.ttl"
