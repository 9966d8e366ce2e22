"""Tests of the Service Description: the manifest names them, the text of the standard says what they mean."""

from __future__ import annotations

from typing import Final
from urllib.parse import urljoin

from pyoxigraph import Literal, NamedNode, RdfFormat, Store

from tests.conformance.manifests import Case
from tests.conformance.targets import Target

__all__ = ["run_description"]

_SD: Final = "http://www.w3.org/ns/sparql-service-description#"
_TYPE: Final = NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
#: Property -> class of its values (Service Description, section 3); those that have a value at most once.
_RANGES: Final = {
    "defaultDataset": "Dataset",
    "availableGraphs": "GraphCollection",
    "defaultGraph": "Graph",
    "namedGraph": "NamedGraph",
    "graph": "Graph",
}
_ONCE: Final = ("defaultDataset", "defaultGraph", "graph", "name")
_ORIGIN: Final = "http://testserver"


def run_description(case: Case, target: Target) -> None:
    """Run a ServiceDescriptionTest; `AssertionError` says what was wrong."""
    answer = target.send("GET", target.query, accept="text/turtle")
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"].partition(";")[0] == "text/turtle", answer.headers["content-type"]
    address = urljoin(_ORIGIN, target.query)
    store = Store()
    store.load(answer.content, format=RdfFormat.TURTLE, base_iri=address)
    name = case.iri.rpartition("#")[2]
    if name == "returns-rdf":
        assert len(store) > 0, "the description is empty"
    elif name == "has-endpoint-triple":
        found = store.quads_for_pattern(None, NamedNode(_SD + "endpoint"), NamedNode(address))
        assert next(iter(found), None) is not None, f"nothing has the endpoint {address}"
    elif name == "conforms-to-schema":
        _conforms(store)
    else:
        raise AssertionError(f"nothing is known of {name}")


def _conforms(store: Store) -> None:
    services = [quad.subject for quad in store.quads_for_pattern(None, _TYPE, NamedNode(_SD + "Service"))]
    assert services, "there is no sd:Service"
    for service in services:
        endpoints = list(store.quads_for_pattern(service, NamedNode(_SD + "endpoint"), None))
        assert len(endpoints) == 1, f"{service} has {len(endpoints)} endpoints"
    for name, kind in _RANGES.items():
        for quad in store.quads_for_pattern(None, NamedNode(_SD + name), None):
            assert not isinstance(quad.object, Literal), f"sd:{name} has a literal"
            typed = store.quads_for_pattern(quad.object, _TYPE, NamedNode(_SD + kind))
            assert next(iter(typed), None) is not None, f"{quad.object} is no sd:{kind}"
    for name in _ONCE:
        subjects = [quad.subject for quad in store.quads_for_pattern(None, NamedNode(_SD + name), None)]
        assert len(subjects) == len(set(subjects)), f"sd:{name} stands twice at one subject"
    known = {f"{_SD}{language}" for language in ("SPARQL10Query", "SPARQL11Query", "SPARQL11Update")}
    for quad in store.quads_for_pattern(None, NamedNode(_SD + "supportedLanguage"), None):
        assert getattr(quad.object, "value", "") in known, f"{quad.object} is no sd:Language"
