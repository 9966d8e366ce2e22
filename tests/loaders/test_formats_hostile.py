"""What cannot be read is refused in one sentence: the file, the place, the cause, what to do."""

from __future__ import annotations

import io
import random
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from loaders import reading
from loaders.formats import archive as archives
from loaders.formats.registry import FORMATS, format_of, readable
from loaders.reading import read, read_bytes
from ontology.errors import DocumentError, UnreadableDocument
from tests.loaders.format_builders import (
    PLAN,
    W,
    archive,
    as_docx,
    as_html,
    as_markdown,
    as_pdf,
    as_text,
    docx,
    paragraph,
    pdf,
)
from tests.loaders.format_documents import web_archive
from tests.timing import processor_seconds

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512)
MIME = b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x"
NESTED = "<w:tbl><w:tr><w:tc>"
ENCRYPTED = (
    "/Encrypt << /Filter /Standard /V 1 /R 2 /O (12345678901234567890123456789012)"
    " /U (12345678901234567890123456789012) /P -4 >> /ID [<00><00>]"
)
PICTURE = b"q 500 0 0 700 0 0 cm BI /W 1 /H 1 /CS /G /BPC 8 ID \x00 EI Q "


def entity(declaration: str) -> bytes:
    """A Word file whose XML declares something."""
    body = f'<w:document xmlns:w="{W}"><w:body><w:p><w:r><w:t>&a;</w:t></w:r></w:p></w:body></w:document>'
    return archive({"word/document.xml": f"<!DOCTYPE x [{declaration}]>{body}"})


REFUSED: dict[str, tuple[str, bytes, str]] = {
    "old word": ("a.doc", OLE + "WordDocument".encode("utf-16-le"), r"a\.doc: is an old Word file.*\.docx"),
    "old excel without tables": ("a.xls", OLE + "Workbook".encode("utf-16-le"), r"a\.xls: is damaged"),
    "old word with a table": ("a.doc", OLE + "WordDocument Workbook".encode("utf-16-le"), "an old Word file"),
    "old presentation": ("a.ppt", OLE + "PowerPoint Document".encode("utf-16-le"), "an old presentation"),
    "encrypted word": ("a.docx", OLE + "EncryptedPackage".encode("utf-16-le"), "is encrypted.*password"),
    "rich text": ("a.rtf", b"{\\rtf1\\ansi abc}", r"rich-text.*save it as \.docx"),
    "ofd": ("a.ofd", archive({"OFD.xml": "<x/>"}), "OFD document.*导出为PDF"),
    "presentation": ("a.pptx", archive({"ppt/presentation.xml": "<x/>"}), "a presentation"),
    "open document": ("a.odt", archive({"mimetype": "x", "content.xml": "<x/>"}), "OpenDocument.*docx"),
    "nested zip": ("a.zip", archive({"b.zip": archive({"c.txt": "一、"})}), "a zip archive of 1 files.*Unpack"),
    "rar": ("a.rar", b"Rar!\x1a\x07\x00" + bytes(50), "Unpack it"),
    "picture": ("a.pdf", b"\x89PNG\r\n\x1a\n" + bytes(50), "a picture.*OCR"),
    "web archive without a page": ("a.mht", MIME + b"\r\n\r\n--x\r\nContent-Type: image/png\r\n\r\n--x--", "holds no text"),
    "nested web archive": ("a.mht", MIME + b"\r\n\r\n--x\r\n" + (MIME + b"\r\n\r\n--x\r\n") * 999, "nests its parts too deeply"),
    "web archive of many parts": ("a.mht", MIME + b"\r\n\r\n" + b"--x\r\n" * 2_000_000, "more than 10,000 parts"),
    "web archive of split marks": ("a.mht", MIME.replace(b"boundary=x", b"boundary*0=x;boundary*1=") + b"\r\n\r\n" + b"--x\r\n" * 20_000, "parts"),
    "word in one xml": ("a.xml", b'<?xml version="1.0"?><?mso-application progid="Word.Document"?><x/>', "docx"),
    "no document in it": ("a.docx", archive({"word/other.xml": "<x/>"}), "word/document.xml: is damaged"),
    "not xml": ("a.docx", archive({"word/document.xml": "<w:document>"}), "word/document.xml: is damaged"),
    "cut zip": ("a.docx", as_docx(PLAN)[:900], "a.docx: is a damaged Word, Excel or zip file"),
    "bomb": ("a.docx", docx("<w:p/>" * 4_000_000), "word/document.xml: unpacks to far more"),
    "foreign entity": ("a.docx", entity('<!ENTITY a SYSTEM "file:///etc/passwd">'), "document type or entities"),
    "many laughs": ("a.docx", entity('<!ENTITY b "xxxxxxxx"><!ENTITY a "&b;&b;&b;">'), "type or entities"),
    "deep xml": ("a.docx", docx(NESTED * 200 + "</w:tc></w:tr></w:tbl>" * 200), "nests its XML too deeply"),
    "empty word": ("a.docx", docx("<w:p/>"), "a.docx: holds no text"),
    "deep page": ("a.html", ("<div>" * 9999 + "一、").encode(), "a.html: nests its elements too deeply"),
    "empty page": ("a.html", b"<html><body><script>1</script></body></html>", "holds no text"),
    "huge spans": ("a.html", b"<html><table><tr>" + "<td rowspan=999 colspan=999>加强，".encode() * 2000, "merged"),
    "huge markdown": ("a.md", b"# a\n" * 1_100_000, "limit for Markdown"),
    "garbled pdf": ("a.pdf", b"%PDF-1.7\n" + bytes(range(32, 120)), "damaged PDF"),
    "encrypted pdf": ("a.pdf", pdf([[(70, 700, 12, "一、")]], extra=ENCRYPTED), "a.pdf: is encrypted.*password"),
    "scanned pdf": ("a.pdf", pdf([[]] * 3, content=PICTURE), "a.pdf, page 1: is a scanned PDF: 3 of its 3.*ocrmypdf"),
    "empty pdf": ("a.pdf", pdf([[]]), "a.pdf: holds no text"),
    "fonts without characters": ("a.pdf", pdf([[(70, 700, 12, "\ue001\ue002\ue003\ue004" * 5)]]), "fonts do not say"),
    "nothing": ("a.docx", b"", "a.docx: is empty"),
}  # fmt: skip


