"""The log: one JSON object a line for machines, or plain lines for people; each with its request's id.

Standard library only. What must never be written (tokens, headers, bodies) is never handed to a logger;
of queries there is a hash, and as much text as the setting allows.
"""

from __future__ import annotations

import datetime as dt
import json
import logging
import math
import sys
from abc import ABC, abstractmethod
from collections.abc import Mapping
from contextlib import nullcontext
from contextvars import ContextVar
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final, TextIO

from api.settings import Settings

__all__ = [
    "REQUEST_ID",
    "TRACE_ID",
    "JsonLines",
    "Lines",
    "LogStream",
    "PlainLines",
    "Said",
    "set_up_logging",
]

#: Of the request that is being answered; empty outside of one. Threads that answer it inherit them.
REQUEST_ID: Final[ContextVar[str]] = ContextVar("policygraph_request_id", default="")
TRACE_ID: Final[ContextVar[str]] = ContextVar("policygraph_trace_id", default="")

#: Attributes of every record; what a record has besides was given by ``extra=``.
_COMMON: Final = frozenset(vars(logging.makeLogRecord({}))) | {
    "message",
    "asctime",
    "taskName",
    "color_message",
}


#: One for all lines: to make it takes as long as to use it.
_ENCODER: Final = json.JSONEncoder(ensure_ascii=False, default=str)


@dataclass(frozen=True, slots=True)
class Said:
    """What a line says: ``moment`` as its formatter writes it, the level in capitals, ``ids`` and ``extras`` by name."""

    moment: str
    level: str
    logger: str
    message: str
    ids: Mapping[str, str]
    extras: Mapping[str, Any]
    traceback: str = ""


class Lines(logging.Formatter, ABC):
    """A record as a line."""

    def moment(self, seconds: float) -> str:
        """A moment (seconds since 1970) as it stands in a line: UTC, to the millisecond."""
        return _moment(seconds)

    @abstractmethod
    def line(self, said: Said) -> str:
        """The line, without its end."""

    def format(self, record: logging.LogRecord) -> str:
        """The line of a record, with the ids of the request that is being answered."""
        ids = {"request_id": REQUEST_ID.get(), "trace_id": TRACE_ID.get()}
        traceback = self.formatException(record.exc_info) if record.exc_info else ""
        moment, message = self.moment(record.created), record.getMessage()
        extras = {name: value for name, value in vars(record).items() if name not in _COMMON}
        return self.line(Said(moment, record.levelname, record.name, message, ids, extras, traceback))


class JsonLines(Lines):
    """A record as one JSON object on one line."""

    def line(self, said: Said) -> str:
        """Time (UTC), level, logger, message, the request's ids, the extras, a traceback."""
        line: dict[str, Any] = {
            "time": said.moment,
            "level": said.level.lower(),
            "logger": said.logger,
            "message": said.message,
            **{name: value for name, value in said.ids.items() if value},
            **said.extras,
        }
        if said.traceback:
            line["traceback"] = said.traceback
        return _ENCODER.encode(line)


class PlainLines(Lines):
    """A record as a line for reading; a traceback follows it."""

    def moment(self, seconds: float) -> str:
        """The time of the day: UTC, to the second."""
        return _moment(seconds)[11:19]

    def line(self, said: Said) -> str:
        """``10:15:02 INFO request GET /plans 200 …``: the extras as name=value."""
        told = " ".join(
            f"{name}={_one_line(value)}"
            for name, value in {**said.extras, **said.ids}.items()
            if value not in ("", None)
        )
        line = f"{said.moment} {said.level:7} {_one_line(said.message)} {told}".rstrip()
        return f"{line}\n{said.traceback}" if said.traceback else line


class LogStream(logging.StreamHandler[TextIO]):
    """Writes records to a stream, and lines that are ready (`api.access_lines`)."""

    def __init__(self, stream: TextIO, lines: Lines) -> None:
        super().__init__(stream)
        self.lines = lines
        self.setFormatter(lines)

    def write_ready(self, lines: str) -> None:
        """Write whole lines with their ends; what goes wrong is told as for records, and raises nothing."""
        with self.lock or nullcontext():
            try:
                self.stream.write(lines)
                self.flush()
            except Exception:  # as logging does: a log that cannot be written ends no answer
                self.handleError(logging.makeLogRecord({"msg": lines}))


def set_up_logging(settings: Settings, stream: TextIO | None = None) -> None:
    """Send all logs of this process to ``stream`` (standard error) in the settings' format and level."""
    stream = stream or sys.stderr
    as_json = settings.log_format == "json" or (settings.log_format == "auto" and not stream.isatty())
    handler = LogStream(stream, JsonLines() if as_json else PlainLines())
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(settings.log_level.upper())
    # Nobody prints them, and each line would ask the system for them.
    logging.logThreads = logging.logProcesses = logging.logMultiprocessing = False
    logging.captureWarnings(True)
    for name in ("uvicorn", "uvicorn.error", "uvicorn.access"):
        logger = logging.getLogger(name)
        logger.handlers.clear()
        logger.propagate = name != "uvicorn.access"  # our own access line says more
        # Its notes on starting and stopping repeat ours; at debug they are wanted.
        logger.setLevel(logging.DEBUG if settings.log_level == "debug" else logging.WARNING)


def _moment(seconds: float) -> str:
    return _millisecond(math.floor(seconds * 1000))


@lru_cache(maxsize=4)
def _millisecond(number: int) -> str:
    """Many lines are written in one; ``number`` counts from the start of 1970."""
    seconds, rest = divmod(number, 1000)
    return f"{dt.datetime.fromtimestamp(seconds, dt.UTC):%Y-%m-%dT%H:%M:%S}.{rest:03}Z"


def _one_line(value: object) -> str:
    """Text without control characters: what a client sent must not look like a line of its own."""
    return "".join(char if char.isprintable() else repr(char)[1:-1] for char in str(value))
