"""Which files a command's paths, folders and globs name."""

from __future__ import annotations

import glob
from collections.abc import Iterable, Sequence
from pathlib import Path

from graph.importing import is_rdf
from loaders.corrections.files import is_corrections_file
from loaders.formats.mapping import is_mapping_file
from loaders.manifest import is_manifest
from loaders.suffixes import NOT_DOCUMENTS, expand
from ontology.errors import UnreadableDocument

__all__ = ["annotation_files", "discover"]


def discover(paths: Iterable[str | Path], *, rdf: bool = False) -> tuple[Path, ...]:
    """Files named by paths, folders (the documents in them) and globs, in order, each once.

    Folders give their RDF files too when ``rdf`` is true.
    Raises `UnreadableDocument` when a path names nothing.
    """
    files: dict[Path, None] = {}
    for name in paths:
        path = Path(name)
        found: Sequence[Path]
        if path.exists():
            found = expand(path)
            if rdf and path.is_dir():
                found = sorted((*found, *_rdf_files(path)))
        else:
            # Path.glob takes no absolute patterns, and a shell user writes those too.
            found = [Path(match) for match in sorted(glob.glob(str(name), recursive=True))]  # noqa: PTH207
        if not found:
            raise UnreadableDocument(
                "no such file, or no document in that folder. Name files, folders or quoted globs.",
                source=str(name),
            )
        for file in found:
            # plans/* names these too
            if not (is_corrections_file(file) or is_mapping_file(file) or is_manifest(file)):
                files.setdefault(file, None)
    return tuple(files)


def _rdf_files(folder: Path) -> list[Path]:
    return [
        path
        for path in folder.rglob("*")
        if is_rdf(path) and path.is_file() and not path.name.lower().startswith(NOT_DOCUMENTS)
    ]


def annotation_files(paths: Iterable[Path]) -> tuple[Path, ...]:
    """Annotations (JSON) named by files and folders, in order, each once."""
    files: dict[Path, None] = {}
    for path in paths:
        files.update(dict.fromkeys(sorted(path.glob("*.json")) if path.is_dir() else [path]))
    return tuple(files)
