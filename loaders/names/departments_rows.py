"""Rows of owners whose last word holds for all: 亳州、合肥、芜湖市人民政府; 两江新区、高新区管委会; 开发区·铁山区."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from loaders.names.departments import resolve_in
from loaders.names.departments_groups import agency_id
from loaders.names.departments_setting import Setting
from loaders.names.divisions import COUNTRY
from loaders.names.named import OrgName
from ontology.model import OrganizationKind

__all__ = ["Entry", "governed_at", "twin_at", "zones_at"]

#: Match: 两江新区、重庆高新区、万盛经开区管委会. Not: 市商务局、高新区管委会 (read name by name).
_ZONES = re.compile(r"(?:[一-鿿]{2,8}[区城园]、){1,8}[一-鿿]{2,8}(?:管委会|管理委员会)")
#: Match: 亳州、合肥、芜湖市人民政府, 大冶、阳新等县政府. Not: 市商务局、芜湖市人民政府 (read name by name).
_GOVERNED = re.compile(
    r"(?P<rest>(?:[一-鿿]{2,4}、){1,12})(?P<last>[一-鿿]{1,4})(?P<kind>等?[市县区州盟旗](?:人民)?政府)"
)
#: Match: 开发区·铁山区, 黄石经济技术开发区·铁山区政府. Not: 淘宝·特色中国.
_TWIN = re.compile(
    r"(?P<zone>[一-鿿]{0,12}?(?:开发区|高新区|经开区|新区|保税区))[·•・](?P<place>[一-鿿]{1,5}[区县市旗])(?:人民政府|政府|管委会)?"
)


@dataclass(frozen=True, slots=True)
class Entry:
    """An owner in a list: ``text[start:end]`` is what the document writes for it, ``note`` a bracket after it."""

    start: int
    end: int
    name: OrgName
    weak: bool
    note: str = ""


def zones_at(text: str, start: int, end: int, setting: Setting) -> list[Entry]:
    """两江新区、重庆高新区、万盛经开区管委会: the last word makes committees of all; empty when one is no zone."""
    listed = _ZONES.match(text, start, end)
    found: list[Entry] = []
    at = start
    for piece in listed.group().split("、") if listed else ():
        name = resolve_in(piece, setting)
        if name is None or not (name.collective or name.reason.startswith("zone")):
            return []
        found.append(Entry(at, at + len(piece), name, False))
        at += len(piece) + 1
    return found


def governed_at(text: str, start: int, end: int, setting: Setting) -> list[Entry]:
    """亳州、合肥、芜湖市人民政府: the last word makes governments of all; empty when one is no such division."""
    listed = _GOVERNED.match(text, start, end)
    found: list[Entry] = []
    at = start
    for piece in (*listed["rest"].rstrip("、").split("、"), listed["last"]) if listed else ():
        body = listed["kind"].removeprefix("等") if listed else ""
        name = resolve_in(piece + body, setting)
        if name is None or name.collective or name.kind is not OrganizationKind.GOVERNMENT:
            return []
        found.append(Entry(at, at + len(piece), replace(name, as_written=piece), False))
        at += len(piece) + 1
    if listed:
        last = replace(found[-1].name, as_written=text[found[-1].start : listed.end()])
        found[-1] = replace(found[-1], end=listed.end(), name=last)
    return found


def twin_at(text: str, start: int, end: int, setting: Setting) -> list[Entry]:
    """开发区·铁山区: a zone and a district under one administration are one body; empty where none begins."""
    found = _TWIN.match(text, start, end)
    zone = resolve_in(found["zone"], setting) if found else None
    if found is None or zone is None or not zone.reason.startswith("zone"):
        return []
    label = f"{zone.label.removesuffix('管理委员会')}·{found['place']}"
    name = replace(zone, id=agency_id(zone.place or COUNTRY, label), label=label, as_written=found.group())
    return [Entry(start, found.end(), name, False)]
