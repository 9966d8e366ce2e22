"""The parts of a SPARQL query as values: groups, their elements, the terms of triples."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

from graph.querytext import Token, tokens
from ontology.errors import PolicygraphError

__all__ = ["Element", "Group", "Kind", "Parsed", "Term", "UnreadableQuery"]

Kind: TypeAlias = Literal[
    "triple", "filter", "optional", "group", "union", "minus", "graph", "service", "values", "bind", "select"
]


class UnreadableQuery(PolicygraphError):
    """A query that is not taken apart: broken, or beyond SPARQL 1.1."""


@dataclass(frozen=True, slots=True)
class Term:
    """A term of a triple as written (blank nodes as variables), with where it stands; -1 when it was made."""

    text: str
    start: int
    end: int
    kind: str


@dataclass(frozen=True, slots=True)
class Element:
    """A part of a group: its text for use in another query, and its place in the query.

    ``groups`` are the groups inside it; ``name`` is the graph of GRAPH; ``subject``, ``verb`` and ``object``
    are those of a triple; ``tokens`` those of a FILTER or of a path.
    """

    kind: Kind
    text: str
    start: int
    end: int
    groups: tuple[Group, ...] = ()
    name: Term | None = None
    subject: Term | None = None
    verb: tuple[Token, ...] = ()
    object: Term | None = None
    tokens: tuple[Token, ...] = ()

    @property
    def variables(self) -> frozenset[str]:
        """Names of the variables in it."""
        return frozenset(token.text[1:] for token in tokens(self.text) if token.kind == "variable")


@dataclass(frozen=True, slots=True)
class Group:
    """The elements of ``{ … }``."""

    elements: tuple[Element, ...]

    @property
    def body(self) -> str:
        """Its text without braces."""
        return "\n".join(element.text for element in self.elements)


@dataclass(frozen=True, slots=True)
class Parsed:
    """A query taken apart. ``prologue`` and ``dataset`` are text, for other questions of the same dataset.

    ``chosen`` is where the clauses of the dataset stand in the query.
    """

    text: str
    form: str
    prologue: str
    dataset: str
    chosen: tuple[int, int]
    where: Group
    having: bool
    limit: int | None
    offset: int
    values: Element | None
    prefixes: dict[str, str]
    base: str | None
