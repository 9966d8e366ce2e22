"""Rows and columns that a person has moved: how an address keeps the moves, and what they make of an order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from graph.views.matrix import Line

__all__ = ["MOST", "Move", "moved", "read_moves", "short_key", "then", "write_moves"]

#: The most moves that an address keeps; whoever wants more sorts by something first.
MOST: Final = 100
#: Kinds of resources that are lines; concepts begin with the name of their scheme instead.
_KINDS: Final = ("measure", "org", "plan")


@dataclass(frozen=True, slots=True)
class Move:
    """The line with this ``key`` goes to ``place`` (from 0), the others keep their order."""

    key: str
    place: int


def read_moves(text: str, base: str) -> tuple[Move, ...]:
    """The moves of an address: ``org/changzhou/shangwuju~0~topic/logistics~3``, one after the other.

    ``base`` is the base of the resource IRIs, which keys of resources leave out. Raises `ValueError`
    where the text is no list of moves, or a longer one than `MOST`.
    """
    parts = text.split("~") if text else []
    if len(parts) % 2 or len(parts) > 2 * MOST:
        raise ValueError(f"moves are at most {MOST} pairs of a key and a place")
    return tuple(
        Move(_full(key, base), _place(place)) for key, place in zip(parts[::2], parts[1::2], strict=True)
    )


def write_moves(moves: Sequence[Move], base: str) -> str:
    """Moves as `read_moves` reads them."""
    return "~".join(f"{short_key(move.key, base)}~{move.place}" for move in moves)


def then(moves: Sequence[Move], last: Move) -> tuple[Move, ...]:
    """Moves with one more; a line that is moved twice in a row has only been moved once."""
    kept = moves[:-1] if moves and moves[-1].key == last.key else moves
    return (*kept, last)


def moved(lines: Sequence[Line], moves: Sequence[Move]) -> tuple[Line, ...]:
    """Lines after the moves; moves of lines that there are no longer are left out."""
    found = list(lines)
    for move in moves:
        for index, line in enumerate(found):
            if line.key == move.key:
                found.insert(min(move.place, len(found) - 1), found.pop(index))
                break
    return tuple(found)


def _place(text: str) -> int:
    if not (text.isascii() and text.isdecimal() and len(text) < 7):
        raise ValueError(f"{text!r} is no place in a list")
    return int(text)


def short_key(key: str, base: str) -> str:
    """A line's key as moves name it: without the base, and without what would end it."""
    name = key.removeprefix(base + "id/")
    plain = name if name.partition("/")[0] in _KINDS else key
    return plain.replace("%", "%25").replace("~", "%7E")


def _full(key: str, base: str) -> str:
    plain = key.replace("%7E", "~").replace("%25", "%")
    return f"{base}id/{plain}" if plain.partition("/")[0] in _KINDS else plain
