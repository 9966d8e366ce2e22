"""Terms of the vocabularies that are nearly the one that somebody wrote: by spelling, and by label. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher
from enum import StrEnum
from functools import cache
from typing import Final

from graph.views.vocabulary import vocabulary
from ontology import terms
from ontology.identifiers import CONCEPT_BASE, ONTOLOGY_NS

__all__ = ["like", "near_terms", "tail_of"]

#: From this likeness on a name is offered, 1 being the same.
_ALIKE: Final = 0.55


def tail_of(iri: str) -> str:
    """The last part of an IRI: ``Measure`` of ``…#Measure``, ``logistics`` of ``…/topic/logistics``."""
    return iri.rstrip("/#").rpartition("#")[2].rpartition("/")[2]


def near_terms(iri: str, *, classes: bool | None = None, most: int = 4) -> tuple[str, ...]:
    """IRIs of classes, properties (or both, or with a concept's IRI concepts) that are like one, the nearest first."""
    if iri.startswith(CONCEPT_BASE):
        path = iri.removeprefix(CONCEPT_BASE)
        return like(path, ((concept, concept.removeprefix(CONCEPT_BASE)) for concept in _concepts()), most)
    pool = (
        (term, tail_of(term))
        for term in _terms()
        if classes is None or classes == tail_of(term)[:1].isupper()
    )
    return like(tail_of(iri), pool, most)


def like(word: str, pool: Iterable[tuple[str, str]], most: int = 4) -> tuple[str, ...]:
    """Keys of a pool of keys and words whose words (or a label of the key) are like a word, the likest first."""
    wanted = word.casefold()
    labels = vocabulary().labels
    found: dict[str, float] = {}
    for key, name in pool:
        own = [name, *(labels[key, lang] for lang in ("zh", "en") if (key, lang) in labels)]
        score = max(_likeness(wanted, item.casefold()) for item in own)
        if score >= _ALIKE:
            found[key] = max(score, found.get(key, 0.0))
    return tuple(
        sorted(found, key=lambda key: (-found[key], not key.startswith(ONTOLOGY_NS), len(key), key))[:most]
    )


def _likeness(one: str, other: str) -> float:
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    if matcher.real_quick_ratio() < _ALIKE:
        return 0.0
    joined = one.replace(" ", "").replace("-", "") == other.replace(" ", "").replace("-", "")
    return 1.0 if joined else matcher.ratio()


@cache
def _terms() -> tuple[str, ...]:
    """Classes and properties of our ontology, and those of others that are in use."""
    return tuple(dict.fromkeys((*(term.iri for term in vocabulary().terms("zh")), *_of_others())))


def _of_others() -> Iterator[str]:
    for name in terms.__all__:
        family = getattr(terms, name)
        if isinstance(family, type) and issubclass(family, StrEnum):
            for member in family:
                yield member.value


@cache
def _concepts() -> tuple[str, ...]:
    return tuple(sorted({iri for iri, _ in vocabulary().labels if iri.startswith(CONCEPT_BASE)}))
