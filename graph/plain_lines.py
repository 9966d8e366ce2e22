"""N-Quads that need no second look: lines written as this store writes them, told apart by one pattern.

Such a file is an exported one, or comes from another careful writer. What the pattern matches is valid and canonical
(RDF 1.2 N-Quads, canonical form): the engine would write the very same line again. It covers what plans hold and
no more; for all else the engine reads the file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, TypeAlias

__all__ = ["Line", "plain_lines"]

#: Subject, property, object, graph, as N-Quads writes them.
Line: TypeAlias = tuple[str, str, str, str]

_IRI: Final = r"<https?://[A-Za-z0-9.\-]++(?::[0-9]{1,5})?(?:/[A-Za-z0-9_.~/\-:@!$&'()*+,;=]*+)?(?:\#[A-Za-z0-9_.~/\-]*+)?>"
#: What stands between quotes as it is; the rest is escaped.
_CHARACTERS: Final = r'[^"\\\x00-\x1f\x7f]*+'
_TEXT: Final = rf'"{_CHARACTERS}(?:\\[tnr"\\]{_CHARACTERS})*+"'
_LANGUAGE: Final = r"@[a-z]{2,3}(?:-[a-z]{4})?(?:-[a-z]{2})?"
_NUMBERS: Final = {
    "integer": r"(?:0|-?[1-9][0-9]{0,14})",
    "decimal": r"(?:0|-?[1-9][0-9]{0,11}|-?(?:0|[1-9][0-9]{0,11})\.[0-9]{0,5}[1-9])",
    "boolean": r"(?:true|false)",
    "gYear": r"[0-9]{4}",
    "date": r"[0-9]{4}-[0-9]{2}-[0-9]{2}",
}
_TYPED: Final = "|".join(
    rf'"{number}"\^\^<http://www\.w3\.org/2001/XMLSchema\#{name}>' for name, number in _NUMBERS.items()
)
_LINE: Final = re.compile(
    rf"^({_IRI})\ ({_IRI})\ ({_IRI}|{_TYPED}|{_TEXT}(?:{_LANGUAGE})?)\ ({_IRI})\ \.\n",
    re.MULTILINE | re.VERBOSE,
)
#: What is escaped, too, because these are no characters; not in the pattern, which they would slow down.
_NO_CHARACTERS: Final = ("\ufffe", "\uffff")
#: Characters that are matched at once; the terms of so many take some 10 MB.
_PART: Final = 4 * 1024 * 1024


def plain_lines(text: str) -> Iterator[list[Line] | None]:
    """The lines of a text, some at a time; None, and no more, at the first part that holds another line."""
    if any(mark in text for mark in _NO_CHARACTERS):
        yield None
        return
    start = 0
    while start < len(text):
        end = text.rfind("\n", start, start + _PART) + 1 or text.find("\n", start) + 1 or len(text)
        found: list[Line] = _LINE.findall(text, start, end)
        # Each match is one line from its start to its end, so as many as there are lines are all of them.
        if len(found) != text.count("\n", start, end) or text[end - 1] != "\n":
            yield None
            return
        yield found
        start = end
