"""HTTP to another SPARQL server: whole answers or a plain error, within time and size, and cancellable.

Requests run in an event loop of their own thread, because only there can a request that waits for a
server be given up at any moment; closing its connection is how the server learns of it. Redirects
are not followed, proxies and ``.netrc`` of the environment not used.
"""

from __future__ import annotations

import asyncio
import logging
import threading
import time
from collections.abc import Coroutine, Mapping, Sequence
from concurrent.futures import TimeoutError as NotYet
from dataclasses import dataclass
from typing import IO, Any, Final, TypeVar

import httpx2

from graph.remote_addresses import RemoteAddresses
from graph.remote_faults import remote_fault
from ontology.errors import LimitExceeded, PolicygraphError, StoreError

__all__ = ["Received", "Rejected", "RemoteClient"]

T = TypeVar("T")
Form = Sequence[tuple[str, str]]

_CONNECT_SECONDS: Final = 5.0
_POLL_SECONDS: Final = 0.05
_SHOWN: Final = 300
#: Headers by which a server says that it gave less than was asked for. Virtuoso: ResultSetMaxRows cut the
#: rows; S1TAT, an "anytime" answer that ran out of time.
_PARTIAL: Final = ("x-sparql-maxrows", "x-sql-state")


class Rejected(StoreError):
    """The server says that the request itself is wrong; ``words`` are the beginning of its own."""

    def __init__(self, message: str, *, words: str) -> None:
        super().__init__(message)
        self.words = words


@dataclass(frozen=True, slots=True)
class Received:
    """What came: its media type, its size, and whether HTTP told where it ends."""

    media_type: str
    size: int
    framed: bool


