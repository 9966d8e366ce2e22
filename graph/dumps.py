"""Dumps of a revision as files: made once, with a checksum, kept beside the revision.

::

    revisions/7/dumps/dump.nq.gz                  the whole, in each format of `DUMP_FORMATS`
    revisions/7/dumps/changzhou-2014.ttl.gz       one named graph
    revisions/7/dumps/dump.nq.gz.sha256           "<sha256>  dump.nq.gz", which sha256sum -c reads

A revision never changes, so neither does a dump, and pruning the revision removes both. A dump is whole
when its checksum is there: that is written last. Graphs that are not on disk here (in memory, on a
remote server) have their dumps in a temporary folder.
"""

from __future__ import annotations

import gzip
import hashlib
import os
import shutil
import tempfile
import threading
import time
from concurrent.futures import CancelledError, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Final

from graph.dumping import graph_names, write_graphs
from graph.engine import Engine
from graph.files import plain_words, sync_folder
from graph.formats import GraphFormat
from graph.revision import Revision
from ontology.errors import NotFound, PolicygraphError, StoreError

__all__ = ["DUMP_FORMATS", "DumpFile", "DumpPending", "Dumps", "dump_name"]

#: Formats of dumps by their ending, the first choice first.
DUMP_FORMATS: Final = {
    item.extension: item
    for item in (
        GraphFormat.NQUADS,
        GraphFormat.TRIG,
        GraphFormat.TURTLE,
        GraphFormat.JSONLD,
        GraphFormat.NTRIPLES,
    )
}
#: Seconds that a request waits for a dump that is being made, before it is told to come back.
_PATIENCE: Final = 20.0
#: zlib's level: 9 takes three times as long for a few per cent.
_LEVEL: Final = 6
#: Statements up to which a service makes the dumps of the whole before anybody asks.
_PREPARED: Final = 1_000_000
#: Revisions whose dumps stay in the temporary folder.
_KEPT: Final = 3


class DumpPending(PolicygraphError):
    """A dump that is being made; the client should ask again."""


@dataclass(frozen=True, slots=True)
class DumpFile:
    """A dump that is whole: ``size`` in bytes as it lies on disk (gzip), ``sha256`` of those bytes."""

    path: Path
    wanted: GraphFormat
    size: int
    sha256: str

    @property
    def name(self) -> str:
        """File name, such as ``dump.nq.gz``."""
        return self.path.name


def dump_name(wanted: GraphFormat, graph: str | None = None) -> str:
    """File name of a dump of the whole, or of a named graph by its IRI."""
    stem = "dump" if graph is None else graph.rpartition("/")[2]
    return f"{stem}.{wanted.extension}.gz"


