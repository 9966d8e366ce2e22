"""An engine over quads in memory: the stand-in for tests, notebooks and single documents.

It keeps the size limit but runs queries in this process, so time and memory are not bounded.
"""

from __future__ import annotations

import datetime as dt
import io
import threading
from collections import defaultdict
from collections.abc import Iterable

from pyoxigraph import Quad, RdfFormat, Store, Triple

from graph.asking import Bounded, ask_rows, ask_triples, write_answer
from graph.content import GraphContent
from graph.engine import Answer, Backend, Limits, Query, Row, Term
from graph.revision import Revision, digest_graphs, digest_quads
from graph.union import union_of
from ontology.errors import NotFound

__all__ = ["InMemoryEngine"]


class InMemoryEngine:
    """`graph.engine.Engine` over ``quads``; its revision has no folder, and number 1 until it is changed.

    With ``union`` the default graph is the union of all graphs, without it is one of its own.
    """

    def __init__(self, quads: Iterable[Quad], limits: Limits | None = None, *, union: bool = True) -> None:
        self.union = union
        self._store = Store()
        self._limits = limits or Limits()
        graphs: dict[str, list[Quad]] = defaultdict(list)
        for quad in quads:
            graphs[getattr(quad.graph_name, "value", "")].append(quad)
        for members in graphs.values():
            self._store.extend(members)
            if union:
                self._store.extend(union_of(members))
        digests = {iri: digest_quads(members) for iri, members in graphs.items()}
        self._revision = (
            Revision(1, dt.datetime.now(dt.UTC), digest_graphs(digests), digests, union=union)
            if digests
            else None
        )

    @property
    def backend(self) -> Backend:
        """Only the present is kept."""
        return Backend("memory", ("revisions",))

    @property
    def revision(self) -> Revision | None:
        """The only revision; None without quads."""
        return self._revision

    def at(self, number: int) -> InMemoryEngine:
        """The same engine for its own number; `NotFound` for any other."""
        if self._revision is None or self._revision.number != number:
            raise NotFound(f"there is no revision {number}: a graph in memory has only its present state")
        return self

    def revisions(self) -> tuple[Revision, ...]:
        """The only revision, if there is one."""
        return () if self._revision is None else (self._revision,)

    def answer(self, query: Query, cancel: threading.Event | None = None) -> Answer:
        """Answer in this process; ``cancel`` cannot interrupt it."""
        del cancel
        file = io.BytesIO()
        written = write_answer(self._store, query, Bounded(file, self._limits.size))
        body = file.getvalue()
        number = self._revision.number if self._revision else 0
        return Answer(written.media_type, body, len(body), number, written.form)

    def rows(self, sparql: str, **bindings: Term) -> list[Row]:
        """Rows of our own SELECT; see `graph.engine.Engine.rows`."""
        return ask_rows(self._store, sparql, bindings)

    def triples(self, construct: str, **bindings: Term) -> list[Triple]:
        """Triples of our own CONSTRUCT or DESCRIBE."""
        return ask_triples(self._store, construct, bindings)

    def snapshot(self) -> Store:
        """The store as it is now; it is never changed, `replace` puts another in its place."""
        return self._store

    def replace(self, contents: Iterable[GraphContent]) -> None:
        """Give graphs new content (none: they go), all at the same moment; this makes a new revision."""
        fresh = {content.iri: content for content in contents}
        digests = dict(self._revision.graphs) if self._revision else {}
        store = Store()
        for quad in self._store:
            key = getattr(quad.graph_name, "value", "")
            if key not in fresh and (key or not self.union):
                store.add(quad)
        for iri, content in fresh.items():
            store.load(content.lines, format=RdfFormat.N_QUADS)
            digests[iri] = content.digest
            if not content.lines:
                del digests[iri]
        if self.union:
            store.extend(union_of(store))
        number = self._revision.number + 1 if self._revision else 1
        revision = Revision(
            number, dt.datetime.now(dt.UTC), digest_graphs(digests), digests, union=self.union
        )
        self._store, self._revision = store, revision

    def close(self) -> None:
        """Nothing to let go of."""
