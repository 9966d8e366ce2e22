"""Explicit lists of owners: （责任单位：…）, 牵头单位：… on a line of its own, （X牵头，Y、Z配合）, bare （X、Y）.

A list is found by its brackets (balanced, of any width) or its label; inside, labels and verbs cut it
into segments that each have one role, and the segments are read by `loaders.names.departments_lists`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from loaders.names.departments_lists import Entry, entries
from loaders.names.departments_setting import Setting
from ontology.model import Role

__all__ = ["Listed", "first_leads", "lists", "owners_in"]

_OPEN: Final = frozenset("（([【〔")
_CLOSE: Final = frozenset("）)]】〕")
_CLOSING = re.compile(r"[）)\]】〕]")
_LONGEST: Final = 800

#: A label. Match: 责任单位：, 牵头部门:, 配合单位：, 牵头责任单位：, 完成时限：. Not: 责任重大：, 网站负责人：(a person).
_LABEL = re.compile(
    r"(?P<word>(?:第一|主要)?(?:牵头|主办|主责|主管|指导|负责|责任|实施|承办|落实|承担|组织|配合|参加|参与|协办|协同|协助|支持|会办|成员|完成|督办|督查|监督|建设)"
    r"(?:[及和、]?(?:牵头|实施|责任|配合|负责|落实|组织|参与))?(?:[（(](?:责任|部门|牵头|配合|负责)[）)])?)"
    r"(?P<noun>单位(?:（部门）|\(部门\)|和部门|及部门)?|部门(?:（单位）|\(单位\)|和单位|及单位)?|分工|处室|科室|股室|主体|机构|领导|人|时限|时间|期限)?\s*(?:[:：]|(?<=[位门])为(?!第|主|牵|责))"
)
#: A verb after its owners. Match: 市商务局|牵头, not 各项目|牵头单位, 财政部等|按职责分工负责, 市财政局|配合. Not: 推进办, 支持中心.
_VERB = re.compile(
    r"(?P<lead>为牵头(?:单位|部门)|(?:共同|分别|各自|联合)?(?:总?牵头|主办)(?!(?<=目牵头)(?:单位|部门))(?:(?:负责|组织|会同|推进|落实|组织实施|协调)(?=[，,；;。\s]|$|[一-鿿]))?)"
    r"|(?P<support>为(?:配合|协办|参与|参加|成员)(?:单位|部门)(?=[，,；;。）)\s]|$)|(?:按照?(?:各自)?(?:职责|职能)(?:分工)?)?(?:积极|共同|予以|协同|密切)*(?:配合|参与|参加|协助|协办)(?:实施|落实|配合)?(?=[，,；;。）)\s]|$)"
    r"|(?:负责|分工|按职责|加强|做好|共同|业务|予以|给予|进行)?指导(?:推进|落实|实施)?(?=[，,；;。）)\s]|$)"
    r"|(?:提供)?支持(?=[，,；;。\s]|$))"
    r"|(?P<responsible>为责任(?:单位|部门)(?=[，,；;。）)\s]|$)|(?:(?:等)?(?:按照?|依|依据)?(?:各自)?(?:职责|职能|任务)(?:分工)?|分工)?(?:分别|共同|具体|组织|抓好)?"
    r"(?:负责(?:落实|实施|组织实施|推进)?|组织实施|具体实施|落实|实施|承办|承担|推进|组织)(?=[，,；;。\s]|$))"
    r"|(?P<joint>会同)"
)
#: A note that promotes the first of a list. Match: 列第一位者为牵头单位; 排名第一的单位为牵头单位. Not: 位居第一.
_FIRST = re.compile(
    r"[，,；;。\s（(]{0,8}(?:注[:：])?(?:其中[，,]?)?(?:以上|各项(?:任务|工作)?)?(?:任务)?(?:责任单位|责任部门|单位)?(?:中)?(?:排|列|位列|名列|排名)?(?:在|于|名)?"
    r"(?:第一|首|最前|前)(?:位|个|名|列)?(?:的|者)?(?:责任)?(?:单位|部门)?(?:的|者)?(?:为|是|系)?(?P<role>牵头|主办)(?:负责|责任)?(?:单位|部门)?[^；;。]{0,24}"
)
#: What every note has that promotes the first: 为牵头单位, 的牵头, 系主办.
_IS_LEAD = re.compile(r"(?:为|是|系|位|个|名|列|的|者|单位|部门)(?:牵头|主办)")
#: Match: 区科技工业和信息化局, 市服务业办. Not: 市场主体.
_LEVELLED = re.compile(r"[省市县区州盟旗](?!场)[一-鿿]{2,14}(?:局|委|办|厅|委员会|办公室)")
#: What a list is about. Match: 以上工作任务由|市商务局牵头. Not: 以市商务局.
_ABOUT = re.compile(r"[\s　]*(?:以上|上述|前述|本[项节章条])[^，。；、：:局委厅办]{0,12}?由")
_REMARK = re.compile(
    r"[。；;](?=[^。；;]{0,4}(?:以下|下同|下文|不再))|。(?=[^。；;：:]{0,40}(?:不再|[，,]下同))"
)
#: What stands in a list and names nobody. Match: 按职责分工, 相关企业, 下同. Not: 市电商公共服务中心.
_NOBODY = re.compile(
    r"分工|职责|职能|下同|等$|^[等各有相]|(?:企业|院校|高校|机构|园区|媒体|部门|单位|组织|运营商)$|负责|[0-9]|^[^一-鿿]*$"
)
_DEADLINE = re.compile(r"[年月日底前]|长期|持续|完成|启动|[0-9]")
_ROLES: Final = {
    "牵头": Role.LEAD,
    "主办": Role.LEAD,
    "主管": Role.LEAD,
    "主责": Role.LEAD,
    "配合": Role.SUPPORT,
    "参加": Role.SUPPORT,
    "参与": Role.SUPPORT,
    "协办": Role.SUPPORT,
    "协同": Role.SUPPORT,
    "协助": Role.SUPPORT,
    "支持": Role.SUPPORT,
    "会办": Role.SUPPORT,
    "成员": Role.SUPPORT,
    "指导": Role.SUPPORT,
    "责任": Role.RESPONSIBLE,
    "负责": Role.RESPONSIBLE,
    "实施": Role.RESPONSIBLE,
    "承办": Role.RESPONSIBLE,
    "落实": Role.RESPONSIBLE,
    "承担": Role.RESPONSIBLE,
    "组织": Role.RESPONSIBLE,
    "建设": Role.RESPONSIBLE,
}
#: The longest that a body's name may be which nobody knows: 东湖县, 清河镇, 明海文旅集团.
_SHORT: Final = 8
_PERSONS: Final = frozenset(("领导", "人", "时限", "时间", "期限"))


@dataclass(frozen=True, slots=True)
class Listed:
    """A list in the text: ``text[start:end]`` with its owners and their roles, and the rule's name.

    ``unread`` are spans of the text that stand where an owner does and name nobody that a rule knows.
    """

    start: int
    end: int
    owners: tuple[tuple[Entry, Role], ...]
    rule: str
    confidence: float
    unread: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class _Segment:
    start: int
    end: int
    role: Role


def first_leads(text: str) -> bool:
    """Whether the document says of all its lists that the first one named is the lead (outside any list)."""
    if _IS_LEAD.search(text) is None:
        return False  # most documents: a quick look
    return any(
        any(
            word in found.group() for word in ("下同", "责任单位为", "责任部门为")
        )  # of the first list, of all lists
        or (
            re.search(r"注[:：]|各项|以上|任务", text[max(0, found.start() - 12) : found.end()])
            and not re.search(r"[局委厅办]", text[max(0, found.start() - 3) : found.start()])
        )
        for found in _FIRST.finditer(text)
    )


def _close(text: str, start: int, end: int) -> int:
    if not _CLOSING.search(text, start, end):
        return -1
    depth = 0
    for at in range(start, end):
        if text[at] in _OPEN:
            depth += 1
        elif text[at] in _CLOSE:
            depth -= 1
            if depth == 0:
                return at + 1
    return -1


def _brackets(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Outermost brackets, each within its own line; one that never closes runs to the end of its line."""
    at = start
    while at < end:
        if text[at] not in _OPEN:
            at += 1
            continue
        line = text.find("\n", at, min(end, at + _LONGEST))
        stop = min(end, at + _LONGEST) if line < 0 else line
        close = _close(text, at, stop)
        if close < 0:
            if _LABEL.match(text, at + 1, stop):
                yield at, stop
                at = stop
            else:
                at += 1
            continue
        yield at, close
        at = close


