"""Finding the hits of a query in an index, ranked; every word of the query must be found.

A name as a whole goes before its beginning, that before an abbreviation, pinyin, the inside of a
name, and words in a text. When nothing holds the words, names that are read the same (商物局 for
商务局) or share most of their pairs of characters are given instead, marked as ``near``.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection
from typing import Final

from graph.search.entries import GROUPS
from graph.search.folding import fold, match_query, query_words
from graph.search.hits import MATCHES, Found, Hit, Marked, marked, snippet
from graph.search.names import abbreviates, likeness, split_place, unlevelled
from graph.search.readings import pinyin_query, starts_syllable, syllables
from graph.views.values import Ref

__all__ = ["find", "prepare", "read_score"]

_PASSAGE: Final = GROUPS.index("passage")
_PLACE: Final = GROUPS.index("place")
#: Groups whose names are shortened by their first characters.
_SHORTENED: Final = ", ".join(str(GROUPS.index(name)) for name in ("department", "park", "association"))
_NEAR: Final = 0.5
_NEAR_LIMIT: Final = 500
#: Score of the nearest name that is only alike.
_NEAREST: Final = 19

_TABLES: Final = """
CREATE TEMP TABLE IF NOT EXISTS word (n INTEGER, item INTEGER, score INTEGER, form INTEGER);
CREATE TEMP TABLE IF NOT EXISTS hit (key TEXT, grp INTEGER, item INTEGER, score REAL, form INTEGER, label TEXT);
DELETE FROM word;
DELETE FROM hit;
"""
_NAMES: Final = f"""
INSERT INTO word
SELECT :n, f.item, CASE
    WHEN f.text = :w THEN 100 WHEN f.stem = :w THEN 95
    WHEN f.grp = {_PLACE} AND substr(f.text, 1, :size) = :w AND length(f.text) = :size + 1 THEN 95
    WHEN substr(f.text, 1, :size) = :w THEN 85 WHEN substr(f.stem, 1, :size) = :w THEN 82
    ELSE 55 END, f.id
FROM names JOIN form f ON f.id = names.rowid WHERE names MATCH :query"""  # noqa: S608 - a number of a group
_ABBREVIATED: Final = f"""
INSERT INTO word SELECT :n, f.item, 75, f.id FROM form f
WHERE f.grp IN ({_SHORTENED}) AND f.stem LIKE :pattern AND substr(f.text, 1, length(:place)) = :place
  AND abbreviates(:short, f.stem)"""  # noqa: S608 - numbers of groups
_READ: Final = """
INSERT INTO word SELECT :n, item, score, id FROM (
  SELECT f.item AS item, f.id AS id,
    CASE WHEN instr(f.letters, :w) OR instr(f.initials, :w)
    THEN read_score(:w, f.reading, length(f.text) - length(f.stem)) ELSE 0 END AS score
  FROM form f) WHERE score > 0"""
_SHARING: Final = """
SELECT f.item, f.id, f.text, f.stem FROM names JOIN form f ON f.id = names.rowid
WHERE names MATCH ? ORDER BY rank LIMIT ?"""
_BODIES: Final = "INSERT INTO word SELECT :n, rowid, 25, NULL FROM bodies WHERE bodies MATCH :query"
#: SQLite takes the other columns from the row that has the maximum.
_MERGE: Final = f"""
INSERT INTO hit
SELECT CASE WHEN i.grp = {_PASSAGE} THEN i.iri || '#' || i.start ELSE i.iri END AS key,
       i.grp, i.id, MAX(found.score), found.form, i.label
