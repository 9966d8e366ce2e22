"""What runs in a worker process: open revisions read-only, answer one query at a time, obey limits.

Started by `graph.workers` with the number of a socket; it dies with its parent. Errors travel as
name, message and attributes, because exceptions with keyword arguments do not survive pickling.
"""

from __future__ import annotations

import errno
import os
import resource
import signal
import socket
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, cast

from pyoxigraph import Store

from graph.asking import Bounded, check_query, write_answer
from graph.children import tie_to_parent
from graph.engine import Form, Query
from graph.formats import GraphFormat, ResultsFormat
from graph.numbers import StoreNumbers
from graph.spool import Spool
from graph.wire import Incoming, packed
from ontology import errors
from ontology.errors import LimitExceeded, PolicygraphError, QuerySyntaxError, Refusal, StoreError

__all__ = ["Done", "Failed", "Job", "limit_memory", "main"]


@dataclass(frozen=True, slots=True)
class Job:
    """A query on the snapshot in folder ``snapshot`` (empty: on an empty graph).

    The answer may have ``size`` bytes and goes to file ``output`` unless it is small. ``check`` only looks
    whether the query is one, and writes nothing.
    """

    query: Query
    snapshot: str
    output: str
    size: int
    check: bool = False

    def __reduce__(self) -> tuple[object, ...]:
        """Plain values: dataclasses with slots and members of enums take ten times as long on their way."""
        query = self.query
        formats = tuple(item.name if item is not None else None for item in (query.results, query.graph))
        graphs = query.default_graphs, query.named_graphs
        asked = (query.text, *graphs, query.timeout, *formats, query.base_iri, query.allowed)
        return _job, (asked, self.snapshot, self.output, self.size, self.check)


def _job(asked: tuple[Any, ...], snapshot: str, output: str, size: int, check: bool) -> Job:
    """A job again."""
    text, default, named, timeout, results, graph, base, allowed = asked
    formats = ResultsFormat[results] if results else None, GraphFormat[graph] if graph else None
    return Job(Query(text, default, named, timeout, *formats, base, allowed), snapshot, output, size, check)


@dataclass(frozen=True, slots=True)
class Done:
    """The answer is complete: in ``body``, or in the job's output file when that is None."""

    form: Form
    media_type: str
    size: int
    body: bytes | None = field(default=None, repr=False)

    def __reduce__(self) -> tuple[object, ...]:
        """See `Job`."""
        return Done, (self.form, self.media_type, self.size, self.body)


@dataclass(frozen=True, slots=True)
class Failed:
    """The query failed with an error of `ontology.errors`."""

    kind: str
    message: str
    details: dict[str, Any]

    def error(self) -> PolicygraphError:
        """The exception again."""
        if self.kind == "QuerySyntaxError":
            return QuerySyntaxError(self.message, **self.details)
        if self.kind == "LimitExceeded":
            return LimitExceeded(self.message, **self.details)
        kind = getattr(errors, self.kind, None)
        known = isinstance(kind, type) and issubclass(kind, (Refusal, StoreError))
        if not known or kind is None:
            return StoreError(self.message)
        error: PolicygraphError = kind(self.message, **self.details)
        return error  # StoreError and its kind have no details

    @classmethod
    def of(cls, error: PolicygraphError) -> Failed:
        """Pack an exception."""
        return cls(type(error).__name__, str(error), dict(vars(error)))


def main() -> None:
    """Serve jobs from the socket named by the first argument; the second is the memory limit in bytes."""
    connection = socket.socket(fileno=int(sys.argv[1]))
    incoming = Incoming(connection)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's to handle
    tie_to_parent(os.getppid())
    memory = int(sys.argv[2])
    connection.sendall(packed("ready"))
    desk = _Desk(memory)
    try:
        while True:
            connection.sendall(packed(desk.reply(cast("Job", incoming.next()))))
    except (EOFError, ConnectionError):
        return


class _Desk:
    """Answers jobs one by one; keeps the snapshot of the last one open."""

    def __init__(self, memory: int) -> None:
        self._memory = memory
        self._opened: tuple[str, Store, StoreNumbers] | None = None

    def reply(self, job: Job) -> Done | Failed:
        """The answer, or the error that stands for it."""
        try:
            if self._opened is None or self._opened[0] != job.snapshot:
                self._opened = None  # close the old snapshot first
                store = _opened(job.snapshot, self._memory)
                self._opened = (job.snapshot, store, StoreNumbers(store))
                del store  # nothing else keeps a snapshot open
            return _answer(self._opened[1], self._opened[2], job)
        except PolicygraphError as error:
            return Failed.of(error)
        except MemoryError:
            return Failed("LimitExceeded", "the query needs too much memory", {"limit": "memory"})
        except OSError as error:
            full = error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
            reason = {"reason": "store.temporary" if full else "store.disk"}
            return Failed("StoreError", f"the query could not be run: {error}", reason)
        except (RuntimeError, ValueError) as error:
            return Failed("StoreError", f"the query could not be run: {error}", {"reason": "store.worker"})


def _opened(snapshot: str, memory: int) -> Store:
    """A snapshot, with the limit of memory for what is done with it.

    The database's threads, one for each core with a stack of 8 MiB, are not the query's: they start here.
    """
    _, hard = resource.getrlimit(resource.RLIMIT_DATA)
    resource.setrlimit(resource.RLIMIT_DATA, (hard, hard))
    store = Store.read_only(snapshot) if snapshot else Store()
    limit_memory(memory)
    return store


def _answer(store: Store, numbers: StoreNumbers, job: Job) -> Done:
    if job.check:
        return Done(check_query(job.query), "", 0)
    spool = Spool(job.output)
    try:
        bounded = Bounded(spool, job.size)
        written = write_answer(store, job.query, bounded, numbers)
    finally:
        body = spool.close()
    return Done(written.form, written.media_type, bounded.size, body)


def limit_memory(extra: int) -> None:
    """Let private memory grow by ``extra`` bytes only.

    RLIMIT_DATA counts what is really private (Linux 4.7); RLIMIT_AS would count mapped tables and
    untouched stacks too. Beyond it an allocation fails and the database aborts the process.
    """
    try:
        lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
        used = next(int(line.split()[1]) * 1024 for line in lines if line.startswith("VmData:"))
    except (OSError, StopIteration):
        used = 0
    _, hard = resource.getrlimit(resource.RLIMIT_DATA)
    wanted = used + extra if hard == resource.RLIM_INFINITY else min(used + extra, hard)
    resource.setrlimit(resource.RLIMIT_DATA, (wanted, hard))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))  # an abort on purpose leaves no core file
