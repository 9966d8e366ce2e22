"""Platforms named in a document."""

from __future__ import annotations

from collections.abc import Sequence

from loaders.names.named import Named
from loaders.rules.names import ProjectText, entities
from loaders.rules.scope import Scope

__all__ = ["platforms"]


def platforms(scope: Scope, projects: Sequence[ProjectText] = ()) -> tuple[Named, ...]:
    """Every platform that the document names, each with all its passages, in order of appearance.

    ``projects`` are the cells of a project table that name things; see `loaders.rules.names`.
    """
    return tuple(one for one in entities(scope, projects) if one.kind == "platform")
