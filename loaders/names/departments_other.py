"""Owners outside the lexicon: agencies known only by their kind, companies, associations, institutions.

Used for the entries of explicit lists, where everything between two commas is an owner; the kind is told
from the last characters, and agencies get the place of the list.
"""

from __future__ import annotations

import re
from typing import Final

from loaders.names.departments_groups import agency_id
from loaders.names.departments_lexicon import lexicon
from loaders.names.departments_setting import Setting, official_name
from loaders.names.divisions import COUNTRY
from loaders.names.named import Division, OrgName
from loaders.names.vocabulary import brands
from ontology.identifiers import named, resource
from ontology.model import ConceptId, OrganizationKind

__all__ = ["other_name"]

#: Match: 电信公司, 中国铁塔, 国网供电公司, 市属国有企业. Not: 工业企业局 (the office pattern comes first by its end).
_ENTERPRISE = re.compile(
    r"(?:公司|集团|银行|农商行|信用社|金融机构|信用联社|中国电信|中国移动|中国联通|中国铁塔|电信|移动|联通|铁塔|广电网络|邮政|证券|期货|财险|寿险|农信社|企业|商城|平台|市场|(?<!人民)银行[一-鿿]{1,8}[分支]行)$"
)
#: Match: 电子商务协会, 物流联盟. Not: 国资委.
_ASSOCIATION = re.compile(r"(?:协会|学会|商会|联盟|促进会|研究会|联合会|基金会)(?:[一-鿿]{2,4}分会)?$")
#: Match: 常州大学, 各高校, 职业技术学院, 报社. Not: 法院, 检察院.
_INSTITUTION = re.compile(
    r"(?:大学|学院|学校|高校|院校|中学|研究院|研究所|科学院|设计院|医院|校区|分校|党校|博物馆|图书馆|报社|日报|传媒中心|融媒体中心|电视台|电台|媒体)$"
)
#: Match: 投资促进事务局, 口岸办, 电子商务处, 创建工作指挥部. Not: 加强领导.
_OFFICE = re.compile(
    r"(?:局|委员会|委|办公室|办|厅|署|处|科|室|部|中心|会|站|队|总队|支队|院|社|馆|组|政府|管委会|指挥部|专班|支行|分行|支局|分局|党委|党组|工委|所|机关|部门|单位|公司筹备组)$"
)
#: Zones together. Match: 各自贸试验区, 各功能园区. Not: 各地区, 各县区 (territories).
_ZONES = re.compile(r"^各[一-鿿]{2,8}(?:试验区|示范区|合作区|园区|基地|新区)$")
_INNER = re.compile(r"(?:处|科|室)$")
_NATION = re.compile(r"^(?:国家(?!级)|国务院|中央|中国|全国|中华|教育部|财政部)")
#: Words that a name does not hold; an entry with one of them is a phrase. Match: 市商务局负责, 2015年底前完成.
_PHRASE = re.compile(
    r"[0-9０-９、，。；：:!！?？]|负责|牵头|配合|完成|落实|推进|按照|根据|加强|开展|建立|组织实施|要求|长期|年底|以及|等$|已|拟|详见|附件|下同|^[的和与及等]"
)
_ZONE_END = re.compile(r"(?:管理委员会|管委会)$")
#: Kinds as they are cut short. Match: 服务业|委, 口岸|办, 枫林|管委会. Not: 党委, 常委, 工委 (a party committee), 组委会.
_SHORT_KINDS: Final = (
    (re.compile(r"(?<![党常纪工团组])委$"), "委员会"),
    (re.compile(r"办$"), "办公室"),
    (re.compile(r"管委会$"), "管理委员会"),
)
#: Match: 拱北海关, 满洲里海关, 二连出入境检验检疫局. Not: 市海关, 支持海关.
_CUSTOMS = re.compile(
    r"^(?!支持|配合|加强|推动|协调|对接|会同|联合|当地|各|省|市|主管|属地|所在)[一-鿿]{2,4}(?:海关|出入境检验检疫局|海事局|边检站)(?:办事处)?$"
)
#: The city before a seat. Match: 长沙市|星沙海关. Not: 市|海关.
_SEAT: Final = re.compile(r"[一-鿿]{2,4}市(?=[一-鿿]{2,4}海关)")
#: Words that begin with a level word and are none: 市容|局, 市政|公用局.
_OWN_WORDS: Final = re.compile(r"市容|市政(?![务府法协研])|市场")
_COLLECTIVE = re.compile(r"^(?:各|有关|相关|所有|市属|省属|全市|全省)")
_LONGEST: Final = 26
#: A company or association with at most so many characters and no place is the plan's own: 电信公司, 电子商务协会.
_GENERIC: Final = 6
_MARKS: Final = str.maketrans("", "", "“”‘’（）() \u3000")


