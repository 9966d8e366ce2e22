"""Names of Chinese government agencies: prefix (where), core (what), kind (局, 委员会 ...), resolved.

A name is read by a model, not looked up in a list of answers: 市 + 发改 + 委 in a plan of 济宁市 is
济宁市发展和改革委员会, because 市 means the plan's city, 发改 abbreviates 发展和改革, and 委 is 委员会.
Vertical agencies take their regional forms (人行 is 中国人民银行济宁市中心支行), words of an era the
name of that era (税务 before 2018 is two agencies). Every answer says how sure it is and by which rule.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from loaders.names.departments_branches import branch_at
from loaders.names.departments_groups import (
    agency_id,
    collective_at,
    in_full_width,
    leading_group_at,
    zone_at,
)
from loaders.names.departments_lexicon import Form, Office, in_its_own_words, level_letter, lexicon
from loaders.names.departments_other import other_name
from loaders.names.departments_regional import regional_at, seat_at
from loaders.names.departments_setting import Prefix, Setting, make_setting, official_name
from loaders.names.divisions import COUNTRY
from loaders.names.named import Division, OrgName
from ontology.model import OrganizationKind

__all__ = ["Match", "core_at", "match_at", "resolve", "resolve_in"]

#: Forms that mean nothing without their place: 市|委, 县|政府.
_NEED_PREFIX: Final = frozenset({"委", "政府", "人民政府", "委办"})
#: A form long enough to be a name and no abbreviation. Match: 投资促进中心, 外事侨务办公室. Not: 外侨办, 邮管局.
_OWN_NAME = re.compile(r"^.{3,}(?:局|中心|委员会|办公室)$")
#: What may not follow a form, by its last character: 商务部|门, 市委|托, 经信委|员, 政府|采购, 海关|监管.
_NOT_AFTER: Final = {
    "部": "门分位",
    "委": "员托派任内办局党",
    "局": "域面势限部",
    "办": "公理法事学案好",
    "府": "采网部门令性主引",
    "关": "特监编统数总",
    "行": "业政",
    "会": "议",
    "院": "校士",
}
#: A topic with one of these is a name. Match: 商务|主管部门, 工商|部门, 税务|机关. Not: 商务|领域.
_BY_TOPIC = re.compile(
    r"(?:行政)?(?:主管|监管|管理|监督管理|执法|监督|业务主管|综合管理)?(?:部门(?!间)|机关(?!报))"
)
#: Match: 政府|金融办, 人民政府|口岸办. What follows must be an office.
_OF_GOVERNMENT = re.compile(r"(?:人民)?政府(?=[一-鿿])")
#: What the party is called before the place of a committee.
_PARTY: Final = ("中共", "中国共产党")
_OFFICE_END = re.compile(r"(?:办|办公室|委|委员会|中心)$")
#: Match: 科技局|（大数据局）, 党群工作部|（社会工作部）. Not: 商务局（牵头）, 商务局（市口岸办、市税务局）.
_GROUP_KINDS: Final = ("领导小组", "联席会议", "指挥部", "协调小组", "专班", "委员会")
_PLATE = re.compile(r"[（(](?P<name>[一-鿿]{2,16}[局部委厅办室])[)）]")


@dataclass(frozen=True, slots=True)
class Match:
    """A name found at a position: where it ends, and whether it is a bare topic or an unmarked zone.

    ``weak`` names count only in lists of departments (商务、发改等部门); ``explicit`` is the division that a
    written prefix states, which the names after it in a list inherit.
    """

    end: int
    name: OrgName
    weak: bool
    explicit: Division | None


def _pick(forms: tuple[Form, ...], place: Division | None, year: int | None) -> Form | None:
    held = [form for form in forms if form.office.holds_at(place)]
    if not held:
        return None
    return min(held, key=lambda form: (not form.office.holds_in(year), not form.own, form.office.order))


def _ambiguous(word: str, form: Form, place: Division, year: int | None) -> bool:
    """Whether a short form stands for offices of several names in its time: 文广旅局 does."""
    if not form.own or not form.office.kinds or word.startswith(form.office.stem):
        return False
    if any(len(level) > 1 for level in form.office.levels):
        return False  # the row knows what the province calls it
    return any(
        other.own and other.office.stem != form.office.stem and other.office.kinds == form.office.kinds
        for other in lexicon().forms[word]
        if other.office.holds_at(place) and other.office.holds_in(year)
    )


def _named(
    office: Office,
    kind: str | None,
    place: Division | None,
    written: str,
    setting: Setting,
    reason: str,
    sure: float,
) -> OrgName:
    national = not office.local and "N" in office.levels
    where = COUNTRY if national or place is None else place
    if not office.holds_in(setting.year):
        reason, sure = f"{reason}-other-era", sure - 0.15
    government = office.kinds == ("政府",) or office.stem == "国务院"
    return OrgName(
        agency_id(where, office.core(where, kind)),
        office.label(where, kind),
        written,
        OrganizationKind.GOVERNMENT if government else OrganizationKind.DEPARTMENT,
        office.function,
        where,
        False,
        round(sure, 2),
        reason,
    )


def _of_form(
    word: str, written: str, prefix: Prefix | None, inherited: Division | None, setting: Setting
) -> OrgName | None:
    """An office from a form with its kind; without a written place the list's or the plan's counts.

    A plan writes the same names again and again: the setting remembers them.
    """
    stated = (prefix.division.slug if prefix.division else "") if prefix else None
    key = (word, written, stated, inherited.slug if inherited else None)
    if key not in setting.offices:
        setting.offices[key] = _office(word, written, prefix, inherited, setting)
    return setting.offices[key]


def _office(
    word: str, written: str, prefix: Prefix | None, inherited: Division | None, setting: Setting
) -> OrgName | None:
    forms = lexicon().forms[word]
    places = [prefix.division] if prefix else [inherited, setting.division, *setting.around, COUNTRY]
    if word.endswith("厅") and not word.endswith("办公厅") and not prefix:
        # Only provinces and autonomous regions have 厅: in a city's plan it is the province's.
        places = [one for one in places if one and level_letter(one) in "PN"]
    tried: set[str] = set()
    for place in places:
        if place is None or place.code in tried:
            continue
        tried.add(place.code)
        if form := _pick(forms, place, setting.year):
            word = in_its_own_words(word, form, setting.longer)
            kind = form.kind if form.own else None
            sure = 0.97 if prefix else 0.95 if place in (inherited, setting.division) else 0.9
            if _ambiguous(word, form, place, setting.year):
                sure -= 0.15
            name = _named(form.office, kind, place, written, setting, "department/form", sure)
            other = _OWN_NAME.search(word) and not form.own and form.office.alternative(word)
            # No abbreviation is longer than the name: 政务服务和大数据管理局 is what it is called.
            if other or (form.own and form.office.kinds and len(word) > len(form.office.core(place, kind))):
                # 投资促进中心 does what 投资促进局 does elsewhere, and is called so.
                own = (official_name(place) if place is not COUNTRY else "") + word
                name = replace(name, id=agency_id(place, word), label=own, confidence=round(sure - 0.05, 2))
            return _seated(name, setting) if form.office.by_province else name
    elsewhere = [form for form in forms if form.own and form.office.levels & set("MPCK")]
    if prefix and prefix.division and elsewhere and "{" not in elsewhere[0].office.stem:
        # The place is written, but the table knows this office only at other levels (县农委, 高新区 and the like).
        form = min(elsewhere, key=lambda one: (not one.office.holds_in(setting.year), one.office.order))
        return _named(
            form.office, form.kind, prefix.division, written, setting, "department/other-level", 0.75
        )
    return None


def _seated(name: OrgName, setting: Setting) -> OrgName:
    """A province's agency named after its seat (南京海关) has the identifier of that city's agency."""
    # Read without the province, else the same row would be found again.
    match = match_at(name.label, 0, len(name.label), make_setting(None, setting.year))
    same = match is not None and match.end == len(name.label) and match.name.label == name.label
    return replace(name, id=match.name.id, place=match.name.place) if match and same else name


def _of_topic(
    word: str, written: str, place: Division | None, setting: Setting, sure: float
) -> OrgName | None:
    held = [office for office in lexicon().topics[word] if office.holds_at(place)]
    if not held:
        return None
    office = min(held, key=lambda one: (not one.holds_in(setting.year), one.order))
    name = _named(office, None, place, written, setting, "department/topic", sure)
    return _seated(name, setting) if office.by_province else name


def _forms_after(
    text: str,
    start: int,
    end: int,
    prefix: Prefix | None,
    inherited: Division | None,
    setting: Setting,
    topics: bool,
) -> Match | None:
    """The longest form or topic after a prefix."""
    at = start + (prefix.length if prefix else 0)
    explicit = prefix.division if prefix else None
    best: Match | None = None
    governed = text.startswith(("政府", "人民政府"), at)
    if governed and (of_government := _OF_GOVERNMENT.match(text, at, end)):
        # 省政府金融办: the office is the government's own, its name the same as without 政府.
        for word in lexicon().forms_at(text, of_government.end(), end):
            stop = of_government.end() + len(word)
            known = word not in _NEED_PREFIX and _OFFICE_END.search(word)
            if not known or (stop < end and text[stop] in _NOT_AFTER.get(word[-1], "")):
                continue
            if name := _of_form(word, text[start:stop], prefix, inherited, setting):
                return Match(stop, name, False, explicit)
    for word in lexicon().forms_at(text, at, end):
        stop = at + len(word)
        if word in _NEED_PREFIX and not prefix:
            continue
        if stop < end and text[stop] in _NOT_AFTER.get(word[-1], ""):
            continue
        if name := _of_form(word, text[start:stop], prefix, inherited, setting):
            best = Match(stop, name, False, explicit)
            break
    place = explicit or inherited or setting.division
    for word in lexicon().topics_at(text, at, end):
        stop = at + len(word)
        body = _BY_TOPIC.match(text, stop, end)
        if body:
            name = _of_topic(word, text[start : body.end()], place, setting, 0.9 if prefix else 0.85)
            if name and (best is None or body.end() > best.end):
                best = Match(body.end(), name, False, explicit)
        elif (
            topics
            and (best is None or stop > best.end)
            and (name := _of_topic(word, text[start:stop], place, setting, 0.85))
        ):
            best = Match(stop, name, True, explicit)
        if best:
            break
    return best


def core_at(text: str, start: int, end: int) -> bool:
    """Whether a form, or a topic with 部门, begins at ``start``: a quick look before `match_at`."""
    words = lexicon()
    if words.forms_at(text, start, end):
        return True
    return any(_BY_TOPIC.match(text, start + len(topic), end) for topic in words.topics_at(text, start, end))


def match_at(
    text: str,
    start: int,
    end: int,
    setting: Setting,
    *,
    inherited: Division | None = None,
    topics: bool = False,
    bare_zones: bool = False,
) -> Match | None:
    """The longest name of a public body that begins at ``start`` and ends by ``end``, or None.

    ``inherited`` is the division of the name before it in a list; ``topics`` accepts bare topic words;
    ``bare_zones`` accepts zones without 管委会 (泉州开发区 among governments).
    """
    found: list[Match] = [*_short_forms(text, start, end, setting)] if setting.aliases else []
    if branch := branch_at(text, start, end, setting):
        found.append(Match(*branch, False, None))
    if group := collective_at(text, start, end, setting):
        found.append(_collective_office(text, start, end, Match(*group, False, None), setting))
    elif text.startswith(("各级", "各地"), start):
        # 各级|商务主管部门, 各地|商务部门: a collective only together with the office.
        every = OrgName(
            agency_id(COUNTRY, "各"),
            "各",
            "各",
            OrganizationKind.OTHER,
            None,
            COUNTRY,
            True,
            0.0,
            "collective",
        )
        whole = _collective_office(text, start, end, Match(start + 2, every, False, None), setting)
        if whole.name is not every:
            found.append(whole)
    if regional := regional_at(text, start, end, setting):
        found.append(Match(*regional, False, None))
    for prefix in (*setting.prefixes(text, start, end), *_gone_on(text, start, inherited, setting), None):
        if match := _forms_after(text, start, end, prefix, inherited, setting, topics):
            found.append(match)
        if zone := zone_at(text, start, end, setting, prefix, bare=bare_zones):
            found.append(Match(*zone, False, None))
        if prefix and (leading := leading_group_at(text, start, end, setting, prefix)):
            found.append(Match(*leading, False, prefix.division))
    if text.startswith("国务院", start):
        found.extend(_of_state_council(text, start, end, setting))
    for party in _PARTY if text.startswith(_PARTY, start) else ():
        # 中共泉州市委: the party's name stands before the place.
        inner = match_at(text, start + len(party), end, setting) if text.startswith(party, start) else None
        if inner and inner.name.label.startswith("中共"):
            found.append(replace(inner, name=replace(inner.name, as_written=text[start : inner.end])))
    best = max(found, key=lambda match: match.end, default=None)
    if best and not best.weak and (office := seat_at(text, best.end, end, best.name, setting)):
        return replace(best, end=office[0], name=office[1])
    return _with_plate(text, start, end, best, setting) if best and not best.weak else best


def _short_forms(text: str, start: int, end: int, setting: Setting) -> Iterator[Match]:
    """A body by the short form that the document gave it: 领导小组, and its office 领导小组|办公室."""
    for short, name in setting.aliases:
        if not text.startswith(short, start, end):
            continue
        stop = start + len(short)
        if short.endswith(_GROUP_KINDS) and text.startswith("办公室", stop, end):
            label = name.label + "办公室"
            office = replace(name, id=agency_id(name.place or COUNTRY, label, tailed=True), label=label)
            yield Match(stop + 3, replace(office, as_written=text[start : stop + 3]), False, None)
        else:
            yield Match(stop, replace(name, as_written=short), False, None)


def _gone_on(text: str, start: int, inherited: Division | None, setting: Setting) -> tuple[Prefix, ...]:
    """The level word of a list's place where it means nothing in the plan's own: 河北省委、|省政府 in the nation's."""
    word = text[start : start + 1]
    if inherited is None or not word or word not in inherited.name[-1:] or setting.above(word):
        return ()
    return (Prefix(1, inherited, word),)


