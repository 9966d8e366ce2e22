"""Lists of owners: a small parser that keeps brackets together and lets a written prefix go on.

``市发展改革委、经济信息化委，各县（市、区）`` has three entries: the comma and the enumeration comma separate
only outside brackets, 和 and 及 separate only where the whole is no name (经济和信息化委), 市 holds for the
second entry, and 各县（市、区） is one collective.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from loaders.names.departments import Match, match_at, resolve_in
from loaders.names.departments_branches import township_at
from loaders.names.departments_committees import committee_in_row
from loaders.names.departments_divisions import division_at
from loaders.names.departments_groups import agency_id, collective_at, in_full_width, zone_at
from loaders.names.departments_other import other_name
from loaders.names.departments_rows import Entry, governed_at, twin_at, zones_at
from loaders.names.departments_setting import Setting, official_name
from loaders.names.departments_unknown import committee_at, unknown_at
from loaders.names.divisions import COUNTRY
from loaders.names.named import Division, OrgName
from ontology.model import OrganizationKind, PlaceLevel

__all__ = ["Entry", "entries", "subject_at"]

_OPEN: Final = frozenset("（([【〔")
_CLOSE: Final = frozenset("）)]】〕")
_SEPARATORS: Final = frozenset("、，,；;／/\n\t 　")
#: Between two entries: separators, joints and plurals. Match: 、; 以及; 等部门，; 等相关单位. Not: 各部门 (a name).
_BETWEEN = re.compile(
    r"[、，,；;：:／/\s　。.]+|以及|会同|联合(?![会体社国])|并由|由|和|及|与|或|等(?:市|省|县|区)?[直级]?(?:有关|相关|各|多|个|多个|职能|责任|成员|配合|参与)*(?:部门和单位|部门、单位|部门及单位|部门|单位)?"
)
_JOINTS = re.compile(r"以及|会同|联合(?![会体社国])|[和及与或等（(]")
#: The territories of a collective office. Match: 各设区市|商务局, 各县（市、区）|商务局.
_SEVERAL = re.compile(r"各(?:设区的?市|[省市县区州盟旗]{1,3}(?:[（(〔][^）)〕]{1,10}[)）〕])?)")
#: Agencies of the State called after their seats. Match: 邕州海关, 二连出入境检验检疫局. Not: 当地海关.
_SEATED = re.compile(
    r"(?!支持|配合|加强|推动|协调|对接|会同|联合|当地|各|省|市|主管|属地|所在)[一-鿿]{2,4}(?:海关|出入境检验检疫局|海事局|边检站)(?=[、，。；,;]|要|应|负责|会同|等|和|及|与|$)"
)
_HALF = re.compile(r"[和与及][^、，局委厅办]{2,8}[局委厅办]$")
_JOINED = re.compile(r"以及|会同|联合(?![会体社国])|[局委办厅部](?:和|及|与)")
_BOUNDARY = re.compile(
    r"[0-9０-９、，,；;：:／/\s　。.（(\[【]|以及|会同|联合(?![会体社国])|和|及|与|或|等|(?=各)"
)
_OTHER = re.compile(
    r"[一-鿿]{1,10}?(?:[融传]媒体?中心|日报社|报业集团|传媒集团|电视台)(?=[加组开做强大])"
    r"|(?:[^、，。；：\s（()）要应]|应(?=[用急])){2,20}?(?=、|负责|要|应(?![用急])|牵头|配合|等|按|共同|参与|协助|积极|具体|分别|每[年季月半])"
)
#: What binds a row of bare names. Match: 经信、工商、税务|配合. Not: 财政、税务|政策.
_TOLD = re.compile(
    "负责|牵头|配合|参与|参加|协助|(?:按照?(?:各自)?职责|共同|分别)(?:负责|配合|落实|做好|推进)"
)
_TRAIL = re.compile(
    r"(?:等(?:市|省|县|区)?[直级]?(?:有关|相关|各|多|个|职能|责任|成员)*(?:部门|单位)?|[\s　。.])+$"
)
#: What ends a list of topics and makes departments of them. Match: 等部门, 等多部门, 等有关单位, 部门. Not: 等领域.
_PLURAL = re.compile(
    r"等?(?:市|省|县|区)?(?:直|级)?(?:多家|多个|几个|(?:[二三四五六七八九十]{1,3}|\d{1,2})个)?(?:有关|相关|各|多|个|职能|行政|主管|监管|管理|执法|成员|责任)*(?:部门和单位|部门、单位|部门|单位|机关)"
)
#: A bare word after a collective. Match: 各有关地区和|部门要, 各县区、|单位负责. Not: 部门间.
_BARE_PLURAL = re.compile(r"(?:部门和单位|部门及单位|部门|单位)(?=要|应|须|负责|按|，|、|将|在)")
#: A zone without a name. Match: 开发区, 园区管委会. Not: 高新区 (a city has one), 太湖新区.
_ZONE_ALONE = re.compile(r"(?P<kind>开发区|园区|功能区|产业园区|工业园区)(?:管委会?|管理委员会)?")
#: A part of an office that acts for it. Match: 市公安局|网络安全保卫支队, 市商务局|电子商务科. Not: 市公安局|支持.
_PART_OF = re.compile(
    r"(?<=局)(?!支|大队|与|和|等)(?:[一-鿿]{2,8}?(?:支队|大队|总队)|(?:电子商务|电商|市场|流通|外贸|信息化|综合)[一-鿿]{0,4}[处科](?=[，、。（]|负责|牵头|承担))"
)
#: What a bracket behind a subject begins with that explains it.
_ASIDES: Final = ("办公室设", "以下", "下称", "简称", "设在", "含")
_QUALIFIER = re.compile(r"各(?:有关|相关)|各|有关|相关")
_GAP = re.compile(r"、|，(?=各|以及|及)|以及|[和及与]|,(?=各)|(?<=[）)])\s*|(?<=[区门地位府])(?=各)")


def _close(text: str, start: int, end: int) -> int:
    """End of the bracket that opens at ``start``; ``end`` when it never closes."""
    depth = 0
    for at in range(start, end):
        if text[at] in _OPEN:
            depth += 1
        elif text[at] in _CLOSE:
            depth -= 1
            if depth == 0:
                return at + 1
    return end


def _chunk_end(text: str, start: int, end: int) -> int:
    """The next separator outside brackets."""
    at = start
    while at < end and text[at] not in _SEPARATORS:
        at = _close(text, at, end) if text[at] in _OPEN else at + 1
    return at


def entries(text: str, start: int, end: int, setting: Setting) -> tuple[list[Entry], list[tuple[int, int]]]:
    """Owners of an explicit list in ``text[start:end]``, and the spans that name nobody.

    The cursor moves forward only, but for names outside the lexicon that are split at 和, which are few.
    """
    found: list[Entry] = []
    unknown: list[tuple[int, int]] = []
    inherited: Division | None = None
    at = start
    while at < end:
        skipped = _BETWEEN.match(text, at, end)
        if skipped and not _names_place(text, at, end, setting):
            at = skipped.end()
            continue
        if text[at] in _OPEN:
            note = text[at : _close(text, at, end)]
            if found:
                found[-1] = replace(found[-1], note=note[1:-1])
            at += len(note)
            continue
        if several := governed_at(text, at, end, setting) or twin_at(text, at, end, setting):
            found.extend(several)
            at = several[-1].end
            continue
        entry, explicit, at = _entry(text, at, end, setting, inherited, unknown)
        if entry:
            entry = _everywhere(entry, found, explicit, setting)
            found.append(entry)
            inherited = explicit or inherited
    return found, unknown


def _everywhere(entry: Entry, before: list[Entry], explicit: Division | None, setting: Setting) -> Entry:
    """各设区市商务局、|财政局: the collective of the first office holds for those that state no place of their own."""
    if explicit is not None or entry.weak:
        return entry
    if zones := _every_zone(entry, before, setting):
        return zones
    several = None
    for last in reversed(before):
        if last.name.reason != "collective/office" or several:
            break
        several = _SEVERAL.match(last.name.as_written)
    if several is None or entry.name.collective or not entry.name.reason.startswith("department/form"):
        return entry
    words = in_full_width(several.group() + entry.name.as_written)
    place = setting.division or COUNTRY
    label = words if place is COUNTRY else official_name(place) + words
    name = replace(
        entry.name, id=agency_id(place, words), label=label, place=place, collective=True, confidence=0.8,
        reason="collective/office",
    )  # fmt: skip
    return replace(entry, name=name)


def _every_zone(entry: Entry, before: list[Entry], setting: Setting) -> Entry | None:
    """各县（市）区政府、|开发区管委会: all zones of the place, where no zone is named and territories stand before."""
    written = _ZONE_ALONE.fullmatch(entry.name.as_written)
    own = setting.division
    if not (written and before and before[-1].name.collective and own and setting.zone is None):
        return None
    if own.level is PlaceLevel.COUNTY:
        return None  # a county has one zone
    words = f"各{written['kind']}管理委员会"
    name = replace(
        entry.name, id=agency_id(own, words), label=official_name(own) + words,
        place=own, collective=True, confidence=0.8, reason="collective/territories",
    )  # fmt: skip
    return replace(entry, name=name)


def _names_place(text: str, at: int, end: int, setting: Setting) -> bool:
    """Whether the joint at ``at`` begins a division's full name: 和|龙市人民政府 is none, 和|县财政局 is one."""
    if text[at] not in "和与及":
        return False
    prefix = next(iter(setting.prefixes(text, at, end)), None)
    return prefix is not None and text[at + prefix.length - 1] in "市县区旗"


