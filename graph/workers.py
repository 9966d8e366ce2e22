"""A pool of processes that answer strangers' queries and can be killed: the engine cannot be interrupted.

Plain subprocesses with a socket, not `multiprocessing.Process`: nothing of the caller's main module
is imported again, so the pool works in a service, a notebook and a script alike. Threads wait for an answer in
`WorkerPool.run`, tasks of an event loop in `WorkerPool.answered`: the same places, processes and limits.
"""

from __future__ import annotations

import asyncio
import itertools
import logging
import select
import shutil
import socket
import tempfile
import threading
import time
from collections import deque
from dataclasses import dataclass
from pathlib import Path
from typing import Final, cast

from graph.children import start_child
from graph.engine import Answer, Form, Limits, Query
from graph.places import Places
from graph.revision import Revision
from graph.spool import AnswerFile
from graph.wire import Incoming, packed, send
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
        self._jobs = itertools.count(1)
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
        self._refuse_closed()
        self._places.take(self._limits.wait, cancel)
        try:
            job = self._job(revision, query)
            return self._answer(job, revision, self._ask(job, cancel))
        finally:
            self._places.release()

    async def answered(self, revision: Revision | None, query: Query) -> Answer:
        """`run` for a task: its event loop waits for the process itself. Cancelling the task ends the query."""
        self._refuse_closed()
        await self._places.taken(self._limits.wait)
        try:
            job = self._job(revision, query)
            worker = self._ready(patient=False) or await self._started_aside()
            finished = False
            try:
                reply = await worker.answered(job, self._seconds(job))
                finished = True
            finally:
                if finished:
                    self._give(worker)
                else:
                    worker.kill()
                    self._replace(worker, job)  # to wait for its end takes a while
            return self._answer(job, revision, reply)
        finally:
            self._places.release()

    def check(self, query: Query, cancel: threading.Event | None = None) -> Form:
        """The form of a query that is valid and allowed here; raises as `run` does, and answers nothing."""
        self._refuse_closed()
        self._places.take(self._limits.wait, cancel)
        try:
            return _done(self._ask(Job(query, "", "", self._limits.size, check=True), cancel)).form
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

    def _refuse_closed(self) -> None:
        if self._closed:
            raise StoreError("the query engine has been closed", reason="store.closed")

    def _seconds(self, job: Job) -> float:
        return min(job.query.timeout or self._limits.seconds, self._limits.seconds)

    def _job(self, revision: Revision | None, query: Query) -> Job:
        if self._folder is None:
            with self._changed:
                self._folder = self._folder or Path(tempfile.mkdtemp(prefix="policygraph-"))
        snapshot = str(revision.path) if revision else ""
        return Job(query, snapshot, f"{self._folder}/{next(self._jobs)}", self._limits.size)

    def _answer(self, job: Job, revision: Revision | None, reply: Done | Failed) -> Answer:
        try:
            done = _done(reply)
            body = AnswerFile(Path(job.output)) if done.body is None else done.body
        except BaseException:
            _forget(job)
            raise
        return Answer(done.media_type, body, done.size, revision.number if revision else 0, done.form)

    def _ask(self, job: Job, cancel: threading.Event | None) -> Done | Failed:
        worker = self._ready(patient=True) or self._start()
        finished = False
        try:
            reply = worker.ask(job, self._seconds(job), cancel)
            finished = True
        finally:
            if finished:
                self._give(worker)
            else:
                worker.stop()
                _forget(job)
                self._replace(worker, job)
        return reply

    def _ready(self, *, patient: bool) -> _Worker | None:
        """A process that is ready or, if ``patient``, one that is being started; None: a new one is needed."""
        while True:
            with self._changed:
                while patient and not self._idle and self._starting > self._claims:
                    self._claims += 1
                    self._changed.wait(_START_SECONDS)
                    self._claims -= 1
                if not self._idle:
                    return None
                worker = self._idle.pop()
            if worker.alive:
                return worker
            worker.stop()

    async def _started_aside(self) -> _Worker:
        """A process that a thread waits for; it is kept for others when the task is cancelled meanwhile."""
        starting = asyncio.ensure_future(
            asyncio.to_thread(lambda: self._ready(patient=True) or self._start())
        )
        try:
            return await asyncio.shield(starting)
        except asyncio.CancelledError:
            starting.add_done_callback(self._keep_started)
            raise

    def _keep_started(self, starting: asyncio.Future[_Worker]) -> None:
        if not starting.cancelled() and starting.exception() is None:
            self._give(starting.result())

    def _give(self, worker: _Worker) -> None:
        with self._changed:
            self._idle.append(worker)
            self._changed.notify_all()

    def _replace(self, ended: _Worker, job: Job) -> None:
        """Start a process in the background in the place of one that ends; who needs one meanwhile waits for it.

        What the ended one may have written of its answer is removed.
        """
        self._killed += 1
        with self._changed:
            self._starting += 1

        def start() -> None:
            try:
                ended.stop()
                _forget(job)
                if not self._closed:
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


