"""Terms of use of documents, from facts to what pages read."""

from __future__ import annotations

from dataclasses import replace

from graph.memory import InMemoryEngine
from graph.rdf import quads
from graph.views.rights import Rights, rights_of
from ontology.model import Facts, TermsOfUse

MARK = "https://creativecommons.org/publicdomain/mark/1.0/"
PLAN = "https://w3id.org/policygraph/id/plan/"


def test_terms_of_a_document_stand_at_its_plan(sample_facts: Facts, second_facts: Facts) -> None:
    """Address and words by language; a document that states none is left out, nothing is assumed."""
    terms = TermsOfUse(MARK, (("zh", "公有领域"), ("en", "Public domain")))
    engine = InMemoryEngine(quads(replace(sample_facts, terms=terms)) | quads(second_facts))

    expected = {PLAN + "changzhou-2014": Rights(MARK, {"zh": "公有领域", "en": "Public domain"})}
    assert expected == rights_of(engine)
    assert expected == rights_of(engine, PLAN + "changzhou-2014")
    assert {} == rights_of(engine, PLAN + "jining-2014")
    engine.close()


def test_words_come_in_the_language_of_the_page_where_there_are_any() -> None:
    """Else in Chinese, else in what there is, with the language said."""
    both = Rights("", {"zh": "公有领域", "en": "Public domain"})
    assert ("Public domain", "en") == both.said("en")
    assert ("公有领域", "zh") == Rights("", {"zh": "公有领域"}).said("en")
    assert ("Domaine public", "fr") == Rights("", {"fr": "Domaine public"}).said("zh")
    assert ("", "") == Rights(MARK, {}).said("zh")
