"""Topics of a measure: what it is about (logistics, talent, rural …), told from its words."""

from __future__ import annotations

from loaders.rules.cues import tags
from loaders.rules.scope import Scope
from ontology.model import Tag

__all__ = ["topics"]

_MOST = 4


def topics(scope: Scope, start: int, end: int, heading_end: int) -> tuple[Tag, ...]:
    """Topics of the measure ``text[start:end]`` whose heading ends at ``heading_end``; the surest first.

    A topic needs a cue in the heading or several in the body: 物流 named once in a measure on talent
    is no topic of it. At most four, since a measure about everything is about nothing.
    """
    return tags(scope, start, end, heading_end, "topics.tsv", most=_MOST)
