"""The command line, as a person uses it: on real documents, with files that are no plans, twice."""

from __future__ import annotations

import csv
import gzip
import io
import json
from pathlib import Path
from shutil import copy

import networkx
import pyoxigraph as ox
import pytest
from click.testing import CliRunner, Result

from graph.embedded import EmbeddedEngine
from graph.search.searcher import Searcher
from graph.store import RevisionStore
from policygraph.cli import main

ROOT = Path(__file__).parents[2]
CORPUS = ROOT / "corpus"


def _run(*words: object) -> Result:
    return CliRunner().invoke(main, [str(word) for word in words])


@pytest.fixture(scope="session")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with the five documents; tests only read it."""
    home = tmp_path_factory.mktemp("store")
    result = _run("load", CORPUS, "--home", home)
    assert 0 == result.exit_code, result.output
    return home


def test_every_command_has_help_with_its_words() -> None:
    """Each command explains itself; the group shows examples."""
    assert "policygraph load corpus/" in _run("--help").output
    for name, command in main.commands.items():
        result = _run(name, "--help")
        assert 0 == result.exit_code
        assert command.help
        assert result.output.startswith("Usage:")


def test_loading_twice_publishes_once(tmp_path: Path) -> None:
    """The second load finds nothing changed, by the record and without it."""
    home = tmp_path / "home"
    first = _run("load", CORPUS / "jining-2014.txt", "--home", home)
    by_record = _run("load", CORPUS / "jining-2014.txt", "--home", home)
    (home / "loads.json").unlink()
    by_content = _run("load", CORPUS / "jining-2014.txt", "--home", home)

    assert "Published revision 1." in first.output
    assert "jining-2014" in first.output
    assert "Nothing changed: 1 documents, revision 1." in by_record.output
    assert "Nothing changed; revision 1 stays." in by_content.output


def test_a_load_leaves_lists_and_search_index_ready(loaded: Path) -> None:
    """A service that starts finds both: a search makes no other index, and its answer is there."""
    (folder,) = (loaded / "lists").iterdir()
    assert {"answered.json", "targets.json", "labels-department.json", "labels-measure.json"} <= {
        file.name for file in folder.iterdir()
    }
    (index,) = (loaded / "search").glob("*.sqlite")
    made = index.stat().st_mtime_ns
    engine = EmbeddedEngine(RevisionStore(loaded))
    searcher = Searcher(engine, loaded / "search")
    try:
        assert searcher.find("商务局").hits
    finally:
        searcher.close()
        engine.close()
    assert [(index, made)] == [(file, file.stat().st_mtime_ns) for file in (loaded / "search").iterdir()]


def test_the_search_index_of_a_large_load_is_left_to_the_service(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It would take a fourth of the load's time; a service that starts makes it."""
    monkeypatch.setattr(
        "policygraph.loading._INDEXED", 1
    )  # a first load also changes the graphs of the vocabulary
    _run("load", CORPUS / "jining-2014.txt", "--home", tmp_path)

    assert [] == list(tmp_path.glob("search/*.sqlite"))
    assert [] != list(tmp_path.glob("lists/*"))


def test_the_same_text_in_gb18030_is_the_same_plan(tmp_path: Path) -> None:
    """Encoding is the file's business: the facts and their offsets are equal."""
    text = (CORPUS / "jining-2014.txt").read_text(encoding="utf-8")
    legacy = tmp_path / "jining-2014.txt"
    legacy.write_bytes(text.encode("gb18030"))
    copy(CORPUS / "manifest.toml", tmp_path)  # the terms of use stand beside the document
    for name, source in (("utf", CORPUS / "jining-2014.txt"), ("gb", legacy)):
        assert 0 == _run("extract", source, "--json", tmp_path / f"{name}.json").exit_code
    one, other = (
        json.loads((tmp_path / f"{name}.json").read_text(encoding="utf-8")) for name in ("utf", "gb")
    )

    assert ("utf-8", "gb18030") == (one.pop("source")["encoding"], other.pop("source")["encoding"])
    assert one == other


