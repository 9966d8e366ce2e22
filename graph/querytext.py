"""The text of a SPARQL query, read as tokens: which clauses it holds, and variables given values.

The engine has no parser that it shows to Python, opens network connections for SERVICE by itself,
and does not merge the graphs of FROM; so these must be seen in the text. The
lexer follows the terminals of SPARQL 1.1 (section 19.8); ``service`` as a variable, in a string, an
IRI, a comment or a prefixed name is no keyword.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Final, NamedTuple
from urllib.parse import urljoin

__all__ = [
    "Clauses",
    "Token",
    "base_and_prefixes",
    "clauses",
    "may_hold",
    "resolved",
    "substitute",
    "tokens",
    "without_service",
]

#: In order of precedence. An IRI before an operator: ``<http://a>`` is no less-than. Match of a
#: prefixed name: ``ex:service``; non-match: ``service <``.
_TOKEN: Final = re.compile(
    r"""
      (?P<space>[\x20\t\r\n]+|\#[^\r\n]*)
    | (?P<iri><[^<>"{}|^`\\\x00-\x20]*>)
    | (?P<string>'''(?:'{0,2}(?:[^'\\]|\\.))*'''|\"\"\"(?:"{0,2}(?:[^"\\]|\\.))*\"\"\"
                 |'(?:[^'\\\r\n]|\\.)*'|"(?:[^"\\\r\n]|\\.)*")
    | (?P<variable>[?$]\w+)
    | (?P<tag>@[A-Za-z]+(?:-[A-Za-z0-9]+)*)
    | (?P<blank>_:[\w.\-·]*[\w\-·])
    | (?P<name>(?:[^\W\d_](?:[\w.\-·]*[\w\-·])?)?:
               (?:[\w:%]|\\[_~.\-!$&'()*+,;=/?\#@%]|[.\-·](?=[\w:%.\-·\\]))*)
    | (?P<word>[A-Za-z_]\w*)
    | (?P<number>\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)
    | (?P<mark>.)
    """,
    re.VERBOSE | re.DOTALL,
)
_ESCAPE: Final = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
_FORMS: Final = frozenset({"SELECT", "CONSTRUCT", "ASK", "DESCRIBE"})
#: What a query has to hold so that its tokens are worth reading for clauses: that takes as long as a small query.
_TELLING: Final = ("SERVICE", "FROM", "\\U")
_SCHEME: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")


class Token(NamedTuple):
    """A terminal of the grammar: its ``kind``, the ``text`` as written, and where it starts (from 0)."""

    kind: str
    text: str
    start: int

    @property
    def word(self) -> str:
        """The keyword in upper case, empty for anything that cannot be one."""
        return self.text.upper() if self.kind == "word" else ""


@dataclass(frozen=True, slots=True)
class Clauses:
    """What matters to safety and datasets: SERVICE, and the graphs of FROM and FROM NAMED.

    A graph is an absolute IRI where BASE and PREFIX make it one, else what was written.
    """

    service: bool
    default_graphs: tuple[str, ...]
    named_graphs: tuple[str, ...]


def tokens(text: str) -> Iterator[Token]:
    """Terminals of a query without white space and comments; total: any text has tokens."""
    for match in _TOKEN.finditer(text):
        kind = match.lastgroup or "mark"
        if kind != "space":
            yield Token(kind, match.group(), match.start())


def may_hold(text: str, words: Iterable[str]) -> bool:
    """Whether a query may hold one of these words (upper case): false is certain, and far quicker than its tokens."""
    upper = text.upper()  # as `Token.word` is
    return any(word in upper for word in words)


def clauses(text: str, base_iri: str | None = None) -> Clauses:
    r"""Find SERVICE and FROM in a query whose relative IRIs are resolved against ``base_iri``.

    Codepoint escapes are undone first (``\u0053ERVICE``), so nothing hides behind them.
    """
    if not may_hold(text, _TELLING):
        return Clauses(False, (), ())
    found = [*tokens(text), *tokens(_unescaped(text))] if "\\u" in text.lower() else list(tokens(text))
    words = [token.word for token in found]
    graphs: dict[bool, list[str]] = {False: [], True: []}
    prefixes, base = base_and_prefixes(found, base_iri)
    for index, word in enumerate(words):
        if word != "FROM":
            continue
        named = words[index + 1 : index + 2] == ["NAMED"]
        after = index + 2 if named else index + 1
        if after < len(found) and found[after].kind in ("iri", "name"):
            graphs[named].append(resolved(found[after], prefixes, base))
    default, named_only = (tuple(dict.fromkeys(graphs[named])) for named in (False, True))
    return Clauses("SERVICE" in words, default, named_only)


def without_service(text: str) -> str:
    """The text with GRAPH in the place of each SERVICE, which has the same grammar: for its syntax only."""
    pieces, at = [], 0
    found = list(tokens(text))
    for token, after in pairwise([*found, Token("mark", "", len(text))]):
        if token.word == "SERVICE":
            pieces += [text[at : token.start], "GRAPH  "]
            at = token.start + len("SERVICE")
            if after.word == "SILENT":
                pieces += [text[at : after.start], " " * len("SILENT")]
                at = after.start + len("SILENT")
    return "".join(pieces) + text[at:]


def substitute(text: str, values: Mapping[str, str]) -> str:
    """Give variables of our own query their values.

    ``values`` maps names without question mark to terms as SPARQL writes them. In the body each
    such variable becomes its term; where the grammar wants a variable (projection, AS, VALUES,
    GROUP BY, BOUND) it stays, and VALUES at the start of the body binds it. The engine's own
    substitutions refuse a variable that is not projected.
    """
    if not values:
        return text
    found = list(tokens(text))
    body = _body(found)
    short = any(a.word == "CONSTRUCT" and b.text != "{" for a, b in pairwise(found))
    used = (
        []
        if short
        else [name for name in values if any(t.text[1:] == name for t in found if t.kind == "variable")]
    )
    pieces: list[str] = []
    last = 0
    for index, token in enumerate(found):
        if token.kind == "variable" and token.text[1:] in values:
            describes = body is None and found[index - 1].word != "AS"
            if describes or (body is not None and index > body and not _wants_variable(found, index, body)):
                pieces += [text[last : token.start], values[token.text[1:]]]
                last = token.start + len(token.text)
        elif index == body and used:
            end = token.start + 1
            names = " ".join(f"?{name}" for name in used)
            terms = " ".join(values[name] for name in used)
            pieces += [text[last:end], f" VALUES ({names}) {{ ({terms}) }} "]
            last = end
    return "".join(pieces) + text[last:]


def _unescaped(text: str) -> str:
    def character(match: re.Match[str]) -> str:
        code = int(match[1] or match[2], 16)
        return chr(code) if code < 0x110000 else "�"

    return _ESCAPE.sub(character, text)


def resolved(token: Token, prefixes: Mapping[str, str], base: str | None) -> str:
    """The IRI of a token (``<b>``, ``ex:b``); a name without a declared prefix stays as written."""
    if token.kind == "iri":
        iri = _unescaped(token.text[1:-1])
        return iri if base is None or _SCHEME.match(iri) else urljoin(base, iri)
    prefix, _, local = token.text.partition(":")
    return prefixes[prefix] + local.replace("\\", "") if prefix in prefixes else token.text


def base_and_prefixes(found: list[Token], base: str | None) -> tuple[dict[str, str], str | None]:
    """Prefixes that a query declares, and its base where ``base`` is the one before it."""
    declared: dict[str, str] = {}
    for index, token in enumerate(found[:-1]):
        after = found[index + 1 : index + 3]
        if token.word == "BASE" and after[0].kind == "iri":
            base = resolved(after[0], {}, base)
        elif token.word == "PREFIX" and [item.kind for item in after] == ["name", "iri"]:
            declared[after[0].text.partition(":")[0]] = resolved(after[1], {}, base)
    return declared, base


def _body(found: list[Token]) -> int | None:
    """Index of the brace that opens the outermost group; None for DESCRIBE without one."""
    braces = [index for index, token in enumerate(found) if token.kind == "mark" and token.text == "{"]
    form = next((token.word for token in found if token.word in _FORMS), "")
    if form == "CONSTRUCT":
        depth = 0
        start = next((i for i, token in enumerate(found) if token.word == "CONSTRUCT"), 0)
        if start + 1 < len(found) and found[start + 1].text == "{":
            for index in range(start + 1, len(found)):
                depth += {"{": 1, "}": -1}.get(found[index].text, 0)
                if depth == 0:
                    return next((brace for brace in braces if brace > index), None)
    return braces[0] if braces else None


def _wants_variable(found: list[Token], index: int, body: int) -> bool:
    """Whether the grammar allows only a variable at this token."""
    before = found[index - 1]
    if before.word in ("AS", "VALUES", "BY", "DISTINCT", "REDUCED", "SELECT"):
        return True
    if before.text == "(" and found[index - 2].word in ("BOUND", "VALUES"):
        return True
    depth = 0
    for token in reversed(found[body + 1 : index]):
        depth += {")": 1, "(": -1}.get(token.text, 0)
        if token.text in "{}" and token.kind == "mark":
            return False
        if depth < 0:
            return _names_only(found, index)
        if token.word in ("SELECT", "GROUP", "ORDER", "VALUES"):
            return True
    return False


def _names_only(found: list[Token], index: int) -> bool:
    """Whether a variable stands in the name list of ``VALUES (?a ?b)``."""
    at = index
    while at > 0 and found[at - 1].kind == "variable":
        at -= 1
    return at > 1 and found[at - 1].text == "(" and found[at - 2].word == "VALUES"
