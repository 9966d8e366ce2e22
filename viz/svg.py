"""The network as one SVG picture: for print, papers and readers without scripts.

Drawn from the same picture as the page. It loads nothing: fonts are named, not embedded, with faces
that hold Chinese on each system. Colours are those of paper unless the dark ones are asked for.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from dataclasses import dataclass
from typing import Final

from graph.network import edge_list
from viz.picture import TIE, Box, Heading, Line, Picture, Side
from viz.scene import Scene
from viz.style import FONTS, KINDS, ROLES, group_colour, kind_style, role_style, text_width, wrapped

__all__ = ["network_svg", "xml_text"]

_MARGIN: Final = 24.0
_LEAST_WIDTH: Final = 480.0
#: Everything that XML 1.0 does not allow (production 2, Char).
_NOT_XML: Final = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class _Paint:
    """Colours of ground, words and faint words, and whether the others are those of the dark."""

    ground: str
    ink: str
    faint: str
    dark: bool


_LIGHT: Final = _Paint("#ffffff", "#1b1f24", "#5b6570", dark=False)
_DARK: Final = _Paint("#14181d", "#e6eaee", "#a4afba", dark=True)


def xml_text(words: str) -> str:
    """Words without the control characters that XML cannot hold, even escaped."""
    return _NOT_XML.sub("\ufffd", words)


def network_svg(scene: Scene, *, title: str, description: str, lang: str = "zh", dark: bool = False) -> str:
    """SVG document of a scene (an XML string without declaration), labelled for screen readers.

    ``title`` and ``description`` are shown and read out; ``lang`` (``zh`` or ``en``) is that of the legend.
    """
    paint = _DARK if dark else _LIGHT
    picture = scene.picture(lang="zh" if lang == "zh" else "en")
    inner = max(picture.width, _LEAST_WIDTH)
    legend = _legend_rows(scene, picture, lang, inner)
    heads = wrapped(title, inner / 17, 3)
    lines = wrapped(description, inner / 12, 3)
    head = 8.0 + 24.0 * len(heads) + 18.0 * len(lines)
    width = inner + 2 * _MARGIN
    height = head + picture.height + 2 * _MARGIN + 26.0 * len(legend)
    svg = ET.Element(
        "svg",
        {
            "xmlns": "http://www.w3.org/2000/svg",
            "viewBox": f"0 0 {_n(width)} {_n(height)}",
            "width": _n(width),
            "height": _n(height),
            "role": "img",
            "aria-labelledby": "network-title network-desc",
            "lang": "zh-Hans" if lang == "zh" else "en",
            "font-family": FONTS,
        },
    )
    ET.SubElement(svg, "title", {"id": "network-title"}).text = xml_text(title)
    ET.SubElement(svg, "desc", {"id": "network-desc"}).text = xml_text(description)
    ET.SubElement(svg, "rect", {"width": "100%", "height": "100%", "fill": paint.ground})
    for index, line in enumerate(heads):
        _text(svg, line, _MARGIN, _MARGIN + 8 + 24 * index, 17, paint.ink, weight="bold")
    for index, line in enumerate(lines):
        _text(svg, line, _MARGIN, _MARGIN + 6 + 24 * len(heads) + 18 * index, 12, paint.faint)
    left = _MARGIN + max(0.0, (inner - picture.width) / 2)
    body = ET.SubElement(svg, "g", {"transform": f"translate({_n(left)} {_n(_MARGIN + head)})"})
    _lines(body, scene, picture, lang, paint)
    for heading in picture.headings:
        _heading(body, heading, picture.font, paint)
    kinds = scene.kinds()
    names = scene.names("zh" if lang == "zh" else "en")
    for iri in sorted(picture.boxes):
        bare = scene.graph.nodes[iri]["degree"] == 0 if iri in scene.graph else False
        _node(body, picture.boxes[iri], kinds[iri], names[iri], bare, picture.font, paint)
    for index, row in enumerate(legend):
        _legend(svg, row, _MARGIN * 1.5 + head + picture.height + 26.0 * index + 12, paint)
    return ET.tostring(svg, encoding="unicode")


def _lines(body: ET.Element, scene: Scene, picture: Picture, lang: str, paint: _Paint) -> None:
    """Curves, each with words for those who point at it."""
    names = scene.names("zh" if lang == "zh" else "en")
    written = {key: str(data["as_written"]) for *_, key, data in edge_list(scene.graph)}
    group = ET.SubElement(body, "g", {"fill": "none", "stroke-linecap": "butt"})
    for line in picture.lines:
        style = role_style(line.role)
        colour = style.dark if paint.dark else style.light
        attributes = {
            "d": "M{} {}C{} {} {} {} {} {}".format(*map(_n, line.curve)),
            "stroke": group_colour(line.group, dark=paint.dark) if line.group else colour,
            "stroke-width": _n(line.width),
            "opacity": _opacity(line),
        }
        if style.dash:
            attributes["stroke-dasharray"] = " ".join(str(step) for step in style.dash)
        ends = (names[line.source], names[line.target])
        if line.role == TIE:
            words = (
                f"{ends[0]} — {ends[1]}：{line.weight}"
                if lang == "zh"
                else f"{ends[0]} — {ends[1]}: {line.weight}"
            )
        else:
            words = f"{ends[0]} — {style.zh if lang == 'zh' else style.en} — {ends[1]}: {written.get(line.id, '')}"
        ET.SubElement(ET.SubElement(group, "path", attributes), "title").text = xml_text(words)


def _opacity(line: Line) -> str:
    """Ties of one measure stay in the background."""
    return "0.8" if line.role != TIE else "0.4" if line.weight == 1 else "0.75"


def _node(body: ET.Element, box: Box, kind: str, name: str, bare: bool, font: float, paint: _Paint) -> None:
    style = kind_style(kind)
    group = ET.SubElement(body, "g")
    ET.SubElement(group, "title").text = xml_text(name)
    edge = style.border_dark if paint.dark else style.border_light
    if box.group:
        edge = group_colour(box.group, dark=paint.dark)
    attributes = {
        "x": _n(box.x - box.width / 2),
        "y": _n(box.y - box.height / 2),
        "width": _n(box.width),
        "height": _n(box.height),
        "rx": str(style.radius),
        "fill": style.dark if paint.dark else style.light,
        "stroke": edge,
        "stroke-width": _n(style.border + (1 if box.group else 0)),
    }
    if bare:
        attributes["stroke-dasharray"] = "4 3"
    ET.SubElement(group, "rect", attributes)
    anchor, end = {
        Side.RIGHT: (box.x + box.width / 2 - 6, "end"),
        Side.LEFT: (box.x - box.width / 2 + 6, "start"),
        Side.ANY: (box.x, "middle"),
    }[box.side]
    for index, line in enumerate(box.lines):
        y = box.y + (index - (len(box.lines) - 1) / 2) * font * 1.25
        _text(group, line, anchor, y, font, paint.ink, end=end)
    if box.group:
        x = box.x + (-1 if box.side is Side.RIGHT else 1) * (box.width / 2 + 12)
        _text(group, str(box.group), x, box.y, font * 0.9, edge, weight="bold", end="middle")
    if not bare and box.side is not Side.ANY:
        ET.SubElement(group, "circle", {"cx": _n(box.port_x), "cy": _n(box.y), "r": "2.6", "fill": edge})


def _heading(body: ET.Element, heading: Heading, font: float, paint: _Paint) -> None:
    size = font * {1: 1.25, 2: 1.0}.get(heading.level, 0.92)
    fill = paint.ink if heading.level == 1 else paint.faint
    weight = "bold" if heading.level < 3 else "normal"
    _text(body, heading.text, heading.x, heading.y, size, fill, weight=weight)


def _legend_rows(
    scene: Scene, picture: Picture, lang: str, width: float
) -> list[list[tuple[str, str, str, float]]]:
    """Roles and kinds that occur, in rows that fit: (``role`` or ``kind``, name, words, x)."""
    zh = lang == "zh"
    roles = {line.role for line in picture.lines}
    kinds = {kind_style(kind).kind for node, kind in scene.kinds().items() if node in picture.boxes}
    entries = [("role", role.role, role.zh if zh else role.en) for role in ROLES if role.role in roles]
    if TIE in roles:
        more = "线越粗，共同负责的措施越多" if zh else "The wider, the more measures are shared"
        entries.append(("role", TIE, more))
    entries += [("role", role, role) for role in sorted(roles - {style.role for style in ROLES} - {TIE})]
    entries += [("kind", kind.kind, kind.zh if zh else kind.en) for kind in KINDS if kind.kind in kinds]
    rows: list[list[tuple[str, str, str, float]]] = []
    x = width + 1
    for what, name, words in entries:
        need = 44 + text_width(words) * 12 + 22
        if x + need > width:
            rows.append([])
            x = 0.0
        rows[-1].append((what, name, words, x))
        x += need
    return rows


def _legend(svg: ET.Element, row: list[tuple[str, str, str, float]], y: float, paint: _Paint) -> None:
    for what, name, words, at in row:
        x = at + _MARGIN
        if what == "role":
            role = role_style(name)
            line = {"x1": _n(x), "x2": _n(x + 36), "y1": _n(y), "y2": _n(y)}
            line["stroke"] = role.dark if paint.dark else role.light
            line["stroke-width"] = _n(3.0 if name == TIE else role.width)
            if role.dash:
                line["stroke-dasharray"] = " ".join(str(step) for step in role.dash)
            ET.SubElement(svg, "line", line)
        else:
            kind = kind_style(name)
            ET.SubElement(
                svg,
                "rect",
                {
                    "x": _n(x),
                    "y": _n(y - 7),
                    "width": "36",
                    "height": "14",
                    "rx": str(min(kind.radius, 7)),
                    "fill": kind.dark if paint.dark else kind.light,
                    "stroke": kind.border_dark if paint.dark else kind.border_light,
                    "stroke-width": _n(kind.border),
                },
            )
        _text(svg, words, x + 44, y, 12, paint.faint)


def _text(
    parent: ET.Element,
    words: str,
    x: float,
    y: float,
    size: float,
    fill: str,
    *,
    weight: str = "normal",
    end: str = "start",
) -> None:
    """One line of text with its middle on ``y`` (0.36 em below is where its baseline lies)."""
    attributes = {"x": _n(x), "y": _n(y + size * 0.36), "font-size": _n(size), "fill": fill}
    if weight != "normal":
        attributes["font-weight"] = weight
    if end != "start":
        attributes["text-anchor"] = end
    ET.SubElement(parent, "text", attributes).text = xml_text(words)


def _n(value: float) -> str:
    """A number with at most one decimal."""
    return f"{value:.1f}".removesuffix(".0")
