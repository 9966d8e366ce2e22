"""Under which terms each plan's document may be used, where it is known."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from pyoxigraph import Literal, NamedNode

from graph.engine import Engine, Term
from graph.views.values import iri

__all__ = ["Rights", "rights_of"]

_RIGHTS: Final = """
SELECT ?plan ?licence ?rights WHERE {
  GRAPH ?g { ?plan a pg:Plan }
  { GRAPH ?g { ?plan dcterms:license ?licence } } UNION { GRAPH ?g { ?plan dcterms:rights ?rights } }
}"""


@dataclass(frozen=True, slots=True)
class Rights:
    """``licence`` is an IRI or empty, ``words`` say it by language (``zh``, ``en``; empty when untagged)."""

    licence: str
    words: Mapping[str, str]

    def said(self, language: str) -> tuple[str, str]:
        """The words in a language, else in Chinese, else any, with the language that they are in."""
        for wanted in (language, "zh", *sorted(self.words)):
            if wanted in self.words:
                return self.words[wanted], wanted
        return "", ""


def rights_of(engine: Engine, plan: str | None = None) -> Mapping[str, Rights]:
    """Terms of use by IRI of a plan, of all plans or of one; plans that state none are left out."""
    bound: dict[str, Term] = {"plan": NamedNode(plan)} if plan else {}
    licences: dict[str, str] = {}
    words: dict[str, dict[str, str]] = {}
    for row in engine.rows(_RIGHTS, **bound):
        key, said = iri(row, "plan"), row.get("rights")
        if isinstance(said, Literal):
            words.setdefault(key, {})[said.language or ""] = said.value
        elif "licence" in row:
            licences[key] = iri(row, "licence")
    return {
        key: Rights(licences.get(key, ""), words.get(key, {}))
        for key in sorted(licences.keys() | words.keys())
    }
