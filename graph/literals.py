"""Python values as RDF literals, each in one lexical form: equal values give equal literals."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from pyoxigraph import Literal, NamedNode

from ontology.terms import XSD

__all__ = ["boolean", "chinese", "date", "date_time", "decimal", "integer", "plain", "year"]

_INTEGER, _DECIMAL, _BOOLEAN, _GYEAR = map(NamedNode, (XSD.integer, XSD.decimal, XSD.boolean, XSD.gYear))


def chinese(text: str) -> Literal:
    """Text in Chinese (``@zh``)."""
    return Literal(text, language="zh")


def integer(number: int) -> Literal:
    """An xsd:integer."""
    return Literal(str(number), datatype=_INTEGER)


def year(number: int) -> Literal:
    """An xsd:gYear."""
    return Literal(f"{number:04d}", datatype=_GYEAR)


def boolean(value: bool) -> Literal:
    """An xsd:boolean, ``true`` or ``false``."""
    return Literal("true" if value else "false", datatype=_BOOLEAN)


def date(day: dt.date) -> Literal:
    """An xsd:date without time zone."""
    return Literal(day.isoformat(), datatype=NamedNode(XSD.date))


def date_time(moment: dt.datetime) -> Literal:
    """An xsd:dateTime in UTC (``…Z``, as the store writes it back); the moment must know its time zone."""
    if moment.tzinfo is None:
        raise ValueError("a moment without time zone cannot be compared")
    text = moment.astimezone(dt.UTC).isoformat().replace("+00:00", "Z")
    return Literal(text, datatype=NamedNode(XSD.dateTime))


def decimal(number: Decimal) -> Literal:
    """An xsd:decimal in its shortest form."""
    return Literal(plain(number), datatype=_DECIMAL)


def plain(number: Decimal) -> str:
    """Digits without exponent or trailing zeros: ``Decimal("1E+3")`` is ``1000``, ``1.50`` is ``1.5``."""
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
