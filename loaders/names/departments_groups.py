"""Bodies that are named together or by their territory: collectives, zones and leading groups.

Each pattern is anchored where a name may begin and runs once over its characters. Examples of a match
and of a non-match stand with each.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from loaders.names.departments_setting import Prefix, Setting, official_name, short_of
from loaders.names.departments_zones import ZONE_KINDS, ZONE_WORDS, is_zone
from loaders.names.divisions import COUNTRY
from loaders.names.named import Division, OrgName
from ontology.identifiers import named, resource, slug, tail
from ontology.model import ConceptId, OrganizationKind, ResourceId

__all__ = ["agency_id", "collective_at", "in_full_width", "leading_group_at", "zone_at"]

_BRACKETED: Final = (
    r"[（(〔［\[][省市县区州盟旗镇乡街道办事处场地团自治新园开发管委会含、，,]{1,20}[)）〕］\]]"
)
_TERRITORY: Final = (
    r"(?:设区的?市|地级以?上?市|县级市|副省级市|直管市|直管县|辖市|辖区|直辖市|自治区|自治州|自治县|计划单列市|新疆生产建设兵团|地州市|州市|市州|盟市|市县|县市|市区"
    r"|县市区|市县区|县区市|旗县市|旗市|县区|区县|区市|旗县|特区|镇街道|镇街|乡镇|街道|街乡|街镇|地(?=[、州（(〔])|功能区|管理区|产业园区|工业园区|园区|开发区|新区|省|市|县|区|州|盟|旗|镇|乡)"
)
#: Governments of all territories. Match: 各县（市、区）, 各区、县级市人民政府, 各辖市、区, 各省（区、市）, 各级政府.
#: Not: 各市场主体, 各区域, 各县域, 各市直部门, 各级各类学校.
_TERRITORIES = re.compile(
    rf"(?:(?:地方)?各(?:有关|相关)?|(?:有关|相关)(?=[省市县区州]{{1,2}}(?:[（(〔、]|(?:人民)?政府)|镇街|街镇|乡镇(?!企业)|街道)|(?=[市县区][（(〔][市县区]|[市州]、?县(?:[（(〔][市县区]|(?:人民)?政府)))(?:{_TERRITORY}(?:{_BRACKETED})?(?:[、和及]?(?!(?<=[道镇街]、)[市县区](?!(?:人民)?政府)|(?<=[道镇街]和)[市县区](?!(?:人民)?政府))(?![省市县区州](?:各|直(?!管)|级(?!市)|属|有关|相关|本|政府各|政府有关))(?!开发区|新区)"
    rf"{_TERRITORY}(?:{_BRACKETED})?){{0,4}}|地区|地(?![方理块税铁产质段])|级(?=(?:地方)?(?:人民)?政府|党委))"
    r"(?![场域块村直级长委树楼间]|(?<!街道)办(?!事处))"
    r"(?P<body>(?:行政公署|行署)[、和及]各?[市县区州]{1,2}(?:人民)?政府|(?:地方)?(?:党委[、和及]?)?(?:人民)?政府(?![采网部])(?:[（(](?:[^（()）]{0,8}管委会?|街道办事处?|办事处|行政公署|行署)[)）]|[、和及](?:各)?(?:街道)?办事处)?|管委会|办事处|办(?<=街道办)(?![公理]))?"
)
#: Governments told by their level or by what they are chosen for. Match: 各省级人民政府, 县级以上地方人民政府, 中央和地方各级政府, 试点城市政府.
#: Not: 市级财政, 省级部门, 示范县建设.
_LEVELLED = re.compile(
    r"(?:(?:各(?:有关|相关)?|有关|相关)?(?:省|市|县|区|州|乡镇?)级(?:以上)?(?:各级)?(?:地方)?(?:各级)?"
    r"|(?:中央和)?地方(?:各级)?|各地(?:方)?"
    r"|各?(?:试点|示范|创建|承办|项目|综合试验)(?:城市|地区|省份|省|市|县|区)?(?:[（(][省市县区、，,]{3,9}[)）])?)"
    r"(?:人民政府|政府)(?![采网部令门投性])"
)
_QUALIFIER: Final = r"(?:各级、?|各个|各有关|各相关|有关|相关|其他|其它|各|级|直属|直|行业)"
#: Departments without names. Match: 有关部门, 市直各部门, 市直相关部门和单位, 各级各部门, 省有关部门, 各成员单位, 市各委办局.
#: Not: 部门, 多部门, 有关方面, 相关企业.
_DEPARTMENTS = re.compile(
    rf"(?P<level>(?:全)?[省市县区州])?{_QUALIFIER}{{1,3}}(?:职能|主管|监管|责任|成员|牵头|配合|参与|业务|行业主管|行政|综合|管理|执法|专业)*"
    r"(?P<body>部门(?:和|及|、|与)?(?:各)?(?:有关|相关|直属)?(?:单位|机构|企业)|部门|单位(?:和|及)部门|单位|委办局|委、办、局|机关)"
)
#: Match: 各级政府部门, 各级人民政府有关部门. Not: 各级政府采购部门.
_GOVERNMENTS_DEPARTMENTS = re.compile(
    r"各级(?:人民)?政府(?:及其|的)?(?:各|各有关|有关|相关|职能|组成|工作)?部门"
)
#: 领导小组成员单位, 联席会议各成员单位; not: 小组成员.
_MEMBERS = re.compile(r"(?:领导小组|联席会议|指挥部|协调小组)各?(?:有关|相关)?(?P<body>成员单位)")

_COMMITTEE: Final = r"(?:管理委员会|管委会|管委(?![会员]))"
#: A zone after its place. Match: 开发区, 高新区管委会, 太湖新城管委会. Not: 开发区域, 示范区建设 is left to the caller.
_ZONE = re.compile(rf"(?P<own>[一-鿿]{{0,6}}?)(?P<kind>{ZONE_WORDS})(?P<committee>{_COMMITTEE})?(?![域县内])")
_ZONE_NEAR = re.compile(f"[{''.join(sorted({kind[-1] for kind in ZONE_KINDS}))}]")
_ZONE_REACH: Final = 6 + max(map(len, ZONE_KINDS))
_ZONE_COMMITTEE = re.compile(rf"(?P<own>[一-鿿]{{2,12}}?){_COMMITTEE}")
#: Match: 管委会|负责. Not: 管委会|办公室, 管委会|主任, 管委会|各部门.
_OWN_COMMITTEE = re.compile(rf"{_COMMITTEE}(?![办主副领各的有相]|会议)")
#: Match: 电子商务工作领导小组, 信息消费工作领导小组(办公室). Not: 领导小组 (no name of its own).
_LEADING = re.compile(
    r"(?P<name>[一-鿿“”]{2,24}?(?:工作)?(?:领导小组|协调小组|推进小组|工作小组|工作专班|指挥部|联席会议))(?P<office>办公室|办(?!公|理|法|事))?"
)
#: Match: 定期|联席会议, 工作|专班. A conference of nothing is no body of its own.
_NAMELESS = re.compile(
    r"(?:工作|定期|专题|协调|统筹|推进|多|跨|级|厅际|部际|际|年度|月度|季度|重大|项目|问题|会商|全|[省市县区])*(?:联席会议|工作专班)$"
)

_WIDE: Final = str.maketrans("([〔［)]〕］，,", "（（（（））））、、")
#: 市属|各高校, 省属|各企业.
_OWNED: Final = re.compile(r"[省市县区]属(?=各)")
#: Cores that read like a commoner one: 税务局 like 水务局 (a test finds them).
_HOMOPHONES: Final = frozenset(("税务局",))


def agency_id(division: Division, core: str, *, tailed: bool = False) -> ResourceId:
    """``org/<place>/<pinyin of the core>``; names outside the lexicon get a tail, for homophones.

    >>> agency_id(Division("320400", "常州市", PlaceLevel.PREFECTURE, "changzhou", "320000"), "商务局")
    'org/changzhou/shangwuju'
    """
    plain = re.sub(r"[^\w]", "", core)
    reading = slug(plain)
    if tailed or plain in _HOMOPHONES:
        return resource("org", division.slug, named(plain))
    if len(reading) >= 60:  # cut by slug(): two long names may share the cut
        return resource("org", division.slug, f"{reading}-{tail(plain)}")
    return resource("org", division.slug, reading)


def in_full_width(words: str) -> str:
    """Brackets and commas of a name in one form: 各县(市,区), 各县〔市，区〕 -> 各县（市、区）."""
    return words.translate(_WIDE)


def collective_at(text: str, start: int, end: int, setting: Setting) -> tuple[int, OrgName] | None:
    """A collective that begins at ``start``: its end and its name, or None.

    The label keeps the document's word for the bodies (各辖市区政府) and adds 人民政府 to bare territories.
    """
    place = setting.division
    everywhere = text.startswith("各级", start)
    if everywhere and (governments := _GOVERNMENTS_DEPARTMENTS.match(text, start, end)):
        words = governments.group()
        return governments.end(), _collective(
            words, words, words, OrganizationKind.OTHER, place, "collective/departments"
        )
    at, prefix = start, None
    if _OWNED.match(text, start, end):
        at = start + 2
    elif not text.startswith(("各", "地方各"), start, end) and text[start + 1 : start + 2] not in (
        "（",
        "(",
        "〔",
    ):
        prefix = next(iter(setting.prefixes(text, start, end)), None)
        at = start + (prefix.length if prefix else 0)
    if text.startswith("全", start) and text[start + 1 : start + 2] in "省市县区国":
        at = start + 2 if prefix is None else at
    found = _TERRITORIES.match(text, at, end)
    if found:
        where = prefix.division if prefix and prefix.division else place
        body = found["body"] or ""
        words = in_full_width(found.group()) + ("事处" if body == "办" else "")
        core = (
            words
            if body
            or words.endswith(
                # 街道 have no government, so that neither 镇街 together
                ("镇街", "街镇", "镇街道", "地", "地区", "功能区", "园区", "开发区", "新区", "管理区")
            )
            else words + ("办事处" if words.endswith("街道") else "人民政府")
        )
        key = re.sub(r"(?:人民)?政府$|(?<=镇街|街镇)$", "人民政府", core)
        kind = OrganizationKind.GOVERNMENT if body else OrganizationKind.OTHER
        return found.end(), _collective(
            text[start : found.end()], core, key, kind, where, "collective/territories"
        )
    if levelled := _LEVELLED.match(text, start, end):
        core = re.sub(r"(?<!人民)政府$", "人民政府", in_full_width(levelled.group()))
        return levelled.end(), _collective(
            levelled.group(), core, core, OrganizationKind.GOVERNMENT, place, "collective/territories"
        )
    for pattern, begin in ((_DEPARTMENTS, start), (_DEPARTMENTS, at), (_MEMBERS, at)):
        found = pattern.match(text, begin, end)
        if not found:
            continue
        words = found.group()
        where = place
        if begin == at and prefix is not None:
            where = prefix.division
            if prefix.word and words.startswith("直"):
                words = prefix.word + words
        elif level := found.groupdict().get("level"):
            rest = words[len(level) :]
            where = setting.above(level[-1]) or place
            words = rest if not rest.startswith(("直", "级")) else level[-1] + rest
        return found.end(), _collective(
            text[start : found.end()], words, words, OrganizationKind.OTHER, where, "collective/departments"
        )
    return None


def _collective(
    written: str, core: str, key: str, kind: OrganizationKind, place: Division | None, reason: str
) -> OrgName:
    label = core if place is None or place.slug == "cn" else official_name(place) + core
    owner = place or COUNTRY
    function = ConceptId("function/general-government") if kind is OrganizationKind.GOVERNMENT else None
    return OrgName(agency_id(owner, key), label, written, kind, function, place, True, 0.9, reason)


def zone_at(
    text: str, start: int, end: int, setting: Setting, prefix: Prefix | None, *, bare: bool, own: bool = False
) -> tuple[int, OrgName] | None:
    """A development zone after ``prefix`` (at ``start`` plus its length): it acts as its 管理委员会.

    ``bare`` accepts a zone without 管委会 and without its place (高新区); ``own`` also one that only has a
    name of its own (太白湖新区), which needs a list around it.
    """
    if setting.zone and (of_own := _own_zone(text, start, end, setting, prefix, bare=bare)):
        return of_own
    at = start + (prefix.length if prefix else 0)
    place = (prefix.division if prefix else None) or setting.division
    if place is None:
        return None
    # Nearly nowhere does the last character of a kind follow, and to try all kinds takes long.
    found = _ZONE.match(text, at, end) if _ZONE_NEAR.search(text, at, min(end, at + _ZONE_REACH)) else None
    if found and (found["committee"] or (bare and (own or prefix is not None or not found["own"]))):
        if re.search(r"[各的和与及、在由是为以对把]|^(?:国家|省|市)级|政府|成立|建立|设立", found["own"]):
            return None
        core = found["own"] + ZONE_KINDS[found["kind"]] + "管理委员会"
        confidence = 0.9 if found["committee"] else 0.8
    elif prefix is not None and (found := _ZONE_COMMITTEE.match(text, at, end)):
        core, confidence = found["own"] + "管理委员会", 0.85
        if re.search(r"[各的和与及在由是为以对把]", found["own"]):
            return None
    else:
        return None
    before = text[start:at] if prefix and not prefix.word else ""
    # 泉州开发区 and 泉州市开发区 are one zone; a county's zone keeps the county's name whole (沛县开发区).
    if prefix is None and found["own"]:
        label = core  # 太白湖新区: known by its own name
    else:
        label = (short_of(place) if not before or before.endswith(place.name) else before) + core
    name = OrgName(
        agency_id(place, core),
        label,
        text[start : found.end()],
        OrganizationKind.DEPARTMENT,
        ConceptId("function/development-zone"),
        place,
        False,
        confidence,
        "zone/committee",
    )
    return found.end(), name


def _own_zone(
    text: str, start: int, end: int, setting: Setting, prefix: Prefix | None, *, bare: bool
) -> tuple[int, OrgName] | None:
    """The zone's own committee in its plan: 管委会, 经开区管委会, and the bare 经开区 where ``bare``."""
    if prefix is not None and not is_zone(prefix.division):
        return None
    at = start + (prefix.length if prefix else 0)
    committee = _OWN_COMMITTEE.match(text, at, end)
    stop = committee.end() if committee else at
    if setting.zone is None or stop == start or not (committee or (bare and prefix and not prefix.word)):
        return None
    # Read from outside, so that its identifier is the one that plans of the city give it.
    whole = f"{setting.zone.name}管理委员会"
    outside = replace(setting, division=setting.around[1], around=setting.around[1:], zone=None)
    before = next(iter(outside.prefixes(whole, 0, len(whole))), None)
    hit = zone_at(whole, 0, len(whole), outside, before, bare=False)
    return (stop, replace(hit[1], as_written=text[start:stop], place=setting.zone)) if hit else None


