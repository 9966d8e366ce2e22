"""SPARQL that the responsibility network asks: plans, edges with their words, measures without anybody."""

from __future__ import annotations

from typing import Final

__all__ = ["EDGES", "PLANS", "TEXTS", "UNASSIGNED"]

_PREFIXES: Final = """\
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX oa: <http://www.w3.org/ns/oa#>
PREFIX pg: <https://w3id.org/policygraph/ontology#>
PREFIX prov: <http://www.w3.org/ns/prov#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX schema: <https://schema.org/>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
"""

#: What is known of ?measure. The chapter is the section of level 1 that it stands in.
_MEASURE: Final = """
  ?measure a pg:Measure ; pg:inPlan ?plan .
  OPTIONAL { ?measure rdfs:label ?measureLabel FILTER(LANG(?measureLabel) IN ("zh", "")) }
  OPTIONAL { ?measure pg:order ?order }
  OPTIONAL { ?measure pg:measureKind ?measureKind }
  OPTIONAL {
    ?measure dcterms:isPartOf+ ?section . ?section pg:level 1 ; rdfs:label ?chapter .
    FILTER(LANG(?chapter) IN ("zh", ""))
    OPTIONAL { ?section skos:notation ?notation }
  }
  OPTIONAL { ?plan dcterms:title ?planTitle }
  OPTIONAL {
    ?plan dcterms:spatial ?place .
    OPTIONAL { ?place rdfs:label ?placeLabel FILTER(LANG(?placeLabel) IN ("zh", "")) }
  }
"""

#: One row for each responsibility and passage (and special class of its organisation). ?plan may be given.
EDGES: Final = (
    _PREFIXES
    + """
SELECT ?responsibility ?role ?asWritten ?confidence ?foundBy ?exact ?start ?end
       ?department ?departmentLabel ?type ?function ?departmentPlace ?departmentPlaceLabel
       ?measure ?measureLabel ?order ?measureKind ?chapter ?notation ?plan ?planTitle ?place ?placeLabel
WHERE {"""
    + _MEASURE
    + """
  ?responsibility a pg:Responsibility ; pg:measure ?measure ; pg:department ?department ; pg:role ?role .
  OPTIONAL { ?responsibility pg:asWritten ?asWritten }
  OPTIONAL { ?responsibility pg:confidence ?confidence }
  OPTIONAL { ?responsibility pg:foundBy ?foundBy }
  OPTIONAL { ?department rdfs:label ?departmentLabel FILTER(LANG(?departmentLabel) IN ("zh", "")) }
  OPTIONAL {
    ?department a ?type
    FILTER(?type IN (pg:Government, pg:Department, pg:Enterprise, pg:Association, pg:Institution))
  }
  OPTIONAL { ?department pg:function ?function }
  OPTIONAL {
    ?department dcterms:spatial ?departmentPlace .
    OPTIONAL {
      ?departmentPlace rdfs:label ?departmentPlaceLabel FILTER(LANG(?departmentPlaceLabel) IN ("zh", ""))
    }
  }
  OPTIONAL {
    ?responsibility prov:wasDerivedFrom ?passage .
    ?passage oa:exact ?exact ; oa:start ?start ; oa:end ?end .
  }
}"""
)

#: Measures that name nobody. ?plan may be given.
UNASSIGNED: Final = (
    _PREFIXES
    + """
SELECT ?measure ?measureLabel ?order ?measureKind ?chapter ?notation ?plan ?planTitle ?place ?placeLabel
WHERE {"""
    + _MEASURE
    + """
  FILTER NOT EXISTS { ?responsibility pg:measure ?measure ; pg:department ?department }
}"""
)

#: Plans with the number of their responsibilities.
PLANS: Final = (
    _PREFIXES
    + """
SELECT ?plan ?title ?place ?placeLabel (COUNT(DISTINCT ?responsibility) AS ?edges)
WHERE {
  ?plan a pg:Plan .
  OPTIONAL { ?plan dcterms:title ?title }
  OPTIONAL {
    ?plan dcterms:spatial ?place .
    OPTIONAL { ?place rdfs:label ?placeLabel FILTER(LANG(?placeLabel) IN ("zh", "")) }
  }
  OPTIONAL { ?measure pg:inPlan ?plan . ?responsibility a pg:Responsibility ; pg:measure ?measure }
}
GROUP BY ?plan ?title ?place ?placeLabel"""
)

#: The normalised text of ?plan, into which passages point.
TEXTS: Final = _PREFIXES + "SELECT ?plan ?text WHERE { ?plan schema:text ?text }"
