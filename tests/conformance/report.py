"""Runs the suites against policygraph and ``oxigraph serve``, and writes what came of it.

``make conformance``: ``api/conformance.json`` (what ``/conformance`` shows and EARL is made from) and
``docs/conformance.md``.
"""

from __future__ import annotations

import datetime as dt
import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Final

from api.conformance import Figures, Report, load_report
from tests.conformance.manifests import SUITES, Case, cases
from tests.conformance.reasons import NOT_APPLICABLE, REASONS
from tests.conformance.running import run
from tests.conformance.targets import Target, ours_in_memory, oxigraph
from viz.pages.texts import text

__all__ = ["SHARED", "key_of", "main", "markdown", "reason_of", "run_all"]

SHARED: Final = Path(__file__).parents[2].parent / "shared" / "w3c-sparql"
_ROOT: Final = Path(__file__).parents[2]


def key_of(case: Case) -> str:
    """The end of a test's address, below its suite's: ``aggregates/manifest#agg01``."""
    return case.iri.removeprefix(SUITES[case.group.partition("/")[0]])


def reason_of(case: Case) -> str:
    """Why policygraph does not pass a test; empty for one that it should pass."""
    return NOT_APPLICABLE.get(case.group) or REASONS.get(key_of(case), "")


def run_all(chosen: Iterable[Case], target: Target, root: Path) -> dict[str, bool]:
    """Run tests against a service: which of them pass, by address."""
    return {case.iri: run(case, target, root).passed for case in chosen if case.group not in NOT_APPLICABLE}


def main(root: Path = SHARED) -> int:
    """Run everything and write both files; 1 when the suites are not there."""
    if not root.exists():
        print(f"the suites are not at {root}", file=sys.stderr)
        return 1
    found = cases(root)
    with ours_in_memory() as target:
        mine = run_all(found, target, root)
    with oxigraph() as target:
        theirs = run_all(found, target, root)
    groups: dict[str, dict[str, Sequence[object]]] = {}
    for case in found:
        row = [
            case.name,
            mine.get(case.iri),
            theirs.get(case.iri),
            "" if mine.get(case.iri) else reason_of(case),
        ]
        groups.setdefault(case.group, {})[key_of(case)] = row
    head: dict[str, object] = {
        "date": dt.datetime.now(dt.UTC).date().isoformat(),
        "policygraph": version("policygraph"),
        "pyoxigraph": version("pyoxigraph"),
        "oxigraph": version("oxigraph"),
        "suites": SUITES,
    }
    (_ROOT / "api" / "conformance.json").write_text(_dumped(head, groups), encoding="utf-8")
    load_report.cache_clear()
    (_ROOT / "docs" / "conformance.md").write_text(markdown(load_report()), encoding="utf-8")
    return 0


def _dumped(head: Mapping[str, object], groups: Mapping[str, Mapping[str, Sequence[object]]]) -> str:
    """JSON with a line for each test, so that a change is seen in a difference."""

    def line(value: object) -> str:
        return json.dumps(value, ensure_ascii=False)

    lines = [f"{line(name)}: {line(value)}," for name, value in head.items()]
    blocks = []
    for group, tests in groups.items():
        rows = ",\n".join(f"  {line(key)}: {line(row)}" for key, row in tests.items())
        blocks.append(f" {line(group)}: {{\n{rows}\n }}")
    return "{\n" + "\n".join(lines) + '\n"groups": {\n' + ",\n".join(blocks) + "\n}\n}\n"


def markdown(report: Report) -> str:
    """``docs/conformance.md``."""
    lead = text("conformance.lead", "en", total=report.sums.total, passed=report.sums.ours)
    compared = text("conformance.compared", "en", version=report.oxigraph, passed=report.sums.theirs)
    when = text("conformance.when", "en", date=report.date)
    lines = [
        "# Conformance",
        "",
        lead,
        compared,
        when,
        "The page `/conformance` shows the same, and `/conformance.ttl` gives it as EARL.",
        "",
        f"| group | tests | policygraph {report.policygraph} | oxigraph serve {report.oxigraph} |",
        "| --- | ---: | ---: | ---: |",
        *(_row(figures) for figures in report.groups if not figures.inapplicable),
        _row(report.sums),
        "",
        *(
            f"Not applicable: {figures.group} ({figures.total} tests). "
            f"{text(f'conformance.why.{figures.inapplicable}', 'en')}"
            for figures in report.groups
            if figures.inapplicable
        ),
        "",
        "## Tests that are not passed, and why",
        "",
    ]
    for reason, tests in report.differing.items():
        names = ", ".join(f"`{item.suite}/{item.key}`" for item in tests)
        lines += [f"- {text(f'conformance.why.{reason}', 'en')} ({len(tests)}): {names}"]
    return "\n".join(lines) + "\n"


def _row(figures: Figures) -> str:
    name = figures.group or "**all**"
    return f"| {name} | {figures.total} | {figures.ours} | {figures.theirs} |"


if __name__ == "__main__":
    sys.exit(main())
