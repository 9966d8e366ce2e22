"""Who works in groups, who is in the middle, who stands between groups: figures of the ties that measures make.

Groups are communities by modularity (Blondel and others 2008, "Fast unfolding of communities in large
networks"), found `RUNS` times from different starts; the best is taken and compared with the others, so
that what depends on the start is told. Betweenness is Freeman's (1977), by Brandes' algorithm, as a share
of 1. The same ties give the same figures.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, TypeAlias

import networkx as nx

from graph.network import Network, Ties

if TYPE_CHECKING:
    Numbered: TypeAlias = nx.Graph[int]
else:
    Numbered = nx.Graph

__all__ = ["CLEAR", "FIRM", "MOST_BODIES", "MOST_TIES", "Group", "Groups", "Member", "groups_of"]

#: Modularity from which networks are said to have a marked structure (Newman and Girvan 2004, "Finding and
#: evaluating community structure in networks": values in practice fall between 0.3 and 0.7).
CLEAR: Final = 0.3
#: Share of the runs in which an organisation has to stay with its group to be called a firm member.
FIRM: Final = 0.8
#: Over these numbers the figures take longer than a page may: a city or a plan has to be chosen.
MOST_BODIES: Final = 400
MOST_TIES: Final = 6000
RUNS: Final = 10
_TOPICS: Final = 4


@dataclass(frozen=True, slots=True)
class Member:
    """An organisation's figures.

    ``measures``: how many it answers for; ``shared``: how many of them with somebody; ``partners``: with
    how many others; ``between``: share of the shortest connections of all other pairs that run through
    it; ``groups``: how many groups its partners are of; ``firm``: share of the runs in which it stays
    with its group. ``group`` is 0 for one that shares nothing.
    """

    iri: str
    label: str
    group: int
    measures: int
    shared: int
    partners: int
    between: float
    groups: int
    firm: float


@dataclass(frozen=True, slots=True)
class Group:
    """Organisations that share measures with each other more than with the rest.

    ``measures`` are those that two of them or more answer for, in order; ``topics`` what these are about,
    with how many are, the most frequent first.
    """

    number: int
    members: tuple[Member, ...]
    measures: tuple[str, ...]
    topics: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Groups:
    """All figures; ``members`` are ordered by partners, ``groups`` by size.

    ``modularity`` says how clear the division is (0: no better than chance). ``alone`` are those that
    share nothing.
    """

    groups: tuple[Group, ...]
    members: tuple[Member, ...]
    alone: tuple[Member, ...]
    modularity: float

    @property
    def clear(self) -> bool:
        """Whether the division is marked."""
        return len(self.groups) > 1 and self.modularity >= CLEAR

    @property
    def hubs(self) -> tuple[Member, ...]:
        """Those with most partners; none when all have the same number."""
        return _leading(self.members, [member.partners for member in self.members])

    @property
    def brokers(self) -> tuple[Member, ...]:
        """Those that most connections of others run through; none when no connection needs anybody."""
        leading = _leading(self.members, [round(member.between, 4) for member in self.members])
        return tuple(member for member in leading if member.between > 0)

    def group_of(self) -> dict[str, int]:
        """Number of each organisation's group, by IRI."""
        return {member.iri: member.group for member in (*self.members, *self.alone)}


def groups_of(graph: Network, ties: Ties) -> Groups:
    """Groups and figures of the organisations of ``ties``, which come from ``graph``."""
    nodes = sorted(ties)
    at = {node: number for number, node in enumerate(nodes)}
    # numbers instead of IRIs: sets of texts have another order in each process
    plain: Numbered = nx.Graph()
    plain.add_nodes_from(range(len(nodes)))
    pairs = ((*sorted((at[one], at[two])), data["strength"]) for one, two, data in ties.edges(data=True))
    plain.add_weighted_edges_from(sorted(pairs))
    tied = [number for number in plain if plain.degree(number)]
    connected = plain.subgraph(tied)
    runs = [_run(connected, seed) for seed in range(RUNS)] if tied else []
    scores = [nx.community.modularity(connected, [set(part) for part in run]) for run in runs]
    best = max(range(len(runs)), key=lambda run: (round(scores[run], 9), -run)) if runs else 0
    parts = sorted(runs[best], key=lambda part: (-len(part), part)) if runs else []
    number_of = {node: number for number, part in enumerate(parts, 1) for node in part}
    firmness = _firmness(parts, runs)
    between = nx.betweenness_centrality(connected, normalized=True) if len(tied) > 2 else {}
    holders = _holders(graph)
    members = tuple(
        Member(
            iri=iri,
            label=str(ties.nodes[iri]["label"]),
            group=number_of.get(at[iri], 0),
            measures=len({*graph.successors(iri)}),
            shared=sum(len(holders[measure]) > 1 for measure in {*graph.successors(iri)}),
            partners=ties.degree(iri),
            between=between.get(at[iri], 0.0),
            groups=len({number_of[other] for other in plain[at[iri]]}),
            firm=firmness.get(at[iri], 1.0),
        )
        for iri in nodes
    )
    ordered = sorted(members, key=lambda member: (-member.partners, -member.between, member.iri))
    return Groups(
        groups=tuple(
            _group(graph, number, [member for member in ordered if member.group == number], holders)
            for number in range(1, len(parts) + 1)
        ),
        members=tuple(member for member in ordered if member.group),
        alone=tuple(member for member in ordered if not member.group),
        modularity=scores[best] if runs else 0.0,
    )


def _run(connected: Numbered, seed: int) -> list[list[int]]:
    found = nx.community.louvain_communities(connected, weight="weight", seed=seed)
    return sorted(sorted(part) for part in found)


def _firmness(parts: Sequence[Sequence[int]], runs: Sequence[Sequence[Sequence[int]]]) -> dict[int, float]:
    """For each member the share of its group that it is together with, on average over the runs."""
    found: dict[int, float] = {}
    homes = [{node: index for index, part in enumerate(run) for node in part} for run in runs]
    for part in parts:
        for node in part:
            others = [other for other in part if other != node]
            together = sum(home[other] == home[node] for home in homes for other in others)
            found[node] = together / (len(others) * len(runs)) if others else 1.0
    return found


def _holders(graph: Network) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for source, target in graph.edges():
        found.setdefault(target, set()).add(source)
    return found


def _group(graph: Network, number: int, members: Sequence[Member], holders: Mapping[str, set[str]]) -> Group:
    inside = {member.iri for member in members}
    shared = [measure for measure, bodies in holders.items() if len(bodies & inside) > 1]
    shared.sort(key=lambda measure: (graph.nodes[measure]["plan"], graph.nodes[measure]["order"], measure))
    topics = Counter(
        topic for measure in shared for topic in str(graph.nodes[measure].get("topics", "")).split()
    )
    ordered = sorted(topics.items(), key=lambda item: (-item[1], item[0]))
    return Group(number, tuple(members), tuple(shared), tuple(ordered[:_TOPICS]))


def _leading(members: Sequence[Member], values: Sequence[float]) -> tuple[Member, ...]:
    """Those with the largest value, unless all have it."""
    most = max(values, default=0)
    if not members or all(value == most for value in values):
        return ()
    return tuple(member for member, value in zip(members, values, strict=True) if value == most)
