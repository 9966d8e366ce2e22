"""The graph on disk as immutable revisions.

::

    home/
      current            {"format": 2, "revision": 7}: swapped in one step
      lock               held by the one writer
      store/             the writer's database; nobody else opens it
      store.clean        the number of the revision that store/ equals; absent while it is changed
      revisions/7/       data/ (a checkpoint, hard links) and manifest.json
      excerpts-v1.sqlite what lists need of each graph (`graph.excerpts`); may be missing

A crash at any moment leaves ``current`` at the last complete revision. The next writer removes what
was half made, and rebuilds ``store/`` from the current revision unless it is known to equal it.
"""

from __future__ import annotations

import datetime as dt
import fcntl
import json
import os
import shutil
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final, Protocol

from pyoxigraph import NamedNode, Quad, Store

from graph.content import content_of_quads, uncounted_content
from graph.differences import Adjusted, Counted
from graph.excerpts import keep_excerpts
from graph.files import (
    copy_database,
    disk_error,
    forget_frames,
    open_database,
    plain_words,
    replace_text,
    sync_folder,
    write_text,
)
from graph.leases import MANIFEST, Lease
from graph.pruning import Keep, outdated, removed
from graph.publication import Publication
from graph.revision import FORMAT_VERSION, Revision, digest_graphs
from graph.summary import Tallied, Tally, stored_summary
from ontology.errors import NotFound, StoreBusy, StoreError, StoreVersion

__all__ = ["Describe", "RevisionStore"]


class Describe(Protocol):
    """Computes the metadata graph of a revision that is being made."""

    @property
    def base(self) -> str:
        """Base of resource IRIs."""

    @property
    def graph(self) -> NamedNode:
        """The metadata graph, which is not counted."""

    def __call__(
        self, store: Store, number: int, created: dt.datetime, changed: frozenset[str], tally: Tallied
    ) -> frozenset[Quad]:
        """Quads of that graph.

        ``store`` is the writer's database, ``number`` and ``created`` are the revision's, ``changed``
        holds the IRIs of the graphs that changed; ``tally`` has counted all graphs.
        """

    def counted(self, store: Store, number: int, graphs: Collection[str]) -> Counted | None:
        """Counts of these graphs and of all graphs, as the metadata graph of revision ``number`` gives them.

        ``store`` still holds that metadata graph; None when it does not tell.
        """


#: Moments of two revisions differ by this at least, whatever the clock does.
_TICK: Final = dt.timedelta(microseconds=1)
#: So many changed statements are counted in the time that it takes to read one graph of a plan.
_STATEMENTS_A_GRAPH: Final = 600


