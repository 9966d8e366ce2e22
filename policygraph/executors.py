"""Where documents are read: in this process, in processes of this machine, or on a Dask cluster.

Results come in the order of the items, and only a few are under way at a time, so memory does not
grow with their number.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import AbstractContextManager, contextmanager, nullcontext
from typing import Final, TypeVar

import click

__all__ = ["SCHEME", "collected_seldom", "connected", "in_processes", "on_executor"]

T = TypeVar("T")
R = TypeVar("R")

#: How the address of a Dask scheduler begins: ``dask://host:8786``.
SCHEME: Final = "dask://"
_CONNECT_SECONDS: Final = 10
#: Items under way for each worker: they go on reading while a window is written (a plan's lines are 1.4 MB).
_AHEAD: Final = 16
#: Objects made, and rounds of younger ones, before unused cycles are looked for.
_SELDOM: Final = (500_000, 50, 1000)
#: What the processes that read begin with.
_PRELOADED: Final = ("__main__", "policygraph.pipeline")


def connected(address: str | None) -> AbstractContextManager[Executor | None]:
    """The executor at an address (``dask://host:port``); None, meaning this machine, without one.

    Raises `click.UsageError` for another address or when Dask is not installed, and
    `click.ClickException` when nobody answers there.
    """
    return nullcontext(None) if address is None else _dask(address)


@contextmanager
def _dask(address: str) -> Iterator[Executor]:
    host = address.removeprefix(SCHEME)
    if not address.startswith(SCHEME) or ":" not in host:
        raise click.UsageError(f"--executor takes {SCHEME}HOST:PORT, not {address}")
    try:
        from distributed import Client
    except ImportError:
        raise click.UsageError(
            "--executor needs Dask: install policygraph[dask] here and on the workers"
        ) from None
    try:
        client = Client(f"tcp://{host}", timeout=_CONNECT_SECONDS)  # type: ignore[no-untyped-call]
    except OSError as error:
        raise click.ClickException(f"no Dask scheduler answers at {host}: {error}") from error
    with client:
        yield client.get_executor()  # type: ignore[no-untyped-call]


def on_executor(
    function: Callable[[T], R], items: Iterable[T], executor: Executor, ahead: int
) -> Iterator[R]:
    """Results on any executor, in order, with at most ``ahead`` items under way."""
    waiting: deque[Future[R]] = deque()
    try:
        for item in items:
            waiting.append(executor.submit(function, item))
            if len(waiting) >= ahead:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
    finally:
        for future in waiting:
            future.cancel()


def in_processes(
    function: Callable[[T], R],
    items: Iterable[T],
    died: Callable[[T], R],
    modules: Sequence[str] = (),
    workers: int | None = None,
) -> Iterator[R]:
    """Results from processes of this machine, in order. ``modules`` are what ``function`` imports, read once for all.

    An item whose process dies (a fault in a library, the machine's memory) gives ``died(item)``;
    the others are done again.
    """
    workers = workers or os.cpu_count() or 1
    waiting: deque[tuple[T, Future[R]]] = deque()
    left = iter(items)
    pool = _pool(workers, modules)
    try:
        while True:
            while len(waiting) < workers * _AHEAD:
                try:
                    item = next(left)
                except StopIteration:
                    break
                waiting.append((item, pool.submit(function, item)))
            if not waiting:
                return
            item, future = waiting.popleft()
            try:
                result = future.result()
            except BrokenProcessPool:
                pool.shutdown(cancel_futures=True)
                suspects = [item, *(each for each, _ in waiting)]
                waiting.clear()
                for suspect in suspects:
                    yield _alone(function, suspect, died, modules)
                pool = _pool(workers, modules)
                continue
            yield result
    finally:
        pool.shutdown(cancel_futures=True)


def _alone(function: Callable[[T], R], item: T, died: Callable[[T], R], modules: Sequence[str]) -> R:
    with _pool(1, modules) as pool:
        try:
            return pool.submit(function, item).result()
        except BrokenProcessPool:
            return died(item)


def _pool(workers: int, modules: Sequence[str]) -> ProcessPoolExecutor:
    # Not forked from this process: it has threads (the progress bar, the database). The process that forks reads
    # the rules once for all, more than a second's work, and their memory is shared.
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([*_PRELOADED, *modules])
    return ProcessPoolExecutor(workers, mp_context=context, initializer=_collect_seldom)


def _collect_seldom() -> None:
    # The collector walks the lexicons again and again, and facts have no cycles: a sixth of the time.
    gc.set_threshold(*_SELDOM)


@contextmanager
def collected_seldom() -> Iterator[None]:
    """Inside, this process looks for unused cycles seldom: much is held, and little of it is ever let go of."""
    before = gc.get_threshold()
    gc.set_threshold(*_SELDOM)
    try:
        yield
    finally:
        gc.set_threshold(*before)
