"""Owners in running text: a department as subject of an obligation, 由…负责, 办公室设在…, 成立…领导小组.

Every clause is tried at its beginning only: a department that a plan addresses, quotes or encourages
(鼓励各县（市、区）…, 根据市政府…) does not stand there. Roles come from what is said of the subject.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator

from loaders.names.departments_lists import Entry, subject_at
from loaders.names.departments_other import other_name
from loaders.names.departments_setting import Setting
from loaders.rules.clauses import LONGEST_SENTENCE
from loaders.rules.outsiders import outsider_at, outsiders_at
from loaders.rules.responsibilities_groups import (
    CONVENES_ITSELF,
    OPENING,
    Said,
    are_groups,
    founded,
    hosts,
    parts,
)
from ontology.model import Role

__all__ = ["prose"]

_SENTENCE = re.compile(r"[^。；;！？\n]+?(?=[。；;！？\n]|　　|$)")
#: Who explains the document has no duty in it. Match: 由市商务局会同市财政局|负责解释, 解释权归. Not: 负责政策解释宣传.
_INTERPRETS = re.compile(r"负责(?:具体)?解释(?=[，,]|$)|解释权")
_LEADS = re.compile(r"(?:作为|担任|为|是)?(?:总|共同)?牵头")
_BY_VERB = re.compile(
    r"(?:按照?[^，。；]{0,10}分工)?(?:分别|具体|共同|统一|负责|组织|承担|给予|会同|制定|实施|统筹|主管|主办|承办|审核|认定|协调|联合|指导|落实|编制|研究|牵头|提供|安排|予以|依法|定期|推进|开展|发布|管理|监督|受理|考核|督促|解释|建立|设立)"
)
#: Any other verb behind 由 and a body. Match: 由市规划局|把关落实. Not: 由市政府|分管领导任, 由市政府|批准.
_BY_ANY = re.compile(
    r"(?!主要|分管|常务|领导|副|局长|主任|书记|[省市县区州厅处科]长|同志|兼|一名|任|担任|兼任|组成|共同组成|批准|同意|印发|审批|公布|有关|相关|等|或|以上|命名|授予|给予|及其|所属|和|与|及)[一-鿿]{2}"
)
#: Match: 由市商务局|负责，会同…. Not: 负责组织实施，….
_SHARES = re.compile(r"负责[，,]?会同")
_MEMBER = re.compile(
    r"(?:等)?(?:的)?(?:主要|分管|有关|相关)?(?:领导|负责人|负责同志|同志)?(?:为|作为|是|任|担任|列为)(?:[^，。；]{0,14})?成员|(?:等)?(?:为|共同)?(?:参加|参与|组成|联合)(?!制定|企业)"
)
_FORMS = re.compile(
    r"(?:建立|成立|组建|形成|健全|完善|构建)(?:了|由)?|成员(?:单位)?(?:包括|由|有|为|[:：])|由"
)
_TITLED = re.compile(
    r"(?:为|是|作为)(?:[^，。；]{0,8}?)(?P<what>牵头|第一责任|主要责任|责任|主管|配合|协办|成员|副主任|副组长|副召集人)(?:单位|部门|主体)"
)
#: Predicates that bind nobody. Match: 市商务局|的…, 市政府|印发的, 市政府|领导任组长, 商务部|举办的, 市委|、市政府.
_NO_DUTY = re.compile(
    r"的(?!领导下)|之|[）)」》”]|及|领导|主要|分管|负责人|负责同志|有关负责|局长|主任|副|印发|出台了|发布的|下发|批准|同意|审定|审批|认定(?:的|为)|确定(?:的|为)|举办的|举办了|主办的|公布|高度重视(?:发展)?[^要]*$|联合印发|已|曾|先后|间|在内|以上|确认|备案|授予|共同参与|组织的|评选"
)
#: What stands between a subject and its duty. Match: 市商务局|：负责…, 各省人民政府|作为建设主体，要…. Not: 作为牵头单位 (a role).
_AS_WHAT = re.compile(r"^(?:[：:]\s*|作为[^，。；]{0,30}?(?:主体|第一责任人|主阵地)，)")
_MODAL = re.compile(
    r"(?:等)?(?:都|均|也|还|同时|原则上|分别)?(?:要|应当|应该|应|须|需|需要|必须|负责|承担|可|于[^，。；]{2,16}(?:前|底|内)|于(?:每|次|当)[^，。；]{1,10}?(?=下达|报送|完成|组织|公布|开展|启动|提交|发布|拨付)|将(?=会同|组织|牵头|统筹|定期|适时|加强|建立|开展)|务必|切实|具体负责|按照?|根据|结合|在各自|依据|对照|主管|依法|落实|负有|履行)"
)
#: Verbs that make a duty of a department's clause in the prescriptive part of a plan.
_ACTS = re.compile(
    r"(?:并|再|各自?|分别|每年|每季度|每半年|每月|按[年季月]度?|定期|及时|尽快|认真|积极|主动|充分|进一步|大力|切实|全力|全程|共同|联合|统一|适时|常态化|全面|精心|具体|从严|依法|要)*"
    r"(?:为[^，。；]{2,20}?提供|加强|加大|加快|强化|建立|健全|完善|制定|制订|设立|成立|研究|组织|推进|推动|落实|开展|明确|优化|指导|督促|引导|做好|抓好|统筹|安排|给予|提供|实施|编制|协调|配合|协助|支持|参与|参加|会同"
    r"|会商|围绕|依托|整合|支出|筹集|列支|把|将|对|从|牵头|发挥|高度重视|严格|密切|协同|细化|分解|确保|保障|简化|放宽|规范|培育|建设|搭建|打造|鼓励|充实|配备|各司其职|分工|各负其责|通力|齐抓共管|形成|出台|构建|深化|提高|提升|扩大|设|监管|监督|查处|打击|受理|汇总|通报|考核|牢固|树立|坚持|争取|营造|确定|履行|聚焦|运用|利用|优先|保证|参照|纳入|评选|表彰|奖励|定期|严厉|严肃|修订|修改|执行|监测|调度|跟踪|解决|审核|拨付|兑现|报送|配套|引进|招引|增加|设置|开辟|开设|开通|办理|对接|处置|防范|改进|压缩|推行|实行|试行|运用|开发|拓展|探索|推广|下达|发布|承担|申报|督查|检查|抽查|提出|起草|进行|统一领导|全面领导|引入|掌握|策划|抓落实|抓实|举办|(?<=[年度月自各期])(?:选派|选拔|培训|培养|评选)|宣传|普及|挖掘|储备|确认|协商|吸纳)"
)
_SUPPORT = re.compile(
    r"(?:等)?(?:要|应当|应|须|需|必须)?(?:予以|给予|做好|加强|密切|积极|主动|协同|大力|通力|全力|全程|共同|协作|强化协同|认真)*(?:配合|协助|(?<!加强)(?<!强化)协作|参与|参加|协办)(?!机制|制度)"
    r"|(?:积极|大力|全力|主动|予以|给予|提供)*支持(?=[，,。；]|$)"
)
_COOPERATES = re.compile(
    r"(?<!加强)(?<!强化)(?:予以|做好|密切|积极|主动|协同|通力|大力|共同)+(?:配合|协作|协助)"
)
_OWN_DUTY = re.compile(r"各司其职|各负其责|负责|牵头|职责|职能|分工|职权")
_COORDINATES = re.compile(
    r"(?:要|应|应当|承担|做好)?(?:负责)?[^，。；]{0,12}?(?:统筹协调|综合协调|组织协调|协调指导|总体协调|日常协调|协调工作)(?!机构|机制|小组|办|体系|制度|推进机制|(?:各类|主流)?(?:新闻)?媒体)"
)
_REGULATES = re.compile(
    r"依法[^，。；]*(?:监管|监督|查处|打击|执法|管理|规范)|(?:从严|严厉|严肃)(?:打击|查处|惩处|惩治)"
    r"|(?:加强|强化|实施|履行|负责)[^，。；]{0,24}(?:监管|监督管理|市场监督)(?!流程|中心|平台|仓|场所|模式|方式|体系|系统|点|区|服务|代码|条件|需求|设施|业务|政策|通关)"
)
#: What a leading group does with a plan. Match: 统筹推进, 定期研究解决. Not: 办公室负责日常工作.
_GROUP_LEADS = re.compile(
    r"[^，。；]{0,12}?(?:统筹|领导|协调|研究|部署|推进|推动|解决|指挥|审议|指导|督促|负责|调度|会商|听取)"
)
#: Match: 市电子商务发展办公室|要, 市大数据产业局|负责. Not: 市场监管要.
_UNKNOWN = re.compile(
    r"[一-鿿]{4,18}?(?:局|办公室|办|委员会|委|中心)(?=要|应当?|须|负责|牵头|会同|承担|具体负责)"
)
#: Match: 市政府|成立电子商务工作领导小组: the group has the duty, not who founds it.
_OWN_GROUP = re.compile(
    r"(?:要|决定)?(?:成立|建立|设立|组建)(?:[^，。；]{0,24}|由[^。；]{2,160}成员的[^，。；]{0,24})(?:领导小组|联席会议|指挥部|协调小组)"
)
#: Match: 市金融办|会同人民银行, 市统计局|要会同市商务局, 市商务局|牵头，会同市财政局.
_JOINTLY = re.compile(
    r"(?:等)?(?:要|应当|应|须|需|可|负责|牵头)?[，,]?(?P<joint>会同|联合(?!国|会|发展(?!和?改)))"
)
#: Match: 市商务局|承担领导小组办公室职能, 市经信委|承担联席会议办公室日常工作. Not: 承担日常工作.
_IS_OFFICE = re.compile(r"(?:具体)?承担[^，。；]{0,20}?办公室的?(?:日常)?(?:职能|职责|工作)")
_LEADING_DUTY = re.compile(
    r"(?:等)?(?:要|应当|应|须|需|必须)?(?:切实|认真|充分|积极|主动)*(?:发挥|担负起?|承担起?|履行|负起|起到)?[^，。；]{0,6}?(?<!明确)(?<!确定)(?<!指定)(?:总)?牵头"
)


#: Verbs behind which an enumeration comma parts clauses.
_DUTIES = ("牵头", "负责", "配合")


def _sentences(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    for found in _SENTENCE.finditer(text, start, end):
        for begin in range(found.start(), found.end(), LONGEST_SENTENCE):
            yield begin, min(begin + LONGEST_SENTENCE, found.end())


def _clauses(text: str, start: int, end: int) -> list[int]:
    """Beginnings of the clauses of a sentence: its own, and after each comma and colon outside brackets."""
    found, depth = [start], 0
    for at in range(start, end):
        char = text[at]
        if char in "（(":
            depth += 1
        elif char in "）)":
            depth = max(0, depth - 1)
        elif depth == 0 and (char in "，,：:" or (char == "、" and text.startswith(_DUTIES, at - 2))):
            found.append(at + 1)  # 市人社局牵头、|市教育局配合
    return found


def _ancestral(entry: Entry, setting: Setting) -> bool:
    """Whether the body stands above the plan's own place, so that the plan cannot bind it."""
    place = entry.name.place
    own = setting.division
    return (
        place is not None
        and own is not None
        and place != own
        and (place in setting.around or place.slug == "cn")
    )