class _Worker:
    """One process and the socket to it."""

    def __init__(self, memory: int) -> None:
        ours, theirs = socket.socketpair()
        with theirs:
            number = theirs.fileno()
            self._process = start_child(_CHILD, [str(number), str(memory)], pass_fds=[number])
        self._connection = ours
        self._incoming = Incoming(ours)
        ours.settimeout(_START_SECONDS)
        try:
            self._incoming.next()
        except (EOFError, OSError) as error:
            self.stop()
            more = "" if isinstance(error, TimeoutError) else ": see its messages above"
            raise StoreError(f"a query process did not start{more}", reason="store.worker") from None
        ours.setblocking(False)  # event loops want it so

    @property
    def alive(self) -> bool:
        return self._process.poll() is None

    def ask(self, job: Job, seconds: float, cancel: threading.Event | None) -> Done | Failed:
        """Have a thread wait for the reply; raises as `WorkerPool.run` does."""
        deadline = time.monotonic() + seconds
        came = select.poll()
        came.register(self._connection, select.POLLIN)
        try:
            send(self._connection, packed(job), seconds)
            while True:
                left = max(0.0, deadline - time.monotonic())
                if came.poll(min(_POLL_SECONDS, left) * 1000):
                    reply = self._incoming.read()
                    if reply is not None:
                        return cast("Done | Failed", reply)
                elif left == 0:
                    raise _too_long(seconds)
                if cancel is not None and cancel.is_set():
                    raise LimitExceeded("the query was given up by its sender", limit="cancelled")
        except TimeoutError:
            raise _too_long(seconds) from None
        except (EOFError, OSError):
            raise self._died() from None

    async def answered(self, job: Job, seconds: float) -> Done | Failed:
        """Have the event loop wait for the reply."""
        loop = asyncio.get_running_loop()
        reply: asyncio.Future[Done | Failed] = loop.create_future()

        def come() -> None:
            try:
                found = self._incoming.read()
            except BlockingIOError:
                return
            except (EOFError, OSError) as error:
                fail(error)
                return
            if found is not None and not reply.done():
                reply.set_result(cast("Done | Failed", found))

        def fail(error: Exception) -> None:
            if not reply.done():
                reply.set_exception(error)

        descriptor = self._connection.fileno()
        timer = loop.call_later(seconds, fail, _too_long(seconds))
        loop.add_reader(descriptor, come)
        try:
            await self._send(packed(job), seconds)
            return await reply
        except TimeoutError:
            raise _too_long(seconds) from None
        except (EOFError, OSError):
            raise await asyncio.to_thread(self._died) from None
        finally:
            timer.cancel()
            loop.remove_reader(descriptor)

    async def _send(self, message: bytes, seconds: float) -> None:
        """Give an idle process a message; a thread waits where it is larger than the socket takes at once."""
        try:
            sent = self._connection.send(message)
        except BlockingIOError:
            sent = 0
        if sent < len(message):
            await asyncio.to_thread(send, self._connection, message[sent:], seconds)

    def _died(self) -> LimitExceeded | StoreError:
        status = self._process.wait()
        # An allocation over the limit aborts (SIGABRT); the system's out-of-memory killer uses SIGKILL.
        if status in (-6, -9):
            return LimitExceeded("the query needs too much memory: make it more specific", limit="memory")
        return StoreError(f"a query process ended unexpectedly (status {status})", reason="store.worker")

    def kill(self) -> None:
        """Have the process end; nobody waits for that yet."""
        self._process.kill()

    def stop(self) -> None:
        """End the process, and wait until it has ended."""
        self._process.kill()
        self._process.wait()
        self._connection.close()


def _forget(job: Job) -> None:
    if job.output:
        Path(job.output).unlink(missing_ok=True)


def _done(reply: Done | Failed) -> Done:
    if isinstance(reply, Failed):
        raise reply.error()
    return reply


def _too_long(seconds: float) -> LimitExceeded:
    return LimitExceeded(
        f"the query took longer than {seconds:g} seconds: make it more specific", limit="time"
    )
