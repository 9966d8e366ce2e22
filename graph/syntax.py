"""Where a query stops making sense: the engine's complaint as line, column and plain words."""

from __future__ import annotations

import re
from collections.abc import Iterator
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
    "Prefix not found": "syntax.prefix",
    "IRI parsing failed": "syntax.iri",
    "The SELECT contains a variable that is unbound": "syntax.group",
}
_QUERIES: Final = frozenset({"SELECT", "CONSTRUCT", "ASK", "DESCRIBE"})
#: Every bare word of SPARQL 1.1 (and LATERAL, ADJUST, TRIPLE and kin, which the engine adds).
_WORDS: Final = frozenset(
    """A ABS ADD ADJUST ALL AS ASC ASK AVG BASE BIND BNODE BOUND BY CEIL CLEAR COALESCE CONCAT CONSTRUCT
    CONTAINS COPY COUNT CREATE DATA DATATYPE DAY DEFAULT DELETE DESC DESCRIBE DISTINCT DROP
    ENCODE_FOR_URI EXISTS FALSE FILTER FLOOR FROM GRAPH GROUP GROUP_CONCAT HASLANG HASLANGDIR HAVING HOURS
    IF IN INSERT INTO IRI ISBLANK ISIRI ISLITERAL ISNUMERIC ISTRIPLE ISURI LANG LANGDIR LANGMATCHES LATERAL
    LCASE LIMIT LOAD MAX MD5 MIN MINUS MINUTES MONTH MOVE NAMED NOT NOW OBJECT OFFSET OPTIONAL ORDER
    PREDICATE PREFIX RAND REDUCED REGEX REPLACE ROUND SAMETERM SAMPLE SECONDS SELECT SEPARATOR SERVICE SHA1
    SHA256 SHA384 SHA512 SILENT STR STRAFTER STRBEFORE STRDT STRENDS STRLANG STRLANGDIR STRLEN STRSTARTS
    STRUUID SUBJECT SUBSTR SUM TIMEZONE TO TRIPLE TRUE TZ UCASE UNDEF UNION URI USING UUID VALUES VERSION
    WHERE WITH YEAR""".split()  # noqa: SIM905 a list literal would be a hundred lines
)
_PAIRS: Final = {")": "(", "]": "[", "}": "{"}


def syntax_error(text: str, message: str, *, update: bool = False) -> QuerySyntaxError:
    """The error for a query (or an ``update``) ``text`` without padding and the engine's ``message`` about it.

    Line and column count from 1 in characters and point at the word that does not fit; at the end
    of the text when something is missing there.
    """
    found = list(tokens(text))
    start = next((token for token in found if token.word not in ("", "PREFIX", "BASE")), None)
    if start is not None and start.word in (_QUERIES if update else _UPDATES):
        return _error(text, start.start, "syntax.asks" if update else "syntax.changes", word=start.word)
    match = _POSITION.match(message)
    if match is None:
        return QuerySyntaxError(reason="syntax.engine", values={"words": message})
    position = _index(text, int(match[1]), int(match[2]))
    expected = [item.strip() for item in match[3].split(", ")]
    reason = next((name for phrase, name in _REASONS.items() if phrase in match[3]), "")
    offset = _offset(text, found, position, expected)
    word = next((token.text for token in found if token.start == offset), "")
    return _error(text, offset, reason or ("syntax.word" if word else "syntax.end"), word=word)


def _error(text: str, offset: int, reason: str, **values: str) -> QuerySyntaxError:
    line = text.count("\n", 0, offset) + 1
    column = offset - (text.rfind("\n", 0, offset) + 1) + 1
    return QuerySyntaxError(line=line, column=column, reason=reason, values=values)


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
    if any("not found" in item or "parsing failed" in item for item in expected):
        ending = [token for token in found if token.start + len(token.text) == position]
        if ending:
            return ending[0].start
    culprit = next((token for token in _impossible(found) if token.start < position), None)
    if culprit is not None:
        return culprit.start
    if found and window <= found[0].start:
        return found[0].start
    if any(item not in keywords and item != "[_]" for item in expected):
        window = position  # a character was wanted: the engine is exact about those
    inside = [token for token in found if window <= token.start < max(position, window + 1)]
    return inside[-1].start if inside else min(position, len(text.rstrip()))


def _impossible(found: list[Token]) -> Iterator[Token]:
    """Tokens that fit nowhere: words that SPARQL does not have, brackets that close nothing, open quotes."""
    opened: list[str] = []
    for token in found:
        if token.kind == "word" and token.word not in _WORDS:
            yield token
        elif token.kind == "mark" and token.text in "([{":
            opened.append(token.text)
        elif token.kind == "mark" and token.text in _PAIRS:
            if not opened or opened.pop() != _PAIRS[token.text]:
                yield token
        elif token.kind == "mark" and (ord(token.text) > 127 or token.text in "\"'"):
            yield token
