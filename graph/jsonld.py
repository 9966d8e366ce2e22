"""A document about a resource as JSON-LD that a program reads as plain JSON.

The resource is the root object; what it names and what points at it are nested in it under the names
of `graph.jsonld_context` (a measure has ``responsibilities`` and ``targets``, each with its passages),
and what neither names is listed under ``included``. Nothing is left out: parsed as RDF it is the same
graph. Keys and lists are in a fixed order. The context is part of the document and holds the terms in
use, so no reader has to fetch anything.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable
from typing import Any, Final

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from graph.jsonld_context import REVERSE, Definition, Reverse, compact, definitions, part_of_context
from ontology.terms import PG, RDF, RDFS, XSD

__all__ = ["framed"]

_INTEGER = re.compile(r"0|-?[1-9][0-9]{0,14}")  # exact as a JSON number; ``+1``, ``01`` and ``-0`` stay text
_BOOLEANS: Final = {"true": True, "false": False}
#: Nodes of these classes are small and are given whole wherever they are named.
_REPEATED: Final = frozenset({NamedNode(PG.Passage)})
_TYPE: Final = NamedNode(RDF.type)
_LABEL: Final = NamedNode(RDFS.label)


def framed(resource: str, triples: Iterable[Triple]) -> str:
    """JSON text of the triples with ``resource`` as the root. The same triples give the same text."""
    return json.dumps(_Frame(resource, triples).document(), ensure_ascii=False, indent=1) + "\n"


class _Frame:
    """The triples by subject, and which nodes have been written."""

    def __init__(self, resource: str, triples: Iterable[Triple]) -> None:
        self._root: Any = NamedNode(resource)
        self._said: dict[Any, dict[NamedNode, list[Any]]] = defaultdict(dict)
        self._terms: set[str] = set()
        self._written: set[Any] = set()
        self._open: set[Any] = set()
        pointing = set()
        for triple in sorted(set(triples), key=str):
            self._said[triple.subject].setdefault(triple.predicate, []).append(triple.object)
            if triple.object == self._root and triple.subject != self._root:
                pointing.add(triple.subject)
        #: Each node that points at the root by the name under which it is nested.
        self._nested: dict[Any, Reverse] = {}
        for node in sorted(pointing, key=str):
            fitting = (item for item in REVERSE if self._fits(node, item))
            if (found := next(fitting, None)) is not None:
                self._nested[node] = found

    def document(self) -> dict[str, Any]:
        body = self._node(self._root, None)
        for item in REVERSE:
            nodes = [node for node, name in self._nested.items() if name is item]
            if nodes:
                self._terms.add(item.term)
                nodes.sort(key=self._place)
                body[item.term] = [self._node(node, item) for node in nodes]
        for node in sorted(self._said, key=str):
            if node not in self._written:
                body.setdefault("included", []).append(self._node(node, None))
        return {"@context": part_of_context(self._terms), **body}

    def _fits(self, node: Any, item: Reverse) -> bool:
        said = self._said[node]
        kinds = said.get(_TYPE, [])
        return self._root in said.get(NamedNode(item.property), ()) and (
            not item.kind or NamedNode(item.kind) in kinds
        )

    def _place(self, node: Any) -> tuple[int, str]:
        """Things that are numbered in the document come in its order."""
        orders = self._said[node].get(NamedNode(PG.order), [])
        number = orders[0].value if orders and isinstance(orders[0], Literal) else ""
        return (int(number) if number.isdecimal() else 0, str(node))

    def _node(self, node: Any, via: Reverse | None) -> dict[str, Any]:
        """A node with all that is said of it, but for the statement by which it is nested."""
        self._written.add(node)
        self._open.add(node)
        made: dict[str, Any] = {"id": _name(node)}
        kinds = self._said[node].get(_TYPE, [])
        if kinds:
            made["type"] = [self._class(kind) for kind in _by_kind(kinds)]
        keyed: dict[str, Any] = {}
        for predicate, values in self._said[node].items():
            if predicate == _TYPE:
                continue
            if via is not None and predicate.value == via.property:
                values = [value for value in values if value != self._root]
            if values:
                self._property(keyed, predicate.value, values)
        self._open.discard(node)
        if "label" in keyed:
            made["label"] = keyed.pop("label")
        return {**made, **{key: keyed[key] for key in sorted(keyed)}}

    def _property(self, keyed: dict[str, Any], iri: str, values: list[Any]) -> None:
        known = definitions().get(iri)
        fitting = [value for value in values if known is not None and _suits(known, value)]
        others = [value for value in values if known is None or not _suits(known, value)]
        if known is not None and fitting:
            self._terms.add(known.term)
            keyed[known.term] = self._coerced(known, fitting)
        if others:
            written = [self._plain(value) for value in others]
            keyed[compact(iri)] = written[0] if len(written) == 1 else written

    def _coerced(self, known: Definition, values: list[Any]) -> Any:
        if known.language:
            return _language_map(values)
        written = [
            self._reference(value) if known.coercion == "@id" else _native(value, known.coercion)
            for value in values
        ]
        return written if known.several or len(written) > 1 else written[0]

    def _plain(self, value: Any) -> Any:
        """A value where no definition helps: everything that it is stands with it."""
        if not isinstance(value, Literal):
            return self._reference(value)
        if value.language:
            return {"@value": value.value, "@language": value.language}
        if value.datatype.value == XSD.string:
            return value.value
        return {"@value": value.value, "@type": compact(value.datatype.value)}

    def _reference(self, node: Any) -> dict[str, Any]:
        """A node that is named: whole the first time (unless it has its own place), then by its label."""
        said = self._said.get(node)
        if said is None:
            return {"id": _name(node)}
        elsewhere = node == self._root or node in self._nested or node in self._open
        if not elsewhere and (node not in self._written or _REPEATED & set(said.get(_TYPE, ()))):
            return self._node(node, None)
        made: dict[str, Any] = {"id": _name(node)}
        labels = [label for label in said.get(_LABEL, ()) if isinstance(label, Literal)]
        if labels:
            self._property(made, _LABEL.value, labels)
        return made

    def _class(self, kind: Any) -> str:
        known = definitions().get(kind.value)
        if known is None:
            return compact(kind.value)
        self._terms.add(known.term)
        return known.term


def _suits(known: Definition, value: Any) -> bool:
    """Whether a value keeps its meaning when it is written as the definition says."""
    if known.coercion == "@id":
        return not isinstance(value, Literal)
    if not isinstance(value, Literal):
        return False
    if known.language:
        return bool(value.language)
    return not value.language and value.datatype.value == (known.coercion or XSD.string)


def _native(value: Literal, coercion: str) -> Any:
    """Whole numbers and truths as JSON has them; decimals as text, because JSON numbers are binary."""
    if coercion == XSD.integer and _INTEGER.fullmatch(value.value):
        return int(value.value)
    if coercion == XSD.boolean:
        return _BOOLEANS.get(value.value, value.value)
    return value.value


def _language_map(values: list[Any]) -> dict[str, Any]:
    found: dict[str, list[str]] = defaultdict(list)
    for value in values:
        found[value.language].append(value.value)
    return {
        tag: texts[0] if len(texts) == 1 else sorted(texts)
        for tag, texts in sorted(found.items(), key=lambda item: item[0])
    }


def _by_kind(kinds: list[Any]) -> list[Any]:
    """Our own classes before those of others."""
    return sorted(
        kinds, key=lambda kind: (not kind.value.startswith(PG.Plan.removesuffix("Plan")), kind.value)
    )


def _name(node: NamedNode | BlankNode) -> str:
    return node.value if isinstance(node, NamedNode) else f"_:{node.value}"
