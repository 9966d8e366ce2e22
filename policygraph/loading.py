"""Loading, extracting and evaluating at the terminal: progress bars, summaries, files."""

from __future__ import annotations

import json
import logging
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click
from pyoxigraph import Quad

from api.settings import Settings
from graph.remote_store import RemoteStore
from graph.revision import Revision
from graph.store import RevisionStore
from ontology.errors import PolicygraphError
from ontology.model import Facts
from policygraph.backends import opened_store
from policygraph.counting import HEADS, stale_corrections
from policygraph.record import LoadRecord

if TYPE_CHECKING:
    from policygraph.pipeline import LoadReport
    from viz.pages.site import Lang

__all__ = ["extract_to_files", "load_with_progress"]


_log = logging.getLogger("policygraph.loading")
#: Below this width the summary would be cut.
_MIN_WIDTH: Final = 110
#: Changed graphs up to which a load makes the search index, too: a second or two.
_INDEXED: Final = 50


def load_with_progress(
    paths: Sequence[str], settings: Settings, gold: Sequence[Path] = (), executor: str | None = None
) -> bool:
    """Load with a progress bar and a summary; False when a file was refused.

    ``gold`` names annotations (files or folders) of some of the documents: how well the extraction
    agrees with them is published too, as far as they are loaded. ``executor`` is the address of a
    cluster. The extraction rules are imported only when the record says that something changed, which
    keeps a second start of the service quick.
    """
    from policygraph.discovery import annotation_files, discover
    from policygraph.executors import collected_seldom

    files = discover(paths, rdf=True)
    marked = annotation_files(gold)
    with collected_seldom(), opened_store(settings) as store:
        return _load_into(store, files, marked, settings, executor)


def _load_into(
    store: RevisionStore | RemoteStore,
    files: Sequence[Path],
    marked: Sequence[Path],
    settings: Settings,
    executor: str | None,
) -> bool:
    # What was loaded into a server is known to the server only: it compares what was read.
    record = None if settings.store else LoadRecord(settings.home)
    before = current = store.current()
    if record is not None and record.covers((*files, *marked), current, settings.base):
        assert current is not None  # noqa: S101 the record says so
        click.echo(f"Nothing changed: {len(files)} documents, revision {current.number}.")
        return True

    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    from policygraph.executors import connected
    from policygraph.pipeline import load

    with (
        connected(executor) as cluster,
        Progress(
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            console=Console(stderr=True),
            transient=True,
        ) as bar,
    ):
        task = bar.add_task("Reading", total=len(files))
        report = load(
            files, store, base=settings.base, progress=lambda _: bar.advance(task), executor=cluster
        )
    _summarise(report)
    current = report.current
    if current is not None and marked:
        current = _publish_quality(marked, files, store, settings) or current
    if record is not None and current is not None and not report.failed:
        record.note((*files, *marked), current, settings.base)
    if current is not None and isinstance(store, RevisionStore):
        _prepare(store, settings.home / "search", _changed(before, current))
    return not report.failed


def _changed(before: Revision | None, after: Revision) -> int:
    """How many graphs a load has changed."""
    known = before.graphs if before is not None else {}
    return sum(1 for iri, digest in after.graphs.items() if known.get(iri) != digest)


def _prepare(store: RevisionStore, indexes: Path, changed: int) -> None:
    """Read what list pages count and what a search asks, so that the first reader of the new revision need not wait.

    The search index of many changed graphs takes a fourth of the time of their load: the service makes it.
    """
    from graph.embedded import EmbeddedEngine
    from graph.search.searcher import Searcher
    from graph.views.ahead import read_ahead

    engine = EmbeddedEngine(store)
    searcher = Searcher(engine, indexes)
    try:
        if changed <= _INDEXED:
            searcher.warm()
        read_ahead(engine)
    except PolicygraphError as error:  # the load is complete; the pages read it themselves
        _log.warning("the lists were not read ahead: %s", error)
    finally:
        searcher.close()
        engine.close()


