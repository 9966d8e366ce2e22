"""The domain as frozen dataclasses: what a plan says, each fact with the words that say it.

One dataclass for each class of ``policygraph.ttl``; a test keeps the two equal. ``id`` fields are
`ResourceId`: the path below ``…/id/`` (``measure/changzhou-2014/4.1``), so facts do not depend on
the base of the IRIs. Offsets count Unicode code points in the normalised text that the service
publishes (``Facts.text``). Evidence is left out of equality: two facts are equal when they say the
same thing.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field, fields
from decimal import Decimal
from typing import NewType

from ontology.kinds import Comparator, MeasureKind, Nature, OrganizationKind, PlaceLevel, Role

__all__ = [
    "Attribution",
    "CitedDocument",
    "Comparator",
    "ConceptId",
    "Correction",
    "Doubt",
    "Evidence",
    "Facts",
    "Indicator",
    "Measure",
    "MeasureKind",
    "Mention",
    "Nature",
    "Organization",
    "OrganizationKind",
    "Park",
    "Passage",
    "Place",
    "PlaceLevel",
    "Plan",
    "Platform",
    "Programme",
    "Project",
    "ResourceId",
    "Responsibility",
    "Role",
    "Section",
    "Source",
    "Tag",
    "Target",
    "TermsOfUse",
]

#: Path of a resource below ``…/id/``, ASCII: ``org/changzhou/shangwuju``.
ResourceId = NewType("ResourceId", str)
#: Path of a concept below ``https://w3id.org/policygraph/concept/``: ``function/commerce``.
ConceptId = NewType("ConceptId", str)


@dataclass(frozen=True, slots=True, order=True)
class Passage:
    """Words of the document: ``text[start:end] == exact``."""

    start: int
    end: int
    exact: str

    def __post_init__(self) -> None:
        if self.start < 0 or self.end <= self.start:
            raise ValueError(f"a passage needs 0 <= start < end, got {self.start}..{self.end}")
        if len(self.exact) != self.end - self.start:
            raise ValueError(f"passage {self.start}..{self.end} holds {len(self.exact)} characters")


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who answers for a correction (a person or an office, as they sign) and the day it was made."""

    by: str
    on: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Evidence:
    """Why a fact is believed: its words, how sure the rule is (0-1), and the rule's name.

    ``attributed_to`` names the people who corrected the fact, sorted; empty for what a rule found.
    """

    passages: tuple[Passage, ...]
    confidence: float
    found_by: str
    attributed_to: tuple[Attribution, ...] = ()

    def __post_init__(self) -> None:
        if not self.passages:
            raise ValueError("a fact needs at least one passage")
        if not 0.0 <= self.confidence <= 1.0:
            raise ValueError(f"confidence lies between 0 and 1, got {self.confidence}")


def _evidence() -> Evidence:
    """Field of evidence that does not take part in equality."""
    return field(compare=False, repr=False)  # type: ignore[no-any-return]


@dataclass(frozen=True, slots=True)
class Place:
    """An administrative division; ``admin_code`` is its six digits of GB/T 2260."""

    id: ResourceId
    label: str
    level: PlaceLevel
    admin_code: str | None
    parent: ResourceId | None
    evidence: Evidence = _evidence()


@dataclass(frozen=True, slots=True)
class Organization:
    """A government, department, enterprise, association or institution.

    ``label`` is the full official name, ``alt_labels`` every form as written in this document.
    ``collective`` is true for a class of bodies named together (各县（市、区）人民政府).
    """

    id: ResourceId
    label: str
    kind: OrganizationKind
    function: ConceptId | None
    place: ResourceId | None
    alt_labels: tuple[str, ...]
    collective: bool
    evidence: Evidence = _evidence()


@dataclass(frozen=True, slots=True)
class Platform:
    """A named e-commerce or information platform; ``operated_by`` when the document says so."""

    id: ResourceId
    label: str
    alt_labels: tuple[str, ...]
    operated_by: ResourceId | None
    evidence: Evidence = _evidence()


@dataclass(frozen=True, slots=True)
class Park:
    """A named e-commerce park, base, themed building or cluster."""

    id: ResourceId
    label: str
    alt_labels: tuple[str, ...]
    place: ResourceId | None
    evidence: Evidence = _evidence()


@dataclass(frozen=True, slots=True)
class CitedDocument:
    """A work that is cited but not loaded; ``title`` without its book-title marks."""

    id: ResourceId
    title: str
    number: str | None
    evidence: Evidence = _evidence()


