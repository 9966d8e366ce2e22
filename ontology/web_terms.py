"""Terms of the vocabularies by which documents and files speak of themselves.

Hydra (pages of a long document), SPDX (checksums), PROF and ALTR (profiles, W3C Content Negotiation by
Profile). Apart from `ontology.terms`, because no fact of a plan is stated in them.
"""
# ruff: noqa: N815 -- members carry the local names of the vocabularies

from __future__ import annotations

from enum import StrEnum
from typing import Final

from ontology.terms import PREFIXES

__all__ = ["ALL_PREFIXES", "ALTR", "HYDRA", "PROF", "SPDX"]

#: Every prefix that a served document may declare.
ALL_PREFIXES: Final[dict[str, str]] = {
    **PREFIXES,
    "hydra": "http://www.w3.org/ns/hydra/core#",
    "spdx": "http://spdx.org/rdf/terms#",
    "prof": "http://www.w3.org/ns/dx/prof/",
    "altr": "http://www.w3.org/ns/dx/connegp/altr#",
}


class HYDRA(StrEnum):
    """Hydra core terms for collections that come in pages."""

    Collection = "http://www.w3.org/ns/hydra/core#Collection"
    PartialCollectionView = "http://www.w3.org/ns/hydra/core#PartialCollectionView"
    first = "http://www.w3.org/ns/hydra/core#first"
    last = "http://www.w3.org/ns/hydra/core#last"
    next = "http://www.w3.org/ns/hydra/core#next"
    previous = "http://www.w3.org/ns/hydra/core#previous"
    totalItems = "http://www.w3.org/ns/hydra/core#totalItems"
    view = "http://www.w3.org/ns/hydra/core#view"


class SPDX(StrEnum):
    """SPDX terms that DCAT 3 (6.8) uses for the checksum of a distribution."""

    Checksum = "http://spdx.org/rdf/terms#Checksum"
    algorithm = "http://spdx.org/rdf/terms#algorithm"
    checksum = "http://spdx.org/rdf/terms#checksum"
    checksumAlgorithm_sha256 = "http://spdx.org/rdf/terms#checksumAlgorithm_sha256"
    checksumValue = "http://spdx.org/rdf/terms#checksumValue"


class PROF(StrEnum):
    """Profiles Vocabulary."""

    Profile = "http://www.w3.org/ns/dx/prof/Profile"
    hasToken = "http://www.w3.org/ns/dx/prof/hasToken"
    isProfileOf = "http://www.w3.org/ns/dx/prof/isProfileOf"


class ALTR(StrEnum):
    """Alternate representations, the data model of Content Negotiation by Profile."""

    Representation = "http://www.w3.org/ns/dx/connegp/altr#Representation"
    hasDefaultRepresentation = "http://www.w3.org/ns/dx/connegp/altr#hasDefaultRepresentation"
    hasRepresentation = "http://www.w3.org/ns/dx/connegp/altr#hasRepresentation"
