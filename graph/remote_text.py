"""What must be known of a query's text before another server gets it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from graph.querytext import Token, tokens

__all__ = ["as_table", "in_order", "is_distinct"]


def is_distinct(text: str) -> bool:
    """Whether the outermost SELECT says DISTINCT."""
    found = iter(tokens(text))
    for token in found:
        if token.word == "SELECT":
            return next(found, token).word == "DISTINCT"
    return False


def in_order(text: str) -> bool:
    """Whether Virtuoso 7 should join as a question of ours is written, and may.

    It orders by guesses, and a pattern whose graph is a variable by bad ones: all targets with their words take it 18
    seconds, and 0.3 as written. A path of any length (``dcterms:isPartOf+``) counts twice where it is told so.
    """
    found = list(tokens(text))
    pairs = list(pairwise(found))
    graph = any(first.word == "GRAPH" and second.kind == "variable" for first, second in pairs)
    repeats = any(
        second.text in ("+", "*") and (first.kind in ("iri", "name") or first.text in (")", "a"))
        for first, second in pairs
    )
    return graph and not repeats


def as_table(text: str) -> str | None:
    """A CONSTRUCT or DESCRIBE as a SELECT with a row for each solution; None for DESCRIBE without a pattern."""
    found = list(tokens(text))
    at = next((i for i, token in enumerate(found) if token.word in ("CONSTRUCT", "DESCRIBE")), None)
    if at is None:
        return None
    start = found[at].start
    if found[at].word == "CONSTRUCT":
        after = _after_braces(found, at + 1)
    else:
        after = next(
            (i for i in range(at, len(found)) if found[i].word in ("FROM", "WHERE") or found[i].text == "{"),
            len(found),
        )
    if not any(token.text == "{" and token.kind == "mark" for token in found[after:]):
        return None
    return f"{text[:start]}SELECT (1 AS ?solution) {text[found[after].start :]}"


def _after_braces(found: Sequence[Token], at: int) -> int:
    """Index after the braces that open at ``at``; ``at`` where none do (``CONSTRUCT WHERE { … }``)."""
    if found[at].text != "{":
        return at
    depth = 0
    for index in range(at, len(found)):
        if found[index].kind == "mark":
            depth += {"{": 1, "}": -1}.get(found[index].text, 0)
            if depth == 0:
                return index + 1
    return len(found)
