"""A reasoner proves the ontology, and finds what contradicts it."""

from __future__ import annotations

import shutil
import tempfile
import warnings
from pathlib import Path

import pytest
from rdflib import OWL, RDF, RDFS, Graph, Literal, URIRef

from ontology.reasoning import Verdict, check
from ontology.terms import PG, XSD

_X = URIRef("https://example.org/x")
needs_java = pytest.mark.skipif(
    shutil.which("java") is None,
    reason="Java is missing, so HermiT could not run: the ontology was NOT proven consistent here",
)


def _triples(*triples: tuple[URIRef, URIRef, URIRef | Literal]) -> str:
    graph = Graph()
    for triple in triples:
        graph.add(triple)
    return graph.serialize(format="nt")


@needs_java
def test_the_ontology_is_consistent_and_every_class_satisfiable(capfd: pytest.CaptureFixture[str]) -> None:
    """HermiT proves the ontology with its concepts, and makes no noise."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        verdict = check()
    assert verdict == Verdict("HermiT", consistent=True)
    assert verdict.sound
    assert capfd.readouterr() == ("", "")


@needs_java
def test_instance_data_is_consistent_with_it(sample: Graph) -> None:
    """The sample, which uses every class and property, dates and years included, contradicts nothing."""
    assert check(sample.serialize(format="nt")) == Verdict("HermiT", consistent=True)


@needs_java
@pytest.mark.parametrize(
    "triples",
    [
        pytest.param(
            [(_X, RDF.type, URIRef(PG.Section)), (_X, RDF.type, URIRef(PG.Measure))],
            id="a section that is a measure",
        ),
        pytest.param(
            [
                (_X, URIRef(PG.startYear), Literal("2014", datatype=URIRef(XSD.gYear))),
                (_X, URIRef(PG.startYear), Literal("2015", datatype=URIRef(XSD.gYear))),
            ],
            id="two start years",
        ),
        pytest.param([(_X, URIRef(PG.dueYear), Literal("soon"))], id="a due year that is no year"),
        pytest.param(
            [(_X, URIRef(PG.topic), _X), (_X, URIRef(PG.responsibleFor), _X)],
            id="a measure that is an organisation",
        ),
    ],
)
def test_contradictions_are_found(
    triples: list[tuple[URIRef, URIRef, URIRef | Literal]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Data that contradicts an axiom makes the whole inconsistent, and leaves no file behind."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    assert check(_triples(*triples)) == Verdict("HermiT", consistent=False)
    assert [] == list(tmp_path.iterdir())


@needs_java
def test_the_shortcut_follows_from_responsibilities() -> None:
    """Denying the shortcut of a stated responsibility is a contradiction: the property chain entails it."""
    r, m, o, denial = (URIRef(f"https://example.org/{name}") for name in ("r", "m", "o", "denial"))
    stated = [(r, URIRef(PG.measure), m), (r, URIRef(PG.department), o)]
    denied = [
        (denial, RDF.type, OWL.NegativePropertyAssertion),
        (denial, OWL.sourceIndividual, o),
        (denial, OWL.assertionProperty, URIRef(PG.responsibleFor)),
        (denial, OWL.targetIndividual, m),
    ]
    assert check(_triples(*denied)).consistent
    assert not check(_triples(*stated, *denied)).consistent


@needs_java
def test_an_unsatisfiable_class_is_named() -> None:
    """A class below two disjoint ones is consistent, but can have no members: it is listed."""
    verdict = check(
        _triples(
            (_X, RDF.type, OWL.Class),
            (_X, RDFS.subClassOf, URIRef(PG.Plan)),
            (_X, RDFS.subClassOf, URIRef(PG.Measure)),
        )
    )
    assert verdict == Verdict("HermiT", consistent=True, unsatisfiable=(str(_X),))
    assert not verdict.sound


@needs_java
def test_an_unknown_datatype_is_a_problem_in_words() -> None:
    """A datatype that HermiT does not know gives no verdict, and the problem names the cause."""
    month = Literal("--05", datatype=URIRef("http://www.w3.org/2001/XMLSchema#gMonth"))
    verdict = check(_triples((_X, URIRef(PG.dueYear), month)))
    assert not verdict.ran
    assert "UnsupportedDatatypeException" in verdict.problem


def test_without_java_the_verdict_says_so(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """With no Java on the PATH there is no verdict, but words that say what to install."""
    monkeypatch.setenv("PATH", str(tmp_path))
    verdict = check()
    assert (verdict.consistent, verdict.sound) == (None, False)
    assert "install a Java runtime" in verdict.problem


def test_what_is_no_n_triples_is_refused() -> None:
    """Additional data that does not parse is the caller's mistake."""
    with pytest.raises(ValueError, match="no N-Triples"):
        check("this is not N-Triples")
