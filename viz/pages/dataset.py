"""Contexts of the pages on the dataset and its files."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from viz.pages.rendering import doc

__all__ = ["DatasetPage", "DumpItem", "PartItem"]


@dataclass(frozen=True, slots=True)
class DumpItem:
    """One file: ``size`` in bytes as it is downloaded, ``sha256`` of those bytes."""

    name: str
    address: str
    format: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class PartItem:
    """One named graph: its name, its page, its statements (None where they were not counted)."""

    label: str
    address: str
    triples: int | None


@dataclass(frozen=True, slots=True)
class DatasetPage:
    """``/dataset`` and ``/dataset/<name>``."""

    template: ClassVar[str] = "dataset.html"
    title: str = doc("name of the named graph, empty for the whole dataset")
    iri: str = doc("IRI of the dataset")
    files: Sequence[DumpItem] = doc("its dumps, as far as they have been made")
    sums: str = doc("address of the file with their checksums")
    parts: Sequence[PartItem] = doc("named graphs of the whole dataset")
    licence: str = doc("IRI of the licence")
    formats: Sequence[tuple[str, str]] = doc("name and address of each format of the description")
