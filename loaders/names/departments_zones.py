"""Development zones that issue plans themselves: their bureaus carry the zone's name, not the city's.

A plan of 西安经济技术开发区管理委员会 writes 财政金融局, 经开区财政金融局 or 管委会办公室 for its own. The zone is no
division of GB/T 2260; it stands for one while names are read (`zone_of`), and `grounded` puts the names
back to the city where the zone lies.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from loaders.names.divisions import COUNTRY, short_name
from loaders.names.named import Division, OrgName
from loaders.names.places import gazetteer
from ontology.identifiers import slug
from ontology.model import PlaceLevel

__all__ = ["ZONE_KINDS", "ZONE_WORDS", "aliases", "grounded", "is_zone", "zone_of"]

#: Kinds of zones as they are written, with their official form.
ZONE_KINDS: Final = {
    "经济技术开发区": "经济技术开发区",
    "高新技术产业开发区": "高新技术产业开发区",
    "高新技术开发区": "高新技术产业开发区",
    "高新技术产业园区": "高新技术产业园区",
    "高新产业开发区": "高新技术产业开发区",
    "高新开发区": "高新技术产业开发区",
    "经济开发区": "经济开发区",
    "经开区": "经济技术开发区",
    "高新区": "高新技术产业开发区",
    "台商投资区": "台商投资区",
    "综合保税区": "综合保税区",
    "综保区": "综合保税区",
    "保税港区": "保税港区",
    "保税区": "保税区",
    "出口加工区": "出口加工区",
    "自由贸易试验区": "自由贸易试验区",
    "自贸试验区": "自由贸易试验区",
    "自贸区": "自由贸易试验区",
    "旅游度假区": "旅游度假区",
    "度假区": "旅游度假区",
    "综合实验区": "综合实验区",
    "综合试验区": "综合试验区",
    "实验区": "实验区",
    "示范区": "示范区",
    "工业园区": "工业园区",
    "工业园": "工业园区",
    "化工园区": "化工园区",
    "产业园区": "产业园区",
    "产业集聚区": "产业集聚区",
    "风景名胜区": "风景名胜区",
    "风景区": "风景名胜区",
    "生态城": "生态城",
    "科技城": "科技城",
    "科教城": "科教城",
    "临港区": "临港区",
    "投资区": "投资区",
    "循环经济区": "循环经济区",
    "管理区": "管理区",
    "开发区": "经济技术开发区",
    "新区": "新区",
}
ZONE_WORDS: Final = "|".join(sorted(ZONE_KINDS, key=len, reverse=True))
#: Match: 西安经济技术开发区管理委员会, 兰州新区管委会办公室, 中共…开发区工作委员会. Not: 西安市人民政府, 浦东新区人民政府.
_ISSUER = re.compile(
    rf"(?:中共)?(?P<head>[一-鿿]{{0,10}}?)(?P<kind>{ZONE_WORDS})(?:党工委|工作委员会|管理委员会|管委会)"
)
#: A title, for plans that nobody signed. Match: 西安经开区数字经济…行动计划. Not: 关于支持西安经开区…的意见.
_TITLE = re.compile(
    rf"(?!关于|支持|印发)(?P<head>[一-鿿]{{2,8}}?)(?P<kind>{ZONE_WORDS})(?![和与、及])[^\n]{{0,40}}(?:规划|计划|方案|意见|措施|办法)"
)
_TITLE_LINES: Final = 3
_MARK: Final = "-zone"


def is_zone(division: Division | None) -> bool:
    """Whether the division is a zone made by `zone_of`."""
    return division is not None and division.code.endswith(_MARK)


def zone_of(issuer: str | None, text: str, division: Division | None) -> Division | None:
    """The zone that a plan of ``division`` is of: by its issuer, or by its title where nobody signed.

    None for plans of governments and for zones that are divisions (浦东新区).
    """
    if division is None or division == COUNTRY:
        return None
    if issuer:
        found = _ISSUER.match(issuer)
    else:
        lines = text[:400].split("\n")[:_TITLE_LINES]
        found = next((title for line in lines if (title := _TITLE.match(line.strip()))), None)
    if found is None or (found["head"] + found["kind"]).endswith(division.name):
        return None
    head = found["head"]
    if division.level is not PlaceLevel.COUNTY and head.endswith(division.name):
        head = short_name(division.name)  # 陕西省西安市|经济技术开发区
    name = head + ZONE_KINDS[found["kind"]]
    key = f"{division.slug}-{slug(name.removeprefix(short_name(division.name)))}"
    return Division(division.code + _MARK, name, PlaceLevel.COUNTY, key, division.code)


def aliases(zone: Division) -> tuple[str, ...]:
    """How its own plan writes the zone, longest first: 西安经济技术开发区, 西安经开区, 经开区."""
    kind = next(kind for kind in ZONE_WORDS.split("|") if zone.name.endswith(kind))
    head = zone.name.removesuffix(kind)
    shorts = {kind, *(short for short, full in ZONE_KINDS.items() if full == kind)}
    if kind == "经济开发区":
        shorts |= {"经开区", "开发区"}
    if kind.endswith("开发区"):
        shorts.add("开发区")
    return tuple(sorted({*(head + one for one in shorts), *shorts}, key=lambda one: (-len(one), one)))


def grounded(name: OrgName) -> OrgName:
    """The name with the division where it lies, for one of a zone."""
    if not is_zone(name.place) or name.place is None or name.place.parent is None:
        return name
    return replace(name, place=gazetteer().by_code(name.place.parent))
