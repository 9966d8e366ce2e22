"""What the service is built from may be used as it is, and is looked at for known weaknesses."""

from __future__ import annotations

import re
import subprocess
import tomllib
from collections.abc import Callable
from typing import Any

import pytest

from tests.audit import advisories
from tests.audit.licences import ROOT, Part, document, front_end_parts, python_parts


def test_every_part_has_an_allowed_licence() -> None:
    """Of Python and of the browser, by the parts' own metadata."""
    parts = [*python_parts(), *front_end_parts()]

    assert [] == [part for part in parts if not part.is_allowed]
    assert {"pyoxigraph", "fastapi", "lxml"} <= {part.name for part in parts}


@pytest.mark.parametrize(
    ("licence", "allowed"),
    [("MIT", True), ("(MPL-2.0 OR GPL-3.0-only)", True), ("MIT AND PSF-2.0", True), ("MIT AND GPL-3.0-only", False), ("AGPL-3.0-only", False), ("", False)],
)  # fmt: skip
def test_offers_are_told_from_conditions(licence: str, allowed: bool) -> None:
    """One of several offered licences is enough; all of joined ones must be allowed."""
    assert allowed == Part("x", "1", licence).is_allowed


def test_the_list_names_every_direct_dependency() -> None:
    """docs/licences.md is what `make licences` writes of today's parts, as far as these are the same everywhere."""
    listed = (ROOT / "docs" / "licences.md").read_text(encoding="utf-8")
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]

    for name in project["dependencies"]:
        assert f"| {re.sub(r'[-_.]+', '-', name).lower()} | " in listed, f"{name}: run make licences"
    assert document().partition("\n## Python")[0] == listed.partition("\n## Python")[0]


def _saying(stdout: str, stderr: str = "") -> Callable[..., Any]:
    def run(command: list[str], **_: object) -> subprocess.CompletedProcess[str]:
        return subprocess.CompletedProcess(command, 1, stdout, stderr)

    return run


def test_a_known_weakness_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """With its part, its version and where it is repaired."""
    said = '{"dependencies": [{"name": "a", "version": "1", "vulns": [{"id": "PYSEC-1", "fix_versions": ["2"], "aliases": []}]}, {"name": "b", "version": "1", "vulns": []}]}'
    monkeypatch.setattr(subprocess, "run", _saying(said))

    assert [advisories.Found("a", "1", "PYSEC-1", ("2",))] == advisories.python()


@pytest.mark.parametrize(
    ("stdout", "stderr"),
    [
        ("", "requests.exceptions.ConnectionError: Failed to resolve 'api.osv.dev'"),
        ('{"dependencies": [{"name": "a", "skip_reason": "not found"}]}', ""),
    ],
)
def test_a_database_out_of_reach_is_no_clean_bill(
    monkeypatch: pytest.MonkeyPatch, stdout: str, stderr: str
) -> None:
    """It is said to be skipped, never taken for an audit without findings."""
    monkeypatch.setattr(subprocess, "run", _saying(stdout, stderr))

    with pytest.raises(advisories.OutOfReach):
        advisories.python()


def test_a_broken_tool_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is no matter of the network stops the audit."""
    monkeypatch.setattr(subprocess, "run", _saying("", "usage: pip-audit [-h]"))

    with pytest.raises(RuntimeError, match="usage"):
        advisories.python()
