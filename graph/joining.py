"""The join order of a query, chosen by the numbers of its statements, and written into its text.

The embedded engine joins patterns one by one: for each row found it looks the next pattern up. From a few rows
that is the best there is; from a hundred thousand it is not, because a look-up takes as long as reading some ten
statements in order. Sub-queries it joins by hashing. So where the numbers say that reading each pattern once is
cheaper, each pattern becomes a sub-query of its own variables, the smallest first:

    ?body pg:function ?f ; pg:responsibleFor ?m      { SELECT ?body ?f { ?body pg:function ?f } }
                                                     { SELECT ?body ?m { ?body pg:responsibleFor ?m } }

A basic graph pattern is the join of its patterns (SPARQL 1.1, 18.3), and a pattern without blank nodes gives each
row once, so the answer is the same multiset. Pure: the numbers come from `Numbers`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Protocol

from graph.query_parts import Element, Parsed, Term, UnreadableQuery
from graph.query_patterns import read_patterns
from graph.querytext import Token, may_hold, resolved, tokens
from ontology.terms import RDF

__all__ = ["Numbers", "Triple", "reordered"]

#: Longest text that is looked at.
_LONGEST: Final = 20_000
#: Fewest rows to begin from for which anything else than looking up is thought of.
_FEW: Final = 1_000
#: How many statements are read in order in the time of one look-up (measured: 20 to 30; less is the safe side).
_LOOK_UP: Final = 10
#: Most statements that are read into tables of hashes; each takes some hundred bytes.
_MANY: Final = 3_000_000
#: Looked for first: the expression below takes ten times as long.
_TELLING: Final = ("GROUP", "ORDER", "COUNT", "SUM", "AVG", "MIN", "MAX", "SAMPLE")
#: With one of these all rows are needed before the first is given. Other queries are left alone: to look at them
#: would take longer than most of them do.
_NEED_ALL: Final = re.compile(r"\b(?:GROUP|ORDER|COUNT|SUM|AVG|MIN|MAX|SAMPLE|GROUP_CONCAT)\b", re.IGNORECASE)
_JOINED: Final = frozenset({"triple", "filter"})
_BESIDE: Final = frozenset({"optional", "minus"})
_MADE: Final = ("?_blank_", "?_anonymous")


@dataclass(frozen=True, slots=True)
class Triple:
    """A pattern as its IRIs and literals are in N-Triples; None for a variable. The predicate is an IRI."""

    subject: str | None
    predicate: str
    object: str | None


class Numbers(Protocol):
    """What is known of a graph."""

    def size(self, pattern: Triple, most: int) -> int:
        """How many statements match, counted up to ``most`` where it is not known."""

    def fan(self, predicate: str, of: str) -> float:
        """How many statements of a predicate one of its subjects (``of`` is "subject") or objects has, about."""


def reordered(text: str, numbers: Numbers, base_iri: str | None = None, *, few: int = _FEW) -> str:
    """The query with its patterns as sub-queries where that is cheaper by the numbers, else the text itself.

    Looked at are queries that count or sort, and the patterns of the outermost group, where it holds nothing but patterns and filters and, after
    them, OPTIONAL and MINUS. Fewer than ``few`` rows to begin from leave a query as it is.
    """
    if len(text) > _LONGEST:
        return text
    if not may_hold(text, _TELLING) or not _NEED_ALL.search(text):
        return text
    try:
        query = read_patterns(text, base_iri)
    except UnreadableQuery:
        return text
    patterns = _patterns(query)
    if len(patterns) < 2:
        return text
    # Those with a term given first: what all properties' numbers are takes longer to find out than a small query.
    given_first = sorted(patterns, key=lambda pattern: len(pattern.variables))
    if any(numbers.size(pattern.triple, few) < few for pattern in given_first):
        return text
    sizes = [numbers.size(pattern.triple, 1 << 62) for pattern in patterns]
    order = _order(patterns, sizes)
    if not order or not _cheaper([patterns[at] for at in order], [sizes[at] for at in order], numbers):
        return text
    return _written(query, [patterns[at] for at in order])


@dataclass(frozen=True, slots=True)
class _Pattern:
    element: Element
    triple: Triple
    subject: Term
    object: Term

    @property
    def variables(self) -> list[str]:
        return list(dict.fromkeys(t.text for t in (self.subject, self.object) if t.kind == "variable"))


def _patterns(query: Parsed) -> list[_Pattern]:
    """Patterns of the outermost group; none where the query is of a kind that is left alone."""
    elements = query.where.elements
    exists = any(token.word == "EXISTS" for token in tokens(query.text))
    if query.form != "SELECT" or query.dataset or query.values is not None or exists:
        return []
    kinds = [element.kind for element in elements]
    after = next((at for at, kind in enumerate(kinds) if kind in _BESIDE), len(kinds))
    if not set(kinds[:after]) <= _JOINED or not set(kinds[after:]) <= _BESIDE | {"filter"}:
        return []
    found = []
    for element in elements[:after]:
        if element.kind == "triple":
            pattern = _pattern(element, query)
            if pattern is None:
                return []
            found.append(pattern)
    return found


def _pattern(element: Element, query: Parsed) -> _Pattern | None:
    subject, verb, value = element.subject, element.verb, element.object
    if subject is None or value is None or len(verb) != 1:
        return None
    if any(term.kind == "list" or term.text.startswith(_MADE) for term in (subject, value)):
        return None
    predicate = f"<{RDF.type}>" if verb[0].text == "a" else _iri(verb[0].text, verb[0].kind, query)
    terms = [None if term.kind == "variable" else _constant(term, query) for term in (subject, value)]
    if not predicate or "" in terms or (terms == [None, None] and subject.text == value.text):
        return None
    if subject.kind != "variable" and value.kind != "variable":
        return None
    return _Pattern(element, Triple(terms[0], predicate, terms[1]), subject, value)


def _constant(term: Term, query: Parsed) -> str:
    """A term as N-Triples; empty where that is not known."""
    if term.kind == "literal":
        return (
            term.text if term.text.endswith('"') and "^" not in term.text and '"""' not in term.text else ""
        )
    return _iri(term.text, term.kind, query)