@pytest.mark.parametrize(("name", "data", "message"), REFUSED.values(), ids=REFUSED.keys())
def test_what_cannot_be_read_is_refused_with_its_cause(name: str, data: bytes, message: str) -> None:
    """Quickly, too: nothing is unpacked, expanded or rendered first."""

    def refuse() -> None:
        with pytest.raises(DocumentError, match=message):
            read_bytes(data, name)

    assert processor_seconds(refuse) < 30  # the slowest takes a third of one


def test_a_refusal_says_what_can_be_read() -> None:
    """One sentence names all formats."""
    with pytest.raises(UnreadableDocument) as caught:
        read_bytes(archive({"OFD.xml": ""}), "a.ofd")

    assert readable() in str(caught.value)
    for item in FORMATS:
        assert item.suffixes[0] in readable()


def test_a_locked_zip_is_told_from_a_damaged_one() -> None:
    """Some tools lock the parts of a zip by a password instead of encrypting the document."""
    data = bytearray(as_docx(PLAN))
    for mark, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        position = data.find(mark)
        while position >= 0:
            data[position + flags] |= 1
            position = data.find(mark, position + 4)

    with pytest.raises(UnreadableDocument, match="is encrypted"):
        read_bytes(bytes(data), "plan.docx")


def test_the_size_that_a_zip_states_is_not_believed(monkeypatch: pytest.MonkeyPatch) -> None:
    """A part is refused by the size that it states, and one that states a false size as well."""
    monkeypatch.setattr(archives, "MAX_PART", 3000)
    data = docx(paragraph("建设" * 2000))
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        size = package.getinfo("word/document.xml").file_size
    lying = data.replace(size.to_bytes(4, "little"), (100).to_bytes(4, "little"))

    with pytest.raises(UnreadableDocument, match="unpacks to far more"):
        read_bytes(data, "plan.docx")
    with pytest.raises(UnreadableDocument, match=r"word/document\.xml: is damaged"):
        read_bytes(lying, "plan.docx")


