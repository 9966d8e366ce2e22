"""Lines that are told apart by a pattern are those that the engine would write again."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from pyoxigraph import RdfFormat, Store

import graph.importing
import graph.plain_lines
from graph.importing import read_rdf
from graph.plain_lines import plain_lines

BASE = "https://w3id.org/policygraph/"
_GRAPH = f"<{BASE}graph/jining-2014>"
_XSD = "http://www.w3.org/2001/XMLSchema#"
_QUOTED = st.lists(
    st.one_of(
        st.characters(exclude_categories=["Cs"]),
        st.sampled_from(['\\"', "\\\\", "\\n", "\\t", "\\u0041", "\\b"]),
    )
).map(lambda parts: '"' + "".join(parts) + '"')
_NUMBERS = st.one_of(
    st.from_regex(r"\A[+-]?[0-9]{0,20}(\.[0-9]{0,20})?\Z"),
    st.sampled_from(["true", "1", "-0", "-0.0", "0000", "2014-02-30"]),
)
_TYPES = st.sampled_from(["integer", "decimal", "boolean", "gYear", "date", "double", "dateTime", "string"])
_OBJECTS = st.one_of(
    _QUOTED,
    st.builds("{}@{}".format, _QUOTED, st.sampled_from(["zh", "en", "zh-cn", "zh-Hans", "zh-hans-cn"])),
    st.builds(lambda number, kind: f'"{number}"^^<{_XSD}{kind}>', _NUMBERS, _TYPES),
    st.from_regex(r"\A<https?://[a-z.:0-9]*[/#a-z%A-F0-9?é]*>\Z"),
)


@settings(deadline=None, max_examples=300)
@given(_OBJECTS)
@example('"a\ufffeb"')
@example('"a\u2028b\x85c"')
@example('"-0"^^<http://www.w3.org/2001/XMLSchema#integer>')
@example("<http://e:99999/>")
def test_what_is_plain_is_written_by_the_engine_as_it_is(value: str) -> None:
    """Whatever the object: a line that the engine refuses or writes otherwise is not plain."""
    line = f"<http://e/s> <http://e/p> {value} {_GRAPH} .\n"
    found = next(plain_lines(line))
    if found is not None:
        assert found == [("<http://e/s>", "<http://e/p>", value, _GRAPH)]
        assert line == _rewritten(line)


def _rewritten(line: str) -> str:
    store, out = Store(), io.BytesIO()
    store.load(line.encode(), format=RdfFormat.N_QUADS)
    store.dump(out, RdfFormat.N_QUADS)
    return out.getvalue().decode()


@pytest.mark.parametrize(
    "text",
    [
        f"<http://e/s> <http://e/p> <http://e/o> {_GRAPH} .",
        f"<http://e/s> <http://e/p> <http://e/o> {_GRAPH} .\r\n",
        f"<http://e/s>  <http://e/p> <http://e/o> {_GRAPH} .\n",
        f"# a comment\n<http://e/s> <http://e/p> <http://e/o> {_GRAPH} .\n",
        f"_:s <http://e/p> <http://e/o> {_GRAPH} .\n",
        "<http://e/s> <http://e/p> <http://e/o> .\n",
        "\n",
    ],
)
def test_other_lines_are_not_plain(text: str) -> None:
    """Missing ends, other ends, blanks, comments, blank nodes, no graph: the engine looks at those."""
    assert list(plain_lines(text)) == [None]


def test_a_long_text_comes_in_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    """All of its lines once and in order, also where one is longer than a part."""
    monkeypatch.setattr(graph.plain_lines, "_PART", 150)
    values = [f'"{"长" * length}"' for length in (1, 5, 400, 3, 1, 1)]
    parts = list(plain_lines("".join(f"<http://e/s> <http://e/p> {value} {_GRAPH} .\n" for value in values)))
    assert values == [line[2] for part in parts for line in part or ()]
    assert len(parts) > 1


def test_plain_and_other_files_give_the_same_graphs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In any order of lines, with repeats."""
    lines = [f'<http://e/{i % 7}> <http://e/p{i % 3}> "{i % 11}" {_GRAPH} .\n' for i in range(60)]
    lines += [f'<http://e/{i % 7}> <http://e/p> "{i}"@zh <{BASE}graph/x> .\n' for i in range(9)]
    path = tmp_path / "x.nq"
    path.write_text("".join(lines), encoding="utf-8")
    plain = read_rdf(path, BASE)
    monkeypatch.setattr(graph.importing, "_plain_graphs", lambda _: None)
    assert plain == read_rdf(path, BASE)
