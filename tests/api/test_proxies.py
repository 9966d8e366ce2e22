"""Behind proxies: only trusted ones say who asks, and every address keeps the prefix."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urljoin, urlsplit

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from api.proxies import Proxies, parse_networks
from api.settings import SettingError, Settings
from graph.memory import InMemoryEngine
from graph.rdf import quads
from tests.samples import sample_facts, second_facts


async def seen(
    settings: Settings, client: str, headers: dict[str, str], path: str = "/plans"
) -> dict[str, Any]:
    """The scope that the application sees."""
    found: dict[str, Any] = {}

    async def app(scope: Any, receive: Any, send: Any) -> None:
        del receive, send
        found.update(scope)

    scope = {
        "type": "http", "client": (client, 1), "scheme": "http", "path": path, "root_path": "",
        "headers": [(b"host", b"inside:8000"), *((k.encode(), v.encode()) for k, v in headers.items())],
    }  # fmt: skip
    await Proxies(app, "", parse_networks(settings.trusted_proxies))(scope, None, None)  # type: ignore[arg-type]  # the two are not used
    return found


TRUSTING = Settings(trusted_proxies="10.0.0.0/8 2001:db8::1")


@pytest.mark.parametrize(
    ("forwarded", "client"),
    [
        ("198.51.100.4", "198.51.100.4"),
        ("203.0.113.9, 198.51.100.4, 10.2.3.4", "198.51.100.4"),
        ("10.2.3.4", "10.2.3.4"),
        ("nonsense, 198.51.100.4", "198.51.100.4"),
        ("198.51.100.4, nonsense", "10.0.0.1"),
        ("[2001:db8::7]", "2001:db8::7"),
        ("", "10.0.0.1"),
    ],
)
def test_the_client_is_the_last_hop_that_is_no_trusted_proxy(forwarded: str, client: str) -> None:
    """What stands before it is only the client's own claim."""
    found = asyncio.run(seen(TRUSTING, "10.0.0.1", {"x-forwarded-for": forwarded}))
    assert client == found["client"][0]


def test_a_stranger_is_not_believed() -> None:
    """Nothing of what it forwards counts."""
    claims = {
        "x-forwarded-for": "127.0.0.1",
        "x-forwarded-proto": "https",
        "x-forwarded-host": "evil.example",
    }
    found = asyncio.run(seen(TRUSTING, "203.0.113.7", claims))
    assert ("203.0.113.7", "http") == (found["client"][0], found["scheme"])
    assert (b"host", b"inside:8000") in found["headers"]


@pytest.mark.parametrize(
    ("proto", "host", "expected"),
    [
        ("https", "data.example.org", ("https", "data.example.org")),
        ("https, http", "a.example, b.example", ("https", "a.example")),
        ("javascript", "a.example/evil", ("http", "inside:8000")),
        ("HTTPS", "[::1]:8443", ("https", "[::1]:8443")),
        ("https", 'x"><script>', ("https", "inside:8000")),
    ],
)
def test_scheme_and_host_are_those_outside(proto: str, host: str, expected: tuple[str, str]) -> None:
    """Of a trusted proxy, and only when they are a scheme and a host."""
    found = asyncio.run(seen(TRUSTING, "10.0.0.1", {"x-forwarded-proto": proto, "x-forwarded-host": host}))
    assert expected == (found["scheme"], dict(found["headers"])[b"host"].decode())


def test_networks_that_are_none_are_refused_by_name() -> None:
    """Before the service starts."""
    with pytest.raises(SettingError, match="TRUSTED_PROXIES.*proxy.example"):
        create_app(InMemoryEngine(()), Settings(trusted_proxies="10.0.0.1 proxy.example"))


class Links(HTMLParser):
    """Addresses in a page."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Collect what leads somewhere, or loads something."""
        del tag
        for name, value in attrs:
            if name in ("href", "src", "action", "formaction", "data-url", "data-src") and value:
                self.found.append(value)


