"""Platforms, enterprises, parks, associations and institutions named in a document.

Ways to find a name are joined: by its form (`candidates`, `banks`), by the list it stands in
(`enumerations`), and by being known in all of China (`brands`); rows of a project table add the names of what is
built and of who builds it. What is found is grouped: the same name, or the same thing under two names where
that is certain (海尔 and 海尔集团), is one `Named` with all its passages.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from typing import Final

from loaders.names.identity import brand_of, identity, plain_name
from loaders.names.named import Division, Named
from loaders.names.places import gazetteer
from loaders.names.vocabulary import Brand, Tokens, brands, tokens, word_class
from loaders.rules.backed import by_backing
from loaders.rules.banks import by_bank
from loaders.rules.bounds import is_closed
from loaders.rules.builders import classify_builder, classify_project_name, project_core
from loaders.rules.candidates import Candidate, Strength, by_form
from loaders.rules.enumerations import by_list
from loaders.rules.firms import by_trade
from loaders.rules.quotations import by_quotation
from loaders.rules.scope import Scope
from ontology.model import Passage, PlaceLevel, ResourceId

__all__ = ["ProjectText", "entities", "names_in"]

#: Behind a nationally known name: another word. Match: 淘宝|村, 京东|帮, 中国银行|业. Not: 淘宝|、.
_NOTION: Final = "村镇帮体业监保"
#: Before a word that stands in the middle of a quoted name. Match: “村|邮乐购. Not: “|邮乐购, “抖音、|快手.
_INSIDE_QUOTATION = re.compile(r"“[一-鿿]{1,2}$")
#: What joins the members of a row, and what stands in it besides. Match: “快手”、“抖音”.
_JOINT: Final = ("、", "和", "与", "及")
_ROW: Final = (*_JOINT, "“", "”")
#: A quotation that names the works of a plan, not a platform. Match: “…平台”、“…”五大工程.
_WORKS = re.compile(
    r"”(?:[、及和与]?“[^”\n]{1,25}”){0,8}(?:等)?[0-9一二三四五六七八九十两]*[大项个]?(?:重点)?(?:工程|行动|计划|活动|战略|模式|机制)"
)
#: Figures told one after another: the last ones without their verb. Match: ，鸿星尔克1亿元。 Not: ，增长37亿元。
_FIRM = re.compile(r"(?:股份)?(?:集团|公司)")
_FIGURE = re.compile(r"(?<=[，、])([\u4e00-\u9fff]{2,6})\d+(?:\.\d+)?[万亿]元")
_LEVELS: Final = {
    "省": PlaceLevel.PROVINCE,
    "市": PlaceLevel.PREFECTURE,
    "州": PlaceLevel.PREFECTURE,
    "县": PlaceLevel.COUNTY,
    "区": PlaceLevel.COUNTY,
}


@dataclass(frozen=True, slots=True)
class ProjectText:
    """Where a row of a project table names things: its name and its builders; ``content`` is its description."""

    name: Passage
    builders: tuple[Passage, ...]
    content: str = ""

    @property
    def description(self) -> tuple[int, int]:
        """The cells between the name and the builders, which describe what is built."""
        if self.builders and self.builders[0].start > self.name.end:
            return self.name.end, self.builders[0].start
        return self.name.end, self.name.end + len(self.content) + 20  # nature and blanks stand between


#: A platform by its own quoted name. Match: “筑货通”供应链平台. Not: “秦云工程”平台 (an undertaking).
_QUOTED: Final = re.compile(
    r"“(?P<own>[^“”]{2,12}(?<!工程)(?<!行动)(?<!计划))”[^“”]{0,10}(?:平台|系统|客户端|小程序|APP|商城)"
)


#: Where a page was taken from. Match: 来源: |江州市政府网. Not: 资金来源.
_SOURCE: Final = re.compile(r"(?<!资金)(?:来源|转自|稿源)[ \t]*[:：][ \t]*$")
#: A park's own quoted name behind its district. Match: 城中区“唐人文化园”, 高新区“智慧谷”孵化基地. Not: “秦云”产业园.
_OWN: Final = re.compile(r"[^“”]{2,10}“([^“”]{3,16})”[^“”]{0,8}")


def entities(scope: Scope, projects: Sequence[ProjectText] = ()) -> tuple[Named, ...]:
    """Everything named in a document, in the order of its first passages."""
    return names_in(scope.text, scope.division, tuple(projects))


@lru_cache(maxsize=4)
def names_in(
    text: str, division: Division | None = None, projects: tuple[ProjectText, ...] = ()
) -> tuple[Named, ...]:
    """The same for a text; the last few answers are kept, because each kind is asked for in turn."""
    found = tokens(text)
    chosen = _chosen(text, found, division, projects)
    chosen += _figures(text, chosen)
    groups: dict[tuple[str, str], list[Candidate]] = {}
    for candidate in sorted(chosen, key=lambda one: (one.start, one.end)):
        groups.setdefault(_key(text, candidate), []).append(candidate)
    groups = _merged(groups)
    result = [_named(text, kind, group, division) for (kind, _), group in groups.items()]
    borne = {(one.kind, plain_name(one.label)): one.id for one in result}
    result = [replace(one, alt_labels=_own_labels(one, borne)) for one in result]
    result = _with_repeats(text, result)
    return tuple(sorted(result, key=lambda one: (one.passages[0].start, one.kind, one.id)))


def _chosen(
    text: str, found: Tokens, division: Division | None, projects: tuple[ProjectText, ...]
) -> list[Candidate]:
    """Candidates that do not overlap: project cells, then lists, then forms, then known names."""
    taken: list[Candidate] = []
    for project in projects:
        taken.extend(_of_project(project))
    cells = [passage for project in projects for passage in (project.name, *project.builders)]
    described = [project.description for project in projects]
    covered = bytearray(len(text) + 1)
    for cell in cells:
        covered[cell.start : cell.end] = b"\x01" * (cell.end - cell.start)
    formed = [*by_bank(found, division), *by_list(found, division), *by_form(found, division)]
    formed += by_quotation(found)
    formed += by_trade(found, division, formed)
    for candidate in [*formed, *by_backing(found, division, formed)]:
        if any(covered[candidate.start : candidate.end]) or _WORKS.match(text, candidate.end):
            continue
        if _describes(candidate, described) or _SOURCE.search(
            text, max(candidate.start - 8, 0), candidate.start
        ):
            continue
        taken.append(candidate)
        covered[candidate.start : candidate.end] = b"\x01" * (candidate.end - candidate.start)
    return taken + _known(text, found, taken, covered)


def _describes(candidate: Candidate, described: list[tuple[int, int]]) -> bool:
    """Whether a project's own description only says what it builds (a place and words of the trade)."""
    return (
        candidate.kind in ("platform", "park")
        and candidate.strength in (Strength.PLACE, Strength.COMMON)
        and any(start <= candidate.start < end for start, end in described)
    )


