"""What a service makes ready when it starts, so that the first question does not wait for it."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from typing import Final

from graph.embedded import EmbeddedEngine
from graph.engine import Engine
from graph.views.ahead import read_ahead
from ontology.errors import PolicygraphError

__all__ = ["Warming"]

_log = logging.getLogger("policygraph.lists")
#: Seconds that a stop waits for the reading to end.
_PATIENCE: Final = 30.0


class Warming:
    """Has the engine warmed, what was added done, and the registers of the lists read, in a thread.

    A page that needs the registers meanwhile waits for the same reading. Registers only of revisions on disk: small graphs
    in memory are read when somebody asks.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._added: list[Callable[[Engine], object]] = []
        self._thread: threading.Thread | None = None

    def add(self, make: Callable[[Engine], object]) -> None:
        """Have this made ready, too."""
        self._added.append(make)

    def start(self) -> None:
        """Begin, if there is something to read."""
        try:
            revision = self._engine.revision
        except PolicygraphError:
            return  # the pages tell what is wrong
        if revision is not None and (revision.path is not None or self._added):
            self._thread = threading.Thread(target=self._read, name="lists", daemon=True)
            self._thread.start()

    def close(self) -> None:
        """Wait until nothing is read any more."""
        if self._thread is not None:
            self._thread.join(_PATIENCE)

    def _read(self) -> None:
        try:
            if isinstance(self._engine, EmbeddedEngine):
                self._engine.warm()
            for make in self._added:
                make(self._engine)
            revision = self._engine.revision
            if revision is not None and revision.path is not None:
                read_ahead(self._engine)
        except PolicygraphError:
            _log.warning("what could not be made ahead is made for the first who needs it", exc_info=True)