def _entry(
    text: str, at: int, end: int, setting: Setting, inherited: Division | None, unknown: list[tuple[int, int]]
) -> tuple[Entry | None, Division | None, int]:
    """The entry at a cursor: an entry or None, the division it states, and the cursor after it."""
    match = match_at(text, at, end, setting, inherited=inherited, topics=True, bare_zones=True)
    chunk = _chunk_end(text, at, end)
    # 市旅游|和文化广电体育局 is one office, though 市旅游 alone would name another.
    bracket = next((i for i in range(at, chunk) if text[i] in _OPEN), chunk)
    half = match is not None and match.weak and _HALF.match(text, match.end, bracket) is not None
    if match and not half and (match.end >= end or _BOUNDARY.match(text, match.end, end)):
        return Entry(at, match.end, match.name, match.weak), match.explicit, match.end
    if governed := division_at(text, at, end, setting):
        return Entry(at, governed[0], governed[1], False), None, governed[0]
    if township := township_at(text, at, end, setting) or committee_in_row(text, at, end, setting):
        return Entry(at, township[0], township[1], False), None, township[0]
    stop = at + len(_TRAIL.sub("", text[at:chunk]))
    wholes = [stop, bracket] if at + 1 < bracket < stop else [stop]
    stops = [*wholes, *(joint.start() for joint in _JOINTS.finditer(text, at + 2, stop))]
    for last in stops:
        name = resolve_in(text[at:last], setting, inherited=inherited)
        # The whole chunk may be a phrase that only ends like a name: 科技创新委会同市财政局.
        if name and not (last in wholes and _JOINED.search(text[at:last])):
            explicit = name.place if name.place and setting.prefixes(text, at, last) else None
            return Entry(at, last, name, False), explicit, last
    if stop > at:
        unknown.append((at, stop))
    return None, None, max(chunk, at + 1)


