"""Real SPARQL servers for tests: started on loopback in a folder of their own, and ended by process id.

Nothing is installed here: `.ci/run` installs Virtuoso, pip installs Oxigraph.
"""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from benchmarks import virtuoso as configured
from tests.ports import free_port
from tests.timing import PATIENCE

__all__ = ["OXIGRAPH", "VIRTUOSO", "RemoteServer", "oxigraph", "virtuoso"]

_BESIDE: Final = Path(sys.executable).with_name("oxigraph")
#: The binaries, None where a server is not installed.
OXIGRAPH: Final = str(_BESIDE) if _BESIDE.exists() else shutil.which("oxigraph")
VIRTUOSO: Final = configured.VIRTUOSO
_START_SECONDS: Final = PATIENCE

#: By the SPARQL protocol dba too may write only graphs that the default rights allow to be written.
_RIGHTS: Final = ("DB.DBA.RDF_DEFAULT_USER_PERMS_SET('nobody', 7);",)


@dataclass(frozen=True, slots=True)
class RemoteServer:
    """A running server: its addresses, who may write, and the process."""

    query: str
    update: str
    data: str
    login: str
    process: subprocess.Popen[bytes]

    def kill(self) -> None:
        """End it without a farewell."""
        self.process.kill()
        self.process.wait()


@contextmanager
def oxigraph(folder: Path, *flags: str) -> Iterator[RemoteServer]:
    """``oxigraph serve`` over a database in ``folder``."""
    port = free_port()
    command = [str(OXIGRAPH), "serve", "--location", str(folder / "data"), "--bind", f"127.0.0.1:{port}"]
    with _running([*command, *flags], folder, port) as process:
        root = f"http://127.0.0.1:{port}"
        yield RemoteServer(f"{root}/query", f"{root}/update", f"{root}/store", "", process)


@contextmanager
def virtuoso(folder: Path, rows: int = 1_000_000, rights: Sequence[str] = _RIGHTS) -> Iterator[RemoteServer]:
    """Virtuoso over a fresh database in ``folder`` that gives at most ``rows`` rows; dba may write.

    ``rights`` are statements that grant something.
    """
    http, sql = free_port(), free_port()
    ini = configured.configuration(folder, http, sql, rows=rows)
    command = [str(VIRTUOSO), "+configfile", str(ini), "+foreground"]
    with _running(command, folder, http) as process:
        for right in rights:
            configured.run_sql(sql, right)
        root = f"http://127.0.0.1:{http}"
        login = f"digest:dba:{configured.PASSWORD}"
        yield RemoteServer(
            f"{root}/sparql", f"{root}/sparql-auth", f"{root}/sparql-graph-crud-auth", login, process
        )


@contextmanager
def _running(command: Sequence[str], folder: Path, port: int) -> Iterator[subprocess.Popen[bytes]]:
    log = folder / "output.log"
    with log.open("wb") as output:
        process = subprocess.Popen(command, stdout=output, stderr=output, cwd=folder)  # noqa: S603
    try:
        deadline = time.monotonic() + _START_SECONDS
        while not _answers(port):
            if process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError(f"{command[0]} did not start: {log.read_text(errors='replace')[-2000:]}")
            time.sleep(0.1)
        yield process
    finally:
        process.kill()
        process.wait()


def _answers(port: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", port), timeout=1).close()
    except OSError:
        return False
    return True
