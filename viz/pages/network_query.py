"""What the network page is asked for: the view and the filters of its address, read and written.

Parameters: ``view`` (`viz.scene.VIEWS`), the filters of `graph.network_index.Filters` (``plan`` may be
``all``), ``from`` and ``to`` (organisations, for paths), ``first`` and ``second`` (the two ends of a tie that
is opened), ``least`` (shared measures), ``near=1``, ``unassigned=1``, ``sort``, ``page``. Without plan, place
and body the first plan with responsibilities is shown, because one plan is readable at once.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from typing import Final

import networkx as nx

from graph.engine import Engine
from graph.network import Network, co_responsibility, read_network
from graph.network_index import Edge, Filters, NetworkIndex, network_index, resource_path
from graph.views.network_groups import MOST_BODIES, MOST_TIES, groups_of
from graph.views.network_overview import overview
from graph.views.network_paths import shortest_paths
from ontology.errors import LimitExceeded, NotFound
from ontology.model import Role
from viz.scene import FUNCTIONS, GROUPS, MEASURES, PATHS, SHARED, VIEWS, Scene

__all__ = ["ALL", "MOST_NODES", "MOST_STATED", "SORTS", "NetworkQuery", "path_of"]

#: Value of ``plan`` for every plan.
ALL: Final = "all"
#: Orders of the table; the first is the order of the documents.
SORTS: Final = ("measure", "department", "role", "written")
#: Bodies and measures that a picture may have; more are shown in sum.
MOST_NODES: Final = 2500
#: Responsibilities whose statements a file may hold; more are in the dumps.
MOST_STATED: Final = 5000
#: With more plans than this the first of them is no place to start from.
_MANY_PLANS: Final = 50
#: Ties in a picture from which on only the stronger ones are drawn, unless all are asked for.
_MANY_TIES: Final = 160
_KINDS: Final = {
    "plan": "plan/", "place": "place/", "department": "org/", "function": "function/", "role": "role/",
    "topic": "topic/", "instrument": "instrument/",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class NetworkQuery:
    """One view of the network; empty strings are what is not set."""

    view: str
    filters: Filters
    source: str
    target: str
    first: str
    second: str
    least: int
    near: bool
    unassigned: bool
    sort: str
    page: int

    @classmethod
    def read(cls, params: Mapping[str, str], index: NetworkIndex) -> NetworkQuery:
        """The view that an address asks for.

        A plan of another place than the one chosen gives way to the place. Raises `NotFound` for a
        view, plan, place or role that does not exist, so that a mistyped address is told from an empty answer.
        """
        values = {name: params.get(name, "").removeprefix(kind) for name, kind in _KINDS.items()}
        role, plan, place = values["role"], values["plan"], values["place"]
        if role and role not in {member.value for member in Role}:
            raise NotFound(f"No role is called {role!r}. Roles are {', '.join(m.value for m in Role)}.")
        ends = [params.get(name, "").strip().removeprefix("org/") for name in ("from", "to")]
        view = params.get("view", "") or (PATHS if any(ends) else MEASURES)
        if view not in VIEWS:
            raise NotFound(f"The network has no view {view!r}. Views are {', '.join(VIEWS)}.")
        if plan not in ("", ALL):
            record = index.plan(plan)
            plan = record.slug
            if place and place not in index.places.get(record.iri, ()):
                plan = ""
        anywhere = not (plan or place or values["department"] or values["function"])
        if anywhere and view not in (PATHS, FUNCTIONS) and len(index.plans) <= _MANY_PLANS:
            plan = next((record.slug for record in index.plans if record.edges), "")
        sort = params.get("sort", "")
        query = cls(
            view=view,
            filters=Filters(**{**values, "plan": "" if plan == ALL else plan}),
            source=ends[0],
            target=ends[1],
            first=params.get("first", "").removeprefix("org/"),
            second=params.get("second", "").removeprefix("org/"),
            least=_number(params.get("least", "")),
            near=params.get("near", "") not in ("", "0"),
            unassigned=params.get("unassigned", "") not in ("", "0"),
            sort=sort if sort in SORTS else SORTS[0],
            page=max(_number(params.get("page", "")), 1),
        )
        index.check(query.filters)
        return query

    def params(self, **changes: str) -> dict[str, str]:
        """Parameters of the address of this view, or of one that differs in ``changes``."""
        values = {
            "view": "" if self.view == MEASURES else self.view,
            **{item.name: getattr(self.filters, item.name) for item in fields(Filters)},
            "plan": self.filters.plan or ALL,
            "from": self.source,
            "to": self.target,
            "first": self.first,
            "second": self.second,
            "least": str(self.least or ""),
            "near": "1" if self.near else "",
            "unassigned": "1" if self.unassigned else "",
            "sort": "" if self.sort == SORTS[0] else self.sort,
            "page": "" if self.page == 1 else str(self.page),
        }
        return {name: value for name, value in (values | changes).items() if value}

    def elsewhere(self, view: str) -> dict[str, str]:
        """Parameters of another view of the same part."""
        kept = replace(self, view=view, first="", second="", least=0, sort=SORTS[0], page=1).params()
        if view != PATHS:
            kept.pop("from", None)
            kept.pop("to", None)
        return kept

    @property
    def wide(self) -> Filters:
        """The filters without those that keep single bodies: what ties and paths are looked for in."""
        return replace(self.filters, department="", function="")

    def edges(self, index: NetworkIndex) -> tuple[Edge, ...]:
        """Edges of this view: those that meet the filters, or all of the measures of the bodies chosen."""
        own = index.kept(self.filters)
        if not (self.filters.department or self.filters.function):
            return own
        if self.view in (PATHS, FUNCTIONS):
            return index.kept(self.wide) if self.view == PATHS else own
        if self.view == MEASURES and not self.near:
            return own
        measures = {edge.measure for edge in own}
        return tuple(edge for edge in index.kept(self.wide) if edge.measure in measures)

    def too_large(self, index: NetworkIndex) -> tuple[str, int, int] | None:
        """What there is too much of for a picture (``nodes``, ``bodies``), how many, and the limit."""
        if self.view not in (MEASURES, SHARED, GROUPS):
            return None
        edges = self.edges(index)
        bodies = {edge.department for edge in edges}
        nodes = len(bodies) + len({edge.measure for edge in edges})
        if self.unassigned and self.view == MEASURES:
            nodes += len(index.idle(self.filters))
        if nodes > MOST_NODES:
            return "nodes", nodes, MOST_NODES
        if self.view == GROUPS:
            if len(bodies) > MOST_BODIES:
                return "bodies", len(bodies), MOST_BODIES
            holders = Counter(measure for _, measure in {(edge.department, edge.measure) for edge in edges})
            ties = sum(number * (number - 1) // 2 for number in holders.values())
            if ties > MOST_TIES * 2:
                return "ties", ties, MOST_TIES * 2
        return None

    def ends(self, index: NetworkIndex) -> tuple[str, str]:
        """IRIs of the two bodies between which paths are asked; empty when not set or not known."""
        return index.find_body(self.source), index.find_body(self.target)

    def scene(self, engine: Engine, most_words: int | None = None) -> Scene:
        """The view as read from the graph; what is too large for a picture comes in sum, by function.

        A graph of more than ``most_words`` edges comes without their words.
        """
        index = network_index(engine)
        view = FUNCTIONS if self.too_large(index) else self.view
        edges = self.edges(index)
        if view == FUNCTIONS:
            sums = overview(index, edges)
            return Scene(
                FUNCTIONS, nx.MultiDiGraph(), sums.ties, sums=sums, least=_least(sums.ties, self.least)
            )
        if view == PATHS:
            paths = shortest_paths(edges, *self.ends(index))
            wanted = paths.edges if paths.complete else frozenset()
            shown = [edge for edge in edges if (edge.department, edge.measure) in wanted]
            return Scene(PATHS, read_network(engine, shown), nx.Graph(), paths=paths)
        words = most_words is None or len(edges) <= most_words
        if view == MEASURES:
            idle = index.idle(self.filters) if self.unassigned else ()
            return Scene(MEASURES, read_network(engine, edges, idle, words=words), nx.Graph())
        graph = read_network(engine, edges, words=words)
        ties = co_responsibility(graph)
        small = len(ties) <= MOST_BODIES and ties.number_of_edges() <= MOST_TIES
        groups = groups_of(graph, ties) if small else None
        return Scene(view, graph, ties, groups=groups, least=_least(ties, self.least))

    def file_scene(self, engine: Engine) -> Scene:
        """The scene for a file: complete, or `LimitExceeded` where the page would ask to choose."""
        index = network_index(engine)
        if self.view == PATHS and not all(self.ends(index)):
            raise NotFound("Say between which two bodies: ?from=…&to=…, as at /network?view=paths.")
        if found := self.too_large(index):
            _, number, limit = found
            raise LimitExceeded(limit="network", values={"number": f"{number:,}", "limit": f"{limit:,}"})
        scene = self.scene(engine)
        if scene.paths is not None and not scene.paths.complete:
            raise LimitExceeded(limit="paths", values={"number": f"{scene.paths.number:,}"})
        return scene

    def statements(self, engine: Engine, scene: Scene) -> Network:
        """The network whose statements a file of the scene holds.

        In sum that is every responsibility behind the sums; `LimitExceeded` when they are too many.
        """
        if scene.sums is None:
            return scene.graph
        if scene.sums.edges > MOST_STATED:
            values = {"number": f"{scene.sums.edges:,}", "limit": f"{MOST_STATED:,}"}
            raise LimitExceeded(limit="statements", values=values)
        index = network_index(engine)
        return read_network(engine, self.edges(index))


def _least(ties: nx.Graph[str], asked: int) -> int:
    """How many measures a tie needs to be drawn: as asked, else as many as keep the picture readable."""
    if asked:
        return asked
    weights = sorted((int(data["weight"]) for _, _, data in ties.edges(data=True)), reverse=True)
    rings = max(len(ties) // 30, 1)
    most = _MANY_TIES * rings
    return weights[most] + 1 if len(weights) > most and weights[most] < weights[0] else 1


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 7 else 0


def path_of(iri: str) -> str:
    """How an end of a tie stands in an address: ``changzhou/shangwuju``, ``function/commerce``."""
    return iri.rpartition("/concept/")[2] if "/concept/" in iri else resource_path(iri)
