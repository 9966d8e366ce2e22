"""The list of kept revisions is remembered, and never longer than it is true."""

from __future__ import annotations

import os
from pathlib import Path

from graph.kept import Kept
from graph.rdf import document_graph, quads
from graph.store import RevisionStore
from ontology.model import Facts


def _numbers(kept: Kept) -> list[int]:
    return [revision.number for revision in kept.revisions()]


def test_what_is_published_or_pruned_is_seen_at_once(
    tmp_path: Path, sample_facts: Facts, second_facts: Facts
) -> None:
    """A list that was remembered is made again when the pointer or the folder has changed."""
    store = RevisionStore(tmp_path / "home", keep=2)
    kept = Kept(store)
    assert [] == _numbers(kept)
    contents = ((sample_facts, True), (second_facts, True), (sample_facts, False))
    for number, (facts, there) in enumerate(contents, 1):
        store.publish({document_graph(facts): quads(facts) if there else None})
        for _ in range(2):
            assert list(range(max(1, number - 1), number + 1)) == _numbers(kept)
            os.utime(tmp_path / "home" / "revisions", (1, 1))  # old enough to be believed
        assert kept.revisions() is kept.revisions()
        found = kept.find(number)
        assert found is not None
        assert number == found.number
    assert kept.find(1) is None
