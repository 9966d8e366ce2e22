"""The offices of Chinese government as general knowledge: which names mean which office, where and when.

Rows come from ``lexicons/departments.tsv`` (its head states the sources and the columns). Every row is
expanded into the forms that can be written: each stem with the kind and its short form (发展改革 + 委员会,
发改 + 委). A *form* carries a kind and can stand alone in a text; a *topic* (发改, 商务) names an office only
in a list of departments.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Final

from loaders.names.departments_setting import official_name
from loaders.names.departments_zones import is_zone
from loaders.names.divisions import short_name
from loaders.names.named import Division
from ontology.model import ConceptId, PlaceLevel

__all__ = ["Form", "Lexicon", "Office", "in_its_own_words", "level_letter", "lexicon"]

#: Kinds and the short forms that official writing gives them.
_SHORT_KINDS: Final[Mapping[str, tuple[str, ...]]] = {
    "委员会": ("委员会", "委"),
    "办公室": ("办公室", "办"),
    "政府": ("政府",),
}
_COLUMNS: Final = 8
_NATION: Final = "N"
#: A municipality under the State Council is a province in GB/T 2260, but names its offices like a city.
_LETTERS: Final = {PlaceLevel.PREFECTURE: "C", PlaceLevel.COUNTY: "K", PlaceLevel.COUNTRY: _NATION}


def level_letter(division: Division | None) -> str:
    """Letter of the lexicon's ``levels`` column for a division: N (or None), M, P, C or K."""
    if division is None:
        return _NATION
    if division.level is PlaceLevel.PROVINCE:
        return "M" if division.name.endswith("市") else "P"
    return _LETTERS[division.level]


@dataclass(frozen=True, slots=True)
class Office:
    """One row of the lexicon: an office in one era, at some levels of government.

    ``kinds`` holds the kind for cities and counties and, second, the one for provinces; empty when ``stem``
    is the whole name. ``order`` is the row's position: the first row wins where nothing else decides.
    """

    function: ConceptId
    levels: frozenset[str]
    first: int | None
    last: int | None
    stem: str
    kinds: tuple[str, ...]
    order: int

    @property
    def by_province(self) -> bool:
        """Whether the row names one province's agency, called after the city where it sits."""
        return all(level.isdigit() for level in self.levels)

    @property
    def local(self) -> bool:
        """Whether governments below the nation have the office, each its own."""
        return any(level[0] in "MPCKZ" for level in self.levels)

    def alternative(self, form: str) -> bool:
        """Whether a form that is a name by itself differs from this row's own name."""
        if "{" in self.stem or not self.local:
            return False
        return form not in ({self.stem + kind for kind in self.kinds} or {self.stem})

    def holds_at(self, division: Division | None) -> bool:
        """Whether the row speaks of agencies at this division's level (or in its province)."""
        letter = level_letter(division)
        if is_zone(division):
            # A zone has the bureaus of a county; 海关 and the like are called after its city.
            return "Z" in self.levels or (letter in self.levels and "{short}" not in self.stem)
        if letter in self.levels or (division and letter + division.code[:2] in self.levels):
            return True
        return division is not None and letter in "PM" and division.code[:2] in self.levels

    def holds_in(self, year: int | None) -> bool:
        """Whether the name was in use in ``year``; an unknown year fits every era."""
        if year is None:
            return True
        return (self.first is None or self.first <= year) and (self.last is None or year <= self.last)

    def label(self, division: Division | None, kind: str | None = None) -> str:
        """Full official name at a division, ``kind`` as written deciding between 局 and 厅."""
        if "{" in self.stem:
            place = official_name(division) if division else ""
            short = short_name(division.name) if division else ""
            stem = self.stem
            if place.endswith(
                ("盟", "地区")
            ):  # their governments are 行政公署 (Organic Law of Local Governments, 第八十五条)
                stem = stem.replace("{place}人民政府", "{place}行政公署")
            return stem.replace("{place}", place).replace("{short}", short)
        core = self.core(division, kind)
        if not self.local or level_letter(division) == _NATION:
            return core
        return (official_name(division) if division else "") + core

    def core(self, division: Division | None, kind: str | None = None) -> str:
        """The name without its place: the part that every city shares (and that identifiers are made of)."""
        if "{" in self.stem:
            return self.stem.replace("{place}", "").replace("{short}", "")
        if not self.kinds:
            return self.stem
        if kind in self.kinds:
            return self.stem + str(kind)
        return self.stem + (self.kinds[-1] if level_letter(division) == "P" else self.kinds[0])


