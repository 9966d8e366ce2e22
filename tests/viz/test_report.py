"""The report to check a plan by: self-contained, complete, harmless, and its corrections work."""

from __future__ import annotations

import base64
import hashlib
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from graph.views.plan import MARK_KINDS
from loaders.corrections.applying import STALE, apply_corrections
from loaders.corrections.entries import parse_corrections
from loaders.extract import extract
from loaders.reading import read
from ontology.model import Doubt, Facts, Passage
from viz.report import report_html
from viz.report_items import DOUBTFUL
from viz.report_snippets import yaml_text
from viz.report_texts import CHECKS, REPORT_TEXTS, RULES, report_words, rule_words

CORPUS = Path(__file__).parents[2] / "corpus"


class Elements(HTMLParser):
    """Every start tag of a page with its attributes, and the text inside ``article``."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a tag."""
        self.tags.append((tag, {name: value or "" for name, value in attrs}))

    def all(self, name: str) -> list[str]:
        """Values of an attribute wherever it stands."""
        return [attributes[name] for _, attributes in self.tags if name in attributes]


@pytest.fixture(scope="module")
def jining() -> Facts:
    """Facts of a real plan."""
    return extract(read(CORPUS / "jining-2014.txt"))


@pytest.fixture(scope="module")
def page(jining: Facts) -> Elements:
    """Its report."""
    return Elements(report_html(jining))


def _doubtful(facts: Facts, *, hostile: str = "") -> Facts:
    """The sample with its platform in doubt, renamed to something hostile where asked."""
    platform = facts.platforms[0]
    evidence = replace(platform.evidence, confidence=0.5, found_by=hostile or "form-platform")
    doubt = Doubt(
        "numbering", f"标题序号不连续{hostile}", f"numbering{hostile}", platform.evidence.passages[0]
    )
    label = hostile or platform.label
    return replace(facts, platforms=(replace(platform, label=label, evidence=evidence),), doubts=(doubt,))


def test_nothing_is_loaded_from_anywhere(page: Elements) -> None:
    """No element refers outside the file: every link is a fragment of it."""
    assert page.all("src") == []
    assert not {tag for tag, _ in page.tags} & {"link", "iframe", "img", "object", "embed", "base"}
    assert [link for link in page.all("href") if not link.startswith("#")] == []
    assert page.all("style") == []
    assert [name for _, attributes in page.tags for name in attributes if name.startswith("on")] == []


def test_only_its_own_script_and_style_may_run(jining: Facts) -> None:
    """The policy holds the hash of exactly the script and the style that stand in the file."""
    text = report_html(jining)
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', text)
    style = re.search(r"<style>(.*?)</style>", text, re.S)
    scripts = re.findall(r"<script>(.*?)</script>", text, re.S)
    assert policy
    assert style
    assert len(scripts) == 1
    for kind, content in (("style", style[1]), ("script", scripts[0])):
        digest = base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()
        assert f"{kind}-src &#39;sha256-{digest}&#39;" in policy[1]
    assert "url(" not in style[1]


def test_every_link_and_mark_leads_somewhere(page: Elements) -> None:
    """Ids are unique; fragments and the facts of marks are ids of the page."""
    ids = Counter(page.all("id"))
    assert [key for key, count in ids.items() if count > 1] == []
    assert {link[1:] for link in page.all("href")} - ids.keys() == set()
    assert {f"i{number}" for value in page.all("data-f") for number in value.split()} <= ids.keys()


def test_every_fact_is_listed_once(page: Elements, jining: Facts) -> None:
    """Each fact that is marked has its item; duties, targets and measures are all there."""
    kinds = Counter(page.all("data-kind"))
    assert (len(jining.measures), len(jining.responsibilities), len(jining.targets)) == (
        kinds["measure"],
        kinds["owner"],
        kinds["target"],
    )
    assert kinds.keys() <= set(MARK_KINDS)


