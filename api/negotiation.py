"""Which representation a request gets: one pure function for every route.

``Accept`` as in RFC 9110, 12.5.1: the most specific range that matches an offer gives its weight
(``text/turtle`` over ``text/*`` over ``*/*``), weight 0 excludes, and of the offers with the highest
weight the first in the server's order wins. A range that is not well formed is ignored; a header
without one good range counts as absent, because a client that cannot ask gets more from an answer
than from an error. Parameters other than ``q`` do not narrow a range: no offer here has any.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from ontology.errors import PolicygraphError

__all__ = ["HTML", "JSON", "PROBLEM", "NotAcceptable", "Offer", "Range", "negotiate", "parse_accept"]

_NAME: Final = r"[!#$%&'*+.^_`|~0-9A-Za-z-]+"
#: ``text/html``, ``text/*``, ``*/*``; not ``*/html``, not ``text``.
_RANGE = re.compile(rf"({_NAME})/({_NAME})")
#: ``0``, ``0.5``, ``1.000``; not ``1.5``, not ``.5``, not ``0.1234`` (RFC 9110, 12.4.2).
_WEIGHT = re.compile(r"0(\.\d{0,3})?|1(\.0{0,3})?")


@dataclass(frozen=True, slots=True)
class Offer:
    """A representation that the server can give.

    ``name`` is what ``?format=`` and suffixes say (``ttl``); ``aliases`` are further media types
    that ask for it, and may be further names.
    """

    name: str
    media_type: str
    aliases: tuple[str, ...] = ()

    @property
    def names(self) -> frozenset[str]:
        """Everything that ``?format=`` may say for it, in lower case."""
        return frozenset(item.lower() for item in (self.name, self.media_type, *self.aliases))

    @property
    def media_types(self) -> tuple[str, ...]:
        """Media types that ask for it."""
        return (self.media_type, *(alias for alias in self.aliases if "/" in alias))


HTML: Final = Offer("html", "text/html", ("application/xhtml+xml",))
JSON: Final = Offer("json", "application/json")
PROBLEM: Final = Offer("problem", "application/problem+json", ("application/json",))


@dataclass(frozen=True, slots=True)
class Range:
    """A media range of an Accept header with its weight from 0 to 1."""

    type: str
    subtype: str
    weight: float

    @property
    def specificity(self) -> int:
        """2 for ``a/b``, 1 for ``a/*``, 0 for ``*/*``."""
        return (self.type != "*") + (self.subtype != "*")

    def matches(self, media_type: str) -> bool:
        """Whether a media type lies in the range."""
        kind, _, subtype = media_type.partition("/")
        return self.type in ("*", kind) and self.subtype in ("*", subtype)


class NotAcceptable(PolicygraphError):
    """No offer suits the client; ``offers`` is what there is."""

    def __init__(self, offers: Sequence[Offer], asked: str) -> None:
        listed = ", ".join(f"{offer.media_type} (format={offer.name})" for offer in offers)
        super().__init__(f"There is no representation for {asked!r}. There are: {listed}")
        self.offers = tuple(offers)


def parse_accept(header: str | None) -> tuple[Range, ...]:
    """Well-formed ranges of an Accept header, in its order; malformed ones are left out."""
    ranges = []
    for part in _split(header or "", ","):
        media, *parameters = (item.strip() for item in _split(part, ";"))
        match = _RANGE.fullmatch(media.lower())
        if match is None or (match[1] == "*" and match[2] != "*"):
            continue
        weight = 1.0
        for parameter in parameters:
            name, _, value = (item.strip() for item in parameter.partition("="))
            if name.lower() == "q":
                weight = float(value) if _WEIGHT.fullmatch(value) else -1.0
                break  # what follows q are extensions of Accept, not of the range
        if weight >= 0:
            ranges.append(Range(match[1], match[2], weight))
    return tuple(ranges)


def negotiate(accept: str | None, offers: Sequence[Offer], *, wanted: str | None = None) -> Offer:
    """The offer that a request gets.

    ``wanted`` is a suffix or the value of ``?format=`` (a name or a media type); it goes before the
    header. ``offers`` are in the server's order of preference. Raises `NotAcceptable`.
    """
    if wanted:
        name = wanted.strip().lower()
        for offer in offers:
            if name in offer.names:
                return offer
        raise NotAcceptable(offers, wanted)
    found = _best(accept, tuple(offers))
    if found is None:
        raise NotAcceptable(offers, accept or "")
    return found


@lru_cache(maxsize=512)  # clients say the same of themselves each time
def _best(accept: str | None, offers: tuple[Offer, ...]) -> Offer | None:
    ranges = parse_accept(accept)
    if not ranges:
        return offers[0]
    weights = [_weight(ranges, offer) for offer in offers]
    best = max(weights)
    return offers[weights.index(best)] if best > 0 else None


def _weight(ranges: Sequence[Range], offer: Offer) -> float:
    """Highest weight among an offer's media types; 0 when none is wanted.

    An alias is wanted only by its full name: ``text/*`` asks for what will be sent.
    """
    best = 0.0
    for media_type in offer.media_types:
        least = 0 if media_type == offer.media_type else 2
        matching = [item for item in ranges if item.specificity >= least and item.matches(media_type)]
        if matching:
            best = max(best, max(matching, key=lambda item: (item.specificity, item.weight)).weight)
    return best


def _split(text: str, separator: str) -> list[str]:
    """Split outside quoted strings: ``a;b="x;y"`` by ``;`` is ``a`` and ``b="x;y"``."""
    parts, start, quoted, index = [], 0, False, 0
    while index < len(text):
        char = text[index]
        if quoted and char == "\\":
            index += 1
        elif char == '"':
            quoted = not quoted
        elif char == separator and not quoted:
            parts.append(text[start:index])
            start = index + 1
        index += 1
    parts.append(text[start:])
    return parts
