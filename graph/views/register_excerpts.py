"""The excerpts of a revision's graphs (`graph.excerpts`), put together as the union of the graphs is."""

from __future__ import annotations

import datetime as dt
import logging
import re
import threading
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from itertools import product
from pathlib import Path
from typing import Final
from weakref import WeakValueDictionary

from graph.engine import Engine
from graph.excerpts import Excerpt, excerpt_of, opened, read_excerpts
from graph.labels import best_label, label_rank
from graph.revision import Revision
from graph.views.register_sources import Body, Queried, RegisterSource, TargetRow
from graph.views.storing import home_of
from ontology.identifiers import CONCEPT_BASE

__all__ = ["Excerpted", "one_source", "register_source"]

_log = logging.getLogger("policygraph.lists")
#: Graphs without a kept excerpt up to which they are read one by one; more are asked all at once.
_FEW: Final = 20
_GRAPH: Final = "SELECT ?s ?p ?o WHERE {{ GRAPH <{iri}> {{ ?s ?p ?o }} }}"
_CONCEPT: Final = f"<{CONCEPT_BASE}"
_ESCAPED: Final = re.compile(r"\\(u[0-9A-F]{4}|U[0-9A-F]{8}|.)")
_ESCAPES: Final = {"t": "\t", "b": "\b", "n": "\n", "r": "\r", "f": "\f"}


class _Shared:
    """The excerpts of one revision, put together when first asked for; two threads never do so at the same time."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._read = False
        self._found: Excerpted | None = None

    def get(self, engine: Engine, revision: Revision, home: Path) -> Excerpted | None:
        with self._lock:
            if not self._read:
                excerpts = _excerpts(engine, revision, home)
                self._found, self._read = None if excerpts is None else Excerpted(excerpts), True
            return self._found


#: By entity tag and moment of the revision. They are large, so they last as long as somebody reads registers.
_SHARED: Final[WeakValueDictionary[tuple[str, dt.datetime], _Shared]] = WeakValueDictionary()
_LOCK: Final = threading.Lock()


def register_source(engine: Engine) -> RegisterSource:
    """What the registers of the engine's revision are read from."""
    revision = engine.revision
    home = None if revision is None else home_of(revision)
    if revision is None or home is None:
        return Queried(engine)
    return _shared(revision).get(engine, revision, home) or Queried(engine)


@contextmanager
def one_source(engine: Engine) -> Iterator[None]:
    """Inside, the excerpts of the engine's revision are put together once, whatever registers are read."""
    revision = engine.revision
    shared = None if revision is None else _shared(revision)
    try:
        yield
    finally:
        del shared


def _shared(revision: Revision) -> _Shared:
    with _LOCK:
        return _SHARED.setdefault((revision.etag, revision.created), _Shared())


def _excerpts(engine: Engine, revision: Revision, home: Path) -> list[Excerpt] | None:
    """Excerpts of all graphs of a revision; None where too many are missing."""
    if not revision.union:
        return None
    packed = read_excerpts(home, revision.graphs.values())
    missing = [iri for iri, digest in revision.graphs.items() if digest not in packed]
    if len(missing) > _FEW:
        return None
    found: list[Excerpt] = []
    try:
        found += [opened(data) for data in packed.values()]
    except ValueError as error:
        _log.warning("an excerpt in %s is damaged (%s): the lists are read from the graph", home, error)
        return None
    for iri in missing:
        rows = engine.rows(_GRAPH.format(iri=iri))
        found.append(opened(excerpt_of((str(row["s"]), str(row["p"]), str(row["o"])) for row in rows)))
    now = engine.revision
    return found if now is not None and now.etag == revision.etag else None


