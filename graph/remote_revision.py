"""Which state of the graph another server holds: looked up in the background, known at any moment.

Our writer keeps the number, the moment and the digests in the metadata graph, and writes them last. While
it works, the digest of the dataset is missing there. Of a graph that somebody else made, only the number
of its triples is known; it stands for the content.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import logging
import threading
import time
from collections.abc import Callable, Sequence
from typing import Final

from graph.engine import Row
from graph.remote_dataset import SHA256, RemoteNames
from graph.revision import Revision
from ontology.errors import PolicygraphError
from ontology.terms import DCAT, DCTERMS

__all__ = ["RevisionWatch"]

_log = logging.getLogger("policygraph.remote")

_LOOK_SECONDS: Final = 2.0
#: Counting a large graph costs its server something.
_COUNT_SECONDS: Final = 60.0
_STATE: Final = (
    f"SELECT ?number ?modified ?digest WHERE {{ <%s> <{DCAT.version}> ?number ; <{DCTERMS.modified}> ?modified"
    f" OPTIONAL {{ <%s> <{SHA256}> ?digest }} }}"
)
_GRAPHS: Final = f"SELECT ?g ?digest WHERE {{ ?g <{SHA256}> ?digest }}"
_UNKNOWN: Final = "0" * 64
_COUNT: Final = "SELECT (COUNT(*) AS ?n) WHERE { { ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } } }"

Ask = Callable[[str, Sequence[tuple[str, str]]], list[Row]]


class RevisionWatch:
    """The revision that ``ask`` (a table by query and dataset) finds; raises what that raises, in `look` only."""

    def __init__(self, ask: Ask, names: RemoteNames) -> None:
        self._ask = ask
        self._names = names
        self._looking = threading.Lock()
        self._stopped = threading.Event()
        self._thread: threading.Thread | None = None
        self._counted = -_COUNT_SECONDS
        #: As last seen; ``ours`` tells whether our writer made the graph, ``whole`` whether it is not at work.
        self.revision: Revision | None = None
        self.ours = False
        self.whole = True

    def start(self) -> None:
        """Look once, and from then on every few seconds until `stop`."""
        self.look()
        self._thread = threading.Thread(target=self._watch, name="remote-revision", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Look no more."""
        self._stopped.set()
        if self._thread is not None:
            self._thread.join()

    def look(self) -> Revision | None:
        """Look now. While a load is under way the revision stays what it was."""
        with self._looking:
            names = self._names
            dataset = (("default-graph-uri", names.metadata),)
            rows = self._ask(_STATE % (names.dataset, names.dataset), dataset)
            if not rows:
                self._count()
                return self.revision
            known, digest = self.revision, _text(rows[0], "digest")
            self.whole = bool(digest)
            if known is not None and self.ours and not digest:
                return known
            number = int(_text(rows[0], "number"))
            if known is None or not self.ours or (known.number, known.digest) != (number, digest):
                made = dt.datetime.fromisoformat(_text(rows[0], "modified"))
                graphs = self.recorded()
                graphs[names.metadata] = digest or _UNKNOWN
                # A first look while a change is under way finds a state that nobody may keep.
                self.revision = Revision(number, made, digest or _UNKNOWN, graphs)
                self.ours = True
            return self.revision

    def recorded(self) -> dict[str, str]:
        """Digests of the graphs as the record has them at this moment, also in the middle of a change."""
        dataset = (("default-graph-uri", self._names.metadata),)
        graphs = {_text(row, "g"): _text(row, "digest") for row in self._ask(_GRAPHS, dataset)}
        graphs.pop(self._names.dataset, None)
        return graphs

    def _count(self) -> None:
        if time.monotonic() - self._counted < _COUNT_SECONDS and not self.ours:
            return
        self._counted = time.monotonic()
        rows = self._ask(_COUNT, ())
        count = _text(rows[0], "n")
        self.ours, self.whole = False, True
        if count == "0":
            self.revision = None
            return
        digest = hashlib.sha256(count.encode()).hexdigest()
        if self.revision is None or self.revision.digest != digest:
            self.revision = Revision(1, dt.datetime.now(dt.UTC), digest, {})

    def _watch(self) -> None:
        while not self._stopped.wait(_LOOK_SECONDS):
            try:
                self.look()
            except PolicygraphError as error:
                # Who asks a question meanwhile is told; the revision stays what it was.
                _log.debug("the revision could not be looked up: %s", error)


def _text(row: Row, name: str) -> str:
    term = row.get(name)
    return "" if term is None else str(getattr(term, "value", term))
