"""What changed between two revisions, for people: by graph, by thing, each property before and after."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from pyoxigraph import Literal, NamedNode, Triple

from graph.catalogue import part_name
from graph.changes import GraphChange, changes
from graph.engine import Engine
from graph.labels import best_label
from graph.views.vocabulary import vocabulary

__all__ = ["ChangeRow", "ChangeView", "GraphCount", "change_view"]

#: Rows on one page.
_PAGE: Final = 200
_CHUNK: Final = 500
#: Characters of a value that are shown, and how many of them before the first that differs.
_LONGEST: Final = 160
_AROUND: Final = 40
_LABELS: Final = "SELECT ?n ?label WHERE { %s ?n rdfs:label ?label }"


@dataclass(frozen=True, slots=True)
class GraphCount:
    """How many statements a named graph gained and lost."""

    graph: str
    label: str
    added: int
    removed: int


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """A property of a thing: the values that are gone and those that are new, as people read them."""

    graph: str
    iri: str
    label: str
    property: str
    before: tuple[str, ...]
    after: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ChangeView:
    """Counts of all graphs that changed, and one page of rows (of ``graph`` only, when it is given).

    ``start`` and ``end`` count rows from 1; ``total`` is how many rows there are.
    """

    counts: tuple[GraphCount, ...]
    rows: tuple[ChangeRow, ...]
    graph: str
    page: int
    pages: int
    start: int
    end: int
    total: int


def change_view(before: Engine, after: Engine, lang: str, graph: str = "", page: int = 1) -> ChangeView:
    """Page ``page`` of the changes; the last page when there are fewer."""
    counts: list[tuple[str, int, int]] = []
    keys: list[tuple[str, str, str]] = []
    values: dict[tuple[str, str, str], tuple[list[Triple], list[Triple]]] = {}
    for change in changes(before, after):
        counts.append((change.graph, len(change.added), len(change.removed)))
        if graph in ("", change.graph):
            found = _by_property(change)
            keys += sorted(found)
            values.update(found)
    pages = max(1, -(-len(keys) // _PAGE))
    page = min(page, pages)
    start = (page - 1) * _PAGE
    shown = keys[start : start + _PAGE]
    named = {NamedNode(key[1]) for key in shown if not key[1].startswith("_:")}
    for key in shown:
        for triples in values[key]:
            named |= {t.object for t in triples if isinstance(t.object, NamedNode)}
    plans = {NamedNode(_plan(iri)) for iri, _, _ in counts}
    labels = _labels(before, named | plans)
    labels.update(_labels(after, named | plans))

    def label(iri: str) -> str:
        known = labels.get(iri, [])
        if known:
            return best_label([item for item in known if item.language == lang] or known)
        return vocabulary().label(iri, lang)

    rows = tuple(
        ChangeRow(
            key[0],
            key[1],
            label(key[1]),
            vocabulary().label(key[2], lang),
            *_shown(*([_words(t, label) for t in triples] for triples in values[key])),
        )
        for key in shown
    )
    return ChangeView(
        tuple(
            GraphCount(
                iri, part_name(iri, lang) or best_label(labels.get(_plan(iri), []), iri), added, removed
            )
            for iri, added, removed in counts
        ),
        rows,
        graph,
        page,
        pages,
        start + 1 if shown else 0,
        start + len(shown),
        len(keys),
    )


def _by_property(change: GraphChange) -> dict[tuple[str, str, str], tuple[list[Triple], list[Triple]]]:
    found: dict[tuple[str, str, str], tuple[list[Triple], list[Triple]]] = defaultdict(lambda: ([], []))
    for place, triples in enumerate((change.removed, change.added)):
        for triple in triples:
            subject = triple.subject
            name = subject.value if isinstance(subject, NamedNode) else str(subject)
            found[change.graph, name, triple.predicate.value][place].append(triple)
    return found


def _labels(engine: Engine, nodes: set[NamedNode]) -> dict[str, list[Literal]]:
    found: dict[str, list[Literal]] = defaultdict(list)
    listed = sorted(nodes, key=str)
    for start in range(0, len(listed), _CHUNK):
        names = " ".join(map(str, listed[start : start + _CHUNK]))
        for row in engine.rows(_LABELS % f"VALUES ?n {{ {names} }}"):
            node, label = row["n"], row["label"]
            if isinstance(node, NamedNode) and isinstance(label, Literal):
                found[node.value].append(label)
    return dict(found)


def _shown(before: list[str], after: list[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Values short enough for a table; of one long text that became another, the place where they part."""
    start = 0
    if len(before) == len(after) == 1:
        pairs = enumerate(zip(before[0], after[0], strict=False))
        common = next((place for place, (old, new) in pairs if old != new), 0)
        start = max(common - _AROUND, 0) if max(map(len, before + after)) > _LONGEST else 0
    return tuple(_cut(words, start) for words in before), tuple(_cut(words, start) for words in after)


def _cut(words: str, start: int) -> str:
    cut = words[start : start + _LONGEST]
    return ("…" if start else "") + cut + ("…" if start + len(cut) < len(words) else "")


def _words(triple: Triple, label: Callable[[str], str]) -> str:
    value = triple.object
    if isinstance(value, Literal):
        return value.value
    if isinstance(value, NamedNode):
        return label(value.value)
    return str(value)


def _plan(graph: str) -> str:
    """IRI of the plan that a named graph tells, if it tells one."""
    base, _, name = graph.rpartition("/graph/")
    return f"{base}/id/plan/{name}"
