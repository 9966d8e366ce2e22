"""The packaged Turtle: the ontology, the concept schemes and the shapes, as they were written.

The files are read from the installed package, wherever that is (a folder or a zip).
"""

from __future__ import annotations

from importlib.resources import files

__all__ = ["concepts_turtle", "ontology_turtle", "shapes_turtle"]


def _read(name: str) -> str:
    return files("ontology").joinpath(name).read_text(encoding="utf-8")


def ontology_turtle() -> str:
    """The OWL 2 ontology (``policygraph.ttl``)."""
    return _read("policygraph.ttl")


def concepts_turtle() -> str:
    """The SKOS concept schemes (``concepts.ttl``)."""
    return _read("concepts.ttl")


def shapes_turtle() -> str:
    """The SHACL shapes that state what a valid graph is (``shapes.ttl``)."""
    return _read("shapes.ttl")
