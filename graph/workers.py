"""A pool of processes that answer strangers' queries and can be killed: the engine cannot be interrupted.

Plain subprocesses with a socket, not `multiprocessing.Process`: nothing of the caller's main module
is imported again, so the pool works in a service, a notebook and a script alike.
"""

from __future__ import annotations

import os
import queue
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Final

from graph.engine import Answer, Limits, Query
from graph.revision import Revision
from graph.worker import Done, Failed, Job
from ontology.errors import LimitExceeded, StoreError

__all__ = ["WorkerPool"]

_START_SECONDS: Final = 30.0
_POLL_SECONDS: Final = 0.05
_CHILD: Final = "from graph.worker import main; main()"
#: Answers up to this size are handed out as bytes, larger ones as a file.
_IN_MEMORY: Final = 1 << 20


class WorkerPool:
    """Up to ``limits.workers`` processes, started when first needed, each doing one query at a time."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._places = threading.BoundedSemaphore(limits.workers)
        self._idle: queue.SimpleQueue[_Worker] = queue.SimpleQueue()
        self._lock = threading.Lock()
        self._folder: Path | None = None
        self._closed = False
        self._jobs = 0

    def run(self, revision: Revision | None, query: Query, cancel: threading.Event | None = None) -> Answer:
        """Answer a query on a revision (None: on an empty graph), complete, or raise.

        Raises what `graph.asking.write_answer` raises, `LimitExceeded` for time, memory, size, a full
        queue (``limit="workers"``) and a set ``cancel`` (``limit="cancelled"``), `StoreError` for a
        process that broke. The process is replaced whenever it did not finish by itself.
        """
        if not self._places.acquire(timeout=self._limits.wait):
            raise LimitExceeded(
                "all workers are busy with other queries: try again in a few seconds", limit="workers"
            )
        try:
            if self._closed:
                raise StoreError("the query engine has been closed")
            output = self._output()
            try:
                return self._finish(revision, self._ask(revision, query, output, cancel), output)
            except BaseException:
                output.unlink(missing_ok=True)
                raise
        finally:
            self._places.release()

    def warm(self) -> None:
        """Start one process now, so that the first query does not wait for it."""
        with self._places:
            if not self._closed and self._idle.empty():
                self._idle.put(_Worker(self._limits.memory))

    def close(self) -> None:
        """End all processes; queries that run now end first or at their limit."""
        self._closed = True
        for _ in range(self._limits.workers):
            self._places.acquire(timeout=self._limits.seconds + self._limits.wait)
        while not self._idle.empty():
            self._idle.get_nowait().stop()
        if self._folder is not None:
            shutil.rmtree(self._folder, ignore_errors=True)
        for _ in range(self._limits.workers):
            self._places.release()

    def _ask(
        self, revision: Revision | None, query: Query, output: Path, cancel: threading.Event | None
    ) -> Done:
        worker = self._worker()
        finished = False
        try:
            seconds = min(query.timeout or self._limits.seconds, self._limits.seconds)
            reply = worker.ask(
                Job(query, str(revision.path) if revision else "", str(output), self._limits.size),
                seconds,
                cancel,
            )
            finished = True
        finally:
            if finished:
                self._idle.put(worker)
            else:
                worker.stop()
        if isinstance(reply, Failed):
            raise reply.error()
        return reply

    def _finish(self, revision: Revision | None, done: Done, output: Path) -> Answer:
        body: bytes | Path = output
        if done.size <= _IN_MEMORY:
            body = output.read_bytes()
            output.unlink()
        return Answer(done.media_type, body, done.size, revision.number if revision else 0, done.form)

    def _worker(self) -> _Worker:
        while True:
            try:
                worker = self._idle.get_nowait()
            except queue.Empty:
                return _Worker(self._limits.memory)
            if worker.alive:
                return worker
            worker.stop()

    def _output(self) -> Path:
        with self._lock:
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
            raise StoreError("a query process did not start")
        try:
            self._connection.recv()
        except (EOFError, OSError):
            self.stop()
            raise StoreError("a query process did not start: see its messages above") from None

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
        return StoreError(f"a query process ended unexpectedly (status {status})")

    def stop(self) -> None:
        self._connection.close()
        self._process.kill()
        self._process.wait()
