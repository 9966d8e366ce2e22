"""Contexts to HTML: the only place that knows the template engine.

A page's context is a frozen dataclass with a ``template`` class variable; its fields are exactly the
variables of the template. Besides them templates see ``site``, ``t`` (words of the catalogue in the
page's language), ``url`` (`Links`), ``searches`` (`SEARCHES`) and a few filters that print numbers and dates.
"""

from __future__ import annotations

from dataclasses import MISSING, Field, dataclass, field, fields
from decimal import Decimal
from functools import cache
from typing import Any, ClassVar, Protocol

import jinja2
from markupsafe import Markup, escape

from viz.pages.examples import SEARCHES
from viz.pages.site import Lang, Site
from viz.pages.texts import TEXTS, text

__all__ = [
    "GLOBALS",
    "Page",
    "Words",
    "comparable",
    "doc",
    "documented_fields",
    "environment",
    "number",
    "render",
]

#: Names that every template sees besides the fields of its context.
GLOBALS = frozenset({"comparable", "searches", "site", "t", "url"})


class Page(Protocol):
    """A page's context: a frozen dataclass that names its template."""

    template: ClassVar[str]
    __dataclass_fields__: ClassVar[dict[str, Field[Any]]]


def doc(words: str, *, default: Any = MISSING) -> Any:
    """A field of a page context with the words that explain it (kept in its metadata)."""
    if default is MISSING:
        return field(metadata={"help": words})
    return field(default=default, metadata={"help": words})


def documented_fields(page: type[Page]) -> dict[str, str]:
    """Each field of a context with its explanation (empty when it has none)."""
    return {item.name: str(item.metadata.get("help", "")) for item in fields(page)}


def number(value: Decimal | int | float | None) -> str:
    """A number as people read it: groups of three, no trailing zeros (``1,234.5``); empty for None."""
    if value is None:
        return ""
    amount = Decimal(str(value)).normalize()
    whole, _, part = format(abs(amount), "f").partition(".")
    sign = "-" if amount < 0 else ""
    return f"{sign}{int(whole):,}.{part}" if part else f"{sign}{int(whole):,}"


def percent(value: Decimal | float | None) -> str:
    """A share between 0 and 1 as a percentage without decimals."""
    return "" if value is None else f"{round(float(value) * 100)}%"


#: Size and word of the scale in which amounts compare, by unit and language.
_SCALES: dict[tuple[str, Lang], tuple[int, str]] = {
    ("yuan", "zh"): (10**8, "亿元"),
    ("yuan", "en"): (10**9, "bn yuan"),
    ("persons", "zh"): (10**4, "万人"),
    ("persons", "en"): (10**3, "thousand people"),
}


def comparable(value: Decimal | None, unit: str, lang: Lang) -> str:
    """A normalised amount in one scale for its unit, so that a column compares (``2,500 亿元``)."""
    if value is None:
        return ""
    if unit == "ratio":
        return f"{number(value * 100)}%"
    size, word = _SCALES.get((unit, lang), (1, ""))
    return f"{number(value / size)} {word}".rstrip()


def emphasise(words: str, needle: str) -> Markup:
    """Words with each occurrence of the needle marked, for search results."""
    if not needle:
        return escape(words)
    parts = words.split(needle)
    mark = Markup('<mark class="hit">{}</mark>').format(needle)
    return mark.join(escape(part) for part in parts)


@dataclass(frozen=True, slots=True)
class Words:
    """The catalogue in one language, as templates call it: ``t("nav.plans")``."""

    lang: Lang

    def __call__(self, key: str, /, **values: object) -> str:
        """The words of a key with values filled in; an unknown key is an error."""
        return text(key, self.lang, **values)

    def has(self, key: str) -> bool:
        """Whether the catalogue has a key."""
        return key in TEXTS

    def of(self, family: str, name: str | None) -> str:
        """The words of ``family.name``; the name itself when the catalogue has none (new concepts)."""
        key = f"{family}.{name}"
        return text(key, self.lang) if key in TEXTS else (name or "")


@cache
def environment() -> jinja2.Environment:
    """The template engine over ``viz/pages``; undefined names and fields are errors."""
    engine = jinja2.Environment(
        loader=jinja2.PackageLoader("viz", "pages"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    engine.filters["number"] = number
    engine.filters["decimal"] = lambda value: Decimal(f"{value:.12g}")
    engine.filters["percent"] = percent
    engine.filters["emphasise"] = emphasise
    return engine


def render(page: Page, site: Site) -> str:
    """HTML of a page in the language of the site.

    Raises ``jinja2.UndefinedError`` when template and context disagree, which a test prevents.
    """
    values = {item.name: getattr(page, item.name) for item in fields(page)}
    return (
        environment()
        .get_template(page.template)
        .render(
            **values,
            site=site,
            t=Words(site.lang),
            url=site.links,
            searches=SEARCHES,
            comparable=lambda value, unit: comparable(value, unit, site.lang),
        )
    )
