"""The breakdown of tasks as files, opened again as a colleague would."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any
from urllib.parse import unquote

import docx
import pytest
from fastapi.testclient import TestClient
from python_calamine import CalamineWorkbook

from graph.memory import InMemoryEngine
from graph.views.duties import duties
from graph.views.measures import measures

COMMERCE = "changzhou/shangwuju"
ORG = "https://w3id.org/policygraph/id/org/"


def workbook_rows(content: bytes) -> list[list[str]]:
    """Rows of the only sheet of a workbook."""
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    return [[str(cell) for cell in row] for row in book.get_sheet_by_index(0).to_python()]


def document_rows(content: bytes) -> list[list[str]]:
    """Rows of the only table of a Word document."""
    table = docx.Document(io.BytesIO(content)).tables[0]
    return [[cell.text for cell in row.cells] for row in table.rows]


def test_a_department_gets_each_of_its_measures_once(
    client: TestClient, sample_engine: InMemoryEngine
) -> None:
    """Workbook and document hold the same lines, each with roles, the others, and the sentence."""
    own = duties(sample_engine, department=ORG + COMMERCE)
    workbook = workbook_rows(client.get(f"/departments/{COMMERCE}.xlsx").content)
    document = document_rows(client.get(f"/departments/{COMMERCE}.docx").content)
    lines = [row for row in workbook if row[0].removesuffix(".0").isdecimal()]

    assert [row[2] for row in document[1:]] == [row[2] for row in lines]
    assert len(lines) == len({duty.measure.iri for duty in own})
    for row in document[1:]:
        held = [duty for duty in own if row[2].endswith(duty.measure.label)]
        assert held
        assert all(duty.words.sentence in row[6] for duty in held)
    assert document[0][0] == "序号"


def test_a_plan_lists_measures_that_name_nobody(client: TestClient, sample_engine: InMemoryEngine) -> None:
    """All measures stand in the table; those without owner say so."""
    rows = document_rows(client.get("/plans/changzhou-2014.docx").content)[1:]
    expected = measures(sample_engine, plan="https://w3id.org/policygraph/id/plan/changzhou-2014")
    assert [row[1].endswith(item.name) for row, item in zip(rows, expected, strict=True)] == [True] * len(
        rows
    )
    assert [row[2] == "未写明" for row in rows] == [not item.duties for item in expected]


def test_the_file_has_a_chinese_name(client: TestClient) -> None:
    """RFC 6266: the name that people see is that of the department."""
    response = client.get(f"/departments/{COMMERCE}.xlsx")
    name = response.headers["content-disposition"].partition("filename*=UTF-8''")[2]
    assert unquote(name) == "常州市商务局任务分解表.xlsx"
    again = client.get(f"/departments/{COMMERCE}.xlsx", headers={"if-none-match": response.headers["etag"]})
    assert again.status_code == 304


def test_pages_offer_the_files(client: TestClient) -> None:
    """One click from the department and from the plan."""
    assert f'href="/departments/{COMMERCE}.xlsx"' in client.get(f"/departments/{COMMERCE}").text
    assert 'href="/plans/changzhou-2014.docx"' in client.get("/plans/changzhou-2014").text


@pytest.mark.parametrize(
    "path",
    [
        "/departments/nowhere/ju.xlsx",
        "/plans/nowhere-1999.docx",
        "/plans/a%20b%3C.xlsx",
        "/departments/a%20%3Cb.docx",
        "/plans/a%20b%3C",
        "/departments/a%20%3Cb",
    ],
)
def test_what_there_is_not_has_no_file(
    client: TestClient, assert_canonical_problem: Callable[..., dict[str, Any]], path: str
) -> None:
    """No empty table for a mistyped name."""
    assert_canonical_problem(client.get(path, headers={"accept": "application/json"}), 404, "not-found")