class Dumps:
    """Finds the dumps of a revision, and makes those that are missing."""

    def __init__(self, patience: float = _PATIENCE) -> None:
        self._patience = patience
        # Re-entrant: a dump that is done before its callback is added calls it at once, in this thread.
        self._lock = threading.RLock()
        #: What is made or waits to be made, with the number of its revision; and the highest number so far.
        self._making: dict[Path, tuple[int, Future[None]]] = {}
        self._newest = 0
        # One thread for the whole graph, one for single graphs: these do not wait for that.
        self._whole = ThreadPoolExecutor(1, thread_name_prefix="dumps")
        self._parts = ThreadPoolExecutor(1, thread_name_prefix="dumps-of-graphs")
        self._temporary: Path | None = None

    def find(self, engine: Engine, wanted: GraphFormat, graph: str | None = None) -> DumpFile | None:
        """The dump of the engine's revision if it is there, without making it."""
        path = self._folder(engine.revision) / dump_name(wanted, graph)
        return _whole(path, wanted)

    def get(self, engine: Engine, wanted: GraphFormat, graph: str | None = None) -> DumpFile:
        """The dump of the engine's revision, made now if it is missing.

        ``graph`` is the IRI of a named graph. Raises `NotFound` for an unknown graph or an empty store,
        `DumpPending` when making it takes long (it goes on), `StoreError` when it cannot be written.
        """
        making = self.make(engine, wanted, graph)
        if making is not None:
            try:
                making.result(self._patience)
            except (TimeoutError, CancelledError):
                raise DumpPending(
                    f"{dump_name(wanted, graph)} is being made for this revision; ask again in a moment"
                ) from None
        found = self.find(engine, wanted, graph)
        if found is None:
            raise StoreError("the dump was removed while it was asked for: ask for the current revision")
        return found

    def ready(
        self, engine: Engine, graph: str | None = None, patience: float | None = None
    ) -> tuple[DumpFile, ...]:
        """The dumps in all formats, as far as they are there after ``patience`` seconds.

        Those that are missing go on being made. Raises `NotFound` as `get` does.
        """
        end = time.monotonic() + (self._patience if patience is None else patience)
        making = [self.make(engine, wanted, graph) for wanted in DUMP_FORMATS.values()]
        wait([item for item in making if item is not None], max(end - time.monotonic(), 0))
        found = (self.find(engine, wanted, graph) for wanted in DUMP_FORMATS.values())
        return tuple(file for file in found if file is not None)

    def make(self, engine: Engine, wanted: GraphFormat, graph: str | None = None) -> Future[None] | None:
        """Start making a dump; None when it is there already. Raises `NotFound`.

        The first one of a newer revision takes the place of those of older ones that have not begun: where loads come
        faster than dumps are made, the line would grow without end, and each in it keeps its revision on the disk.
        """
        revision = engine.revision
        number = revision.number if revision is not None else 0
        names = graph_names(engine) if graph is None else (graph,)
        if not names or (graph is not None and graph not in graph_names(engine)):
            raise NotFound(f"There is no graph <{graph}>." if graph else "The graph is empty.")
        path = self._folder(revision) / dump_name(wanted, graph)
        with self._lock:
            if _whole(path, wanted) is not None:
                return None
            self._make_room(number)
            _, found = self._making.get(path, (0, None))
            if found is None:
                # Pinned: a load that is published meanwhile must not get into the file.
                pinned = engine.at(revision.number) if revision is not None else engine
                thread = self._whole if graph is None else self._parts
                found = thread.submit(_make, pinned, names, path, wanted)
                self._making[path] = number, found
                found.add_done_callback(lambda _: self._done(path))
            return found

    def prepare(self, engine: Engine, largest: int = _PREPARED) -> bool:
        """Start making all dumps of the whole, unless the graph has more than ``largest`` statements.

        Larger ones are made when the first client asks. Tells whether they are made now.
        """
        revision = engine.revision
        if revision is None:
            return False
        rows = engine.rows("SELECT ?n WHERE { ?d a dcat:Dataset ; dcat:version ?v ; void:triples ?n }")
        if any(int(getattr(row["n"], "value", "0")) > largest for row in rows):
            return False
        for wanted in DUMP_FORMATS.values():
            self.make(engine, wanted)
        return True

    def close(self) -> None:
        """Stop making dumps and remove what is temporary."""
        for thread in (self._whole, self._parts):
            thread.shutdown(wait=True, cancel_futures=True)
        if self._temporary is not None:
            shutil.rmtree(self._temporary, ignore_errors=True)

    def _make_room(self, number: int) -> None:
        if number <= self._newest:
            return  # an older one that is asked for now is wanted
        self._newest = number
        for older, waiting in tuple(self._making.values()):
            if older < number:
                waiting.cancel()  # does nothing to one that has begun

    def _done(self, path: Path) -> None:
        with self._lock:
            self._making.pop(path, None)

    def _folder(self, revision: Revision | None) -> Path:
        if revision is not None and revision.path is not None:
            folder = revision.path.parent / "dumps"
            if os.access(folder if folder.exists() else revision.path.parent, os.W_OK):
                return folder
        with self._lock:
            if self._temporary is None:
                self._temporary = Path(tempfile.mkdtemp(prefix="policygraph-dumps-"))
            folder = self._temporary / (revision.etag if revision is not None else "none")
            if not folder.exists():
                folder.mkdir()
                older = sorted(self._temporary.iterdir(), key=lambda item: item.stat().st_mtime)
                for old in older[:-_KEPT]:
                    shutil.rmtree(old, ignore_errors=True)
            return folder


def _whole(path: Path, wanted: GraphFormat) -> DumpFile | None:
    try:
        digest = path.with_name(f"{path.name}.sha256").read_text(encoding="ascii").partition(" ")[0]
        return DumpFile(path, wanted, path.stat().st_size, digest)
    except FileNotFoundError:
        return None


def _make(engine: Engine, graphs: tuple[str, ...], path: Path, wanted: GraphFormat) -> None:
    """Write a dump and then its checksum; other processes may make the same one at the same time."""
    revision = engine.revision
    with plain_words(path.parent):
        path.parent.mkdir(exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=f".{path.name}-", dir=path.parent)
        draft = Path(name)
        try:
            with os.fdopen(handle, "wb") as raw:
                file = _Hashed(raw)
                with gzip.GzipFile(
                    filename="",
                    mode="wb",
                    fileobj=file,
                    mtime=0,
                    compresslevel=_LEVEL,
                ) as packed:
                    write_graphs(engine, graphs, packed, wanted)  # type: ignore[arg-type]
                if engine.revision != revision:  # a server that keeps no older state has moved on
                    raise StoreError("the graph changed while it was written; ask again")
                raw.flush()
                os.fsync(raw.fileno())
            draft.chmod(0o644)
            draft.replace(path)
            mark = draft.with_name(f"{draft.name}.sha256")
            mark.write_text(f"{file.digest.hexdigest()}  {path.name}\n", encoding="ascii")
            mark.replace(path.with_name(f"{path.name}.sha256"))
            sync_folder(path.parent)
        finally:
            draft.unlink(missing_ok=True)


class _Hashed:
    """A binary file whose SHA-256 is computed as it is written."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self.digest = hashlib.sha256()

    def write(self, data: bytes) -> int:
        """Write and remember."""
        self.digest.update(data)
        return self._file.write(data)

    def flush(self) -> None:
        """Flush the file below."""
        self._file.flush()
