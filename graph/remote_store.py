"""Publishing to another SPARQL server: graphs by the Graph Store Protocol, their merge and record by Update.

A server has no revisions and no transaction over several requests, so a load is seen graph by graph. What
a crash leaves is mended by the next load: before the first change the digest of the dataset is taken away,
and before each that of its graph; they are written after the last. Where they are missing, the merge of
all graphs is made anew, and the graphs concerned are looked at.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Final

from pyoxigraph import Literal, NamedNode, Quad, Store

from graph.content import GraphContent, content_of_quads
from graph.literals import date_time
from graph.remote import RemoteEngine
from graph.remote_dataset import SHA256, RemoteNames
from graph.remote_metadata import RemoteQuads, RemoteTally
from graph.revision import Revision, digest_graphs
from graph.store import Describe
from ontology.errors import NotFound, QueryError, StoreError
from ontology.identifiers import tail
from ontology.terms import DCAT, DCTERMS

__all__ = ["RemotePublication", "RemoteStore"]

_SECONDS: Final = 600.0
#: Stands for the digest of a graph while it is being changed.
_CHANGING: Final = "changing"


class RemoteStore:
    """What loaders and writers need of ``engine``'s server; as `graph.store.RevisionStore`, without history."""

    def __init__(self, engine: RemoteEngine) -> None:
        addresses = engine.client.addresses
        if not addresses.writable:
            raise StoreError(
                f"to write to {addresses.host}, say where: POLICYGRAPH_STORE_UPDATE (SPARQL Update) and"
                " POLICYGRAPH_STORE_DATA (Graph Store Protocol)"
            )
        self.engine = engine

    def current(self) -> Revision | None:
        """What our writer published last; None before it ever did."""
        revision = self.engine.refresh()
        return revision if self.engine.ours else None

    def open(self) -> Store:
        """What looks for patterns may use as the present state; `NotFound` when nothing was published."""
        current = self.current()
        if current is None:
            raise NotFound(
                f"{self.engine.client.addresses.host} holds no graph of ours: load documents first"
            )
        nothing = Store()
        name = NamedNode(self.engine.names.nothing)
        return RemoteQuads(nothing, name, sorted(current.graphs), self.engine.ask).as_store()

    def publish(self, graphs: Mapping[str, frozenset[Quad] | None], describe: Describe) -> Revision | None:
        """Give graphs exactly these quads; see `graph.store.RevisionStore.publish`."""
        with self.publishing(describe) as publication:
            for iri, quads in graphs.items():
                if quads:
                    publication.put(content_of_quads(iri, quads))
                else:
                    publication.remove(iri)
        return publication.revision

    @contextmanager
    def publishing(self, describe: Describe | None = None) -> Iterator[RemotePublication]:
        """Take graphs one by one, and record them at the end; see `graph.store.RevisionStore.publishing`."""
        if describe is None:
            raise ValueError("the record of a remote store is its metadata graph")
        publication = RemotePublication(self.engine, self.current(), describe)
        try:
            yield publication
        except QueryError:
            publication.finish()  # what an update did before it failed
            raise
        publication.finish()


