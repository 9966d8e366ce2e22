"""The pages that weigh plans against each other, and that say how far the graph can be trusted."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.timing import PATIENCE

pytestmark = pytest.mark.browser
expect.set_options(timeout=PATIENCE * 1000)

ONE_PLAN = "/matrix?plan=changzhou-2014"


def heads(page: Page, axis: str) -> list[str]:
    """Names of the rows or columns of the matrix, in order."""
    return [item.strip() for item in page.locator(f"th[data-axis={axis}] > a:first-child").all_inner_texts()]


@pytest.mark.parametrize(
    "query", ["plan=changzhou-2014", "", "columns=plan", "rows=department&columns=topic"]
)
def test_the_edges_of_the_matrix_are_the_sums_of_its_cells(window: Any, query: str) -> None:
    """Against measures, topics and cities; empty rows and columns stand there with 0."""
    page = window().go(f"/matrix?{query}")
    found = page.evaluate(
        """() => {
          const number = (cell) => Number(cell.textContent.trim()) || 0;
          const marks = (cell) => [...cell.querySelectorAll(".mark")]
            .reduce((sum, mark) => sum + (mark.nextElementSibling?.tagName === "B" ? Number(mark.nextElementSibling.textContent) : 1), 0);
          const rows = [...document.querySelectorAll(".matrix tbody tr")].map((row) => [...row.cells].slice(1));
          const foot = [...document.querySelector(".matrix tfoot tr").cells].slice(1);
          const width = foot.length - 2;
          return {
            across: rows.map((row) => [row.slice(0, width).reduce((sum, cell) => sum + marks(cell), 0), number(row[width])]),
            down: foot.slice(0, width).map((cell, i) => [rows.reduce((sum, row) => sum + marks(row[i]), 0), number(cell)]),
            all: number(foot[width]),
          };
        }"""
    )
    assert all(counted == printed for counted, printed in [*found["across"], *found["down"]])
    assert found["all"] == sum(printed for _, printed in found["across"]) > 0
    said = [int(item) for item in re.findall(r"\d+", page.locator("#matrix-caption").inner_text())]
    assert said[:2] == [len(found["across"]), len(found["down"])]
    assert said[3:] == [sum(n == 0 for _, n in found["across"]), sum(n == 0 for _, n in found["down"])]


def test_rows_and_columns_are_moved_by_hand(window: Any) -> None:
    """By dragging, by keys and by arrows; the address shows a colleague the same, in English too."""
    opened = window()
    page = opened.go(ONE_PLAN)
    rows, columns = heads(page, "row"), heads(page, "column")
    page.locator("th[data-axis=row]").nth(3).drag_to(page.locator("th[data-axis=row]").first)
    expect(page.locator("th[data-axis=row] > a:first-child").first).to_have_text(rows[3])
    assert [rows[3], *rows[:3], *rows[4:]] == heads(page, "row")
    page.locator("th[data-axis=column] > a").nth(1).focus()
    page.keyboard.press("Alt+ArrowLeft")
    expect(page.locator("th[data-axis=column] > a:first-child").first).to_have_text(columns[1])
    assert columns[1] == page.evaluate("document.activeElement.textContent.trim()")
    page.get_by_role("link", name="手工排列").click()
    down = page.get_by_role("link", name=f"把“{rows[0]}”下移")
    down.focus()
    page.keyboard.press("Enter")
    expect(page.locator("th[data-axis=row] > a:first-child").nth(2)).to_have_text(rows[0])
    expect(page.get_by_role("status")).to_have_text(f"“{rows[0]}”已移到第 3 位")
    expect(down).to_be_focused()
    expected = [rows[3], rows[1], rows[0], rows[2], *rows[4:]]
    assert expected == heads(page, "row")
    address = page.url
    page.get_by_role("link", name="English").click()
    expect(page.locator("h1")).to_have_text("Matrix of responsibilities")
    assert expected == heads(page, "row")
    again = window(scripts=False)
    again.page.goto(address)
    assert expected == heads(again.page, "row")
    assert [columns[1], columns[0], *columns[2:]] == heads(again.page, "column")
    page.goto(address)
    page.get_by_role("link", name="恢复原来的顺序").click()
    expect(page.locator("th[data-axis=row] > a:first-child").first).to_have_text(rows[0])
    assert rows == heads(page, "row")


def test_arrows_move_a_line_without_dragging(window: Any) -> None:
    """One tap brings a line to either end; the arrows are large enough for a finger."""
    page = window(390).go(f"{ONE_PLAN}&arrange=yes")
    rows = heads(page, "row")
    page.get_by_role("link", name=f"把“{rows[1]}”移到最后").click()
    expect(page.locator("th[data-axis=row] > a:first-child").last).to_have_text(rows[1])
    page.get_by_role("link", name=f"把“{rows[1]}”移到最前").click()
    expect(page.locator("th[data-axis=row] > a:first-child").first).to_have_text(rows[1])
    smallest = page.locator(".movers a").evaluate_all(
        "links => Math.min(...links.flatMap(link => [link.offsetWidth, link.offsetHeight]))"
    )
    assert smallest >= 24
    page.get_by_role("link", name="English").click()
    expect(page.locator("h1")).to_have_text("Matrix of responsibilities")
    arrow = page.locator(".movers [data-to=left]").first
    assert arrow.evaluate("link => getComputedStyle(link).transform") == "none"  # ← points to the left


def test_the_matrix_sorts_by_likeness_and_by_a_head(window: Any) -> None:
    """Choosing an order is enough; a column's name brings those who answer for it to the top."""
    page = window().go(ONE_PLAN)
    before = heads(page, "row")
    page.locator("select[name=sort_rows]").select_option("similar")
    page.wait_for_url("**sort_rows=similar**")
    assert sorted(before) == sorted(heads(page, "row"))
    column = page.locator("th[data-axis=column] > a", has_text="电子支付体系")
    column.click()
    page.wait_for_url("**sort_rows=http**")
    at = heads(page, "column").index("电子支付体系")
    marked = page.locator(".matrix tbody tr").evaluate_all(
        f"rows => rows.map(row => Boolean(row.cells[{at + 1}].querySelector('.mark')))"
    )
    assert marked == sorted(marked, reverse=True)
    assert any(marked)


