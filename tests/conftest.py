"""Fixtures that every folder's tests may use: the sample plan, its quads and an engine over it."""

from __future__ import annotations

import os
from collections.abc import Iterator

import hypothesis
import pytest
from playwright.sync_api import Browser

from graph.memory import InMemoryEngine
from graph.rdf import quads
from ontology.model import Facts
from tests import samples
from tests.chromium import ABSENT, CHROMIUM, open_browser

# The same examples at each run, so that a change is judged by what it changed; `make fuzz` looks for new ones.
# How quickly examples are made is the machine's matter, so that is not judged.
_ANY_PACE = hypothesis.settings(deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow])
hypothesis.settings.register_profile("same", _ANY_PACE, derandomize=True, database=None)
hypothesis.settings.register_profile("search", _ANY_PACE, max_examples=2_000)
hypothesis.settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "same"))


@pytest.fixture
def sample_facts() -> Facts:
    """Facts of the sample plan ``changzhou-2014``."""
    return samples.sample_facts()


@pytest.fixture
def second_facts() -> Facts:
    """Facts of the second sample plan ``jining-2014``."""
    return samples.second_facts()


@pytest.fixture
def sample_engine(sample_facts: Facts, second_facts: Facts) -> Iterator[InMemoryEngine]:
    """An engine in memory that holds both sample plans."""
    engine = InMemoryEngine(quads(sample_facts) | quads(second_facts))
    yield engine
    engine.close()


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """Headless Chromium for the tests of one module.

    Not for the whole run: while the driver is open an event loop runs in this thread, and tests that
    run a loop of their own would fail.
    """
    if CHROMIUM is None:
        pytest.skip(ABSENT)
    with open_browser() as browser:
        yield browser
