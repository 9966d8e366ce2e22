"""Writing queries in the page: completion, mistakes, ways to see an answer, what can be taken away."""

from __future__ import annotations

from typing import Any

import pytest

from viz.front_end import editor_folder

pytestmark = pytest.mark.browser

EDITOR = "document.querySelector('.CodeMirror').CodeMirror"
installed = pytest.mark.skipif(
    editor_folder() is None, reason="the query editor's npm package is not installed"
)


def open_editor(window: Any, *, plain: bool = False) -> tuple[Any, Any]:
    """The query page, with a plain text area when asked."""
    opened = window()
    if plain:
        opened.page.route(
            "**/static/editor/*.js", lambda route: route.fulfill(body="", content_type="text/javascript")
        )
    return opened, opened.go("/sparql")


@pytest.mark.parametrize("plain", [pytest.param(False, marks=installed), True], ids=["editor", "plain"])
def test_a_query_runs_in_the_page_and_its_mistake_is_shown(window: Any, plain: bool) -> None:
    """Rows as a table; an error with line and column, and the cursor at it."""
    opened, page = open_editor(window, plain=plain)
    page.get_by_role("button", name="运行").click()
    page.wait_for_selector("#result-body table tbody tr")
    assert "行" in page.locator("#result-note").inner_text()
    text = "SELECT *\nWHERE { ?s ?p }"
    if plain:
        page.locator("#query").fill(text)
    else:
        page.evaluate(f"text => {EDITOR}.setValue(text)", text)
        page.locator(".CodeMirror").click()
    page.keyboard.press("Control+Enter")
    page.wait_for_selector("#result-body pre")
    assert "第 2 行，第 15 列" in page.locator("#result-note").inner_text()
    at = page.evaluate(
        "document.getElementById('query').selectionStart"
        if plain
        else f"{EDITOR}.indexFromPos({EDITOR}.getCursor('from'))"
    )
    assert at == 23
    opened.wrong = [line for line in opened.wrong if "400" not in line]  # Chromium logs the answer itself


@installed
def test_terms_and_names_complete_as_one_types(window: Any) -> None:
    """Terms by their short names and labels, things by their Chinese names; a used prefix is declared."""
    _, page = open_editor(window)
    page.locator(".CodeMirror").click()
    page.keyboard.press("Control+A")
    page.keyboard.press("Delete")
    page.keyboard.type("SELECT ?m WHERE { ?m pg:responsibleDep")
    page.locator(".CodeMirror-hint", has_text="pg:responsibleDepartment").wait_for()
    page.keyboard.press("Enter")
    page.keyboard.type(" 常州市商务局")
    page.locator(".CodeMirror-hint", has_text="常州市商务局").first.wait_for()
    page.keyboard.press("Enter")
    page.keyboard.type(" }")
    text = page.evaluate(f"{EDITOR}.getValue()")
    assert "PREFIX pg: <https://w3id.org/policygraph/ontology#>" in text
    assert "pg:responsibleDepartment <https://w3id.org/policygraph/id/org/changzhou/shangwuju> }" in text
    page.keyboard.press("Control+Enter")
    page.wait_for_selector("#result-body table tbody tr")
    assert page.locator("#result-body tbody tr").count() == 10


def test_an_answer_is_seen_in_several_ways(window: Any) -> None:
    """The same rows as a table that sorts, as bars, as a cross table, as a network."""
    _, page = open_editor(window)
    page.locator("[data-example]", has_text="各市关注的主题").click()
    page.wait_for_selector("#result-body table tbody tr")
    page.locator(".sorter", has_text="measures").click()
    numbers = [int(text) for text in page.locator("#result-body td.num").all_inner_texts()]
    assert numbers == sorted(numbers)
    page.get_by_role("button", name="条形图").click()
    assert page.locator("#result-body svg.bar rect").count() == min(len(numbers), 40)
    page.get_by_role("button", name="交叉表").click()
    cells = [int(text) for text in page.locator("#result-body td.num").all_inner_texts() if text]
    assert sum(cells) == sum(numbers)
    page.get_by_role("button", name="网络").click()
    page.locator(".result-network canvas").wait_for()


def test_the_address_shows_the_query_that_ran(window: Any) -> None:
    """A link that is sent to a colleague opens with the same answer; programs get the same query."""
    _, page = open_editor(window)
    page.locator("[data-example]", has_text="各文件概览").click()
    page.wait_for_selector("#result-body table tbody tr")
    rows = page.locator("#result-body tbody tr").count()
    address = page.url
    assert "query=" in address
    query = page.evaluate("document.getElementById('query').value")
    for name in ("curl", "python", "r"):
        assert query in page.locator(f"[data-snippet={name}]").text_content()
    again = window()
    again.page.goto(address)
    again.page.wait_for_selector("#result-body table tbody tr")
    assert again.page.locator("#result-body tbody tr").count() == rows


def test_a_query_downloads_as_a_file_for_spreadsheets(window: Any) -> None:
    """The chosen format is what comes, with a row for each result."""
    _, page = open_editor(window)
    page.locator("select[name=format]").select_option("csv")
    with page.expect_download() as download:
        page.get_by_role("button", name="下载").click()
    lines = download.value.path().read_text(encoding="utf-8").splitlines()
    assert lines[0] == "department,measure,words"
    assert len(lines) > 10
