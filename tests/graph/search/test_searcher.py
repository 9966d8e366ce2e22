"""Searching the two sample plans: what is found, in which order, where it stands."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from graph.embedded import EmbeddedEngine
from graph.engine import Row, Term
from graph.memory import InMemoryEngine
from graph.rdf import document_graph, quads
from graph.search.entries import GROUPS
from graph.search.hits import MATCHES, Found, Hit, Marked, marked, snippet
from graph.search.index import build_index
from graph.search.searcher import Searcher
from graph.store import RevisionStore
from ontology.errors import LimitExceeded, StoreError
from ontology.model import Facts


@pytest.fixture
def searcher(sample_engine: InMemoryEngine) -> Iterator[Searcher]:
    """A searcher over both sample plans."""
    found = Searcher(sample_engine)
    yield found
    found.close()


def _first(found: Found) -> tuple[str, str] | None:
    return (found.hits[0].thing.label, found.hits[0].match) if found.hits else None


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("常州市商务局", ("常州市商务局", "exact")),
        ("商務局", ("常州市商务局", "exact")),
        ("经信委", ("常州市经济和信息化委员会", "exact")),
        ("财局", ("常州市财政局", "abbreviation")),
        ("济宁经信委", ("济宁市经济和信息化委员会", "abbreviation")),
        ("市经信委", ("常州市经济和信息化委员会", "exact")),
        ("czsswj", ("常州市商务局", "pinyin")),
        ("caizhengju", ("常州市财政局", "pinyin")),
        ("cái zhèng jú", ("常州市财政局", "pinyin")),
        ("cai zheng", ("常州市财政局", "pinyin")),
        ("taobao", ("淘宝网", "pinyin")),
        ("常州", ("常州市", "exact")),
        ("320400", ("常州市", "exact")),
        ("完善物流", ("完善物流配送", "prefix")),
        ("物流中心 武进", ("武进物流中心", "part")),
        ("电子商务人才", ("培训电子商务人才：1万人次", "part")),
        ("logistics", ("物流配送", "exact")),
        ("地方特色馆", ("发展平台", "text")),
        ("信息消费扩大内需", ("常州市电子商务发展行动计划（2014-2016年）", "text")),
        ("常州市经济与信息化委员会", ("常州市经济和信息化委员会", "near")),
        ("商物局", ("常州市商务局", "near")),
        ("没有这样的词", None),
        ("电商 物流", None),
        ("", None),
        ("  ", None),
        ("，", None),
        ('"', None),
        ("市 OR 县", None),
    ],
)
def test_words_find_their_targets(searcher: Searcher, query: str, expected: tuple[str, str] | None) -> None:
    """Two characters, traditional forms, abbreviations, pinyin in every form, and all words together."""
    assert expected == _first(searcher.find(query))


def test_better_matches_and_departments_stand_first(searcher: Searcher) -> None:
    """By score, then by group; passages of text come last."""
    hits = searcher.find("物流").hits
    keys = [(-hit.score, GROUPS.index(hit.group)) for hit in hits]
    assert sorted(keys) == keys
    assert hits[-1].group == "passage"
    assert {hit.match for hit in hits} <= set(MATCHES)


def test_hits_lead_to_the_words(searcher: Searcher, sample_facts: Facts) -> None:
    """A passage's place is the place of the words in the plan; the snippet marks them."""
    hit = searcher.find("地方特色", groups=["passage"]).hits
    assert [item.plan.label for item in hit if item.plan] == ["济宁市电子商务发展规划（2014-2018年）"]
    (found,) = searcher.find("信息消费", groups=["passage"]).hits
    assert (found.start, found.end) is not None
    assert sample_facts.text[found.start : found.end] == "信息消费"
    assert [piece for piece, mark in found.snippet.pieces if mark] == ["信息消费"]
    assert "".join(piece for piece, _ in found.snippet.pieces) == found.snippet.text


def test_counts_are_complete_and_pages_do_not_overlap(searcher: Searcher) -> None:
    """Counts do not depend on the page; pages together are the whole list."""
    whole = searcher.find("市", limit=1000)
    assert whole.total == len(whole.hits)
    pages: list[Hit] = []
    for offset in range(0, whole.total, 7):
        page = searcher.find("市", limit=7, offset=offset)
        assert whole.counts == page.counts
        pages += page.hits
    assert list(whole.hits) == pages


