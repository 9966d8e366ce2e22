"""Small values that every read model shares, and how they are read from rows of a query."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from pyoxigraph import BlankNode, Literal, NamedNode

from graph.engine import Row
from ontology.identifiers import CONCEPT_BASE, ONTOLOGY_NS

__all__ = [
    "Ref",
    "Words",
    "concept",
    "date",
    "decimal",
    "flag",
    "integer",
    "iri",
    "kind_of",
    "ref",
    "tail",
    "words",
    "year",
]

#: Classes of ``pg:`` from the most telling to the least: a node shows as the first that it has.
_KINDS: Final = (
    "Plan",
    "Section",
    "Measure",
    "Responsibility",
    "Target",
    "Project",
    "Programme",
    "Platform",
    "Park",
    "Government",
    "Department",
    "Enterprise",
    "Association",
    "Institution",
    "Organization",
    "Place",
    "Indicator",
    "Passage",
    "Document",
)


@dataclass(frozen=True, slots=True, order=True)
class Ref:
    """A thing by IRI and label; the label falls back to the IRI's tail."""

    iri: str
    label: str

    @property
    def id(self) -> str:
        """Path below ``…/id/``, or the whole IRI when it has none."""
        return self.iri.partition("/id/")[2] or self.iri


@dataclass(frozen=True, slots=True, order=True)
class Words:
    """A passage: exact words, where they stand (code points), in which plan; ``sentence`` holds them.

    ``sentence`` starts at ``sentence_start``; both are empty and 0 until the plan's text is known.
    """

    plan: str
    start: int
    end: int
    exact: str
    sentence: str = ""
    sentence_start: int = 0

    @property
    def before(self) -> str:
        """Words of the sentence before the passage."""
        return self.sentence[: max(self.start - self.sentence_start, 0)]

    @property
    def after(self) -> str:
        """Words of the sentence after the passage."""
        return self.sentence[self.end - self.sentence_start :] if self.sentence else ""


def iri(row: Row, name: str) -> str:
    """IRI in a column, or empty text when it is unbound or no IRI."""
    term = row.get(name)
    return term.value if isinstance(term, NamedNode) else ""


def words(row: Row, name: str) -> str:
    """Lexical form in a column, or empty text."""
    term = row.get(name)
    return term.value if isinstance(term, Literal | NamedNode | BlankNode) else ""


def integer(row: Row, name: str, default: int = 0) -> int:
    """Whole number in a column."""
    term = row.get(name)
    return int(term.value) if isinstance(term, Literal) else default


def year(row: Row, name: str) -> int | None:
    """Year (xsd:gYear) in a column."""
    term = row.get(name)
    return int(term.value[:4]) if isinstance(term, Literal) else None


def decimal(row: Row, name: str) -> Decimal | None:
    """Decimal number in a column."""
    term = row.get(name)
    return Decimal(term.value) if isinstance(term, Literal) else None


def date(row: Row, name: str) -> dt.date | None:
    """Date in a column."""
    term = row.get(name)
    return dt.date.fromisoformat(term.value[:10]) if isinstance(term, Literal) else None


def flag(row: Row, name: str) -> bool:
    """Truth in a column; unbound is false."""
    term = row.get(name)
    return isinstance(term, Literal) and term.value in ("true", "1")


def tail(identifier: str) -> str:
    """Last part of an IRI, for want of a label: ``…/role/lead`` and ``…#lead`` are ``lead``."""
    return identifier.rstrip("/#").rpartition("#")[2].rpartition("/")[2]


def concept(row: Row, name: str) -> str:
    """Path of a concept (``role/lead``) in a column, or empty text."""
    found = iri(row, name)
    return found.removeprefix(CONCEPT_BASE) if found.startswith(CONCEPT_BASE) else ""


def ref(row: Row, name: str, label: str | None = None) -> Ref | None:
    """Thing in a column with the label in ``label`` (by default the column ``<name>Label``)."""
    found = iri(row, name)
    if not found:
        return None
    return Ref(found, words(row, label or f"{name}Label") or tail(found))


def kind_of(types: Iterable[str]) -> str:
    """Local name of the most telling ``pg:`` class among IRIs of classes; empty text when there is none."""
    own = {item.removeprefix(ONTOLOGY_NS) for item in types if item.startswith(ONTOLOGY_NS)}
    return next((kind for kind in _KINDS if kind in own), "")