FROM (
  SELECT item, MIN(score) + SUM(score) / 1000.0 AS score, MAX(form) AS form
  FROM (SELECT n, item, MAX(score) AS score, form FROM word GROUP BY n, item)
  GROUP BY item HAVING COUNT(*) = :words
) found JOIN item i ON i.id = found.item
GROUP BY i.grp, key"""  # noqa: S608 - a number of a group
_ORDER: Final = "score DESC, grp, length(label), label, key"
_PAGE: Final = f"""
SELECT h.grp, h.score, i.kind, i.iri, i.label, i.note, i.body, i.start, i.stop, form.name, plan.iri, plan.label
FROM (
  SELECT *, ROW_NUMBER() OVER (PARTITION BY grp ORDER BY {_ORDER}) AS place,
         ROW_NUMBER() OVER (ORDER BY {_ORDER}) AS rank
  FROM hit WHERE grp IN (SELECT value FROM json_each(:groups))
) h JOIN item i ON i.id = h.item
LEFT JOIN form ON form.id = h.form LEFT JOIN plan ON plan.id = i.plan
WHERE h.place <= :each
ORDER BY h.rank LIMIT :limit OFFSET :offset"""  # noqa: S608 - names of columns


def prepare(db: sqlite3.Connection) -> None:
    """Give a connection the functions that `find` uses."""
    db.create_function("abbreviates", 2, abbreviates, deterministic=True)
    db.create_function("read_score", 3, read_score, deterministic=True)


def read_score(letters: str, reading: str, place: int) -> int:
    """How well letters fit a reading: 68 for the whole down to 45 for a part, 0 for none.

    ``place`` is the number of characters of the place before the name: ``swj`` is all of 常州市商务局.
    Initials must be the whole or, from three letters on, its beginning.
    """
    read = reading.split()
    joined, first = "".join(read), "".join(piece[0] for piece in read)
    own, own_first = "".join(read[place:]), "".join(piece[0] for piece in read[place:])
    if letters in (joined, own):
        return 68
    if len(letters) > 1 and letters in (first, own_first):
        return 66
    at = starts_syllable(reading, letters)
    if at in (1, place + 1):
        return 62
    if len(letters) > 2 and (first.startswith(letters) or own_first.startswith(letters)):
        return 60
    return 45 if at and len(letters) > 2 else 0


def find(
    db: sqlite3.Connection,
    query: str,
    *,
    groups: Collection[str] = (),
    limit: int = 50,
    offset: int = 0,
    each: int | None = None,
    places: Collection[str] = (),
) -> Found:
    """A page of the hits of a query in an index that `prepare` was called for.

    ``groups`` keeps hits of these groups only (all when empty), ``each`` the best so many
    of each group; counts are of all. ``places`` are folded names of places, to read 常州经信委 as an
    office of a place.
    """
    words = query_words(query)[:16]
    if not words:
        return Found(query.strip(), (), {})
    db.executescript(_TABLES)
    letters = pinyin_query(" ".join(words)) if len(words) > 1 else ""
    if letters:
        # ``shang wu ju``: its words are syllables of one reading.
        _read(db, 0, letters)
        db.execute(_MERGE, {"words": 1})
    together = bool(letters) and db.execute("SELECT 1 FROM hit LIMIT 1").fetchone() is not None
    if not together:
        for number, word in enumerate(words):
            _look_for(db, number, word, places)
        db.execute(_MERGE, {"words": len(words)})
    if not db.execute("SELECT 1 FROM hit LIMIT 1").fetchone():
        _near(db, fold("".join(query.split())))
    counts = dict(db.execute("SELECT grp, COUNT(*) FROM hit GROUP BY grp"))
    page = {
        "groups": json.dumps([GROUPS.index(name) for name in groups or GROUPS]),
        "each": each if each is not None else offset + limit,
        "limit": limit,
        "offset": offset,
    }
    hits = tuple(_hit(row, words) for row in db.execute(_PAGE, page))
    return Found(query.strip(), hits, {name: counts[at] for at, name in enumerate(GROUPS) if at in counts})


def _look_for(db: sqlite3.Connection, number: int, word: str, places: Collection[str]) -> None:
    matching = match_query(word)
    if matching:
        given = {"n": number, "w": word, "size": len(word), "query": matching}
        db.execute(_NAMES, given)
        db.execute(_BODIES, {"n": number, "query": matching})
    if letters := pinyin_query(word):
        _read(db, number, letters)
        return
    place, short = split_place(word)
    if not place:
        place = max((name for name in places if word.startswith(name)), key=len, default="")
        short = unlevelled(word[len(place) :])
    short = unlevelled(short)
    if 2 <= len(short) <= 6 and short.isalpha():
        pattern = "%".join((*short[:-1], "")) + "%"
        given = {"n": number, "short": short, "pattern": pattern, "place": place}
        db.execute(_ABBREVIATED, given)


def _read(db: sqlite3.Connection, number: int, letters: str) -> None:
    if len(letters) > 1:
        db.execute(_READ, {"n": number, "w": letters})


def _near(db: sqlite3.Connection, query: str) -> None:
    """Names that are read like the query, or share most pairs of characters with it, become hits."""
    db.execute("DELETE FROM word")
    if len(query) > 1 and query.isalpha() and not query.isascii():
        _read(db, 0, "".join(syllables(query).split()))
        db.execute("UPDATE word SET score = ?", (_NEAREST,))
    pairs = {query[at : at + 2] for at in range(len(query) - 1) if query[at : at + 2].isalpha()}
    wanted = " OR ".join(f'"{pair}"' for pair in sorted(pairs)) if len(pairs) > 1 else ""
    rows = db.execute(_SHARING, (wanted, _NEAR_LIMIT)).fetchall() if wanted else ()
    for item, form, text, stem in rows:
        alike = max(likeness(query, text), likeness(query, stem))
        if alike >= _NEAR:
            db.execute("INSERT INTO word VALUES (0, ?, ?, ?)", (item, round(alike * _NEAREST), form))
    db.execute(_MERGE, {"words": 1})


def _hit(row: tuple[object, ...], words: tuple[str, ...]) -> Hit:
    group, score, kind, iri, label, note, body, start, stop, form, plan, title = row
    text, name = str(body), str(label)
    shown = marked(name, words)
    around = snippet(text, words) if text else Marked("")
    first = int(start) if isinstance(start, int) else None
    last = int(stop) if isinstance(stop, int) else None
    line = None
    if group == _PASSAGE and first is not None and last is not None:
        line = (first, last)
        in_text = marked(text, words).marks
        if in_text:
            first, last = first + in_text[0][0], first + in_text[0][1]
        shown = Marked(str(title))
    points = float(str(score))
    other = str(form) if form and form != label else ""
    return Hit(
        group=GROUPS[int(str(group))],
        kind=str(kind),
        thing=Ref(str(iri), shown.text),
        match=next(match for match, least in MATCHES.items() if points >= least),
        score=min(int(points), 100),
        name=shown,
        form=other,
        note=str(note),
        snippet=around,
        plan=Ref(str(plan), str(title)) if plan else None,
        start=first if plan else None,
        end=last if plan else None,
        line=line,
    )
