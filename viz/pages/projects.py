"""The page of projects: its address, its context, and how it is made from the graph."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import ClassVar, Final, Literal, TypeAlias, get_args

from graph.engine import Engine
from graph.views.project_groups import (
    Group,
    Sums,
    Year,
    by_builder,
    by_nature,
    by_programme,
    by_stage,
    by_year,
    sums,
)
from graph.views.project_stages import STAGES, UNSAID, stage_of
from graph.views.project_table import COLUMNS, Column, Filters, ProjectTable, ordered, project_table, selected
from graph.views.projects import ProgrammeItem, ProjectItem, above
from ontology.errors import NotFound
from viz.charts import Length, lengths
from viz.pages.listing import Choice, Sheet, choices, sheet
from viz.pages.rendering import Words, doc
from viz.timeline import Timeline, timeline

__all__ = ["Checked", "Drawn", "Facets", "ProjectQuery", "ProjectsPage", "chosen_projects", "projects_page"]

View: TypeAlias = Literal["list", "programme", "builder", "progress", "year", "timeline", "check"]
VIEWS: Final[tuple[View, ...]] = get_args(View)

#: Projects, groups and programmes on one page.
_SHOWN: Final = 100
#: Bars of a chart; the table below it has all.
_BARS: Final = 20
#: Height of a bar with its words.
_BAR_LINE: Final = 40
#: From this many programmes on a plan must be chosen before one of its programmes.
_MANY: Final = 60
#: Builders to choose from, those of most projects; others are found by their names.
_BUILDERS: Final = 100
_NATURES: Final = ("new", "ongoing", "preparatory")
#: Columns that open with the largest on top.
_DOWN_FIRST: Final = ("investment",)


@dataclass(frozen=True, slots=True)
class ProjectQuery:
    """One view of the page, as its address says."""

    view: View
    filters: Filters
    sort: Column
    down: bool
    page: int
    base: str

    @classmethod
    def read(cls, params: Mapping[str, str], base: str) -> ProjectQuery:
        """The view that an address asks for. Raises `NotFound` for what there is not."""
        years = {name: params.get(name, "") for name in ("from", "to")}
        for name, value in years.items():
            if value and not (value.isdecimal() and len(value) == 4):
                raise NotFound(f"{name} is a year such as 2014, not {value!r}. 年份须为四位数字。")
        page = params.get("page", "") or "1"
        if not (page.isdecimal() and 0 < len(page) < 9 and int(page)):
            raise NotFound(f"page is a number from 1 on, not {page!r}. 页码须为正整数。")
        plan, place = (
            params.get("plan", "").removeprefix("plan/"),
            params.get("place", "").removeprefix("place/"),
        )
        filters = Filters(
            place=f"{base}id/place/{place}" if place else "",
            plan=f"{base}id/plan/{plan}" if plan else "",
            programme=_iri(base, "programme", params.get("programme", "")),
            builder=_iri(base, "", params.get("builder", "")),
            nature=_known("nature", params.get("nature", ""), _NATURES),
            stage=_known("progress", params.get("progress", ""), (*STAGES, UNSAID)),
            since=int(years["from"]) if years["from"] else None,
            until=int(years["to"]) if years["to"] else None,
            words=params.get("q", "").strip(),
        )
        sort = _column(params.get("sort", ""))
        order = _known("order", params.get("order", ""), ("asc", "desc"))
        return cls(_view(params.get("view", "")), filters, sort, order == "desc", int(page), base)

    def params(self, **changes: object) -> dict[str, object]:
        """The address's parameters of this view, with changes; a page of a list is left out unless given."""
        wanted = self.filters
        own: dict[str, object] = {
            "view": "" if self.view == "list" else self.view,
            "place": wanted.place.removeprefix(f"{self.base}id/place/"),
            "plan": wanted.plan.removeprefix(f"{self.base}id/plan/"),
            "programme": wanted.programme.removeprefix(f"{self.base}id/programme/"),
            "builder": wanted.builder.removeprefix(f"{self.base}id/"),
            "nature": wanted.nature,
            "progress": wanted.stage,
            "from": wanted.since or "",
            "to": wanted.until or "",
            "q": wanted.words,
            "sort": "" if self.sort == "number" else self.sort,
            "order": "desc" if self.down else "",
        }
        return {name: value for name, value in {**own, **changes}.items() if value not in ("", None)}

    def sorted_by(self, column: Column) -> dict[str, object]:
        """The parameters of this list sorted by a column: the other way round when it is already."""
        down = not self.down if column == self.sort else column in _DOWN_FIRST
        return self.params(sort="" if column == "number" else column, order="desc" if down else "")