@dataclass(frozen=True, slots=True)
class Plan:
    """The document itself; ``number`` as printed, years inclusive, ``creators`` as they signed (joint issuers)."""

    id: ResourceId
    title: str
    number: str | None
    issued: dt.date | None
    creators: tuple[ResourceId, ...]
    place: ResourceId | None
    start_year: int | None
    end_year: int | None
    based_on: tuple[ResourceId, ...]
    evidence: Evidence = _evidence()


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and what stands under it, or an annex.

    ``notation`` is the label as printed (``（一）``, empty for an annex), ``level`` its depth from 1, ``order`` its
    position in the document from 1, ``parent`` the enclosing section or the plan. Its passage is the
    heading.
    """

    id: ResourceId
    notation: str
    title: str
    level: int
    order: int
    parent: ResourceId
    evidence: Evidence = _evidence()


@dataclass(frozen=True, slots=True)
class Tag:
    """A topic or policy instrument of a measure, with the words that suggest it."""

    concept: ConceptId
    evidence: Evidence = _evidence()


@dataclass(frozen=True, slots=True)
class Measure:
    """The smallest titled unit that prescribes action; ``section`` is the section it stands in."""

    id: ResourceId
    name: str
    section: ResourceId
    order: int
    kind: MeasureKind
    text: str
    topics: tuple[Tag, ...]
    instruments: tuple[Tag, ...]
    evidence: Evidence = _evidence()


@dataclass(frozen=True, slots=True)
class Responsibility:
    """One organisation answering for one measure in one role, ``as_written`` in the document."""

    id: ResourceId
    measure: ResourceId
    organization: ResourceId
    role: Role
    as_written: str
    evidence: Evidence = _evidence()


@dataclass(frozen=True, slots=True)
class Indicator:
    """What a target counts, as printed; ``kind`` is the shared indicator that compares across plans."""

    id: ResourceId
    label: str
    kind: ConceptId | None
    evidence: Evidence = _evidence()


@dataclass(frozen=True, slots=True)
class Target:
    """A number the plan commits to.

    ``value``/``upper_value`` in ``unit`` as printed (``万人``); ``normalized_value`` in
    ``normalized_unit`` (``yuan``, ``persons``, ``ratio``, ``count``) so that plans compare.
    """

    id: ResourceId
    indicator: ResourceId
    value: Decimal
    upper_value: Decimal | None
    unit: str
    comparator: Comparator
    growth: bool
    due_year: int | None
    measure: ResourceId | None
    normalized_value: Decimal | None
    normalized_unit: str | None
    evidence: Evidence = _evidence()


@dataclass(frozen=True, slots=True)
class Programme:
    """A group of measures or projects (五大工程); ``investment`` in 万元 as printed.

    ``parent`` is the enclosing programme (the whole table of an annex), ``measures`` its members.
    """

    id: ResourceId
    name: str
    investment: Decimal | None
    parent: ResourceId | None
    measures: tuple[ResourceId, ...]
    evidence: Evidence = _evidence()


@dataclass(frozen=True, slots=True)
class Project:
    """A row of a project table; ``investment`` in 万元, years inclusive, ``built_by`` organisations."""

    id: ResourceId
    number: int
    name: str
    nature: Nature | None
    content: str
    investment: Decimal | None
    start_year: int | None
    end_year: int | None
    progress: str
    built_by: tuple[ResourceId, ...]
    programme: ResourceId | None
    evidence: Evidence = _evidence()


@dataclass(frozen=True, slots=True)
class Mention:
    """A section or measure whose text names a platform, enterprise, park, place or organisation."""

    subject: ResourceId
    target: ResourceId
    as_written: str
    evidence: Evidence = _evidence()


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something that a person should look at: a stable ``code``, words in zh and en, where, and about what.

    ``about`` is the fact in doubt; None where the doubt is about the document as a whole.
    """

    code: str
    zh: str
    en: str
    passage: Passage | None = None
    about: ResourceId | None = None


@dataclass(frozen=True, slots=True)
class Correction:
    """A correction that was considered: its verb, itself in words, and whether it still fitted.

    One that did not (``applied`` false) has a `Doubt` of the code ``stale-correction``.
    """

    verb: str
    words: str
    attribution: Attribution
    applied: bool


@dataclass(frozen=True, slots=True)
class Source:
    """The file that was read: its ``name``, SHA-256 of its bytes, encoding and media type."""

    name: str
    sha256: str
    encoding: str
    media_type: str


@dataclass(frozen=True, slots=True)
class TermsOfUse:
    """Terms under which a document may be used: ``licence`` is an IRI or empty, ``rights`` words by language."""

    licence: str
    rights: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything that one document says. ``text`` is the normalised text that passages point into."""

    source: Source
    text: str = field(repr=False)
    plan: Plan
    places: tuple[Place, ...] = ()
    organizations: tuple[Organization, ...] = ()
    platforms: tuple[Platform, ...] = ()
    parks: tuple[Park, ...] = ()
    cited: tuple[CitedDocument, ...] = ()
    sections: tuple[Section, ...] = ()
    measures: tuple[Measure, ...] = ()
    responsibilities: tuple[Responsibility, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    targets: tuple[Target, ...] = ()
    programmes: tuple[Programme, ...] = ()
    projects: tuple[Project, ...] = ()
    mentions: tuple[Mention, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    corrections: tuple[Correction, ...] = ()
    terms: TermsOfUse | None = None

    def evidence(self) -> Iterator[tuple[object, Evidence]]:
        """Each fact that carries evidence, with that evidence; tags of measures included."""
        yield self.plan, self.plan.evidence
        for item in fields(self):
            value = getattr(self, item.name)
            if isinstance(value, tuple):
                for fact in value:
                    if hasattr(fact, "evidence"):
                        yield fact, fact.evidence
        for measure in self.measures:
            for tag in (*measure.topics, *measure.instruments):
                yield tag, tag.evidence
