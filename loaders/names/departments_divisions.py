"""Divisions that stand for their governments in lists and as subjects: 大冶市、阳新县、下陆区人民政府, 湘西州、郴州市人民政府.

Only a division below the plan's own, by its full name, where the name ends: 阳新县|、, 阳新县|要. A place in a
description (在大冶市建设, 大冶市场) is none.
"""

from __future__ import annotations

import re
from typing import Final

from loaders.names.departments_groups import agency_id
from loaders.names.departments_setting import Setting, official_name
from loaders.names.named import Division, OrgName
from loaders.names.unlisted import county_below
from ontology.model import ConceptId, OrganizationKind, PlaceLevel

__all__ = ["division_at"]

_ENDS: Final = re.compile(r"(?=[、，,；;）)】\]。\n]|和|与|及(?!其)|要|应当?|须|负责|牵头|配合|按|等|$)")
_FULL: Final = "市县区旗州盟"
#: What reads like a division below a place that no table has, whose own no table has either. Match: 东湖县|、, 南山区政府|、.
#: Not: 示范区, 山区, 各县.
_COUNTY: Final = re.compile(
    r"(?P<name>(?![各全我本省市县]|示范|试点|贫困|[山港]区)[一-鿿]{1,3}?"
    r"(?:县|旗|(?<![开发园景社新地校厂灾牧林矿保税试验作合])区|(?<![城超夜菜股门上])市))"
    rf"(?:(?:人民)?政府)?{_ENDS.pattern}"
)
#: New areas have committees, but for those two that are districts by law.
_NEW_AREA: Final = re.compile(r"(?<!浦东)(?<!滨海)(?:新区|开发区|高新区|示范区)$")


def _below(division: Division, own: Division) -> bool:
    """Whether a division lies inside the plan's own: by the leading digits of GB/T 2260."""
    digits = 2 if own.level is PlaceLevel.PROVINCE else 4
    inside = own.level is PlaceLevel.COUNTRY or division.code[:digits] == own.code[:digits]
    return inside and division.code != own.code and division.level not in (own.level, PlaceLevel.COUNTRY)


def _in_full(words: str, division: Division) -> bool:
    """Whether words end as the division's name does: 大冶市, and 湘西州 for 湘西土家族苗族自治州. Not: 常州."""
    return division.name.endswith("自治州" if words[-1] == "州" else words[-2:])


def division_at(text: str, start: int, end: int, setting: Setting) -> tuple[int, OrgName] | None:
    """The government of a division that is named alone at ``start``: its end and name, or None."""
    own = setting.division
    if own is None or setting.zone is not None or own.level is PlaceLevel.COUNTY:
        return None
    if not own.listed and (named := _COUNTY.match(text, start, end)):
        return named.end(), _government(county_below(named["name"], own), named.group(), 0.7)
    for prefix in setting.prefixes(text, start, end):
        stop = start + prefix.length
        division = prefix.division
        if prefix.word or division is None or text[stop - 1] not in _FULL or not _ENDS.match(text, stop, end):
            continue
        if (
            _NEW_AREA.search(division.name)
            or not _in_full(text[start:stop], division)
            or not _below(division, own)
        ):
            continue
        return stop, _government(division, text[start:stop], 0.85)
    return None


def _government(division: Division, words: str, confidence: float) -> OrgName:
    return OrgName(
        agency_id(division, "人民政府"),
        official_name(division) + "人民政府",
        words,
        OrganizationKind.GOVERNMENT,
        ConceptId("function/general-government"),
        division,
        False,
        confidence,
        "department/division",
    )
