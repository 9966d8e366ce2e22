"""Reading what another SPARQL server answers: JSON results and N-Triples, made regular.

Tables are always fetched as JSON, whose end can be seen, and graphs as N-Triples; other formats are
written here. Known irregularities are repaired in the bytes, before the parser sees them:

* Virtuoso names blank nodes ``nodeID://b10001`` in JSON, which is no blank node label;
* Virtuoso answers ASK with a table of one column, ``__ASK_RETVAL``, and no row for "no";
* booleans come back as ``"1"``: they are written as `true` here, as the embedded store does.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from typing import IO, Final

from pyoxigraph import QueryBoolean, QueryResultsFormat, QuerySolutions, RdfFormat, Triple, parse
from pyoxigraph import parse_query_results as parse_results

from graph.engine import Row
from graph.remote_faults import remote_fault
from ontology.errors import StoreError

__all__ = [
    "GRAPH_TYPES",
    "TABLE_TYPES",
    "Repaired",
    "read_boolean",
    "read_graph",
    "read_rows",
    "read_table",
    "refuse_cut_json",
    "renamed",
]

#: What is asked for, and what is taken for it.
TABLE_TYPES: Final = {
    "application/sparql-results+json": ("application/sparql-results+json", "application/json")
}
GRAPH_TYPES: Final = {"application/n-triples": ("application/n-triples", "text/ntriples", "text/plain")}

_BOOLEAN: Final = rb"http://www\.w3\.org/2001/XMLSchema#boolean"
#: None of these can begin inside a string of JSON or N-Triples: there a quote is escaped.
_BLANK_NODE: Final = re.compile(rb'("type"\s*:\s*"bnode"\s*,\s*"value"\s*:\s*")nodeID://')
_BOOLEAN_FIRST: Final = re.compile(rb'("datatype"\s*:\s*"' + _BOOLEAN + rb'"\s*,\s*"value"\s*:\s*)"([01])"')
_BOOLEAN_LAST: Final = re.compile(
    rb'("value"\s*:\s*)"([01])"(?=\s*,\s*"datatype"\s*:\s*"' + _BOOLEAN + rb'")'
)
_BOOLEAN_TRIPLE: Final = re.compile(rb'()"([01])"(?=\^\^<' + _BOOLEAN + rb">)")
_PIECE: Final = 256 * 1024
#: Longer than any of the patterns' matches.
_OVERLAP: Final = 512
_ASK: Final = "__ASK_RETVAL"


class Repaired:
    """A binary file to read from in which ``repair`` changes bytes.

    It is given pieces that overlap, and must leave alone what it has changed already.
    """

    def __init__(self, source: IO[bytes], repair: Callable[[bytes], bytes]) -> None:
        self._source = source
        self._repair = repair
        self._held = b""
        self._ready = b""
        self._ended = False

    def read(self, size: int = -1) -> bytes:
        """Up to ``size`` bytes, all that is left without it; empty at the end."""
        while not self._ended and (size < 0 or len(self._ready) < size):
            self._fill()
        if size < 0:
            size = len(self._ready)
        given, self._ready = self._ready[:size], self._ready[size:]
        return given

    def _fill(self) -> None:
        piece = self._source.read(_PIECE)
        text = self._repair(self._held + piece)
        if piece:
            # The end is held back, so that a match is never cut in two.
            cut = max(0, len(text) - _OVERLAP)
            self._ready, self._held = self._ready + text[:cut], text[cut:]
        else:
            self._ready, self._held, self._ended = self._ready + text, b"", True


def renamed(source: IO[bytes], names: Mapping[bytes, bytes]) -> Repaired:
    """A file in which each of ``names`` is replaced; none is longer than the overlap."""
    pattern = re.compile(b"|".join(map(re.escape, names)))
    return Repaired(source, lambda text: pattern.sub(lambda match: names[match[0]], text))


def _regular_table(text: bytes) -> bytes:
    text = _BLANK_NODE.sub(rb"\1", text)
    return _BOOLEAN_LAST.sub(_worded, _BOOLEAN_FIRST.sub(_worded, text))


def _regular_graph(text: bytes) -> bytes:
    return _BOOLEAN_TRIPLE.sub(_worded, text)


def read_table(file: IO[bytes]) -> QuerySolutions | QueryBoolean:
    """The table or boolean of JSON results; `StoreError` when they are none.

    The rows are parsed as they are asked for, so a table raises `SyntaxError` where it breaks off.
    """
    try:
        return parse_results(Repaired(file, _regular_table), format=QueryResultsFormat.JSON)  # type: ignore[arg-type]
    except (SyntaxError, ValueError) as error:
        raise _garbage(error) from None


def refuse_cut_json(file: IO[bytes]) -> None:
    """Raise `StoreError` where a small answer is no whole JSON: the parser stops at the boolean, whatever comes then."""
    try:
        json.loads(file.read(_PIECE))
    except ValueError as error:
        raise _garbage(error) from None


def read_boolean(table: QuerySolutions | QueryBoolean) -> QueryBoolean:
    """The answer to ASK, also from a server that gives it as a table."""
    if isinstance(table, QueryBoolean):
        return table
    try:
        values = [solution[0].value for solution in table if solution[0] is not None]
    except (SyntaxError, ValueError) as error:
        raise _garbage(error) from None
    if [variable.value for variable in table.variables] != [_ASK] or len(values) > 1:
        raise remote_fault("the SPARQL server answered ASK with a table")
    word = "true" if values in (["1"], ["true"]) else "false"
    found = parse_results(f'{{"head":{{}},"boolean":{word}}}', format=QueryResultsFormat.JSON)
    assert isinstance(found, QueryBoolean)  # noqa: S101 it was written as one
    return found


def read_rows(file: IO[bytes]) -> list[Row]:
    """Rows of JSON results, without what is unbound."""
    table = read_table(file)
    if isinstance(table, QueryBoolean):
        raise remote_fault("the SPARQL server answered SELECT with a boolean")
    rows: list[Row] = []
    try:
        names = [variable.value for variable in table.variables]
        for solution in table:
            values = ((name, solution[name]) for name in names)
            rows.append({name: value for name, value in values if value is not None})
    except (SyntaxError, ValueError) as error:
        raise _garbage(error) from None
    finally:
        del table  # it must end in this thread: see `graph.asking.ask_rows`
    return rows


def read_graph(file: IO[bytes]) -> Iterator[Triple]:
    """Triples of N-Triples; `StoreError` where they are none."""
    try:
        for quad in parse(Repaired(file, _regular_graph), format=RdfFormat.N_TRIPLES):  # type: ignore[arg-type]
            yield quad.triple
    except (SyntaxError, ValueError) as error:
        raise _garbage(error) from None


def _worded(match: re.Match[bytes]) -> bytes:
    return match[1] + (b'"true"' if match[2] == b"1" else b'"false"')


def _garbage(error: Exception) -> StoreError:
    words = str(error).partition("\n")[0]
    return remote_fault(f"the answer of the SPARQL server cannot be read ({words}): is it one (--store)?")
