"""Half an hour of everything at once: ``python -m benchmarks.soak --minutes 30`` (what `make soak` runs).

The service runs over the corpus and a hundred generated plans while readers follow links and ask queries,
exports are drawn, clients vanish in the middle of questions and answers, and a loader publishes revisions.
It fails when an answer has another status than was asked for or is cut short, when a load fails, when memory or
descriptors of a process grow over the second half of ten minutes or more, or when there are too many processes
(`benchmarks.level`); and writes a section of docs/reliability.md.
"""

from __future__ import annotations

import argparse
import datetime as dt
import http.client
import os
import platform
import re
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Final
from urllib.parse import quote

from api.settings import Settings
from benchmarks import level
from benchmarks.corpus import plan
from benchmarks.level import Sample, courses, growing, sample
from benchmarks.measuring import percentile
from benchmarks.processes import free_port, listening
from benchmarks.quads import cities, plan_statements, write_graphs
from benchmarks.report import replaced
from benchmarks.workload import QUERIES, Parameters, parameters

__all__ = ["describe_levels", "main"]

_ROOT: Final = Path(__file__).parents[1]
_POLICYGRAPH: Final = str(Path(sys.executable).with_name("policygraph"))
_READERS: Final = 3
_PATIENCE: Final = 180.0
_BETWEEN_LOADS: Final = 15.0
_SAMPLE_SECONDS: Final = 2.0
_BROWSER: Final = "text/html, application/json;q=0.9, */*;q=0.8"
_LINK: Final = re.compile(r'href="(/[^"#]*)"')
#: What is asked wrong on purpose, and the status that it must get.
_WRONG: Final = (
    ("/sparql?query=" + quote("SELECT ?s WHERE {"), 400),
    ("/sparql?query=" + quote("SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }"), 400),
    ("/plans/no-such-plan", 404),
    ("/api/plans/no-such-plan", 404),
    ("/doc/measure/none/1", 404),
)
#: What is made anew for each revision, and says "come back in some seconds" until it is.
_LATER: Final = 503
_MADE: Final = ("/search", "/dump")
#: How many processes there may be of a kind; the index of searches is made by one.
_PROCESSES: Final = {level.SERVICE: 1, level.QUERIES: Settings().query_workers, level.OTHERS: 1}
#: Fewer answers than this have no p99.
_MANY: Final = 100


@dataclass(slots=True)
class _Seen:
    """What the clients have seen so far."""

    times: dict[str, list[float]] = field(default_factory=dict)
    wrong: list[str] = field(default_factory=list)
    vanished: int = 0
    revisions: int = 0
    #: Who was asked to come back when the index or the dump of the newest revision is made.
    later: int = 0
    samples: list[Sample] = field(default_factory=list)