def test_the_doubtful_facts_come_first(page: Elements, jining: Facts) -> None:
    """Every fact below the threshold and every doubt stands before the first sure one."""
    sure = [float(value) for value in page.all("data-confidence")]
    first = next(index for index, value in enumerate(sure) if value >= DOUBTFUL)
    tags = [tag for measure in jining.measures for tag in (*measure.topics, *measure.instruments)]
    facts: tuple[Any, ...] = (
        *tags,
        *jining.responsibilities,
        *jining.targets,
        *jining.organizations,
        *jining.parks,
    )
    doubtful = [each for each in facts if each.evidence.confidence < DOUBTFUL]
    assert doubtful
    assert [value for value in sure[first:] if value < DOUBTFUL] == []
    assert first == len(doubtful) + len(jining.doubts)


def test_the_document_stands_as_it_was_written(jining: Facts) -> None:
    """The article's text is the document's, line by line."""
    article = re.search(r"<article.*?</article>", report_html(jining), re.S)
    assert article
    bare = re.sub(r"<[^>]+>", "", article[0].replace("</p>", "\n"))
    for entity, letter in (("&#34;", '"'), ("&#39;", "'"), ("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&")):
        bare = bare.replace(entity, letter)
    assert [line for line in bare.split("\n") if line.strip()] == jining.text.split("\n")


def test_hostile_words_stay_words(sample_facts: Facts, hostile: str) -> None:
    """Labels, rules and doubts that try to act are text; the page keeps its elements."""
    harmless = Counter(tag for tag, _ in Elements(report_html(_doubtful(sample_facts))).tags)
    text = report_html(_doubtful(sample_facts, hostile=hostile.replace("\x00", "").replace("\x1b", "")))
    assert harmless == Counter(tag for tag, _ in Elements(text).tags)
    assert "<script>alert" not in text


def test_every_snippet_is_a_correction_that_works(page: Elements, jining: Facts) -> None:
    """Dropping by any of the snippets takes exactly that fact away; renaming to itself confirms it."""
    for verb, attribute in (("drop", "data-drop"), ("rename", "data-rename")):
        snippets = [snippet for snippet in page.all(attribute) if snippet]
        assert len(snippets) > 50
        for snippet in snippets:
            corrections = parse_corrections(f"by: 王芳\n{verb}:\n{snippet}\n".encode(), "x")
            facts = apply_corrections(jining, corrections)
            assert [each.applied for each in facts.corrections] == [True], snippet
            if verb == "rename":
                assert replace(facts, corrections=(), doubts=jining.doubts) == jining, snippet
            else:
                assert replace(facts, corrections=(), doubts=jining.doubts) != jining, snippet


def test_corrections_and_those_that_fit_nothing_are_shown(sample_facts: Facts) -> None:
    """Who corrected a fact stands with it; a stale correction is among the doubts."""
    corrections = parse_corrections(
        "by: 王芳\non: 2026-11-20\nrename:\n- platform: 淘宝\n  to: 淘宝商城\ndrop:\n- park: 无此园区\n".encode(),
        "x.corrections.yaml",
    )
    facts = apply_corrections(sample_facts, corrections)
    text = report_html(facts)
    assert facts.doubts[-1].code == STALE
    assert facts.doubts[-1].zh in text
    assert "更正人 王芳" in text
    assert "更正已失效" in text
    assert "correction/rename" in text
    assert "changzhou-2014.corrections-new.yaml" in text


def test_both_languages_are_complete() -> None:
    """Every word exists in Chinese and English, and every kind of mark has its question."""
    for catalogue in (REPORT_TEXTS, CHECKS, RULES):
        assert [key for key, pair in catalogue.items() if not all(pair)] == []
    assert set(CHECKS) == set(MARK_KINDS)
    assert report_words("zh").keys() == report_words("en").keys()


