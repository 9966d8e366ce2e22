"""Which revisions are kept: the last ones by count, none that was replaced too long ago, all that are in use."""

from __future__ import annotations

import datetime as dt
import itertools
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from graph.leases import unused
from graph.revision import Revision

__all__ = ["Keep", "outdated", "removed"]


@dataclass(frozen=True, slots=True)
class Keep:
    """Up to ``count`` revisions, the current one among them; ``days`` after being replaced one goes (0: never)."""

    count: int = 5
    days: float = 0.0

    def __post_init__(self) -> None:
        if self.count < 1:
            raise ValueError("at least the current revision is kept")
        if self.days < 0:
            raise ValueError("days are counted from 0")


def outdated(revisions: Sequence[Revision], keep: Keep, now: dt.datetime) -> tuple[int, ...]:
    """Numbers of the revisions (oldest first) that may go; never the last, which is the current one.

    The age of a revision counts from when the next one replaced it.
    """
    oldest = now - dt.timedelta(days=keep.days)
    return tuple(
        revision.number
        for place, (revision, following) in enumerate(itertools.pairwise(revisions))
        if len(revisions) - place > keep.count or (keep.days and following.created < oldest)
    )


def removed(folder: Path) -> bool:
    """Remove a revision's folder unless somebody reads it; readers never find it half removed."""
    with unused(folder) as free:
        if free:
            gone = folder.with_name(f".gone-{folder.name}")
            folder.rename(gone)
            shutil.rmtree(gone)
        return free
