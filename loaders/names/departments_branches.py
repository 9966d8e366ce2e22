"""Branches of a city's bureaus in its districts, and townships: 国土余杭分局, 市工商局城东分局, 塘栖镇, 良渚街道.

A branch belongs to the bureau of the city and carries the district's name behind it. A township named alone
in a list of owners stands for its government, a subdistrict for its office.
"""

from __future__ import annotations

import re
from typing import Final

from loaders.names.departments_groups import agency_id
from loaders.names.departments_lexicon import Form, lexicon
from loaders.names.departments_setting import Setting, official_name
from loaders.names.named import Division, OrgName
from loaders.names.places import gazetteer
from ontology.model import ConceptId, OrganizationKind, PlaceLevel

__all__ = ["branch_at", "township_at"]

#: What stands between the bureau's word and 分局. Match: 国土|余杭|分局, 公安局|余杭区|分局, 规划|分局. Not: 银监|分局 (rows of the table).
_BRANCH: Final = re.compile(r"局?(?P<where>[一-鿿]{0,5}?)(?P<level>[区县市]?)分局")
_NO_PLACE: Final = re.compile(r"[的和与及、各等局]")
#: Bureaus that have branches; those of the State in the regions are called otherwise (`departments_regional`).
_FUNCTIONS: Final = frozenset(
    ("natural-resources", "market-regulation", "public-security", "urban-planning", "ecology", "quality", "housing", "food-drug", "human-resources", "justice")
)  # fmt: skip
#: Match: 塘栖|镇, 良渚|街道, 茅坪|镇人民政府, 城东|街道办. Not: 各|镇, 特色小|镇, 有关|乡镇, 专业|镇.
_TOWNSHIP: Final = re.compile(
    r"(?P<name>(?!各|有关|相关|重点|中心|试点|示范|全|等|建设|支持|推动|推进|依托|在|由|和|及|与|特色|专业|每|其他|所有|所在|沿街|步行|商业)[一-鿿]{1,4}?)"
    r"(?P<kind>(?<![小古城集村专名])镇|乡|(?:苏木)|街道|(?<![沿步商大小各一])街(?!区))(?P<body>人民政府|政府|办事处|办)?"
    r"(?=[、，,；;）)】\]。\s]|和|与|及|等|负责|牵头|配合|要|$)"
)


def branch_at(text: str, start: int, end: int, setting: Setting) -> tuple[int, OrgName] | None:
    """A branch of the city's bureau that begins at ``start``: its end and name, or None."""
    if setting.zone is not None or text.find("分局", start + 1, min(end, start + 16)) < 0:
        return None
    own = setting.division
    prefixes = [(prefix.length, prefix.division) for prefix in setting.prefixes(text, start, end)]
    for length, written in (*prefixes, (0, None)):
        at = start + length
        words = (*lexicon().forms_at(text, at, end), *lexicon().topics_at(text, at, end))
        for word in words:
            found = _BRANCH.match(text, at + len(word), end)
            form = _bureau(word)
            if found is None or form is None or _NO_PLACE.search(found["where"]) or "分局" in word:
                continue
            where = _where(found["where"] + found["level"], written, own, setting)
            if where is not None:
                return found.end(), _named(form, where, text[start : found.end()], setting)
    return None


def _bureau(word: str) -> Form | None:
    forms = lexicon().forms.get(word) or lexicon().forms.get(f"{word}局") or ()
    return next(
        (
            form
            for form in forms
            if form.office.function.removeprefix("function/") in _FUNCTIONS and "C" in form.office.levels
        ),
        None,
    )


def _where(
    place: str, written: Division | None, own: Division | None, setting: Setting
) -> tuple[Division, str, Division] | None:
    """The city whose bureau it is, the words for the branch's place, and that place; None where the city is unknown."""
    named = setting.place(place) if len(place) > 1 else None
    county = named or (written if written and written.level is PlaceLevel.COUNTY else None) or own
    if county is None:
        return None
    if county.level is PlaceLevel.COUNTY:
        city = gazetteer().parent(county)
        return None if city is None else (city, county.name, county)
    # 市国土资源局|城东分局: a branch of the city's own, called after no division.
    return (
        (county, place, county) if place and named is None and county.level is PlaceLevel.PREFECTURE else None
    )


def _named(form: Form, where: tuple[Division, str, Division], written: str, setting: Setting) -> OrgName:
    city, place, seat = where
    if form.office.function != "function/public-security":
        place = place.removesuffix("区")  # 杭州市公安局余杭区分局, but 杭州市国土资源局余杭分局
    forms = [
        one
        for one in lexicon().forms.get(f"{form.office.stem}局", (form,))
        if one.office.holds_in(setting.year)
    ] or [form]
    office = forms[0].office
    core = (
        f"{office.label(city, form.kind if form.own else None).removeprefix(official_name(city))}{place}分局"
    )
    return OrgName(
        agency_id(city, core, tailed=True), official_name(city) + core, written, OrganizationKind.DEPARTMENT, office.function,
        seat, False, 0.8, "department/branch",
    )  # fmt: skip


def township_at(text: str, start: int, end: int, setting: Setting) -> tuple[int, OrgName] | None:
    """The government of a township, or the office of a subdistrict, that is named alone at ``start``."""
    own = setting.division
    if own is None or setting.zone is not None:
        return None
    found, place = _TOWNSHIP.match(text, start, end), own
    for prefix in setting.prefixes(text, start, end):
        if prefix.division is None or prefix.word or prefix.division.level is not PlaceLevel.COUNTY:
            continue
        if text[start + prefix.length - 1] not in "区县市旗":  # 望城|坡街道
            continue
        if inner := _TOWNSHIP.match(text, start + prefix.length, end):
            found, place = inner, prefix.division
            break
    if found is None or (place.level is not PlaceLevel.COUNTY and not found["body"]):
        return None
    if found["kind"] == "街" and not place.name.endswith("区"):
        return None
    kind = "街道" if found["kind"] == "街" else found["kind"]  # 猎德街, as Guangzhou writes it
    core = found["name"] + kind + ("办事处" if kind == "街道" else "人民政府")
    name = OrgName(
        agency_id(place, core, tailed=True), (official_name(place) if place.level is PlaceLevel.COUNTY else "") + core,
        text[start : found.end()], OrganizationKind.GOVERNMENT, ConceptId("function/general-government"),
        place, False, 0.8, "department/township",
    )  # fmt: skip
    return found.end(), name
