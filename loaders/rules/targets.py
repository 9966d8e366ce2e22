"""Targets: the numbers that a plan commits to, with indicator, comparator and year.

The words are parsed clause by clause (`loaders.rules.statements`); this module decides which
statements are commitments of the plan, and by when: the stance of the unit, years before the plan,
words of the past and of rewards keep numbers out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from loaders.rules.clauses import ASIDE, TITLE, Sentence, masked, sentences
from loaders.rules.due_years import closing_years, is_over, is_so_far, listed_years, restates
from loaders.rules.indicator_tables import indicator_rows
from loaders.rules.indicators import indicator, kind_of
from loaders.rules.parts import Memory
from loaders.rules.quantities import quantities
from loaders.rules.scope import Scope, Stance, Unit
from loaders.rules.statement import Statement
from loaders.rules.statements import statements, whole_clauses
from loaders.rules.words import Words, words_by_class
from loaders.rules.years import Anchor, YearCue, YearKind, deadlines, year_cues
from ontology.identifiers import resource, slug, tail
from ontology.model import Comparator, Evidence, Indicator, ResourceId, Target

__all__ = ["targets"]

#: Strength that a statement needs, by what its unit does; units not named here state no targets.
_NEEDED = {
    Stance.GOAL: 0.4,
    Stance.TASK: 0.55,
    Stance.SAFEGUARD: 0.55,
    Stance.IDEOLOGY: 0.7,
    Stance.PREAMBLE: 0.7,
    Stance.PRINCIPLE: 0.7,
}
#: Units that mostly tell and seldom commit: a number counts there only with a year to come.
_TELLING = frozenset({Stance.IDEOLOGY, Stance.PREAMBLE, Stance.PRINCIPLE})
_INTENT = Words(["力争", "争取", "确保", "努力", "计划", "力求", "目标是", "目标为"])
_PLAN_GOALS = ("目标", "指标", "总体要求", "总体思路", "发展思路")
#: Tells of the world only where a clause begins with it, not in names: 全球速卖通, 全球纺织网.
_WORLD = "全球"
_NATION = ("全国有", "全国已")
_SO_FAR = ("截止", "截至")
#: Match: 全市工作的总体目标是：|…, 工作目标：|…. Not: 为实现上述目标, 目标市场.
_GOALS = re.compile(
    r"^[^\n。；]{0,24}(?:总体|主要|工作|发展|奋斗|预期|年度|具体|行动)(?:发展)?(?:目标|指标)(?:任务)?(?:是|为|如下)?[：:，][^\n]+",
    re.MULTILINE,
)
_STAGES = ("阶段", "近期", "中期", "远期", "时期")
#: Given away in this clause or the next to it, these are no targets.
_REWARDED = frozenset({"money", "ratio", "area", "points"})
#: Credit that banks grant to all together, no reward. Match: 全年|新增授信. Not: 给予|授信支持.
_CREDIT = re.compile(r"(?:新增|累计|净增|年度|全年|年)(?:综合|信用)?授信(?!支持)")
#: What is told of today only to say from where a number rises. Match: 由|目前的|12班增至15班. Not: 目前有12班.
_FROM_NOW = re.compile(r"(?:由|从)(?:目前|现在|当前)的?")
#: Match: 资金安排, 资金筹措与使用, 投资估算. Not: 投资促进, 强化资金支持.
_FUNDING = re.compile(r"资金(?:安排|筹措|来源|预算|使用|分配|构成)|投资(?:估算|概算)|经费(?:安排|预算|来源)")
#: Match: 每年安排电子商务发展专项资金, 县财政配套, 项目投资. Not: 引进外资, 贷款余额.
_FUND = re.compile(
    r"(?:专项资金|引导资金|扶持资金|财政资金|配套资金|财政配套|^配套|项目投资|^投资|投资合计)$"
)
_SET_ASIDE = frozenset(("统筹", "切块", "整合", "筹集", "列支"))
#: Match: 3000万元|的电子商务发展专项资金. Not: 20亿元|贷款.
_FUND_BEHIND = re.compile(r"[^，。；、]{0,14}(?:专项|引导|扶持|财政|发展|奖补|配套)(?:资金|基金)")


@dataclass(frozen=True, slots=True)
class _Due:
    """The year that holds at a place and how it came there (explicit, carried)."""

    year: int | None = None
    explicit: bool = False


@dataclass(frozen=True, slots=True)
class _Found:
    """A statement that counts, with its year and the unit it stands in."""

    statement: Statement
    due: _Due
    unit: Unit
    by_plan: bool


def targets(scope: Scope) -> tuple[tuple[Indicator, Target], ...]:
    """Targets of a document in its order, each with its indicator.

    Equal labels share one indicator, whose evidence is the first passage. An id depends on label,
    value, unit, year and growth only, so other facts may change without moving it; a true
    duplicate takes ``-2``.
    """
    known: dict[str, Indicator] = {}
    used: dict[ResourceId, int] = {}
    prose = _beyond(scope, [*_walk(scope)])
    return tuple(_fact(scope, found, known, used) for found in _with_tables(scope, prose))


def _beyond(scope: Scope, prose: list[_Found]) -> list[_Found]:
    """What is due when the plan ends is without a year where the plan's goals go beyond the years of its title."""
    end = scope.end_year
    goals = (found for found in prose if found.unit.stance in (Stance.GOAL, Stance.PREAMBLE))
    if end is None or not any(found.due.year is not None and found.due.year > end for found in goals):
        return prose
    return [replace(found, due=_Due(), by_plan=False) if found.by_plan else found for found in prose]


