"""A pool of processes that answer strangers' queries and can be killed: the engine cannot be interrupted.

Plain subprocesses with a socket, not `multiprocessing.Process`: nothing of the caller's main module
is imported again, so the pool works in a service, a notebook and a script alike.
"""

from __future__ import annotations

import logging
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections import deque
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Final

from graph.engine import Answer, Form, Limits, Query
from graph.places import Places
from graph.revision import Revision
from graph.spool import AnswerFile
from graph.worker import Done, Failed, Job
from ontology.errors import LimitExceeded, StoreError

__all__ = ["WorkerCounts", "WorkerPool"]

_log = logging.getLogger("policygraph.workers")

_START_SECONDS: Final = 60.0
_POLL_SECONDS: Final = 0.05
_CHILD: Final = "from graph.worker import main; main()"


@dataclass(frozen=True, slots=True)
class WorkerCounts:
    """Processes that answer (``busy``) or are ready (``idle``), queries that wait, and totals since the start.

    ``killed`` were ended because of a limit or a client that left, or broke.
    """

    busy: int
    idle: int
    waiting: int
    started: int
    killed: int


class WorkerPool:
    """Up to ``limits.workers`` processes, started when first needed, each doing one query at a time.

    One that had to be ended is replaced at once, so that the next query need not wait for its start.
    """

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._places = Places(limits.workers)
        self._changed = threading.Condition()
        #: These three under the condition: processes that are ready, how many are being started in the
        #: background, how many threads wait for one of those.
        self._idle: deque[_Worker] = deque()
        self._starting = 0
        self._claims = 0
        self._folder: Path | None = None
        self._closed = False
        self._jobs = 0
        self._started = 0
        self._killed = 0

    @property
    def counts(self) -> WorkerCounts:
        """What the processes are doing at this moment."""
        places = self._places
        return WorkerCounts(places.busy, len(self._idle), places.waiting, self._started, self._killed)

    def run(self, revision: Revision | None, query: Query, cancel: threading.Event | None = None) -> Answer:
        """Answer a query on a revision (None: on an empty graph), complete, or raise.

        Raises what `graph.asking.write_answer` raises, `LimitExceeded` for time, memory, size, a full
        queue (``limit="workers"``) and a set ``cancel`` (``limit="cancelled"``), `StoreError` for a
        process that broke. The process is replaced whenever it did not finish by itself.
        """
        self._enter(cancel)
        try:
            output = self._output()
            try:
                snapshot = str(revision.path) if revision else ""
                done = self._ask(Job(query, snapshot, str(output), self._limits.size), cancel)
                number = revision.number if revision else 0
                body = AnswerFile(output) if done.body is None else done.body
                return Answer(done.media_type, body, done.size, number, done.form)
            except BaseException:
                output.unlink(missing_ok=True)
                raise
        finally:
            self._places.release()

    def check(self, query: Query, cancel: threading.Event | None = None) -> Form:
        """The form of a query that is valid and allowed here; raises as `run` does, and answers nothing."""
        self._enter(cancel)
        try:
            return self._ask(Job(query, "", "", self._limits.size, check=True), cancel).form
        finally:
            self._places.release()

    def close(self) -> None:
        """End all processes; queries that run now end first or at their limit. Once is enough."""
        with self._changed:
            closed, self._closed = self._closed, True
        if closed:
            return
        self._places.drain(self._limits.seconds + self._limits.wait)
        with self._changed:
            self._changed.wait_for(lambda: not self._starting, _START_SECONDS)
            while self._idle:
                self._idle.pop().stop()
        if self._folder is not None:
            shutil.rmtree(self._folder, ignore_errors=True)

    def _enter(self, cancel: threading.Event | None) -> None:
        if self._closed:
            raise StoreError("the query engine has been closed", reason="store.closed")
        self._places.take(self._limits.wait, cancel)

    def _ask(self, job: Job, cancel: threading.Event | None) -> Done:
        worker = self._worker()
        finished = False
        try:
            seconds = min(job.query.timeout or self._limits.seconds, self._limits.seconds)
            reply = worker.ask(job, seconds, cancel)
            finished = True
        finally:
            if finished:
                self._give(worker)
            else:
                worker.stop()
                self._killed += 1
                self._replace()
        if isinstance(reply, Failed):
            raise reply.error()
        return reply

    def _worker(self) -> _Worker:
        """A process that is ready, one that is being started, or a new one."""
        while (worker := self._ready()) is not None:
            if worker.alive:
                return worker
            worker.stop()
        return self._start()

    def _ready(self) -> _Worker | None:
        with self._changed:
            while not self._idle and self._starting > self._claims:
                self._claims += 1
                self._changed.wait(_START_SECONDS)
                self._claims -= 1
            return self._idle.pop() if self._idle else None

    def _give(self, worker: _Worker) -> None:
        with self._changed:
            self._idle.append(worker)
            self._changed.notify_all()

    def _replace(self) -> None:
        """Start a process in the background; who needs one meanwhile waits for it."""
        if self._closed:
            return
        with self._changed:
            self._starting += 1

        def start() -> None:
            try:
                self._give(self._start())
            except (StoreError, OSError) as error:
                # Whoever needs one tries again, and says so to whom it concerns.
                _log.warning("a query process could not be replaced: %s", error)
            finally:
                with self._changed:
                    self._starting -= 1
                    self._changed.notify_all()

        threading.Thread(target=start, name="worker-start", daemon=True).start()

    def _start(self) -> _Worker:
        self._started += 1
        return _Worker(self._limits.memory)

    def _output(self) -> Path:
        with self._changed:
            if self._folder is None:
                self._folder = Path(tempfile.mkdtemp(prefix="policygraph-"))
            self._jobs += 1
            return self._folder / str(self._jobs)