def _iri(text: str, kind: str, query: Parsed) -> str:
    if kind not in ("iri", "name"):
        return ""
    iri = resolved(Token(kind, text, 0), query.prefixes, query.base)
    return f"<{iri}>" if ":" in iri else ""


def _order(patterns: Sequence[_Pattern], sizes: Sequence[int]) -> list[int]:
    """The smallest first, then always the smallest that shares a variable; none where two parts share nothing."""
    left = sorted(range(len(patterns)), key=sizes.__getitem__)
    order = [left.pop(0)]
    known = set(patterns[order[0]].variables)
    while left:
        following = next((at for at in left if known & set(patterns[at].variables)), None)
        if following is None:
            return []
        left.remove(following)
        order.append(following)
        known |= set(patterns[following].variables)
    return order


def _cheaper(patterns: Sequence[_Pattern], sizes: Sequence[int], numbers: Numbers) -> bool:
    """Whether to read all patterns once takes less than to look each up for the rows of those before it."""
    rows, looked_up = float(sizes[0]), 0.0
    known = set(patterns[0].variables)
    for pattern in patterns[1:]:
        looked_up += rows
        both = set(pattern.variables) <= known
        if not both and pattern.triple.subject is None and pattern.triple.object is None:
            of = "subject" if pattern.subject.text in known else "object"
            rows *= numbers.fan(pattern.triple.predicate, of)
        known |= set(pattern.variables)
    return sum(sizes) <= min(looked_up * _LOOK_UP, _MANY)


def _written(query: Parsed, patterns: Sequence[_Pattern]) -> str:
    """The query with sub-queries in this order in place of its patterns; filters and the rest stay behind them."""
    made = [
        f"{{ SELECT {' '.join(pattern.variables)} {{ {pattern.element.text} }} }}" for pattern in patterns
    ]
    rest = [element.text for element in query.where.elements if element.kind != "triple"]
    begin, end = _outer(query)
    return f"{query.text[:begin]}{{ {' '.join((*made, *rest))} }}{query.text[end:]}"


def _outer(query: Parsed) -> tuple[int, int]:
    """Where the outermost group stands in the text: its braces and what is between them."""
    depth, begin = 0, -1
    for token in tokens(query.text):
        if token.kind != "mark" or token.text not in "{}":
            continue
        depth += 1 if token.text == "{" else -1
        if begin < 0:
            begin = token.start
        if depth == 0:
            return begin, token.start + 1
    raise UnreadableQuery("a group without end")
