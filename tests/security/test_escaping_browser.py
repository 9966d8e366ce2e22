"""The same hostile plans in a real browser: nothing runs, nothing is asked for elsewhere, no policy is broken."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
import uvicorn
from fastapi.testclient import TestClient
from playwright.sync_api import Browser, Dialog

from api.app import create_app
from api.settings import Settings
from graph.memory import InMemoryEngine
from tests.security.hostile import hostile_quads
from tests.timing import PATIENCE, wait_until

pytestmark = pytest.mark.browser

_PAGES = (
    "/", "/plans", "/plans/changzhou-2014", "/departments", "/departments/changzhou/shangwuju", "/measures", "/targets", "/projects", "/network", "/network?view=shared", "/matrix", "/compare",
    "/gaps", "/quality", "/search?q=alert", "/doc/plan/changzhou-2014", "/doc/org/changzhou/shangwuju", "/sparql", "/revisions", "/dataset", "/about",
)  # fmt: skip


@pytest.fixture(scope="module")
def service() -> Iterator[str]:
    """Address of a service over hostile plans, on a free port."""
    listener = socket.socket()
    listener.bind(("127.0.0.1", 0))
    app = create_app(InMemoryEngine(hostile_quads()), Settings())
    server = uvicorn.Server(uvicorn.Config(app, log_level="warning", ws="none"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
    thread.start()
    wait_until(lambda: server.started)
    yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    server.should_exit = True
    thread.join(timeout=PATIENCE)
    listener.close()


class _Watched:
    """A window that notes dialogs, errors, broken policies and requests to others."""

    def __init__(self, browser: Browser, host: str) -> None:
        self.wrong: list[str] = []
        self._host = host
        self._context = browser.new_context()
        self.page = self._context.new_page()
        self.page.on("dialog", self._dialog)
        self.page.on("pageerror", lambda error: self.wrong.append(f"error: {error}"))
        self.page.on(
            "console",
            lambda line: self.wrong.append(f"console: {line.text}") if line.type == "error" else None,
        )
        self.page.on("request", lambda request: self._asked(request.url))
        self._context.add_init_script(
            "document.addEventListener('securitypolicyviolation', e => console.error('policy: ' + e.violatedDirective + ' ' + e.blockedURI))"
        )

    def _dialog(self, dialog: Dialog) -> None:
        self.wrong.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    def _asked(self, address: str) -> None:
        if not address.startswith((self._host, "data:", "blob:", "file:")):
            self.wrong.append(f"asked: {address}")

    def close(self) -> None:
        self._context.close()


def test_no_page_runs_what_a_document_says(chromium: Browser, service: str) -> None:
    """Every kind of page, with its scripts: no dialog, no error, no broken policy, no request elsewhere."""
    window = _Watched(chromium, service)
    for path in _PAGES:
        window.page.goto(service + path, wait_until="load")
        if path.startswith(("/network", "/sparql")):  # their scripts fetch what they show
            window.page.wait_for_load_state("networkidle")
        for link in window.page.query_selector_all(
            'a[href^="javascript:"], a[href^="data:"], iframe, object, embed'
        ):
            window.wrong.append(f"{path}: {link.evaluate('it => it.outerHTML')}")

        assert [] == window.wrong, path
    window.close()


def test_the_network_for_a_mail_runs_only_its_own_scripts(chromium: Browser, tmp_path: Path) -> None:
    """The downloaded file, opened from a disk: its drawing comes up, labels stay words."""
    with TestClient(create_app(InMemoryEngine(hostile_quads()), Settings())) as client:
        file = tmp_path / "network.html"
        file.write_bytes(client.get("/network.html").content)
    window = _Watched(chromium, "file:")
    window.page.goto(file.as_uri(), wait_until="load")
    window.page.wait_for_selector("canvas, svg", state="attached")

    assert [] == window.wrong
    window.close()
