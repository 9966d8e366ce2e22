"""Parameters of addresses that pages share, with their bounds: a longer or larger one is refused."""

from __future__ import annotations

from typing import Annotated, TypeAlias

from fastapi import Query

__all__ = ["Chosen", "Number"]

#: Words that a reader typed, or the name of something chosen.
Chosen: TypeAlias = Annotated[str, Query(max_length=200)]
#: Number of a page of a list, from 1.
Number: TypeAlias = Annotated[int, Query(ge=1, le=100_000)]
