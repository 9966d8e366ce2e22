"""The commands with ``--store``: the same words, in front of a server."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from graph.metadata import Describer
from graph.remote import RemoteEngine
from graph.remote_store import RemoteStore
from ontology.identifiers import DEFAULT_BASE
from policygraph.cli import main
from tests.remote.conftest import CORPUS, LIMITS, addresses, need_oxigraph
from tests.remote.servers import oxigraph


def test_load_query_export_and_what_is_missing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Loaded, asked and written out through a server; what it lacks is said; no folder is made here."""
    need_oxigraph()
    document = str(next(path for path in CORPUS if path.stem == "jining-2014"))
    monkeypatch.setenv("POLICYGRAPH_HOME", str(tmp_path / "home"))
    (tmp_path / "server").mkdir()
    with oxigraph(tmp_path / "server") as server:

        def run(*words: str, code: int = 0) -> Result:
            result = CliRunner().invoke(main, list(words))
            assert code == result.exit_code, result.output
            return result

        assert "POLICYGRAPH_STORE_UPDATE" in run("load", document, "--store", server.query, code=3).output
        monkeypatch.setenv("POLICYGRAPH_STORE_UPDATE", server.update)
        monkeypatch.setenv("POLICYGRAPH_STORE_DATA", server.data)
        assert "Published revision 1" in run("load", document, "--store", server.query).output
        assert "revision 1 stays" in run("load", document, "--store", server.query).output
        asked = run("query", "SELECT ?l { ?p a pg:Plan ; rdfs:label ?l }", "--store", server.query).output
        assert "济宁市" in asked
        monkeypatch.setenv("POLICYGRAPH_STORE", server.query)
        run("export", str(tmp_path / "plan.nt"), "--graph", "jining-2014")
        assert (tmp_path / "plan.nt").stat().st_size > 100_000
        for words in (["revisions"], ["diff", "1", "2"], ["backup", str(tmp_path / "copy")]):
            assert "store of this machine" in run(*words, code=1).output
        server.kill()
        assert "cannot be reached" in run("query", "ASK {}", code=3).output
    assert not (tmp_path / "home").exists()


def test_a_load_beside_another_says_who_is_loading(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Exit code 3, and nothing of it on the server."""
    need_oxigraph()
    monkeypatch.setenv("POLICYGRAPH_HOME", str(tmp_path / "home"))
    document = tmp_path / "statements.ttl"
    document.write_text("<http://example.org/s> <http://example.org/p> 1 .", encoding="utf-8")
    with oxigraph(tmp_path) as server:
        engine = RemoteEngine(addresses(server), LIMITS)
        try:
            for name, address in (("", server.query), ("_UPDATE", server.update), ("_DATA", server.data)):
                monkeypatch.setenv(f"POLICYGRAPH_STORE{name}", address)
            with RemoteStore(engine).publishing(Describer(base=DEFAULT_BASE, software="test")):
                result = CliRunner().invoke(main, ["load", str(document)])
            assert 3 == result.exit_code
            assert "is loading into" in result.output
            assert engine.refresh() is None
        finally:
            engine.close()
