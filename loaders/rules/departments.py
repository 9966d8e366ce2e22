"""Government agencies named in running text: 市商务局, 国务院, 工商部门, 海关、税务等部门.

The text is scanned once for the cores of names; a core counts with the prefix before it (市, 泉州市), or alone
where it carries its kind and begins a word. Topic words (商务, 海关) count only in lists of departments.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import Final

from loaders.names.departments import Match, core_at, match_at, resolve_in
from loaders.names.departments_aliases import setting_in
from loaders.names.departments_groups import leading_group_at, zone_at
from loaders.names.departments_lexicon import lexicon
from loaders.names.departments_setting import Setting
from loaders.names.departments_unknown import UNKNOWN_END, unknown_at
from loaders.names.departments_zones import grounded
from loaders.names.divisions import COUNTRY
from loaders.names.named import Division, OrgName
from loaders.rules.scope import Scope
from ontology.model import Passage

__all__ = ["departments"]

#: A bare name is taken only with its kind at the end. Match: 发改委, 人才办, 商务部, 国务院. Not: 海关, 人民银行.
_KIND_END = re.compile(
    r"(?:局|委|厅|部|署|委员会|办公室|办|国务院|国办|总局|妇联|残联|供销社|总工会|工商联|科协|贸促会|团市委|团省委|团县委|部门|机关|支行|分行|调查队|总队|高院)(?:[（(][^（()）]+[)）])?$"
)
#: Characters after which a word may begin. Match: 由|商务局, 、|发改委. Not: 电子|商务局, 城|市政府.
_BEGINS: Final = frozenset(
    '〔、，。；：,;:！!？?（(【[“”"《》）)】 　\n\t和与及由在经向到至报让以将把对为会同等从请跟或是被按据将给各据并如'
)
_BEGIN_WORDS: Final = (
    "发挥", "依托", "通过", "根据", "联合", "组织", "协调", "配合", "协助", "委托", "支持", "指导", "督促", "包括", "其中", "以及", "设在", "挂靠", "成立", "建立", "明确", "参加", "加强", "会商", "落实", "按照",
)  # fmt: skip
#: Topics and 部门 are no agency in 电子商务部门, 移动电子商务主管部门, 市委 none in 团|市委.
_OTHER_WORD = re.compile(
    r"(?:电子|互联网|跨境|国际|移动|外包|政|事|企业|公司|行业|社区|涉农|相关|(?<!集)团)\Z"
)
#: 各县（市、区）|人民政府, 市、|县财政: the level word belongs to a collective.
_COLLECTIVE_BEFORE = re.compile(r"(?:各[^，。；\n]{0,12}|[省市县区州][、和（(]|兵团)\Z")
#: Match: 等|部门, 等多部门, 等有关单位, 财政、扶贫|部门. Not: 等领域, 等企业.
_PLURAL = re.compile(
    r"等(?:[市省县区])?[直级]?(?:多个|多|个|有关|相关|各|职能|行政|主管|监管|管理|执法|成员)*(?:部门|单位)|部门(?!间)"
)
_ITEM_BREAK = re.compile(r"[，,。；;：:（(\n“”《》　]")
_ITEM_GAP = re.compile(r"、|以及|[和及与]")
_GROUP_END = re.compile(r"领导小组(?:办公室)?|协调小组|推进小组|工作专班")
_COMMITTEE_END = re.compile(r"管理委员会|管委会")
#: A row of the State's ministries, and of a province's departments, that goes on without saying whose: 商务部、|扶贫办,
#: 河北省商务厅、财政厅、|扶贫办. Not: 市委组织部、|扶贫办.
_OF_STATE = re.compile(
    r"(?:(?:商务|财政|农业|农业农村|交通运输|工业和信息化|教育|科技|科学技术|公安|民政|人力资源社会保障|人力资源和社会保障|住房城乡建设|住房和城乡建设"
    r"|文化|文化和旅游|环境保护|生态环境|国土资源|自然资源|水利)部|(?:工商|税务|质检|海关)总[局署])(?:、[^，。；：、省市县区州的]{2,8}){0,4}、\Z"
)
_OF_PROVINCE = re.compile(r"省[^，。；：、省市县区州的]{2,8}厅(?:、[^，。；：、省市县区州的]{2,8}){0,4}、\Z")
#: What makes a bare name one of a place that is not known: 省|扶贫办. Not: 全省|扶贫办.
_LEVEL: Final = frozenset("省市县区州盟旗")
_ROW: Final = 48
_LONGEST_NAME: Final = 18
_SENTENCE_BREAK: Final = frozenset("、，,。；;：:（(）)〔〕\n　 “”《》")
_CLAUSE_BREAK: Final = frozenset("、，,。；;：:（(）)\n　 “”《》和与及由在的")
#: 县委|常委、副县长 is a person.
_OFFICERS: Final = ("常委", "书记", "副书记", "委员")
_QUOTED = re.compile(r"《[^》\n]{0,80}》")


def departments(scope: Scope) -> tuple[tuple[OrgName, tuple[Passage, ...]], ...]:
    """Each government agency named in the text, one entry for each way of writing it, with all passages.

    Collectives without a function (有关部门, 各县（市、区）) are not agencies and are left out; names inside
    book-title marks belong to the title.
    """
    setting = setting_in(scope)
    text = scope.text
    found: dict[tuple[str, str], tuple[OrgName, list[Passage]]] = {}
    taken = bytearray(len(text))
    quoted = [match.span() for match in _QUOTED.finditer(text)]
    spans = [
        *_cores(text, setting),
        *_unknown(text, setting),
        *_topic_lists(text, setting),
        *_groups(text, setting),
    ]
    for start, end, name in sorted(spans, key=lambda span: (span[0] - span[1], span[0])):
        title = bisect_right(quoted, (start, len(text))) - 1  # quotations do not overlap
        if any(taken[start:end]) or (title >= 0 and end <= quoted[title][1]):
            continue
        if text.startswith(_OFFICERS, end) and text[end - 1] == "委":
            continue
        taken[start:end] = b"\x01" * (end - start)
        entry = found.setdefault((name.id, text[start:end]), (grounded(name), []))
        entry[1].append(scope.passage(start, end))
    return tuple(
        (name, tuple(sorted(passages)))
        for name, passages in sorted(found.values(), key=lambda entry: (min(entry[1]), entry[0].id))
    )


def _line_end(text: str, at: int) -> int:
    line = text.find("\n", at)
    return min(len(text) if line < 0 else line, at + 60)


def _cores(text: str, setting: Setting) -> Iterator[tuple[int, int, OrgName]]:
    """Names found by their cores, left to right, not overlapping."""
    words = lexicon()
    floor = 0
    at = 0
    while (at := words.next_head(text, at)) < len(text):
        match = _core_at(text, at, floor, setting)
        if match is None:
            at += 1
            continue
        yield match
        floor = at = match[1]


def _core_at(text: str, at: int, floor: int, setting: Setting) -> tuple[int, int, OrgName] | None:
    end = _line_end(text, at)
    if not core_at(text, at, end):
        return None
    prefix = setting.prefix_before(text, at, max(floor, at - 24))
    start = at - prefix.length if prefix else at
    inherited = None if prefix else _going_on(text, start, setting)
    match = match_at(text, start, end, setting, inherited=inherited)
    if match is None or match.end <= at or not _acceptable(match):
        return None
    before = text[max(0, start - 12) : start]
    if not prefix and before[-1:] in _LEVEL and before[-1:]:
        return None  # of a place that nothing tells
    if _COLLECTIVE_BEFORE.search(before):
        return None
    if prefix and not prefix.word:
        return start, match.end, match.name
    if _OTHER_WORD.search(before):
        return None
    national = match.name.place is not None and match.name.place.slug == "cn"
    begins = not before or before[-1] in _BEGINS or before.endswith(_BEGIN_WORDS)
    if prefix:
        return start, match.end, match.name
    if not _KIND_END.search(text[start : match.end]) or (before[-1:] in "和与及" and _half(before[:-1])):
        return None
    return (start, match.end, match.name) if begins or national else None


def _going_on(text: str, start: int, setting: Setting) -> Division | None:
    """Whose a bare name is in a row of ministries, or of a province's departments: 财政部、商务部、|扶贫办."""
    if text[start - 1 : start] != "、":
        return None
    row = text[max(0, start - _ROW) : start]
    if _OF_STATE.search(row):
        return COUNTRY
    return setting.above("省") if _OF_PROVINCE.search(row) else None


