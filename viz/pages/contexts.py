"""Contexts of the pages: each field is a variable of the template, with the words that explain it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from graph.engine import Backend
from graph.search.hits import Hit
from graph.views.measures import MeasureItem
from graph.views.names import NamedThing
from graph.views.news import News
from graph.views.organizations import OrganizationRow, OrganizationView
from graph.views.plan import PlanView
from graph.views.plans import PlanCard
from graph.views.projects import ProgrammeItem, ProjectItem
from graph.views.quality import PlanQuality, QualityFigure
from graph.views.resource import ResourceView
from graph.views.targets import TargetItem
from graph.views.values import Ref
from graph.views.vocabulary import Term, Vocabulary
from viz.pages.comparing import ComparePage
from viz.pages.dataset import DatasetPage
from viz.pages.gaps import GapsPage
from viz.pages.matrix import MatrixPage
from viz.pages.rendering import doc
from viz.pages.revisions import ChangesPage, RevisionsPage

__all__ = [
    "PAGES",
    "AboutPage",
    "Choice",
    "DepartmentPage",
    "DepartmentsPage",
    "ErrorPage",
    "Example",
    "HomePage",
    "MeasuresPage",
    "PlanPage",
    "PlansPage",
    "PreviewPage",
    "ProjectsPage",
    "QualityPage",
    "ResourcePage",
    "SearchPage",
    "SparqlPage",
    "TargetsPage",
]


@dataclass(frozen=True, slots=True)
class Choice:
    """One entry of a filter: what the address says, what people read, whether it is chosen, how many."""

    value: str
    label: str
    chosen: bool
    count: int


@dataclass(frozen=True, slots=True)
class Example:
    """An example query: its name, what it asks, in the page's language, and its SPARQL."""

    name: str
    label: str
    text: str


@dataclass(frozen=True, slots=True)
class HomePage:
    """``/``."""

    template: ClassVar[str] = "home.html"
    cards: Sequence[PlanCard] = doc("plans with their numbers")
    totals: Mapping[str, int] = doc("sums over all plans by name of the count")
    busiest: OrganizationRow | None = doc("the department that answers for most, for the first question")
    unowned: int = doc("measures that nobody answers for, for the second question")
    news: News | None = doc("the last revision that changed plans, where one is kept to compare with")


@dataclass(frozen=True, slots=True)
class PlansPage:
    """``/plans``."""

    template: ClassVar[str] = "plans.html"
    cards: Sequence[PlanCard] = doc("plans with their numbers")


@dataclass(frozen=True, slots=True)
class PlanPage:
    """``/plans/<slug>``."""

    template: ClassVar[str] = "plan.html"
    view: PlanView = doc("text, outline and facts of the plan")
    citations: Sequence[tuple[str, str]] = doc("name of a style and the plan cited in it")
    vocabulary: Vocabulary = doc("labels of concepts")


@dataclass(frozen=True, slots=True)
class DepartmentsPage:
    """``/departments``."""

    template: ClassVar[str] = "departments.html"
    groups: Sequence[tuple[Ref | None, Sequence[OrganizationRow]]] = doc("organisations by place")
    vocabulary: Vocabulary = doc("labels of concepts")


@dataclass(frozen=True, slots=True)
class DepartmentPage:
    """``/departments/<path>``."""

    template: ClassVar[str] = "department.html"
    view: OrganizationView = doc("everything about the organisation")
    vocabulary: Vocabulary = doc("labels of concepts")


@dataclass(frozen=True, slots=True)
class MeasuresPage:
    """``/measures``."""

    template: ClassVar[str] = "measures.html"
    items: Sequence[MeasureItem] = doc("measures after the filters")
    total: int = doc("measures before the filters")
    places: Sequence[Choice] = doc("filter by plan")
    roles: Sequence[Choice] = doc("filter by role, and by nobody")
    topics: Sequence[Choice] = doc("filter by topic")
    query: str = doc("words that name or text must hold")
    vocabulary: Vocabulary = doc("labels of concepts")


@dataclass(frozen=True, slots=True)
class TargetsPage:
    """``/targets``."""

    template: ClassVar[str] = "targets.html"
    groups: Sequence[tuple[str, Sequence[TargetItem]]] = doc(
        "targets by kind of indicator, after the filters"
    )
    count: int = doc("targets after the filters")
    total: int = doc("targets before the filters")
    places: Sequence[Choice] = doc("filter by plan")
    kinds: Sequence[Choice] = doc("filter by kind of indicator")
    vocabulary: Vocabulary = doc("labels of concepts")


