"""Rows of the registers: a plan, place, measure, target or organisation in as few words as lists need."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from graph.views.values import Ref

__all__ = ["BodyEntry", "MeasureEntry", "OnceEntry", "PlaceEntry", "PlanEntry", "TargetEntry"]

#: The country is in no province: what belongs to it stands apart.
_COUNTRY_CODE: Final = "100000"


@dataclass(frozen=True, slots=True)
class PlaceEntry:
    """A place with its code (GB/T 2260, empty when unknown) and what it belongs to, the nearest first."""

    iri: str
    label: str
    code: str
    within: tuple[str, ...]

    @property
    def slug(self) -> str:
        """Path below ``…/id/place/``."""
        return Ref(self.iri, "").id.removeprefix("place/")

    @property
    def country(self) -> bool:
        """Whether it is the country as a whole."""
        return self.code == _COUNTRY_CODE


@dataclass(frozen=True, slots=True)
class PlanEntry:
    """A plan: title and number, of which place (an IRI or empty), its years, when it was issued (ISO 8601)."""

    iri: str
    title: str
    number: str
    place: str
    city: str
    start_year: int | None
    end_year: int | None
    issued: str

    @property
    def id(self) -> str:
        """Path below ``…/id/``: ``plan/changzhou-2014``."""
        return Ref(self.iri, "").id

    @property
    def slug(self) -> str:
        """Last part of the id: ``changzhou-2014``."""
        return self.id.removeprefix("plan/")


@dataclass(frozen=True, slots=True)
class MeasureEntry:
    """A measure: its plan, its place in it, the roles in which somebody answers for it, its topics."""

    iri: str
    plan: str
    order: int
    roles: frozenset[str]
    owners: int
    topics: frozenset[str]


@dataclass(frozen=True, slots=True)
class TargetEntry:
    """A target: ``kind`` is the name of its kind of indicator (or empty), ``normal`` its comparable value."""

    iri: str
    plan: str
    kind: str
    due: int | None
    normal: float | None


@dataclass(frozen=True, slots=True)
class BodyEntry:
    """An organisation that answers for ``measures``; ``roles`` has how many of them by role."""

    iri: str
    label: str
    place: str
    function: str
    measures: int
    roles: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class OnceEntry:
    """A responsibility of a body that its plan names once."""

    iri: str
    plan: str
