"""The stores that are measured side by side, ours among them: loaded by their own means, served on loopback.

A peer that is not installed, or cannot be had, says why (`Peer.missing`); nothing is measured then and the
report names it. Where a peer may choose, its default graph is the union of the named graphs, as ours is.
"""

from __future__ import annotations

import hashlib
import shlex
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, Protocol

from benchmarks import virtuoso
from benchmarks.processes import Cost, free_port, listening, processor_seconds, resident, run

__all__ = ["PEERS", "Data", "Peer", "Server"]

_BIN: Final = Path(sys.executable).parent
#: Peers that are no part of the environment are kept here: it goes with the environment.
_KEPT: Final = _BIN.parent / "bench"
_FUSEKI: Final = "org.apache.jena:jena-fuseki-server:5.2.0"
_RDFLIB: Final = "rdflib-endpoint[cli]==0.6.3"
_SECRET: Final = "benchmark"  # noqa: S105 of a service on loopback that ends with the measurement
#: Pages of 8 KiB that Virtuoso holds in memory, 1.3 GiB: all of 14 million statements.
_BUFFERS: Final = 170_000


@dataclass(frozen=True, slots=True)
class Data:
    """What is loaded: N-Quads in ``folder``, and in ``union`` the same statements as N-Triples, without graphs."""

    folder: Path
    union: Path

    @property
    def files(self) -> list[Path]:
        """The N-Quads files in order."""
        return sorted(self.folder.glob("*.nq"))


@dataclass(frozen=True, slots=True)
class Server:
    """A store that runs: its process, addresses for queries and updates, its log, and headers of an update."""

    process: int
    query: str
    update: str
    log: Path
    headers: dict[str, str] = field(default_factory=dict)


class Peer(Protocol):
    """A store that can be measured."""

    name: str

    def missing(self) -> str:
        """Why it cannot be measured here; empty when it can. What it needs may be installed by this."""

    def version(self) -> str:
        """What is measured, with its version."""

    def load(self, data: Data, folder: Path) -> Cost:
        """Load everything into a new store in ``folder``."""

    def serve(self, data: Data, folder: Path, seconds: int) -> AbstractContextManager[Server]:
        """Serve what was loaded; a query may take so many seconds where that can be set."""


class Ours:
    """The whole service over HTTP, as `policygraph serve` starts it, logging each request into a file."""

    name = "policygraph"

    def missing(self) -> str:
        return ""

    def version(self) -> str:
        return _said(_policygraph(), "--version")

    def load(self, data: Data, folder: Path) -> Cost:
        return run(
            [_policygraph(), "load", str(data.folder), "--home", str(folder)], folder.with_suffix(".log")
        )

    @contextmanager
    def serve(self, data: Data, folder: Path, seconds: int) -> Iterator[Server]:
        del data
        port, digest = free_port(), hashlib.sha256(_SECRET.encode()).hexdigest()
        environment = {
            "POLICYGRAPH_TOKENS": f"bench:update,data:{digest}",
            "POLICYGRAPH_QUERY_SECONDS": str(seconds),
            "POLICYGRAPH_QUERY_WAIT": str(seconds),
            "POLICYGRAPH_UPDATE_SECONDS": str(seconds),
        }
        command = [_policygraph(), "serve", "--home", str(folder), "--port", str(port)]
        with listening(command, port, folder.with_suffix(".log"), environment) as process:
            root = f"http://127.0.0.1:{port}"
            secret = {"Authorization": f"Bearer {_SECRET}"}
            yield Server(process.pid, f"{root}/sparql", f"{root}/update", folder.with_suffix(".log"), secret)


