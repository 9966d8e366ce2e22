"""SERVICE without the engine: each is asked beforehand, and its answer stands in the query as VALUES.

The engine opens connections by itself, to any address and without limits. A SERVICE is evaluated on its own
and then joined (SPARQL 1.1 Federated Query, section 4), so its solutions may as well stand in its place.
"""

from __future__ import annotations

from collections.abc import Sequence

from pyoxigraph import BlankNode, QuerySolutions, Triple

from graph.fetching import Fetcher
from graph.querytext import Token, base_and_prefixes, resolved, tokens
from ontology.errors import QueryRefused

__all__ = ["federated"]


def federated(text: str, base_iri: str | None, fetcher: Fetcher) -> str:
    """The query with the answers of other services in the place of each SERVICE.

    ``text`` must parse. Raises `QueryRefused` where one may not be asked or gives no answer, unless it is
    SILENT: then it stands for one solution without values, as the standard says.
    """
    found = list(tokens(text))
    prefixes, base = base_and_prefixes(found, base_iri)
    form = next((token for token in found if token.word in ("SELECT", "ASK", "CONSTRUCT", "DESCRIBE")), None)
    prologue = text[: form.start] if form is not None else ""
    pieces, at, index = [], 0, 0
    while index < len(found):
        token = found[index]
        if token.word != "SERVICE":
            index += 1
            continue
        silent = found[index + 1].word == "SILENT"
        name = found[index + 2] if silent else found[index + 1]
        start = index + (3 if silent else 2)
        end = _closing(found, start)
        if name.kind not in ("iri", "name") or any(item.word == "SERVICE" for item in found[start:end]):
            raise QueryRefused(reason="refused.service-form")
        iri = resolved(name, prefixes, base)
        pattern = text[found[start].start : found[end].start + 1]
        base_line = f"BASE <{base_iri}> " if base_iri else ""
        try:
            values = _values(iri, fetcher.ask(iri, f"{base_line}{prologue}SELECT * WHERE {pattern}"))
        except QueryRefused:
            if not silent:
                raise
            values = ""
        pieces += [text[at : token.start], f"{{ {values} }}"]
        at = found[end].start + 1
        index = end + 1
    return "".join(pieces) + text[at:]


def _closing(found: Sequence[Token], start: int) -> int:
    """Index of the brace that closes the one at ``start``."""
    depth = 0
    for index in range(start, len(found)):
        if found[index].kind == "mark":
            depth += {"{": 1, "}": -1}.get(found[index].text, 0)
        if depth == 0:
            return index
    raise QueryRefused(reason="refused.service-form")


def _values(iri: str, solutions: QuerySolutions) -> str:
    names = [variable.value for variable in solutions.variables]
    rows = []
    for solution in solutions:
        terms = [solution[name] for name in names]
        if any(isinstance(term, BlankNode | Triple) for term in terms):
            raise QueryRefused(reason="refused.service-blank", values={"iri": iri})
        rows.append(f"({' '.join('UNDEF' if term is None else str(term) for term in terms)})")
    variables = " ".join(f"?{name}" for name in names)
    return f"VALUES ({variables}) {{ {' '.join(rows)} }}"