def _of_project(project: ProjectText) -> list[Candidate]:
    """The names that a row gives by its place in the table."""
    taken = []
    kind = classify_project_name(project.name.exact, project.content)
    if kind:
        start, end = project_core(project.name.exact)
        shift = project.name.start
        taken.append(Candidate(shift + start, shift + end, kind, Strength.UNKNOWN, 0.85, f"project-{kind}"))
    for cell in project.builders:
        builder = classify_builder(cell.exact)
        if builder:
            taken.append(
                Candidate(cell.start, cell.end, builder, Strength.UNKNOWN, 0.9, f"builder-{builder}")
            )
    return taken


def _known(text: str, found: Tokens, taken: list[Candidate], covered: bytearray) -> list[Candidate]:
    """Nationally known names outside the names found so far, and operators in front of their platforms."""
    starts = {candidate.start for candidate in taken if candidate.kind == "platform"}
    result = []
    plain, in_context = brands(), brands(in_context=True)
    for turn, token in enumerate(found.items):
        brand = plain.get(token.word)
        if brand is None and token.word in in_context:
            brand = _beside_known(found, turn)
        if brand is None or text[token.end : token.end + 1] in tuple(_NOTION):
            continue
        operator = brand.slug.startswith("china-") and token.start in starts  # 中国移动|12580商城
        if any(covered[token.start : token.end]) and not operator:
            continue
        if _INSIDE_QUOTATION.search(text, max(token.start - 3, 0), token.start):
            continue  # “村|邮乐购”
        firm = _FIRM.match(text, token.end) if "enterprise" in brand.kinds else None
        end, kind = (firm.end(), "enterprise") if firm else (token.end, brand.kinds[0])
        result.append(Candidate(token.start, end, kind, Strength.BRAND, 0.9, "known-name"))
    for match in _branches().finditer(text):
        mention = gazetteer().at(text, match.start(1))
        if mention and mention.end == match.end(1) and not any(covered[match.start(1) : match.end()]):
            result.append(
                Candidate(match.start(1), match.end(), "enterprise", Strength.PLACE, 0.75, "local-branch")
            )
    return result


def _beside_known(found: Tokens, turn: int) -> Brand | None:
    """What a name that needs a context means in a row with a known one of its kind: 快手、抖音; 华为、移动和联通."""
    items, known = found.items, brands(in_context=True)
    brand = known.get(items[turn].word)
    if brand is None or not is_closed(found, items[turn].end):
        return None
    for step in (-1, 1):
        place, joined = turn + step, False
        while 0 <= place < len(items) and abs(place - turn) < 24:
            word = items[place].word
            other = known.get(word)
            if other is None and word not in _ROW:
                break
            if other and joined and word in brands() and other.kinds[0] == brand.kinds[0]:
                return brand
            joined = word in _JOINT or (joined and word in _ROW)
            place += step
    return None


@cache
def _branches() -> re.Pattern[str]:
    """Local branches of the utilities. Match: 、岳阳电信负责. Not: 岳阳电信产业, 推动岳阳电信资费."""
    trades = "|".join(sorted(word_class("utility") - {"电力", "有线"}, key=len, reverse=True))
    place, behind = (
        r"(?<=[、，：；。由与和（])([\u4e00-\u9fff]{2,4})",
        r"(?=[、，。；）]|负责|要|等|和|与|公司|分公司)",
    )
    return re.compile(rf"{place}(?:{trades}){behind}")


