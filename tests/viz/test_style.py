"""How roles and kinds look."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import viz.style
from ontology.model import Role
from viz.style import KINDS, ROLES, role_style, short_label, wrapped

CSS = (Path(viz.style.__file__).parent / "static" / "network.css").read_text(encoding="utf-8")


def _luminance(colour: str) -> float:
    """Relative luminance of WCAG 2.2."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _contrast(first: str, second: str) -> float:
    light, dark = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_every_role_has_a_style() -> None:
    """The roles of the model and those that are drawn are the same."""
    assert {role.value for role in Role} == {style.role for style in ROLES}


def test_roles_differ_without_colour() -> None:
    """No two roles share both dash pattern and width."""
    assert len({(style.dash, style.width) for style in ROLES}) == len(ROLES)


@pytest.mark.parametrize("style", ROLES, ids=lambda style: style.role)
def test_role_colours_stand_out(style: viz.style.RoleStyle) -> None:
    """Lines keep 3:1 to the page, and the role's name in the table 4.5:1, in light and dark."""
    assert _contrast(style.light, "#ffffff") >= 4.5
    assert _contrast(style.dark, "#14181d") >= 4.5


def test_the_style_sheet_holds_the_same_colours() -> None:
    """Custom properties of network.css are the colours of this module, light first, then dark."""
    found: dict[str, list[str]] = {}
    for name, value in re.findall(r"--net-([\w-]+): (#[0-9a-f]{6});", CSS):
        found.setdefault(name, []).append(value)
    for role in ROLES:
        assert [role.light, role.dark] == found[f"role-{role.role}"]
    for kind in KINDS:
        assert [kind.light, kind.dark] == found[f"box-{kind.kind}"]
        assert [kind.border_light, kind.border_dark] == found[f"border-{kind.kind}"]


def test_an_unknown_role_is_drawn_under_its_own_name() -> None:
    """A role of a later vocabulary keeps its name."""
    assert role_style("auditor").en == "auditor"


@pytest.mark.parametrize(
    ("text", "em", "lines", "expected"),
    [
        ("商务局", 10, 2, ("商务局",)),
        ("经济和信息化委员会", 5, 2, ("经济和信息", "化委员会")),
        ("推动专业市场向网络商城转型升级", 5, 2, ("推动专业市", "场向网络…")),
        ("APP平台", 10, 1, ("APP平台",)),
    ],
)
def test_labels_are_broken_into_lines(text: str, em: float, lines: int, expected: tuple[str, ...]) -> None:
    """A long label fills the lines it may have; what is left becomes an ellipsis."""
    assert expected == wrapped(text, em, lines)


def test_a_city_is_not_repeated_in_its_own_block() -> None:
    """The city's name goes, unless nothing or one character would be left."""
    names = [short_label(label, "常州市") for label in ("常州市商务局", "常州海关", "常州市", "武进区商务局")]
    assert names == ["商务局", "海关", "常州市", "武进区商务局"]
