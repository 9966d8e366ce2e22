"""From the graph's views to the shapes of answers: addresses are added, nothing else changes. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from api.context import urls_of
from api.rest import models
from api.rest.paging import Reading
from api.urls import Urls
from graph.views.duties import Duty
from graph.views.measures import MeasureItem
from graph.views.organizations import OrganizationRow, OrganizationView
from graph.views.plans import PlanCard
from graph.views.projects import ProgrammeItem, ProjectItem
from graph.views.targets import TargetItem
from graph.views.values import Ref, Words, tail

__all__ = ["Shapes", "shapes_of"]


@dataclass(frozen=True, slots=True)
class Shapes:
    """Makes shapes with addresses of one request."""

    reading: Reading
    urls: Urls

    def address(self, iri: str) -> str:
        """The best page of this service for an IRI."""
        return self.reading.link(self.urls.resource(iri))

    def ref(self, ref: Ref) -> models.Ref:
        """A thing."""
        return models.Ref(iri=ref.iri, id=ref.id, label=ref.label)

    def maybe(self, ref: Ref | None) -> models.Ref | None:
        """A thing that may not be there."""
        return self.ref(ref) if ref else None

    def refs(self, refs: Iterable[Ref]) -> list[models.Ref]:
        """Things."""
        return [self.ref(ref) for ref in refs]

    def evidence(self, words: Words) -> models.Evidence:
        """Words, with the address at which the plan's page shows them."""
        plan = Ref(words.plan, "").id
        return models.Evidence(
            plan=words.plan,
            exact=words.exact,
            start=words.start,
            end=words.end,
            sentence=words.sentence,
            link=self.reading.link(self.urls.plan(plan, words.start, words.end)),
        )

    def brief(self, duty: Duty) -> models.DutyBrief:
        """A responsibility of a measure that is known."""
        return models.DutyBrief(
            iri=duty.iri,
            role=duty.role,
            department=self.ref(duty.department),
            as_written=duty.as_written,
            confidence=float(duty.confidence),
            found_by=duty.found_by,
            evidence=self.evidence(duty.words),
        )

    def duty(self, duty: Duty) -> models.Duty:
        """A responsibility with its measure and plan."""
        return models.Duty(**dict(self.brief(duty)), measure=self.ref(duty.measure), plan=self.ref(duty.plan))

    def plan(self, card: PlanCard) -> models.Plan:
        """A plan."""
        return models.Plan(
            iri=card.iri,
            id=card.id,
            slug=card.slug,
            title=card.title,
            number=card.number,
            issued=card.issued,
            issuers=self.refs(card.creators),
            place=self.maybe(card.place),
            start_year=card.start_year,
            end_year=card.end_year,
            based_on=self.refs(card.based_on),
            counts=dict(card.counts),
            link=self.reading.link(self.urls.plan(card.slug)),
            text=self.reading.link(self.urls.document(card.iri, ".txt")),
        )

    def measure(self, item: MeasureItem) -> models.Measure:
        """A measure with who answers for it."""
        return models.Measure(
            iri=item.iri,
            id=Ref(item.iri, "").id,
            name=item.name,
            kind=item.kind,
            text=item.text,
            order=item.order,
            plan=self.ref(item.plan),
            place=self.maybe(item.place),
            section=self.maybe(item.section),
            notation=item.notation,
            topics=list(item.topics),
            instruments=list(item.instruments),
            duties=[self.brief(duty) for duty in item.duties],
            evidence=self.evidence(item.words),
        )

    def organisation(self, row: OrganizationRow) -> models.Organisation:
        """An organisation and how much it answers for."""
        thing = row.thing
        return models.Organisation(
            iri=thing.iri,
            id=thing.ref.id,
            label=thing.label,
            kind=thing.kind,
            function=thing.function,
            place=self.maybe(thing.place),
            alt_labels=list(thing.alt_labels),
            measures=row.measures,
            roles=dict(row.roles),
            plans=self.refs(row.plans),
            link=self.address(thing.iri),
        )

    def organisation_detail(self, view: OrganizationView) -> models.OrganisationDetail:
        """An organisation with everything that it answers for."""
        duties = [duty for plan in view.plans for _, held in plan.roles for duty in held]
        row = OrganizationRow(view.thing, view.measures, view.roles, tuple(plan.plan for plan in view.plans))
        return models.OrganisationDetail(
            **dict(self.organisation(row)),
            duties=[self.duty(duty) for duty in duties],
            partners=[
                models.Partner(organisation=self.ref(item.other), measures=self.refs(item.measures))
                for item in view.shared
            ],
            counterparts=self.refs(row.thing.ref for row in view.counterparts),
            projects=self.refs(view.projects),
            mentions=[self.evidence(words) for words in view.mentions],
        )

    def target(self, item: TargetItem) -> models.Target:
        """A target."""
        return models.Target(
            iri=item.iri,
            id=Ref(item.iri, "").id,
            indicator=self.ref(item.indicator),
            indicator_kind=item.indicator_kind,
            comparator=item.comparator,
            value=float(item.value),
            upper=_float(item.upper),
            unit=item.unit,
            growth=item.growth,
            normalized_value=_float(item.normal),
            normalized_unit=item.normal_unit,
            due_year=item.due,
            measure=self.maybe(item.measure),
            plan=self.ref(item.plan),
            place=self.maybe(item.place),
            confidence=float(item.confidence),
            found_by=item.found_by,
            evidence=self.evidence(item.words),
        )

    def project(self, item: ProjectItem) -> models.Project:
        """A project."""
        return models.Project(
            iri=item.iri,
            id=Ref(item.iri, "").id,
            number=item.number,
            name=item.name,
            nature=item.nature,
            content=item.content,
            investment=_float(item.investment),
            start_year=item.start_year,
            end_year=item.end_year,
            progress=item.progress,
            builders=self.refs(item.builders),
            programme=item.parent,
            plan=self.ref(item.plan),
            evidence=self.evidence(item.words),
        )

    def programme(self, item: ProgrammeItem) -> models.Programme:
        """A programme."""
        return models.Programme(
            iri=item.iri,
            id=Ref(item.iri, "").id,
            name=item.name,
            printed=_float(item.printed),
            summed=float(item.summed),
            projects=item.projects,
            reconciles=item.reconciles,
            level=item.level,
            plan=self.ref(item.plan),
            evidence=self.evidence(item.words),
        )

    def bare(self, iri: str) -> models.Ref:
        """A thing whose label nobody asked for."""
        return self.ref(Ref(iri, tail(iri)))


def shapes_of(reading: Reading) -> Shapes:
    """Shapes with the addresses of a request."""
    return Shapes(reading, urls_of(reading.request))


def _float(number: Decimal | None) -> float | None:
    return None if number is None else float(number)
