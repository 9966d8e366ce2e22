"""Reconciliation API 0.2: names become things; every answer is valid against the published schemas."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from jsonschema import Draft7Validator, FormatChecker
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT7

from api.app import create_app
from api.settings import Settings
from graph.memory import InMemoryEngine
from graph.rdf import quads
from tests import samples

Check = Callable[..., dict[str, Any]]
SCHEMAS = Path(__file__).parent / "schemas"
COMMERCE = "org/changzhou/shangwuju"


@pytest.fixture(scope="module")
def client() -> Iterator[TestClient]:
    """One service for all tests here: they only read."""
    engine = InMemoryEngine(quads(samples.sample_facts()) | quads(samples.second_facts()))
    with TestClient(
        create_app(engine, Settings()), follow_redirects=False, raise_server_exceptions=False
    ) as found:
        yield found


@cache
def _schemas() -> Registry[Any]:
    files = sorted(SCHEMAS.glob("*.json"))
    found = ((json.loads(file.read_text(encoding="utf-8")), file.name) for file in files)
    return Registry().with_resources(
        (name, Resource.from_contents(schema, default_specification=DRAFT7))
        for schema, name in found
        for name in (name, schema["$id"])
    )


def _valid(name: str, answer: Any) -> Any:
    """The answer, when the published schema accepts it."""
    schema = json.loads((SCHEMAS / f"{name}.json").read_text(encoding="utf-8"))
    Draft7Validator(schema, registry=_schemas(), format_checker=FormatChecker()).validate(answer)
    return answer


def _ask(client: TestClient, **query: Any) -> list[dict[str, Any]]:
    batch = {"q0": query}
    _valid("reconciliation-query-batch", batch)
    answer = client.post("/reconcile", data={"queries": json.dumps(batch, ensure_ascii=False)})
    assert answer.status_code == 200, answer.text
    found = _valid("reconciliation-result-batch", answer.json())
    result: list[dict[str, Any]] = found["q0"]["result"]
    return result


def _best(result: list[dict[str, Any]]) -> tuple[str, bool] | None:
    return (result[0]["name"], result[0]["match"]) if result else None


def test_the_manifest_says_what_there_is(client: TestClient) -> None:
    """Valid, and every address of it answers."""
    answer = client.get("/reconcile")
    manifest = _valid("manifest", answer.json())
    assert answer.headers["access-control-allow-origin"] == "*"
    assert manifest["versions"] == ["0.2"]
    assert {item["id"] for item in manifest["defaultTypes"]} >= {
        "Department",
        "Platform",
        "Enterprise",
        "Plan",
    }
    view = manifest["view"]["url"].replace("{{id}}", COMMERCE).removeprefix("http://testserver")
    assert client.get(view).status_code == 303
    preview = manifest["preview"]["url"].replace("{{id}}", COMMERCE).removeprefix("http://testserver")
    assert client.get(preview).status_code == 200
    for item in (*manifest["suggest"].values(), manifest["extend"]["propose_properties"]):
        address = (item["service_url"] + item["service_path"]).removeprefix("http://testserver")
        assert client.get(address).status_code == 200


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"query": "常州市商务局"}, ("常州市商务局", True)),
        ({"query": "常州市商務局"}, ("常州市商务局", True)),
        ({"query": "常州市经信委"}, ("常州市经济和信息化委员会", True)),
        ({"query": "济宁经信委"}, ("济宁市经济和信息化委员会", True)),
        ({"query": "经信委"}, ("常州市经济和信息化委员会", False)),
        ({"query": "商务局"}, ("常州市商务局", False)),
        (
            {"query": "市商务局", "properties": [{"pid": "spatial", "v": "济宁市"}]},
            ("济宁市商务局", True),
        ),
        (
            {
                "query": "商务局",
                "properties": [{"pid": "spatial", "v": {"id": "place/jining", "name": "济宁"}}],
            },
            ("济宁市商务局", True),
        ),
        ({"query": "常州市经济与信息化委员会"}, ("常州市经济和信息化委员会", False)),
        ({"query": "changzhoushishangwuju"}, ("常州市商务局", False)),
        ({"query": "淘宝网", "type": "Platform"}, ("淘宝网", True)),
        ({"query": "淘宝网", "type": ["Enterprise", "Park"]}, None),
        ({"query": "阿里巴巴", "type": "Organization"}, ("阿里巴巴", True)),
        ({"query": "常州", "type": "Place"}, ("常州市", False)),
        (
            {"query": "济宁市电子商务发展规划", "type": "Plan"},
            ("济宁市电子商务发展规划（2014-2018年）", False),
        ),
        ({"query": "常州电子商务产业园", "type": "Park"}, ("常州电子商务产业园", True)),
        ({"properties": [{"pid": "adminCode", "v": "320400"}]}, ("常州市", False)),
        (
            {"properties": [{"pid": "startYear", "v": 2014}, {"pid": "spatial", "v": "济宁市"}]},
            ("济宁市电子商务发展规划（2014-2018年）", False),
        ),
        ({"query": "没有这样的单位"}, None),
        ({"query": ""}, None),
        ({"query": "市", "type": "Nothing"}, None),
    ],
)
def test_names_find_their_things(
    client: TestClient, query: dict[str, Any], expected: tuple[str, bool] | None
) -> None:
    """Full names, abbreviations, traditional forms, pinyin and near names; certain only where it is."""
    assert expected == _best(_ask(client, **query))


def test_scores_have_their_reasons(client: TestClient) -> None:
    """Between 0 and 100, best first, with features, and at most as many as were asked for."""
    result = _ask(client, query="济宁市经信委", limit=3)
    scores = [item["score"] for item in result]
    assert sorted(scores, reverse=True) == scores
    assert all(0 <= score <= 100 for score in scores)
    assert len(result) <= 3
    features = {item["id"]: item["value"] for item in result[0]["features"]}
    assert (features["place"], features["abbreviation"], features["name_full"]) == (True, True, False)
    assert [item["id"] for item in result[0]["type"]] == ["Department", "Organization"]


def test_types_are_kept_or_preferred(client: TestClient) -> None:
    """``should`` lets others in, lower."""
    strict = _ask(client, query="阿里巴巴", type="Platform")
    assert strict == []
    loose = _ask(client, query="阿里巴巴", type="Platform", type_strict="should")
    assert (loose[0]["name"], loose[0]["score"]) == ("阿里巴巴", 70)


@pytest.mark.parametrize("place", ['http://x"', "place/a b", "place/nowhere", "http://[", " ", "🙂/a"])
def test_places_that_are_not_there_lower_everything(client: TestClient, place: str) -> None:
    """Nonsense is a place that nothing belongs to; it breaks nothing."""
    found = _ask(client, query="常州市商务局", properties=[{"pid": "spatial", "v": place}])
    assert found[0]["name"] == "常州市商务局"
    assert found[0]["match"] is (place == " ")


def test_get_post_and_single_queries_agree(client: TestClient) -> None:
    """A batch by GET, by POST, and the single query of older clients, as JSON and bare."""
    batch = json.dumps({"a": {"query": "常州市商务局"}, "b": {"query": "淘宝"}})
    by_post = client.post("/reconcile", data={"queries": batch}).json()
    assert client.get("/reconcile", params={"queries": batch}).json() == by_post
    assert list(by_post) == ["a", "b"]
    single = client.get("/reconcile", params={"query": '{"query": "常州市商务局"}'}).json()
    assert single == by_post["a"]
    assert client.get("/reconcile", params={"query": "常州市商务局"}).json() == by_post["a"]


@pytest.mark.parametrize(
    "form",
    [
        {"queries": "no json"},
        {"queries": "[]"},
        {"queries": '{"q": {}}'},
        {"queries": '{"q": {"properties": []}}'},
        {"queries": '{"q": {"query": "x", "props": []}}'},
        {"queries": '{"q": {"query": "x", "limit": 0}}'},
        {"queries": '{"q": {"query": "x"}}', "extend": "{}"},
        {"extend": '{"ids": "x", "properties": []}'},
        {"extend": '{"ids": [], "properties": [{"id": "weather"}]}'},
        {"extend": '{"ids": ["a"], "properties": [{"id": "spatial", "settings": {"limit": "many"}}]}'},
        {"nonsense": "1"},
    ],
)
def test_what_is_not_as_specified_is_refused(
    client: TestClient, assert_canonical_problem: Check, form: dict[str, str]
) -> None:
    """400, with the part that is wrong."""
    assert_canonical_problem(client.post("/reconcile", data=form), 400, "bad-request")


def test_other_bodies_are_refused(client: TestClient, assert_canonical_problem: Check) -> None:
    """The specification has forms only."""
    answer = client.post("/reconcile", json={"queries": {}})
    assert_canonical_problem(answer, 400, "bad-request")
    broken = client.post(
        "/reconcile", content=b"queries=%ff", headers={"content-type": "application/x-www-form-urlencoded"}
    )
    assert_canonical_problem(broken, 400, "bad-request")


@pytest.mark.parametrize(
    ("path", "schema", "first"),
    [
        ("/reconcile/suggest/entity?prefix=商务", "suggest-entities-response", "常州市商务局"),
        ("/reconcile/suggest/entity?prefix=czssw", "suggest-entities-response", "常州市商务局"),
        ("/reconcile/suggest/type?prefix=dep&lang=en", "suggest-types-response", "department"),
        ("/reconcile/suggest/type?prefix=pingtai", "suggest-types-response", "平台"),
        ("/reconcile/suggest/property?prefix=职", "suggest-properties-response", "职能"),
        ("/reconcile/suggest/property?prefix=admin", "suggest-properties-response", "行政区划代码"),
    ],
)
def test_typing_is_completed(client: TestClient, path: str, schema: str, first: str) -> None:
    """Entities, types and properties, in Chinese, English or pinyin; a cursor leaves out the first."""
    found = _valid(schema, client.get(path).json())["result"]
    assert found[0]["name"].lower() == first.lower()
    assert _valid(schema, client.get(path + "&cursor=1").json())["result"] == found[1:]


def test_properties_are_proposed_by_type(client: TestClient) -> None:
    """Those that the type has; all without a type; an unknown type is told."""
    found = client.get("/reconcile/properties?type=Place&limit=10").json()
    _valid("data-extension-property-proposal", found)
    assert {item["id"] for item in found["properties"]} == {"altLabel", "plans", "adminCode", "isPartOf"}
    assert len(client.get("/reconcile/properties").json()["properties"]) > 10
    assert client.get("/reconcile/properties?type=Weather").status_code == 400


def test_things_are_extended(client: TestClient) -> None:
    """Things, texts, numbers and dates; an unknown thing has empty cells; a limit cuts."""
    asked: dict[str, Any] = {
        "ids": [COMMERCE, "plan/changzhou-2014", "org/no/body", "no id"],
        "properties": [
            {"id": "spatial"},
            {"id": "function"},
            {"id": "measures", "settings": {"limit": 1}},
            {"id": "altLabel"},
            {"id": "startYear"},
            {"id": "issued"},
            {"id": "issuer"},
        ],
    }
    _valid("data-extension-query", asked)
    found = client.post("/reconcile", data={"extend": json.dumps(asked)}).json()
    _valid("data-extension-response", found)
    commerce, plan = found["rows"][COMMERCE], found["rows"]["plan/changzhou-2014"]
    assert commerce["spatial"] == [{"id": "place/changzhou", "name": "常州市"}]
    assert commerce["function"] == [{"id": "function/commerce", "name": "商务"}]
    assert commerce["measures"] == [{"id": "measure/changzhou-2014/2.1", "name": "建设电子商务园区"}]
    assert commerce["altLabel"] == [{"str": "市商务局"}]
    assert plan["startYear"] == [{"int": 2014}]
    assert plan["issued"] == [{"date": "2014-03-05T00:00:00Z"}]
    assert plan["issuer"] == [{"id": "org/changzhou/renminzhengfu", "name": "常州市人民政府"}]
    assert found["rows"]["org/no/body"] == {item["id"]: [] for item in asked["properties"]}
    assert [item["id"] for item in found["meta"]] == [item["id"] for item in asked["properties"]]


def test_a_preview_may_stand_in_a_frame_and_nothing_else_may(client: TestClient) -> None:
    """Small, without scripts, framed by anyone; other pages by nobody."""
    answer = client.get(f"/reconcile/preview?id={COMMERCE}")
    assert "常州市商务局" in answer.text
    assert "<script" not in answer.text
    assert "frame-ancestors *" in answer.headers["content-security-policy"]
    assert "x-frame-options" not in answer.headers
    other = client.get("/about")
    assert "frame-ancestors 'none'" in other.headers["content-security-policy"]
    assert other.headers["x-frame-options"] == "DENY"


def test_previews_of_what_is_not_there_are_problems(
    client: TestClient, assert_canonical_problem: Check
) -> None:
    """404 for an unknown id and for nonsense."""
    for identifier in ("org/no/body", "a b", "http://x y"):
        answer = client.get("/reconcile/preview", params={"id": identifier})
        assert_canonical_problem(answer, 404, "not-found")
