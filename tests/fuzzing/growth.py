"""Time and memory of the normaliser, the outline and the whole extraction for texts of several sizes."""

from __future__ import annotations

import multiprocessing
import resource
import time
from typing import Final

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
_MIB: Final = 1 << 20


def measure() -> None:
    """Print a table; each row is measured in a process of its own, so that its peak of memory is its own."""
    print(
        "| what | text | MiB | characters | processor seconds | peak memory, MiB |\n|---|---|---|---|---|---|",
        flush=True,
    )
    for what, shapes, sizes in (("normaliser and outline", _SHAPES, _SIZES), ("extraction", _WHOLE, (1, 5))):
        for shape in shapes:
            for size in sizes:
                with multiprocessing.get_context("spawn").Pool(1) as pool:
                    characters, seconds, peak = pool.apply(_one, (what, shape, size))
                print(
                    f"| {what} | {shape} | {size} | {characters:,} | {seconds:.1f} | {peak:,.0f} |",
                    flush=True,
                )


def _one(what: str, shape: str, size: int) -> tuple[int, float, float]:
    data = SHAPES[shape](size * _MIB)[: size * _MIB].encode("utf-8", "replace")[: size * _MIB]
    data = data.decode("utf-8", "ignore").replace("\0", "").encode()  # a file with zero bytes is no text
    text = read_bytes(data, "a.txt").text
    extract(raw(SHAPES["plan"](3000)))  # lexicons are read once
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    start = time.process_time()
    if what == "extraction":
        extract(raw(text))
    else:
        outline(normalise(text).text)
    seconds = time.process_time() - start
    return len(text), seconds, max(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, before) / 1024
