"""Python values as literals in canonical N-Triples: the text of `graph.literals`, for the thousands in a document.

To make a literal of the engine and ask for its text takes five times as long.
"""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal
from typing import Final

from pyoxigraph import Literal

from graph.literals import plain
from ontology.terms import XSD

__all__ = ["boolean", "chinese", "date", "decimal", "integer", "string", "year"]

#: What is written with a backslash. Match: a quotation mark, a line's end. Not: a Chinese character.
_ESCAPED: Final = re.compile('["\\\\\x00-\x1f\x7f\ufffe\uffff]')
_INTEGER: Final = f'"^^<{XSD.integer}>'
_DECIMAL: Final = f'"^^<{XSD.decimal}>'
_TRUE: Final = f'"true"^^<{XSD.boolean}>'
_FALSE: Final = f'"false"^^<{XSD.boolean}>'
_DATE: Final = f'"^^<{XSD.date}>'
_GYEAR: Final = f'"^^<{XSD.gYear}>'


def string(text: str, language: str = "") -> str:
    """Text, in a language where one is given."""
    if _ESCAPED.search(text):
        return str(Literal(text, language=language) if language else Literal(text))
    return f'"{text}"@{language}' if language else f'"{text}"'


def chinese(text: str) -> str:
    """Text in Chinese (``@zh``)."""
    return string(text, "zh") if _ESCAPED.search(text) else f'"{text}"@zh'


def integer(number: int) -> str:
    """An xsd:integer."""
    return f'"{number}{_INTEGER}'


def decimal(number: Decimal) -> str:
    """An xsd:decimal in its shortest form."""
    return f'"{plain(number)}{_DECIMAL}'


def boolean(value: bool) -> str:
    """An xsd:boolean, ``true`` or ``false``."""
    return _TRUE if value else _FALSE


def date(day: dt.date) -> str:
    """An xsd:date without time zone."""
    return f'"{day.isoformat()}{_DATE}'


def year(number: int) -> str:
    """An xsd:gYear."""
    return f'"{number:04d}{_GYEAR}'
