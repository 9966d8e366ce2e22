"""Numbers for Prometheus, kept apart for each application: nothing is global, so tests do not share them.

Labels have few values: route templates instead of addresses, known methods, and the outcomes of a query.
What is a state and not an event (workers, cache, revision) is read when it is asked for.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from prometheus_client import (
    CollectorRegistry,
    Counter,
    GCCollector,
    Histogram,
    ProcessCollector,
    disable_created_metrics,
    generate_latest,
)
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.exposition import CONTENT_TYPE_LATEST
from prometheus_client.registry import Collector

from graph.engine import Engine
from graph.revision import Revision
from ontology.errors import LimitExceeded, PolicygraphError, QueryRefused, QuerySyntaxError

if TYPE_CHECKING:
    from api.answers import Answers

__all__ = ["METRICS_TYPE", "OUTCOMES", "Metrics", "Series", "outcome_of"]

METRICS_TYPE: Final = CONTENT_TYPE_LATEST
#: How a query can end; ``workers`` is a queue that was full for too long.
OUTCOMES: Final = (
    "ok", "syntax", "refused", "time", "memory", "size", "cancelled", "workers", "error",
)  # fmt: skip
_METHODS: Final = frozenset({"GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS"})
#: Seconds; from an answer of the cache to the longest query.
_BUCKETS: Final = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60)


@dataclass(frozen=True, slots=True)
class Series:
    """The numbers of answers of one route, method and status."""

    answers: Counter
    seconds: Histogram

    def count(self, seconds: float) -> None:
        """Count an answer that took so long."""
        self.answers.inc()
        self.seconds.observe(seconds)


class Metrics:
    """The numbers of one application."""

    def __init__(self) -> None:
        disable_created_metrics()  # type: ignore[no-untyped-call]  # the start of each series, which doubles the text and says nothing here
        self._registry = CollectorRegistry()
        self._requests = Counter(
            "policygraph_requests", "Answers given.", ("route", "method", "status"), registry=self._registry
        )
        self._seconds = Histogram(
            "policygraph_request_seconds",
            "Seconds from a request to the end of its answer.",
            ("route", "method"),
            buckets=_BUCKETS,
            registry=self._registry,
        )
        self._queries = Histogram(
            "policygraph_query_seconds",
            "Seconds that strangers' SPARQL queries took, the wait for a worker included.",
            ("outcome",),
            buckets=_BUCKETS,
            registry=self._registry,
        )
        for outcome in OUTCOMES:
            self._queries.labels(outcome)  # shown from the start, as 0
        ProcessCollector(registry=self._registry)
        GCCollector(registry=self._registry)

    def watch(self, engine: Engine, answers: Answers, version: str) -> None:
        """Report the state of these too, whenever the numbers are read; once only."""
        self._registry.register(_State(engine, answers, version))

    def series(self, route: str, method: str, status: int) -> Series:
        """Where such answers are counted; ``route`` is a template (``/doc/{path}``), empty when there was none."""
        method = method if method in _METHODS else "other"
        return Series(self._requests.labels(route, method, str(status)), self._seconds.labels(route, method))

    @contextmanager
    def query(self) -> Iterator[None]:
        """Time the query that is answered within; its outcome is told from the error that leaves."""
        began = time.perf_counter()
        outcome = "ok"
        try:
            yield
        except BaseException as error:
            outcome = outcome_of(error)
            raise
        finally:
            self._queries.labels(outcome).observe(time.perf_counter() - began)

    def text(self) -> bytes:
        """Everything in the text format of Prometheus."""
        return generate_latest(self._registry)


def outcome_of(error: BaseException) -> str:
    """One of `OUTCOMES` for an error of a query."""
    if isinstance(error, QuerySyntaxError):
        return "syntax"
    if isinstance(error, QueryRefused):
        return "refused"
    if isinstance(error, LimitExceeded) and error.limit in OUTCOMES:
        return error.limit
    return "error"


class _State(Collector):
    """Gauges that are read from what they describe."""

    def __init__(self, engine: Engine, answers: Answers, version: str) -> None:
        self._engine, self._answers, self._version = engine, answers, version

    def describe(self) -> Iterator[Metric]:
        """Nothing ahead of `collect`: the engine must not be asked on registration."""
        return iter(())

    def collect(self) -> Iterator[Metric]:
        """The state now."""
        info = GaugeMetricFamily("policygraph_info", "Version of the software.", labels=("version",))
        info.add_metric((self._version,), 1)
        yield info
        yield from self._revision()
        yield from self._workers()
        held = self._answers.counts()
        yield CounterMetricFamily("policygraph_cache_hits", "Answers that the cache gave.", held.hits)
        yield CounterMetricFamily("policygraph_cache_misses", "Answers that it did not hold.", held.misses)
        yield GaugeMetricFamily("policygraph_cache_bytes", "Bytes that the cache holds.", held.size)
        yield GaugeMetricFamily("policygraph_cache_entries", "Answers that the cache holds.", held.entries)

    def _revision(self) -> Iterator[Metric]:
        try:
            revision: Revision | None = self._engine.revision
        except PolicygraphError:  # /readyz says what is wrong; the other numbers are wanted all the more
            revision = None
        yield _gauge("policygraph_revision", "Number of the revision, 0 without one.", revision, _number)
        made = "When the revision was published (Unix time)."
        yield _gauge("policygraph_revision_created_seconds", made, revision, lambda r: r.created.timestamp())

    def _workers(self) -> Iterator[Metric]:
        counts = getattr(self._engine, "workers", None)
        if counts is None:  # an engine that has no processes
            return
        states = GaugeMetricFamily("policygraph_workers", "Query processes by state.", labels=("state",))
        states.add_metric(("busy",), counts.busy)
        states.add_metric(("idle",), counts.idle)
        yield states
        waiting = "Queries that wait for a process."
        yield GaugeMetricFamily("policygraph_queries_waiting", waiting, counts.waiting)
        started = "Query processes started."
        yield CounterMetricFamily("policygraph_workers_started", started, counts.started)
        killed = "Query processes killed at a limit or because the client left."
        yield CounterMetricFamily("policygraph_workers_killed", killed, counts.killed)


def _gauge(
    name: str, words: str, revision: Revision | None, value: Callable[[Revision], float]
) -> GaugeMetricFamily:
    return GaugeMetricFamily(name, words, value(revision) if revision is not None else 0)


def _number(revision: Revision) -> float:
    return revision.number
