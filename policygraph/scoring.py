"""Evaluating at the terminal: tables, Markdown, and the result published in the graph.

The rules are evaluated as they read the document, without the corrections beside it: those would
make the figures better than the reading is.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Iterator, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Final

import click
from pyoxigraph import Literal, NamedNode, Quad, Store

from api.settings import Settings
from graph.quality import Evaluated, evaluation_iri, metric_quads, plan_quads, quality_graph
from graph.remote_store import RemoteStore
from graph.revision import Revision
from graph.store import RevisionStore
from ontology.errors import DocumentError, UnreadableDocument
from ontology.identifiers import resource, resource_iri
from ontology.quality import KINDS, Score, added
from ontology.terms import PROV, SCHEMA
from policygraph.backends import opened_store
from policygraph.discovery import annotation_files

__all__ = ["evaluate_document", "evaluate_files", "markdown", "publish_quality"]

#: Kinds of files that lie beside annotated documents without being documents.
_NO_DOCUMENTS: Final = (".json", ".md", ".toml", ".yaml")
_HEADS: Final = ("kind", "precision", "recall", "F1", "right", "missing", "spurious")


def evaluate_files(
    gold: Sequence[Path],
    documents: Path,
    *,
    verbose: bool = False,
    table: str | None = None,
    publish: Settings | None = None,
) -> bool:
    """Print the scores of each annotation; False when a document could not be read.

    ``table`` prints one Markdown table over all of them instead, with a column for each plan
    (``plans``) or without (``total``); ``publish`` names the store whose
    quality graph takes the result.
    """
    done, complete = [], True
    for file in annotation_files(gold):
        try:
            done.append(evaluate_document(file, _document_of(file, documents)))
        except DocumentError as error:
            click.echo(f"Not evaluated: {error}", err=True)
            complete = False
            continue
        if table is None:
            _print(done[-1], verbose=verbose)
    if table is not None:
        click.echo(markdown(done, by_plan=table == "plans"))
    if publish is not None:
        with opened_store(publish) as store:
            revision = publish_quality(store, done, publish.base)
        click.echo(
            f"Published revision {revision.number}." if revision else "The published quality stays as it is.",
            err=True,
        )
    return complete


def evaluate_document(gold: Path, document: Path) -> Evaluated:
    """Read a document by the present rules and score it against its annotation; `DocumentError`."""
    from loaders.extract import extract
    from loaders.reading import read
    from policygraph.evaluation import evaluate

    facts = extract(read(document))
    return Evaluated(
        plan=facts.plan.id.partition("/")[2],
        title=facts.plan.title,
        scores=evaluate(gold, facts),
        document=document.name,
        document_sha256=facts.source.sha256,
        annotation=gold.name,
        annotation_sha256=hashlib.sha256(gold.read_bytes()).hexdigest(),
        software=version("policygraph"),
    )


def _document_of(gold: Path, documents: Path) -> Path:
    """The document of an annotation: a file of its name, or of the id in it, as text if there is one."""
    names = (gold.stem, str(json.loads(gold.read_text(encoding="utf-8"))["id"]))
    for name in dict.fromkeys(names):
        found = [path for path in documents.glob(f"{name}.*") if path.suffix not in _NO_DOCUMENTS]
        if found:
            return min(found, key=lambda path: (path.suffix != ".txt", path.suffix))
    raise UnreadableDocument("there is no document of this name", source=str(documents / f"{names[0]}.txt"))


def _row(score: Score) -> tuple[str, ...]:
    shares = (f"{value:.3f}" for value in (score.precision, score.recall, score.f1))
    return (score.kind, *shares, *map(str, (score.right, len(score.missing), len(score.spurious))))


def _print(evaluated: Evaluated, *, verbose: bool) -> None:
    from rich.console import Console
    from rich.table import Table

    table = Table(title=evaluated.plan, title_justify="left")
    for head in _HEADS:
        table.add_column(head, justify="left" if head == "kind" else "right", no_wrap=True)
    for score in evaluated.scores:
        table.add_row(*_row(score))
    Console().print(table)
    if verbose:
        for score in evaluated.scores:
            for word, differences in (("missing", score.missing), ("spurious", score.spurious)):
                for each in differences:
                    click.echo(f"{score.kind}: {word} {each.words}")


def markdown(evaluated: Sequence[Evaluated], *, by_plan: bool) -> str:
    """A Markdown table of the figures over all plans together, after F1 of each plan if ``by_plan``."""
    plans = [each.plan for each in evaluated] if by_plan else []
    scores = {(each.plan, score.kind): score for each in evaluated for score in each.scores}
    heads = ["kind of fact", *plans, "precision", "recall", "F1", "right", "missing", "spurious"]
    lines = [_line(heads), "|---|" + "---:|" * (len(heads) - 1)]
    for total in added(score for each in evaluated for score in each.scores):
        cells = [
            f"{scores[plan, total.kind].f1:.3f}" if _counted(scores.get((plan, total.kind))) else "–"
            for plan in plans
        ]
        lines.append(_line([KINDS[total.kind].en, *cells, *_row(total)[1:]]))
    return "\n".join(lines)


def _line(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _counted(score: Score | None) -> bool:
    """Whether there was anything to find or anything found."""
    return score is not None and bool(score.right or score.missing or score.spurious)


def publish_quality(
    store: RevisionStore | RemoteStore,
    evaluated: Sequence[Evaluated],
    base: str,
    at: dt.datetime | None = None,
) -> Revision | None:
    """Publish the measurements of plans that the store holds; None when nothing changed.

    Measurements of other plans stay. A result that is already there keeps the moment it was made, so
    that publishing it again changes nothing. Raises `NotFound` for an empty store, `StoreError`.
    """
    from graph.metadata import Describer

    current = store.open()
    held = set(current.quads_for_pattern(None, None, None, NamedNode(quality_graph(base))))
    loaded = [each for each in evaluated if _is_loaded(current, each, base)]
    for each in evaluated:
        if each not in loaded:
            click.echo(f"Not published: {each.plan} is not loaded as it was evaluated.", err=True)
    quads = set(metric_quads(base)) | {quad for quad in held if _about_another(quad, loaded, base)}
    for each in loaded:
        quads |= plan_quads(each, _made(held, each, base) or at or dt.datetime.now(dt.UTC), base)
    if not loaded and not held:
        return None
    del current
    return store.publish(
        {quality_graph(base): frozenset(quads)}, Describer(base=base, software=version("policygraph"))
    )


def _is_loaded(store: Store, evaluated: Evaluated, base: str) -> bool:
    plan = NamedNode(resource_iri(resource("plan", evaluated.plan), base))
    digest = Literal(evaluated.document_sha256)
    return any(True for _ in store.quads_for_pattern(plan, NamedNode(SCHEMA.sha256), digest, None))


def _about_another(quad: Quad, evaluated: Sequence[Evaluated], base: str) -> bool:
    """Whether a quad belongs to the measurements of a plan that is not among these."""
    parts = getattr(quad.subject, "value", "").removeprefix(f"{base}id/").split("/")
    kinds = ("quality", "evaluation", "software")
    return len(parts) > 1 and parts[0] in kinds and parts[1] not in {each.plan for each in evaluated}


def _made(held: set[Quad], evaluated: Evaluated, base: str) -> dt.datetime | None:
    """When this very result was published, if it was."""
    activity, ended = NamedNode(evaluation_iri(evaluated, base)), NamedNode(PROV.endedAtTime)
    return next(_moments(held, activity, ended), None)


def _moments(held: set[Quad], subject: NamedNode, predicate: NamedNode) -> Iterator[dt.datetime]:
    for quad in held:
        if quad.subject == subject and quad.predicate == predicate and isinstance(quad.object, Literal):
            yield dt.datetime.fromisoformat(quad.object.value)
