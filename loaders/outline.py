"""The outline of a normalised text: headings in order, nested, with the extent of each.

Headings stand at the start of a line, or inside one after the end of a sentence where they continue
the numbering (a saved page that lost its line ends). Levels come from nesting, not from the kind of
label: a plan may go from 一、 straight to 1．.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from loaders.contents import contents_of
from loaders.headings import Heading, LabelKind, has_ordinals, heading_at, is_decimal
from loaders.spans import Span, lines_of

__all__ = ["ANNEX", "Annex", "Node", "Outline", "outline"]

#: A line that opens the annexes: 附件, 附件：…, 附表1. Not a sentence that mentions one.
ANNEX = re.compile(r"(?:附件|附表|附录)\s*[\d一二三四五六七八九十]{0,3}\s*(?:[:：].*)?")
#: Where a heading may open inside a line: after a sentence's end, or after a blank (a title's end).
_INLINE = re.compile(
    r"(?<=[。；！）) \t\u3000])[ \t\u3000]*(?=[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[）)]|\d{1,2}[．.](?!\d))"
    r"|(?<=。)[ \t\u3000]*(?=\d{1,2}、(?!\d))"
)
#: What makes a bracket a list of owners, and how long one is at most.
_OWNERS: Final = re.compile(r"牵头|负责|配合|(?:单位|部门)[：:]")
_LONGEST_OWNERS: Final = 400
#: Longest mark of a page before the heading that it begins with: [接上页].
_MARK: Final = 12
#: Longest title of a heading inside a line: longer ones are list items of a sentence.
_MAX_INLINE_TITLE: Final = 40


@dataclass(frozen=True, slots=True)
class Node:
    """A heading in its place.

    ``path`` holds the numbers of the labels from the outermost (``(4, 1)`` for 四、/1．), ``level``
    counts from 1, ``parent`` is the index of the enclosing node in the outline or None. ``start`` to
    ``end`` is the whole extent; ``body_start`` follows the title; ``own_end`` is where the first
    nested heading begins. ``sequential`` is false where the number does not continue the numbering.
    """

    notation: str
    title: str
    level: int
    path: tuple[int, ...]
    parent: int | None
    start: int
    title_start: int
    title_end: int
    body_start: int
    own_end: int
    end: int
    sequential: bool


@dataclass(frozen=True, slots=True)
class Annex:
    """Where the annexes begin (offset of the line that says 附件)."""

    start: int


@dataclass(frozen=True, slots=True)
class Outline:
    """The nodes in document order, the lines, and the annexes' start (None without any).

    The lines of a table of contents are left out.
    """

    nodes: tuple[Node, ...]
    lines: tuple[Span, ...]
    annex: Annex | None
    body_end: int

    def has_children(self, index: int) -> bool:
        """Whether nodes stand below a node; the first of them follows it."""
        return index + 1 < len(self.nodes) and self.nodes[index + 1].parent == index


#: A box that stands between the paragraphs of a plan. Match: 专栏1 重点工程, 【专栏二】. Not: 专栏宣传.
_BOX: Final = re.compile(r"[ \t\u3000【]*专栏[ \t]*[\d一二三四五六七八九十]{1,3}")


def outline(text: str, tables: Sequence[Span] = ()) -> Outline:
    """Find the headings of a normalised text. Pure; linear in the text for a bounded nesting.

    Lines inside ``tables`` (in order, apart) are cells: a number there heads no section.
    """
    lines = lines_of(text)
    if contents := contents_of(text, lines):
        lines = tuple(line for line in lines if not contents.start <= line.start < contents.end)
    decimal, ordinals = is_decimal(text), has_ordinals(text)
    table = 0
    annex: Annex | None = None
    found: list[tuple[Heading, bool]] = []
    stack: list[tuple[LabelKind, int]] = []
    seen_first_level = False
    box: dict[LabelKind, int] | None = None  # the last number of each kind inside a box (专栏), None outside
    for line in lines:
        box = {} if _BOX.match(text, line.start, line.end) else box
        while table < len(tables) and tables[table].end <= line.start:
            table += 1
        if table < len(tables) and line.end > tables[table].start:
            continue
        if seen_first_level and ANNEX.fullmatch(text, line.start, line.end):
            annex = Annex(line.start)
            break
        for start in _candidates(text, line):
            heading = heading_at(text, start, line.end, _expected(stack), decimal=decimal, ordinals=ordinals)
            if heading is None:
                continue
            if box is not None and _in_box(box, stack, heading):
                continue
            inline = start != line.start
            sequential = _continues(stack, heading)
            opens = not found and heading.label.kind in (LabelKind.HAN, LabelKind.HAN_PAREN)
            if opens and inline and start - line.start <= _MARK:
                inline = False  # [接上页] 四、组织实施: a page of a longer document
            if inline and (not sequential or heading.title_end - heading.title_start > _MAX_INLINE_TITLE):
                continue
            if inline and found and heading.label.start < found[-1][0].title_end:
                continue
            if inline and text[start - 1] in "）)" and not _after_owners(text, line.start, start):
                continue
            if (
                inline
                and text[start - 1].isspace()
                and not (opens or _after_title(found, text, line.start, start))
            ):
                continue
            _push(stack, heading)
            found.append((heading, sequential))
            box = None
            seen_first_level = True
    body_end = annex.start if annex else len(text)
    return Outline(_nest(text, found, body_end), lines, annex, body_end)


def _in_box(box: dict[LabelKind, int], stack: list[tuple[LabelKind, int]], heading: Heading) -> bool:
    """Whether a number counts the items of a box: it opens or continues them, and not the plan's own numbers."""
    kind, number = heading.label.kind, heading.label.number
    if kind <= LabelKind.HAN_PAREN or (number != box.get(kind, 0) + 1):
        return False
    if number > 1 and dict(stack).get(kind) == number - 1 and kind not in box:
        return False
    box[kind] = number
    return True


