"""Compound files ([MS-CFB]), the container of old Office documents: a named stream out, or put in anew.

Chains of sectors in a damaged file may run in circles, and sizes may lie; every chain here ends, and no
more is kept than the file holds. A stream that was checked is put into a fresh container, so that a
library which trusts such files never sees the one that was sent.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Sequence
from typing import Final

from ontology.errors import UnreadableDocument

__all__ = ["MAGIC", "container", "stream", "stream_names"]

MAGIC: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_END: Final = 0xFFFFFFFE
_FREE: Final = 0xFFFFFFFF
_FAT: Final = 0xFFFFFFFD
#: Numbers from here on mark, and name no sector.
_MARKS: Final = 0xFFFFFFFA
_IN_HEADER: Final = 109
_ENTRY: Final = 128
_MINI: Final = 64
_MINI_BELOW: Final = 4096
#: Sectors of the containers that are written: 109 tables of 1,024 sectors of 4 KiB hold 436 MB.
_WRITTEN: Final = 4096


def stream_names(data: bytes, source: str) -> tuple[str, ...]:
    """Names of the streams and folders in a file. Raises `UnreadableDocument` for a damaged one."""
    return tuple(_File(data, source).entries)


def stream(data: bytes, name: str, source: str) -> bytes:
    """The bytes of a stream. Raises `UnreadableDocument` for a damaged file, `KeyError` without the stream."""
    return _File(data, source).read(name)


class _File:
    """The tables of a file, and the first sectors and sizes of its streams."""

    def __init__(self, data: bytes, source: str) -> None:
        self._data, self._source = data, source
        if len(data) < 512 or not data.startswith(MAGIC):
            raise self._damaged()
        shift = struct.unpack_from("<H", data, 0x1E)[0]
        if shift not in (9, 12):
            raise self._damaged()
        self._size = 1 << shift
        self._count = len(data) // self._size + 1
        (folder,) = struct.unpack_from("<I", data, 0x30)
        small, _, more, _ = struct.unpack_from("<4I", data, 0x3C)
        self._table = self._tables(list(struct.unpack_from("<109I", data, 0x4C)), more)
        self.entries: dict[str, tuple[int, int]] = {}
        root: tuple[int, int] | None = None
        listing = b"".join(self._sectors(folder))
        for start in range(0, len(listing) - _ENTRY + 1, _ENTRY):
            entry = listing[start : start + _ENTRY]
            length, kind = struct.unpack_from("<HB", entry, 0x40)
            first, size = struct.unpack_from("<II", entry, 0x74)
            if kind == 5 and root is None:
                root = first, size
            elif kind in (1, 2) and 2 <= length <= 64:
                name = entry[: length - 2].decode("utf-16-le", "replace")
                self.entries.setdefault(name, (first, size))
        self._small = self._numbers(b"".join(self._sectors(small))) if small < _MARKS else ()
        self._inner = b"".join(self._sectors(root[0])) if root is not None and root[0] < _MARKS else b""

    def read(self, name: str) -> bytes:
        """The bytes of a stream."""
        first, size = self.entries[name]
        parts: Iterator[bytes]
        if size < _MINI_BELOW and self._small:
            parts = (
                self._inner[index * _MINI : (index + 1) * _MINI] for index in self._chain(first, self._small)
            )
        else:
            parts = self._sectors(first)
        found = b"".join(parts)
        if len(found) < size:
            raise self._damaged()
        return found[:size]

    def _tables(self, numbers: list[int], more: int) -> tuple[int, ...]:
        """The table of all sectors, whose own sectors are listed in the header and, beyond, in a chain."""
        seen = 0
        while more < _MARKS:
            seen += 1
            if seen > self._count:
                raise self._damaged()
            listed = self._numbers(self._sector(more))
            numbers += listed[:-1]
            more = listed[-1]
        used = [number for number in numbers if number < _MARKS]
        if len(used) > self._count:
            raise self._damaged()
        return self._numbers(b"".join(map(self._sector, used)))

    def _sector(self, index: int) -> bytes:
        start = (index + 1) * self._size
        if index >= self._count or start >= len(self._data):
            raise self._damaged()
        return self._data[start : start + self._size].ljust(self._size, b"\0")

    def _sectors(self, first: int) -> Iterator[bytes]:
        return map(self._sector, self._chain(first, self._table))

    def _chain(self, first: int, table: Sequence[int]) -> Iterator[int]:
        """Numbers of a chain; one that is longer than its table runs in a circle."""
        for _ in range(len(table) + 1):
            if first >= _MARKS:
                return
            yield first
            if first >= len(table):
                raise self._damaged()
            first = table[first]
        raise self._damaged()

    @staticmethod
    def _numbers(data: bytes) -> tuple[int, ...]:
        return struct.unpack(f"<{len(data) // 4}I", data[: len(data) // 4 * 4])

    def _damaged(self) -> UnreadableDocument:
        message = "is damaged. Download it again, or open it in Word, Excel or WPS and save it anew."
        return UnreadableDocument(message, source=self._source)


def container(name: str, words: bytes) -> bytes:
    """A compound file of one stream, in sectors of 4 KiB.

    The stream is filled up with zeros to whole sectors, and to one sector at least.
    """
    body = words.ljust(max(_WRITTEN, -(-len(words) // _WRITTEN) * _WRITTEN), b"\0")
    used = len(body) // _WRITTEN
    tables = 1
    while tables * (_WRITTEN // 4) < used + 1 + tables:
        tables += 1
    if tables > _IN_HEADER:
        raise ValueError(f"{len(words)} bytes need a longer table of sectors")
    chain = [*range(tables + 2, tables + 1 + used), _END]
    table = [*[_FAT] * tables, _END, *chain]
    table += [_FREE] * (tables * (_WRITTEN // 4) - len(table))
    header = struct.pack(
        "<8s16x5H6x9I",
        *(MAGIC, 0x3E, 4, 0xFFFE, 12, 6),
        *(1, tables, tables, 0, _MINI_BELOW, _END, 0, _END, 0),
    )
    listed = struct.pack("<109I", *range(tables), *[_FREE] * (_IN_HEADER - tables))
    # calamine takes a root without small streams (_END) for no root at all; of size 0 nothing is read.
    entries = _entry("Root Entry", 5, 0, 0, child=1) + _entry(name, 2, tables + 1, len(body))
    return b"".join(
        (
            (header + listed).ljust(_WRITTEN, b"\0"),
            struct.pack(f"<{len(table)}I", *table),
            entries.ljust(_WRITTEN, b"\0"),
            body,
        )
    )


def _entry(name: str, kind: int, first: int, size: int, *, child: int = _FREE) -> bytes:
    written = name.encode("utf-16-le") + b"\0\0"
    return struct.pack(
        "<64sHBBIII16xI16xIQ", written, len(written), kind, 1, _FREE, _FREE, child, 0, first, size
    )
