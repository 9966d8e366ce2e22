"""Rows and columns that a person moves."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.views.matrix import Line
from graph.views.matrix_moves import MOST, Move, moved, read_moves, then, write_moves

BASE = "https://w3id.org/policygraph/"
LINES = tuple(Line(key, key, 1) for key in "abcd")
KEYS = st.one_of(
    st.sampled_from(["none", "topic/logistics", f"{BASE}id/org/changzhou/shangwuju"]),
    st.text(st.characters(exclude_categories=["C"]), min_size=1).map(
        lambda text: f"https://x.example/{text}"
    ),
)
MOVES = st.lists(st.builds(Move, KEYS, st.integers(0, 999_999)), max_size=MOST)


def order(*moves: Move) -> str:
    """Keys of `LINES` after moves."""
    return "".join(line.key for line in moved(LINES, moves))


def test_a_line_goes_to_its_place_and_the_others_keep_their_order() -> None:
    """One after the other; places behind the end are the end, lines that are gone move nothing."""
    assert "cabd" == order(Move("c", 0))
    assert "bcda" == order(Move("a", 99))
    assert "bacd" == order(Move("c", 0), Move("b", 0), Move("c", 2))
    assert "abcd" == order(Move("gone", 0))


def test_a_line_that_is_moved_twice_in_a_row_has_been_moved_once() -> None:
    """Going up step by step makes no longer address."""
    moves = then(then((Move("d", 0),), Move("b", 2)), Move("b", 1))
    assert (Move("d", 0), Move("b", 1)) == moves


@given(MOVES)
def test_an_address_keeps_moves_as_they_are(moves: list[Move]) -> None:
    """Whatever the keys hold."""
    assert tuple(moves) == read_moves(write_moves(moves, BASE), BASE)


def test_keys_of_resources_are_short_in_an_address() -> None:
    """Without the base of the identifiers."""
    assert "org/changzhou/shangwuju~0" == write_moves([Move(f"{BASE}id/org/changzhou/shangwuju", 0)], BASE)


@pytest.mark.parametrize(
    "text", ["a", "a~", "a~-1", "a~1~b", "a~１", "a~1234567", "~".join(["a~1"] * (MOST + 1))]
)
def test_what_is_no_list_of_moves_is_refused(text: str) -> None:
    """Never half of it."""
    with pytest.raises(ValueError, match=r"moves are|no place"):
        read_moves(text, BASE)
