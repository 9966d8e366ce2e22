"""RDF files as input of a load: each named graph of a file becomes the content of a graph of ours.

Statements keep the name of their graph where it is one of ours (``<base>graph/jining-2014``), so
what was exported comes back; all others go into a graph that is named after the file. Nothing is
fetched: a JSON-LD context or an XML entity that lies elsewhere makes the file unreadable.
"""

from __future__ import annotations

import gzip
import io
import re
import zlib
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import IO, Final, cast
from xml.parsers import expat

from pyoxigraph import DefaultGraph, NamedNode, Quad, RdfFormat, Store, parse
from pyoxigraph import Triple as RdfTriple

from graph.content import GraphContent, content_of_quads, content_of_triples
from graph.formats import GraphFormat
from graph.plain_lines import plain_lines
from graph.stored_lines import lines_of
from graph.summary import Triple
from ontology.errors import DocumentError, EmptyDocument, QueryRefused, UnreadableDocument
from ontology.identifiers import DEFAULT_BASE, graph_iri, slug

__all__ = ["MAX_BYTES", "RESERVED", "is_rdf", "read_rdf", "read_triples"]

#: Largest file, unpacked. A plan is about 1 MB, so this is a dump of some five hundred.
MAX_BYTES: Final = 512 * 1024 * 1024
#: Graphs that policygraph writes itself.
RESERVED: Final = frozenset({"ontology", "concepts", "metadata", "quality", "queries"})


def is_rdf(path: Path) -> bool:
    """Whether a file's name says that it holds RDF (``.ttl .nt .nq .trig .jsonld .rdf``, or those + ``.gz``)."""
    return _format(path) is not None


def read_rdf(path: Path, base: str = DEFAULT_BASE) -> tuple[GraphContent, ...]:
    """Graphs of a file, by name. ``base`` is the base of our IRIs.

    Raises `UnreadableDocument` (missing, too large, not valid, with line and column; a reserved graph)
    or `EmptyDocument`.
    """
    wanted = _format(path)
    if wanted is None:
        raise UnreadableDocument("has no ending of an RDF format.", source=str(path))
    try:
        contents = _by_lines(path, wanted, base)
        if contents is None:
            contents = _by_quads(path, wanted, base)
    except SyntaxError as error:
        raise _invalid(error, wanted, str(path)) from error
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise UnreadableDocument("is a damaged gzip file. Pack it again.", source=str(path)) from error
    except OSError as error:
        raise UnreadableDocument(f"cannot be read: {error.strerror or error}", source=str(path)) from error
    if not contents:
        raise EmptyDocument("holds no statement.", source=str(path))
    reserved = {graph_iri(name, base): name for name in sorted(RESERVED)}
    for content in contents:
        if content.iri in reserved:
            raise UnreadableDocument(
                f"would replace the graph {reserved[content.iri]!r}, which policygraph writes itself. Give the file"
                " another name, or export plans one by one (policygraph export --graph PLAN).",
                source=str(path),
            )
    return contents


def _by_lines(path: Path, wanted: GraphFormat, base: str) -> tuple[GraphContent, ...] | None:
    """Graphs of a file whose statements need no second look: they are told apart as lines, not one by one.

    None where one needs it: no graph of ours, a blank node, a triple term, a mistake (whose place the other
    way tells). Lines that are not as we write them, and TriG, are first written anew by the engine.
    """
    if wanted not in (GraphFormat.NQUADS, GraphFormat.TRIG):
        return None
    with _opened(path) as file:
        data = file.read()
    graphs = _plain_graphs(data) if wanted is GraphFormat.NQUADS else None
    if graphs is None:
        graphs = _rewritten_graphs(data, wanted)
    if graphs is None or any(not _our_name(NamedNode(name), base) for name in graphs):
        return None
    return tuple(content_of_triples(iri, triples) for iri, triples in sorted(graphs.items()))


_TRIPLE: Final = itemgetter(0, 1, 2)


def _plain_graphs(data: bytes) -> dict[str, list[Triple]] | None:
    """Triples by graph; None when the file has another line than we would write."""
    try:
        text = data.decode()
    except UnicodeDecodeError:
        return None
    found: dict[str, list[Triple]] = defaultdict(list)
    for lines in plain_lines(text):
        if lines is None:
            return None
        # Mostly a graph's lines stand together.
        for graph, members in groupby(lines, itemgetter(3)):
            found[graph] += map(_TRIPLE, members)
    return {graph[1:-1]: triples for graph, triples in found.items()}


def _rewritten_graphs(data: bytes, wanted: GraphFormat) -> dict[str, list[Triple]] | None:
    """Triples by graph, as the engine writes them; None for what it cannot read, and what has no plain lines then."""
    store = Store()
    try:
        store.bulk_load(data, format=wanted.oxigraph)
    except SyntaxError:
        return None
    if _first(store, DefaultGraph()) is not None:
        return None
    data = store.dump(format=RdfFormat.N_QUADS) or b""
    del store
    if any(mark in data for mark in (b" _:", b"\n_:", b"<<(")) or data.startswith(b"_:"):
        return None
    found: dict[str, list[Triple]] = defaultdict(list)
    for line in lines_of(data):
        statement, _, graph = line[:-2].rpartition(" ")
        subject, predicate, value = statement.split(" ", 2)
        found[graph[1:-1]].append((subject, predicate, value))
    return found


