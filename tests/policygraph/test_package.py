"""What is installed is complete: every data file beside the code is named in the package data."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGES = ("ontology", "graph", "loaders", "viz", "api", "policygraph")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("package", PACKAGES)
def test_data_files_are_shipped(package: str) -> None:
    """A template, lexicon or query that is not shipped would be missed only after installation."""
    globs = PROJECT["tool"]["setuptools"]["package-data"].get(package, [])
    folder = ROOT / package
    shipped = {path for pattern in globs for path in folder.glob(pattern)}
    there = {
        path
        for path in folder.rglob("*")
        if path.is_file() and path.suffix != ".py" and not {"__pycache__", "node_modules"} & set(path.parts)
    }

    assert set() == there - shipped


@pytest.mark.parametrize("package", PACKAGES)
def test_every_folder_with_code_is_a_package(package: str) -> None:
    """Setuptools finds folders by their ``__init__.py``, which says what the folder is for."""
    for folder in {path.parent for path in (ROOT / package).rglob("*.py")}:
        words = (folder / "__init__.py").read_text(encoding="utf-8")
        assert words.startswith('"""'), folder
