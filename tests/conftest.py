"""Fixtures that every folder's tests may use: the sample plan, its quads and an engine over it."""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

from graph.memory import InMemoryEngine
from graph.rdf import quads
from ontology.model import Facts


def _samples() -> ModuleType:
    """``tests/samples.py`` as module ``samples``: importlib mode puts no test folder on the path."""
    if "samples" not in sys.modules:
        spec = importlib.util.spec_from_file_location("samples", Path(__file__).with_name("samples.py"))
        assert spec is not None
        assert spec.loader is not None
        module = importlib.util.module_from_spec(spec)
        sys.modules["samples"] = module
        spec.loader.exec_module(module)
    return sys.modules["samples"]


_samples()


@pytest.fixture
def sample_facts() -> Facts:
    """Facts of the sample plan ``changzhou-2014``."""
    facts: Facts = _samples().sample_facts()
    return facts


@pytest.fixture
def second_facts() -> Facts:
    """Facts of the second sample plan ``jining-2014``."""
    facts: Facts = _samples().second_facts()
    return facts


@pytest.fixture
def sample_engine(sample_facts: Facts, second_facts: Facts) -> Iterator[InMemoryEngine]:
    """An engine in memory that holds both sample plans."""
    engine = InMemoryEngine(quads(sample_facts) | quads(second_facts))
    yield engine
    engine.close()
