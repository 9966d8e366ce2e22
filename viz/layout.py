"""Where everything stands: a bipartite drawing computed here, the same for everyone.

A city is one block: its organisations in a column on the left, its measures on the right in the
order of the documents, under their chapters. Organisations are ordered by the barycentre of their
measures, then neighbours are exchanged while that removes crossings (Sugiyama, Tagawa and Toda
1981). Edges leave a city only when an organisation answers in two, so blocks stand side by side
like small multiples instead of one tall picture. All numbers are CSS pixels, y grows downwards.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

from graph.network import Network
from viz.style import place_stem, short_label, text_width, wrapped

__all__ = ["Box", "Form", "Heading", "Layout", "crossings", "layout"]


class Form(StrEnum):
    """Desktop and print, or a phone held upright."""

    WIDE = "wide"
    NARROW = "narrow"


@dataclass(frozen=True, slots=True)
class Box:
    """A node: centre, size, lines of its label; edges meet it at ``port_x``, ``y``."""

    node: str
    x: float
    y: float
    width: float
    height: float
    lines: tuple[str, ...]
    measure: bool

    @property
    def port_x(self) -> float:
        """Where edges arrive: the right side of an organisation, the left side of a measure."""
        return self.x + (-self.width if self.measure else self.width) / 2


@dataclass(frozen=True, slots=True)
class Heading:
    """Words over a group, from ``x``, centred on ``y``; level 1 is a city, 2 a plan, 3 a chapter."""

    text: str
    x: float
    y: float
    width: float
    level: int


@dataclass(frozen=True, slots=True)
class Layout:
    """The whole drawing; everything lies between 0, 0 and ``width``, ``height``."""

    boxes: Mapping[str, Box]
    headings: tuple[Heading, ...]
    width: float
    height: float
    font: float


@dataclass(frozen=True, slots=True)
class _Measures:
    """Numbers of a form: font size, label limits in em, lines, gap between the columns."""

    font: float
    left_em: float
    right_em: float
    left_lines: int
    right_lines: int
    between: float
    gap: float
    stretch: float


_FORMS: Final = {
    # one city: room for long names and for edges to fan out
    "single": _Measures(13.5, 14, 19, 2, 2, 420, 4, 24),
    # cities side by side
    "multiple": _Measures(13, 11.5, 14.5, 2, 2, 150, 4, 18),
    Form.NARROW.value: _Measures(11.5, 8.2, 9.2, 2, 3, 110, 5, 16),
}
#: Room in a box: left and right each, and top and bottom together.
_PADDING: Final = 7.0
_BLOCK_GAP: Final = 44.0
_LINE: Final = 1.3
#: Room for the drawing on a desktop page of 1400 pixels, and the smallest scale that reads well.
_PAGE: Final = 1040.0
_SMALLEST: Final = 0.85
#: A drawing that is higher than this (three screens) becomes an overview.
_LONGEST: Final = 3200.0


def layout(graph: Network, form: Form = Form.WIDE) -> Layout:
    """Place every node of ``graph``. Depends on nothing but the graph's content."""
    blocks = _blocks(graph)
    if form is Form.NARROW:
        numbers = _FORMS[Form.NARROW.value]
    else:
        numbers = _FORMS["single" if len(blocks) <= 1 else "multiple"]
    drawn = [_block(graph, place, members, numbers, titled=len(blocks) > 1) for place, members in blocks]
    if form is Form.NARROW or len(drawn) <= 1:
        return _packed(drawn, 1, numbers.font)
    packings = [_packed(drawn, columns, numbers.font) for columns in range(1, len(drawn) + 1)]
    legible = [picture for picture in packings if picture.width * _SMALLEST <= _PAGE] or packings[:1]
    best = min(legible, key=lambda picture: (picture.height, picture.width))
    if best.height <= _LONGEST:
        return best
    # too much to read by scrolling: an overview as large as the page allows, to zoom into
    return min(packings, key=lambda picture: max(picture.width, picture.height))


