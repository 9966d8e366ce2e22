"""A mapping file beside a document: what its unusual columns hold, and what the document leaves unsaid.

``分工.columns.toml`` beside ``分工.xlsx``::

    title = "某市电子商务重点任务分工表"
    place = "泉州市"
    year = 2016
    issuer = "泉州市人民政府办公室"

    [columns]
    "干什么" = "task"
    "谁来干" = "lead"

Every key may be left out. The kinds of columns are the values of `loaders.rules.tables_columns.ColumnKind`.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

from loaders.rules.tables_columns import ColumnKind, bare
from ontology.errors import UnreadableDocument

__all__ = ["SUFFIX", "ColumnMapping", "column_mapping", "is_mapping_file", "mapping_file"]

#: What a mapping file's name adds to the stem of its document's.
SUFFIX: Final = ".columns.toml"
_WORDS: Final = ("title", "place", "issuer")
_YEARS: Final = range(1949, 2101)


@dataclass(frozen=True, slots=True)
class ColumnMapping:
    """What a mapping file states. ``columns`` gives heads without blanks their kinds of columns."""

    title: str | None = None
    place: str | None = None
    year: int | None = None
    issuer: str | None = None
    columns: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))


def is_mapping_file(path: Path) -> bool:
    """Whether a file is a mapping, so that ``plans/*`` does not read it as a document."""
    return path.name.endswith(SUFFIX)


def mapping_file(document: Path) -> Path:
    """Where the mapping of a document stands: ``x/分工.columns.toml`` for ``x/分工.xlsx``."""
    return document.with_name(document.stem + SUFFIX)


def column_mapping(data: bytes, source: str) -> ColumnMapping:
    """Read a mapping file (TOML, UTF-8).

    Raises `UnreadableDocument` for what is no TOML, for unknown keys and unknown kinds, and says which
    are known.
    """
    try:
        stated: dict[str, Any] = tomllib.loads(data.decode("utf-8-sig"))
    except ValueError as error:  # errors of UTF-8, of TOML, and a number of too many digits all are
        raise UnreadableDocument(f"is no mapping file: {error}.", source=source) from error
    except RecursionError as error:
        raise UnreadableDocument("is nested too deeply.", source=source) from error
    known = (*_WORDS, "year", "columns")
    unknown = [key for key in stated if key not in known]
    if unknown:
        raise UnreadableDocument(
            f"has the unknown key {unknown[0]!r}; a mapping file knows {', '.join(known)}.", source=source
        )
    for key in _WORDS:
        if key in stated and not (isinstance(stated[key], str) and stated[key].strip()):
            raise UnreadableDocument(f"gives no words for {key!r}.", source=source)
    year = stated.get("year")
    if year is not None and (isinstance(year, bool) or year not in _YEARS):
        raise UnreadableDocument(f"gives {year!r} for 'year'; a year of four digits is meant.", source=source)
    return ColumnMapping(
        title=stated.get("title"),
        place=stated.get("place"),
        year=year,
        issuer=stated.get("issuer"),
        columns=MappingProxyType(_columns(stated.get("columns", {}), source)),
    )


def _columns(stated: object, source: str) -> dict[str, str]:
    kinds = [kind.value for kind in ColumnKind]
    if not isinstance(stated, dict):
        raise UnreadableDocument("needs a table [columns] of heads and kinds.", source=source)
    for head, kind in stated.items():
        if kind not in kinds:
            raise UnreadableDocument(
                f"gives the column {head!r} the kind {kind!r}; the kinds are {', '.join(kinds)}.",
                source=source,
            )
    return {bare(head): kind for head, kind in stated.items()}
