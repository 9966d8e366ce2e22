"""An earlier state as the newest revision: from a revision that is kept, or from a backup.

What is published is held against the digests of its manifest first, graph by graph, so a copy that was
damaged on its way is refused as a whole. Memory does not grow with the number of graphs.
"""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from pyoxigraph import Literal, NamedNode, Quad, Store

from graph.changing import Dataset, stored_content
from graph.differences import Counted
from graph.files import plain_words, sync_folder, sync_tree
from graph.leases import MANIFEST
from graph.literals import date_time
from graph.revision import Revision
from graph.store import RevisionStore
from graph.summary import Tallied
from graph.updating import graph_quads
from ontology.errors import StoreError
from ontology.identifiers import graph_iri, slug
from ontology.terms import DCAT, DCTERMS, OWL, PROV, RDF, RDFS

__all__ = ["back_up", "republish", "restore"]

#: What the metadata say of the revision itself.
_OWN: Final = frozenset({DCTERMS.modified, DCAT.version, OWL.versionInfo})


def back_up(store: RevisionStore, folder: Path) -> Revision:
    """Copy the current revision to a folder that does not exist yet; it appears when it is whole.

    Safe while the service answers and while documents are loaded. Raises `StoreError` where there is
    nothing to copy, something stands there, or the disk refuses.
    """
    found = store.leased()
    if found is None:
        raise StoreError(f"{store.home} holds no revision to back up")
    if folder.exists():
        raise StoreError(f"{folder} exists already; name a new folder")
    revision, lease = found
    draft = folder.with_name(f".{folder.name}.part")
    with lease, plain_words(folder):
        shutil.rmtree(draft, ignore_errors=True)  # of a backup that was broken off
        try:
            # Dumps can be made again, and one may be half made just now.
            shutil.copytree(lease.folder, draft, ignore=shutil.ignore_patterns("dumps"))
            sync_tree(draft)
            draft.rename(folder)
            sync_folder(folder.parent)
        finally:
            shutil.rmtree(draft, ignore_errors=True)
    return revision


def restore(store: RevisionStore, folder: Path, base: str, software: str) -> Revision | None:
    """Publish a backup's graphs as a new revision; None when the store equals it already.

    Raises `StoreError` for a folder that is no backup or a damaged one; the store is then as it was.
    """
    try:
        text = (folder / MANIFEST).read_text(encoding="utf-8")
    except FileNotFoundError:
        text = ""
    if not text or not (folder / "data").is_dir():
        raise StoreError(f"{folder} is no backup of policygraph ({MANIFEST} and data/ are missing)")
    revision = Revision.from_json(text, folder / "data")
    return _publish(store, revision, f"the backup in {folder}", base, software)


def republish(store: RevisionStore, number: int, base: str, software: str) -> Revision | None:
    """Publish the graphs of a kept revision again, as the newest; None when they are what is there.

    Raises `NotFound` when it is not kept, and what `RevisionStore.publish` raises.
    """
    with store.lease(number):
        revision = next(item for item in store.revisions() if item.number == number)
        return _publish(store, revision, f"revision {number}", base, software)


def _publish(store: RevisionStore, old: Revision, what: str, base: str, software: str) -> Revision | None:
    with plain_words(store.home):
        source = Store.read_only(str(old.path))
    dataset = Dataset(base, old.union)
    metadata = graph_iri("metadata", base)
    describe = None
    if metadata in old.graphs:
        describe = _Again(base, software, old, frozenset(graph_quads(source, metadata)))
    with store.publishing(describe) as publication:
        for iri, digest in sorted(old.graphs.items()):
            content = stored_content(dataset, iri, graph_quads(source, iri))
            if content.digest != digest:
                raise StoreError(
                    f"{what} is damaged: the graph <{iri}> is not what its manifest says. Nothing was changed;"
                    " take another backup"
                )
            if describe is None or iri != metadata:
                publication.put(content)
        for iri in publication.untouched():
            if describe is None or iri != metadata:
                publication.remove(iri)
    return publication.revision


@dataclass(frozen=True, slots=True)
class _Again:
    """The metadata of the old revision, as those of the new one; a `graph.store.Describe`.

    Who made each graph, and when, stays; that the whole was published again is said beside it.
    """

    base: str
    software: str
    old: Revision
    quads: frozenset[Quad]

    @property
    def graph(self) -> NamedNode:
        """The metadata graph."""
        return NamedNode(graph_iri("metadata", self.base))

    def __call__(
        self, store: Store, number: int, created: dt.datetime, changed: frozenset[str], tally: Tallied
    ) -> frozenset[Quad]:
        """Quads of the metadata graph; see `graph.store.Describe`."""
        del store, changed, tally  # the graphs are those that the old metadata counted
        dataset = NamedNode(f"{self.base}dataset")
        load = NamedNode(f"{self.base}id/load/{number}")
        program = NamedNode(f"{self.base}id/software/{slug('policygraph ' + self.software)}")
        statements: tuple[tuple[NamedNode, str, NamedNode | Literal], ...] = (
            (dataset, DCTERMS.modified, date_time(created)),
            (dataset, DCAT.version, Literal(str(number))),
            (dataset, OWL.versionInfo, Literal(str(number))),
            (program, RDF.type, NamedNode(PROV.SoftwareAgent)),
            (program, RDFS.label, Literal(f"policygraph {self.software}")),
            (program, OWL.versionInfo, Literal(self.software)),
            (load, RDF.type, NamedNode(PROV.Activity)),
            (load, RDFS.label, Literal(f"第{number}次发布：恢复第{self.old.number}版", language="zh")),
            (
                load,
                RDFS.label,
                Literal(f"publication {number}: revision {self.old.number} again", language="en"),
            ),
            (load, PROV.endedAtTime, date_time(created)),
            (load, PROV.wasAssociatedWith, program),
        )
        kept = {quad for quad in self.quads if quad.subject != dataset or quad.predicate.value not in _OWN}
        return frozenset(kept) | {Quad(s, NamedNode(p), o, self.graph) for s, p, o in statements}

    def counted(self, store: Store, number: int, graphs: Collection[str]) -> Counted | None:
        """Nothing is counted: the old metadata has the numbers."""
        del store, number, graphs
        return None
