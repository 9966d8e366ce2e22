"""The one rule by which a thing with several labels shows one: language by a fixed order, then the words."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from pyoxigraph import Literal

__all__ = ["LANGUAGES", "best_label", "label_rank"]

#: Languages of labels from the first choice to the last; untagged labels come after them, others last.
LANGUAGES: Final = ("zh-hans", "zh", "zh-hant", "en", "")


def label_rank(words: str, language: str | None) -> tuple[int, str, str]:
    """Sort key of a label: its language's place, the language, the words (so that ties are settled)."""
    tag = (language or "").lower()
    place = LANGUAGES.index(tag) if tag in LANGUAGES else len(LANGUAGES)
    return place, tag, words


def best_label(labels: Iterable[Literal], iri: str = "") -> str:
    """The label that is shown: zh-Hans, zh, zh-Hant, en, untagged, any other, else the IRI's last part."""
    ranked = sorted((label_rank(item.value, item.language), item.value) for item in labels)
    return ranked[0][1] if ranked else iri.rstrip("/#").rpartition("#")[2].rpartition("/")[2]