class _Soak:
    """The clients of one run, which share what they have seen and when to end."""

    def __init__(self, port: int, known: Parameters, folder: Path, seed: int) -> None:
        self._port, self._known, self._folder, self._seed = port, known, folder, seed
        self._end = threading.Event()
        self._lock = threading.Lock()
        self._links: list[str] = []
        self.seen = _Seen()

    def run(self, process: int, seconds: float) -> None:
        self._links = self._pages()
        works: list[Callable[[Random], None]] = [self._read] * _READERS
        works += [self._export, self._vanish, self._load]
        threads = [
            threading.Thread(target=self._repeat, args=(work, Random(self._seed + number)))  # noqa: S311
            for number, work in enumerate(works)
        ]
        for thread in threads:
            thread.start()
        began = time.monotonic()
        try:
            while (now := time.monotonic() - began) < seconds:
                self.seen.samples.append(sample(process, now))
                time.sleep(_SAMPLE_SECONDS)
        finally:
            self._end.set()
            for thread in threads:
                thread.join()

    def _repeat(self, work: Callable[[Random], None], random: Random) -> None:
        while not self._end.is_set():
            try:
                work(random)
            except (OSError, http.client.HTTPException) as error:
                self._note_wrong(f"{work.__name__.strip('_')}: {type(error).__name__}: {error}")

    def _pages(self) -> list[str]:
        """Links of the first pages, without files."""
        found: dict[str, None] = {}
        for path in ("/", "/plans", "/departments", "/measures", "/targets", "/projects"):
            _, body = self._get(path)
            found.update(dict.fromkeys(_LINK.findall(body.decode())))
        pages = [link.replace("&amp;", "&") for link in found]
        return [
            link for link in pages if not link.startswith(("/static", "/dump")) and "revision" not in link
        ]

    def _read(self, random: Random) -> None:
        kind = random.random()
        if kind < 0.45:
            self._timed("pages", random.choice(self._links))
        elif kind < 0.75:
            question = random.choice(QUERIES)
            mark = str(random.random()) if random.random() < 0.5 else ""
            text = question.text(self._known, random.randrange(40), mark)
            if len(text) < 4000:
                self._timed("queries", "/sparql?query=" + quote(text))
        elif kind < 0.85:
            words = random.choice(["电子商务", "物流", "商务局", "常州 园区", "人才"])
            self._timed("search", "/search?q=" + quote(words))
        elif kind < 0.95:
            self._timed(
                "data", random.choice(["/api/measures", "/api/organisations", "/dataset", "/metrics"])
            )
        else:
            path, status = random.choice(_WRONG)
            self._timed("wrong on purpose", path, status)

    def _export(self, random: Random) -> None:
        triples = "CONSTRUCT { ?s ?p ?o } WHERE { ?s pg:inPlan ?plan ; ?p ?o }"
        prefix = "PREFIX pg: <https://w3id.org/policygraph/ontology#> "
        path = random.choice(
            [
                "/dump.nq.gz",
                "/sparql?query=" + quote(prefix + triples + f" # {random.random()}"),
                "/data?graph=" + quote("https://w3id.org/policygraph/graph/changzhou-2014"),
            ]
        )
        self._timed("exports", path)
        self._end.wait(1.0)

    def _vanish(self, random: Random) -> None:
        """Leave after a moment: before the answer, or after its first bytes."""
        query = quote(QUERIES[random.choice([4, 5, 8])].text(self._known, 1, str(random.random())))
        path = random.choice([f"/sparql?query={query}", "/dump.nq.gz", "/measures", "/matrix"])
        with socket.create_connection(("127.0.0.1", self._port), timeout=_PATIENCE) as connection:
            connection.sendall(f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".encode())
            if random.random() < 0.5:
                connection.recv(1024)
            self._end.wait(random.random() / 5)
        with self._lock:
            self.seen.vanished += 1
        self._end.wait(0.2)

    def _load(self, random: Random) -> None:
        """Publish a revision: another content for a graph, or another text of a document."""
        if random.random() < 0.7:
            path = self._folder / "soak.nq"
            iri, statements = plan_statements(cities()[0], 90_000, random)
            path.write_text("".join(f"{line} <{iri}> .\n" for line in statements), encoding="utf-8")
        else:
            path = self._folder / "soak-city.txt"
            path.write_text(plan("常州市", 9, random), encoding="utf-8")
        command = [_POLICYGRAPH, "load", str(path), "--home", str(self._folder / "home")]
        began = time.monotonic()
        done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603
        with self._lock:
            self.seen.times.setdefault("loads", []).append(time.monotonic() - began)
            self.seen.revisions += done.returncode == 0
        if done.returncode:
            self._note_wrong(f"load: exit {done.returncode}: {done.stderr[-300:]}")
        self._end.wait(_BETWEEN_LOADS)

    def _timed(self, kind: str, path: str, expected: int = 200) -> None:
        began = time.monotonic()
        status, body = self._get(path)
        took = time.monotonic() - began
        with self._lock:
            self.seen.times.setdefault(kind, []).append(took)
        if status == _LATER and path.startswith(_MADE):
            with self._lock:
                self.seen.later += 1
        elif status != expected:
            self._note_wrong(f"{path[:200]}: status {status} for {expected}: {body[:200]!r}")

    def _get(self, path: str) -> tuple[int, bytes]:
        """Status and whole body; `http.client.IncompleteRead` when it is cut short. Redirects are followed."""
        connection = http.client.HTTPConnection("127.0.0.1", self._port, timeout=_PATIENCE)
        try:
            program = path.startswith(("/sparql", "/data", "/dump", "/api", "/metrics"))
            connection.request("GET", path, headers={"Accept": "*/*" if program else _BROWSER})
            response = connection.getresponse()
            body = response.read()
            if response.status in (303, 302, 307):
                target = response.headers["Location"]
                return self._get(re.sub(r"^https?://[^/]+", "", target))
            return response.status, body
        finally:
            connection.close()

    def _note_wrong(self, words: str) -> None:
        with self._lock:
            self.seen.wrong.append(words)
        sys.stderr.write(f"{time.strftime('%H:%M:%S')} {words}\n")


def main() -> None:
    """Run, write the section, and exit with 1 when something was wrong."""
    parser = argparse.ArgumentParser(
        description=__doc__,
        prog="python -m benchmarks.soak",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--minutes", type=float, default=30.0)
    parser.add_argument("--seed", type=int, default=2014)
    parser.add_argument("--report", type=Path, default=_ROOT / "docs" / "reliability.md")
    options = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="policygraph-soak-"))
    try:
        seen = _soak(folder, options.minutes * 60, options.seed)
    finally:
        shutil.rmtree(folder)
    faults = [*seen.wrong, *growing(seen.samples, _PROCESSES)]
    text = _section(seen, options.minutes, faults)
    report = options.report.read_text(encoding="utf-8") if options.report.exists() else "# Reliability\n"
    options.report.write_text(replaced(report, "soak", text), encoding="utf-8")
    sys.stdout.write(text)
    sys.exit(1 if faults else 0)


