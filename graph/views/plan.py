"""One plan as it was written, with its outline and every fact at its place in the text."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Final, TypeVar

from graph.engine import Engine, Row
from graph.views.doubts import DoubtItem, plan_doubts
from graph.views.marks import Mark, Segment, Span, paragraphs, segments
from graph.views.measures import MeasureItem, measures
from graph.views.names import NamedThing, named_things
from graph.views.plan_graphs import plan_rows
from graph.views.plans import PlanCard, plan_cards
from graph.views.projects import ProgrammeItem, ProjectItem, programmes, projects
from graph.views.targets import TargetItem, targets
from graph.views.texts import plan_text
from graph.views.values import Ref, concept, decimal, integer, iri, kind_of, tail, words
from ontology.terms import OA

__all__ = ["MARK_KINDS", "FactNote", "Paragraph", "PlanView", "SectionItem", "plan_view"]

#: Class of a fact -> kind of its mark. Indicators are marked by their targets.
_MARKS: Final = {
    "Plan": "plan",
    "Document": "document",
    "Measure": "measure",
    "Responsibility": "owner",
    "Target": "target",
    "Project": "project",
    "Programme": "project",
    "Platform": "platform",
    "Park": "park",
    "Enterprise": "enterprise",
    "Association": "organization",
    "Institution": "organization",
    "Government": "department",
    "Department": "department",
    "Organization": "organization",
    "Place": "place",
}
#: Kinds of marks in the order of the legend.
MARK_KINDS: Final = (
    "measure",
    "owner",
    "target",
    "project",
    "department",
    "organization",
    "enterprise",
    "platform",
    "park",
    "place",
    "document",
    "plan",
    "topic",
)

_SPANS: Final = """
SELECT ?fact ?start ?end WHERE {
  GRAPH ?g { ?fact prov:wasDerivedFrom ?passage . ?passage oa:start ?start ; oa:end ?end }
}"""
_CLASSES: Final = f"""
SELECT ?fact ?type WHERE {{
  GRAPH ?g {{ VALUES ?type {{ oa:Annotation {" ".join(f"pg:{name}" for name in _MARKS)} }} ?fact a ?type }}
}}"""
_LABELS: Final = "SELECT ?fact ?label WHERE { GRAPH ?g { ?fact rdfs:label ?label } }"
_FOUND: Final = """
SELECT ?fact ?confidence ?foundBy WHERE { GRAPH ?g { ?fact pg:confidence ?confidence ; pg:foundBy ?foundBy } }"""
_TAGGED: Final = (
    "SELECT ?fact ?body ?target WHERE { GRAPH ?g { ?fact oa:hasBody ?body ; oa:hasTarget ?target } }"
)
_STATED: Final = """
SELECT ?fact ?role ?target WHERE { GRAPH ?g { ?fact pg:measure ?target . OPTIONAL { ?fact pg:role ?role } } }"""

_SECTIONS: Final = """
SELECT ?section ?sectionLabel ?notation ?level ?order ?start ?end
WHERE {
  GRAPH ?g {
    ?plan a pg:Plan .
    ?section a pg:Section ; rdfs:label ?sectionLabel ; pg:level ?level ; pg:order ?order ; prov:wasDerivedFrom ?passage .
    ?passage oa:start ?start ; oa:end ?end .
    OPTIONAL { ?section skos:notation ?notation }
  }
}"""


@dataclass(frozen=True, slots=True)
class SectionItem:
    """A heading of the outline; ``start``-``end`` is the heading in the text."""

    iri: str
    notation: str
    title: str
    level: int
    order: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class FactNote:
    """What the card of a marked fact says.

    ``kind`` is the kind of its mark, ``about`` the measure it belongs to, ``role`` a concept's name,
    ``concept`` the concept path of a topic or instrument.
    """

    number: int
    iri: str
    kind: str
    label: str
    role: str
    concept: str
    about: Ref | None
    confidence: Decimal | None
    found_by: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A line of the text in segments. ``level`` is that of the heading it is or begins with, else 0.

    ``heading_end`` is where the heading's words end; ``cell`` is true for a short line of a table
    that was pasted as text, one cell a line; ``breaks`` when a new row of the table begins here;
    ``measure`` when it belongs to the text of a measure.
    """

    start: int
    end: int
    level: int
    heading_end: int
    cell: bool
    breaks: bool
    measure: bool
    segments: tuple[Segment, ...]


