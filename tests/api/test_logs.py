"""Lines of the log: one for each record, whatever was sent."""

from __future__ import annotations

import io
import json
import logging
from collections.abc import Iterator

import pytest

from api.logs import REQUEST_ID, TRACE_ID, set_up_logging
from api.settings import Settings


@pytest.fixture(autouse=True)
def untouched() -> Iterator[None]:
    """The root logger is given back as it was."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield
    root.handlers[:] = handlers
    root.setLevel(level)
    logging.captureWarnings(False)


def written(log_format: str, level: str = "info") -> io.StringIO:
    """Where a log in a format goes."""
    stream = io.StringIO()
    set_up_logging(Settings(log_format=log_format, log_level=level), stream)
    return stream


def test_json_lines_hold_the_ids_and_the_extras() -> None:
    """Text of any script stays as it is; a line break is escaped."""
    stream = written("json")
    ids = REQUEST_ID.set("abc"), TRACE_ID.set("4bf9")
    logging.getLogger("policygraph.test").info("第一行\n第二行", extra={"status": 200})
    REQUEST_ID.reset(ids[0])
    TRACE_ID.reset(ids[1])
    (line,) = stream.getvalue().splitlines()
    found = json.loads(line)

    assert "第一行" in line
    assert ("第一行\n第二行", "abc", "4bf9", 200) == (
        found["message"], found["request_id"], found["trace_id"], found["status"],
    )  # fmt: skip
    assert found["time"].endswith("Z")


def test_an_error_keeps_its_traceback_on_its_line() -> None:
    """So that a collector of lines does not tear it apart."""
    stream = written("json")
    try:
        raise RuntimeError("broken")
    except RuntimeError:
        logging.getLogger("policygraph.test").exception("failed")
    (line,) = stream.getvalue().splitlines()

    assert "RuntimeError: broken" in json.loads(line)["traceback"]


@pytest.mark.parametrize(
    "hostile", ["/a\n10:00:00 ERROR forged", "/a\x1b[31mred", "/a\r", "/a\u2028b", "/a\x00"]
)
def test_nothing_that_was_sent_looks_like_another_line(hostile: str) -> None:
    """Control characters and separators of a path are shown as escapes in plain lines."""
    stream = written("text")
    logging.getLogger("policygraph.access").info("request", extra={"path": hostile})
    text = stream.getvalue()

    assert 1 == text.count("\n")
    assert text.rstrip("\n").isprintable()


def test_a_file_gets_json_and_levels_are_kept() -> None:
    """What is no terminal is read by machines; below the level nothing is written."""
    stream = written("auto", "warning")
    logging.getLogger("policygraph.test").info("quiet")
    logging.getLogger("policygraph.test").warning("loud")

    assert ["loud"] == [json.loads(line)["message"] for line in stream.getvalue().splitlines()]
