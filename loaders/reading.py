"""The only file access of the loaders: bytes from a path, and text from the bytes, within limits.

Encodings: UTF-8, UTF-16 (with byte order mark), GB18030 (which contains GB2312 and GBK) and Big5.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from charset_normalizer import from_bytes

from ontology.errors import EmptyDocument, UnreadableDocument
from ontology.model import Source

__all__ = ["MAX_BYTES", "RawDocument", "decode", "read"]

#: Largest file that is read, in bytes. The longest national plans stay below 1 MB as text.
MAX_BYTES: Final = 50 * 1024 * 1024

#: First bytes of files that are documents but not text, and what to tell the user.
_SIGNATURES: Final = (
    (b"%PDF", "a PDF"),
    (b"PK\x03\x04", "a Word, Excel or zip file"),
    (b"\xd0\xcf\x11\xe0", "an old Word or Excel file"),
    (b"{\\rtf", "a rich-text file"),
)
#: The commonest characters of running Chinese, simplified and traditional, with the punctuation of
#: official documents. Any Chinese text of a paragraph holds several; text in a wrong encoding none.
_COMMON: Final = frozenset("的和是在不有中大为为发展市加强推进建设工作会為發進設國国、，。；：（）《》")


@dataclass(frozen=True, slots=True)
class RawDocument:
    """A decoded file: where it came from and its text as written, before normalising."""

    source: Source
    stem: str
    text: str = field(repr=False)


def read(path: Path) -> RawDocument:
    """Read and decode one file.

    Raises `UnreadableDocument` (missing, too large, not text, unknown encoding) or `EmptyDocument`.
    """
    try:
        size = path.stat().st_size
        if size > MAX_BYTES:
            raise UnreadableDocument(
                f"has {size:,} bytes; the limit is {MAX_BYTES:,}. Split it or keep only its text.",
                source=str(path),
            )
        data = path.read_bytes()
    except OSError as error:
        raise UnreadableDocument(f"cannot be read: {error.strerror or error}", source=str(path)) from error
    text, encoding = decode(data, str(path))
    source = Source(
        name=path.name,
        sha256=hashlib.sha256(data).hexdigest(),
        encoding=encoding,
        media_type="text/plain",
    )
    return RawDocument(source=source, stem=path.stem, text=text)


def decode(data: bytes, source: str = "") -> tuple[str, str]:
    """Text and the IANA name of its encoding.

    A byte order mark decides; else UTF-8 if it decodes without error; else the candidate among
    GB18030 and Big5 that reads like Chinese. Raises `EmptyDocument` or `UnreadableDocument`.
    """
    if not data.strip():
        raise EmptyDocument("is empty.", source=source)
    for signature, kind in _SIGNATURES:
        if data.startswith(signature):
            raise UnreadableDocument(
                f"is {kind}, not plain text. Save it as .txt and load that.", source=source
            )
    for mark, encoding in ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if data.startswith(mark):
            try:
                text = data.decode("utf-8-sig" if encoding == "utf-8" else encoding)
            except UnicodeDecodeError as error:
                raise UnreadableDocument(
                    f"starts with the mark of {encoding.upper()} but is damaged.",
                    source=source,
                    place=f"byte {error.start}",
                ) from error
            return _not_blank(text, source), encoding
    if b"\x00" in data:
        place = f"byte {data.index(0)}"
        raise UnreadableDocument("is not text (it holds zero bytes).", source=source, place=place)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return _legacy(data, source)
    return _not_blank(text, source), "utf-8"


def _legacy(data: bytes, source: str) -> tuple[str, str]:
    """Text in one of the Chinese encodings from before UTF-8, chosen by how much it reads like Chinese."""
    readings = []
    for encoding in ("gb18030", "big5"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        readings.append((sum(char in _COMMON for char in text) / len(text), encoding, text))
    if readings:
        share, encoding, text = max(readings)
        if share >= 0.02:
            return text, encoding
    guess = from_bytes(data[:100_000]).best()
    hint = f" It looks like {guess.encoding}." if guess is not None else ""
    raise UnreadableDocument(
        f"is in an unknown encoding.{hint} Save it as UTF-8 and load it again.", source=source
    )


def _not_blank(text: str, source: str) -> str:
    if not text.strip():
        raise EmptyDocument("holds only blanks.", source=source)
    return text
