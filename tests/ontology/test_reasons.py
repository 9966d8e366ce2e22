"""Why something is refused: words in both languages, with the same values."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from ontology.errors import LimitExceeded, QueryRefused, QuerySyntaxError
from ontology.reasons import REASONS, told

ROOT = Path(__file__).parents[2]


def placeholders(text: str) -> set[str]:
    """Names in braces."""
    return set(re.findall(r"\{(\w+)\}", text))


@pytest.mark.parametrize("reason", REASONS)
def test_both_languages_use_the_same_values(reason: str) -> None:
    """A value that one language leaves out would be missed by its readers."""
    zh, en = REASONS[reason]

    assert placeholders(zh) == placeholders(en)
    assert re.search(r"[\u4e00-\u9fff]", zh)
    assert not re.search(r"[\u4e00-\u9fff]", en)


def test_every_reason_in_the_code_has_words() -> None:
    """And every reason with words is given somewhere."""
    code = "".join(
        path.read_text(encoding="utf-8")
        for folder in ("api", "graph", "ontology", "viz")
        for path in (ROOT / folder).rglob("*.py")
        if path.name != "reasons.py"
    )
    given = set(re.findall(r'reason="([a-z0-9-]+[.][a-z0-9.-]+)"', code))
    limits = {f"limit.{name}" for name in re.findall(r'limit="(\w+)"', code)}

    assert set() == given - REASONS.keys()
    assert set() == {reason for reason in REASONS if f'"{reason}"' not in code} - limits


def test_errors_are_told_in_english_unless_asked() -> None:
    """The message is the table's; line and column stand before it where they are known."""
    error = QuerySyntaxError(line=2, column=7, reason="syntax.word", values={"word": "FORM"})

    assert "line 2, column 7: this is not valid SPARQL: “FORM” does not fit here" == str(error)
    assert "第 2 行，第 7 列：这不是合法的 SPARQL：“FORM”不该出现在这里" == told(
        error.reason, "zh", error.values
    )
    assert "own words" == str(QueryRefused("own words"))
    assert "limit.time" == LimitExceeded("slow", limit="time").reason
