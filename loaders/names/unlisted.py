"""Places that the table of divisions lacks: made after it, renamed, or of a plan that is an example.

A plan says whose it is by its issuer (滨湖市|人民政府办公室) or at the head of its title (滨湖市|促进…方案). The level is that
of the common noun, where 市 is taken for a prefecture: what the table would say more, its code and what encloses it, is not known.
"""

from __future__ import annotations

import re
from typing import Final

from loaders.names.divisions import LEVEL_OF, short_name
from loaders.names.named import Division
from loaders.names.places import gazetteer
from ontology.identifiers import slug
from ontology.model import PlaceLevel

__all__ = ["county_below", "unlisted"]

#: Words that no place begins with: 示范|县, 各|市, 全|县, 智慧|城市.
_NO_NAME: Final = (
    "(?!全|我|本|该|各|省|市|州|县|区|国家?|中国|中心|关于|印发|转发|加快|推进|支持|促进|发展|建设|实施|贯彻|落实|示范|试点|贫困|百强|重点"
    "|综合|特色|先进|跨境|电商|电子|自贸|保税|农村|智慧|数字|创新|生态|旅游|企业|产业|农产品)"
)
#: Characters that make another word of the noun behind them (城|市, 大|县); 区 counts only as a government's, as 示范区 and 商圈
#: are no districts.
_NAME: Final = (
    rf"{_NO_NAME}(?P<name>[一-鿿]{{2,9}}自治[州县旗]|[一-鿿]{{1,5}}?(?<![城都超门上股夜集菜楼社园郊灾景校厂辖小大强])"
    r"(?:[省市州盟县旗]|区(?=人民政府|委|人大)))"
)
_OUTER: Final = "(?:中共)?(?:[一-鿿]{2,4}[省市州盟])?"
_OTHER_WORD: Final = "(?![场民值况价域])"
#: Match: 滨湖市|人民政府办公室, 中共滨湖县|委员会, 滨湖市|商务局. Not: 高新区|管委会 (a zone), 市|人民政府, 市场监管局.
_ISSUER: Final = re.compile(
    rf"{_OUTER}{_NAME}(?=人民政府|委|人大|{_OTHER_WORD}[一-鿿]{{2,24}}(?:局|委|办|办公室|厅|小组|联席会议)$)"
)
#: Match: 滨湖市|促进电子商务发展…, 关于加快|滨湖市|电子商务…. Not: 智慧城市…, 夜市…, 市场….
_TITLE: Final = re.compile(rf"(?:关于)?(?:印发|加快|推进|促进|支持|扶持|进一步)*{_NAME}{_OTHER_WORD}")
#: A title that names the government itself. Match: 滨湖市|人民政府关于….
_SPEAKS: Final = re.compile(rf"{_OUTER}{_NAME}(?=人民政府)")
#: A body of the level that a name has. Match: （市|商务局, 、县|财政局. Not: 城市管理局.
_BODY: Final = "(?<![一-鿿])%s(?:政府|人民政府|商务|发展改革|发改|财政|农业|交通|公安|工商|市场监|经济|经信|工业|工信|教育|科技|人社|人力|文化|税务)"
#: How often a title's place is named, or bodies of its level are, at least.
_FEWEST: Final = 2


def unlisted(
    issuer: str | None, title: str | None, text: str, outer: Division | None = None
) -> Division | None:
    """The place of a plan that no table has; None where neither issuer nor title names one.

    ``outer`` is the division that they name, if any: a county directly behind its name is the place then. A title alone
    is believed where the text names the place again or binds bodies of its level.

    >>> unlisted("滨湖市人民政府办公室", None, "").slug
    'binhu'
    """
    said = next((m for m in (_ISSUER.match(issuer or ""), _SPEAKS.match(title or "")) if m is not None), None)
    if outer is not None:
        below = said is not None and LEVEL_OF[said["name"][-1]] is PlaceLevel.COUNTY
        if said is None or not below or outer.level is PlaceLevel.COUNTY:
            return None
        return (
            county_below(said["name"], outer)
            if said.string.endswith(outer.name, 0, said.start("name"))
            else None
        )
    if said is not None:
        return _made(said["name"])
    found = _TITLE.match(title or "")
    return _made(found["name"]) if found is not None and _confirmed(found["name"], text) else None


def _confirmed(name: str, text: str) -> bool:
    again = text.count(name) > _FEWEST  # the title is one of them
    return again or len(re.findall(_BODY % name[-1], text)) >= _FEWEST


def county_below(name: str, outer: Division) -> Division:
    """A county that no table has, below a division."""
    return Division(name, name, PlaceLevel.COUNTY, f"{outer.slug}-{slug(short_name(name))}", outer.code)


def _made(name: str) -> Division:
    key = slug(short_name(name))
    if gazetteer().by_slug(key) is not None:
        key = slug(name)
    return Division(name, name, LEVEL_OF[name[-1]], key, None)