def _half(before: str) -> bool:
    """Whether a bare topic stands before 和, so that what follows is half of one name: 市旅游和|文化广电体育局."""
    return any(before[-length:] in lexicon().topics for length in range(2, min(8, len(before)) + 1))


def _acceptable(match: Match) -> bool:
    name = match.name
    return (
        not match.weak
        and (not name.collective or name.reason == "collective/office")
        and not name.reason.startswith("zone")
    )


def _unknown(text: str, setting: Setting) -> Iterator[tuple[int, int, OrgName]]:
    """Agencies outside the lexicon, found by their ends: 市|督查考核局, 区|商务和金融局."""
    for sign in UNKNOWN_END.finditer(text):
        floor = max(0, sign.start() - _LONGEST_NAME)
        for at in range(sign.start() - 1, floor - 1, -1):
            if text[at] in _SENTENCE_BREAK:
                floor = at + 1
                break
        for at in range(floor, sign.start() - 1):
            before = text[max(0, at - 12) : at]
            begins = not before or before[-1] in _BEGINS or before.endswith(_BEGIN_WORDS)
            if not begins or _COLLECTIVE_BEFORE.search(before):
                continue
            hit = unknown_at(text, at, _line_end(text, at), setting, centres=False)
            if hit and hit[0] >= sign.end():
                yield at, hit[0], hit[1]
                break


