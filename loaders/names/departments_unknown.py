"""Agencies outside the lexicon in running text, told by their build: a place, a few words, a kind of office.

市|督查考核|局 and 区|商务和金融|局 need no table to be seen as agencies. The place must be written, the core
hold nothing that a name cannot hold (verbs, other agencies), and the kind end a word.
"""

from __future__ import annotations

import re
from typing import Final

from loaders.names.departments_branches import branch_at
from loaders.names.departments_other import other_name
from loaders.names.departments_setting import Prefix, Setting
from loaders.names.named import OrgName
from ontology.model import OrganizationKind

__all__ = ["UNKNOWN_END", "committee_at", "unknown_at"]

#: Where a name may end. Not: 布|局, 主|办 are no kinds (see `_NAME`).
UNKNOWN_END = re.compile(r"局|委|办|室|中心|[支总大]队|[理督察广测]站")
#: What may follow a name whose last character also begins words. Match: 市督查办|负责, 市服务业委|、.
_AFTER: Final = (
    r"(?=[、，,；;。：:（(）)〕】\s]|和|与|及|以及|会同|联合|等|负责|牵头|具体|要|应|须|配合|协助|按|根据|结合|定期|每|适时|及时|统筹|组织|推进|推动"
    r"|建立|健全|完善|加强|强化|制定|研究|开展|落实|做好|指导|督促|协调|共同|分别|依法|积极|切实|认真|支持|提供|安排|给予|承担|实施|编制|对|将|把|从|在|的|$)"
)
#: A core and its kind after the place. Match: 督查考核局, 商务和金融局, 花卉发展中心, 政府督办室, 委台港澳办, 服务业委.
#: Not: 网点布局, 承办, 公共服务中心 (a facility), 常委, 会议室.
_NAME = re.compile(
    r"(?P<core>[一-鿿]{1,12}?)(?:"
    r"(?:(?<![布格大全结时政战开僵新定破残])|(?<=创新))局(?![域面势限部长级])"
    r"|委员会(?![议])"
    r"|(?<![常党编纪工团各村居])委(?![员托派任内办局党书常])"
    + _AFTER
    + r"|(?:办公|督[办查]|研究|信息)室(?![主副内])"
    r"|(?<![主举创承兴协开筹查督申代经通网合交帮引民领联试停补])办(?![公理法事学案好])"
    + _AFTER
    + r"|(?:执法|监察|救援|警察)(?:总队|支队|大队)"
    + r"|(?:管理|监督|监察|推广|监测)站"
    + _AFTER
    + r"|(?P<centre>(?:发展|事务|促进|管理|保障|指导|推广|监测|征信|研究)(?:服务)?中心)"
    + _AFTER
    + r")"
)
#: What no core begins with: 市|场监管, 县|域经济, 区|块链, 省|级, 市|政设施. Match: 市政|设施 is told from 市|政务.
_NOT_FIRST = re.compile(r"[场民值郊域间块城级内外会属直辖县区乡镇各年]|政(?![府务法协研])|有关|相关|全")
#: What no core holds: other agencies, verbs, joints. Match: 商务局|和财政, 政府成立|电商. Not: 政府督办, 投资促进事务.
_NOT_INSIDE = re.compile(
    r"[的是为把向等]|(?<!自)由|对(?![外台口])|以及|各|有关|相关|所有|负责|牵头|配合|会同|联合|推进|推动|加强|强化|健全|成立|组建|支持|鼓励|引导|指导(?!中心)|领导|主要|分管"
    r"|(?<!建)设[立在置]?|建立|[和与及](?=[市县区省])|[局厅署]|委(?!员)|部(?![署队])|单位|公司|集团|协会|级|开展|根据|按照|通过|依托|经[市省县]|报[请市]|明确|同意|印发|发布|小组|会议"
)
#: A core before 中心 that makes a facility of it. Match: 物流|发展中心, 平台|管理中心. Not: 花卉|发展中心.
_FACILITY = re.compile(
    r"示范|工程|项目|基地|园区|平台|网络|快递|物流|仓储|分拨|运营|培训|孵化|电商|电子商务|会展"
)
#: Match: 专班|办公室, 领导小组|办公室: offices of groups are no bureaus of the zone.
_NOT_BARE = re.compile(r"[一-鿿]{0,12}?(?:专班|小组|会议)")
_OWN_GOVERNMENT = re.compile(r"(?:人民)?政府|委")
#: Match: 枫林|管委会, 空港新城|管理委员会. Not: 各管委会, 园区管委会, 由…管委会.
_COMMITTEE = re.compile(r"(?P<own>[一-鿿]{2,8}?)(?:管委会|管理委员会)(?![主副办])")
_NO_COMMITTEE = re.compile(
    r"[各的由是为对把向等和与及在]|有关|相关|会同|联合|成立|设立|组建|建立|支持|鼓励|加强|充分|发挥|^(?:园区|景区|产业园|基地|所在地|管理)$|园区$|基地$"
)


def unknown_at(
    text: str, start: int, end: int, setting: Setting, *, centres: bool = True, bare: bool = False
) -> tuple[int, OrgName] | None:
    """An agency of a written place that begins at ``start``: its end and name, or None.

    ``centres`` accepts 中心, which only sentences about duties tell from facilities; the government's own
    (市政府发展研究中心) always counts. ``bare`` lets the bureaus of a zone stand alone in its own plan.
    """
    if branch := branch_at(text, start, end, setting):
        return branch
    prefixes = [*setting.prefixes(text, start, end)]
    if bare and setting.zone and not _NOT_BARE.match(text, start, end):
        prefixes.append(Prefix(0, setting.zone, ""))
    for prefix in prefixes:
        if found := _after(text, start, end, setting, prefix, centres=centres):
            return found
    return None


def _after(
    text: str, start: int, end: int, setting: Setting, prefix: Prefix, *, centres: bool
) -> tuple[int, OrgName] | None:
    at = start + prefix.length
    found = _NAME.match(text, at, end)
    if found is None or prefix.word.endswith("级") or _NOT_FIRST.match(text, at):
        return None
    core = found["core"]
    own = _OWN_GOVERNMENT.match(core)
    if found["centre"] and not own and (not centres or _FACILITY.search(core)):
        return None
    if _NOT_INSIDE.search(core[own.end() :] if own else core) or (len(core) < 2 and not found["centre"]):
        return None
    name = other_name(text[start : found.end()], setting, None)
    if name is None or name.kind is not OrganizationKind.DEPARTMENT:
        return None
    return found.end(), name


def committee_at(text: str, start: int, end: int, setting: Setting) -> tuple[int, OrgName] | None:
    """A zone's committee known by a name of its own at ``start``: 枫林管委会. Only where a subject begins."""
    found = _COMMITTEE.match(text, start, end)
    if found is None or _NO_COMMITTEE.search(found["own"]):
        return None
    name = other_name(found.group(), setting, None)
    return (found.end(), name) if name else None
