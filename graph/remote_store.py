"""Publishing to another SPARQL server: graphs by the Graph Store Protocol, their merge and record by Update.

A server has no revisions and no transaction over several requests, so a load is seen graph by graph. What
a crash leaves is mended by the next load: before the first change the digest of the dataset is taken away,
and before each that of its graph; they are written after the last. Where they are missing, the merge of
all graphs is made anew, and the graphs concerned are looked at.

One load or change works at a time (`graph.remote_lease`). A graph is put under a name of the writer's own
first, and takes its place by a request that does nothing once the writer's claim is gone. So a writer that was
taken for dead and wakes up again changes nothing, and is told at its end.
"""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Final

from pyoxigraph import Literal, NamedNode, Quad, Store

from graph.content import GraphContent, content_of_quads
from graph.literals import date_time
from graph.remote import RemoteEngine
from graph.remote_dataset import SHA256, RemoteNames
from graph.remote_faults import remote_fault
from graph.remote_lease import Lease
from graph.remote_metadata import RemoteQuads, RemoteTally
from graph.revision import Revision, digest_graphs
from graph.store import Describe
from ontology.errors import NotFound, PolicygraphError, QueryError, StoreError
from ontology.terms import DCAT, DCTERMS

__all__ = ["RemotePublication", "RemoteStore"]

_log = logging.getLogger("policygraph.remote")

_SECONDS: Final = 600.0
#: Stands for the digest of a graph while it is being changed.
_CHANGING: Final = "changing"
_TRIPLE: Final = "?s ?p ?o"


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
        client = self.engine.client

        def update(text: str, seconds: float) -> None:
            client.send("POST", client.addresses.update, form=[("update", text)], seconds=seconds)

        lease = Lease(self.engine.names, client.addresses.host, self.engine.ask, update)
        with lease.taken():
            publication = RemotePublication(self.engine, self.current(), describe, lease)
            try:
                yield publication
                publication.finish()
            except QueryError:
                publication.finish()  # what an update did before it failed
                raise
            except StoreError:
                publication.discard()
                raise


