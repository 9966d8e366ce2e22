"""The index of the current revision: made once, shared by threads, made anew when a revision is published."""

from __future__ import annotations

import contextlib
import hashlib
import logging
import shutil
import sqlite3
import tempfile
import threading
import weakref
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Final

from graph.engine import Engine
from graph.files import plain_words
from graph.revision import Revision
from graph.search.finding import find, prepare
from graph.search.folding import fold
from graph.search.hits import Found
from graph.search.index import VERSION, build_index, unread
from graph.search.process import IndexProcess
from ontology.errors import LimitExceeded, PolicygraphError, StoreError
from ontology.source import concepts_turtle

__all__ = ["SearchIndex", "Searcher"]

_log = logging.getLogger("policygraph.search")
_LEVELS: Final = "省市县区州盟旗"
#: Graphs up to which an index is made here: about a second, and a process takes half of one to start.
_FEW: Final = 25


class SearchIndex:
    """An open index file; any number of threads may ask it at the same time."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self._lock = threading.Lock()
        self._idle: list[sqlite3.Connection] = []
        with self.connection() as db:
            rows = db.execute("SELECT DISTINCT place FROM item WHERE place <> ''").fetchall()
        labels = {fold(place) for (place,) in rows}
        #: Names of places, with and without their level: 常州市 and 常州.
        self.places: Final = frozenset(
            name
            for label in labels
            for name in (label, label[:-1] if label[-1] in _LEVELS and len(label) > 2 else label)
        )

    def find(
        self,
        query: str,
        *,
        groups: Collection[str] = (),
        limit: int = 50,
        offset: int = 0,
        each: int | None = None,
    ) -> Found:
        """A page of the hits of a query; see `graph.search.finding.find`."""
        with self.connection() as db:
            return find(db, query, groups=groups, limit=limit, offset=offset, each=each, places=self.places)

    @contextlib.contextmanager
    def connection(self) -> Iterator[sqlite3.Connection]:
        """A connection of one thread for as long as it needs it."""
        with self._lock:
            db = self._idle.pop() if self._idle else None
        if db is None:
            db = sqlite3.connect(
                f"{self.file.resolve().as_uri()}?mode=ro",
                uri=True,
                check_same_thread=False,
                isolation_level=None,
            )
            db.execute("PRAGMA temp_store = MEMORY")
            prepare(db)
        try:
            yield db
        finally:
            with self._lock:
                self._idle.append(db)

    def close(self) -> None:
        """Close the connections that nobody uses."""
        with self._lock:
            idle, self._idle = self._idle, []
        for db in idle:
            db.close()


class Searcher:
    """Searches what ``engine`` holds now.

    Indexes of revisions that are kept on disk lie in ``folder`` under names made of the revision's
    digest, so a restart finds them; others in a folder that is gone with this object. ``wait`` is how
    many seconds a search waits for an index that is being made before it says so. With ``apart``, indexes that
    take long are made in a process of its own, which ends with this object.
    """

    def __init__(
        self, engine: Engine, folder: Path | None = None, *, wait: float = 20.0, apart: bool = False
    ) -> None:
        self._engine = engine
        self._wait = wait
        self._apart = apart
        self._process: IndexProcess | None = None
        self._folder = folder
        self._own: Path | None = None
        self._lock = threading.Lock()
        self._opened: tuple[str, SearchIndex] | None = None
        self._making: tuple[str, threading.Thread] | None = None
        self._failed: Exception | None = None
        self._closed = False

    @property
    def revision(self) -> int | None:
        """Number of the revision that is searched, the newest; None while nothing is loaded."""
        revision = self._engine.revision
        return revision.number if revision else None

    def find(
        self,
        query: str,
        *,
        groups: Collection[str] = (),
        limit: int = 50,
        offset: int = 0,
        each: int | None = None,
    ) -> Found:
        """A page of the hits of a query in the current revision; see `graph.search.finding.find`.

        Raises `LimitExceeded` while the index of a large new revision is still being made, and what
        the engine raised when it could not be made.
        """
        if not query.strip():
            return Found("", (), {})
        return self.index().find(query, groups=groups, limit=limit, offset=offset, each=each)

    def index(self) -> SearchIndex:
        """The index of the current revision, as soon as it is made."""
        key = self._key()
        making = self._start(key)
        if making is not None:
            making.join(self._wait)
        with self._lock:
            if self._opened is not None and self._opened[0] == key:
                return self._opened[1]
            if self._failed is not None and not (making and making.is_alive()):
                failed, self._failed = self._failed, None
                raise failed
        raise LimitExceeded(
            "The search index of the newest revision is still being made. Please try again in a few seconds."
            " 最新版本的检索索引正在建立，请稍后再试。",
            limit="index",
        )

    def warm(self) -> None:
        """Start to make the index of the current revision, if it is not there, without waiting for it."""
        try:
            self._start(self._key())
        except PolicygraphError:
            _log.warning("the search index will be made at the first search", exc_info=True)

    def close(self) -> None:
        """Wait for an index that is being made here, stop one that is made apart, and let go of the files."""
        with self._lock:
            self._closed = True
            making = self._making
            if self._process is not None:
                self._process.stop()
        if making is not None:
            making[1].join()
        with self._lock:
            if self._opened is not None:
                self._opened[1].close()
                self._opened = None
            own, self._own = self._own, None
        if own is not None:
            shutil.rmtree(own, ignore_errors=True)

    def _key(self) -> str:
        revision = self._engine.revision
        vocabulary = hashlib.sha256(concepts_turtle().encode()).hexdigest()[:8]
        return f"v{VERSION}-{vocabulary}-{revision.etag if revision else 'r0'}"

    def _start(self, key: str) -> threading.Thread | None:
        """The thread that makes the index of ``key``; None when it is open already."""
        with self._lock:
            if self._closed or (self._opened is not None and self._opened[0] == key):
                return None
            if self._making is not None and self._making[1].is_alive():
                return self._making[1]
            thread = threading.Thread(target=self._make, args=(key,), name="search-index", daemon=True)
            self._making = (key, thread)
            thread.start()
            return thread

    def _make(self, key: str) -> None:
        try:
            file = self._made(key)
            index = SearchIndex(file)
        except Exception as error:
            with self._lock:
                closed, self._failed = self._closed, error
            if not closed:
                _log.exception("the search index could not be made")
            return
        with self._lock:
            old, self._opened = self._opened, (key, index)
        if old is not None:
            old[1].close()
        for other in _others(file)[:-1]:  # another process may still read the one before
            other.unlink(missing_ok=True)

    def _made(self, key: str) -> Path:
        """The file of an index; in a temporary folder where the store's disk is full or read-only."""
        revision = self._engine.revision
        if self._folder is not None and revision is not None and revision.path is not None:
            file = self._folder / f"{key}.sqlite"
            try:
                if not file.exists():
                    self._build(file, revision)
                return file
            except OSError as error:
                _log.warning("the search index is not kept: %s", error)
        file = self._temporary() / f"{key}.sqlite"
        if not file.exists():
            with plain_words(file.parent):
                self._build(file, revision)
        return file

    def _build(self, file: Path, revision: Revision | None) -> None:
        """Write an index: here, or in a process where that takes long."""
        last = _newest(file)
        snapshot = revision.path if self._apart and revision is not None else None
        if revision is None or snapshot is None or unread(revision.graphs, last) <= _FEW:
            build_index(self._engine, file, last)
            return
        with self._lock:
            if self._closed:
                raise StoreError("the search has been closed", reason="store.closed")
            process = self._process = IndexProcess(snapshot, file, last)
        try:
            process.wait()
        finally:
            with self._lock:
                self._process = None

    def _temporary(self) -> Path:
        """A folder that goes with this object."""
        with self._lock:
            if self._own is None:
                self._own = Path(tempfile.mkdtemp(prefix="policygraph-search-"))
                # Also when nobody closes this object, or the process ends.
                weakref.finalize(self, shutil.rmtree, self._own, ignore_errors=True)
            return self._own


def _others(file: Path) -> list[Path]:
    """Indexes beside a file, the newest last."""
    found = [other for other in file.parent.glob("v*.sqlite") if other != file]
    return sorted(found, key=lambda other: other.stat().st_mtime)


def _newest(file: Path) -> Path | None:
    """The newest index of the same layout, to start from."""
    same = file.name.partition("-r")[0] + "-r"
    return next((other for other in reversed(_others(file)) if other.name.startswith(same)), None)
