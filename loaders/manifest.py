"""Terms of use of documents, as the ``manifest.toml`` in their folder states them.

``licence`` is the address of a licence or of a mark such as the Public Domain Mark, ``rights`` and
``rights-en`` say the same in words. They stand at the top for all documents of the folder, or in a
table of one document, which then says everything about it::

    licence = "https://creativecommons.org/publicdomain/mark/1.0/"
    rights = "公有领域（《中华人民共和国著作权法》第五条）"

    [[document]]
    file = "jining-2014.txt"
    rights = "版权归济宁市人民政府所有"

Titles, sources, dates and notes may stand beside them for people.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

from ontology.errors import DocumentError
from ontology.model import TermsOfUse

__all__ = ["MAX_BYTES", "NAME", "is_manifest", "parse_manifest", "read_terms"]

NAME: Final = "manifest.toml"
#: Largest manifest that is read, in bytes: ten thousand documents.
MAX_BYTES: Final = 2 * 1024 * 1024

_TERMS: Final = ("licence", "rights", "rights-en")
_FOR_PEOPLE: Final = ("file", "title", "source", "published", "note")
#: Characters that no IRI holds (RFC 3987).
_NO_IRI: Final = frozenset('<>"{}|\\^`')


def is_manifest(path: Path) -> bool:
    """Whether a file is a manifest, so that ``plans/*`` does not read it as a document."""
    return path.name == NAME


def read_terms(document: Path) -> TermsOfUse | None:
    """Terms of use of a document by the manifest beside it; None where it states none.

    Raises `DocumentError` naming file and cause where the manifest cannot be understood, so that a
    document is never published under other terms than it should be.
    """
    path = document.with_name(NAME)
    try:
        if not path.exists():
            return None
        known = path.stat()
        if known.st_size > MAX_BYTES:
            raise DocumentError(f"is larger than {MAX_BYTES:,} bytes.", source=str(path))
        default, own = _read(path, known.st_mtime_ns, known.st_size)
    except OSError as error:
        raise DocumentError(f"cannot be read: {error.strerror or error}", source=str(path)) from error
    return own.get(document.name, default)


@lru_cache(maxsize=8)
def _read(path: Path, _changed: int, _size: int) -> tuple[TermsOfUse | None, Mapping[str, TermsOfUse]]:
    """A manifest is parsed once for all the documents of its folder, until it changes."""
    return parse_manifest(path.read_bytes(), str(path))


def parse_manifest(data: bytes, source: str) -> tuple[TermsOfUse | None, Mapping[str, TermsOfUse]]:
    """What a manifest says of all documents, and of single ones by file name.

    Raises `DocumentError` with ``source`` and the cause.
    """
    try:
        content = tomllib.loads(data.decode("utf-8-sig"))
    except ValueError as error:  # TOML's errors and those of UTF-8 both are
        raise DocumentError(f"is no TOML in UTF-8: {error}", source=source) from error
    except RecursionError as error:
        raise DocumentError("is nested too deeply.", source=source) from error
    entries = content.pop("document", [])
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise DocumentError("needs [[document]] in two brackets, once for each document.", source=source)
    own: dict[str, TermsOfUse] = {}
    for entry in entries:
        name = entry.get("file")
        if not isinstance(name, str) or not name:
            raise DocumentError("has a [[document]] without the name of its file.", source=source)
        terms = _terms(entry, (*_TERMS, *_FOR_PEOPLE), f"{name}: ", source)
        if terms is not None:
            own[name] = terms
    return _terms(content, (*_TERMS, "note"), "", source), own


def _terms(entry: Mapping[str, Any], known: tuple[str, ...], where: str, source: str) -> TermsOfUse | None:
    for key, value in entry.items():
        if key not in known:
            names = ", ".join(known)
            raise DocumentError(f"{where}does not know {key!r}; use {names}.", source=source)
        if key in _TERMS and not (isinstance(value, str) and value.strip()):
            raise DocumentError(f"{where}{key} must be words in quotation marks.", source=source)
    licence = str(entry.get("licence", "")).strip()
    if licence and not _is_address(licence):
        message = f"{where}licence must be an address (https://…); put words into rights."
        raise DocumentError(message, source=source)
    rights = tuple(
        (language, str(entry[key]).strip())
        for language, key in (("zh", "rights"), ("en", "rights-en"))
        if key in entry
    )
    return TermsOfUse(licence, rights) if licence or rights else None


def _is_address(text: str) -> bool:
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    return (
        parts.scheme in ("http", "https")
        and bool(parts.netloc)
        and all(char.isprintable() and char != " " and char not in _NO_IRI for char in text)
    )
