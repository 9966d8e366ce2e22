"""The machine's Chromium, driven headless and quiet; no browser is downloaded."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from playwright.sync_api import Browser, sync_playwright

__all__ = ["ABSENT", "CHROMIUM", "open_browser"]

CHROMIUM: Final = shutil.which("chromium") or shutil.which("chromium-browser")
#: Why browser tests are skipped on a machine without it.
ABSENT: Final = "Chromium is not installed (Debian: apt-get install chromium fonts-noto-cjk)"
#: A quiet browser: nothing of its own goes over the network.
_ARGUMENTS: Final = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)


@contextmanager
def open_browser() -> Iterator[Browser]:
    """A headless browser; `RuntimeError` where there is none."""
    if CHROMIUM is None:
        raise RuntimeError(ABSENT)
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=list(_ARGUMENTS))
        yield browser
        browser.close()
