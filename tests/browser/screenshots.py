"""Pictures of the pages for the documents: ``python -m tests.browser.screenshots FOLDER``.

Starts the service over ``corpus/`` on a free port, opens each page in headless Chromium and writes
one PNG a page. ``make screenshots`` writes to ``docs/screenshots``.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from playwright.sync_api import Page

from tests.chromium import open_browser

CORPUS: Final = Path(__file__).parents[2] / "corpus"
GOLD: Final = Path(__file__).parents[1] / "gold"
#: File name, path, width, height, dark.
VIEWS: Final = (
    ("home", "/", 1280, 960, False),
    ("home-dark-en", "/?lang=en", 1280, 960, True),
    ("home-phone", "/", 390, 844, False),
    ("search", "/search?q=物流", 1280, 960, False),
    ("search-near", "/search?q=商物局", 1280, 960, False),
    ("search-nothing-phone-en", "/search?q=zzzzqq&lang=en", 390, 844, False),
    ("plans", "/plans", 1280, 960, False),
    ("plan", "/plans/changzhou-2014#p856-880", 1400, 960, False),
    ("plan-phone", "/plans/jining-2014", 390, 844, False),
    ("plan-dark-en", "/plans/quanzhou-2013?lang=en", 1400, 960, True),
    ("departments", "/departments", 1280, 960, False),
    ("department", "/departments/changzhou/shangwuju", 1280, 960, False),
    ("department-phone-dark-en", "/departments/changzhou/shangwuju?lang=en", 390, 844, True),
    ("measures", "/measures", 1280, 960, False),
    ("measures-phone", "/measures?role=lead", 390, 844, False),
    ("targets", "/targets", 1280, 960, False),
    ("projects", "/projects", 1400, 960, False),
    ("network", "/network?plan=changzhou-2014", 1400, 960, False),
    ("network-all", "/network?plan=all", 1400, 960, False),
    ("network-phone-dark-en", "/network?plan=jining-2014&lang=en", 390, 844, True),
    ("matrix", "/matrix?plan=changzhou-2014&sort_rows=similar", 1280, 960, False),
    ("matrix-arrange", "/matrix?plan=changzhou-2014&arrange=yes", 1280, 960, False),
    ("matrix-functions", "/matrix", 1280, 960, False),
    (
        "matrix-cell-dark-en",
        "/matrix?columns=plan&row=function/commerce&column={plan}&lang=en",
        1280,
        960,
        True,
    ),
    ("compare", "/compare", 1280, 960, False),
    ("compare-topics", "/compare?view=topics", 1280, 960, False),
    ("compare-instruments", "/compare?view=instruments", 1280, 960, False),
    ("compare-differences-phone", "/compare?view=differences", 390, 844, False),
    ("gaps", "/gaps", 1280, 960, False),
    ("gaps-phone-dark-en", "/gaps?lang=en", 390, 844, True),
    ("sparql", "/sparql", 1280, 960, False),
    ("about", "/about", 1280, 960, False),
    ("quality", "/quality", 1280, 960, False),
    ("conformance", "/conformance", 1280, 960, False),
    ("revisions", "/revisions", 1280, 960, False),
    ("dataset", "/dataset", 1280, 960, False),
    ("resource", "/doc/measure/changzhou-2014/4.1", 1280, 960, False),
    ("error", "/plans/nowhere-2014", 1280, 960, False),
)
_PLAN: Final = "https://w3id.org/policygraph/id/plan/changzhou-2014"


def main(folder: Path) -> None:
    """Write all pictures below ``folder``."""
    folder.mkdir(parents=True, exist_ok=True)
    with _service() as address, open_browser() as browser:
        for name, path, width, height, dark in VIEWS:
            page = browser.new_page(
                viewport={"width": width, "height": height}, color_scheme="dark" if dark else "light"
            )
            page.goto(address + path.replace("{plan}", _PLAN), wait_until="networkidle")
            if name == "network":
                _open_sentence(page)
            page.screenshot(path=folder / f"{name}.png")
            page.close()


def _open_sentence(page: Page) -> None:
    """Show the words of one duty, as after a click on its edge."""
    page.locator("#network-canvas[data-ready]").wait_for()
    page.locator("a.net-see").first.evaluate("link => link.click()")
    page.evaluate("window.scrollTo(0, 0)")
    page.wait_for_timeout(500)


@contextmanager
def _service() -> Iterator[str]:
    with tempfile.TemporaryDirectory() as home:
        command = [
            sys.executable,
            "-m",
            "policygraph",
            "serve",
            "--home",
            home,
            "--port",
            "0",
            "--load",
            str(CORPUS),
            "--gold",
            str(GOLD),
        ]
        with subprocess.Popen(  # noqa: S603 - our own command
            command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
        ) as process:
            try:
                yield _address(process)
            finally:
                process.terminate()


def _address(process: subprocess.Popen[str]) -> str:
    for line in process.stdout or ():
        found = re.search(r"http://[\d.]+:\d+", line)
        if found:
            return found[0]
    raise RuntimeError("the service did not start")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