def _publish_quality(
    marked: Sequence[Path], files: Sequence[Path], store: RevisionStore | RemoteStore, settings: Settings
) -> Revision | None:
    """Publish how well these files are read, by the annotations of the same names."""
    from policygraph.scoring import evaluate_document, publish_quality

    documents = {file.stem: file for file in files}
    evaluated = [evaluate_document(file, documents[file.stem]) for file in marked if file.stem in documents]
    revision = publish_quality(store, evaluated, settings.base)
    if revision is not None:
        click.echo(f"Published revision {revision.number}: accuracy of {len(evaluated)} annotated documents.")
    return revision


def _summarise(report: LoadReport) -> None:
    from rich.console import Console
    from rich.table import Table

    table = Table(box=None, pad_edge=False)
    table.add_column("document", no_wrap=True)
    for head in HEADS:
        table.add_column(head, justify="right", no_wrap=True)
    for outcome in report.outcomes:
        if outcome.error is None:
            table.add_row(outcome.path.stem, *map(str, outcome.counts))
    Console(width=max(Console().width, _MIN_WIDTH)).print(table)
    for outcome in report.failed:
        click.echo(f"Not loaded: {outcome.error}", err=True)
    for outcome in report.outcomes:
        _warn_of_stale(outcome.stale)
    if report.published is not None:
        click.echo(f"Published revision {report.published.number}.")
    elif report.current is not None:
        click.echo(f"Nothing changed; revision {report.current.number} stays.")
    else:
        click.echo("Nothing was loaded.", err=True)


def _warn_of_stale(stale: Sequence[str]) -> None:
    for words in stale:
        click.echo(f"Correction without effect: {words}", err=True)


def extract_to_files(
    paths: Sequence[str],
    output: Path | None,
    text: Path | None,
    json_: Path | None,
    base: str,
    report: Path | None = None,
    lang: Lang = "zh",
    executor: str | None = None,
) -> bool:
    """Extract documents and write RDF, normalised text, facts or a report; False when a file was refused.

    ``text`` takes one document only, because its offsets count in one text. ``report`` is a file, or for
    several documents a folder that gets one file each.
    """
    from graph.dump import write_file
    from graph.rdf import quads
    from policygraph.discovery import discover
    from policygraph.executors import connected
    from policygraph.facts_json import facts_to_json
    from policygraph.pipeline import extract_files

    files = discover(paths)
    if text is not None and len(files) > 1:
        raise click.UsageError("--text holds one document; extract the files one by one")
    if report is not None and len(files) > 1 and report.suffix:
        raise click.UsageError("--report makes one file for each document; name a folder")
    with connected(executor) as cluster:
        outcomes = list(extract_files(files, cluster))
    facts = [outcome.facts for outcome in outcomes if outcome.facts is not None]
    for outcome in outcomes:
        if outcome.error is not None:
            click.echo(f"Not extracted: {outcome.error}", err=True)
    if facts:
        if output is not None:
            write_file(frozenset[Quad]().union(*(quads(item, base) for item in facts)), output)
        if text is not None:
            text.write_text(facts[0].text, encoding="utf-8", newline="")
        if json_ is not None:
            data = [facts_to_json(item) for item in facts]
            json_.write_text(
                json.dumps(data[0] if len(data) == 1 else data, ensure_ascii=False, indent=1) + "\n",
                encoding="utf-8",
            )
        if report is not None:
            _write_reports(facts, report, lang)
        for item in facts:
            _warn_of_stale(stale_corrections(item))
    return len(facts) == len(files)


def _write_reports(facts: Sequence[Facts], report: Path, lang: Lang) -> None:
    from policygraph.pipeline import slug_of
    from viz.report import report_html

    if len(facts) == 1 and not report.is_dir():
        report.write_text(report_html(facts[0], lang), encoding="utf-8", newline="")
        return
    report.mkdir(parents=True, exist_ok=True)
    for item in facts:
        file = report / f"{slug_of(item)}.html"
        file.write_text(report_html(item, lang), encoding="utf-8", newline="")
