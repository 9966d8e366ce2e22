"""The vocabulary's graphs, parsed once: tests must not change them."""

from __future__ import annotations

from pathlib import Path

import pytest
from rdflib import Graph

from ontology.source import concepts_turtle, ontology_turtle, shapes_turtle


@pytest.fixture(scope="session")
def ontology() -> Graph:
    """The ontology as a graph."""
    return Graph().parse(data=ontology_turtle(), format="turtle")


@pytest.fixture(scope="session")
def concepts() -> Graph:
    """The concept schemes as a graph."""
    return Graph().parse(data=concepts_turtle(), format="turtle")


@pytest.fixture(scope="session")
def shapes() -> Graph:
    """The shapes as a graph."""
    return Graph().parse(data=shapes_turtle(), format="turtle")


@pytest.fixture(scope="session")
def sample() -> Graph:
    """A small valid plan that uses every class and property."""
    return Graph().parse(Path(__file__).with_name("sample.ttl"), format="turtle")