@dataclass(frozen=True, slots=True)
class Drawn:
    """Groups and a chart of the first of them: ``filter`` is the parameter by which one is chosen."""

    name: str
    filter: str
    groups: Sheet[Group]
    bars: Sequence[tuple[Group, Length]]
    several: bool


@dataclass(frozen=True, slots=True)
class Facets:
    """Choices of each filter, counted under all the other filters: what a choice will show."""

    places: Sequence[Choice]
    plans: Sequence[Choice]
    programmes: Sequence[Choice]
    builders: Sequence[Choice]
    natures: Sequence[Choice]
    stages: Sequence[Choice]


@dataclass(frozen=True, slots=True)
class Checked:
    """How many printed totals agree, differ, or have nothing to be compared with."""

    equal: int
    differ: int
    unchecked: int


@dataclass(frozen=True, slots=True)
class ProjectsPage:
    """``/projects``."""

    template: ClassVar[str] = "projects.html"
    query: ProjectQuery = doc("the view that the address asks for")
    views: Sequence[str] = doc("views to choose from")
    columns: Sequence[Column] = doc("columns that the table sorts by, in their order")
    total: Sums = doc("sums of all projects of the graph")
    found: Sums = doc("sums of the projects after the filters")
    shown: Sums = doc("sums of the projects on this page")
    filtered: bool = doc("whether a filter is set")
    items: Sheet[ProjectItem] | None = doc("projects of this page, in the list and the timeline")
    chart: Timeline | None = doc("the bars of the timeline")
    drawn: Sequence[Drawn] = doc("groups with their charts, in the views of groups")
    years: Sequence[Year] = doc("years, in the view of years")
    started: Sequence[Year] = doc("those years in which projects start")
    year_bars: Sequence[Length] = doc("bars of what starts in each of those")
    checks: Sheet[ProgrammeItem] | None = doc("programmes with printed and summed totals, in their view")
    checked: Checked = doc("how the printed totals of the chosen plans compare")
    cities: Mapping[str, str] = doc("what each plan is called, by IRI: its place, or its title")
    facets: Facets = doc("choices of each filter")
    span: Sequence[int] = doc("years to choose from")
    bar_line: int = doc("height of a bar with its words")


def chosen_projects(
    engine: Engine, params: Mapping[str, str], base: str
) -> tuple[ProjectQuery, ProjectTable, tuple[ProjectItem, ...]]:
    """All projects that an address asks for, in its order, whatever its page. Raises `NotFound`."""
    table = project_table(engine)
    query = ProjectQuery.read(params, base)
    return query, table, ordered(table, selected(table, query.filters), query.sort, down=query.down)


def projects_page(engine: Engine, params: Mapping[str, str], base: str, words: Words) -> ProjectsPage:
    """The page for the parameters of its address; `NotFound` for what there is not."""
    query, table, items = chosen_projects(engine, params, base)
    listed = sheet(items, query.page, _SHOWN) if query.view in ("list", "timeline") else None
    shown = listed.items if listed else ()
    checks = _checks(query, table)
    drawn = _drawn(query, table, items)
    years = by_year(items) if query.view == "year" else ()
    started = [year for year in years if year.started.count]
    total = sums(table.items)
    return ProjectsPage(
        query=query,
        views=VIEWS,
        columns=[name for name in COLUMNS if name != "plan" or len(table.places) > 1],
        total=total,
        found=sums(items),
        shown=sums(shown),
        filtered=query.filters != Filters(),
        items=listed,
        chart=timeline([(item.start_year, item.end_year) for item in shown])
        if query.view == "timeline"
        else None,
        drawn=drawn,
        years=years,
        started=started,
        year_bars=lengths([float(year.started.investment) for year in started], _BAR_LINE),
        checks=sheet(checks, query.page, _SHOWN) if query.view == "check" else None,
        checked=Checked(*(sum(item.reconciles is state for item in checks) for state in (True, False, None))),
        cities=_cities(table),
        bar_line=_BAR_LINE,
        facets=_facets(query, table, items, words),
        span=range(total.first, (total.last or total.first) + 1) if total.first else (),
    )


def _drawn(query: ProjectQuery, table: ProjectTable, items: Sequence[ProjectItem]) -> tuple[Drawn, ...]:
    def made(name: str, key: str, groups: Sequence[Group]) -> Drawn:
        page = sheet(groups, query.page, _SHOWN)
        first = page.items[:_BARS]
        widths = lengths([float(group.sums.investment) for group in first], _BAR_LINE)
        several = sum(group.sums.count for group in groups) > len(items)
        return Drawn(name, key, page, tuple(zip(first, widths, strict=True)), several)

    if query.view == "programme":
        return (made("programme", "programme", by_programme(items, table.names)),)
    if query.view == "builder":
        return (made("builder", "builder", by_builder(items)),)
    if query.view == "progress":
        return (made("nature", "nature", by_nature(items)), made("progress", "progress", by_stage(items)))
    return ()


