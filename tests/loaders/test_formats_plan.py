"""Every format gives the same text, and so the same facts, as plain text does."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from loaders.extract import extract
from loaders.normalise import normalise
from loaders.reading import read_bytes
from ontology.model import Facts
from tests.loaders.format_builders import (
    PLAN,
    Line,
    Rows,
    as_docx,
    as_html,
    as_lines,
    as_markdown,
    as_pdf,
    as_text,
)

CORPUS = Path(__file__).parents[2] / "corpus"
Items = tuple[Line | Rows, ...]


def html(items: Items) -> bytes:
    """A page in UTF-8."""
    return as_html(items).encode()


def html_gbk(items: Items) -> bytes:
    """A page in GB18030 that declares GB2312."""
    return as_html(items, charset="gb2312").encode("gb18030")


def markdown(items: Items) -> bytes:
    """Markdown in UTF-8."""
    return as_markdown(items).encode()


def markdown_utf_16(items: Items) -> bytes:
    """Markdown in UTF-16 with its mark."""
    return as_markdown(items).encode("utf-16")


def text_utf_16_without_mark(items: Items) -> bytes:
    """Plain text in UTF-16 without a mark."""
    return as_text(items).encode("utf-16-le")


BUILDERS: tuple[tuple[Callable[[Items], bytes], str, str], ...] = (
    (html, ".html", "text/html"),
    (html_gbk, ".htm", "text/html"),
    (html, ".doc", "text/html"),  # web pages that sites hand out as Word files
    (markdown, ".md", "text/markdown"),
    (markdown_utf_16, ".md", "text/markdown"),
    (text_utf_16_without_mark, ".txt", "text/plain"),
    (as_docx, ".docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    (as_docx, "", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    (as_pdf, ".pdf", "application/pdf"),
)


def told(facts: Facts) -> dict[str, list[object]]:
    """What a person would compare: outline, measures, duties, targets."""
    return {
        "sections": [(item.notation, item.title, item.level) for item in facts.sections],
        "measures": [(item.name, item.text) for item in facts.measures],
        "responsibilities": [
            (item.measure, item.organization, item.role, item.as_written) for item in facts.responsibilities
        ],
        "targets": [
            (item.indicator, item.value, item.unit, item.due_year, item.comparator) for item in facts.targets
        ],
        "projects": [(item.number, item.name) for item in facts.projects],
        "organizations": [item.id for item in facts.organizations],
        "platforms": [item.id for item in facts.platforms],
        "parks": [item.id for item in facts.parks],
    }


@pytest.mark.parametrize(
    ("build", "suffix", "media_type"), BUILDERS, ids=[f"{b.__name__}{s}" for b, s, _ in BUILDERS]
)
def test_the_same_plan_in_every_format_is_the_same_text(
    build: Callable[[Items], bytes], suffix: str, media_type: str
) -> None:
    """Labels, paragraphs and table rows come out as typed; the file's kind is recorded."""
    plain = read_bytes(as_text(PLAN).encode(), "plan.txt")
    raw = read_bytes(build(PLAN), f"plan{suffix}")

    assert normalise(plain.text).text == normalise(raw.text).text
    assert (media_type, "plan") == (raw.source.media_type, raw.stem)
    assert told(extract(plain)) == told(extract(raw))


def test_the_plan_says_what_its_reader_sees() -> None:
    """The comparison above would pass on nothing: this plan has facts of every kind."""
    facts = told(extract(read_bytes(as_docx(PLAN), "plan.docx")))

    assert ("（一）", "指导思想", 2) in facts["sections"]
    assert len(facts["measures"]) >= 8
    assert len(facts["responsibilities"]) >= 12
    assert len(facts["targets"]) >= 8


@pytest.mark.parametrize("build", [html, markdown, as_docx, as_pdf], ids=lambda build: build.__name__)
@pytest.mark.parametrize("name", [path.stem for path in sorted(CORPUS.glob("*.txt"))])
def test_a_document_survives_the_way_through_a_format(name: str, build: Callable[[Items], bytes]) -> None:
    """The five documents as each format tell the same; only runs of blanks may differ in pages and PDFs."""
    plain = read_bytes((CORPUS / f"{name}.txt").read_bytes(), f"{name}.txt")
    text = normalise(plain.text).text
    suffix = {"html": ".html", "markdown": ".md", "as_docx": ".docx", "as_pdf": ".pdf"}[build.__name__]
    raw = read_bytes(build(as_lines(text)), f"{name}{suffix}")
    read_back = normalise(raw.text).text

    if build in (html, as_pdf):
        assert re.sub(r"[ \u3000]+", " ", text) == re.sub(r"[ \u3000]+", " ", read_back)
    else:
        assert text == read_back
    assert told(extract(plain)) == told(extract(raw))


def test_places_name_pages_paragraphs_and_lines() -> None:
    """Each character of the text leads back to where a person finds it in the file."""
    pages = read_bytes(as_pdf(PLAN), "plan.pdf")
    word = read_bytes(as_docx(PLAN), "plan.docx")
    plain = read_bytes(as_text(PLAN).encode(), "plan.txt")
    marked = read_bytes(as_markdown(PLAN).encode(), "plan.md")

    assert ("第1页", "page 1") == (pages.place_of(0).zh, pages.place_of(0).en)
    assert "page 2" == pages.place_of(pages.text.index("保障措施")).en
    assert "第3段" == word.place_of(word.text.index("各辖市")).zh
    assert "table 1, row 2" == word.place_of(word.text.index("建设跨境")).en
    assert "line 4" == plain.place_of(plain.text.index("为加快")).en
    assert "line 9" == marked.place_of(marked.text.index("总体要求")).en
    for raw in (pages, word, marked):
        starts = [place.start for place in raw.places]
        assert sorted(starts) == starts
        assert all(start == 0 or raw.text[start - 1] == "\n" for start in starts)
