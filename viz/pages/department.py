"""The page of one organisation: what it answers for, by plan, role and topic."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import ClassVar

from graph.views.organizations import OrganizationView, PlanDuties
from graph.views.vocabulary import Vocabulary
from ontology.errors import NotFound
from viz.pages.rendering import doc

__all__ = ["DepartmentPage", "department_page"]


@dataclass(frozen=True, slots=True)
class DepartmentPage:
    """``/departments/<path>``."""

    template: ClassVar[str] = "department.html"
    view: OrganizationView = doc("everything about the organisation")
    held: Sequence[PlanDuties] = doc("its duties by plan and role, those of the chosen topic")
    topics: Sequence[tuple[str, int]] = doc("topics of its measures with how many of them, the most first")
    chosen: str = doc("the topic whose duties are shown alone, or empty")
    vocabulary: Vocabulary = doc("labels of concepts")


def department_page(view: OrganizationView, topic: str, vocabulary: Vocabulary) -> DepartmentPage:
    """The page of an organisation, of one topic (``topic/logistics``) when it is given.

    Raises `NotFound` for a topic that none of its measures has.
    """
    counts = Counter(path for paths in view.topics.values() for path in paths)
    if topic and topic not in counts:
        raise NotFound(f"none of its measures has the topic {topic!r}: choose one on the page")
    return DepartmentPage(
        view=view,
        held=[found for held in view.plans if (found := _of_topic(held, view, topic)).roles],
        topics=sorted(counts.items(), key=lambda item: (-item[1], item[0])),
        chosen=topic,
        vocabulary=vocabulary,
    )


def _of_topic(held: PlanDuties, view: OrganizationView, topic: str) -> PlanDuties:
    if not topic:
        return held
    roles = (
        (role, tuple(duty for duty in duties if topic in view.topics.get(duty.measure.iri, ())))
        for role, duties in held.roles
    )
    return replace(held, roles=tuple((role, duties) for role, duties in roles if duties))
