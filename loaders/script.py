"""Traditional characters and digits of full width: the rules read simplified and plain ones, words stay as printed.

The text that is published and that passages quote is the document's own. Names, titles and the other
values of facts are in simplified characters, so that the same office of two documents is one.
"""

from __future__ import annotations

import dataclasses
import re
import unicodedata
from typing import Any, Final, TypeVar

from ontology.model import Facts, Passage
from ontology.script import is_traditional, rewritten

__all__ = ["as_printed", "as_read"]

_Value = TypeVar("_Value")
#: Digits and letters of full width as plain ones: ２０１６年, ２５％, Ｂ２Ｂ. Marks (，（．) keep their width.
_PLAIN: Final = {
    code: code - 0xFEE0
    for code in (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B), 0xFF05)
}
_WIDE: Final = re.compile("[０-９Ａ-Ｚａ-ｚ％]")
#: The point of 12．5. Not: the heading 1．5大工程 has its own rules, so both sides must have been wide.
_POINT: Final = re.compile(r"(?<=[０-９])．(?=[０-９])")


def as_read(text: str) -> str:
    """The text as the rules read it: in simplified characters, digits of one width, and as long as it was."""
    if _WIDE.search(text):
        text = _POINT.sub(".", text).translate(_PLAIN)
    return rewritten(text) if is_traditional(text) else text


def as_printed(facts: Facts, printed: str) -> Facts:
    """Facts whose passages quote the printed text; the facts themselves where it was read as it is."""
    if printed == facts.text:
        return facts
    if len(printed) != len(facts.text):
        raise ValueError(f"{len(printed)} printed characters were read as {len(facts.text)}")
    return dataclasses.replace(_printed(facts, printed), text=printed)


def _printed(value: _Value, text: str) -> _Value:
    """A value with all passages in it quoting ``text``, and words as written copied from them.

    Other forms of a name are kept in both scripts.
    """
    found: Any = value
    if isinstance(value, Passage):
        found = Passage(value.start, value.end, text[value.start : value.end])
    elif isinstance(value, tuple):
        found = tuple(_printed(item, text) for item in value)
    elif dataclasses.is_dataclass(value) and not isinstance(value, type):
        fields = [field.name for field in dataclasses.fields(value) if field.init]
        before = {name: getattr(value, name) for name in fields}
        changed = {name: new for name, old in before.items() if (new := _printed(old, text)) is not old}
        if "as_written" in before:
            changed["as_written"] = _written(before["as_written"], before["evidence"].passages, text)
        if before.get("notation"):
            changed["notation"] = _as_labelled(before["notation"], before["evidence"].passages, text)
        if "alt_labels" in before:
            forms = before["alt_labels"]
            printed = (_written(form, before["evidence"].passages, text) for form in forms)
            changed["alt_labels"] = tuple(dict.fromkeys((*forms, *printed)))
        found = dataclasses.replace(value, **changed) if changed else value
    result: _Value = found
    return result


def _as_labelled(notation: str, passages: tuple[Passage, ...], text: str) -> str:
    """The number of a heading as it is printed (１．), where only its width was changed."""
    printed = text[passages[0].start : passages[0].start + len(notation)] if passages else notation
    return (
        printed
        if unicodedata.normalize("NFKC", printed) == unicodedata.normalize("NFKC", notation)
        else notation
    )


def _written(words: str, passages: tuple[Passage, ...], text: str) -> str:
    """Words as they stand in the printed text, by the passage that holds them."""
    for passage in passages:
        at = passage.exact.find(words)
        if at >= 0:
            return text[passage.start + at : passage.start + at + len(words)]
    return words
