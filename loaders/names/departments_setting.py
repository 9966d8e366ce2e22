"""Where a name is read: the place and year of the document, and the prefixes that stand before a core.

A prefix is a place (泉州市, 丰泽区), a level word that means one seen from here (in a plan of 晋江市 the
word 省 means 福建省), or nothing, and then the level of the name before it in the same list goes on.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Final

from loaders.names.departments_zones import aliases, is_zone, zone_of
from loaders.names.divisions import COUNTRY, own_names, rows, short_name
from loaders.names.named import Division, OrgName
from loaders.names.places import gazetteer
from loaders.rules.scope import Scope
from ontology.model import PlaceLevel

__all__ = ["LEVEL_WORDS", "Prefix", "Setting", "make_setting", "official_name", "setting_of", "short_of"]

#: Level words as they stand before a core, longest first. Match: 市|商务局. Not: 城市 (see `_NOT_BEFORE`).
LEVEL_WORDS: Final = (
    "地区",
    "特区",
    "自治区",
    "自治州",
    "自治县",
    "省级",
    "市级",
    "省",
    "市",
    "县",
    "区",
    "州",
    "盟",
    "旗",
)
#: Places whose prefixes are remembered; they are asked for one after the other.
_SEEN: Final = 64
_LEVEL_HEADS: Final = frozenset(word[0] for word in LEVEL_WORDS)
#: 我市商务局, 全省商务部门: the word only points at the level word.
_POINTERS: Final = "我本全"
#: What a prefix begins with that is no place's name.
_PREFIX_HEADS: Final = _LEVEL_HEADS | frozenset(_POINTERS)
#: Characters that make another word of 市, 区, 县 or 州 after them: 城|市, 超|市, 社|区, 园|区.
_NOT_BEFORE: Final = frozenset("城都超门上股夜早集花菜楼社园郊地灾山景校厂片辖小各新成")
#: Names that running text also has as words: 局|会同县|商务局, 市|和县|级部门, 加强|合作市|场, 示|范县|政府. They count near home only.
_WORDLIKE: Final = frozenset(("会同县", "会同", "和县", "合作市", "合作", "范县"))
#: Match: 雨花区, 浦东新区. Not: 六枝特区, 神农架林区 (counties by another name).
_DISTRICT = re.compile(r"(?<![特林])区$")
_LONGEST_PLACE: Final = 12
_LONGEST_CHAIN: Final = 3


@dataclass(frozen=True, slots=True)
class Prefix:
    """``length`` characters that say where: ``division``; ``word`` is the level word, "" for a place name."""

    length: int
    division: Division | None
    word: str


@lru_cache(maxsize=8)
def _edges(own: tuple[str, ...] = ()) -> tuple[frozenset[str], frozenset[str]]:
    """First and last two characters of all names of divisions and ``own``: most text is told apart by them at once."""
    names = [*own, *(name for row in rows() for name in (row.name, row.short))]
    return frozenset(name[:2] for name in names), frozenset(name[-2:] for name in names)


@lru_cache(maxsize=1 << 16)
def _place(name: str, near: Division | None) -> Division | None:
    """The division with a full or short name that is nearest to ``near``.

    A county's short name (大方, 和平) is an everyday word elsewhere, so it counts only inside the province. Seen from a place
    that the table lacks, counties of the table are others of the same name.
    """
    if name in ("中国", "全国", "国家", "公安"):
        return None  # 国家税务局 is no prefix and a core, but one name; 公安分局 is the police, not 公安县's
    if name in own_names(near):
        return near
    own = near.code if near else ""
    unlisted = near is not None and not near.listed
    if name in _WORDLIKE and not any(one.code[:4] == own[:4] for one in gazetteer().named(name)):
        return None

    def distance(one: Division) -> int:
        return -(4 if own[:4] == one.code[:4] else 2 if own[:2] == one.code[:2] else 0)

    found = [
        one
        for one in gazetteer().named(name)
        if one.level is not PlaceLevel.COUNTY
        or one.code[:2] == own[:2]
        or (one.name == name and not unlisted)
    ]
    return min(found, key=distance, default=None)


@lru_cache(maxsize=64)
def _aliases(zone: Division | None) -> tuple[str, ...]:
    return aliases(zone) if zone else ()


@dataclass(frozen=True, slots=True)
class Setting:
    """The document's place, the divisions around it (nearest first), its year, and who issued it.

    ``zone`` is the development zone that a plan is of; it is the ``division`` and the first of those around.
    ``aliases`` are the short forms that the document gives to bodies (领导小组), ``longer`` the full names that it
    writes itself where other places say it shorter (教育和体育局).
    """

    division: Division | None
    around: tuple[Division, ...]
    year: int | None
    issuer: str | None = None
    zone: Division | None = None
    aliases: tuple[tuple[str, OrgName], ...] = ()
    longer: tuple[str, ...] = ()
    #: See `_edges`.
    edges: tuple[frozenset[str], frozenset[str]] = field(default_factory=_edges, repr=False, compare=False)
    #: Offices resolved so far, by the form, the words as written, and the slugs of the places stated and inherited.
    offices: dict[tuple[str, str, str | None, str | None], OrgName | None] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )
    #: Prefixes found lately: several rules ask for those at the same place, one after the other.
    _seen: dict[tuple[str, int, int], tuple[Prefix, ...]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    def place(self, name: str) -> Division | None:
        """The division with this full or short name; the one nearest to the document's place wins."""
        return _place(name, self.division)

    def above(self, word: str) -> Division | None:
        """The division that a level word means here: in 常州市, 市 is 常州市 and 省 is 江苏省."""
        word = word.removesuffix("级") or word
        for one in self.around:
            if one.name.endswith(word):
                return one
        return None

    def prefixes(self, text: str, start: int, end: int) -> tuple[Prefix, ...]:
        """Prefixes at ``start``, longest first; the empty one is not among them."""
        if (
            self.zone is None
            and text[start : start + 1] not in _PREFIX_HEADS
            and text[start : start + 2] not in self.edges[0]
        ):
            return ()  # at nearly every place
        key = (text, start, end)
        found = self._seen.get(key)
        if found is None:
            if len(self._seen) >= _SEEN:
                self._seen.clear()
            found = self._seen[key] = self._prefixes(text, start, end)
        return found

    def _prefixes(self, text: str, start: int, end: int) -> tuple[Prefix, ...]:
        found: list[Prefix] = []
        at = start + 1 if text[start : start + 1] in _POINTERS else start
        for word in LEVEL_WORDS if text[at : at + 1] in _LEVEL_HEADS else ():
            if text.startswith(word, at, end) and (division := self.above(word)):
                found.append(Prefix(at + len(word) - start, division, word))
                break
        if text[start : start + 2] in self.edges[0]:
            self._places(text, start, start, end, found, _LONGEST_CHAIN)
        for alias in _aliases(self.zone):
            if text.startswith(alias, start, end):
                found.append(Prefix(len(alias), self.zone, ""))
                break
        return tuple(sorted(found, key=lambda prefix: -prefix.length)) if found else ()

    def _places(self, text: str, start: int, at: int, end: int, found: list[Prefix], left: int) -> None:
        """Chains of place names from ``at`` (福建省泉州市丰泽区), the last one saying where."""
        if text[at : at + 2] not in self.edges[0]:
            return
        for length in range(min(_LONGEST_PLACE, end - at), 1, -1):
            if division := self.place(text[at : at + length]):
                found.append(Prefix(at + length - start, division, ""))
                if left > 1:
                    self._places(text, start, at + length, end, found, left - 1)
                return

    def prefix_before(self, text: str, end: int, floor: int) -> Prefix | None:
        """The longest prefix that ends at ``end`` and starts at ``floor`` or later."""
        for alias in _aliases(self.zone):
            if end - len(alias) >= floor and text.startswith(alias, end - len(alias)):
                return Prefix(len(alias), self.zone, "")
        reach = min(_LONGEST_PLACE, end - floor) if text[end - 2 : end] in self.edges[1] else 0
        for length in range(reach, 1, -1):
            if division := self.place(text[end - length : end]):
                outer = self.prefix_before(text, end - length, floor)
                more = outer.length if outer and not outer.word else 0
                return Prefix(length + more, division, "")
        for word in LEVEL_WORDS:
            begin = end - len(word)
            if begin < floor or not text.startswith(word, begin) or not (division := self.above(word)):
                continue
            before = text[begin - 1 : begin]
            if before in _POINTERS and before:
                return Prefix(len(word) + 1, division, word)
            return None if before in _NOT_BEFORE and before else Prefix(len(word), division, word)
        return None


