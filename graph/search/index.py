"""The index of a revision: an SQLite file of entries, their names and pairs of their characters.

``item`` is an entry, ``form`` one of its names: folded, without its place (``stem``), and as it is
read. ``names`` and ``bodies`` are FTS5 tables of `graph.search.folding.tokens`, contentless: the
texts stand in the other two. The file is written beside its final name and moved there, so a reader
never sees half of one. A new revision starts from a copy of the last index and replaces only the
plans whose graphs changed.
"""

from __future__ import annotations

import contextlib
import errno
import os
import shutil
import sqlite3
import time
import uuid
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Final

from graph.engine import Engine
from graph.search.entries import (
    GROUPS,
    Entry,
    PlanSource,
    concept_entries,
    plan_entries,
    plan_sources,
)
from graph.search.folding import fold, tokens
from graph.search.names import split_place, unlevelled
from graph.search.readings import initials, syllables

__all__ = ["VERSION", "build_index", "draft_of", "unread"]

#: Version of the file's layout and of the ways of folding and reading; raised when either changes.
VERSION: Final = 3
_SCHEMA: Final = """
CREATE TABLE plan (id INTEGER PRIMARY KEY, iri TEXT NOT NULL UNIQUE, label TEXT NOT NULL, digest TEXT NOT NULL);
CREATE TABLE item (
  id INTEGER PRIMARY KEY, plan INTEGER NOT NULL, grp INTEGER NOT NULL, kind TEXT NOT NULL, iri TEXT NOT NULL,
  label TEXT NOT NULL, note TEXT NOT NULL, place TEXT NOT NULL, body TEXT NOT NULL, start INTEGER, stop INTEGER);
CREATE INDEX item_plan ON item (plan);
CREATE INDEX item_iri ON item (iri);
CREATE TABLE form (
  id INTEGER PRIMARY KEY, item INTEGER NOT NULL, grp INTEGER NOT NULL, name TEXT NOT NULL, text TEXT NOT NULL,
  stem TEXT NOT NULL, reading TEXT NOT NULL, letters TEXT NOT NULL, initials TEXT NOT NULL);
CREATE INDEX form_item ON form (item);
CREATE INDEX form_text ON form (text);
CREATE INDEX form_stem ON form (stem);
CREATE VIRTUAL TABLE names USING fts5 (t, content = '', columnsize = 0);
CREATE VIRTUAL TABLE bodies USING fts5 (t, content = '', columnsize = 0);
"""
#: Number of the concepts in column ``item.plan``: they belong to none.
_NO_PLAN: Final = 0
#: Seconds after which nobody can be writing a draft any more.
_STALE: Final = 6 * 3600


def draft_of(file: Path) -> Path:
    """Where an index may be written before it is moved to ``file``: a name that nobody else has."""
    return file.with_name(f".{file.name}.{uuid.uuid4().hex}")


def build_index(engine: Engine, file: Path, last: Path | None = None, draft: Path | None = None) -> None:
    """Write the index of the engine's revision to ``file``; ``last`` is an index of an earlier one.

    ``draft`` is where it stands until it is whole (`draft_of`).
    Raises what the engine raises, and `OSError`; nothing is left behind then.
    """
    file.parent.mkdir(parents=True, exist_ok=True)
    for left in file.parent.glob(".v*.sqlite.*"):  # of a process that was stopped while it wrote
        if left.stat().st_mtime < time.time() - _STALE:
            left.unlink(missing_ok=True)
    draft = draft or draft_of(file)
    try:
        if last is not None:
            with contextlib.suppress(FileNotFoundError):  # another process has just replaced it
                shutil.copyfile(last, draft)
        with contextlib.closing(sqlite3.connect(draft, isolation_level=None)) as db:
            _write(db, engine)
        draft.replace(file)
    except sqlite3.OperationalError as error:
        if "disk is full" in str(error) or "disk I/O error" in str(error):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(file)) from error
        raise
    finally:
        draft.unlink(missing_ok=True)


