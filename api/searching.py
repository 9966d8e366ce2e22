"""The searcher of the application that answers a request."""

from __future__ import annotations

from typing import cast

from fastapi import Request

from graph.search.searcher import Searcher

__all__ = ["searcher_of"]


def searcher_of(request: Request) -> Searcher:
    """The searcher over the engine that ``create_app`` was given."""
    return cast(Searcher, request.app.state.searcher)
