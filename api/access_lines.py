"""Lines of the log for answers that differ in little: made from a pattern, written together.

A record of the standard library for each repeated answer takes longer than the answer. The pattern is a record's line
as the log's own formatter gives it, with marks where the moment, the request's id, the client and the time taken
stand; so the lines are the same whichever way they came, and there is one formatter.
"""

from __future__ import annotations

import asyncio
import logging
import secrets
import time
from collections.abc import Mapping
from typing import Any, Final

from api.logs import REQUEST_ID, TRACE_ID, Lines, LogStream
from api.metrics import Series

__all__ = ["AccessLines", "Pattern", "Telling"]

#: Nobody outside can know them, so no address that is asked for can hold one.
_ID, _CLIENT, _MS = (f"{name}-{secrets.token_hex(16)}" for name in ("id", "client", "ms"))
_MESSAGE: Final = "request"
#: The moment of a pattern's record; seconds since 1970, as all of them.
_MOMENT: Final = 0.0


class Pattern:
    """The line of a record's extras, but for its moment, id, client and milliseconds."""

    def __init__(self, logger: str, message: str, extras: Mapping[str, Any], formatter: Lines) -> None:
        record = logging.makeLogRecord(
            {"name": logger, "msg": message, "levelno": logging.INFO, "levelname": "INFO"}
            | dict(extras)
            | {"ms": _MS, "client": _CLIENT, "created": _MOMENT}
        )
        ids = REQUEST_ID.set(_ID), TRACE_ID.set("")
        try:
            line = formatter.format(record).replace("%", "%%")
        finally:
            REQUEST_ID.reset(ids[0])
            TRACE_ID.reset(ids[1])
        line = line.replace(f'"{_MS}"', "%(ms)s").replace(_MS, "%(ms)s")  # a number, where texts are quoted
        line = line.replace(_ID, "%(id)s").replace(_CLIENT, "%(client)s")
        self._line = line.replace(formatter.moment(_MOMENT), "%(moment)s", 1) + "\n"
        self._formatter = formatter

    def line(self, request_id: str, client: str, seconds: float) -> str:
        """The line of an answer given now, with its end."""
        return self._line % {
            "moment": self._formatter.moment(time.time()),
            "id": request_id,
            "client": client,
            "ms": _ms(seconds),
        }

    def suits(self, formatter: Lines) -> bool:
        """Whether it was made for this formatter."""
        return formatter is self._formatter


class Telling:
    """Tells of answers that have all in common but the moment, the seconds taken, the client and the ids.

    The first is a record like any other; from the second on there is a pattern.
    """

    __slots__ = ("_extras", "_lines", "_pattern", "_series", "_times")

    def __init__(self, series: Series, extras: Mapping[str, Any] | None, lines: AccessLines) -> None:
        """``series`` counts them; ``extras`` are the line's (None: there is no line), without ms and client."""
        self._series, self._extras, self._lines = series, extras, lines
        self._pattern: Pattern | None = None
        self._times = 0

    def told(self, request_id: str, client: str, seconds: float, trace_id: str = "") -> None:
        """Count an answer given just now, and write its line."""
        self._series.count(seconds)
        if self._extras is None:
            return
        self._times += 1
        stream = None if self._times == 1 or trace_id else self._lines.stream()
        if stream is None:
            self._lines.record(self._extras, request_id, client, seconds, trace_id)
            return
        pattern = self._pattern
        if pattern is None or not pattern.suits(stream.lines):
            pattern = self._pattern = self._lines.pattern(self._extras, stream)
        self._lines.write(pattern.line(request_id, client, seconds), stream)


class AccessLines:
    """The lines of one logger: as records, or ready on their way to the log's stream.

    Ready ones are written when the event loop has read what came in with them, so that answers given together
    cost one write.
    """

    def __init__(self, logger: logging.Logger) -> None:
        self._logger = logger
        self._waiting: list[str] = []

    def record(
        self, extras: Mapping[str, Any], request_id: str, client: str, seconds: float, trace_id: str
    ) -> None:
        """Log a record with these extras."""
        ids = (REQUEST_ID.set(request_id), TRACE_ID.set(trace_id))
        self._logger.info(_MESSAGE, extra={**extras, "ms": _ms(seconds), "client": client})
        REQUEST_ID.reset(ids[0])
        TRACE_ID.reset(ids[1])

    def pattern(self, extras: Mapping[str, Any], stream: LogStream) -> Pattern:
        """The pattern of lines with these extras on that stream."""
        return Pattern(self._logger.name, _MESSAGE, extras, stream.lines)

    def stream(self) -> LogStream | None:
        """Where ready lines go; None where somebody else listens, who wants records."""
        handlers = logging.root.handlers
        only = handlers[0] if len(handlers) == 1 and not self._logger.handlers else None
        return only if isinstance(only, LogStream) else None

    def write(self, line: str, stream: LogStream) -> None:
        """Write a line to the stream, with all others of this turn of the loop."""
        self._waiting.append(line)
        if len(self._waiting) > 1:
            return  # who came first has asked for the writing
        try:
            asyncio.get_running_loop().call_soon(self._flush, stream)
        except RuntimeError:  # there is no loop
            self._flush(stream)

    def _flush(self, stream: LogStream) -> None:
        lines, self._waiting = self._waiting, []
        stream.write_ready("".join(lines))


def _ms(seconds: float) -> float:
    return round(seconds * 1000, 2)