def _at_all_levels(text: str, start: int, end: int, setting: Setting) -> tuple[list[Entry], int] | None:
    """各级商务、工商、质监部门: each office of a list at all levels; None when no such list follows."""
    inner, stop = subject_at(text, start + 2, end, setting)
    if len(inner) < 2 or not text.startswith("部门", stop - 2) or not all(one.weak for one in inner[:-1]):
        return None
    place = setting.division or COUNTRY
    found = []
    for one in inner:
        core = f"{text[start : start + 2]}{text[one.start : one.end].removesuffix('部门')}部门"
        label = core if place is COUNTRY else official_name(place) + core
        name = replace(
            one.name, id=agency_id(place, core), label=label, place=place, collective=True, confidence=0.8,
            reason="collective/office",
        )  # fmt: skip
        found.append(replace(one, name=name))
    return found, stop


def _its_departments(text: str, start: int, match: Match, end: int, setting: Setting) -> Match:
    """市政府|各有关部门 are the departments, not the government; the match itself where nothing follows.

    省级人民政府|有关部门 are those of each government.
    """
    group = collective_at(text, match.end, end, setting)
    if group is None or group[1].reason != "collective/departments":
        return match
    name = replace(group[1], as_written=text[start : group[0]])
    if match.name.collective:
        label = match.name.label + text[match.end : group[0]]
        place = match.name.place or COUNTRY
        name = replace(name, id=agency_id(place, label), label=label, place=match.name.place)
    return replace(match, end=group[0], name=name)


def _bare_plural(words: str, before: Entry, setting: Setting) -> Match:
    """各有关地区和|部门: the qualifier of the collective before holds for the bare word."""
    qualifier = _QUALIFIER.match(before.name.as_written)
    core = (qualifier.group() if qualifier else "各") + words
    place = setting.division or COUNTRY
    label = core if place.slug == "cn" else official_name(place) + core
    name = OrgName(
        agency_id(place, core), label, words, OrganizationKind.OTHER, None, place, True, 0.8, "collective/departments"
    )  # fmt: skip
    return Match(0, name, False, None)


