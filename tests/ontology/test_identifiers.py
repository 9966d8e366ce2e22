"""Identifiers are ASCII, readable, and tell different things apart."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ontology.identifiers import graph_iri, named, passage_id, plan_slug, resource, resource_iri, slug, tail
from ontology.model import Passage, ResourceId

#: Names as documents write them: Chinese, Latin, digits, marks.
NAMES = st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), min_size=1, max_size=40)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("商务局", "shangwuju"),
        ("常州市", "changzhoushi"),
        ("领SHOW天地", "lingshowtiandi"),
        ("APP 平台", "app-pingtai"),
        ("１号店", "1haodian"),
        ("——", "x"),
    ],
)
def test_names_become_pinyin(name: str, expected: str) -> None:
    """Chinese is spelled without tones, width and case are folded, the rest becomes hyphens."""
    assert expected == slug(name)


@given(NAMES)
def test_slugs_can_stand_in_an_iri(name: str) -> None:
    """Lower-case letters, digits and single hyphens, at most sixty, never empty."""
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slug(name))
    assert len(slug(name)) <= 60


def test_homophones_stay_apart() -> None:
    """Two names of the same sound are two things; the same name is the same thing."""
    assert slug("易达") == slug("艺达")
    assert named("易达") != named("艺达")
    assert named("易达") == named("易达")


@given(st.text("甲乙丙丁", min_size=2, max_size=6), st.data())
def test_the_cut_between_parts_counts(text: str, data: st.DataObject) -> None:
    """The same letters cut at another place are other parts: ("ab", "c") is not ("a", "bc")."""
    one = data.draw(st.integers(0, len(text)))
    other = data.draw(st.integers(0, len(text)).filter(lambda cut: cut != one))

    assert tail(text[:one], text[one:]) != tail(text[:other], text[other:])


@pytest.mark.parametrize(
    ("stem", "expected"),
    [
        ("changzhou-2014", r"changzhou-2014"),
        ("常州市电子商务发展三年行动计划", r"changzhou-2014-[2-9b-z]{4}"),
        ("Plan (final)", r"changzhou-2014-[2-9b-z]{4}"),
    ],
)
def test_a_plan_is_named_by_its_file_or_its_place_and_year(stem: str, expected: str) -> None:
    """A file name that is a slug already stays; any other gives way to place, year and title."""
    assert re.fullmatch(expected, plan_slug("changzhou", 2014, "常州市电子商务发展三年行动计划", stem))


def test_iris_are_built_from_paths() -> None:
    """Resources stand below …/id/, graphs below …/graph/, on any base."""
    measure = resource("measure", "changzhou-2014", "4.1")

    assert "https://w3id.org/policygraph/id/measure/changzhou-2014/4.1" == resource_iri(measure)
    assert "http://localhost/id/platform/taobao" == resource_iri(
        ResourceId("platform/taobao"), "http://localhost/"
    )
    assert "https://w3id.org/policygraph/graph/changzhou-2014" == graph_iri("changzhou-2014")
    assert "passage/changzhou-2014/3-5" == passage_id("changzhou-2014", Passage(3, 5, "商务"))
