"""``policygraph config`` and the pages of the documentation that stand on the same table."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from api.answers import Answers
from api.metrics import Metrics
from api.settings import SETTINGS
from graph.engine import Engine
from graph.memory import InMemoryEngine
from graph.workers import WorkerCounts
from policygraph.cli import main
from policygraph.configuring import settings_table

ROOT = Path(__file__).parents[2]
OPERATIONS = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
TOKEN = f"ann:update:{'ab' * 32}"


@pytest.fixture
def runner(monkeypatch: pytest.MonkeyPatch) -> CliRunner:
    """A runner without settings of this machine."""
    for setting in SETTINGS:
        monkeypatch.delenv(setting.variable, raising=False)
    return CliRunner()


def test_each_setting_says_where_it_comes_from(runner: CliRunner) -> None:
    """Flag over environment over default, as the service itself reads them."""
    result = runner.invoke(
        main,
        ["config", "--json", "--port", "9001"],
        env={"POLICYGRAPH_PORT": "9000", "POLICYGRAPH_RATE": "5"},
    )
    rows = {row["name"]: (row["value"], row["source"]) for row in json.loads(result.output)}

    assert [setting.variable for setting in SETTINGS] == list(rows)
    assert ("9001", "flag") == rows["POLICYGRAPH_PORT"]
    assert ("5", "environment") == rows["POLICYGRAPH_RATE"]
    assert ("127.0.0.1", "default") == rows["POLICYGRAPH_HOST"]


@pytest.mark.parametrize("arguments", [[], ["--json"], ["--lang", "zh"]])
def test_secrets_are_not_shown(runner: CliRunner, arguments: list[str]) -> None:
    """Only that there is one."""
    output = runner.invoke(main, ["config", *arguments], env={"POLICYGRAPH_TOKENS": TOKEN}).output

    assert "(set)" in output
    assert "ab" * 32 not in output
    assert "ann" not in output.replace("cannot", "")


def test_what_cannot_be_used_is_told(runner: CliRunner) -> None:
    """With the name of the variable, and exit code 1."""
    result = runner.invoke(main, ["config"], env={"POLICYGRAPH_LOG_FORMAT": "xml"})

    assert 1 == result.exit_code
    assert "POLICYGRAPH_LOG_FORMAT must be one of auto, json, text" in result.output


def test_the_documentation_is_the_printed_table(runner: CliRunner) -> None:
    """docs/configuration.md holds what ``config --markdown`` prints."""
    words = (ROOT / "docs" / "configuration.md").read_text(encoding="utf-8")

    assert settings_table() in words
    assert settings_table() == runner.invoke(main, ["config", "--markdown"]).output.strip()


def test_the_operator_s_page_names_settings_that_there_are() -> None:
    """Each variable in docs/operations.md is one of the table."""
    named = set(re.findall(r"POLICYGRAPH_[A-Z_]+[A-Z]", OPERATIONS))

    assert set() == named - {setting.variable for setting in SETTINGS}


class Working(InMemoryEngine):
    """An engine with processes."""

    workers = WorkerCounts(busy=1, idle=1, waiting=0, started=2, killed=0)


def test_the_operator_s_page_lists_every_metric() -> None:
    """Those of our own, both ways."""
    engine: Engine = Working(())
    metrics = Metrics()
    metrics.watch(engine, Answers(0), "0")
    metrics.series("/", "GET", 200).count(0.1)
    given = set(re.findall(r"^# TYPE (policygraph_\w+)", metrics.text().decode(), re.M))
    listed = set(re.findall(r"`(policygraph_\w+)`", OPERATIONS.split("## Metrics")[1].split("\nWorth")[0]))

    assert given == listed
