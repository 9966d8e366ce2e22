"""Owners by their part in the organisation of a plan: hosts of offices, leading groups, joint conferences.

领导小组办公室设在…, 成立…领导小组, 发挥…的协调作用, 依托…联席会议统筹…: what the closing sections of a plan
say of bodies that lead or coordinate the whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from loaders.names.departments_groups import leading_group_at
from loaders.names.departments_lists import Entry, subject_at
from loaders.names.departments_setting import Setting
from ontology.model import Role

__all__ = ["CONVENES_ITSELF", "OPENING", "Said", "are_groups", "founded", "hosts", "parts"]


@dataclass(frozen=True, slots=True)
class Said:
    """Owners named by a clause ``text[start:end]``, all in one role."""

    start: int
    end: int
    owners: tuple[Entry, ...]
    role: Role
    rule: str
    confidence: float


#: What may stand before a subject. Match: 一是, （一）, 1．, 同时，, 凡. Not: 鼓励, 支持, 根据.
OPENING = re.compile(
    r"[\s　]*(?:[（(][一二三四五六七八九十\d]{1,3}[）)]|[一二三四五六七八九十\d]{1,3}[、.．是]|第[一二三四五六七八九十]+(?![一-鿿]{0,3}[区局])|同时|此外|另外|其中|并且|对此|请|[①-⑳])?[\s　，、]*"
)
#: Match: 办公室设在|市商务局, 办公室挂靠|市经贸委, 办公室（设在|市商务局）. Not: 设在园区.
_HOSTED = re.compile(
    r"(?:设立?(?:置)?(?:在|于)|挂靠(?:在|于|到)?|放在|设|(?<=办公室)在|(?<=秘书处)在)(?=[^设])"
)
_OFFICE: Final = ("办公室", "办事机构", "秘书处", "工作机构", "日常工作", "专班", "联络")
#: What follows a comma is said of somebody else: 办公室设在市商务局|，各县要成立机构.
_COMMA = re.compile("[，,]")
#: Match: 领导小组办公室（|市商务局）, ，办公室（|市商务局）. Not: 办公室（楼）, 市政府办公室（.
_OFFICE_OF = re.compile(r"(?:领导小组|联席会议|指挥部|(?<=[，。；、由])|(?<![\s\S]))办公室[（(]")
#: Match: 在|市商务局设立办公室. Not: 在市区设立园区.
_SETS_OFFICE = re.compile(r"(?:设立|下设|设)[^，。；]{0,14}办公室")
#: Match: 在…统一领导下, 在…的统筹协调下. Not: 在…带动下.
_UNDER = re.compile(
    r"的?(?:统一|集中|坚强|正确)?(?:领导|统筹|组织领导|统筹协调|组织协调|统筹指导|组织|部署|协调)下"
)
#: Match: 成立|泉州市电子商务发展工作|领导小组; 建立由市政府分管领导任组长的|全市…|工作领导小组. Not: 成立领导小组.
_FOUNDS = re.compile(
    r"(?:成立|组建|设立|调整充实|充实|建立健全|建立|健全|完善)(?:了)?(?:由[^。；]{2,60}?的|以[^。；]{2,40}?的)?"
    r"(?:[^，。；]{0,60}?(?:参与|参加|组成|牵头)的)?(?P<name>[^，。；、：的由“”《》（）()]{2,32}?(?:领导小组|协调小组|推进小组|工作小组|工作专班|指挥部|联席会议))(?!办公室|成员)"
)
#: Match: 发挥|各级商务主管部门|对电子商务工作的协调指导作用.
_PLAYS = re.compile(r"(?:充分|切实|积极)?发挥好?")
_PART = re.compile(
    r"[^，。；]{0,30}?(?P<what>统筹协调|综合协调|协调指导|组织协调|协调|牵头|主导|职能|监管|服务|引导|指导)[^，。；]{0,8}作用"
)
#: Match: 发挥|省电子商务工作领导小组|作用. A group has no part but leading.
_GROUP_PART = re.compile(r"的?[^，。；]{0,16}?作用")
#: Match: 依托|市电子商务工作联席会议|，定期研究. Not: 依托|市商务局|网站.
_CONVENES = re.compile(r"依托|通过|用好|召开|以")
_CONVENED = re.compile(
    r"(?:联席会议)?(?:办公室|制度|机制|平台|例会|会议|为平台|为载体)?[，,]?(?:要|定期|及时|不定期|每年|每季度|统一|共同)*(?:统筹|协调|研究|会商|部署|推进|推动|解决|调度)"
)


def hosts(text: str, start: int, end: int, setting: Setting) -> Iterator[Said]:
    """办公室设在…, 挂靠…, 在…设立办公室."""
    sign = min((at for word in _OFFICE if (at := text.find(word, start, end)) >= 0), default=-1)
    if sign >= 0:
        for verb in _HOSTED.finditer(text, sign, end):
            comma = _COMMA.search(text, verb.end(), end)
            owners, stop = subject_at(text, verb.end(), comma.start() if comma else end, setting)
            if owners and not _UNDER.match(text, stop, end):
                yield Said(start, stop, tuple(owners), Role.OFFICE_HOST, "responsibility/office-host", 0.95)
    for office in _OFFICE_OF.finditer(text, start, end):
        owners, stop = subject_at(text, office.end(), end, setting)
        if owners and text[stop : stop + 1] in ("）", ")"):
            yield Said(
                office.start(), stop + 1, tuple(owners), Role.OFFICE_HOST, "responsibility/office-host", 0.85
            )
    at = text.find("在", start, end)
    while at >= 0:
        owners, stop = subject_at(text, at + 1, end, setting)
        if owners and _SETS_OFFICE.match(text, stop, end):
            yield Said(at, stop, tuple(owners), Role.OFFICE_HOST, "responsibility/office-host", 0.9)
        elif under := _UNDER.match(text, stop, end) if owners else None:
            yield Said(at, under.end(), tuple(owners), Role.LEAD, "responsibility/under-leadership", 0.9)
        at = text.find("在", at + 1, end)


def founded(text: str, start: int, end: int, setting: Setting) -> Iterator[Said]:
    """成立…领导小组, unless other bodies are told to found one of their own."""
    for found in _FOUNDS.finditer(text, start, end):
        opening = OPENING.match(text, start, end)
        owners, stop = subject_at(text, opening.end() if opening else start, end, setting)
        if any(entry.name.collective or entry.name.reason.startswith("zone") for entry in owners):
            continue
        begin, stop = found.span("name")
        begin += 1 if text[begin : begin + 2] in ("全市", "全省", "全县", "全区") else 0
        prefixes = [*setting.prefixes(text, begin, stop), None]
        for prefix in prefixes:
            group = leading_group_at(text, begin, stop, setting, prefix)
            if group and group[0] == stop:
                at = found.start("name")
                owner = Entry(at, stop, replace(group[1], as_written=text[at:stop]), False)
                yield Said(found.start(), stop, (owner,), Role.LEAD, "responsibility/founded-group", 0.9)
                break


def parts(text: str, start: int, end: int, setting: Setting) -> Iterator[Said]:
    """发挥…的协调作用, 依托…联席会议统筹…: bodies with a part to play."""
    for found in _PLAYS.finditer(text, start, end):
        owners, stop = subject_at(text, found.end(), end, setting)
        part = _PART.match(text, stop, end) if owners else None
        if part is None and are_groups(owners) and (part := _GROUP_PART.match(text, stop, end)):
            yield Said(found.start(), part.end(), tuple(owners), Role.LEAD, "responsibility/plays-part", 0.8)
        elif part and not all(e.name.collective and e.name.function is None for e in owners):
            what = part["what"]
            role = (
                Role.COORDINATOR
                if "协调" in what
                else Role.LEAD
                if what == "牵头"
                else Role.REGULATOR
                if what == "监管"
                else Role.RESPONSIBLE
            )
            yield Said(found.start(), part.end(), tuple(owners), role, "responsibility/plays-part", 0.75)
    for found in _CONVENES.finditer(text, start, end):
        owners, stop = subject_at(text, found.end(), end, setting)
        convened = _CONVENED.match(text, stop, end) if are_groups(owners) else None
        if convened:
            yield Said(
                found.start(),
                convened.end(),
                tuple(owners),
                Role.COORDINATOR,
                "responsibility/convened",
                0.75,
            )


#: Match: 市电商工作联席会议|每季度召开一次会议. Not: 联席会议|已召开.
CONVENES_ITSELF = re.compile(
    r"(?:要|应)?(?:每[月季年][度]?|定期|不定期|适时|及时)[^，。；]{0,6}(?:召开|组织召开|会商|听取|研究|调度)"
)


def are_groups(owners: list[Entry]) -> bool:
    """Whether all owners are leading groups or joint conferences themselves, not their offices."""
    return bool(owners) and all(
        entry.name.reason == "group/leading" and not entry.name.label.endswith("办公室") for entry in owners
    )