def prose(text: str, start: int, end: int, skip: list[tuple[int, int]], setting: Setting) -> list[Said]:
    """Owners that the sentences of ``text[start:end]`` name.

    Spans of ``skip`` (explicit lists, in order) are left out.
    """
    found: list[Said] = []
    turn, reach = 0, start  # lists that begin before the sentence, and how far one of them goes
    for begin, stop in _sentences(text, start, end):
        while turn < len(skip) and skip[turn][0] <= begin:
            reach = max(reach, skip[turn][1])
            turn += 1
        if stop <= reach:
            continue
        if turn < len(skip):
            stop = min(stop, skip[turn][0])
        if _INTERPRETS.search(text, begin, stop):
            continue
        found.extend(hosts(text, begin, stop, setting))
        found.extend(founded(text, begin, stop, setting))
        found.extend(_phrases(text, begin, stop, setting))
        found.extend(parts(text, begin, stop, setting))
        found.extend(_subjects(text, begin, stop, setting))
    return found


def _phrases(text: str, start: int, end: int, setting: Setting) -> Iterator[Said]:
    """由…负责, …等部门共同参与, 发挥…的协调作用: owners inside a clause, after a word that opens them."""
    for found in _FORMS.finditer(text, start, end):
        owners, stop = subject_at(text, found.end(), end, setting)
        if not owners and (outsider := outsider_at(text, found.end(), end, setting)):
            owners, stop = [outsider], outsider.end
        if not owners:
            continue
        if member := _MEMBER.match(text, stop, end):
            yield Said(
                found.start(), member.end(), tuple(owners), Role.SUPPORT, "responsibility/members", 0.8
            )
        elif found.group().startswith("成员"):
            yield Said(found.start(), stop, tuple(owners), Role.SUPPORT, "responsibility/members", 0.9)
        elif found.group().endswith("由"):
            owners, stop = _over_comma(text, owners, stop, end, setting)
            yield from _by(text, found.start(), stop, end, tuple(owners), setting)