class Oxigraph:
    """``oxigraph serve``, the engine that ours embeds; the union is stored as ours stores it.

    Its own union of graphs at query time counts a statement of two graphs twice, so it would not give the
    same answers, and is slower. It runs without ``--timeout-s``: with a limit each query starts a thread that
    sleeps until the limit is over (oxigraph/oxigraph#1874), so 3,000 answers a second and a limit of a minute
    would be 180,000 threads; at some 30,000 the system gives no more and the process ends.
    """

    name = "oxigraph serve"

    def missing(self) -> str:
        return "" if _oxigraph() else "not installed (pip install oxigraph)"

    def version(self) -> str:
        return _said(_oxigraph(), "--version")

    def load(self, data: Data, folder: Path) -> Cost:
        union = map(str, sorted(data.union.glob("*.nt")))
        return self.load_files([*map(str, data.files), *union], folder)

    def load_files(self, files: Sequence[str], folder: Path) -> Cost:
        """Its bulk load of these files, then the merge that it asks for before many are read."""
        log = folder.with_suffix(".log")
        loaded = run([_oxigraph(), "load", "--location", str(folder), "--lenient", "--file", *files], log)
        merged = run([_oxigraph(), "optimize", "--location", str(folder)], log)
        return Cost(
            loaded.seconds + merged.seconds,
            loaded.processor + merged.processor,
            max(loaded.memory, merged.memory),
        )

    @contextmanager
    def serve(self, data: Data, folder: Path, seconds: int) -> Iterator[Server]:
        del data, seconds
        port, log = free_port(), folder.with_suffix(".log")
        with listening(self._command(folder, port), port, log) as process:
            root = f"http://127.0.0.1:{port}"
            yield Server(process.pid, f"{root}/query", f"{root}/update", log)

    def _command(self, folder: Path, port: int) -> list[str]:
        return [_oxigraph(), "serve", "--location", str(folder), "--bind", f"127.0.0.1:{port}"]


class Bare(Oxigraph):
    """The engine behind the least of a server in Python (`benchmarks.bare`): what of our time is Python's."""

    name = "Uvicorn and pyoxigraph alone"

    def version(self) -> str:
        words = "import importlib.metadata as m; print(*(f'{n} {m.version(n)}' for n in ['uvicorn','pyoxigraph']))"
        return _said(sys.executable, "-c", words)

    def _command(self, folder: Path, port: int) -> list[str]:
        return [sys.executable, "-m", "benchmarks.bare", str(folder), str(port)]


class Virtuoso:
    """Virtuoso Open Source, loaded by its bulk loader (``ld_dir``): one, as two left files out (deadlocks)."""

    name = "Virtuoso"

    def missing(self) -> str:
        installed = virtuoso.VIRTUOSO and virtuoso.ISQL
        return "" if installed else "not installed (apt-get install virtuoso-opensource)"

    def version(self) -> str:
        words = _said(str(virtuoso.VIRTUOSO), "-?")
        return next((line.strip() for line in words.splitlines() if "Version" in line), "Virtuoso")

    def load(self, data: Data, folder: Path) -> Cost:
        folder.mkdir()
        log = folder.with_suffix(".log")
        with self._running(data, folder, 600) as (process, _, sql):
            for right in virtuoso.ANYBODY_UPDATES:
                virtuoso.run_sql(sql, right)
            virtuoso.run_sql(sql, f"ld_dir('{data.folder}', '*.nq', 'urn:none');")
            loader = shlex.join(virtuoso.sql_command(sql, "rdf_loader_run();"))
            last = shlex.join(virtuoso.sql_command(sql, "checkpoint;"))
            before = processor_seconds(process)
            cost = run(["sh", "-c", f"{loader}; {last}"], log)
            used = processor_seconds(process) - before
            if "*** Error" in (said := log.read_text(encoding="utf-8", errors="replace")):
                raise RuntimeError(f"the load failed: {said[-500:]}")
            if missing := virtuoso.not_loaded(sql):
                raise RuntimeError(f"the load failed: {missing} files were not loaded")
            return Cost(cost.seconds, cost.processor + used, resident(process))

    @contextmanager
    def serve(self, data: Data, folder: Path, seconds: int) -> Iterator[Server]:
        with self._running(data, folder, seconds) as (process, http, _):
            address = f"http://127.0.0.1:{http}/sparql"
            yield Server(process, address, address, folder.with_suffix(".log"))

    @contextmanager
    def _running(self, data: Data, folder: Path, seconds: int) -> Iterator[tuple[int, int, int]]:
        """Process, port of HTTP, port of SQL."""
        http, sql = free_port(), free_port()
        ini = virtuoso.configuration(
            folder, http, sql, data=data.folder, buffers=_BUFFERS, clients=40, seconds=seconds
        )
        command = [str(virtuoso.VIRTUOSO), "+configfile", str(ini), "+foreground"]
        with listening(command, http, folder.with_suffix(".log")) as process:
            yield process.pid, http, sql