def _with_tables(scope: Scope, prose: list[_Found]) -> list[_Found]:
    """What sentences state and what tables of indicators do; a row that says a sentence again is left out."""
    rows = tuple(indicator_rows(scope))
    if not rows:
        return prose
    inside = {place for row in rows for place in range(row.start, row.end)}
    prose = [found for found in prose if found.statement.start not in inside]
    stated = {_said(found) for found in prose}
    for row in rows:
        unit = next((one for one in scope.units if one.start <= row.start < one.end), None)
        if unit is None or unit.stance in (Stance.SITUATION, Stance.FORMAL):
            continue
        statement = Statement(
            row.start,
            row.end,
            row.quantity,
            row.label,
            row.comparator,
            growth=row.growth,
            recurring=False,
            strength=0.85,
            rule="targets/table",
        )
        found = _Found(statement, _Due(row.year, explicit=True), unit, by_plan=False)
        if _said(found) not in stated:
            prose.append(found)
    return sorted(prose, key=lambda found: found.statement.start)


def _walk(scope: Scope) -> Iterator[_Found]:
    mask = masked(scope.text)
    anchor = Anchor(scope.year, scope.start_year, scope.end_year)
    places = _place_words(scope)
    carried: tuple[tuple[str, ...], _Due] = ((), _Due())
    for unit in _goals_apart(scope):
        if unit.stance not in _NEEDED:
            continue
        goal = unit.stance is Stance.GOAL
        titles, due = carried
        if not goal or not titles or titles not in (unit.titles[:-1], unit.titles):
            due = _Due()
        memory = Memory()
        stated: set[tuple[str, Decimal, str, int | None]] = set()
        years: set[int | None] = set()
        limits = [cue for cue in deadlines(scope.text, unit.start, unit.end) if not is_over(scope, cue)]
        for sentence in sentences(mask, unit.start, unit.end):
            cues = _stated_years(scope.text, mask, unit, sentence, anchor)
            due = _Due(due.year) if goal else _Due()
            memory = Memory(subjects=memory.subjects, head=memory.head)
            for found in _sentence(scope, unit, mask, sentence, cues, places, memory, due):
                if isinstance(found, _Due):
                    due = found
                    continue
                found = _within_limit(found, limits)
                years.add(found.due.year)
                if (said := _said(found)) not in stated:  # a heading's number, said again below it
                    stated.add(said)
                    yield found
        if goal:
            nested = len(unit.titles) > 1 and not _has_children(scope, unit)
            # of several years none holds for the items behind
            held = due if len(years) < 2 or due.year == scope.end_year else _Due()
            carried = (unit.titles[:-1] if nested else unit.titles, held)


def _goals_apart(scope: Scope) -> Iterator[Unit]:
    """The units; a paragraph before the first heading that says it tells the goals is one of its own."""
    for unit in scope.units:
        at = unit.start
        if unit.stance is Stance.PREAMBLE:
            for line in _GOALS.finditer(scope.text, unit.start, unit.end):
                if at < line.start():
                    yield replace(unit, start=at, end=line.start())
                yield replace(unit, start=line.start(), end=line.end(), stance=Stance.GOAL)
                at = line.end()
        if at < unit.end:
            yield replace(unit, start=at)


