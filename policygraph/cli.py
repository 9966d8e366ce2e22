"""The command line: a few lines a command; the work is done by the stages.

Exit codes: 0 done; 1 some input was refused or something is not as it should be; 2 the command was
wrong (click's own code); 3 the store or the machine failed.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from policygraph.options import (
    EXECUTOR,
    GOLD,
    HOME,
    HOST,
    PATHS,
    PORT,
    ROOT_PATH,
    STORE,
    plainly,
    settings_of,
    store_flag,
)

if TYPE_CHECKING:
    from viz.pages.site import Lang

__all__ = ["main"]


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="policygraph")
def main() -> None:
    """Turn government plans into a linked-data graph, and serve it.

    \b
    policygraph load corpus/              read the plans of a folder
    policygraph serve                     open http://127.0.0.1:8000
    policygraph query 'SELECT ...'        ask the graph
    """


@main.command()
@PATHS
@HOME
@STORE
@GOLD
@EXECUTOR
@plainly
def load(paths: tuple[str, ...], home: Path | None, gold: tuple[Path, ...], executor: str | None) -> None:
    """Read documents and RDF (files, folders or quoted globs) into the store.

    Loading the same files again changes nothing. A file that cannot be read is named with the cause;
    the others still load, and the exit code is 1. Corrections in NAME.corrections.yaml beside a document
    NAME.txt are applied at every load.

    \b
    policygraph load corpus/
    policygraph load 'plans/**/*.txt'
    """
    from policygraph.loading import load_with_progress

    if not load_with_progress(paths, settings_of(home), gold, executor):
        sys.exit(1)


@main.command()
@PATHS
@click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    help="RDF: .nq .trig .ttl .nt .jsonld .rdf",
)
@click.option(
    "--text",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write the normalised text that offsets count in (one document).",
)
@click.option(
    "--json", "json_", type=click.Path(dir_okay=False, path_type=Path), help="Write the facts as JSON."
)
@click.option(
    "--report",
    type=click.Path(path_type=Path),
    help="Write a page to check the facts by, doubtful ones first (a folder for several documents).",
)
@click.option(
    "--lang",
    default="zh",
    show_default=True,
    type=click.Choice(["zh", "en"]),
    help="Language of the report.",
)
@EXECUTOR
@plainly
def extract(
    paths: tuple[str, ...],
    output: Path | None,
    text: Path | None,
    json_: Path | None,
    report: Path | None,
    lang: Lang,
    executor: str | None,
) -> None:
    """Extract documents to files; no store is touched.

    Corrections in NAME.corrections.yaml beside a document NAME.txt are applied.

    \b
    policygraph extract corpus/jining-2014.txt -o jining.ttl --text jining.txt --json jining.json
    policygraph extract corpus/jining-2014.txt --report jining.html
    """
    from policygraph.loading import extract_to_files

    if output is None and text is None and json_ is None and report is None:
        raise click.UsageError(
            "say what to write: -o OUT.nq, --text OUT.txt, --json OUT.json or --report OUT.html"
        )
    if not extract_to_files(paths, output, text, json_, settings_of().base, report, lang, executor):
        sys.exit(1)


@main.command()
@HOME
@STORE
@HOST
@PORT
@ROOT_PATH
@click.option("--load", "corpus", multiple=True, metavar="PATH", help="Load these first, if they changed.")
@GOLD
@plainly
def serve(
    home: Path | None,
    host: str | None,
    port: int | None,
    root_path: str | None,
    corpus: tuple[str, ...],
    gold: tuple[Path, ...],
) -> None:
    """Serve the graph: pages, SPARQL and linked data.

    \b
    policygraph serve --load corpus/ --port 8080
    """
    from policygraph.serving import serve_forever

    settings = settings_of(home, host=host, port=port, root_path=root_path)
    if corpus:
        from policygraph.loading import load_with_progress

        load_with_progress(corpus, settings, gold)
    serve_forever(settings)


@main.command()
@HOME
@STORE
@HOST
@PORT
@ROOT_PATH
@click.option("--json", "json_", is_flag=True, help="Print JSON, for programs.")
@click.option("--markdown", is_flag=True, help="Print the table of docs/configuration.md.")
@click.option("--lang", default="en", show_default=True, type=click.Choice(["zh", "en"]))
@plainly
def config(
    home: Path | None,
    host: str | None,
    port: int | None,
    root_path: str | None,
    json_: bool,
    markdown: bool,
    lang: Lang,
) -> None:
    """Show each setting: its value, where the value comes from, and what it is. Secrets are not shown.

    \b
    POLICYGRAPH_PORT=8080 policygraph config
    """
    from policygraph.configuring import show_settings

    given = {"home": home, "host": host, "port": port, "root_path": root_path, "store": store_flag()}
    show_settings(given, shape="json" if json_ else "markdown" if markdown else "text", lang=lang)


@main.command()
@click.argument("query")
@HOME
@STORE
@click.option(
    "--format", "format_", default=None, help="json xml csv tsv; ttl nt jsonld rdf for graphs [csv, ttl]."
)
@plainly
def query(query: str, home: Path | None, format_: str | None) -> None:
    """Ask the graph: a SPARQL query, a file with one, - for standard input, or a stored query's name.

    \b
    policygraph query 'SELECT ?l { ?p a pg:Plan ; rdfs:label ?l }'
    policygraph query question.rq --format json
    """
    from policygraph.asking import answer_query

    answer_query(query, format_, settings_of(home))


@main.command()
@HOME
@STORE
@click.option(
    "--view",
    default="measures",
    show_default=True,
    type=click.Choice(["measures", "shared", "groups", "paths", "functions"]),
    help="Bodies and measures; bodies that share measures; their groups and hubs; paths between two bodies; "
    "functions of all cities.",
)
@click.option("--plan", help="Only this plan: its slug, such as changzhou-2014.")
@click.option("--place", help="Only this place: its path, such as changzhou.")
@click.option("--department", help="Only this organisation: its path, such as changzhou/shangwuju.")
@click.option("--function", help="Only organisations of this function: commerce, finance ...")
@click.option("--role", help="Only this role: lead, support, responsible ...")
@click.option("--topic", help="Only measures of this topic: logistics, talent ...")
@click.option("--instrument", help="Only measures of this policy instrument: supply, demand ...")
@click.option("--from", "source", help="Paths from this organisation: its path or name.")
@click.option("--to", "target", help="Paths to this organisation: its path or name.")
@click.option("--theme", type=click.Choice(["light", "dark"]), help="Colours of SVG and PNG [light].")
@click.option(
    "--format",
    "format_",
    default="html",
    show_default=True,
    type=click.Choice(["html", "svg", "png", "graphml", "gexf", "json", "jsonld", "csv"]),
)
@click.option(
    "-o", "--output", type=click.Path(dir_okay=False, path_type=Path), help="File to write [standard output]."
)
@click.option("--lang", default="zh", show_default=True, type=click.Choice(["zh", "en"]))
@plainly
def network(
    home: Path | None,
    source: str | None,
    target: str | None,
    format_: str,
    output: Path | None,
    lang: str,
    **params: str | None,
) -> None:
    """Draw the network of departments and measures, as the page /network does.

    \b
    policygraph network --plan changzhou-2014 --format svg -o changzhou.svg
    policygraph network --view groups --place changzhou --format csv -o groups.csv
    policygraph network --from changzhou/jiaoyuju --to changzhou/haiguan --format png -o path.png
    """
    from policygraph.asking import draw_network

    params |= {"from": source, "to": target}
    if source or target:
        params["view"] = "paths"
    draw_network(params, format_=format_, output=output, lang=lang, settings=settings_of(home))


@main.command()
@click.argument("output", type=click.Path(dir_okay=False, path_type=Path))
@HOME
@STORE
@click.option("--graph", help="Only this graph: a plan's slug, or ontology, concepts, metadata.")
@click.option("--revision", type=int, help="This revision instead of the current one.")
@plainly
def export(output: Path, home: Path | None, graph: str | None, revision: int | None) -> None:
    """Write the graph to a file; its name says how (.nq .trig .ttl .nt .jsonld .rdf, and .gz).

    \b
    policygraph export everything.nq.gz
    policygraph export jining.ttl --graph jining-2014
    """
    from policygraph.asking import export_graph

    export_graph(output, graph, revision, settings_of(home))


@main.command()
@HOME
@STORE
@plainly
def validate(home: Path | None) -> None:
    """Hold the graph against its shapes (ontology/shapes.ttl); exit code 1 where it breaks one."""
    from policygraph.asking import validate_graph

    if not validate_graph(settings_of(home)):
        sys.exit(1)


@main.command()
@click.argument(
    "gold", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path), metavar="GOLD..."
)
@click.option(
    "--documents",
    default="corpus",
    show_default=True,
    type=click.Path(exists=True, path_type=Path),
    help="Folder with the annotated documents, named as the annotations are.",
)
@click.option("-v", "--verbose", is_flag=True, help="List what is missing and what is spurious.")
@click.option(
    "--markdown",
    type=click.Choice(["plans", "total"]),
    help="Print one Markdown table instead: with F1 of each plan, or of all together only.",
)
@click.option("--publish", is_flag=True, help="Write the result into the store's quality graph (DQV).")
@HOME
@STORE
@plainly
def evaluate(
    gold: tuple[Path, ...],
    documents: Path,
    verbose: bool,
    markdown: str | None,
    publish: bool,
    home: Path | None,
) -> None:
    """Score the extraction against annotations (JSON files or folders of them), per kind of fact.

    \b
    policygraph evaluate tests/gold -v
    policygraph evaluate gold/*.json --documents plans/ --publish
    """
    from policygraph.scoring import evaluate_files

    store = settings_of(home) if publish else None
    if not evaluate_files(gold, documents, verbose=verbose, table=markdown, publish=store):
        sys.exit(1)


@main.command()
@click.argument("name")
@click.option(
    "--scope", "scopes", multiple=True, required=True, help="update or data, each with =PREFIX or without."
)
@plainly
def token(name: str, scopes: tuple[str, ...]) -> None:
    """Make a token for writing: its secret, shown once, and the entry for POLICYGRAPH_TOKENS.

    \b
    policygraph token curator --scope update --scope data=https://w3id.org/policygraph/graph/notes
    """
    from api.tokens import new_token

    secret, entry = new_token(name, scopes)
    click.echo(f"secret (for the client, shown once): {secret}\nentry (for POLICYGRAPH_TOKENS): {entry}")


@main.command()
@click.option(
    "--republish", type=int, metavar="N", help="Publish the graphs of revision N again, as the newest."
)
@click.option(
    "--prune", is_flag=True, help="Remove those that are not to be kept (keep_revisions, keep_days)."
)
@HOME
@plainly
def revisions(republish: int | None, prune: bool, home: Path | None) -> None:
    """List the published revisions, newest last.

    \b
    policygraph revisions
    policygraph revisions --republish 7      take back what was loaded after revision 7
    """
    from policygraph.history import keep_revisions

    keep_revisions(settings_of(home), republish=republish, prune=prune)


@main.command()
@click.argument("old", type=int)
@click.argument("new", type=int)
@HOME
@plainly
def diff(old: int, new: int, home: Path | None) -> None:
    """Quads added (+) and removed (-) from one revision to another, sorted."""
    from policygraph.history import diff_revisions

    diff_revisions(old, new, settings_of(home))


@main.command()
@click.argument("folder", type=click.Path(path_type=Path))
@HOME
@plainly
def backup(folder: Path, home: Path | None) -> None:
    """Copy the current revision to a new folder; safe while the service answers."""
    from policygraph.history import backup_store

    backup_store(folder, settings_of(home))


@main.command()
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@HOME
@plainly
def restore(folder: Path, home: Path | None) -> None:
    """Publish a backup's graphs as a new revision."""
    from policygraph.history import restore_store

    restore_store(folder, settings_of(home))
