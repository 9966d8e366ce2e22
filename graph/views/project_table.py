"""All projects of a revision, and which of them a reader wants to see, in which order. Pure but for the reading.

The whole table is read once for a revision (`graph.views.keeping`); filters, orders and sums work on it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final, Literal, TypeAlias, get_args

from graph.engine import Engine
from graph.search.folding import fold
from graph.search.readings import syllables
from graph.views.keeping import FACTS
from graph.views.lookups import places_of
from graph.views.project_stages import STAGES, UNSAID, stage_of
from graph.views.projects import ProgrammeItem, ProjectItem, above, programmes, projects
from graph.views.values import Ref

__all__ = ["COLUMNS", "Column", "Filters", "ProjectTable", "ordered", "project_table", "selected"]

Column: TypeAlias = Literal[
    "number", "name", "nature", "investment", "start", "end", "progress", "builder", "plan"
]
#: Columns that the table sorts by.
COLUMNS: Final[tuple[Column, ...]] = get_args(Column)
_NATURES: Final = ("new", "ongoing", "preparatory")


@dataclass(frozen=True, slots=True)
class ProjectTable:
    """Projects in the order of the plans, programmes by IRI, and the place of each plan by IRI."""

    items: tuple[ProjectItem, ...]
    programmes: Mapping[str, ProgrammeItem]
    places: Mapping[str, Ref]

    @property
    def names(self) -> dict[str, str]:
        """Names of programmes by IRI."""
        return {key: item.name for key, item in self.programmes.items()}


@dataclass(frozen=True, slots=True)
class Filters:
    """What a reader asks for; empty and None ask for nothing. Things are IRIs.

    ``since`` and ``until`` are years: a project counts that is under way in one of them. ``words`` must each
    stand in the name, the content, the progress or a builder's name.
    """

    place: str = ""
    plan: str = ""
    programme: str = ""
    builder: str = ""
    nature: str = ""
    stage: str = ""
    since: int | None = None
    until: int | None = None
    words: str = ""


def project_table(engine: Engine) -> ProjectTable:
    """All projects of the current revision."""

    def read() -> ProjectTable:
        items = projects(engine)
        groups = programmes(engine, items, plans=sorted({item.plan.iri for item in items}))
        return ProjectTable(
            items, {item.iri: item for item in groups}, places_of(engine, {item.plan.iri for item in items})
        )

    return FACTS.get(engine, "projects", read)


def selected(table: ProjectTable, filters: Filters) -> tuple[ProjectItem, ...]:
    """The projects that pass all filters, in the table's order. A programme holds those of its parts."""
    needles = [word.casefold() for word in filters.words.split()]

    def passes(item: ProjectItem) -> bool:
        return (
            filters.plan in ("", item.plan.iri)
            and (not filters.place or _place(item, table) == filters.place)
            and (not filters.programme or filters.programme in above(item.parent, table.programmes))
            and (not filters.builder or any(ref.iri == filters.builder for ref in item.builders))
            and filters.nature in ("", item.nature)
            and (not filters.stage or stage_of(item.progress) == filters.stage)
            and _under_way(item, filters.since, filters.until)
            and _holds(item, needles)
        )

    return tuple(item for item in table.items if passes(item))


def ordered(
    table: ProjectTable, items: Sequence[ProjectItem], column: Column, *, down: bool = False
) -> tuple[ProjectItem, ...]:
    """The projects sorted by a column; what has no value in it stands last, both ways. Names go by pinyin."""
    key = _KEYS[column]
    known = [item for item in items if key(item, table) is not None]
    rest = [item for item in items if key(item, table) is None]

    def rank(item: ProjectItem) -> tuple[str | int | Decimal, ...]:
        return key(item, table) or ()

    return (*sorted(known, key=rank, reverse=down), *rest)


_Key: TypeAlias = Callable[[ProjectItem, ProjectTable], "tuple[str | int | Decimal, ...] | None"]


def _read(text: str) -> tuple[str, ...] | None:
    """Sort key of a name: its pinyin, then itself."""
    folded = fold(text)
    return (syllables(folded), folded) if text else None


_KEYS: Final[Mapping[Column, _Key]] = {
    "number": lambda item, _: (item.plan.iri, item.number, item.iri),
    "name": lambda item, _: _read(item.name.strip("“”\"'《》")),
    "nature": lambda item, _: (_NATURES.index(item.nature),) if item.nature in _NATURES else None,
    "investment": lambda item, _: None if item.investment is None else (item.investment,),
    "start": lambda item, _: (
        None if item.start_year is None else (item.start_year, item.end_year or item.start_year)
    ),
    "end": lambda item, _: (
        None if item.end_year is None else (item.end_year, item.start_year or item.end_year)
    ),
    "progress": lambda item, _: (
        ((*STAGES, UNSAID).index(stage_of(item.progress)), item.progress) if item.progress else None
    ),
    "builder": lambda item, _: _read(item.builders[0].label) if item.builders else None,
    "plan": lambda item, table: _read(table.places.get(item.plan.iri, item.plan).label),
}


def _place(item: ProjectItem, table: ProjectTable) -> str:
    place = table.places.get(item.plan.iri)
    return place.iri if place else ""


def _under_way(item: ProjectItem, since: int | None, until: int | None) -> bool:
    if since is None and until is None:
        return True
    if item.start_year is None:
        return False
    end = item.start_year if item.end_year is None else item.end_year
    return (since is None or end >= since) and (until is None or item.start_year <= until)


def _holds(item: ProjectItem, needles: Sequence[str]) -> bool:
    if not needles:
        return True
    texts = (item.name, item.content, item.progress, *(builder.label for builder in item.builders))
    folded = [text.casefold() for text in texts]
    return all(any(needle in text for text in folded) for needle in needles)
