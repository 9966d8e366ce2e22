"""One document becomes facts: read, extracted, corrected. With this module come the rules of extraction.

Who only hands documents on, or loads RDF, does without it: the rules take a second to import.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from loaders.corrections.applying import apply_corrections
from loaders.corrections.beside import read_corrections
from loaders.extract import extract
from loaders.manifest import read_terms
from loaders.reading import read
from ontology.model import Facts

__all__ = ["facts_of"]


def facts_of(path: Path) -> Facts:
    """Facts of the document in a file, by the corrections and terms beside it; `DocumentError` and its kind."""
    corrections, terms = read_corrections(path), read_terms(path)
    return replace(apply_corrections(extract(read(path)), corrections), terms=terms)
