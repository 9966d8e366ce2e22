"""Time and memory of the normaliser, the outline and the whole extraction for texts of several sizes."""

from __future__ import annotations

import multiprocessing
import resource
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final, TypeVar

from loaders.extract import extract
from loaders.normalise import normalise
from loaders.outline import outline
from loaders.reading import read_bytes
from tests.fuzzing.documents import raw
from tests.fuzzing.texts import SHAPES

__all__ = ["measure"]

#: Sizes of files in UTF-8, in MiB; 50 is the limit of a load.
_SIZES: Final = (1, 5, 25, 50)
_SHAPES: Final = (
    "plan",
    "plan in one line",
    "headings",
    "any code points",
    "brackets of all kinds",
    "blanks",
    "numbered lines",
)
_WHOLE: Final = ("plan", "plan in one line", "duties")
_WHOLE_SIZES: Final = (1, 5)
_MIB: Final = 1 << 20

_T = TypeVar("_T")


def measure() -> None:
    """Print a table; each text is made in one process and read in another, so that the peak of memory is the reader's."""
    print(
        "| what | text | MiB | characters | processor seconds | peak memory, MiB |\n|---|---|---|---|---|---|",
        flush=True,
    )
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "text.txt"
        for what, shapes, sizes in (
            ("normaliser and outline", _SHAPES, _SIZES),
            ("extraction", _WHOLE, _WHOLE_SIZES),
        ):
            for shape in shapes:
                for size in sizes:
                    _apart(_make, path, shape, size)
                    characters, seconds, peak = _apart(_read, path, what)
                    print(
                        f"| {what} | {shape} | {size} | {characters:,} | {seconds:.1f} | {peak:,.0f} |",
                        flush=True,
                    )


def _apart(call: Callable[..., _T], *given: object) -> _T:
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        return pool.apply(call, given)


def _make(path: Path, shape: str, size: int) -> None:
    data = SHAPES[shape](size * _MIB)[: size * _MIB].encode("utf-8", "replace")[: size * _MIB]
    # A file with zero bytes is no text.
    path.write_bytes(data.decode("utf-8", "ignore").replace("\0", "").encode())


def _read(path: Path, what: str) -> tuple[int, float, float]:
    text = read_bytes(path.read_bytes(), "a.txt").text
    extract(raw(SHAPES["plan"](3000)))  # lexicons are read once
    start = time.process_time()
    if what == "extraction":
        extract(raw(text))
    else:
        outline(normalise(text).text)
    seconds = time.process_time() - start
    return len(text), seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
