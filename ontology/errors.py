"""The tree of errors, split by whose fault it is.

::

    PolicygraphError
    ├── DocumentError          a document that cannot be read or is no plan (the caller's file)
    │   ├── UnreadableDocument not text, encrypted, unknown encoding, too large
    │   └── EmptyDocument      no text, or no outline in it
    ├── Refusal                what is not done, with the reason in the reader's language
    │   ├── QueryError         a query that is not valid or asks what is not allowed (the caller's query)
    │   │   ├── QuerySyntaxError  with line and column
    │   │   └── QueryRefused   a feature that is switched off (SERVICE, LOAD, foreign FROM)
    │   ├── LimitExceeded      a valid query that ran over time, memory or size
    │   └── WriteRefused       a change that its author may not make (a reserved graph, another's graph)
    ├── NotFound               no such resource, revision or format
    │   └── Gone               a revision that was kept once
    ├── NotSupported           what the store behind the service cannot do (older revisions of a remote one)
    ├── InvalidGraph           a graph that breaks ontology/shapes.ttl
    └── StoreError             the store's folder cannot be used (the operator's disk)
        ├── StoreBusy          another writer holds the store
        └── StoreVersion       written by another version of policygraph

``api.errors`` maps these to HTTP status, ``policygraph.cli`` to exit codes. The message says what
happened and what to do next, for people.
"""

from __future__ import annotations

from collections.abc import Mapping

from ontology.reasons import told

__all__ = [
    "DocumentError",
    "EmptyDocument",
    "Gone",
    "InvalidGraph",
    "LimitExceeded",
    "NotFound",
    "NotSupported",
    "PolicygraphError",
    "QueryError",
    "QueryRefused",
    "QuerySyntaxError",
    "Refusal",
    "StoreBusy",
    "StoreError",
    "StoreVersion",
    "UnreadableDocument",
    "WriteRefused",
]


class PolicygraphError(Exception):
    """Anything that policygraph raises on purpose."""


class DocumentError(PolicygraphError):
    """A document that cannot become facts.

    ``source`` is the file's name as the caller gave it, ``place`` where in it (may be empty).
    """

    def __init__(self, message: str, *, source: str = "", place: str = "") -> None:
        super().__init__(message)
        self.source = source
        self.place = place

    def __str__(self) -> str:
        where = ", ".join(part for part in (self.source, self.place) if part)
        return f"{where}: {self.args[0]}" if where else str(self.args[0])


class UnreadableDocument(DocumentError):
    """Not text, encrypted, in an unknown encoding or over the size limit."""


class EmptyDocument(DocumentError):
    """No text, or text without a single heading."""


class Refusal(PolicygraphError):
    """What was asked is not done.

    ``reason`` and ``values`` name the words of `ontology.reasons`, so that it can be told in the reader's
    language; the message is those words in English unless it is given.
    """

    def __init__(
        self, message: str = "", *, reason: str = "", values: Mapping[str, object] | None = None
    ) -> None:
        self.reason = reason
        self.values = dict(values or {})
        super().__init__(message or told(reason, "en", self.values))


class QueryError(Refusal):
    """A query that cannot be answered as it stands."""


class QuerySyntaxError(QueryError):
    """SPARQL that does not parse; ``line`` and ``column`` count from 1, None where unknown."""

    def __init__(
        self,
        message: str = "",
        *,
        line: int | None = None,
        column: int | None = None,
        reason: str = "",
        values: Mapping[str, object] | None = None,
    ) -> None:
        self.line = line
        self.column = column
        place = {} if line is None else {"line": line, "column": column}
        super().__init__(message, reason=reason, values={**place, **(values or {})})


class QueryRefused(QueryError):
    """A feature that this service has switched off."""


class LimitExceeded(Refusal):
    """A valid query that ran over ``limit``: ``time``, ``memory``, ``size``, ``workers``, or ``cancelled``.

    The reason is ``limit.`` and the limit's name, unless another is given.
    """

    def __init__(
        self, message: str = "", *, limit: str, reason: str = "", values: Mapping[str, object] | None = None
    ) -> None:
        self.limit = limit
        super().__init__(message, reason=reason or f"limit.{limit}", values=values)


class WriteRefused(Refusal):
    """A change that its author may not make."""


class NotFound(PolicygraphError):
    """No such resource, revision or format."""


class Gone(NotFound):
    """A revision that was kept once and is not any more."""


class NotSupported(PolicygraphError):
    """Something that the store behind the service cannot do; the message says what can."""


class InvalidGraph(PolicygraphError):
    """A graph that breaks the shapes; the message lists the first breaches."""


class StoreError(PolicygraphError):
    """The store cannot be used.

    The message is for the operator and may name a folder; ``reason`` and ``values`` name the words of
    `ontology.reasons` for readers of the service, who learn nothing of that.
    """

    def __init__(
        self, message: str = "", *, reason: str = "", values: Mapping[str, object] | None = None
    ) -> None:
        self.reason = reason
        self.values = dict(values or {})
        super().__init__(message or told(reason, "en", self.values))


class StoreBusy(StoreError):
    """Another process is writing to the store."""


class StoreVersion(StoreError):
    """The store was written by another version of policygraph."""
