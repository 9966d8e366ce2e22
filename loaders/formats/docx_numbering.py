"""The labels that Word makes itself: list definitions, styles that carry them, and the counters.

Follows ECMA-376 part 1, 17.9: numbers that share an abstract definition share its counters; a level
starts anew after a level above it, unless ``w:lvlRestart`` says otherwise.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any, Final

from loaders.formats.numerals import numeral

__all__ = ["Numbering", "Style", "Styles", "attribute", "child", "children", "is_on", "local"]

_LEVELS: Final = 9
_PLACEHOLDER: Final = re.compile(r"%([1-9])")


def local(element: Any) -> str:
    """Name of an element without its namespace; empty for comments and processing instructions."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def children(element: Any, name: str) -> Iterator[Any]:
    """Children of that local name (both dialects of Office Open XML have their own namespaces)."""
    return (item for item in element if local(item) == name)


def child(element: Any, *path: str) -> Any:
    """First descendant along a path of local names, or None."""
    for name in path:
        element = next(children(element, name), None) if element is not None else None
    return element


def attribute(element: Any, name: str = "val") -> str | None:
    """An attribute by its local name, or None; None for no element."""
    if element is None:
        return None
    for key, value in element.attrib.items():
        if key.rpartition("}")[2] == name:
            return str(value)
    return None


def _integer(text: str | None, default: int) -> int:
    return int(text) if text is not None and re.fullmatch(r"-?\d{1,6}", text) else default


def is_on(element: Any) -> bool:
    """Whether a switch such as ``w:vanish`` is present and not switched off."""
    return element is not None and attribute(element) not in ("0", "false", "off", "none")


@dataclass(frozen=True, slots=True)
class Style:
    """A paragraph style: its name and the list it puts its paragraphs in."""

    name: str
    based_on: str | None
    number: str | None
    level: int | None


class Styles:
    """Paragraph styles by id, with what they inherit."""

    def __init__(self, root: Any) -> None:
        self._styles: dict[str, Style] = {}
        for item in children(root, "style") if root is not None else ():
            properties = child(item, "pPr", "numPr")
            level = attribute(child(properties, "ilvl")) if properties is not None else None
            self._styles[attribute(item, "styleId") or ""] = Style(
                (attribute(child(item, "name")) or "").lower(),
                attribute(child(item, "basedOn")),
                attribute(child(properties, "numId")) if properties is not None else None,
                _integer(level, 0) if level is not None else None,
            )

    def name(self, style: str) -> str:
        """Name of a style in lower case (``heading 1``, ``toc 2``)."""
        known = self._styles.get(style)
        return known.name if known else style.lower()

    def list_of(self, style: str) -> tuple[str | None, int | None, str]:
        """Number and level that a style gives, and the style that the number is stated in."""
        number: str | None = None
        level: int | None = None
        current: str | None = style
        stated = style
        for _ in range(50):  # a chain of styles may be a ring in a damaged file
            known = self._styles.get(current) if current is not None else None
            if known is None or current is None:
                break
            if level is None:
                level = known.level
            if known.number is not None:
                number, stated = known.number, current
                break
            current = known.based_on
        return number, level, stated


@dataclass(frozen=True, slots=True)
class _Level:
    start: int = 1
    form: str = "decimal"
    text: str = ""
    blank: bool = True
    legal: bool = False
    restart: int | None = None
    style: str | None = None
    hidden: bool = False


@dataclass(slots=True)
class _List:
    abstract: str
    levels: dict[int, _Level]
    starts: dict[int, int] = field(default_factory=dict)