def _figures(text: str, chosen: list[Candidate]) -> list[Candidate]:
    """Firms told by figures in a row: 安踏网上销售额为1.6亿元，特步1.2亿元，鸿星尔克1亿元."""
    firms = {text[one.start : one.end] for one in chosen if one.kind == "enterprise"}
    held = {one.start for one in chosen}
    result = []
    for match in _FIGURE.finditer(text):
        opening = max(text.rfind(mark, 0, match.start()) for mark in "。；\n")
        before = text[opening + 1 : match.start()]
        if match.start(1) not in held and "额" in before and any(firm in before for firm in firms):
            plain = (
                match.group(1)[-1] not in "额达到增长约近超为共计"
                and match.group(1)[:1] not in "增同约达占比其"
            )
            if plain:
                found = Candidate(
                    match.start(1), match.end(1), "enterprise", Strength.COMMON, 0.7, "figures-in-a-row"
                )
                result.append(found)
    return result


def _key(text: str, candidate: Candidate) -> tuple[str, str]:
    """Kind and name under which a candidate is grouped."""
    words = text[candidate.start : candidate.end]
    brand = brand_of(candidate.kind, words)
    if brand:
        return candidate.kind, "=" + brand.slug
    name = plain_name(words)
    if name.endswith("园区"):
        name = name[:-1]
    return candidate.kind, name


def _merged(groups: dict[tuple[str, str], list[Candidate]]) -> dict[tuple[str, str], list[Candidate]]:
    """Join what is certainly one: a brand and its group (杨宁, 杨宁集团), a site and its mall (X网, X网商城)."""
    result = dict(groups)
    for kind, name in groups:
        for tail in (
            ("集团", "集团公司", "公司")
            if kind == "enterprise"
            else ("商城", "平台")
            if kind == "platform"
            else ()
        ):
            base = (kind, name.removesuffix(tail))
            certain = kind == "enterprise" or base[1].endswith("网")
            if name.endswith(tail) and base in result and base != (kind, name) and certain:
                result[base] = sorted(result[base] + result.pop((kind, name)), key=lambda one: one.start)
                break
    return result


def _named(text: str, kind: str, group: list[Candidate], division: Division | None) -> Named:
    """The node of a group."""
    forms = list(dict.fromkeys(text[one.start : one.end] for one in group))
    best = max(group, key=lambda one: one.confidence)
    passages = tuple(dict.fromkeys(Passage(one.start, one.end, text[one.start : one.end]) for one in group))
    first = next((form for form in forms if brand_of(kind, form)), forms[0])
    if division and (best.rule == "utility" or best.strength == Strength.SECTOR):
        identifier, label = _local(kind, first, division)
    else:
        identifier, label = identity(kind, first)
    quoted = (found["own"] for form in forms if (found := _QUOTED.fullmatch(form)))
    own = (found[1] for form in forms if kind == "park" and (found := _OWN.fullmatch(form)))
    alternatives = tuple(dict.fromkeys(form for form in (*forms, *quoted, *own) if form != label))
    return Named(identifier, kind, label, alternatives, passages, best.confidence, best.rule)


def _own_labels(one: Named, borne: dict[tuple[str, str], ResourceId]) -> tuple[str, ...]:
    """The other labels of a thing but those that another one is called by: “世纪商城”农村平台 beside 世纪商城."""
    return tuple(
        label for label in one.alt_labels if borne.get((one.kind, plain_name(label)), one.id) == one.id
    )


def _local(kind: str, words: str, division: Division) -> tuple[ResourceId, str]:
    """Id and label of something named by its level or trade alone: 市电子商务协会 is 常州市电子商务协会.

    Every city has one, so the id holds the division even where the document's words do not.
    """
    known = gazetteer()
    place = next((link for link in known.chain(division) if _LEVELS.get(words[0]) is link.level), None)
    if place is None:
        return identity(kind, words, division.name)[0], words
    return identity(kind, place.name + words[1:])


def _with_repeats(text: str, result: list[Named]) -> list[Named]:
    """Add the other places where a name stands that its form alone does not tell (安踏 after its list)."""
    covered = bytearray(len(text) + 1)
    for one in result:
        for passage in one.passages:
            covered[passage.start : passage.end] = b"\x01" * (passage.end - passage.start)
    grown = []
    for one in sorted(result, key=lambda item: -len(item.label)):
        more = list(one.passages)
        for form in (one.label, *one.alt_labels):
            if len(form) < 2:
                continue
            position = text.find(form)
            while position >= 0:
                if not any(covered[position : position + len(form)]):
                    more.append(Passage(position, position + len(form), form))
                    covered[position : position + len(form)] = b"\x01" * len(form)
                position = text.find(form, position + len(form))
        grown.append(replace(one, passages=tuple(sorted(set(more)))))
    return grown
