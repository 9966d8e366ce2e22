"""Memento (RFC 7089) over revisions: each address of data is its own TimeGate (pattern 1.1, 302).

``Accept-Datetime`` on an address leads to the same address with ``?revision=N``, the Memento: what it
said in the revision that was current then. Pure functions on revisions and addresses.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final
from urllib.parse import quote

from api.errors import BadRequest
from api.validators import http_date, parse_http_date
from graph.revision import Revision
from ontology.errors import Gone, NotFound
from viz.pages.rendering import Words

__all__ = [
    "LINK_FORMAT",
    "PARAMETER",
    "Original",
    "asked_revision",
    "at_datetime",
    "memento_links",
    "timemap",
]

PARAMETER: Final = "revision"
LINK_FORMAT: Final = "application/link-format"
_SAFE: Final = "/-._~:@!$&'()*+,;="


@dataclass(frozen=True, slots=True)
class Original:
    """An address whose past states are kept.

    ``base`` is the service's address without a slash at the end, ``path`` starts with one, ``query`` are
    its parameters as they stand in an address, without ``revision``.
    """

    base: str
    path: str
    query: str = ""

    @property
    def address(self) -> str:
        """The original itself, which is its own TimeGate."""
        return self._with(self.path)

    def memento(self, revision: Revision) -> str:
        """What the original was in a revision."""
        return self._with(self.path, f"{PARAMETER}={revision.number}")

    def timemap(self, kind: str) -> str:
        """The list of all Mementos as ``link`` or ``json``."""
        return self._with(f"/timemap/{kind}{self.path}")

    def _with(self, path: str, more: str = "") -> str:
        query = f"{self.query}&{more}" if self.query and more else self.query or more
        return self.base + quote(path, safe=_SAFE) + (f"?{query}" if query else "")


def asked_revision(values: Sequence[str], revisions: Sequence[Revision], words: Words) -> Revision:
    """The revision that ``?revision=`` names.

    Raises `BadRequest` for what is no number, `Gone` for one that was pruned, `NotFound` for one that
    never was.
    """
    text = values[0]
    if len(values) > 1:
        raise BadRequest(f"The parameter {PARAMETER} stands {len(values)} times; it may stand once.")
    if not text.isascii() or not text.isdecimal() or len(text) > 12:
        raise BadRequest(f"{PARAMETER} is the number of a revision, not {text!r}.")
    if not revisions:
        raise NotFound(words("missing.revisions"))
    number, first, last = int(text), revisions[0].number, revisions[-1].number
    found = next((item for item in revisions if item.number == number), None)
    if found is None:
        told = {"number": number, "first": first, "last": last}
        if 0 < number < last:
            raise Gone(words("gone.revision", **told))
        raise NotFound(words("missing.revision", **told))
    return found


def at_datetime(header: str, revisions: Sequence[Revision]) -> Revision:
    """The revision that was current at an ``Accept-Datetime``; the oldest that is kept for an earlier one.

    Raises `BadRequest` for what is no HTTP date. ``revisions`` are oldest first, and not none.
    """
    moment = parse_http_date(header)
    if moment is None:
        raise BadRequest(f"Accept-Datetime is an HTTP date such as {http_date(_EXAMPLE)}, not {header!r}.")
    then = [item for item in revisions if item.created.replace(microsecond=0) <= moment]
    return then[-1] if then else revisions[0]


def memento_links(
    original: Original, revisions: Sequence[Revision], shown: Revision | None = None
) -> Iterator[str]:
    """Values of a Link header for the original, or for the Memento ``shown`` (RFC 7089, 2.2)."""
    yield f'<{original.address}>; rel="original timegate"'
    yield f'<{original.timemap("link")}>; rel="timemap"; type="{LINK_FORMAT}"'
    yield f'<{original.timemap("json")}>; rel="timemap"; type="application/json"'
    if not revisions:
        return
    places: dict[int, list[str]] = {}
    numbers = [item.number for item in revisions]
    places.setdefault(0, []).append("first")
    places.setdefault(len(revisions) - 1, []).append("last")
    if shown is not None and shown.number in numbers:
        here = numbers.index(shown.number)
        places.setdefault(here, [])
        if here:
            places.setdefault(here - 1, []).append("prev")
        if here + 1 < len(revisions):
            places.setdefault(here + 1, []).append("next")
    for place, relations in sorted(places.items()):
        relation = " ".join((*relations, "memento"))
        item = revisions[place]
        yield f'<{original.memento(item)}>; rel="{relation}"; datetime="{http_date(item.created)}"'


def timemap(original: Original, revisions: Sequence[Revision], kind: str) -> str:
    """The TimeMap as link-format (RFC 7089, 5) or as JSON; ``revisions`` are oldest first, and not none."""
    first, last = revisions[0], revisions[-1]
    if kind == "json":
        listed = [
            {"datetime": item.created.strftime(_ISO), "uri": original.memento(item)} for item in revisions
        ]
        body = {
            "original_uri": original.address,
            "timegate_uri": original.address,
            "timemap_uri": {
                "link_format": original.timemap("link"),
                "json_format": original.timemap("json"),
            },
            "mementos": {"first": listed[0], "last": listed[-1], "list": listed},
        }
        return json.dumps(body, ensure_ascii=False, indent=1) + "\n"
    span = f'from="{http_date(first.created)}"; until="{http_date(last.created)}"'
    lines = [
        f'<{original.address}>; rel="original timegate"',
        f'<{original.timemap("link")}>; rel="self"; type="{LINK_FORMAT}"; {span}',
    ]
    for item in revisions:
        ends = [name for name, end in (("first", first), ("last", last)) if item is end]
        relation = " ".join((*ends, "memento"))
        lines.append(f'<{original.memento(item)}>; rel="{relation}"; datetime="{http_date(item.created)}"')
    return ",\n".join(lines) + "\n"


_ISO: Final = "%Y-%m-%dT%H:%M:%SZ"
_EXAMPLE: Final = dt.datetime(2026, 11, 21, 12, tzinfo=dt.UTC)
