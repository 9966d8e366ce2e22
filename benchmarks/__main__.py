"""Ours beside its peers: ``python -m benchmarks 5 2000`` (what `make bench` runs); see docs/performance.md.

For each number of plans the data are made, every store loads them, is asked the same questions in turns, and
docs/performance.md gets the table. 5 stands for the plans of the corpus, any other number for generated ones.
What it does is printed with the time.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import tempfile
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path
from typing import Final

from benchmarks.measuring import Plan, measure
from benchmarks.peers import PEERS, Data, Oxigraph
from benchmarks.quads import write_graphs
from benchmarks.report import replaced, section
from benchmarks.running import tell
from benchmarks.workload import parameters

__all__ = ["main"]

_ROOT: Final = Path(__file__).parents[1]
_REAL: Final = 5
#: Plans up to which what takes long is done more than once.
_SMALL: Final = 2000
#: Plans up to which a peer can be expected to answer at all, or tells anything.
_UP_TO: Final = {"rdflib": 200, "bare": 200}


def main() -> None:
    """Measure and write the sections."""
    parser = argparse.ArgumentParser(
        description=__doc__, prog="python -m benchmarks", formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "plans", type=int, nargs="*", default=[5, 2000], help="how many plans, for each table"
    )
    parser.add_argument("--peers", default=",".join(PEERS), help="which stores (default: %(default)s)")
    parser.add_argument(
        "--starts", type=int, help="starts of each store for cold questions (default: 5, of many plans 2)"
    )
    parser.add_argument(
        "--patience", type=int, default=60, help="seconds that an answer may take (default: %(default)s)"
    )
    parser.add_argument(
        "--minutes",
        type=float,
        default=25,
        help="for each number of plans; what has not begun by then is named and left out (default: %(default)s)",
    )
    parser.add_argument("--report", type=Path, default=_ROOT / "docs" / "performance.md")
    options = parser.parse_args()
    chosen = options.peers.split(",")
    unknown = set(chosen) - set(PEERS)
    if unknown:
        parser.error(f"no store is called {', '.join(sorted(unknown))}: there are {', '.join(PEERS)}")
    for number in options.plans:
        folder = Path(tempfile.mkdtemp(prefix="policygraph-bench-"))
        starts = options.starts or (5 if number <= _SMALL else 2)
        try:
            plan = Plan(starts=starts, patience=options.patience, minutes=options.minutes)
            text = _one(number, chosen, folder, plan)
        finally:
            shutil.rmtree(folder)
        report = options.report.read_text(encoding="utf-8") if options.report.exists() else ""
        options.report.write_text(replaced(report, str(number), text), encoding="utf-8")
        sys.stdout.write(text)


def _one(number: int, chosen: list[str], folder: Path, plan: Plan) -> str:
    tell(f"writing {number:,} plans into {folder}")
    data, statements = _data(number, folder)
    known = parameters(data.files)
    tell(f"{statements:,} statements")
    peers = {name: PEERS[name]() for name in chosen if number <= _UP_TO.get(name, number)}
    results = measure(peers, data, known, folder, plan)
    results.missing.update(
        {name: f"not asked of more than {_UP_TO[name]} plans" for name in chosen if name not in peers}
    )
    bare = None
    if "oxigraph" in results.loads and number <= _SMALL:
        tell("loading the named graphs alone into oxigraph")
        bare = Oxigraph().load_files([str(path) for path in data.files], folder / "bare").processor
    title = "The five plans" if number == _REAL else f"{number:,} generated plans"
    return section(title, statements, results, bare)


def _data(number: int, folder: Path) -> tuple[Data, int]:
    """The files, and how many statements they hold."""
    data = Data(folder / "data", folder / "union")
    if number == _REAL:
        data.folder.mkdir()
        command = [str(Path(sys.executable).with_name("policygraph")), "extract", "-o"]
        command += [str(data.folder / "plans.nq"), *map(str, sorted((_ROOT / "corpus").glob("*.txt")))]
        subprocess.run(command, check=True, capture_output=True)  # noqa: S603
    else:
        write_graphs(number, data.folder)
    data.union.mkdir()
    with ProcessPoolExecutor() as pool:
        return data, sum(pool.map(partial(_without_graphs, data.union), data.files))


def _without_graphs(folder: Path, path: Path) -> int:
    """Write the statements of N-Quads as N-Triples into a folder, and count them."""
    count = 0
    with (
        path.open(encoding="utf-8") as source,
        (folder / f"{path.stem}.nt").open("w", encoding="utf-8") as out,
    ):
        for line in source:
            out.write(f"{line.rpartition(' <')[0]} .\n")
            count += 1
    return count


if __name__ == "__main__":
    main()
