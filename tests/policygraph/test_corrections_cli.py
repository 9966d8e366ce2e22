"""Corrections beside documents, at the command line: applied at every load, never half."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pyoxigraph as ox
import pytest
from click.testing import CliRunner, Result

from policygraph.cli import main

CORPUS = Path(__file__).parents[2] / "corpus"
RENAME = "by: 王芳\non: 2026-11-20\nrename:\n- measure: 2.1.2.1\n  to: 规划集聚区\n"


def _run(*words: object) -> Result:
    return CliRunner().invoke(main, [str(word) for word in words])


@pytest.fixture
def plans(tmp_path: Path) -> Path:
    """A folder with the plan of 济宁."""
    folder = tmp_path / "plans"
    folder.mkdir()
    shutil.copy(CORPUS / "jining-2014.txt", folder)
    return folder


def _correct(plans: Path, text: str) -> Path:
    file = plans / "jining-2014.corrections.yaml"
    file.write_text(text, encoding="utf-8")
    return file


def test_changing_the_corrections_loads_the_plan_again(plans: Path) -> None:
    """The record of a load holds the corrections: writing, editing and removing them each publish."""
    home = plans.parent / "home"
    outputs = [_run("load", plans, "--home", home).output]
    _correct(plans, RENAME)
    outputs += [_run("load", plans, "--home", home).output for _ in range(2)]
    answer = _run("query", "SELECT ?l { ?m pg:foundBy 'correction/rename'; rdfs:label ?l }", "--home", home)
    _correct(plans, RENAME).unlink()
    outputs.append(_run("load", plans, "--home", home).output)

    assert "Published revision 1." in outputs[0]
    assert "Published revision 2." in outputs[1]
    assert "Nothing changed: 1 documents, revision 2." in outputs[2]
    assert "规划集聚区" in answer.output
    assert "Published revision 3." in outputs[3]


def test_the_graph_with_corrections_is_valid(plans: Path) -> None:
    """A corrected store keeps the shapes, agents and all."""
    home = plans.parent / "home"
    _correct(plans, RENAME + "drop:\n- responsibility: 市政府\nadd:\n- platform: 网商集聚区\n")
    assert 0 == _run("load", plans, "--home", home).exit_code
    result = _run("validate", "--home", home)
    assert 0 == result.exit_code, result.output


def test_a_malformed_file_stops_its_document_only(plans: Path) -> None:
    """A document is not loaded without the corrections that it should have; the others are."""
    shutil.copy(CORPUS / "zaozhuang-2014.txt", plans)
    file = _correct(plans, "by: 王芳\ndrop:\n- colour: red\n")
    result = _run("load", plans, "--home", plans.parent / "home")

    assert 1 == result.exit_code
    assert f"Not loaded: {file}, line 3: does not say what to drop" in result.output
    assert "zaozhuang-2014" in result.output
    assert "Published revision 1." in result.output


def test_a_stale_correction_is_named_at_the_load(plans: Path) -> None:
    """What fits nothing any more does no harm and is said."""
    _correct(plans, "by: 王芳\ndrop:\n- platform: 亚马逊\n")
    result = _run("load", plans, "--home", plans.parent / "home")

    assert 0 == result.exit_code
    assert "Correction without effect: jining-2014.txt: drop platform: 亚马逊" in result.output


def test_a_shells_glob_may_name_the_corrections_too(plans: Path) -> None:
    """``plans/*`` holds the file of corrections, which is no document."""
    _correct(plans, RENAME)
    result = _run("load", *sorted(plans.iterdir()), "--home", plans.parent / "home")

    assert 0 == result.exit_code, result.output
    assert "Published revision 1." in result.output


def test_extracted_files_are_corrected_and_attributed(plans: Path) -> None:
    """RDF and JSON of an extraction hold the corrected facts with their author."""
    _correct(plans, RENAME)
    turtle, data = plans.parent / "x.ttl", plans.parent / "x.json"
    assert 0 == _run("extract", plans / "jining-2014.txt", "-o", turtle, "--json", data).exit_code
    store = ox.Store()
    store.load(path=str(turtle))
    who = store.query(
        "PREFIX prov: <http://www.w3.org/ns/prov#> PREFIX foaf: <http://xmlns.com/foaf/0.1/> "
        "SELECT ?name { <https://w3id.org/policygraph/id/measure/jining-2014/2.1.2.1>"
        " prov:wasAttributedTo/foaf:name ?name }"
    )
    facts = json.loads(data.read_text(encoding="utf-8"))

    assert isinstance(who, ox.QuerySolutions)
    assert ["王芳"] == [row["name"].value for row in who]
    assert [{"by": "王芳", "on": "2026-11-20"}] == [each["attribution"] for each in facts["corrections"]]


@pytest.mark.parametrize(("lang", "words"), [("zh", "核对报告"), ("en", "Check first")])
def test_a_report_is_written_with_or_without_other_files(plans: Path, lang: str, words: str) -> None:
    """``--report`` alone writes the page; beside ``-o`` both are written."""
    report, graph = plans.parent / "r.html", plans.parent / "r.nq"
    document = plans / "jining-2014.txt"
    alone = _run("extract", document, "--report", report, "--lang", lang)
    assert 0 == alone.exit_code, alone.output
    assert words in report.read_text(encoding="utf-8")
    both = _run("extract", document, "--report", report, "-o", graph)
    assert 0 == both.exit_code, both.output
    assert graph.stat().st_size > 0


def test_several_documents_need_a_folder_for_their_reports(plans: Path) -> None:
    """Each document has a report of its own."""
    shutil.copy(CORPUS / "zaozhuang-2014.txt", plans)
    refused = _run("extract", plans, "--report", plans.parent / "r.html")
    assert 2 == refused.exit_code
    assert "name a folder" in refused.output
    reports = plans.parent / "reports"
    assert 0 == _run("extract", plans, "--report", reports).exit_code
    assert ["jining-2014.html", "zaozhuang-2014.html"] == sorted(file.name for file in reports.iterdir())


def test_extracting_needs_something_to_write(plans: Path) -> None:
    """Without any output the command says which there are."""
    result = _run("extract", plans / "jining-2014.txt")
    assert 2 == result.exit_code
    assert "--report OUT.html" in result.output
