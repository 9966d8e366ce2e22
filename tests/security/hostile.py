"""The sample plans with hostile words in every text: what a document, a table or an import may bring."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from pyoxigraph import Literal, NamedNode, Quad

from graph.metadata import vocabulary_graphs
from graph.rdf import document_graph, quads
from ontology.identifiers import DEFAULT_BASE
from ontology.terms import DCTERMS, FOAF, OWL, PG, RDFS, SKOS
from tests.samples import sample_facts, second_facts

__all__ = ["ADDRESSES", "STARTS", "WORDS", "hostile_graphs", "hostile_quads"]

#: Put before labels; each would act somewhere if it were not escaped there.
WORDS: Final = (
    "</script><script>alert(1)</script>",
    "\"><img src=x onerror=alert(1)>",
    "'onmouseover='alert(1)'x='",
    "<svg/onload=alert(1)>",
    "</title></textarea></style><b>",
    "]]><x/>&amp;&#60;",
    "-->{{7*7}}${7*7}",
    "\u202e\u2066\u200b",
    "\\u003cscript\\u003e\\",
    "[x](javascript:alert(1))**`",
    "javascript:alert(1)",
    "\u2028\u2029\x85\x7f",
    "\ufffe\uffff\U0001ffff",
    "\x01\x08\x0b\x1b[31m",
    "%0d%0aX-Evil: 1\r\nX-Evil: 1",
)  # fmt: skip
#: How a spreadsheet takes a cell for a formula.
STARTS: Final = (
    "=cmd|' /C calc'!A1",
    "@SUM(1+1)",
    "+1+1",
    "-1+1",
    "\t=1+1",
    "\r=1+1",
    "＝1+1",
    '=HYPERLINK("http://x")',
)
#: Addresses that act when they are followed.
ADDRESSES: Final = (
    "javascript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "vbscript:x",
    "file:///etc/passwd",
)
_LINKS: Final = (OWL.sameAs, RDFS.seeAlso, DCTERMS.license, FOAF.primaryTopic, DCTERMS.source)
#: Texts without a language that are shown as well.
_SHOWN: Final = frozenset({PG.asWritten, PG.unit, PG.foundBy, SKOS.notation, DCTERMS.identifier})


def hostile_quads() -> frozenset[Quad]:
    """Both plans: every text begins with hostile words, every thing has hostile links."""
    return frozenset(quad for found in hostile_graphs().values() for quad in found)


def hostile_graphs() -> dict[str, frozenset[Quad]]:
    """The same by graph, with the vocabulary as it is."""
    made = {name: frozenset(found) for name, found in vocabulary_graphs(DEFAULT_BASE).items()}
    for facts in (sample_facts(), second_facts()):
        made[document_graph(facts, DEFAULT_BASE)] = frozenset(_spoilt(quads(facts), facts.text))
    return made


def _spoilt(found: Iterable[Quad], text: str) -> Iterable[Quad]:
    things = set()
    for index, quad in enumerate(sorted(found, key=str)):
        things.add((quad.subject, quad.graph_name))
        value = quad.object
        if isinstance(value, Literal) and (value.language or quad.predicate.value in _SHOWN):
            words = (*WORDS, *STARTS)[index % (len(WORDS) + len(STARTS))]
            said = value.value + words if value.value == text else words + value.value
            value = Literal(said, language=value.language) if value.language else Literal(said)
        elif isinstance(value, Literal) and value.value == text:
            value = Literal(text + "".join(WORDS))
        yield Quad(quad.subject, quad.predicate, value, quad.graph_name)
    for index, (thing, graph) in enumerate(sorted(things, key=str)):
        link = NamedNode(_LINKS[index % len(_LINKS)])
        yield Quad(thing, link, NamedNode(ADDRESSES[index % 2 * 2]), graph)
