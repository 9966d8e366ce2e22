"""Fixtures that every folder's tests may use: the sample plan, its quads and an engine over it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from graph.memory import InMemoryEngine
from graph.rdf import quads
from ontology.model import Facts
from tests import samples


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
