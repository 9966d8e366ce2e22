"""Associations, companies and schools as owners in sentences: 由市电子商务协会负责, 市快递协会要…, 泰山学院配合.

Only those with a name of their own: 行业协会, 龙头企业 and 各电商公司 are spoken of, not bound.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from loaders.names.departments_lists import Entry
from loaders.names.departments_other import other_name
from loaders.names.departments_setting import Setting

__all__ = ["carriers_at", "outsider_at", "outsiders_at"]

#: Match: 市电子商务协会|负责, 常州电信公司|承建. Not: 企业负责.
_OUTSIDER: Final = re.compile(
    r"[^，。；、\s（(]{2,16}?(?:协会|商会|学会|公司|集团)(?=负责|牵头|承办|组织|承担|承建|实施)"
)
_BINDS: Final = (
    r"(?:要|应当?|须|负责|牵头|参与|参加|配合|协助|承担|承办|支持(?=[，。；]|$)|为[^，。；]{0,8}成员)"
)
#: What a public utility of one place does without being told to. Match: 无锡供电公司|落实. Not: 快递公司|落实.
_ACTS: Final = rf"、|和|及|{_BINDS}|加快|加大|做好|推进|完成|实现|保障|提供|落实|开展|优化|建立"
#: One of a row. Match: 黄石市跨境电子商务协会|参与, 广西电子商务企业联合会|要. Not: 鼓励协会|要.
_ASSOCIATION: Final = re.compile(
    rf"[一-鿿]{{3,20}}?(?:协会|商会|联合会|促进会|学会|联盟)(?:[一-鿿]{{2,4}}分会)?(?=、|和|及|{_BINDS}|发布|制定|定期|每[年半季月]|共同|协同|建立|健全|开展|组织|做好|发挥)"
)
#: A company of one place, or one that is told what to do. Match: 中国电信秭归分公司|加快, 市城投集团|负责. Not: 快递公司要.
_COMPANY: Final = re.compile(
    rf"[一-鿿]{{4,20}}?(?:(?:分公司|支公司|支行|分行)(?=、|和|及|{_BINDS}|加快|加大|做好|推进|完成|实现|保障|提供)|(?:集团|公司)(?={_BINDS}))"
    rf"|[一-鿿]{{1,12}}?(?:供电|电力|水务|燃气|邮政|电信|移动|联通|铁塔|广电)公司(?={_ACTS}|[：:]\s*{_BINDS})"
)
#: A school or a newspaper that is told what to do. Match: 泰山学院|配合, 泰安广播电视台|要. Not: 依托泰山学院.
_INSTITUTION: Final = re.compile(
    rf"[一-鿿]{{2,14}}?(?:大学|学院|日报社|报业集团|广播电视台|电视台|广播电视总台|融媒体中心|传媒中心|传媒集团)(?=、|和|及|{_BINDS})"
)
#: What no name begins with or holds: kinds of companies and words that speak of many.
_GENERIC: Final = re.compile(
    r"^(?:行业|各|有关|相关|企业|电商|电子商务|龙头|本地|第三方|鼓励|支持|引导|支付|快递|物流|平台|发挥|依托|组织|指导|推动|充分|会同|联合|建立|成立|组建|由|通过|加强|积极|其中|同时)"
    r"|等|的(?!$)|参与|社会组织"
)
#: The networks' companies of one place, the last word for all. Match: 电信、移动、联通宁化分公司|负责. Not: 电信、移动公司.
_CARRIERS: Final = re.compile(
    r"(?P<rest>(?:(?:中国)?(?:电信|移动|联通|铁塔|广电|邮政)、){1,4})(?P<last>(?:中国)?(?:电信|移动|联通|铁塔|广电|邮政))(?P<tail>[一-鿿]{2,5}分公司)"
)
#: A network of one place, which the place before it tells. Match: 泰安|电信|要, 泰安|移动|、. Not: 发展移动.
_NETWORK: Final = re.compile(rf"[一-鿿]{{2,4}}(?:电信|移动|联通|铁塔|邮政)(?=[、和及]|{_BINDS})")
#: Those asked together with an agency. Match: 会同|泰安市农村信用联社、邮储银行泰安市分行|，. Not: 会同有关银行.
_JOINED: Final = re.compile(
    r"[一-鿿]{2,20}?(?:公司|集团|信用联社|农商银行|商业银行|分行|支行|协会|商会|大学|学院)(?=[、，,和及])"
)
_GAP: Final = re.compile(r"、|和|及")


def outsider_at(text: str, start: int, end: int, setting: Setting) -> Entry | None:
    """An association or company after 由: 由|市电子商务协会负责."""
    found = _OUTSIDER.match(text, start, end)
    name = other_name(found.group(), setting, None) if found else None
    return Entry(start, found.end(), name, False) if found and name else None


def carriers_at(text: str, start: int, end: int, setting: Setting) -> list[Entry]:
    """电信、移动、联通宁化分公司: a company of the place for each network; empty when no such row begins."""
    found = _CARRIERS.match(text, start, end)
    if found is None:
        return []
    entries: list[Entry] = []
    at = start
    for brand in (*found["rest"].rstrip("、").split("、"), found["last"]):
        full = f"中国{brand.removeprefix('中国')}{found['tail']}"
        stop = found.end() if len(entries) == found["rest"].count("、") else at + len(brand)
        if name := other_name(full, setting, None):
            entries.append(Entry(at, stop, replace(name, as_written=text[at:stop]), False))
        at = stop + 1
    return entries


def outsiders_at(
    text: str, start: int, end: int, setting: Setting, *, joined: bool = False
) -> tuple[list[Entry], int]:
    """Associations, companies and schools that begin a clause, and where they end; none where one is not named.

    ``joined`` says that they follow 会同, so that no verb of their own must come after them.
    """
    if carriers := carriers_at(text, start, end, setting):
        return carriers, carriers[-1].end
    entries: list[Entry] = []
    at = start
    while True:
        found = (
            _ASSOCIATION.match(text, at, end)
            or _COMPANY.match(text, at, end)
            or _INSTITUTION.match(text, at, end)
            or _network_at(text, at, end, setting)
            or (_JOINED.match(text, at, end) if joined else None)
        )
        if found is None or _GENERIC.search(found.group()):
            return [], start
        if "与" in found.group() and not any(setting.prefixes(text, at, end)):
            return [], start  # 无锡市物流与采购联合会 is one, 高校与电商协会 are two
        name = other_name(found.group(), setting, None)
        if name is None or name.collective:
            return [], start
        entries.append(Entry(at, found.end(), name, False))
        gap = _GAP.match(text, found.end(), end)
        if gap is None:
            return entries, found.end()
        at = gap.end()


def _network_at(text: str, start: int, end: int, setting: Setting) -> re.Match[str] | None:
    """泰安电信, where the words before the network are a place's name."""
    found = _NETWORK.match(text, start, end)
    if found is None:
        return None
    places = {prefix.length for prefix in setting.prefixes(text, start, found.end()) if not prefix.word}
    return found if len(found.group()) - 2 in places else None
