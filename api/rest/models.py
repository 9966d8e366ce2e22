"""Shapes of the answers under ``/api``: what the OpenAPI document shows to programs and their authors."""

from __future__ import annotations

import datetime as dt
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from api.rest.paging import Page

__all__ = [
    "Concept",
    "Duty",
    "DutyBrief",
    "Evidence",
    "Measure",
    "MeasurePage",
    "Organisation",
    "OrganisationDetail",
    "OrganisationPage",
    "Partner",
    "Plan",
    "PlanPage",
    "Programme",
    "Project",
    "ProjectPage",
    "Ref",
    "Target",
    "TargetPage",
]


class Model(BaseModel):
    """A shape; its fields are what the answer has, neither more nor less."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Ref(Model):
    """A thing by IRI, id and label."""

    iri: str = Field(description="IRI; dereferences to linked data")
    id: str = Field(description="path below …/id/, as filters take it", examples=["org/changzhou/shangwuju"])
    label: str = Field(description="name in Chinese")


class Evidence(Model):
    """The words that prove a fact, and where they stand."""

    plan: str = Field(description="IRI of the plan that holds the words")
    exact: str = Field(description="the words as they stand in the document")
    start: int = Field(description="first code point in the plan's text (/doc/plan/{slug}.txt)", ge=0)
    end: int = Field(description="code point after the last one", ge=0)
    sentence: str = Field(description="the sentence around the words; empty where the words are whole blocks")
    link: str = Field(description="address of these words on the plan's page")


class DutyBrief(Model):
    """Who answers for a measure, in which role."""

    iri: str = Field(description="IRI of the responsibility")
    role: str = Field(description="lead, responsible, support, office-host, coordinator or regulator")
    department: Ref
    as_written: str = Field(description="the name as the document writes it")
    confidence: float = Field(description="how sure the rule is, 0 to 1", ge=0, le=1)
    found_by: str = Field(description="the rule that found it")
    evidence: Evidence


class Duty(DutyBrief):
    """A responsibility with its measure and plan."""

    measure: Ref
    plan: Ref


class Plan(Model):
    """A plan with its numbers."""

    iri: str
    id: str
    slug: str = Field(description="name in addresses and filters", examples=["changzhou-2014"])
    title: str
    number: str = Field(description="document number as printed; empty when there is none")
    issued: dt.date | None = Field(description="day of issue, when the document says it")
    issuers: list[Ref] = Field(description="the bodies that issued it")
    place: Ref | None
    start_year: int | None
    end_year: int | None = Field(description="last year, inclusive")
    based_on: list[Ref] = Field(description="documents that it cites as its basis")
    counts: dict[str, int] = Field(
        description="measures, owned (measures that somebody answers for), departments, responsibilities, targets,"
        " projects, platforms, enterprises, parks"
    )
    link: str = Field(description="address of its page")
    text: str = Field(description="address of its normalised text, into which offsets point")


class Measure(Model):
    """A measure: the smallest titled unit of a plan that prescribes action."""

    iri: str
    id: str
    name: str
    kind: str = Field(description="task or safeguard")
    text: str = Field(description="what the measure says")
    order: int = Field(description="place in the plan, from 1")
    plan: Ref
    place: Ref | None
    section: Ref | None
    notation: str = Field(description="number of the section as printed, such as （一）")
    topics: list[str] = Field(description="concepts, such as topic/logistics")
    instruments: list[str] = Field(description="concepts, such as instrument/supply/infrastructure")
    duties: list[DutyBrief] = Field(description="who answers for it; empty when the plan names nobody")
    evidence: Evidence


class Organisation(Model):
    """An organisation and how much it answers for."""

    iri: str
    id: str
    label: str
    kind: str = Field(
        description="Government, Department, Institution, Association, Enterprise or Organization"
    )
    function: str = Field(
        description="concept of its function, shared by all cities, such as function/commerce"
    )
    place: Ref | None
    alt_labels: list[str] = Field(description="every other form in which documents write it")
    measures: int = Field(description="how many measures it answers for", ge=0)
    roles: dict[str, int] = Field(description="how many of them in each role")
    plans: list[Ref] = Field(description="plans that give it something to answer for")
    link: str = Field(description="address of its page")


class Partner(Model):
    """Another organisation that answers for some of the same measures."""

    organisation: Ref
    measures: list[Ref]


class OrganisationDetail(Organisation):
    """An organisation with everything that it answers for."""

    duties: list[Duty] = Field(description="by plan, in the order of the documents")
    partners: list[Partner] = Field(description="those that share most first")
    counterparts: list[Ref] = Field(description="organisations of other cities with the same function")
    projects: list[Ref] = Field(description="projects that it builds")
    mentions: list[Evidence] = Field(description="other places that name it")


class Target(Model):
    """A number that a plan commits to, as printed and in a unit that compares."""

    iri: str
    id: str
    indicator: Ref = Field(description="what is counted, as printed")
    indicator_kind: str = Field(
        description="kind shared by all cities, such as transaction-volume; may be empty"
    )
    comparator: str = Field(description="at-least, more-than, exactly, about, between, at-most or less-than")
    value: float = Field(description="the number as printed, in `unit`")
    upper: float | None = Field(description="end of a range")
    unit: str = Field(description="unit as printed: 亿元, %, 家, 万人 …")
    growth: bool = Field(description="whether it is a rate of growth")
    normalized_value: float | None = Field(description="the value in `normalized_unit`")
    normalized_unit: str = Field(description="yuan, persons, ratio, count …; empty when it does not convert")
    due_year: int | None
    measure: Ref | None = Field(description="the measure that states it, when it stands in one")
    plan: Ref
    place: Ref | None
    confidence: float = Field(ge=0, le=1)
    found_by: str
    evidence: Evidence


class Project(Model):
    """A row of a plan's project table."""

    iri: str
    id: str
    number: int = Field(description="number as printed")
    name: str
    nature: str = Field(description="new, ongoing, preparatory or empty")
    content: str
    investment: float | None = Field(description="in 万元 (10,000 yuan)")
    start_year: int | None
    end_year: int | None
    progress: str
    builders: list[Ref]
    programme: str = Field(description="IRI of its programme, or of the plan when it stands in none")
    plan: Ref
    evidence: Evidence


class Programme(Model):
    """A programme with its printed total and the sum of its projects, both in 万元."""

    iri: str
    id: str
    name: str
    printed: float | None = Field(description="total as printed")
    summed: float = Field(description="sum of the projects in it and below it")
    projects: int = Field(ge=0)
    reconciles: bool | None = Field(description="whether both agree; null when nothing is printed or summed")
    level: int = Field(description="depth, from 1")
    plan: Ref
    evidence: Evidence


class Concept(Model):
    """A concept of the shared schemes, as filters take it."""

    iri: str
    id: str = Field(examples=["topic/logistics"])
    scheme: Literal["topic", "instrument", "function", "indicator", "role", "kind", "nature", "comparator"]
    label_zh: str
    label_en: str


class PlanPage(Page[Plan]):
    """A page of plans."""


class MeasurePage(Page[Measure]):
    """A page of measures."""


class OrganisationPage(Page[Organisation]):
    """A page of organisations."""


class TargetPage(Page[Target]):
    """A page of targets."""


class ProjectPage(Page[Project]):
    """A page of projects."""
