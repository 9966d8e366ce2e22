"""Which files of a folder are documents."""

from __future__ import annotations

from pathlib import Path

from loaders.suffixes import expand


def test_a_folder_gives_its_documents_sorted(tmp_path: Path) -> None:
    """Text files at any depth count; other files and folders do not."""
    for name in ("b.txt", "a.TXT", "deep/c.txt", "notes.md", "manifest.toml"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()

    assert ["a.TXT", "b.txt", "deep/c.txt"] == [
        path.relative_to(tmp_path).as_posix() for path in expand(tmp_path)
    ]


def test_a_file_is_itself(tmp_path: Path) -> None:
    """A file that is named is taken whatever its suffix; reading decides."""
    assert (tmp_path / "plan.dat",) == expand(tmp_path / "plan.dat")