def _before_remark(text: str, start: int, end: int) -> int:
    """Where a list's own words end: 市商务局负责。|以下均需…落实，不再列出 goes on about the lists below."""
    remark = _REMARK.search(text, start, end)
    return remark.start() if remark else end


def _segments(text: str, start: int, end: int, role: Role) -> list[_Segment]:
    """Cut at verbs: what stands before a verb has its role; owners after 牵头 without a verb support."""
    found: list[_Segment] = []
    at, rest = start, role
    joint = False
    for verb in _VERB.finditer(text, start, end):
        if not text[at : verb.start()].strip(" ，,、；;。　"):
            if verb["joint"]:
                rest, joint = Role.SUPPORT, True
            at = verb.end()
            continue
        if verb["joint"]:
            # X会同Y负责: X leads whatever the verb says.
            found.append(_Segment(at, verb.start(), Role.LEAD))
            rest, joint = Role.SUPPORT, True
        elif verb["lead"]:
            found.append(_Segment(at, verb.start(), Role.SUPPORT if joint else Role.LEAD))
            rest, joint = Role.SUPPORT, verb["lead"].endswith("会同")
        elif verb["support"]:
            first = re.compile(r"[，,；;]").search(text, at, verb.start())
            if role is Role.LEAD and at == start and first:
                # 牵头单位：X，Y、Z配合
                found.append(_Segment(at, first.start(), role))
                at = first.end()
            found.append(_Segment(at, verb.start(), Role.SUPPORT))
            joint = False
        else:
            found.append(_Segment(at, verb.start(), Role.SUPPORT if joint else Role.RESPONSIBLE))
            joint = False
        at = verb.end()
    if text[at:end].strip(" ，,、；;。　"):
        found.append(_Segment(at, end, rest if found or joint else role))
    return found


