"""The HTTP server around the application: connections with limits, and a stop that finishes what runs.

Uvicorn with httptools, whose parser keeps no limits of its own: `Connection` adds one for the size of a
request's head and one for the time it may take to arrive. Bodies have theirs in `api.limits`. It also asks for answers that
are held (`api.repeats`) before a request becomes a task.
"""

from __future__ import annotations

import asyncio
import json
import logging
import signal
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any, Final

import uvicorn
from fastapi import FastAPI
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from api.methods import allowed_methods
from api.repeats import Repeats
from api.settings import Settings

__all__ = ["Connection", "run_server", "server_config"]

_log = logging.getLogger("policygraph.server")

#: Seconds that an idle connection is kept; longer than the usual 60 of a proxy, which should be the one to close.
_KEEP_ALIVE: Final = 75
_PROBLEMS: Final = {
    408: ("Request Timeout", "slow-client", "The request's headers did not come in time."),
    431: ("Request Header Fields Too Large", "headers-too-large", "The request's headers are too large."),
}


#: A request as ASGI tells it, for nobody's address.
_ANY: Final = {
    "type": "http",
    "method": "GET",
    "path": "/",
    "root_path": "",
    "headers": [],
    "query_string": b"",
}


class Connection(HttpToolsProtocol):
    """One client's connection.

    ``head_size`` bytes and ``seconds`` are what a request's head may take; a client that reads nothing of its
    answer for as long is cut off too.
    ``prefix`` stands before the addresses that problems name; ``repeats`` has the answers that are held.
    """

    head_size: int
    seconds: float
    prefix: str
    repeats: Repeats

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._head = 0
        self._in_head = True
        self._refused = False
        self._given = False
        self._data = b""
        self._asked = 0.0
        self._deadline: asyncio.TimerHandle | None = None
        self._stalled: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Start the clock for the first request's head."""
        super().connection_made(transport)
        self._start_clock()

    def connection_lost(self, exc: Exception | None) -> None:
        """Stop it."""
        self._stop_clock()
        self._reads_again()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Count what belongs to a head before the parser keeps it."""
        if self._refused or self._gave_again(data):
            return
        if self._in_head:
            self._head += len(data)
            if self._deadline is None:  # the next request on a connection that was idle
                self._start_clock()
        super().data_received(data)
        self._data = b""
        if self._in_head and self._head > self.head_size:
            self._refuse(431)

    def on_headers_complete(self) -> None:
        """The head is complete: no clock runs, and what follows is the body."""
        self._stop_clock()
        size = len(self.url) + sum(len(name) + len(value) for name, value in self.headers)
        if size > self.head_size:  # it came in one piece with its end
            self._refuse(431)
            return
        self._in_head, self._head = False, 0
        if not self._give_at_once():
            super().on_headers_complete()

    def on_body(self, body: bytes) -> None:
        """A part of the body; one of a refused request is nobody's."""
        if not self._refused and not self._given:
            super().on_body(body)

    def on_message_complete(self) -> None:
        """The body is complete: what follows is the next request's head."""
        if self._refused:
            return
        self._in_head = True
        if self._given:
            self._given = False
        else:
            super().on_message_complete()

    def pause_writing(self) -> None:
        """The client does not read as fast as we write: it has some seconds to go on."""
        super().pause_writing()
        if self._stalled is None:
            self._stalled = self.loop.call_later(self.seconds, self.transport.abort)

    def resume_writing(self) -> None:
        """It reads again."""
        self._reads_again()
        super().resume_writing()

    def timeout_keep_alive_handler(self) -> None:
        """Close a connection that is idle; what was answered again did not set its clock anew."""
        rest = self._asked + self.timeout_keep_alive - self.loop.time()
        if rest > 0:
            self._keep_for(rest)
        else:
            super().timeout_keep_alive_handler()

    def _gave_again(self, data: bytes) -> bool:
        """Give a held answer to bytes that are known to be a whole request, past the parser."""
        if not self._in_head or self._head or not self._is_free():
            self._data = b""
            return False
        client = self.client[0] if self.client else ""
        scheme, common = self.scheme or "http", self.server_state.default_headers
        answer = self.repeats.again(data, client, scheme, common)
        if answer is None or self.transport.is_closing():
            self._data = data
            return False
        if self._deadline is not None:
            self._stop_clock()
        self.transport.write(answer)
        self.server_state.total_requests += 1
        self._asked = self.loop.time()
        if self.timeout_keep_alive_task is None:
            self._keep_for(self.timeout_keep_alive)
        return True

    def _keep_for(self, seconds: float) -> None:
        self.timeout_keep_alive_task = self.loop.call_later(seconds, self.timeout_keep_alive_handler)

    def _is_free(self) -> bool:
        """Whether an answer may go out at once: none is under way, and the client reads."""
        under_way = self.pipeline or (self.cycle is not None and not self.cycle.response_complete)
        return not under_way and not self.flow.write_paused

    def _give_at_once(self) -> bool:
        """Give an answer that is held, where no other is under way and the connection stays."""
        if not self._is_free() or self.parser.get_method() != b"GET":
            return False
        if self.parser.get_http_version() != "1.1" or not self.parser.should_keep_alive():
            return False
        client = self.client[0] if self.client else ""
        common = self.server_state.default_headers
        scheme = self.scheme or "http"
        answer = self.repeats.answer(self.url, self.headers, client, scheme, common, self._data)
        if answer is None or self.transport.is_closing():
            return False
        self._given = True
        self.transport.write(answer)
        self.on_response_complete()
        return True

    def _reads_again(self) -> None:
        if self._stalled is not None:
            self._stalled.cancel()
            self._stalled = None

    def _start_clock(self) -> None:
        self._deadline = self.loop.call_later(self.seconds, self._too_slow)

    def _stop_clock(self) -> None:
        if self._deadline is not None:
            self._deadline.cancel()
            self._deadline = None

    def _too_slow(self) -> None:
        self._deadline = None
        if self._head:
            self._refuse(408)
        else:  # nothing was asked, so nobody waits for words
            self.transport.close()

    def _refuse(self, status: int) -> None:
        """Answer without the application, which never saw a request, and end the connection."""
        self._refused = True
        self._stop_clock()
        if self.transport.is_closing():
            return
        phrase, kind, detail = _PROBLEMS[status]
        problem = {"type": f"{self.prefix}/about#{kind}", "title": phrase, "status": status}
        body = json.dumps({**problem, "detail": detail}).encode()
        head = (
            f"HTTP/1.1 {status} {phrase}\r\nContent-Type: application/problem+json\r\n"
            f"Content-Length: {len(body)}\r\nCache-Control: no-store\r\nConnection: close\r\n\r\n"
        )
        self.transport.write(head.encode("ascii") + body)
        self.transport.close()
        _log.warning("connection refused", extra={"status": status, "client": (self.client or ("",))[0]})


