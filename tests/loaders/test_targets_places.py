"""Sentences of other plans, 2010 to 2024, with what they commit to and what they only mention.

The sentences are data (``sentences/targets.yaml``): a new case is a few lines there.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from loaders.rules.scope import Scope, Stance, Unit
from loaders.rules.targets import targets
from ontology.model import Target

CASES: dict[str, list[dict[str, Any]]] = yaml.safe_load(
    Path(__file__).with_name("sentences").joinpath("targets.yaml").read_text(encoding="utf-8")
)


def _read(case: dict[str, Any], stance: Stance) -> list[list[Any]]:
    """Rows of the targets of one unit of text, as the file writes them."""
    text = case["text"]
    titles = ("发展目标",) if stance is Stance.GOAL else ("重点任务",)
    unit = Unit(0, len(text), 0, stance, titles, None, None)
    start, end = case.get("period", (None, None))
    scope = Scope("somewhere", text, (unit,), None, None, case["year"], start, end)
    return [_row(indicator.label, target) for indicator, target in targets(scope)]


def _row(label: str, target: Target) -> list[Any]:
    upper = "" if target.upper_value is None else f"-{target.upper_value}"
    value = f"{target.value}{upper}"
    return [label, value, target.unit, target.comparator.value, target.due_year, target.growth]


def _name(case: dict[str, Any]) -> str:
    return str(case["text"])[:14]


@pytest.mark.parametrize("case", CASES["goals"], ids=_name)
def test_goals(case: dict[str, Any]) -> None:
    """A goal states these targets and no others."""
    assert case["targets"] == _read(case, Stance.GOAL)


@pytest.mark.parametrize("case", CASES["tasks"], ids=_name)
def test_tasks(case: dict[str, Any]) -> None:
    """A task states these targets and no others."""
    assert case["targets"] == _read(case, Stance.TASK)


@pytest.mark.parametrize("case", CASES["nothing"], ids=_name)
def test_what_is_no_target(case: dict[str, Any]) -> None:
    """Subsidies and their conditions, routines of supervision, the past and names commit to nothing."""
    assert [] == _read(case, Stance.TASK)
