"""One run over all peers: the same data, the same questions, in turns.

*Cold* is the first time that a server, just started, is asked a question. *Warm* is a question that it was
never asked in this form (another parameter, or another comment) when it has been asked others of its kind: no
cache of answers can help. *Repeated* is the very same request again. Files are in the system's cache throughout.
All servers run at the same time in the last two, and each question goes round them one after the other, so that
what else the machine does falls on all of them alike. What a store may take of each question is limited
(`Plan`), so that the duration of a run can be told.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, TypeAlias

from benchmarks.asking import Late, rows
from benchmarks.flooding import generator, rate
from benchmarks.peers import Data, Peer
from benchmarks.processes import Cost, processor_seconds, resident
from benchmarks.running import BROKEN, Running, tell
from benchmarks.workload import QUERIES, Parameters, Question, updates

__all__ = ["CLIENTS", "OURS", "UPDATE", "Plan", "Results", "measure", "percentile"]

OURS: Final = "ours"
UPDATE: Final = "update of one duty"
CLIENTS: Final = 16
#: A question that would keep so many clients waiting longer than this many seconds is not measured for throughput;
#: the others are asked for long enough that each client gets two answers at least, up to as many seconds.
_FLOODED: Final = 8.0
#: Seconds after the start when idle memory is read: what is prepared in the background has begun by then.
_IDLE_SECONDS: Final = 3.0
#: Questions whose answers are compared, of each kind.
_COMPARED: Final = 3

Times: TypeAlias = dict[str, dict[str, list[float]]]
Rates: TypeAlias = dict[str, dict[str, float]]


@dataclass(frozen=True, slots=True)
class Plan:
    """How much is asked: servers started for cold questions, warm questions, repetitions, seconds of throughput.

    ``patience`` seconds are what one answer may take; ``budget`` seconds what one question may take of one store
    in each phase before it is asked no more. After ``minutes`` nothing new is begun but what is left is named.
    """

    starts: int = 5
    warm: int = 200
    repeats: int = 200
    updates: int = 100
    flood: float = 2.0
    patience: int = 60
    budget: float = 4.0
    minutes: float = 30.0


@dataclass(slots=True)
class Results:
    """What was measured, by peer; times in seconds by question. ``failed`` says why there is no answer."""

    versions: dict[str, str] = field(default_factory=dict)
    missing: dict[str, str] = field(default_factory=dict)
    loads: dict[str, Cost] = field(default_factory=dict)
    #: Seconds from the command to the first answer, for each start.
    starts: dict[str, list[float]] = field(default_factory=dict)
    idle: dict[str, int] = field(default_factory=dict)
    busy: dict[str, int] = field(default_factory=dict)
    cold: Times = field(default_factory=dict)
    warm: Times = field(default_factory=dict)
    repeated: Times = field(default_factory=dict)
    #: Processor seconds of one warm answer, with what the store does beside.
    processor: Rates = field(default_factory=dict)
    #: Answers in a second to 16 clients: a repeated request, and the short questions with other parameters.
    rates: Rates = field(default_factory=dict)
    mixed: dict[str, float] = field(default_factory=dict)
    #: The same of ours, to clients that hold the answer already (304).
    unchanged: dict[str, float] = field(default_factory=dict)
    generator: str = ""
    failed: dict[str, dict[str, str]] = field(default_factory=dict)
    #: When and why a store had to be started again.
    ended: dict[str, list[str]] = field(default_factory=dict)
    #: What was not begun because the time was over.
    unasked: list[str] = field(default_factory=list)
    #: Questions whose answers differ from those of the first peer.
    different: dict[str, set[str]] = field(default_factory=dict)
    rows: dict[str, int] = field(default_factory=dict)
    seconds: float = 0.0


def measure(peers: Mapping[str, Peer], data: Data, known: Parameters, folder: Path, plan: Plan) -> Results:
    """Load, start and ask all peers; one that fails as a whole is left out from there on, and says why."""
    began = time.monotonic()
    results = Results(generator=generator())
    ready = _load(peers, data, folder, results)
    run = _Run(plan, known, results, began + plan.minutes * 60)
    for number in range(plan.starts):
        for name, peer in ready.items():
            if run.has_time(f"cold questions to {name}, start {number + 1}"):
                run.cold(Running(name, peer, data, folder / name, plan.patience), number)
    with ExitStack() as stack:
        stores = []
        for name, peer in ready.items():
            try:
                stores.append(stack.enter_context(Running(name, peer, data, folder / name, plan.patience)))
            except BROKEN as error:
                results.failed.setdefault(name, {})["start"] = str(error)
        for question in QUERIES:
            if run.has_time(question.name):
                run.warm(stores, question)
                run.repeat(stores, question)
        for store in stores:
            with run.noting(store, "memory"):
                results.busy[store.name] = resident(store.server.process)
        for question in QUERIES:
            if run.has_time(f"{question.name}, {CLIENTS} clients"):
                run.flood(stores, question)
        if run.has_time(f"short questions, {CLIENTS} clients"):
            run.flood_new(stores)
        tell(UPDATE)  # of all runs: it takes some seconds at most
        run.update(stores)
        for store in stores:
            results.ended.setdefault(store.name, []).extend(store.ended)
    results.seconds = time.monotonic() - began
    return results


def _load(peers: Mapping[str, Peer], data: Data, folder: Path, results: Results) -> dict[str, Peer]:
    ready = {}
    for name, peer in peers.items():
        why = peer.missing()
        if not why:
            tell(f"loading {name}")
            try:
                results.versions[name] = peer.version()
                results.loads[name] = peer.load(data, folder / name)
            except BROKEN as error:
                why = str(error)
        if why:
            results.missing[name] = why
            tell(f"{name} is left out: {why}")
        else:
            ready[name] = peer
    return ready


class _Run:
    """One run: what is asked of which store, and what came of it."""

    def __init__(self, plan: Plan, known: Parameters, results: Results, end: float) -> None:
        self._plan, self._known, self._results, self._end = plan, known, results, end

    def has_time(self, words: str) -> bool:
        """Whether something may still be begun; else it is noted."""
        if time.monotonic() < self._end:
            tell(words)
            return True
        self._results.unasked.append(words)
        return False

    @contextmanager
    def noting(self, store: Running, question: str) -> Iterator[None]:
        """A question that got no answer is noted, the store looked after, and the run goes on."""
        try:
            store.prepare(question)
            yield
        except BROKEN as error:
            self._results.failed.setdefault(store.name, {})[question] = str(error)
            tell(f"{store.name}: {question}: {error}")
            try:
                store.look_after(late=isinstance(error, Late))
            except BROKEN as again:
                tell(f"{store.name}: {again}")

    def cold(self, store: Running, number: int) -> None:
        """The first questions after a start; what took long the first time is not asked after another."""
        results, name = self._results, store.name
        try:
            with store:
                results.starts.setdefault(name, []).append(store.took)
                time.sleep(_IDLE_SECONDS)
                if number == 0:
                    results.idle[name] = resident(store.server.process)
                for question in QUERIES:
                    times = _times(results.cold, name, question.name)
                    if self._wanted(store, question) and max(times, default=0.0) <= self._plan.budget:
                        with self.noting(store, question.name):
                            took, _ = store.session.ask(question.text(self._known, number))
                            times.append(took)
        except BROKEN as error:
            results.failed.setdefault(name, {})["start"] = str(error)
            tell(f"{name}: {error}")
        results.ended.setdefault(name, []).extend(store.ended)

    def warm(self, stores: Sequence[Running], question: Question) -> None:
        """Questions in forms that were never asked, round the stores; the first answers are compared."""
        results, used = self._results, {store.name: 0.0 for store in stores}
        expected: dict[int, Counter[tuple[tuple[str, str, str], ...]]] = {}
        before = {store.name: _spent(store) for store in stores}
        for number in range(self._plan.warm):
            for store in stores:
                if used[store.name] > self._plan.budget or not self._wanted(store, question):
                    continue
                with self.noting(store, question.name):
                    took, answer = store.session.ask(self._warm_text(store, question, number))
                    used[store.name] += took
                    _times(results.warm, store.name, question.name).append(took)
                    if number < _COMPARED:
                        found = rows(answer)
                        results.rows[question.name] = max(results.rows.get(question.name, 0), found.total())
                        if expected.setdefault(number, found) != found:
                            results.different.setdefault(store.name, set()).add(question.name)
        for store in stores:
            asked = results.warm.get(store.name, {}).get(question.name)
            (process, earlier), (same, later) = before[store.name], _spent(store)
            if asked and process == same:
                costs = results.processor.setdefault(store.name, {})
                costs[question.name] = (later - earlier) / len(asked)

    def repeat(self, stores: Sequence[Running], question: Question) -> None:
        """The request that each store was asked last, again and again."""
        results, used = self._results, {store.name: 0.0 for store in stores}
        last = {
            store.name: len(results.warm.get(store.name, {}).get(question.name, ())) - 1 for store in stores
        }
        for _ in range(self._plan.repeats):
            for store in stores:
                if used[store.name] > self._plan.budget or not self._wanted(store, question):
                    continue
                with self.noting(store, question.name):
                    took, _ = store.session.ask(self._warm_text(store, question, last[store.name]))
                    used[store.name] += took
                    _times(results.repeated, store.name, question.name).append(took)

    def flood(self, stores: Sequence[Running], question: Question) -> None:
        """Many clients with the very same request; of ours also such as hold the answer."""
        results, plan, text = self._results, self._plan, question.text(self._known, 0)
        for store in stores:
            usual = results.repeated.get(store.name, {}).get(question.name)
            if not usual or not self._wanted(store, question):
                continue
            round_seconds = percentile(usual, 0.5) * CLIENTS
            if round_seconds > _FLOODED:
                continue
            seconds = min(max(plan.flood, 2 * round_seconds), _FLOODED)
            with self.noting(store, f"{question.name}, {CLIENTS} clients"):
                store.session.ask(text)
                tag = store.session.tag
                found = rate(store.server, [text], CLIENTS, seconds, plan.patience)
                results.rates.setdefault(store.name, {})[question.name] = found
                if store.name == OURS and tag:
                    held = {"If-None-Match": tag}
                    store.session.ask(text, held, 304)
                    results.unchanged[question.name] = rate(
                        store.server, [text], CLIENTS, plan.flood, plan.patience, headers=held, status=304
                    )

    def flood_new(self, stores: Sequence[Running]) -> None:
        """Many clients with short questions, each in a form that was never asked."""
        short = [question for question in QUERIES if not question.whole]
        texts = [question.text(self._known, number, "mixed") for number in range(500) for question in short]
        for store in stores:
            with self.noting(store, f"short questions, {CLIENTS} clients"):
                self._results.mixed[store.name] = rate(
                    store.server, texts, CLIENTS, self._plan.flood, self._plan.patience, new=True
                )

    def update(self, stores: Sequence[Running]) -> None:
        """Insert a duty and delete it, round the stores."""
        used = {store.name: 0.0 for store in stores}
        for number in range(self._plan.updates):
            for store in stores:
                failed = UPDATE in self._results.failed.get(store.name, {})
                if failed or used[store.name] > self._plan.budget:
                    continue
                with self.noting(store, UPDATE):
                    for text in updates(number):
                        took = store.session.update(text)
                        used[store.name] += took
                        _times(self._results.warm, store.name, UPDATE).append(took)

    def _wanted(self, store: Running, question: Question) -> bool:
        failed = self._results.failed.get(store.name, {})
        return question.name not in failed and "start" not in failed

    def _warm_text(self, store: Running, question: Question, number: int) -> str:
        return question.text(self._known, number + self._plan.starts, f"{store.name} {number}")


def _spent(store: Running) -> tuple[int, float]:
    """A store's process, and the processor seconds that it has taken so far."""
    try:
        process = store.server.process
    except RuntimeError:  # it could not be started again
        return 0, 0.0
    return process, processor_seconds(process)


def _times(times: Times, name: str, question: str) -> list[float]:
    return times.setdefault(name, {}).setdefault(question, [])


def percentile(times: Sequence[float], share: float) -> float:
    """The value below which ``share`` of the times lie, by nearest rank."""
    ordered = sorted(times)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]
