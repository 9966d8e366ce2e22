"""Loading, extracting and evaluating at the terminal: progress bars, summaries, files."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click
from pyoxigraph import Quad

from api.settings import Settings
from graph.store import RevisionStore
from ontology.errors import DocumentError
from ontology.model import Facts, OrganizationKind
from policygraph.record import LoadRecord

if TYPE_CHECKING:
    from policygraph.pipeline import LoadReport

__all__ = ["evaluate_files", "extract_to_files", "load_with_progress"]


#: Columns of the summary, and the width below which they would be cut.
_HEADS: Final = (
    "sections", "measures", "duties", "bodies", "targets", "platforms", "firms", "parks", "projects", "doubts",
)  # fmt: skip
_MIN_WIDTH: Final = 110


def load_with_progress(paths: Sequence[str], settings: Settings) -> bool:
    """Load with a progress bar and a summary; False when a file was refused.

    The extraction rules are imported only when the record says that something changed, which keeps
    a second start of the service quick.
    """
    from policygraph.discovery import discover

    files = discover(paths)
    store = RevisionStore(settings.home)
    record = LoadRecord(settings.home)
    current = store.current()
    if current is not None and record.covers(files, current, settings.base):
        click.echo(f"Nothing changed: {len(files)} documents, revision {current.number}.")
        return True

    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    from policygraph.pipeline import load

    with Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        console=Console(stderr=True),
        transient=True,
    ) as bar:
        task = bar.add_task("Reading", total=len(files))
        report = load(files, store, base=settings.base, progress=lambda _: bar.advance(task))
    _summarise(report)
    if report.current is not None and not report.failed:
        record.note(files, report.current, settings.base)
    return not report.failed


def _summarise(report: LoadReport) -> None:
    from rich.console import Console
    from rich.table import Table

    table = Table(box=None, pad_edge=False)
    table.add_column("document", no_wrap=True)
    for head in _HEADS:
        table.add_column(head, justify="right", no_wrap=True)
    for outcome in report.outcomes:
        if outcome.facts is not None:
            table.add_row(outcome.path.stem, *map(str, _counts(outcome.facts)))
    Console(width=max(Console().width, _MIN_WIDTH)).print(table)
    for outcome in report.failed:
        click.echo(f"Not loaded: {outcome.error}", err=True)
    if report.published is not None:
        click.echo(f"Published revision {report.published.number}.")
    elif report.current is not None:
        click.echo(f"Nothing changed; revision {report.current.number} stays.")
    else:
        click.echo("Nothing was loaded.", err=True)


def _counts(facts: Facts) -> tuple[int, ...]:
    kinds = Counter(organization.kind for organization in facts.organizations)
    return (
        len(facts.sections),
        len(facts.measures),
        len(facts.responsibilities),
        kinds[OrganizationKind.DEPARTMENT] + kinds[OrganizationKind.GOVERNMENT],
        len(facts.targets),
        len(facts.platforms),
        kinds[OrganizationKind.ENTERPRISE],
        len(facts.parks),
        len(facts.projects),
        len(facts.doubts),
    )


def extract_to_files(
    paths: Sequence[str], output: Path | None, text: Path | None, json_: Path | None, base: str
) -> bool:
    """Extract documents and write RDF, normalised text or facts; False when a file was refused.

    ``text`` takes one document only, because its offsets count in one text.
    """
    from graph.dump import write_file
    from graph.rdf import quads
    from policygraph.discovery import discover
    from policygraph.facts_json import facts_to_json
    from policygraph.pipeline import extract_files

    files = discover(paths)
    if text is not None and len(files) > 1:
        raise click.UsageError("--text holds one document; extract the files one by one")
    outcomes = list(extract_files(files))
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
    return len(facts) == len(files)


def evaluate_files(gold: Sequence[Path], documents: Path, *, verbose: bool) -> bool:
    """Print a table of scores for each annotation; False when its document could not be read."""
    from rich.console import Console
    from rich.table import Table

    from loaders.extract import extract
    from loaders.reading import read
    from policygraph.evaluation import evaluate

    complete = True
    for file in gold:
        name = json.loads(file.read_text(encoding="utf-8"))["id"]
        try:
            facts = extract(read(documents / f"{name}.txt"))
        except DocumentError as error:
            click.echo(f"Not evaluated: {error}", err=True)
            complete = False
            continue
        table = Table(title=name, title_justify="left")
        for head in ("kind", "precision", "recall", "F1", "right", "missing", "spurious"):
            table.add_column(head, justify="left" if head == "kind" else "right")
        scores = evaluate(file, facts)
        for score in scores:
            shares = (f"{value:.3f}" for value in (score.precision, score.recall, score.f1))
            table.add_row(
                score.kind, *shares, *map(str, (score.right, len(score.missing), len(score.spurious)))
            )
        Console().print(table)
        if verbose:
            for score in scores:
                for item in score.missing:
                    click.echo(f"{score.kind}: missing {item}")
                for item in score.spurious:
                    click.echo(f"{score.kind}: spurious {item}")
    return complete
