"""What clients of ``/reconcile`` send, checked: batches of queries and of things to extend."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Literal, TypeVar
from urllib.parse import parse_qsl

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError, model_validator

from api.errors import BadRequest
from graph.reconciling import PROPERTIES

__all__ = [
    "MOST",
    "Extension",
    "ReconciliationQuery",
    "form_of",
    "read_extension",
    "read_queries",
    "read_single",
]

#: Queries of a batch, and things of an extension.
MOST = 500
_T = TypeVar("_T")


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Entity(_Model):
    """A value that was reconciled before."""

    id: str
    name: str = ""


Value = str | bool | float | Entity


class PropertyValue(_Model):
    """A property that the thing should have, with one value or several of which one will do."""

    pid: str
    v: Value | list[Value]

    @property
    def words(self) -> tuple[str, ...]:
        """The values as text: ids of entities, numbers without a fraction where they have none."""
        values = self.v if isinstance(self.v, list) else [self.v]
        return tuple(_words(value) for value in values)


class ReconciliationQuery(_Model):
    """One query of a batch."""

    query: str = Field("", max_length=1000)
    type: str | list[str] = Field(default_factory=list)
    limit: float = Field(25, ge=1)
    properties: list[PropertyValue] = Field(default_factory=list)
    type_strict: Literal["any", "should", "all"] = "any"

    @model_validator(mode="after")
    def _something(self) -> ReconciliationQuery:
        if "query" not in self.model_fields_set and not self.properties:
            raise ValueError("a query needs “query” or “properties”")
        return self

    @property
    def types(self) -> tuple[str, ...]:
        """Types that are asked for, each once."""
        asked = [self.type] if isinstance(self.type, str) else self.type
        return tuple(dict.fromkeys(name for name in asked if name))


class WantedProperty(_Model):
    """A property to fetch; ``limit`` of its settings is the most values of a thing (0 for all)."""

    id: str
    settings: dict[str, str | float | bool | None] = Field(default_factory=dict)

    @property
    def limit(self) -> int:
        """Most values of a thing; 0 for all."""
        value = self.settings.get("limit") or 0
        try:
            return max(int(float(value)), 0)
        except (ValueError, OverflowError):
            raise BadRequest(reason="reconcile.limit", values={"value": value}) from None


class Extension(_Model):
    """Things, and properties to fetch of them."""

    ids: list[str] = Field(max_length=MOST)
    properties: list[WantedProperty]


_BATCH = TypeAdapter(dict[str, ReconciliationQuery])
_EXTENSION = TypeAdapter(Extension)


def form_of(content_type: str, body: bytes) -> dict[str, str]:
    """Fields of a posted form; a field that stands twice is refused."""
    if content_type.partition(";")[0].strip().lower() != "application/x-www-form-urlencoded":
        raise BadRequest(reason="reconcile.form")
    try:
        pairs = parse_qsl(body.decode("utf-8"), keep_blank_values=True, errors="strict", max_num_fields=50)
    except ValueError:
        raise BadRequest(reason="reconcile.form") from None
    fields: dict[str, str] = {}
    for name, value in pairs:
        if name in fields:
            raise BadRequest(reason="api.parameter-twice", values={"name": name})
        fields[name] = value
    return fields


def read_queries(text: str) -> dict[str, ReconciliationQuery]:
    """A batch of queries by their keys; `BadRequest` says which part is wrong."""
    batch = _checked(_BATCH, text, "queries")
    if len(batch) > MOST:
        raise BadRequest(reason="reconcile.batch", values={"most": MOST})
    return batch


def read_single(text: str) -> ReconciliationQuery:
    """The single query of older clients: JSON, or bare words."""
    if text.lstrip().startswith("{"):
        return read_queries('{"q": ' + text + "}")["q"]
    return read_queries(json.dumps({"q": {"query": text}}))["q"]


def read_extension(text: str) -> Extension:
    """Things to extend; `BadRequest` says which part is wrong."""
    found = _checked(_EXTENSION, text, "extend")
    _known("id", [item.id for item in found.properties], [item.id for item in PROPERTIES])
    return found


def _checked(adapter: TypeAdapter[_T], text: str, name: str) -> _T:
    try:
        return adapter.validate_json(text)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join((name, *(str(part) for part in first["loc"])))
        raise BadRequest(reason="reconcile.shape", values={"where": where, "words": first["msg"]}) from None


def _known(name: str, asked: Iterable[str], known: Iterable[str]) -> None:
    listed = list(known)
    for value in asked:
        if value not in listed:
            raise BadRequest(
                reason="api.value", values={"name": name, "value": value, "known": ", ".join(listed)}
            )


def _words(value: Value) -> str:
    if isinstance(value, Entity):
        return value.id
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else str(value)
    return value
