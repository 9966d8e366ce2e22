"""What to write instead of a FILTER or VALUES that lets nothing pass; each offer was tried on the graph."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from graph.near_terms import near_terms
from graph.query_parts import Element
from graph.querytext import Token, tokens
from graph.questions import Value
from graph.repairs import Repair, RepairKind, Repairs, Wrap, iri_of
from graph.written_terms import XSD, after, applied, forms, lexical, quoted, short

__all__ = ["filter_repairs", "values_repairs"]

_Edits = list[tuple[int, int, str]]
#: Variables whose values are shown, values of each, offers.
_VARIABLES, _SHOWN, _OFFERED = 3, 5, 3
#: Terms of VALUES that are looked at.
_TERMS = 6


def filter_repairs(
    repairs: Repairs, element: Element, body: str, wrap: Wrap
) -> tuple[list[Repair], list[Value]]:
    """Repairs of a FILTER on ``body``, and values that it sees of its variables."""
    words = [token.word for token in element.tokens]
    if "EXISTS" in words:
        return [], []
    inside = [token for token in element.tokens if token.kind == "variable"]
    bound = {token.text[1:] for token in tokens(body) if token.kind == "variable"}
    names = [name for name in dict.fromkeys(token.text[1:] for token in inside) if name in bound]
    seen = {name: repairs.values(name, f"{{ {wrap(body)} }} LIMIT {_SHOWN}") for name in names[:_VARIABLES]}
    found: list[Repair] = []
    for kind, edits in _rewrites(repairs, element, inside, seen, body, wrap):
        use = applied(repairs.query.text, edits, element.start, element.end)
        if all(use != other.use for other in found) and repairs.questions.holds(
            repairs.query, wrap(f"{body}\n{use}")
        ):
            wrote = repairs.query.text[element.start : element.end]
            found.append(Repair(kind, wrote, use, "", tuple(edits)))
            if len(found) == _OFFERED or kind in ("year", "text"):
                break
    return found, [value for values in seen.values() for value in values]


def values_repairs(repairs: Repairs, element: Element, rest: str, wrap: Wrap) -> list[Repair]:
    """Repairs of terms of VALUES that go with nothing in the ``rest``."""
    found: list[Repair] = []
    query, questions = repairs.query, repairs.questions
    terms = [token for token in element.tokens if token.kind in ("iri", "name", "string")][:_TERMS]
    for token in terms:
        if token.kind == "string":
            end = after(element.tokens, token)
            words, own = lexical(query.text[token.start : end])
            others = [form for form in forms(words) if form != own]
            bodies = [
                wrap(f"{rest}\n{applied(query.text, [(token.start, end, form)], element.start, element.end)}")
                for form in others
            ]
            held = questions.each(query, bodies)
            found += [
                Repair("literal", query.text[token.start : end], form, "", ((token.start, end, form),))
                for form, there in zip(others, held, strict=True)
                if there
            ][:1]
            continue
        iri = iri_of(token, query)
        used = wrap(f"{{ ?_s ?_p <{iri}> }} UNION {{ <{iri}> ?_p ?_o }}")
        if not questions.holds(query, used):
            found += repairs.terms("thing", token, iri, wrap)
    return found


def _rewrites(
    repairs: Repairs,
    element: Element,
    inside: Sequence[Token],
    seen: Mapping[str, Sequence[Value]],
    body: str,
    wrap: Wrap,
) -> Iterator[tuple[RepairKind, _Edits]]:
    """Ways to write a FILTER that might let something pass, the smallest change first."""
    query = repairs.query
    integer = short(XSD + "integer", query.prefixes)
    years = {name for name, values in seen.items() if any(v.datatype == XSD + "gYear" for v in values)}
    if years:
        yield "year", [_edit(t, f"{integer}(STR({t.text}))") for t in inside if t.text[1:] in years]
    texts = {name for name, values in seen.items() if any(v.kind == "uri" or v.language for v in values)}
    strings = [token for token in element.tokens if token.kind == "string"][:2]
    plain = [_edit(token, f"STR({token.text})") for token in inside if token.text[1:] in texts]
    if texts and strings:
        yield "text", plain
    yield from (("text", edits) for edits in _contained(element))
    for token in strings:
        words, _ = lexical(token.text)
        names = [ref.label for ref in repairs.near(words)][:2]
        for name in list(seen)[:1]:
            rows = repairs.values(
                name,
                f"{{ {wrap(body)} FILTER(CONTAINS(LCASE(STR(?{name})), LCASE({quoted(words)}))) }}"
                f" ORDER BY STRLEN(STR(?{name})) LIMIT 2",
            )
            names = [*(row.text for row in rows), *names]
        for text in dict.fromkeys(names):
            yield "name", [*plain, (token.start, after(element.tokens, token), quoted(text))]
    for place in element.tokens:
        if place.kind in ("iri", "name"):
            iri = iri_of(place, query)
            known = repairs.questions.holds(query, wrap(f"{{ ?_s ?_p <{iri}> }} UNION {{ ?_s <{iri}> ?_o }}"))
            for term in () if known else near_terms(iri, most=2):
                yield "thing", [_edit(place, short(term, query.prefixes))]


def _contained(element: Element) -> Iterator[_Edits]:
    """``?name = "words"`` as a question for names that hold the words."""
    found = [token for token in element.tokens if token.kind != "tag"]
    if [token.kind for token in found] != ["mark", "variable", "mark", "string", "mark"]:
        return
    opened, variable, sign, string, _ = found
    if opened.text == "(" and sign.text == "=":
        end = after(element.tokens, string)
        words = quoted(lexical(string.text)[0])
        yield [(variable.start, end, f"CONTAINS(LCASE(STR({variable.text})), LCASE({words}))")]


def _edit(token: Token, text: str) -> tuple[int, int, str]:
    return token.start, token.start + len(token.text), text