def test_groups_can_be_chosen_and_cut(searcher: Searcher) -> None:
    """One group alone, or the best of each."""
    alone = searcher.find("市", groups=["department"]).hits
    assert {hit.group for hit in alone} == {"department"}
    best = searcher.find("市", each=1).hits
    assert sorted(hit.group for hit in best) == sorted(searcher.find("市").counts)


def test_a_thing_of_two_plans_is_found_once(searcher: Searcher) -> None:
    """One platform, whatever the number of plans that name it."""
    assert searcher.find("淘宝").counts["platform"] == 1


def test_a_new_revision_has_a_new_index(sample_facts: Facts, second_facts: Facts, tmp_path: Path) -> None:
    """What was published is found, what is gone is not; only the newest indexes are kept."""
    store = RevisionStore(tmp_path / "home")
    engine = EmbeddedEngine(store)
    searcher = Searcher(engine, tmp_path / "search")
    assert searcher.find("常州").total == 0

    store.publish({document_graph(sample_facts): quads(sample_facts)})
    assert searcher.find("常州市商务局").hits[0].match == "exact"
    assert searcher.find("济宁市商务局").hits[0].match == "near"
    store.publish({document_graph(second_facts): quads(second_facts)})
    assert searcher.find("济宁市商务局").hits[0].match == "exact"
    assert searcher.find("淘宝").counts["platform"] == 1
    grown = searcher.find("市", limit=1000)
    store.publish({document_graph(sample_facts): None})
    assert searcher.find("济宁市商务局").hits[0].match == "exact"
    assert searcher.find("武进").total == 0
    store.publish({document_graph(sample_facts): quads(sample_facts)})
    assert searcher.find("市", limit=1000) == grown
    searcher.close()
    fresh = Searcher(engine)
    assert fresh.find("市", limit=1000) == grown
    fresh.close()
    engine.close()
    assert len(list((tmp_path / "search").iterdir())) == 2


def test_drafts_of_stopped_processes_are_cleared(sample_engine: InMemoryEngine, tmp_path: Path) -> None:
    """Old ones only: a new one may be another process at work."""
    old, new = tmp_path / ".v1-x.sqlite.a", tmp_path / ".v1-x.sqlite.b"
    for file in (old, new):
        file.touch()
    os.utime(old, (0, 0))
    build_index(sample_engine, tmp_path / "v1-x.sqlite")
    assert sorted(file.name for file in tmp_path.iterdir()) == [new.name, "v1-x.sqlite"]


def test_threads_share_one_index(searcher: Searcher) -> None:
    """Many threads at once get the same answer."""
    answers: list[int] = []
    threads = [threading.Thread(target=lambda: answers.append(searcher.find("物流").total)) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [searcher.find("物流").total] * 8 == answers


def test_a_search_does_not_wait_for_ever(sample_engine: InMemoryEngine) -> None:
    """While the index is being made, it says so in plain words; afterwards it answers."""
    go = threading.Event()

    class Slow(InMemoryEngine):
        def rows(self, sparql: str, **bindings: Term) -> list[Row]:
            go.wait()
            return sample_engine.rows(sparql, **bindings)

    searcher = Searcher(Slow([]), wait=0.01)
    with pytest.raises(LimitExceeded, match="is still being made"):
        searcher.find("物流")
    go.set()
    patient = Searcher(Slow([]))
    assert patient.find("物流").total > 0
    patient.close()
    searcher.close()


def test_what_breaks_the_index_is_told_once(sample_engine: InMemoryEngine) -> None:
    """The error of the engine, not an empty answer; the next search tries again."""

    class Broken(InMemoryEngine):
        broken = True

        def rows(self, sparql: str, **bindings: Term) -> list[Row]:
            if self.broken:
                raise StoreError("the disk is gone")
            return sample_engine.rows(sparql, **bindings)

    engine = Broken([])
    searcher = Searcher(engine)
    with pytest.raises(StoreError, match="the disk is gone"):
        searcher.find("物流")
    engine.broken = False
    assert searcher.find("物流").total > 0
    searcher.close()


def test_marks_join_and_stay_inside_the_snippet() -> None:
    """Overlapping finds are one mark; the words around the first are kept, with ellipses."""
    assert marked("電子商務商務", ("电子商务", "商务")) == Marked("電子商務商務", ((0, 6),))
    long = "前" * 100 + "物流" + "后" * 100
    found = snippet(long, ("物流",))
    assert [piece for piece, mark in found.pieces if mark] == ["物流"]
    assert found.text.startswith("…")
    assert found.text.endswith("…")
    assert snippet("短文", ("没有",)) == Marked("短文")