def _labelled(text: str, start: int, end: int) -> list[_Segment] | None:
    """Segments of a list with labels, None when it has none at its beginning."""
    labels = list(_LABEL.finditer(text, start, end))
    if not labels or text[start : labels[0].start()].strip(" 　") not in ("", "注：", "注:"):
        return None
    found: list[_Segment] = []
    for label, after in zip(labels, [*labels[1:], None], strict=True):
        stop = after.start() if after else end
        role = next(
            (
                r
                for word, r in _ROLES.items()
                if label["word"].removeprefix("第一").removeprefix("主要").startswith(word)
            ),
            None,
        )
        if (
            role is None
            or label["noun"] in _PERSONS
            or (
                label["noun"] is None
                and label["word"] in ("组织", "建设", "支持", "指导", "落实", "实施", "完成")
            )
        ):
            continue
        found.extend(_segments(text, label.end(), stop, role))
    return found


def _owners(
    text: str, segments: list[_Segment], setting: Setting, *, promote: bool
) -> tuple[list[tuple[Entry, Role]], list[tuple[int, int]]]:
    owners: list[tuple[Entry, Role]] = []
    unknown: list[tuple[int, int]] = []
    for segment in segments:
        listed, rest = entries(text, segment.start, segment.end, setting)
        for entry in listed:
            role = segment.role
            if "牵头" in entry.note:
                role = Role.LEAD
            elif "配合" in entry.note or "参与" in entry.note:
                role = Role.SUPPORT
            owners.append((entry, role))
        unknown.extend((a, b) for a, b in rest if not _DEADLINE.search(text, a, b))
    if promote and owners and not any(role is Role.LEAD for _, role in owners):
        owners[0] = (owners[0][0], Role.LEAD)
    return owners, unknown


def _sure(entry: Entry) -> bool:
    """Whether the entry is surely a public body: the lexicon knows it, or it has a level before and a kind behind."""
    known = entry.name.reason.startswith(("department", "collective", "zone", "group"))
    return not entry.weak and (known or _LEVELLED.fullmatch(entry.name.as_written) is not None)


def owners_in(
    text: str, start: int, end: int, setting: Setting, role: Role, *, promote: bool = False
) -> list[tuple[Entry, Role]]:
    """Owners of a stretch that is known to name owners (a table's cell): ``role`` where no word says another.

    ``promote`` makes the first the lead where none is.
    """
    segments = _labelled(text, start, end) or _segments(text, start, end, role)
    return _owners(text, segments, setting, promote=promote)[0]


