"""The page of the matrix and its file."""

from __future__ import annotations

import csv
import html
import io
import re
from collections.abc import Callable
from typing import Any

from fastapi.testclient import TestClient


def test_one_plan_opens_as_bodies_against_measures(client: TestClient) -> None:
    """Each body that answers has a row, each measure a column, and what nobody answers for is said."""
    page = client.get("/matrix?plan=changzhou-2014").text
    assert "常州市商务局" in page
    assert "建设电子商务园区" in page
    assert "没有责任单位" in page


def test_a_cell_leads_to_its_sentences(client: TestClient) -> None:
    """The link of a cell opens the same page with the words that prove it."""
    page = client.get("/matrix?plan=changzhou-2014").text
    cell = html.unescape(re.findall(r'href="(/matrix\?[^"]*row=[^"]*)#cell"', page)[0])
    opened = client.get(cell).text
    assert 'id="cell"' in opened
    assert re.search(r'<q class="words"[^>]*>.*?<mark class="hit">', opened)
    assert re.search(r'class="to-words" href="/plans/changzhou-2014#p\d+-\d+"', opened)


def test_the_same_view_comes_as_a_table(client: TestClient) -> None:
    """CSV with heads, totals, and each role in words."""
    response = client.get("/matrix.csv?plan=changzhou-2014&lang=en")
    rows = list(csv.reader(io.StringIO(response.content.decode("utf-8-sig"))))
    assert response.headers["content-type"] == "text/csv; charset=utf-8"
    assert rows[0][0] == "Bodies"
    assert ["Duties", "Measures"] == rows[0][-2:] == [rows[-2][0], rows[-1][0]]
    assert {len(row) for row in rows} == {len(rows[0])}
    assert any("Leads" in cell for row in rows for cell in row)
    again = client.get(
        "/matrix.csv?plan=changzhou-2014&lang=en", headers={"if-none-match": response.headers["etag"]}
    )
    assert again.status_code == 304


def test_the_edges_are_the_sums_of_the_marks(client: TestClient) -> None:
    """Duties of a row and of a column add up to the same number; a mark without a number counts one."""
    rows = list(csv.reader(io.StringIO(client.get("/matrix.csv?lang=en").content.decode("utf-8-sig"))))
    head, *body, duties, measures = rows

    def marks(cell: str) -> int:
        return sum(int((re.findall(r"[0-9]+$", mark) or ["1"])[0]) for mark in cell.split("；") if mark)

    assert "Duties" == duties[0]
    assert [marks("；".join(row[1:-2])) for row in body] == [int(row[-2]) for row in body]
    for index in range(1, len(head) - 2):
        assert int(duties[index]) == sum(marks(row[index]) for row in body)
    assert int(duties[-2]) == sum(int(row[-2]) for row in body) > 0
    assert int(measures[-1]) >= max(int(row[-1]) for row in body)


def heads(page: str, axis: str) -> list[str]:
    """Keys of rows or columns, in order."""
    return re.findall(rf'data-axis="{axis}" data-key="([^"]+)"', page)


def test_a_row_that_was_moved_stays_there(client: TestClient) -> None:
    """The address keeps the move, in the file too, and what is sorted anew forgets it."""
    address = "/matrix?plan=changzhou-2014"
    before = heads(client.get(address).text, "row")
    kept = client.get(f"{address}&move=row~{before[-1]}~0")
    assert 303 == kept.status_code
    page = client.get(kept.headers["location"]).text
    assert [before[-1], *before[:-1]] == heads(page, "row")
    assert "已手工移动 1 次" in page
    file = client.get(kept.headers["location"].replace("/matrix?", "/matrix.csv?")).content.decode(
        "utf-8-sig"
    )
    label = html.unescape(re.findall(rf'data-key="{before[-1]}"><a [^>]*>([^<]+)', page)[0])
    assert label == list(csv.reader(io.StringIO(file)))[1][0]
    column = html.unescape(re.findall(r'<th scope="col"[^>]*><a href="([^"]+)"', page)[0])
    assert "rows_moved" not in column


def test_columns_move_and_the_language_switch_keeps_them(client: TestClient) -> None:
    """Moves of both sides stand in the address; in English the arrows say what they do."""
    address = "/matrix?plan=changzhou-2014&arrange=yes&lang=en"
    before = heads(client.get(address).text, "column")
    moved = f"{address}&move=column~{before[0]}~{len(before) + 5}"
    page = client.get(moved, follow_redirects=True).text
    assert [*before[1:], before[0]] == heads(page, "column")
    assert "Move “" in page
    switch = html.unescape(re.findall(r'href="([^"]+)" hreflang="zh"', page)[0])
    assert [*before[1:], before[0]] == heads(client.get(switch).text, "column")


def test_what_there_is_not_is_said(
    client: TestClient, assert_canonical_problem: Callable[..., dict[str, Any]]
) -> None:
    """Unknown plans, axes and lines are errors, never an empty table."""
    for address in (
        "/matrix?plan=nowhere-1999",
        "/matrix?rows=nothing",
        "/matrix?plan=changzhou-2014&row=a&column=b",
        "/matrix?rows_moved=function/commerce",
        "/matrix?columns_moved=topic/logistics~x",
        "/matrix?move=side~topic/logistics~1",
        "/matrix?move=row",
    ):
        assert_canonical_problem(
            client.get(address, headers={"accept": "application/json"}), 404, "not-found"
        )