def test_a_cell_of_the_matrix_opens_its_sentences(window: Any) -> None:
    """And a sentence the plan."""
    page = window().go(ONE_PLAN)
    page.get_by_role("link", name="常州市商务局，传统商业线上线下融合示范工程：负责").click()
    cell = page.locator("#cell")
    expect(cell.locator("mark.hit")).to_have_text("商务局")
    cell.get_by_role("link", name="在原文中查看").click()
    page.wait_for_url(re.compile(r"/plans/changzhou-2014#p\d+-\d+$"))
    expect(page.locator(".pointed").first).to_be_in_viewport()


def test_targets_compare_in_one_unit_by_year(window: Any) -> None:
    """Chart and table tell the same amounts, the table with the words; another kind is one choice away."""
    page = window().go("/compare?kind=transaction-volume")
    group = page.locator("section", has=page.get_by_role("heading", name="数额"))
    dots = group.locator("svg circle")
    dated = group.locator("tbody tr").evaluate_all(
        "rows => rows.filter(row => row.cells[1].textContent.trim() && row.cells[4].textContent.trim()).length"
    )
    expect(dots).to_have_count(dated)
    values = group.locator("tbody tr td.num").all_inner_texts()
    assert all(re.fullmatch(r"[\d,.]+ 亿元", value.strip()) for value in values)
    assert "10,000 亿元" in values  # printed as 1万亿元
    expect(group.locator("q.words mark").first).to_be_visible()
    page.locator("select[name=kind]").select_option(index=1)
    page.wait_for_url("**kind=**")
    expect(page.locator("q.words mark").first).to_be_visible()


def test_plans_compare_by_topic_instrument_and_difference(window: Any) -> None:
    """Numbers lead to the measures; the mix of instruments has three kinds; fewer plans can be chosen."""
    opened = window()
    page = opened.go("/compare?view=topics")
    cell = page.locator(".crosstab td.num a").first
    number = int(cell.inner_text())
    cell.click()
    expect(page.locator("tbody tr")).to_have_count(number)
    opened.go("/compare?view=instruments")
    expect(page.locator(".mixes thead .swatch")).to_have_count(3)
    expect(page.locator(".mixes tbody tr")).to_have_count(5)
    page.get_by_label("枣庄市").uncheck()
    page.get_by_role("button", name="对比所选").click()
    expect(page.locator(".mixes tbody tr")).to_have_count(4)
    page.get_by_role("link", name="独有与独缺").click()
    expect(page.locator("section h2 a")).to_have_count(4)


def test_each_kind_of_gap_leads_to_its_sentence(window: Any) -> None:
    """The number of a kind is that of its list; a line opens the plan at its words."""
    page = window().go("/gaps")
    tabs = page.locator(".tabs a")
    expect(tabs).to_have_count(5)
    opened = 0
    for index in range(5):
        number = int(tabs.nth(index).locator("b").inner_text())
        tabs.nth(index).click()
        expect(tabs.nth(index)).to_have_attribute("aria-current", "page")
        if not number:
            expect(page.locator("main .none")).to_be_visible()
            continue
        expect(page.locator("table.duties tbody tr:not(.group)")).to_have_count(min(number, 50))
        page.locator("table.duties .to-words").first.click()
        page.wait_for_url(re.compile(r"/plans/[a-z0-9-]+#p\d+-\d+$"))
        expect(page.locator(".pointed").first).to_be_in_viewport()
        opened += 1
        page.go_back()
    assert opened >= 4


def test_accuracy_conformance_and_licences_are_said(window: Any) -> None:
    """About has the figures of each kind, how to correct, each document's terms; quality shows what was wrong."""
    page = window().go("/about")
    figures = page.locator(".figures tbody tr")
    assert figures.count() > 10
    expect(page.locator("ol.steps li")).to_have_count(3)
    licences = page.locator("table.rights a[rel~=license]")
    expect(licences).to_have_count(5)
    assert {"公有领域（《中华人民共和国著作权法》第五条）"} == set(licences.all_inner_texts())
    same = {row.locator("th").inner_text(): row.locator("td").first.inner_text() for row in figures.all()}
    page.get_by_role("link", name="逐条查看遗漏与多余").click()
    expect(page.locator("h1")).to_have_text("准确度")
    table = page.locator("table.quality").first.locator("tbody tr")
    assert same == {
        row.locator("th").inner_text(): row.locator("td").first.inner_text() for row in table.all()
    }
    page.locator(".hits .to-words").first.click()
    page.wait_for_url(re.compile(r"/plans/[a-z0-9-]+#p\d+-\d+$"))
    page.go_back()
    page.locator(".foot").get_by_role("link", name="标准").click()
    expect(page.locator("h1")).to_have_text("对标准的符合程度")


def test_revisions_lead_to_what_changed(window: Any) -> None:
    """The newest is the graph's; what changed since the one before is listed statement by statement."""
    page = window().go("/revisions")
    current = page.locator("tbody tr").first
    number = re.findall(r"\d+", page.locator(".foot").inner_text())[0]
    expect(current.locator("th")).to_contain_text(number)
    current.locator("td a").first.click()
    expect(page.locator("h1")).to_contain_text(number)
    expect(page.locator("table.statements tbody tr").first).to_be_visible()
