"""JSON for programs, downloads of the network, and operations."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from api.settings import Settings
from graph.embedded import EmbeddedEngine
from graph.memory import InMemoryEngine
from graph.named_queries import named_queries
from graph.rdf import document_graph, quads
from graph.store import RevisionStore
from ontology.model import Facts
from tests import samples

Check = Callable[..., dict[str, Any]]


@pytest.fixture(scope="module")
def client() -> Iterator[TestClient]:
    """One service for all tests here: they only read."""
    engine = InMemoryEngine(quads(samples.sample_facts()) | quads(samples.second_facts()))
    with TestClient(
        create_app(engine, Settings()), follow_redirects=False, raise_server_exceptions=False
    ) as found:
        yield found


def test_plans_have_their_numbers(client: TestClient) -> None:
    """Each plan with title, years and counts."""
    plans = client.get("/api/plans").json()["items"]
    assert [(plan["title"][:3], plan["start_year"], plan["counts"]["measures"]) for plan in plans] == [
        ("常州市", 2014, 2),
        ("济宁市", 2014, 1),
    ]
    assert client.get("/api/plans/changzhou-2014").json() == plans[0]


def test_an_organisation_has_its_duties_with_the_sentence(client: TestClient) -> None:
    """By short and by full path of its IRI."""
    found = client.get("/api/organisations/changzhou/shangwuju").json()
    (duty,) = found["duties"]
    assert duty["role"] == "lead"
    assert duty["evidence"]["exact"] == "市商务局"
    assert duty["evidence"]["sentence"] == "（牵头单位：市商务局；责任单位：市经信委、市财政局）"
    assert [partner["organisation"]["label"] for partner in found["partners"]] == [
        "常州市经济和信息化委员会",
        "常州市财政局",
    ]
    assert [item["label"] for item in found["counterparts"]] == ["济宁市商务局"]
    assert client.get("/api/organisations/org/changzhou/shangwuju").json() == found


@pytest.mark.parametrize(
    ("path", "total"),
    [
        ("/api/plans", 2),
        ("/api/plans?place=jining", 1),
        ("/api/plans?year=2017", 1),
        ("/api/plans?text=规划", 1),
        ("/api/measures", 3),
        ("/api/measures?plan=jining-2014", 1),
        ("/api/measures?department=changzhou/shangwuju", 1),
        ("/api/measures?department=org/changzhou/shangwuju&role=responsible", 0),
        ("/api/measures?role=lead", 1),
        ("/api/measures?topic=logistics", 1),
        ("/api/measures?topic=topic/parks&place=changzhou", 1),
        ("/api/measures?instrument=supply", 1),
        ("/api/measures?instrument=supply/infrastructure", 1),
        ("/api/measures?year=2018", 1),
        ("/api/measures?kind=safeguard", 0),
        ("/api/measures?text=淘宝", 2),
        ("/api/measures?plan=nowhere", 0),
        ("/api/organisations", 5),
        ("/api/organisations?plan=jining-2014", 2),
        ("/api/organisations?function=commerce", 2),
        ("/api/organisations?kind=Enterprise&responsible=false", 2),
        ("/api/organisations?role=lead", 1),
        ("/api/organisations?text=经信委", 1),
        ("/api/organisations?place=changzhou", 3),
        ("/api/targets", 4),
        ("/api/targets?plan=changzhou-2014", 3),
        ("/api/targets?indicator=transaction-volume&comparable=true", 2),
        ("/api/targets?year=2018", 1),
        ("/api/targets?growth=true", 0),
        ("/api/targets?department=changzhou/caizhengju", 1),
        ("/api/targets?text=零售", 1),
        ("/api/projects", 2),
        ("/api/projects?nature=new", 1),
        ("/api/projects?year=2016", 1),
        ("/api/projects?text=仓库", 1),
        ("/api/projects?programme=changzhou-2014/annex", 2),
        ("/api/network", 5),
        ("/api/network?plan=jining-2014", 2),
        ("/api/network?role=lead&topic=parks", 1),
        ("/api/gaps/unowned-measures", 1),
        ("/api/gaps/unowned-measures?plan=jining-2014", 0),
        ("/api/gaps/measures-without-lead", 1),
        ("/api/gaps/measures-without-lead?owners=3", 0),
        ("/api/gaps/departments-named-once", 5),
        ("/api/gaps/targets-without-year", 1),
        ("/api/gaps/targets-without-comparable-value", 0),
        ("/api/search?q=商务局", 4),
        ("/api/search?q=商务局&kind=department", 2),
    ],
)
def test_lists_can_be_narrowed(client: TestClient, path: str, total: int) -> None:
    """All of a kind, or those that the filters keep; the total is complete, also on a page of one."""
    answer = client.get(path).json()
    assert (total, total) == (answer["total"], len(answer["items"]))
    joint = "&" if "?" in path else "?"
    page = client.get(f"{path}{joint}limit=1").json()
    assert (total, min(total, 1)) == (page["total"], len(page["items"]))


def test_every_fact_carries_its_words(client: TestClient) -> None:
    """Offsets slice the plan's text, and the link opens that place."""
    texts = {
        plan["iri"]: client.get(plan["text"].removeprefix("http://testserver")).text
        for plan in client.get("/api/plans").json()["items"]
    }
    seen = 0
    for path in ("measures", "targets", "projects", "network", "gaps/unowned-measures"):
        for item in client.get(f"/api/{path}").json()["items"]:
            for words in (item["evidence"], *(duty["evidence"] for duty in item.get("duties", ()))):
                assert words["exact"] == texts[words["plan"]][words["start"] : words["end"]]
                assert words["link"].startswith("http://testserver/plans/")
                assert words["link"].endswith(f"#p{words['start']}-{words['end']}")
                seen += 1
    assert seen == 3 + 5 + 4 + 2 + 5 + 1


