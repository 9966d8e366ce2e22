"""One run over all peers: the same data, the same questions, in turns.

*Cold* is the first time that a server, just started, is asked a question. *Warm* is a question that it was
never asked in this form (another parameter, or another comment) when it has been asked others of its kind: no
cache of answers can help. *Repeated* is the very same request again. Files are in the system's cache throughout.
All servers run at the same time in the last two, and each question goes round them one after the other, so that
what else the machine does falls on all of them alike.
"""

from __future__ import annotations

import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, TypeAlias

from benchmarks.asking import Failed, Session, rate, rows
from benchmarks.peers import Data, Peer, Server
from benchmarks.processes import Cost, processor_seconds, resident
from benchmarks.workload import QUERIES, Parameters, Question, updates

__all__ = ["UPDATE", "Plan", "Results", "measure", "percentile"]

UPDATE: Final = "update of one duty"
_CLIENTS: Final = 16
#: A question that would keep 16 clients waiting longer than this many seconds is not measured for throughput.
_FLOODED: Final = 8.0
#: Seconds after the start when idle memory is read: what is prepared in the background has begun by then.
_IDLE_SECONDS: Final = 3.0
#: What a store can fail with; the others are measured all the same.
_BROKEN: Final = (Failed, OSError, RuntimeError, subprocess.SubprocessError)
_READY: Final = "ASK { ?s ?p ?o }"

Times: TypeAlias = dict[str, dict[str, list[float]]]


@dataclass(frozen=True, slots=True)
class Plan:
    """How much is asked: servers started for cold questions, warm questions, repetitions, seconds of throughput.

    ``patience`` seconds are what one answer may take; ``budget`` seconds what one question may take of one
    store in each phase before it is asked no more.
    """

    starts: int = 2
    warm: int = 20
    repeats: int = 40
    flood: float = 1.0
    patience: int = 60
    budget: float = 4.0


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
    #: Processor seconds of one warm answer.
    processor: dict[str, dict[str, float]] = field(default_factory=dict)
    #: Answers in a second to 16 clients: a repeated request, and the short questions with other parameters.
    rates: dict[str, dict[str, float]] = field(default_factory=dict)
    mixed: dict[str, float] = field(default_factory=dict)
    failed: dict[str, dict[str, str]] = field(default_factory=dict)
    #: Questions whose answers differ from those of the first peer.
    different: dict[str, set[str]] = field(default_factory=dict)
    rows: dict[str, int] = field(default_factory=dict)


def measure(peers: Mapping[str, Peer], data: Data, known: Parameters, folder: Path, plan: Plan) -> Results:
    """Load, start and ask all peers; one that fails as a whole is left out from there on, and says why."""
    results = Results()
    ready: dict[str, Peer] = {}
    for name, peer in peers.items():
        why = peer.missing()
        if not why:
            _tell(f"loading {name}")
            try:
                results.versions[name] = peer.version()
                results.loads[name] = peer.load(data, folder / name)
            except _BROKEN as error:
                why = str(error)
        if why:
            results.missing[name] = why
            _tell(f"{name} is left out: {why}")
        else:
            ready[name] = peer
    _cold(ready, data, known, folder, plan, results)
    with ExitStack() as running:
        sessions = {}
        for name, peer in ready.items():
            try:
                server = running.enter_context(_served(peer, data, folder / name, plan))
            except _BROKEN as error:
                results.failed.setdefault(name, {})["start"] = str(error)
            else:
                sessions[name] = Session(server, plan.patience + 5)
        for question in QUERIES:
            _tell(question.name)
            _warm(sessions, question, known, plan, results)
            _repeat(sessions, question, known, plan, results)
        for name, session in sessions.items():
            results.busy[name] = resident(session.server.process)
        _tell("throughput")
        _flood(sessions, known, plan, results)
        _tell("updates")
        _update(sessions, plan, results)
    return results


def _cold(
    peers: Mapping[str, Peer], data: Data, known: Parameters, folder: Path, plan: Plan, results: Results
) -> None:
    for number in range(plan.starts):
        for name, peer in peers.items():
            _tell(f"cold questions to {name}, start {number + 1}")
            began = time.monotonic()
            with _noting(results, name, "start"), peer.serve(data, folder / name, plan.patience) as server:
                session = Session(server, plan.patience + 5)
                _ready(session)
                results.starts.setdefault(name, []).append(time.monotonic() - began)
                time.sleep(_IDLE_SECONDS)
                if number == 0:
                    results.idle[name] = resident(server.process)
                for question in QUERIES:
                    if question.name not in results.failed.get(name, {}):
                        with _noting(results, name, question.name):
                            took, _ = session.ask(question.text(known, number))
                            _times(results.cold, name, question.name).append(took)
                session.close()


