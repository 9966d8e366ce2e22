"""Values of many things at once: labels, notations, places.

The engine joins an OPTIONAL of more than one pattern by reading all that the pattern has, in every
plan; asking for a page's things by name reads only those.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Final

from pyoxigraph import Literal, NamedNode

from graph.engine import Engine
from graph.labels import best_label
from graph.views.values import Ref, iri

__all__ = ["labelled", "labels_of", "places_of", "values_of"]

#: Things that one question names.
_BATCH: Final = 500


def labels_of(engine: Engine, iris: Iterable[str]) -> dict[str, str]:
    """Label of each thing that has one, by IRI."""
    found: dict[str, list[Literal]] = defaultdict(list)
    for row in _rows(engine, "rdfs:label", iris):
        value = row[1]
        if isinstance(value, Literal):
            found[row[0]].append(value)
    return {key: best_label(values) for key, values in found.items()}


def values_of(engine: Engine, term: str, iris: Iterable[str]) -> dict[str, str]:
    """Value of a property (``skos:notation``) of each thing that has it; the first of several."""
    found: dict[str, str] = {}
    for key, value in _rows(engine, term, iris):
        text = value.value if isinstance(value, Literal | NamedNode) else ""
        found[key] = min(found.get(key, text), text)
    return found


def places_of(engine: Engine, iris: Iterable[str]) -> dict[str, Ref]:
    """Place (dcterms:spatial) of each thing that has one, by IRI."""
    places = values_of(engine, "dcterms:spatial", iris)
    labels = labels_of(engine, places.values())
    return {key: labelled(place, labels) for key, place in places.items()}


def labelled(key: str, labels: dict[str, str]) -> Ref:
    """A thing with its label, or with its IRI's last part."""
    return Ref(key, labels.get(key) or best_label((), key))


def _rows(engine: Engine, term: str, iris: Iterable[str]) -> Iterator[tuple[str, object]]:
    wanted = iter(sorted(set(iris)))
    while batch := tuple(islice(wanted, _BATCH)):
        values = " ".join(str(NamedNode(item)) for item in batch)
        for row in engine.rows(
            f"SELECT ?thing ?value WHERE {{ VALUES ?thing {{ {values} }} ?thing {term} ?value }}"
        ):
            yield iri(row, "thing"), row["value"]
