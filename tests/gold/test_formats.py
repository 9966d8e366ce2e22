"""Every annotated document says the same in every format, and its words stand where they are said to."""

from __future__ import annotations

import html
import json
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
from opencc import OpenCC
from playwright.sync_api import Browser, PdfMargins

from graph.content import content_of_quads
from graph.dump import write_file
from graph.importing import read_rdf
from graph.rdf import quads
from loaders.extract import extract
from loaders.normalise import normalise
from loaders.reading import read, read_bytes
from ontology.model import Facts
from ontology.quality import Score, added
from policygraph.evaluation import evaluate
from tests.gold.duty_tables import as_csv, duties, restricted, rows_of
from tests.loaders.format_builders import Line, Rows, as_html, as_markdown
from tests.loaders.format_documents import items_of, printed, web_archive, word
from tests.loaders.workbooks import workbook

HERE = Path(__file__).parent
CORPUS = HERE.parents[1] / "corpus"
#: Annotation and text of each document.
DOCUMENTS = {
    file.stem: (file, (CORPUS if folder == HERE else folder) / f"{file.stem}.txt")
    for folder in (HERE, HERE / "documents", HERE / "policies", HERE / "habits")
    for file in sorted(folder.glob("*.json"))
}
Items = tuple[Line | Rows, ...]
HEAD = "某市人民政府公报　2017年第3期"


def title(items: Items) -> str:
    """The first paragraph."""
    first = items[0]
    return first.text if isinstance(first, Line) else ""


