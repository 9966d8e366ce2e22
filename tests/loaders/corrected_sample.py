"""Corrections of the sample plan, for the tests of each kind."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from loaders.corrections.applying import apply_corrections
from loaders.corrections.entries import Corrections, parse_corrections
from ontology.model import Attribution, Facts
from tests.samples import sample_facts

__all__ = ["HEAD", "WANG", "corrected", "duties", "labels", "read"]

HEAD = "by: 王芳\non: 2026-11-20\n"
WANG = Attribution("王芳", dt.date(2026, 11, 20))


def read(text: str, head: str = HEAD) -> Corrections:
    """Corrections of a text as if they stood in ``x.corrections.yaml``."""
    return parse_corrections((head + text).encode(), "x.corrections.yaml")


def corrected(text: str, facts: Facts | None = None) -> Facts:
    """The sample plan after corrections."""
    return apply_corrections(facts or sample_facts(), read(text))


def labels(things: Iterable[object]) -> list[str]:
    """Labels of things, sorted."""
    return sorted(str(getattr(thing, "label", getattr(thing, "name", ""))) for thing in things)


def duties(facts: Facts) -> set[tuple[str, str, str]]:
    """Who answers in which role for which measure."""
    names = {each.id: each.label for each in facts.organizations}
    return {(names[each.organization], each.role.value, each.measure) for each in facts.responsibilities}