def _checks(query: ProjectQuery, table: ProjectTable) -> tuple[ProgrammeItem, ...]:
    """Programmes of the chosen plan or place that print a total or hold projects."""
    wanted = query.filters
    return tuple(
        item
        for item in table.programmes.values()
        if (item.printed is not None or item.projects)
        and wanted.plan in ("", item.plan.iri)
        and (not wanted.place or table.places.get(item.plan.iri, item.plan).iri == wanted.place)
    )


def _cities(table: ProjectTable) -> dict[str, str]:
    """What to call each plan: its place, unless two plans are of one place."""
    plans = {item.plan.iri: item.plan for item in table.items}
    counts = Counter(place.iri for place in table.places.values())
    return {
        iri: table.places[iri].label
        if iri in table.places and counts[table.places[iri].iri] == 1
        else plan.label
        for iri, plan in plans.items()
    }


def _facets(query: ProjectQuery, table: ProjectTable, items: Sequence[ProjectItem], words: Words) -> Facets:
    wanted, base, chosen = query.filters, query.base, query.params()

    def counts(values: Callable[[ProjectItem], Iterable[str]], loose: Filters) -> Counter[str]:
        rows = items if loose == wanted else selected(table, loose)
        return Counter(value for item in rows for value in values(item) if value)

    def choose(name: str, counted: Mapping[str, int], labels: Mapping[str, str]) -> Sequence[Choice]:
        return choices(counted, str(chosen.get(name, "")), lambda key: labels.get(key, key))

    def place_of(item: ProjectItem) -> Iterable[str]:
        place = table.places.get(item.plan.iri)
        return (place.id.removeprefix("place/"),) if place else ()

    place_names = {place.id.removeprefix("place/"): place.label for place in table.places.values()}
    plan_names = {_tail(base, "plan", iri): name for iri, name in _cities(table).items()}
    # A place of one plan each is chosen by the place.
    several = len(plan_names) > max(len(place_names), 1)
    plans = counts(lambda item: (_tail(base, "plan", item.plan.iri),), replace(wanted, plan=""))
    programmes = counts(
        lambda item: (_tail(base, "programme", key) for key in above(item.parent, table.programmes)),
        replace(wanted, programme=""),
    )
    builders = counts(lambda item: (ref.id for ref in item.builders), replace(wanted, builder=""))
    return Facets(
        places=choose("place", counts(place_of, replace(wanted, place="", plan="")), place_names)
        if len(place_names) > 1
        else (),
        plans=choose("plan", plans, plan_names) if several and (len(plans) <= _MANY or wanted.plan) else (),
        programmes=choose(
            "programme",
            programmes,
            {_tail(base, "programme", iri): name for iri, name in table.names.items()},
        )
        if len(programmes) <= _MANY or wanted.programme
        else (),
        builders=choose(
            "builder",
            dict(builders.most_common(_BUILDERS)),
            {ref.id: ref.label for item in table.items for ref in item.builders},
        ),
        natures=choose(
            "nature",
            counts(lambda item: (item.nature,), replace(wanted, nature="")),
            {n: words.of("nature", n) for n in _NATURES},
        ),
        stages=choose(
            "progress",
            counts(lambda item: (stage_of(item.progress),), replace(wanted, stage="")),
            {stage: words(f"projects.stage.{stage}") for stage in (*STAGES, UNSAID)},
        ),
    )


def _tail(base: str, kind: str, iri: str) -> str:
    return iri.removeprefix(f"{base}id/{kind}/")


def _iri(base: str, kind: str, value: str) -> str:
    """The IRI of an id as addresses write it; empty for none."""
    start = f"{base}id/{kind}/" if kind else f"{base}id/"
    return start + value.removeprefix(f"{kind}/") if value else ""


def _known(name: str, value: str, known: Sequence[str]) -> str:
    if value and value not in known:
        raise NotFound(f"{name} is one of {', '.join(known)}, not {value!r}. 没有这个选项。")
    return value


def _view(value: str) -> View:
    for view in VIEWS:
        if value in (view, ""):
            return view
    raise NotFound(f"view is one of {', '.join(VIEWS)}, not {value!r}. 没有这种视图。")


def _column(value: str) -> Column:
    for column in COLUMNS:
        if value in (column, ""):
            return column
    raise NotFound(f"projects are sorted by {', '.join(COLUMNS)}, not by {value!r}. 没有这种排序。")