class Numbering:
    """Gives each numbered paragraph its label, in document order."""

    def __init__(self, root: Any, styles: Styles) -> None:
        self._styles = styles
        self._lists: dict[str, _List] = {}
        self._counters: dict[str, list[int | None]] = {}
        if root is not None:
            self._load(root)

    def label(self, properties: Any, style: str) -> str:
        """The label that Word prints before a paragraph with its separator, or an empty string.

        ``properties`` is the paragraph's ``w:pPr`` or None. Counts on, so call it once a paragraph.
        """
        number, level = self._membership(properties, style)
        known = self._lists.get(number) if number is not None else None
        if number is None or known is None or level not in known.levels:
            return ""
        values = self._count(known, level)
        return self._text(known, level, values)

    def _load(self, root: Any) -> None:
        abstracts: dict[str, dict[int, _Level]] = {}
        style_links: dict[str, str] = {}
        linked: dict[str, str] = {}
        for item in children(root, "abstractNum"):
            key = attribute(item, "abstractNumId") or ""
            abstracts[key] = dict(map(_level, children(item, "lvl")))
            link = attribute(child(item, "styleLink"))
            if link:
                style_links[link] = key
            wanted = attribute(child(item, "numStyleLink"))
            if wanted:
                linked[key] = wanted
        for item in children(root, "num"):
            key = attribute(child(item, "abstractNumId")) or ""
            key = style_links.get(linked.get(key, ""), key)
            known = _List(key, dict(abstracts.get(key, {})))
            for override in children(item, "lvlOverride"):
                level = _integer(attribute(override, "ilvl"), 0)
                redefined = child(override, "lvl")
                if redefined is not None:
                    known.levels[level] = _level(redefined)[1]
                start = attribute(child(override, "startOverride"))
                if start is not None:
                    known.starts[level] = _integer(start, 1)
                    if level in known.levels:
                        known.levels[level] = replace(known.levels[level], start=known.starts[level])
            self._lists[attribute(item, "numId") or ""] = known

    def _membership(self, properties: Any, style: str) -> tuple[str | None, int]:
        stated = child(properties, "numPr") if properties is not None else None
        number = attribute(child(stated, "numId")) if stated is not None else None
        own_level = attribute(child(stated, "ilvl")) if stated is not None else None
        if number is None:
            number, style_level, source = self._styles.list_of(style)
            known = self._lists.get(number) if number is not None else None
            # A heading's style names the list, and the list names the style at the heading's level.
            by_style = {item.style: level for level, item in known.levels.items()} if known else {}
            level = by_style.get(style, by_style.get(source, style_level or 0))
        else:
            level = 0
        if own_level is not None:
            level = _integer(own_level, 0)
        return (None if number == "0" else number), level

    def _count(self, known: _List, level: int) -> list[int | None]:
        values = self._counters.setdefault(known.abstract, [None] * _LEVELS)
        if not 0 <= level < _LEVELS:
            return values
        if level in known.starts:
            values[level] = known.starts.pop(level)  # holds for the first paragraph of this list alone
        else:
            current = values[level]
            values[level] = known.levels[level].start if current is None else current + 1
        for deeper in range(level + 1, _LEVELS):
            restart = known.levels[deeper].restart if deeper in known.levels else None
            if restart is None or (restart > 0 and level < restart):
                values[deeper] = None
        return values

    @staticmethod
    def _text(known: _List, level: int, values: list[int | None]) -> str:
        this = known.levels[level]
        if this.hidden or this.form == "bullet":
            return ""

        def written(match: re.Match[str]) -> str:
            index = int(match[1]) - 1
            other = known.levels.get(index, this)
            value = values[index]
            form = "decimal" if this.legal and other.form != "none" else other.form
            return numeral(other.start if value is None else value, form)

        label = _PLACEHOLDER.sub(written, this.text).strip()
        if not label:
            return ""
        # The typist's 一、 or 1. stands without a blank before its title; 第一章 and 1.1 take one.
        return f"{label} " if this.blank and label[-1].isalnum() else label


def _level(item: Any) -> tuple[int, _Level]:
    restart = attribute(child(item, "lvlRestart"))
    text = attribute(child(item, "lvlText"))
    return _integer(attribute(item, "ilvl"), 0), _Level(
        start=_integer(attribute(child(item, "start")), 0),
        form=_form(child(item, "numFmt")),
        text=text or "",
        blank=attribute(child(item, "suff")) != "nothing",
        legal=is_on(child(item, "isLgl")),
        restart=_integer(restart, 0) if restart is not None else None,
        style=attribute(child(item, "pStyle")),
        hidden=is_on(child(item, "rPr", "vanish")),
    )


def _form(element: Any) -> str:
    """Number format; a custom one (``w:format="001, 002"``) prints as decimals."""
    return attribute(element) or "decimal"
