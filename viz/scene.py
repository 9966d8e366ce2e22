"""One view of the network with everything that its picture, its page and its files show."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import networkx as nx

from graph.network import Network, Ties, edge_list
from graph.views.network_groups import Groups
from graph.views.network_overview import Overview
from graph.views.network_paths import Paths
from graph.views.vocabulary import vocabulary
from viz.layers import layers
from viz.layout import layout
from viz.pages.site import Lang
from viz.picture import Form, Picture
from viz.ring import ring

__all__ = ["FUNCTIONS", "GROUPS", "MEASURES", "PATHS", "SHARED", "VIEWS", "Scene"]

MEASURES: Final = "measures"
SHARED: Final = "shared"
GROUPS: Final = "groups"
PATHS: Final = "paths"
FUNCTIONS: Final = "functions"
#: Views by the value of ``view`` in an address; the first needs none.
VIEWS: Final = (MEASURES, SHARED, GROUPS, PATHS, FUNCTIONS)


@dataclass(frozen=True, slots=True)
class Scene:
    """``graph`` holds the responsibilities that are shown, with their words (none in the view of functions).

    ``ties`` are the shared measures between organisations, or between functions; ``least`` is the
    smallest number of shared measures that is drawn. What a view does not have is None or empty.
    """

    view: str
    graph: Network
    ties: Ties
    groups: Groups | None = None
    paths: Paths | None = None
    sums: Overview | None = None
    least: int = 1

    def names(self, lang: Lang) -> dict[str, str]:
        """Words of each node: labels of the documents, and functions in the language of the reader."""
        if self.view == FUNCTIONS:
            known = vocabulary()
            return {node: known.label(node, lang) for node in self.ties}
        return {node: str(data["label"]) for node, data in self.graph.nodes(data=True)}

    def picture(self, form: Form = Form.WIDE, lang: Lang = "zh") -> Picture:
        """Where everything stands; depends on nothing but the scene."""
        if self.view == MEASURES:
            return layout(self.graph, form)
        if self.paths is not None:
            return layers(self.graph, self.paths, form)
        return ring(
            self.ties,
            form,
            names=self.names(lang),
            groups=self.groups.group_of() if self.groups else {},
            places=self.places(),
            least=self.least,
            tinted=self.view == GROUPS,
        )

    def places(self) -> dict[str, str]:
        """Name of the city in which each organisation of the ties has most to do."""
        homes: dict[str, Counter[str]] = {}
        for source, target, _, _ in edge_list(self.graph):
            homes.setdefault(source, Counter())[str(self.graph.nodes[target]["place_label"])] += 1
        return {node: min(found, key=lambda place: (-found[place], place)) for node, found in homes.items()}

    def kinds(self) -> Mapping[str, str]:
        """Kind of each node that can be drawn."""
        shown = self.ties if self.view in (SHARED, GROUPS, FUNCTIONS) else self.graph
        return {node: str(data["kind"]) for node, data in shown.nodes(data=True)}

    @classmethod
    def of(cls, graph: Network) -> Scene:
        """The plain view of a graph: organisations and measures."""
        return cls(MEASURES, graph, nx.Graph())
