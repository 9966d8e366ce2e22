"""Search over what the graph names and the measures say: exact, then beginning, then inside. Simple and whole.

Chinese has no blanks between words, so a query of two characters is looked for as it stands, in
labels, other forms and texts; several words of a query must all be found.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from graph.engine import Engine
from graph.views.measures import measures
from graph.views.names import named_things
from graph.views.plans import plan_cards
from graph.views.projects import projects
from graph.views.values import Ref

__all__ = ["GROUPS", "Hit", "search"]

#: Groups of hits in the order in which a page shows them.
GROUPS: Final = ("department", "measure", "platform", "enterprise", "park", "plan", "project")
_AROUND: Final = 30


@dataclass(frozen=True, slots=True)
class Hit:
    """Something found: its ``group``, a ``score`` (higher is better) and the words around the find.

    ``plan`` with ``start`` and ``end`` point to the place in a plan, when there is one.
    """

    group: str
    score: int
    thing: Ref
    note: str
    snippet: str
    plan: str = ""
    start: int | None = None
    end: int | None = None


def search(engine: Engine, query: str, *, limit: int = 50) -> tuple[Hit, ...]:
    """Hits of a query, best first, at most ``limit`` of each group; none for an empty query."""
    needles = tuple(_folded(query).split())
    if not needles:
        return ()
    hits = sorted(_hits(engine, needles), key=lambda hit: (-hit.score, hit.thing.label, hit.thing.iri))
    kept: dict[str, list[Hit]] = {group: [] for group in GROUPS}
    for hit in hits:
        if len(kept[hit.group]) < limit:
            kept[hit.group].append(hit)
    return tuple(hit for group in GROUPS for hit in kept[group])


def _hits(engine: Engine, needles: tuple[str, ...]) -> Iterable[Hit]:
    for thing in named_things(engine):
        score = max(_score(form, needles) for form in (thing.label, *thing.alt_labels))
        if score:
            group = {"Platform": "platform", "Park": "park", "Enterprise": "enterprise"}.get(
                thing.kind, "department"
            )
            first = thing.passages[0] if thing.passages else None
            yield Hit(
                group,
                score,
                thing.ref,
                thing.place.label if thing.place else "",
                "、".join(thing.alt_labels),
                first.plan if first else "",
                first.start if first else None,
                first.end if first else None,
            )
    for measure in measures(engine):
        score = _score(measure.name, needles) or _score(measure.text, needles) // 4
        if score:
            yield Hit(
                "measure",
                score,
                Ref(measure.iri, measure.name),
                measure.plan.label,
                _snippet(measure.text, needles),
                measure.plan.iri,
                measure.words.start,
                measure.words.end,
            )
    for card in plan_cards(engine):
        score = max(_score(form, needles) for form in (card.title, card.city, card.number))
        if score:
            yield Hit("plan", score, Ref(card.iri, card.title), card.city, card.number)
    for project in projects(engine):
        score = _score(project.name, needles) or _score(project.content, needles) // 4
        if score:
            yield Hit(
                "project",
                score,
                Ref(project.iri, project.name),
                project.plan.label,
                _snippet(project.content, needles),
                project.plan.iri,
                project.words.start,
                project.words.end,
            )


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()


def _score(text: str, needles: tuple[str, ...]) -> int:
    """100 for the whole text, 60 for its beginning, 40 for its inside, less for long texts; 0 unless all are in."""
    folded = _folded(text)
    if not folded or not all(needle in folded for needle in needles):
        return 0
    if folded == needles[0]:
        return 100
    return max((60 if folded.startswith(needles[0]) else 40) - min(len(folded), 35), 4)


def _snippet(text: str, needles: tuple[str, ...]) -> str:
    """Words around the first find, with ellipses where text was left out."""
    at = _folded(text).find(needles[0])
    if at < 0:
        return text[: 2 * _AROUND] + ("…" if len(text) > 2 * _AROUND else "")
    start, end = max(at - _AROUND, 0), min(at + len(needles[0]) + _AROUND, len(text))
    return ("…" if start else "") + text[start:end] + ("…" if end < len(text) else "")