class _Worker:
    """One process and the socket to it."""

    def __init__(self, memory: int) -> None:
        ours, theirs = socket.socketpair()
        with theirs:
            environment = dict(os.environ, PYTHONPATH=os.pathsep.join(path or "." for path in sys.path))
            command = [sys.executable, "-P", "-c", _CHILD, str(theirs.fileno()), str(memory)]
            self._process = subprocess.Popen(  # noqa: S603 our own interpreter and module
                command, pass_fds=[theirs.fileno()], env=environment, stdin=subprocess.DEVNULL
            )
        self._connection = Connection(ours.detach())
        if not self._connection.poll(_START_SECONDS):
            self.stop()
            raise StoreError("a query process did not start", reason="store.worker")
        try:
            self._connection.recv()
        except (EOFError, OSError):
            self.stop()
            raise StoreError(
                "a query process did not start: see its messages above", reason="store.worker"
            ) from None

    @property
    def alive(self) -> bool:
        return self._process.poll() is None

    def ask(self, job: Job, seconds: float, cancel: threading.Event | None) -> Done | Failed:
        deadline = time.monotonic() + seconds
        try:
            self._connection.send(job)
            while not self._connection.poll(min(_POLL_SECONDS, max(0.0, deadline - time.monotonic()))):
                if cancel is not None and cancel.is_set():
                    raise LimitExceeded("the query was given up by its sender", limit="cancelled")
                if time.monotonic() >= deadline:
                    raise LimitExceeded(
                        f"the query took longer than {seconds:g} seconds: make it more specific", limit="time"
                    )
            reply: Done | Failed = self._connection.recv()
        except (EOFError, OSError):
            raise self._died() from None
        return reply

    def _died(self) -> LimitExceeded | StoreError:
        status = self._process.wait()
        # An allocation over the limit aborts (SIGABRT); the system's out-of-memory killer uses SIGKILL.
        if status in (-6, -9):
            return LimitExceeded("the query needs too much memory: make it more specific", limit="memory")
        return StoreError(f"a query process ended unexpectedly (status {status})", reason="store.worker")

    def stop(self) -> None:
        self._connection.close()
        self._process.kill()
        self._process.wait()