@dataclass(frozen=True, slots=True)
class PlanView:
    """Everything that the page of a plan shows; ``kinds`` counts the facts of each kind of mark."""

    card: PlanCard
    outline: tuple[SectionItem, ...]
    paragraphs: tuple[Paragraph, ...]
    facts: tuple[FactNote, ...]
    kinds: tuple[tuple[str, int], ...]
    measures: tuple[MeasureItem, ...]
    targets: tuple[TargetItem, ...]
    projects: tuple[ProjectItem, ...]
    programmes: tuple[ProgrammeItem, ...]
    names: tuple[NamedThing, ...]
    doubts: tuple[DoubtItem, ...]


def plan_view(engine: Engine, plan: str) -> PlanView | None:
    """The plan with that IRI, or None when there is none."""
    cards = plan_cards(engine, plan=plan)
    if not cards:
        return None
    text = plan_text(engine, plan)
    outline = _outline(engine, plan)
    notes, spans = _facts(engine, plan)
    rows = projects(engine, plan=plan)
    marks = tuple(
        {
            Mark(*_pointed(text, span, note), note.number, note.kind)
            for note in notes
            for span in spans[note.iri]
        }
    )
    blocks = tuple(
        span for note in notes if note.kind == "measure" for span in spans[note.iri] if _is_block(span, note)
    )
    anchors = {span for found in spans.values() for span in found}
    anchors |= {Span(item.start, item.end) for item in outline}
    return PlanView(
        card=cards[0],
        outline=outline,
        paragraphs=_paragraphs(text, outline, marks, anchors, rows, blocks),
        facts=notes,
        kinds=_counts(notes),
        measures=measures(engine, plan=plan),
        targets=targets(engine, plan=plan),
        projects=rows,
        programmes=programmes(engine, rows, plan=plan),
        names=named_things(engine, plan=plan),
        doubts=plan_doubts(engine, plan),
    )


def _outline(engine: Engine, plan: str) -> tuple[SectionItem, ...]:
    """Sections in order; of a section's passages the first (the heading) is kept."""
    found: dict[str, SectionItem] = {}
    for row in plan_rows(engine, _SECTIONS, plan):
        item = SectionItem(
            iri(row, "section"),
            words(row, "notation"),
            words(row, "sectionLabel"),
            integer(row, "level", 1),
            integer(row, "order"),
            integer(row, "start"),
            integer(row, "end"),
        )
        known = found.get(item.iri)
        if known is None or (item.start, item.end) < (known.start, known.end):
            found[item.iri] = item
    return tuple(sorted(found.values(), key=lambda item: item.order))


