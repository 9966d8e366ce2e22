"""What lists count and sort by is what the facts say."""

from __future__ import annotations

import json
import threading
from collections import Counter, defaultdict
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode

from graph.embedded import EmbeddedEngine
from graph.engine import Term
from graph.memory import InMemoryEngine
from graph.rdf import document_graph, quads
from graph.store import RevisionStore
from graph.views.duties import duties
from graph.views.facets import narrowed
from graph.views.gaps import GAPS, gap_number, gaps, listed_gaps
from graph.views.keeping import Kept
from graph.views.matrix import NONE, matrix
from graph.views.measures import measures
from graph.views.organizations import organization_rows
from graph.views.plans import plan_cards
from graph.views.registers import (
    body_register,
    measure_register,
    place_register,
    plan_register,
    responsibilities,
    target_register,
)
from graph.views.storing import stored
from graph.views.targets import targets
from graph.views.wording import holding
from ontology.model import Facts


def test_measures_are_those_of_the_facts(sample_engine: InMemoryEngine) -> None:
    """Each measure with its plan, order, roles, owners and topics."""
    expected = {
        (
            item.iri,
            item.plan.iri,
            item.order,
            frozenset(duty.role for duty in item.duties),
            len({duty.department.iri for duty in item.duties}),
            frozenset(item.topics),
        )
        for item in measures(sample_engine)
    }
    found = measure_register(sample_engine)
    actual = {(item.iri, item.plan, item.order, item.roles, item.owners, item.topics) for item in found}
    assert expected == actual
    assert [item.iri for item in measures(sample_engine)] == [item.iri for item in found]


def test_organisations_are_those_that_answer_for_something(sample_engine: InMemoryEngine) -> None:
    """With their function, their place and how many measures they have by role."""
    expected = {
        (row.thing.iri, row.thing.label, row.thing.function, row.measures, tuple(row.roles.items()))
        for row in organization_rows(sample_engine)
    }
    actual = {
        (item.iri, item.label, item.function, item.measures, tuple(item.roles.items()))
        for item in body_register(sample_engine)
    }
    assert expected == actual
    assert {row.thing.place.iri for row in organization_rows(sample_engine) if row.thing.place} == {
        item.place for item in body_register(sample_engine) if item.place
    }


def test_targets_are_those_of_the_facts(sample_engine: InMemoryEngine) -> None:
    """With kind, year and comparable value."""
    expected = {
        (
            item.iri,
            item.plan.iri,
            item.indicator_kind,
            item.due,
            None if item.normal is None else float(item.normal),
        )
        for item in targets(sample_engine)
    }
    actual = {
        (item.iri, item.plan, item.kind, item.due, item.normal) for item in target_register(sample_engine)
    }
    assert expected == actual


def test_plans_are_those_of_the_cards(sample_engine: InMemoryEngine) -> None:
    """In the same order, with title, number, city and years; and the sum of their responsibilities."""
    cards = plan_cards(sample_engine)
    assert [
        (card.iri, card.title, card.number, card.city, card.start_year, card.end_year) for card in cards
    ] == [
        (plan.iri, plan.title, plan.number, plan.city, plan.start_year, plan.end_year)
        for plan in plan_register(sample_engine).values()
    ]
    assert sum(card.counts["responsibilities"] for card in cards) == responsibilities(sample_engine)
    assert {card.place.iri for card in cards if card.place} <= place_register(sample_engine).keys()


@pytest.mark.parametrize("sort", GAPS)
def test_gaps_are_found_alike_by_asking_and_by_looking_through(
    sort: str, sample_engine: InMemoryEngine
) -> None:
    """The same gaps in the same order, of all plans, of one, of a place, and of both."""
    plans = plan_register(sample_engine)
    owners = {"owners": Literal(2)} if "owners" in GAPS[sort].filters else {}
    one, other = next((NamedNode(plan.iri), NamedNode(plan.place)) for plan in plans.values() if plan.place)
    elsewhere = NamedNode(next(plan.iri for plan in plans.values() if plan.place != other.value))
    chosen: tuple[dict[str, Term], ...] = ({}, {"plan": one}, {"place": other}, {"plan": one, "place": other})
    for given in ({**owners, **filters} for filters in chosen):
        asked = GAPS[sort].page(sample_engine, given, limit=1000)
        page, described = gaps(sample_engine, sort, given, limit=1000)
        assert asked == page
        assert len(described) == page.total == gap_number(sample_engine, sort, given)
        assert gaps(sample_engine, sort, given, limit=2, offset=1)[0].iris == asked.iris[1:3]
    assert listed_gaps(sample_engine, sort, plans, 2) == gaps(sample_engine, sort, owners, limit=1000)[0].iris
    assert gap_number(sample_engine, sort, {**owners, "plan": elsewhere, "place": other}) == 0


