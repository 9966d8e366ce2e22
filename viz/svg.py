"""The network as one SVG picture: for print, papers and readers without scripts.

Drawn from the same layout as the page. It loads nothing: fonts are named, not embedded, with faces
that hold Chinese on each system. Colours are those of paper, whatever the reader's theme.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from typing import Final

from graph.network import Network, edge_list
from viz.layout import Box, Form, Heading, Layout, layout
from viz.style import FONTS, KINDS, ROLES, kind_style, role_style, text_width

__all__ = ["network_svg", "xml_text"]

_MARGIN: Final = 24.0
_INK: Final = "#1b1f24"
_FAINT: Final = "#5b6570"
#: Everything that XML 1.0 does not allow (production 2, Char).
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def xml_text(words: str) -> str:
    """Words without the control characters that XML cannot hold, even escaped."""
    return _NOT_XML.sub("\ufffd", words)


def network_svg(graph: Network, *, title: str, lang: str = "zh") -> str:
    """SVG document of ``graph`` (an XML string without declaration), labelled for screen readers.

    ``title`` is shown and read out; ``lang`` (``zh`` or ``en``) is the language of legend and counts.
    """
    picture = layout(graph, Form.WIDE)
    legend = _legend_rows(graph, lang, max(picture.width, 480.0))
    head = 52.0
    width = max(picture.width, 480.0) + 2 * _MARGIN
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
    ET.SubElement(svg, "desc", {"id": "network-desc"}).text = _description(graph, lang)
    ET.SubElement(svg, "rect", {"width": "100%", "height": "100%", "fill": "#ffffff"})
    _text(svg, title, _MARGIN, _MARGIN + 10, 17, weight="bold")
    _text(svg, _description(graph, lang), _MARGIN, _MARGIN + 32, 12, fill=_FAINT)
    body = ET.SubElement(svg, "g", {"transform": f"translate({_n(_MARGIN)} {_n(_MARGIN + head)})"})
    _edges(body, graph, picture, lang)
    for heading in picture.headings:
        _heading(body, heading, picture.font)
    for iri in sorted(picture.boxes):
        _node(body, picture.boxes[iri], graph, picture.font)
    for index, row in enumerate(legend):
        y = _MARGIN * 1.5 + head + picture.height + 26.0 * index + 12
        _legend(svg, row, y)
    return ET.tostring(svg, encoding="unicode")


def _edges(body: ET.Element, graph: Network, picture: Layout, lang: str) -> None:
    """Curves from port to port; a second role between the same two bows out below the first."""
    group = ET.SubElement(body, "g", {"fill": "none", "stroke-linecap": "butt", "opacity": "0.8"})
    seen: dict[tuple[str, str], int] = {}
    for source, target, _, data in edge_list(graph):
        start, end = picture.boxes[source], picture.boxes[target]
        nth = seen.get((source, target), 0)
        seen[source, target] = nth + 1
        style = role_style(str(data["role"]))
        reach = (end.port_x - start.port_x) * max(0.2, 0.5 - 0.15 * nth)
        path = (
            f"M{_n(start.port_x)} {_n(start.y)}C{_n(start.port_x + reach)} {_n(start.y)} "
            f"{_n(end.port_x - reach)} {_n(end.y)} {_n(end.port_x)} {_n(end.y)}"
        )
        attributes = {"d": path, "stroke": style.light, "stroke-width": _n(style.width)}
        if style.dash:
            attributes["stroke-dasharray"] = " ".join(str(step) for step in style.dash)
        words = f"{graph.nodes[source]['label']} — {style.zh if lang == 'zh' else style.en} — "
        words += f"{graph.nodes[target]['label']}: {data['as_written']}"
        ET.SubElement(ET.SubElement(group, "path", attributes), "title").text = xml_text(words)


def _node(body: ET.Element, box: Box, graph: Network, font: float) -> None:
    data = graph.nodes[box.node]
    style = kind_style(data["kind"])
    group = ET.SubElement(body, "g")
    ET.SubElement(group, "title").text = xml_text(str(data["label"]))
    attributes = {
        "x": _n(box.x - box.width / 2),
        "y": _n(box.y - box.height / 2),
        "width": _n(box.width),
        "height": _n(box.height),
        "rx": str(style.radius),
        "fill": style.light,
        "stroke": style.border_light,
        "stroke-width": _n(style.border),
    }
    if not data["degree"]:
        attributes["stroke-dasharray"] = "4 3"
    ET.SubElement(group, "rect", attributes)
    anchor = box.x + (-1 if box.measure else 1) * (box.width / 2 - 6)
    for index, line in enumerate(box.lines):
        y = box.y + (index - (len(box.lines) - 1) / 2) * font * 1.25
        _text(group, line, anchor, y, font, end=not box.measure)
    if data["degree"]:
        dot = {"cx": _n(box.port_x), "cy": _n(box.y), "r": "2.6", "fill": style.border_light}
        ET.SubElement(group, "circle", dot)


def _heading(body: ET.Element, heading: Heading, font: float) -> None:
    size = font * {1: 1.25, 2: 1.0}.get(heading.level, 0.92)
    fill = _INK if heading.level == 1 else _FAINT
    weight = "bold" if heading.level < 3 else "normal"
    _text(body, heading.text, heading.x, heading.y, size, fill=fill, weight=weight)


def _legend_rows(graph: Network, lang: str, width: float) -> list[list[tuple[str, str, str, float]]]:
    """Roles and kinds that occur, in rows that fit: (``role`` or ``kind``, name, words, x)."""
    roles = {str(data["role"]) for *_, data in edge_list(graph)}
    kinds = {kind_style(str(data["kind"])).kind for _, data in graph.nodes(data=True)}
    entries = [
        ("role", role.role, role.zh if lang == "zh" else role.en) for role in ROLES if role.role in roles
    ]
    entries += [("role", role, role) for role in sorted(roles - {style.role for style in ROLES})]
    entries += [
        ("kind", kind.kind, kind.zh if lang == "zh" else kind.en) for kind in KINDS if kind.kind in kinds
    ]
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


def _legend(svg: ET.Element, row: list[tuple[str, str, str, float]], y: float) -> None:
    for what, name, words, at in row:
        x = at + _MARGIN
        if what == "role":
            role = role_style(name)
            line = {"x1": _n(x), "x2": _n(x + 36), "y1": _n(y), "y2": _n(y), "stroke": role.light}
            line["stroke-width"] = _n(role.width)
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
                    "fill": kind.light,
                    "stroke": kind.border_light,
                    "stroke-width": _n(kind.border),
                },
            )
        _text(svg, words, x + 44, y, 12, fill=_FAINT)


def _description(graph: Network, lang: str) -> str:
    measures = sum(data["kind"] == "Measure" for _, data in graph.nodes(data=True))
    organizations = graph.number_of_nodes() - measures
    if lang == "zh":
        return f"{organizations} 个单位，{measures} 项措施，{graph.number_of_edges()} 条责任关系"
    return f"Bodies: {organizations} · Measures: {measures} · Responsibilities: {graph.number_of_edges()}"


def _text(
    parent: ET.Element,
    words: str,
    x: float,
    y: float,
    size: float,
    *,
    fill: str = _INK,
    weight: str = "normal",
    end: bool = False,
) -> None:
    """One line of text with its middle on ``y`` (0.36 em below is where its baseline lies)."""
    attributes = {"x": _n(x), "y": _n(y + size * 0.36), "font-size": _n(size), "fill": fill}
    if weight != "normal":
        attributes["font-weight"] = weight
    if end:
        attributes["text-anchor"] = "end"
    ET.SubElement(parent, "text", attributes).text = xml_text(words)


def _n(value: float) -> str:
    """A number with at most one decimal."""
    return f"{value:.1f}".removesuffix(".0")
