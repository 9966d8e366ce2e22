"""Joins in another order: the same answers, fewer look-ups."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad, QuerySolutions, Store

from graph.joining import Triple, reordered
from graph.numbers import StoreNumbers

EX = "http://example.org/"
HEAD = f"PREFIX ex: <{EX}>\n"


class Told:
    """Numbers that are told: of a predicate's statements, five for each subject."""

    def __init__(self, **sizes: int) -> None:
        self.sizes = sizes

    def size(self, pattern: Triple, most: int) -> int:
        """As told; ten where a term is given."""
        known = self.sizes[pattern.predicate.removeprefix(f"<{EX}").removesuffix(">")]
        return min(most, 10 if pattern.subject or pattern.object else known)

    def fan(self, predicate: str, of: str) -> float:
        """Always five."""
        del predicate, of
        return 5.0


def test_patterns_that_are_all_large_become_sub_queries_the_smallest_first() -> None:
    """A look-up for each of ten thousand rows takes longer than to read each pattern once."""
    text = HEAD + "SELECT ?f (COUNT(?m) AS ?n) { ?b ex:for ?m ; ex:function ?f FILTER(?f != ?m) } GROUP BY ?f"
    told = Told(**{"for": 40_000, "function": 5_000})
    expected = (
        HEAD + "SELECT ?f (COUNT(?m) AS ?n) { { SELECT ?b ?f { ?b ex:function ?f . } }"
        " { SELECT ?b ?m { ?b ex:for ?m . } } FILTER(?f != ?m) } GROUP BY ?f"
    )
    assert expected == reordered(text, told)
    assert text == reordered(text, Told(**{"for": 600_000, "function": 5_000}))


@pytest.mark.parametrize(
    "where",
    [
        "{ ex:a ex:p ?b . ?b ex:q ?c }",
        "{ ?a ex:p ?b . ?c ex:q ?d }",
        "{ ?a ex:p/ex:q ?b . ?b ex:q ?c }",
        "{ ?a ex:p [ ex:q ?c ] }",
        "{ ?a ex:p _:b . _:b ex:q ?c }",
        "{ ?a ex:p ?b . ?b ?any ?c }",
        "{ ?a ex:p ?b . ?b ex:q ?c VALUES ?c { 1 } }",
        "{ ?a ex:p ?b . ?b ex:q ?c BIND(?c AS ?d) }",
        "{ ?a ex:p ?b OPTIONAL { ?b ex:p ?c } ?b ex:q ?d }",
        "{ ?a ex:p ?b . ?b ex:q ?c FILTER NOT EXISTS { ?c ex:p ?d } }",
        "{ ?a ex:p ?b . ?b ex:q ?c } VALUES ?c { 1 }",
        "{ ?a ex:p ?a . ?a ex:q ?c }",
        "{ ?a ex:p ?b . ?b ex:q ?c",
    ],
)
def test_what_begins_with_few_rows_or_is_more_than_patterns_is_left_alone(where: str) -> None:
    """So is what is no query at all: the engine tells what is wrong."""
    text = f"{HEAD}SELECT (COUNT(*) AS ?n) {where}"
    assert text == reordered(text, Told(p=5_000, q=5_000))


def test_numbers_of_whole_properties_are_not_asked_where_a_term_leaves_few() -> None:
    """To find them out takes longer than such a query; wherever the pattern with the term stands."""
    text = HEAD + "SELECT (COUNT(?c) AS ?n) { ?b ex:unknown ?c . ex:a ex:p ?b }"
    assert text == reordered(text, Told(p=90_000))


def test_a_query_that_gives_its_first_rows_at_once_is_left_alone() -> None:
    """Without a count or an order nothing has to be read to its end."""
    text = HEAD + "SELECT * { ?a ex:p ?b . ?b ex:q ?c } LIMIT 10"
    assert text == reordered(text, Told(p=5_000, q=5_000))


