"""Why a query finds nothing: which of its parts empties the answer, and what to write instead.

The patterns of the query (`graph.query_patterns`) are asked about one by one, then in growing numbers, as a
stranger's questions with a common end (`graph.questions`). A pattern that nothing matches by itself is the
cause whatever stands beside it; only when each has matches are they tried together, then the filters on them.
OPTIONAL and BIND never empty an answer and are left in place. What cannot be found out is said so.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal, TypeAlias, TypeVar

from graph.filter_repairs import filter_repairs, values_repairs
from graph.query_parts import Element, Group, Parsed, UnreadableQuery
from graph.query_patterns import read_patterns
from graph.questions import OutOfQuestions, Questions
from graph.repairs import Near, Repair, RepairKind, Repairs, Wrap
from graph.written_terms import abbreviated, applied
from ontology.errors import LimitExceeded, QueryError, QueryRefused
from ontology.terms import PREFIXES

__all__ = ["Cause", "CauseKind", "Explanation", "Reason", "State", "Suggestion", "explain"]

State: TypeAlias = Literal["explained", "not-empty", "unknown"]
#: Why nothing is said: the query is not taken apart, asks another service, is refused, or takes too long.
Reason: TypeAlias = Literal["", "unreadable", "service", "refused", "time", "no-cause"]
CauseKind: TypeAlias = Literal[
    "pattern",
    "together",
    "filter",
    "minus",
    "values",
    "graph",
    "dataset",
    "having",
    "limit",
    "offset",
    "template",
    "part",
]

_Seen = TypeVar("_Seen")
#: Kinds of parts that must each have a match.
_JOINED: Final = ("triple", "group", "union", "graph", "select", "values")
_DEEPEST: Final = 4
_CAUSES: Final = 6
#: Longest text that is taken apart.
_LONGEST: Final = 20_000


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Something to write instead; ``query`` is the whole query so written, ``works`` whether it finds something.

    ``works`` is None when that was not asked.
    """

    kind: RepairKind
    wrote: str
    use: str
    label: str
    query: str
    works: bool | None = None


@dataclass(frozen=True, slots=True)
class Cause:
    """A part that empties the answer: its text, its line and column (from 1), what it does not go with.

    ``missing`` are its terms that the graph does not use at all. ``seen`` are values that a filter was
    offered, terms that would go with the rest, or graphs that hold what was looked for.
    """

    kind: CauseKind
    text: str
    line: int
    column: int
    beside: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    seen: tuple[str, ...] = ()
    suggestions: tuple[Suggestion, ...] = ()


@dataclass(frozen=True, slots=True)
class Explanation:
    """What was found out with so many questions; ``repaired`` is a query that finds something, or empty.

    With causes, the reason ``time`` says that not all could be looked for that may repair them.
    """

    state: State
    causes: tuple[Cause, ...] = ()
    reason: Reason = ""
    repaired: str = ""
    asked: int = 0


@dataclass(frozen=True, slots=True)
class _Found:
    """A cause with its repairs, before they are put into the query."""

    cause: Cause
    repairs: tuple[Repair, ...] = ()


def explain(text: str, questions: Questions, near: Near, base_iri: str | None = None) -> Explanation:
    """Why a query finds nothing. ``near`` names things whose names are like some words.

    Raises `LimitExceeded` only when the client has left or the service has no place for questions.
    """
    if len(text) > _LONGEST:
        return Explanation("unknown", reason="unreadable")
    try:
        query = read_patterns(text, base_iri)
    except UnreadableQuery:
        return Explanation("unknown", reason="unreadable")
    if any(part.kind == "service" for part in _all(query.where)):
        return Explanation("unknown", reason="service")
    search = _Search(query, questions, Repairs(query, questions, near))
    reason: Reason = ""
    try:
        if not search.run():
            return Explanation("not-empty", asked=questions.asked)
    except LimitExceeded as error:
        if not isinstance(error, OutOfQuestions) and error.limit in ("cancelled", "workers"):
            raise
        reason = "time"
    except QueryRefused:
        return Explanation("unknown", reason="refused", asked=questions.asked)
    except QueryError:
        return Explanation("unknown", reason="unreadable", asked=questions.asked)
    if not search.found:
        return Explanation("unknown", reason=reason or "no-cause", asked=questions.asked)
    causes, repaired = _suggested(query, questions, search.found)
    return Explanation("explained", causes, "time" if search.out else reason, repaired, questions.asked)


