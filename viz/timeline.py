"""Spells of years as bars below each other (a Gantt chart): positions only; templates draw them.

Heights are pixels. Across, everything is a share of 100 of the width, so that a drawing fills the width that
there is, on a phone and on paper, and its letters keep their size.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

__all__ = ["LINE", "Spell", "Timeline", "timeline"]

#: Height of a line: words above, bar below.
LINE: Final = 42
_HEAD: Final = 30
#: From this many years on not each of them is written.
_DENSE: Final = 12


@dataclass(frozen=True, slots=True)
class Spell:
    """A line: its top; where its bar begins and how wide it is; None for both when the years are not known."""

    top: int
    left: float | None
    width: float | None


@dataclass(frozen=True, slots=True)
class Timeline:
    """``years`` are those written above, each with where it begins; ``height`` is of the whole drawing."""

    spells: tuple[Spell, ...]
    years: tuple[tuple[int, float], ...]
    first: int
    last: int
    height: int
    head: int = _HEAD
    line: int = LINE


def timeline(years: Sequence[tuple[int | None, int | None]]) -> Timeline | None:
    """The lines of projects by first and last year, in their order; None when no year is known.

    A last year that is missing or before the first one counts as the first.
    """
    spells = [_spell(start, end) for start, end in years]
    known = [spell for spell in spells if spell is not None]
    if not known:
        return None
    first, last = min(start for start, _ in known), max(end for _, end in known)
    count = last - first + 1
    step = -(-count // _DENSE)

    def placed(index: int, spell: tuple[int, int] | None) -> Spell:
        top = _HEAD + index * LINE
        if spell is None:
            return Spell(top, None, None)
        return Spell(top, (spell[0] - first) / count * 100, (spell[1] - spell[0] + 1) / count * 100)

    return Timeline(
        spells=tuple(placed(index, spell) for index, spell in enumerate(spells)),
        years=tuple((year, (year - first) / count * 100) for year in range(first, last + 1, step)),
        first=first,
        last=last,
        height=_HEAD + len(spells) * LINE,
    )


def _spell(start: int | None, end: int | None) -> tuple[int, int] | None:
    if start is None:
        return None
    return start, (end if end is not None and end >= start else start)