class RdflibEndpoint:
    """rdflib-endpoint over a store in memory: it loads when it starts, so its load is its start."""

    name = "rdflib-endpoint"
    _python = _KEPT / "rdflib" / "bin" / "python"

    def missing(self) -> str:
        if self._python.with_name("rdflib-endpoint").exists():
            return ""
        return _tried(
            [sys.executable, "-m", "venv", str(_KEPT / "rdflib")],
            [str(self._python), "-m", "pip", "install", "--quiet", _RDFLIB],
        )

    def version(self) -> str:
        words = "import importlib.metadata as m; print(*(f'{n} {m.version(n)}' for n in ['rdflib-endpoint','rdflib']))"
        return _said(str(self._python), "-c", words)

    def load(self, data: Data, folder: Path) -> Cost:
        began = time.monotonic()
        with self.serve(data, folder, 0) as server:
            seconds = time.monotonic() - began
            return Cost(seconds, processor_seconds(server.process), resident(server.process))

    @contextmanager
    def serve(self, data: Data, folder: Path, seconds: int) -> Iterator[Server]:
        del seconds
        port = free_port()
        command = [str(self._python.with_name("rdflib-endpoint")), "serve", "--host", "127.0.0.1"]
        command += ["--port", str(port), "--enable-update", *map(str, data.files)]
        with listening(command, port, folder.with_suffix(".log")) as process:
            root = f"http://127.0.0.1:{port}/"
            yield Server(process.pid, root, root, folder.with_suffix(".log"))


class Fuseki:
    """Apache Jena Fuseki over TDB2, loaded by ``tdb2.tdbloader``, with the union as default graph."""

    name = "Fuseki (TDB2)"
    _jar = _KEPT / "fuseki" / f"{_FUSEKI.split(':')[1]}-{_FUSEKI.split(':')[2]}.jar"

    def missing(self) -> str:
        if not shutil.which("java"):
            return "Java is not installed"
        if self._jar.exists():
            return ""
        if not shutil.which("mvn"):
            return "not here, and Maven is not installed"
        copy = ["mvn", "-q", "-B", "dependency:copy", f"-Dartifact={_FUSEKI}"]
        return _tried([*copy, f"-DoutputDirectory={self._jar.parent}"])

    def version(self) -> str:
        return _said("java", "-jar", str(self._jar), "--version")

    def load(self, data: Data, folder: Path) -> Cost:
        command = ["java", "-cp", str(self._jar), "tdb2.tdbloader", f"--loc={folder}"]
        return run([*command, *map(str, data.files)], folder.with_suffix(".log"))

    @contextmanager
    def serve(self, data: Data, folder: Path, seconds: int) -> Iterator[Server]:
        del data
        port = free_port()
        command = ["java", "-jar", str(self._jar), "--localhost", f"--port={port}", "--update"]
        command += ["--set", "tdb2:unionDefaultGraph=true", f"--timeout={seconds * 1000}", "--tdb2"]
        with listening([*command, f"--loc={folder}", "/ds"], port, folder.with_suffix(".log")) as process:
            root = f"http://127.0.0.1:{port}/ds"
            yield Server(process.pid, f"{root}/query", f"{root}/update", folder.with_suffix(".log"))


#: All of them, by the name that the command knows them by; ours first.
PEERS: Final[dict[str, Callable[[], Peer]]] = {
    "ours": Ours,
    "oxigraph": Oxigraph,
    "bare": Bare,
    "virtuoso": Virtuoso,
    "rdflib": RdflibEndpoint,
    "fuseki": Fuseki,
}


def _policygraph() -> str:
    return str(_BIN / "policygraph")


def _oxigraph() -> str:
    beside = _BIN / "oxigraph"
    return str(beside) if beside.exists() else shutil.which("oxigraph") or ""


def _said(*command: str) -> str:
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=300)  # noqa: S603
    return (done.stdout or done.stderr).strip()


def _tried(*commands: Sequence[str]) -> str:
    """Run commands that install something; the last line of the one that fails."""
    for command in commands:
        try:
            done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=300)  # noqa: S603
        except (OSError, subprocess.TimeoutExpired) as error:
            return f"could not be installed ({error})"
        if done.returncode:
            lines = (done.stdout + done.stderr).strip().splitlines()
            return f"could not be installed ({lines[-1] if lines else done.returncode})"
    return ""
