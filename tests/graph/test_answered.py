"""A task of an event loop that asks gets the same answers, limits and ends as a thread does."""

from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from graph.embedded import EmbeddedEngine
from graph.engine import Limits, Query
from graph.formats import ResultsFormat
from graph.places import Places
from graph.rdf import document_graph, quads
from graph.spool import AnswerFile
from graph.store import RevisionStore
from ontology.errors import LimitExceeded, QuerySyntaxError, StoreError
from ontology.model import Facts
from tests.timing import PATIENCE

ENDLESS = Query("SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }")
GREEDY = Query("SELECT (COUNT(*) AS ?n) { SELECT DISTINCT ?a ?b ?c ?d ?e ?f { ?a ?b ?c . ?d ?e ?f } }")
ASK = Query("ASK {}")


@pytest.fixture
def embedded(tmp_path: Path, sample_facts: Facts, second_facts: Facts) -> Iterator[EmbeddedEngine]:
    """An engine on disk with one process and small limits."""
    store = RevisionStore(tmp_path / "home")
    store.publish({document_graph(facts): quads(facts) for facts in (sample_facts, second_facts)})
    limits = Limits(seconds=PATIENCE, memory=256 << 20, size=4 << 20, workers=1, wait=PATIENCE)
    engine = EmbeddedEngine(store, limits)
    yield engine
    engine.close()


async def _until(true: Callable[[], object]) -> None:
    """Let others go on until it is so."""
    async with asyncio.timeout(PATIENCE):
        while not true():
            await asyncio.sleep(0.02)


def test_a_task_gets_what_a_thread_gets(embedded: EmbeddedEngine) -> None:
    """The same bytes, of small answers and of those that come as a file, to short questions and long ones."""
    small = Query("SELECT ?s { ?s a ?c } ORDER BY ?s")
    large = Query("SELECT * { ?s ?p ?o . ?a a ?c } LIMIT 9000", results=ResultsFormat.TSV)
    long = Query(small.text + "\n#" + "x" * 300_000)

    async def ask() -> list[bytes]:
        found = [await embedded.answered(query) for query in (small, large, long)]
        assert isinstance(found[1].body, AnswerFile)
        return [answer.read() for answer in found]

    assert [embedded.answer(query).read() for query in (small, large, small)] == asyncio.run(ask())
    assert (1, 0) == (embedded.workers.started, embedded.workers.killed)


@pytest.mark.parametrize(
    ("query", "limit"),
    [
        (Query(ENDLESS.text, timeout=0.3), "time"),
        (GREEDY, "memory"),
        (Query(ENDLESS.text.replace("(COUNT(*) AS ?n)", "*")), "size"),
    ],
    ids=["time", "memory", "size"],
)
def test_a_query_over_a_limit_is_an_error_and_the_next_one_works(
    embedded: EmbeddedEngine, query: Query, limit: str
) -> None:
    """Never a shorter answer; a process that was ended is replaced and leaves no file."""

    async def ask() -> str:
        with pytest.raises(LimitExceeded) as caught:
            await embedded.answered(query)
        return f"{caught.value.limit} {(await embedded.answered(ASK)).form}"

    assert f"{limit} ask" == asyncio.run(ask())
    assert int(limit != "size") == embedded.workers.killed
    folder = embedded._pool._folder
    assert folder is not None
    assert [] == list(folder.iterdir())


def test_mistakes_of_a_query_cross_the_process_boundary(embedded: EmbeddedEngine) -> None:
    """With line and column, and the process answers on."""

    async def ask() -> tuple[int | None, int | None]:
        with pytest.raises(QuerySyntaxError) as caught:
            await embedded.answered(Query("SELECT *\nWHERE { ?s ?p }"))
        await embedded.answered(ASK)
        return caught.value.line, caught.value.column

    assert (2, 15) == asyncio.run(ask())
    assert (1, 0) == (embedded.workers.started, embedded.workers.killed)


