"""How fluid a drawing of the network is in headless Chromium.

``python -m benchmarks.network http://127.0.0.1:8000/network?place=shandong`` opens the page of a service that
runs and prints the time until the drawing can be used, and the time between frames while it is dragged,
zoomed and pointed at.
"""

from __future__ import annotations

import argparse
import shutil
import statistics
import time
from collections.abc import Callable

from playwright.sync_api import Page, sync_playwright

__all__ = ["measure"]

_FRAMES = """() => {
  window.frames_ = [];
  let last = performance.now();
  const step = () => {
    const now = performance.now();
    window.frames_.push(now - last);
    last = now;
    requestAnimationFrame(step);
  };
  requestAnimationFrame(step);
}"""


def measure(address: str) -> dict[str, str]:
    """What was measured, as words by name."""
    found: dict[str, str] = {}
    with sync_playwright() as driver:
        browser = driver.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"]
        )
        page = browser.new_page(viewport={"width": 1400, "height": 900})
        page.goto(address)  # the first visit fills the caches of the service
        page.wait_for_selector("#network-canvas[data-ready]", timeout=120_000)
        begin = time.perf_counter()
        page.goto(address)
        page.wait_for_selector("#network-canvas[data-ready]", timeout=120_000)
        found["usable"] = f"{time.perf_counter() - begin:.2f} s"
        shown = "Object.keys(JSON.parse(document.getElementById('network-data').textContent).drawing.{})"
        found["boxes"] = str(page.evaluate(shown.format("kinds") + ".length"))
        found["lines"] = str(page.evaluate(shown.format("lines") + ".length"))
        found["whole drawing"] = f"{page.evaluate('window.networkCost'):.0f} ms"
        page.evaluate(_FRAMES)
        canvas = page.locator("#network-canvas canvas").last
        canvas.scroll_into_view_if_needed()
        place = canvas.bounding_box()
        if place is not None:
            x, y = place["x"] + place["width"] / 2, max(place["y"], 0) + 200
            for name, act in (("dragged", _drag), ("zoomed", _zoom), ("pointed at", _point)):
                found[name] = _frames(page, lambda act=act: act(page, x, y))  # type: ignore[misc]
        browser.close()
    return found


def _frames(page: Page, act: Callable[[], None]) -> str:
    """Median, 95th of 100 and longest time between two frames while something is done."""
    page.evaluate("window.frames_.length = 0")
    act()
    times = sorted(page.evaluate("window.frames_"))
    middle, most = statistics.median(times), times[int(len(times) * 0.95)]
    return f"{middle:.0f} ms median, {most:.0f} ms of 95 in 100, {times[-1]:.0f} ms longest"


def _drag(page: Page, x: float, y: float) -> None:
    page.mouse.move(x, y)
    page.mouse.down()
    for step in range(60):
        page.mouse.move(x + step * 3, y + step)
        page.wait_for_timeout(16)
    page.mouse.up()


def _zoom(page: Page, x: float, y: float) -> None:
    page.mouse.move(x, y)
    page.keyboard.down("Control")
    for _ in range(30):
        page.mouse.wheel(0, -60)
        page.wait_for_timeout(16)
    page.keyboard.up("Control")


def _point(page: Page, x: float, y: float) -> None:
    for step in range(60):
        page.mouse.move(x - 300 + step * 8, y + step)
        page.wait_for_timeout(16)


def main() -> None:
    """Measure from the command line."""
    parser = argparse.ArgumentParser(description=__doc__, prog="python -m benchmarks.network")
    parser.add_argument("address")
    for name, words in measure(parser.parse_args().address).items():
        print(f"{name}: {words}")


if __name__ == "__main__":
    main()
