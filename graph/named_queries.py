"""The stored queries: ``queries/*.rq``, each with its title, description and parameters in its header.

A header line is ``# key: value`` before the query::

    # title-zh: 某部门负责哪些措施
    # title-en: What a department answers for
    # description-zh: …
    # description-en: …
    # param: department iri
    # param: responsibility iri required

A parameter is a variable of the query; left out, an optional one stays a variable.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from functools import cache
from importlib.resources import files
from typing import Final

from pyoxigraph import Literal, NamedNode

from graph.engine import Term
from graph.literals import decimal, integer, year
from ontology.errors import NotFound, QueryError

__all__ = ["NamedQuery", "Parameter", "named_queries", "named_query", "parse_named_query"]

_HEADER: Final = re.compile(r"^#\s*([a-z-]+):\s*(.*?)\s*$")
_PARAMETER: Final = re.compile(r"^([A-Za-z]\w*) (iri|string|year|integer|decimal)( required)?$")
_WORDS: Final = ("title-zh", "title-en", "description-zh", "description-en")


@dataclass(frozen=True, slots=True)
class Parameter:
    """A variable that the caller may (or must) give; ``type`` is iri, string, year, integer or decimal."""

    name: str
    type: str
    required: bool

    def term(self, value: str) -> Term:
        """The value as an RDF term; `QueryError` when it is not of the type."""
        try:
            match self.type:
                case "iri":
                    return NamedNode(value)
                case "year":
                    return year(int(value))
                case "integer":
                    return integer(int(value))
                case "decimal":
                    return decimal(Decimal(value))
                case _:
                    return Literal(value)
        except (ValueError, InvalidOperation):
            raise QueryError(f"{self.name}: “{value}” is no {self.type}") from None


@dataclass(frozen=True, slots=True)
class NamedQuery:
    """A stored query; ``text`` uses the prefixes of ``ontology.terms.PREFIXES`` without declaring them."""

    name: str
    title_zh: str
    title_en: str
    description_zh: str
    description_en: str
    parameters: tuple[Parameter, ...]
    text: str = field(repr=False)

    def bindings(self, values: Mapping[str, str]) -> dict[str, Term]:
        """Terms for `graph.engine.Engine.rows`; empty values count as left out.

        Raises `QueryError` for an unknown, missing or malformed parameter.
        """
        known = {parameter.name: parameter for parameter in self.parameters}
        given = {name: value for name, value in values.items() if value}
        for name in given:
            if name not in known:
                raise QueryError(
                    f"{self.name} has no parameter “{name}”; it has {', '.join(known) or 'none'}"
                )
        for parameter in self.parameters:
            if parameter.required and parameter.name not in given:
                raise QueryError(f"{self.name} needs the parameter “{parameter.name}” ({parameter.type})")
        return {name: known[name].term(value) for name, value in given.items()}


def parse_named_query(name: str, source: str) -> NamedQuery:
    """Read the header of one ``.rq`` file; `ValueError` names what is missing or malformed."""
    words: dict[str, str] = {}
    parameters: list[Parameter] = []
    lines = source.splitlines(keepends=True)
    length = 0
    for line in lines:
        match = _HEADER.match(line)
        if match is None:
            break
        length += len(line)
        if match[1] == "param":
            found = _PARAMETER.match(match[2])
            if found is None:
                raise ValueError(f"{name}.rq: “{match[2]}” is no parameter (name type [required])")
            parameters.append(Parameter(found[1], found[2], bool(found[3])))
        else:
            words[match[1]] = match[2]
    if set(words) != set(_WORDS):
        raise ValueError(f"{name}.rq: the header has {sorted(words)}, needs {sorted(_WORDS)}")
    text = source[length:].strip() + "\n"
    title_zh, title_en, description_zh, description_en = (words[key] for key in _WORDS)
    return NamedQuery(name, title_zh, title_en, description_zh, description_en, tuple(parameters), text)


@cache
def named_queries() -> tuple[NamedQuery, ...]:
    """All stored queries in order of name."""
    folder = files("graph").joinpath("queries")
    found = sorted(
        (item for item in folder.iterdir() if item.name.endswith(".rq")), key=lambda item: item.name
    )
    return tuple(
        parse_named_query(item.name.removesuffix(".rq"), item.read_text(encoding="utf-8")) for item in found
    )


def named_query(name: str) -> NamedQuery:
    """A stored query by name; `NotFound` lists what there is."""
    for query in named_queries():
        if query.name == name:
            return query
    raise NotFound(f"no stored query “{name}”; there are {', '.join(q.name for q in named_queries())}")
