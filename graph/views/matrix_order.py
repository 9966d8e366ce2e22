"""In which order the lines of a matrix stand: by document, by name, by total, by one line, by likeness."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from typing import Final

from graph.views.matrix import NONE, Line

__all__ = ["ORDERS", "arranged"]

#: Orders by name; an order may also be the key of a line of the other side, which brings its lines first.
ORDERS: Final = ("document", "total", "name", "similar")


def arranged(lines: Sequence[Line], linked: Mapping[str, Set[str]], by: str) -> tuple[Line, ...]:
    """``lines`` in the order ``by``; empty lines stay, behind the others except in the document's order.

    ``linked`` holds for each line's key the keys of the other side that it has a cell with. Lines are
    similar that share many of those (Jaccard index): each is followed by the most similar of what is
    left, beginning with the line that has most. The order is the same for everyone.
    """
    if by == "similar":
        full = [line for line in lines if linked.get(line.key)]
        empty = [line for line in lines if not linked.get(line.key)]
        return (*_chain(full, linked), *empty)
    if by == "document":
        return tuple(lines)
    if by == "name":
        return tuple(sorted(lines, key=lambda line: (line.key == NONE, line.label, line.key)))
    if by == "total":
        return tuple(sorted(lines, key=lambda line: (-line.measures, line.label, line.key)))
    return tuple(
        sorted(
            lines, key=lambda line: (by not in linked.get(line.key, ()), -line.measures, line.label, line.key)
        )
    )


def _chain(lines: Sequence[Line], linked: Mapping[str, Set[str]]) -> list[Line]:
    left = {line.key: line for line in sorted(lines, key=lambda line: (-line.measures, line.label, line.key))}
    chain: list[Line] = []
    while left:
        if chain:
            last = linked[chain[-1].key]
            key = max(left, key=lambda other: _likeness(last, linked[other]))
        else:
            key = next(iter(left))
        chain.append(left.pop(key))
    return chain


def _likeness(first: Set[str], second: Set[str]) -> float:
    return len(first & second) / len(first | second)
