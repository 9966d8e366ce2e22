"""What a person checks in a plan: its facts as items, the doubtful ones first. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, fields
from typing import Any, Final

from graph.views.plan import MARK_KINDS, FactNote, PlanView
from graph.views.texts import sentence
from graph.views.vocabulary import vocabulary
from ontology.identifiers import DEFAULT_BASE
from ontology.model import Attribution, Facts, Measure
from viz.pages.site import Lang
from viz.pages.texts import TEXTS, text
from viz.report_snippets import Snippets, Writer
from viz.report_texts import check_words, rule_words

__all__ = ["DOUBTFUL", "Item", "Words", "items"]

#: Facts below this confidence are shown first.
DOUBTFUL: Final = 0.75
_MOST_PLACES: Final = 6
_AROUND: Final = 40


@dataclass(frozen=True, slots=True)
class Words:
    """Words of a fact within their sentence, and where they stand."""

    start: int
    end: int
    before: str
    exact: str
    after: str


@dataclass(frozen=True, slots=True)
class Item:
    """A fact to check. ``number`` is that of its marks, ``rule`` the name of what found it.

    ``details`` are short lines that say what is claimed (role, measure, topic); ``signed`` says who
    corrected it; ``more`` counts places beyond those in ``places``.
    """

    number: int
    kind: str
    label: str
    details: tuple[str, ...]
    confidence: float
    rule: str
    why: str
    check: str
    signed: tuple[Attribution, ...]
    places: tuple[Words, ...]
    more: int
    snippets: Snippets

    @property
    def doubtful(self) -> bool:
        """Whether a person should look at it first."""
        return self.confidence < DOUBTFUL


def items(facts: Facts, view: PlanView, lang: Lang) -> tuple[Item, ...]:
    """Every marked fact of a plan, in the order of the text."""
    writer = Writer(facts)
    known = _by_id(facts)
    spans = _spans(view)
    made = (_item(facts, writer, known, spans, note, lang) for note in view.facts)
    return tuple(made)


def _by_id(facts: Facts) -> dict[str, Any]:
    found: dict[str, Any] = {facts.plan.id: facts.plan}
    for field in fields(facts):
        value = getattr(facts, field.name)
        if isinstance(value, tuple):
            found.update({each.id: each for each in value if hasattr(each, "id")})
    return found


def _spans(view: PlanView) -> dict[int, tuple[tuple[int, int], ...]]:
    """Where each fact is marked, from the segments of the text."""
    found: dict[int, set[tuple[int, int]]] = defaultdict(set)
    for paragraph in view.paragraphs:
        for segment in paragraph.segments:
            for mark in segment.marks:
                found[mark.fact].add((mark.start, mark.end))
    return {number: tuple(sorted(places)) for number, places in found.items()}


def _item(
    facts: Facts,
    writer: Writer,
    known: dict[str, Any],
    spans: dict[int, tuple[tuple[int, int], ...]],
    note: FactNote,
    lang: Lang,
) -> Item:
    key = note.iri.removeprefix(f"{DEFAULT_BASE}id/")
    fact = known.get(key)
    confidence = float(note.confidence) if note.confidence is not None else 1.0
    details: list[str] = []
    signed: tuple[Attribution, ...] = ()
    label = note.label
    if note.concept:
        label = vocabulary().concept(note.concept, lang)
        snippets = _tag_snippets(facts, writer, note)
    elif fact is None or note.kind == "plan":
        snippets = Snippets()
    else:
        label = _label(known, fact, label)
        snippets = writer.of(fact, label=label, doubtful=confidence < DOUBTFUL)
    if fact is not None:
        signed = fact.evidence.attributed_to
        details += _details(known, fact, lang)
    if note.about is not None and note.kind in ("owner", "topic"):
        details.append(note.about.label)
    places = _widest(spans.get(note.number, ()))
    return Item(
        number=note.number,
        kind=note.kind,
        label=label,
        details=tuple(dict.fromkeys(detail for detail in details if detail and detail != label)),
        confidence=confidence,
        rule=note.found_by,
        why=rule_words(note.found_by, lang),
        check=check_words(note.kind, lang),
        signed=signed,
        places=tuple(_words(facts.text, start, end) for start, end in places[:_MOST_PLACES]),
        more=max(0, len(places) - _MOST_PLACES),
        snippets=snippets,
    )


def _widest(places: tuple[tuple[int, int], ...]) -> tuple[tuple[int, int], ...]:
    """Places that do not lie within another: a duty is shown by its sentence, not again by its name."""
    kept: list[tuple[int, int]] = []
    for start, end in sorted(places, key=lambda place: (place[0], -place[1])):
        if not kept or end > kept[-1][1]:
            kept.append((start, end))
    return tuple(kept)


def _tag_snippets(facts: Facts, writer: Writer, note: FactNote) -> Snippets:
    about = note.about.iri.removeprefix(f"{DEFAULT_BASE}id/") if note.about else ""
    measure = next((each.id for each in facts.measures if each.id == about), None)
    return writer.tag(measure, note.concept) if measure else Snippets()


def _label(known: dict[str, Any], fact: Any, label: str) -> str:
    """The body for a duty, the printed name for everything that has one, else the graph's label."""
    if hasattr(fact, "organization"):
        body = known.get(fact.organization)
        return str(body.label if body else fact.as_written)
    for name in ("label", "name", "title"):
        if hasattr(fact, name):
            return str(getattr(fact, name))
    return label


def _details(known: dict[str, Any], fact: Any, lang: Lang) -> Iterable[str]:
    if hasattr(fact, "role"):
        yield text(f"role.{fact.role.value}", lang)
    if hasattr(fact, "comparator"):
        yield text(f"comparator.{fact.comparator.value}", lang)
        measure = known.get(fact.measure) if fact.measure else None
        yield measure.name if measure else ""
    if hasattr(fact, "function") and fact.function:
        yield vocabulary().concept(fact.function, lang)
    if hasattr(fact, "alt_labels") and fact.alt_labels:
        yield text("property.skos:altLabel", lang) + " " + "、".join(fact.alt_labels[:4])
    if isinstance(fact, Measure):
        yield fact.id.rpartition("/")[2]


def _words(whole: str, start: int, end: int) -> Words:
    left, right = sentence(whole, start, end)
    left, right = max(left, start - _AROUND), min(right, end + _AROUND)
    return Words(start, end, whole[left:start], whole[start:end], whole[end:right].rstrip("\n"))


if not {f"mark.{kind}" for kind in MARK_KINDS} <= TEXTS.keys():
    raise AssertionError("a kind of mark has no name")
