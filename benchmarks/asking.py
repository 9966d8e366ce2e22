"""Asking a server: one question with its time, and many clients at once for some seconds.

Many clients run in a process of their own, so that they do not share the interpreter's lock with what
starts them; ``python -m benchmarks.asking URL`` measures one repeated query of the standard input.
"""

from __future__ import annotations

import asyncio
import http.client
import json
import subprocess
import sys
import time
from collections import Counter
from decimal import Decimal, InvalidOperation
from typing import Any, Final
from urllib.parse import quote, urlencode, urlsplit

from benchmarks.peers import Server
from ontology.terms import XSD

__all__ = ["Failed", "Session", "rate", "rows"]

_JSON: Final = "application/sparql-results+json"
#: A longer query is sent by POST; servers limit the length of addresses.
_LONGEST: Final = 4000


class Failed(Exception):
    """A question that got no answer: the status or the timeout."""


class Session:
    """A connection to a server that is kept open; an answer may take so many seconds."""

    def __init__(self, server: Server, seconds: float) -> None:
        self.server, self.seconds = server, seconds
        self._connection: http.client.HTTPConnection | None = None

    def ask(self, query: str) -> tuple[float, bytes]:
        """Seconds until the last byte of the answer, and the answer as SPARQL JSON."""
        method, target, body, headers = request(self.server.query, query)
        return self._send(self.server.query, method, target, body, headers)

    def update(self, text: str) -> float:
        """Seconds until an update was confirmed."""
        headers = {"Content-Type": "application/sparql-update", **self.server.headers}
        target = urlsplit(self.server.update).path
        return self._send(self.server.update, "POST", target, text.encode(), headers)[0]

    def close(self) -> None:
        """Close the connection."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _send(
        self, address: str, method: str, target: str, body: bytes | None, headers: dict[str, str]
    ) -> tuple[float, bytes]:
        url = urlsplit(address)
        again = self._connection is not None  # a kept connection may have been closed by the server
        began = time.perf_counter()
        try:
            if self._connection is None:
                self._connection = http.client.HTTPConnection(
                    url.hostname or "", url.port, timeout=self.seconds
                )
            self._connection.request(method, target, body, headers)
            response = self._connection.getresponse()
            data = response.read()
        except (http.client.RemoteDisconnected, ConnectionResetError, BrokenPipeError) as error:
            self.close()
            if again:
                return self._send(address, method, target, body, headers)
            raise Failed(type(error).__name__) from error
        except (TimeoutError, http.client.HTTPException) as error:
            self.close()
            raise Failed("no answer in time") from error
        took = time.perf_counter() - began
        if response.status not in (200, 201, 204):
            raise Failed(f"status {response.status}: {data[:200]!r}")
        return took, data


def request(address: str, query: str) -> tuple[str, str, bytes | None, dict[str, str]]:
    """Method, target, body and headers of a query: GET, or POST for a long one."""
    path, headers = urlsplit(address).path, {"Accept": _JSON}
    if len(query) <= _LONGEST:
        return "GET", f"{path}?query={quote(query)}", None, headers
    headers["Content-Type"] = "application/x-www-form-urlencoded"
    return "POST", path, urlencode({"query": query}).encode(), headers


def rows(answer: bytes) -> Counter[tuple[tuple[str, str, str], ...]]:
    """The rows of an answer as a multiset, with numbers by their value."""
    found = json.loads(answer)
    return Counter(
        tuple(sorted((name, *_term(term)) for name, term in row.items()))
        for row in found["results"]["bindings"]
    )


def _term(term: dict[str, Any]) -> tuple[str, str]:
    value, datatype = term["value"], term.get("datatype", "")
    if datatype.rpartition("#")[2] in ("integer", "decimal", "double", "int", "nonNegativeInteger"):
        try:
            return "number", str(Decimal(value).normalize())
        except InvalidOperation:
            return datatype, value
    if datatype == str(XSD.string):
        datatype = ""
    return ("iri" if term["type"] == "uri" else datatype + term.get("xml:lang", "")), value


def rate(server: Server, queries: list[str], clients: int, seconds: float, patience: float) -> float:
    """Answers in a second to many clients, each with a connection of its own, who take turns with the queries.

    ``patience`` is how many seconds one answer may take. Raises `Failed`.
    """
    order = {"address": server.query, "queries": queries, "clients": clients, "seconds": seconds}
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.asking"],
        input=json.dumps({**order, "patience": patience}),
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise Failed(done.stderr.strip().splitlines()[-1] if done.stderr.strip() else "no answer")
    return float(done.stdout)


async def _measure(address: str, queries: list[str], clients: int, seconds: float, patience: float) -> float:
    url = urlsplit(address)
    wires = []
    for query in queries:
        method, target, body, headers = request(address, query)
        lines = [f"{method} {target} HTTP/1.1", f"Host: {url.netloc}"]
        lines += [f"{name}: {value}" for name, value in headers.items()]
        lines += [f"Content-Length: {len(body)}"] if body else []
        wires.append("\r\n".join((*lines, "", "")).encode() + (body or b""))
    began = time.perf_counter()
    end = began + seconds
    work = (_client(url.hostname or "", url.port or 80, wires, number, end) for number in range(clients))
    async with asyncio.timeout(seconds + patience):
        counts = await asyncio.gather(*work)
    return sum(counts) / (time.perf_counter() - began)


async def _client(host: str, port: int, wires: list[bytes], number: int, end: float) -> int:
    reader, writer = await asyncio.open_connection(host, port, limit=1 << 20)
    count = 0
    while time.perf_counter() < end:
        writer.write(wires[(number * 31 + count) % len(wires)])
        head = await reader.readuntil(b"\r\n\r\n")
        if not head.startswith(b"HTTP/1.1 200"):
            raise Failed(head.split(b"\r\n")[0].decode("latin-1"))
        await _read_body(reader, head.lower())
        count += 1
        if b"connection: close" in head.lower():
            writer.close()
            reader, writer = await asyncio.open_connection(host, port, limit=1 << 20)
    writer.close()
    return count


async def _read_body(reader: asyncio.StreamReader, head: bytes) -> None:
    for line in head.split(b"\r\n"):
        if line.startswith(b"content-length:"):
            await reader.readexactly(int(line.partition(b":")[2]))
            return
    while length := int((await reader.readline()).strip(), 16):  # chunks
        await reader.readexactly(length + 2)
    await reader.readexactly(2)


def main() -> None:
    """Measure what the standard input orders, and print answers in a second."""
    sys.stdout.write(str(asyncio.run(_measure(**json.load(sys.stdin)))))


if __name__ == "__main__":
    main()
