"""The only place that opens a file of corrections: the one beside a document, within limits."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from loaders.corrections.entries import Corrections, parse_corrections
from loaders.corrections.files import corrections_file
from ontology.errors import DocumentError

__all__ = ["MAX_BYTES", "read_corrections"]

#: Largest file that is read, in bytes: thousands of corrections.
MAX_BYTES: Final = 2 * 1024 * 1024


def read_corrections(document: Path) -> Corrections | None:
    """The corrections beside a document; None when there are none.

    Raises `DocumentError` naming file, line and cause where the file cannot be understood, so that a
    document is never loaded without the corrections that it should have.
    """
    path = corrections_file(document)
    try:
        if not path.exists():
            return None
        if path.stat().st_size > MAX_BYTES:
            raise DocumentError(f"is larger than {MAX_BYTES:,} bytes.", source=str(path))
        data = path.read_bytes()
    except OSError as error:
        raise DocumentError(f"cannot be read: {error.strerror or error}", source=str(path)) from error
    return parse_corrections(data, str(path))
