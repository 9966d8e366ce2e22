"""The text of a SPARQL update, read as operations: what each changes, and the same in a union dataset.

The engine shows no parser to Python and knows one kind of default graph. So a request is cut into its
operations here (https://www.w3.org/TR/sparql11-update/, sections 3.1 and 3.2), each with the prologue
before it. The pieces keep their line and column: what does not belong to them is blanked, not removed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

from graph.querytext import Token, resolved, tokens
from ontology.errors import QueryRefused, QuerySyntaxError

__all__ = ["Block", "Operation", "load_of", "operations", "rewritten", "selection", "targets", "templates"]

Kind: TypeAlias = Literal["data", "modify", "delete where", "load", "manage"]

_BLANK: Final = re.compile(r"[^\r\n]")


@dataclass(frozen=True, slots=True)
class Operation:
    """One operation of a request.

    ``text`` is the request with everything blanked but the operation and the prologue before it;
    ``tokens`` are the operation's own (none for data, which may be long), ``verb`` is its first word.
    """

    kind: Kind
    verb: str
    text: str
    tokens: tuple[Token, ...]
    prefixes: Mapping[str, str]
    base: str | None

    @property
    def silent(self) -> bool:
        """Whether its failure counts as success."""
        return any(token.word == "SILENT" for token in self.tokens[1:2])

    @property
    def reads(self) -> bool:
        """Whether it looks at what is there by a pattern."""
        return self.kind in ("modify", "delete where")

    def iri(self, token: Token) -> str:
        """The absolute IRI that a token names."""
        return resolved(token, self.prefixes, self.base)

    def describes_dataset(self) -> bool:
        """Whether it says itself, by USING or WITH, which graphs it looks at."""
        return self.kind == "modify" and any(token.word in ("USING", "WITH") for token in _head(self.tokens))


@dataclass(frozen=True, slots=True)
class Block:
    """A template: its braces in the text, the runs of triples outside of GRAPH, and the graphs it names."""

    start: int
    end: int
    runs: tuple[tuple[int, int], ...]
    graphs: tuple[Token, ...]


def operations(text: str, base_iri: str | None = None) -> tuple[Operation, ...]:
    """Operations of an update request, in order.

    Total for any text: what is no update becomes an operation that the engine will not parse. Raises
    `QuerySyntaxError` for an empty operation, and for a blank node label that the data of two operations share, which is forbidden (19.6).
    """
    found: list[Operation] = []
    prefixes: dict[str, str] = {}
    base = base_iri
    prologue: list[tuple[int, int]] = []
    labels: dict[str, int] = {}
    stream = tokens(text)
    token = next(stream, None)
    while token is not None:
        if token.word in ("PREFIX", "BASE"):
            token, base = _declare(token, stream, prefixes, base, prologue)
            continue
        if token.kind == "mark" and token.text == ";":
            raise _misplaced(text, token, "syntax.word", word=";")
        start, first, depth = token.start, token, 0
        kept: list[Token] = []
        kind, end = _KINDS.get(token.word, "manage"), token.start
        while token is not None and not (depth == 0 and token.text == ";" and token.kind == "mark"):
            if kind != "data":
                kept.append(token)
                if len(kept) == 2 and token.word in ("DATA", "WHERE"):
                    kind = "data" if token.word == "DATA" else "delete where"
            if token.kind == "mark":
                depth += {"{": 1, "}": -1}.get(token.text, 0)
            elif kind == "data" and token.kind == "blank" and labels.setdefault(token.text, start) != start:
                raise _misplaced(text, token, "syntax.blank", label=token.text)
            end = token.start + len(token.text)
            token = next(stream, None)
        if kept or token is None or kind == "data":
            shown = _masked(text, [*prologue, (start, end)])
            found.append(Operation(kind, first.word, shown, tuple(kept), dict(prefixes), base))
        if token is not None:
            token = next(stream, None)
    return tuple(found)


_KINDS: Final[Mapping[str, Kind]] = {
    "INSERT": "modify",
    "DELETE": "modify",
    "WITH": "modify",
    "LOAD": "load",
}


def _declare(
    token: Token,
    stream: Iterator[Token],
    prefixes: dict[str, str],
    base: str | None,
    prologue: list[tuple[int, int]],
) -> tuple[Token | None, str | None]:
    """Read PREFIX or BASE; returns the token after it and the base."""
    start, wants_name = token.start, token.word == "PREFIX"
    name = next(stream, None) if wants_name else None
    iri = next(stream, None)
    last = iri or name or token
    prologue.append((start, last.start + len(last.text)))
    if iri is not None and iri.kind == "iri":
        value = resolved(iri, {}, base)
        if name is None:
            base = value
        else:
            prefixes[name.text.partition(":")[0]] = value
    return next(stream, None), base


def _masked(text: str, kept: Sequence[tuple[int, int]]) -> str:
    pieces, at = [], 0
    for start, end in kept:
        pieces += [_BLANK.sub(" ", text[at:start]), text[start:end]]
        at = end
    return "".join(pieces)


def _misplaced(text: str, token: Token, reason: str, **values: str) -> QuerySyntaxError:
    line = text.count("\n", 0, token.start) + 1
    column = token.start - (text.rfind("\n", 0, token.start) + 1) + 1
    return QuerySyntaxError(line=line, column=column, reason=reason, values=values)


def _head(found: Sequence[Token]) -> Iterator[Token]:
    """Tokens of a modification outside of braces, up to its WHERE."""
    depth = 0
    for token in found:
        if token.kind == "mark" and token.text in "{}":
            depth += 1 if token.text == "{" else -1
        elif depth == 0:
            yield token
            if token.word == "WHERE":
                return


def templates(operation: Operation) -> tuple[Block, ...]:
    """Templates of a modification: those of DELETE and INSERT, or the pattern of DELETE WHERE."""
    found = operation.tokens
    wanted = ("WHERE",) if operation.kind == "delete where" else ("DELETE", "INSERT")
    blocks, depth = [], 0
    for index, token in enumerate(found):
        opens = token.kind == "mark" and token.text == "{"
        if opens and depth == 0:
            if found[index - 1].word in wanted:
                blocks.append(_block(found, index))
            elif operation.kind == "modify":
                break  # the pattern
        if token.kind == "mark":
            depth += {"{": 1, "}": -1}.get(token.text, 0)
    return tuple(blocks)


def _block(found: Sequence[Token], start: int) -> Block:
    runs: list[tuple[int, int]] = []
    graphs: list[Token] = []
    depth, run, end, inside = 0, -1, found[start].start, False
    for index in range(start, len(found)):
        token = found[index]
        mark = token.text if token.kind == "mark" else ""
        if depth == 1 and mark != "}":
            if token.word == "GRAPH" and index + 1 < len(found):
                graphs.append(found[index + 1])
                inside = True
                if run >= 0:
                    runs.append((run, token.start))
                    run = -1
            elif not inside and run < 0 and mark != ".":
                run = token.start
        depth += {"{": 1, "}": -1}.get(mark, 0)
        if mark == "}" and depth == 1:
            inside = False
        if mark == "}" and depth == 0:
            end = token.start
            break
    if run >= 0:
        runs.append((run, end))
    return Block(found[start].start, end + 1, tuple(runs), tuple(graphs))


def targets(operation: Operation) -> tuple[Token, ...]:
    """Tokens of the graphs that CLEAR, DROP, CREATE, ADD, MOVE or COPY changes.

    A keyword (``DEFAULT``, ``NAMED``, ``ALL``) or an IRI; MOVE changes both of its graphs.
    """
    named = [
        token
        for token in operation.tokens[1:]
        if token.kind in ("iri", "name") or token.word in ("DEFAULT", "NAMED", "ALL")
    ]
    if operation.verb in ("ADD", "COPY"):
        return tuple(named[-1:])
    return tuple(named)


def load_of(operation: Operation) -> tuple[str, str | None]:
    """Source and target of LOAD; the target is None for the default graph."""
    named = [operation.iri(token) for token in operation.tokens[1:] if token.kind in ("iri", "name")]
    return named[0], named[1] if len(named) > 1 else None


def rewritten(
    operation: Operation,
    default: str | None,
    using: Sequence[str] = (),
    using_named: Sequence[str] = (),
) -> str:
    """The operation's text for the engine.

    ``default`` is the graph that takes what is written to a default graph that is a union (None: the
    engine's own default graph takes it). ``using`` and ``using_named`` are the protocol's parameters;
    raises `QueryRefused` when the operation says USING or WITH as well.
    """
    if operation.kind == "manage":
        return _edited(operation.text, _default_names(operation, default))
    if operation.kind not in ("modify", "delete where"):
        return operation.text
    dataset = _dataset("USING", using, using_named)
    if dataset and operation.describes_dataset():
        raise QueryRefused(reason="refused.using")
    text, blocks = operation.text, templates(operation)
    has_with = operation.tokens[0].word == "WITH"
    wraps: list[tuple[int, int, str]] = []
    if default is not None and not has_with:
        for block in blocks:
            for start, end in block.runs:
                wraps += [(start, start, f"GRAPH <{default}> {{ "), (end, end, " } ")]
    if operation.kind == "modify":
        where = next((token for token in _head(operation.tokens) if token.word == "WHERE"), None)
        if dataset and where is not None:
            wraps.append((where.start, where.start, dataset))
        return _edited(text, wraps)
    if not blocks or not (wraps or dataset):
        return text
    block = blocks[0]
    pattern = text[block.start : block.end]
    template = _edited(text[: block.end], wraps)[block.start :]
    word = operation.tokens[1].start
    return f"{text[:word]}{template} {dataset}WHERE {pattern}{text[block.end :]}"


def selection(
    operation: Operation, variables: Sequence[str], using: Sequence[str] = (), using_named: Sequence[str] = ()
) -> str:
    """A SELECT of what the operation's pattern finds for some variables, over the same dataset.

    WITH is not said in it: it must be given as the default graph where there is no USING.
    """
    found = operation.tokens
    named: dict[bool, list[str]] = {False: list(using), True: list(using_named)}
    head = list(_head(found))
    for index, token in enumerate(head):
        if token.word == "USING":
            is_named = head[index + 1].word == "NAMED"
            named[is_named].append(operation.iri(head[index + 1 + is_named]))
    if operation.kind == "modify":
        pattern = operation.text[head[-1].start :]
    else:
        pattern = "WHERE " + operation.text[templates(operation)[0].start :]
    dataset = _dataset("FROM", named[False], named[True])
    projected = " ".join(f"?{name}" for name in variables)
    return f"{operation.text[: found[0].start]}SELECT DISTINCT {projected} {dataset}{pattern}"


def _dataset(word: str, default: Sequence[str], named: Sequence[str]) -> str:
    return "".join([*(f"{word} <{iri}> " for iri in default), *(f"{word} NAMED <{iri}> " for iri in named)])


def _default_names(operation: Operation, default: str | None) -> list[tuple[int, int, str]]:
    if default is None:
        return []
    return [
        (token.start, token.start + len(token.text), f"GRAPH <{default}>")
        for token in operation.tokens[1:]
        if token.word == "DEFAULT"
    ]


def _edited(text: str, edits: Sequence[tuple[int, int, str]]) -> str:
    pieces, at = [], 0
    for start, end, words in sorted(edits, key=lambda edit: edit[0]):
        pieces += [text[at:start], words]
        at = end
    return "".join(pieces) + text[at:]
