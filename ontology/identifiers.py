"""IRIs and the paths in them: pure functions, ASCII, readable, the same at every load.

Names become pinyin (``常州市`` -> ``changzhou``). Two names can share a pinyin, so every name that
is not unique by its scope gets a four-letter tail computed from the name itself (`named`).
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from functools import lru_cache
from typing import Final
from urllib.parse import quote

from ontology.model import ConceptId, Passage, ResourceId

__all__ = [
    "CONCEPT_BASE",
    "DEFAULT_BASE",
    "ONTOLOGY_IRI",
    "ONTOLOGY_NS",
    "concept_iri",
    "graph_iri",
    "named",
    "passage_id",
    "plan_slug",
    "resource",
    "resource_iri",
    "slug",
    "tail",
]

ONTOLOGY_IRI: Final = "https://w3id.org/policygraph/ontology"
ONTOLOGY_NS: Final = ONTOLOGY_IRI + "#"
CONCEPT_BASE: Final = "https://w3id.org/policygraph/concept/"
#: Base of the resources; a setting, unlike the two above.
DEFAULT_BASE: Final = "https://w3id.org/policygraph/"

#: No vowels (no words by accident) and none of l, 1, o, 0: 28 letters, 28**4 = 614,656 tails.
_TAIL_ALPHABET: Final = "23456789bcdfghjkmnpqrstvwxyz"
_MAX_SLUG: Final = 60
_NOT_SLUG = re.compile(r"[^a-z0-9]+")
#: Nothing to quote. Match: measure/changzhou-2014/4.1. Not: org/某地, place/a b.
_PLAIN = re.compile(r"[A-Za-z0-9/\-._~]+")


@lru_cache(maxsize=1 << 16)  # the same names come again in every plan, and pinyin is slow
def slug(name: str) -> str:
    """ASCII slug of a name: pinyin without tones for Chinese, lower case, words joined by nothing.

    >>> slug("商务局"), slug("APP 平台"), slug("领SHOW天地")
    ('shangwuju', 'app-pingtai', 'lingshowtiandi')
    """
    text = unicodedata.normalize("NFKC", name).lower()
    ascii_text = text
    if not text.isascii():
        # Its dictionaries take a third of a second to import; commands that name nothing go without.
        from pypinyin import lazy_pinyin

        ascii_text = "".join(lazy_pinyin(text, errors=lambda run: unicodedata.normalize("NFKD", run)))
    cleaned = _NOT_SLUG.sub("-", ascii_text.encode("ascii", "ignore").decode("ascii")).strip("-")
    return cleaned[:_MAX_SLUG].rstrip("-") or "x"


def tail(*parts: str) -> str:
    """Four letters computed from the parts; each part is length-prefixed, so ("ab", "c") is not ("a", "bc")."""
    digest = hashlib.blake2b(digest_size=8)
    for part in parts:
        data = unicodedata.normalize("NFKC", part).encode("utf-8")
        digest.update(len(data).to_bytes(4, "big") + data)
    number = int.from_bytes(digest.digest(), "big")
    letters = []
    for _ in range(4):
        number, index = divmod(number, len(_TAIL_ALPHABET))
        letters.append(_TAIL_ALPHABET[index])
    return "".join(letters)


@lru_cache(maxsize=1 << 14)
def named(name: str) -> str:
    """Slug of a free name with its tail: homophones stay apart (``yida-4k7d``)."""
    return f"{slug(name)}-{tail(name)}"


def resource(*parts: str) -> ResourceId:
    """Join path segments: ``resource("measure", "changzhou-2014", "4.1")``."""
    return ResourceId("/".join(parts))


def plan_slug(place_slug: str | None, year: int | None, title: str, stem: str) -> str:
    """Slug of a plan: the file's stem where it is one already, else place, year and a tail of the title.

    >>> plan_slug("changzhou", 2014, "常州市电子商务发展三年行动计划", "changzhou-2014")
    'changzhou-2014'
    """
    if re.fullmatch(r"[a-z][a-z0-9]*(-[a-z0-9]+)*", stem) and len(stem) <= _MAX_SLUG:
        return stem
    return "-".join(part for part in (place_slug or "plan", str(year) if year else "", tail(title)) if part)


def passage_id(plan: str, passage: Passage) -> ResourceId:
    """Passage of a plan by its offsets: ``passage/changzhou-2014/120-131``."""
    return resource("passage", plan, f"{passage.start}-{passage.end}")


def resource_iri(resource_id: ResourceId, base: str = DEFAULT_BASE) -> str:
    """IRI of a resource below ``base`` (which ends in a slash)."""
    if _PLAIN.fullmatch(resource_id):  # nearly all; to quote takes ten times as long
        return f"{base}id/{resource_id}"
    return f"{base}id/{quote(resource_id, safe='/-._~')}"


def concept_iri(concept: ConceptId) -> str:
    """IRI of a concept."""
    return CONCEPT_BASE + concept


def graph_iri(name: str, base: str = DEFAULT_BASE) -> str:
    """IRI of a named graph: one per plan, and ``ontology``, ``concepts``, ``metadata``."""
    return f"{base}graph/{quote(name, safe='-._~')}"
