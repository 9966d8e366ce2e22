"""Gathering named things: many occurrences become one node with all its forms and passages."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field

from loaders.names.named import Division, Named, OrgName
from loaders.names.places import gazetteer
from ontology.identifiers import resource
from ontology.model import (
    Evidence,
    Mention,
    Organization,
    OrganizationKind,
    Park,
    Passage,
    Place,
    PlaceLevel,
    Platform,
    ResourceId,
)

__all__ = ["Gathering", "place_id"]

_KINDS = {
    "enterprise": OrganizationKind.ENTERPRISE,
    "association": OrganizationKind.ASSOCIATION,
    "institution": OrganizationKind.INSTITUTION,
    "department": OrganizationKind.DEPARTMENT,
}


def place_id(division: Division) -> ResourceId:
    """Identifier of a division's node: ``place/changzhou``."""
    return resource("place", division.slug)


@dataclass(slots=True)
class _Entry:
    """A thing while it is gathered; ``thing`` is what was first seen, ``turn`` its place among them."""

    thing: OrgName | Named | Division
    turn: int = 0
    forms: dict[str, None] = field(default_factory=dict)
    passages: dict[Passage, None] = field(default_factory=dict)
    confidence: float = 0.0
    found_by: str = ""

    def see(self, form: str, passages: Iterable[Passage], confidence: float, found_by: str) -> None:
        self.forms.setdefault(form)
        self.passages.update(dict.fromkeys(passages))
        if confidence > self.confidence:
            self.confidence, self.found_by = confidence, found_by

    def evidence(self) -> Evidence:
        return Evidence(tuple(sorted(self.passages)), round(self.confidence, 3), self.found_by)

    def alt_labels(self, label: str) -> tuple[str, ...]:
        return tuple(form for form in self.forms if form and form != label)


class Gathering:
    """Collects what the rules find; the same identifier is the same thing."""

    def __init__(self) -> None:
        self._organizations: dict[ResourceId, _Entry] = {}
        #: The first organisation of a kind that bears a name, with its turn.
        self._bearers: dict[tuple[OrganizationKind | None, str], tuple[int, ResourceId]] = {}
        self._platforms: dict[ResourceId, _Entry] = {}
        self._parks: dict[ResourceId, _Entry] = {}
        self._places: dict[ResourceId, _Entry] = {}

    def organization(self, name: OrgName, passages: Iterable[Passage]) -> ResourceId:
        """Note a resolved organisation with the places where it is named; returns its identifier."""
        entry = self._entry(name.id, name)
        entry.see(name.as_written, passages, name.confidence, name.reason)
        self._bear(entry, name.id, name.as_written)
        return name.id

    def named(self, found: Named) -> ResourceId:
        """Note a platform, enterprise, park, association or institution; returns its identifier.

        A company that was already gathered as an owner of measures (电信公司) stays that one.
        """
        table = {"platform": self._platforms, "park": self._parks}.get(found.kind, self._organizations)
        key = found.id
        if table is self._organizations and key not in table:
            key = self._bearers.get((_KINDS[found.kind], found.label), (0, key))[1]
        is_organization = table is self._organizations
        entry = self._entry(key, found) if is_organization else table.setdefault(key, _Entry(found))
        for form in (found.label, *found.alt_labels):
            entry.see(form, found.passages, found.confidence, found.found_by)
            if is_organization:
                self._bear(entry, key, form)
        return key

    def _entry(self, key: ResourceId, thing: OrgName | Named) -> _Entry:
        """The organisation with an identifier, new where there is none."""
        entry = self._organizations.get(key)
        if entry is None:
            entry = self._organizations[key] = _Entry(thing, turn=len(self._organizations))
            self._bear(entry, key, _label(entry))
        return entry

    def _bear(self, entry: _Entry, key: ResourceId, name: str) -> None:
        """Note that an organisation bears a name; the earliest of a kind that does is found by it."""
        at = _kind(entry), name
        self._bearers[at] = min(self._bearers.get(at, (entry.turn, key)), (entry.turn, key))

    def also(self, end: int, short: str, passages: tuple[Passage, ...]) -> None:
        """Note another form of the thing whose name ends at an offset, with the places where it stands.

        Nothing where no name ends there; places inside those of another name stay with that one.
        """
        tables = (self._organizations, self._platforms, self._parks)
        named = [
            (entry, passage.end - passage.start)
            for table in tables
            for entry in table.values()
            for passage in entry.passages
            if passage.end == end
        ]
        if not named:
            return
        entry = max(named, key=lambda pair: pair[1])[0]
        for table in (self._platforms, self._parks):  # nothing refers to these by their keys yet
            for key in [key for key, one in table.items() if one is not entry and _label(one) == short]:
                if any(one is entry for one in table.values()):
                    entry.see(short, table.pop(key).passages, entry.confidence, entry.found_by)
        held = sorted(
            (passage.start, passage.end)
            for table in tables
            for one in table.values()
            for passage in one.passages
        )
        starts = [start for start, _ in held]
        free = [
            passage
            for passage in passages
            if not _overlapped(passage, held, starts) or passage in entry.passages
        ]
        entry.see(short, free, entry.confidence, entry.found_by)

    def place(
        self, division: Division, passage: Passage, found_by: str, confidence: float = 0.95
    ) -> ResourceId:
        """Note a division and those that enclose it; returns its identifier."""
        known = gazetteer()
        for link in known.chain(division):
            own = link.code == division.code
            entry = self._places.setdefault(place_id(link), _Entry(link))
            entry.see(link.name, (passage,), confidence, found_by if own else "place/encloses")
        return place_id(division)

    def organizations(self) -> tuple[Organization, ...]:
        """The organisations, sorted by identifier."""
        return tuple(_organization(key, entry) for key, entry in sorted(self._organizations.items()))

    def platforms(self) -> tuple[Platform, ...]:
        """The platforms, sorted by identifier."""
        return tuple(
            Platform(key, label, entry.alt_labels(label), None, entry.evidence())
            for key, entry in sorted(self._platforms.items())
            if (label := _label(entry))
        )

    def parks(self) -> tuple[Park, ...]:
        """The parks, sorted by identifier."""
        return tuple(
            Park(key, label, entry.alt_labels(label), None, entry.evidence())
            for key, entry in sorted(self._parks.items())
            if (label := _label(entry))
        )

    def places(self) -> tuple[Place, ...]:
        """The divisions, those of the organisations included, sorted by identifier."""
        for entry in list(self._organizations.values()):
            if isinstance(entry.thing, OrgName) and entry.thing.place is not None:
                self.place(entry.thing.place, min(entry.passages), "place/of-organization", 0.9)
        return tuple(_place(key, entry) for key, entry in sorted(self._places.items()))

    def mentions(self, subjects: Iterable[tuple[int, int, ResourceId]]) -> tuple[Mention, ...]:
        """Which stretches ``(start, end, subject)`` of the text name which things.

        Stretches do not overlap and come in order.
        """
        stretches = list(subjects)
        found: list[Mention] = []
        for table in (self._organizations, self._platforms, self._parks, self._places):
            for key, entry in sorted(table.items()):
                if entry.found_by == "place/encloses":
                    continue
                found.extend(_mentions(key, entry, stretches))
        return tuple(found)


