"""The W3C suites through HTTP: what passes stays so, and what does not has its reason."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from api.conformance import load_report
from tests.conformance.manifests import Case, cases
from tests.conformance.reasons import NOT_APPLICABLE
from tests.conformance.report import SHARED, key_of, markdown, reason_of
from tests.conformance.running import run
from tests.conformance.targets import ours_in_memory
from viz.pages.conformance_texts import CONFORMANCE_TEXTS

#: Tests of both suites as they are; fewer would mean that a manifest was not read.
_COLLECTED = 1107


def _collected() -> tuple[Case, ...]:
    if not SHARED.exists():
        pytest.skip(f"the W3C suites are not at {SHARED}")
    return cases(SHARED)


@pytest.mark.shared
def test_every_test_passes_or_has_its_reason() -> None:
    """Query, update, results, protocols and description, over a plain dataset in memory."""
    found = [case for case in _collected() if case.group not in NOT_APPLICABLE]
    wrong = []
    with ours_in_memory() as target:
        for case in found:
            outcome = run(case, target, SHARED)
            if outcome.passed == bool(reason_of(case)):
                wrong.append(f"{case.group} {key_of(case)}: passed={outcome.passed} {outcome.detail[:300]}")

    assert [] == wrong


@pytest.mark.shared
def test_all_manifests_are_read() -> None:
    """The number of tests, and all of them in the report."""
    found = _collected()

    assert _COLLECTED == len(found)
    assert {case.iri for case in found} == {item.iri for item in load_report().results}


def test_the_report_says_why_a_test_is_not_passed() -> None:
    """Each test that we do not pass has words for its reason; each that we pass has none."""
    report = load_report()
    unexplained = [item.key for item in report.results if not item.ours and not item.reason]
    needless = [item.key for item in report.results if item.ours and item.reason]

    assert ([], []) == (unexplained, needless)
    assert {
        f"conformance.why.{item.reason}" for item in report.results if item.reason
    } <= CONFORMANCE_TEXTS.keys()


def test_policygraph_passes_at_least_as_many_as_the_engine_s_own_server() -> None:
    """And all tests of the protocols and of the service description."""
    report = load_report()
    protocols = ("sparql11/protocol", "sparql11/graph-store-protocol", "sparql11/service-description")

    assert report.sums.ours >= report.sums.theirs
    assert all(item.ours == item.total for item in report.groups if item.group in protocols)


def test_the_document_is_made_from_the_report() -> None:
    """``docs/conformance.md`` and ``api/conformance.json`` were written by the same run."""
    document = Path(__file__).parents[2] / "docs" / "conformance.md"
    if not document.exists():
        pytest.skip("run from a place without docs/")

    assert markdown(load_report()) == document.read_text(encoding="utf-8")


def test_sums_are_those_of_the_groups() -> None:
    """The last line of the table adds up the others."""
    report = load_report()
    applied = [item for item in report.groups if not item.inapplicable]
    sums: Counter[str] = Counter()
    for item in applied:
        sums.update(total=item.total, ours=item.ours, theirs=item.theirs)

    assert (sums["total"], sums["ours"], sums["theirs"]) == (
        report.sums.total,
        report.sums.ours,
        report.sums.theirs,
    )
