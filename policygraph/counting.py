"""What a document gave, as one row of the summary after a load."""

from __future__ import annotations

from collections import Counter
from typing import Final

from ontology.model import Facts, OrganizationKind

__all__ = ["HEADS", "counts_of", "stale_corrections"]

#: Columns of the summary.
HEADS: Final = (
    "sections", "measures", "duties", "bodies", "targets", "platforms", "firms", "parks", "projects", "doubts",
)  # fmt: skip


def counts_of(facts: Facts) -> tuple[int, ...]:
    """Numbers of facts, one for each of `HEADS`."""
    kinds = Counter(organization.kind for organization in facts.organizations)
    return (
        len(facts.sections),
        len(facts.measures),
        len(facts.responsibilities),
        kinds[OrganizationKind.DEPARTMENT] + kinds[OrganizationKind.GOVERNMENT],
        len(facts.targets),
        len(facts.platforms),
        kinds[OrganizationKind.ENTERPRISE],
        len(facts.parks),
        len(facts.projects),
        len(facts.doubts),
    )


def stale_corrections(facts: Facts) -> tuple[str, ...]:
    """Corrections that no longer fit, in words: nobody should believe that they are in force."""
    return tuple(
        f"{facts.source.name}: {correction.verb} {correction.words}"
        for correction in facts.corrections
        if not correction.applied
    )