def test_a_file_that_is_no_plan_does_not_stop_the_others(tmp_path: Path) -> None:
    """Each is named with its cause, the rest loads, and the exit code says so."""
    folder = tmp_path / "plans"
    folder.mkdir()
    (folder / "empty.txt").write_bytes(b"")
    (folder / "binary.txt").write_bytes(b"\x00\x01" * 50)
    (folder / "novel.txt").write_text("从前有座山。", encoding="utf-8")
    (folder / "zaozhuang-2014.txt").write_bytes((CORPUS / "zaozhuang-2014.txt").read_bytes())
    result = _run("load", folder, "--home", tmp_path / "home")

    assert 1 == result.exit_code
    assert "empty.txt: is empty." in result.output
    assert "binary.txt, byte 0: is not text" in result.output
    assert "novel.txt: has no heading" in result.output
    assert "Published revision 1." in result.output


def test_two_files_of_one_name_are_refused(tmp_path: Path) -> None:
    """The second would silently take the first one's place."""
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "plan.txt").write_text("一、任务\n（一）甲。内容。", encoding="utf-8")
    result = _run("load", tmp_path, "--home", tmp_path / "home")

    assert 1 == result.exit_code
    assert "rename one of the two files" in result.output


def test_a_path_that_names_nothing_is_told(tmp_path: Path) -> None:
    """A typing mistake is no empty success."""
    result = _run("load", tmp_path / "nowhere", "--home", tmp_path / "home")

    assert 1 == result.exit_code
    assert "no such file" in result.output


@pytest.mark.parametrize("ending", ["nq", "trig", "ttl", "nt", "jsonld", "rdf"])
def test_extract_writes_each_format(tmp_path: Path, ending: str) -> None:
    """What is written parses back, and its offsets count in the text written beside it."""
    output, text = tmp_path / f"out.{ending}", tmp_path / "out.txt"
    result = _run("extract", CORPUS / "zaozhuang-2014.txt", "-o", output, "--text", text)
    assert 0 == result.exit_code, result.output
    formats = {
        "nq": ox.RdfFormat.N_QUADS,
        "trig": ox.RdfFormat.TRIG,
        "ttl": ox.RdfFormat.TURTLE,
        "nt": ox.RdfFormat.N_TRIPLES,
        "jsonld": ox.RdfFormat.JSON_LD,
        "rdf": ox.RdfFormat.RDF_XML,
    }
    store = ox.Store()
    store.load(path=output, format=formats[ending])
    words = text.read_text(encoding="utf-8")
    solutions = store.query(
        "PREFIX oa: <http://www.w3.org/ns/oa#> SELECT ?s ?e ?x { ?p oa:start ?s ; oa:end ?e ; oa:exact ?x }",
        use_default_graph_as_union=True,
    )
    assert isinstance(solutions, ox.QuerySolutions)
    passages = [(int(row["s"].value), int(row["e"].value), row["x"].value) for row in solutions]

    assert len(passages) > 50
    assert all(words[start:end] == exact for start, end, exact in passages)


def test_extract_asks_what_to_write() -> None:
    """Without an output the work would be lost."""
    result = _run("extract", CORPUS / "zaozhuang-2014.txt")

    assert 2 == result.exit_code
    assert "say what to write" in result.output


def test_query_answers_in_several_forms(loaded: Path) -> None:
    """Text, stored name and file give tables; a graph comes as Turtle; prefixes are known."""
    ask = "SELECT ?l { <https://w3id.org/policygraph/id/org/changzhou/shangwuju> rdfs:label ?l }"

    assert "l\n常州市商务局\n" == _run("query", ask, "--home", loaded).output
    assert (
        "常州市商务局"
        == json.loads(_run("query", ask, "--home", loaded, "--format", "json").output)["results"]["bindings"][
            0
        ]["l"]["value"]
    )
    graph = _run("query", "CONSTRUCT { ?p a pg:Plan } { ?p a pg:Plan }", "--home", loaded)
    assert 5 == len(list(ox.parse(graph.output, format=ox.RdfFormat.TURTLE)))


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ("SELECT ?x {", "line"),
        ("no-such-query", "stored are"),
        ("SELECT * { SERVICE <http://127.0.0.1/> { ?s ?p ?o } }", "SERVICE"),
    ],
)
def test_a_query_that_cannot_be_answered_says_why(loaded: Path, words: str, message: str) -> None:
    """One line, no traceback, exit code 1."""
    result = _run("query", words, "--home", loaded)

    assert 1 == result.exit_code
    assert message in result.output
    assert "Traceback" not in result.output


