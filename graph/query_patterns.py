"""The graph patterns of a SPARQL query, taken apart: which part stands where in its text.

Groups are read with the tokens of `graph.querytext` after the grammar of SPARQL 1.1 (19.8): triples one by
one, FILTER, OPTIONAL, UNION, MINUS, GRAPH, VALUES, BIND, sub-queries. Expressions and paths are kept as they
are written. What the grammar of 1.1 does not have (quoted triples, say) is `UnreadableQuery`.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from graph.query_parts import Element, Group, Kind, Parsed, Term, UnreadableQuery
from graph.querytext import Token, base_and_prefixes, tokens

__all__ = ["read_patterns"]

_FORMS: Final = frozenset({"SELECT", "ASK", "CONSTRUCT", "DESCRIBE"})
_CLOSES: Final = {"(": ")", "{": "}", "[": "]"}
#: Groups within groups beyond this are not taken apart.
_DEEPEST: Final = 24
#: Digits of a number that counts rows; Python refuses to read numbers of thousands.
_DIGITS: Final = 18


def read_patterns(text: str, base_iri: str | None = None) -> Parsed:
    """Take a query apart. Raises `UnreadableQuery`."""
    if "\\u" in text.lower():
        raise UnreadableQuery("escaped characters")
    found = list(tokens(text))
    prefixes, base = base_and_prefixes(found, base_iri)
    reader = _Reader(text, found)
    try:
        return reader.query(prefixes, base)
    except (IndexError, RecursionError):
        raise UnreadableQuery("the query ends too early") from None


class _Reader:
    """A place in the tokens of a query."""

    def __init__(self, text: str, found: Sequence[Token]) -> None:
        self._text = text
        self._found = found
        self._at = 0
        self._made = 0
        self._depth = 0

    def query(self, prefixes: dict[str, str], base: str | None) -> Parsed:
        while self._peek().word not in _FORMS:
            self._at += 1
        form, start = self._peek().word, self._peek().start
        self._at += 1
        if form == "CONSTRUCT" and self._peek().text == "{":
            self._skip()
        while self._peek().word not in ("FROM", "WHERE") and self._peek().text != "{":
            self._skip()
        dataset: list[str] = []
        begin = end = self._peek().start
        while self._peek().word == "FROM":
            first = self._take()
            if self._peek().word == "NAMED":
                self._take()
            last = self._take()
            dataset.append(self._between(first, last))
            end = last.start + len(last.text)
        if self._peek().word == "WHERE":
            self._take()
        where = self._group()
        having, limit, offset, values = self._modifiers()
        if self._at < len(self._found) and self._found[self._at].text != "}":
            raise UnreadableQuery("text after the end of the query")
        return Parsed(
            self._text,
            form,
            self._text[:start],
            " ".join(dataset),
            (begin, end),
            where,
            having,
            limit,
            offset,
            values,
            prefixes,
            base,
        )

    def _modifiers(self) -> tuple[bool, int | None, int, Element | None]:
        having, limit, offset, values = False, None, 0, None
        while self._at < len(self._found) and self._peek().text != "}":
            token = self._peek()
            if token.word == "VALUES":
                values = self._values()
                continue
            if token.word in ("LIMIT", "OFFSET"):
                self._take()
                number = self._number()
                limit, offset = (number, offset) if token.word == "LIMIT" else (limit, number)
                continue
            having = having or token.word == "HAVING"
            self._skip()
        return having, limit, offset, values

    def _number(self) -> int:
        text = self._take().text
        if not (text.isascii() and text.isdecimal() and len(text) <= _DIGITS):
            raise UnreadableQuery(f"“{text}” where a number should be")
        return int(text)

    def _group(self) -> Group:
        self._expect("{")
        self._depth += 1
        if self._depth > _DEEPEST:
            raise UnreadableQuery("groups within groups without end")
        elements: list[Element] = []
        if self._peek().word == "SELECT":
            elements.append(self._select())
        while self._peek().text != "}":
            if self._peek().text == ".":
                self._take()
            else:
                elements += self._element()
        self._take()
        self._depth -= 1
        return Group(tuple(elements))

    def _select(self) -> Element:
        """A sub-query: `query` reads up to the brace that closes its group."""
        first = self._peek()
        inner = self.query({}, None)
        if inner.form != "SELECT":
            raise UnreadableQuery("a query in a query")
        last = self._found[self._at - 1]
        text = self._between(first, last)
        return Element("select", f"{{ {text} }}", first.start, last.start + len(last.text), (inner.where,))

    def _element(self) -> list[Element]:
        token = self._peek()
        match token.word:
            case "OPTIONAL" | "MINUS":
                self._take()
                return [
                    self._made_of(
                        "optional" if token.word == "OPTIONAL" else "minus", token, (self._group(),)
                    )
                ]
            case "GRAPH" | "SERVICE":
                self._take()
                if self._peek().word == "SILENT":
                    self._take()
                name = self._term()
                return [
                    self._made_of(
                        "graph" if token.word == "GRAPH" else "service", token, (self._group(),), name
                    )
                ]
            case "FILTER":
                return [self._filter()]
            case "BIND":
                self._take()
                self._skip()
                return [self._made_of("bind", token)]
            case "VALUES":
                return [self._values()]
        if token.text == "{":
            groups = [self._group()]
            while self._peek().word == "UNION":
                self._take()
                groups.append(self._group())
            return [self._made_of("union" if len(groups) > 1 else "group", token, tuple(groups))]
        if token.word and token.word not in ("TRUE", "FALSE"):
            raise UnreadableQuery(f"“{token.text}” is not of SPARQL 1.1")
        return self._triples()

    def _filter(self) -> Element:
        first = self._take()
        start = self._at
        if self._peek().word == "NOT":
            self._take()
        if self._peek().word == "EXISTS":
            self._take()
            self._group()
        else:
            if self._peek().text != "(":
                self._take()
            self._skip()
        return self._made_of("filter", first, found=tuple(self._found[start : self._at]))

    def _values(self) -> Element:
        first = self._take()
        self._skip()
        start = self._at
        if self._peek().text != "{":
            raise UnreadableQuery("VALUES without values")
        self._skip()
        return self._made_of("values", first, found=tuple(self._found[start : self._at]))

    def _triples(self) -> list[Element]:
        found: list[Element] = []
        first = self._at
        subject = self._node(found)
        if self._found[first].text == "[" and self._ends_triples():
            return found
        self._properties(subject, found)
        return found

    def _ends_triples(self) -> bool:
        token = self._peek()
        return token.text in (".", "}", "{") or token.word in (
            *("OPTIONAL", "MINUS", "GRAPH", "SERVICE", "FILTER", "BIND", "VALUES"),
        )

    def _properties(self, subject: Term, found: list[Element]) -> None:
        while True:
            start = self._at
            self._verb()
            verb = tuple(self._found[start : self._at])
            while True:
                inner: list[Element] = []
                node = self._node(inner)
                path = self._rewritten(verb)
                found.append(
                    Element(
                        "triple",
                        f"{subject.text} {path} {node.text} .",
                        verb[0].start,
                        max(node.end, verb[-1].start + len(verb[-1].text)),
                        subject=subject,
                        verb=verb,
                        object=node,
                    )
                )
                found += inner
                if self._peek().text != ",":
                    break
                self._take()
            while self._peek().text == ";":
                self._take()
                if self._peek().text in (".", "}", "]", ";") or self._ends_triples():
                    continue
                break
            else:
                return

    def _verb(self) -> None:
        """A variable, or a path to its end."""
        if self._peek().kind == "variable":
            self._take()
            return
        while True:
            if self._peek().text == "^":
                self._take()
            if self._peek().text == "!":
                self._take()
                if self._peek().text == "^":
                    self._take()
            token = self._peek()
            if token.text == "(":
                self._skip()
            elif token.kind in ("iri", "name") or token.text == "a":
                self._take()
            else:
                raise UnreadableQuery(f"“{token.text}” where a property should be")
            if self._peek().text in ("*", "+", "?"):
                self._take()
            if self._peek().text not in ("/", "|"):
                return
            self._take()

    def _node(self, found: list[Element]) -> Term:
        token = self._peek()
        if token.text == "[":
            self._take()
            self._made += 1
            node = Term(f"?_anonymous{self._made}", -1, -1, "variable")
            if self._peek().text != "]":
                self._properties(node, found)
            self._expect("]")
            return node
        if token.text == "(":
            first = self._at
            self._skip()
            last = self._found[self._at - 1]
            text = self._rewritten(self._found[first : self._at])
            return Term(text, token.start, last.start + 1, "list")
        return self._term()

    def _term(self) -> Term:
        token = self._take()
        if token.kind == "variable":
            return Term("?" + token.text[1:], token.start, token.start + len(token.text), "variable")
        if token.kind == "blank":
            return Term(_named(token), token.start, token.start + len(token.text), "variable")
        if token.kind in ("iri", "name"):
            return Term(token.text, token.start, token.start + len(token.text), token.kind)
        last = token
        if token.kind == "string":
            if self._peek().kind == "tag":
                last = self._take()
            elif self._peek().text == "^":
                self._take()
                self._expect("^")
                last = self._take()
        elif token.text in ("+", "-") and self._peek().kind == "number":
            last = self._take()
        elif token.kind != "number" and token.word not in ("TRUE", "FALSE"):
            raise UnreadableQuery(f"“{token.text}” where a term should be")
        end = last.start + len(last.text)
        return Term(self._text[token.start : end], token.start, end, "literal")

    def _made_of(
        self,
        kind: Kind,
        first: Token,
        groups: tuple[Group, ...] = (),
        name: Term | None = None,
        found: tuple[Token, ...] = (),
    ) -> Element:
        last = self._found[self._at - 1]
        begin = next(index for index in range(self._at - 1, -1, -1) if self._found[index] is first)
        text = self._rewritten(self._found[begin : self._at])
        return Element(kind, text, first.start, last.start + len(last.text), groups, name, tokens=found)

    def _rewritten(self, found: Sequence[Token]) -> str:
        """Tokens as text, with variables for blank nodes, which may stand in one group only."""
        pieces = []
        for index, token in enumerate(found):
            if index and token.start > found[index - 1].start + len(found[index - 1].text):
                pieces.append(" ")
            pieces.append(_named(token) if token.kind == "blank" else token.text)
        return "".join(pieces)

    def _between(self, first: Token, last: Token) -> str:
        return self._text[first.start : last.start + len(last.text)]

    def _peek(self) -> Token:
        return self._found[self._at]

    def _take(self) -> Token:
        self._at += 1
        return self._found[self._at - 1]

    def _expect(self, text: str) -> None:
        if self._take().text != text:
            raise UnreadableQuery(f"“{text}” was expected")

    def _skip(self) -> None:
        """One token, or a bracket with all that it holds."""
        token = self._take()
        if token.text not in _CLOSES or token.kind != "mark":
            return
        opened = [_CLOSES[token.text]]
        while opened:
            token = self._take()
            if token.kind == "mark" and token.text in _CLOSES:
                opened.append(_CLOSES[token.text])
            elif token.kind == "mark" and token.text in _CLOSES.values() and token.text != opened.pop():
                raise UnreadableQuery(f"“{token.text}” closes nothing")


def _named(token: Token) -> str:
    """A variable for a blank node."""
    return "?_blank_" + "".join(char if char.isalnum() else "_" for char in token.text[2:])
