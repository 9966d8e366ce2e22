"""Terms as queries write them: what a literal's words are, in which other forms they may stand, names by prefix. Pure."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from graph.querytext import Token, tokens
from ontology.terms import PREFIXES

__all__ = ["XSD", "abbreviated", "after", "applied", "forms", "lexical", "quoted", "short"]

XSD: Final = "http://www.w3.org/2001/XMLSchema#"
_LANGUAGES: Final = ("zh", "en", "zh-Hans")
_TYPES: Final = ("gYear", "integer", "decimal", "date", "anyURI")


def quoted(words: str) -> str:
    """Words as a plain literal."""
    return json.dumps(words, ensure_ascii=False)


def lexical(text: str) -> tuple[str, str]:
    """The words of a literal as written (``'a'@en``, ``2015``), and it in the form of `forms`."""
    first = next(iter(tokens(text)))
    if first.kind != "string":
        kind = "boolean" if text.isalpha() else "decimal" if "." in text else "integer"
        return text, f'"{text}"^^<{XSD}{kind}>'
    marks = 3 if first.text.startswith(('"""', "'''")) else 1
    inner = first.text[marks:-marks]
    try:
        words = str(json.loads(f'"{inner}"'))
    except ValueError:
        words = inner
    return words, quoted(words) + text[len(first.text) :]


def forms(words: str) -> Iterator[str]:
    """The literals that words may be in: plain, with a language, with a datatype."""
    plain = quoted(words)
    yield plain
    for language in _LANGUAGES:
        yield f"{plain}@{language}"
    for name in _TYPES:
        yield f"{plain}^^<{XSD}{name}>"


def short(iri: str, prefixes: Mapping[str, str]) -> str:
    """An IRI as a query may write it: by a prefix that it declares, or in full.

    >>> short("http://example.org/a", {"ex": "http://example.org/"}), short("http://example.org/a/b", {})
    ('ex:a', '<http://example.org/a/b>')
    """
    for prefix, namespace in prefixes.items():
        local = iri.removeprefix(namespace)
        if namespace and iri.startswith(namespace) and local.replace("-", "").replace("_", "").isalnum():
            return f"{prefix}:{local}"
    return f"<{iri}>"


def abbreviated(text: str, prefixes: Mapping[str, str]) -> tuple[str, tuple[str, ...]]:
    """A text with its IRIs by prefixes that are declared or known, and the known ones that it needs besides.

    >>> abbreviated("<http://www.w3.org/2001/XMLSchema#integer>(STR(?y))", {})
    ('xsd:integer(STR(?y))', ('xsd',))
    """
    known = {name: space for name, space in PREFIXES.items() if prefixes.get(name, space) == space}
    pieces, used, at = [], [], 0
    for token in tokens(text):
        if token.kind != "iri":
            continue
        name = short(token.text[1:-1], {**known, **prefixes})
        if not name.startswith("<"):
            pieces += [text[at : token.start], name]
            at = token.start + len(token.text)
            used.append(name.partition(":")[0])
    needed = (name for name in dict.fromkeys(used) if name not in prefixes)
    return "".join([*pieces, text[at:]]), tuple(needed)


def after(found: Sequence[Token], token: Token) -> int:
    """Where a string of a query ends with its language tag."""
    index = found.index(token) + 1
    if index < len(found) and found[index].kind == "tag":
        return found[index].start + len(found[index].text)
    return token.start + len(token.text)


def applied(text: str, edits: Sequence[tuple[int, int, str]], start: int = 0, end: int | None = None) -> str:
    """A text (or a part of it) after edits (start, end, new text); of two that meet, the first one is made."""
    kept: list[tuple[int, int, str]] = []
    for edit in edits:
        if all(edit[1] <= other[0] or other[1] <= edit[0] for other in kept):
            kept.append(edit)
    pieces, at = [], start
    for first, last, new in sorted(kept):
        pieces += [text[at:first], new]
        at = last
    return "".join([*pieces, text[at : len(text) if end is None else end]])
