"""Asking the store at the terminal: queries, networks, exports, validation."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from urllib.parse import parse_qsl

import click
from pyoxigraph import NamedNode, Quad

from api.settings import Settings
from graph.engine import Engine, Query
from graph.formats import GraphFormat, ResultsFormat
from graph.named_queries import named_queries
from ontology.errors import NotFound
from ontology.identifiers import graph_iri
from ontology.terms import PREFIXES
from policygraph.backends import local_store, opened_engine

__all__ = ["answer_query", "draw_network", "export_graph", "validate_graph"]


def answer_query(words: str, format_: str | None, settings: Settings) -> None:
    """Answer a query, a file with one, ``-`` or a stored query's name, to standard output.

    A stored query takes parameters as an address does: ``department-duties?department=org/changzhou/shangwuju``.

    Prefixes of the vocabulary need no declaration here.
    """
    text = _query_text(words, settings.base)
    results, graph = ResultsFormat.CSV, GraphFormat.TURTLE
    if format_ is not None:
        chosen = ResultsFormat.from_extension(format_) or GraphFormat.from_extension(format_)
        if isinstance(chosen, ResultsFormat):
            results = chosen
        elif isinstance(chosen, GraphFormat):
            graph = chosen
        else:
            known = ", ".join(item.extension for item in (*ResultsFormat, *GraphFormat))
            raise NotFound(f"there is no format {format_!r}; there are {known}")
    prologue = "".join(f"PREFIX {prefix}: <{iri}> " for prefix, iri in PREFIXES.items())
    with opened_engine(settings) as engine:
        answer = engine.answer(Query(prologue + text, results=results, graph=graph))
        for chunk in answer.chunks():
            sys.stdout.buffer.write(chunk)
        sys.stdout.buffer.flush()


def _query_text(words: str, base: str) -> str:
    if words == "-":
        return sys.stdin.read()
    name, _, values = words.partition("?")
    stored = next((item for item in named_queries() if item.name == name), None)
    if stored is not None:
        return stored.sparql(dict(parse_qsl(values, keep_blank_values=True)), base)
    if "{" in words:
        return words
    path = Path(words)
    if path.is_file():
        return path.read_text(encoding="utf-8")
    known = ", ".join(item.name for item in named_queries())
    raise NotFound(f"{words!r} is no query, no file and no stored query; stored are {known}")


def draw_network(
    params: Mapping[str, str | None], *, format_: str, output: Path | None, lang: str, settings: Settings
) -> None:
    """Write a view of the network to a file or standard output; ``params`` are those of ``/network``."""
    from viz.exports import NetworkFormat, network_file

    given = {name: value for name, value in params.items() if value}
    given.setdefault("plan", "all")
    with opened_engine(settings) as engine:
        data = network_file(engine, given, NetworkFormat.of(format_), "en" if lang == "en" else "zh")
    if output is None:
        sys.stdout.buffer.write(data)
    else:
        output.write_bytes(data)


def export_graph(output: Path, graph: str | None, revision: int | None, settings: Settings) -> None:
    """Write a revision, or one of its graphs, to a file."""
    from graph.dump import export, write_file

    name = graph_iri(graph, settings.base) if graph else None
    if settings.store and revision is None:
        with opened_engine(settings) as engine:
            count = write_file(_quads(engine, name), output)
    else:
        store = local_store(settings, "an older revision").open(revision)
        count = export(store, output, (name,) if name else ())
    click.echo(f"{count:,} statements in {output}", err=True)


def validate_graph(settings: Settings) -> bool:
    """Print the breaches of the shapes, in Chinese and English; True when there are none."""
    from graph.validation import validate

    with opened_engine(settings) as engine:
        report = validate(_quads(engine, None))
    for issue in report.issues:
        where = " ".join(part for part in (issue.focus, issue.path, issue.value) if part)
        click.echo(f"{issue.severity}: {where}\n    {issue.zh}\n    {issue.en}")
    click.echo("The graph conforms to its shapes." if report.conforms else f"{len(report.issues)} issues.")
    return report.conforms


def _quads(engine: Engine, graph: str | None) -> Iterator[Quad]:
    """Quads of one named graph, or of all; `NotFound` for a graph that is not there."""
    from graph.dumping import graph_names, graph_triples

    names = graph_names(engine)
    if graph is not None and graph not in names:
        raise NotFound(f"there is no graph <{graph}>")
    for name in names if graph is None else (graph,):
        for triple in graph_triples(engine, name):
            yield Quad(triple.subject, triple.predicate, triple.object, NamedNode(name))
