"""Facts refuse nonsense when they are made, and compare by what they say."""

from __future__ import annotations

import dataclasses

import pytest

from ontology.model import Evidence, Facts, Passage


@pytest.mark.parametrize(("start", "end", "exact"), [(5, 5, ""), (5, 3, "甲"), (-1, 1, "甲乙"), (0, 3, "甲")])
def test_a_passage_has_a_place_and_its_words(start: int, end: int, exact: str) -> None:
    """Start before end, both in the text, and as many characters as the words have."""
    with pytest.raises(ValueError, match="passage"):
        Passage(start, end, exact)


@pytest.mark.parametrize("confidence", [-0.1, 1.1])
def test_confidence_lies_between_nought_and_one(confidence: float) -> None:
    """Anything else is a mistake of the rule."""
    with pytest.raises(ValueError, match="between 0 and 1"):
        Evidence((Passage(0, 1, "甲"),), confidence, "rule")


def test_a_fact_without_words_is_none() -> None:
    """Every fact has at least one passage."""
    with pytest.raises(ValueError, match="at least one passage"):
        Evidence((), 0.9, "rule")


def test_facts_compare_by_what_they_say(sample_facts: Facts) -> None:
    """The same measure with other evidence is the same measure."""
    measure = sample_facts.measures[0]
    elsewhere = Evidence((Passage(0, 1, "甲"),), 0.1, "another rule")

    assert measure == dataclasses.replace(measure, evidence=elsewhere)
    assert measure != dataclasses.replace(measure, name="另一项措施")


def test_every_fact_s_evidence_is_walked(sample_facts: Facts) -> None:
    """The walk meets the plan, each kind of fact, and the tags of measures."""
    walked = [fact for fact, _ in sample_facts.evidence()]
    tags = [tag for measure in sample_facts.measures for tag in (*measure.topics, *measure.instruments)]

    assert sample_facts.plan in walked
    assert all(fact in walked for fact in (*sample_facts.measures, *sample_facts.responsibilities, *tags))
