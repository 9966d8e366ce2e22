"""Lines made from a pattern are the lines that records would have been."""

from __future__ import annotations

import asyncio
import io
import json
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from api.access_lines import AccessLines, Telling
from api.logs import JsonLines, Lines, LogStream, PlainLines
from api.metrics import Metrics

EXTRAS: dict[str, Any] = {
    "method": "GET", "route": "/plans", "path": "/plans/100% \"泉州\"\n", "status": 200, "ms": 0.0, "bytes": 7,
    "revision": "r1-a", "client": "", "cache": "hit",
}  # fmt: skip


@pytest.fixture(params=[JsonLines, PlainLines])
def log(request: pytest.FixtureRequest) -> LogStream:
    """A handler that writes into memory."""
    return LogStream(io.StringIO(), request.param())


@contextmanager
def listening(*handlers: logging.Handler) -> Iterator[None]:
    """These are the only handlers of all logs (pytest adds its own to each test when it begins)."""
    root = logging.getLogger()
    before, level = root.handlers[:], root.level
    root.handlers[:] = handlers
    root.setLevel("INFO")
    yield
    root.handlers[:] = before
    root.setLevel(level)


def telling() -> Telling:
    """What tells of the answers of these tests."""
    series = Metrics().series("/plans", "GET", 200)
    return Telling(series, EXTRAS, AccessLines(logging.getLogger("policygraph.access")))


def lines_of(log: LogStream) -> list[str]:
    """What has been written."""
    assert isinstance(log.stream, io.StringIO)
    return log.stream.getvalue().splitlines()


def without_moment(line: str, lines: Lines) -> Any:
    """A line, but for when it was written."""
    if isinstance(lines, JsonLines):
        found = json.loads(line)
        assert found.pop("time").endswith("Z")
        return found
    return line[8:]


def test_patterns_give_what_records_give(log: LogStream) -> None:
    """Each has its own line at first, then there is a pattern: the same but for the id, whatever the path."""
    told = telling()
    with listening(log, logging.NullHandler()):
        told.told("aaaa", "192.0.2.1", 0.00125)
    with listening(log):
        for each in (telling(), told):
            each.told("aaaa", "192.0.2.1", 0.00125)
        told.told("bbbb", "2001:db8::1", 2.0)
    record, first, second, third = (without_moment(line, log.lines) for line in lines_of(log))

    assert record == first == second
    if isinstance(log.lines, JsonLines):
        assert ("bbbb", "2001:db8::1", 2000.0) == (third["request_id"], third["client"], third["ms"])
        assert first == {**third, "request_id": "aaaa", "client": "192.0.2.1", "ms": 1.25}
    else:
        assert "request_id=bbbb" in third
        assert "client=2001:db8::1" in third
        assert "ms=2000.0" in third


def test_lines_of_one_turn_of_the_loop_are_written_together(log: LogStream) -> None:
    """And none is lost: they stand in the stream when the loop has had its turn."""
    told = telling()

    async def answers() -> int:
        for number in range(5):
            told.told(f"{number:04}", "192.0.2.1", 0.001)
        at_once = len(lines_of(log))
        await asyncio.sleep(0)
        return at_once

    with listening(log):
        assert 0 == asyncio.run(answers())
    assert [f"{number:04}" in line for number, line in enumerate(lines_of(log))] == [True] * 5


def test_who_listens_besides_gets_records(log: LogStream, caplog: pytest.LogCaptureFixture) -> None:
    """A second handler is one more reason than speed: every answer is a record then."""
    told = telling()
    with listening(log, caplog.handler):
        for _ in range(3):
            told.told("aaaa", "192.0.2.1", 0.001)

    assert ["request"] * 3 == [record.getMessage() for record in caplog.records]
    assert 3 == len(lines_of(log))


def test_an_answer_with_a_trace_has_a_line_of_its_own(log: LogStream) -> None:
    """The trace's id stands in its line, and in no other."""
    told = telling()
    with listening(log):
        told.told("aaaa", "192.0.2.1", 0.001)
        told.told("bbbb", "192.0.2.1", 0.001, "4bf92f3577b34da6a3ce929d0e0e4736")
        told.told("cccc", "192.0.2.1", 0.001)

    assert [False, True, False] == ["4bf92f3577b34da6" in line for line in lines_of(log)]


def test_a_stream_that_cannot_be_written_ends_no_answer(
    log: LogStream, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As with records: the standard library says so on standard error, if at all."""
    monkeypatch.setattr(logging, "raiseExceptions", False)
    told = telling()
    with listening(log):
        told.told("aaaa", "192.0.2.1", 0.001)
        log.stream.close()
        told.told("bbbb", "192.0.2.1", 0.001)
        log.stream = io.StringIO()
        told.told("cccc", "192.0.2.1", 0.001)

    assert ["cccc" in line for line in lines_of(log)] == [True]
