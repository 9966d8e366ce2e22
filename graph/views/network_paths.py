"""How two organisations hang together: chains of organisations in which neighbours share a measure.

All shortest chains are found, or none are given: their number is counted first, and a number over the
limit is told instead of a part of them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from graph.network_index import Edge

__all__ = ["MOST_CHAINS", "Link", "Paths", "shortest_paths"]

#: More chains than this are not listed: nobody reads them.
MOST_CHAINS: Final = 60


@dataclass(frozen=True, slots=True)
class Link:
    """Two organisations side by side in a chain, by IRI, and all measures that they share, in order."""

    first: str
    second: str
    measures: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Paths:
    """All shortest chains from ``source`` to ``target``.

    ``steps`` is the number of links of each (0: there is no chain), ``number`` how many chains there are.
    ``chains`` lists them as IRIs of organisations; it is empty when ``number`` is over `MOST_CHAINS`.
    ``levels`` holds the organisations of all chains by their distance from the source, and ``links`` what
    stands between neighbours. ``reach`` says how many others each end hangs together with.
    """

    source: str
    target: str
    steps: int
    number: int
    chains: tuple[tuple[str, ...], ...]
    levels: tuple[tuple[str, ...], ...]
    links: Mapping[tuple[str, str], Link]
    reach: tuple[int, int]

    @property
    def complete(self) -> bool:
        """Whether all chains are listed."""
        return self.number <= MOST_CHAINS

    @property
    def edges(self) -> frozenset[tuple[str, str]]:
        """Organisation and measure of every responsibility on a chain."""
        return frozenset(
            (end, measure)
            for link in self.links.values()
            for measure in link.measures
            for end in (link.first, link.second)
        )


def shortest_paths(edges: Iterable[Edge], source: str, target: str) -> Paths:
    """All shortest chains between two organisations within ``edges``.

    From an organisation to itself there is none. Linear in the number of edges, apart from the chains.
    """
    held: dict[str, set[str]] = defaultdict(set)
    holders: dict[str, set[str]] = defaultdict(set)
    for edge in edges:
        held[edge.department].add(edge.measure)
        holders[edge.measure].add(edge.department)

    def neighbours(body: str) -> set[str]:
        return {other for measure in held.get(body, ()) for other in holders[measure]} - {body}

    far = _distances(source, neighbours)
    back = _distances(target, neighbours)
    reach = (len(far) - 1, len(back) - 1)
    steps = far.get(target, 0)
    if not steps:
        return Paths(source, target, 0, 0, (), (), {}, reach)
    levels: list[list[str]] = [[] for _ in range(steps + 1)]
    for body, distance in far.items():
        if distance <= steps and back.get(body, steps + 1) == steps - distance:
            levels[distance].append(body)
    for level in levels:
        level.sort()
    links: dict[tuple[str, str], Link] = {}
    for level, following in pairwise(levels):
        for first in level:
            for second in following:
                shared = held[first] & held[second]
                if shared:
                    links[first, second] = Link(first, second, tuple(sorted(shared)))
    ways: dict[str, int] = {target: 1}
    for level in reversed(levels[:-1]):
        for body in level:
            ways[body] = sum(ways[second] for first, second in links if first == body)
    chains = _chains(source, target, links) if ways[source] <= MOST_CHAINS else ()
    return Paths(source, target, steps, ways[source], chains, tuple(map(tuple, levels)), links, reach)


def _distances(start: str, neighbours: Callable[[str], set[str]]) -> dict[str, int]:
    """Number of links from ``start`` to everyone that it hangs together with, itself included."""
    found = {start: 0}
    level = [start]
    while level:
        following: list[str] = []
        for body in level:
            for other in sorted(neighbours(body)):
                if other not in found:
                    found[other] = found[body] + 1
                    following.append(other)
        level = following
    return found


def _chains(source: str, target: str, links: Mapping[tuple[str, str], Link]) -> tuple[tuple[str, ...], ...]:
    """Every way along the links, those with more shared measures first."""
    after: dict[str, list[str]] = defaultdict(list)
    for first, second in links:
        after[first].append(second)
    found: list[tuple[str, ...]] = []
    open_ways: list[tuple[str, ...]] = [(source,)]
    while open_ways:
        way = open_ways.pop()
        if way[-1] == target:
            found.append(way)
        else:
            open_ways += [(*way, body) for body in after[way[-1]]]

    def weight(way: tuple[str, ...]) -> int:
        return sum(len(links[pair].measures) for pair in pairwise(way))

    return tuple(sorted(found, key=lambda way: (-weight(way), way)))
