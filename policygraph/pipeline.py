"""From files to a published revision: read, extract, turn into quads, publish what changed.

A file that cannot be read does not stop the others: every file has an `Outcome`. Loading is
idempotent; a record of what was loaded (`policygraph.record`) lets a second load of the same files
end without reading more than their bytes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Final

from graph.metadata import Describer, vocabulary_graphs
from graph.rdf import quads
from graph.revision import Revision
from graph.store import RevisionStore
from loaders.corrections.applying import apply_corrections
from loaders.corrections.beside import read_corrections
from loaders.extract import extract
from loaders.reading import read
from ontology.errors import DocumentError
from ontology.identifiers import DEFAULT_BASE, graph_iri
from ontology.model import Facts, ResourceId

__all__ = ["LoadReport", "Outcome", "extract_files", "load", "slug_of"]

#: From this many files on, extraction runs in processes; below, starting them costs more than it saves.
_PARALLEL_FROM: Final = 16

Progress = Callable[["Outcome"], None]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one file: its facts, or why there are none."""

    path: Path
    facts: Facts | None
    error: DocumentError | None


@dataclass(frozen=True, slots=True)
class LoadReport:
    """Outcomes in the order of the files, and the revision that was published (None: nothing changed)."""

    outcomes: tuple[Outcome, ...]
    published: Revision | None
    current: Revision | None

    @property
    def failed(self) -> tuple[Outcome, ...]:
        """Files that gave no facts."""
        return tuple(outcome for outcome in self.outcomes if outcome.error is not None)


def slug_of(facts: Facts) -> str:
    """Slug of a document's plan: ``changzhou-2014``."""
    return ResourceId(facts.plan.id).removeprefix("plan/")


def extract_files(files: Sequence[Path], executor: Executor | None = None) -> Iterator[Outcome]:
    """Extract each file, in order. Runs in processes for many files, or on the executor given."""
    if executor is not None:
        yield from _distinct(executor.map(_extract_one, files))
    elif len(files) < _PARALLEL_FROM:
        yield from _distinct(map(_extract_one, files))
    else:
        with ProcessPoolExecutor() as pool:
            yield from _distinct(pool.map(_extract_one, files, chunksize=4))


def load(
    files: Sequence[Path],
    store: RevisionStore,
    *,
    base: str = DEFAULT_BASE,
    progress: Progress | None = None,
    executor: Executor | None = None,
) -> LoadReport:
    """Extract the files and publish one revision with all that changed.

    Each document's named graph is replaced whole; documents that are not named stay as they are.
    Files that fail are reported and leave the graph as it was. Raises `StoreError` and its kind.
    """
    outcomes: list[Outcome] = []
    for outcome in extract_files(files, executor):
        outcomes.append(outcome)
        if progress is not None:
            progress(outcome)
    documents = {
        graph_iri(slug_of(outcome.facts), base): quads(outcome.facts, base)
        for outcome in outcomes
        if outcome.facts is not None
    }
    published = None
    if documents:
        published = store.publish(
            {**vocabulary_graphs(base), **documents},
            describe=Describer(base=base, software=version("policygraph")),
        )
    return LoadReport(tuple(outcomes), published, store.current())


def _extract_one(path: Path) -> Outcome:
    try:
        corrections = read_corrections(path)
        return Outcome(path, apply_corrections(extract(read(path)), corrections), None)
    except DocumentError as error:
        if not error.source:
            error.source = str(path)
        return Outcome(path, None, error)


def _distinct(outcomes: Iterable[Outcome]) -> Iterator[Outcome]:
    """Refuse a second file that would take the place of an earlier one of the same name."""
    seen: dict[str, Path] = {}
    for outcome in outcomes:
        if outcome.facts is not None:
            slug = slug_of(outcome.facts)
            if slug in seen:
                error = DocumentError(
                    f"would be the plan {slug!r} like {seen[slug]}; rename one of the two files.",
                    source=str(outcome.path),
                )
                yield Outcome(outcome.path, None, error)
                continue
            seen[slug] = outcome.path
        yield outcome
