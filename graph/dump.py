"""Writing graphs to files: a revision, some named graphs, or loose quads, in any format.

The same quads always give the same bytes: they are sorted, and gzip carries no time.
"""

from __future__ import annotations

import gzip
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Final

from pyoxigraph import NamedNode, Quad, Store, serialize

from graph.files import plain_words
from graph.formats import GraphFormat
from graph.union import named_quads
from ontology.errors import NotFound
from ontology.terms import PREFIXES

__all__ = ["dump_format", "export", "select_quads", "write_file", "write_quads"]

_LINES: Final = (GraphFormat.NTRIPLES, GraphFormat.NQUADS)


def dump_format(path: Path) -> GraphFormat:
    """Format of a file by its name (``all.nq.gz``); `NotFound` names the endings that there are."""
    name = path.name.removesuffix(".gz")
    found = GraphFormat.from_extension(Path(name).suffix)
    if found is None:
        endings = ", ".join(f".{item.extension}" for item in GraphFormat)
        raise NotFound(f"{path.name}: the ending tells no format; use {endings}, each also with .gz")
    return found


def export(store: Store, path: Path, graphs: Sequence[str] = ()) -> int:
    """Write a revision (or only ``graphs`` of it) to a file, and return the number of statements.

    Raises `NotFound` for an unknown graph, and as `write_file` does.
    """
    return write_file(select_quads(store, graphs), path)


def write_file(quads: Iterable[Quad], path: Path) -> int:
    """Write quads to a file in the format of its name, and return the number of statements.

    The file appears whole or not at all. Formats without named graphs get the union. Raises
    `NotFound` for an unknown ending, `StoreError` for a folder that cannot be written.
    """
    wanted = dump_format(path)
    draft = path.with_name(f".{path.name}.part")
    with plain_words(path.parent):
        try:
            with draft.open("wb") as raw, _compressed(raw, path.name.endswith(".gz")) as file:
                count = write_quads(quads, file, wanted)
            draft.replace(path)
        finally:
            draft.unlink(missing_ok=True)
    return count


def select_quads(store: Store, graphs: Sequence[str] = ()) -> list[Quad]:
    """Quads of the named graphs, of all graphs when none is named."""
    if not graphs:
        return list(named_quads(store))
    for iri in graphs:
        if not store.contains_named_graph(NamedNode(iri)):
            raise NotFound(f"there is no graph <{iri}>")
    return [quad for iri in graphs for quad in store.quads_for_pattern(None, None, None, NamedNode(iri))]


def write_quads(quads: Iterable[Quad], file: IO[bytes], wanted: GraphFormat) -> int:
    """Write quads in order; returns the number of statements written."""
    if wanted.holds_datasets:
        ordered = sorted(set(quads), key=_key)
        if wanted in _LINES:
            file.writelines(f"{quad} .\n".encode() for quad in ordered)
        else:
            serialize(ordered, file, wanted.oxigraph, prefixes=PREFIXES)
        return len(ordered)
    triples = sorted({quad.triple for quad in quads}, key=str)
    if wanted in _LINES:
        file.writelines(f"{triple} .\n".encode() for triple in triples)
    else:
        serialize(triples, file, wanted.oxigraph, prefixes=PREFIXES)
    return len(triples)


def _key(quad: Quad) -> tuple[str, str]:
    return str(quad.graph_name), str(quad.triple)


@contextmanager
def _compressed(raw: IO[bytes], wanted: bool) -> Iterator[IO[bytes]]:
    if wanted:
        with gzip.GzipFile(filename="", mode="wb", fileobj=raw, mtime=0) as packed:
            yield packed  # type: ignore[misc]  # GzipFile is an IO[bytes] in all that we use
    else:
        yield raw