def unread(graphs: Mapping[str, str], last: Path | None) -> int:
    """How many graphs (digests by IRI) the index ``last`` does not hold: by that the work of the next one is judged."""
    held: set[str] = set()
    if last is not None:
        address = f"{last.resolve().as_uri()}?mode=ro"
        with (
            contextlib.suppress(sqlite3.Error),  # it has just been removed: nothing is held
            contextlib.closing(sqlite3.connect(address, uri=True)) as db,
        ):
            for (digests,) in db.execute("SELECT digest FROM plan"):
                held.update(digests.split("+"))
    return sum(digest not in held for digest in graphs.values())


def _write(db: sqlite3.Connection, engine: Engine) -> None:
    # Nothing is lost when this machine stops: the draft is thrown away and written again.
    db.execute("PRAGMA journal_mode = OFF")
    db.execute("PRAGMA synchronous = OFF")
    db.execute("BEGIN")
    if db.execute("SELECT 1 FROM sqlite_master WHERE name = 'item'").fetchone() is None:
        for statement in _SCHEMA.strip().split(";\n"):
            db.execute(statement)
        _add(db, _NO_PLAN, concept_entries())
    held = {row[0]: (row[1], row[2]) for row in db.execute("SELECT iri, id, digest FROM plan")}
    sources = plan_sources(engine)
    current = {source.iri: source for source in sources}
    for iri, (number, digest) in held.items():
        source = current.get(iri)
        if source is None or not digest or digest != source.digest:
            _remove(db, number)
    for source in sources:
        if source.iri not in held or held[source.iri][1] != source.digest or not source.digest:
            _add(db, _plan(db, source), plan_entries(engine, source))
    db.execute("COMMIT")


def _plan(db: sqlite3.Connection, source: PlanSource) -> int:
    row = (source.iri, source.label, source.digest)
    return int(db.execute("INSERT INTO plan (iri, label, digest) VALUES (?, ?, ?)", row).lastrowid or 0)


def _add(db: sqlite3.Connection, plan: int, entries: Iterable[Entry]) -> None:
    for entry in entries:
        group = GROUPS.index(entry.group)
        label = entry.forms[0] if entry.forms else ""
        row = (plan, group, entry.kind, entry.iri, label, entry.note, entry.place, entry.body)
        item = db.execute(
            "INSERT INTO item (plan, grp, kind, iri, label, note, place, body, start, stop)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (*row, entry.start, entry.end),
        ).lastrowid
        for name, text, stem, read in _forms(entry):
            form = db.execute(
                "INSERT INTO form (item, grp, name, text, stem, reading, letters, initials)"
                " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                (item, group, name, text, stem, read, read.replace(" ", ""), initials(read)),
            ).lastrowid
            db.execute("INSERT INTO names (rowid, t) VALUES (?, ?)", (form, tokens(text)))
        if entry.body:
            db.execute("INSERT INTO bodies (rowid, t) VALUES (?, ?)", (item, tokens(fold(entry.body))))


def _forms(entry: Entry) -> Iterator[tuple[str, str, str, str]]:
    for name in dict.fromkeys(entry.forms):
        text = fold(name)
        stem = split_place(text, fold(entry.place))[1]
        yield name, text, unlevelled(stem) if entry.group == "department" else stem, syllables(text)


def _remove(db: sqlite3.Connection, plan: int) -> None:
    """Take out a plan; FTS5 without content wants to be told the tokens that go."""
    gone = "DELETE FROM {0} WHERE item IN (SELECT id FROM item WHERE plan = ?)"
    rows = db.execute(
        "SELECT form.id, form.text FROM form JOIN item ON item.id = form.item WHERE plan = ?", (plan,)
    )
    for number, text in rows.fetchall():
        db.execute("INSERT INTO names (names, rowid, t) VALUES ('delete', ?, ?)", (number, tokens(text)))
    for number, body in db.execute(
        "SELECT id, body FROM item WHERE plan = ? AND body <> ''", (plan,)
    ).fetchall():
        db.execute(
            "INSERT INTO bodies (bodies, rowid, t) VALUES ('delete', ?, ?)", (number, tokens(fold(body)))
        )
    db.execute(gone.format("form"), (plan,))
    db.execute("DELETE FROM item WHERE plan = ?", (plan,))
    db.execute("DELETE FROM plan WHERE id = ?", (plan,))