def _within_limit(found: _Found, limits: Sequence[YearCue]) -> _Found:
    """A number without a year of its own is due by the deadline that stands behind it, else before it."""
    if not limits or found.due.year is not None or found.due.explicit or found.statement.recurring:
        return found
    behind = (cue for cue in limits if cue.start > found.statement.start)
    return replace(found, due=_Due(next(behind, limits[-1]).year))


def _stated_years(
    text: str, mask: str, unit: Unit, sentence: Sentence, anchor: Anchor
) -> tuple[YearCue, ...]:
    """Years of a sentence; not those of titles that it cites, nor of asides but in a heading or 第一阶段（2020年）."""
    return tuple(
        cue
        for cue in year_cues(text, sentence.start, sentence.end, anchor)
        if set(mask[cue.start : cue.end]) - {TITLE, ASIDE}
        or (mask[cue.start] == ASIDE and cue.start < unit.heading_end)
        or text.endswith(_STAGES, sentence.start, cue.start - 1)
    )


def _said(found: _Found) -> tuple[str, Decimal, str, int | None]:
    statement = found.statement
    return statement.label, statement.quantity.value, statement.quantity.unit, found.due.year


def _has_children(scope: Scope, unit: Unit) -> bool:
    depth = len(unit.titles)
    return any(other.titles[:depth] == unit.titles and len(other.titles) > depth for other in scope.units)


def _place_words(scope: Scope) -> Words:
    """The place that speaks, as it names itself: with and without 省, 市, 县 or 区."""
    if scope.division is None:
        return Words(())
    name = scope.division.name
    short = name[:-1] if len(name) > 2 and name[-1] in "省市县区" else name
    return Words([name, short])


def _sentence(
    scope: Scope,
    unit: Unit,
    mask: str,
    sentence: Sentence,
    cues: Sequence[YearCue],
    places: Words,
    memory: Memory,
    due: _Due,
) -> Iterator[_Found | _Due]:
    """Statements of a sentence that count; ends with the year that holds at its end."""
    if not quantities(mask, sentence.start, sentence.end):  # most sentences: only their year matters
        last = next((cue for cue in reversed(cues) if cue.kind is YearKind.DUE), None)
        yield due if last is None else _Due(None if is_over(scope, last) else last.year, explicit=True)
        return
    if unit.stance is not Stance.GOAL and words_by_class()["condition"].within(
        mask[sentence.start : sentence.end]
    ):
        return  # 企业注册资本不低于500万元: who may apply
    closing = closing_years(scope, mask, sentence, cues)
    past = False
    waiting: list[YearCue] = []  # years of clauses before this one that had no number
    spell: list[YearCue] = []  # 今后三年，A额分别达到…；B量逐年达到…: holds for the clauses behind it
    clauses = whole_clauses(mask, sentence.clauses)
    for position, clause in enumerate(clauses):
        words = mask[clause.start : clause.end]
        here = [cue for cue in cues if clause.start <= cue.start < clause.end and cue.kind is YearKind.DUE]
        if any(clause.start <= cue.start < clause.end and cue.kind is YearKind.START for cue in cues):
            due = _Due()
        if here:
            past = is_over(scope, here[-1])
        intended = bool(_INTENT.within(words))
        now = words.find("现有")
        told = words.startswith(_NATION) or now == 0 or 0 < now == words_by_class()["scope"].at(words, 0)
        tells = words_by_class()["past"].within(_FROM_NOW.sub("", words))
        told = told or (tells is not None and (tells != _WORLD or words.startswith(_WORLD)))
        told = told or (words.startswith(_SO_FAR) and any(is_so_far(scope, cue) for cue in here))
        past = (past or told) and not intended
        grown = unit.stance is not Stance.GOAL and not (intended or memory.committed) and "同比增长" in words
        named = [*waiting, *here] or spell
        spell = named if len(named) == 1 and len(named[0].years) > 1 else []
        found = statements(
            scope.text, mask, clause, cues, places, memory, tuple(len(cue.years) for cue in named)
        )
        listed = listed_years(named, found)
        waiting = [] if found else named
        # 年度授信规模力争达到20亿元；给予50%补贴: what is striven for is not given away by the next clause
        reach = 0 if intended else 1
        around = slice(
            clauses[max(0, position - reach)].start, clauses[min(position + reach, len(clauses) - 1)].end
        )
        nearby = _CREDIT.sub("", mask[around]) if found else ""
        rewarded = words_by_class()["reward"].within(nearby) is not None
        for statement in found:
            before = [cue for cue in here if cue.start < statement.quantity.start]
            if listed:
                holds = _Due(listed[statement.index], explicit=True)
            elif before:
                restated = restates(scope.text, before[-1], due.year)
                holds = due if restated else _Due(before[-1].year, explicit=True)
            else:
                holds = due
            if holds.year is None and not holds.explicit:
                behind = (cue for cue in closing if cue.start > statement.start)
                holds = next((_Due(cue.year, explicit=True) for cue in behind), holds)
            if statement.recurring and not holds.explicit:
                holds = _Due()
            if _of_funds(scope.text, unit, statement):
                continue
            if past or grown or (rewarded and statement.quantity.dimension in _REWARDED):
                continue
            if _commits(unit, statement, holds, intended=intended):
                by_plan = _by_plan(scope, unit, statement, holds)
                yield _Found(statement, _Due(scope.end_year) if by_plan else holds, unit, by_plan)
        if here and not restates(scope.text, here[-1], due.year):
            due = _Due(None if is_over(scope, here[-1]) else here[-1].year, explicit=True)
    yield due


