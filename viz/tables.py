"""Tables of text as files for spreadsheets, in which no cell can act."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Final

__all__ = ["csv_file", "harmless"]

#: A cell that starts so is a formula to a spreadsheet (OWASP, CSV Injection).
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def csv_file(rows: Iterable[Sequence[object]]) -> bytes:
    """Rows as CSV (RFC 4180) in UTF-8 with a byte order mark, for Excel; texts are made `harmless`."""
    file = io.StringIO(newline="")
    table = csv.writer(file)
    for row in rows:
        table.writerow([harmless(cell) if isinstance(cell, str) else cell for cell in row])
    return b"\xef\xbb\xbf" + file.getvalue().encode()


def harmless(text: str) -> str:
    """Text that a spreadsheet shows and does not run: an apostrophe before what looks like a formula."""
    return "'" + text if text.startswith(_FORMULA) else text
