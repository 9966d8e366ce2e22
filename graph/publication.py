"""One load on its way into the store: graphs are handed over one by one, and written in windows.

The database is written past its log (`Store.bulk_load`), which is three times as fast; whoever is
interrupted here leaves a folder that the next writer throws away (`graph.store`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack
from typing import Final

from pyoxigraph import DefaultGraph, NamedNode, Quad, RdfFormat, Store, parse

from graph.content import GraphContent
from graph.differences import Changes
from graph.merging import merging_later
from graph.revision import Revision
from graph.stored_lines import stored_triples
from graph.summary import Size, Tally

__all__ = ["Publication"]

#: Bytes of N-Quads that are written at once; less means more files to merge, more means more memory.
_WINDOW: Final = 32 * 1024 * 1024
#: Below this, an ordinary transaction makes no files of its own and is cheaper.
_BULK_FROM: Final = 512 * 1024
#: Statements up to which a change is noted one by one (a plan has about 6,000).
_NOTED: Final = 50_000
_UNION: Final = DefaultGraph()
#: How a blank node begins; a literal may hold it, too, which costs a little time only.
_BLANK: Final = b"_:"


class Publication:
    """What one load puts and removes; a graph can be named once.

    ``before`` maps the graphs of the revision before to their digests; ``open_writer`` opens the
    database and is called at the first change, so a load without changes writes nothing. ``step``
    is told what happens, ``tally`` (if any) counts what is put. Without ``union`` the default graph is one
    of its own, under an empty name.
    """

    def __init__(
        self,
        before: Mapping[str, str],
        open_writer: Callable[[], Store],
        step: Callable[[str], None],
        tally: Tally | None = None,
        *,
        union: bool = True,
    ) -> None:
        self._union = union
        self.before = before
        self.after = dict(before)
        self.changed: set[str] = set()
        #: What changed, statement by statement; None once that is much, and where nothing was before.
        self.changes: Changes | None = Changes() if before else None
        #: Excerpts of the graphs that were put, by digest, for the lists.
        self.excerpts: dict[str, bytes] = {}
        #: The revision that came of it: set by the store at the end.
        self.revision: Revision | None = None
        self._open = open_writer
        self._step = step
        self._tally = tally
        self._writer: Store | None = None
        self._named: set[str] = set()
        self._pending: list[tuple[str, bytes]] = []
        self._size = 0
        # One thread for the named graphs, one for their union: the engine works outside Python's lock.
        self._threads = ThreadPoolExecutor(2, thread_name_prefix="write")
        self._writes: list[Future[None]] = []
        # Holds back the merging of files from the first window on.
        self._merging = ExitStack()
        self._windows = 0

    @property
    def writer(self) -> Store:
        """The database that is written."""
        if self._writer is None:
            self._writer = self._open()
        return self._writer

    def put(self, content: GraphContent, *, counted: bool = True) -> bool:
        """Give a graph exactly this content; False when it has it already. Empty content removes it.

        ``counted`` is false for the graph that describes the others.
        """
        if not content.lines:
            return self.remove(content.iri)
        self._name(content.iri)
        if counted and self._tally is not None:
            self._tally.add(content.iri, content.summary)
        self.excerpts[content.digest] = content.excerpt
        known = self.before.get(content.iri)
        if known == content.digest:
            return False
        lines = content.lines
        if known is not None:
            lines = self._withdraw(content.iri, lines, counted=counted)
        if counted:
            self._note(lines, content.iri, content.summary.counts.size)
        self.after[content.iri] = content.digest
        self.changed.add(content.iri)
        self._pending.append((content.iri, lines))
        self._size += len(lines)
        if self._size >= _WINDOW:
            self._write()
        return True

    def remove(self, iri: str) -> bool:
        """Remove a graph; False when it is not there."""
        self._name(iri)
        if iri not in self.before:
            return False
        self._withdraw(iri, b"")
        self._note(b"", iri, None)
        self.writer.remove_graph(_term(iri))
        self._step("written")
        del self.after[iri]
        self.changed.add(iri)
        return True

    def finish(self) -> None:
        """Wait until everything that was put is in the database."""
        if self._pending:
            self._write()
        self._wait()

    def settle(self) -> None:
        """Merge the database's files, where most of it is new: queries are twice as fast then."""
        self._merging.close()
        if self._windows > 1 and len(self.changed) * 2 > len(self.after):
            self.writer.optimize()
            self._step("merged")

    def close(self) -> None:
        """Let go of the database, whatever happened; work that is under way is waited for."""
        self._merging.close()
        self._threads.shutdown(wait=True, cancel_futures=True)
        self._writes.clear()
        self._pending.clear()
        self._writer = None

    def untouched(self) -> list[str]:
        """Graphs of the revision before that this load did not name."""
        return sorted(self.before.keys() - self._named)

    def _name(self, iri: str) -> None:
        if iri in self._named:
            raise ValueError(f"<{iri}> was given twice")
        self._named.add(iri)

    def _note(self, lines: bytes, iri: str, size: Size | None) -> None:
        """Remember what came, unless it is so much that nobody will ask for each statement."""
        if self.changes is not None:
            self.changes.sizes[iri] = size
            if len(self.changes) + lines.count(b"\n") > _NOTED:
                self.changes = None
            else:
                self.changes.added += parse(lines, format=RdfFormat.N_QUADS)

    def _withdraw(self, iri: str, lines: bytes, *, counted: bool = True) -> bytes:
        """Take from the database what a graph will not hold any more; returns the lines that are new."""
        writer = self.writer
        self._wait()  # what a window still writes may stand elsewhere
        # Lines are compared, not statements: a graph of which little changes may be large.
        after, before = set(lines.splitlines(keepends=True)), _stored_lines(writer, iri)
        gone = list(parse(b"".join(before - after), format=RdfFormat.N_QUADS))
        if counted and self.changes is not None:
            self.changes.removed += gone
        for quad in gone:
            writer.remove(quad)
            if not self._union:
                continue
            elsewhere = writer.quads_for_pattern(quad.subject, quad.predicate, quad.object)
            if all(other.graph_name == _UNION for other in elsewhere):
                writer.remove(Quad(quad.subject, quad.predicate, quad.object, _UNION))
        return b"".join(after - before)

    def _write(self) -> None:
        self._wait()  # one window at a time is held in memory
        pending, size = self._pending, self._size
        self._pending, self._size = [], 0
        writer = self.writer
        kept = pending if self._union else []
        union = [lines.replace(f" <{iri}> .\n".encode(), b" .\n") for iri, lines in kept]
        named = [lines for _, lines in pending]
        count = len(pending)
        del pending, kept
        if size < _BULK_FROM:
            _load(writer.load, writer.extend, (*named, *union))
        else:
            if not self._windows:
                self._merging.enter_context(merging_later())
            self._windows += 1
            for parts in (named, union):
                self._writes.append(self._threads.submit(_load, writer.bulk_load, writer.bulk_extend, parts))
        for _ in range(count):
            self._step("written")

    def _wait(self) -> None:
        writes, self._writes = self._writes, []
        for write in writes:
            write.result()


def _term(iri: str) -> NamedNode | DefaultGraph:
    return NamedNode(iri) if iri else _UNION


def _stored_lines(store: Store, iri: str) -> set[bytes]:
    """What a graph holds now, as N-Quads."""
    lines = stored_triples(store, _term(iri))
    if iri:
        lines = lines.replace(b" .\n", f" <{iri}> .\n".encode())
    return set(lines.splitlines(keepends=True))


def _load(
    load: Callable[..., None], extend: Callable[[Iterable[Quad]], None], parts: Sequence[bytes]
) -> None:
    """Write lines by the engine's own reader, but those with blank nodes by ours.

    The engine's reader gives blank nodes other names at each call, so that the union would not hold the
    nodes of the named graph.
    """
    plain: list[bytes] = []
    blank: list[bytes] = []
    for part in parts:
        if _BLANK not in part:
            plain.append(part)
            continue
        for line in part.splitlines(keepends=True):
            (blank if _BLANK in line else plain).append(line)
    if plain:
        # Lenient: the lines were written from terms that had been checked.
        load(b"".join(plain), format=RdfFormat.N_QUADS, lenient=True)
    if blank:
        extend(parse(b"".join(blank), format=RdfFormat.N_QUADS, lenient=True))
