"""``make audit``: licences of what is installed, and known weaknesses of what is pinned.

Ends with 1 for a licence that is not allowed or a known weakness. A database that cannot be reached is
named and passed over, so that a closed network breaks nothing.
"""

from __future__ import annotations

import sys
from collections.abc import Callable

from tests.audit import advisories, licences


def main() -> int:
    """Print what was looked at and what was found."""
    wrong = 0
    parts = [*licences.python_parts(), *licences.front_end_parts()]
    for part in parts:
        if not part.is_allowed:
            wrong += 1
            print(
                f"{part.name} {part.version}: the licence {part.licence or '(none stated)'!r} is not allowed here"
            )
    print(f"Licences: {len(parts)} parts, {wrong} not allowed")
    sources: tuple[tuple[str, Callable[[], list[advisories.Found]]], ...] = (
        ("Python (osv.dev)", advisories.python),
        ("browser (npm)", advisories.front_end),
    )
    for name, ask in sources:
        try:
            found = ask()
        except advisories.OutOfReach as error:
            print(
                f"Known weaknesses, {name}: SKIPPED, the database cannot be reached from here ({str(error)[:160]})"
            )
            continue
        for each in found:
            repaired = f"; repaired in {', '.join(each.repaired)}" if each.repaired else ""
            print(f"{each.part} {each.version}: {each.advisory}{repaired}")
        print(f"Known weaknesses, {name}: {len(found)}")
        wrong += len(found)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