FORMATS: dict[str, Callable[[Items], bytes]] = {
    ".html": lambda items: as_html(items, title=title(items)).encode(),
    "gb2312.html": lambda items: as_html(items, title=title(items), charset="gb2312").encode("gb18030"),
    ".mht": lambda items: web_archive(items, title(items)),
    ".md": lambda items: as_markdown(items).encode(),
    ".docx": word,
    ".pdf": lambda items: printed(items, head=HEAD),
    "columns.pdf": lambda items: printed(items, columns=2, head=HEAD),
}
ENCODINGS = ("utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "gb18030")


@cache
def plain(stem: str) -> Facts:
    """What the text of a document says."""
    return extract(read(DOCUMENTS[stem][1]))


@cache
def items(stem: str) -> Items:
    """A document's paragraphs and tables."""
    return items_of(plain(stem).text)


def lost(stem: str, facts: Facts) -> dict[str, tuple[int, int, int, int]]:
    """Kinds of facts that a reading has fewer right of, or more wrong, than the text: both counts of each."""
    gold = DOCUMENTS[stem][0]
    before: dict[str, Score] = {score.kind: score for score in evaluate(gold, plain(stem))}
    return {
        score.kind: (was.right, score.right, len(was.spurious), len(score.spurious))
        for score in evaluate(gold, facts)
        if (was := before[score.kind])
        and score.kind != "evidence"  # counts what was found, which right and wrong do already
        and (score.right < was.right or len(score.spurious) > len(was.spurious))
    }


def displaced(facts: Facts) -> list[str]:
    """Quoted words that do not stand at their place in the text of a reading."""
    evidence = [fact.evidence for fact in facts.sections]
    evidence += [fact.evidence for fact in facts.measures]
    evidence += [fact.evidence for fact in facts.responsibilities]
    evidence += [fact.evidence for fact in facts.targets]
    evidence += [fact.evidence for fact in facts.projects]
    passages = (passage for each in evidence for passage in each.passages)
    return [item.exact for item in passages if facts.text[item.start : item.end] != item.exact]


def test_there_are_documents_of_many_kinds() -> None:
    """The five of the corpus and twenty others."""
    assert 25 == len(DOCUMENTS)


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("stem", DOCUMENTS)
def test_a_document_says_in_each_format_what_its_text_says(stem: str, form: str) -> None:
    """Saved pages, Word's own numbering, columns with running heads: no fact is lost and none is added."""
    raw = read_bytes(FORMATS[form](items(stem)), f"{stem}.{form.rpartition('.')[2]}")
    same = normalise(raw.text).text == plain(stem).text  # then its facts are the same, as they are of no more
    facts = plain(stem) if same else extract(raw)

    assert {} == lost(stem, facts)
    assert [] == displaced(facts)


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("stem", DOCUMENTS)
def test_a_text_is_the_same_in_each_encoding(stem: str, encoding: str) -> None:
    """With a mark or without, with the line ends of Windows: the normalised text decides all facts."""
    text = plain(stem).text

    assert text == normalise(read_bytes(text.encode(encoding), f"{stem}.txt").text).text
    assert text == normalise(read_bytes(text.replace("\n", "\r\n").encode(encoding), f"{stem}.txt").text).text


TABLES: dict[str, Callable[[tuple[tuple[str, ...], ...]], bytes]] = {
    ".xlsx": lambda rows: workbook({"Sheet1": rows}, merged={"Sheet1": ["A1:E1"]}),
    ".csv": lambda rows: as_csv(rows, "gb18030"),
    "utf-8.csv": lambda rows: as_csv(rows, "utf-8-sig"),
}


@pytest.mark.parametrize("form", TABLES)
def test_the_division_of_tasks_is_read_from_tables_too(form: str, tmp_path: Path) -> None:
    """What each annotation says of owners, as a table alone: place, tasks and up to twenty names in a cell."""
    scores: list[Score] = []
    for stem, (file, _) in DOCUMENTS.items():
        gold = json.loads(file.read_text(encoding="utf-8"))
        if len(duties(gold)) >= 8:
            data = TABLES[form](rows_of(gold))
            facts = extract(read_bytes(data, f"{stem}.{form.rpartition('.')[2]}"))
            assert [] == displaced(facts)
            scores += (
                score for score in evaluate(restricted(gold, tmp_path), facts) if score.kind == "owners"
            )
    (owners,) = added(scores)

    assert 24 <= len(scores)
    assert owners.f1 >= 0.98, [each.words for each in (*owners.missing, *owners.spurious)]


#: Files of other programs: ``stem.more.suffix``; what they hold of their document.
FILES = sorted(path for path in (HERE / "formats").iterdir() if path.suffix != ".md")
WHOLE = [path for path in FILES if path.suffix not in (".xlsx", ".xls", ".csv")]


@pytest.mark.parametrize("path", WHOLE, ids=lambda path: str(path.name))
def test_files_of_other_programs_say_what_the_text_says(path: Path) -> None:
    """Word's lists, a site's page and the archive of it, old encodings."""
    stem = path.name.partition(".")[0]
    facts = extract(read_bytes(path.read_bytes(), f"{stem}{path.suffix}"))
    worse = lost(stem, facts)
    # The catalogue of a site names the issuing office once more, in a form of its own.
    if path.suffix in (".html", ".mhtml"):
        worse.pop("departments", None)

    assert {} == worse
    assert [] == displaced(facts)


@pytest.mark.parametrize("suffix", [".xlsx", ".xls", ".csv"])
def test_tables_of_other_programs_are_read(suffix: str, tmp_path: Path) -> None:
    """Six tasks and who answers for them, from a sheet beside an empty one."""
    file, _ = DOCUMENTS["zigui-2016"]
    gold = json.loads(file.read_text(encoding="utf-8"))
    gold["responsibilities"] = [item for item in gold["responsibilities"] if "\t" in item["quote"]]
    facts = extract(read(HERE / "formats" / f"zigui-2016{suffix}"))
    (owners,) = (score for score in evaluate(restricted(gold, tmp_path), facts) if score.kind == "owners")

    assert (26, (), ()) == (owners.right, owners.missing, owners.spurious)
    assert [] == displaced(facts)


@pytest.mark.parametrize("stem", DOCUMENTS)
def test_a_text_in_traditional_characters_says_the_same(stem: str) -> None:
    """Taiwan's edition in Big5: the facts are those of the original, the quoted words its own."""
    text = OpenCC("s2tw").convert(plain(stem).text)
    facts = extract(read_bytes(text.encode("big5hkscs"), f"{stem}.txt"))

    assert {} == lost(stem, facts)
    assert text == facts.text
    assert [] == displaced(facts)


@pytest.mark.parametrize("ending", ["ttl", "nt", "nq", "trig", "jsonld", "rdf"])
@pytest.mark.parametrize(
    "stem", [stem for stem, (file, _) in DOCUMENTS.items() if file.parent.name == "habits"]
)
def test_a_graph_that_is_written_is_read_again(stem: str, ending: str, tmp_path: Path) -> None:
    """What a document says can be handed on in each format of RDF, and loads as it was."""
    stated = quads(plain(stem))
    (iri,) = {str(quad.graph_name).strip("<>") for quad in stated}
    path = tmp_path / f"{iri.rpartition('/')[2]}.{ending}"
    write_file(stated, path)

    assert [content_of_quads(iri, stated).digest] == [content.digest for content in read_rdf(path)]


PRINTED = """<!DOCTYPE html><meta charset="utf-8"><style>
body { font: 12pt/1.6 "Noto Serif CJK SC", serif } p { text-indent: 2em; margin: 0; text-align: justify }
h1 { font-size: 18pt; text-align: center; column-span: all } main { column-count: %s; column-gap: 9mm }
</style><main><h1>%s</h1>%s</main>"""
MARGINS: PdfMargins = {"top": "24mm", "bottom": "20mm", "left": "24mm", "right": "22mm"}


@pytest.mark.parametrize("columns", [1, 2])
def test_what_a_browser_prints_says_the_same(chromium: Browser, columns: int) -> None:
    """A PDF with embedded fonts, justified lines, a running head and numbers of pages."""
    stem = "xilingol-2017"
    first, *rest = (html.escape(line) for line in plain(stem).text.split("\n"))
    page = chromium.new_page()
    page.set_content(PRINTED % (columns, first, "".join(f"<p>{line}</p>" for line in rest)))
    data = page.pdf(
        format="A4",
        margin=MARGINS,
        display_header_footer=True,
        header_template='<div style="font-size: 8px; margin-left: 15mm">政府公报　2017年第1期</div>',
        footer_template='<div style="font-size: 9px; width: 100%; text-align: center">第 <span class="pageNumber">'
        '</span> 页 共 <span class="totalPages"></span> 页</div>',
    )
    page.close()
    facts = extract(read_bytes(data, f"{stem}.pdf"))

    assert {} == lost(stem, facts)
    assert [] == displaced(facts)
