"""What to write instead of a triple that finds nothing: near terms, other forms of a literal, the other direction.

Whatever is offered was found in the graph by a question; nothing is guessed without looking.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

from graph.near_terms import like, near_terms, tail_of
from graph.query_parts import Element, Parsed, Term
from graph.querytext import Token, resolved
from graph.questions import Questions, Value
from graph.views.values import Ref
from graph.views.vocabulary import vocabulary
from graph.written_terms import XSD, forms, lexical, quoted, short
from ontology.errors import LimitExceeded, QueryError

__all__ = ["Near", "Repair", "RepairKind", "Repairs", "Wrap", "iri_of"]

RepairKind: TypeAlias = Literal[
    "property", "class", "thing", "graph", "literal", "name", "direction", "text", "year", "dataset"
]
#: Things whose names are like some words, the likest first.
Near: TypeAlias = Callable[[str], Sequence[Ref]]
#: Puts a pattern where it stands in the query, inside of GRAPH.
Wrap: TypeAlias = Callable[[str], str]

_TYPE: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
#: Things of one folder of IRIs that are compared by spelling.
_SIBLINGS: Final = 3000
_OFFERED: Final = 3
_SEEN: Final = 8


@dataclass(frozen=True, slots=True)
class Repair:
    """``wrote`` is what stands in the query, ``use`` what might; ``edits`` are (start, end, text) of the query."""

    kind: RepairKind
    wrote: str
    use: str
    label: str
    edits: tuple[tuple[int, int, str], ...]


def iri_of(token: Token, query: Parsed) -> str:
    """The IRI that a token of a query stands for."""
    return resolved(token, query.prefixes, query.base)


class Repairs:
    """Repairs of the triples of one query."""

    def __init__(self, query: Parsed, questions: Questions, near: Near) -> None:
        self.query, self.questions, self.near = query, questions, near

    def alone(self, element: Element, rest: str, wrap: Wrap) -> tuple[list[Repair], list[str]]:
        """Repairs of a triple that nothing matches, and its terms that the graph does not use at all.

        ``rest`` is what stands beside it and has a solution, or nothing.
        """
        constants = list(self._constants(element))
        known = self.questions.each(self.query, [wrap(pattern) for _, _, _, pattern in constants])
        found: list[Repair] = []
        missing: list[str] = []
        for (kind, place, iri, _), there in zip(constants, known, strict=True):
            if not there:
                missing.append(place.text)
                found += self.terms(kind, place, iri, wrap)
        if not missing:
            found = self.literals(element, rest, wrap) or (self.literals(element, "", wrap) if rest else [])
            found = found or self._turned(element, "", wrap)
        return found, missing

    def joined(self, element: Element, rest: str, wrap: Wrap) -> tuple[list[Repair], list[str]]:
        """Repairs of a triple that has matches, but none with the ``rest``; and what might stand in it."""
        found = self.literals(element, rest, wrap) or self._turned(element, rest, wrap)
        subject, node, verb = element.subject, element.object, element.verb
        if found or subject is None or node is None:
            return found, []
        seen: list[str] = []
        if len(verb) == 1 and verb[0].kind in ("name", "iri") and iri_of(verb[0], self.query) != _TYPE:
            used = self._iris(wrap(f"{rest} {subject.text} ?_v {node.text} ."), 60)
            used = [iri for iri in used if iri != _TYPE]
            near = like(tail_of(iri_of(verb[0], self.query)), ((iri, tail_of(iri)) for iri in used), _OFFERED)
            found += [self.term("property", verb[0], iri) for iri in near]
            seen = used
        if not found and node.kind in ("iri", "name"):
            path = "".join(token.text for token in verb)
            there = self._iris(wrap(f"{rest} {subject.text} {path} ?_v ."), 24)
            near = like(tail_of(self._resolved(node)), ((iri, tail_of(iri)) for iri in there))
            kind: RepairKind = "class" if self._is_type(verb) else "thing"
            found += [self.term(kind, node, iri) for iri in (near or there)[:_OFFERED]]
            seen = there
        return found, [short(iri, self.query.prefixes) for iri in seen[:_SEEN]]

    def literals(self, element: Element, rest: str, wrap: Wrap) -> list[Repair]:
        """Other forms of a triple's literal, else longer texts that hold it, else names like it."""
        subject, node = element.subject, element.object
        if subject is None or node is None or node.kind != "literal":
            return []
        words, own = lexical(node.text)
        path = "".join(token.text for token in element.verb)
        pattern = f"{rest} {subject.text} {path} "

        def held(known: Sequence[str]) -> list[str]:
            there = self.questions.each(self.query, [wrap(pattern + form) for form in known])
            return [form for form, found in zip(known, there, strict=True) if found]

        found = held([form for form in forms(words) if form != own])
        if found:
            return [self._literal("literal", node, form) for form in found[:_OFFERED]]
        rows = self.values(
            "_v",
            f"{{ {wrap(f'{pattern} ?_v')} FILTER(CONTAINS(LCASE(STR(?_v)), LCASE({quoted(words)}))) }}"
            f" ORDER BY STRLEN(STR(?_v)) ?_v LIMIT {_OFFERED}",
        )
        if rows:
            return [self._literal("name", node, value.term) for value in rows]
        names = [ref.label for ref in self.near(words)][:_SEEN]
        found = held([form for name in names for form in (f"{quoted(name)}@zh", quoted(name))])
        return [self._literal("name", node, form) for form in found[:_OFFERED]]

    def terms(self, kind: RepairKind, place: Token | Term, iri: str, wrap: Wrap) -> list[Repair]:
        """What a term that the graph does not use might be meant for."""
        if kind == "thing":
            return [
                self.term("thing", place, ref.iri, ref.label) for ref in self._things(iri, wrap)[:_OFFERED]
            ]
        near = near_terms(iri, classes=kind == "class", most=_SEEN)
        used = "?_s a <{}>" if kind == "class" else "?_s <{}> ?_o"
        held = self.questions.each(self.query, [wrap(used.format(term)) for term in near])
        kept = [term for term, there in zip(near, held, strict=True) if there]
        return [self.term(kind, place, term) for term in kept[:_OFFERED]]

    def graph(self, name: Term) -> list[Repair]:
        """Graphs whose names are like one that there is not."""
        graphs = ((iri, tail_of(iri)) for iri in self.questions.graphs())
        return [
            self.term("graph", name, iri) for iri in like(tail_of(self._resolved(name)), graphs, _OFFERED)
        ]

    def term(self, kind: RepairKind, place: Token | Term, iri: str, label: str = "") -> Repair:
        """A term in the place of another."""
        use = short(iri, self.query.prefixes)
        words = label or vocabulary().labels.get((iri, "zh"), "")
        return Repair(kind, place.text, use, words, ((place.start, place.start + len(place.text), use),))

    def values(self, name: str, rest: str, *, everywhere: bool = False) -> list[Value]:
        """Values of one variable; none where that takes too long."""
        try:
            rows = self.questions.values(self.query, [name], rest, everywhere=everywhere)
        except QueryError:
            return []
        except LimitExceeded as error:
            if error.limit == "cancelled":
                raise
            return []
        return [row[name] for row in rows if name in row]

    def _iris(self, body: str, most: int) -> list[str]:
        found = self.values("_v", f"{{ {body} }} LIMIT {most}")
        return [value.text for value in found if value.kind == "uri"]

    def _constants(self, element: Element) -> Iterator[tuple[RepairKind, Token | Term, str, str]]:
        """Kind, place, IRI and a pattern that asks whether it is used so, of each constant of a triple."""
        subject, node = element.subject, element.object
        if subject is not None and subject.kind in ("iri", "name"):
            yield "thing", subject, self._resolved(subject), f"{subject.text} ?_p ?_o"
        for token in element.verb:
            if token.kind in ("iri", "name"):
                iri = iri_of(token, self.query)
                yield "property", token, iri, f"?_s <{iri}> ?_o"
        if node is not None and node.kind in ("iri", "name"):
            if self._is_type(element.verb):
                yield "class", node, self._resolved(node), f"?_s a {node.text}"
            else:
                yield "thing", node, self._resolved(node), f"?_s ?_p {node.text}"

    def _things(self, iri: str, wrap: Wrap) -> list[Ref]:
        """Things that are used in the graph and like an IRI that is not."""
        labels = vocabulary().labels
        folder = iri[: len(iri) - len(tail_of(iri))]
        siblings = self._iris(f"{wrap('?_v a ?_c')} FILTER(STRSTARTS(STR(?_v), {quoted(folder)}))", _SIBLINGS)
        near = [*like(tail_of(iri), ((item, tail_of(item)) for item in siblings)), *near_terms(iri)]
        found = [Ref(item, labels.get((item, "zh"), "")) for item in dict.fromkeys(near)]
        found = (found or list(self.near(tail_of(iri))))[:_SEEN]
        held = self.questions.each(
            self.query, [wrap(f"{{ ?_s ?_p <{ref.iri}> }} UNION {{ <{ref.iri}> ?_p ?_o }}") for ref in found]
        )
        return [ref for ref, there in zip(found, held, strict=True) if there]

    def _turned(self, element: Element, rest: str, wrap: Wrap) -> list[Repair]:
        """The triple read the other way round, where that has a match."""
        subject, node, verb = element.subject, element.object, element.verb
        if subject is None or node is None or len(verb) != 1 or verb[0].kind not in ("iri", "name"):
            return []
        if node.kind not in ("iri", "name", "variable") or self._is_type(verb):
            return []
        name = verb[0].text
        if not self.questions.holds(self.query, wrap(f"{rest} {node.text} {name} {subject.text} .")):
            return []
        edit = (verb[0].start, verb[0].start + len(name), f"^{name}")
        wrote, use = f"{subject.text} {name} {node.text}", f"{subject.text} ^{name} {node.text}"
        return [Repair("direction", wrote, use, "", (edit,))]

    def _literal(self, kind: RepairKind, node: Term, form: str) -> Repair:
        use = form
        prefix = next((name for name, space in self.query.prefixes.items() if space == XSD), None)
        head, caret, datatype = form.partition(f"^^<{XSD}")
        if caret and prefix is not None:
            use = f"{head}^^{prefix}:{datatype.removesuffix('>')}"
        return Repair(kind, node.text, use, "", ((node.start, node.end, use),))

    def _is_type(self, verb: Sequence[Token]) -> bool:
        return len(verb) == 1 and (verb[0].text == "a" or iri_of(verb[0], self.query) == _TYPE)

    def _resolved(self, term: Term) -> str:
        return iri_of(Token(term.kind, term.text, term.start), self.query)
