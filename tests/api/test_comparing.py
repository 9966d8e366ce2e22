"""The page that compares plans."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from fastapi.testclient import TestClient

from graph.memory import InMemoryEngine
from graph.views.comparing import FEATURES, features, indicator_kinds, instrument_mix, kind_targets
from graph.views.measures import measures
from graph.views.targets import targets

BASE = "https://w3id.org/policygraph/id/plan/"
PLANS = (BASE + "changzhou-2014", BASE + "jining-2014")


def test_targets_of_one_kind_come_from_all_plans(sample_engine: InMemoryEngine) -> None:
    """Each target stands below exactly one kind, none is lost."""
    everything = [item for item in targets(sample_engine) if item.indicator_kind]
    kinds = indicator_kinds(sample_engine)
    found = [item for kind in kinds for item in kind_targets(sample_engine, kind.name, PLANS)]

    assert sorted(item.iri for item in everything) == sorted(item.iri for item in found)
    assert {kind.name: kind.targets for kind in kinds} == {
        kind.name: sum(item.indicator_kind == kind.name for item in everything) for kind in kinds
    }


def test_topics_are_counted_as_measures_have_them(sample_engine: InMemoryEngine) -> None:
    """A number of the table is the number of measures behind its link."""
    counted = {item.path: dict(item.counts) for item in features(sample_engine, "topic", PLANS)}
    held = measures(sample_engine)
    assert counted == {
        topic: {
            plan: number
            for plan in PLANS
            if (number := sum(topic in item.topics and item.plan.iri == plan for item in held))
        }
        for topic in {topic for item in held for topic in item.topics}
    }


def test_the_mix_counts_measures_once_for_each_kind(sample_engine: InMemoryEngine) -> None:
    """Two sub-kinds of supply in one measure are one measure that supplies."""
    mixes = {mix.plan: dict(mix.kinds) for mix in instrument_mix(sample_engine, PLANS)}
    held = measures(sample_engine)
    assert mixes == {
        plan: {
            kind: sum(
                item.plan.iri == plan and any(tag.split("/")[1] == kind for tag in item.instruments)
                for item in held
            )
            for kind in ("supply", "environment", "demand")
        }
        for plan in PLANS
    }


@pytest.mark.parametrize("view", ["targets", "topics", "instruments", "differences"])
def test_each_view_is_a_page_with_both_plans(client: TestClient, view: str) -> None:
    """Both cities stand side by side; the tabs keep the chosen plans."""
    response = client.get(f"/compare?view={view}&plan=changzhou-2014&plan=jining-2014")
    assert response.status_code == 200
    assert "常州市" in response.text
    assert "济宁市" in response.text


def test_a_number_of_the_table_leads_to_its_measures(client: TestClient) -> None:
    """The link filters the measures by plan and topic."""
    page = client.get("/compare?view=topics").text
    link = re.findall(r'href="(/measures\?plan=[^"]+topic=[^"]+)">(\d+)<', page)[0]
    assert client.get(link[0].replace("&amp;", "&")).text.count('<th scope="row"') == int(link[1])


def test_a_target_shows_its_words(client: TestClient) -> None:
    """Every number of the comparison can be read in its document."""
    page = client.get("/compare").text
    assert re.search(r'class="to-words" href="/plans/[a-z0-9-]+#p\d+-\d+"', page)


def test_one_plan_alone_has_no_differences(client: TestClient) -> None:
    """That is said, not shown as an empty table."""
    assert "至少选两份规划" in client.get("/compare?view=differences&plan=jining-2014").text


@pytest.mark.parametrize("query", ["view=nothing", "plan=nowhere-1999", "kind=nothing"])
def test_what_there_is_not_is_said(
    client: TestClient, assert_canonical_problem: Callable[..., dict[str, Any]], query: str
) -> None:
    """A mistyped address is told from an empty answer."""
    response = client.get(f"/compare?{query}", headers={"accept": "application/json"})
    assert_canonical_problem(response, 404, "not-found")


def test_every_family_of_features_is_compared(sample_engine: InMemoryEngine) -> None:
    """Each family finds something in the samples, with concepts only."""
    for family in FEATURES:
        found = features(sample_engine, family, PLANS)
        assert found
        assert all(item.path.partition("/")[0] == family for item in found)