def test_pages_follow_each_other_without_gap_or_overlap(client: TestClient) -> None:
    """By ``next``, which the Link header repeats; the last page has none."""
    whole = client.get("/api/measures").json()["items"]
    found, address = [], "/api/measures?limit=1"
    while address:
        answer = client.get(address)
        body = answer.json()
        found += body["items"]
        if body["next"]:
            assert f'<{body["next"]}>; rel="next"' in answer.headers["link"]
        else:
            assert 'rel="next"' not in answer.headers.get("link", "")
        address = (body["next"] or "").removeprefix("http://testserver")
    assert whole == found


@pytest.mark.parametrize(
    "path", ["/api/plans", "/api/measures?topic=parks", "/api/search?q=市", "/api/queries"]
)
def test_answers_that_the_client_has_are_not_sent_again(client: TestClient, path: str) -> None:
    """304 with the same entity tag."""
    first = client.get(path)
    again = client.get(path, headers={"if-none-match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["etag"] == first.headers["etag"]


@pytest.mark.parametrize("cursor", ["x", "MS4xLjAwMDAwMDAwMDAwMA", "é", "A" * 99, "🙂"])
def test_a_cursor_of_another_list_is_refused(
    client: TestClient, assert_canonical_problem: Check, cursor: str
) -> None:
    """Not guessed at."""
    answer = client.get("/api/measures", params={"cursor": cursor})
    assert_canonical_problem(answer, 400, "bad-request")
    own = client.get("/api/measures?limit=1").json()["next"].partition("cursor=")[2]
    assert client.get(f"/api/measures?limit=2&cursor={own}").status_code == 200
    other = client.get(f"/api/measures?role=lead&cursor={own}")
    assert_canonical_problem(other, 400, "bad-request")


def test_a_cursor_stays_in_its_revision(
    tmp_path: Path, sample_facts: Facts, second_facts: Facts, assert_canonical_problem: Check
) -> None:
    """Loads between two pages change nothing; when the revision is gone, the cursor says so."""
    store = RevisionStore(tmp_path, keep=2)
    store.publish({document_graph(sample_facts): quads(sample_facts)})
    app = create_app(EmbeddedEngine(store), Settings(home=tmp_path))
    with TestClient(app) as client:
        page = client.get("/api/targets?limit=2").json()
        following = page["next"].removeprefix("http://testserver")
        searched = client.get("/api/search?q=市&limit=2").json()["next"].removeprefix("http://testserver")
        store.publish({document_graph(second_facts): quads(second_facts)})
        later = client.get(following).json()
        assert (later["revision"], later["total"], len(later["items"])) == (1, 3, 1)
        assert client.get("/api/targets").json()["revision"] == 2
        assert client.get("/api/targets?revision=1").json()["total"] == 3
        assert_canonical_problem(client.get("/api/search?q=市&revision=1"), 400, "bad-request")
        assert_canonical_problem(client.get(searched), 400, "bad-request")
        store.publish({document_graph(sample_facts): None})
        assert_canonical_problem(client.get(following), 410, "gone")


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("/api/measures?rol=lead", "department, role"),
        ("/api/measures?role=boss", "office-host"),
        ("/api/measures?topic=weather", "logistics"),
        ("/api/measures?role=lead&role=support", "role"),
        ("/api/measures?department=a b", "changzhou/shangwuju"),
        ("/api/measures?department=http://a b", "changzhou/shangwuju"),
        ("/api/measures?limit=0", "limit"),
        ("/api/measures?limit=501", "limit"),
        ("/api/measures?year=abc", "year"),
        ("/api/organisations?kind=Thing", "Department"),
        ("/api/search", "q"),
        ("/api/search?q=市&kind=thing", "passage"),
        ("/api/gaps/none", "unowned-measures"),
        ("/api/concepts?scheme=x", "topic"),
        ("/api/queries/department-duties?nonsense=1", "plan"),
        ("/api/queries/doubtful-facts?limit=0.1&limit=0.2", "limit"),
        ("/api/queries/doubtful-facts", "limit"),
        ("/api/queries/doubtful-facts?limit=half", "half"),
    ],
)
def test_wrong_parameters_are_told_with_what_there_is(
    client: TestClient, assert_canonical_problem: Check, path: str, said: str
) -> None:
    """400, and the values or parameters that would do."""
    assert said in assert_canonical_problem(client.get(path), 400, "bad-request")["detail"]


