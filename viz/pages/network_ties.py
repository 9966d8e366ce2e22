"""Ties and chains of the network page as tables: which measures two share, in whose words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from graph.engine import Engine
from graph.network import plan_texts, read_network
from graph.network_index import NetworkIndex, resource_path
from graph.views.network_overview import shared_measures as shared_by
from viz.network import node_id
from viz.pages.listing import Sheet, sheet
from viz.pages.network_data import opened_ends
from viz.pages.network_query import NetworkQuery, path_of
from viz.pages.network_rows import NetworkRow, SharedMeasure, network_rows, shared_measures
from viz.pages.network_summary import path_words
from viz.pages.network_texts import words
from viz.pages.site import Site
from viz.ring import tie_id
from viz.scene import Scene

__all__ = ["Chain", "Chains", "OpenedTie", "TieRow", "chains", "opened_tie", "tie_rows"]

#: Measures on a page of an opened tie.
_OPENED: Final = 30
#: Bodies offered when a name fits several.
_OFFERED: Final = 30


@dataclass(frozen=True, slots=True)
class _Measure:
    iri: str


@dataclass(frozen=True, slots=True)
class TieRow:
    """Two that share ``weight`` measures; ``link`` opens the words, ``iri`` is the id of the line."""

    iri: str
    first: str
    second: str
    first_link: str
    second_link: str
    weight: int
    plans: int
    link: str
    opened: bool


@dataclass(frozen=True, slots=True)
class OpenedTie:
    """A page of the measures that two share, with the words of both sides."""

    heading: str
    sheet: Sheet[SharedMeasure]
    earlier: str
    later: str
    close: str


@dataclass(frozen=True, slots=True)
class Chain:
    """A chain of bodies: name and link of each, and between them the number of measures."""

    bodies: tuple[tuple[str, str], ...]
    numbers: tuple[str, ...]
    steps: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Chains:
    """The answer about two bodies: sentences, all chains, and what each step rests on, by its anchor.

    ``offered`` are bodies to choose from where a name fits several: words and address.
    """

    told: tuple[str, ...]
    found: bool
    chains: tuple[Chain, ...]
    steps: tuple[tuple[str, str, str, tuple[SharedMeasure, ...]], ...]
    offered: tuple[tuple[str, str], ...]
    wider_link: str


def tie_rows(scene: Scene, query: NetworkQuery, site: Site) -> tuple[TieRow, ...]:
    """All ties of the view, those with most measures first."""
    names = scene.names(site.lang)
    opened = set(opened_ends(scene, query)) - {""}

    def link(node: str) -> str:
        if scene.sums is not None:
            return site.links.page(
                "network", view="shared", function=path_of(node).removeprefix("function/"), plan="all"
            )
        return site.links.department(node_id(node))

    rows = []
    for first, second, data in scene.ties.edges(data=True):
        first, second = sorted(
            (first, second), key=lambda node: (-scene.ties.degree(node), names[node], node)
        )
        params = query.params(first=path_of(first), second=path_of(second), page="")
        rows.append(
            TieRow(
                iri=tie_id(first, second),
                first=names[first],
                second=names[second],
                first_link=link(first),
                second_link=link(second),
                weight=int(data["weight"]),
                plans=int(data.get("plans", 0)),
                link=site.links.page("network", **params) + "#pair",
                opened={first, second} == opened,
            )
        )
    return tuple(sorted(rows, key=lambda row: (-row.weight, row.first, row.second, row.iri)))


def opened_tie(
    engine: Engine, index: NetworkIndex, scene: Scene, query: NetworkQuery, site: Site
) -> OpenedTie | None:
    """The tie that the address opens, read from the graph a page at a time."""
    first, second = opened_ends(scene, query)
    if not first:
        return None
    say, names = words(site.lang), scene.names(site.lang)
    measures, edges = shared_by(index, query.edges(index), first, second)
    part = sheet([_Measure(measure) for measure in measures], query.page, _OPENED)
    shown = {item.iri for item in part.items}
    graph = read_network(engine, [edge for edge in edges if edge.measure in shown])
    rows = network_rows(graph, plan_texts(engine, graph), site.lang, site.links)
    sides = [
        {
            node_id(body)
            for body in {edge.department for edge in edges}
            if body == end or (body != end and f"function/{index.bodies[body].function}" == path_of(end))
        }
        for end in (first, second)
    ]
    items = shared_measures(rows, sides[0], sides[1])
    key = "pair_one" if part.total == 1 else "pair"

    def turned(number: int) -> str:
        return site.links.page("network", **query.params(page=str(number) if number > 1 else "")) + "#pair"

    return OpenedTie(
        heading=say[key].format(first=names[first], second=names[second], number=f"{part.total:,}"),
        sheet=Sheet(items, part.total, part.number, part.pages, part.first, part.count),
        earlier=turned(part.number - 1) if part.number > 1 else "",
        later=turned(part.number + 1) if part.number < part.pages else "",
        close=site.links.page("network", **query.params(first="", second="", page="")),
    )


def chains(
    scene: Scene, query: NetworkQuery, index: NetworkIndex, rows: Sequence[NetworkRow], site: Site
) -> Chains:
    """What the page of paths answers, whatever was asked."""
    say, links = words(site.lang), site.links
    wider = ""
    if query.filters.set():
        wider = links.page(
            "network", **{"view": "paths", "plan": "all", "from": query.source, "to": query.target}
        )
    if not (query.source and query.target):
        return Chains((say["paths_choose"],), False, (), (), (), "")
    ends = query.ends(index)
    for name, value, body in zip(("from", "to"), (query.source, query.target), ends, strict=True):
        if not body:
            return _unknown(name, value, query, index, site)
    paths = scene.paths
    if paths is None:
        return Chains((), False, (), (), (), "")
    told = path_words(paths, index.label(ends[0]), index.label(ends[1]), site.lang)
    if not paths.chains:
        return Chains(told, False, (), (), (), wider)
    anchors = {pair: f"step-{number}" for number, pair in enumerate(sorted(paths.links), 1)}
    numbers = {
        pair: say["paths_measures_one"]
        if len(link.measures) == 1
        else say["paths_measures"].format(number=len(link.measures))
        for pair, link in paths.links.items()
    }
    return Chains(
        told=told,
        found=True,
        chains=tuple(
            Chain(
                tuple((index.label(body), links.department(node_id(body))) for body in chain),
                tuple(numbers[pair] for pair in pairwise(chain)),
                tuple(anchors[pair] for pair in pairwise(chain)),
            )
            for chain in paths.chains
        ),
        steps=tuple(
            (
                anchors[pair],
                index.label(pair[0]),
                index.label(pair[1]),
                shared_measures(
                    rows, {node_id(pair[0])}, {node_id(pair[1])}, {node_id(item) for item in link.measures}
                ),
            )
            for pair, link in sorted(paths.links.items())
        ),
        offered=(),
        wider_link="",
    )


def _unknown(name: str, value: str, query: NetworkQuery, index: NetworkIndex, site: Site) -> Chains:
    """A name that fits nobody, or several."""
    say = words(site.lang)
    found = index.find_bodies(value)
    if not found:
        return Chains((say["paths_unknown"].format(name=value),), False, (), (), (), "")
    told = say["paths_several"].format(name=value, number=len(found))
    offered = tuple(
        (index.label(body), site.links.page("network", **query.params(**{name: resource_path(body)})))
        for body in found[:_OFFERED]
    )
    return Chains((told,), False, (), (), offered, "")
