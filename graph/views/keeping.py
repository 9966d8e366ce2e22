"""Answers kept by revision: what a list counts and sorts by is read once for a revision, whoever asks.

A revision never changes, so what was read of it stays true; another revision has another key. What was
asked for longest ago leaves first, and all of a revision leaves when two others have been asked for since:
after a load nobody asks for it but those who compare.
"""

from __future__ import annotations

import datetime as dt
import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from typing import Any, Final, TypeVar

from graph.engine import Engine

__all__ = ["FACTS", "PAGES", "Kept"]

_T = TypeVar("_T")

#: Revisions that answers are kept of: the present one and another that somebody looks at.
_REVISIONS: Final = 2


@dataclass(slots=True)
class _Answer:
    """An answer, or the place of one that a thread is reading; the others wait for the lock."""

    lock: threading.Lock = field(default_factory=threading.Lock)
    read: bool = False
    value: Any = None


class Kept:
    """The last ``size`` answers of two revisions. Thread-safe; two threads never read the same at the same time."""

    def __init__(self, size: int) -> None:
        self._size = size
        self._lock = threading.Lock()
        #: By entity tag and moment of the revision, and key.
        self._answers: OrderedDict[tuple[str, dt.datetime, Hashable], _Answer] = OrderedDict()

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
            new = whole not in self._answers
            answer = self._answers.setdefault(whole, _Answer())
            self._answers.move_to_end(whole)
            if new:
                self._make_room()
        with answer.lock:
            if not answer.read:
                value = ask()
                now = engine.revision
                if now is None or (now.etag, now.created) != whole[:2]:
                    return value  # published meanwhile: nobody knows of which revision this is
                answer.value, answer.read = value, True
        found: _T = answer.value
        return found

    def _make_room(self) -> None:
        """Let go of what is too much; under the lock."""
        latest = list(dict.fromkeys(whole[:2] for whole in reversed(self._answers)))[:_REVISIONS]
        for whole in [whole for whole in self._answers if whole[:2] not in latest]:
            del self._answers[whole]
        while len(self._answers) > self._size:
            self._answers.popitem(last=False)


#: Pages of lists: the next page of a list asks the same again.
PAGES: Final = Kept(256)
#: What all plans hold (`graph.views.registers`): large.
FACTS: Final = Kept(24)
