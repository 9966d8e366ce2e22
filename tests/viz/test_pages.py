"""Contexts, templates and words agree."""

from __future__ import annotations

import re
from decimal import Decimal
from importlib.resources import files
from pathlib import Path
from string import Formatter

import jinja2
import pytest
from jinja2 import meta, nodes

from viz.pages.contexts import PAGES
from viz.pages.rendering import GLOBALS, Page, comparable, documented_fields, emphasise, environment, number
from viz.pages.texts import TEXTS, text


def sources(name: str) -> list[str]:
    """A template and those that it extends or imports."""
    engine = environment()
    assert engine.loader is not None
    source = engine.loader.get_source(engine, name)[0]
    found = [source]
    for other in meta.find_referenced_templates(engine.parse(source)):
        assert other is not None
        found += sources(other)
    return found


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.__name__)
def test_a_template_uses_exactly_the_fields_of_its_context(page: type[Page]) -> None:
    """No variable without a field, no field without use; the rest is what every page has."""
    used: set[str] = set()
    for source in sources(page.template):
        tree = environment().parse(source)
        # A block is a scope of its own for the finder, so it takes what the template sets for undeclared.
        own = {node.target for node in tree.find_all(nodes.Import)}
        own |= {node.name for node in tree.find_all(nodes.Macro)}
        own |= {node.name for node in tree.find_all(nodes.Name) if node.ctx == "store"}
        used |= meta.find_undeclared_variables(tree) - own
    assert used - GLOBALS == set(documented_fields(page))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.__name__)
def test_each_field_is_explained(page: type[Page]) -> None:
    """The contract of a page is readable."""
    assert [name for name, words in documented_fields(page).items() if not words] == []


def test_both_languages_are_complete() -> None:
    """Each key has Chinese and English, with the same values to fill in."""

    def values(words: str) -> set[str]:
        return {name for _, name, _, _ in Formatter().parse(words) if name is not None}

    assert [key for key, (zh, en) in TEXTS.items() if not zh or not en] == []
    assert [key for key, (zh, en) in TEXTS.items() if values(zh) != values(en)] == []
    assert [key for key, (_, en) in TEXTS.items() if re.search(r"[\u4e00-\u9fff]", en)] == []


def test_templates_and_code_use_the_catalogue_and_nothing_else() -> None:
    """Every key that is used exists, every key is used, and no template has Chinese of its own."""
    pages = {
        item.name: item.read_text(encoding="utf-8")
        for item in files("viz").joinpath("pages").iterdir()
        if item.name.endswith(".html") and not item.name.startswith("network")
    }
    code = "".join(
        item.read_text(encoding="utf-8")
        for folder in (files("api"), files("viz").joinpath("pages"))
        for item in Path(str(folder)).rglob("*.py")
        if not item.name.endswith("texts.py")
    )
    everything = "".join(pages.values()) + code
    exact = set(re.findall(r'(?:\bt|words|words_of\(request\))\("([a-z0-9.-]+)"', everything))
    exact |= set(re.findall(r"\bt\('([a-z0-9.-]+)'", everything))
    families = set(re.findall(r"\bt\(\"([a-z.]+\.)\" ~", everything)) | {
        f"{name}." for name in re.findall(r"\.of\([\"']([a-z]+)[\"']", everything)
    }
    exact = {key for key in exact if not key.endswith(".")}
    assert exact - set(TEXTS) == set()
    unused = {key for key in TEXTS if key not in exact and not any(key.startswith(name) for name in families)}
    assert unused == set()
    own = {
        name: re.findall(r"[\u4e00-\u9fff]+", re.sub(r"{#.*?#}", "", page)) for name, page in pages.items()
    }
    assert {name: words for name, words in own.items() if words} == {
        "base.html": ["策", "中文"],
        "plan.html": ["万元"],
        "report.html": ["策"],
    }


def test_an_unknown_key_is_an_error() -> None:
    """A mistyped key never shows on a page."""
    with pytest.raises(KeyError):
        text("home.titel", "zh")


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (None, ""),
        (0, "0"),
        (1234567, "1,234,567"),
        (Decimal("1234.50"), "1,234.5"),
        (Decimal("1E+3"), "1,000"),
        (Decimal("-0.25"), "-0.25"),
        (0.5, "0.5"),
    ],
)
def test_numbers_are_printed_in_groups(value: Decimal | int | float | None, expected: str) -> None:
    """Groups of three, no trailing zeros, no exponent."""
    assert number(value) == expected


@pytest.mark.parametrize(
    ("value", "unit", "zh", "en"),
    [
        (Decimal(250_000_000_000), "yuan", "2,500 亿元", "250 bn yuan"),
        (Decimal(50_000), "persons", "5 万人", "50 thousand people"),
        (Decimal("0.4"), "ratio", "40%", "40%"),
        (Decimal(30), "count", "30", "30"),
        (None, "", "", ""),
    ],
)
def test_amounts_compare_in_one_scale(value: Decimal | None, unit: str, zh: str, en: str) -> None:
    """One scale for each unit and language, so that a column can be read down."""
    assert (comparable(value, unit, "zh"), comparable(value, unit, "en")) == (zh, en)


def test_found_words_are_marked_and_the_rest_escaped() -> None:
    """Hostile text stays text."""
    assert emphasise("<b>物流</b>", "物流") == '&lt;b&gt;<mark class="hit">物流</mark>&lt;/b&gt;'
    assert emphasise("<b>", "") == "&lt;b&gt;"


def test_undefined_names_are_errors() -> None:
    """A template that asks for what it was not given fails in a test, not silently."""
    with pytest.raises(jinja2.UndefinedError):
        environment().from_string("{{ nothing }}").render()