def test_gaps_are_counted_by_sort(client: TestClient) -> None:
    """Each with its titles and the address of its list."""
    found = client.get("/api/gaps").json()
    assert {item["kind"]: item["total"] for item in found} == {
        "unowned-measures": 1,
        "measures-without-lead": 1,
        "departments-named-once": 5,
        "targets-without-year": 1,
        "targets-without-comparable-value": 0,
    }


def test_the_network_joins_the_nodes_it_lists(client: TestClient) -> None:
    """Every edge has both ends among the nodes of its page."""
    found = client.get("/api/network?plan=changzhou-2014").json()
    nodes = {node["iri"]: node["kind"] for node in found["nodes"]}
    assert [(nodes[edge["source"]], nodes[edge["target"]]) for edge in found["items"]] == [
        ("organisation", "measure")
    ] * 3


def test_search_marks_what_it_found(client: TestClient) -> None:
    """Marks slice the text that they stand in; a passage links to its line."""
    hits = client.get("/api/search", params={"q": "電子商務園區"}).json()["items"]
    assert hits[0]["thing"]["label"] == "建设电子商务园区"
    for hit in hits:
        for shown in (hit["name"], hit["snippet"]):
            assert [shown["text"][start:end] for start, end in shown["marks"]] == ["电子商务园区"] * len(
                shown["marks"]
            )
    assert "#p" in next(hit["link"] for hit in hits if hit["kind"] == "passage")


def test_programmes_are_reconciled(client: TestClient) -> None:
    """Printed total and sum of the projects."""
    (programme,) = client.get("/api/programmes").json()
    assert (programme["printed"], programme["summed"], programme["reconciles"]) == (8000, 8000, True)


def test_concepts_are_listed_as_filters_take_them(client: TestClient) -> None:
    """Every topic is a value of the filter."""
    topics = client.get("/api/concepts?scheme=topic").json()
    assert {"id": "topic/logistics", "label_zh": "物流配送"}.items() <= next(
        item for item in topics if item["id"] == "topic/logistics"
    ).items()
    assert {client.get("/api/measures", params={"topic": item["id"]}).status_code for item in topics} == {200}


def test_the_index_leads_everywhere(client: TestClient) -> None:
    """Each address of it answers."""
    found = client.get("/api").json()
    assert found["revision"] == 1
    for address in (*found["lists"], found["openapi"]):
        assert client.get(address.removeprefix("http://testserver")).status_code == 200, address


def test_stored_queries_give_csv(client: TestClient) -> None:
    """By suffix, by parameter and by Accept; other formats are told what there is."""
    by_suffix = client.get("/api/queries/plan-overview.csv")
    assert by_suffix.headers["content-type"] == "text/csv; charset=utf-8"
    assert by_suffix.text.startswith("plan,planLabel,placeLabel,")
    assert client.get("/api/queries/plan-overview?format=csv").text == by_suffix.text
    assert client.get("/api/queries/plan-overview", headers={"accept": "text/csv"}).text == by_suffix.text
    assert client.get("/api/queries/plan-overview.xml").status_code == 406