_NAMES = st.sampled_from("abcde")
_STATEMENTS = st.frozensets(
    st.tuples(_NAMES, st.sampled_from("pqr"), _NAMES | st.integers(1, 3)), max_size=40
)
_TERMS = st.sampled_from(["?x", "?y", "?z", "?w", "$x", "ex:a", '"1"'])
_PATTERNS = st.lists(
    st.tuples(st.sampled_from(["?x", "?y", "?z", "ex:b"]), st.sampled_from("pqr"), _TERMS),
    min_size=2,
    max_size=4,
)
_FILTERS = st.sampled_from(
    ["", "FILTER(?x != ?y)", "FILTER(BOUND(?z))", "OPTIONAL { ?x ex:p ?o }", "MINUS { ?x ex:q ?y }"]
)
_FORMS = st.sampled_from(
    [
        ("SELECT *", "ORDER BY ?x"),
        ("SELECT ?x (COUNT(*) AS ?n)", "GROUP BY ?x"),
        ("SELECT (COUNT(DISTINCT ?y) AS ?n)", ""),
        ("SELECT DISTINCT ?x ?o", "ORDER BY ?o"),
    ]
)


def _term(value: str | int) -> NamedNode | Literal:
    return NamedNode(EX + value) if isinstance(value, str) else Literal(str(value))


@given(_STATEMENTS, _PATTERNS, _FILTERS, _FORMS)
def test_the_answer_is_the_same_multiset(
    statements: frozenset[tuple[str, str, str | int]],
    patterns: list[tuple[str, str, str]],
    beside: str,
    form: tuple[str, str],
) -> None:
    """Whatever the patterns, filters and counts: every row as often as before."""
    store = Store()
    for subject, predicate, value in statements:
        store.add(Quad(NamedNode(EX + subject), NamedNode(EX + predicate), _term(value)))
    body = " . ".join(f"{subject} ex:{predicate} {value}" for subject, predicate, value in patterns)
    text = f"{HEAD}{form[0]} WHERE {{ {body} . {beside} }} {form[1]}"
    better = reordered(text, _Eager(store), few=0)
    assert _rows(store, text) == _rows(store, better)


class _Eager(StoreNumbers):
    """Numbers for which reading everything is always cheaper."""

    def size(self, pattern: Triple, most: int) -> int:
        """One at most."""
        return min(1, super().size(pattern, most))

    def fan(self, predicate: str, of: str) -> float:
        """One at least."""
        return max(1.0, super().fan(predicate, of))


def _rows(store: Store, text: str) -> Counter[tuple[tuple[str, str], ...]]:
    found = store.query(text)
    assert isinstance(found, QuerySolutions)
    names = [variable.value for variable in found.variables]
    return Counter(
        tuple(sorted((name, str(row[name])) for name in names if row[name] is not None)) for row in found
    )


def test_numbers_are_counted_up_to_a_bound_and_guessed_from_a_sample() -> None:
    """Thirty subjects with three statements each, all of one object."""
    store = Store()
    for number in range(30):
        for one in range(3):
            store.add(
                Quad(NamedNode(f"{EX}s{number}"), NamedNode(f"{EX}p"), NamedNode(f"{EX}o{number}-{one}"))
            )
        store.add(Quad(NamedNode(f"{EX}s{number}"), NamedNode(f"{EX}q"), NamedNode(f"{EX}all")))
    numbers = StoreNumbers(store)
    assert 90 == numbers.size(Triple(None, f"<{EX}p>", None), 1000)
    assert 7 == numbers.size(Triple(None, f"<{EX}q>", f"<{EX}all>"), 7)
    assert 30 == numbers.size(Triple(None, f"<{EX}q>", f"<{EX}all>"), 1000)
    assert 3.0 == pytest.approx(numbers.fan(f"<{EX}p>", "subject"))
    assert 1.0 == numbers.fan(f"<{EX}p>", "object")
    assert 30.0 == pytest.approx(numbers.fan(f"<{EX}q>", "object"))