def _soak(folder: Path, seconds: float, seed: int) -> _Seen:
    write_graphs(100, folder / "graphs")
    home, port, log = folder / "home", free_port(), folder / "service.log"
    paths = [str(_ROOT / "corpus"), str(folder / "graphs")]
    subprocess.run(  # noqa: S603
        [_POLICYGRAPH, "load", *paths, "--home", str(home)], check=True, capture_output=True
    )
    known = parameters(sorted((folder / "graphs").glob("*.nq")))
    command = [_POLICYGRAPH, "serve", "--home", str(home), "--port", str(port)]
    # A full queue is an answer too, but not one that is asked for here.
    environment = {"POLICYGRAPH_QUERY_SECONDS": str(_PATIENCE), "POLICYGRAPH_QUERY_WAIT": str(_PATIENCE)}
    with listening(command, port, log, environment) as process:
        soak = _Soak(port, known, folder, seed)
        soak.run(process.pid, seconds)
        if process.poll() is not None:
            soak.seen.wrong.append(f"the service ended: {log.read_text(encoding='utf-8')[-1000:]}")
    return soak.seen


def _section(seen: _Seen, minutes: float, faults: list[str]) -> str:
    lines = [
        "## Soak",
        "",
        f"`make soak MINUTES={minutes:g}`, {dt.datetime.now(dt.UTC):%Y-%m-%d}, {os.cpu_count()} cores, Python"
        f" {platform.python_version()}, load of the machine at the end {os.getloadavg()[1]:.1f}: {_READERS} readers,"
        f" exports, {seen.vanished:,} clients that vanished, {seen.revisions:,} revisions published by loads beside"
        " the service, over the five plans and a hundred generated ones.",
        "",
        "| what | number | median ms | p99 ms | longest ms |",
        "|---|---|---|---|---|",
    ]
    for kind, times in sorted(seen.times.items()):
        high = f"{percentile(times, 0.99) * 1e3:,.0f}" if len(times) >= _MANY else "–"
        middle, longest = statistics.median(times) * 1e3, max(times) * 1e3
        lines.append(f"| {kind} | {len(times):,} | {middle:,.0f} | {high} | {longest:,.0f} |")
    lines += [
        "",
        "Searches and dumps asked to come back because the index or file of a new revision was being made:"
        f" {seen.later:,}.",
        "",
        *describe_levels(seen.samples),
    ]
    if faults:
        lines += ["Wrong:", "", *(f"- {words}" for words in faults[:20]), ""]
    else:
        lines += ["No answer had another status than was asked for, none was cut short, no load failed.", ""]
    return "\n".join(lines)


def describe_levels(samples: Sequence[Sample]) -> list[str]:
    """A table of memory and descriptors by kind of process."""
    lines = [
        f"Memory (what processes share counted once) and descriptors of all processes of a kind, {len(samples):,}"
        " samples; the slope is the median of those between all pairs of samples of the second half. What grows is"
        " judged for each process:",
        "",
        "| processes | most at once | MB, second quarter | last quarter | highest | MB a minute, second half |"
        " descriptors, second quarter | last quarter | highest |",
        "|---|---|---|---|---|---|---|---|---|",
    ]
    for kind, (memory, descriptors) in courses(samples).items():
        most = max(sum(kind in (reading.kind, "all") for reading in one.readings) for one in samples)
        sizes = " | ".join(f"{value / 1e6:,.0f}" for value in (memory.before, memory.after, memory.highest))
        counts = " | ".join(
            f"{value:,.0f}" for value in (descriptors.before, descriptors.after, descriptors.highest)
        )
        lines.append(f"| {kind} | {most} | {sizes} | {memory.slope / 1e6:+,.2f} | {counts} |")
    return [*lines, ""]


if __name__ == "__main__":
    main()
