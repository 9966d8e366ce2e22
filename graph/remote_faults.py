"""What is said of a SPARQL server that does not answer as it should."""

from __future__ import annotations

from ontology.errors import StoreError

__all__ = ["remote_fault"]


def remote_fault(words: str) -> StoreError:
    """The error for the operator and, in their language, for readers of the service; ``words`` name the server."""
    return StoreError(words, reason="store.remote", values={"words": words})
