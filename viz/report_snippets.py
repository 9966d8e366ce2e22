"""Corrections of one fact as YAML that a person copies into the file beside the document. Pure.

A fact is named in words where these mean it alone, else by its identifier. Every snippet is an item
of a list of docs/corrections.md: the tests read them with the reader of the loaders.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from dataclasses import dataclass
from typing import Any, Final

from ontology.model import (
    Facts,
    Organization,
    OrganizationKind,
    Park,
    Platform,
    ResourceId,
    Responsibility,
    Target,
)

__all__ = ["Snippets", "Writer", "yaml_text"]

#: Words that mean themselves in YAML: ``市商务局``, ``（一）建设园区``; not ``3``, ``yes``, ``a: b`` or ``#1``.
_PLAIN = re.compile(r"[\u4e00-\u9fff（《“][\u4e00-\u9fffA-Za-z0-9（）《》“”、，。·.-]*")
#: Names of the vocabulary: ``office-host``; and those of them that YAML 1.1 takes for something else.
_NAME = re.compile(r"[a-z]+(?:-[a-z]+)*")
_NOT_WORDS: Final = frozenset({"y", "n", "yes", "no", "on", "off", "true", "false", "null"})
_KINDS: Final = {
    OrganizationKind.ENTERPRISE: "enterprise",
    OrganizationKind.ASSOCIATION: "association",
    OrganizationKind.INSTITUTION: "institution",
}


@dataclass(frozen=True, slots=True)
class Snippets:
    """Items for ``drop:`` and ``rename:`` and, for a doubtful fact, one that confirms it; empty: none."""

    drop: str = ""
    rename: str = ""
    confirm: str = ""


def yaml_text(words: str) -> str:
    """A text as a YAML scalar on one line: plain Chinese words as they are, everything else quoted.

    >>> yaml_text("市商务局"), yaml_text("3.10")
    ('市商务局', '"3.10"')
    """
    if _PLAIN.fullmatch(words) or (_NAME.fullmatch(words) and words not in _NOT_WORDS):
        return words
    printable = words.isprintable() or all(letter.isprintable() or letter in "\n\t" for letter in words)
    return json.dumps(words, ensure_ascii=not printable)


class Writer:
    """Writes the corrections of one document's facts."""

    def __init__(self, facts: Facts) -> None:
        self._facts = facts
        self._measures = {measure.id: measure for measure in facts.measures}
        self._organizations = {each.id: each for each in facts.organizations}
        self._indicators = {each.id: each.label for each in facts.indicators}
        named: tuple[Platform | Park | Organization, ...]
        named = (*facts.platforms, *facts.parks, *facts.organizations)
        self._used = Counter(
            (kind_of(each), form) for each in named for form in (each.label, *each.alt_labels)
        )
        self._duties = Counter((each.measure, each.role, each.as_written) for each in facts.responsibilities)

    def measure(self, key: ResourceId) -> str:
        """A measure as corrections name it: the number behind its plan (``2.1``)."""
        return key.rpartition("/")[2]

    def of(self, fact: Any, *, label: str, doubtful: bool) -> Snippets:
        """Snippets of a fact; ``label`` is the name that renaming starts from.

        The plan's own node has none to drop, and of tags only the identifier is known.
        """
        lines = self._address(fact)
        drop = _item(*lines)
        if isinstance(fact, Responsibility):
            body = self._organizations.get(fact.organization)
            name = body.label if body else fact.as_written
            rename = _item(*lines, ("to", name), ("to-role", fact.role.value))
        elif isinstance(fact, Target):
            rename = _item(*lines, ("to", self._indicators.get(fact.indicator, label)))
        else:
            rename = _item(*lines, ("to", label))
        return Snippets(drop, rename, rename if doubtful else "")

    def tag(self, measure: ResourceId, concept: str) -> Snippets:
        """Snippet that drops a topic or instrument of a measure."""
        slug = self._facts.plan.id.removeprefix("plan/")
        tail = measure.removeprefix("measure/").removeprefix(slug + "/")
        return Snippets(_item(("id", f"annotation/{slug}/{tail}/{concept}")))

    def _address(self, fact: Any) -> tuple[tuple[str, str], ...]:
        if isinstance(fact, Responsibility) and self._duties[fact.measure, fact.role, fact.as_written] == 1:
            where = ("measure", self.measure(fact.measure))
            return ("responsibility", fact.as_written), where, ("role", fact.role.value)
        kind = kind_of(fact)
        if kind and self._used[kind, fact.label] == 1 and "/" not in fact.label:
            return ((kind, fact.label),)
        return (("id", fact.id),)


def kind_of(fact: object) -> str:
    """The word of corrections for a thing with a name of its own; empty for other facts."""
    if isinstance(fact, Platform):
        return "platform"
    if isinstance(fact, Park):
        return "park"
    return _KINDS.get(fact.kind, "department") if isinstance(fact, Organization) else ""


def _item(*pairs: tuple[str, str]) -> str:
    lines = (f"{key}: {yaml_text(words)}" for key, words in pairs)
    return "- " + "\n  ".join(lines)
