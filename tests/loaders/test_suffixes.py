"""Which files of a folder are documents."""

from __future__ import annotations

from pathlib import Path

from loaders.formats.registry import FORMATS
from loaders.suffixes import DOCUMENT_SUFFIXES, expand


def test_a_folder_gives_its_documents_sorted(tmp_path: Path) -> None:
    """Documents of every format at any depth count; other files, locks and parts of saved pages do not."""
    for name in (
        "b.txt",
        "a.TXT",
        "deep/c.docx",
        "d.md",
        "manifest.toml",
        "~$b.docx",
        ".e.pdf",
        "README.md",
        "d_files/ad.html",
    ):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()

    assert ["a.TXT", "b.txt", "d.md", "deep/c.docx"] == [
        path.relative_to(tmp_path).as_posix() for path in expand(tmp_path)
    ]


def test_a_file_is_itself(tmp_path: Path) -> None:
    """A file that is named is taken whatever its suffix; reading decides."""
    assert (tmp_path / "plan.dat",) == expand(tmp_path / "plan.dat")


def test_folders_give_every_format_that_is_read() -> None:
    """The suffixes that a folder contributes are those of the readers."""
    assert {suffix for item in FORMATS for suffix in item.suffixes} == set(DOCUMENT_SUFFIXES)
