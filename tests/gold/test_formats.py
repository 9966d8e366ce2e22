"""Every annotated document says the same in every format, and its words stand where they are said to."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

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
    facts = extract(read_bytes(FORMATS[form](items(stem)), f"{stem}.{form.rpartition('.')[2]}"))

    assert {} == lost(stem, facts)
    assert [] == displaced(facts)
    assert facts.responsibilities or not plain(stem).responsibilities


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
