"""Why a query found nothing, in words of the page's language."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from graph.emptiness import Cause, Explanation, Suggestion
from graph.written_terms import abbreviated
from viz.pages.rendering import Words

__all__ = ["ToldCause", "ToldEmptiness", "ToldSuggestion", "told_emptiness"]


@dataclass(frozen=True, slots=True)
class ToldSuggestion:
    """A suggestion with the sentence that explains it."""

    suggestion: Suggestion
    message: str


@dataclass(frozen=True, slots=True)
class ToldCause:
    """A cause with its sentences and its suggestions, those that work first."""

    cause: Cause
    message: str
    suggestions: Sequence[ToldSuggestion]


@dataclass(frozen=True, slots=True)
class ToldEmptiness:
    """An explanation in words: ``message`` says what was found out."""

    explanation: Explanation
    message: str
    causes: Sequence[ToldCause]


def told_emptiness(found: Explanation, words: Words) -> ToldEmptiness:
    """The explanation in the language of ``words``."""
    causes = [_cause(cause, words, complete=found.reason != "time") for cause in found.causes]
    known = found.state != "unknown"
    message = words.of("emptiness", found.state) if known else words.of("unexplained", found.reason)
    return ToldEmptiness(found, message, causes)


def _cause(cause: Cause, words: Words, *, complete: bool) -> ToldCause:
    sentences = []
    kind = "elsewhere" if cause.kind == "graph" and cause.seen else cause.kind
    joined = " · ".join(cause.beside)
    if cause.missing:
        sentences.append(words("empty.missing", terms=_listed(cause.missing, words)))
    else:
        sentences.append(words.of("why", kind).format(beside=joined, seen=_listed(cause.seen, words)))
    if cause.kind == "filter" and cause.seen:
        sentences.append(words("empty.seen.values", seen=_listed(cause.seen, words)))
    if cause.kind == "together" and cause.seen:
        sentences.append(words("empty.seen.terms", seen=_listed(cause.seen, words)))
    known = any(item.works for item in cause.suggestions)
    offered = [item for item in cause.suggestions if item.works or not known]
    if cause.kind in ("pattern", "together", "filter") and not offered:
        sentences.append(words("empty.no-suggestion") if complete else words("empty.no-time"))
    return ToldCause(
        cause,
        ("" if words.lang == "zh" else " ").join(sentences),
        [ToldSuggestion(item, _suggestion(item, words)) for item in offered],
    )


def _suggestion(item: Suggestion, words: Words) -> str:
    label = words("empty.label", label=item.label) if item.label else ""
    whole = item.kind in ("name", "text", "thing") and item.wrote.upper().startswith("FILTER")
    return words.of("repair", "whole" if whole else item.kind).format(
        use=f"{item.use}{label}", wrote=item.wrote
    )


def _listed(terms: Sequence[str], words: Words) -> str:
    return ("、" if words.lang == "zh" else ", ").join(abbreviated(term, {})[0] for term in terms)
