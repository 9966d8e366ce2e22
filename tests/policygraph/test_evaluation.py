"""Accuracy is counted as an annotator would count it."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path
from typing import Any

import pytest

from ontology.model import Facts, OrganizationKind
from policygraph.evaluation import Score, evaluate, normal


def _perfect(facts: Facts) -> dict[str, Any]:
    """An annotation that says exactly what the facts say."""
    names = {org.id: org.label for org in facts.organizations}
    names |= {place.id: place.label for place in facts.places}
    names |= {indicator.id: indicator.label for indicator in facts.indicators}
    measures = {measure.id: measure.name for measure in facts.measures}
    plan = facts.plan
    signs = {"at-least": ">=", "more-than": ">", "exactly": "=", "about": "~", "between": "range"}
    return {
        "id": "sample",
        "document": {
            "title": plan.title,
            "number": plan.number,
            "issuer": [names[creator] for creator in plan.creators],
            "issued": plan.issued.isoformat() if plan.issued else None,
            "place": names.get(plan.place) if plan.place else None,
            "period": [plan.start_year, plan.end_year] if plan.start_year else None,
        },
        "headings": [{"label": s.notation, "title": s.title} for s in facts.sections],
        "measures": [{"name": m.name} for m in facts.measures],
        "responsibilities": [
            {
                "measure": measures[r.measure],
                "canonical": names[r.organization],
                "role": r.role.value.replace("-", "_"),
            }
            for r in facts.responsibilities
        ],
        "targets": [
            {
                "indicator": names[t.indicator],
                "value": float(t.value) if t.upper_value is None else [float(t.value), float(t.upper_value)],
                "unit": t.unit,
                "comparator": signs.get(t.comparator.value, "="),
                "year": t.due_year,
            }
            for t in facts.targets
        ],
        "platforms": [p.label for p in facts.platforms],
        "departments": [
            o.label
            for o in facts.organizations
            if o.kind in (OrganizationKind.DEPARTMENT, OrganizationKind.GOVERNMENT)
        ],
    }


def _scores(tmp_path: Path, gold: dict[str, Any], facts: Facts) -> dict[str, Score]:
    file = tmp_path / "gold.json"
    file.write_text(json.dumps(gold, ensure_ascii=False), encoding="utf-8")
    return {score.kind: score for score in evaluate(file, facts)}


def test_an_annotation_that_agrees_scores_one(tmp_path: Path, sample_facts: Facts) -> None:
    """Nothing is missing and nothing spurious."""
    scores = _scores(tmp_path, _perfect(sample_facts), sample_facts)

    assert dict.fromkeys(scores, 1.0) == {kind: score.f1 for kind, score in scores.items()}
    assert len(sample_facts.responsibilities) == scores["responsibilities"].right > 0


def test_a_wrong_role_is_an_owner_but_no_responsibility(tmp_path: Path, sample_facts: Facts) -> None:
    """Owners ignore the role, responsibilities do not, and ``role_accept`` allows another."""
    gold = _perfect(sample_facts)
    right = gold["responsibilities"][0]["role"]
    gold["responsibilities"][0]["role"] = "regulator"
    scores = _scores(tmp_path, gold, sample_facts)

    assert 1.0 == scores["owners"].f1
    assert (1, 1) == (len(scores["responsibilities"].missing), len(scores["responsibilities"].spurious))

    gold["responsibilities"][0]["role_accept"] = [right]

    assert 1.0 == _scores(tmp_path, gold, sample_facts)["responsibilities"].f1


def test_missing_and_spurious_are_named(tmp_path: Path, sample_facts: Facts) -> None:
    """A fact that was not found and one too many both lower the score."""
    gold = _perfect(sample_facts)
    gold["headings"].append({"label": "九、", "title": "没有的标题"})
    fewer = dataclasses.replace(sample_facts, sections=sample_facts.sections[1:])
    score = _scores(tmp_path, gold, fewer)["headings"]

    assert 2 == len(score.missing)
    assert 0 < score.recall < 1.0 == score.precision


def test_what_nobody_cares_about_counts_neither_way(tmp_path: Path, sample_facts: Facts) -> None:
    """Names in ``dont_care`` are neither missed nor spurious; optional measures neither."""
    gold = _perfect(sample_facts)
    gold["dont_care"] = [gold["departments"][0]]
    gold["measures"][0]["optional"] = True
    scores = _scores(tmp_path, gold, sample_facts)

    assert (1.0, 1.0) == (scores["departments"].f1, scores["measures"].f1)


@pytest.mark.parametrize(
    ("one", "other"),
    [("（２０１３-2015年）", "(2013—2015年)"), ("“淘常州”", "淘常州"), ("B2B 交易额", "b2b交易额")],
)
def test_width_case_and_punctuation_do_not_count(one: str, other: str) -> None:
    """Names are compared as a reader would."""
    assert normal(one) == normal(other)
