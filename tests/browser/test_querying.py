"""Writing queries in the page: completion, mistakes, ways to see an answer, what can be taken away."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
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


EMPTY = """PREFIX pg: <https://w3id.org/policygraph/ontology#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
SELECT ?measure WHERE {
  ?department rdfs:label "商务局" ;
    pg:responsibleFor ?measure .
}"""


def write(page: Any, text: str, *, plain: bool) -> None:
    """Put a query into the editor, or into the text area that stands in its place."""
    if plain:
        page.locator("#query").fill(text)
    else:
        page.evaluate(f"text => {EDITOR}.setValue(text)", text)


@pytest.mark.parametrize("plain", [pytest.param(False, marks=installed), True], ids=["editor", "plain"])
def test_an_empty_answer_says_why_and_is_repaired(window: Any, plain: bool) -> None:
    """The pattern and a near name; a click puts the repaired query into the editor and runs it."""
    _, page = open_editor(window, plain=plain)
    write(page, EMPTY, plain=plain)
    page.get_by_role("button", name="运行").click()
    why = page.locator("#result-empty .causes")
    why.wait_for()
    assert '?department rdfs:label "商务局"' in why.locator("code").inner_text()
    assert "第 4 行" in why.inner_text()
    assert "改后有结果" in why.locator("li li", has_text="常州市商务局").inner_text()
    why.get_by_role("button", name="常州市商务局").click()
    page.wait_for_selector("#result-body table tbody tr")
    assert page.locator("#result-body tbody tr").count() == 10
    assert page.locator("#result-empty").is_hidden()
    assert '"常州市商务局"@zh' in page.evaluate("document.getElementById('query').value")
    assert "query=" in page.url


def test_without_scripts_an_empty_answer_says_why_too(window: Any) -> None:
    """The form leads to a page with the reason; its link asks the repaired query, in the other language too."""
    page = window(scripts=False).go("/sparql?lang=en")
    page.locator("#query").fill(EMPTY)
    page.get_by_role("button", name="Run").click()
    page.locator("#answered").wait_for()
    assert "Why nothing was found" in page.locator("#answered").inner_text()
    page.locator("#answered").get_by_role("link", name="常州市商务局").click()
    page.locator("#answered tbody tr").first.wait_for()
    assert page.locator("html").get_attribute("lang") == "en"
    assert page.locator("#answered tbody tr").count() == 10


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_example_finds_something(window: Any, lang: str) -> None:
    """At least twenty questions stand beside the editor, each with its title, and each has an answer."""
    opened = window()
    page = opened.go(f"/sparql?lang={lang}")
    examples = page.locator("[data-example]").evaluate_all(
        "links => links.map((link) => [link.textContent, link.dataset.example])"
    )
    assert len(examples) >= 20
    assert len({title for title, _ in examples}) == len(examples)
    assert all(title.isascii() == (lang == "en") for title, _ in examples)
    for title, query in examples:
        answer = page.request.post(
            f"{opened.host}/sparql",
            form={"query": query},
            headers={"accept": "application/sparql-results+json"},
        )
        assert answer.status == 200, title
        assert answer.json()["results"]["bindings"], title


@pytest.fixture
def snippets(window: Any) -> dict[str, str]:
    """Code for the programs of the query of all plans."""
    _, page = open_editor(window, plain=True)
    page.locator("[data-example]", has_text="各文件概览").click()
    page.wait_for_selector("#result-body table tbody tr")
    found: dict[str, str] = {
        name: page.locator(f"[data-snippet={name}]").text_content() for name in ("curl", "python", "r")
    }
    return found


def run(command: list[str], text: str = "") -> str:
    """What a command prints; it must succeed."""
    done = subprocess.run(  # noqa: S603 - the page's own code, to be tried
        command, input=text, capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_snippet_for_python_runs(snippets: dict[str, str]) -> None:
    """With nothing but the standard library: a row for each plan."""
    code = snippets["python"] + "\nimport json\nprint(json.dumps([row['planLabel'] for row in rows]))"
    assert len(json.loads(run([sys.executable, "-I", "-c", code]))) == 5


def test_the_snippet_for_curl_runs(snippets: dict[str, str]) -> None:
    """A head and a row for each plan."""
    if shutil.which("curl") is None:
        pytest.skip("curl is not installed")
    assert len(run(["/bin/sh", "-s"], snippets["curl"]).splitlines()) == 6


def test_the_snippet_for_r_parses(snippets: dict[str, str]) -> None:
    """R reads it as a program; to run it would need packages of its own."""
    if shutil.which("Rscript") is None:
        pytest.skip("R is not installed")
    assert "TRUE" in run(["Rscript", "-e", "cat(length(parse(file('stdin'))) > 0)"], snippets["r"])
