"""The page on what plans leave open."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from fastapi.testclient import TestClient

from graph.memory import InMemoryEngine
from graph.views.measures import measures


def test_measures_that_nobody_answers_for_come_first(
    client: TestClient, sample_engine: InMemoryEngine
) -> None:
    """The list holds exactly the measures without a duty, each with its place in the document."""
    page = client.get("/gaps").text
    open_measures = [item for item in measures(sample_engine) if not item.duties]
    assert open_measures
    assert re.findall(r'<th scope="row"[^>]*><a [^>]*>([^<]*)<', page) == [
        item.name for item in open_measures
    ]
    for item in open_measures:
        assert item.text.partition(item.words.exact)[2].strip()[:20] in page
    assert len(re.findall(r'class="to-words" href="/plans/[a-z0-9-]+#p\d+-\d+"', page)) == len(open_measures)


def test_a_plan_s_title_stands_once_over_its_gaps(client: TestClient) -> None:
    """A group for each plan of the page, headed by its title and how many there are; the rows do not repeat it."""
    page = client.get("/gaps?kind=departments-named-once").text
    bodies = re.findall(r"<tbody>(.*?)</tbody>", page, flags=re.DOTALL)
    assert len(bodies) > 1
    titles = [
        re.findall(r'scope="rowgroup"[^>]*><a [^>]*>([^<]+)</a> <small>\D*(\d+)', body) for body in bodies
    ]
    assert [1] * len(bodies) == [len(found) for found in titles]
    for ((title, number),), body in zip(titles, bodies, strict=True):
        assert int(number) == body.count('scope="row"')
        assert body.count(f">{title}</a>") == 1


def test_numbers_on_the_tabs_are_those_of_the_interface(client: TestClient) -> None:
    """People and programs are told the same."""
    page = client.get("/gaps").text
    shown = [int(number) for number in re.findall(r"kind=[a-z-]+[^>]*>[^<]*<b>(\d+)</b>", page)]
    assert shown == [item["total"] for item in client.get("/api/gaps").json()]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_each_kind_is_a_page(client: TestClient, lang: str) -> None:
    """In both languages, with filters that keep the kind."""
    for kind in [item["kind"] for item in client.get("/api/gaps").json()]:
        response = client.get(f"/gaps?kind={kind}&plan=changzhou-2014&lang={lang}")
        assert response.status_code == 200
        assert f'name="kind" value="{kind}"' in response.text


@pytest.mark.parametrize("query", ["kind=nothing", "plan=nowhere-1999"])
def test_what_there_is_not_is_said(
    client: TestClient, assert_canonical_problem: Callable[..., dict[str, Any]], query: str
) -> None:
    """A mistyped address is told from a plan without gaps."""
    assert_canonical_problem(
        client.get(f"/gaps?{query}", headers={"accept": "application/json"}), 404, "not-found"
    )
