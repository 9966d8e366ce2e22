"""The projects as somebody works with them: sort, filter, sum, check, go to the words, take away."""

from __future__ import annotations

import csv
import io
import json
import re
from typing import Any

import pytest
from python_calamine import CalamineWorkbook

pytestmark = pytest.mark.browser

ROWS = "table.projects tbody tr"


def numbers(page: Any, column: int) -> list[int]:
    """Numbers of a column of the table, as shown."""
    texts = page.locator(f"{ROWS} td:nth-child({column})").all_inner_texts()
    return [int(text.replace(",", "")) for text in texts if text]


def test_a_click_sorts_and_the_address_says_how(window: Any) -> None:
    """By investment, the largest first, then the other way; a colleague's window shows the same."""
    page = window().go("/projects")
    page.locator("#by-investment").click()
    page.locator("th[aria-sort=descending] #by-investment").wait_for()
    down = numbers(page, 5)
    assert len(down) == 46
    assert down == sorted(down, reverse=True)
    assert page.evaluate("document.activeElement.id") == "by-investment"
    assert "投资" in page.locator("#projects-said").inner_text()
    page.locator("#by-investment").click()
    page.locator("th[aria-sort=ascending] #by-investment").wait_for()
    assert numbers(page, 5) == sorted(down)
    address = page.url
    assert "sort=investment" in address
    again = window()
    again.page.goto(address)
    assert numbers(again.page, 5) == sorted(down)
    page.go_back()
    page.locator("th[aria-sort=descending] #by-investment").wait_for()
    assert numbers(page, 5) == down


def test_without_scripts_a_click_sorts_too(window: Any) -> None:
    """Heads are links."""
    page = window(scripts=False).go("/projects")
    page.locator("#by-investment").click()
    found = numbers(page, 5)
    assert found == sorted(found, reverse=True)


def test_filters_narrow_the_table_and_its_sums(window: Any) -> None:
    """The sum below the table is that of the rows; clearing brings all back."""
    page = window().go("/projects")
    page.locator("select[name=nature]").select_option("ongoing")
    page.locator("tr.sum-found").wait_for()
    shown = numbers(page, 5)
    assert 0 < len(shown) < 46
    found = page.locator("tr.sum-found td.num").nth(1).inner_text().split()[0]
    assert sum(shown) == int(found.replace(",", ""))
    assert page.locator("tr.sum-all td.num").nth(1).inner_text().startswith("932,955")
    page.locator(".filters input[name=q]").fill("物流")
    page.locator(".filters button").click()
    page.wait_for_url("**q=*")
    assert "nature=ongoing" in page.url
    assert all("物流" in row for row in page.locator(ROWS).all_inner_texts())
    page.get_by_role("link", name="清除筛选").click()
    page.wait_for_url(re.compile(r"/projects$"))
    assert page.locator(ROWS).count() == 46


def test_projects_add_up_to_what_is_printed(window: Any) -> None:
    """Every programme and the whole agree with their printed totals, whose words stand beside them."""
    page = window().go("/projects")
    page.get_by_role("link", name="与原文合计核对").click()
    page.locator(".reconcile").wait_for()
    assert page.locator(".reconcile .good").count() == 6
    assert page.locator(".reconcile .bad").count() == 0
    assert "932955" in page.locator(".reconcile tbody tr").first.inner_text()


def test_a_name_leads_to_its_row_of_the_document(window: Any) -> None:
    """From the table and from the bars of the timeline."""
    page = window().go("/projects")
    page.get_by_role("link", name="石狮物流云服务平台").click()
    page.wait_for_url("**/plans/quanzhou-2013#p*")
    page.locator(".pointed").first.wait_for()
    assert "石狮物流云服务平台" in "".join(page.locator(".pointed").all_inner_texts())
    page.go_back()
    page.get_by_role("link", name="时间线").click()
    bar = page.locator(".timeline a").nth(37)
    assert "石狮物流云服务平台" in bar.locator("title").text_content()
    bar.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/plans/quanzhou-2013#p*")


@pytest.mark.parametrize("view", ["programme", "builder", "progress", "year"])
def test_a_chart_says_what_its_table_says(window: Any, view: str) -> None:
    """The longest bar is that of the largest sum; each leads to its projects; all of it fits a phone."""
    page = window(390).go(f"/projects?view={view}")
    chart = page.locator(".chart.lengths").first
    amounts = [int(text.replace(",", "")) for text in chart.locator(".amount").all_text_contents()]
    widths = [float(bar.get_attribute("width").rstrip("%")) for bar in chart.locator(".amount-bar").all()]
    assert widths.index(max(widths)) == amounts.index(max(amounts))
    table = page.locator("#projects-rows table").first.inner_text()
    assert all(f"{amount:,}" in table for amount in amounts)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    chart.locator("a").first.click()
    page.locator("tr.sum-found").wait_for()


def test_what_is_filtered_is_taken_away(window: Any) -> None:
    """CSV, workbook and JSON open and hold the rows that the page shows, with numbers that add up."""
    page = window().go("/projects?nature=ongoing&sort=investment&order=desc")
    names = page.locator(f"{ROWS} th").all_inner_texts()
    shown = numbers(page, 5)
    files = {}
    for label, kind in (("CSV", "csv"), ("Excel (.xlsx)", "xlsx"), ("JSON", "json")):
        with page.expect_download() as download:
            page.get_by_role("link", name=label, exact=True).click()
        assert download.value.suggested_filename == f"projects.{kind}"
        files[kind] = download.value.path().read_bytes()
    rows = list(csv.reader(io.StringIO(files["csv"].decode("utf-8-sig"))))
    assert [row[3] for row in rows[1:]] == names
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(files["xlsx"])).get_sheet_by_index(0).to_python()
    assert [row[6] for row in sheet[3 : 3 + len(shown)]] == shown
    data = json.loads(files["json"])
    assert [item["name"] for item in data["items"]] == names
    assert data["investment"] == sum(shown)
