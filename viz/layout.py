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
from typing import Final

from graph.network import Network, edge_list
from viz.picture import Box, Form, Heading, Line, Picture, Side, across, packed, packed_size
from viz.style import place_stem, role_style, short_label, text_width, wrapped

__all__ = ["BLOCK_GAP", "best_columns", "crossings", "layout"]


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
BLOCK_GAP: Final = 44.0
_LINE: Final = 1.3
#: Room for the drawing on a desktop page of 1400 pixels, and the smallest scale that reads well.
_PAGE: Final = 1040.0
_SMALLEST: Final = 0.85
#: A drawing that is higher than this (three screens) becomes an overview.
_LONGEST: Final = 3200.0


def layout(graph: Network, form: Form = Form.WIDE) -> Picture:
    """Place every node and every line of ``graph``. Depends on nothing but the graph's content."""
    placed = _placed(graph, form)
    return replace(placed, lines=_lines(graph, placed))


def _lines(graph: Network, placed: Picture) -> tuple[Line, ...]:
    """A line for each responsibility; a second role between the same two bends less and stays visible."""
    seen: Counter[tuple[str, str]] = Counter()
    found: list[Line] = []
    for source, target, key, data in edge_list(graph):
        start, end = placed.boxes[source], placed.boxes[target]
        bend = max(0.2, 0.5 - 0.15 * seen[source, target])
        seen[source, target] += 1
        curve = across((start.port_x, start.y), (end.port_x, end.y), bend)
        role = str(data["role"])
        found.append(Line(key, source, target, role, role_style(role).width, curve))
    return tuple(found)


def _placed(graph: Network, form: Form) -> Picture:
    blocks = _blocks(graph)
    if form is Form.NARROW:
        numbers = _FORMS[Form.NARROW.value]
    else:
        numbers = _FORMS["single" if len(blocks) <= 1 else "multiple"]
    drawn = [_block(graph, place, members, numbers, titled=len(blocks) > 1) for place, members in blocks]
    if form is Form.NARROW or len(drawn) <= 1:
        return packed(drawn, 1, numbers.font, BLOCK_GAP)
    return packed(drawn, best_columns(drawn), numbers.font, BLOCK_GAP)


def best_columns(drawn: Sequence[Picture]) -> int:
    """In how many columns pictures fill a desktop page and can be read."""
    sizes = {columns: packed_size(drawn, columns, BLOCK_GAP) for columns in range(1, min(len(drawn), 60) + 1)}
    legible = [columns for columns, (width, _) in sizes.items() if width * _SMALLEST <= _PAGE] or [1]
    best = min(legible, key=lambda columns: (sizes[columns][1], sizes[columns][0]))
    if sizes[best][1] <= _LONGEST:
        return best
    # too much to read by scrolling: an overview as large as the page allows, to zoom into
    return min(sizes, key=lambda columns: max(sizes[columns]))


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


def _block(
    graph: Network, place: str, members: Sequence[str], numbers: _Measures, *, titled: bool
) -> Picture:
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
        numbers.left_em, numbers.left_lines, numbers.font, side=Side.RIGHT,
    )  # fmt: skip
    right = _boxes(
        [(node, str(graph.nodes[node]["label"])) for node in measures],
        numbers.right_em, numbers.right_lines, numbers.font, side=Side.LEFT,
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
    return Picture(boxes, tuple(headings), right_x + right_width, top + height, numbers.font)


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


def _boxes(labels: Sequence[tuple[str, str]], em: float, lines: int, font: float, *, side: Side) -> list[Box]:
    """Boxes of one column, all as wide as its widest label; not placed yet."""
    texts = [(node, wrapped(label, em, lines)) for node, label in labels]
    width = max((text_width(line) for _, text in texts for line in text), default=0.0) * font + 2 * _PADDING
    return [
        Box(node, 0.0, 0.0, width, len(text) * font * _LINE + _PADDING, text, side) for node, text in texts
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
