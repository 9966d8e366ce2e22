"""Lines of the log for answers that differ in little: made from a pattern, written together.

A record of the standard library for each repeated answer takes longer than the answer. The pattern is a line as the
log's own formatter gives it, with marks where the moment, the request's id, the client and the time taken stand; so the
lines are the same whichever way they came, and there is one formatter.
"""

from __future__ import annotations

import asyncio
import logging
import secrets
import time
from collections.abc import Mapping
from typing import Any

from api.logs import REQUEST_ID, TRACE_ID, Lines, LogStream, Said
from api.metrics import Series

__all__ = ["AccessLines", "Pattern", "Telling"]

#: Nobody outside can know them, so no address that is asked for can hold one.
_MOMENT, _ID, _CLIENT, _MS = (secrets.token_hex(16) for _ in range(4))
_MESSAGE, _LEVEL = "request", "INFO"


class Pattern:
    """The line of a logger with these extras, but for its moment, id, client and milliseconds."""

    def __init__(self, logger: str, extras: Mapping[str, Any], formatter: Lines) -> None:
        marked = {**extras, "ms": _MS, "client": _CLIENT}
        line = formatter.line(Said(_MOMENT, _LEVEL, logger, _MESSAGE, {"request_id": _ID}, marked))
        line = line.replace("%", "%%").replace(_MOMENT, "%(moment)s")
        line = line.replace(f'"{_MS}"', "%(ms)s").replace(_MS, "%(ms)s")  # a number, where texts are quoted
        self._line = line.replace(_ID, "%(id)s").replace(_CLIENT, "%(client)s") + "\n"
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

    Each has its own line first; from the second on there is a pattern.
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
        stream = self._lines.stream()
        self._times += 1
        if stream is None:
            extras = {**self._extras, "ms": _ms(seconds), "client": client}
            self._lines.record(extras, request_id, trace_id)
        elif self._times == 1 or trace_id:
            extras = {**self._extras, "ms": _ms(seconds), "client": client}
            self._lines.write(self._lines.line(extras, request_id, trace_id, stream.lines), stream)
        else:
            if self._pattern is None or not self._pattern.suits(stream.lines):
                self._pattern = self._lines.pattern(self._extras, stream.lines)
            self._lines.write(self._pattern.line(request_id, client, seconds), stream)


class AccessLines:
    """The lines of one logger: as records, or ready on their way to the log's stream.

    Ready ones are written when the event loop has read what came in with them, so that answers given together
    cost one write.
    """

    def __init__(self, logger: logging.Logger) -> None:
        self._logger = logger
        self._waiting: list[str] = []

    def record(self, extras: Mapping[str, Any], request_id: str, trace_id: str) -> None:
        """Log a record with these extras."""
        ids = (REQUEST_ID.set(request_id), TRACE_ID.set(trace_id))
        self._logger.info(_MESSAGE, extra=dict(extras))
        REQUEST_ID.reset(ids[0])
        TRACE_ID.reset(ids[1])

    def line(self, extras: Mapping[str, Any], request_id: str, trace_id: str, formatter: Lines) -> str:
        """A line with these extras, with its end."""
        ids = {"request_id": request_id, "trace_id": trace_id}
        moment = formatter.moment(time.time())
        return formatter.line(Said(moment, _LEVEL, self._logger.name, _MESSAGE, ids, extras)) + "\n"

    def pattern(self, extras: Mapping[str, Any], formatter: Lines) -> Pattern:
        """The pattern of lines with these extras."""
        return Pattern(self._logger.name, extras, formatter)

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
