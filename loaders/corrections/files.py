"""Names of files of corrections; cheap to import."""

from __future__ import annotations

from pathlib import Path
from typing import Final

__all__ = ["SUFFIX", "corrections_file", "is_corrections_file"]

#: Ends the name of a file of corrections; the document's name without its suffix stands before it.
SUFFIX: Final = ".corrections.yaml"


def is_corrections_file(path: Path) -> bool:
    """Whether a file holds corrections, so that ``plans/*`` does not read it as a document."""
    return path.name.endswith(SUFFIX)


def corrections_file(document: Path) -> Path:
    """Where the corrections of a document stand: ``x/jining-2014.corrections.yaml`` for ``x/jining-2014.txt``."""
    return document.with_name(document.stem + SUFFIX)
