"""A server on loopback that answers as a test tells it to, byte by byte."""

from __future__ import annotations

import socket
import socketserver
import struct
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import parse_qsl

__all__ = ["Request", "Talk", "faulty", "http", "reset", "table"]

_TABLE: Final = "application/sparql-results+json"


@dataclass(frozen=True, slots=True)
class Request:
    """What came in: the first line, the headers in lower case, the form's fields."""

    line: str
    headers: dict[str, str]
    form: list[tuple[str, str]] = field(default_factory=list)

    @property
    def query(self) -> str:
        """The query or update."""
        return next((value for name, value in self.form if name in ("query", "update")), "")


#: Speaks to a client whose request has been read.
Talk = Callable[[socket.socket, Request], None]


def http(
    body: bytes,
    status: str = "200 OK",
    media_type: str = _TABLE,
    *,
    length: int | None = None,
    headers: tuple[str, ...] = (),
) -> bytes:
    """An HTTP answer; ``length`` may lie."""
    size = len(body) if length is None else length
    lines = [f"HTTP/1.1 {status}", f"Content-Type: {media_type}", f"Content-Length: {size}", *headers]
    return "\r\n".join([*lines, "Connection: close", "", ""]).encode() + body


def table(name: str, *values: str) -> bytes:
    """JSON results with one column of literals."""
    rows = ", ".join(f'{{"{name}": {{"type": "literal", "value": "{value}"}}}}' for value in values)
    return f'{{"head": {{"vars": ["{name}"]}}, "results": {{"bindings": [{rows}]}}}}'.encode()


def reset(client: socket.socket) -> None:
    """Close with a TCP reset."""
    client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    client.close()


@contextmanager
def faulty(talk: Talk) -> Iterator[str]:
    """A server whose graph somebody else made; ``talk`` answers what is not about its state. Yields its address."""

    class Handler(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            line = self.rfile.readline().decode().strip()
            headers: dict[str, str] = {}
            while text := self.rfile.readline().decode().strip():
                name, _, value = text.partition(":")
                headers[name.lower()] = value.strip()
            body = self.rfile.read(int(headers.get("content-length", "0"))).decode()
            request = Request(line, headers, parse_qsl(body))
            client: socket.socket = self.request
            if "sha256" in request.query:
                client.sendall(http(table("number")))
            elif "UNION" in request.query:
                client.sendall(http(table("n", "5")))
            else:
                talk(client, request)

    class Server(socketserver.ThreadingTCPServer):
        allow_reuse_address = True
        daemon_threads = True
        block_on_close = False

        def handle_error(self, request: object, client_address: object) -> None:
            """A client that goes away is what some tests want."""

    with Server(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_address[1]}/sparql"
        finally:
            server.shutdown()
            thread.join()
