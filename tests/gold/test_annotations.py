"""The annotations say what their documents say."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.gold.tables import written

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
CORPUS = ROOT / "corpus"
FOLDERS = {"documents": 8, "policies": 6, "habits": 6, "cities": 13, "further": 10, "fresh": 10, "recent": 6}
FILES = [
    *sorted(HERE.glob("*.json")),
    *(file for folder in FOLDERS for file in sorted((HERE / folder).glob("*.json"))),
]
ROLES = {"responsible", "lead", "support", "office_host", "regulator", "coordinator"}


def _read(file: Path) -> tuple[dict[str, Any], str]:
    folder = CORPUS if file.parent == HERE else file.parent
    gold: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    return gold, (folder / f"{file.stem}.txt").read_text(encoding="utf-8")


def test_every_plan_is_annotated() -> None:
    """The five of the corpus and all others, each beside its text."""
    assert {path.stem for path in CORPUS.glob("*.txt")} == {path.stem for path in HERE.glob("*.json")}
    assert FOLDERS == {folder: len(list((HERE / folder).glob("*.json"))) for folder in FOLDERS}


@pytest.mark.parametrize("file", FILES, ids=lambda path: str(path.stem))
def test_every_quotation_stands_in_the_document(file: Path) -> None:
    """Quoted words are copied, never retold."""
    gold, text = _read(file)
    quoted = [item["quote"] for kind in ("responsibilities", "targets") for item in gold[kind]]
    quoted += [item["quote_start"] for item in gold["measures"] if "quote_start" in item]

    assert quoted
    assert [] == [words for words in quoted if words not in text]


@pytest.mark.parametrize("file", FILES, ids=lambda path: str(path.stem))
def test_responsibilities_belong_to_measures(file: Path) -> None:
    """Each names a measure of the annotation and a role that there is."""
    gold, _ = _read(file)
    names = {item["name"] for item in gold["measures"]}

    assert file.stem == gold["id"]
    assert [] == [item for item in gold["responsibilities"] if item["measure"] not in names]
    assert (
        set()
        == {
            role for item in gold["responsibilities"] for role in (item["role"], *item.get("role_accept", []))
        }
        - ROLES
    )


@pytest.mark.parametrize("name", ["README.md", "docs/accuracy.md"])
def test_the_documents_say_how_accurate_it_is_now(name: str) -> None:
    """Their tables are what the commands above them print; ``make accuracy`` writes them."""
    text = (ROOT / name).read_text(encoding="utf-8")

    assert "<!-- policygraph evaluate" in text
    assert written(text) == text, "run make accuracy"
