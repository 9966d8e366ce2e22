"""Which files of a folder are documents, by their names; cheap to import."""

from __future__ import annotations

from pathlib import Path
from typing import Final

__all__ = ["TEXT_SUFFIXES", "expand"]

#: Files that a folder contributes; anything else must be named on its own.
TEXT_SUFFIXES: Final = frozenset({".txt", ".text"})


def expand(path: Path) -> tuple[Path, ...]:
    """Files that a path stands for: itself, or the documents below a folder, sorted by name."""
    if path.is_dir():
        return tuple(sorted(p for p in path.rglob("*") if p.is_file() and p.suffix.lower() in TEXT_SUFFIXES))
    return (path,)
