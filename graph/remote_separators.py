"""A server that spoils text: Virtuoso 7 joins by ``?`` where GROUP_CONCAT has a Chinese separator.

Such separators are sent under an ASCII name and put back into the answer.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field

from graph.querytext import tokens

__all__ = ["Separators"]


@dataclass(frozen=True, slots=True)
class Separators:
    """A query in which separators that are not ASCII have ASCII names; ``names`` maps these to JSON text."""

    text: str
    names: Mapping[bytes, bytes] = field(default_factory=dict)

    @classmethod
    def of(cls, text: str) -> Separators:
        """The query for a server that spoils text."""
        found = list(tokens(text))
        pieces, last, names = [], 0, dict[bytes, bytes]()
        for index, token in enumerate(found[2:], 2):
            is_separator = found[index - 2].word == "SEPARATOR" and found[index - 1].text == "="
            if is_separator and token.kind == "string" and not token.text.isascii():
                name = f"~separator-{index}~"
                pieces += [text[last : token.start], f'"{name}"']
                last = token.start + len(token.text)
                inside = token.text.strip(token.text[0])
                names[name.encode()] = json.dumps(inside, ensure_ascii=False)[1:-1].encode()
        return cls("".join(pieces) + text[last:], names)
