"""Asking a server: one question with its time, and the rows of its answer."""

from __future__ import annotations

import http.client
import json
import time
from collections import Counter
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Any, Final
from urllib.parse import quote, urlencode, urlsplit

from benchmarks.peers import Server
from ontology.terms import XSD

__all__ = ["Failed", "Late", "Session", "request", "rows"]

_JSON: Final = "application/sparql-results+json"
#: A longer query is sent by POST; servers limit the length of addresses.
_LONGEST: Final = 4000


class Failed(Exception):
    """A question that got no answer: the status or the timeout."""


class Late(Failed):
    """A question that got no answer in time: the server may still be working on it."""


class Session:
    """A connection to a server that is kept open; an answer may take so many seconds.

    ``tag`` is the entity tag of the last answer.
    """

    def __init__(self, server: Server, seconds: float) -> None:
        self.server, self.seconds, self.tag = server, seconds, ""
        self._connection: http.client.HTTPConnection | None = None

    def ask(
        self, query: str, more: Mapping[str, str] | None = None, status: int = 200
    ) -> tuple[float, bytes]:
        """Seconds until the last byte of the answer, and the answer as SPARQL JSON.

        ``more`` are headers; another status than ``status`` is a failure.
        """
        method, target, body, headers = request(self.server.query, query)
        return self._send(self.server.query, method, target, body, {**headers, **(more or {})}, (status,))

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
        self,
        address: str,
        method: str,
        target: str,
        body: bytes | None,
        headers: dict[str, str],
        expected: tuple[int, ...] = (200, 201, 204),
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
                return self._send(address, method, target, body, headers, expected)
            raise Failed(type(error).__name__) from error
        except http.client.HTTPException as error:
            self.close()
            raise Failed(f"{type(error).__name__}: {error}") from error
        except TimeoutError as error:
            self.close()
            raise Late(f"no answer within {self.seconds:g} seconds") from error
        took = time.perf_counter() - began
        self.tag = response.headers.get("ETag", "")
        if response.status not in expected:
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