class RemotePublication:
    """One load or change on its way; a graph can be named once. See `graph.publication.Publication`.

    ``current`` is the revision as seen under ``lease``, the right to change the server's graphs.
    """

    def __init__(
        self, engine: RemoteEngine, current: Revision | None, describe: Describe, lease: Lease
    ) -> None:
        self._engine = engine
        self._client = engine.client
        self._names: RemoteNames = engine.names
        self._lease = lease
        self._staged = engine.names.staged(lease.iri)
        self.current = current
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
        self._begin()
        self._replace(content.iri, triples)
        self.note(content)
        return True

    def remove(self, iri: str) -> bool:
        """Remove a graph; False when it is not there."""
        self._claim(iri)
        if iri not in self.before:
            return False
        self._begin()
        self._replace(iri, b"")
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
        names, lease = self._names, self._lease.iri
        for iri in graphs:
            self._changing(iri)
            self._update(f"COPY SILENT GRAPH <{iri}> TO GRAPH <{names.staged(lease, iri)}>")
        try:
            yield
        finally:
            for iri in graphs:
                self._settle(iri)

    def update(self, text: str) -> None:
        """Send somebody's update, which does not look at the claim itself."""
        with self._lease.longer(_SECONDS):
            self._update(text, again=False)

    def finish(self) -> None:
        """Describe what there is now, and record it; nothing where nothing has changed nor had broken off."""
        names, metadata = self._names, self._known()
        if not self.changed and not self._torn:
            if self._begun and self.current is not None:
                self._mark(self.current.digest)
            return
        if self._torn:
            self._rebuild()
        for iri in sorted(self.before.keys() - self._named - self.changed):
            self._tally.keep(iri, metadata, self._name)
        number = self._number() + 1
        created, digest = dt.datetime.now(dt.UTC), digest_graphs(self.after)
        self._update(self._withdraw(names.metadata))
        quads = RemoteQuads(metadata, self._name, sorted(self.after), self._engine.ask).as_store()
        about = self._describe(quads, number, created, frozenset(self.changed), self._tally)
        record = {
            Quad(NamedNode(iri), NamedNode(SHA256), Literal(value), self._name)
            for iri, value in self.after.items()
        }
        content = content_of_quads(names.metadata, about | record)
        self._swap(names.metadata, content.lines.replace(f" <{names.metadata}> .\n".encode(), b" .\n"))
        self._mark(digest)
        self._lease.renew()  # as it still stands, nothing of this was without effect
        found = self._engine.refresh()
        if found is None or (found.number, found.digest) != (number, digest):
            # A page of a login that has run out is a 200, too.
            raise remote_fault(
                f"the SPARQL server {self._client.addresses.host} took all changes and does not show them: look"
                " whether POLICYGRAPH_STORE_UPDATE and the login are right, and load again"
            )
        self.revision = found

    def discard(self) -> None:
        """Leave nothing of ours behind where a load ends without a result; a server that fails keeps it, unseen."""
        try:
            self._update(f"DROP SILENT GRAPH <{self._staged}>")
        except PolicygraphError as error:
            _log.warning("what was being sent stays on %s: %s", self._client.addresses.host, error)

    def _number(self) -> int:
        """The highest number that was ever written here, also by a load that broke off before it was acknowledged."""
        dataset, version = NamedNode(self._names.dataset), NamedNode(DCAT.version)
        written = self._known().quads_for_pattern(dataset, version, None, self._name)
        numbers = [int(quad.object.value) for quad in written if isinstance(quad.object, Literal)]
        return max([self.current.number if self.current else 0, *numbers])

    def _mark(self, digest: str) -> None:
        """Say that all is whole."""
        names = self._names
        mark = f'<{names.dataset}> <{SHA256}> "{digest}"'
        self._update(
            *(
                f"INSERT {{ GRAPH <{graph}> {{ {mark} }} }} WHERE {{ {self._lease.held} }}"
                for graph in (names.union, names.metadata)
            )
        )

    def _claim(self, iri: str) -> None:
        self._lease.check()
        if iri in self._named:
            raise ValueError(f"<{iri}> was given twice")
        self._named.add(iri)

    def _update(self, *operations: str, again: bool = True) -> None:
        form = [("update", " ;\n".join(operations))]
        self._client.send("POST", self._client.addresses.update, form=form, seconds=_SECONDS, again=again)

    def _begin(self) -> None:
        """Before the first change: look at the record, and take the mark of wholeness away."""
        if self._begun:
            return
        self._begun = True
        self._known()
        names, held = self._names, self._lease.held
        if self.current is not None:
            digest = f"<{names.dataset}> <{SHA256}> ?digest"
            self._update(
                *(
                    f"DELETE {{ GRAPH <{graph}> {{ {digest} }} }} WHERE {{ {held} GRAPH <{graph}> {{ {digest} }} }}"
                    for graph in (names.metadata, names.union)
                )
            )
        else:
            # So that what a first load leaves is known for ours.
            now = date_time(dt.datetime.now(dt.UTC))
            state = f'<{names.dataset}> <{DCAT.version}> "0" ; <{DCTERMS.modified}> {now}'
            self._update(f"INSERT {{ GRAPH <{names.metadata}> {{ {state} }} }} WHERE {{ {held} }}")

    def _known(self) -> Store:
        """The metadata graph before this change."""
        if self._metadata is None:
            self._metadata = Store()
            if self.current is not None:
                triples = self._engine.graph(self._names.metadata)
                self._metadata.extend(Quad(t.subject, t.predicate, t.object, self._name) for t in triples)
        return self._metadata

    def _changing(self, iri: str) -> None:
        """Note that a graph is being changed; a request of its own, so that it comes first on every server."""
        held, graph = self._lease.held, f"GRAPH <{self._names.metadata}>"
        record = f"<{iri}> <{SHA256}>"
        old = f'WHERE {{ {held} {graph} {{ {record} ?digest FILTER(?digest != "{_CHANGING}") }} }}'
        self._update(
            f"DELETE {{ GRAPH <{self._names.union}> {{ {record} ?digest }} }} {old}",
            f'INSERT {{ {graph} {{ {record} "{_CHANGING}" }} }} WHERE {{ {held} }}',
            f"DELETE {{ {graph} {{ {record} ?digest }} }} {old}",
        )

    def _replace(self, iri: str, triples: bytes) -> None:
        """Give a graph exactly these triples (N-Triples), and the merge what follows from that."""
        self._changing(iri)
        self._swap(iri, triples)

    def _swap(self, iri: str, triples: bytes) -> None:
        """Replace a graph by one request, which does nothing once the claim is gone."""
        staged, held = self._staged, self._lease.held
        if triples:
            self._client.send(
                "PUT",
                self._client.addresses.data,
                params={"graph": staged},
                content=triples,
                media_type="application/n-triples",
                seconds=_SECONDS,
            )
        # What is new comes before what is old goes: the record is never without the number of its revision. Patterns, not
        # ADD: that has no condition, and Fuseki (Jena 5.2, TDB2) loses triples by a second one in a request. One
        # graph in each template: Virtuoso has no more.
        old = f"GRAPH <{iri}> {{ {_TRIPLE} }}"
        self._update(
            self._copy(staged, iri),
            self._copy(staged, self._names.union),
            self._withdraw(iri, unless=staged),
            f"DELETE {{ {old} }} WHERE {{ {held} {old} {_lacking(staged)} }}",
            f"DROP SILENT GRAPH <{staged}>",
        )

    def _settle(self, iri: str) -> None:
        """Bring the merge up to date with a graph that has changed."""
        before = self._names.staged(self._lease.iri, iri)
        self._update(
            self._withdraw(before, unless=iri),
            self._copy(iri, self._names.union, unless=before),
            f"DROP SILENT GRAPH <{before}>",
        )

    def _copy(self, source: str, target: str, unless: str = "") -> str:
        """Add to a graph what another holds, and the one ``unless`` does not."""
        where = f"{self._lease.held} GRAPH <{source}> {{ {_TRIPLE} }} {_lacking(unless)}"
        return f"INSERT {{ GRAPH <{target}> {{ {_TRIPLE} }} }} WHERE {{ {where} }}"

    def _withdraw(self, graph: str, unless: str = "") -> str:
        """Take from the merge what stands in no other graph than this, nor in the one ``unless``."""
        union, staged = self._names.union, self._names.staged("")
        own = f"?g != <{union}> && ?g != <{graph}> && !STRSTARTS(STR(?g), '{staged}')"
        return (
            f"DELETE {{ GRAPH <{union}> {{ {_TRIPLE} }} }}"
            f" WHERE {{ {self._lease.held} GRAPH <{graph}> {{ {_TRIPLE} }} {_lacking(unless)}"
            f" FILTER NOT EXISTS {{ GRAPH ?g {{ {_TRIPLE} }} FILTER({own}) }} }}"
        )

    def _rebuild(self) -> None:
        """Make the merge anew, and look at the graphs that were being changed: an earlier change broke off."""
        names = self._names
        for iri, digest in self.before.items():
            if digest == _CHANGING:
                for claim in self._lease.ended:
                    self._update(f"DROP SILENT GRAPH <{names.staged(claim, iri)}>")
                if iri not in self._named and iri not in self.changed:
                    self.note(self.content(iri))
        self._lease.renew()  # emptying by a pattern is slow in a large graph
        self._update(f"DROP SILENT GRAPH <{names.union}>")
        for iri in sorted(self.after):
            self._update(self._copy(iri, names.union))


def _lacking(graph: str) -> str:
    return f"FILTER NOT EXISTS {{ GRAPH <{graph}> {{ {_TRIPLE} }} }}" if graph else ""