@dataclass(frozen=True, slots=True)
class Form:
    """A way to write an office. ``own`` is true when the words carry the row's own kind."""

    office: Office
    kind: str | None
    own: bool


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Forms and topics by their words.

    ``seated`` holds the agencies that are called after a province's capital (中国人民银行长沙中心支行), ``longer`` the
    full names that some places give an office (教育和体育局, where the row says 教育体育局).
    """

    forms: Mapping[str, tuple[Form, ...]]
    topics: Mapping[str, tuple[Office, ...]]
    seated: frozenset[str]
    longer: Mapping[str, Office]
    #: Forms and topics by their first two characters.
    form_heads: Mapping[str, tuple[str, ...]] = field(repr=False)
    topic_heads: Mapping[str, tuple[str, ...]] = field(repr=False)
    opening: re.Pattern[str] = field(repr=False)

    def forms_at(self, text: str, start: int, end: int) -> tuple[str, ...]:
        """Forms that stand at ``start``, longest first; nothing beyond ``end`` is looked at."""
        return _standing(self.form_heads, text, start, end)

    def next_head(self, text: str, start: int) -> int:
        """Where a form or topic may begin next, the length of the text when nowhere."""
        found = self.opening.search(text, start)
        return found.start() if found else len(text)

    def topics_at(self, text: str, start: int, end: int) -> tuple[str, ...]:
        """Topics that stand at ``start``, longest first."""
        return _standing(self.topic_heads, text, start, end)


def _standing(heads: Mapping[str, tuple[str, ...]], text: str, start: int, end: int) -> tuple[str, ...]:
    candidates = heads.get(text[start : start + 2])
    if candidates is None:
        candidates = heads.get(text[start : start + 1])
        if candidates is None:
            return ()  # at nearly every place
    return tuple([word for word in candidates if text.startswith(word, start, end)])


def _by_heads(words: Iterable[str]) -> Mapping[str, tuple[str, ...]]:
    """Words by their first two characters, longest first; one of a single character stands with all that begin so."""
    heads: dict[str, list[str]] = {}
    for word in sorted(words, key=len, reverse=True):
        heads.setdefault(word[:2], []).append(word)
    alone = {head for head in heads if len(head) == 1}
    return {
        head: (*found, head[0]) if len(head) > 1 and head[0] in alone else tuple(found)
        for head, found in heads.items()
    }


def _years(cell: str) -> tuple[int | None, int | None]:
    first, _, last = cell.partition("-")
    return (int(first) if first else None, int(last) if last else None)


def _split(cell: str) -> tuple[str, ...]:
    return () if cell == "-" else tuple(cell.split("|"))


def _levels(cell: str) -> frozenset[str]:
    return frozenset(cell.split(",")) if any(sign.isdigit() for sign in cell) else frozenset(cell)


@cache
def lexicon() -> Lexicon:
    """The packaged lexicon, read once. Raises ValueError with the line when a row has not eight columns."""
    source = files("loaders").joinpath("lexicons/departments.tsv").read_text(encoding="utf-8")
    forms: dict[str, list[Form]] = defaultdict(list)
    topics: dict[str, list[Office]] = defaultdict(list)
    seated: set[str] = set()
    for number, line in enumerate(source.splitlines(), start=1):
        if not line or line.startswith("#"):
            continue
        cells = line.split("\t")
        if len(cells) != _COLUMNS:
            raise ValueError(f"departments.tsv line {number}: {len(cells)} columns, {_COLUMNS} needed")
        function, levels, years, stem, kinds, short, also, named_by = cells
        office = Office(
            ConceptId(f"function/{function}"),
            _levels(levels),
            *_years(years),
            stem,
            () if kinds == "-" else tuple(kinds.split("/")),
            number,
        )
        if office.by_province:
            seated.add(stem)
        stems = (stem, *_split(short))
        for kind in office.kinds:
            for written in _SHORT_KINDS.get(kind, (kind,)):
                for one in stems:
                    forms[one + written].append(Form(office, kind, own=True))
        if not office.kinds and "{" not in stem and not office.by_province:
            forms[stem].append(Form(office, None, own=True))
        if "{" in stem:
            forms[stem.replace("{place}", "").replace("{short}", "")].append(Form(office, None, own=True))
        if stem.startswith("{place}人民政府"):
            for office_of in ("行署", "行政公署"):
                forms[stem.replace("{place}人民政府", office_of)].append(Form(office, None, own=True))
        for word in _split(also):
            forms[word].append(Form(office, None, own=not office.kinds))
        for word in stems if named_by == "=" else _split(named_by):
            topics[word].append(office)
    longer = {
        word: form.office
        for word, found in forms.items()
        for form in found
        if form.own and form.office.kinds and form.office.local and len(word) > len(form.office.core(None))
    }
    heads = dict.fromkeys(word[:2] for word in (*forms, *topics))
    return Lexicon(
        MappingProxyType({word: tuple(found) for word, found in forms.items()}),
        MappingProxyType({word: tuple(found) for word, found in topics.items()}),
        frozenset(seated),
        MappingProxyType(longer),
        _by_heads(forms),
        _by_heads(topics),
        re.compile("|".join(sorted(heads, key=len, reverse=True))),
    )


def in_its_own_words(word: str, form: Form, longer: tuple[str, ...]) -> str:
    """教体局 in a document that elsewhere writes 教育和体育局 (one of ``longer``) is that; else the word itself."""
    if not (longer and form.own and form.office.kinds) or word.startswith(form.office.stem):
        return word
    return next((own for own in longer if lexicon().longer[own] is form.office), word)