def _kind(words: str) -> tuple[OrganizationKind, float] | None:
    if _ENTERPRISE.search(words):
        return OrganizationKind.ENTERPRISE, 0.85
    if _INSTITUTION.search(words):
        return OrganizationKind.INSTITUTION, 0.8
    if _ASSOCIATION.search(words):
        return OrganizationKind.ASSOCIATION, 0.85
    if _OFFICE.search(words) or _ZONES.match(words):
        return OrganizationKind.DEPARTMENT, 0.75
    return None


def _function(words: str) -> ConceptId | None:
    """Function of an unknown agency from the first topic in its core: 商务|和粮食局 is commerce."""
    if _ZONE_END.search(words):
        return ConceptId("function/development-zone")
    for at in range(len(words) - 1):
        for word in lexicon().topics_at(words, at, len(words)):
            return lexicon().topics[word][-1].function
    return None


def _in_full(core: str) -> str:
    """The core with its kind written out: 督查委 -> 督查委员会, 督查办 -> 督查办公室, 政府督办室 -> 人民政府督办室."""
    core = core.replace("电商", "电子商务")
    if core.startswith("政府") and len(core) > 2:
        core = f"人民{core}"
    for short, full in _SHORT_KINDS:
        if short.search(core):
            return short.sub(full, core)
    return core


def _other(words: str, kind: OrganizationKind, sure: float, place: Division, setting: Setting) -> OrgName:
    """A company, association or institution: nationally known, of a place by its words, or of the plan's place.

    Identifiers follow the rules of `loaders.rules.names`, so that a company named as an owner and in
    running text is one node; 电信公司 keeps its words but is each city's own.
    """
    folder = kind.value.lower()
    label, key = words, words.translate(_MARKS)
    prefix = next(iter(setting.prefixes(words, 0, len(words))), None)
    if brand := brands().get(words):
        label, tail = brand.label, brand.slug
    elif prefix and prefix.word and prefix.division and prefix.length < len(words):
        place = prefix.division
        label = place.name + words[prefix.length :]
        tail = named(label)
    elif prefix or len(words) > _GENERIC or words.startswith(("中国", "国网")):
        tail = named(key)
    else:
        tail = named(place.name + words)
    collective = bool(_COLLECTIVE.match(words))
    return OrgName(
        resource("org", folder, tail), label, words, kind, None, place, collective, sure, f"owner/{folder}"
    )


def _of_zone_here(core: str, named: Division | None, place: Division) -> bool:
    """Whether 东城区|管委会 runs a zone of the plan's own city that bears the name of a district far away."""
    far = named is not None and place is not COUNTRY and named.code[:2] != place.code[:2]
    return far and core in ("管委会", "管理委员会")


def other_name(words: str, setting: Setting, inherited: Division | None) -> OrgName | None:
    """An owner that the lexicon does not know, by its kind; None when the words are no name."""
    if not 2 <= len(words) <= _LONGEST or _PHRASE.search(words):
        return None
    place = inherited or setting.division or COUNTRY
    seat = _SEAT.match(words)
    if _CUSTOMS.search(words[seat.end() :] if seat else words):
        # 拱北海关 and 黄埔海关 are not called after a division.
        return OrgName(
            agency_id(place, words), words, words, OrganizationKind.DEPARTMENT, ConceptId("function/customs"),
            place, False, 0.8, "owner/by-kind",
        )  # fmt: skip
    kind = _kind(words)
    if kind is None:
        return None
    if kind[0] is not OrganizationKind.DEPARTMENT:
        return _other(words, *kind, place, setting)
    core, where, label = words, place, None
    if _NATION.match(words):
        where, label = COUNTRY, words
    else:
        prefix = next(iter(setting.prefixes(words, 0, len(words))), None)
        if prefix and prefix.word == "市" and _OWN_WORDS.match(words):
            prefix = None
        if prefix and _of_zone_here(words[prefix.length :], prefix.division, place):
            prefix = None
        if prefix and prefix.division is not None and len(words) - prefix.length >= 2:
            core, where = words[prefix.length :], prefix.division
    if core.endswith(("组委", "组委会")):
        label = words  # of an event, not of the place: 北京冬奥组委
    core = _in_full(core)
    if core.startswith("委") and len(core) > 2:
        label = f"中共{official_name(where)}{core}"
    issuer = setting.issuer or ""
    if _INNER.search(words) and issuer.endswith(("局", "委员会", "厅", "部")):
        # A department's own plan names its divisions: 电子商务处 of 青岛市商务局.
        label = issuer + words
    if label is None:
        label = core if where is COUNTRY else official_name(where) + core
    return OrgName(
        agency_id(where, core, tailed=True), label, words, OrganizationKind.DEPARTMENT, _function(core), where,
        bool(_COLLECTIVE.match(words)), kind[1], "owner/by-kind",
    )  # fmt: skip