def crossings(left: Sequence[str], right: Sequence[str], edges: Sequence[tuple[str, str]]) -> int:
    """How many pairs of edges cross between two columns in these orders."""
    at_left = {node: index for index, node in enumerate(left)}
    at_right = {node: index for index, node in enumerate(right)}
    ends = [(at_left[source], at_right[target]) for source, target in edges]
    return sum(
        (a_left - b_left) * (a_right - b_right) < 0
        for index, (a_left, a_right) in enumerate(ends)
        for b_left, b_right in ends[:index]
    )


def _blocks(graph: Network) -> list[tuple[str, list[str]]]:
    """Places by IRI, each with its nodes; an organisation stands where it has most to do."""
    members: dict[tuple[str, str], list[str]] = defaultdict(list)
    for node in sorted(graph):
        data = graph.nodes[node]
        if data["kind"] == "Measure":
            members[_home(data)].append(node)
        else:
            homes = Counter(_home(graph.nodes[target]) for _, target in graph.out_edges(node))
            members[min(homes, key=lambda home: (-homes[home], home))].append(node)
    return [(label, nodes) for (_, label), nodes in sorted(members.items())]


def _home(measure: Mapping[str, object]) -> tuple[str, str]:
    """Block of a measure: its place, or its plan where the plan names no place."""
    if measure["place"]:
        return str(measure["place"]), str(measure["place_label"])
    return str(measure["plan"]), str(measure["plan_title"])


def _block(graph: Network, place: str, members: Sequence[str], numbers: _Measures, *, titled: bool) -> Layout:
    """One city drawn from 0, 0."""
    measures = sorted(
        (node for node in members if graph.nodes[node]["kind"] == "Measure"),
        key=lambda node: (graph.nodes[node]["plan"], graph.nodes[node]["order"], node),
    )
    inside = set(measures)
    edges = sorted({(s, t) for s, t in graph.edges(members) if t in inside})
    organizations = _ordered([n for n in members if n not in inside], measures, edges)
    left = _boxes(
        [(node, short_label(str(graph.nodes[node]["label"]), place)) for node in organizations],
        numbers.left_em, numbers.left_lines, numbers.font, measure=False,
    )  # fmt: skip
    right = _boxes(
        [(node, str(graph.nodes[node]["label"])) for node in measures],
        numbers.right_em, numbers.right_lines, numbers.font, measure=True,
    )  # fmt: skip
    left_width = max((box.width for box in left), default=0.0)
    right_width = max((box.width for box in right), default=0.0)
    right_x = left_width + numbers.between if left else 0.0
    top = numbers.font * 2.6 if titled else 0.0
    groups = _groups(graph, measures, place)
    head = numbers.font * 2.0
    left_height = sum(box.height + numbers.gap for box in left)
    right_height = sum(box.height + numbers.gap for box in right) + head * len(groups)
    height = max(left_height, right_height)
    boxes: dict[str, Box] = {}
    headings: list[Heading] = []
    if titled:
        headings.append(Heading(place, 0.0, numbers.font, right_x + right_width, 1))
    step, y = _spread(right_height, height, len(right), numbers, top)
    for index, box in enumerate(right):
        for text, level in groups.get(index, ()):
            em = max(right_width, 8 * numbers.font) / (numbers.font * (1 if level == 2 else 0.92))
            line = wrapped(text, em, 1)[0]
            headings.append(Heading(line, right_x, y + head * 0.55, right_width, level))
            y += head
        boxes[box.node] = replace(box, x=right_x + box.width / 2, y=y + box.height / 2)
        y += box.height + step
    step, y = _spread(left_height, height, len(left), numbers, top)
    ends = [boxes[target].y for _, target in edges]
    if ends:  # a short column moves to the height of what it is tied to
        slack = y - top
        wanted = sum(ends) / len(ends) - (top + height / 2)
        y += max(-slack, min(slack, wanted))
    for box in left:
        boxes[box.node] = replace(box, x=left_width - box.width / 2, y=y + box.height / 2)
        y += box.height + step
    return Layout(boxes, tuple(headings), right_x + right_width, top + height, numbers.font)


