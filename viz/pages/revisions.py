"""Contexts of the pages on revisions and their differences."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from graph.changes import GraphNames
from graph.revision import Revision
from graph.views.changes import ChangeView
from viz.pages.rendering import doc

__all__ = ["ChangesPage", "RevisionItem", "RevisionsPage"]


@dataclass(frozen=True, slots=True)
class RevisionItem:
    """A revision and the graphs that it changed; ``changes`` is None for the oldest that is kept."""

    revision: Revision
    changes: GraphNames | None


@dataclass(frozen=True, slots=True)
class RevisionsPage:
    """``/revisions``."""

    template: ClassVar[str] = "revisions.html"
    items: Sequence[RevisionItem] = doc("revisions, the newest first")
    current: int = doc("number of the current revision, 0 when there is none")
    formats: Sequence[tuple[str, str]] = doc("name and address of each data format")


@dataclass(frozen=True, slots=True)
class ChangesPage:
    """``/revisions/<old>..<new>``."""

    template: ClassVar[str] = "changes.html"
    old: int = doc("number of the revision before")
    new: int = doc("number of the revision after")
    view: ChangeView = doc("what changed, one page of it")
    formats: Sequence[tuple[str, str]] = doc("name and address of each data format")
