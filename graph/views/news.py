"""What is new: the last revision in which plans changed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import pairwise

from graph.changes import changed_graphs
from graph.revision import Revision

__all__ = ["News", "latest_news"]


@dataclass(frozen=True, slots=True)
class News:
    """Slugs of plans that a revision added, changed or removed, compared with the one ``before``."""

    number: int
    before: int
    created: dt.datetime
    added: tuple[str, ...]
    changed: tuple[str, ...]
    removed: tuple[str, ...]


def latest_news(revisions: Sequence[Revision], base: str, plans: Collection[str]) -> News | None:
    """The newest of ``revisions`` (oldest first) that changed plans; None when none that is kept did.

    ``plans`` are the slugs of the plans that there are; other graphs (the vocabulary, accuracy) are no
    news, and a graph that is gone counts when its name is that of a document's graph.
    """
    start = f"{base}graph/"
    for before, after in reversed(list(pairwise(revisions))):
        names = changed_graphs(before, after)
        added, changed = (
            tuple(slug for iri in found if (slug := iri.removeprefix(start)) in plans)
            for found in (names.added, names.changed)
        )
        removed = tuple(iri.removeprefix(start) for iri in names.removed if iri.startswith(start))
        if added or changed or removed:
            return News(after.number, before.number, after.created, added, changed, removed)
    return None
