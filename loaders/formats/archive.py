"""The parts of a zipped office document, within limits, and their XML without anything foreign."""

from __future__ import annotations

import io
import zipfile
import zlib
from typing import Final

from lxml import etree

from ontology.errors import UnreadableDocument

__all__ = ["MAX_PART", "Package"]

#: Most parts a package may have; a long document with a thousand pictures stays below.
_MAX_PARTS: Final = 20_000
#: Largest unpacked part that is read, in bytes. The text of a 1,000-page Word file has about 30 MB of XML.
MAX_PART: Final = 100 * 1024 * 1024
#: Largest sum of the parts that are read.
_MAX_TOTAL: Final = 200 * 1024 * 1024
#: A part above `_RATIO_FROM` bytes that unpacks to more than this many times its size is a bomb.
_MAX_RATIO: Final = 200
_RATIO_FROM: Final = 10 * 1024 * 1024


class Package:
    """A zip file in memory. Only the parts asked for are unpacked, so that nested archives stay shut."""

    def __init__(self, data: bytes, source: str) -> None:
        self._source = source
        self._read = 0
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, ValueError, OSError, EOFError, NotImplementedError) as error:
            raise self.damaged("") from error
        self._parts = {info.filename.lstrip("/"): info for info in self._zip.infolist()}
        if len(self._zip.infolist()) > _MAX_PARTS:
            message = f"has {len(self._parts):,} parts; the limit is {_MAX_PARTS:,}."
            raise UnreadableDocument(message, source=source)

    def part(self, name: str) -> bytes | None:
        """Bytes of a part, or None where there is none. Raises `UnreadableDocument` over the limits."""
        info = self._parts.get(name.lstrip("/"))
        if info is None:
            return None
        if info.flag_bits & 1:
            message = "is encrypted. Open it with its password and save it without one."
            raise UnreadableDocument(message, source=self._source, place=name)
        # The size that the archive states may be a lie: the bytes are counted as they are unpacked.
        if info.file_size > MAX_PART or self._is_bomb(info, info.file_size):
            raise self._too_large(name)
        try:
            with self._zip.open(info) as stream:
                data = stream.read(MAX_PART + 1)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError) as error:
            raise self.damaged(name) from error
        self._read += len(data)
        if len(data) > MAX_PART or self._read > _MAX_TOTAL or self._is_bomb(info, len(data)):
            raise self._too_large(name)
        return data

    def xml(self, name: str) -> etree._Element | None:
        """Root of an XML part, or None. Document types, entities and deep nesting are refused."""
        data = self.part(name)
        if data is None:
            return None
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
        try:
            root = etree.fromstring(data, parser)
        except etree.XMLSyntaxError as error:
            if "depth" in str(error).lower():
                message = "nests its XML too deeply to be a document."
                raise UnreadableDocument(message, source=self._source, place=name) from error
            raise self.damaged(name) from error
        if root.getroottree().docinfo.doctype:
            message = "declares a document type or entities, which office files never do; it is not opened."
            raise UnreadableDocument(message, source=self._source, place=name)
        return root

    def damaged(self, place: str) -> UnreadableDocument:
        """The error for a package that does not hold what it should."""
        message = "is damaged. Download it again, or open it in Word or WPS and save it anew."
        return UnreadableDocument(message, source=self._source, place=place)

    @staticmethod
    def _is_bomb(info: zipfile.ZipInfo, size: int) -> bool:
        return size > _RATIO_FROM and size > _MAX_RATIO * max(info.compress_size, 1)

    def _too_large(self, name: str) -> UnreadableDocument:
        message = (
            "unpacks to far more than a document holds (a zip bomb, or hundreds of megabytes of text);"
            " it is not opened."
        )
        return UnreadableDocument(message, source=self._source, place=name)
