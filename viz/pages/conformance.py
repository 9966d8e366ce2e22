"""The context of ``/conformance``."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from viz.pages.rendering import doc

__all__ = ["ConformancePage"]


@dataclass(frozen=True, slots=True)
class ConformancePage:
    """Figures of the test suites."""

    template: ClassVar[str] = "conformance.html"
    date: str = doc("when the suites were run")
    oxigraph: str = doc("version of the server that stands beside ours")
    groups: Sequence[tuple[str, int, int, int]] = doc("group, tests, passed by us, passed by the other")
    sums: tuple[int, int, int] = doc("tests, passed by us, passed by the other")
    differing: Sequence[tuple[str, Sequence[tuple[str, str, str]]]] = doc(
        "key of a reason, and the tests not passed for it: short name, address, title"
    )
    inapplicable: Sequence[tuple[str, int, str]] = doc("groups not run: name, tests, key of the reason")