def _of_state_council(text: str, start: int, end: int, setting: Setting) -> Iterator[Match]:
    """国务院|教育行政部门 is the ministry; 国务院…联席会议办公室 is a group of its own."""
    nation = replace(setting, division=COUNTRY, around=())
    of_topic = _forms_after(text, start, end, Prefix(3, None, ""), None, nation, topics=False)
    if of_topic and of_topic.name.reason.startswith("department/topic"):
        yield of_topic
    if group := leading_group_at(text, start, end, nation, None):
        yield Match(*group, False, None)


def _with_plate(text: str, start: int, end: int, match: Match, setting: Setting) -> Match:
    """党群工作部（社会工作部）, 科技局（大数据局）: one office that also hangs out the plate of another."""
    plate = _PLATE.match(text, match.end, end)
    if plate is None or match.name.kind is not OrganizationKind.DEPARTMENT or match.name.collective:
        return match
    inner = _forms_after(text, plate.start("name"), plate.end("name"), None, None, setting, topics=False)
    if inner is None or inner.end != plate.end("name") or text[match.end - 1] != text[inner.end - 1]:
        return match
    return replace(match, end=plate.end(), name=replace(match.name, as_written=text[start : plate.end()]))


def _collective_office(text: str, start: int, end: int, match: Match, setting: Setting) -> Match:
    """各区市 followed by an office is that office everywhere: 各区市商务主管部门, 各县（市、区）商务局."""
    if not text.startswith(("各", "地方各"), start) or match.name.kind is OrganizationKind.GOVERNMENT:
        return match
    after = _forms_after(text, match.end, end, None, None, setting, topics=False)
    if after is None:
        return match
    if after.name.place is COUNTRY and not text.startswith(("部门", "机关"), after.end - 2):
        return match  # 各省商务部 is no office; in the nation's plans 各省商务部门 is
    words = in_full_width(text[start : after.end])
    place = setting.division or COUNTRY
    label = words if place is COUNTRY else official_name(place) + words
    name = replace(
        after.name, id=agency_id(place, words), label=label, as_written=text[start : after.end], place=place,
        collective=True, confidence=0.85, reason="collective/office",
    )  # fmt: skip
    return Match(after.end, name, False, None)


def resolve_in(as_written: str, setting: Setting, *, inherited: Division | None = None) -> OrgName | None:
    """Resolve a whole name as it stands in a list of owners; None when the words name no body."""
    words = as_written.strip()
    match = match_at(words, 0, len(words), setting, inherited=inherited, topics=True, bare_zones=True)
    if match and match.end == len(words):
        return match.name
    zone = zone_at(words, 0, len(words), setting, None, bare=True, own=True)
    if zone and zone[0] == len(words):
        return zone[1]
    return other_name(words, setting, inherited)


def resolve(
    as_written: str, division: Division | None, year: int | None, *, issuer: str | None = None
) -> OrgName | None:
    """Resolve one name written in a plan of ``division`` and ``year``.

    ``division`` None means the nation. Returns the organisation with its identifier, full official name,
    confidence (0-1) and the rule's name as reason; None when the words name no body.
    """
    return resolve_in(as_written, make_setting(division, year, issuer))