class _Search:
    """The causes of one query, as far as they are found."""

    def __init__(self, query: Parsed, questions: Questions, repairs: Repairs) -> None:
        self._query, self._questions, self._repairs = query, questions, repairs
        self.found: list[_Found] = []
        self.out = False

    def run(self) -> bool:
        """Find causes; False when the patterns have solutions and nothing after them takes those away."""
        query = self._query
        if query.limit == 0:
            self._note("limit", "LIMIT 0", _last(query.text, "LIMIT"))
            return True
        body = _body(query)
        if self._questions.holds(query, body):
            return self._after()
        if (query.dataset or self._questions.chooses) and self._questions.holds(query, body, everywhere=True):
            self._elsewhere(body)
            return True
        elements = (*query.where.elements, query.values) if query.values else query.where.elements
        self._group(elements, lambda text: text, 0)
        return True

    def _elsewhere(self, body: str) -> None:
        """The dataset that the query chooses has nothing, the whole graph has."""
        query = self._query
        graphs = self._repairs.values("_g", f"{{ GRAPH ?_g {{ {body} }} }} LIMIT 8", everywhere=True)
        repairs = [Repair("dataset", query.dataset, "", "", ((*query.chosen, ""),))] if query.dataset else []
        text = query.dataset or "default-graph-uri"
        self._note(
            "dataset", text, query.chosen[0], seen=tuple(value.term for value in graphs), repairs=repairs
        )

    def _after(self) -> bool:
        query = self._query
        if query.having:
            self._note("having", "HAVING", _last(query.text, "HAVING"))
        elif query.offset:
            self._note("offset", f"OFFSET {query.offset}", _last(query.text, "OFFSET"))
        elif query.form == "CONSTRUCT":
            self._note("template", "CONSTRUCT", query.text.upper().find("CONSTRUCT"))
        return bool(self.found)

    def _group(self, elements: Sequence[Element], wrap: Wrap, depth: int) -> None:
        """Causes among the parts of a group whose whole has no solution."""
        joined = [element for element in elements if element.kind in _JOINED]
        held = self._questions.each(self._query, [wrap(element.text) for element in joined])
        dead = [element for element, there in zip(joined, held, strict=True) if not there]
        alive = _text([element for element in joined if element not in dead]) if len(dead) == 1 else ""
        for element in dead[:_CAUSES]:
            self._dead(element, alive, wrap, depth)
        if dead:
            return
        kept = [element for element in elements if element.kind not in ("filter", "minus")]
        if not self._questions.holds(self._query, wrap(_text(kept))):
            self._clash(kept, wrap)
            return
        body = _text(kept)
        last = [element for element in elements if element.kind in ("filter", "minus")]
        alone = [
            element
            for element in last
            if not self._questions.holds(self._query, wrap(f"{body}\n{element.text}"))
        ]
        for element in alone[:_CAUSES]:
            self._taken(element, body, wrap)
        if not alone:
            for number in range(2, len(last) + 1):
                if not self._questions.holds(self._query, wrap(f"{body}\n{_text(last[:number])}")):
                    self._taken(
                        last[number - 1], f"{body}\n{_text(last[: number - 1])}", wrap, last[: number - 1]
                    )
                    return

    def _dead(self, element: Element, rest: str, wrap: Wrap, depth: int) -> None:
        """A part that has no match even by itself; ``rest`` has some, or is empty."""
        if element.kind == "triple":
            repairs, missing = self._within_time(lambda: self._repairs.alone(element, rest, wrap))
            self._note("pattern", element.text, element.start, missing=tuple(missing), repairs=repairs)
        elif element.kind == "values":
            self._note("values", element.text, element.start)
        elif element.kind == "graph" and element.name is not None:
            self._graph(element, wrap, depth)
        elif depth >= _DEEPEST or not element.groups:
            self._note("part", element.text, element.start)
        else:
            before = len(self.found)
            for group in element.groups:
                self._group(group.elements, wrap, depth + 1)
            if len(self.found) == before:
                self._note("part", element.text, element.start)

    def _graph(self, element: Element, wrap: Wrap, depth: int) -> None:
        name, inner = element.name, element.groups[0]
        if name is None:
            return
        known = name.kind == "variable" or self._questions.holds(
            self._query, wrap(f"GRAPH {name.text} {{ ?_s ?_p ?_o }}")
        )
        if not known:
            self._note("graph", f"GRAPH {name.text}", element.start, repairs=self._repairs.graph(name))
            return

        def within(text: str) -> str:
            return wrap(f"GRAPH {name.text} {{ {text} }}")

        if self._questions.holds(self._query, wrap(inner.body)) and name.kind != "variable":
            graphs = self._repairs.values("_g", f"{{ {wrap(f'GRAPH ?_g {{ {inner.body} }}')} }} LIMIT 5")
            repairs = [self._repairs.term("graph", name, value.text) for value in graphs]
            seen = tuple(value.term for value in graphs)
            self._note("graph", f"GRAPH {name.text}", element.start, seen=seen, repairs=repairs)
            return
        self._group(inner.elements, within, depth + 1)

    def _clash(self, kept: Sequence[Element], wrap: Wrap) -> None:
        """Parts that each have matches and none together: the first that empties, and what it clashes with."""
        low, high = 1, len(kept)
        while low < high:
            middle = (low + high) // 2
            if self._questions.holds(self._query, wrap(_text(kept[:middle]))):
                low = middle + 1
            else:
                high = middle
        culprit, rest = kept[low - 1], list(kept[: low - 1])
        for element in list(rest):
            fewer = [other for other in rest if other is not element]
            if not self._questions.holds(self._query, wrap(_text([*fewer, culprit]))):
                rest = fewer
        repairs, seen = self._within_time(lambda: self._unfit([culprit, *rest], wrap))
        self._note(
            "together",
            culprit.text,
            culprit.start,
            beside=tuple(_shown(element.text) for element in rest),
            seen=tuple(seen),
            repairs=repairs,
        )

    def _unfit(self, parts: Sequence[Element], wrap: Wrap) -> tuple[list[Repair], list[str]]:
        """Repairs of one of some parts that do not go together, literals and VALUES first."""
        first = [part for part in parts if part.kind == "values" or _literal(part)]
        seen: list[str] = []
        for part in dict.fromkeys([*first, *parts]):
            others = _text([other for other in parts if other is not part])
            repairs: list[Repair] = []
            if part.kind == "values":
                repairs = values_repairs(self._repairs, part, others, wrap)
            elif part.kind == "triple":
                repairs, shown = self._repairs.joined(part, others, wrap)
                seen = seen or shown
            if repairs:
                return repairs, seen
        return [], seen

    def _taken(self, element: Element, body: str, wrap: Wrap, before: Sequence[Element] = ()) -> None:
        beside = tuple(_shown(other.text) for other in before)
        if element.kind == "minus":
            self._note("minus", element.text, element.start, beside=beside)
            return
        repairs, seen = self._within_time(lambda: filter_repairs(self._repairs, element, body, wrap))
        terms = tuple(dict.fromkeys(value.term for value in seen))[:6]
        self._note("filter", element.text, element.start, beside=beside, seen=terms, repairs=repairs)

    def _within_time(
        self, work: Callable[[], tuple[list[Repair], list[_Seen]]]
    ) -> tuple[list[Repair], list[_Seen]]:
        """Repairs, or none where the time ends: the cause is told all the same."""
        try:
            return work()
        except LimitExceeded as error:
            if not isinstance(error, OutOfQuestions) and error.limit in ("cancelled", "workers"):
                raise
            self.out = True
            return [], []

    def _note(
        self,
        kind: CauseKind,
        text: str,
        start: int,
        *,
        beside: tuple[str, ...] = (),
        missing: tuple[str, ...] = (),
        seen: tuple[str, ...] = (),
        repairs: Sequence[Repair] = (),
    ) -> None:
        before = self._query.text[:start]
        line, column = before.count("\n") + 1, start - (before.rfind("\n") + 1) + 1
        self.found.append(
            _Found(Cause(kind, _shown(text), line, column, beside, missing, seen), tuple(repairs))
        )