def _spread(own: float, whole: float, count: int, numbers: _Measures, top: float) -> tuple[float, float]:
    """Gap between the boxes of a column and its first y: a short column spreads, then is centred."""
    extra = min((whole - own) / max(count, 1), numbers.stretch)
    return numbers.gap + extra, top + (whole - own - extra * count) / 2


def _groups(graph: Network, measures: Sequence[str], place: str) -> dict[int, tuple[tuple[str, int], ...]]:
    """Headings before the measure at an index: its plan when there are several, and its chapter."""
    several = len({graph.nodes[node]["plan"] for node in measures}) > 1
    found: dict[int, tuple[tuple[str, int], ...]] = {}
    before: tuple[object, object] = ("", "")
    for index, node in enumerate(measures):
        data = graph.nodes[node]
        lines: list[tuple[str, int]] = []
        if several and data["plan"] != before[0]:
            lines.append((short_label(str(data["plan_title"]), place_stem(place)), 2))
        if data["section"] and (data["plan"], data["section"]) != before:
            lines.append((str(data["section"]), 3))
        before = (data["plan"], data["section"])
        if lines:
            found[index] = tuple(lines)
    return found


def _boxes(
    labels: Sequence[tuple[str, str]], em: float, lines: int, font: float, *, measure: bool
) -> list[Box]:
    """Boxes of one column, all as wide as its widest label; not placed yet."""
    texts = [(node, wrapped(label, em, lines)) for node, label in labels]
    width = max((text_width(line) for _, text in texts for line in text), default=0.0) * font + 2 * _PADDING
    return [
        Box(node, 0.0, 0.0, width, len(text) * font * _LINE + _PADDING, text, measure) for node, text in texts
    ]


def _ordered(
    organizations: Sequence[str], measures: Sequence[str], edges: Sequence[tuple[str, str]]
) -> list[str]:
    """Organisations from top to bottom, with few crossings; the IRI decides between equals."""
    at = {node: index for index, node in enumerate(measures)}
    ends: dict[str, list[int]] = {node: [] for node in organizations}
    for source, target in edges:
        if source in ends:
            ends[source].append(at[target])
    middle = {node: sum(ends[node]) / len(ends[node]) if ends[node] else len(measures) for node in ends}
    order = sorted(organizations, key=lambda node: (middle[node], len(ends[node]), node))
    for _ in range(len(order)):
        moved = False
        for index in range(len(order) - 1):
            upper, lower = order[index], order[index + 1]
            if _pair(ends[upper], ends[lower]) > _pair(ends[lower], ends[upper]):
                order[index], order[index + 1] = lower, upper
                moved = True
        if not moved:
            break
    return order


def _pair(upper: Sequence[int], lower: Sequence[int]) -> int:
    """Crossings between two neighbours' edges."""
    return sum(high > low for high in upper for low in lower)


def _packed(blocks: Sequence[Layout], columns: int, font: float) -> Layout:
    """Blocks into columns, each into the shortest so far, in their order."""
    heights = [0.0] * columns
    widths = [0.0] * columns
    placed: list[tuple[Layout, int, float]] = []
    for block in blocks:
        column = min(range(columns), key=lambda index: (heights[index], index))
        placed.append((block, column, heights[column]))
        heights[column] += block.height + _BLOCK_GAP
        widths[column] = max(widths[column], block.width)
    starts = [sum(widths[:index]) + index * _BLOCK_GAP * 1.4 for index in range(columns)]
    boxes: dict[str, Box] = {}
    headings: list[Heading] = []
    for block, column, top in placed:
        dx = starts[column]
        boxes |= {node: replace(box, x=box.x + dx, y=box.y + top) for node, box in block.boxes.items()}
        headings += [replace(h, x=h.x + dx, y=h.y + top) for h in block.headings]
    width = starts[-1] + widths[-1] if blocks else 0.0
    return Layout(boxes, tuple(headings), width, max(0.0, max(heights, default=0.0) - _BLOCK_GAP), font)
