"""Many clients at once: answers in a second, counted by wrk where it is installed (Debian: wrk).

Without wrk our own clients ask, in a process of their own (``python -m benchmarks.flooding``), so that they do not
share the interpreter's lock with what starts them; they are slower than wrk and may be the limit themselves.
"""

from __future__ import annotations

import asyncio
import json
import math
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from benchmarks.asking import Failed, request
from benchmarks.peers import Server

__all__ = ["generator", "rate", "wrk_script"]

_WRK: Final = shutil.which("wrk")
#: One thread of wrk is enough: it must leave the processors to the server.
_LUA: Final = """\
local asked = {%(asked)s}
local headers = {%(headers)s}
local new = %(new)s
local wires, made = {}, 0
function init(args)
  for i, each in ipairs(asked) do wires[i] = wrk.format(each[1], each[2], headers, each[3]) end
end
function request()
  local i = made %% #asked + 1
  made = made + 1
  if not new then return wires[i] end
  return wrk.format(asked[i][1], asked[i][2] .. "%%0A%%23%%20" .. new .. made, headers)
end
function done(summary, latency, requests)
  local e = summary.errors
  io.write(string.format("COUNTED %%d %%d %%d %%d %%d %%d %%d\\n",
    summary.requests, summary.duration, e.status, e.connect, e.read, e.write, e.timeout))
end
"""
_COUNTED: Final = re.compile(r"^COUNTED(( \d+){7})$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class _Order:
    """What is asked: requests (method, target, body) in turn by so many clients for so many seconds.

    With a ``mark`` each request gets a comment of its own; ``status`` is the one that answers must have.
    """

    address: str
    asked: tuple[tuple[str, str, str], ...]
    clients: int
    seconds: float
    patience: float
    mark: str
    headers: dict[str, str]
    status: int


def generator() -> str:
    """What asks, with its version."""
    if _WRK is None:
        return (
            "clients in Python (wrk is not installed: apt-get install wrk), which may be the limit themselves"
        )
    said = subprocess.run([_WRK, "--version"], capture_output=True, text=True, check=False)  # noqa: S603
    return " ".join((said.stdout + said.stderr).split()[:2])


def rate(
    server: Server,
    queries: Sequence[str],
    clients: int,
    seconds: float,
    patience: float,
    *,
    new: bool = False,
    headers: Mapping[str, str] | None = None,
    status: int = 200,
) -> float:
    """Answers in a second to many clients, each with a connection of its own, who take turns with the queries.

    ``patience`` is how many seconds one answer may take. ``new``: each request has a comment that no other has.
    ``headers`` are sent besides Accept; ``status`` is the one that answers must have. Raises `Failed`.
    """
    asked = [request(server.query, query) for query in queries]
    sent = {**asked[0][3], **(headers or {})}
    mark = f"{time.time_ns()}." if new else ""
    plain = tuple((method, target, (body or b"").decode()) for method, target, body, _ in asked)
    if new and any(method != "GET" for method, _, _ in plain):
        raise ValueError("only queries of GET can be made new")
    order = _Order(server.query, plain, clients, seconds, patience, mark, sent, status)
    return _by_python(order) if _WRK is None else _by_wrk(order)


def wrk_script(asked: Sequence[tuple[str, str, str]], headers: Mapping[str, str], mark: str) -> str:
    """The Lua of these requests (method, target, body), in turn; with a ``mark`` each gets a comment of its own."""
    lines = (f"{{{_quoted(method)}, {_quoted(target)}, {_quoted(body)}}}" for method, target, body in asked)
    return _LUA % {
        "asked": ", ".join(lines),
        "headers": ", ".join(f"[ {_quoted(name)} ] = {_quoted(value)}" for name, value in headers.items()),
        "new": _quoted(mark) if mark else "false",
    }


def _quoted(text: str) -> str:
    return f"[==[{text}]==]" if text else "nil"


def _by_wrk(order: _Order) -> float:
    url = urlsplit(order.address)
    with tempfile.TemporaryDirectory() as folder:
        script = Path(folder) / "requests.lua"
        script.write_text(wrk_script(order.asked, order.headers, order.mark), encoding="ascii")
        command = [str(_WRK), "-t1", f"-c{order.clients}", f"-d{math.ceil(order.seconds)}s"]
        done = subprocess.run(  # noqa: S603
            [*command, f"--timeout={order.patience:.0f}s", f"-s{script}", f"http://{url.netloc}/"],
            capture_output=True,
            text=True,
            check=False,
        )
    found = _COUNTED.search(done.stdout)
    if found is None:
        raise Failed(f"wrk: {(done.stderr or done.stdout).strip()[-200:]}")
    answers, took, *errors = map(int, found[1].split())
    if any(errors):
        kinds = ("status", "connection", "reading", "writing", "timeout")
        told = ", ".join(f"{number} of {kind}" for kind, number in zip(kinds, errors, strict=True) if number)
        raise Failed(f"{answers} answers, errors: {told}")
    if not answers:
        raise Failed("no answer in time")
    return answers / (took / 1e6)


def _by_python(order: _Order) -> float:
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.flooding"],
        input=json.dumps(asdict(order)),
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise Failed(done.stderr.strip().splitlines()[-1] if done.stderr.strip() else "no answer")
    return float(done.stdout)


async def _measure(order: _Order) -> float:
    url = urlsplit(order.address)
    wires = []
    for method, target, body in order.asked:
        lines = [
            f"{method} {target}%0A%23%20{order.mark}{{}} HTTP/1.1"
            if order.mark
            else f"{method} {target} HTTP/1.1"
        ]
        lines += [f"Host: {url.netloc}", *(f"{name}: {value}" for name, value in order.headers.items())]
        lines += [f"Content-Length: {len(body)}"] if body else []
        wires.append("\r\n".join((*lines, "", body)))
    began = time.perf_counter()
    expected = f"HTTP/1.1 {order.status}".encode()
    work = (
        _client(
            url.hostname or "",
            url.port or 80,
            wires,
            (number, order.clients),
            began + order.seconds,
            expected,
        )
        for number in range(order.clients)
    )
    async with asyncio.timeout(order.seconds + order.patience):
        counts = await asyncio.gather(*work)
    return sum(counts) / (time.perf_counter() - began)


async def _client(
    host: str, port: int, wires: list[str], place: tuple[int, int], end: float, expected: bytes
) -> int:
    reader, writer = await asyncio.open_connection(host, port, limit=1 << 20)
    count = 0
    while not count or time.perf_counter() < end:
        number = place[0] + count * place[1]
        writer.write(wires[number % len(wires)].replace("{}", str(number)).encode())
        head = await reader.readuntil(b"\r\n\r\n")
        if not head.startswith(expected):
            raise Failed(head.split(b"\r\n")[0].decode("latin-1"))
        await _read_body(reader, head.lower())
        count += 1
        if b"connection: close" in head.lower():
            writer.close()
            reader, writer = await asyncio.open_connection(host, port, limit=1 << 20)
    writer.close()
    return count


async def _read_body(reader: asyncio.StreamReader, head: bytes) -> None:
    if head.startswith(b"http/1.1 304"):
        return
    for line in head.split(b"\r\n"):
        if line.startswith(b"content-length:"):
            await reader.readexactly(int(line.partition(b":")[2]))
            return
    while length := int((await reader.readline()).strip(), 16):  # chunks
        await reader.readexactly(length + 2)
    await reader.readexactly(2)


def main() -> None:
    """Measure what the standard input orders, and print answers in a second."""
    sys.stdout.write(str(asyncio.run(_measure(_Order(**json.load(sys.stdin))))))


if __name__ == "__main__":
    main()