def test_the_matrix_of_all_plans_counts_the_facts(sample_engine: InMemoryEngine) -> None:
    """Each cell and each total is what counting the responsibilities one by one gives."""
    functions = {row.thing.iri: row.thing.function or NONE for row in organization_rows(sample_engine)}
    topics = {item.iri: item.topics or (NONE,) for item in measures(sample_engine)}
    roles: dict[tuple[str, str], dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for duty in duties(sample_engine):
        for topic in topics[duty.measure.iri]:
            roles[functions[duty.department.iri], topic][duty.role].add(duty.measure.iri)
    found = matrix(sample_engine, rows="function", columns="topic", labels={})
    assert {
        key: ({role: len(held) for role, held in by_role.items()}, len(set().union(*by_role.values())))
        for key, by_role in roles.items()
    } == {key: (dict(cell.roles), cell.measures) for key, cell in found.cells.items()}
    assert found.measures == len({duty.measure.iri for duty in duties(sample_engine)})
    assert {line.key for line in found.rows} >= {row for row, _ in roles}


def test_each_number_of_a_filter_is_the_length_of_its_list() -> None:
    """For every choice of every filter, under every other choice."""
    items = [(number, number % 2, number % 3, number % 5) for number in range(60)]
    filters = {
        name: (lambda item, place=place: (str(item[place]),)) for place, name in enumerate(("a", "b", "c"), 1)
    }
    for chosen in ({}, {"a": "1"}, {"a": "0", "b": "2"}, {"a": "1", "b": "1", "c": "4"}):
        found = narrowed(items, filters, chosen)
        assert list(found.items) == [
            item for item in items if all(value in filters[name](item) for name, value in chosen.items())
        ]
        for name, counts in found.counts.items():
            for value, number in counts.items():
                assert number == len(narrowed(items, filters, {**chosen, name: value}).items)
            assert Counter(counts).total() == len(narrowed(items, filters, {**chosen, name: ""}).items)


def test_words_are_found_in_names_and_texts(sample_engine: InMemoryEngine) -> None:
    """Every word must stand in one of the two, whatever the case; no words are no filter."""
    everything = measures(sample_engine)
    for query in ("电子商务", "阿里巴巴 物流", "没有这样的词"):
        assert holding(sample_engine, "Measure", query) == frozenset(
            item.iri
            for item in everything
            if all(word in item.name + "\n" + item.text for word in query.split())
        )
    assert holding(sample_engine, "Measure", "  ") is None


def test_what_is_kept_is_asked_once_for_a_revision(sample_engine: InMemoryEngine) -> None:
    """Threads that want the same wait for one of them; an error is not kept."""
    kept, asked, gate = Kept(2), [], threading.Event()

    def ask() -> int:
        asked.append(threading.get_ident())
        gate.wait(20)
        return 7

    answers: list[int] = []
    threads = [
        threading.Thread(target=lambda: answers.append(kept.get(sample_engine, "key", ask))) for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    gate.set()
    for thread in threads:
        thread.join()
    assert ([7] * 4, 1) == (answers, len(asked))

    def fail() -> int:
        raise ValueError("no answer")

    with pytest.raises(ValueError, match="no answer"):
        kept.get(sample_engine, "other", fail)
    assert kept.get(sample_engine, "other", lambda: 1) == 1


def test_answers_of_two_revisions_are_kept(tmp_path: Path, sample_facts: Facts) -> None:
    """After a load the registers of older ones leave, though there is room."""
    store = RevisionStore(tmp_path / "home")
    name, found = document_graph(sample_facts), quads(sample_facts)
    engine = EmbeddedEngine(store)
    kept = Kept(100)
    asked: list[int] = []
    try:
        for facts in (found, None, found):
            store.publish({name: facts})
            for key in ("one", "two"):
                kept.get(engine, key, lambda: asked.append(1))
        for number in (3, 2, 3, 2, 1):
            kept.get(engine.at(number), "one", lambda: asked.append(2))
        assert [1] * 6 + [2] == asked
        kept.get(engine, "one", lambda: asked.append(3))
        assert 3 == asked.pop()
    finally:
        engine.close()


def test_rows_on_disk_are_those_that_were_read(tmp_path: Path, sample_facts: Facts) -> None:
    """A second service finds the file; one that is damaged is read again; older revisions make room."""
    store = RevisionStore(tmp_path / "home")
    store.publish({document_graph(sample_facts): quads(sample_facts)})
    engine = EmbeddedEngine(store)
    try:
        assert stored(engine, "numbers", lambda: [[1, "一", None]]) == [[1, "一", None]]
        assert stored(engine, "numbers", lambda: [[2]]) == [[1, "一", None]]
        (file,) = (store.home / "lists").glob("*/numbers.json")
        file.write_text("[", encoding="utf-8")
        assert stored(engine, "numbers", lambda: [[3]]) == [[3]]
        assert json.loads(file.read_text(encoding="utf-8")) == [[3]]
        assert [item.iri for item in measure_register(engine)] == [item.iri for item in measures(engine)]
        store.publish({document_graph(sample_facts): None})
        assert measure_register(engine) == ()
        store.publish({document_graph(sample_facts): quads(sample_facts)})
        assert len(measure_register(engine)) == len(measures(engine))
        assert len(list((store.home / "lists").iterdir())) == 2
    finally:
        engine.close()


def test_a_folder_that_cannot_be_written_costs_nothing_but_time(tmp_path: Path, sample_facts: Facts) -> None:
    """The rows are read, and read again."""
    store = RevisionStore(tmp_path / "home")
    store.publish({document_graph(sample_facts): quads(sample_facts)})
    (store.home / "lists").write_text("no folder", encoding="utf-8")
    engine = EmbeddedEngine(store)
    try:
        assert stored(engine, "numbers", lambda: [[1]]) == [[1]]
        assert stored(engine, "numbers", lambda: [[2]]) == [[2]]
    finally:
        engine.close()
