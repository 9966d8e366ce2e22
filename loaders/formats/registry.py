"""Which reader can read a file: asked apart from reading it, by its first bytes, then by its suffix.

A suffix is only a hint: many a ``.doc`` of a government site is a web page, and Word files come
without any. What no reader takes is refused with one sentence that says what can be read.
"""

from __future__ import annotations

import importlib
import io
import re
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, cast

from loaders.formats.content import Content
from ontology.errors import EmptyDocument, UnreadableDocument

__all__ = ["FORMATS", "Format", "format_of", "readable"]


@dataclass(frozen=True, slots=True)
class Format:
    """A format that can be read: its name for people, its suffixes, and the module that reads it."""

    name: str
    suffixes: tuple[str, ...]
    module: str

    def read(self, data: bytes, source: str) -> Content:
        """Read a file's bytes. Raises `EmptyDocument` or `UnreadableDocument`."""
        # Imported by name, and only now: the libraries of formats that nobody loads cost nothing.
        reader = cast(Callable[[bytes, str], Content], importlib.import_module(self.module).read)
        return reader(data, source)


_PLAIN: Final = Format("plain text", (".txt", ".text"), "loaders.formats.plain")
_MARKDOWN: Final = Format("Markdown", (".md", ".markdown"), "loaders.formats.markdown")
_HTML: Final = Format("web pages", (".html", ".htm", ".shtml", ".xhtml"), "loaders.formats.html")
_ARCHIVE: Final = Format("web archives", (".mht", ".mhtml"), "loaders.formats.web_archive")
_WORD: Final = Format("Word", (".docx", ".docm"), "loaders.formats.docx")
_PDF: Final = Format("PDF with a text layer", (".pdf",), "loaders.formats.pdf")
_SHEET: Final = Format(
    "spreadsheets", (".xlsx", ".xls", ".xlsm", ".csv", ".tsv", ".et"), "loaders.formats.spreadsheet"
)

#: Every format that is read.
FORMATS: Final = (_PLAIN, _MARKDOWN, _HTML, _ARCHIVE, _WORD, _PDF, _SHEET)

#: First bytes of what is recognised and not read: what it is, and what to do about it.
_REFUSED: Final = (
    (b"{\\rtf", "a rich-text file (.rtf)", "Open it in Word or WPS and save it as .docx."),
    (b"\x89PNG", "a picture", "Recognise its text (OCR) and load the result."),
    (b"\xff\xd8\xff", "a picture", "Recognise its text (OCR) and load the result."),
    (b"II*\x00", "a picture", "Recognise its text (OCR) and load the result."),
    (b"MM\x00*", "a picture", "Recognise its text (OCR) and load the result."),
    (b"GIF8", "a picture", "Recognise its text (OCR) and load the result."),
    (b"Rar!", "an archive (.rar)", "Unpack it and load the folder."),
    (b"7z\xbc\xaf", "an archive (.7z)", "Unpack it and load the folder."),
    (b"\x1f\x8b", "a compressed file (gzip)", "Unpack it and load what it holds."),
)
#: A header that says its message has parts; what follows the header is not searched.
_RELATED: Final = re.compile(rb"^content-type:\s*multipart/(?:related|mixed|alternative)\b", re.MULTILINE)
#: What a zip file is, by the start of a name inside it.
_PACKAGES: Final = (("word/", _WORD), ("xl/", _SHEET))
_REFUSED_PACKAGES: Final = (
    ("ofd.xml", "an OFD document", "Convert it to PDF with an OFD reader (导出为PDF) and load that."),
    ("ppt/", "a presentation", "Save its text as .docx or .pdf."),
    ("content.xml", "an OpenDocument file", "Open it in LibreOffice or WPS and save it as .docx."),
)


def readable() -> str:
    """What can be read, as a sentence."""
    names = (f"{item.name} ({', '.join(item.suffixes[:2])})" for item in FORMATS)
    return f"policygraph reads {', '.join(names)}."


def format_of(data: bytes, suffix: str, source: str) -> Format:
    """The format of a file by its bytes, else by its suffix (``.md``, any case), else plain text.

    Raises `EmptyDocument` for no bytes and `UnreadableDocument` for formats that are not read, with
    what to do.
    """
    if not data.strip(b" \t\r\n\x00"):
        raise EmptyDocument("is empty.", source=source)
    suffix = suffix.lower()
    head = data[:1024].lstrip()
    if head.startswith(b"%PDF") or (suffix == ".pdf" and b"%PDF" in head):
        return _PDF
    if data.startswith(b"PK\x03\x04"):
        return _package(data, source)
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        return _old_office(data, source)
    for signature, kind, advice in _REFUSED:
        if head.startswith(signature):
            raise _refusal(kind, advice, source)
    # UTF-16 pages show the same words with zero bytes between their letters.
    words = data[:4096].replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").lower()
    header = data[:4096].lstrip().lower().replace(b"\r\n", b"\n").partition(b"\n\n")[0]
    if header.startswith(b"mime-version:") or _RELATED.search(header):
        return _ARCHIVE
    if b'progid="word.document"' in words or b"<pkg:package" in words:
        raise _refusal("a Word file in one XML", "Open it in Word or WPS and save it as .docx.", source)
    if words.startswith((b"<!doctype html", b"<html", b"<head", b"<body")) or b"<html" in words[:2048]:
        return _HTML
    if suffix in (".doc", ".wps", ".ofd", ".rtf", ".xls", ".et") and b"\x00" in data:
        raise _refusal(f"a damaged {suffix} file", "Open it in Word or WPS and save it as .docx.", source)
    return next((item for item in FORMATS if suffix in item.suffixes and item not in (_WORD, _PDF)), _PLAIN)


def _package(data: bytes, source: str) -> Format:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = [name.lower().lstrip("/") for name in archive.namelist()]
    except (zipfile.BadZipFile, ValueError, OSError, EOFError, NotImplementedError) as error:
        message = "is a damaged Word, Excel or zip file. Download or save it again."
        raise UnreadableDocument(message, source=source) from error
    for start, found in _PACKAGES:
        if any(name.startswith(start) for name in names):
            return found
    for start, kind, advice in _REFUSED_PACKAGES:
        if any(name.startswith(start) for name in names):
            raise _refusal(kind, advice, source)
    raise _refusal(f"a zip archive of {len(names)} files", "Unpack it and load the folder.", source)


def _old_office(data: bytes, source: str) -> Format:
    """Workbooks by the names of a compound file's streams; refuses what is encrypted, Word or another."""

    def has(name: str) -> bool:
        return name.encode("utf-16-le") in data

    if has("EncryptedPackage"):
        message = "is encrypted. Open it with its password and save it without one."
        raise UnreadableDocument(message, source=source)
    if has("WordDocument"):  # asked first: a document may have a workbook inside
        advice = "Open it in Word or WPS and save it as .docx."
        raise _refusal("an old Word file (.doc, .wps)", advice, source)
    if has("Workbook") or has("WORKBOOK") or has("Book\0") or has("BOOK\0"):
        return _SHEET
    if has("PowerPoint Document"):
        raise _refusal("an old presentation (.ppt)", "Save its text as .docx or .pdf.", source)
    raise _refusal("an old Office file", "Open it in Word or WPS and save it as .docx.", source)


def _refusal(kind: str, advice: str, source: str) -> UnreadableDocument:
    return UnreadableDocument(f"is {kind}, which is not read. {advice} {readable()}", source=source)
