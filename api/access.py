"""Who may change the graph: from the Authorization header to an author."""

from __future__ import annotations

from dataclasses import dataclass

from fastapi import Request

from api.context import Service, service_of
from api.errors import Unauthorized
from api.tokens import find_token
from graph.writing import Author, Writer
from ontology.errors import WriteRefused

__all__ = ["Access", "access_of", "writable"]


@dataclass(frozen=True, slots=True)
class Access:
    """A writer, and for whom it writes."""

    writer: Writer
    author: Author


def writable(service: Service, scope: str) -> bool:
    """Whether anybody may write by a scope: the store takes changes, and one of the tokens has the scope."""
    return service.writer is not None and any(token.author(scope) is not None for token in service.tokens)


def access_of(request: Request, scope: str) -> Access:
    """The writer for a request whose token has a scope.

    Raises `Unauthorized` without a token, `WriteRefused` for a wrong one, for one that lacks the scope,
    and where nobody may write.
    """
    service = service_of(request)
    if service.writer is None:
        raise WriteRefused(reason="write.backend")
    if not service.tokens:
        raise WriteRefused(reason="write.closed")
    kind, _, secret = request.headers.get("authorization", "").partition(" ")
    if kind.lower() != "bearer" or not secret.strip():
        raise Unauthorized(reason="write.none")
    token = find_token(service.tokens, secret.strip())
    if token is None:
        raise WriteRefused(reason="write.token")
    author = token.author(scope)
    if author is None:
        scopes = ", ".join(name for name, _ in token.scopes)
        raise WriteRefused(reason="write.not-for", values={"scope": scope, "scopes": scopes})
    return Access(service.writer, author)
