"""Addresses are built in one place."""

from __future__ import annotations

import pytest

from api.urls import Urls, local_path

BASE = "https://w3id.org/policygraph/"


@pytest.mark.parametrize(
    ("iri", "expected"),
    [
        (BASE + "id/org/changzhou/shangwuju", "/doc/org/changzhou/shangwuju"),
        (BASE + "graph/changzhou-2014", "/graph/changzhou-2014"),
        ("https://w3id.org/policygraph/concept/role/lead", "/doc/concept/role/lead"),
        ("https://w3id.org/policygraph/ontology#Plan", "/ontology#Plan"),
        ("http://www.w3.org/ns/org#Membership", None),
    ],
)
def test_iris_of_ours_have_a_local_document(iri: str, expected: str | None) -> None:
    """What is below the base, and the vocabulary, opens on this host; the rest does not."""
    assert local_path(iri, BASE) == expected


def test_the_language_switch_keeps_the_place() -> None:
    """Path and other parameters stay; Chinese, the first language, is not named."""
    urls = Urls(BASE, "", "zh", "/measures", "role=none&q=%E7%89%A9%E6%B5%81")
    assert urls.switch("en") == "/measures?role=none&q=%E7%89%A9%E6%B5%81&lang=en"
    assert Urls(BASE, "", "en", "/measures", "lang=en&role=none").switch("zh") == "/measures?role=none"


def test_links_of_an_english_page_stay_english_and_below_the_root_path() -> None:
    """Every kind of link carries the language and the prefix of the proxy."""
    urls = Urls(BASE, "/policy", "en", "/", "")
    assert urls.page("measures", role="none", q="") == "/policy/measures?role=none&lang=en"
    assert urls.plan("plan/changzhou-2014", 3, 9) == "/policy/plans/changzhou-2014?lang=en#p3-9"
    assert urls.department("org/changzhou/shangwuju") == "/policy/departments/changzhou/shangwuju?lang=en"
    assert urls.resource(BASE + "id/measure/x/4.1") == "/policy/doc/measure/x/4.1?lang=en"
    assert urls.document(BASE + "id/plan/x", ".ttl") == "/policy/doc/plan/x.ttl"
    assert urls.static("site.css") == "/policy/static/site.css"


def test_another_base_maps_its_own_resources() -> None:
    """The base of resources is a setting; that of the vocabulary is not."""
    assert local_path("http://data.example/id/plan/x", "http://data.example/") == "/doc/plan/x"
    assert local_path(BASE + "id/plan/x", "http://data.example/") is None