def test_parameters_of_stored_queries_may_be_ids(client: TestClient) -> None:
    """The id of a thing, its IRI, or the path of a concept."""
    short = client.get("/api/queries/department-duties?department=org/changzhou/shangwuju").json()
    assert [row["measureLabel"] for row in short["rows"]] == ["建设电子商务园区"]
    kinds = client.get("/api/queries/targets-by-indicator?kind=indicator/transaction-volume").json()
    assert [row["normalizedValue"] for row in kinds["rows"]] == [300_000_000_000, 200_000_000_000]


@pytest.mark.parametrize("path", ["/api/plans/nowhere", "/api/organisations/no/body", "/api/queries/nothing"])
def test_missing_things_are_problems(client: TestClient, assert_canonical_problem: Check, path: str) -> None:
    """404 in the one shape."""
    assert_canonical_problem(client.get(path), 404, "not-found")


def test_methods_that_change_nothing_are_problems(
    client: TestClient, assert_canonical_problem: Check
) -> None:
    """405 where only reading is possible."""
    assert_canonical_problem(client.post("/api/plans"), 405, "method-not-allowed")


def test_messages_follow_accept_language(client: TestClient) -> None:
    """Programs get their words in the language that they ask for, Chinese by default."""
    assert "没有名为" in client.get("/api/plans/x").json()["detail"]
    english = client.get("/api/plans/x", headers={"accept-language": "en-GB,en;q=0.9"}).json()
    assert english["detail"] == "There is no plan “x”."


def test_stored_queries_run_by_name_with_parameters(client: TestClient) -> None:
    """What one department answers for, by IRI."""
    iri = "https://w3id.org/policygraph/id/org/changzhou/shangwuju"
    answer = client.get("/api/queries/department-duties", params={"department": iri}).json()
    assert [row["measureLabel"] for row in answer["rows"]] == ["建设电子商务园区"]
    assert answer["rows"][0]["sentence"] == "（牵头单位：市商务局；责任单位：市经信委、市财政局）"


def test_all_stored_queries_are_listed(client: TestClient) -> None:
    """Each with titles in both languages and its parameters."""
    listed = client.get("/api/queries").json()
    assert [item["name"] for item in listed] == [query.name for query in named_queries()]
    assert [item["name"] for item in listed if not (item["title_zh"] and item["title_en"])] == []


def test_the_interface_describes_itself_without_a_foreign_page(client: TestClient) -> None:
    """OpenAPI is there; the framework's pages, which load scripts from elsewhere, are not."""
    paths = client.get("/openapi.json").json()["paths"]
    assert {"/api/plans", "/api/queries/{name}", "/sparql", "/id/{path}"} <= set(paths)
    assert client.get("/docs").status_code == 404
    assert client.get("/redoc").status_code == 404


@pytest.mark.parametrize("ending", ["html", "svg", "csv", "graphml", "gexf", "json"])
def test_the_network_downloads_in_each_format(client: TestClient, ending: str) -> None:
    """The same view as the page, tagged by revision."""
    answer = client.get(f"/network.{ending}?plan=changzhou-2014")
    assert answer.status_code == 200
    assert "常州市商务局" in answer.text
    again = client.get(
        f"/network.{ending}?plan=changzhou-2014", headers={"if-none-match": answer.headers["etag"]}
    )
    assert again.status_code == 304


def test_an_unknown_download_is_a_problem(client: TestClient, assert_canonical_problem: Check) -> None:
    """The formats that there are stand in the message."""
    assert_canonical_problem(client.get("/network.docx"), 404, "not-found")


def test_operators_see_that_the_service_lives_and_what_it_serves(client: TestClient) -> None:
    """Health asks nothing of the graph; readiness names the revision."""
    assert client.get("/healthz").json() == {"status": "alive"}
    assert {"status": "ready", "revision": 1}.items() <= client.get("/readyz").json().items()


def test_front_end_libraries_come_from_this_host(client: TestClient) -> None:
    """vis-network is served from the package that ships it."""
    answer = client.get("/static/vendor/vis-network.min.js")
    assert answer.status_code == 200
    assert "javascript" in answer.headers["content-type"]
