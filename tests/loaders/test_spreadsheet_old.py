"""Old workbooks are read as new ones are, and nothing that they state of themselves is believed."""

from __future__ import annotations

import random
import struct
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from loaders.formats.compound import MAGIC, container, stream, stream_names
from loaders.formats.spreadsheet import read
from loaders.reading import read_bytes
from ontology.errors import DocumentError, UnreadableDocument

FILES = Path(__file__).parents[1] / "gold" / "formats"
SENT = (FILES / "zigui-2016.xls").read_bytes()
RECORDS = stream(SENT, "Workbook", "a.xls")


def record(kind: int, *fields: int, form: str = "H") -> bytes:
    """A record of numbers of one size."""
    words = struct.pack(f"<{len(fields)}{form}", *fields)
    return struct.pack("<HH", kind, len(words)) + words


def places(records: bytes, kind: int) -> list[int]:
    """Where records of a kind stand."""
    found, place = [], 0
    while place + 4 <= len(records):
        this, size = struct.unpack_from("<HH", records, place)
        found += [place] if this == kind else []
        place += 4 + size
    return found


def workbook(records: bytes) -> bytes:
    """A file of other records."""
    return container("Workbook", records)


def test_an_old_workbook_says_what_the_new_one_says() -> None:
    """The same table saved as .xls, .xlsx and .csv is the same text."""
    texts = {
        read_bytes((FILES / f"zigui-2016{end}").read_bytes(), f"a{end}").text
        for end in (".xls", ".xlsx", ".csv")
    }

    assert 1 == len(texts)
    assert "建设公共服务中心\t县商务局\t县财政局、县住建局、茅坪镇人民政府" in texts.pop()
    assert "application/vnd.ms-excel" == read(SENT, "a.xls").media_type


def test_a_stream_comes_back_from_its_container() -> None:
    """Of any size, filled up with zeros; above 4 MB there are several tables of sectors."""
    for size in (0, 1, 4096, 4097, 5_000_000):
        words = bytes(range(256)) * (size // 256 + 1)
        packed = container("Workbook", words[:size])

        assert ("Workbook",) == stream_names(packed, "a.xls")
        assert words[:size] == stream(packed, "Workbook", "a.xls")[:size]
        assert packed.startswith(MAGIC)


def locked(records: bytes) -> bytes:
    """The first record is followed by one that says: encrypted."""
    return records[:20] + record(0x002F, 1, 0) + records[20:]


def twice(records: bytes) -> bytes:
    """Both sheets are said to be at one place, as a file would that is read again and again."""
    first, second = places(records, 0x0085)
    return records[: second + 4] + records[first + 4 : first + 8] + records[second + 8 :]


def far(records: bytes) -> bytes:
    """A number in the last row and column that a record can state."""
    end = places(records, 0x000A)[-1]
    return records[:end] + record(0x0203, 65535, 65535, 0, 0, 0, 0, 0) + records[end:]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (locked, "is encrypted"),
        (twice, "is a damaged workbook"),
        (far, r"has sheets of [\d,]+ cells, most of them empty"),
        (lambda records: records[: len(records) // 2], "a damaged workbook"),
        (lambda _: bytes(5000), "is a damaged workbook"),
    ],
    ids=["locked", "twice", "far", "cut", "zeros"],
)  # fmt: skip
def test_records_that_ask_for_too_much_are_refused(change: Callable[[bytes], bytes], message: str) -> None:
    """Before the library that would believe them sees them."""
    with pytest.raises(UnreadableDocument, match=message):
        read(workbook(change(RECORDS)), "a.xls")


def test_a_stated_extent_is_not_believed() -> None:
    """It would be reserved: four thousand million rows of 256 cells."""
    place = places(RECORDS, 0x0200)[0]
    lying = RECORDS[: place + 4] + struct.pack("<IIHH", 0, 0xFFFFFFFE, 0, 256) + RECORDS[place + 16 :]

    assert read(SENT, "a.xls").text == read(workbook(lying), "a.xls").text


def test_chains_of_sectors_that_run_in_circles_end() -> None:
    """The table of sectors says of each that it follows itself."""
    circle = bytearray(SENT)
    (table,) = struct.unpack_from("<I", SENT, 0x4C)
    for index in range(128):
        struct.pack_into("<I", circle, (table + 1) * 512 + 4 * index, index)

    with pytest.raises(UnreadableDocument, match=r"a\.xls: is damaged"):
        read(bytes(circle), "a.xls")


def test_words_repeated_without_end_are_refused() -> None:
    """A short file can point to one long text from each of a million cells."""
    begin, end, _ = places(RECORDS, 0x000A)
    words = record(0x00FC, 1, 1) + record(0x003C, *[0x4E00] * 4000) * 8
    cells = b"".join(record(0x00FD, row, column, 0, 0, 0) for row in range(3000) for column in range(8))
    moved = RECORDS[:begin] + words + RECORDS[begin:end] + cells + RECORDS[end:]
    for place, more in zip(places(RECORDS, 0x0085), (0, len(cells)), strict=True):
        (sheet,) = struct.unpack_from("<I", RECORDS, place + 4)
        moved = moved[: place + 4] + struct.pack("<I", sheet + len(words) + more) + moved[place + 8 :]

    with pytest.raises(UnreadableDocument, match="repeats long words"):
        read(workbook(moved), "a.xls")


@settings(max_examples=60, deadline=None)
@given(seed=st.integers(0, 2**32), inside=st.booleans())
def test_damage_gives_a_text_or_a_document_error(seed: int, inside: bool) -> None:
    """In the container or in its records: bytes that are changed, lost or doubled raise nothing else."""
    chance = random.Random(seed)  # noqa: S311
    data = bytearray(RECORDS if inside else SENT)
    for _ in range(chance.choice((1, 5, 30))):
        place = chance.randrange(len(data))
        data[place : place + chance.choice((0, 1, 4))] = chance.choice(
            (b"\xff" * 4, b"\0", data[place : place + 9])
        )
    try:
        text = read(workbook(bytes(data)) if inside else bytes(data), "a.xls").text
    except DocumentError as error:
        text = str(error)

    assert text.strip()
