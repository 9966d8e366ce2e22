"""The service as a process of its own on a free port, with its log, its numbers and its children."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

from tests.timing import PATIENCE, wait_until

__all__ = ["Service", "serving"]

ROOT = Path(__file__).parents[1]


@dataclass
class Service:
    """A running service."""

    process: subprocess.Popen[str]
    port: int
    log: Path

    def ask(
        self, method: str, path: str, body: bytes | None = None, **headers: str
    ) -> tuple[int, Any, bytes]:
        """One request on a connection of its own."""
        with closing(HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)) as connection:
            named = {name.replace("_", "-"): value for name, value in headers.items()}
            connection.request(method, path, body=body, headers=named)
            answer = connection.getresponse()
            return answer.status, answer.headers, answer.read()

    def stop(self, number: int = signal.SIGTERM) -> int:
        """Send a signal and wait for the end."""
        self.process.send_signal(number)
        return self.process.wait(PATIENCE)

    def lines(self) -> list[dict[str, Any]]:
        """The log so far; a line that is being written is not there yet."""
        return [json.loads(line) for line in self.log.read_text(encoding="utf-8").split("\n")[:-1]]

    def line(self, request_id: str) -> dict[str, Any]:
        """The log's line of a request: written after the client has its answer, so it is waited for."""
        wait_until(lambda: any(line.get("request_id") == request_id for line in self.lines()))
        return next(line for line in self.lines() if line.get("request_id") == request_id)

    def numbers(self) -> dict[str, str]:
        """The metrics."""
        return dict(re.findall(r"^(\S+) (\S+)$", self.ask("GET", "/metrics")[2].decode(), re.M))

    def children(self) -> list[int]:
        """Processes that it has started."""
        found: list[int] = []
        for task in Path(f"/proc/{self.process.pid}/task").iterdir():
            with suppress(FileNotFoundError, ProcessLookupError):  # a thread that has just ended
                found += map(int, (task / "children").read_text(encoding="ascii").split())
        return found


@contextmanager
def serving(home: Path, log: Path, **settings: str) -> Iterator[Service]:
    """Start the service on a free port; it is killed at the end if it still runs."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("POLICYGRAPH_")}
    environment |= {f"POLICYGRAPH_{name.upper()}": value for name, value in settings.items()}
    with log.open("w", encoding="utf-8") as errors:
        process = subprocess.Popen(  # noqa: S603 - our own command
            [sys.executable, "-m", "policygraph", "serve", "--home", str(home), "--port", "0"],
            stdout=subprocess.PIPE, stderr=errors, text=True, cwd=ROOT, env=environment,
        )  # fmt: skip
    try:
        assert process.stdout is not None
        found = re.search(r":(\d+)", process.stdout.readline())
        assert found, log.read_text(encoding="utf-8")
        service = Service(process, int(found[1]), log)
        wait_until(lambda: answers(service))
        yield service
    finally:
        if process.poll() is None:
            process.kill()
        process.wait(PATIENCE)
        assert process.stdout is not None
        process.stdout.close()


def answers(service: Service) -> bool:
    """Whether the service accepts connections yet."""
    try:
        return service.ask("GET", "/healthz")[0] == 200
    except OSError:
        return False