def test_a_file_over_the_limit_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The limit holds for every format before a byte is read."""
    monkeypatch.setattr(reading, "MAX_BYTES", 1000)
    path = tmp_path / "plan.docx"
    path.write_bytes(as_docx(PLAN))

    with pytest.raises(UnreadableDocument, match=r"plan\.docx: has [\d,]+ bytes; the limit is 1,000"):
        read(path)


@pytest.mark.parametrize(
    ("name", "data", "module"),
    [
        ("plan.txt", b"\xe4\xb8\x80", "plain"),
        ("plan", as_docx(PLAN), "docx"),
        ("plan.pdf", as_docx(PLAN), "docx"),
        ("plan.txt", as_pdf(PLAN), "pdf"),
        ("plan.doc", as_html(PLAN).encode(), "html"),
        ("plan.txt", as_html(PLAN).encode("utf-16"), "html"),
        ("plan.MD", b"# x", "markdown"),
        ("plan.md", b"<!DOCTYPE html><p>x", "html"),
        ("plan.htm", b"<p>x", "html"),
        ("plan.csv", b"a,b", "spreadsheet"),
        ("plan.xlsx", archive({"xl/workbook.xml": ""}), "spreadsheet"),
        ("plan.doc", OLE + "Workbook".encode("utf-16-le"), "spreadsheet"),
        ("plan.xls", "序号\t任务".encode(), "spreadsheet"),
        ("plan.json", b"{}", "plain"),
        ("plan", b"From: a\r\nContent-Type: multipart/related; boundary=x\r\n\r\n--x", "web_archive"),
        ("plan.doc", b"MIME-Version: 1.0\r\n\r\n--x", "web_archive"),
        ("plan.txt", "报文\r\n\r\nContent-Type: multipart/related".encode(), "plain"),
    ],
)
def test_the_first_bytes_decide_and_the_suffix_only_helps(name: str, data: bytes, module: str) -> None:
    """Many files of government sites have the wrong suffix, or none."""
    assert f"loaders.formats.{module}" == format_of(data, Path(name).suffix, name).module


def test_no_library_of_a_format_is_imported_for_plain_text() -> None:
    """A start that reads text waits for neither lxml nor pdfium."""
    code = (
        "import sys\nfrom loaders.reading import read_bytes\nread_bytes('一、目标'.encode(), 'a.txt')\n"
        "print(sorted({'lxml', 'pypdfium2', 'markdown_it', 'python_calamine', 'charset_normalizer'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)  # noqa: S603

    assert "[]" == done.stdout.strip()


WHOLE: dict[str, bytes] = {
    "plan.docx": as_docx(PLAN),
    "plan.html": as_html(PLAN).encode("gb18030"),
    "plan.md": as_markdown(PLAN).encode(),
    "plan.mht": web_archive(PLAN, "行动计划"),
    "plan.pdf": as_pdf(PLAN),
    "plan.txt": as_text(PLAN).encode("utf-16"),
}


def refused_or_read(data: bytes, name: str) -> None:
    """Read a damaged file: it gives a text, or an error that names the file."""
    refused = False
    try:
        text = read_bytes(data, name).text
    except DocumentError as error:
        refused, text = True, str(error)

    assert name in text if refused else text.strip()


@settings(max_examples=60, deadline=None)
@given(name=st.sampled_from(sorted(WHOLE)), seed=st.integers(0, 2**32), cut=st.booleans())
def test_damage_gives_a_text_or_a_document_error(name: str, seed: int, cut: bool) -> None:
    """Bytes that are cut off, changed, doubled or lost never raise anything else."""
    chance = random.Random(seed)  # noqa: S311
    data = bytearray(WHOLE[name])
    if cut:
        del data[chance.randrange(len(data)) :]
    for _ in range(0 if cut else chance.choice((1, 4, 30))):
        start = chance.randrange(len(data))
        piece = data[start : start + chance.randrange(1, 30)]
        data[start : start + chance.choice((0, 1, len(piece)))] = chance.choice(
            (piece, b"", bytes([seed % 256]))
        )
    refused_or_read(bytes(data), name)


@settings(max_examples=60, deadline=None)
@given(seed=st.integers(0, 2**32), part=st.sampled_from(["word/document.xml", "word/numbering.xml"]))
def test_damaged_parts_inside_a_sound_word_file_are_found(seed: int, part: str) -> None:
    """The zip's own checks do not help where the XML itself is wrong."""
    chance = random.Random(seed)  # noqa: S311
    with zipfile.ZipFile(io.BytesIO(WHOLE["plan.docx"])) as package:
        parts: dict[str, str | bytes] = {name: package.read(name) for name in package.namelist()}
        data = bytearray(package.read(part))
    for _ in range(chance.choice((1, 3, 10))):
        data[chance.randrange(len(data))] = chance.choice(b'<>/"=0w:a9 ')

    refused_or_read(archive(parts | {part: bytes(data)}), "plan.docx")
