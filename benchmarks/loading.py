"""How fast plans are loaded, and how much memory that takes: ``python -m benchmarks.loading 200 1000``.

For each number a corpus is written, then loaded by the command line in processes of its own. Printed
are documents a minute by the clock and by processor time (what this machine would do if its cores were
never idle; of all processes, those that read included), and the largest resident memory of the loading process.
Linux only: processes that outlive their parent are waited for here.

``python -m benchmarks.loading --reading`` prints instead what the reading of a plan takes, in milliseconds of
processor time: its facts, and the lines of its graph with their digest and counts. Of each plan the least of
several turns counts, so that other work on the machine disturbs little.
"""

from __future__ import annotations

import argparse
import ctypes
import os
import shutil
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.corpus import write_corpus

__all__ = ["main", "measure", "reading"]

_SECONDS_A_MINUTE = 60
#: Plans read before and while it is measured what one takes, and how often each.
_WARM, _READ, _TURNS = 6, 5, 12
#: prctl(2): orphans below this process become its children, so that their processor time is known.
_SET_CHILD_SUBREAPER = 36


def measure(number: int, folder: Path) -> str:
    """A row of the table: load ``number`` plans below ``folder`` and say what that took."""
    corpus, home = folder / "corpus", folder / "home"
    write_corpus(number, corpus)
    if ctypes.CDLL(None, use_errno=True).prctl(_SET_CHILD_SUBREAPER, 1, 0, 0, 0) != 0:
        raise OSError(ctypes.get_errno(), "cannot wait for the processes of the load")
    command = [sys.executable, "-m", "policygraph", "load", str(corpus), "--home", str(home)]
    started = time.monotonic()
    child = os.posix_spawn(
        command[0],
        command,
        os.environ,
        file_actions=[(os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0)],
    )
    _, status, usage = os.wait4(child, 0)
    seconds = time.monotonic() - started
    if os.waitstatus_to_exitcode(status) != 0:
        raise RuntimeError(f"the load of {number} plans failed")
    used = usage.ru_utime + usage.ru_stime + _of_orphans()
    size = sum(file.stat().st_size for file in (home / "store").rglob("*") if file.is_file())
    cores = os.cpu_count() or 1
    return (
        f"| {number:,} | {number / seconds * _SECONDS_A_MINUTE:,.0f} | {seconds:,.1f} | {used:,.1f} |"
        f" {number / used * cores * _SECONDS_A_MINUTE:,.0f} | {usage.ru_maxrss / 1024:,.0f} |"
        f" {size / 1e6:,.0f} |"
    )


def reading(folder: Path) -> str:
    """What the facts and the lines of a plan take, in milliseconds of processor time: the mean of several plans."""
    from graph.rdf import document_content
    from loaders.extract import extract
    from loaders.reading import read

    write_corpus(_WARM + _READ, folder)
    files = sorted(folder.iterdir())
    for file in files[:_WARM]:  # tables and words that all plans share
        document_content(extract(read(file)))
    facts, lines = 0.0, 0.0
    for file in files[_WARM:]:
        turns: list[tuple[float, float]] = []
        for _ in range(_TURNS):
            started = time.process_time()
            found = extract(read(file))
            extracted = time.process_time()
            document_content(found)
            turns.append((extracted - started, time.process_time() - extracted))
        facts += min(turn[0] for turn in turns)
        lines += min(turn[1] for turn in turns)
    return f"facts {facts / _READ * 1000:.1f} ms, lines {lines / _READ * 1000:.1f} ms"


def _of_orphans() -> float:
    """Processor seconds of what the load left behind: the server that forks readers ends after its parent."""
    used = 0.0
    while True:
        try:
            _, _, usage = os.wait4(-1, 0)
        except ChildProcessError:
            return used
        used += usage.ru_utime + usage.ru_stime


def main() -> None:
    """Measure the numbers of the command line."""
    parser = argparse.ArgumentParser(description=__doc__, prog="python -m benchmarks.loading")
    parser.add_argument("numbers", type=int, nargs="*", help="how many plans, for each measurement")
    parser.add_argument("--reading", action="store_true", help="what the reading of one plan takes")
    options = parser.parse_args()
    if options.reading:
        with tempfile.TemporaryDirectory(prefix="policygraph-") as name:
            print(reading(Path(name)))
        return
    print("| plans | a minute | seconds | CPU seconds | a minute by CPU | peak MB | store MB |")
    print("|---|---|---|---|---|---|---|")
    for number in options.numbers:
        folder = Path(tempfile.mkdtemp(prefix="policygraph-"))
        try:
            print(measure(number, folder), flush=True)
        finally:
            shutil.rmtree(folder)


if __name__ == "__main__":
    main()