def lists(text: str, start: int, end: int, setting: Setting, *, promote: bool = False) -> list[Listed]:
    """Every list of owners in ``text[start:end]``, in order; one that a label opens also where it names nobody known.

    ``promote`` makes the first of a list without a lead the lead (a note of the document says so).
    """
    found: list[Listed] = []
    brackets = list(_brackets(text, start, end))
    for begin, stop in brackets:
        inner = (begin + 1, _before_remark(text, begin + 1, stop - 1 if text[stop - 1] in _CLOSE else stop))
        if listed := _bracket(text, (begin, stop), inner, end, setting, promote):
            found.append(listed)
    turn, reach = 0, start  # brackets and lists that begin before the label, and how far one of them goes
    for label in _LABEL.finditer(text, start, end):
        while turn < len(brackets) and brackets[turn][0] <= label.start():
            reach = max(reach, brackets[turn][1])
            turn += 1
        if label["noun"] is None or label.start() < reach:
            continue
        if label.start() > start and text[label.start() - 1] not in "。；;，,\n 　）)】":
            continue
        line = re.compile(r"[\n。]|　　").search(text, label.end(), min(end, label.end() + _LONGEST))
        stop = line.start() if line else min(end, label.end() + _LONGEST)
        after = _LABEL.search(text, label.end(), stop)
        stop = after.start() if after else stop
        note = _FIRST.search(text, label.end(), stop)
        owners, unread = _owners(
            text,
            _labelled(text, label.start(), note.start() if note else stop) or [],
            setting,
            promote=promote or note is not None,
        )
        if owners or _names(text, unread):
            last = max((entry.end for entry, _ in owners), default=stop)
            found.append(
                Listed(
                    label.start(),
                    max(last, min(stop, last + 8)),
                    tuple(owners),
                    "responsibility/line-list",
                    0.95,
                    _names(text, unread),
                )
            )
            reach = max(reach, stop)
    return sorted(found, key=lambda listed: listed.start)


def _names(text: str, spans: list[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """Those of the spans that may name somebody: no remarks, no kinds of firms."""
    return tuple((a, b) for a, b in spans if _NOBODY.search(text, a, b) is None and b - a > 1)


def _bracket(
    text: str, outer: tuple[int, int], inner: tuple[int, int], end: int, setting: Setting, promote: bool
) -> Listed | None:
    start, stop = inner
    if about := _ABOUT.match(text, start, stop):
        start = about.end()
    if note := _FIRST.search(text, start, stop):
        others = re.search(r"(?:其他|其它|其余)[^；;。]{0,12}(?:配合|参与|协办|参加)", note.group())
        owners, _ = _owners(
            text,
            _labelled(text, start, note.start()) or _segments(text, start, note.start(), Role.RESPONSIBLE),
            setting,
            promote=True,
        )
        owners = [(e, Role.SUPPORT if others and r is Role.RESPONSIBLE else r) for e, r in owners]
        return Listed(*outer, tuple(owners), "responsibility/bracket-first-leads", 0.95) if owners else None
    segments = _labelled(text, start, stop)
    if segments is not None:
        owners, unread = _owners(text, segments, setting, promote=promote)
        if not owners and not _names(text, unread):
            return None
        return Listed(*outer, tuple(owners), "responsibility/bracket-list", 0.97, _names(text, unread))
    segments = _segments(text, start, stop, Role.RESPONSIBLE)
    if not segments or stop - start > _LONGEST:
        return None
    bare = len(segments) == 1 and segments[0].end == stop and segments[0].start == start
    # A bare bracket is a list only where a sentence or paragraph ends.
    if (
        bare
        and text[outer[0] - 1 : outer[0]] not in "。；！"
        and outer[1] < end
        and text[outer[1]] not in "\n。；　 "
    ):
        return None
    owners, unknown = _owners(text, segments, setting, promote=promote)
    sure = sum(_sure(entry) for entry, _ in owners)
    # Two sure bodies beside no more short words that nobody knows: those are doubts, the bodies are owners.
    mixed = sure > 1 and len(unknown) <= len(owners) and all(b - a <= _SHORT for a, b in unknown)
    if not mixed and (
        not sure
        or 2 * len(unknown) > len(owners)
        or (bare and (4 * len(unknown) > len(owners) or 2 * sure < len(owners)))
    ):
        return None
    rule = "responsibility/bracket-bare" if bare else "responsibility/bracket-verbs"
    return Listed(*outer, tuple(owners), rule, 0.85 if bare else 0.93, _names(text, unknown))