def _after_title(found: list[tuple[Heading, bool]], text: str, floor: int, start: int) -> bool:
    """Whether a blank inside a line parts this heading from a title, the end of a sentence, or a list of owners."""
    before = (
        text[:start].rstrip(" \t\u3000") if start < 200 else text[start - 200 : start].rstrip(" \t\u3000")
    )
    if not before or before[-1] in "。；！：":
        return True
    if before[-1] in "）)" and _after_owners(text, floor, start - _blanks(text, start)):
        return True
    return bool(found) and not text[found[-1][0].title_end : start].strip(" \t\u3000")


def _blanks(text: str, at: int) -> int:
    """How many blanks stand right before a place."""
    before = text[max(0, at - 200) : at]
    return len(before) - len(before.rstrip(" \t\u3000"))


def _after_owners(text: str, floor: int, start: int) -> bool:
    """Whether the bracket before ``start`` names owners and ends an item: （市商务局牵头，…配合）|2．发展…."""
    opened = max(text.rfind(mark, max(floor, start - _LONGEST_OWNERS), start) for mark in "（(")
    return opened > floor and text[opened - 1] in "。；" and _OWNERS.search(text, opened, start) is not None


def _candidates(text: str, line: Span) -> list[int]:
    return [
        line.start,
        *(m.end() for m in _INLINE.finditer(text, line.start, line.end) if m.end() > line.start),
    ]


def _expected(stack: list[tuple[LabelKind, int]]) -> dict[LabelKind, int]:
    return {kind: number + 1 for kind, number in stack}


def _continues(stack: list[tuple[LabelKind, int]], heading: Heading) -> bool:
    """Whether a number follows the last of its kind, opens a list (1), or runs on across chapters."""
    number = heading.label.number
    known = dict(stack)
    return number == 1 or known.get(heading.label.kind, -1) + 1 == number


def _push(stack: list[tuple[LabelKind, int]], heading: Heading) -> None:
    """Note the number of a label.

    A list of the same kind stays known across chapters, so that numbering that runs on (（三） after 二、)
    is seen to continue.
    """
    kind = heading.label.kind
    kept = [(k, n) for k, n in stack if k != kind]
    stack[:] = [*kept, (kind, heading.label.number)]


def _nest(text: str, found: list[tuple[Heading, bool]], body_end: int) -> tuple[Node, ...]:
    nodes: list[Node] = []
    open_nodes: list[tuple[LabelKind, int]] = []
    for heading, sequential in found:
        kind = heading.label.kind
        while open_nodes and open_nodes[-1][0] >= kind:
            open_nodes.pop()
        parent = open_nodes[-1][1] if open_nodes else None
        path = (*(nodes[parent].path if parent is not None else ()), heading.label.number)
        body_start = heading.title_end
        while body_start < body_end and text[body_start] in "）)】]。；：:;！？ \t\u3000":
            body_start += 1
        nodes.append(
            Node(
                notation=text[heading.label.start : heading.label.end],
                title=text[heading.title_start : heading.title_end],
                level=len(open_nodes) + 1,
                path=path,
                parent=parent,
                start=heading.label.start,
                title_start=heading.title_start,
                title_end=heading.title_end,
                body_start=body_start,
                own_end=body_end,
                end=body_end,
                sequential=sequential,
            )
        )
        open_nodes.append((kind, len(nodes) - 1))
    ends = [body_end] * (max((node.level for node in nodes), default=0) + 1)
    following = body_end
    for index in range(len(nodes) - 1, -1, -1):
        node = nodes[index]
        end = min(ends[: node.level + 1])
        nodes[index] = replace(node, own_end=_trim(text, node, following), end=_trim(text, node, end))
        ends[node.level :] = [node.start] * (len(ends) - node.level)
        following = node.start
    return tuple(nodes)


def _trim(text: str, node: Node, end: int) -> int:
    while end > node.title_end and text[end - 1].isspace():
        end -= 1
    return end
