"""Facts as plain JSON values, for programs that want no RDF."""

from __future__ import annotations

import dataclasses
import datetime as dt
from decimal import Decimal
from enum import Enum
from typing import Any

from ontology.model import Facts

__all__ = ["facts_to_json"]


def facts_to_json(facts: Facts) -> dict[str, Any]:
    """A document's facts as JSON values: dates in ISO 8601, decimals as text, the text left out."""
    return {
        field.name: _plain(getattr(facts, field.name))
        for field in dataclasses.fields(facts)
        if field.name != "text"
    }


def _plain(value: Any) -> Any:
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {field.name: _plain(getattr(value, field.name)) for field in dataclasses.fields(value)}
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    return value
