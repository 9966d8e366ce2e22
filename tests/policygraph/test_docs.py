"""What the documents say is what the software does."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from click.testing import CliRunner

from api.settings import SETTINGS
from policygraph.cli import main

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_readme_s_query_gives_the_readme_s_answer(tmp_path: Path) -> None:
    """The first question of the README is asked of its plan, and the table compared."""
    query = re.search(r"```sparql\n(.*?)```", README, re.S)
    answer = re.search(r"\n(\| department.*?)\n\n", README, re.S)
    assert query
    assert answer
    runner = CliRunner()
    home = str(tmp_path)
    loaded = runner.invoke(main, ["load", str(ROOT / "corpus" / "changzhou-2014.txt"), "--home", home])
    assert 0 == loaded.exit_code, loaded.output
    output = runner.invoke(main, ["query", query[1], "--home", home]).output
    rows = [line.split(",") for line in output.splitlines()]
    printed = [
        [cell.strip() for cell in line.strip("|").split("|")]
        for line in answer[1].splitlines()
        if "---" not in line
    ]

    assert printed == rows


def test_the_readme_names_the_commands_there_are() -> None:
    """Its table of commands and the command line agree, both ways."""
    table = README.split("## The command line")[1].split("## ")[0]
    named = set(re.findall(r"`(\w+)[ `]", "\n".join(re.findall(r"^\| (.*?) \|", table, re.M))))

    assert set(main.commands) == named


def test_every_setting_is_documented() -> None:
    """docs/configuration.md is the table of settings."""
    words = (ROOT / "docs" / "configuration.md").read_text(encoding="utf-8")

    assert [f"| `{s.variable}` | `{s.default}` | {s.en} |" for s in SETTINGS] == [
        line for line in words.splitlines() if line.startswith("| `")
    ]


def test_links_in_the_documents_lead_somewhere() -> None:
    """Relative links of README and docs name files that exist."""
    for page in (ROOT / "README.md", *(ROOT / "docs").glob("*.md")):
        for target in re.findall(r"\]\((?!https?:)([^)#]+)", page.read_text(encoding="utf-8")):
            assert (page.parent / target).exists(), f"{page.name}: {target}"


def test_the_manifest_lists_the_corpus() -> None:
    """Each document has its title and source, all have a licence; no file is missing or too many."""
    content = tomllib.loads((ROOT / "corpus" / "manifest.toml").read_text(encoding="utf-8"))
    manifest = content["document"]

    assert sorted(path.name for path in (ROOT / "corpus").glob("*.txt")) == sorted(
        entry["file"] for entry in manifest
    )
    assert all(entry["title"] and entry["source"] for entry in manifest)
    assert all(content[key] for key in ("licence", "rights", "rights-en"))


def test_pins_are_names_and_versions_only() -> None:
    """No address of any registry stands in the pins, and every dependency is pinned."""
    lines = [
        line
        for line in (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
        if not line.startswith("#")
    ]
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = [*project["dependencies"], *project["optional-dependencies"]["dev"]]
    pinned = {re.sub(r"[-_.]+", "-", line.split("==")[0]).lower() for line in lines}

    assert [] == [line for line in lines if not re.fullmatch(r"[A-Za-z0-9._-]+==[A-Za-z0-9._+!-]+", line)]
    assert [] == [name for name in wanted if re.sub(r"[-_.]+", "-", name).lower() not in pinned]


@pytest.mark.parametrize("target", ["serve", "test", "check"])
def test_the_makefile_has_the_commands(target: str) -> None:
    """The commands that the README names are targets."""
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")

    assert re.search(rf"^{target}:", makefile, re.M)
    assert f"make {target}" in README