class RevisionStore:
    """Publishes and finds revisions below ``home``; opens nothing until asked.

    ``keep`` says which revisions stay (a number: so many); the current one and those in use always do.
    ``now`` is the clock; moments of revisions never go back, even if it does. ``on_step`` is told each step of `publish` by
    name; the crash tests stop the process there. Without ``union`` the default graph is one of its own (a
    plain SPARQL dataset), which is decided by the first revision.
    """

    def __init__(
        self,
        home: Path,
        *,
        keep: Keep | int = Keep(),  # noqa: B008 it is frozen
        union: bool = True,
        now: Callable[[], dt.datetime] = lambda: dt.datetime.now(dt.UTC),
        on_step: Callable[[str], None] = lambda _name: None,
    ) -> None:
        self.home = home
        self._keep = Keep(keep) if isinstance(keep, int) else keep
        self._union = union
        self._now = now
        self._step = on_step
        self._manifests: dict[int, Revision] = {}
        self._pointer_path = str(home / "current")
        #: The pointer file's identity and dates when it was read, and the revision that it named.
        self._pointer: tuple[tuple[int, ...], Revision] | None = None

    def current(self) -> Revision | None:
        """The revision that readers see; None before the first.

        Raises `StoreVersion` for a folder of another layout, `StoreError` for a damaged one.
        """
        try:
            found = os.stat(self._pointer_path)  # noqa: PTH116 asked for each request; a Path takes four times as long
            # Before the text: one swapped in between is read again next time.
            state = (found.st_ino, found.st_mtime_ns, found.st_ctime_ns, found.st_size)
            known = self._pointer
            if known is not None and known[0] == state:
                return known[1]
            text = Path(self._pointer_path).read_text(encoding="utf-8")
        except FileNotFoundError:
            return None
        except OSError as error:
            raise disk_error(self.home, error) from error
        revision = self._revision(self._pointed(text))
        self._pointer = (state, revision)
        for gone in set(self._manifests).difference(self._numbers()):
            self._manifests.pop(gone, None)
        return revision

    def revisions(self) -> tuple[Revision, ...]:
        """Complete revisions that are still kept, oldest first."""
        current = self.current()
        if current is None:
            return ()
        found = []
        for number in sorted(number for number in self._numbers() if number <= current.number):
            with suppress(NotFound):  # it was pruned since
                found.append(self._revision(number))
        return tuple(found)

    def open(self, number: int | None = None) -> Store:
        """Open a revision (the current one without ``number``) for reading; `NotFound` when it is gone.

        Large ones open files when they are first read: hold a `lease` where pruning must not come between.
        """
        revision = self.current() if number is None else self._revision(number)
        if revision is None or revision.path is None:
            raise NotFound(f"{self.home} holds no graph yet: load documents first")
        with plain_words(self.home):
            return Store.read_only(str(revision.path))

    def lease(self, number: int) -> Lease:
        """Keep a revision from being pruned while the lease is held; `NotFound` when it is gone."""
        return Lease(self.home / "revisions" / str(number))

    def leased(self) -> tuple[Revision, Lease] | None:
        """The current revision and a lease on it; None before the first."""
        while (revision := self.current()) is not None:
            try:
                return revision, self.lease(revision.number)
            except NotFound:
                if self.current() == revision:
                    raise  # it is not that a newer one has taken its place
        return None

    def prune(self) -> tuple[int, ...]:
        """Remove the revisions that are not to be kept and that nobody reads; returns their numbers.

        Each publication does so at its end. Raises as `publish` does.
        """
        with self._writing(), plain_words(self.home):
            current = self.current()
            return () if current is None else self._prune()

    def publish(
        self, graphs: Mapping[str, frozenset[Quad] | None], describe: Describe | None = None
    ) -> Revision | None:
        """Make a revision in which each graph of ``graphs`` (by IRI) has exactly these quads.

        None or no quads removes a graph; graphs that are not named stay. Returns None, and writes
        nothing, when all are as they were. ``describe`` adds the metadata graph of the new revision.
        Raises `StoreBusy` while another writer works, `StoreVersion`, `StoreError`.
        """
        with self.publishing(describe) as publication:
            for iri, quads in graphs.items():
                if quads:
                    publication.put(content_of_quads(iri, quads))
                else:
                    publication.remove(iri)
        return publication.revision

    def check_default_graph(self) -> None:
        """Raise `StoreError` when what is here has a default graph of the other kind."""
        current = self.current()
        if current is not None and current.union != self._union:
            kind = "the union of all graphs (union)" if current.union else "one of its own (own)"
            raise StoreError(
                f"{self.home}: the default graph here is {kind}, which cannot be changed: set default_graph to"
                " that, or choose another folder (--home)"
            )

    @contextmanager
    def publishing(self, describe: Describe | None = None) -> Iterator[Publication]:
        """Take graphs one by one (`Publication.put`, `Publication.remove`); memory does not grow with them.

        The revision appears when the block ends (``publication.revision``; None where nothing
        changed), whole or, when the block fails, not at all. Raises as `publish` does.
        """
        with self._writing(), plain_words(self.home):
            current = self.current()
            self.check_default_graph()
            tally = None if describe is None else Tally(describe.base)
            publication = Publication(
                dict(current.graphs) if current else {},
                lambda: self._dirty_writer(current),
                self._step,
                tally,
                union=self._union,
            )
            try:
                yield publication
                if publication.changed:
                    publication.finish()
                    publication.revision = self._finish(publication, current, describe, tally)
            except BaseException as error:
                forget_frames(error)  # while somebody looks at it they would hold the database open
                raise
            finally:
                publication.close()
            if publication.revision is not None:
                number = publication.revision.number
                replace_text(self.home / "store.clean", str(number))
                self._step("clean")
                self._prune()
                self._step("pruned")
                kept = {digest for revision in self.revisions() for digest in revision.graphs.values()}
                keep_excerpts(self.home, publication.excerpts, kept)

    def _dirty_writer(self, current: Revision | None) -> Store:
        self._tidy(current)
        writer = self._writer(current)
        (self.home / "store.clean").unlink(missing_ok=True)
        sync_folder(self.home)
        self._step("dirty")
        return writer

    def _finish(
        self,
        publication: Publication,
        current: Revision | None,
        describe: Describe | None,
        tally: Tally | None,
    ) -> Revision:
        number = (current.number if current else 0) + 1
        created = max(self._now(), current.created + _TICK) if current else self._now()
        writer, changed = publication.writer, frozenset(publication.changed)
        # Before anything is read: a database in many files that overlap looks into each of them.
        publication.settle()
        if describe is not None and tally is not None:
            known = _count(publication, writer, current, describe, tally)
            about = describe(writer, number, created, changed, known)
            publication.put(uncounted_content(describe.graph.value, about), counted=False)
            publication.finish()
        after = publication.after
        return self._checkpoint(
            writer, Revision(number, created, digest_graphs(after), after, union=self._union)
        )

    def _checkpoint(self, writer: Store, revision: Revision) -> Revision:
        """Checkpoint, manifest, rename, pointer: in this order, so that the pointer is never ahead."""
        folder = self.home / "revisions"
        folder.mkdir(exist_ok=True)
        draft = folder / f".draft-{revision.number}"
        draft.mkdir()
        writer.backup(str(draft / "data"))
        self._step("checkpoint")
        write_text(draft / MANIFEST, revision.to_json())
        sync_folder(draft)
        self._step("manifest")
        draft.rename(folder / str(revision.number))
        sync_folder(folder)
        self._step("renamed")
        pointer = json.dumps({"format": FORMAT_VERSION, "revision": revision.number})
        replace_text(self.home / "current", pointer)
        self._step("pointed")
        return self._revision(revision.number)

    def _writer(self, current: Revision | None) -> Store:
        """The writer's database, equal to the current revision: rebuilt unless that is known."""
        folder, mark = self.home / "store", self.home / "store.clean"
        clean = mark.read_text(encoding="utf-8") if mark.exists() else ""
        if current is None or clean != str(current.number) or not folder.exists():
            mark.unlink(missing_ok=True)
            if folder.exists():
                shutil.rmtree(folder)
            if current is not None and current.path is not None:
                copy_database(current.path, folder)
            self._step("rebuilt")
        return open_database(folder)

    def _tidy(self, current: Revision | None) -> None:
        """Remove what a crash left: drafts, and revisions that were never pointed at."""
        folder = self.home / "revisions"
        newest = current.number if current else 0
        for path in folder.glob(".*-*") if folder.exists() else ():
            shutil.rmtree(path)
        for number in self._numbers():
            if number > newest:
                shutil.rmtree(folder / str(number))

    def _prune(self) -> tuple[int, ...]:
        folder = self.home / "revisions"
        old = outdated(self.revisions(), self._keep, self._now())
        gone = tuple(number for number in old if removed(folder / str(number)))
        for number in gone:
            self._manifests.pop(number, None)
        return gone

    def _numbers(self) -> list[int]:
        folder = self.home / "revisions"
        with plain_words(self.home):
            paths = folder.iterdir() if folder.exists() else ()
            return [int(path.name) for path in paths if path.name.isdigit()]

    def _pointed(self, text: str) -> int:
        try:
            pointer = json.loads(text)
            version, number = pointer["format"], int(pointer["revision"])
        except (ValueError, KeyError, TypeError) as error:
            raise StoreError(
                f"{self.home / 'current'} is damaged: restore a backup", reason="store.damaged"
            ) from error
        if version != FORMAT_VERSION:
            raise StoreVersion(
                f"{self.home} has layout {version}, this version of policygraph reads layout"
                f" {FORMAT_VERSION}: load the documents into a new folder (--home)",
                reason="store.version",
            )
        return number

    def _revision(self, number: int) -> Revision:
        known = self._manifests.get(number)
        if known is not None:
            return known
        folder = self.home / "revisions" / str(number)
        with plain_words(self.home):
            try:
                text = (folder / MANIFEST).read_text(encoding="utf-8")
            except FileNotFoundError:
                raise NotFound(f"{self.home} has no revision {number} (any more)") from None
        revision = Revision.from_json(text, folder / "data")
        self._manifests[number] = revision
        return revision

    @contextmanager
    def _writing(self) -> Iterator[None]:
        with plain_words(self.home):
            self.home.mkdir(parents=True, exist_ok=True)
            lock = (self.home / "lock").open("a", encoding="utf-8")
        with lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                raise StoreBusy(
                    f"another load is writing to {self.home}: wait until it has finished and try again",
                    reason="store.busy",
                ) from None
            self._step("locked")
            yield


def _count(
    publication: Publication, writer: Store, current: Revision | None, describe: Describe, tally: Tally
) -> Tallied:
    """Counts of all graphs, in the way that is quicker: by what changed, or by reading those not named."""
    metadata = describe.graph
    publication.finish()
    untouched = [iri for iri in publication.untouched() if iri != metadata.value]
    changes = publication.changes
    if current is not None and changes is not None and len(changes) < len(untouched) * _STATEMENTS_A_GRAPH:
        graphs = publication.before.keys() - {metadata.value}
        before = describe.counted(writer, current.number, graphs)
        if before is not None:
            return Adjusted(before, changes, metadata)
    for iri in untouched:
        tally.add(iri, stored_summary(writer, iri))
    return tally
