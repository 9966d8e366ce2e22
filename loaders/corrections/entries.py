"""What a file of corrections says: YAML to frozen entries that know their lines. Pure.

The YAML is read as a tree of nodes whose scalars stay text. So ``on:`` is not the boolean that YAML
1.1 makes of it, the measure ``3.10`` is not the number 3.1, and every error names its line.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import yaml

from loaders.corrections.schema import ADDRESS, ALLOWED, COMMON, KINDS, VERBS
from ontology.errors import DocumentError
from ontology.model import Attribution

__all__ = ["Corrections", "Entry", "Value", "parse_corrections"]


@dataclass(frozen=True, slots=True)
class Value:
    """A text of the file and the line it stands on (from 1)."""

    text: str
    line: int


@dataclass(frozen=True, slots=True)
class Entry:
    """One correction: ``verb`` (``drop``), ``kind`` (``platform``), ``name`` (its words), other values.

    ``attribution`` is who made it; ``source`` and ``line`` are for messages.
    """

    verb: str
    kind: str
    name: str
    values: Mapping[str, Value] = field(hash=False)
    attribution: Attribution
    source: str = field(compare=False)
    line: int = field(compare=False)

    def get(self, key: str) -> str:
        """The value of a key; empty when it is not given."""
        value = self.values.get(key)
        return value.text if value else ""

    @property
    def words(self) -> str:
        """The correction in one line, the same however the file lays it out."""
        others = (f"; {key}: {self.values[key].text}" for key in sorted(self.values) if key not in COMMON)
        return f"{self.kind}: {self.name}{''.join(others)}"

    def error(self, message: str, key: str = "") -> DocumentError:
        """An error about this entry, or about one of its values, with file and line."""
        line = self.values[key].line if key in self.values else self.line
        return DocumentError(message, source=self.source, place=f"line {line}")


@dataclass(frozen=True, slots=True)
class Corrections:
    """A file of corrections: its name for messages, and its entries in the order of the file."""

    source: str
    entries: tuple[Entry, ...]


def parse_corrections(data: bytes, source: str) -> Corrections:
    """Corrections from the bytes of a YAML file in UTF-8; ``source`` is what messages call it.

    Raises `DocumentError` naming the line for anything that is not as docs/corrections.md says.
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise DocumentError("is not UTF-8 text.", source=source, place=f"line {line}") from error
    try:
        root = yaml.compose(text, Loader=yaml.BaseLoader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = f"line {mark.line + 1}" if mark else ""
        raise DocumentError(f"is not YAML: {error.problem or error}.", source=source, place=place) from error
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        message = "is not YAML: a control character stands in it."
        raise DocumentError(message, source=source, place=f"line {line}") from error
    except yaml.YAMLError as error:
        raise DocumentError(f"is not YAML: {error}", source=source) from error
    except RecursionError as error:
        raise DocumentError("is nested too deeply.", source=source) from error
    if root is None:
        return Corrections(source, ())
    return Corrections(source, tuple(_Parser(source).entries(root)))


class _Parser:
    """Walks the tree of nodes; every refusal names its line."""

    def __init__(self, source: str) -> None:
        self._source = source

    def _error(self, message: str, line: int) -> DocumentError:
        return DocumentError(message, source=self._source, place=f"line {line}")

    def entries(self, root: yaml.Node) -> Iterator[Entry]:
        head: dict[str, Value] = {}
        lists: list[tuple[str, yaml.Node]] = []
        for key, node in self._pairs(root, "the file"):
            if key.text in VERBS:
                lists.append((key.text, node))
            elif key.text in COMMON:
                head[key.text] = self._text(node, key.text)
            else:
                known = ", ".join((*COMMON, *VERBS))
                raise self._error(f"{key.text!r} is not known here; there are {known}.", key.line)
        for verb, node in lists:
            if isinstance(node, yaml.ScalarNode) and not node.value:
                continue  # "drop:" with nothing below it yet
            if not isinstance(node, yaml.SequenceNode):
                raise self._error(f"{verb} needs a list: lines that begin with a dash.", _line(node))
            for item in node.value:
                yield self._entry(verb, item, head)

    def _entry(self, verb: str, node: yaml.Node, head: Mapping[str, Value]) -> Entry:
        line = _line(node)
        keys: list[Value] = []
        values: dict[str, Value] = {}
        for key, child in self._pairs(node, f"an item of {verb}"):
            keys.append(key)
            values[key.text] = self._text(child, key.text)
        kind = next((each for each in KINDS[verb] if each in values), "")
        if not kind:
            known = ", ".join(KINDS[verb])
            raise self._error(f"does not say what to {verb}; an item has one of {known}.", line)
        for key in keys:
            self._check(verb, kind, key)
        for needed in ALLOWED[verb][kind].needed:
            if needed not in values:
                raise self._error(f"{verb} {kind} needs {needed!r}.", line)
        name = values.pop(kind).text
        signed = {**head, **values}
        if "by" not in signed:
            raise self._error("says nobody who answers for it: write by: and a name at the top.", line)
        attribution = Attribution(signed["by"].text, self._date(signed.get("on")))
        return Entry(verb, kind, name, values, attribution, self._source, line)

    def _check(self, verb: str, kind: str, key: Value) -> None:
        fields = ALLOWED[verb][kind]
        known = (
            kind,
            *fields.needed,
            *fields.optional,
            *(ADDRESS.get(kind, ()) if verb != "add" else ()),
            *COMMON,
        )
        if key.text not in known:
            allowed = ", ".join(dict.fromkeys(known[1:]))
            raise self._error(f"{verb} {kind} does not know {key.text!r}; it takes {allowed}.", key.line)

    def _pairs(self, node: yaml.Node, what: str) -> Iterator[tuple[Value, yaml.Node]]:
        if not isinstance(node, yaml.MappingNode):
            raise self._error(f"{what} must be lines of 'key: value'.", _line(node))
        seen: set[str] = set()
        for key, value in node.value:
            name = self._text(key, "a key")
            if name.text in seen:
                raise self._error(f"{name.text!r} is given twice.", name.line)
            seen.add(name.text)
            yield name, value

    def _text(self, node: yaml.Node, what: str) -> Value:
        if not isinstance(node, yaml.ScalarNode):
            raise self._error(f"{what} must be a text, not a list.", _line(node))
        text = node.value.strip()
        if not text:
            raise self._error(f"{what} is empty.", _line(node))
        return Value(text, _line(node))

    def _date(self, value: Value | None) -> dt.date | None:
        if value is None:
            return None
        try:
            return dt.date.fromisoformat(value.text)
        except ValueError as error:
            message = f"{value.text!r} is not a date; write it as 2026-11-20."
            raise self._error(message, value.line) from error


def _line(node: yaml.Node) -> int:
    return int(node.start_mark.line) + 1