def _over_comma(
    text: str, owners: list[Entry], stop: int, end: int, setting: Setting
) -> tuple[list[Entry], int]:
    """由市商务局、市民政局，|泰山区、岱岳区政府负责: owners go on behind a comma where only then a verb follows."""
    if text[stop : stop + 1] not in ("，", ","):
        return owners, stop
    others, last = subject_at(text, stop + 1, end, setting)
    if others and any(pattern.match(text, last, end) for pattern in (_LEADS, _SUPPORT, _BY_VERB)):
        return [*owners, *others], last
    return owners, stop


def _by(
    text: str, start: int, stop: int, end: int, owners: tuple[Entry, ...], setting: Setting
) -> Iterator[Said]:
    if lead := _LEADS.match(text, stop, end):
        yield Said(start, lead.end(), owners, Role.LEAD, "responsibility/by-lead", 0.92)
        yield from _joined(text, start, lead.end(), end, setting)
        others, last = subject_at(text, lead.end() + 1, end, setting)
        if text[lead.end() : lead.end() + 1] == "、" and (member := _MEMBER.match(text, last, end)):
            # 由省发展改革委牵头、|省商务厅、省国税局共同组成的机制
            said = tuple(others)
            yield Said(start, member.end(), said, Role.SUPPORT, "responsibility/members", 0.8)
    elif text.startswith("会同", stop):
        yield Said(start, stop, owners, Role.LEAD, "responsibility/by-joint", 0.85)
        yield from _joined(text, start, stop, end, setting)
    elif support := _SUPPORT.match(text, stop, end):
        yield Said(start, support.end(), owners, Role.SUPPORT, "responsibility/by-support", 0.85)
    elif verb := _BY_VERB.match(text, stop, end) or _BY_ANY.match(text, stop, end):
        last = _clause_end(text, verb.end(), end)
        role = Role.LEAD if _SHARES.match(text, stop, end) else Role.RESPONSIBLE
        yield Said(start, last, owners, role, "responsibility/by", 0.85)
        yield from _joined(text, start, last, end, setting)


