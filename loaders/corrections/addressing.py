"""Which facts a correction means: from words that a person writes to identifiers. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal, InvalidOperation
from typing import Any, Final

from loaders.corrections.entries import Entry
from loaders.corrections.schema import ORGANIZATIONS, ROLES
from loaders.corrections.working import Working
from ontology.model import Organization, ResourceId, Role, Target

__all__ = [
    "addressed",
    "find_measure",
    "find_named",
    "number_of",
    "one_of",
    "role_of",
    "table_name",
    "whole_id",
]

_TABLES: Final = {"platform": "platforms", "park": "parks"}
_MOST_SHOWN: Final = 5


def table_name(kind: str) -> str:
    """Field of `Facts` that holds the named things of a kind."""
    return _TABLES.get(kind, "organizations")


def whole_id(words: str) -> ResourceId:
    """An identifier from itself or from an IRI: what stands behind ``/id/``, or behind ``/doc/``."""
    for mark in ("/id/", "/doc/"):
        if mark in words:
            return ResourceId(words.partition(mark)[2])
    return ResourceId(words)


def addressed(working: Working, entry: Entry) -> ResourceId | None:
    """The fact that a drop, rename or same-as means; None when there is none (any more).

    Raises `DocumentError` naming the line where the words fit several facts.
    """
    if entry.kind == "id":
        key = whole_id(entry.name)
        return key if working.table_of(key) is not None or key in _tags(working) else None
    if entry.kind == "measure":
        return find_measure(working, entry, entry.name)
    if entry.kind == "responsibility":
        return _responsibility(working, entry)
    if entry.kind == "target":
        return _target(working, entry)
    return find_named(working, entry, entry.kind, entry.name)


def _tags(working: Working) -> set[str]:
    """Identifiers of the annotations that carry the topics and instruments of measures."""
    return {
        f"annotation/{working.slug}/{key.removeprefix(f'measure/{working.slug}/')}/{tag.concept}"
        for key, measure in working.tables["measures"].items()
        for tag in (*measure.topics, *measure.instruments)
    }


def find_measure(working: Working, entry: Entry, words: str) -> ResourceId | None:
    """A measure by identifier, by its number as pages show it (``4.1``), or by its name."""
    table = working.tables["measures"]
    for key in (whole_id(words), ResourceId(f"measure/{working.slug}/{words}")):
        if key in table:
            return key
    return _only(entry, [key for key, measure in table.items() if measure.name == words], words)


def find_named(working: Working, entry: Entry, kind: str, words: str) -> ResourceId | None:
    """A platform, park or organisation by identifier or label, else by any form in which it is written."""
    table = working.tables[table_name(kind)]
    kinds = ORGANIZATIONS.get(kind)
    things = {key: thing for key, thing in table.items() if kinds is None or thing.kind in kinds}
    key = whole_id(words)
    if key in things:
        return key
    found = [key for key, thing in things.items() if thing.label == words]
    found = found or [key for key, thing in things.items() if words in thing.alt_labels]
    return _only(entry, found, words)


def _responsibility(working: Working, entry: Entry) -> ResourceId | None:
    key = whole_id(entry.name)
    duties = working.tables["responsibilities"]
    if key in duties:
        return key
    role = one_of(entry, "role", ROLES)
    measure = find_measure(working, entry, entry.get("measure")) if entry.get("measure") else None
    if entry.get("measure") and measure is None:
        return None
    found = [
        key
        for key, duty in duties.items()
        if (measure is None or duty.measure == measure)
        and (role is None or duty.role is role)
        and entry.name in _names(duty.as_written, working.named_in(duty.organization))
    ]
    # The whole words of the document decide before the name that they were resolved to.
    written = [key for key in found if duties[key].as_written == entry.name]
    return _only(entry, written or found, entry.name, "measure", "role")


def _names(as_written: str, organization: Organization | None) -> set[str]:
    if organization is None:
        return {as_written}
    return {as_written, organization.id, organization.label, *organization.alt_labels}


def _target(working: Working, entry: Entry) -> ResourceId | None:
    targets: dict[ResourceId, Target] = working.tables["targets"]
    key = whole_id(entry.name)
    if key in targets:
        return key
    value, due = number_of(entry, "value"), number_of(entry, "due")
    measure = find_measure(working, entry, entry.get("measure")) if entry.get("measure") else None
    if entry.get("measure") and measure is None:
        return None
    labels = {key: indicator.label for key, indicator in working.tables["indicators"].items()}
    found = [
        key
        for key, target in targets.items()
        if labels.get(target.indicator) == entry.name
        and value in (None, target.value)
        and due in (None, target.due_year)
        and entry.get("unit") in ("", target.unit)
        and measure in (None, target.measure)
    ]
    return _only(entry, found, entry.name, "value", "unit", "due")


def _only(entry: Entry, found: Iterable[ResourceId], words: str, *narrower: str) -> ResourceId | None:
    keys = sorted(set(found))
    if len(keys) > 1:
        shown = ", ".join(keys[:_MOST_SHOWN]) + (" …" if len(keys) > _MOST_SHOWN else "")
        more = [key for key in narrower if not entry.get(key)]
        how = f"add {' or '.join(more)}, or write the id" if more else "write the id"
        raise entry.error(f"“{words}” fits {len(keys)} facts ({shown}): {how}.")
    return keys[0] if keys else None


def one_of(entry: Entry, key: str, words: Any) -> Any:
    """The meaning of a value from a closed list; None when it is not given. Raises `DocumentError`."""
    value = entry.get(key)
    if not value:
        return None
    if value not in words:
        raise entry.error(f"{key} is {value!r}; it is one of {', '.join(words)}.", key)
    return words[value]


def number_of(entry: Entry, key: str) -> Decimal | None:
    """The number of a key; None when it is not given. Raises `DocumentError` for anything else."""
    value = entry.get(key)
    if not value:
        return None
    try:
        number = Decimal(value.replace(",", "").replace("，", ""))
    except InvalidOperation as error:
        raise entry.error(f"{key} is {value!r}, which is no number; write digits.", key) from error
    if not number.is_finite():
        raise entry.error(f"{key} is {value!r}, which is no number; write digits.", key)
    return number


def role_of(entry: Entry, key: str) -> Role | None:
    """The role of a key; None when it is not given."""
    role: Role | None = one_of(entry, key, ROLES)
    return role