def _after_plate(text: str, match: Match, end: int, setting: Setting) -> int:
    """Where a subject ends that hangs out a second plate: 市商务局（市口岸办）|负责, or is explained."""
    if part := _PART_OF.match(text, match.end, end):
        return part.end()
    if text[match.end : match.end + 1] not in ("（", "("):
        return match.end
    close = _close(text, match.end, min(end, match.end + 24))
    if text.startswith(_ASIDES, match.end + 1) and text[close - 1] in _CLOSE:
        return close
    inner = match_at(text, match.end + 1, close - 1, setting, inherited=match.explicit)
    return close if inner and inner.end == close - 1 and not inner.weak else match.end


def subject_at(text: str, start: int, end: int, setting: Setting) -> tuple[list[Entry], int]:
    """The departments that begin a clause at ``start``, and where they end (等部门 included).

    Bare topics count only when the list ends in 部门 or 单位 (发展改革、税务等部门). Empty when the clause
    does not begin with a department.
    """
    if text.startswith(("各级", "各地"), start) and (everywhere := _at_all_levels(text, start, end, setting)):
        return everywhere
    found: list[Entry] = []
    inherited: Division | None = None
    at = closed = start
    while True:
        match = match_at(text, at, end, setting, inherited=inherited, topics=True, bare_zones=True)
        unknown = unknown_at(text, at, end, setting, bare=True)
        if unknown is None and match is None:
            unknown = committee_at(text, at, end, setting)
        if unknown and (match is None or unknown[0] > match.end):
            match = Match(*unknown, False, None)
        plural = _BARE_PLURAL.match(text, at, end) if found and match is None else None
        if plural and found[-1].name.collective:
            match = replace(_bare_plural(plural.group(), found[-1], setting), end=plural.end())
        if match is None and (governed := division_at(text, at, end, setting)):
            match = Match(*governed, False, None)
        if match is None and (township := township_at(text, at, end, setting)):
            match = Match(*township, False, None)
        if match is None and (seated := _SEATED.match(text, at, end)):
            name = other_name(seated.group(), setting, None)
            match = Match(seated.end(), name, False, None) if name else None
        if match is None and found and found[-1].name.reason.startswith(("collective", "zone")):
            zone = zone_at(text, at, end, setting, None, bare=True, own=True)
            match = Match(*zone, False, None) if zone else None
        if (match is None or match.weak) and found and (other := _OTHER.match(text, at, end)):
            # 市通信管理局、|中国电信常州分公司负责: companies in a list of agencies.
            name = other_name(other.group(), setting, inherited)
            match = Match(other.end(), name, False, None) if name else match
        if (
            not found
            and (match is None or text.startswith("·", match.end))
            and (
                zones := zones_at(text, at, end, setting)
                or governed_at(text, at, end, setting)
                or twin_at(text, at, end, setting)
            )
        ):
            found, at = zones[:-1], zones[-1].start
            last = zones[-1]
            match = Match(last.end, last.name, False, None)
        if match is None or len(found) > 40:
            break
        if match.name.kind is OrganizationKind.GOVERNMENT:
            match = _its_departments(text, at, match, end, setting)
        found.append(
            _everywhere(Entry(at, match.end, match.name, match.weak), found, match.explicit, setting)
        )
        inherited = match.explicit or inherited
        at = closed = _after_plate(text, match, end, setting)
        gap = _GAP.match(text, at, end)
        if gap is None:
            break
        at = gap.start() if _names_place(text, gap.start(), end, setting) else gap.end()
    if not found:
        return [], start
    stop = closed
    plural = _PLURAL.match(text, stop, end)
    if plural:
        return found, plural.end()
    if found[-1].name.reason.startswith("department/topic") and text.startswith(("部门", "机关"), stop - 2):
        return found, stop  # 财政、扶贫部门: the last word makes departments of all
    if text.startswith("等", stop) and not found[-1].weak:
        return found, stop + 1
    if len(found) > 1 and found[-1].weak and _TOLD.match(text, stop, end):
        return found, stop  # 财政、商务、发改|负责落实
    while found and found[-1].weak:
        found.pop()
        stop = found[-1].end if found else start
    if any(entry.weak for entry in found):
        return [], start
    return found, stop if found else start
