"""Where a query stops making sense: the engine's complaint as line, column and plain words."""

from __future__ import annotations

import re
from typing import Final

from graph.querytext import Token, tokens
from ontology.errors import QuerySyntaxError

__all__ = ["PADDING", "syntax_error"]

#: The engine compares a keyword with as many characters as the keyword has and reports the end of
#: that comparison; near the end of the text it reports the end of the text. Padding keeps the
#: arithmetic of `_offset` true (``SELECT * { ?s ?p }``: reported 1:25, meant 1:18).
PADDING: Final = "\n" + " " * 63

_POSITION: Final = re.compile(r"^error at (\d+):(\d+): expected (?:one of )?(.*)$", re.DOTALL)
_KEYWORD: Final = re.compile(r"^[A-Z][A-Z0-9_]+$")
_UPDATES: Final = frozenset(
    {"INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE", "ADD", "MOVE", "COPY", "WITH"}
)
_REASONS: Final = {
    "Prefix not found": "the prefix is not declared",
    "IRI parsing failed": "this is no absolute IRI",
    "The SELECT contains a variable that is unbound": "SELECT names a variable that GROUP BY does not have",
}


def syntax_error(text: str, message: str) -> QuerySyntaxError:
    """The error for a query ``text`` (without padding) and the engine's ``message`` about it.

    Line and column count from 1 in characters and point at the word that does not fit; at the end
    of the text when something is missing there.
    """
    found = list(tokens(text))
    start = next((token for token in found if token.word not in ("", "PREFIX", "BASE")), None)
    if start is not None and start.word in _UPDATES:
        return _error(text, start.start, f"{start.word} changes data; here only queries are answered")
    match = _POSITION.match(message)
    if match is None:
        return QuerySyntaxError(f"the query is not valid SPARQL: {message}")
    position = _index(text, int(match[1]), int(match[2]))
    expected = [item.strip() for item in match[3].split(", ")]
    reason = next((words for phrase, words in _REASONS.items() if phrase in match[3]), "")
    offset = _offset(text, found, position, expected)
    word = next((token.text for token in found if token.start == offset), "")
    if not reason:
        reason = f"“{word}” does not fit here" if word else "something is missing at the end"
    return _error(text, offset, f"the query is not valid SPARQL: {reason}")


def _error(text: str, offset: int, reason: str) -> QuerySyntaxError:
    line = text.count("\n", 0, offset) + 1
    column = offset - (text.rfind("\n", 0, offset) + 1) + 1
    return QuerySyntaxError(f"line {line}, column {column}: {reason}", line=line, column=column)


def _index(text: str, line: int, column: int) -> int:
    """Index from 0 of a line and column; beyond the end stays beyond the end."""
    padded = text + PADDING
    start = 0
    for _ in range(line - 1):
        start = padded.find("\n", start) + 1
    return start + column - 1


def _offset(text: str, found: list[Token], position: int, expected: list[str]) -> int:
    keywords = [item for item in expected if _KEYWORD.match(item)]
    window = position - min(map(len, keywords)) if keywords else position
    ending = [token for token in found if token.start + len(token.text) == position]
    if any("not found" in item or "parsing failed" in item for item in expected) and ending:
        return ending[0].start
    if not keywords or len(keywords) < len([item for item in expected if item.isupper()]):
        window = position
    inside = [token for token in found if window <= token.start < max(position, window + 1)]
    if found and window <= found[0].start:
        return found[0].start
    if inside:
        return inside[-1].start
    return min(position, len(text.rstrip()))
