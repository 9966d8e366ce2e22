"""The page of projects and its files."""

from __future__ import annotations

import csv
import dataclasses
import html
import io
import re
from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any

import pytest
from fastapi.testclient import TestClient
from python_calamine import CalamineWorkbook

from api.app import create_app
from api.settings import Settings
from graph.memory import InMemoryEngine
from graph.rdf import quads
from ontology.identifiers import resource
from tests import samples

HTML = {"accept": "text/html"}


def _sheet(content: bytes) -> list[list[Any]]:
    """Rows of a workbook from its heads on."""
    return CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()[2:]


def _numbers(page: str) -> list[str]:
    """Numbers of the projects of a list, in order."""
    body = page.partition('class="projects')[2].partition("<tbody>")[2].partition("</tbody>")[0]
    return re.findall(r'<tr>\s*<td class="num">(\d+)</td>', body)


def test_the_table_sorts_by_its_address(client: TestClient) -> None:
    """Each head leads to its order, and again to the other way; the page says which it shows."""
    assert ["1", "2"] == _numbers(client.get("/projects", headers=HTML).text)
    page = client.get("/projects?sort=investment&order=desc", headers=HTML).text
    assert 'aria-sort="descending"><a class="sorter" id="by-investment"' in page
    largest = _numbers(page)
    link = html.unescape(re.findall(r'id="by-investment"[^>]*href="([^"]*)"', page)[0])

    assert largest[::-1] == _numbers(client.get(link, headers=HTML).text)


@pytest.mark.parametrize("view", ["list", "programme", "builder", "progress", "year", "timeline", "check"])
def test_every_view_keeps_the_filters(client: TestClient, view: str) -> None:
    """In both languages, with the filters in the links to the other views."""
    for lang in ("zh", "en"):
        page = client.get(f"/projects?view={view}&nature=new&lang={lang}", headers=HTML)
        assert page.status_code == 200
        tabs = page.text.partition('id="projects-tabs"')[2].partition("</nav>")[0]
        links = re.findall(r'href="([^"]*)"', tabs)
        assert len(links) == 7
        assert all("nature=new" in link for link in links)


def test_filters_sums_and_totals_agree(client: TestClient) -> None:
    """What is filtered is summed; the printed total stands beside the sum of all."""
    page = client.get("/projects?nature=new", headers=HTML).text
    assert ["1"] == _numbers(page)
    sums = re.findall(r'<tr class="sum-(\w+)">.*?<td class="num">([\d,]+)<br>', page, re.DOTALL)
    assert [name for name, _ in sums] == ["found", "all"]
    assert sums[1][1] == "8,000"
    check = client.get("/projects?view=check", headers=HTML).text
    assert "✓ 相符" in check
    assert "合计 8000万元" in check.replace("　", " ")


def test_what_is_filtered_comes_as_files(client: TestClient) -> None:
    """The same projects in the same order as CSV, workbook and JSON; numbers are numbers."""
    where = "nature=new&sort=investment"
    rows = list(csv.reader(io.StringIO(client.get(f"/projects.csv?{where}").content.decode("utf-8-sig"))))
    assert rows[0][2:4] == ["序号", "项目"]
    assert [row[2] for row in rows[1:]] == ["1"]
    cells = _sheet(client.get(f"/projects.xlsx?{where}").content)
    assert cells[0] == rows[0]
    money = cells[0].index("投资（万元）")
    assert isinstance(cells[1][money], int | float)
    data = client.get(f"/projects.json?{where}").json()
    assert data["filters"] == {"nature": "new", "sort": "investment"}
    assert (data["total"], [item["number"] for item in data["items"]]) == (1, [1])
    assert data["investment"] == cells[1][money]


def test_files_are_tagged(client: TestClient) -> None:
    """Asked again, an unchanged file is 304."""
    first = client.get("/projects.csv")
    again = client.get("/projects.csv", headers={"if-none-match": first.headers["etag"]})

    assert (200, 304) == (first.status_code, again.status_code)


@pytest.mark.parametrize(
    "query",
    ["view=nothing", "sort=colour", "order=up", "nature=old", "progress=x", "from=20x4", "page=0", "page=9"],
)
def test_what_there_is_not_is_said(
    client: TestClient, assert_canonical_problem: Callable[..., dict[str, Any]], query: str
) -> None:
    """Never another list than the one asked for."""
    answer = client.get(f"/projects?{query}", headers={"accept": "application/json"})
    assert_canonical_problem(answer, 404, "not-found")


@pytest.fixture(scope="module")
def many() -> Iterator[TestClient]:
    """A service over a plan of 1,205 projects, one of which is called like a formula."""
    facts = samples.sample_facts()
    first = facts.projects[0]
    projects = tuple(
        dataclasses.replace(
            first,
            id=resource("project", "changzhou-2014", str(number)),
            number=number,
            name="=HYPERLINK(1)" if number == 7 else f"项目{number}",
            investment=Decimal(number),
            start_year=2010 + number % 5,
            end_year=2015 + number % 3,
        )
        for number in range(1, 1206)
    )
    engine = InMemoryEngine(quads(dataclasses.replace(facts, projects=projects)))
    with TestClient(create_app(engine, Settings()), follow_redirects=False) as client:
        yield client


def test_a_thousand_projects_stand_on_pages(many: TestClient) -> None:
    """A page has 100 rows; sums are of the page, and of all; files have all."""
    page = many.get("/projects?sort=investment&order=desc&page=2", headers=HTML).text
    assert [str(number) for number in range(1105, 1005, -1)] == _numbers(page)
    assert "105,550" in page
    assert "726,615" in page
    assert len(list(csv.reader(io.StringIO(many.get("/projects.csv").content.decode("utf-8-sig"))))) == 1206
    for view in ("timeline", "year", "builder", "programme", "check"):
        assert many.get(f"/projects?view={view}", headers=HTML).status_code == 200


def test_no_cell_of_a_file_acts(many: TestClient) -> None:
    """What looks like a formula is text."""
    rows = list(csv.reader(io.StringIO(many.get("/projects.csv?q=HYPERLINK").content.decode("utf-8-sig"))))
    assert rows[1][3] == "'=HYPERLINK(1)"
    assert _sheet(many.get("/projects.xlsx?q=HYPERLINK").content)[1][3] == "=HYPERLINK(1)"


def test_plans_without_projects_say_so() -> None:
    """An empty table is a sentence, in each view and file."""
    with TestClient(create_app(InMemoryEngine(quads(samples.second_facts())), Settings())) as client:
        for view in ("list", "timeline", "check"):
            assert "没有项目表" in client.get(f"/projects?view={view}", headers=HTML).text
        assert client.get("/projects.json").json()["items"] == []
        assert client.get("/projects.xlsx").status_code == 200
