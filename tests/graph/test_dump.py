"""Graphs written to files."""

from __future__ import annotations

import gzip
from pathlib import Path

import pyoxigraph as ox
import pytest
from pyoxigraph import Store

from graph.dump import dump_format, export
from graph.formats import GraphFormat
from graph.metadata import vocabulary_graphs
from graph.rdf import document_graph, quads
from graph.store import RevisionStore
from graph.union import named_quads
from ontology.errors import NotFound, StoreError
from ontology.model import Facts


@pytest.fixture
def store(tmp_path: Path, sample_facts: Facts, second_facts: Facts) -> Store:
    """A revision with two documents and the vocabulary."""
    revisions = RevisionStore(tmp_path / "home")
    documents = {document_graph(facts): quads(facts) for facts in (sample_facts, second_facts)}
    revisions.publish({**vocabulary_graphs(), **documents})
    return revisions.open()


@pytest.mark.parametrize("item", GraphFormat, ids=lambda item: item.name)
@pytest.mark.parametrize("ending", ["", ".gz"])
def test_a_dump_reads_back_as_the_same_graph(
    store: Store, tmp_path: Path, item: GraphFormat, ending: str
) -> None:
    """With named graphs where the format has them, as their union where it has not; twice the same bytes."""
    paths = [tmp_path / f"{name}.{item.extension}{ending}" for name in "ab"]
    counts = {export(store, path) for path in paths}
    bodies = [gzip.decompress(path.read_bytes()) if ending else path.read_bytes() for path in paths]
    assert paths[0].read_bytes() == paths[1].read_bytes()
    found, expected = ox.Dataset(ox.parse(bodies[0], format=item.oxigraph)), ox.Dataset(named_quads(store))
    if not item.holds_datasets:
        expected = ox.Dataset(quad for quad in store if quad.graph_name == ox.DefaultGraph())
    for dataset in (found, expected):
        dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    assert found == expected
    assert counts == {len(expected)}


def test_lines_are_sorted(store: Store, tmp_path: Path) -> None:
    """Two dumps can be compared with diff."""
    export(store, tmp_path / "all.nt")
    lines = (tmp_path / "all.nt").read_text(encoding="utf-8").splitlines()
    assert lines == sorted(lines)


def test_one_document_can_be_exported_alone(store: Store, tmp_path: Path, sample_facts: Facts) -> None:
    """Only its graph is in the file; an unknown graph is said."""
    export(store, tmp_path / "one.nq", [document_graph(sample_facts)])
    found = set(ox.parse(path=str(tmp_path / "one.nq"), format=ox.RdfFormat.N_QUADS))
    assert found == quads(sample_facts)
    with pytest.raises(NotFound, match="no graph"):
        export(store, tmp_path / "two.nq", ["http://example.org/nowhere"])


def test_an_unknown_ending_is_answered_with_the_endings_there_are(tmp_path: Path) -> None:
    """And a known one is found below .gz."""
    assert dump_format(tmp_path / "all.jsonld.gz") is GraphFormat.JSONLD
    with pytest.raises(NotFound, match=r"\.nq"):
        dump_format(tmp_path / "all.xlsx")


def test_a_folder_that_is_not_there_is_a_store_error(store: Store, tmp_path: Path) -> None:
    """In plain words, and no half file is left."""
    with pytest.raises(StoreError):
        export(store, tmp_path / "no" / "all.nq")
    assert not (tmp_path / "no").exists()
