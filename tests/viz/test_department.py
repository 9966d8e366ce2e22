"""The page of an organisation, narrowed to a topic."""

from __future__ import annotations

import pytest

from graph.memory import InMemoryEngine
from graph.views.organizations import organization_view
from graph.views.vocabulary import vocabulary
from ontology.errors import NotFound
from viz.pages.department import department_page

COMMERCE = "https://w3id.org/policygraph/id/org/changzhou/shangwuju"


def test_a_topic_keeps_the_duties_on_it(sample_engine: InMemoryEngine) -> None:
    """Each topic has as many measures as it says; no topic is everything; an unknown one is an error."""
    view = organization_view(sample_engine, COMMERCE)
    assert view is not None
    whole = department_page(view, "", vocabulary())
    assert list(view.plans) == list(whole.held)
    assert whole.topics
    for topic, number in whole.topics:
        held = department_page(view, topic, vocabulary()).held
        measures = {duty.measure.iri for plan in held for _, duties in plan.roles for duty in duties}
        assert number == len(measures)
        assert all(topic in view.topics[measure] for measure in measures)
    with pytest.raises(NotFound):
        department_page(view, "topic/nothing", vocabulary())
