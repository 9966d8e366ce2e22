"""A plan and a department as a person uses them: read, print, cite, take away, send on."""

from __future__ import annotations

import io
import re
import unicodedata
from pathlib import Path
from typing import Any

import docx
import pytest
from playwright.sync_api import Page, expect
from python_calamine import CalamineWorkbook

from tests.timing import PATIENCE

pytestmark = pytest.mark.browser
expect.set_options(timeout=PATIENCE * 1000)

PLAN = "/plans/changzhou-2014"
DEPARTMENT = "/departments/changzhou/shangwuju"


def test_the_outline_leads_through_the_plan(window: Any) -> None:
    """A heading of the outline brings its section into view; the list beside the text brings a fact."""
    page = window().go(PLAN)
    page.locator(".outline a", has_text="物流配送体系").click()
    expect(page.locator(".pointed").last).to_be_in_viewport()
    assert "物流配送体系" in "".join(page.locator(".pointed").all_inner_texts())
    expect(page.locator(".outline a[aria-current]")).to_have_count(1)
    page.locator(".side .owners a.to-words").first.click()
    expect(page.locator(".pointed").first).to_be_in_viewport()


def test_a_link_to_words_covers_nothing(window: Any) -> None:
    """Whoever comes to a passage reads it; the card comes with the pointer, or with Tab."""
    opened = window()
    page = opened.go(f"{PLAN}#p856-880")
    expect(page.locator(".pointed").first).to_be_in_viewport()
    expect(page.locator("#card")).to_be_hidden()
    page.locator(".document a.m").first.focus()
    expect(page.locator("#card")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#card")).to_be_hidden()
    page.keyboard.press("Tab")
    expect(page.locator("#card")).to_be_visible()


def test_each_kind_of_fact_is_marked_and_explained(window: Any) -> None:
    """Each kind of the legend has marks in the text; focus explains one in words."""
    page = window().go(PLAN)
    kinds = page.locator(".legend label").evaluate_all(
        "labels => labels.map(label => [label.className, label.textContent.trim()])"
    )
    assert len(kinds) > 8
    for kind, text in kinds:
        name = re.sub(r"[\s\d]+", "", text)
        if page.locator(f".document a.{kind}").count() == 0:
            continue
        page.locator(f".document a.{kind}").first.focus()
        expect(page.locator("#card")).to_contain_text(name)


def test_a_plan_prints_as_the_document(window: Any) -> None:
    """On paper there is the text, and nothing to click."""
    page = window().go(PLAN)
    page.emulate_media(media="print")
    expect(page.locator(".document")).to_be_visible()
    for part in (".nav", ".top-search", ".switch", ".outline", ".legend", ".side", ".actions", ".fact-card"):
        expect(page.locator(part).first).to_be_hidden()
    assert len(page.pdf()) > 20_000


def test_a_plan_is_cited_with_the_revision(window: Any) -> None:
    """The link opens the citations: GB/T 7714 and BibTeX, with an address that brings the same state back."""
    page = window().go(PLAN)
    page.get_by_role("link", name="引用这份规划").click()
    cite = page.locator("#cite")
    expect(cite.locator("h3")).to_contain_text(["GB/T 7714", "BibTeX"])
    expect(cite.locator("pre").first).to_be_visible()
    found = [item.inner_text() for item in cite.locator("pre").all()]
    assert all(re.search(r"\?revision=\d+", item) for item in found)
    assert "@" in found[-1] or "@" in found[0]
    expect(page.locator(".facts-row")).to_contain_text("公有领域")


def test_the_language_switch_keeps_the_passage(window: Any) -> None:
    """The same words are pointed at in the other language; without any, the heading that is read."""
    opened = window()
    page = opened.go(f"{PLAN}#p856-880")
    pointed = page.locator(".pointed")
    expect(pointed.first).to_be_in_viewport()
    words = "".join(pointed.all_inner_texts())
    page.get_by_role("link", name="English").click()
    page.wait_for_url("**lang=en#p856-880")
    expect(page.get_by_role("navigation", name="Outline")).to_be_visible()
    expect(pointed.first).to_be_in_viewport()
    assert words == "".join(pointed.all_inner_texts())
    opened.go("/about")
    opened.go(PLAN)
    page.locator(".document p", has_text="加强统计监测").last.scroll_into_view_if_needed()
    expect(page.locator(".outline a[aria-current]")).to_be_visible()
    page.get_by_role("link", name="English").evaluate("link => link.click()")
    page.wait_for_url(re.compile(r"lang=en#p\d+-\d+$"))


def test_a_department_is_seen_by_plan_role_and_topic(window: Any) -> None:
    """The topics narrow what is listed, each line keeps its sentence, and the address shows the same."""
    page = window().go(DEPARTMENT)
    rows = page.locator("table.duties tbody tr")
    expect(rows).to_have_count(10)
    expect(page.locator("h3 .role")).to_have_text(["负责", "承担办公室工作"])
    chip = page.locator(".topics a", has_text="物流配送")
    number = int(chip.locator("small").inner_text())
    chip.click()
    page.wait_for_url("**topic=topic**")
    expect(rows).to_have_count(number)
    for text in page.locator("table.duties td.tags").all_inner_texts():
        assert "物流配送" in text
    expect(page.locator("table.duties q.words")).to_have_count(number)
    page.locator(".topics a", has_text="全部主题").click()
    expect(rows).to_have_count(10)


def test_a_department_leads_to_partners_and_counterparts(window: Any) -> None:
    """With whom it shares which measures; who does the same elsewhere."""
    page = window().go(DEPARTMENT)
    partner = page.locator("details", has_text="常州市经济和信息化委员会").first
    shared = int(re.findall(r"\d+", partner.locator("summary").inner_text())[0])
    partner.locator("summary").click()
    expect(partner.locator("p a")).to_have_count(shared + 1)
    partner.get_by_role("link", name="常州市经济和信息化委员会").click()
    expect(page.locator("h1")).to_have_text("常州市经济和信息化委员会")
    page.go_back()
    page.get_by_role("link", name="济宁市商务局").click()
    expect(page.locator("h1")).to_have_text("济宁市商务局")


def plain(text: str) -> str:
    """A text without width of characters, blanks and quotation marks."""
    return re.sub(r"[\s“”]", "", unicodedata.normalize("NFKC", text))


def download(page: Page, name: str) -> bytes:
    """What a link of that name downloads; its file is called after the department."""
    with page.expect_download() as found:
        page.get_by_role("link", name=name).click()
    assert "常州市商务局任务分解表" in found.value.suggested_filename
    return Path(found.value.path()).read_bytes()


def test_the_breakdown_of_tasks_says_what_the_page_says(window: Any) -> None:
    """Workbook and Word document have a row for each measure, with the sentence of the page."""
    page = window().go(DEPARTMENT)
    shown = [
        (plain(row.locator("th").inner_text()), plain(row.locator("q").inner_text()))
        for row in page.locator("table.duties tbody tr").all()
    ]
    sheet = CalamineWorkbook.from_filelike(
        io.BytesIO(download(page, "任务分解表（Excel）"))
    ).get_sheet_by_index(0)
    workbook = [[plain(str(cell)) for cell in row] for row in sheet.to_python()]
    table = docx.Document(io.BytesIO(download(page, "任务分解表（Word）"))).tables[0]
    document = [[plain(cell.text) for cell in row.cells] for row in table.rows]
    for rows in (workbook, document):
        numbered = [row for row in rows if row[0].isdecimal()]
        assert [str(number) for number in range(1, len(shown) + 1)] == [row[0] for row in numbered]
        for measure, sentence in shown:
            assert any(row[2].endswith(measure) and sentence in row[-1] for row in numbered), measure


def test_paper_has_no_navigation_but_the_tasks(window: Any) -> None:
    """What an official prints is the list with its sentences."""
    page = window().go(DEPARTMENT)
    page.emulate_media(media="print")
    expect(page.locator("table.duties").first).to_be_visible()
    for part in (".nav", ".top-search", ".switch", ".actions", ".topics"):
        expect(page.locator(part).first).to_be_hidden()


def test_a_long_plan_is_drawn_where_it_is_read(window: Any) -> None:
    """Parts out of sight are not drawn, yet an address finds its words in them, and so does a reader without scripts."""
    words = "document.querySelector(location.hash) && [...document.querySelectorAll('.pointed')].map(e => e.textContent).join('')"
    page = window().go("/plans/quanzhou-2013")
    text = page.evaluate("[...document.querySelectorAll('.document p')].map(p => [p.id, p.textContent])")
    name, line = text[-3]
    start, end = (int(number) for number in name[1:].split("-"))
    assert end - start == len(line)
    last = page.locator(f"[id='{name}']")
    assert page.locator(".text-part").count() > 5
    assert last.evaluate("p => p.checkVisibility({ contentVisibilityAuto: true })") is False
    page.goto(f"{page.url}#{name}")
    expect(page.locator(".pointed").first).to_be_in_viewport()
    assert line == page.evaluate(words)
    page.goto(f"{page.url.partition('#')[0]}#p{start + 1}-{start + 3}")
    assert line[1:3] == "".join(page.locator(".pointed").all_inner_texts())
    plain = window(scripts=False).go(f"/plans/quanzhou-2013#{name}")
    expect(plain.locator(f"[id='{name}']")).to_be_in_viewport()
