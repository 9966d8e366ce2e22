"""A scene for the scripts: the picture as plain numbers, and the same as vis-network's nodes by pyvis.

The page draws the picture on a canvas of its own, because vis-network does not stay fluid with two
thousand boxes. The file to keep and send is drawn by vis-network; pyvis's own page templates load
libraries from other hosts, so only its data is used. There each node is two: a box with the label, and
a port at the box's side where edges arrive.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, Final

from viz.pages.site import Lang
from viz.picture import TIE, Box, Form, Heading, Line, Picture, Side
from viz.scene import Scene
from viz.style import FONTS, kind_style, role_style

__all__ = ["MOST_VIS", "PORT", "drawing", "node_id", "script_json", "vis_drawing"]

#: Ending of a port's id; the rest is the id of its box.
PORT: Final = "#port"
#: Boxes that vis-network moves fluidly; a file with more uses the page's own canvas.
MOST_VIS: Final = 500

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


def node_id(iri: str) -> str:
    """Id of a node or an edge in a page: the resource's path, whatever the base.

    >>> node_id("https://w3id.org/policygraph/id/org/changzhou/shangwuju")
    'org/changzhou/shangwuju'
    >>> node_id("https://w3id.org/policygraph/concept/function/commerce")
    'function/commerce'
    """
    if iri.startswith("tie/"):
        return iri
    return iri.rpartition("/id/")[2].rpartition("/concept/")[2]


def drawing(scene: Scene, lang: Lang = "zh") -> dict[str, Any]:
    """What the page's canvas draws: each form's size, boxes, headings and lines, and how lines look.

    A box is its centre, size, side (-1 its left, 1 its right, 0 any) and the lines of its label.
    """
    kinds = scene.kinds()
    forms = {form.value: scene.picture(form, lang) for form in Form}
    wide = forms[Form.WIDE.value]
    return {
        "forms": {name: _form(picture) for name, picture in forms.items()},
        "kinds": {node_id(iri): kind_style(kinds[iri]).kind for iri in sorted(wide.boxes)},
        "bare": [
            node_id(iri)
            for iri in sorted(wide.boxes)
            if iri in scene.graph and not scene.graph.nodes[iri]["degree"]
        ],
        "lines": {node_id(line.id): _look(line) for line in wide.lines},
        "dashes": {line.role: list(role_style(line.role).dash) for line in wide.lines},
    }


def vis_drawing(scene: Scene, lang: Lang = "zh") -> dict[str, Any]:
    """Nodes and edges of each form and options as pyvis makes them, beside what `drawing` has."""
    made = {form.value: _vis_form(scene, form, lang) for form in Form}
    return {"forms": made, "options": made[Form.WIDE.value].pop("options")}


def _vis_form(scene: Scene, form: Form, lang: Lang) -> dict[str, Any]:
    # pyvis imports IPython (half a second): only when something is drawn
    from pyvis.network import Network as Pyvis

    picture = scene.picture(form, lang)
    canvas = Pyvis(directed=True, cdn_resources="in_line")
    canvas.set_options(json.dumps(_OPTIONS))
    kinds, names = scene.kinds(), scene.names(lang)
    for iri, box in sorted(picture.boxes.items()):
        style = kind_style(kinds[iri])
        canvas.add_node(
            node_id(iri),
            title=names[iri],
            look=style.kind,
            group_number=box.group,
            **_vis_box(box, picture.font),
            color={"background": style.light, "border": style.border_light},
            borderWidth=style.border,
            borderWidthSelected=style.border + 1,
            shapeProperties={"borderRadius": style.radius},
        )
        if box.side is not Side.ANY:
            canvas.add_node(node_id(iri) + PORT, label=" ", shape="dot", size=2.6, x=box.port_x, y=box.y)
    for index, heading in enumerate(picture.headings):
        canvas.add_node(f"{index}#heading", title=heading.text, **_vis_heading(heading, picture.font))
    for line in picture.lines:
        look = role_style(line.role)
        ends = (
            node_id(end) + ("" if picture.boxes[end].side is Side.ANY else PORT)
            for end in (line.source, line.target)
        )
        canvas.add_edge(
            *ends,
            id=node_id(line.id),
            arrows="",
            role=line.role,
            color=look.light,
            width=line.width,
            dashes=list(look.dash) or False,
            smooth=_smooth(line, picture),
        )
    nodes, edges, _, _, _, options = canvas.get_network_data()
    for node in nodes:
        if node["id"].endswith(PORT):
            node["label"] = ""  # pyvis writes the id where the label is empty
    return {
        "nodes": nodes,
        "edges": edges,
        "options": json.loads(options) if isinstance(options, str) else options,
        "size": [picture.width, picture.height],
    }


def script_json(data: object) -> str:
    """JSON that can stand inside a ``<script type="application/json">`` whatever the labels hold.

    ``<``, ``>`` and ``&`` become escapes, so no label can end the element or open a comment (HTML,
    "Restrictions for contents of script elements").
    """
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    for letter in "<>&\u2028\u2029":
        text = text.replace(letter, f"\\u{ord(letter):04x}")
    return text


def _form(picture: Picture) -> dict[str, Any]:
    side = {Side.LEFT: -1, Side.RIGHT: 1, Side.ANY: 0}
    return {
        "size": [round(picture.width), round(picture.height)],
        "font": picture.font,
        "boxes": {
            node_id(iri): [
                *(round(value, 1) for value in (box.x, box.y, box.width, box.height)),
                side[box.side],
                *box.lines,
            ]
            for iri, box in sorted(picture.boxes.items())
        },
        "headings": [[round(item.x), round(item.y, 1), item.level, item.text] for item in picture.headings],
        "lines": {node_id(line.id): [round(value) for value in line.curve] for line in picture.lines},
        "groups": {node_id(iri): box.group for iri, box in sorted(picture.boxes.items()) if box.group},
    }


def _look(line: Line) -> list[Any]:
    """Ends, role, width, number of measures and group of a line."""
    return [node_id(line.source), node_id(line.target), line.role, line.width, line.weight, line.group]


def _smooth(line: Line, picture: Picture) -> dict[str, object]:
    """The bend that comes nearest to the line's curve."""
    first, second = picture.boxes[line.source], picture.boxes[line.target]
    if line.role == TIE and first.side is second.side:
        # vis-network turns by the direction of the edge: both columns bow inwards
        down = (first.y < second.y) == (first.side is Side.RIGHT)
        return {"enabled": True, "type": "curvedCCW" if down else "curvedCW", "roundness": 0.3}
    share = abs(line.curve[2] - line.curve[0]) / max(abs(line.curve[6] - line.curve[0]), 1.0)
    return {
        "enabled": True,
        "type": "cubicBezier",
        "forceDirection": "horizontal",
        "roundness": round(min(max(share, 0.2), 0.5), 2),
    }


def _vis_box(box: Box, font: float) -> dict[str, Any]:
    """Place, size and text of a box, as vis-network takes them: its own size counts without margins."""
    align = {Side.LEFT: "left", Side.RIGHT: "right", Side.ANY: "center"}[box.side]
    return {
        "shape": "box",
        "label": "\n".join(box.lines),
        "x": box.x,
        "y": box.y,
        "font": {"size": font, "face": FONTS, "align": align},
        "margin": {"top": 2, "bottom": 2, "left": 6, "right": 6},
        "widthConstraint": {"minimum": box.width - 12},
        "heightConstraint": {"minimum": box.height - 4, "valign": "middle"},
    }


def _vis_heading(heading: Heading, font: float) -> dict[str, Any]:
    """A heading as a box without a border; it takes no part in the network."""
    size = font * {1: 1.25, 2: 1.0}.get(heading.level, 0.92)
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
