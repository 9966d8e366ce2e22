"""The real service over the five documents, and a window of the machine's Chromium."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import uvicorn
from playwright.sync_api import Browser, Page

from api.app import create_app
from api.settings import Settings
from graph.embedded import EmbeddedEngine
from graph.store import RevisionStore
from ontology.identifiers import DEFAULT_BASE
from policygraph.pipeline import load
from policygraph.scoring import evaluate_document, publish_quality
from tests.chromium import ABSENT, CHROMIUM
from tests.timing import PATIENCE, wait_until

CORPUS = Path(__file__).parents[2] / "corpus"
GOLD = Path(__file__).parents[1] / "gold"
OpenWindow = Callable[..., "Window"]


class Window:
    """A page that notes every request and everything that goes wrong; ``page`` is the driver's."""

    def __init__(self, page: Page, host: str) -> None:
        self.page = page
        self.host = host
        self.foreign: list[str] = []
        self.wrong: list[str] = []
        page.on("request", lambda request: self._asked(request.url))
        page.on("pageerror", lambda error: self.wrong.append(str(error)))
        page.on("console", lambda line: self.wrong.append(line.text) if line.type == "error" else None)

    def _asked(self, address: str) -> None:
        if not address.startswith((self.host + "/", "data:", "blob:")):
            self.foreign.append(address)

    def go(self, path: str) -> Page:
        """Open a path of the service."""
        self.page.goto(self.host + path)
        return self.page


@pytest.fixture(scope="session")
def engine(tmp_path_factory: pytest.TempPathFactory) -> EmbeddedEngine:
    """The engine of the service, with ``corpus/`` and its accuracy loaded; the service closes it."""
    if CHROMIUM is None:
        pytest.skip(ABSENT)
    store = RevisionStore(tmp_path_factory.mktemp("home"))
    report = load(sorted(CORPUS.glob("*.txt")), store)
    assert report.failed == ()
    evaluated = [evaluate_document(file, CORPUS / f"{file.stem}.txt") for file in sorted(GOLD.glob("*.json"))]
    publish_quality(store, evaluated, DEFAULT_BASE)
    return EmbeddedEngine(store)


@pytest.fixture(scope="session")
def service(engine: EmbeddedEngine) -> Iterator[str]:
    """Address of the service on a free port."""
    listener = socket.socket()
    listener.bind(("127.0.0.1", 0))
    config = uvicorn.Config(create_app(engine, Settings()), log_level="warning", ws="none")
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
    thread.start()
    wait_until(lambda: server.started)
    yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    server.should_exit = True
    thread.join(timeout=PATIENCE)
    listener.close()


@pytest.fixture
def window(service: str, chromium: Browser) -> Iterator[OpenWindow]:
    """Opens windows; at the end none has asked another host or met an error."""
    opened: list[Window] = []

    def open_window(width: int = 1400, *, dark: bool = False, scripts: bool = True) -> Window:
        context = chromium.new_context(
            viewport={"width": width, "height": 900},
            color_scheme="dark" if dark else "light",
            java_script_enabled=scripts,
        )
        context.set_default_timeout(PATIENCE * 1000)
        found = Window(context.new_page(), service)
        opened.append(found)
        return found

    yield open_window
    for item in opened:
        item.page.context.close()
    assert [item.foreign for item in opened] == [[]] * len(opened)
    assert [item.wrong for item in opened] == [[]] * len(opened)