def leading_group_at(
    text: str, start: int, end: int, setting: Setting, prefix: Prefix | None
) -> tuple[int, OrgName] | None:
    """A named leading group after ``prefix``, or its office: 市信息消费工作领导小组(办公室)."""
    at = start + (prefix.length if prefix else 0)
    place = (prefix.division if prefix else None) or setting.division
    found = _LEADING.match(text, at, end)
    if not found or place is None or re.match(r"[的和与及由为对把等任]|人民政府|政府|委[^员]", found["name"]):
        return None
    if re.search(
        r"[的任、为]|(?<!自)由|部门|单位|有关|相关|成立|建立|设立|负责|承担|牵头|人民政府|市政府|省政府|同志|统一|依托|通过|充分|发挥|召开|健全|完善|设在",
        found["name"],
    ):
        return None
    if _NAMELESS.match(found["name"]):
        return None
    core = found.group()
    if found["office"] == "办":
        core = core[:-1] + "办公室"
    label = core if place.slug == "cn" else official_name(place) + core
    name = OrgName(
        agency_id(place, core, tailed=True),
        label,
        text[start : found.end()],
        OrganizationKind.DEPARTMENT,
        ConceptId("function/leading-group"),
        place,
        False,
        0.9 if prefix else 0.75,
        "group/leading",
    )
    return found.end(), name
