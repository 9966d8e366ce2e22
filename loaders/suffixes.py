"""Which files of a folder are documents, by their names; cheap to import."""

from __future__ import annotations

from pathlib import Path
from typing import Final

__all__ = ["DOCUMENT_SUFFIXES", "NOT_DOCUMENTS", "PARTS_OF_PAGES", "expand"]

#: Files that a folder contributes; anything else must be named on its own.
DOCUMENT_SUFFIXES: Final = frozenset(
    {".txt", ".text", ".md", ".markdown", ".html", ".htm", ".shtml", ".xhtml", ".mht", ".mhtml"}
    | {".docx", ".docm", ".pdf", ".xlsx", ".xls", ".xlsm", ".csv", ".tsv", ".et"}
)
#: Starts of names that no document has: hidden files, Word's locks, a folder's own description.
NOT_DOCUMENTS: Final = (".", "~$", "readme")
#: Ends of the folders in which browsers keep the parts of a saved page: 规划_files beside 规划.html.
PARTS_OF_PAGES: Final = ("_files", ".files")


def expand(path: Path) -> tuple[Path, ...]:
    """Files that a path stands for: itself, or the documents below a folder, sorted by name."""
    if path.is_dir():
        return tuple(sorted(p for p in path.rglob("*") if _is_document(p)))
    return (path,)


def _is_document(path: Path) -> bool:
    return (
        path.suffix.lower() in DOCUMENT_SUFFIXES
        and not path.name.lower().startswith(NOT_DOCUMENTS)
        and not path.parent.name.lower().endswith(PARTS_OF_PAGES)
        and path.is_file()
    )
