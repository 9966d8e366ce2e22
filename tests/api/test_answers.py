"""The table of answers: bounded, and true to Vary."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from api.answers import Answers, Held, Question

ROOM = 1 << 20
PLAIN = Question("r1", "GET", b"http://h/a", b"")


def held(text: bytes, *headers: tuple[bytes, bytes]) -> Held:
    """An answer of these bytes."""
    return Held(headers, text)


def test_a_question_is_found_again() -> None:
    """What was kept is given, and counted as a hit."""
    answers = Answers(ROOM)
    answers.keep(PLAIN, (), {}, held(b"one"))

    assert held(b"one") == answers.find(PLAIN, {b"accept": b"text/html"})
    assert (1, 1) == (answers.counts().hits, answers.counts().entries)


def test_another_revision_is_another_question() -> None:
    """After a load nothing old is given."""
    answers = Answers(ROOM)
    answers.keep(PLAIN, (), {}, held(b"old"))

    assert answers.find(Question("r2", "GET", b"http://h/a", b""), {}) is None


def test_the_first_answer_of_a_revision_takes_the_place_of_all_older_ones() -> None:
    """Nobody can find those again, so they do not wait until the room is full."""
    answers = Answers(ROOM)
    answers.keep(PLAIN, (), {}, held(b"old"))
    answers.keep(replace(PLAIN, address=b"http://h/b"), (), {}, held(b"old"))
    answers.keep(replace(PLAIN, revision="r2"), (), {}, held(b"new"))

    assert (1, held(b"new").size) == (answers.counts().entries, answers.counts().size)
    assert held(b"new") == answers.find(replace(PLAIN, revision="r2"), {})


def test_answers_differ_by_the_headers_that_vary_names() -> None:
    """Accept is looked at where the answer says so; other headers are not."""
    answers = Answers(ROOM)
    answers.keep(PLAIN, (b"accept",), {b"accept": b"text/csv"}, held(b"csv"))
    answers.keep(PLAIN, (b"accept",), {}, held(b"json"))

    assert held(b"csv") == answers.find(PLAIN, {b"accept": b"text/csv", b"accept-language": b"zh"})
    assert held(b"json") == answers.find(PLAIN, {})
    assert answers.find(PLAIN, {b"accept": b"text/html"}) is None


def test_an_answer_that_varies_by_more_replaces_the_others() -> None:
    """When a route learns to look at a language, what was kept without is gone."""
    answers = Answers(ROOM)
    answers.keep(PLAIN, (b"accept",), {}, held(b"any"))
    answers.keep(PLAIN, (b"accept", b"accept-language"), {b"accept-language": b"zh"}, held(b"zh"))

    assert answers.find(PLAIN, {}) is None
    assert held(b"zh") == answers.find(PLAIN, {b"accept-language": b"zh"})


def test_nothing_is_kept_without_room() -> None:
    """Size 0 is off; and one large answer does not drive out all others."""
    off, small = Answers(0), Answers(ROOM)
    off.keep(PLAIN, (), {}, held(b""))
    small.keep(PLAIN, (), {}, held(b"x" * (ROOM // 4)))

    assert (None, None) == (off.find(PLAIN, {}), small.find(PLAIN, {}))


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(0, 40), st.integers(0, 20_000)), max_size=200))
def test_the_size_is_kept_whatever_comes(steps: list[tuple[int, int, int]]) -> None:
    """Its count of bytes is the sum of what it holds, and never over the limit."""
    answers = Answers(ROOM // 8)
    last = {}
    for page, accept, size in steps:
        question = Question("r1", "POST", b"/%d" % page, b"", b"q" * page)
        headers = {b"accept": str(accept).encode()}
        answers.keep(question, (b"accept",), headers, held(b"x" * size))
        last[page, accept] = size
        assert 0 <= answers.counts().size <= ROOM // 8
    for (page, accept), size in last.items():
        question = Question("r1", "POST", b"/%d" % page, b"", b"q" * page)
        found = answers.find(question, {b"accept": str(accept).encode()})
        assert found is None or size == len(found.body)


def test_the_least_recently_used_leaves_first() -> None:
    """What is asked again stays."""
    answers = Answers(8 * 4100)
    pages = [Question("r1", "GET", b"/%d" % number, b"") for number in range(9)]
    for page in pages[:8]:
        answers.keep(page, (), {}, held(b"x" * 1900))
    answers.find(pages[0], {})
    answers.keep(pages[8], (), {}, held(b"x" * 1900))

    assert answers.find(pages[0], {}) is not None
    assert answers.find(pages[1], {}) is None
