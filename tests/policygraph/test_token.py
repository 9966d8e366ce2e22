"""From `policygraph token` to a change: what the command prints is what the service takes."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner
from fastapi.testclient import TestClient

from api.app import create_app
from api.settings import Settings
from graph.store import RevisionStore
from graph.writing import Author
from ontology.errors import StoreError
from policygraph.backends import embedded_writer, opened_engine
from policygraph.cli import main

TURTLE = {"Content-Type": "text/turtle"}


def test_a_token_of_the_command_line_opens_the_service(tmp_path: Path) -> None:
    """The entry goes into the setting, the secret to the client; what is written stays."""
    printed = CliRunner().invoke(main, ["token", "curator", "--scope", "data"]).output
    found = re.search(r"secret .*: (\S+)\nentry .*: (\S+)\n", printed)
    assert found
    settings = Settings(home=tmp_path / "home", tokens=found[2])
    writer = embedded_writer(RevisionStore(settings.home), settings)
    writer.put("urn:first", [], author=Author("nobody"))
    writer.update("INSERT DATA { GRAPH <urn:first> { <urn:a> <urn:p> 1 } }", author=Author("nobody"))
    with opened_engine(settings) as engine, TestClient(create_app(engine, settings, writer)) as client:
        headers = {**TURTLE, "Authorization": f"Bearer {found[1]}"}
        assert 201 == client.put("/graph/notes", content="<urn:b> <urn:p> 2 .", headers=headers).status_code
        truth = client.post("/sparql", data={"query": "ASK { <urn:a> <urn:p> 1 . <urn:b> <urn:p> 2 }"})
        assert truth.json()["boolean"] is True


def test_a_scope_that_is_none_is_refused() -> None:
    """With words, and exit code 1."""
    result = CliRunner().invoke(main, ["token", "curator", "--scope", "write"])

    assert 1 == result.exit_code
    assert "use update or data" in result.output


def test_the_kind_of_default_graph_cannot_be_changed(tmp_path: Path) -> None:
    """The service does not start on a folder of the other kind."""
    own = Settings(home=tmp_path, default_graph="own")
    embedded_writer(RevisionStore(tmp_path, union=False), own).update(
        "INSERT DATA { <urn:a> <urn:p> 1 }", author=Author("nobody")
    )

    with pytest.raises(StoreError, match="set default_graph"):
        embedded_writer(RevisionStore(tmp_path), Settings(home=tmp_path))
