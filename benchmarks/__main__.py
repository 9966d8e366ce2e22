"""Ours beside its peers: ``python -m benchmarks 5 2000`` (what `make bench` runs); see docs/performance.md.

For each number of plans the data are made, every store loads them, is asked the same questions in turns, and
docs/performance.md gets the table. 5 stands for the plans of the corpus, any other number for generated ones.
"""

from __future__ import annotations

import argparse
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Final

from benchmarks.measuring import Plan, measure
from benchmarks.peers import PEERS, Data, Oxigraph
from benchmarks.quads import write_graphs
from benchmarks.report import replaced, section
from benchmarks.workload import parameters

__all__ = ["main"]

_ROOT: Final = Path(__file__).parents[1]
_REAL: Final = 5
_GRAPH: Final = re.compile(r" <[^<>\s]*> \.$")
#: Plans up to which a peer can be expected to answer at all.
_UP_TO: Final = {"rdflib": 200}


def main() -> None:
    """Measure and write the sections."""
    parser = argparse.ArgumentParser(
        description=__doc__, prog="python -m benchmarks", formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "plans", type=int, nargs="*", default=[5, 2000], help="how many plans, for each table"
    )
    parser.add_argument("--peers", default=",".join(PEERS), help="which stores (default: %(default)s)")
    parser.add_argument("--starts", type=int, default=2, help="starts of each store for cold questions")
    parser.add_argument("--patience", type=int, default=60, help="seconds that an answer may take")
    parser.add_argument("--report", type=Path, default=_ROOT / "docs" / "performance.md")
    options = parser.parse_args()
    chosen = options.peers.split(",")
    unknown = set(chosen) - set(PEERS)
    if unknown:
        parser.error(f"no store is called {', '.join(sorted(unknown))}: there are {', '.join(PEERS)}")
    for number in options.plans:
        folder = Path(tempfile.mkdtemp(prefix="policygraph-bench-"))
        try:
            text = _one(number, chosen, folder, Plan(starts=options.starts, patience=options.patience))
        finally:
            shutil.rmtree(folder)
        report = options.report.read_text(encoding="utf-8") if options.report.exists() else ""
        options.report.write_text(replaced(report, str(number), text), encoding="utf-8")
        sys.stdout.write(text)


def _one(number: int, chosen: list[str], folder: Path, plan: Plan) -> str:
    data = _data(number, folder)
    statements = sum(1 for path in data.files for _ in path.open("rb"))
    peers = {name: PEERS[name]() for name in chosen if number <= _UP_TO.get(name, number)}
    results = measure(peers, data, parameters(data.files), folder, plan)
    results.missing.update(
        {name: f"not asked of more than {_UP_TO[name]} plans" for name in chosen if name not in peers}
    )
    bare = None
    if "oxigraph" in results.loads:
        bare = Oxigraph().load_files([str(path) for path in data.files], folder / "bare").processor
    title = "The five plans" if number == _REAL else f"{number:,} generated plans"
    return section(title, statements, results, bare)


def _data(number: int, folder: Path) -> Data:
    data = Data(folder / "data", folder / "union")
    if number == _REAL:
        data.folder.mkdir()
        command = [str(Path(sys.executable).with_name("policygraph")), "extract", "-o"]
        command += [str(data.folder / "plans.nq"), *map(str, sorted((_ROOT / "corpus").glob("*.txt")))]
        subprocess.run(command, check=True, capture_output=True)  # noqa: S603
    else:
        write_graphs(number, data.folder)
    data.union.mkdir()
    for path in data.files:
        target = data.union / f"{path.stem}.nt"
        with path.open(encoding="utf-8") as source, target.open("w", encoding="utf-8") as out:
            out.writelines(_GRAPH.sub(" .", line) for line in source)
    return data


if __name__ == "__main__":
    main()
