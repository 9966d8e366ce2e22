"""From a decoded document to what the rules see: normalised text, outline, front matter, units."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from loaders.names.named import Division
from loaders.names.places import division_of
from loaders.names.unlisted import unlisted
from loaders.normalise import Normalised, normalise
from loaders.outline import Outline
from loaders.placing import place_of_body
from loaders.reading import RawDocument
from loaders.rules.duty_tables import Assigned, draft_rows
from loaders.rules.measures import Draft, draft_units
from loaders.rules.metadata import Metadata, metadata
from loaders.rules.scope import Scope
from loaders.rules.tables import Table
from loaders.script import as_read
from loaders.tabulating import outlined, restated
from ontology.errors import EmptyDocument
from ontology.identifiers import plan_slug

__all__ = ["Prepared", "prepare", "scope_of"]


@dataclass(frozen=True, slots=True)
class Prepared:
    """A document cut into units, with everything that the assembly of facts needs.

    ``normalised`` is what the rules read, ``printed`` what the document has at the same places: they
    differ where it is in traditional characters. ``place_inferred``: only the names in the body tell the place.
    """

    raw: RawDocument = field(repr=False)
    normalised: Normalised = field(repr=False)
    printed: str = field(repr=False)
    tree: Outline
    metadata: Metadata
    draft: Draft
    scope: Scope
    tables: tuple[Table, ...] = field(repr=False)
    rows: tuple[Assigned, ...] = field(repr=False)
    place_inferred: bool = False


def prepare(raw: RawDocument) -> Prepared:
    """Normalise, outline and cut a document.

    Raises `EmptyDocument` where there is neither a heading nor a table of tasks or projects.
    """
    normalised = normalise(raw.text)
    printed = normalised.text
    normalised = replace(normalised, text=as_read(printed))
    stated = raw.mapping
    tree, tables = outlined(normalised.text, stated.columns)
    if not tree.nodes and not tables:
        raise EmptyDocument(
            "has no heading (一、, （一）, 1. or 第一章 at the start of a line) and no table of tasks or projects (序号, 任务, "
            "责任单位), so it cannot be read as a plan.",
            source=raw.source.name,
        )
    front = restated(metadata(normalised.text, tree, raw.stem), stated, tree, tables, raw.stem)
    division = division_of(stated.place) or _division(front, normalised.text, tree)
    inferred = division is None
    division = division or place_of_body(normalised.text)
    start_year = front.period[0] if front.period else None
    year = stated.year or _year(front, normalised.text)
    slug = plan_slug(division.slug if division else None, start_year or year, front.title.value, raw.stem)
    draft, rows = draft_rows(normalised.text, tree, draft_units(normalised.text, tree, slug), tables, slug)
    scope = Scope(
        slug=slug,
        text=normalised.text,
        units=draft.units,
        division=division,
        issuer=front.issuer.value if front.issuer else None,
        year=year,
        start_year=start_year,
        end_year=front.period[1] if front.period else None,
    )
    inferred = inferred and division is not None
    return Prepared(raw, normalised, printed, tree, front, draft, scope, tables, rows, inferred)


def scope_of(raw: RawDocument) -> Scope:
    """The scope alone, for rules that are tried by themselves."""
    return prepare(raw).scope


def _division(front: Metadata, text: str, tree: Outline) -> Division | None:
    """The place that the plan speaks for, from its issuer, its title, its first lines, in this order."""
    first = tree.nodes[0].start if tree.nodes else tree.body_end
    lines = (text[line.start : line.end] for line in tree.lines[:8] if line.end <= first)
    headed = tree.nodes and front.title.found_by == "plan/first-line" and front.title.passage.start >= first
    title = None if headed else front.title.value  # the first item of a fragment is no title
    issuer = front.issuer.value if front.issuer else None
    listed = division_of(issuer, title)
    return unlisted(issuer, title, text, listed) or listed or division_of(*lines)


def _year(front: Metadata, text: str) -> int | None:
    """Year of the document's words: its date, its number, its period, else the first year it names."""
    if front.issued:
        return front.issued[0].year
    if front.number:
        match = re.search(r"(?:19|20)\d{2}", front.number.value)
        if match:
            return int(match[0])
    if front.period:
        return front.period[0]
    match = re.search(r"(?<!\d)(?:19|20)\d{2}(?=年)", text)
    return int(match[0]) if match else None
