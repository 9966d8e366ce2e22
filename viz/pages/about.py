"""The context of ``/about``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from graph.engine import Backend
from graph.views.plans import PlanCard
from graph.views.quality import QualityFigure
from graph.views.rights import Rights
from viz.pages.examples import Example
from viz.pages.listing import Sheet
from viz.pages.rendering import doc

__all__ = ["AboutPage"]


@dataclass(frozen=True, slots=True)
class AboutPage:
    """``/about``."""

    template: ClassVar[str] = "about.html"
    sheet: Sheet[PlanCard] = doc("plans with file name and numbers, those of this page")
    rights: Mapping[str, Rights] = doc("terms of use of each plan's document by IRI, where they are stated")
    measured: int = doc("plans whose facts were compared with annotations")
    sums: Sequence[QualityFigure] = doc("accuracy of each kind of fact over those plans")
    tests: tuple[int, int] = doc("tests of the standards that apply, and those passed")
    base: str = doc("base of the resource IRIs")
    things: int = doc("how many things are named")
    problems: Sequence[tuple[str, int]] = doc("kinds of errors with their status")
    queries: Sequence[Example] = doc("stored queries that programs may call by name")
    backend: Backend = doc("what the graph is kept in, and what that lacks")
