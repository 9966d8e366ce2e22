"""What measures: the same data each time, answers compared as multisets, a section that replaces itself."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
from collections import Counter
from pathlib import Path

from fastapi.testclient import TestClient
from pyoxigraph import QuerySolutions, RdfFormat, Store, parse

from benchmarks.asking import rows
from benchmarks.bare import application
from benchmarks.measuring import Results, percentile
from benchmarks.processes import Cost, processor_seconds, tree
from benchmarks.quads import cities, write_graphs
from benchmarks.report import replaced, section
from benchmarks.workload import QUERIES, parameters, updates
from ontology.terms import PG


def test_the_same_number_and_seed_give_the_same_bytes(tmp_path: Path) -> None:
    """Another seed gives others."""
    one, two, three = (
        [path.read_bytes() for path in write_graphs(3, tmp_path / name, seed)]
        for name, seed in (("a", 1), ("b", 1), ("c", 2))
    )
    assert one == two
    assert one != three


def test_a_generated_plan_has_about_seven_hundred_canonical_statements(tmp_path: Path) -> None:
    """Each is written as the store writes it, once, in the graph of its plan; shortcuts go both ways."""
    (path,) = write_graphs(4, tmp_path)
    lines = path.read_text(encoding="utf-8").splitlines()
    assert len(lines) == len(set(lines))
    assert set(lines) == {f"{quad} ." for quad in parse(path=path, format=RdfFormat.N_QUADS)}
    assert 600 < len(lines) / 4 < 800
    store = Store()
    store.bulk_load(path=path, format=RdfFormat.N_QUADS)
    assert 4 == len(list(store.named_graphs()))
    forth, back = (
        Counter(line.split(" ")[1] for line in lines)[f"<{term}>"]
        for term in (PG.responsibleFor, PG.responsibleDepartment)
    )
    assert forth == back > 0


def test_cities_are_told_apart_by_their_slugs() -> None:
    """Some three hundred."""
    known = cities()
    assert len(known) == len({city.slug for city in known}) > 250


def test_every_question_has_an_answer_in_generated_plans(tmp_path: Path) -> None:
    """None of them is measured for finding nothing; all but the words are found in ten plans already."""
    files = write_graphs(10, tmp_path)
    known = parameters(files)
    assert 10 == len(known.plans)
    store = Store()
    store.bulk_load(path=files[0], format=RdfFormat.N_QUADS)
    for question in QUERIES:
        found = [
            solutions
            for number in range(8)
            for solutions in [
                store.query(question.text(known, number, "mark"), use_default_graph_as_union=True)
            ]
            if isinstance(solutions, QuerySolutions) and list(solutions)
        ]
        assert found, question.name


def test_updates_take_back_what_they_add() -> None:
    """So a store is as it was after the measurement."""
    store = Store()
    insert, delete = updates(1)
    store.update(insert)
    assert 2 == len(store)
    store.update(delete)
    assert 0 == len(store)


def test_answers_are_compared_by_value_and_without_order() -> None:
    """2000 and 2000.0 are one number; a plain string is one of type xsd:string."""

    def answer(*terms: str) -> bytes:
        bindings = ",".join(f'{{"x":{term}}}' for term in terms)
        return f'{{"head":{{"vars":["x"]}},"results":{{"bindings":[{bindings}]}}}}'.encode()

    xsd = "http://www.w3.org/2001/XMLSchema#"
    number = '{"type":"literal","value":"%s","datatype":"' + xsd + '%s"}'
    plain = '{"type":"literal","value":"a"}'
    typed = '{"type":"typed-literal","value":"a","datatype":"' + xsd + 'string"}'
    first = answer(number % ("2000", "integer"), plain, plain)
    assert rows(first) == rows(answer(typed, number % ("2000.0", "decimal"), plain))
    assert rows(first) != rows(answer(typed, number % ("2000.0", "decimal")))


def test_a_section_replaces_itself_and_nothing_else() -> None:
    """What stands before and after stays."""
    once = replaced("# Performance\n", "5", "old\n") + "\nafter\n"
    assert once.replace("old", "new") == replaced(once, "5", "new\n")


def test_a_section_gives_ratios_and_says_what_was_left_out() -> None:
    """Ours divided by the peer; no ratio where there was no answer."""
    name = QUERIES[0].name
    results = Results(
        versions={"ours": "1", "peer": "2"},
        missing={"other": "not installed"},
        loads={"ours": Cost(2, 3, 10**6), "peer": Cost(1, 2, 10**6)},
        warm={"ours": {name: [0.003]}, "peer": {name: [0.002] * 3}},
        repeated={"ours": {name: [0.001] * 200}, "peer": {name: [0.002] * 200}},
        rates={"ours": {name: 300.0}, "peer": {name: 100.0}},
        unchanged={name: 400.0},
        generator="wrk 4",
        failed={"peer": {QUERIES[1].name: "no answer in time"}},
        ended={"peer": ["it ended"], "ours": []},
        unasked=["the last question"],
    )
    text = section("A test", 7, results, 1.5)
    assert "| Warm (n ≤ 3): ours, ms | median | p99 | n | ÷ peer |" in text
    assert f"| {name} | 3.0 | – | 1–3 | 1.50 |" in text
    assert f"| {name} | 1.0 | 1.0 | 200 | 0.50 |" in text
    assert f"| {name}, repeated | 300 | 400 | 3.00 |" in text
    assert "16 clients by wrk 4." in text
    assert "Started again: peer: it ended.\n" in text
    assert "Not begun, because the time was over: the last question." in text
    assert "Left out: other (not installed)." in text
    assert f"Without an answer: peer: {QUERIES[1].name} (no answer in time)." in text
    assert "(ours ÷ it: 2.00)" in text


def test_a_percentile_is_one_of_the_times() -> None:
    """By nearest rank."""
    assert (2, 3) == (percentile([3, 1, 2], 0.5), percentile([3, 1, 2], 0.99))


def test_a_process_is_in_its_own_tree() -> None:
    """So its costs are counted."""
    assert os.getpid() in tree(os.getpid())


def test_the_least_server_answers_what_the_engine_does() -> None:
    """A question by GET, and after an update by POST."""
    client = TestClient(application(Store()))
    assert 204 == client.post("/update", content="INSERT DATA { <urn:a> <urn:b> 7 }").status_code
    assert client.get("/query", params={"query": "ASK { ?a <urn:b> 7 }"}).json()["boolean"]
    answer = client.get("/query", params={"query": "SELECT ?n { ?a <urn:b> ?n }"})
    assert (200, ["7"]) == (
        answer.status_code,
        [row["n"]["value"] for row in answer.json()["results"]["bindings"]],
    )


def test_processor_time_of_children_that_have_ended_counts() -> None:
    """A service whose helper ends between two looks would seem to give time back."""
    before = processor_seconds(os.getpid())
    subprocess.run([sys.executable, "-c", "sum(range(3_000_000))"], check=True)
    held = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert processor_seconds(os.getpid()) > before
    assert processor_seconds(os.getpid()) >= held.ru_utime + held.ru_stime - 0.1
