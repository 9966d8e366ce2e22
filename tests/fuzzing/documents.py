"""Inputs of the loaders: texts, files of every format, corrections and mapping files; what must hold of each."""

from __future__ import annotations

import io
import random
import zipfile
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Final, TypeVar

from graph.rdf import quads
from loaders.corrections.applying import apply_corrections
from loaders.corrections.entries import parse_corrections
from loaders.extract import extract
from loaders.formats.mapping import column_mapping
from loaders.normalise import normalise
from loaders.outline import outline
from loaders.reading import RawDocument, read_bytes
from ontology.errors import DocumentError
from ontology.model import Facts, Source
from tests.fuzzing.damage import damaged, damaged_inside
from tests.fuzzing.texts import SHAPES, mixed
from tests.loaders.format_builders import PLAN, as_docx, as_html, as_markdown, as_pdf, as_text
from tests.loaders.format_documents import web_archive
from tests.loaders.workbooks import Formula, workbook
from tests.samples import sample_facts

__all__ = ["corrections", "extraction", "files", "mappings", "plain", "prove", "raw", "text_of"]

T = TypeVar("T")
_GOLD: Final = Path(__file__).parents[1] / "gold" / "formats"
_CORRECTIONS: Final = """by: 王芳
on: 2026-11-20
add:
- responsibility: 市商务局
  measure: 完善物流配送
  role: 牵头
  quote: 牵头单位：市商务局
- platform: 淘宝
  quote: 淘宝
drop:
- department: 市经信委
  why: 不是
- id: measure/changzhou-2014/2.1
rename:
- park: 常州电子商务产业园
  to: 常州电商园
same-as:
- enterprise: 阿里巴巴
  as: 阿里
"""
_MAPPING: Final = (
    'title = "常州市重点任务分工"\nplace = "常州市"\nyear = 2014\nissuer = "常州市人民政府"\n'
    '[columns]\n"工作任务" = "task"\n"牵头" = "lead"\n"时限" = "due"\n'
)
_WORDS: Final = (
    *("&a ", "*a", "!!python/object/apply:os.system ", "[" * 3000, "{a: " * 3000, "- " * 3000, "? ", "<<: *a\n", "---\n", "...\n", "%YAML 9\n"),
    *("|\n  ", ">\n  ", '"', "'", "\t", "\x00", "\u2028", "\ud800", "\U0001f600", "2026-02-30", "1e999", "0x10", "null", "[]", "{}", "= ", "[[a]]\n", '"""'),
    *("add:\n", "drop:\n", "- id: x\n", "  quote: 电子商务\n", "by: \n", "a" * 5000, "9" * 5000),
)  # fmt: skip


@cache
def sound_files() -> dict[str, bytes]:
    """A plan in each format that is read, by file name."""
    cells: list[list[object]] = [
        ["序号", "重点任务", "牵头单位", "完成时限"],
        [1, "建设跨境电子商务综合试验区", "市商务局", 42735],
        [2, "推进电子发票应用", Formula("=A2", "市税务局"), "2021年底"],
    ]
    return {
        "plan.docx": as_docx(PLAN),
        "plan.html": as_html(PLAN).encode("gb18030"),
        "plan.md": as_markdown(PLAN).encode(),
        "plan.mht": web_archive(PLAN, "行动计划"),
        "plan.pdf": as_pdf(PLAN),
        "plan.txt": as_text(PLAN).encode("utf-16"),
        "plan.big5.txt": as_text(PLAN).encode("gb18030"),
        "plan.csv": "序号,重点任务,牵头单位\n1,建设园区,市商务局\n".encode(),
        "plan.xlsx": workbook({"分工": cells, "空": []}, merged={"分工": ["A2:A3"]}, dates=["D2"]),
        "plan.xls": (_GOLD / "zigui-2016.xls").read_bytes(),
    }


