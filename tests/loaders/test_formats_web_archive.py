"""Web archives give the page that they hold, and nothing of its other parts."""

from __future__ import annotations

import pytest

from loaders.formats.html import read as read_page
from loaders.formats.web_archive import read
from ontology.errors import UnreadableDocument
from tests.loaders.format_builders import PLAN, as_html
from tests.loaders.format_documents import web_archive

PAGE = as_html(PLAN)
SHORT = "<html><body><p>欢迎访问本网站，祝您工作顺利。</p></body></html>"


def archive(*parts: tuple[str, bytes], kind: str = "related", head: str = "MIME-Version: 1.0") -> bytes:
    """A message of parts (their headers, their bytes)."""
    body = b"".join(b"--x\r\n" + head.encode() + b"\r\n\r\n" + words + b"\r\n" for head, words in parts)
    return f'{head}\r\nContent-Type: multipart/{kind}; boundary="x"\r\n\r\n'.encode() + body + b"--x--\r\n"


@pytest.mark.parametrize("encoded", ["quoted-printable", "base64"])
def test_an_archive_is_read_as_its_page(encoded: str) -> None:
    """In both encodings that browsers use; the kind of file is recorded."""
    found = read(web_archive(PLAN, "行动计划", encoded=encoded), "plan.mht")

    assert read_page(PAGE.encode(), "plan.html").text == found.text
    assert "multipart/related" == found.media_type


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8", "utf-16"])
def test_the_encoding_of_the_page_is_its_own(encoding: str) -> None:
    """What the part's header says of it is often wrong, so the bytes decide."""
    data = archive(
        (
            "Content-Type: text/html; charset=gb2312\r\nContent-Transfer-Encoding: binary",
            PAGE.encode(encoding),
        )
    )

    assert read_page(PAGE.encode(), "plan.html").text == read(data, "plan.mht").text


@pytest.mark.parametrize("first", [True, False])
def test_of_several_frames_the_one_with_the_text_is_read(first: bool) -> None:
    """Old sites put navigation, text and footer into frames of their own."""
    frames = [("Content-Type: text/html", PAGE.encode()), ("Content-Type: text/html", SHORT.encode())]
    empty = ("Content-Type: text/html", b"<html><frameset></frameset></html>")

    found = read(archive(*(frames if first else frames[::-1]), empty), "plan.mht")

    assert read_page(PAGE.encode(), "plan.html").text == found.text


def test_a_page_in_an_inner_multipart_is_found() -> None:
    """Mail programs wrap the page and its plain form once more."""
    inner = archive(("Content-Type: text/html", PAGE.encode()), kind="alternative").replace(b"--x", b"--y")
    inner = inner.replace(b'boundary="x"', b'boundary="y"')
    head, _, body = inner.partition(b"\r\n\r\n")
    data = archive((head.decode().replace("MIME-Version: 1.0\r\n", ""), body))

    assert read_page(PAGE.encode(), "plan.html").text == read(data, "plan.mht").text


def test_a_damaged_page_is_named() -> None:
    """The refusal is the page's own, with the archive's name."""
    page = PAGE.replace("制定本行动", "制定\ufffd行动").encode()

    with pytest.raises(UnreadableDocument, match=r"plan\.mht, line 4: holds characters that are damaged"):
        read(archive(("Content-Type: text/html", page)), "plan.mht")
