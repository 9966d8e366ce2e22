"""The normalised text of plans, and the sentence that some words stand in."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final

from pyoxigraph import NamedNode

from graph.engine import Engine
from graph.views.values import Words, words

__all__ = ["plan_text", "plan_texts", "sentence", "with_sentences"]

_ENDS: Final = "。！？!?\n"
#: A bracket or a quotation mark that closes belongs to the sentence before it.
_CLOSERS: Final = "”’」』）)》"
#: A sentence longer than this is cut around the words.
_LONGEST: Final = 240

_TEXTS: Final = "SELECT ?plan ?text WHERE { ?plan a pg:Plan ; schema:text ?text }"


def plan_text(engine: Engine, plan: str) -> str:
    """Normalised text of a plan by IRI; empty when the plan is unknown."""
    rows = engine.rows(_TEXTS, plan=NamedNode(plan))
    return words(rows[0], "text") if rows else ""


def plan_texts(engine: Engine, plans: Iterable[str]) -> dict[str, str]:
    """Normalised texts of several plans by IRI."""
    return {plan: plan_text(engine, plan) for plan in sorted(set(plans))}


def sentence(text: str, start: int, end: int) -> tuple[int, int]:
    """Bounds of the sentence around ``text[start:end]``.

    >>> text = "到2016年超过。（牵头单位：市商务局）"
    >>> text[slice(*sentence(text, 15, 17))]
    '（牵头单位：市商务局）'
    """
    left, right = start, max(end, start + 1)
    while left > 0 and text[left - 1] not in _ENDS:
        left -= 1
    while left < start and text[left] in _CLOSERS:
        left += 1
    if text[right - 1] not in _ENDS:
        while right < len(text) and text[right] not in _ENDS:
            right += 1
        if right < len(text) and text[right] != "\n":
            right += 1
    while right < len(text) and text[right] in _CLOSERS:
        right += 1
    return max(left, start - _LONGEST), min(right, end + _LONGEST)


def with_sentences(found: Sequence[Words], texts: dict[str, str]) -> tuple[Words, ...]:
    """The same passages with their sentences, from texts by plan IRI."""
    complete = []
    for item in found:
        text = texts.get(item.plan, "")
        if text:
            left, right = sentence(text, item.start, item.end)
            item = replace(item, sentence=text[left:right].rstrip("\n"), sentence_start=left)
        complete.append(item)
    return tuple(complete)