def _of_funds(text: str, unit: Unit, statement: Statement) -> bool:
    """Money that the plan itself costs: what a section on funds lists, and special funds anywhere but in the goals."""
    if statement.quantity.dimension != "money" or unit.stance is Stance.GOAL:
        return False
    if any(_FUNDING.search(title) for title in unit.titles):
        return True
    if statement.label in _SET_ASIDE and _FUND_BEHIND.match(
        text[statement.quantity.end : statement.quantity.end + 20]
    ):
        return True
    bare = statement.comparator is Comparator.EXACTLY and not statement.recurring
    return bare and _FUND.search(statement.label) is not None


def _commits(unit: Unit, statement: Statement, due: _Due, *, intended: bool) -> bool:
    """Strong enough for its unit; one that mostly tells needs a year or an intention besides."""
    if statement.strength < _NEEDED[unit.stance]:
        return False
    return unit.stance not in _TELLING or (due.explicit and due.year is not None) or intended


def _by_plan(scope: Scope, unit: Unit, statement: Statement, due: _Due) -> bool:
    """The plan's goals are due when its period ends, unless they say otherwise or recur."""
    if due.year is not None or due.explicit or statement.growth or statement.recurring:
        return False
    if unit.stance is not Stance.GOAL or scope.start_year is None or scope.end_year is None:
        return False
    return bool(unit.titles) and any(word in unit.titles[0] for word in _PLAN_GOALS)


def _fact(
    scope: Scope, found: _Found, known: dict[str, Indicator], used: dict[ResourceId, int]
) -> tuple[Indicator, Target]:
    statement, quantity = found.statement, found.statement.quantity
    label, year = statement.label, found.due.year
    unit = "个" if quantity.unit == "大" else quantity.unit  # 15大平台 elides the measure word
    sure = statement.strength * (
        0.85 if found.by_plan else 1.0 if found.due.explicit or year is None else 0.95
    )
    passage = scope.passage(statement.start, statement.end)
    evidence = Evidence((passage,), round(min(sure + 0.05, 0.98), 2), statement.rule)
    if label not in known:
        kind = kind_of(label, quantity.dimension, growth=statement.growth or quantity.unit == "倍")
        known[label] = indicator(scope.slug, label, kind, evidence)
    parts = (
        label,
        plain(quantity.value),
        plain(quantity.upper),
        unit,
        str(year),
        str(statement.growth),
    )
    target_id = resource("target", scope.slug, f"{slug(label)[:40].rstrip('-')}-{tail(*parts)}")
    used[target_id] = used.get(target_id, 0) + 1
    if used[target_id] > 1:
        target_id = ResourceId(f"{target_id}-{used[target_id]}")
    return known[label], Target(
        id=target_id,
        indicator=known[label].id,
        value=quantity.value,
        upper_value=quantity.upper,
        unit=unit,
        comparator=statement.comparator,
        growth=statement.growth,
        due_year=year,
        measure=found.unit.measure,
        normalized_value=Decimal(plain(quantity.value * quantity.factor)),
        normalized_unit=quantity.normalized,
        evidence=evidence,
    )


def plain(value: Decimal | None) -> str:
    """Digits without exponent or needless zeros; empty for None."""
    if value is None:
        return ""
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
