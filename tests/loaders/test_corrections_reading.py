"""Files of corrections: read strictly, every mistake with its line."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import pytest

from loaders.corrections.beside import MAX_BYTES, read_corrections
from loaders.corrections.entries import Corrections, parse_corrections
from loaders.corrections.files import corrections_file, is_corrections_file
from loaders.corrections.quoting import occurrences
from loaders.corrections.schema import ALLOWED, NAMED, PLAN_FIELDS, VERBS
from ontology.errors import DocumentError
from ontology.model import Attribution
from tests.loaders.corrected_sample import HEAD, WANG, read


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("by: 王芳\n- a\n", 2, "is not YAML"),
        ("by: [王芳]\n", 1, "must be a text"),
        ("by: 王芳\nremove:\n- platform: 淘宝\n", 2, "'remove' is not known"),
        ("by: 王芳\ndrop: 淘宝\n", 2, "needs a list"),
        ("by: 王芳\ndrop:\n- 淘宝\n", 3, "key: value"),
        ("by: 王芳\ndrop:\n- colour: 红\n", 3, "does not say what to drop"),
        ("by: 王芳\ndrop:\n- platform: 淘宝\n  colour: 红\n", 4, "does not know 'colour'"),
        ("by: 王芳\ndrop:\n- platform: 淘宝\n  platform: 京东\n", 4, "given twice"),
        ("by: 王芳\nrename:\n- platform: 淘宝\n", 3, "needs 'to'"),
        ("by: 王芳\ndrop:\n- platform:\n", 3, "is empty"),
        ("drop:\n- platform: 淘宝\n", 2, "says nobody"),
        ("by: 王芳\non: gestern\ndrop:\n- platform: 淘宝\n", 2, "is not a date"),
        ("- platform: 淘宝\n", 1, "key: value"),
        ("by: 王芳\nwhy: \x07\n", 2, "is not YAML"),
    ],
)
def test_a_malformed_file_is_refused_with_its_line(text: str, line: int, words: str) -> None:
    """Whatever is not as the guide says names file, line and cause."""
    with pytest.raises(DocumentError, match=words) as error:
        read(text, head="")
    assert str(error.value).startswith(f"x.corrections.yaml, line {line}")


def test_text_that_is_not_utf_8_or_nested_without_end_is_refused() -> None:
    """Bytes in another encoding and YAML made to exhaust the reader are errors, not crashes."""
    with pytest.raises(DocumentError, match="line 2: is not UTF-8"):
        parse_corrections("by: a\nwhy: 中".encode("gb18030"), "x")
    with pytest.raises(DocumentError, match="nested too deeply"):
        parse_corrections(b"[" * 100_000, "x")


def test_scalars_stay_text() -> None:
    """``on`` is no boolean, 3.10 is not 3.1, and an empty list is no error."""
    (entry,) = read("add:\ndrop:\n- measure: 3.10\n").entries
    assert (entry.name, entry.attribution) == ("3.10", WANG)


def test_an_entry_may_be_signed_by_somebody_else() -> None:
    """``by`` and ``on`` of an item count before those of the file."""
    (entry,) = read("drop:\n- platform: 淘宝\n  by: 李雷\n  on: 2026-01-02\n  why: 不是平台\n").entries
    assert entry.attribution == Attribution("李雷", dt.date(2026, 1, 2))


def test_corrections_stand_beside_their_document(tmp_path: Path) -> None:
    """The file is found by the document's name, whatever its format; without it there is nothing to do."""
    document = tmp_path / "jining-2014.docx"
    assert read_corrections(document) is None
    path = corrections_file(document)
    assert (path.name, is_corrections_file(path)) == ("jining-2014.corrections.yaml", True)
    path.write_text(HEAD, encoding="utf-8")
    assert read_corrections(document) == Corrections(str(path), ())
    path.write_bytes(b"#" * (MAX_BYTES + 1))
    with pytest.raises(DocumentError, match="larger than"):
        read_corrections(document)
    path.unlink()
    path.mkdir()
    with pytest.raises(DocumentError, match="cannot be read"):
        read_corrections(document)


def test_words_are_found_without_overlap() -> None:
    """Occurrences count as a reader counts them; no words stand nowhere."""
    assert occurrences("网上网上网", "网上") == [0, 2]
    assert occurrences("aaa", "aa") == [0]
    assert occurrences("aaa", "") == []


def test_the_guide_shows_what_the_reader_takes() -> None:
    """The example of docs/corrections.md is read whole, and its table names every key there is."""
    guide = (Path(__file__).parents[2] / "docs" / "corrections.md").read_text(encoding="utf-8")
    example = guide.partition("```yaml\n")[2].partition("```")[0]
    assert {entry.verb for entry in read(example, head="").entries} == set(VERBS)
    table = "\n".join(line for line in guide.splitlines() if line.startswith("|"))
    named = set(re.findall(r"`([a-z-]+)`", table))
    keys = {
        key
        for kinds in ALLOWED.values()
        for fields_ in kinds.values()
        for key in (*fields_.needed, *fields_.optional)
    }
    assert keys | set(NAMED) | set(PLAN_FIELDS) | set(VERBS) <= named