def server_config(app: FastAPI, settings: Settings) -> uvicorn.Config:
    """How Uvicorn runs an application with these settings."""
    limits = {
        "head_size": (settings.header_size + settings.url_size) << 10,
        "seconds": settings.client_seconds,
        "prefix": settings.root_path,
        "repeats": app.state.repeats,
    }
    return uvicorn.Config(
        app,
        http=type("LimitedConnection", (Connection,), limits),
        ws="none",
        log_config=None,  # `api.logs` has set it up
        access_log=False,
        proxy_headers=False,  # `api.proxies` reads them, from trusted proxies
        server_header=False,
        timeout_keep_alive=_KEEP_ALIVE,
        timeout_graceful_shutdown=settings.stop_seconds,
    )


def run_server(app: FastAPI, settings: Settings, listener: socket.socket) -> None:
    """Serve on a bound socket until SIGTERM or SIGINT, then return.

    From the signal on no connection is accepted, and answers under way have the setting's seconds to end.
    """
    allowed_methods(_ANY | {"app": app})  # routes are built when they are first looked at, which takes 0.3 s
    server = uvicorn.Server(server_config(app, settings))
    with _signals_are_ours():
        server.run(sockets=[listener])


@contextmanager
def _signals_are_ours() -> Iterator[None]:
    """Uvicorn raises the signal that stopped it again when it has ended: a stop on request is no failure."""

    def noted(number: int, frame: FrameType | None) -> None:
        del frame
        _log.info("stopped", extra={"signal": signal.Signals(number).name})

    before = {number: signal.signal(number, noted) for number in (signal.SIGTERM, signal.SIGINT)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
