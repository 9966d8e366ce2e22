"""Answers kept by revision: what a list counts and sorts by is read once for a revision, whoever asks.

A revision never changes, so what was read of it stays true; another revision has another key. What was
asked for longest ago leaves first.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from typing import Any, Final, TypeVar

from graph.engine import Engine

__all__ = ["FACTS", "PAGES", "Kept"]

_T = TypeVar("_T")


@dataclass(slots=True)
class _Answer:
    """An answer, or the place of one that a thread is reading; the others wait for the lock."""

    lock: threading.Lock = field(default_factory=threading.Lock)
    read: bool = False
    value: Any = None


class Kept:
    """The last ``size`` answers. Thread-safe; two threads never read the same at the same time."""

    def __init__(self, size: int) -> None:
        self._size = size
        self._lock = threading.Lock()
        self._answers: OrderedDict[Hashable, _Answer] = OrderedDict()

    def get(self, engine: Engine, key: Hashable, ask: Callable[[], _T]) -> _T:
        """What ``ask`` gives for the engine's revision; asked once for each ``key``.

        The value is shared: it must not be changed. Without a revision nothing is kept. An error is
        raised and not kept.
        """
        revision = engine.revision
        if revision is None:
            return ask()
        whole = (revision.etag, revision.created, key)
        with self._lock:
            answer = self._answers.setdefault(whole, _Answer())
            self._answers.move_to_end(whole)
            while len(self._answers) > self._size:
                self._answers.popitem(last=False)
        with answer.lock:
            if not answer.read:
                value = ask()
                now = engine.revision
                if now is None or (now.etag, now.created) != whole[:2]:
                    return value  # published meanwhile: nobody knows of which revision this is
                answer.value, answer.read = value, True
        found: _T = answer.value
        return found


#: Pages of lists: the next page of a list asks the same again.
PAGES: Final = Kept(256)
#: What all plans hold (`graph.views.registers`): a few revisions, large.
FACTS: Final = Kept(24)
