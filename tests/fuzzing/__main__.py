"""Fuzz for as long as you like: ``python -m tests.fuzzing all --seconds 600``; figures go to docs/reliability.md.

``growth`` measures the time and memory of the readers of text for texts of 1, 5, 25 and 50 MB.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager, nullcontext
from typing import Final

from tests.fuzzing import documents, growth, patterns, service
from tests.fuzzing.running import Given, give

TARGETS: Final[Mapping[str, Callable[[], AbstractContextManager[Given]]]] = {
    "normaliser and outline": lambda: nullcontext(documents.plain),
    "extraction": lambda: nullcontext(documents.extraction),
    "regular expressions": lambda: nullcontext(patterns.attacked),
    "files": lambda: nullcontext(documents.files),
    "corrections": lambda: nullcontext(documents.corrections),
    "mapping files": lambda: nullcontext(documents.mappings),
    "queries": service.queries,
    "requests": service.requests,
    "changes": service.changes,
    "tokens": service.tokens,
}


def main() -> None:
    """Run the chosen targets one after the other and print a row of a table for each."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzzing", description=__doc__)
    parser.add_argument("target", choices=(*TARGETS, "all", "growth"))
    parser.add_argument("--seconds", type=float, default=0, help="for each target (default: --count inputs)")
    parser.add_argument("--count", type=int, default=1)
    parser.add_argument("--from", type=int, default=0, dest="first", help="number of the first input")
    chosen = parser.parse_args()
    if chosen.target == "growth":
        growth.measure()
        return
    print(
        "| target | inputs | seconds | slowest input | growth of memory |\n|---|---|---|---|---|", flush=True
    )
    for name in TARGETS if chosen.target == "all" else (chosen.target,):
        found = give(name, TARGETS[name](), count=chosen.count, seconds=chosen.seconds, first=chosen.first)
        print(
            f"| {name} | {found.tried:,} | {found.seconds:,.0f} | {found.worst:.2f} s (number {found.slowest})"
            f" | {found.growth / 2**20:+.1f} MiB |",
            flush=True,
        )


if __name__ == "__main__":
    main()