def _joined(text: str, start: int, at: int, end: int, setting: Setting) -> Iterator[Said]:
    """Those after 会同: they support."""
    joint = re.compile(r"[，,]?(?:会同|联合)").match(text, at, end)
    if joint:
        others, stop = subject_at(text, joint.end(), end, setting)
        if not others:
            others, stop = outsiders_at(text, joint.end(), end, setting, joined=True)
        if others:
            yield Said(start, stop, tuple(others), Role.SUPPORT, "responsibility/jointly", 0.85)


def _clause_end(text: str, at: int, end: int) -> int:
    found = re.compile(r"[，,]").search(text, at, end)
    return found.start() if found else end


def _subjects(text: str, start: int, end: int, setting: Setting) -> Iterator[Said]:
    """Departments that begin a clause, with what is said of them up to the next such clause."""
    starts = _clauses(text, start, end)
    known = set(starts)
    heads: list[tuple[int, int, list[Entry]]] = []
    asked: set[int] = set()  # 请财政部在…中明确: whatever follows is its duty
    waiting: list[Entry] = []  # 各县（市）、区政府，|高新区管委会负责: one subject over a comma
    first = -1
    for at in starts:
        opening = OPENING.match(text, at, end)
        begin = opening.end() if opening else at
        if opening and opening.group().rstrip("，、 　").endswith("请"):
            asked.add(begin)
        if heads and begin < heads[-1][1]:
            continue
        owners, stop = subject_at(text, begin, end, setting)
        if not owners:
            owners, stop = outsiders_at(text, begin, end, setting)
        if not owners and (unknown := _unknown_subject(text, begin, end, setting)):
            owners, stop = [unknown], unknown.end
        if owners:
            first = first if waiting else begin
            if text[stop : stop + 1] in ("，", ",") and stop + 1 in known and stop + 1 < end:
                waiting.extend(owners)
                continue
            heads.append((first, stop, [*waiting, *owners]))
        waiting = []
    for index, (begin, stop, owners) in enumerate(heads):
        until = heads[index + 1][0] - 1 if index + 1 < len(heads) else end
        joint = _joint(text, stop, until, setting)
        verdict = _predicate(text, stop, until, jointly=joint is not None)
        if verdict is None and are_groups(owners) and CONVENES_ITSELF.match(text, stop, until):
            verdict = Role.LEAD, "responsibility/convenes", 0.8
        if verdict is None and begin in asked:
            verdict = Role.RESPONSIBLE, "responsibility/asked", 0.8
        if verdict is None or (
            _OWN_GROUP.match(text, stop, end) and not any(e.name.collective for e in owners)
        ):
            continue
        role, rule, confidence = verdict
        # 贵阳海关、贵州出入境检验检疫局、市国税局配合: who is asked together with the city's own is bound too.
        asks_all = rule == "responsibility/named-as" or not all(_ancestral(e, setting) for e in owners)
        bound = tuple(owners) if asks_all else ()
        if not bound:
            continue
        if joint is not None:
            yield from _joined(text, begin, joint, until, setting)
        if role is Role.RESPONSIBLE and are_groups(list(bound)) and _GROUP_LEADS.match(text, stop, until):
            role = Role.LEAD
        yield Said(begin, until, bound, role, rule, confidence)
        yield from _later_partners(text, begin, starts, stop, until, setting)


