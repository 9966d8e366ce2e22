"""Filters of a list with the number that each of their values would leave. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

__all__ = ["Narrowed", "narrowed"]

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Narrowed(Generic[_T]):
    """What is left of a list, in its order, and what each filter would leave.

    ``counts`` has for each filter how many items have each of its values and pass all *other* filters:
    the length of the list if that value were chosen.
    """

    items: tuple[_T, ...]
    counts: Mapping[str, Mapping[str, int]]


def narrowed(
    items: Iterable[_T], filters: Mapping[str, Callable[[_T], Collection[str]]], chosen: Mapping[str, str]
) -> Narrowed[_T]:
    """Items that have every chosen value; a filter whose value is empty keeps all.

    ``filters`` give an item's values, each of them once.
    """
    kept: list[_T] = []
    counts: dict[str, Counter[str]] = {name: Counter() for name in filters}
    active = [(name, filters[name], value) for name, value in chosen.items() if value]
    everything = tuple(filters.items())
    for item in items:
        failed = [name for name, values, value in active if value not in values(item)]
        if not failed:
            kept.append(item)
            for name, values in everything:
                counts[name].update(values(item))
        elif len(failed) == 1:
            counts[failed[0]].update(filters[failed[0]](item))
    return Narrowed(tuple(kept), counts)
