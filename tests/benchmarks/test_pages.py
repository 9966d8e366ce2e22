"""The pages that are measured are there, however small the store is."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from api.settings import Settings
from benchmarks.pages import PAGES, late_page
from graph.memory import InMemoryEngine
from graph.rdf import quads
from tests.samples import sample_facts


@pytest.fixture(scope="module")
def client() -> Iterator[TestClient]:
    """A service over one plan."""
    with TestClient(create_app(InMemoryEngine(quads(sample_facts())), Settings(rate=0))) as found:
        yield found


@pytest.mark.parametrize(
    ("page", "late"),
    [
        ("<p>no pager</p>", 1),
        ('<a href="/measures?page=2">2</a> <a href="/measures?topic=topic/logistics&amp;page=7">7</a>', 7),
        ('<a href="/measures?page=2">2</a> <a href="/measures?page=311&amp;lang=en">311</a>', 20),
        ('<a href="/matrix?rows_page=9">9</a>', 1),
    ],
)
def test_a_late_page_is_one_that_there_is(page: str, late: int) -> None:
    """The twentieth, or the last that the first page has a link to."""
    assert late == late_page(page)


@pytest.mark.parametrize("path", [path for path in PAGES if "{plan}" not in path and "{dep" not in path])
def test_each_page_is_there_in_a_small_store(client: TestClient, path: str) -> None:
    """Not a 404, which takes no time."""
    first = client.get("/measures?topic=topic/logistics", headers={"Accept": "text/html"}).text
    address = path.format(city="changzhou", late=late_page(first))
    assert 200 == client.get(address, headers={"Accept": "text/html"}).status_code