def test_asking_an_empty_home_says_what_to_do(tmp_path: Path) -> None:
    """Nothing was loaded yet: the message names the command that loads."""
    result = _run("query", "ASK { ?s ?p ?o }", "--home", tmp_path)

    assert 1 == result.exit_code
    assert "policygraph load PATH" in result.output


def test_the_network_leads_from_department_to_words(loaded: Path, tmp_path: Path) -> None:
    """GraphML parses back with the department, its measures, and the words on the edge."""
    output = tmp_path / "n.graphml"
    result = _run(
        "network", "--home", loaded, "--plan", "changzhou-2014", "--format", "graphml", "-o", output
    )
    assert 0 == result.exit_code, result.output
    graph = networkx.read_graphml(output)
    bureau = next(node for node, data in graph.nodes(data=True) if data["label"] == "常州市商务局")

    assert graph.degree(bureau) >= 10
    assert any("责任单位" in str(data) for _, _, data in graph.edges(bureau, data=True))


def test_export_writes_everything_or_one_graph(loaded: Path, tmp_path: Path) -> None:
    """A dump holds all graphs, one plan's export only its own; the same bytes each time."""
    whole, again, one = tmp_path / "all.nq.gz", tmp_path / "again.nq.gz", tmp_path / "one.nt"
    for output, extra in ((whole, ()), (again, ()), (one, ("--graph", "jining-2014"))):
        assert 0 == _run("export", output, "--home", loaded, *extra).exit_code
    lines = gzip.decompress(whole.read_bytes()).decode().splitlines()

    assert whole.read_bytes() == again.read_bytes()
    assert len(lines) > 10_000
    assert 0 < len(one.read_text(encoding="utf-8").splitlines()) < len(lines)
    assert 1 == _run("export", tmp_path / "all.doc", "--home", loaded).exit_code


def test_the_graph_of_the_corpus_is_valid(loaded: Path) -> None:
    """Every shape holds: passages are where they say, sums add up, duties are whole."""
    result = _run("validate", "--home", loaded)

    assert 0 == result.exit_code, result.output[:2000]
    assert "conforms" in result.output


def test_revisions_can_be_compared_backed_up_and_restored(tmp_path: Path) -> None:
    """A later load is seen as a difference; restoring the backup takes it back."""
    home, backup = tmp_path / "home", tmp_path / "backup"
    assert 0 == _run("load", CORPUS / "jining-2014.txt", "--home", home).exit_code
    assert 0 == _run("backup", backup, "--home", home).exit_code
    assert 0 == _run("load", CORPUS / "zaozhuang-2014.txt", "--home", home).exit_code
    listed = _run("revisions", "--home", home).output.splitlines()
    difference = _run("diff", 1, 2, "--home", home).output
    assert 0 == _run("restore", backup, "--home", home).exit_code
    plans = _run("query", "SELECT ?l { ?p a pg:Plan ; dcterms:title ?l }", "--home", home).output

    assert [" ", "*"] == [line[0] for line in listed]
    assert "zaozhuang-2014" in difference
    assert "枣庄" not in plans
    assert "济宁" in plans
    assert 3 == _run("backup", backup, "--home", home).exit_code


def test_evaluate_prints_scores(tmp_path: Path) -> None:
    """An annotation of one heading is scored; -v lists what is missing."""
    gold = tmp_path / "zaozhuang-2014.json"
    annotation = {
        "id": "zaozhuang-2014",
        "document": {"title": "枣庄市商务局关于加快电子商务发展的意见"},
        "headings": [{"label": "一、", "title": "不存在的标题"}],
        "measures": [],
        "responsibilities": [],
        "targets": [],
    }
    gold.write_text(json.dumps(annotation, ensure_ascii=False), encoding="utf-8")
    result = _run("evaluate", gold, "--documents", CORPUS, "-v")

    assert 0 == result.exit_code, result.output
    assert "headings: missing 一、不存在的标题" in result.output


def test_csv_holds_what_json_holds(loaded: Path) -> None:
    """The two formats of one answer agree row by row."""
    ask = "SELECT ?m ?l { ?m a pg:Measure ; rdfs:label ?l } ORDER BY ?m"
    table = list(csv.DictReader(io.StringIO(_run("query", ask, "--home", loaded).output)))
    data = json.loads(_run("query", ask, "--home", loaded, "--format", "json").output)

    assert [(row["m"], row["l"]) for row in table] == [
        (row["m"]["value"], row["l"]["value"]) for row in data["results"]["bindings"]
    ]
    assert len(table) > 100
