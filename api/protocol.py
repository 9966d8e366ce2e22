"""The SPARQL 1.1 Protocol's requests, read from a request's parts. Pure.

https://www.w3.org/TR/sparql11-protocol/: queries by GET, by POST of a form and by POST of the query itself
(2.1); updates by both POSTs (2.2). A parameter that may stand once is refused when it stands twice, one
that nobody knows is refused too: an answer to another question than the one asked helps nobody.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final
from urllib.parse import parse_qsl

from pyoxigraph import NamedNode

from api.errors import BadRequest, UnsupportedMediaType
from graph.querytext import tokens

__all__ = [
    "FORM",
    "QUERY",
    "UPDATE",
    "ProtocolRequest",
    "UpdateRequest",
    "absolute_iri",
    "media_type_of",
    "parameters",
    "query_form",
    "read_request",
    "read_update",
]

FORM: Final = "application/x-www-form-urlencoded"
QUERY: Final = "application/sparql-query"
UPDATE: Final = "application/sparql-update"
_FORMS: Final = frozenset({"SELECT", "ASK", "CONSTRUCT", "DESCRIBE"})
#: The form of a query whose prologue is written as most are; match: ``PREFIX a: <http://b> SELECT``. To read its tokens
#: takes ten times as long.
_PLAIN_FORM: Final = re.compile(
    r"(?>[ \t\r\n]|#[^\r\n]*|(?:PREFIX[ \t\r\n]+[\w-]*:|BASE)[ \t\r\n]*<[^<>\"{}|^`\\\x00-\x20]*>)*+"
    r"(SELECT|CONSTRUCT|ASK|DESCRIBE)\b",
    re.IGNORECASE | re.ASCII,
)
_UTF8: Final = frozenset({"", "utf-8", "utf8", "us-ascii"})
#: ``revision`` is read by `api.travel`, for all addresses of data.
_QUERY_ONCE: Final = ("query", "format", "timeout", "revision", "lang", "example", "download", "show")
_QUERY_MANY: Final = ("default-graph-uri", "named-graph-uri")
_UPDATE_ONCE: Final = ("update", "lang")
_UPDATE_MANY: Final = ("using-graph-uri", "using-named-graph-uri")
#: Parameters of the other operation, with what is said about them.
_ELSEWHERE: Final = {"update": "request.update-here", "query": "request.query-here"}


@dataclass(frozen=True, slots=True)
class ProtocolRequest:
    """What was asked; ``query`` is None when there is none (description or editor).

    ``download`` and ``show`` are for people: the answer is to be saved as a file, or shown on a page.
    """

    query: str | None
    default_graphs: tuple[str, ...]
    named_graphs: tuple[str, ...]
    wanted: str | None
    timeout: float | None
    download: bool
    show: bool = False


@dataclass(frozen=True, slots=True)
class UpdateRequest:
    """An update with the graphs that its patterns look at."""

    update: str
    using_graphs: tuple[str, ...]
    using_named_graphs: tuple[str, ...]


def read_request(method: str, url_query: str, content_type: str, body: bytes) -> ProtocolRequest:
    """Read a request of ``/sparql``.

    Raises `BadRequest` for parameters that are missing, repeated, unknown or malformed, and
    `UnsupportedMediaType` for a body of another kind.
    """
    pairs = _pairs(url_query)
    if method == "POST":
        pairs = _with_body(pairs, "query", QUERY, content_type, body)
    values = _once(pairs, _QUERY_ONCE, _QUERY_MANY)
    query = values.get("query")
    graphs = {name: _all(pairs, name) for name in _QUERY_MANY}
    if query is None and (method == "POST" or any(graphs.values())):
        raise BadRequest(reason="request.missing", values={"name": "query"})
    if query is not None and not query.strip():
        raise BadRequest(reason="request.empty", values={"name": "query"})
    return ProtocolRequest(
        query,
        _iris(graphs["default-graph-uri"]),
        _iris(graphs["named-graph-uri"]),
        values.get("format") or None,
        _seconds(values.get("timeout")),
        "download" in values,
        "show" in values,
    )


def read_update(url_query: str, content_type: str, body: bytes) -> UpdateRequest:
    """Read a POST to ``/update``; raises as `read_request` does."""
    pairs = _with_body(_pairs(url_query), "update", UPDATE, content_type, body)
    values = _once(pairs, _UPDATE_ONCE, _UPDATE_MANY)
    if "update" not in values:
        raise BadRequest(reason="request.missing", values={"name": "update"})
    graphs = {name: _iris(_all(pairs, name)) for name in _UPDATE_MANY}
    return UpdateRequest(values["update"], graphs["using-graph-uri"], graphs["using-named-graph-uri"])


def query_form(text: str) -> str | None:
    """``SELECT``, ``ASK``, ``CONSTRUCT`` or ``DESCRIBE``; None when the text has none of them."""
    plain = _PLAIN_FORM.match(text)
    if plain is not None:
        return plain[1].upper()
    return next((token.word for token in tokens(text) if token.word in _FORMS), None)


def media_type_of(header: str) -> str:
    """Media type of a Content-Type in lower case; `UnsupportedMediaType` when the body is not UTF-8."""
    media_type, *parameters = (part.strip().lower() for part in header.split(";"))
    for parameter in parameters:
        name, _, value = (part.strip() for part in parameter.partition("="))
        if name == "charset" and value.strip("\"'") not in _UTF8:
            raise UnsupportedMediaType(reason="request.charset", values={"charset": value.strip("\"'")})
    return media_type


def parameters(url_query: str, once: Sequence[str]) -> dict[str, str]:
    """Parameters of an address that knows only these, each at most once; raises `BadRequest`."""
    return _once(_pairs(url_query), once, ())


def absolute_iri(value: str) -> str:
    """An absolute IRI as it is; `BadRequest` for anything else."""
    scheme, colon, rest = value.partition(":")
    valid = bool(colon and rest) and scheme[:1].isalpha() and scheme.isascii()
    valid = valid and all(char.isalnum() or char in "+.-" for char in scheme)
    valid = valid and not any(
        char in '<>"{}|\\^`' or ord(char) <= 0x20 or 0xD800 <= ord(char) < 0xE000 for char in value
    )
    if valid:
        try:
            NamedNode(value)
        except ValueError:  # http://[::1 has a host that is none
            valid = False
    if not valid:
        raise BadRequest(reason="request.iri", values={"value": value.encode("utf-8", "replace").decode()})
    return value


def _with_body(
    pairs: list[tuple[str, str]], name: str, direct: str, content_type: str, body: bytes
) -> list[tuple[str, str]]:
    """Parameters of address and body together; ``name`` is the one that a direct POST sends as the body."""
    media_type = media_type_of(content_type)
    if media_type == FORM:
        return [*pairs, *_pairs(_decoded(body))]
    if media_type == direct:
        if any(key == name for key, _ in pairs):
            raise BadRequest(reason="request.twice", values={"name": name})
        return [*pairs, (name, _decoded(body))]
    raise UnsupportedMediaType(
        reason="request.media-type", values={"given": media_type or "–", "known": f"{direct}, {FORM}"}
    )


def _pairs(text: str) -> list[tuple[str, str]]:
    try:
        return parse_qsl(text, keep_blank_values=True, errors="strict", max_num_fields=1000)
    except ValueError as error:  # UnicodeDecodeError is one
        raise BadRequest(reason="request.encoding") from error


def _decoded(body: bytes) -> str:
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise BadRequest(reason="request.not-utf8", values={"byte": error.start}) from error


def _once(pairs: Sequence[tuple[str, str]], once: Sequence[str], many: Sequence[str]) -> dict[str, str]:
    names = [name for name, _ in pairs]
    for name in dict.fromkeys(names):
        count = names.count(name)
        if name in _ELSEWHERE and name not in once:
            raise BadRequest(reason=_ELSEWHERE[name])
        if name not in once and name not in many:
            known = ", ".join((*once, *many))
            shown = name.encode("utf-8", "replace").decode()
            raise BadRequest(reason="request.unknown", values={"name": shown, "known": known})
        if name in once and count > 1:
            raise BadRequest(reason="request.repeated", values={"name": name, "count": count})
    return dict(pairs)


def _all(pairs: Sequence[tuple[str, str]], name: str) -> tuple[str, ...]:
    return tuple(value for key, value in pairs if key == name)


def _iris(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(absolute_iri(value) for value in values))


def _seconds(value: str | None) -> float | None:
    if not value:
        return None
    try:
        seconds = float(value)
    except ValueError:
        seconds = -1.0
    if not 0 < seconds < float("inf"):
        raise BadRequest(reason="request.timeout", values={"value": value})
    return seconds