@dataclass(frozen=True, slots=True)
class ProjectsPage:
    """``/projects``."""

    template: ClassVar[str] = "projects.html"
    items: Sequence[ProjectItem] = doc("projects after the filters")
    programmes: Sequence[ProgrammeItem] = doc("programmes with printed and summed totals")
    total: int = doc("projects before the filters")
    natures: Sequence[Choice] = doc("filter by state")
    chosen_programmes: Sequence[Choice] = doc("filter by programme")
    query: str = doc("words that name, content or builder must hold")


@dataclass(frozen=True, slots=True)
class SearchPage:
    """``/search``."""

    template: ClassVar[str] = "search.html"
    query: str = doc("words that were looked for")
    groups: Sequence[tuple[str, Sequence[Hit]]] = doc("hits by group, the best first")
    counts: Mapping[str, int] = doc("how many hits each group has in all")
    chosen: str = doc("the group that is shown alone, or empty")
    page: int = doc("number of the page of that group, from 1")
    pages: int = doc("how many pages that group has")
    near: bool = doc("whether nothing holds the words and these names are only alike")
    suggestions: Sequence[str] = doc("queries to try when there is none or nothing was found")


@dataclass(frozen=True, slots=True)
class ResourcePage:
    """``/doc/…``, ``/concept/…`` and ``/ontology`` for people."""

    template: ClassVar[str] = "resource.html"
    view: ResourceView = doc("what is said of the resource in both directions")
    note: str = doc("its definition, for terms and concepts")
    home: str = doc("address of the page made for this kind of thing, or empty")
    formats: Sequence[tuple[str, str]] = doc("name and address of each data format")
    terms: Sequence[Term] = doc("terms that it defines, for the ontology")
    vocabulary: Vocabulary = doc("labels of properties, classes and concepts")


@dataclass(frozen=True, slots=True)
class SparqlPage:
    """``/sparql`` for people."""

    template: ClassVar[str] = "sparql.html"
    query: str = doc("query to start with")
    examples: Sequence[Example] = doc("example queries")
    formats: Sequence[tuple[str, str]] = doc("name and label of the formats that can be downloaded")
    seconds: float = doc("time limit of a query")
    editor: bool = doc("whether the editor is installed; without it there is a plain text area")
    data: str = doc("what the editor knows by heart, as JSON that is safe inside a script element")


@dataclass(frozen=True, slots=True)
class AboutPage:
    """``/about``."""

    template: ClassVar[str] = "about.html"
    cards: Sequence[PlanCard] = doc("plans with file name and numbers")
    base: str = doc("base of the resource IRIs")
    things: Sequence[NamedThing] = doc("named things, for the count")
    problems: Sequence[tuple[str, int]] = doc("kinds of errors with their status")
    queries: Sequence[Example] = doc("stored queries that programs may call by name")
    backend: Backend = doc("what the graph is kept in, and what that lacks")


@dataclass(frozen=True, slots=True)
class QualityPage:
    """``/quality``."""

    template: ClassVar[str] = "quality.html"
    plans: Sequence[PlanQuality] = doc("accuracy of each plan, with what was missed and found too much")
    sums: Sequence[QualityFigure] = doc("accuracy of each kind of fact over all plans")
    cities: Mapping[str, str] = doc("short name of each plan by IRI: its place, else its title")
    graph: str = doc("IRI of the named graph that holds the measurements")


@dataclass(frozen=True, slots=True)
class ErrorPage:
    """Any error, for people."""

    template: ClassVar[str] = "error.html"
    status: int = doc("HTTP status")
    kind: str = doc("name of the kind of error")
    heading: str = doc("what happened, short")
    detail: str = doc("what happened in this case and what to do")
    line: int | None = doc("line of a query's error")
    column: int | None = doc("column of a query's error")
    available: Sequence[str] = doc("media types that there are, when none suited")
    request_id: str = doc("id of the request, by which the log is found")


@dataclass(frozen=True, slots=True)
class PreviewPage:
    """``/reconcile/preview``, which stands in a frame of another page."""

    template: ClassVar[str] = "preview.html"
    thing: Ref = doc("what is shown")
    kind: str = doc("its type in words, or empty")
    place: str = doc("the place that it belongs to, or empty")
    forms: Sequence[str] = doc("other forms in which documents write it")
    measures: int = doc("how many measures it answers for")
    plans: int = doc("how many plans name it")


#: Every context above, for tests and documentation.
PAGES = (
    HomePage,
    PlansPage,
    PlanPage,
    DepartmentsPage,
    DepartmentPage,
    MeasuresPage,
    TargetsPage,
    ProjectsPage,
    MatrixPage,
    ComparePage,
    GapsPage,
    SearchPage,
    ResourcePage,
    SparqlPage,
    AboutPage,
    QualityPage,
    DatasetPage,
    RevisionsPage,
    ChangesPage,
    PreviewPage,
    ErrorPage,
)
