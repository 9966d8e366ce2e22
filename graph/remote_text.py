"""What must be known of a query's text before another server gets it."""

from __future__ import annotations

from collections.abc import Sequence

from graph.querytext import Token, tokens

__all__ = ["as_table", "is_distinct"]


def is_distinct(text: str) -> bool:
    """Whether the outermost SELECT says DISTINCT."""
    found = iter(tokens(text))
    for token in found:
        if token.word == "SELECT":
            return next(found, token).word == "DISTINCT"
    return False


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