def _later_partners(
    text: str, begin: int, starts: list[int], stop: int, until: int, setting: Setting
) -> Iterator[Said]:
    """市商务局负责编制规划，|会同市财政局制定办法: those of a later clause support."""
    first, last = bisect_right(starts, stop + 1), bisect_left(starts, until)
    for at in starts[first:last]:
        if text.startswith(("会同", "联合"), at):
            others, close = subject_at(text, at + 2, until, setting)
            if others:
                yield Said(begin, close, tuple(others), Role.SUPPORT, "responsibility/jointly", 0.85)


def _unknown_subject(text: str, start: int, end: int, setting: Setting) -> Entry | None:
    """An agency outside the lexicon that a place begins and a duty follows: 市电子商务发展办公室要…."""
    found = _UNKNOWN.match(text, start, end)
    if found is None or not setting.prefixes(text, start, end):
        return None
    name = other_name(found.group(), setting, None)
    return Entry(start, found.end(), name, False) if name else None


def _joint(text: str, start: int, end: int, setting: Setting) -> int | None:
    """Where 会同 or 联合 stands when it joins others to the subject; 联合|制定 joins nobody."""
    found = _JOINTLY.match(text, start, end)
    if found is None:
        return None
    alone = found["joint"] == "联合" and not subject_at(text, found.end("joint"), end, setting)[0]
    return None if alone else found.start("joint")


def _predicate(text: str, start: int, end: int, *, jointly: bool) -> tuple[Role, str, float] | None:
    """What a clause says of its subject: role, rule and confidence; None when it binds nobody."""
    said = _AS_WHAT.sub("", text[start:end])
    if titled := _TITLED.match(said):
        role = {
            "牵头": Role.LEAD,
            "配合": Role.SUPPORT,
            "协办": Role.SUPPORT,
            "成员": Role.SUPPORT,
            "副主任": Role.SUPPORT,
            "副组长": Role.SUPPORT,
            "副召集人": Role.SUPPORT,
        }.get(titled["what"], Role.RESPONSIBLE)
        return role, "responsibility/named-as", 0.9
    if _MEMBER.match(said) and not said.startswith(("参加", "参与", "联合")):
        return Role.SUPPORT, "responsibility/members", 0.85
    if jointly:
        return Role.LEAD, "responsibility/jointly", 0.85
    if _NO_DUTY.match(said):
        return None
    if _IS_OFFICE.match(said):
        return Role.OFFICE_HOST, "responsibility/office-host", 0.9
    clause = said.split("，")[0]
    modal = _MODAL.match(said)
    if not any(pattern.match(said) for pattern in (_MODAL, _ACTS, _LEADING_DUTY, _SUPPORT)):
        return None
    sure = 0.88 if modal else 0.75
    if _LEADING_DUTY.match(said):
        return Role.LEAD, "responsibility/leads", sure
    if _SUPPORT.match(said):
        return Role.SUPPORT, "responsibility/supports", sure
    if _COOPERATES.search(said) and not _OWN_DUTY.search(said):
        return Role.SUPPORT, "responsibility/cooperates", 0.7
    if _REGULATES.match(re.sub(r"^(?:等)?(?:要|应当|应|须|必须)", "", clause)):
        return Role.REGULATOR, "responsibility/regulates", sure
    if _COORDINATES.match(clause):
        return Role.COORDINATOR, "responsibility/coordinates", sure
    return Role.RESPONSIBLE, "responsibility/subject", sure
