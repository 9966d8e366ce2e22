"""What the writers of this machine share: each call becomes a `Change`, and the same rules hold for all."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping

from pyoxigraph import Triple

from graph.changing import Change, Dataset, refuse_foreign
from graph.content import GraphContent
from graph.writing import Author, Check, Written
from ontology.errors import NotFound

__all__ = ["ChangeWriter"]


class ChangeWriter(ABC):
    """`graph.writing.Writer` by changes of a ``dataset``; how one is made is left to `change`."""

    def __init__(self, dataset: Dataset) -> None:
        self.dataset = dataset

    @abstractmethod
    def change(self, change: Change, author: Author, check: Check | None) -> Written:
        """Make a change; raises what `graph.writing.Writer` says."""

    def update(
        self,
        text: str,
        *,
        author: Author,
        using_graphs: tuple[str, ...] = (),
        using_named_graphs: tuple[str, ...] = (),
        check: Check | None = None,
    ) -> Written:
        """See `graph.writing.Writer.update`."""
        change = Change("update", text=text, using_graphs=using_graphs, using_named_graphs=using_named_graphs)
        return self.change(change, author, check)

    def put(
        self, graph: str | None, triples: Iterable[Triple], *, author: Author, check: Check | None = None
    ) -> Written:
        """See `graph.writing.Writer.put`."""
        return self._of_graph(Change("put", graph, triples=tuple(triples)), author, check)

    def add(
        self, graph: str | None, triples: Iterable[Triple], *, author: Author, check: Check | None = None
    ) -> Written:
        """See `graph.writing.Writer.add`."""
        return self._of_graph(Change("add", graph, triples=tuple(triples)), author, check)

    def delete(self, graph: str | None, *, author: Author, check: Check | None = None) -> Written:
        """See `graph.writing.Writer.delete`."""
        return self._of_graph(Change("delete", graph), author, check)

    def _of_graph(self, change: Change, author: Author, check: Check | None) -> Written:
        refuse_foreign([self.dataset.key(change.graph)], self.dataset, author)
        return self.change(change, author, check)

    def refuse_missing(self, change: Change, known: Mapping[str, str]) -> None:
        """Raise `NotFound` when a named graph that is not there is to be removed."""
        if change.kind == "delete" and change.graph is not None and change.graph not in known:
            raise NotFound(f"there is no graph <{change.graph}>")

    def allowed(
        self, contents: Iterable[GraphContent], known: Mapping[str, str], author: Author
    ) -> list[GraphContent]:
        """Those that differ from what is ``known`` (graph to digest); `WriteRefused` when one may not."""
        changed = [item for item in contents if known.get(item.iri) != (item.digest if item.lines else None)]
        refuse_foreign([item.iri for item in changed], self.dataset, author)
        return changed

    def creates(self, change: Change, changed: Iterable[GraphContent], known: Mapping[str, str]) -> bool:
        """Whether a change of one named graph made it."""
        return change.graph is not None and change.graph not in known and any(changed)
