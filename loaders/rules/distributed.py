"""Numbers of which each belongs to another year or to another thing: A和B分别达到60%和55%, 三年分别达到75%、85%、95%."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from loaders.rules.clauses import Clause
from loaders.rules.growth import growth_word
from loaders.rules.indicators import split_subjects, with_shared_noun
from loaders.rules.parts import Memory
from loaders.rules.phrases import front
from loaders.rules.quantities import Quantity, comparator_before
from loaders.rules.statement import Statement
from loaders.rules.words import Words, words_by_class
from loaders.rules.years import YearCue
from ontology.model import Comparator

__all__ = ["distributed", "marker"]

#: What gives each number of a row its own. Match: 三年分别达到, 逐年达到, 依次达到. Not: 区别, 逐年提高.
_EACH_TURN: Final = re.compile("分别|依次|逐年")
_DISTRIBUTES: Final = "分别"


def marker(
    mask: str, clause: Clause, wanted: Sequence[Quantity], years: Sequence[int]
) -> tuple[int, list[Quantity]]:
    """Where the word stands that gives each of several numbers its own, and those numbers; none where none does.

    逐年 and 依次 do so, and years alone (2014—2016年达到1亿元、2亿元、3亿元), where the numbers are a row of one unit and as many as
    years are named; ``years`` says how many each year or spell before them names.
    """
    shared = mask.rfind(_DISTRIBUTES, clause.start, wanted[-1].start)
    given = [quantity for quantity in wanted if quantity.start > shared]
    if shared >= 0:
        return shared, given if len(given) > 1 else []
    if len(wanted) < 3 or not _is_row(mask, wanted):
        return -1, []
    turn = _EACH_TURN.search(mask, clause.start, wanted[0].start)
    counted = len(wanted) in (*years, len(years))
    return (turn.start() if turn else wanted[0].start), list(wanted) if counted else []


def _is_row(mask: str, wanted: Sequence[Quantity]) -> bool:
    """Whether the numbers have one unit and nothing but joiners between them: 75%、85%和95%."""
    joiners = words_by_class()["joiner"]
    return len({quantity.unit for quantity in wanted}) == 1 and all(
        joiners.at(mask, before.end) == after.start for before, after in pairwise(wanted)
    )


def distributed(
    text: str,
    mask: str,
    clause: Clause,
    wanted: Sequence[Quantity],
    cues: Sequence[YearCue],
    places: Words,
    memory: Memory,
    years: Sequence[int],
) -> list[Statement]:
    """A和B分别达到60%和55%: one number each; also 2015年、2016年分别达到X和Y, 三年分别达到X、Y、Z: one year each."""
    first = wanted[0]
    begin, comparator, _ = comparator_before(mask, clause.start, first.start)
    found = _EACH_TURN.search(mask, clause.start, first.start)
    at = found.start() if found else begin - 2
    begin = min(begin, at) if found else begin
    growth_at, growth = growth_word(mask, clause.start, begin)
    if not growth:
        _, growth = growth_word(mask, at + 2, comparator_before(mask, at + 2, first.start)[0])
    parts = front(mask, clause.start, growth_at, cues, places, noun_behind=False)
    if parts.noun[0] == parts.noun[1] and not growth:  # 2024年、2025年分别新建冷库20座、30座
        stop = comparator_before(mask, at + 2, first.start)[0]
        parts = front(mask, at + 2, stop, cues, places, noun_behind=False)
    noun = text[parts.noun[0] : _without_spell(parts.noun, cues)]
    count = len(wanted)
    dated = len(years) == count
    labels = memory.subjects
    row = memory.row[-count:] if len(memory.row) >= count and not dated else ()
    if noun and not (row and noun.startswith("占")):
        labels = (noun,) if dated else split_subjects(noun, count)
    elif row:  # 甲额达到5亿元，乙额达到3亿元，分别增长30%和20%, 分别占全市的30%和20%
        labels = tuple(f"{one}{noun.removesuffix('的')}比重" if noun else one for one in row)
    if len(labels) == 1 or dated:
        labels = (labels[0],) * count if labels else ()
    if len(labels) != count:
        labels = tuple([noun or memory.head] * count)
    labels = _of_those(with_shared_noun(labels), mask, clause, given=wanted, memory=memory)
    last = wanted[-1].comparator
    memory.subjects = tuple(dict.fromkeys(labels))
    memory.committed = True
    return [
        Statement(
            start=clause.start,
            end=max(clause.end if index == count - 1 else quantity.end, wanted[-1].end),
            quantity=quantity,
            label=label + growth if growth else label,
            comparator=quantity.comparator or last or comparator or Comparator.EXACTLY,
            growth=bool(growth),
            recurring=False,
            strength=0.9,
            rule="targets/distributed",
            index=index,
        )
        for index, (quantity, label) in enumerate(zip(wanted, labels, strict=True))
        if label
    ]


def _of_those(
    labels: tuple[str, ...], mask: str, clause: Clause, *, given: Sequence[Quantity], memory: Memory
) -> tuple[str, ...]:
    """公共海外仓达到25个，其中韩国、日本分别不少于8个、4个: parts of what was counted bear its name."""
    head = memory.head
    if not mask.startswith("其中", clause.start) or not head or given[0].dimension != "things":
        return labels
    return tuple(label if head in label else (label.partition("等")[0] or label) + head for label in labels)


def _without_spell(noun: tuple[int, int], cues: Sequence[YearCue]) -> int:
    """Where the subject ends before a spell of years: 应用率|三年."""
    return next((cue.start for cue in cues if noun[0] < cue.start and cue.end == noun[1]), noun[1])
