"""A short, deterministic part of ``make fuzz``: the same inputs at each run."""

from __future__ import annotations

import random
from collections.abc import Callable
from contextlib import nullcontext
from functools import partial

import pytest

from loaders.extract import extract
from loaders.normalise import normalise
from loaders.outline import outline
from loaders.rules.acting import _BUREAU
from ontology.errors import EmptyDocument
from tests.api.writing import BEARER, writable
from tests.fuzzing.__main__ import TARGETS
from tests.fuzzing.documents import prove, raw
from tests.fuzzing.running import give
from tests.fuzzing.texts import PLAN_LIKE, SHAPES
from tests.timing import grows_in_line

#: Inputs for each target; together some ten seconds.
_COUNTS = {
    "files": 60,
    "extraction": 15,
    "regular expressions": 15,
    "corrections": 25,
    "queries": 25,
    "requests": 40,
}
#: Shapes that once took quadratic time in some rule, and one of each family.
_ONCE_QUADRATIC = (
    "blanks",
    "commas",
    "money",
    "percent",
    "numbered lines with words",
    "different firms",
    "lead and support",
)


@pytest.mark.parametrize("name", TARGETS)
def test_bad_input_breaks_nothing(name: str) -> None:
    """Each input ends in an answer or a refusal in words; what breaks is named by its number."""
    count = _COUNTS.get(name, 40)

    assert count == give(name, TARGETS[name](), count=count).tried


@pytest.mark.parametrize("name", SHAPES)
def test_every_shape_gives_proven_facts(name: str) -> None:
    """A few hundred characters of each hostile shape are extracted whole or said to be empty."""
    text = SHAPES[name](400)
    try:
        facts = extract(raw(text))
    except EmptyDocument:
        return
    prove(facts)


@pytest.mark.parametrize(
    "name", [*PLAN_LIKE, "headings", "brackets of all kinds", "any code points", "blanks", "numbered lines"]
)
def test_text_is_normalised_and_outlined_in_line_with_its_length(name: str) -> None:
    """Ten times the text takes about ten times the time, whatever stands in it."""

    def reading(count: int) -> Callable[[], object]:
        text = SHAPES[name](count)
        return lambda: outline(normalise(text).text)

    assert grows_in_line(reading, 20_000)


@pytest.mark.parametrize("name", _ONCE_QUADRATIC)
def test_extraction_is_in_line_with_the_length(name: str) -> None:
    """A sentence that never ends, a thousand headings, a thousand firms: no rule looks at everything for each."""

    def reading(count: int) -> Callable[[], object]:
        return partial(extract, raw(SHAPES[name](count)))

    assert grows_in_line(reading, 1_500)


@pytest.mark.parametrize(
    ("name", "number"),
    [
        ("extraction", 667),  # a cell of many digits in a column of deadlines was cut in every possible way
        ("files", 2087),  # a workbook whose packed parts are damaged
        ("files", 5104),
    ],
)
def test_what_once_broke_something_is_given_again(name: str, number: int) -> None:
    """Inputs that the long run found, and their causes."""
    assert 1 == give(name, TARGETS[name](), count=1, first=number).tried


def test_a_graph_named_by_no_host_is_refused() -> None:
    """A name that looks like an IRI and is none was an error inside, when it was written and when it was read."""
    with writable(rate=0) as client:
        for method in ("GET", "HEAD", "PUT", "POST", "DELETE"):
            body = b"<urn:a> <urn:p> 1 ." if method in ("PUT", "POST") else None
            headers = {**BEARER, "Content-Type": "text/turtle"}
            answer = client.request(
                method, "/data?graph=http%3A%2F%2F%5B%3A%3A1", headers=headers, content=body
            )

            assert 400 == answer.status_code, method


def test_an_input_is_made_again_by_its_number() -> None:
    """What is found can be looked at: the same number gives the same input."""
    seen: list[float] = []

    def note(chance: random.Random) -> None:
        seen.append(chance.random())

    give("x", nullcontext(note), count=3)
    give("x", nullcontext(note), count=1, first=2)

    assert seen[2] == seen[3]
    assert 3 == len(set(seen))


def test_what_breaks_is_named() -> None:
    """The message says which target and which number."""

    def fail(_: random.Random) -> None:
        raise ValueError("so")

    with pytest.raises(AssertionError, match="y, input 5: ValueError: so"):
        give("y", nullcontext(fail), count=1, first=5)


def test_a_row_of_universities_and_months_is_read() -> None:
    """Names that hold the ends of other names can be divided in many ways; only one of them is tried."""
    text = "月月月大学月月大学月月月二月月大学二月月月二二大学月二大学月月大学月二二二大学月" * 7

    assert _BUREAU.search(text) is None
    acts = _BUREAU.match("市教育局、常州大学三年培训")
    assert acts is not None
    assert "市教育局、常州大学" == acts.group()
