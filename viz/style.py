"""How roles and kinds look, in light and dark, and what they are called.

Each role has a colour, a dash pattern and a width of its own, so it can be told without colour; the
colours keep a contrast of 3:1 to the page (WCAG 2.2, 1.4.11). `network.css` carries the same
colours as custom properties; a test keeps the two equal.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import Final

from ontology.model import Role

__all__ = [
    "FONTS",
    "GROUP_COLOURS",
    "KINDS",
    "ROLES",
    "TIE_STYLE",
    "KindStyle",
    "RoleStyle",
    "group_colour",
    "kind_style",
    "place_stem",
    "role_style",
    "short_label",
    "text_width",
    "wrapped",
]

#: Sans faces that hold Chinese on Linux, Windows, macOS and Android, in this order.
FONTS: Final = (
    '"Noto Sans CJK SC", "Noto Sans SC", "Source Han Sans SC", "Microsoft YaHei", "PingFang SC", '
    '"WenQuanYi Micro Hei", sans-serif'
)

_PLACE_SUFFIXES: Final = ("市", "省", "自治区", "地区", "州", "县", "区")


@dataclass(frozen=True, slots=True)
class RoleStyle:
    """Line of a role: colours as hex, ``dash`` in pixels (empty is solid), ``width`` in pixels."""

    role: str
    zh: str
    en: str
    light: str
    dark: str
    dash: tuple[int, ...]
    width: float


@dataclass(frozen=True, slots=True)
class KindStyle:
    """Box of a kind of node: fill and border as hex, corner radius and border width in pixels."""

    kind: str
    zh: str
    en: str
    light: str
    dark: str
    border_light: str
    border_dark: str
    radius: int
    border: float


ROLES: Final = (
    RoleStyle(Role.LEAD.value, "牵头", "Lead", "#b3261e", "#ff8f86", (), 3.4),
    RoleStyle(Role.RESPONSIBLE.value, "责任单位", "Responsible", "#24609f", "#86b8ee", (), 1.7),
    RoleStyle(Role.SUPPORT.value, "配合", "Support", "#256b42", "#7fd1a0", (7, 4), 2.0),
    RoleStyle(Role.OFFICE_HOST.value, "办公室挂靠", "Hosts the office", "#7d5200", "#f0b95a", (2, 4), 2.8),
    RoleStyle(Role.REGULATOR.value, "监管", "Regulator", "#7b3fa0", "#cfa3ea", (9, 4, 2, 4), 2.0),
    RoleStyle(Role.COORDINATOR.value, "统筹协调", "Coordinator", "#00646d", "#6fd0d8", (14, 5), 2.0),
)

KINDS: Final = (
    KindStyle("Department", "政府部门", "Department", "#e8f0fa", "#1d2f45", "#7d97b8", "#5b7ba3", 4, 1),
    KindStyle(
        "Government",
        "各级政府",
        "Government",
        "#dfe9e3",
        "#1f3a2d",
        "#4f7d66",
        "#6fa588",
        0,
        2,
    ),
    KindStyle(
        "Enterprise",
        "企业、协会、院校",
        "Enterprise, association, institute",
        "#fbf0dc",
        "#40331a",
        "#a98645",
        "#b99a5e",
        11,
        1,
    ),
    KindStyle(
        "Organization",
        "泛指或其他单位",
        "Collective or other body",
        "#eeeeec",
        "#2b2c2a",
        "#85857e",
        "#94958e",
        8,
        1,
    ),
    KindStyle("Measure", "措施", "Measure", "#ffffff", "#20252c", "#9aa3ad", "#6c7682", 2, 1),
    KindStyle(
        "Function",
        "职能（各市同类部门）",
        "Function (like departments of all cities)",
        "#e8f0fa",
        "#1d2f45",
        "#7d97b8",
        "#5b7ba3",
        4,
        1,
    ),
)

#: Colours of groups on light and dark ground, in turn; each group also carries its number.
GROUP_COLOURS: Final = (
    ("#24609f", "#86b8ee"),
    ("#b3261e", "#ff8f86"),
    ("#256b42", "#7fd1a0"),
    ("#7b3fa0", "#cfa3ea"),
    ("#7d5200", "#f0b95a"),
    ("#00646d", "#6fd0d8"),
    ("#8a3b5d", "#f09ac0"),
    ("#4a5560", "#b4bfca"),
)
#: A line that stands for shared measures.
TIE_STYLE: Final = RoleStyle("tie", "共同负责", "Shared measures", "#5f7285", "#93a5b8", (), 1.0)
_ROLE_BY_NAME: Final = {style.role: style for style in ROLES}
_KIND_BY_NAME: Final = {style.kind: style for style in KINDS}
#: Associations and institutions look like enterprises: bodies outside the administration.
_OUTSIDE: Final = frozenset({"Association", "Institution"})


def role_style(role: str) -> RoleStyle:
    """Style of a role; one that a later vocabulary adds looks like ``responsible`` under its own name."""
    if role == TIE_STYLE.role:
        return TIE_STYLE
    plain = _ROLE_BY_NAME[Role.RESPONSIBLE.value]
    return _ROLE_BY_NAME.get(role) or RoleStyle(role, role, role, plain.light, plain.dark, (), plain.width)


def group_colour(group: int, *, dark: bool = False) -> str:
    """Colour of a group by its number, which counts from 1."""
    return GROUP_COLOURS[(group - 1) % len(GROUP_COLOURS)][dark]


def kind_style(kind: str) -> KindStyle:
    """Style of a kind of node; enterprises, associations and institutions share one."""
    if kind in _OUTSIDE:
        return _KIND_BY_NAME["Enterprise"]
    return _KIND_BY_NAME.get(kind) or _KIND_BY_NAME["Organization"]


def text_width(text: str) -> float:
    """Width of a line in em: wide characters (UAX #11: W, F, A) count 1, others 0.58.

    Canvas and SVG cannot be asked on the server, so this rounds up for the fonts of `FONTS`.
    """
    return sum(1.0 if unicodedata.east_asian_width(letter) in "WFA" else 0.58 for letter in text)


def wrapped(text: str, em: float, lines: int) -> tuple[str, ...]:
    """Break a label into at most ``lines`` lines of ``em`` width, of similar length; the rest becomes ``…``.

    Breaks between any two characters, as Chinese does, but not before closing punctuation.
    """
    text = " ".join(text.split())
    total = text_width(text)
    if total <= em:
        return (text,)
    needed = min(lines, int(-(-total // em)))
    limit = min(em, total / needed + 1) if total <= em * lines else em
    result: list[str] = []
    line = ""
    for letter in text:
        closing = letter in "，。、；：！？）》」』】”’…%％"
        if line and text_width(line + letter) > limit and not (closing and text_width(line + letter) <= em):
            result.append(line)
            line = ""
        line += letter
    result.append(line)
    if len(result) > lines:
        last = result[lines - 1]
        while text_width(last + "…") > em:
            last = last[:-1]
        result = [*result[: lines - 1], last + "…"]
    return tuple(result)


def place_stem(place: str) -> str:
    """Name of a place without its kind: ``常州市`` gives ``常州``.

    >>> place_stem("常州市"), place_stem("上海")
    ('常州', '上海')
    """
    for suffix in _PLACE_SUFFIXES:
        if place.endswith(suffix) and len(place) > len(suffix) + 1:
            return place.removesuffix(suffix)
    return place


def short_label(label: str, place: str) -> str:
    """An organisation's name under a heading that already names its city.

    >>> [short_label(label, "常州市") for label in ("常州市商务局", "常州海关", "商务部")]
    ['商务局', '海关', '商务部']
    """
    for prefix in (place, place_stem(place)):
        rest = label.removeprefix(prefix)
        if prefix and rest != label and len(rest) > 1:
            return rest
    return label
