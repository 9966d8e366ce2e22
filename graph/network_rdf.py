"""The statements behind a network: what the graph itself says of its nodes, edges and their words.

A subset of the graph in the graph's own vocabulary: nothing is made up for the export, so figures that
were computed (groups, paths) are not in it, only the responsibilities that they rest on.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from pyoxigraph import NamedNode, Triple

from graph.engine import Engine
from graph.network import Network, edge_list
from graph.network_queries import STATEMENTS
from graph.views.selection import within
from ontology.terms import DCTERMS, PG, PROV, RDF, RDFS

__all__ = ["network_triples"]

_AT_ONCE: Final = 1000
#: Of a plan only what names it: its text is at the plan's own address.
_OF_PLAN: Final = frozenset(
    {RDF.type, RDFS.label, DCTERMS.title, DCTERMS.identifier, DCTERMS.issued, DCTERMS.spatial}
    | {PG.startYear, PG.endYear}
)
#: Shortcuts lead to things outside of the part; these are left out.
_SHORTCUTS: Final = frozenset({PG.responsibleFor, PG.responsibleDepartment})


def network_triples(engine: Engine, graph: Network) -> tuple[Triple, ...]:
    """All that is said of the bodies, measures and responsibilities of ``graph`` and their passages, in order."""
    duties = [key for *_, key, _ in edge_list(graph)]
    things = {*graph, *duties}
    plans = {str(data["plan"]) for *_, data in edge_list(graph)}
    plans |= {str(data["plan"]) for _, data in graph.nodes(data=True) if data["kind"] == "Measure"}
    said = set(_about(engine, sorted(things)))
    passages = {
        triple.object.value
        for triple in said
        if triple.predicate.value == PROV.wasDerivedFrom
        and isinstance(triple.object, NamedNode)
        and isinstance(triple.subject, NamedNode)
        and triple.subject.value in {*duties}
    }
    said |= set(_about(engine, sorted(passages)))
    said |= {triple for triple in _about(engine, sorted(plans)) if triple.predicate.value in _OF_PLAN}
    kept = (
        triple
        for triple in said
        if triple.predicate.value not in _SHORTCUTS
        or (isinstance(triple.object, NamedNode) and triple.object.value in things)
    )
    return tuple(sorted(kept, key=str))


def _about(engine: Engine, iris: Sequence[str]) -> Iterable[Triple]:
    for start in range(0, len(iris), _AT_ONCE):
        yield from engine.triples(within(STATEMENTS, "thing", iris[start : start + _AT_ONCE]))
