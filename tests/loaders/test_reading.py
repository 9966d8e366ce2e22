"""Bytes become text, or a message that says what is wrong with them."""

from __future__ import annotations

from pathlib import Path

import pytest

from loaders.reading import decode, read
from ontology.errors import EmptyDocument, UnreadableDocument

TEXT = "一、总体目标\n到2016年，全市电子商务交易额突破1000亿元。"


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (TEXT.encode("utf-8"), "utf-8"),
        (b"\xef\xbb\xbf" + TEXT.encode("utf-8"), "utf-8"),
        (TEXT.encode("utf-16"), "utf-16"),
        (b"\xfe\xff" + TEXT.encode("utf-16-be"), "utf-16"),
        (TEXT.encode("gb18030"), "gb18030"),
        (TEXT.encode("gbk"), "gb18030"),
    ],
    ids=["utf-8", "utf-8-bom", "utf-16-le", "utf-16-be", "gb18030", "gbk"],
)
def test_chinese_encodings_are_told_apart(data: bytes, encoding: str) -> None:
    """Each encoding of the same text gives that text, without its byte order mark."""
    assert (TEXT, encoding) == decode(data)


def test_traditional_text_in_big5_is_read() -> None:
    """Big5 is tried where GB18030 would read nonsense."""
    text = "一、發展目標\n加強電子商務的推進工作，建設國家電子商務示範城市。"

    assert (text, "big5") == decode(text.encode("big5"))


@pytest.mark.parametrize(("word", "encoding"), [("二〇三五年", "big5hkscs"), ("恒生科技產業園", "cp950")])
def test_the_dialects_of_big5_are_read(word: str, encoding: str) -> None:
    """Hong Kong and Windows each have characters that the standard lacks."""
    text = f"一、發展目標\n到{word}，加強電子商務的推進工作，建設國家電子商務示範城市。"

    assert text == decode(text.encode(encoding))[0]


@pytest.mark.parametrize(
    ("data", "error", "words"),
    [
        (b"", EmptyDocument, "empty"),
        (b" \n\t ", EmptyDocument, "empty"),
        ("\u3000 \u3000".encode(), EmptyDocument, "blanks"),
        (b"%PDF-1.7 ...", UnreadableDocument, "PDF"),
        (b"PK\x03\x04....", UnreadableDocument, "Word, Excel or zip"),
        (b"abc\x00\x01\x02", UnreadableDocument, "zero bytes"),
        (b"\xff\xfe\x00\xd8\x00", UnreadableDocument, "damaged"),
        (bytes(range(128, 256)) * 20, UnreadableDocument, "unknown encoding"),
    ],
    ids=["empty", "blank", "ideographic-blanks", "pdf", "zip", "binary", "broken-utf-16", "noise"],
)
def test_what_is_not_text_is_refused_with_its_cause(data: bytes, error: type[Exception], words: str) -> None:
    """The message names the file and says what the bytes are."""
    with pytest.raises(error, match=words) as caught:
        decode(data, "plan.txt")

    assert "plan.txt" in str(caught.value)


def test_a_missing_file_is_a_document_error(tmp_path: Path) -> None:
    """The caller gets our error with the file's name, not a traceback of the system's."""
    with pytest.raises(UnreadableDocument, match="nowhere.txt"):
        read(tmp_path / "nowhere.txt")


def test_the_source_is_described(tmp_path: Path) -> None:
    """Name, digest, encoding and media type of the file travel with its text."""
    path = tmp_path / "jining-2014.txt"
    path.write_bytes(TEXT.encode("gb18030"))

    raw = read(path)

    assert ("jining-2014", "jining-2014.txt", "gb18030", "text/plain", 64) == (
        raw.stem,
        raw.source.name,
        raw.source.encoding,
        raw.source.media_type,
        len(raw.source.sha256),
    )
