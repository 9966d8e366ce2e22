"""Updates of a dataset whose default graph is a union, and of a plain one; read as operations."""

from __future__ import annotations

import pytest
from pyoxigraph import RdfFormat, Store, Triple, parse

from graph.memory import InMemoryEngine
from graph.updatetext import operations, rewritten, targets, templates
from graph.updating import apply_update
from graph.writing import Author
from graph.writing_memory import InMemoryWriter
from ontology.errors import QueryRefused, QuerySyntaxError, WriteRefused

GRAPH = "https://w3id.org/policygraph/graph/"
ME = Author("tester")
NONE: list[Triple] = []


def quads(engine: InMemoryEngine) -> set[str]:
    """All quads of an engine; integers and our graphs written short."""
    found = (str(quad) for quad in engine.snapshot())
    return {
        item.replace("^^<http://www.w3.org/2001/XMLSchema#integer>", "").replace(GRAPH, "") for item in found
    }


def after(*updates: str, union: bool = True) -> set[str]:
    """What some updates leave in an empty dataset."""
    engine = InMemoryEngine((), union=union)
    writer = InMemoryWriter(engine)
    for text in updates:
        writer.update(f"PREFIX g: <{GRAPH}> {text}", author=ME)
    return quads(engine)


DATA = "INSERT DATA { <urn:a> <urn:p> 1 GRAPH g:x { <urn:a> <urn:p> 1, 2 } }"
KEPT = {'<urn:a> <urn:p> "1"', '<urn:a> <urn:p> "2"', '<urn:a> <urn:p> "1" <x>', '<urn:a> <urn:p> "2" <x>'}


@pytest.mark.parametrize(
    "text",
    [
        "DELETE DATA { <urn:a> <urn:p> 1 }",
        "DELETE WHERE { <urn:a> <urn:p> ?o }",
        "DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }",
        "WITH g:default DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }",
        "CLEAR DEFAULT",
        "DROP SILENT DEFAULT",
        "CLEAR GRAPH g:default",
        "COPY g:nothing TO DEFAULT",
        "MOVE SILENT g:nothing TO DEFAULT ; CLEAR SILENT DEFAULT",
    ],
)
def test_deleting_from_a_union_leaves_the_other_graphs(text: str) -> None:
    """What another graph says too is still in the union."""
    setup = [DATA, "INSERT DATA { GRAPH g:nothing { <urn:z> <urn:p> 1 } }; CLEAR GRAPH g:nothing"]
    text = text.replace("COPY g:nothing", "COPY SILENT g:nothing")

    assert KEPT <= after(*setup, text)
    if "COPY" not in text:
        assert KEPT == after(*setup, text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("INSERT { GRAPH g:y { ?s ?p ?o } } WHERE { GRAPH g:x { ?s ?p ?o } }", {'<urn:a> <urn:p> "1" <y>'}),
        ("INSERT { ?s <urn:q> ?o . GRAPH g:y { ?s ?p ?o } ?s <urn:r> ?o } WHERE { ?s ?p ?o }",
         {'<urn:a> <urn:q> "1" <default>', '<urn:a> <urn:p> "2" <y>', '<urn:a> <urn:r> "1" <default>'}),
        ("WITH g:x INSERT { ?s <urn:q> ?o } WHERE { ?s ?p ?o }", {'<urn:a> <urn:q> "2" <x>', '<urn:a> <urn:q> "2"'}),
        ("ADD DEFAULT TO g:y", {'<urn:a> <urn:p> "1" <y>'}),
        ("COPY g:x TO DEFAULT", {'<urn:a> <urn:p> "2" <default>'}),
        ("INSERT { GRAPH ?g { ?s <urn:q> ?o } } WHERE { GRAPH ?g { ?s ?p ?o } }",
         {'<urn:a> <urn:q> "1" <x>', '<urn:a> <urn:q> "1" <default>', '<urn:a> <urn:q> "2" <x>'}),
        ("INSERT DATA { <urn:b> <urn:p> 7 } ; INSERT { GRAPH g:y { ?s ?p ?o } } WHERE { ?s ?p ?o FILTER (?o = 7) }",
         {'<urn:b> <urn:p> "7" <y>'}),
        ("DELETE { GRAPH g:x { ?s ?p 2 } } INSERT { ?s ?p 9 } USING g:x WHERE { ?s ?p 2 } ;"
         " INSERT { GRAPH g:y { ?s ?p ?o } } WHERE { ?s ?p ?o FILTER (?o > 1) }", {'<urn:a> <urn:p> "9" <y>'}),
    ],
)  # fmt: skip
def test_writing_in_a_union(text: str, expected: set[str]) -> None:
    """Templates of the default graph go to its named graph; later operations see the union of the earlier."""
    assert expected <= after(DATA, text)


def test_a_deletion_is_seen_by_the_next_operation() -> None:
    """The union is true between the operations of one request."""
    text = "DELETE DATA { GRAPH g:x { <urn:a> <urn:p> 2 } } ; INSERT { GRAPH g:y { ?s ?p ?o } } WHERE { ?s ?p ?o }"

    found = after(DATA, text)

    assert '<urn:a> <urn:p> "1" <y>' in found
    assert '<urn:a> <urn:p> "2" <y>' not in found


def test_a_plain_dataset_keeps_its_default_graph() -> None:
    """No union, and nothing written to another graph than the one named."""
    expected = {'<urn:a> <urn:p> "1"', '<urn:a> <urn:p> "1" <x>', '<urn:a> <urn:p> "2" <x>'}

    assert expected == after(DATA, union=False)
    assert expected - {'<urn:a> <urn:p> "1"'} == after(DATA, "CLEAR DEFAULT", union=False)


