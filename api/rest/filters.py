"""Filters of the lists: what stands in an address, as terms of the graph.

A thing is given by its id (``changzhou/shangwuju``, ``org/changzhou/shangwuju``) or its IRI, a concept
by its path (``logistics``, ``topic/logistics``) or its IRI. A concept that is not in the vocabulary is
refused with those that are; a thing that is not in the graph gives an empty list.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Annotated, Final

from fastapi import Query
from pyoxigraph import Literal, NamedNode

from api.errors import BadRequest
from graph.engine import Term
from graph.literals import boolean, integer
from graph.views.vocabulary import vocabulary
from ontology.identifiers import CONCEPT_BASE, ONTOLOGY_NS

__all__ = [
    "Builder",
    "Department",
    "Function",
    "Growth",
    "Instrument",
    "MeasureKind",
    "Place",
    "PlanSlug",
    "Role",
    "Text",
    "Topic",
    "Year",
    "concepts",
    "flag",
    "kind",
    "of_class",
    "term_of",
    "text",
    "thing",
    "whole",
]

#: ``org/changzhou/shangwuju``; not ``a b``, not ``../x``.
_ID: Final = re.compile(r"[A-Za-z0-9._~-]+(?:/[A-Za-z0-9._~%-]+)*")
_LONGEST: Final = 300

PlanSlug = Annotated[str, Query(description="slug of a plan, such as changzhou-2014", max_length=_LONGEST)]
Department = Annotated[
    str, Query(description="id of an organisation, such as changzhou/shangwuju", max_length=_LONGEST)
]
Builder = Annotated[str, Query(description="id of the organisation that builds it", max_length=_LONGEST)]
Place = Annotated[str, Query(description="id of a place, such as changzhou", max_length=_LONGEST)]
Role = Annotated[
    str,
    Query(description="lead, responsible, support, office-host, coordinator or regulator", max_length=100),
]
Topic = Annotated[
    str, Query(description="a topic and those below it, such as logistics; see /api/concepts", max_length=200)
]
Instrument = Annotated[
    str,
    Query(description="a policy instrument and those below it, such as supply", max_length=200),
]
Function = Annotated[str, Query(description="function of a department, such as commerce", max_length=200)]
MeasureKind = Annotated[str, Query(description="task or safeguard", max_length=100)]
Year = Annotated[int | None, Query(description="a year that the plan covers", ge=1900, le=2200)]
Growth = Annotated[bool | None, Query(description="rates of growth only, or none of them")]
Text = Annotated[str, Query(description="words that name or text must hold", max_length=200)]


def thing(name: str, value: str, base: str, sort: str) -> dict[str, Term]:
    """A filter by a thing of a sort (``org``); nothing when no value is given."""
    if not value:
        return {}
    example = {"org": "changzhou/shangwuju", "plan": "changzhou-2014"}.get(sort, "changzhou")
    if value.startswith(("http://", "https://")):
        return {name: term_of(name, value, example)}
    path = value.removeprefix(sort + "/")
    if not _ID.fullmatch(path):
        raise BadRequest(reason="api.iri", values={"name": name, "value": value, "example": example})
    return {name: NamedNode(f"{base}id/{sort}/{path}")}


def term_of(name: str, value: str, example: str) -> NamedNode:
    """An IRI of an address; `BadRequest` when it is none."""
    try:
        return NamedNode(value)
    except ValueError:
        values = {"name": name, "value": value, "example": example}
        raise BadRequest(reason="api.iri", values=values) from None


@cache
def concepts(scheme: str) -> tuple[str, ...]:
    """Paths of the concepts of a scheme (``topic``), in order."""
    start = f"{CONCEPT_BASE}{scheme}/"
    return tuple(
        sorted({iri.removeprefix(CONCEPT_BASE) for iri, _ in vocabulary().labels if iri.startswith(start)})
    )


def kind(name: str, value: str, scheme: str) -> dict[str, Term]:
    """A filter by a concept of a scheme; nothing when no value is given."""
    if not value:
        return {}
    path = value.removeprefix(CONCEPT_BASE).removeprefix(scheme + "/")
    known = concepts(scheme)
    if f"{scheme}/{path}" not in known:
        listed = ", ".join(item.removeprefix(scheme + "/") for item in known)
        raise BadRequest(reason="api.value", values={"name": name, "value": value, "known": listed})
    return {name: NamedNode(f"{CONCEPT_BASE}{scheme}/{path}")}


def of_class(name: str, value: str, known: tuple[str, ...]) -> dict[str, Term]:
    """A filter by a class of the ontology; nothing when no value is given."""
    if not value:
        return {}
    if value not in known:
        raise BadRequest(reason="api.value", values={"name": name, "value": value, "known": ", ".join(known)})
    return {name: NamedNode(ONTOLOGY_NS + value)}


def whole(name: str, value: int | None) -> dict[str, Term]:
    """A filter by a whole number, such as a year."""
    return {} if value is None else {name: integer(value)}


def flag(name: str, value: bool | None) -> dict[str, Term]:
    """A filter by truth."""
    return {} if value is None else {name: boolean(value)}


def text(name: str, value: str) -> dict[str, Term]:
    """A filter by words; nothing when there are none."""
    words = value.strip()
    return {name: Literal(words)} if words else {}
