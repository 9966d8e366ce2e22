"""Terms of use of documents, from the manifest in their folder."""

from __future__ import annotations

from pathlib import Path

import pytest

from loaders.manifest import MAX_BYTES, NAME, is_manifest, parse_manifest, read_terms
from ontology.errors import DocumentError
from ontology.model import TermsOfUse

MARK = "https://creativecommons.org/publicdomain/mark/1.0/"


def write(folder: Path, text: str | bytes) -> Path:
    """A document's path in a folder with this manifest."""
    data = text.encode() if isinstance(text, str) else text
    (folder / NAME).write_bytes(data)
    return folder / "jining-2014.txt"


def test_terms_of_a_folder_hold_for_each_document_that_says_nothing_else(tmp_path: Path) -> None:
    """The entry of a document says everything about it."""
    document = write(
        tmp_path,
        f'licence = "{MARK}"\nrights = "公有领域"\nrights-en = "Public domain"\n'
        '[[document]]\nfile = "jining-2014.txt"\ntitle = "济宁"\n'
        '[[document]]\nfile = "other.pdf"\nrights = "版权归作者所有"\npublished = 2014-05-30\n',
    )
    shared = TermsOfUse(MARK, (("zh", "公有领域"), ("en", "Public domain")))

    assert shared == read_terms(document)
    assert shared == read_terms(tmp_path / "not-named.txt")
    assert TermsOfUse("", (("zh", "版权归作者所有"),)) == read_terms(tmp_path / "other.pdf")


def test_without_a_manifest_nothing_is_said(tmp_path: Path) -> None:
    """No terms are invented."""
    assert read_terms(tmp_path / "jining-2014.txt") is None
    assert read_terms(write(tmp_path, '[[document]]\nfile = "jining-2014.txt"\ntitle = "济宁"\n')) is None


def test_an_edited_manifest_is_read_again(tmp_path: Path) -> None:
    """It is kept between documents of one load, never longer than it stays the same."""
    document = write(tmp_path, 'rights = "甲"')
    assert TermsOfUse("", (("zh", "甲"),)) == read_terms(document)
    write(tmp_path, 'rights = "乙乙"')
    assert TermsOfUse("", (("zh", "乙乙"),)) == read_terms(document)


@pytest.mark.parametrize(
    ("text", "cause"),
    [
        ("licence = ", "TOML"),
        (b"\xff\xfe", "TOML in UTF-8"),
        ("a = " + "[" * 5000, "nested too deeply"),
        ('license = "x"', "does not know 'license'"),
        ('licence = "公有领域"', "must be an address"),
        ('licence = "https://x y"', "must be an address"),
        ('licence = "https://[::1"', "must be an address"),
        ("rights = 3", "rights must be words"),
        ('rights = " "', "rights must be words"),
        ('[document]\nfile = "a.txt"', "two brackets"),
        ('[[document]]\ntitle = "a"', "without the name of its file"),
        ('[[document]]\nfile = "a.txt"\nlicense = "x"', "a.txt: does not know 'license'"),
        (b"#" * (MAX_BYTES + 1), "larger than"),
    ],
)
def test_a_manifest_that_cannot_be_understood_names_file_and_cause(
    tmp_path: Path, text: str | bytes, cause: str
) -> None:
    """The document is refused rather than published under other terms than it should be."""
    with pytest.raises(DocumentError, match=cause) as caught:
        read_terms(write(tmp_path, text))
    assert NAME in str(caught.value)


def test_a_manifest_is_no_document() -> None:
    """``plans/*`` names it too."""
    assert is_manifest(Path("plans/manifest.toml"))
    assert not is_manifest(Path("plans/jining-2014.txt"))


def test_every_document_of_the_corpus_has_terms() -> None:
    """The shipped documents say under which terms they are."""
    corpus = Path(__file__).parents[2] / "corpus"
    found = {file.name: read_terms(file) for file in corpus.glob("*.txt")}
    assert len(found) == 5
    assert all(terms is not None and terms.licence == MARK for terms in found.values())
    named = parse_manifest((corpus / NAME).read_bytes(), NAME)
    assert named[0] is not None