def test_nothing_changes_when_all_is_as_asked() -> None:
    """The same again makes no revision, nor does a deletion of what is not there."""
    engine = InMemoryEngine(())
    writer = InMemoryWriter(engine)
    first = writer.update("INSERT DATA { <urn:a> <urn:p> 1 }", author=ME)
    again = writer.update("INSERT DATA { <urn:a> <urn:p> 01 }", author=ME)
    nothing = writer.update("DELETE DATA { <urn:b> <urn:p> 1 }", author=ME)

    assert (True, False, False) == (first.changed, again.changed, nothing.changed)
    assert first.revision == nothing.revision


def test_blank_nodes_are_named_by_their_place() -> None:
    """The same data gives the same revision digest on any machine."""
    digests = set()
    for label in ("a", "b"):
        engine = InMemoryEngine(())
        InMemoryWriter(engine).update(f"INSERT DATA {{ _:{label} <urn:p> [ <urn:q> 1 ] }}", author=ME)
        assert engine.revision is not None
        digests.add(engine.revision.digest)

    assert 1 == len(digests)


def test_load_reads_only_through_what_fetches() -> None:
    """The engine never opens a connection by itself, not even for an update that does not parse."""
    asked: list[str] = []

    def fetch(iri: str) -> list[Triple]:
        asked.append(iri)
        return [quad.triple for quad in parse("<urn:a> <urn:p> 1 .", format=RdfFormat.TURTLE)]

    def run(text: str) -> set[str]:
        return apply_update(Store(), text, default=None, base_iri=None, fetch=fetch)

    assert {""} == run("LOAD <http://127.0.0.1:1/a>")
    assert {"urn:g"} == run("LOAD SILENT <http://127.0.0.1:1/b> INTO GRAPH <urn:g>")
    for text in (
        "LOAD <http://127.0.0.1:1/c> INTO",
        "LOAD ex:d",
        "CREATE GRAPH <urn:g> ;; LOAD <http://127.0.0.1:1/e>",
    ):
        with pytest.raises(QuerySyntaxError):
            run(text)
    assert ["http://127.0.0.1:1/a", "http://127.0.0.1:1/b"] == asked


def test_an_author_writes_only_where_they_may() -> None:
    """A graph that would change counts, one that would stay as it is does not."""
    engine = InMemoryEngine(())
    writer = InMemoryWriter(engine)
    limited = Author("limited", (f"{GRAPH}mine",))
    writer.update(f"PREFIX g: <{GRAPH}> {DATA}", author=ME)

    with pytest.raises(WriteRefused):
        writer.update(f"PREFIX g: <{GRAPH}> CLEAR GRAPH g:x", author=limited)
    with pytest.raises(WriteRefused):
        writer.put(f"{GRAPH}x", NONE, author=limited)
    assert not writer.update(
        f"PREFIX g: <{GRAPH}> DELETE DATA {{ GRAPH g:x {{ <urn:z> <urn:p> 1 }} }}", author=limited
    ).changed


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("", []),
        ("PREFIX a: <urn:>", []),
        ("INSERT DATA { <urn:a> <urn:b> ';' } ;", ["data"]),
        ("CLEAR ALL ; # ; \n PREFIX a: <urn:> DELETE WHERE { a:b ?p ?o } ; WITH a:g INSERT {} WHERE { ?s ?p ?o }",
         ["manage", "delete where", "modify"]),
        ("LOAD <urn:a;b> ; DELETE DATA {}", ["load", "data"]),
        ("not an update", ["manage"]),
    ],
)  # fmt: skip
def test_a_request_is_cut_into_operations(text: str, kinds: list[str]) -> None:
    """At semicolons outside of braces, strings, IRIs and comments; line and column stay."""
    found = operations(text)

    assert kinds == [operation.kind for operation in found]
    assert all(len(operation.text) <= len(text) for operation in found)
    assert all(operation.text.count("\n") <= text.count("\n") for operation in found)


def test_names_are_resolved_as_the_prologue_says() -> None:
    """Prefixes and bases hold from where they stand; a later one hides an earlier one."""
    text = "BASE <http://a/> PREFIX p: <x/> CLEAR GRAPH p:g ; PREFIX p: <y/> CLEAR GRAPH p:g ; CLEAR GRAPH <../z>"
    found = operations(text, "http://other/")

    assert ["http://a/x/g", "http://a/y/g", "http://a/z"] == [
        operation.iri(targets(operation)[0]) for operation in found
    ]


def test_templates_are_wrapped_outside_of_graph() -> None:
    """Each run of triples for the default graph, and nothing else."""
    (operation,) = operations("INSERT { ?a ?b ?c . GRAPH ?g { ?d ?e ?f } ?h ?i ?j } WHERE { ?a ?b ?c }")

    text = rewritten(operation, "urn:d", ["urn:u"])

    assert (
        "INSERT{GRAPH<urn:d>{?a?b?c.}GRAPH?g{?d?e?f}GRAPH<urn:d>{?h?i?j}}USING<urn:u>WHERE{?a?b?c}"
        == text.replace(" ", "")
    )
    assert ["?g"] == [token.text for token in templates(operation)[0].graphs]


def test_a_dataset_is_described_once() -> None:
    """USING or WITH beside the protocol's parameters is an error (SPARQL 1.1 Protocol, 2.2.3)."""
    for text in ("INSERT {} USING <urn:a> WHERE {}", "WITH <urn:a> INSERT {} WHERE {}"):
        (operation,) = operations(text)
        with pytest.raises(QueryRefused):
            rewritten(operation, None, ["urn:u"])