def _by_quads(path: Path, wanted: GraphFormat, base: str) -> tuple[GraphContent, ...]:
    graphs: dict[str, set[Quad]] = {}
    own = graph_iri(slug(_stem(path)), base)
    with _opened(path) as limited:
        file = _checked_xml(limited.read(), str(path)) if wanted is GraphFormat.RDFXML else limited
        for quad in parse(file, format=wanted.oxigraph):
            if isinstance(quad.object, RdfTriple):
                raise UnreadableDocument(
                    "holds a triple term (RDF 1.2), which is not kept here. State it as a node of its own.",
                    source=str(path),
                )
            iri = _our_name(quad.graph_name, base) or own
            graph = NamedNode(iri)
            graphs.setdefault(iri, set()).add(Quad(quad.subject, quad.predicate, quad.object, graph))
    return tuple(content_of_quads(iri, quads) for iri, quads in sorted(graphs.items()))


@contextmanager
def _opened(path: Path) -> Iterator[IO[bytes]]:
    """A file for reading, unpacked, that gives no more than the limit."""
    with path.open("rb") as raw:
        file = gzip.GzipFile(fileobj=raw) if path.name.lower().endswith(".gz") else raw
        yield cast("IO[bytes]", _Limited(cast("IO[bytes]", file), str(path)))


def _first(store: Store, graph: DefaultGraph) -> Quad | None:
    return next(iter(store.quads_for_pattern(None, None, None, graph)), None)


def read_triples(data: bytes, wanted: GraphFormat, base_iri: str) -> list[RdfTriple]:
    """Triples of one graph that was sent in a format; relative IRIs are resolved against ``base_iri``.

    Blank nodes get names that nobody else has. Raises `UnreadableDocument` with line and column, and
    `QueryRefused` for a named graph or a statement about a statement.
    """
    file = _checked_xml(data, "") if wanted is GraphFormat.RDFXML else io.BytesIO(data)
    found: list[RdfTriple] = []
    try:
        for quad in parse(file, format=wanted.oxigraph, base_iri=base_iri, rename_blank_nodes=True):
            if quad.graph_name != DefaultGraph():
                raise QueryRefused(
                    reason="request.several-graphs", values={"iri": getattr(quad.graph_name, "value", "")}
                )
            if isinstance(quad.object, RdfTriple):
                raise QueryRefused(reason="refused.triple-term")
            found.append(quad.triple)
    except SyntaxError as error:
        raise _invalid(error, wanted, "") from error
    return found


#: Matches ``<!ENTITY b "&a;&a;">``, not ``<!ENTITY pg "https://w3id.org/policygraph/ontology#">``.
_NESTED_ENTITY = re.compile(rb"<!ENTITY[^>]*[\"'][^\"'>]*&")


class _Limited:
    """A file that gives at most `MAX_BYTES`; a small gzip file can hold a great many."""

    def __init__(self, file: IO[bytes], source: str) -> None:
        self._file = file
        self._source = source
        self._given = 0

    def read(self, size: int = -1) -> bytes:
        """Bytes of the file; `UnreadableDocument` beyond the limit."""
        data = self._file.read(size)
        self._given += len(data)
        if self._given > MAX_BYTES:
            raise UnreadableDocument(
                f"holds more than {MAX_BYTES:,} bytes. Split it by graphs.", source=self._source
            )
        return data


def _checked_xml(data: bytes, source: str) -> IO[bytes]:
    """The bytes as a file, refused where they are no XML (the parser below gives no line for that)."""
    found = _NESTED_ENTITY.search(data)
    if found:
        line = data.count(b"\n", 0, found.start()) + 1
        raise UnreadableDocument(
            "declares an entity made of entities, which can grow without bound. Replace it by its text.",
            source=source,
            place=f"line {line}",
        )
    reader = expat.ParserCreate()
    try:
        reader.Parse(data, True)
    except expat.ExpatError as error:
        raise UnreadableDocument(
            f"is not valid RDF/XML: {expat.ErrorString(error.code)}",
            source=source,
            place=f"line {error.lineno}, column {error.offset + 1}",
        ) from error
    return io.BytesIO(data)


def _format(path: Path) -> GraphFormat | None:
    name = Path(path.name.lower().removesuffix(".gz"))
    return GraphFormat.from_extension(name.suffix) if name.suffix else None


def _stem(path: Path) -> str:
    name = path.name[:-3] if path.name.lower().endswith(".gz") else path.name
    return Path(name).stem


def _our_name(graph: object, base: str) -> str:
    """The graph's name where it is one that we would give, else nothing."""
    if not isinstance(graph, NamedNode):
        return ""
    name = graph.value.removeprefix(f"{base}graph/")
    ours = name and name != graph.value and graph.value == graph_iri(name, base)
    return graph.value if ours else ""


def _invalid(error: SyntaxError, wanted: GraphFormat, source: str) -> DocumentError:
    message = str(error.args[0])
    place = ""
    if error.lineno:
        place = f"line {error.lineno}" + (f", column {error.offset}" if error.offset else "")
    if wanted is GraphFormat.JSONLD and "context" in message.lower():
        return UnreadableDocument(
            f"names a context that is not in the file, and nothing is fetched here. Put the context into it"
            f" ({message}).",
            source=source,
            place=place,
        )
    if wanted is GraphFormat.RDFXML and "entity" in message.lower():
        return UnreadableDocument(
            f"uses an entity that is not declared in the file itself, and nothing is fetched here. Replace it by"
            f" its text ({message}).",
            source=source,
            place=place,
        )
    return UnreadableDocument(f"is not valid {wanted.label}: {message}", source=source, place=place)
