"""A client that leaves frees the worker that answers it."""

from __future__ import annotations

import asyncio
import threading
from typing import Any, ClassVar, cast

import pytest
from fastapi import Request

from api.answering import answer_unless_left
from api.context import Service
from api.settings import Settings
from graph.engine import Answer, Query
from graph.memory import InMemoryEngine
from ontology.errors import LimitExceeded
from tests.timing import PATIENCE


class Patient(InMemoryEngine):
    """An engine that works until it is told to stop."""

    def __init__(self) -> None:
        super().__init__(())
        self.told = False

    def answer(self, query: Query, cancel: threading.Event | None = None) -> Answer:
        """Wait for the event."""
        del query
        self.told = cancel is not None and cancel.wait(PATIENCE)
        raise LimitExceeded("the client has left", limit="cancelled")


def test_the_engine_is_told_when_the_client_has_left() -> None:
    """The event is set while the query runs, and the answer is not waited for in vain."""
    engine = Patient()

    class Left:
        """A request whose client is gone."""

        scope: ClassVar[dict[str, Any]] = {
            "type": "http",
            "state": {"service": Service(engine, Settings(), "")},
        }

        async def is_disconnected(self) -> bool:
            """It has left."""
            return True

    async def ask() -> Any:
        return await answer_unless_left(cast(Request, Left()), engine, Query("ASK {}"))

    with pytest.raises(LimitExceeded):
        asyncio.run(ask())
    assert engine.told
