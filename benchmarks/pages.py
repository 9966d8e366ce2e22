"""How long pages take: ``python -m benchmarks.pages HOME``.

Serves the store in folder HOME (``policygraph load … --home HOME``) and prints a row for each page:

- ``first``: seconds by the clock and (in brackets) of the service's processor time to the whole answer in a service that was started for this page and has answered nothing
  yet (the machine may have the files in memory);
- ``again``: the same in the same service for the same page under another address, so that no answer is at hand;
- ``usable``: seconds in headless Chromium from the start of a visit (a third address) until the document is
  parsed, its deferred scripts have run and what it is about (``main``) is laid out and painted;
- ``kB``: size of the page, not compressed.
"""

from __future__ import annotations

import argparse
import http.client
import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from urllib.parse import quote

from playwright.sync_api import Browser

from tests.chromium import open_browser

__all__ = ["PAGES", "Visit", "addresses", "late_page", "main", "measure"]

#: A page far back in a list, where it is that long.
_LATE: Final = 20
_LONG_LIST: Final = "/measures?topic=topic/logistics"
#: Pages by address; ``{plan}``, ``{department}``, ``{city}`` and ``{late}`` are filled in from the store.
PAGES: Final = (
    "/",
    "/plans",
    "/plans?place={city}",
    "/plans/{plan}",
    "/departments",
    "/departments?q=商务",
    "/departments/{department}",
    "/measures",
    "/measures?place={city}&role=lead",
    "/measures?q=物流",
    f"{_LONG_LIST}&page={{late}}",
    "/targets",
    "/targets?kind=transaction-volume",
    "/projects",
    "/search?q=商务局",
    "/search?q=swj",
    "/matrix",
    "/matrix?plan={plan}",
    "/matrix?rows=department&columns=plan",
    "/matrix?rows=department&columns=measure",
    "/compare",
    "/compare?view=differences",
    "/gaps",
    "/gaps?kind=departments-named-once",
    "/network",
    "/quality",
    "/about",
    "/dataset",
    "/revisions",
    "/feed.atom",
)
_START_SECONDS: Final = 120
_ANSWER_SECONDS: Final = 600
#: Resolves with the milliseconds since the visit began when ``main`` has been laid out and painted.
_USABLE: Final = """() => new Promise((resolve) => {
  const look = () => requestAnimationFrame(() => requestAnimationFrame(() => {
    const main = document.querySelector("main");
    if (document.readyState !== "loading" && main && main.getBoundingClientRect().height > 0) resolve(performance.now());
    else look();
  }));
  look();
})"""


@dataclass(frozen=True, slots=True)
class Visit:
    """What one page took: seconds by clock and processor, bytes, and its status; ``usable`` is None for a feed."""

    path: str
    status: int
    first: tuple[float, float]
    again: tuple[float, float]
    usable: float | None
    size: int

    def row(self) -> str:
        """A row of the table."""
        usable = "–" if self.usable is None else f"{self.usable:.2f}"
        status = "" if self.status == 200 else f" ({self.status})"
        first, again = (f"{clock:.2f} ({processor:.2f})" for clock, processor in (self.first, self.again))
        return f"| `{self.path}`{status} | {first} | {again} | {usable} | {self.size / 1000:,.0f} |"


def measure(home: Path, path: str, browser: Browser) -> Visit:
    """Visit one page of a service that was started for it."""
    with _service(home) as (port, process):
        first, status, size = _ask(port, process, path)
        again, _, _ = _ask(port, process, _other(path, 2))
        usable = None
        if not path.startswith("/feed") and status == 200:
            page = browser.new_page(viewport={"width": 1400, "height": 900})
            page.goto(
                f"http://127.0.0.1:{port}{_other(path, 3)}", wait_until="domcontentloaded", timeout=600_000
            )
            usable = float(page.evaluate(_USABLE)) / 1000
            page.close()
    return Visit(path, status, first, again, usable, size)


def addresses(home: Path) -> list[str]:
    """`PAGES` with a plan, a department, a city and a late page of this store."""
    with _service(home) as (port, _):
        page = _body(port, "/plans")
        plan = _found(r'href="/plans/([^"?#]+)"', page)
        department = _found(r'href="/departments/([^"?#]+)"', _body(port, "/departments"))
        city = plan.rpartition("-")[0]
        late = late_page(_body(port, _LONG_LIST))
    return [path.format(plan=plan, department=department, city=city, late=late) for path in PAGES]


def late_page(page: str) -> int:
    """The twentieth page of the list whose first page this is, the last where there are fewer."""
    numbers = [int(number) for number in re.findall(r'href="[^"]*[?&;]page=([0-9]+)', page)]
    return min(_LATE, max(numbers, default=1))


def _found(pattern: str, page: str) -> str:
    found = re.search(pattern, page)
    if found is None:
        raise SystemExit("the store holds no plans: load some first")
    return found[1]


def _other(path: str, number: int) -> str:
    """The same page under another address."""
    return f"{path}{'&' if '?' in path else '?'}visit={number}"


@contextmanager
def _service(home: Path) -> Iterator[tuple[int, int]]:
    """Port and process of a service over the store, which has answered nothing yet."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    command = [sys.executable, "-m", "policygraph", "serve", "--home", str(home), "--port", str(port)]
    process = subprocess.Popen(  # noqa: S603 - this program, with a folder of the command line
        command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        deadline = time.monotonic() + _START_SECONDS
        while not _listens(port):
            if process.poll() is not None or time.monotonic() > deadline:
                raise SystemExit(f"the service over {home} did not start")
            time.sleep(0.02)
        yield port, process.pid
    finally:
        process.terminate()
        process.wait()


def _listens(port: int) -> bool:
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=1):
            return True
    except OSError:
        return False


def _ask(port: int, process: int, path: str) -> tuple[tuple[float, float], int, int]:
    """Seconds by clock and processor, status and size of an answer."""
    used = _used(process)
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=_ANSWER_SECONDS)
    started = time.perf_counter()
    connection.request("GET", quote(path, safe="/?&=%"), headers={"Accept": "text/html"})
    answer = connection.getresponse()
    size = len(answer.read())
    seconds = time.perf_counter() - started
    connection.close()
    return (seconds, _used(process) - used), answer.status, size


def _used(process: int) -> float:
    """Processor seconds of a process so far (proc(5); Linux)."""
    fields = Path(f"/proc/{process}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _body(port: int, path: str) -> str:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=_ANSWER_SECONDS)
    connection.request("GET", path, headers={"Accept": "text/html"})
    body = connection.getresponse().read().decode()
    connection.close()
    return body


def main() -> None:
    """Measure the store of the command line."""
    parser = argparse.ArgumentParser(description=__doc__, prog="python -m benchmarks.pages")
    parser.add_argument("home", type=Path, help="folder of a store")
    parser.add_argument("--only", default="", help="pages whose address holds this")
    options = parser.parse_args()
    print("| page | first s (CPU) | again s (CPU) | usable s | kB |")
    print("|---|---|---|---|---|")
    with open_browser() as browser:
        for path in addresses(options.home):
            if options.only in path:
                print(measure(options.home, path, browser).row(), flush=True)


if __name__ == "__main__":
    main()
