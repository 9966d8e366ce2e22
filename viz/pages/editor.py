"""What the SPARQL editor knows by heart: prefixes, and the terms of the vocabularies with their labels."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from typing import Final

from graph.views.vocabulary import Vocabulary, shortened, vocabulary
from ontology import terms
from ontology.identifiers import CONCEPT_BASE
from ontology.terms import PREFIXES
from viz.network import script_json
from viz.pages.site import Lang

__all__ = ["editor_data"]

_SKOS_CONCEPT: Final = terms.SKOS.Concept.value
_TYPE: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"


def editor_data(lang: Lang) -> str:
    """JSON for a script element: ``prefixes`` by name, ``terms`` as [short name, label, note].

    Labels are in both languages where there are two, the page's first: people type either.
    """
    known = vocabulary()
    return script_json(
        {"prefixes": PREFIXES, "terms": [[name, *_words(known, iri, lang)] for name, iri in _terms(known)]}
    )


def _terms(known: Vocabulary) -> Iterator[tuple[str, str]]:
    """Short name and IRI of what our vocabularies define, then of the terms of others that are in use."""
    for term in known.terms("zh"):
        yield shortened(term.iri), term.iri
    concepts = {
        triple.subject.value
        for triple in known.concepts
        if triple.predicate.value == _TYPE
        and getattr(triple.object, "value", "") == _SKOS_CONCEPT
        and hasattr(triple.subject, "value")
    }
    for iri in sorted(concepts):
        # A concept's path has slashes, which a prefixed name must escape: it is written in full.
        yield (f"<{iri}>" if iri.startswith(CONCEPT_BASE) else shortened(iri)), iri
    for name in terms.__all__:
        family = getattr(terms, name)
        if isinstance(family, type) and issubclass(family, StrEnum) and family is not terms.PG:
            for member in family:
                yield shortened(member.value), member.value


def _words(known: Vocabulary, iri: str, lang: Lang) -> tuple[str, str]:
    other: Lang = "en" if lang == "zh" else "zh"
    labels = dict.fromkeys(known.labels.get((iri, language), "") for language in (lang, other))
    return " · ".join(label for label in labels if label), known.note(iri, lang)