ROOT = "/sub/path"
START = (
    "/",
    "/?lang=en",
    "/sparql",
    "/network",
    "/search?q=电子商务",
    "/about",
    "/doc/org/changzhou/shangwuju",
)
#: Documents whose links matter as much as those of pages.
PROGRAMS = ("/.well-known/void", "/dataset", "/api/plans", "/feed.atom", "/doc/plan/changzhou-2014.ttl")


@pytest.fixture(scope="module", params=["stripped", "kept"])
def prefixed(request: pytest.FixtureRequest) -> Iterator[tuple[TestClient, str]]:
    """The service behind a proxy that takes the prefix away, or leaves it."""
    engine = InMemoryEngine(quads(sample_facts()) | quads(second_facts()))
    app = create_app(engine, Settings(root_path=ROOT))
    with TestClient(app, base_url="http://h", follow_redirects=False) as client:
        yield client, "" if request.param == "stripped" else ROOT


def test_a_crawl_never_leaves_the_prefix(prefixed: tuple[TestClient, str]) -> None:
    """Links, forms, scripts, styles, redirects and Link headers of the pages all stand below it, and work."""
    client, prefix = prefixed
    waiting: list[str] = list(START)
    visited: set[str] = set()
    outside, broken = [], []
    while waiting and len(visited) < 90:
        address = waiting.pop(0)
        if address in visited:
            continue
        visited.add(address)
        answer = client.get(prefix + address, headers={"accept": "text/html"})
        if answer.status_code >= 400:
            broken.append((address, answer.status_code))
        for link in addresses_of(answer):
            target = urlsplit(urljoin(f"http://h{ROOT}{address}", link))
            if target.netloc != "h" or target.scheme != "http":
                continue
            if not (target.path + "/").startswith(ROOT + "/"):
                outside.append((address, link))
                continue
            below = target.path.removeprefix(ROOT) + (f"?{target.query}" if target.query else "")
            if below.startswith("/") and not re.search(r"\.gz|/revisions/\d+\.\.", below):
                waiting.append(below)

    assert ([], []) == (outside, broken)
    assert 60 < len(visited)


def addresses_of(answer: Any) -> list[str]:
    """All addresses of an answer."""
    found = [answer.headers[name] for name in ("location", "content-location") if name in answer.headers]
    found += re.findall(r"<([^>]*)>", answer.headers.get("link", ""))
    if answer.headers.get("content-type", "").startswith("text/html"):
        parser = Links()
        parser.feed(answer.text)
        found += parser.found
    return found


@pytest.mark.parametrize("address", PROGRAMS)
def test_programs_get_links_below_the_prefix_too(prefixed: tuple[TestClient, str], address: str) -> None:
    """Every address on this host that an answer for programs holds."""
    client, prefix = prefixed
    answer = client.get(prefix + address)
    here = re.findall(r"""http://h(/[^\s"'<>]*)""", answer.text + " ".join(addresses_of(answer)))

    assert 200 == answer.status_code
    assert [] == [path for path in here if not path.startswith(ROOT)]


def test_the_interface_s_description_names_the_prefix(prefixed: tuple[TestClient, str]) -> None:
    """As the server of all its paths; a slash too many is put right below it."""
    client, prefix = prefixed
    assert [{"url": ROOT}] == client.get(f"{prefix}/openapi.json").json()["servers"]
    moved = client.get(f"{prefix}/plans/")
    assert (307, f"http://h{ROOT}/plans") == (moved.status_code, moved.headers["location"])


def test_problems_are_explained_below_the_prefix(prefixed: tuple[TestClient, str]) -> None:
    """Their type leads to a page that has the words."""
    client, prefix = prefixed
    problem = client.get(f"{prefix}/nowhere").json()
    path, _, kind = problem["type"].partition("#")

    assert f"{ROOT}/about" == path
    assert f'<dt id="{kind}">' in client.get(prefix + path.removeprefix(ROOT)).text
