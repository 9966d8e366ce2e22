"""Evaluations at the terminal and in the store."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from graph.quality import quality_graph
from graph.store import RevisionStore
from ontology.identifiers import DEFAULT_BASE
from policygraph.cli import main
from policygraph.scoring import evaluate_document, markdown, publish_quality

ROOT = Path(__file__).parents[2]
CORPUS, GOLD = ROOT / "corpus", ROOT / "tests" / "gold"


def _run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, [str(each) for each in arguments])


@pytest.fixture
def loaded(tmp_path: Path) -> Path:
    """A store with Zaozhuang's plan and its accuracy."""
    home = tmp_path / "home"
    document = CORPUS / "zaozhuang-2014.txt"
    result = _run("load", document, "--gold", GOLD, "--home", home)
    assert 0 == result.exit_code, result.output
    assert "Published revision 2: accuracy of 1 annotated documents." in result.output
    return home


def test_loading_again_with_the_same_annotations_changes_nothing(loaded: Path) -> None:
    """Documents, annotations and rules are as they were, so nothing is read."""
    result = _run("load", CORPUS / "zaozhuang-2014.txt", "--gold", GOLD, "--home", loaded)

    assert "Nothing changed: 1 documents, revision 2." in result.output


def test_publishing_again_changes_nothing(loaded: Path) -> None:
    """The result is the same, so it keeps the moment at which it was made."""
    gold = GOLD / "zaozhuang-2014.json"
    result = _run("evaluate", gold, "--documents", CORPUS, "--publish", "--home", loaded)

    assert 0 == result.exit_code, result.output
    assert "The published quality stays as it is." in result.output
    assert [1, 2] == [each.number for each in RevisionStore(loaded).revisions()]


def test_the_measurements_stand_in_a_graph_of_their_own(loaded: Path) -> None:
    """SPARQL finds F1 of the headings, and the shapes still hold."""
    query = (
        "SELECT ?value { GRAPH <" + quality_graph() + "> { ?m dqv:computedOn ?plan ; dqv:value ?value ;"
        ' dqv:isMeasurementOf/dcterms:identifier "headings/f1" } }'
    )

    assert "value\n1\n" == _run("query", query, "--home", loaded).output.replace("\r", "").replace("1.0", "1")
    assert 0 == _run("validate", "--home", loaded).exit_code


def test_a_plan_that_is_not_loaded_is_not_published(loaded: Path) -> None:
    """Nothing is said of a plan that the graph does not have; what was published stays."""
    result = _run("evaluate", GOLD / "jining-2014.json", "--documents", CORPUS, "--publish", "--home", loaded)

    assert "Not published: jining-2014 is not loaded" in result.output
    assert "The published quality stays as it is." in result.output


def test_measurements_of_other_plans_stay(loaded: Path) -> None:
    """Evaluating a second plan adds its measurements to those of the first."""
    assert 0 == _run("load", CORPUS / "qingdao-2014.txt", "--home", loaded).exit_code
    store = RevisionStore(loaded)
    second = evaluate_document(GOLD / "qingdao-2014.json", CORPUS / "qingdao-2014.txt")
    assert publish_quality(store, [second], DEFAULT_BASE) is not None
    query = "SELECT DISTINCT ?plan { ?m dqv:computedOn ?plan } ORDER BY ?plan"

    assert ["qingdao-2014", "zaozhuang-2014"] == [
        line.rpartition("/")[2] for line in _run("query", query, "--home", loaded).output.split()[1:]
    ]


def test_a_table_in_markdown_has_a_column_for_each_plan() -> None:
    """F1 of each plan, then the figures over all of them; a dash where there is nothing to find."""
    done = evaluate_document(GOLD / "jining-2014.json", CORPUS / "jining-2014.txt")
    lines = markdown([done], by_plan=True).splitlines()
    rows = {line.split(" | ")[0].strip("| "): line for line in lines[2:]}

    assert "| kind of fact | jining-2014 | precision | recall | F1 | right | missing | spurious |" == lines[0]
    assert rows["platforms"].startswith("| platforms | – |")
    assert len({line.count("|") for line in lines}) == 1
    assert "jining" not in markdown([done], by_plan=False)


def test_an_annotation_without_document_is_told(tmp_path: Path) -> None:
    """The others are still evaluated; the exit code says that one was not."""
    gold = tmp_path / "nowhere-2014.json"
    gold.write_text(json.dumps({"id": "nowhere-2014"}), encoding="utf-8")
    result = _run("evaluate", gold, "--documents", CORPUS)

    assert 1 == result.exit_code
    assert "Not evaluated" in result.output
    assert "there is no document of this name" in result.output