def setting_of(scope: Scope) -> Setting:
    """The setting of a document."""
    setting = make_setting(scope.division, scope.year, scope.issuer)
    zone = zone_of(scope.issuer, scope.text, scope.division)
    return replace(setting, division=zone, around=(zone, *setting.around), zone=zone) if zone else setting


def make_setting(division: Division | None, year: int | None, issuer: str | None = None) -> Setting:
    """A setting with the divisions around ``division``, from itself up to its province."""
    around: list[Division] = []
    if division is not None and division.level is not PlaceLevel.COUNTRY:
        around.extend(reversed(gazetteer().chain(division)))
    edges = _edges(own_names(division))
    return Setting(COUNTRY if division is None else division, tuple(around), year, issuer, edges=edges)


@lru_cache(maxsize=1 << 12)
def official_name(division: Division) -> str:
    """What its agencies are called by: a district's carry the city (长沙市雨花区), a county's do not (长沙县)."""
    if is_zone(division) or division.level is not PlaceLevel.COUNTY or not _DISTRICT.search(division.name):
        return division.name
    city = gazetteer().parent(division)
    return division.name if city is None or city.name.endswith("盟") else city.name + division.name


def short_of(division: Division) -> str:
    """The division's name as people write it: 常州市 -> 常州."""
    return division.name if is_zone(division) else short_name(division.name)
