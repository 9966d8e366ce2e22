"""Formats of answers and graphs."""

from __future__ import annotations

import pickle

import pytest

from graph.formats import GraphFormat, ResultsFormat


@pytest.mark.parametrize("item", [*ResultsFormat, *GraphFormat], ids=lambda item: item.name)
def test_a_format_is_found_by_each_of_its_names(item: ResultsFormat | GraphFormat) -> None:
    """Media types (with parameters, in any case) and extension lead back to the member."""
    for media_type in item.media_types:
        assert type(item).from_media_type(f"{media_type.upper()}; charset=utf-8") is item
    assert type(item).from_extension("." + item.extension) is item


def test_formats_agree_with_the_engine() -> None:
    """Media type and extension are what the engine says they are."""
    for item in (*ResultsFormat, *GraphFormat):
        assert item.oxigraph.media_type.partition(";")[0] == item.media_type
        if item is not ResultsFormat.JSON:  # registered as srj; people expect json
            assert item.oxigraph.file_extension == item.extension


@pytest.mark.parametrize("item", [*ResultsFormat, *GraphFormat], ids=lambda item: item.name)
def test_a_format_survives_pickling(item: ResultsFormat | GraphFormat) -> None:
    """It travels to worker processes as the same member."""
    assert pickle.loads(pickle.dumps(item)) is item  # noqa: S301 our own bytes


def test_an_unknown_format_is_none() -> None:
    """Not a guess."""
    assert ResultsFormat.from_media_type("text/html") is None
    assert GraphFormat.from_extension("docx") is None


def test_text_formats_name_their_encoding() -> None:
    """text/* would otherwise be read as US-ASCII by old clients."""
    assert GraphFormat.TURTLE.content_type == "text/turtle; charset=utf-8"
    assert ResultsFormat.JSON.content_type == "application/sparql-results+json"


def test_only_json_and_xml_are_defined_for_ask() -> None:
    """The CSV and TSV formats know tables only."""
    assert [item.name for item in ResultsFormat if item.answers_ask] == ["JSON", "XML"]
