"""Accuracy on the annotated documents stays above its floors."""

from __future__ import annotations

from pathlib import Path

import pytest

from loaders.extract import extract
from loaders.reading import read
from policygraph.evaluation import evaluate

ROOT = Path(__file__).parents[2]
GOLD = ROOT.parent / "shared" / "gold"

FLOORS = {
    "headings": 0.99,
    "measures": 0.97,
    "owners": 0.93,
    "responsibilities": 0.90,
    "targets": 0.93,
    "projects": 1.0,
    "departments": 0.92,
    "document": 0.95,
    "platforms": 0.80,
    "enterprises": 0.80,
    "parks": 0.80,
    "associations": 0.80,
}


@pytest.mark.shared
@pytest.mark.parametrize("name", ["changzhou-2014", "jining-2014", "quanzhou-2013"])
def test_no_kind_of_fact_falls_below_its_floor(name: str) -> None:
    """Precision and recall together, for each kind that the annotation has."""
    gold = GOLD / f"{name}.json"
    if not gold.is_file():
        pytest.skip(f"the annotation {name}.json is not beside this checkout")
    scores = evaluate(gold, extract(read(ROOT / "corpus" / f"{name}.txt")))

    low = {
        score.kind: (round(score.f1, 3), score.missing, score.spurious)
        for score in scores
        if score.f1 < FLOORS[score.kind]
    }
    assert {} == low
    assert len(scores) >= 11