def _overlapped(passage: Passage, held: list[tuple[int, int]], starts: list[int]) -> bool:
    """Whether a name that is known already covers the place; ``held`` in order, with its ``starts``."""
    turn = bisect_right(starts, passage.start)
    return any(
        start < passage.end and passage.start < end for start, end in held[max(0, turn - 4) : turn + 1]
    )


def _kind(entry: _Entry) -> OrganizationKind | None:
    thing = entry.thing
    if isinstance(thing, OrgName):
        return thing.kind
    return _KINDS[thing.kind] if isinstance(thing, Named) else None


def _label(entry: _Entry) -> str:
    thing = entry.thing
    return thing.name if isinstance(thing, Division) else thing.label


def _organization(key: ResourceId, entry: _Entry) -> Organization:
    thing = entry.thing
    if isinstance(thing, OrgName):
        place = place_id(thing.place) if thing.place else None
        return Organization(
            key,
            thing.label,
            thing.kind,
            thing.function,
            place,
            entry.alt_labels(thing.label),
            thing.collective,
            entry.evidence(),
        )
    if isinstance(thing, Named):
        kind = _KINDS[thing.kind]
        forms = entry.alt_labels(thing.label)
        return Organization(key, thing.label, kind, None, None, forms, False, entry.evidence())
    raise TypeError(f"{key} is a division, not an organisation")


def _place(key: ResourceId, entry: _Entry) -> Place:
    thing = entry.thing
    if not isinstance(thing, Division):
        raise TypeError(f"{key} is no division")
    outer = gazetteer().parent(thing)
    label = thing.name
    if outer is not None and thing.level is PlaceLevel.COUNTY and thing.name.endswith("区"):
        label = outer.name + thing.name  # 成都市武侯区: several cities have a 鼓楼区 or 朝阳区
    return Place(
        key, label, thing.level, thing.admin_code, place_id(outer) if outer else None, entry.evidence()
    )


def _mentions(key: ResourceId, entry: _Entry, stretches: list[tuple[int, int, ResourceId]]) -> list[Mention]:
    first: dict[ResourceId, list[Passage]] = {}
    for passage in sorted(entry.passages):
        index = bisect_right(stretches, passage.start, key=lambda stretch: stretch[0]) - 1
        if index >= 0 and passage.end <= stretches[index][1]:
            first.setdefault(stretches[index][2], []).append(passage)
    return [
        Mention(
            subject,
            key,
            passages[0].exact,
            Evidence(tuple(passages), round(entry.confidence, 3), entry.found_by),
        )
        for subject, passages in first.items()
    ]