def test_rules_are_named_by_the_longest_start() -> None:
    """The catalogue knows a rule by its family, and says nothing about one that it does not know."""
    assert rule_words("responsibility/subject", "zh") == "由主语推断"
    assert rule_words("form-association", "en") == "the form of the name"
    assert rule_words("formula", "en") == ""


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("市商务局", "市商务局"),
        ("lead", "lead"),
        ("no", '"no"'),
        ("3.10", '"3.10"'),
        ("甲: 乙", '"甲: 乙"'),
        ("#1", '"#1"'),
        ("a\nb", '"a\\nb"'),
        ("甲\x85乙", '"\\u7532\\u0085\\u4e59"'),
    ],
)
def test_yaml_texts_mean_what_they_say(words: str, expected: str) -> None:
    """Plain words stay plain; what YAML would take for something else is quoted."""
    assert yaml_text(words) == expected
    (entry,) = parse_corrections(f"by: x\ndrop:\n- platform: {expected}\n".encode(), "x").entries
    assert entry.name == words


def test_the_same_facts_give_the_same_page(jining: Facts) -> None:
    """Nothing but the facts and the language decides the bytes."""
    assert report_html(jining, "en") == report_html(jining, "en")


@pytest.fixture
def open_report(chromium: Browser, tmp_path: Path, jining: Facts) -> Iterator[Page]:
    """The report in a window of the machine's Chromium."""
    file = tmp_path / "report.html"
    file.write_text(report_html(jining), encoding="utf-8")
    context = chromium.new_context(viewport={"width": 1400, "height": 1000})
    window = context.new_page()
    window.goto(file.as_uri())
    yield window
    context.close()


@pytest.mark.browser
def test_a_plan_is_checked_and_corrected_in_the_page(open_report: Page, jining: Facts) -> None:
    """A click leads to the words and back; what is judged becomes a file that the loaders read."""
    window = open_report
    wrong: list[str] = []
    window.on("pageerror", lambda error: wrong.append(str(error)))
    window.on("request", lambda request: wrong.append(request.url))
    window.click(".first .item.k-organization .item-words a >> nth=0")
    assert "电子商务协会" == "".join(window.locator(".pointed").all_text_contents())
    window.locator(".document a.m.k-owner").first.click()
    assert window.locator(".item.now").get_attribute("data-kind") == "owner"
    window.locator(".item.now [data-act=drop]").click()
    window.locator(".first .item.k-organization [data-act=rename]").click()
    window.locator(".rename-to input").fill('济宁: "电子"商务协会')
    window.evaluate(
        """() => {
          const piece = [...document.querySelectorAll(".document [data-at]")]
            .filter((each) => each.textContent.includes("电子商务园区")).at(-1);
          const at = piece.firstChild.data.indexOf("电子商务园区");
          const range = document.createRange();
          range.setStart(piece.firstChild, at);
          range.setEnd(piece.firstChild, at + 6);
          getSelection().removeAllRanges();
          getSelection().addRange(range);
        }"""
    )
    window.click("[data-add=park]")
    window.fill("#by", "王芳")
    text = window.input_value("#yaml")
    facts = apply_corrections(jining, parse_corrections(text.encode(), "x"))
    assert [True] * 3 == [each.applied for each in facts.corrections]
    (park,) = facts.parks
    assert [Passage(p.start, p.end, jining.text[p.start : p.end]) for p in park.evidence.passages] == list(
        park.evidence.passages
    )
    assert jining.text.rindex("电子商务园区") == park.evidence.passages[0].start
    assert '济宁: "电子"商务协会' in {each.label for each in facts.organizations}
    assert wrong == []


@pytest.mark.browser
def test_filters_hide_what_is_not_asked_for(open_report: Page) -> None:
    """Kinds and confidence decide what is listed; a telephone's page does not overflow."""
    window = open_report
    window.uncheck("#show-target")
    assert window.locator(".item.k-target:not([hidden])").count() == 0
    window.locator("#threshold").fill("60")
    sure = window.locator(".item[data-kind]:not([hidden])").evaluate_all(
        "items => items.map((item) => Number(item.dataset.confidence))"
    )
    assert sure
    assert max(sure) <= 0.6
    window.set_viewport_size({"width": 390, "height": 844})
    assert window.evaluate("document.documentElement.scrollWidth") == 390