def _suggested(query: Parsed, questions: Questions, found: Sequence[_Found]) -> tuple[tuple[Cause, ...], str]:
    """Causes with their suggestions; each is tried together with the first one of every other cause."""
    works: dict[str, bool | None] = {}

    def tried(text: str) -> bool | None:
        if text not in works:
            try:
                fresh = read_patterns(text, query.base)
                works[text] = questions.holds(fresh, _body(fresh))
            except (LimitExceeded, QueryError, UnreadableQuery):
                works[text] = None
        return works[text]

    causes: list[Cause] = []
    repaired = ""
    firsts = [item.repairs[0].edits if item.repairs else () for item in found]
    for index, item in enumerate(found):
        others = [edit for at, edits in enumerate(firsts) if at != index for edit in edits]
        suggestions = []
        for repair in item.repairs:
            text = applied(query.text, _declared(query, (*repair.edits, *others)))
            state = tried(text) if repair.edits else None
            use = abbreviated(repair.use, query.prefixes)[0]
            suggestions.append(Suggestion(repair.kind, repair.wrote, use, repair.label, text, state))
            if state and not repaired:
                repaired = text
        causes.append(replace(item.cause, suggestions=tuple(suggestions)))
    return tuple(causes), repaired


def _declared(query: Parsed, edits: Sequence[tuple[int, int, str]]) -> tuple[tuple[int, int, str], ...]:
    """Edits with IRIs by known prefixes, and with the declarations of those that the query has not."""
    found = [(start, end, *abbreviated(text, query.prefixes)) for start, end, text in edits]
    names = dict.fromkeys(name for *_, used in found for name in used)
    declarations = "".join(f"PREFIX {name}: <{PREFIXES[name]}>\n" for name in names)
    plain = tuple((start, end, text) for start, end, text, _ in found)
    return ((0, 0, declarations), *plain) if declarations else plain


def _body(query: Parsed) -> str:
    return f"{query.where.body}\n{query.values.text}" if query.values else query.where.body


def _text(elements: Sequence[Element]) -> str:
    return "\n".join(element.text for element in elements)


def _shown(text: str) -> str:
    return " ".join(text.split()).removesuffix(" .")


def _literal(element: Element) -> bool:
    return element.object is not None and element.object.kind == "literal"


def _last(text: str, word: str) -> int:
    return max(text.upper().rfind(word), 0)


def _all(group: Group) -> list[Element]:
    found: list[Element] = []
    for element in group.elements:
        found.append(element)
        for inner in element.groups:
            found += _all(inner)
    return found