def _facts(engine: Engine, plan: str) -> tuple[tuple[FactNote, ...], dict[str, tuple[Span, ...]]]:
    """Facts that are marked, numbered in the order of the text, and the spans of each."""
    types: dict[str, set[str]] = defaultdict(set)
    for row in plan_rows(engine, _CLASSES, plan):
        types[iri(row, "fact")].add(iri(row, "type"))
    spans: dict[str, set[Span]] = defaultdict(set)
    for row in plan_rows(engine, _SPANS, plan):
        spans[iri(row, "fact")].add(Span(integer(row, "start"), integer(row, "end")))
    labels: dict[str, str] = {}
    for row in plan_rows(engine, _LABELS, plan):
        labels[iri(row, "fact")] = min(words(row, "label"), labels.get(iri(row, "fact"), words(row, "label")))
    rows = (row for query in (_FOUND, _TAGGED, _STATED) for row in plan_rows(engine, query, plan))
    said: dict[str, Row] = defaultdict(dict)
    for row in rows:
        said[iri(row, "fact")] |= row
    kinds = {
        key: "topic" if OA.Annotation in types[key] else _MARKS.get(kind_of(types[key]), "") for key in spans
    }
    order = sorted((key for key in spans if kinds[key]), key=lambda key: (min(spans[key]), kinds[key], key))
    notes = tuple(
        FactNote(
            number=number,
            iri=key,
            kind=kinds[key],
            label=labels.get(key) or tail(key),
            role=concept(row := said[key], "role").removeprefix("role/"),
            concept=concept(row, "body"),
            about=Ref(target, labels[target]) if (target := iri(row, "target")) in labels else None,
            confidence=decimal(row, "confidence"),
            found_by=words(row, "foundBy"),
        )
        for number, key in enumerate(order, start=1)
    )
    return notes, {key: tuple(sorted(value)) for key, value in spans.items()}


#: A passage that is this much longer than the name of a measure or project holds its whole text.
_LONGER: Final = 20


def _is_block(span: Span, note: FactNote) -> bool:
    return note.kind in ("measure", "project") and span.end - span.start > len(note.label) + _LONGER


def _pointed(text: str, span: Span, note: FactNote) -> tuple[int, int]:
    """Where a fact is marked: a measure or project by its name, not by all of its text."""
    if _is_block(span, note):
        at = text.find(note.label, span.start, span.end)
        if at >= 0:
            return at, at + len(note.label)
    return span.start, span.end


def _counts(notes: tuple[FactNote, ...]) -> tuple[tuple[str, int], ...]:
    counted: dict[str, int] = defaultdict(int)
    for note in notes:
        counted[note.kind] += 1
    return tuple((kind, counted[kind]) for kind in MARK_KINDS if counted[kind])


#: A table pasted as text has one cell a line: from this many projects on, lines in it are cells.
_TABLE: Final = 2


def _paragraphs(
    text: str,
    outline: tuple[SectionItem, ...],
    marks: tuple[Mark, ...],
    anchors: set[Span],
    rows: tuple[ProjectItem, ...],
    blocks: tuple[Span, ...],
) -> tuple[Paragraph, ...]:
    headings = {item.start: item for item in outline}
    table = [(row.words.start, row.words.end) for row in rows if "\n" in row.words.exact]
    inside = (min(table)[0], max(end for _, end in table)) if len(table) >= _TABLE else (0, 0)
    row_starts = {start for start, _ in table}
    row_ends = {end for _, end in table}
    lines = paragraphs(text)
    marked = _by_line(lines, marks)
    # The end of a heading is an edge too, so that its words can be set in bold. A line can be linked to as it is.
    edges = (Span(item.end, item.end) for item in outline)
    linked = _by_line(lines, (*(anchors - set(lines)), *edges))
    found, after_row = [], False
    for number, span in enumerate(lines):
        heading = headings.get(span.start)
        cell = inside[0] <= span.start < inside[1]
        found.append(
            Paragraph(
                span.start,
                span.end,
                heading.level if heading else 0,
                heading.end if heading else span.start,
                cell,
                cell and (span.start in row_starts or after_row),
                any(block.start <= span.start and span.end <= block.end for block in blocks),
                segments(text, span, marked[number], linked[number]),
            )
        )
        after_row = span.end in row_ends
    return tuple(found)


_Place = TypeVar("_Place", Mark, Span)


def _by_line(lines: tuple[Span, ...], places: Iterable[_Place]) -> dict[int, list[_Place]]:
    """Marks or spans by the number of each line that they touch, so that long plans stay linear."""
    starts = [line.start for line in lines]
    found: dict[int, list[_Place]] = defaultdict(list)
    for place in places:
        number = max(bisect_right(starts, place.start) - 1, 0)
        while number < len(lines) and lines[number].start <= max(place.start, place.end - 1):
            found[number].append(place)
            number += 1
    return found
