"""Things that a name may mean, with how likely each is: the candidates of a reconciliation.

A full label counts 100, a form that documents write or a name without its place 90, an abbreviation
80, pinyin 70, and likeness by pairs of characters at most 65. A place that the query names, or that
the caller gives, raises the things of that place and lowers the others.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import Final

from graph.search.entries import GROUPS
from graph.search.folding import fold
from graph.search.names import abbreviates, likeness, split_place, unlevelled
from graph.search.readings import pinyin_query

__all__ = ["Candidate", "likely"]

_NAMED: Final = ("department", "plan", "platform", "enterprise", "park", "association", "place")
_IN: Final = ", ".join(str(GROUPS.index(name)) for name in _NAMED)
_SHORTENED: Final = ("department", "park", "association")
_LEAST: Final = 20
_LEVELS: Final = "省市县区州盟旗"
#: Characters of a plan's title from which its beginning stands for it.
_TITLE: Final = 8
_ROWS: Final = 400
_COLUMNS: Final = (
    "i.grp, i.kind, i.iri, i.label, i.note, i.place, f.text, f.stem, f.reading, f.letters, f.initials"
)
_FROM: Final = f"SELECT {_COLUMNS} FROM form f JOIN item i ON i.id = f.item WHERE f.grp IN ({_IN})"  # noqa: S608
_EXACT: Final = _FROM + " AND (f.text IN (:whole, :short) OR f.stem IN (:whole, :short))"
_ABBREVIATED: Final = _FROM + " AND f.stem LIKE :pattern AND length(f.stem) > length(:short)"
_READ: Final = (
    _FROM
    + " AND (f.letters LIKE :letters || '%' OR f.letters LIKE '%' || :letters OR f.initials LIKE '%' || :letters)"
)
_NEAR: Final = (
    f"SELECT {_COLUMNS} FROM names JOIN form f ON f.id = names.rowid JOIN item i ON i.id = f.item"  # noqa: S608
    f" WHERE names MATCH :pairs AND f.grp IN ({_IN}) ORDER BY rank LIMIT {_ROWS}"
)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A thing that a name may mean.

    ``score`` is 0 to 100. ``exact`` says that the name is its label or a form of it (whole, or without
    the place), ``place`` whether the place that was asked for is its own (None when none was).
    ``alike`` is 0 to 1.
    """

    iri: str
    label: str
    kind: str
    note: str
    score: float
    exact: bool = False
    full: bool = False
    abbreviation: bool = False
    pinyin: bool = False
    alike: float = 0.0
    place: bool | None = None

    @property
    def certain(self) -> bool:
        """Whether nothing but another thing of the same name speaks against it."""
        named = self.exact or self.abbreviation
        return self.place is not False and (self.full or (named and self.place is True))


def likely(
    db: sqlite3.Connection, name: str, *, places: Collection[str] = (), place: str = ""
) -> list[Candidate]:
    """Things that a name may mean, the likeliest first; each once.

    ``db`` is an index; ``places`` are its folded names of places (`graph.search.searcher.SearchIndex`).
    ``place`` is the folded name of the place that the thing should belong to.
    """
    whole = fold("".join(name.split()))
    if not whole:
        return []
    before, short = split_place(whole)
    if not before:
        before = max(
            (item for item in places if whole.startswith(item) and len(whole) > len(item) + 1),
            key=len,
            default="",
        )
        short = whole[len(before) :]
    wanted = place or before
    found: dict[str, Candidate] = {}
    for row in _rows(db, whole, unlevelled(short), name):
        candidate = _judged(row, whole, short, wanted, name)
        known = found.get(candidate.iri)
        if candidate.score >= _LEAST and (known is None or known.score < candidate.score):
            found[candidate.iri] = candidate
    return sorted(found.values(), key=lambda item: (-item.score, len(item.label), item.label, item.iri))


def _rows(db: sqlite3.Connection, whole: str, short: str, name: str) -> list[tuple[object, ...]]:
    rows = db.execute(_EXACT, {"whole": whole, "short": short}).fetchall()
    letters = pinyin_query(fold(name))
    if len(letters) > 1:
        rows += db.execute(_READ, {"letters": letters}).fetchmany(_ROWS)
    if 2 <= len(short) <= 6 and short.isalpha() and not letters:
        pattern = "%".join(short[:-1]) + "%"
        rows += db.execute(_ABBREVIATED, {"pattern": pattern, "short": short}).fetchmany(_ROWS * 10)
    pairs = sorted({whole[at : at + 2] for at in range(len(whole) - 1)})
    pairs = [pair for pair in pairs if pair.isalnum()]
    if pairs and not letters:
        rows += db.execute(_NEAR, {"pairs": " OR ".join(f'"{pair}"' for pair in pairs)}).fetchall()
    elif letters:
        rows += db.execute(_NEAR, {"pairs": f'"{letters}"*'}).fetchall()
    return rows


def _judged(row: tuple[object, ...], whole: str, short: str, wanted: str, name: str) -> Candidate:
    group, kind, iri, label, note, place, text, stem, reading, letters, first = (
        value if isinstance(value, int) else str(value) for value in row
    )
    text, stem, label = str(text), str(stem), str(label)
    own = _same_place(fold(str(place)), text, wanted) if wanted else None
    bare = Candidate(
        str(iri), label, str(kind), str(note), 0.0, alike=round(likeness(whole, text), 3), place=own
    )
    best = bare.alike * 65
    typed = pinyin_query(fold(name))
    bare_names = (text, stem, unlevelled(text))
    exact = whole in (text, stem) or (own is True and {short, unlevelled(short)} & set(bare_names) != set())
    exact = exact or (kind == "Place" and text[:-1] == whole and text[-1] in _LEVELS)
    shortened = GROUPS[int(group)] in _SHORTENED and (
        abbreviates(short, stem) or (not wanted and abbreviates(whole, stem))
    )
    read = bool(typed) and typed in (
        str(letters),
        str(first),
        "".join(str(reading).split()[len(text) - len(stem) :]),
    )
    full = whole == fold(label)
    if full:
        best = 100.0
    elif exact:
        best = 90.0
    elif shortened:
        best = 80.0
    elif kind == "Plan" and len(whole) >= _TITLE and text.startswith(whole):
        best = 85.0
    elif read:
        best = 70.0
    if wanted and not full:
        best = min(best + 8, 99) if own else best * 0.6
    return replace(
        bare, score=round(best, 1), exact=exact, full=full, abbreviation=shortened and not exact, pinyin=read
    )


def _same_place(own: str, text: str, wanted: str) -> bool:
    """Whether a thing is of a place, by its own place or by the beginning of its name."""
    stem = wanted[:-1] if wanted[-1] in _LEVELS and len(wanted) > 2 else wanted
    return own.startswith(stem) or text.startswith(stem)
