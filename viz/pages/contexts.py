"""Contexts of the pages: each field is a variable of the template, with the words that explain it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from graph.search.hits import Hit
from graph.views.plan import Paragraph, PlanView
from graph.views.quality import PlanQuality, QualityFigure
from graph.views.resource import ResourceView
from graph.views.rights import Rights
from graph.views.values import Ref
from graph.views.vocabulary import Term, Vocabulary
from viz.pages.about import AboutPage
from viz.pages.comparing import ComparePage
from viz.pages.dataset import DatasetPage
from viz.pages.department import DepartmentPage
from viz.pages.departments import DepartmentsPage
from viz.pages.examples import Example
from viz.pages.gaps import GapsPage
from viz.pages.home import HomePage
from viz.pages.matrix import MatrixPage
from viz.pages.measures import MeasuresPage
from viz.pages.plans import PlansPage
from viz.pages.projects import ProjectsPage
from viz.pages.query_answer import QueryAnswer
from viz.pages.rendering import doc
from viz.pages.revisions import ChangesPage, RevisionsPage
from viz.pages.targets import TargetsPage

__all__ = [
    "PAGES",
    "ErrorPage",
    "Example",
    "PlanPage",
    "PreviewPage",
    "QualityPage",
    "ResourcePage",
    "SearchPage",
    "SparqlPage",
]


@dataclass(frozen=True, slots=True)
class PlanPage:
    """``/plans/<slug>``."""

    template: ClassVar[str] = "plan.html"
    view: PlanView = doc("text, outline and facts of the plan")
    text_parts: Sequence[Sequence[Paragraph]] = doc("paragraphs of the text, in parts of about one height")
    citations: Sequence[tuple[str, str]] = doc("name of a style and the plan cited in it")
    rights: Rights | None = doc("terms of use of the document, where they are stated")
    vocabulary: Vocabulary = doc("labels of concepts")


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
    answer: QueryAnswer | None = doc("the answer, for browsers without scripts")


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