class Excerpted:
    """Excerpts of all graphs of a revision as one; see `graph.views.register_sources.RegisterSource`."""

    def __init__(self, excerpts: Iterable[Excerpt]) -> None:
        columns: Excerpt = defaultdict(dict)
        for excerpt in excerpts:
            for name, values in excerpt.items():
                column = columns[name]
                # Most subjects stand in one graph only: they are taken over as they are.
                several = {
                    key: list(dict.fromkeys((*column[key], *values[key])))
                    for key in values.keys() & column.keys()
                }
                column.update(values)
                column.update(several)
        self._columns = columns
        self._members: dict[str, list[str]] = defaultdict(list)
        for thing, kinds in columns["type"].items():
            for kind in dict.fromkeys(kinds):
                self._members[kind].append(thing)

    def measures(self) -> Iterator[tuple[str, str, int]]:
        """Measure, plan, order."""
        for thing, plan in self._in_plans("Measure"):
            for order in self._of("order", thing):
                yield _iri(thing), _iri(plan), _integer(order)

    def topics(self) -> Iterator[tuple[str, str]]:
        """Measure, topic."""
        for thing, _ in self._in_plans("Measure"):
            for topic in self._of("topic", thing):
                yield _iri(thing), _concept(topic)

    def duties(self) -> Iterator[tuple[str, str, str, str, str]]:
        """Plan, measure, responsibility, body, role."""
        plans, roles, bodies = (self._columns[name] for name in ("inPlan", "role", "department"))
        for duty, measures in self._columns["measure"].items():
            if duty not in roles or duty not in bodies:
                continue
            for measure, body, role in product(measures, bodies[duty], roles[duty]):
                for plan in plans.get(measure, ()):
                    if plan[0] == "<":
                        yield _iri(plan), _iri(measure), _iri(duty), _iri(body), _concept(role)

    def targets(self) -> Iterator[TargetRow]:
        """Targets."""
        for thing, plan in self._in_plans("Target"):
            years = self._of("dueYear", thing) or ("",)
            amounts = self._of("normalizedValue", thing) or ("",)
            for indicator, due, amount in product(self._of("indicator", thing), years, amounts):
                yield (
                    _iri(thing),
                    _iri(plan),
                    _iri(indicator),
                    int(_lexical(due)[:4]) if due[:1] == '"' else None,
                    float(_lexical(amount)) if amount[:1] == '"' else None,
                )

    def kinds(self, indicators: Iterable[str]) -> Mapping[str, str]:
        """Kinds of indicators."""
        found = {indicator: self._of("broadMatch", f"<{indicator}>") for indicator in set(indicators)}
        return {key: min(map(_words, values)) for key, values in found.items() if values}

    def bodies(self) -> Mapping[str, Body]:
        """Organisations that have a label."""
        found: dict[str, Body] = {}
        for thing in self._members["Organization"]:
            key, labels = _iri(thing), self._of("label", thing)
            if not key or not labels:
                continue
            ranked = sorted((_rank(label), label) for label in labels if label[0] == '"')
            functions = map(_concept, self._of("function", thing))
            places = map(_iri, self._of("spatial", thing))
            label = ranked[0][0][2] if ranked else best_label((), key)
            found[key] = Body(label, max(functions, default=""), max(places, default=""))
        return found

    def labels(self, kind: str) -> Mapping[str, str]:
        """Labels of the members of a class."""
        known = ((thing, self._of("label", thing)) for thing in self._members[kind])
        return {_iri(thing): min(map(_words, labels)) for thing, labels in known if labels and _iri(thing)}

    def duty_count(self) -> int:
        """Number of responsibilities."""
        return len(self._members["Responsibility"])

    def _in_plans(self, kind: str) -> Iterator[tuple[str, str]]:
        """Members of a class, with each plan that they stand in."""
        plans = self._columns["inPlan"]
        for thing in self._members[kind]:
            for plan in plans.get(thing, ()):
                if plan[0] == "<":
                    yield thing, plan

    def _of(self, name: str, thing: str) -> list[str]:
        return self._columns[name].get(thing, [])


def _iri(term: str) -> str:
    return term[1:-1] if term[:1] == "<" else ""


def _concept(term: str) -> str:
    return term[len(_CONCEPT) : -1] if term.startswith(_CONCEPT) else ""


def _integer(term: str) -> int:
    return int(_lexical(term)) if term[0] == '"' else 0


def _lexical(term: str) -> str:
    """The characters of a literal."""
    text = term[1 : term.rindex('"')]
    return _ESCAPED.sub(_unescaped, text) if "\\" in text else text


def _unescaped(found: re.Match[str]) -> str:
    mark = found[1]
    if mark[0] in "uU" and len(mark) > 1:
        return chr(int(mark[1:], 16))
    return _ESCAPES.get(mark, mark)


def _words(term: str) -> str:
    """The characters of a literal, an IRI or a blank node's name."""
    if term[0] == '"':
        return _lexical(term)
    return term[1:-1] if term[0] == "<" else term[2:]


def _rank(literal: str) -> tuple[int, str, str]:
    after = literal[literal.rindex('"') + 1 :]
    return label_rank(_lexical(literal), after[1:] if after[:1] == "@" else None)