def test_cancelling_a_task_ends_its_query_and_lets_the_next_one_in(embedded: EmbeddedEngine) -> None:
    """The process is ended, the place is free, and who waited for it is served."""

    async def ask() -> tuple[bool, str]:
        endless = asyncio.create_task(embedded.answered(ENDLESS))
        await _until(lambda: embedded.workers.busy == 1)
        waiting = asyncio.create_task(embedded.answered(ASK))
        left = asyncio.create_task(embedded.answered(ASK))
        await _until(lambda: embedded.workers.waiting == 2)
        left.cancel()
        await _until(lambda: embedded.workers.waiting == 1)
        endless.cancel()
        answer = await waiting
        await asyncio.wait({endless, left})
        return endless.cancelled() and left.cancelled(), answer.form

    assert (True, "ask") == asyncio.run(ask())
    assert (0, 0) == (embedded.workers.busy, embedded.workers.waiting)


def test_a_process_that_is_killed_meanwhile_is_an_error_and_is_replaced(embedded: EmbeddedEngine) -> None:
    """Whoever ended it: its question fails, the next one is answered."""
    embedded.warm()

    async def ask() -> str:
        (worker,) = embedded._pool._idle
        endless = asyncio.create_task(embedded.answered(ENDLESS))
        await _until(lambda: not embedded._pool._idle)
        os.kill(worker._process.pid, signal.SIGKILL)
        with pytest.raises((LimitExceeded, StoreError)):
            await endless
        return (await embedded.answered(ASK)).form

    assert "ask" == asyncio.run(ask())
    assert (2, 1) == (embedded.workers.started, embedded.workers.killed)


def test_a_task_that_leaves_while_a_process_starts_leaves_the_process_to_others(
    embedded: EmbeddedEngine,
) -> None:
    """What was started for nobody answers the next question."""

    async def ask() -> str:
        first = asyncio.create_task(embedded.answered(ASK))
        await _until(lambda: embedded.workers.started == 1)
        first.cancel()
        await asyncio.wait({first})
        await _until(lambda: embedded.workers.idle == 1)
        return (await embedded.answered(ASK)).form

    assert "ask" == asyncio.run(ask())
    assert (1, 0) == (embedded.workers.started, embedded.workers.killed)


def test_tasks_and_threads_wait_in_one_queue() -> None:
    """A thread and a task are served in the order of coming; one for whom it takes too long is told so."""
    places = Places(1)

    async def wait() -> list[str]:
        await places.taken(0)
        served = []

        async def thread() -> None:
            await asyncio.to_thread(places.take, PATIENCE)
            served.append("thread")
            places.release()

        async def task() -> None:
            await places.taken(PATIENCE)
            served.append("task")
            places.release()

        waiting = []
        for number, work in enumerate((thread, task, thread, task)):
            waiting.append(asyncio.create_task(work()))
            await _until(lambda number=number: places.waiting == number + 1)  # type: ignore[misc]
        with pytest.raises(LimitExceeded) as caught:
            await places.taken(0.01)
        assert "workers" == caught.value.limit
        places.release()
        await asyncio.gather(*waiting)
        return served

    assert ["thread", "task", "thread", "task"] == asyncio.run(wait())
    assert (0, 0) == (places.busy, places.waiting)


def test_threads_and_tasks_share_a_process(embedded: EmbeddedEngine) -> None:
    """Whoever had it before, the next one may send it a long question and get a long answer."""
    long = Query("SELECT * { ?s ?p ?o . ?a a ?c } LIMIT 2000 #" + "x" * 1_000_000)

    async def ask() -> tuple[int, ...]:
        tasks = [await embedded.answered(long), await asyncio.to_thread(embedded.answer, long)]
        return *(answer.size for answer in tasks), (await embedded.answered(long)).size

    assert len(set(asyncio.run(ask()))) == 1
    assert (1, 0) == (embedded.workers.started, embedded.workers.killed)


def test_a_process_that_does_not_read_its_question_is_ended_in_time(embedded: EmbeddedEngine) -> None:
    """Whether a thread or a task asks it."""
    query = Query("ASK {} #" + "x" * 1_000_000, timeout=0.3)

    async def ask() -> None:
        await embedded.answered(query)

    for attempt in (lambda: embedded.answer(query), lambda: asyncio.run(ask())):
        embedded.warm()
        (worker,) = embedded._pool._idle
        os.kill(worker._process.pid, signal.SIGSTOP)
        with pytest.raises(LimitExceeded) as caught:
            attempt()
        assert "time" == caught.value.limit
