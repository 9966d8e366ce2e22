"""The gazetteer: administrative divisions by name and code, in titles and in running text.

A name can be borne by several divisions (朝阳区, 鼓楼区, 市中区; 吉林 is a province and a city): today's come
before former ones, higher levels before lower, and ``within`` prefers what lies inside a division
that is known from elsewhere, such as the city that the document speaks for.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Final

from loaders.names.divisions import COUNTRY, Row, division, own_names, rows, short_name
from loaders.names.named import Division
from ontology.model import PlaceLevel

__all__ = ["Gazetteer", "PlaceMention", "division_of", "gazetteer"]

_RANK: Final = {PlaceLevel.COUNTRY: 0, PlaceLevel.PROVINCE: 1, PlaceLevel.PREFECTURE: 2, PlaceLevel.COUNTY: 3}

#: A full name whose common noun belongs to the next word: the name is there in its short form.
#: Match: 上海市|场, 杭州市|民, 福田区|域. Not: 上海市商务委.
_NEXT_WORD: Final = {"市": "场民值况价", "区": "域块间位别", "县": "域"}

_NATIONAL = re.compile(
    r"^(?:中共中央|国务院|中华人民共和国|国家|全国|中国)|^[\u4e00-\u9fff]{2,10}部(?:办公厅)?$|部门?关于"
)
_STATE = re.compile(r"^(?:中共中央|国务院)")


@dataclass(frozen=True, slots=True)
class PlaceMention:
    """A division named in a text: ``text[start:end]`` are the words."""

    division: Division
    start: int
    end: int


@lru_cache(maxsize=1)
def _everyday() -> tuple[dict[str, str], dict[str, str], dict[str, str]]:
    """The lexicon of everyday words: how each may stand, what must not follow, what must not precede."""
    standing: dict[str, str] = {}
    following: dict[str, str] = {}
    preceding: dict[str, str] = {}
    text = resources.files("loaders").joinpath("lexicons/place_words.tsv").read_text("utf-8")
    for line in text.splitlines():
        if line and not line.startswith("#"):
            word, rule = line.split("\t")
            if rule.startswith("-"):
                following[word] = rule[1:]
            elif rule.endswith("-"):
                preceding[word] = rule[:-1]
            else:
                standing[word] = rule
    return standing, following, preceding


def _shortened(row: Row) -> str:
    """昌吉州 of 昌吉回族自治州, 秀山县 of 秀山土家族苗族自治县; the name itself of all others."""
    return f"{row.short}{row.name[-1]}" if row.name[-3:-1] == "自治" and len(row.name) > 3 else row.name


class Gazetteer:
    """All divisions, looked up by name, code and slug. Get the one instance from `gazetteer`."""

    __slots__ = ("_by_code", "_by_name", "_longest")

    def __init__(self, table: Iterable[Row]) -> None:
        self._by_code: dict[str, Row] = {}
        self._by_name: dict[str, list[Row]] = {}
        for row in table:
            self._by_code.setdefault(row.code, row)
            for name in {row.name, row.short, _shortened(row)}:
                self._by_name.setdefault(name, []).append(row)
        for bearers in self._by_name.values():
            bearers.sort(key=lambda row: (not row.current, _RANK[row.level], row.code, row.name))
        # Names by their first two characters, longest first: the text is scanned once.
        self._longest: dict[str, tuple[str, ...]] = {}
        heads: dict[str, list[str]] = {}
        for name in self._by_name:
            heads.setdefault(name[:2], []).append(name)
        self._longest = {head: tuple(sorted(names, key=len, reverse=True)) for head, names in heads.items()}

    def by_code(self, code: str) -> Division | None:
        """The division of a six-digit code; a code in use today before one that was reassigned."""
        if code == COUNTRY.code:
            return COUNTRY
        row = self._by_code.get(code)
        return division(row) if row else None

    def by_slug(self, slug: str) -> Division | None:
        """The division of a slug (``changzhou``, ``cn``)."""
        return _by_slug().get(slug)

    def named(self, name: str, within: Division | None = None) -> tuple[Division, ...]:
        """Divisions with that full or short name, likeliest first; those inside ``within`` lead."""
        if name in ("中国", "全国", "国家"):
            return (COUNTRY,)
        if within is not None and name in own_names(within):
            return (within,)
        bearers = [division(row) for row in self._by_name.get(name, ())]
        if within is not None:
            bearers.sort(key=lambda found: not self.contains(within, found))
        return tuple(bearers)

    def find(self, name: str, within: Division | None = None) -> Division | None:
        """The likeliest division with that full or short name, None when there is none."""
        return next(iter(self.named(name, within)), None)

    def chain(self, place: Division) -> tuple[Division, ...]:
        """The division and those that enclose it, outermost first (江苏省, 常州市, 武进区)."""
        parent = self.parent(place)
        return (*self.chain(parent), place) if parent else (place,)

    def parent(self, place: Division) -> Division | None:
        """The division that encloses it; None for a province and for the country."""
        return self.by_code(place.parent) if place.parent else None

    def province(self, place: Division) -> Division | None:
        """Its province (itself for a province); None for the country."""
        first = self.chain(place)[0]
        return first if first.level is PlaceLevel.PROVINCE else None

    def children(self, place: Division) -> tuple[Division, ...]:
        """Today's divisions directly below it, in code order."""
        wanted = None if place.level is PlaceLevel.COUNTRY else place.code
        return tuple(division(row) for row in rows() if row.current and row.parent == wanted)

    def contains(self, outer: Division, inner: Division) -> bool:
        """Whether ``inner`` is ``outer`` or lies inside it."""
        return outer.level is PlaceLevel.COUNTRY or any(link.code == outer.code for link in self.chain(inner))

    def short(self, place: Division) -> str:
        """Its name as people write it (常州)."""
        return short_name(place.name)

    def full_name(self, place: Division) -> str:
        """Its name with those that enclose it (江苏省常州市武进区)."""
        return "".join(link.name for link in self.chain(place))

    def is_current(self, place: Division) -> bool:
        """Whether today's table has it under this name."""
        return any(row.code == place.code and row.current for row in self._by_name.get(place.name, ()))

    def at(
        self, text: str, position: int, within: Division | None = None, enclosing: Division | None = None
    ) -> PlaceMention | None:
        """The longest name that begins at a position, resolved; None when there is none or it is unclear.

        ``enclosing`` is the division named directly before (江苏省|常州市), if any.
        """
        for name in own_names(within):
            if within is not None and text.startswith(name, position):
                return PlaceMention(within, position, position + len(name))
        for name in self._longest.get(text[position : position + 2], ()):
            if not text.startswith(name, position):
                continue
            end = position + len(name)
            place = self._resolve(name, text, position, end, within, enclosing)
            if place:
                return PlaceMention(place, position, end)
        return None

    def in_text(
        self, text: str, within: Division | None = None, avoid: Iterable[tuple[int, int]] = ()
    ) -> tuple[PlaceMention, ...]:
        """Divisions named in a text, in order, not overlapping; one pass over the text.

        Short names of counties count only inside ``within``. Spans of ``avoid`` (names of
        organisations and parks that begin with a place) are left out.
        """
        covered = sorted(avoid)
        found: list[PlaceMention] = []
        floor, turn = 0, 0
        own = own_names(within)
        heads = self._longest.keys() | {name[:2] for name in own} if own else self._longest
        for position in [at for at in range(len(text)) if text[at : at + 2] in heads]:
            if position < floor:
                continue  # inside the name found last, or a span to avoid
            while turn < len(covered) and covered[turn][1] <= position:
                turn += 1
            if turn < len(covered) and covered[turn][0] <= position:
                floor = covered[turn][1]
                continue
            last = found[-1] if found and found[-1].end == position else None
            mention = self.at(text, position, within, last.division if last else None)
            if mention:
                found.append(mention)
                floor = mention.end
        return tuple(found)

    def _resolve(
        self, name: str, text: str, start: int, end: int, within: Division | None, enclosing: Division | None
    ) -> Division | None:
        """Which of the bearers of a name is meant at ``text[start:end]``."""
        bearers = self.named(name)
        standing, following, preceding = _everyday()
        if enclosing is not None:
            below = [place for place in bearers if place != enclosing and self.contains(enclosing, place)]
            if below and (name == below[0].name or name not in standing):
                return below[0] if self._ends_there(name, below[0], text, end) else None
        if name in standing:
            return None
        before, after = text[max(start - 1, 0) : start], text[end : end + 1]
        if (after and after in following.get(name, "")) or (before and before in preceding.get(name, "")):
            return None
        full = [place for place in bearers if place.name == name]
        inside = [place for place in bearers if within is not None and self.contains(within, place)]
        short = [place for place in bearers if place.name != name]
        if full and full[0].level is PlaceLevel.COUNTY and sum(map(self.is_current, full)) > 1:
            full = [place for place in full if place in inside]  # 朝阳区 of which city?
        # A county's short name is not enough outside its own city.
        short = [place for place in short if place in inside or place.level is not PlaceLevel.COUNTY]
        for choice in (full, short):
            picked = next((place for place in choice if place in inside), next(iter(choice), None))
            if picked and self._ends_there(name, picked, text, end):
                return picked
        return None

    @staticmethod
    def _ends_there(name: str, place: Division, text: str, end: int) -> bool:
        """Whether the common noun of a full name is not the beginning of the next word (上海市|场)."""
        if name != place.name or short_name(name) == name:
            return True
        following = text[end : end + 1]
        return not following or following not in _NEXT_WORD.get(name[-1], "")


@lru_cache(maxsize=1)
def gazetteer() -> Gazetteer:
    """The gazetteer, built at the first call (about 60 ms) and kept."""
    return Gazetteer(rows())


@lru_cache(maxsize=1)
def _by_slug() -> dict[str, Division]:
    return {found.slug: found for found in (COUNTRY, *map(division, rows()))}


def division_of(*texts: str | None) -> Division | None:
    """The division that a document speaks for, from its issuer and title, the surest first.

    The first text that names a division decides, by the deepest of its first chain (江苏省常州市…). State
    organs give the country. ``division_of(None, "泉州市电子商务发展规划")`` is 泉州市; None when nobody says.
    """
    known = gazetteer()
    for text in filter(None, texts):
        if _STATE.match(text):
            return COUNTRY
        mentions = known.in_text(text)
        if mentions:
            best = mentions[0]
            for after in mentions[1:]:
                if after.start == best.end and known.contains(best.division, after.division):
                    best = after
                else:
                    break
            return best.division
        if _NATIONAL.search(text):
            return COUNTRY
    return None
