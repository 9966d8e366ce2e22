"""The network as vis-network draws it: nodes, edges and options, built with pyvis.

pyvis's own page templates load libraries from other hosts, so only its data is used; the page
comes from `viz.pages` and `viz.exports`. Each node is two: a box with the label, and a port at the
box's side where edges arrive, because vis-network aims edges at a box's centre and they would run
behind its neighbours.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from graph.network import Network, edge_list
from viz.layout import Box, Form, Layout, layout
from viz.style import FONTS, kind_style, role_style

__all__ = ["PORT", "Drawing", "draw", "node_id", "script_json"]

#: Ending of a port's id; the rest is the id of its box.
PORT: Final = "#port"
#: Ending of an id of a heading.
_HEADING: Final = "#heading"

_OPTIONS: Final[Mapping[str, object]] = {
    "autoResize": False,
    "physics": {"enabled": False},
    "layout": {"improvedLayout": False, "randomSeed": 1},
    "interaction": {
        "dragNodes": False,
        "dragView": True,
        "zoomView": True,
        "hover": True,
        "hoverConnectedEdges": False,
        "selectConnectedEdges": False,
        "multiselect": False,
        "tooltipDelay": 250,
        "zoomSpeed": 0.6,
        "keyboard": {"enabled": True, "bindToWindow": False, "autoFocus": False},
    },
    "nodes": {"fixed": {"x": True, "y": True}, "physics": False, "labelHighlightBold": False},
    "edges": {
        "arrows": {"to": {"enabled": False}},
        "physics": False,
        "hoverWidth": 0,
        "selectionWidth": 0,
        "labelHighlightBold": False,
        "smooth": {"enabled": True, "type": "cubicBezier", "forceDirection": "horizontal", "roundness": 0.5},
    },
}


@dataclass(frozen=True, slots=True)
class Drawing:
    """What the script is given: pyvis's nodes, edges and options, and both forms' places and sizes.

    ``narrow`` holds by node id what differs on a phone; ``sizes`` the width and height of each form.
    """

    nodes: list[dict[str, Any]] = field(repr=False)
    edges: list[dict[str, Any]] = field(repr=False)
    options: dict[str, Any] = field(repr=False)
    narrow: dict[str, dict[str, Any]] = field(repr=False)
    sizes: dict[str, tuple[float, float]]

    def data(self) -> dict[str, Any]:
        """Everything as one JSON object."""
        return {
            "nodes": self.nodes,
            "edges": self.edges,
            "options": self.options,
            "narrow": self.narrow,
            "sizes": self.sizes,
        }


def node_id(iri: str) -> str:
    """Id of a node or an edge in a page: the resource's path, whatever the base.

    >>> node_id("https://w3id.org/policygraph/id/org/changzhou/shangwuju")
    'org/changzhou/shangwuju'
    """
    return iri.rpartition("/id/")[2]


def draw(graph: Network) -> Drawing:
    """Draw ``graph`` in both forms; edge ids are those of the responsibilities."""
    # pyvis imports IPython (half a second): only when something is drawn
    from pyvis.network import Network as Pyvis

    wide, narrow = layout(graph, Form.WIDE), layout(graph, Form.NARROW)
    canvas = Pyvis(directed=True, cdn_resources="in_line")
    canvas.set_options(json.dumps(_OPTIONS))
    for iri in sorted(graph):
        data = graph.nodes[iri]
        box = wide.boxes[iri]
        canvas.add_node(
            node_id(iri),
            title=str(data["label"]),
            kind=data["kind"],
            look=kind_style(data["kind"]).kind,
            degree=data["degree"],
            function=data.get("function", ""),
            **_box(box, wide.font),
            color={
                "background": kind_style(data["kind"]).light,
                "border": kind_style(data["kind"]).border_light,
            },
            borderWidth=kind_style(data["kind"]).border,
            borderWidthSelected=kind_style(data["kind"]).border + 1,
            shapeProperties={
                "borderRadius": kind_style(data["kind"]).radius,
                "borderDashes": [] if data["degree"] else [4, 3],
            },
        )
        if data["degree"]:
            canvas.add_node(node_id(iri) + PORT, label=" ", shape="dot", size=2.6, x=box.port_x, y=box.y)
    for index, heading in enumerate(wide.headings):
        canvas.add_node(f"{index}{_HEADING}", **_heading(wide, index), title=heading.text, kind="Heading")
    _edges(canvas, graph)
    nodes, edges, _, _, _, options = canvas.get_network_data()
    for node in nodes:
        if node["id"].endswith(PORT):
            node["label"] = ""  # pyvis writes the id where the label is empty
    small = {node_id(iri): _box(box, narrow.font) for iri, box in narrow.boxes.items()}
    small |= {node_id(iri) + PORT: {"x": box.port_x, "y": box.y} for iri, box in narrow.boxes.items()}
    small |= {f"{index}{_HEADING}": _heading(narrow, index) for index in range(len(narrow.headings))}
    return Drawing(
        nodes=nodes,
        edges=edges,
        options=json.loads(options) if isinstance(options, str) else options,
        narrow=small,
        sizes={"wide": (wide.width, wide.height), "narrow": (narrow.width, narrow.height)},
    )


def script_json(data: object) -> str:
    """JSON that can stand inside a ``<script type="application/json">`` whatever the labels hold.

    ``<``, ``>`` and ``&`` become escapes, so no label can end the element or open a comment (HTML,
    "Restrictions for contents of script elements").
    """
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    for letter in "<>&\u2028\u2029":
        text = text.replace(letter, f"\\u{ord(letter):04x}")
    return text


def _edges(canvas: Any, graph: Network) -> None:
    """Add the edges; a second role between the same two bends differently and stays visible."""
    seen: dict[tuple[str, str], int] = defaultdict(int)
    for source, target, key, data in edge_list(graph):
        style = role_style(str(data["role"]))
        nth = seen[source, target]
        seen[source, target] += 1
        extra = {"smooth": {**_smooth(), "roundness": max(0.2, 0.5 - 0.15 * nth)}} if nth else {}
        canvas.add_edge(
            node_id(source) + PORT,
            node_id(target) + PORT,
            id=node_id(key),
            arrows="",
            role=data["role"],
            color=style.light,
            width=style.width,
            dashes=list(style.dash) or False,
            **extra,
        )


def _smooth() -> dict[str, object]:
    edges = _OPTIONS["edges"]
    smooth = edges["smooth"] if isinstance(edges, Mapping) else {}
    return dict(smooth) if isinstance(smooth, Mapping) else {}


def _box(box: Box, font: float) -> dict[str, Any]:
    """Place, size and text of a box, as vis-network takes them: its own size counts without margins."""
    return {
        "shape": "box",
        "label": "\n".join(box.lines),
        "x": box.x,
        "y": box.y,
        "font": {"size": font, "face": FONTS, "align": "left" if box.measure else "right"},
        "margin": {"top": 2, "bottom": 2, "left": 6, "right": 6},
        "widthConstraint": {"minimum": box.width - 12},
        "heightConstraint": {"minimum": box.height - 4, "valign": "middle"},
    }


def _heading(picture: Layout, index: int) -> dict[str, Any]:
    """A heading as a box without a border; it takes no part in the network."""
    heading = picture.headings[index]
    size = picture.font * {1: 1.25, 2: 1.0}.get(heading.level, 0.92)
    return {
        "shape": "box",
        "label": heading.text,
        "x": heading.x + heading.width / 2,
        "y": heading.y,
        "level": heading.level,
        "font": {"size": size, "face": FONTS, "align": "left"},
        "margin": {"top": 0, "bottom": 0, "left": 0, "right": 0},
        "widthConstraint": {"minimum": heading.width},
        "borderWidth": 0,
        "color": {"background": "rgba(0,0,0,0)", "border": "rgba(0,0,0,0)"},
        "chosen": False,
    }