def _topic_lists(text: str, setting: Setting) -> Iterator[tuple[int, int, OrgName]]:
    """发改、商务、税务等部门: every entry before the plural is an agency."""
    for plural in _PLURAL.finditer(text):
        if not _ITEM_GAP.search(text, max(0, plural.start() - _LONGEST_NAME), plural.start()):
            continue  # one topic alone is no list
        begin = max(0, plural.start() - 160)
        for stop in _ITEM_BREAK.finditer(text, begin, plural.start()):
            begin = stop.end()
        yield from _listed(text, begin, plural.start(), setting)


def _listed(text: str, begin: int, end: int, setting: Setting) -> list[tuple[int, int, OrgName]]:
    """Entries of ``text[begin:end]`` from its end backwards, as long as each names an office."""
    cuts = [begin, *(gap.end() for gap in _ITEM_GAP.finditer(text, begin, end))]
    ends = [*(gap.start() for gap in _ITEM_GAP.finditer(text, begin, end)), end]
    spans: list[tuple[int, int]] = []
    for start, stop in reversed(list(zip(cuts, ends, strict=True))):
        name = resolve_in(text[start:stop], setting)
        if name and name.reason.startswith("department"):
            spans.append((start, stop))
            continue
        # The first entry may follow a verb: 研究建立|商务, 加强与|海关.
        for at in range(max(start + 1, stop - _LONGEST_NAME), stop - 1):
            match = match_at(text, at, stop, setting, topics=True)
            if match and match.end == stop and match.name.reason.startswith("department"):
                if text[start:at].endswith(("各级", "各地")):
                    return []  # the departments of all levels, not the plan's own
                if not _OTHER_WORD.search(text[start:at]):
                    spans.append((at, stop))
                break
        break
    if len(spans) < 2:
        return []
    found: list[tuple[int, int, OrgName]] = []
    inherited = None
    for start, stop in reversed(spans):
        match = match_at(text, start, stop, setting, inherited=inherited, topics=True)
        if match and match.end == stop:
            inherited = match.explicit or inherited
            found.append((start, stop, match.name))
    return found


def _groups(text: str, setting: Setting) -> Iterator[tuple[int, int, OrgName]]:
    """Leading groups and zones' committees with their places, found by their ends."""
    for sign in (*_GROUP_END.finditer(text), *_COMMITTEE_END.finditer(text)):
        floor = max(0, sign.start() - 32)
        for at in range(sign.start() - 1, floor - 1, -1):
            if text[at] in _CLAUSE_BREAK:
                floor = at + 1
                break
        for at in range(floor, sign.start()):
            if at > floor and not text[floor:at].endswith(_BEGIN_WORDS):
                continue
            prefixes = setting.prefixes(text, at, sign.end())
            if not prefixes:
                continue
            hit = leading_group_at(text, at, sign.end(), setting, prefixes[0]) or zone_at(
                text, at, sign.end(), setting, prefixes[0], bare=False
            )
            if hit and hit[0] == sign.end() and text[at : at + 1] not in "各":
                yield at, hit[0], hit[1]
                break