class RemotePublication:
    """One load or change on its way; a graph can be named once. See `graph.publication.Publication`."""

    def __init__(self, engine: RemoteEngine, current: Revision | None, describe: Describe) -> None:
        self._engine = engine
        self._client = engine.client
        self._names: RemoteNames = engine.names
        self._current = current
        self._describe = describe
        self._name = NamedNode(self._names.metadata)
        self._metadata: Store | None = None
        self._tally = RemoteTally(self._names, engine.ask)
        self._torn = current is not None and not engine.whole
        held = current.graphs if current is not None else {}
        self.before = dict(engine.recorded() if self._torn else held)
        self.before.pop(self._names.metadata, None)
        self.after = dict(self.before)
        self.changed: set[str] = set()
        #: The revision that came of it.
        self.revision: Revision | None = None
        self._named: set[str] = set()
        self._begun = False

    def put(self, content: GraphContent) -> bool:
        """Give a graph exactly this content; False when it has it already. Empty content removes it."""
        if not content.lines:
            return self.remove(content.iri)
        self._claim(content.iri)
        self._tally.add(content.iri, content.summary)
        if self.before.get(content.iri) == content.digest:
            return False
        triples = content.lines.replace(f" <{content.iri}> .\n".encode(), b" .\n")
        with self.change(content.iri):
            self._put(content.iri, triples)
        self.note(content)
        return True

    def remove(self, iri: str) -> bool:
        """Remove a graph; False when it is not there."""
        self._claim(iri)
        if iri not in self.before:
            return False
        with self.change(iri):
            self._client.send("DELETE", self._data, params={"graph": iri}, seconds=_SECONDS, missing=True)
        self.after.pop(iri, None)
        self.changed.add(iri)
        return True

    def content(self, iri: str) -> GraphContent:
        """What the server holds of a graph."""
        name = NamedNode(iri)
        triples = self._engine.graph(iri)
        return content_of_quads(iri, (Quad(t.subject, t.predicate, t.object, name) for t in triples))

    def note(self, content: GraphContent) -> None:
        """Record what a graph holds now."""
        self._tally.graphs.pop(content.iri, None)
        if content.lines:
            self._tally.add(content.iri, content.summary)
            self.after[content.iri] = content.digest
        else:
            self.after.pop(content.iri, None)
        self.changed.add(content.iri)

    @contextmanager
    def change(self, *graphs: str) -> Iterator[None]:
        """Keep the merge of all graphs true while some of them change inside the block."""
        self._begin()
        for iri in graphs:
            held = f"GRAPH <{self._names.metadata}> {{ <{iri}> <{SHA256}>"
            self.update(f'DELETE WHERE {{ {held} ?digest }} }} ; INSERT DATA {{ {held} "{_CHANGING}" }} }}')
            self.update(f"COPY SILENT GRAPH <{iri}> TO GRAPH <{self._before(iri)}>")
        try:
            yield
        finally:
            for iri in graphs:
                self._settle(iri)

    def update(self, text: str, parameters: Iterable[tuple[str, str]] = ()) -> None:
        """Send an update."""
        address = self._client.addresses.update
        self._client.send("POST", address, form=[("update", text), *parameters], seconds=_SECONDS)

    def finish(self) -> None:
        """Describe what there is now, and record it; nothing where nothing has changed."""
        names, metadata = self._names, self._known()
        if not self.changed:
            if self._begun and self._current is not None and not self._torn:
                self._mark(self._current.digest)
            return
        if self._torn:
            self._rebuild()
        for iri in sorted(self.before.keys() - self._named - self.changed):
            self._tally.keep(iri, metadata, self._name)
        number = (self._current.number if self._current else 0) + 1
        created, digest = dt.datetime.now(dt.UTC), digest_graphs(self.after)
        self._withdraw(names.metadata)
        quads = RemoteQuads(metadata, self._name, sorted(self.after), self._engine.ask).as_store()
        about = self._describe(quads, number, created, frozenset(self.changed), self._tally)
        record = {
            Quad(NamedNode(iri), NamedNode(SHA256), Literal(value), self._name)
            for iri, value in self.after.items()
        }
        content = content_of_quads(names.metadata, about | record)
        self._put(names.metadata, content.lines.replace(f" <{names.metadata}> .\n".encode(), b" .\n"))
        self.update(f"ADD SILENT GRAPH <{names.metadata}> TO GRAPH <{names.union}>")
        self._mark(digest)
        self.revision = self._engine.refresh()

    def _mark(self, digest: str) -> None:
        """Say that all is whole."""
        names = self._names
        mark = f'<{names.dataset}> <{SHA256}> "{digest}"'
        self.update(
            f"INSERT DATA {{ GRAPH <{names.metadata}> {{ {mark} }} GRAPH <{names.union}> {{ {mark} }} }}"
        )

    @property
    def _data(self) -> str:
        return self._client.addresses.data

    def _claim(self, iri: str) -> None:
        if iri in self._named:
            raise ValueError(f"<{iri}> was given twice")
        self._named.add(iri)

    def _put(self, iri: str, triples: bytes) -> None:
        params = {"graph": iri}
        self._client.send(
            "PUT",
            self._data,
            params=params,
            content=triples,
            media_type="application/n-triples",
            seconds=_SECONDS,
        )

    def _begin(self) -> None:
        """Before the first change: look at the record, and take the mark of wholeness away."""
        if self._begun:
            return
        self._begun = True
        self._known()
        names = self._names
        if self._current is not None:
            for graph in (names.metadata, names.union):
                self.update(f"DELETE WHERE {{ GRAPH <{graph}> {{ <{names.dataset}> <{SHA256}> ?digest }} }}")
        else:
            # So that what a first load leaves is known for ours.
            now = date_time(dt.datetime.now(dt.UTC))
            state = f'<{names.dataset}> <{DCAT.version}> "0" ; <{DCTERMS.modified}> {now}'
            self.update(f"INSERT DATA {{ GRAPH <{names.metadata}> {{ {state} }} }}")

    def _known(self) -> Store:
        """The metadata graph before this change."""
        if self._metadata is None:
            self._metadata = Store()
            if self._current is not None:
                triples = self._engine.graph(self._names.metadata)
                self._metadata.extend(Quad(t.subject, t.predicate, t.object, self._name) for t in triples)
        return self._metadata

    def _before(self, iri: str) -> str:
        return f"{self._names.before}/{tail(iri)}"

    def _settle(self, iri: str) -> None:
        """Bring the merge up to date with a graph that has changed."""
        old = self._before(iri)
        self._withdraw(old)
        self.update(f"DROP SILENT GRAPH <{old}>")
        self.update(f"ADD SILENT GRAPH <{iri}> TO GRAPH <{self._names.union}>")

    def _withdraw(self, graph: str) -> None:
        """Take from the merge what stands in no other graph than this."""
        union, triple = self._names.union, "?s ?p ?o"
        others = f"GRAPH ?g {{ {triple} }} FILTER(?g != <{union}> && ?g != <{graph}>)"
        self.update(
            f"DELETE {{ GRAPH <{union}> {{ {triple} }} }}"
            f" WHERE {{ GRAPH <{graph}> {{ {triple} }} FILTER NOT EXISTS {{ {others} }} }}"
        )

    def _rebuild(self) -> None:
        """Make the merge anew, and look at the graphs that were being changed: an earlier change broke off."""
        names = self._names
        for iri, digest in self.before.items():
            if digest == _CHANGING:
                self.update(f"DROP SILENT GRAPH <{self._before(iri)}>")
                if iri not in self._named and iri not in self.changed:
                    self.note(self.content(iri))
        self.update(f"DROP SILENT GRAPH <{names.union}>")
        for iri in sorted(self.after):
            self.update(f"ADD SILENT GRAPH <{iri}> TO GRAPH <{names.union}>")
