"""The log: one JSON object a line for machines, or plain lines for people; each with its request's id.

Standard library only. What must never be written (tokens, headers, bodies) is never handed to a logger;
of queries there is a hash, and as much text as the setting allows.
"""

from __future__ import annotations

import datetime as dt
import json
import logging
import sys
from contextvars import ContextVar
from typing import Any, Final, TextIO

from api.settings import Settings

__all__ = ["REQUEST_ID", "TRACE_ID", "JsonLines", "PlainLines", "set_up_logging"]

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


class JsonLines(logging.Formatter):
    """A record as one JSON object on one line."""

    def format(self, record: logging.LogRecord) -> str:
        """Time (UTC), level, logger, message, the request's ids, the record's extras, a traceback."""
        line: dict[str, Any] = {
            "time": _moment(record),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
            **_ids(),
            **_extras(record),
        }
        if record.exc_info:
            line["traceback"] = self.formatException(record.exc_info)
        return _ENCODER.encode(line)


class PlainLines(logging.Formatter):
    """A record as a line for reading; a traceback follows it."""

    def format(self, record: logging.LogRecord) -> str:
        """``10:15:02 INFO request GET /plans 200 …``: the extras as name=value."""
        extras = {**_extras(record), **_ids()}
        told = " ".join(
            f"{name}={_one_line(value)}" for name, value in extras.items() if value not in ("", None)
        )
        message = _one_line(record.getMessage())
        line = f"{_moment(record)[11:19]} {record.levelname:7} {message} {told}".rstrip()
        return f"{line}\n{self.formatException(record.exc_info)}" if record.exc_info else line


def set_up_logging(settings: Settings, stream: TextIO | None = None) -> None:
    """Send all logs of this process to ``stream`` (standard error) in the settings' format and level."""
    stream = stream or sys.stderr
    as_json = settings.log_format == "json" or (settings.log_format == "auto" and not stream.isatty())
    handler = logging.StreamHandler(stream)
    handler.setFormatter(JsonLines() if as_json else PlainLines())
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


def _moment(record: logging.LogRecord) -> str:
    moment = dt.datetime.fromtimestamp(record.created, dt.UTC)
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _ids() -> dict[str, str]:
    found = {"request_id": REQUEST_ID.get(), "trace_id": TRACE_ID.get()}
    return {name: value for name, value in found.items() if value}


def _extras(record: logging.LogRecord) -> dict[str, Any]:
    return {name: value for name, value in vars(record).items() if name not in _COMMON}


def _one_line(value: object) -> str:
    """Text without control characters: what a client sent must not look like a line of its own."""
    return "".join(char if char.isprintable() else repr(char)[1:-1] for char in str(value))
