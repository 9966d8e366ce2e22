"""From files to a published revision: read, extract, turn into lines, publish what changed.

Documents are read in processes (or on a cluster) and handed on as lines; the store takes them one by
one. So memory does not grow with their number, and the revision appears at the end, whole.
A file that cannot be read does not stop the others: every file has an `Outcome`. Loading is
idempotent; a record of what was loaded (`policygraph.record`) lets a second load of the same files
end without reading more than their bytes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, replace
from functools import partial
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeVar

from graph.content import GraphContent, content_of_quads
from graph.importing import is_rdf, read_rdf
from graph.metadata import Describer, vocabulary_graphs
from graph.rdf import document_content
from ontology.errors import DocumentError
from ontology.identifiers import DEFAULT_BASE
from ontology.model import Facts, ResourceId
from policygraph.counting import counts_of, stale_corrections
from policygraph.executors import in_processes, on_executor

if TYPE_CHECKING:  # each process that reads begins with this module, and needs no client of a remote store
    from graph.remote_store import RemoteStore
    from graph.revision import Revision
    from graph.store import RevisionStore

__all__ = ["LoadReport", "Loaded", "Outcome", "extract_files", "load", "slug_of"]

#: From this many files on, extraction runs in processes; below, starting them costs more than it saves.
_PARALLEL_FROM: Final = 16
#: What a process that reads documents begins with.
_RULES: Final = ("policygraph.documents",)
#: Files under way at a time on an executor that was given.
_AHEAD: Final = 64

R = TypeVar("R")
Progress = Callable[["Loaded"], None]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one file: its facts, or why there are none."""

    path: Path
    facts: Facts | None
    error: DocumentError | None


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a load did with one file.

    ``counts`` are those of `policygraph.counting.HEADS`, empty for RDF; ``stale`` are corrections
    without effect, in words; ``contents`` are let go of when they have been written.
    """

    path: Path
    counts: tuple[int, ...] = ()
    stale: tuple[str, ...] = ()
    contents: tuple[GraphContent, ...] = ()
    error: DocumentError | None = None


@dataclass(frozen=True, slots=True)
class LoadReport:
    """Outcomes in the order of the files, and the revision that was published (None: nothing changed)."""

    outcomes: tuple[Loaded, ...]
    published: Revision | None
    current: Revision | None

    @property
    def failed(self) -> tuple[Loaded, ...]:
        """Files that gave nothing."""
        return tuple(outcome for outcome in self.outcomes if outcome.error is not None)


def slug_of(facts: Facts) -> str:
    """Slug of a document's plan: ``changzhou-2014``."""
    return ResourceId(facts.plan.id).removeprefix("plan/")


def extract_files(files: Sequence[Path], executor: Executor | None = None) -> Iterator[Outcome]:
    """Extract each file, in order. Runs in processes for many files, or on the executor given."""
    seen: dict[str, Path] = {}
    for outcome in _spread(_extract_one, files, lambda path: Outcome(path, None, _died(path)), executor):
        names = [] if outcome.facts is None else [slug_of(outcome.facts)]
        error = _taken(outcome.path, names, seen)
        yield outcome if error is None else Outcome(outcome.path, None, error)


def load(
    files: Sequence[Path],
    store: RevisionStore | RemoteStore,
    *,
    base: str = DEFAULT_BASE,
    progress: Progress | None = None,
    executor: Executor | None = None,
) -> LoadReport:
    """Extract documents, read RDF files, and publish one revision with all that changed.

    Each named graph is replaced whole; documents that are not named stay as they are. Files that
    fail are reported and leave the graph as it was. On an ``executor`` the files are read under the
    same paths as here. Raises `StoreError` and its kind.
    """
    outcomes: list[Loaded] = []
    seen: dict[str, Path] = {}
    made = _spread(partial(_content_one, base), files, lambda path: Loaded(path, error=_died(path)), executor)
    with store.publishing(Describer(base=base, software=version("policygraph"))) as publication:
        written = False
        for found in made:
            outcome = found
            error = _taken(found.path, [content.iri.rpartition("/")[2] for content in found.contents], seen)
            if error is not None:
                outcome = Loaded(found.path, error=error)
            for content in outcome.contents:
                publication.put(content)
                written = True
            outcomes.append(replace(outcome, contents=()))
            if progress is not None:
                progress(outcomes[-1])
        if written:
            for iri, quads in vocabulary_graphs(base).items():
                publication.put(content_of_quads(iri, quads))
    return LoadReport(tuple(outcomes), publication.revision, store.current())


def _spread(
    function: Callable[[Path], R], files: Sequence[Path], died: Callable[[Path], R], executor: Executor | None
) -> Iterable[R]:
    if executor is not None:
        return on_executor(function, files, executor, _AHEAD)
    if len(files) < _PARALLEL_FROM:
        return map(function, files)
    documents = any(not is_rdf(file) for file in files)
    return in_processes(function, files, died, _RULES if documents else ())


def _extract_one(path: Path) -> Outcome:
    try:
        return Outcome(path, _facts(path), None)
    except DocumentError as error:
        return Outcome(path, None, _sourced(error, path))
    except Exception as error:  # one file must not stop a thousand others
        return Outcome(path, None, _fault(error, path))


def _content_one(base: str, path: Path) -> Loaded:
    try:
        if is_rdf(path):
            return Loaded(path, contents=read_rdf(path, base))
        facts = _facts(path)
        return Loaded(path, counts_of(facts), stale_corrections(facts), (document_content(facts, base),))
    except DocumentError as error:
        return Loaded(path, error=_sourced(error, path))
    except Exception as error:  # one file must not stop a thousand others
        return Loaded(path, error=_fault(error, path))


def _facts(path: Path) -> Facts:
    from policygraph.documents import facts_of  # with all the rules: not where others read

    return facts_of(path)


def _sourced(error: DocumentError, path: Path) -> DocumentError:
    if not error.source:
        error.source = str(path)
    return error


def _fault(error: Exception, path: Path) -> DocumentError:
    message = f"met a fault of policygraph ({type(error).__name__}: {error}). Please report it with the file."
    return DocumentError(message, source=str(path))


def _died(path: Path) -> DocumentError:
    message = "ended the process that read it (out of memory, or a fault in a library). It was left out."
    return DocumentError(message, source=str(path))


def _taken(path: Path, names: Sequence[str], seen: dict[str, Path]) -> DocumentError | None:
    """Refuse a second file that would take the place of an earlier one of the same name."""
    for name in names:
        if name in seen:
            message = f"would be the plan {name!r} like {seen[name]}; rename one of the two files."
            return DocumentError(message, source=str(path))
    seen.update(dict.fromkeys(names, path))
    return None
