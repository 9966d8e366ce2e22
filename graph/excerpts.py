"""What lists count and sort by, taken from a graph's statements while they pass, and kept beside the store.

The registers of all lists (`graph.views.registers`) need a tenth of a real graph's statements. To ask the database for them
afterwards takes ten times as long as to pick them out while a graph is made, and a small change of a large
store would ask for all of them again. So each graph has an excerpt, kept in one SQLite file by the graph's digest;
nothing is lost with it: what is not there is read from the graph.
"""

from __future__ import annotations

import contextlib
import json
import logging
import sqlite3
import zlib
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from pathlib import Path
from typing import Final, TypeAlias

from ontology.terms import DCTERMS, OA, PG, RDF, RDFS, SKOS

__all__ = ["EXCERPTED", "Excerpt", "excerpt_of", "keep_excerpts", "opened", "read_excerpts"]

#: Objects by subject, by the name of the property; N-Triples terms, and names of classes in column ``type``.
Excerpt: TypeAlias = dict[str, dict[str, list[str]]]

_log = logging.getLogger("policygraph.lists")
#: Properties, by the name of their column.
_COLUMNS: Final = {
    f"<{term}>": name
    for name, term in {
        "inPlan": PG.inPlan,
        "order": PG.order,
        "topic": PG.topic,
        "measure": PG.measure,
        "department": PG.department,
        "role": PG.role,
        "indicator": PG.indicator,
        "dueYear": PG.dueYear,
        "normalizedValue": PG.normalizedValue,
        "function": PG.function,
        "spatial": DCTERMS.spatial,
        "broadMatch": SKOS.broadMatch,
        "label": RDFS.label,
    }.items()
}
_TYPE: Final = f"<{RDF.type}>"
#: Classes whose members are known, by the name in column ``type``.
_CLASSES: Final = {
    f"<{PG[name]}>": name for name in ("Measure", "Target", "Organization", "Department", "Responsibility")
}
#: Members of these are in no list: their labels, which are most, are left out.
_UNLISTED: Final = frozenset(
    f"<{each}>" for each in (PG.Passage, OA.Annotation, PG.Section, PG.Responsibility)
)
_WANTED: Final = frozenset({*_COLUMNS, _TYPE})
#: IRIs of the properties that an excerpt looks at.
EXCERPTED: Final = frozenset(each[1:-1] for each in _WANTED)
#: Version of an excerpt; raised when another property is wanted.
_VERSION: Final = 1
_FILE: Final = f"excerpts-v{_VERSION}.sqlite"
_SCHEMA: Final = (
    "CREATE TABLE IF NOT EXISTS excerpt (digest TEXT PRIMARY KEY, data BLOB NOT NULL) WITHOUT ROWID"
)
#: Seconds that a process waits for another that writes.
_WAIT: Final = 20.0


def excerpt_of(triples: Iterable[tuple[str, str, str]]) -> bytes:
    """The excerpt of a graph, packed: subjects, properties and objects as N-Triples writes them."""
    found: Excerpt = defaultdict(lambda: defaultdict(list))
    labels: dict[str, list[str]] = defaultdict(list)
    unlisted: set[str] = set()
    for subject, predicate, value in [triple for triple in triples if triple[1] in _WANTED]:
        if predicate != _TYPE:
            name = _COLUMNS[predicate]
            (labels if name == "label" else found[name])[subject].append(value)
        elif value in _CLASSES:
            found["type"][subject].append(_CLASSES[value])
            if value in _UNLISTED:
                unlisted.add(subject)
        elif value in _UNLISTED:
            unlisted.add(subject)
    found["label"] = {subject: values for subject, values in labels.items() if subject not in unlisted}
    return zlib.compress(json.dumps(found, ensure_ascii=False, separators=(",", ":")).encode(), 1)


def opened(data: bytes) -> Excerpt:
    """An excerpt, unpacked; `ValueError` when it is none."""
    try:
        found: Excerpt = json.loads(zlib.decompress(data))
    except zlib.error as error:
        raise ValueError(str(error)) from error
    return found


def keep_excerpts(home: Path, excerpts: Mapping[str, bytes], wanted: Collection[str]) -> None:
    """Keep excerpts by the digests of their graphs, and of those that are kept only the ``wanted`` ones.

    A file that cannot be written costs time only.
    """
    file = home / _FILE
    rows = [(digest, data) for digest, data in excerpts.items() if data and digest in wanted]
    try:
        _write(file, rows, wanted)
    except sqlite3.OperationalError as error:  # no room, no right to write, another process
        _log.info("%s is not written: %s", file, error)
    except sqlite3.DatabaseError as error:
        _log.warning("%s is made again: %s", file, error)
        with contextlib.suppress(OSError, sqlite3.Error):
            file.unlink(missing_ok=True)
            _write(file, rows, wanted)


def _write(file: Path, rows: list[tuple[str, bytes]], wanted: Collection[str]) -> None:
    with contextlib.closing(sqlite3.connect(file, timeout=_WAIT)) as db:
        # What a power cut takes is read from the graphs again.
        db.execute("PRAGMA synchronous = OFF")
        with db:
            db.execute(_SCHEMA)
            held = {digest for (digest,) in db.execute("SELECT digest FROM excerpt")}
            db.executemany(
                "DELETE FROM excerpt WHERE digest = ?", [(old,) for old in held.difference(wanted)]
            )
            new = [row for row in rows if row[0] not in held]
            db.executemany("INSERT INTO excerpt (digest, data) VALUES (?, ?)", new)


def read_excerpts(home: Path, digests: Iterable[str]) -> dict[str, bytes]:
    """Those of these graphs that are kept, by digest."""
    file = home / _FILE
    if not file.exists():
        return {}
    wanted = set(digests)
    try:
        with contextlib.closing(
            sqlite3.connect(f"{file.resolve().as_uri()}?mode=ro", uri=True, timeout=_WAIT)
        ) as db:
            found = db.execute("SELECT digest, data FROM excerpt").fetchall()
    except sqlite3.Error as error:
        _log.warning("%s cannot be read: %s", file, str(error))  # the error holds its callers
        return {}
    return {digest: data for digest, data in found if digest in wanted}
