"""The verdict of a reasoner: is the ontology consistent, and can every class have members.

The only place that knows owlready2, which brings the reasoner HermiT (Glimm et al. 2014, "HermiT: An
OWL 2 Reasoner") as a jar and needs Java for it. Nothing is fetched: the ontology has no imports, and
each check has a world of its own in memory.
"""

from __future__ import annotations

import re
import shutil
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from io import BytesIO
from threading import Lock
from types import SimpleNamespace
from typing import Final

from rdflib import Graph, Literal, URIRef
from rdflib.term import Node

from ontology.source import concepts_turtle, ontology_turtle
from ontology.terms import RDF, XSD

__all__ = ["Verdict", "check"]

_REASONER: Final = "HermiT"
_YEAR: Final = re.compile(r"(-?\d{4,})(?:Z|[+-]\d\d:\d\d)?")  # "2016", "2016Z"; not "16"

#: Datatypes outside the datatype map of OWL 2 (Structural Specification, section 4), on which HermiT
#: stops with UnsupportedDatatypeException, and what stands for them in its copy. Each keeps order and
#: equality: a year is its number, a day is its midnight; a langString is a PlainLiteral with a tag.
_STAND_INS: Final[dict[URIRef, URIRef]] = {
    URIRef(XSD.gYear): URIRef(XSD.integer),
    URIRef(XSD.date): URIRef(XSD.dateTime),
    URIRef(RDF.langString): URIRef("http://www.w3.org/1999/02/22-rdf-syntax-ns#PlainLiteral"),
}

#: owlready2 keeps its reasoner's settings in a module, so only one check at a time may change them.
_ONE_AT_A_TIME = Lock()


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the reasoner found.

    ``consistent`` is None when it could not run; ``problem`` then says why and what to do, and is empty
    otherwise. ``unsatisfiable`` holds the IRIs, sorted, of the named classes that can have no members.
    """

    reasoner: str
    consistent: bool | None
    unsatisfiable: tuple[str, ...] = ()
    problem: str = ""

    @property
    def ran(self) -> bool:
        """Whether the reasoner came to a verdict at all."""
        return self.consistent is not None

    @property
    def sound(self) -> bool:
        """Whether the ontology is proven consistent with every class satisfiable."""
        return self.consistent is True and not self.unsatisfiable


def check(extra: str = "") -> Verdict:
    """Reason over the packaged ontology and concepts, together with ``extra`` N-Triples.

    ``extra`` may be axioms or instance data (the caller's facts, to be proven consistent). HermiT's time
    grows steeply with the number of individuals: give it one small document, not a whole store.
    Raises ``ValueError`` when ``extra`` is no N-Triples; a missing Java is a verdict, not an error.
    """
    graph = Graph().parse(data=ontology_turtle(), format="turtle")
    graph.parse(data=concepts_turtle(), format="turtle")
    try:
        graph.parse(data=extra, format="nt11")
    except Exception as error:  # rdflib's parser raises several unrelated kinds
        raise ValueError(f"the additional triples are no N-Triples: {error}") from error
    if shutil.which("java") is None:
        return Verdict(
            _REASONER,
            None,
            problem="Java was not found on the PATH, and HermiT is a Java program: install a Java runtime "
            "of version 11 or later and run the check again.",
        )
    return _reason(_readable_by_hermit(graph).serialize(format="nt11", encoding="utf-8"))


def _readable_by_hermit(graph: Graph) -> Graph:
    """Copy of the graph in which datatypes that HermiT does not know are replaced by their stand-ins."""
    copy = Graph()
    for subject, predicate, value in graph:
        copy.add((subject, predicate, _stand_in(value)))
    return copy


def _stand_in(value: Node) -> Node:
    if isinstance(value, URIRef):
        return _STAND_INS.get(value, value)
    if not isinstance(value, Literal):
        return value
    if value.datatype == URIRef(XSD.date):
        return Literal(f"{str(value)[:10]}T00:00:00", datatype=URIRef(XSD.dateTime))
    if value.datatype == URIRef(XSD.gYear) and (match := _YEAR.fullmatch(str(value))):
        return Literal(str(int(match[1])), datatype=URIRef(XSD.integer))
    return value


def _reason(triples: bytes) -> Verdict:
    with warnings.catch_warnings():
        # owlready2 warns of an optional accelerator that is absent; that is no news to our callers.
        warnings.simplefilter("ignore")
        import owlready2

    world = owlready2.World()
    try:
        ontology = world.get_ontology("https://w3id.org/policygraph/ontology/reasoning#")
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)
            ontology.load(fileobj=BytesIO(triples), only_local=True)
        try:
            with _ONE_AT_A_TIME, _cleaned_up(owlready2.reasoning):
                owlready2.sync_reasoner_hermit(world, debug=0)
        except owlready2.OwlReadyInconsistentOntologyError:
            return Verdict(_REASONER, consistent=False)
        except owlready2.OwlReadyJavaError as error:
            return Verdict(_REASONER, None, problem=f"HermiT stopped: {_first_line(error)}")
        bottom = (each.iri for each in world.inconsistent_classes() if each is not owlready2.Nothing)
        return Verdict(_REASONER, consistent=True, unsatisfiable=tuple(sorted(bottom)))
    finally:
        world.close()


@contextmanager
def _cleaned_up(reasoning: SimpleNamespace) -> Iterator[None]:
    """Let owlready2 write its temporary file into a folder that is removed whatever happens.

    `sync_reasoner_hermit` deletes the file only on success: an inconsistent ontology leaves it behind
    (owlready2 0.51, ``reasoning.py``: ``os.unlink`` stands after the raise).
    """
    original = reasoning.tempfile
    with tempfile.TemporaryDirectory(prefix="policygraph-") as folder:
        reasoning.tempfile = SimpleNamespace(
            NamedTemporaryFile=partial(tempfile.NamedTemporaryFile, dir=folder)
        )
        try:
            yield
        finally:
            reasoning.tempfile = original


def _first_line(error: Exception) -> str:
    """The line of Java's output that says what happened, without its stack trace."""
    lines = [line.strip() for line in str(error).splitlines()]
    told = [line for line in lines if line and not line.startswith(("Java error message", "at "))]
    return told[0] if told else type(error).__name__
