"""The stored queries: ``queries/*.rq``, each with its title, description and parameters in its header.

A header line is ``# key: value`` before the query::

    # title-zh: 某部门负责哪些措施
    # title-en: What a department answers for
    # description-zh: …
    # description-en: …
    # param: department iri example org/changzhou/shangwuju
    # param: limit decimal required example 0.8
    # param: lang language default zh

A parameter is a variable of the query. Left out, one with a default has that, another optional one
stays a variable. ``example`` is what documents and the graph's own examples show.
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
from graph.querytext import substitute
from ontology.errors import NotFound, QueryError
from ontology.identifiers import CONCEPT_BASE, DEFAULT_BASE
from ontology.terms import PREFIXES

__all__ = [
    "LANGUAGES",
    "NamedQuery",
    "Parameter",
    "named_queries",
    "named_query",
    "parse_named_query",
    "with_prefixes",
]

#: Languages that labels have.
LANGUAGES: Final = ("zh", "en")
_HEADER: Final = re.compile(r"^#\s*([a-z-]+):\s*(.*?)\s*$")
#: ``department iri example org/x``; not ``department colour``.
_PARAMETER: Final = re.compile(
    r"([A-Za-z]\w*) (iri|string|year|integer|decimal|language)(?: (required|default (?P<default>\S+)))?"
    r"(?: example (?P<example>\S+))?"
)
_WORDS: Final = ("title-zh", "title-en", "description-zh", "description-en")
#: ``org/changzhou/shangwuju``, ``topic/logistics``; not ``http://…``, not ``pgc:x``.
_PATH: Final = re.compile(r"([a-z]+)/[A-Za-z0-9._~/%-]+")
_CONCEPTS: Final = frozenset(
    {"topic", "instrument", "function", "indicator", "role", "kind", "nature", "comparator"}
)
_YEARS: Final = range(1000, 10_000)
#: Enough for any count; the engine's own numbers end beyond.
_MOST: Final = 10**15


@dataclass(frozen=True, slots=True)
class Parameter:
    """A variable that the caller may (or must) give.

    ``type`` is iri, string, year, integer, decimal or language; ``default`` and ``example`` are values
    as callers write them, empty where there is none.
    """

    name: str
    type: str
    required: bool
    default: str = ""
    example: str = ""

    def term(self, value: str, base: str = DEFAULT_BASE) -> Term:
        """The value as an RDF term; `QueryError` when it is not of the type.

        An IRI may be an id below ``base`` (``org/changzhou/shangwuju``), the path of a concept
        (``topic/logistics``) or a prefixed name (``pg:Plan``).
        """
        try:
            match self.type:
                case "iri":
                    return NamedNode(_iri(value, base))
                case "year" if int(value) in _YEARS:
                    return year(int(value))
                case "integer" if abs(int(value)) < _MOST:
                    return integer(int(value))
                case "decimal" if abs(number := Decimal(value)) < _MOST:
                    return decimal(number)
                case "language" if value in LANGUAGES:
                    return Literal(value)
                case "string":
                    return Literal(value)
        except (ValueError, InvalidOperation):
            pass
        raise QueryError(f"{self.name}: “{value}” is no {self.type}")


def _iri(value: str, base: str) -> str:
    found = _PATH.fullmatch(value)
    if found is not None:
        return (CONCEPT_BASE if found[1] in _CONCEPTS else base + "id/") + value
    prefix, colon, local = value.partition(":")
    if colon and prefix in PREFIXES and not local.startswith("//"):
        return PREFIXES[prefix] + local
    return value


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

    def bindings(self, values: Mapping[str, str], base: str = DEFAULT_BASE) -> dict[str, Term]:
        """Terms for `graph.engine.Engine.rows`; empty values count as left out.

        Raises `QueryError` for an unknown, missing or malformed parameter.
        """
        known = {parameter.name: parameter for parameter in self.parameters}
        for name in values:
            if name not in known:
                raise QueryError(
                    f"{self.name} has no parameter “{name}”; it has {', '.join(known) or 'none'}"
                )
        given = {name: values.get(name) or parameter.default for name, parameter in known.items()}
        for parameter in self.parameters:
            if parameter.required and not given[parameter.name]:
                raise QueryError(f"{self.name} needs the parameter “{parameter.name}” ({parameter.type})")
        return {name: known[name].term(value, base) for name, value in given.items() if value}

    def sparql(self, values: Mapping[str, str], base: str = DEFAULT_BASE) -> str:
        """The query with its prefixes and with these values, ready for any SPARQL server.

        Raises as `bindings` does.
        """
        terms = {name: str(term) for name, term in self.bindings(values, base).items()}
        return with_prefixes(substitute(self.text, terms))

    def example(self, base: str = DEFAULT_BASE) -> str:
        """The query with its prefixes, and example values for the parameters that must be given."""
        return self.sparql({item.name: item.example for item in self.parameters if item.required}, base)


def with_prefixes(text: str) -> str:
    """A query with declarations of the prefixes that it uses."""
    used = [name for name in PREFIXES if re.search(rf"(?<![\w.-]){name}:", text)]
    return "".join(f"PREFIX {name}: <{PREFIXES[name]}>\n" for name in used) + text


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
            parameters.append(_parameter(name, match[2]))
        else:
            words[match[1]] = match[2]
    if set(words) != set(_WORDS):
        raise ValueError(f"{name}.rq: the header has {sorted(words)}, needs {sorted(_WORDS)}")
    text = source[length:].strip() + "\n"
    title_zh, title_en, description_zh, description_en = (words[key] for key in _WORDS)
    return NamedQuery(name, title_zh, title_en, description_zh, description_en, tuple(parameters), text)


def _parameter(name: str, words: str) -> Parameter:
    found = _PARAMETER.fullmatch(words)
    if found is None:
        raise ValueError(
            f"{name}.rq: “{words}” is no parameter (name type [required|default VALUE] [example VALUE])"
        )
    return Parameter(
        found[1], found[2], found[3] == "required", found["default"] or "", found["example"] or ""
    )


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
