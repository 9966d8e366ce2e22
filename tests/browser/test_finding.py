"""From the search box to the sentence: names, short forms, pinyin, platforms, places, and what is not there."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.timing import PATIENCE

pytestmark = pytest.mark.browser
expect.set_options(timeout=PATIENCE * 1000)

#: What is typed, the sort that it is found in, and the name of the best hit there.
SEARCHES = (
    ("商务局", "部门与机构", "常州市商务局"),
    ("swj", "部门与机构", "常州市商务局"),
    ("经信委", "部门与机构", "常州市经济和信息化委员会"),
    ("淘宝", "平台", "淘宝网"),
    ("泉州", "地区", "泉州市"),
)


def search(page: Page, words: str) -> None:
    """Type words into the box of the page and press Enter."""
    box = page.locator("main input[type=search]")
    box.fill(words)
    box.press("Enter")
    expect(page.locator("h1")).to_contain_text(words)


@pytest.mark.parametrize(("words", "group", "name"), SEARCHES, ids=[words for words, _, _ in SEARCHES])
def test_the_home_page_finds_names_short_forms_pinyin_platforms_and_places(
    window: Any, words: str, group: str, name: str
) -> None:
    """What a person types leads to the thing, and the thing to the words about it in a plan."""
    page = window().go("/")
    search(page, words)
    section = page.locator("section", has=page.get_by_role("heading", name=group))
    section.get_by_role("link", name=name, exact=True).first.click()
    expect(page.locator("h1")).to_have_text(name)
    words_of_it = page.locator("main a.to-words").first
    words_of_it.evaluate("link => { const box = link.closest('details'); if (box) box.open = true; }")
    words_of_it.click()
    page.wait_for_url(re.compile(r"/plans/[a-z0-9-]+#p\d+-\d+$"))
    expect(page.locator(".pointed").first).to_be_in_viewport()


def test_without_a_hit_near_names_are_given_or_what_to_do(window: Any) -> None:
    """A slip of the pen finds names that are read the same; nonsense finds advice that leads on."""
    page = window().go("/search?q=商物局")
    expect(page.get_by_role("status")).to_contain_text("以下名称与之相近")
    expect(page.get_by_role("link", name="常州市商务局", exact=True)).to_be_visible()
    search(page, "zzzzqq")
    expect(page.get_by_role("status")).to_contain_text("没有找到“zzzzqq”")
    page.locator(".advice").get_by_role("link", name="物流").click()
    expect(page.locator("h1")).to_contain_text("物流")
    expect(page.locator(".hits li").first).to_be_visible()
    search(page, "zzzzqq")
    page.locator(".jump a").first.click()
    expect(page.locator(".hits mark.hit").first).to_be_visible()


def test_the_home_page_answers_three_questions_and_shows_each_plan(window: Any) -> None:
    """Each question leads to its answer; each card to its plan, with the numbers that the page then shows."""
    opened = window()
    page = opened.go("/")
    questions = page.locator(".questions a")
    expect(questions).to_have_count(3)
    for number, heading in ((1, "空白与疏漏"), (2, "规划对比")):
        questions.nth(number).click()
        expect(page.locator("h1")).to_have_text(heading)
        opened.go("/")
    named = questions.first.locator("b").inner_text().removesuffix("要负责哪些事？")
    questions.first.click()
    expect(page.locator("h1")).to_have_text(named)
    opened.go("/")
    cards = page.locator(".card")
    expect(cards).to_have_count(5)
    card = cards.filter(has_text="泉州市").first
    measures = card.locator(".counts div", has_text="措施").locator("dd").inner_text()
    card.get_by_role("link").click()
    expect(page.locator("h1")).to_contain_text("泉州市")
    expect(page.locator(".side summary", has_text="措施与责任单位").locator("small")).to_have_text(measures)


def test_the_keyboard_alone_leads_from_the_home_page_to_the_sentence(window: Any) -> None:
    """The main story without a mouse: search, department, its sentence, the plan, a fact explained."""
    page = window().go("/")
    page.locator("#q").focus()
    page.keyboard.type("商务局")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_contain_text("商务局")
    tab_to(page, "常州市商务局")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("常州市商务局")
    tab_to(page, "在原文中查看")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/plans/changzhou-2014#p\d+-\d+$"))
    expect(page.locator(".pointed").first).to_be_in_viewport()
    page.locator(".document a.m").first.focus()
    expect(page.locator("#card")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#card")).to_be_hidden()


def tab_to(page: Page, name: str) -> None:
    """Press Tab until the link of this name has the focus, which can be seen."""
    for _ in range(120):
        page.keyboard.press("Tab")
        at = page.evaluate(
            "() => { const at = document.activeElement; const style = getComputedStyle(at);"
            " return [at.textContent.trim(), style.outlineStyle, at.tagName] }"
        )
        assert at[1] != "none", f"the focus cannot be seen on {at[0]!r}"
        if at[0] == name:
            return
    raise AssertionError(f"Tab does not reach {name!r}")