@contextmanager
def _served(peer: Peer, data: Data, folder: Path, plan: Plan) -> Iterator[Server]:
    with peer.serve(data, folder, plan.patience) as server:
        session = Session(server, plan.patience)
        _ready(session)
        session.close()
        yield server


def _ready(session: Session) -> None:
    """Wait until a server that takes connections answers questions too."""
    deadline = time.monotonic() + session.seconds
    while True:
        try:
            session.ask(_READY)
        except (Failed, OSError):
            if time.monotonic() > deadline:
                raise
            time.sleep(0.05)
        else:
            return


def _warm(
    sessions: Mapping[str, Session], question: Question, known: Parameters, plan: Plan, results: Results
) -> None:
    expected: dict[int, Counter[tuple[tuple[str, str, str], ...]]] = {}
    used = dict.fromkeys(sessions, 0.0)
    for number in range(plan.warm):
        for name, session in sessions.items():
            if question.name in results.failed.get(name, {}) or used[name] > plan.budget:
                continue
            text = question.text(known, number + plan.starts, f"{name} {number}")
            before = processor_seconds(session.server.process)
            with _noting(results, name, question.name):
                took, answer = session.ask(text)
                spent = processor_seconds(session.server.process) - before
                used[name] += took
                _times(results.warm, name, question.name).append(took)
                costs = results.processor.setdefault(name, {})
                costs[question.name] = costs.get(question.name, 0.0) + spent
                if number < 3:
                    found = rows(answer)
                    results.rows[question.name] = max(results.rows.get(question.name, 0), found.total())
                    if expected.setdefault(number, found) != found:
                        results.different.setdefault(name, set()).add(question.name)
    for name in sessions:
        asked = results.warm.get(name, {}).get(question.name)
        if asked:
            results.processor[name][question.name] /= len(asked)


def _repeat(
    sessions: Mapping[str, Session], question: Question, known: Parameters, plan: Plan, results: Results
) -> None:
    text = question.text(known, 0)
    used = dict.fromkeys(sessions, 0.0)
    for number in range(plan.repeats + 1):
        for name, session in sessions.items():
            if question.name in results.failed.get(name, {}) or used[name] > plan.budget:
                continue
            with _noting(results, name, question.name):
                took, _ = session.ask(text)
                used[name] += took
                if number:  # the first one is no repetition
                    _times(results.repeated, name, question.name).append(took)


def _flood(sessions: Mapping[str, Session], known: Parameters, plan: Plan, results: Results) -> None:
    for question in QUERIES:
        for name, session in sessions.items():
            slowest = max(results.repeated.get(name, {}).get(question.name, ()), default=plan.patience)
            if question.name in results.failed.get(name, {}) or slowest * _CLIENTS > _FLOODED:
                continue
            with _noting(results, name, f"{question.name}, {_CLIENTS} clients"):
                texts = [question.text(known, 0)]
                found = rate(session.server, texts, _CLIENTS, plan.flood, plan.patience)
                results.rates.setdefault(name, {})[question.name] = found
    short = [question for question in QUERIES if not question.whole]
    for name, session in sessions.items():
        texts = [question.text(known, number, "mixed") for number in range(500) for question in short]
        with _noting(results, name, f"short questions, {_CLIENTS} clients"):
            results.mixed[name] = rate(session.server, texts, _CLIENTS, plan.flood, plan.patience)


def _update(sessions: Mapping[str, Session], plan: Plan, results: Results) -> None:
    for number in range(plan.starts):
        for name, session in sessions.items():
            if UPDATE in results.failed.get(name, {}):
                continue
            with _noting(results, name, UPDATE):
                for text in updates(number):
                    _times(results.warm, name, UPDATE).append(session.update(text))


@contextmanager
def _noting(results: Results, name: str, question: str) -> Iterator[None]:
    """A question that got no answer is noted, and the run goes on."""
    try:
        yield
    except _BROKEN as error:
        results.failed.setdefault(name, {})[question] = str(error)
        _tell(f"{name}: {question}: {error}")


def _times(times: Times, name: str, question: str) -> list[float]:
    return times.setdefault(name, {}).setdefault(question, [])


def _tell(words: str) -> None:
    sys.stderr.write(f"{time.strftime('%H:%M:%S')} {words}\n")


def percentile(times: Sequence[float], share: float) -> float:
    """The value below which ``share`` of the times lie, by nearest rank."""
    ordered = sorted(times)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]
