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
    assert rows[0][-1] == rows[-1][0] == "Total"
    assert {len(row) for row in rows} == {len(rows[0])}
    assert any("Leads" in cell for row in rows for cell in row)
    again = client.get(
        "/matrix.csv?plan=changzhou-2014&lang=en", headers={"if-none-match": response.headers["etag"]}
    )
    assert again.status_code == 304


def test_what_there_is_not_is_said(
    client: TestClient, assert_canonical_problem: Callable[..., dict[str, Any]]
) -> None:
    """Unknown plans, axes and lines are errors, never an empty table."""
    for address in (
        "/matrix?plan=nowhere-1999",
        "/matrix?rows=nothing",
        "/matrix?plan=changzhou-2014&row=a&column=b",
    ):
        assert_canonical_problem(
            client.get(address, headers={"accept": "application/json"}), 404, "not-found"
        )
