"""A long text in parts of about one height, so that a browser draws only those that are in sight."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from graph.views.plan import Paragraph

__all__ = ["PART", "parts"]

#: Characters from which a part ends: some screens of text. The height in ``plan.css`` (``.text-part``) goes with it.
PART: Final = 1200


def parts(paragraphs: Iterable[Paragraph]) -> tuple[tuple[Paragraph, ...], ...]:
    """The paragraphs in their order, cut where a part is long enough; a table is never cut."""
    found: list[tuple[Paragraph, ...]] = []
    part: list[Paragraph] = []
    for paragraph in paragraphs:
        if part and not paragraph.cell and paragraph.start - part[0].start >= PART:
            found.append(tuple(part))
            part = []
        part.append(paragraph)
    return (*found, tuple(part)) if part else ()
