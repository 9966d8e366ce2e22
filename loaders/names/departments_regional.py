"""Agencies of the State in the regions, whose names have the place inside: 人民银行|济南|分行, 共青团|常州|市委."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from loaders.names.departments_groups import agency_id
from loaders.names.departments_lexicon import lexicon
from loaders.names.departments_setting import Setting, official_name, short_of
from loaders.names.divisions import COUNTRY
from loaders.names.named import OrgName
from ontology.model import ConceptId, OrganizationKind, PlaceLevel

__all__ = ["regional_at", "seat_at"]

_PARTS: Final = {"中支": "中心支行", "委": "委员会", "分行营业部": "分行营业管理部"}
#: Agencies whose regional name has the place inside. Match: 人民银行|济南|分行, 国家外汇管理局|泉州市|中心支局, 共青团|常州|市委.
_REGIONAL = re.compile(
    r"(?P<head>中国人民银行|人民银行|人行|国家外汇管理局|外汇管理局|外汇局|国家税务总局|国家统计局|中国证监会|证监会|中国银保监会|中国银监会"
    r"|国家金融监督管理总局|共青团)(?P<place>[一-鿿]{2,8}?)(?P<part>中心支行|中支|分行营业管理部|分行营业部|分行|支行|营业管理部|中心支局|分局|支局|税务局|调查总队|调查队|监管局|监管分局|委员会|委)"
)
#: Match: 烟台|办事处, 天河区|办事处. Not: 驻京|办事处.
_SEAT = re.compile(r"(?P<place>[一-鿿]{2,4})(?:办事处|监管办)")
_HEADS: Final = {
    "人民银行": "中国人民银行",
    "人行": "中国人民银行",
    "外汇管理局": "国家外汇管理局",
    "外汇局": "国家外汇管理局",
    "证监会": "中国证券监督管理委员会",
    "中国证监会": "中国证券监督管理委员会",
    "中国银监会": "中国银行业监督管理委员会",
    "中国银保监会": "中国银行保险监督管理委员会",
}
#: Function of a regional agency, by a word of its head.
_FUNCTIONS: Final = {
    "人民银行": "central-bank",
    "外汇": "foreign-exchange",
    "税务": "tax",
    "统计": "statistics",
    "共青团": "youth-league",
}


def regional_at(text: str, start: int, end: int, setting: Setting) -> tuple[int, OrgName] | None:
    """A regional agency that begins at ``start``: its end and its name, or None."""
    found = _REGIONAL.match(text, start, end)
    if not found or not (place := setting.place(found["place"])):
        return None
    head = _HEADS.get(found["head"], found["head"])
    part = _PARTS.get(found["part"], found["part"])
    low = place.level is not PlaceLevel.PROVINCE and part not in (
        "分行",
        "分行营业管理部",
        "监管局",
        "监管分局",
        "调查队",
    )
    seated = head + short_of(place) + part
    label = (
        seated
        if seated in lexicon().seated
        else head + (official_name(place) if low else found["place"]) + part
    )
    function = next((slug for sign, slug in _FUNCTIONS.items() if sign in head), "financial-regulation")
    name = OrgName(
        agency_id(place, head + part),
        label,
        found.group(),
        OrganizationKind.DEPARTMENT,
        ConceptId(f"function/{function}"),
        place,
        False,
        0.95,
        "department/regional",
    )
    return found.end(), name


def seat_at(text: str, start: int, end: int, name: OrgName, setting: Setting) -> tuple[int, OrgName] | None:
    """山东出入境检验检疫局|烟台办事处, 广州海关|天河办事处: the seat, behind its name, of an agency of the State in a place."""
    seat = _SEAT.match(text, start, end)
    if seat is None or name.kind is not OrganizationKind.DEPARTMENT:
        return None
    place = setting.place(seat["place"])
    if place is None:
        return None
    label = name.label + seat.group()
    office = replace(
        name, id=agency_id(name.place or COUNTRY, label, tailed=True), label=label, place=place,
        as_written=name.as_written + seat.group(), confidence=0.8,
    )  # fmt: skip
    return seat.end(), office