class RemoteClient:
    """Connections to one server. ``connections`` may be open at the same time; others wait for one."""

    def __init__(self, addresses: RemoteAddresses, *, connections: int = 16) -> None:
        self.addresses = addresses
        #: What the server calls itself in the header Server; empty until it has answered.
        self.server = ""
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="remote-store", daemon=True)
        self._thread.start()
        self._http = httpx2.AsyncClient(
            auth=addresses.auth,
            # No compression: the size on the wire is then the size that counts.
            headers={"User-Agent": "policygraph", "Accept-Encoding": "identity"},
            timeout=httpx2.Timeout(None, connect=_CONNECT_SECONDS),  # `_wait` bounds the whole
            follow_redirects=False,
            limits=httpx2.Limits(max_connections=connections, max_keepalive_connections=connections),
            trust_env=False,
        )
        self._closed = False
        for name in ("httpx2", "httpcore2"):  # a line for each request, the revision's every two seconds too
            logging.getLogger(name).setLevel(logging.WARNING)

    def query(
        self,
        form: Form,
        accept: Mapping[str, Sequence[str]],
        file: IO[bytes],
        *,
        seconds: float,
        size: int,
        cancel: threading.Event | None = None,
    ) -> Received:
        """Post a form to the query address and write the answer to ``file``.

        ``accept`` maps the media type that is asked for to those that are taken for it. Raises
        `LimitExceeded` (time, size, cancelled), `Rejected` for a 400, `StoreError` for everything that a
        server may do wrong.
        """
        wanted, taken = next(iter(accept.items()))
        headers = {"Accept": wanted, "Content-Type": "application/x-www-form-urlencoded"}
        request = self._http.build_request(
            "POST", self.addresses.query, content=_encoded(form), headers=headers
        )
        late = LimitExceeded(
            f"{self.addresses.host} did not finish its answer within {seconds:g} seconds:"
            " make the query more specific",
            limit="time",
        )
        return self._wait(self._received(request, taken, file, size), seconds, cancel, late)

    def send(
        self,
        method: str,
        address: str,
        *,
        params: Mapping[str, str] | None = None,
        form: Form | None = None,
        content: bytes = b"",
        media_type: str = "",
        seconds: float,
        again: bool = True,
    ) -> None:
        """Send a change; with ``again`` a second time where the connection turns out to be closed."""
        headers = {"Content-Type": media_type} if media_type else {}
        body = content
        if form is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
            body = _encoded(form)
        request = self._http.build_request(method, address, params=params, content=body, headers=headers)
        late = self._fault(
            f"did not finish a change within {seconds:g} seconds, and whether it was made is not known: look, or"
            " send it again"
        )
        self._wait(self._sent(request, again), seconds, None, late)

    def close(self) -> None:
        """Close the connections and end the thread."""
        if not self._closed:
            self._closed = True
            asyncio.run_coroutine_threadsafe(self._ended(), self._loop).result(_CONNECT_SECONDS)
            self._loop.call_soon_threadsafe(self._loop.stop)
            self._thread.join()
            self._loop.close()

    def _wait(
        self,
        work: Coroutine[Any, Any, T],
        seconds: float,
        cancel: threading.Event | None,
        late: PolicygraphError,
    ) -> T:
        if self._closed:
            work.close()
            raise StoreError("the connection to the SPARQL server has been closed", reason="store.closed")
        deadline = time.monotonic() + seconds
        running = asyncio.run_coroutine_threadsafe(work, self._loop)
        while True:
            left = deadline - time.monotonic()
            try:
                return running.result(max(0.0, min(left, _POLL_SECONDS) if cancel is not None else left))
            except NotYet:
                if running.done():  # just now, or with an error of this kind
                    return running.result()
            if cancel is not None and cancel.is_set():
                running.cancel()
                raise LimitExceeded("the query was given up by its sender", limit="cancelled")
            if time.monotonic() >= deadline:
                running.cancel()
                raise late

    async def _received(
        self, request: httpx2.Request, taken: Sequence[str], file: IO[bytes], limit: int
    ) -> Received:
        response = await self._open(request)
        try:
            await self._refuse_failure(response)
            if response.status_code != 200:  # 202: later, 206: a part
                raise self._fault(f"answered with status {response.status_code}, which is no whole answer")
            media_type = response.headers.get("content-type", "").partition(";")[0].strip().lower()
            if media_type not in taken:
                raise self._fault(f"answered with {media_type or 'no media type'} where {taken[0]} was asked")
            if response.headers.get("content-encoding", "identity") != "identity":
                raise self._fault("compressed its answer, which nobody had asked for")
            for name in _PARTIAL:
                if name in response.headers:
                    raise self._fault(
                        f"gave only a part of the answer ({name}: {response.headers[name]}): add LIMIT or ask"
                        " for less, or have its operator raise its limits (Virtuoso: ResultSetMaxRows)"
                    )
            size = 0
            try:
                async for piece in response.aiter_raw():
                    size += len(piece)
                    if size > limit:
                        raise LimitExceeded(
                            f"the answer is larger than {limit:,} bytes: ask for fewer columns or add LIMIT",
                            limit="size",
                        )
                    file.write(piece)
            except httpx2.HTTPError as error:
                raise self._fault(f"broke off in the middle of its answer ({_cause(error)})") from None
            framed = "content-length" in response.headers or "transfer-encoding" in response.headers
            return Received(media_type, size, framed)
        finally:
            await response.aclose()

    async def _sent(self, request: httpx2.Request, again: bool) -> None:
        response = await self._open(request, again)
        try:
            await self._refuse_failure(response)
        finally:
            await response.aclose()

    async def _open(self, request: httpx2.Request, again: bool = True) -> httpx2.Response:
        """The head of the answer; a connection that was idle and is found closed is replaced once.

        Not for what must not happen twice: nobody knows what became of it.
        """
        for last in (False, True) if again else (True,):
            try:
                response = await self._http.send(request, stream=True)
                self.server = response.headers.get("server", self.server)
                return response
            except (httpx2.ConnectError, httpx2.ConnectTimeout) as error:
                raise remote_fault(
                    f"the SPARQL server {self.addresses.host} cannot be reached ({_cause(error)}): is it"
                    " running, and is the address right (--store)?"
                ) from None
            except httpx2.HTTPError as error:
                if last or not isinstance(error, httpx2.RemoteProtocolError | httpx2.ReadError):
                    raise self._fault(f"broke off the connection ({_cause(error)})") from None
        raise AssertionError("unreachable")

    async def _refuse_failure(self, response: httpx2.Response) -> None:
        status = response.status_code
        if 200 <= status < 300:
            return
        words = await _beginning(response)
        if status in (401, 403):
            raise self._fault(
                f"refused us ({status}): set POLICYGRAPH_STORE_LOGIN to a name that may do this"
            )
        if 300 <= status < 400:
            target = response.headers.get("location", "elsewhere")
            raise self._fault(f"redirects to {target}, which is not followed: give the right address")
        if status in (400, 422):
            raise Rejected(f"the SPARQL server {self.addresses.host} refused this: {words}", words=words)
        raise self._fault(f"failed ({status}): {words or 'without a word'}")

    def _fault(self, what: str) -> StoreError:
        return remote_fault(f"the SPARQL server {self.addresses.host} {what}")

    async def _ended(self) -> None:
        await self._http.aclose()
        others = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
        for task in others:
            task.cancel()
        await asyncio.gather(*others, return_exceptions=True)


def _encoded(form: Form) -> bytes:
    return str(httpx2.QueryParams(list(form))).encode("ascii")


def _cause(error: Exception) -> str:
    return str(error).partition("\n")[0] or type(error).__name__


async def _beginning(response: httpx2.Response) -> str:
    """The first words of an error's body, on one line."""
    found = b""
    try:
        async for piece in response.aiter_raw():
            found += piece
            if len(found) > 4 * _SHOWN:
                break
    except httpx2.HTTPError:
        pass  # what had come of the message has to do
    words = " ".join(found.decode("utf-8", "replace").split())
    return words[:_SHOWN] + (" …" if len(words) > _SHOWN else "")
