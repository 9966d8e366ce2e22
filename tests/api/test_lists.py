"""The list pages: filters, orders and pages."""

from __future__ import annotations

import re

import pytest
from fastapi.testclient import TestClient

from graph.memory import InMemoryEngine
from graph.views.measures import measures
from graph.views.organizations import organization_rows
from graph.views.targets import targets

NEXT = re.compile(r'<a rel="next" href="([^"]+)"')


def walk(client: TestClient, address: str, row: str) -> list[str]:
    """What a pattern finds in the table of each page, from page to page by the link to the next."""
    found: list[str] = []
    for _ in range(100):
        page = client.get(address)
        assert page.status_code == 200
        found += re.findall(row, page.text.partition("<main")[2], flags=re.DOTALL)
        following = NEXT.search(page.text)
        if following is None:
            return found
        address = following[1].replace("&amp;", "&")
    raise AssertionError("the pages do not end")


@pytest.mark.parametrize("size", [1, 2, 3, 100])
def test_pages_of_measures_walk_all_of_them_once(
    client: TestClient, sample_engine: InMemoryEngine, monkeypatch: pytest.MonkeyPatch, size: int
) -> None:
    """In the order of the documents, whatever the size of a page; also the pages of a filtered list."""
    monkeypatch.setattr("viz.pages.measures._SHOWN", size)
    heads = r'<th scope="row"[^>]*><a href="/plans/[^"]+">(.*?)</a>'
    everything = measures(sample_engine)
    assert [item.name for item in everything] == walk(client, "/measures", heads)
    led = [item.name for item in everything if any(duty.role == "lead" for duty in item.duties)]
    assert led == walk(client, "/measures?role=lead", heads)
    by_owners = walk(client, "/measures?sort=owners", heads)
    assert sorted(item.name for item in everything) == sorted(by_owners)
    owners = {item.name: len({duty.department for duty in item.duties}) for item in everything}
    assert sorted(owners.values(), reverse=True) == [owners[name] for name in by_owners]


@pytest.mark.parametrize("sort", ["", "value", "due"])
def test_pages_of_targets_walk_all_of_them_once(
    client: TestClient, sample_engine: InMemoryEngine, monkeypatch: pytest.MonkeyPatch, sort: str
) -> None:
    """Kind after kind; the number beside a kind is that of all pages."""
    monkeypatch.setattr("viz.pages.targets._SHOWN", 1)
    rows = r'<th scope="row"[^>]*><a href="/doc/([^"]+)"'
    found = walk(client, f"/targets?sort={sort}", rows)
    assert sorted(item.iri.partition("/id/")[2] for item in targets(sample_engine)) == sorted(found)


@pytest.mark.parametrize("sort", ["", "measures", "name"])
def test_pages_of_departments_walk_all_of_them_once(
    client: TestClient, sample_engine: InMemoryEngine, monkeypatch: pytest.MonkeyPatch, sort: str
) -> None:
    """Also those that are at no place."""
    monkeypatch.setattr("viz.pages.departments._SHOWN", 2)
    found = walk(client, f"/departments?sort={sort}", r'<th scope="row"><a href="[^"]+"[^>]*>([^<]+)<')
    labels = [row.thing.label for row in organization_rows(sample_engine)]
    assert sorted(labels) == sorted(found)
    if sort == "name":
        assert found == sorted(labels)


def test_each_number_of_a_choice_is_the_length_of_its_list(client: TestClient) -> None:
    """Choosing leaves as many measures as the choice said."""
    page = client.get("/measures?role=lead").text
    choices = re.findall(r'<option value="([^"]+)"[^>]*>[^<]*（(\d+)）', page.partition('name="topic"')[2])
    topics = [(value, int(number)) for value, number in choices if value.startswith("topic/")]
    assert topics
    for value, number in topics:
        rows = client.get(f"/measures?role=lead&topic={value}").text.partition("<tbody>")[2]
        assert number == rows.count('<th scope="row"')


def test_a_province_holds_what_its_cities_hold(client: TestClient) -> None:
    """A place stands under its province, and both filter."""
    city = client.get("/plans?place=changzhou").text
    assert "/plans/changzhou-2014" in city
    assert "/plans/jining-2014" not in city
    grouped = city.partition('name="place"')[2].partition("</select>")[0]
    province = re.search(r'<optgroup label="([^"]+)">\s*<option value="([^"]+)"', grouped)
    assert province is not None
    assert "/plans/changzhou-2014" in client.get(f"/plans?place={province[2]}").text


@pytest.mark.parametrize(
    "address",
    [
        "/measures?page=99",
        "/plans?page=2",
        "/targets?sort=colour",
        "/departments?sort=x",
        "/gaps?page=50",
        "/matrix?rows_page=9",
    ],
)
def test_a_page_or_order_that_there_is_not_is_told(client: TestClient, address: str) -> None:
    """404 with a way on, not an empty list."""
    assert client.get(address, headers={"accept": "text/html"}).status_code == 404


def test_a_large_matrix_is_cut_into_pages_and_its_file_is_whole(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Rows and columns of all pages are those of the file; totals are of the whole."""
    address = "/matrix?rows=department&columns=measure"
    whole = client.get("/matrix.csv?rows=department&columns=measure").text.lstrip("\ufeff").splitlines()
    monkeypatch.setattr("viz.pages.matrix._ROWS", 2)
    monkeypatch.setattr("viz.pages.matrix._COLUMNS", 2)
    pages = -(-(len(whole) - 3) // 2)
    rows: list[str] = []
    for number in range(1, pages + 1):
        page = client.get(f"{address}&rows_page={number}").text
        rows += re.findall(r'<th scope="row" data-axis="row"[^>]*><a [^>]*>([^<]*)<', page)
    assert [line.partition(",")[0] for line in whole[1:-2]] == rows
    assert whole[-1].rpartition(",")[2] in page.partition("<caption")[2].partition("</caption>")[0]
