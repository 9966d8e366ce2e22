"""Programs started for a measurement: what they and their children take, and that they end.

Reads ``/proc``, so it measures on Linux only.
"""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

__all__ = [
    "Cost",
    "alive",
    "free_port",
    "listening",
    "processor_seconds",
    "resident",
    "resident_of",
    "run",
    "started",
    "tree",
]

_TICKS: Final = os.sysconf("SC_CLK_TCK")
_WATCH_SECONDS: Final = 0.05
_START_SECONDS: Final = 120.0
_STOP_SECONDS: Final = 30.0


@dataclass(frozen=True, slots=True)
class Cost:
    """What a command took: seconds by the clock, seconds of processors (all its processes), peak bytes."""

    seconds: float
    processor: float
    memory: int


def tree(root: int) -> list[int]:
    """A process and its descendants that are alive."""
    children: dict[int, list[int]] = {}
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit() and (fields := _stat(int(folder.name))):
            children.setdefault(int(fields[1]), []).append(int(folder.name))
    found = [root]
    for each in found:
        found += children.get(each, [])
    return found


def started(process: int) -> int:
    """When a process began, in ticks since the machine did; 0 when it has ended. Its number may be another's later."""
    fields = _stat(process)
    return int(fields[19]) if fields else 0


def alive(process: int) -> bool:
    """Whether a process runs; one that has ended and waits for its parent does not."""
    fields = _stat(process)
    return bool(fields) and fields[0] not in "ZX"


def processor_seconds(root: int) -> float:
    """Processor time so far of a process and its descendants, those included that have ended and were waited for."""
    times = (
        _stat(each)[11:15] for each in tree(root)
    )  # its own by user and system, and those of its ended children
    return sum(int(ticks) for own in times for ticks in own) / _TICKS


def resident(root: int) -> int:
    """Bytes of memory that a process and its descendants hold; what they share counts once (Pss)."""
    return sum(resident_of(each) for each in tree(root))


def resident_of(process: int) -> int:
    """The same of one process without its children; 0 when it has ended."""
    with suppress(OSError):
        for line in Path(f"/proc/{process}/smaps_rollup").read_text(encoding="ascii").splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) * 1024
    return 0


def run(command: Sequence[str], log: Path, environment: Mapping[str, str] | None = None) -> Cost:
    """Run a command to its end; `RuntimeError` with the end of its ``log`` when it fails."""
    began = time.monotonic()
    seen: dict[int, int] = {}
    memory = 0
    with log.open("ab") as output:
        process = subprocess.Popen(  # noqa: S603 a command of ours
            command, stdout=output, stderr=output, env={**os.environ, **(environment or {})}
        )
        looked = 0
        while process.poll() is None:
            for each in tree(process.pid):
                seen[each] = max(seen.get(each, 0), _ticks(each))
            looked += 1
            if looked % 10 == 1:
                memory = max(memory, resident(process.pid))
            time.sleep(_WATCH_SECONDS)
    if process.returncode:
        raise RuntimeError(f"{command[0]} failed: {_end(log)}")
    return Cost(time.monotonic() - began, sum(seen.values()) / _TICKS, memory)


@contextmanager
def listening(
    command: Sequence[str], port: int, log: Path, environment: Mapping[str, str] | None = None
) -> Iterator[subprocess.Popen[bytes]]:
    """A server from when it takes connections on ``port`` until the end of the block, where it is stopped."""
    with log.open("ab") as output:
        process = subprocess.Popen(  # noqa: S603 a command of ours
            command, stdout=output, stderr=output, env={**os.environ, **(environment or {})}
        )
    try:
        deadline = time.monotonic() + _START_SECONDS
        while not _answers(port):
            if process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError(f"{command[0]} did not start: {_end(log)}")
            time.sleep(_WATCH_SECONDS / 5)
        yield process
    finally:
        process.send_signal(signal.SIGTERM)
        killer = threading.Timer(_STOP_SECONDS, process.kill)
        killer.start()
        process.wait()
        killer.cancel()


def free_port() -> int:
    """A port of this machine that nobody uses now."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])


def _answers(port: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", port), timeout=1).close()
    except OSError:
        return False
    return True


def _stat(process: int) -> list[str]:
    """Fields of a process from its state on (proc(5)); none when it has ended."""
    try:
        text = Path(f"/proc/{process}/stat").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return []
    return text.rpartition(") ")[2].split()


def _ticks(process: int) -> int:
    fields = _stat(process)
    return int(fields[11]) + int(fields[12]) if fields else 0


def _end(log: Path) -> str:
    return log.read_text(encoding="utf-8", errors="replace")[-1500:]
