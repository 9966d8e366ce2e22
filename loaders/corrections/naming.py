"""Things that a correction names and the facts do not hold yet: the same identity as extraction gives."""

from __future__ import annotations

from typing import Any, Final

from loaders.corrections.addressing import find_named
from loaders.corrections.entries import Entry
from loaders.corrections.working import Working
from loaders.gathering import place_id
from loaders.names.departments import resolve
from loaders.names.identity import identity
from loaders.names.named import Division
from loaders.names.places import gazetteer
from ontology.model import Evidence, Organization, OrganizationKind, Park, Passage, Place, Platform

__all__ = ["organization_named", "thing_named"]

_KINDS: Final = {
    "enterprise": OrganizationKind.ENTERPRISE,
    "association": OrganizationKind.ASSOCIATION,
    "institution": OrganizationKind.INSTITUTION,
}
#: Stands until the caller has put the correction's own passages in its place.
_NONE: Final = Evidence((Passage(0, 1, "?"),), 0.0, "correction/add")


def organization_named(working: Working, entry: Entry, words: str) -> Organization:
    """The organisation that a duty names: one of the document's, else resolved as extraction does.

    Raises `DocumentError` where the words name no body that could answer for a measure.
    """
    for kind in ("department", *_KINDS):
        key = find_named(working, entry, kind, words)
        found = working.named_in(key) if key else None
        if found is not None:
            return found
    return _department(working, entry, words)


def thing_named(working: Working, entry: Entry, kind: str, words: str) -> Any:
    """A new platform, park or organisation; its evidence is the caller's to give."""
    if kind == "department":
        return _department(working, entry, words)
    key, label = identity(kind, words)
    if kind == "platform":
        return Platform(key, label, (), None, _NONE)
    if kind == "park":
        return Park(key, label, (), None, _NONE)
    return Organization(key, label, _KINDS[kind], None, None, (), collective=False, evidence=_NONE)


def _department(working: Working, entry: Entry, words: str) -> Organization:
    division = _division(working)
    plan = working.plan
    year = plan.issued.year if plan.issued else plan.start_year
    name = resolve(words, division, year)
    if name is None:
        message = f"“{words}” is not understood as a government body"
        raise entry.error(f"{message}; write its name as the document does, or in full.")
    known = working.tables["organizations"].get(name.id)
    if known is not None:
        return known  # type: ignore[no-any-return]
    place = place_id(name.place) if name.place else None
    if name.place is not None:
        _places(working, entry, name.place)
    return Organization(name.id, name.label, name.kind, name.function, place, (), name.collective, _NONE)


def _division(working: Working) -> Division | None:
    place = working.tables["places"].get(working.plan.place) if working.plan.place else None
    code = place.admin_code if place else None
    return gazetteer().by_code(code) if code else None


def _places(working: Working, entry: Entry, division: Division) -> None:
    """The division of a new body and those that enclose it, proven by the plan's own words."""
    evidence = Evidence(working.plan.evidence.passages[:1], 1.0, "correction/add", (entry.attribution,))
    for link in gazetteer().chain(division):
        outer = gazetteer().parent(link)
        parent = place_id(outer) if outer else None
        working.tables["places"].setdefault(
            place_id(link), Place(place_id(link), link.name, link.level, link.admin_code, parent, evidence)
        )