def text_of(chance: random.Random) -> str:
    """A short hostile text: one shape, a mixture of words, or a plan that is damaged as characters."""
    size = chance.choice((10, 100, 500, 1500))
    kind = chance.randrange(3)
    if kind == 0:
        return SHAPES[chance.choice(sorted(SHAPES))](size)
    if kind == 1:
        return mixed(size, chance.randrange(1 << 62))
    made = list(as_text(PLAN))
    for _ in range(chance.choice((1, 5, 40))):
        start = chance.randrange(len(made))
        other = mixed(chance.choice((1, 3, 20)), chance.randrange(1 << 62))
        made[start : start + chance.choice((0, 1, 30))] = other
    return "".join(made)


def raw(text: str) -> RawDocument:
    """A text as the loaders take it."""
    return RawDocument(Source("a.txt", "0" * 64, "utf-8", "text/plain"), "a", text)


def prove(facts: Facts) -> None:
    """Every fact stands on exact words of the text, and becomes RDF."""
    for fact, evidence in facts.evidence():
        assert evidence.passages, fact
        for passage in evidence.passages:
            assert passage.exact == facts.text[passage.start : passage.end], fact
    assert quads(facts)


def plain(chance: random.Random) -> None:
    """The normaliser: what it keeps is what was read, in order; nothing else comes in."""
    text = text_of(chance)
    made = normalise(text)
    assert len(made.text) == len(made.origins)
    assert all(one < other for one, other in zip(made.origins, made.origins[1:], strict=False))
    for char, origin in zip(made.text, made.origins, strict=True):
        assert char in (text[origin], "\n", " ")
    assert not any(line != line.strip() or not line for line in made.text.split("\n") if made.text)
    tree = outline(made.text)
    for node in tree.nodes:
        assert 0 <= node.start < node.title_start <= node.title_end <= node.own_end <= node.end
        assert node.end <= len(made.text)


def extraction(chance: random.Random) -> None:
    """The whole extraction: facts that are proven, or one sentence why there are none."""
    refusal, facts = _tried(lambda: extract(raw(text_of(chance))))
    assert (facts is None) == bool(refusal)
    if facts is not None:
        prove(facts)


def files(chance: random.Random) -> None:
    """A damaged file gives a text or an error that names the file; its text gives facts or an error."""
    name = chance.choice(sorted(sound_files()))
    data = sound_files()[name]
    inside = zipfile.is_zipfile(io.BytesIO(data)) and chance.random() < 0.7
    refusal, document = _tried(
        lambda: read_bytes((damaged_inside if inside else damaged)(data, chance), name)
    )
    if document is None:
        assert name in refusal
        return
    assert document.text.strip()
    if chance.random() < 0.1:  # an extraction takes a hundred times a reading
        _, facts = _tried(lambda: extract(document))
        if facts is not None:
            prove(facts)


def _soup(sound: str, chance: random.Random) -> bytes:
    kind = chance.randrange(3)
    if kind == 0:
        return damaged(sound.encode(), chance)
    if kind == 1:
        return "".join(chance.choices(_WORDS, k=chance.randrange(1, 12))).encode("utf-8", "surrogatepass")
    made = sound.splitlines(keepends=True)
    for _ in range(chance.choice((1, 2, 5))):
        made.insert(chance.randrange(len(made) + 1), chance.choice((*_WORDS, *made)))
    return "".join(made).encode("utf-8", "surrogatepass")


def corrections(chance: random.Random) -> None:
    """A file of corrections is applied and leaves proven facts, or is refused by file and cause."""
    data = _soup(_CORRECTIONS, chance)
    refusal, facts = _tried(lambda: apply_corrections(sample_facts(), parse_corrections(data, "a.yaml")))
    if facts is None:
        assert "a.yaml" in refusal
    else:
        prove(facts)


def mappings(chance: random.Random) -> None:
    """A mapping file is understood, or refused by file and cause."""
    refusal, found = _tried(lambda: column_mapping(_soup(_MAPPING, chance), "a.columns.toml"))
    assert found is not None or "a.columns.toml" in refusal


def _tried(work: Callable[[], T]) -> tuple[str, T | None]:
    """What it gives, or the words of its refusal; any other error is one."""
    try:
        return "", work()
    except DocumentError as error:
        return str(error), None
