"""What name resolution returns: divisions, organisations and other named things, with their reasons."""

from __future__ import annotations

from dataclasses import dataclass

from ontology.model import ConceptId, OrganizationKind, Passage, PlaceLevel, ResourceId

__all__ = ["Division", "Named", "OrgName"]


@dataclass(frozen=True, slots=True)
class Division:
    """An administrative division of GB/T 2260, or a place that the table lacks (`loaders.names.unlisted`).

    ``code`` has six digits (of one that the table lacks: its name), ``slug`` is unique in the table (``changzhou``;
    homophones carry their province), ``parent`` is the code of the enclosing division, None for a province.
    """

    code: str
    name: str
    level: PlaceLevel
    slug: str
    parent: str | None

    @property
    def listed(self) -> bool:
        """Whether the table has it, or has what it is a zone of."""
        return self.code[:1].isdigit()

    @property
    def admin_code(self) -> str | None:
        """Its six digits of GB/T 2260, where it has them."""
        return self.code if self.listed else None


@dataclass(frozen=True, slots=True)
class OrgName:
    """An organisation's name, resolved.

    ``label`` is the full official name (常州市经济和信息化委员会), ``as_written`` the words of the
    document (经信委), ``id`` the resource (``org/changzhou/jingjihexinxihuaweiyuanhui``),
    ``collective`` true for bodies named together (各县（市、区）). ``confidence`` (0-1) and
    ``reason`` (a rule's name) say how sure the resolution is and why.
    """

    id: ResourceId
    label: str
    as_written: str
    kind: OrganizationKind
    function: ConceptId | None
    place: Division | None
    collective: bool
    confidence: float
    reason: str


@dataclass(frozen=True, slots=True)
class Named:
    """A platform, enterprise, park, association or institution named in a document.

    ``kind`` is one of ``platform``, ``enterprise``, ``park``, ``association``, ``institution``,
    ``department``; ``label`` the name to show, ``alt_labels`` every form as written, ``passages``
    every place where it is named.
    """

    id: ResourceId
    kind: str
    label: str
    alt_labels: tuple[str, ...]
    passages: tuple[Passage, ...]
    confidence: float
    found_by: str
