"""SPARQL that the responsibility network asks: its index, and what is said of some things.

Things are given by name and described apart: an OPTIONAL of several patterns would be joined by reading
all that the pattern has, in every plan.
"""

from __future__ import annotations

from typing import Final

__all__ = ["DUTIES", "STATEMENTS", "TAGS", "TEXTS", "VALUES"]

_PREFIXES: Final = """\
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX oa: <http://www.w3.org/ns/oa#>
PREFIX pg: <https://w3id.org/policygraph/ontology#>
PREFIX prov: <http://www.w3.org/ns/prov#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX schema: <https://schema.org/>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
"""

#: Every responsibility, measure by measure: a line each of itself, its organisation and role. One term for a
#: measure costs a tenth of a row for each edge.
DUTIES: Final = (
    _PREFIXES
    + """
SELECT ?measure (GROUP_CONCAT(CONCAT(STR(?duty), " ", STR(?body), " ", STR(?role)); separator="\\n") AS ?duties)
WHERE { ?duty pg:measure ?measure ; pg:department ?body ; pg:role ?role }
GROUP BY ?measure"""
)

#: What each measure is about, and by which instruments it works.
TAGS: Final = (
    _PREFIXES
    + """
SELECT ?measure (GROUP_CONCAT(DISTINCT STR(?tag); separator=" ") AS ?tags)
WHERE { ?measure a pg:Measure ; pg:topic|pg:instrument ?tag }
GROUP BY ?measure"""
)

#: The normalised text of ?plan, into which passages point.
TEXTS: Final = _PREFIXES + "SELECT ?plan ?text WHERE { ?plan schema:text ?text }"

#: What the graph says of some things; ?thing is given by VALUES.
STATEMENTS: Final = "CONSTRUCT { ?thing ?property ?value } WHERE { ?thing ?property ?value }"

#: Values of some properties (to be filled in, with commas) of some things; ?thing is given by VALUES.
VALUES: Final = (
    _PREFIXES
    + "SELECT ?thing ?property ?value WHERE {{ ?thing ?property ?value FILTER(?property IN ({properties})) }}"
)
