"""The SPARQL 1.1 Protocol's request, read from a request's parts. Pure.

https://www.w3.org/TR/sparql11-protocol/#query-operation: GET; POST with a form; POST with the query as
the body. Each parameter that may stand once is refused when it stands twice.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final
from urllib.parse import parse_qsl

from api.errors import BadRequest, UnsupportedMediaType
from graph.querytext import tokens

__all__ = ["FORM", "QUERY", "ProtocolRequest", "query_form", "read_request"]

FORM: Final = "application/x-www-form-urlencoded"
QUERY: Final = "application/sparql-query"
_FORMS: Final = frozenset({"SELECT", "ASK", "CONSTRUCT", "DESCRIBE"})
_ONCE: Final = ("query", "format", "timeout", "lang", "example", "download")
_DATASET: Final = ("default-graph-uri", "named-graph-uri")


@dataclass(frozen=True, slots=True)
class ProtocolRequest:
    """What was asked; ``query`` is None when there is none (description or editor).

    ``download`` is for people: the answer is to be saved as a file.
    """

    query: str | None
    default_graphs: tuple[str, ...]
    named_graphs: tuple[str, ...]
    wanted: str | None
    timeout: float | None
    download: bool


def read_request(method: str, url_query: str, content_type: str, body: bytes) -> ProtocolRequest:
    """Read a request of ``/sparql``.

    Raises `BadRequest` for parameters that are missing, repeated or malformed, and
    `UnsupportedMediaType` for a body of another kind.
    """
    pairs = _pairs(url_query)
    if method == "POST":
        media_type, charset = _content_type(content_type)
        if charset not in ("", "utf-8", "utf8", "us-ascii"):
            raise UnsupportedMediaType(f"The body must be UTF-8, not {charset}.")
        if media_type == FORM:
            pairs = [*pairs, *_pairs(_decoded(body))]
        elif media_type == QUERY:
            if any(name == "query" for name, _ in pairs):
                raise BadRequest("The query stands in the body and in the address; send it once.")
            pairs = [*pairs, ("query", _decoded(body))]
        else:
            raise UnsupportedMediaType(
                f"POST takes {QUERY} or {FORM}, not {media_type or 'a body without Content-Type'}."
            )
    values = _once(pairs)
    if "update" in {name for name, _ in pairs}:
        raise BadRequest("This address answers queries only; it changes nothing (parameter update).")
    query = values.get("query")
    graphs = {name: tuple(value for key, value in pairs if key == name) for name in _DATASET}
    if query is None and (method == "POST" or any(graphs.values())):
        raise BadRequest("The parameter query is missing.")
    if query is not None and not query.strip():
        raise BadRequest("The parameter query is empty.")
    return ProtocolRequest(
        query,
        _iris(graphs["default-graph-uri"]),
        _iris(graphs["named-graph-uri"]),
        values.get("format") or None,
        _seconds(values.get("timeout")),
        "download" in values,
    )


def query_form(text: str) -> str | None:
    """``SELECT``, ``ASK``, ``CONSTRUCT`` or ``DESCRIBE``; None when the text has none of them."""
    return next((token.word for token in tokens(text) if token.word in _FORMS), None)


def _pairs(text: str) -> list[tuple[str, str]]:
    try:
        return parse_qsl(text, keep_blank_values=True, errors="strict", max_num_fields=1000)
    except ValueError as error:  # UnicodeDecodeError is one
        raise BadRequest("The parameters are not percent-encoded UTF-8, or too many.") from error


def _decoded(body: bytes) -> str:
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise BadRequest(f"The body is not UTF-8 (byte {error.start}).") from error


def _content_type(header: str) -> tuple[str, str]:
    """Media type and charset, both in lower case."""
    media_type, *parameters = (part.strip().lower() for part in header.split(";"))
    charset = next((item[8:].strip('"') for item in parameters if item.startswith("charset=")), "")
    return media_type, charset


def _once(pairs: Sequence[tuple[str, str]]) -> dict[str, str]:
    names = [name for name, _ in pairs]
    for name in _ONCE:
        if names.count(name) > 1:
            raise BadRequest(f"The parameter {name} stands {names.count(name)} times; it may stand once.")
    return dict(pairs)


def _iris(values: Iterable[str]) -> tuple[str, ...]:
    found = []
    for value in values:
        if ":" not in value or any(char in value for char in '<> "{}|\\^`\n'):
            raise BadRequest(f"{value!r} is no absolute IRI of a graph.")
        found.append(value)
    return tuple(found)


def _seconds(value: str | None) -> float | None:
    if not value:
        return None
    try:
        seconds = float(value)
    except ValueError as error:
        raise BadRequest(f"timeout is a number of seconds, not {value!r}.") from error
    if not 0 < seconds < float("inf"):
        raise BadRequest("timeout must be more than 0 seconds.")
    return seconds
