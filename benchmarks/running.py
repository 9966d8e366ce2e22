"""A store while it is measured: started, asked, and started again when it has ended or works for nobody."""

from __future__ import annotations

import subprocess
import sys
import time
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import Final

from benchmarks.asking import Failed, Session
from benchmarks.peers import Data, Peer, Server
from benchmarks.processes import alive

__all__ = ["BROKEN", "Running", "tell"]

#: What a store can fail with; the others are measured all the same.
BROKEN: Final = (Failed, OSError, RuntimeError, subprocess.SubprocessError)
_READY: Final = "ASK { ?s ?p ?o }"
#: Seconds over the server's own limit that an answer, or its refusal, may take to arrive.
_GRACE: Final = 5
#: What lines of a log have in them that tell why a server ended, the most telling first.
_TELLING: Final = ("annot allocate", "ut of memory", "OutOfMemory", "panicked", "atal", "Traceback")
#: Characters of a log that are quoted.
_QUOTED: Final = 200


class Running:
    """A peer that serves what it has loaded; a context manager.

    ``patience`` seconds are what an answer may take. ``took`` are the seconds of its first start until it answered,
    ``ended`` says in words when it had to be started again. Raises one of `BROKEN` when it does not start.
    """

    def __init__(self, name: str, peer: Peer, data: Data, folder: Path, patience: int) -> None:
        self.name, self.took = name, 0.0
        self.ended: list[str] = []
        self._peer, self._data, self._folder, self._patience = peer, data, folder, patience
        self._stack = ExitStack()
        self._started: tuple[Server, Session] | None = None
        self._last = "the start"
        self._logged = 0

    def __enter__(self) -> Running:
        began = time.monotonic()
        try:
            self._start()
        except BaseException:
            self._stop()
            raise
        self.took = time.monotonic() - began
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stop()

    @property
    def server(self) -> Server:
        """The server now; `RuntimeError` when it could not be started again."""
        if self._started is None:
            raise RuntimeError("it could not be started again")
        return self._started[0]

    @property
    def session(self) -> Session:
        """A connection to it."""
        if self._started is None:
            raise RuntimeError("it could not be started again")
        return self._started[1]

    def prepare(self, question: str) -> None:
        """See that it runs before it is asked something."""
        if not alive(self.server.process):
            self.restart(f"it ended during or after “{self._last}”{self._words()}")
        self._last = question

    def look_after(self, *, late: bool) -> None:
        """After a failure: start it again when it has ended, or when it may still work on what nobody waits for."""
        deadline = time.monotonic() + 1.0
        while (lives := alive(self.server.process)) and not late and time.monotonic() < deadline:
            time.sleep(0.05)
        if not lives:
            self.restart(f"it ended during “{self._last}”{self._words()}")
        elif late:
            self.restart(f"it was ended when it had worked too long on “{self._last}”")

    def restart(self, why: str) -> None:
        """End what is left of it, and start it."""
        self.ended.append(why)
        tell(f"{self.name}: {why}; it is started again")
        self._stop()
        self._start()

    def _start(self) -> None:
        log = self._folder.with_suffix(".log")
        self._logged = log.stat().st_size if log.exists() else 0
        server = self._stack.enter_context(self._peer.serve(self._data, self._folder, self._patience))
        session = Session(server, self._patience + _GRACE)
        self._started = server, session
        deadline = time.monotonic() + session.seconds
        while True:  # a server that takes connections may not yet answer questions
            try:
                session.ask(_READY)
            except (Failed, OSError):
                if time.monotonic() > deadline:
                    raise
                time.sleep(0.05)
            else:
                return

    def _stop(self) -> None:
        if self._started is not None:
            self._started[1].close()
        self._started = None
        self._stack.close()

    def _words(self) -> str:
        """The line of its log since its start that says most of why it ended, if any does."""
        lines = self.server.log.read_bytes()[self._logged :].decode(errors="replace").splitlines()
        for telling in _TELLING:
            found = [line.strip() for line in lines if telling in line]
            if found:
                return f" ({found[-1][:_QUOTED]})"
        return ""


def tell(words: str) -> None:
    """A line with the time, for who waits."""
    sys.stderr.write(f"{time.strftime('%H:%M:%S')} {words}\n")
    sys.stderr.flush()
