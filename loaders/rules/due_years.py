"""Which of the years that a sentence names holds for which of its numbers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from loaders.rules.clauses import Sentence
from loaders.rules.scope import Scope
from loaders.rules.statement import Statement
from loaders.rules.years import YearCue, YearKind

__all__ = ["closing_years", "is_over", "is_so_far", "listed_years", "restates"]

#: Match behind a year: ``前全部建成投入使用``, ``完成``. Non-match: ``完成改造``, ``建成园区``.
_DONE: Final = re.compile(
    r"(?:以|之)?前?(?:要|将|力争|确保|须)?(?:全部|全面|基本|如期|均|都){0,2}"
    r"(?:建成|完成|竣工|投入使用|投入运营|投入运行|投用|落实到位|到位|完工){1,2}"
)


def closing_years(
    scope: Scope, mask: str, sentence: Sentence, cues: Sequence[YearCue]
) -> tuple[YearCue, ...]:
    """Years of clauses that say only when all that came before is done: 2019年10月底前全部建成."""
    return tuple(
        cue
        for clause in sentence.clauses
        for cue in cues
        if clause.start <= cue.start < clause.end
        and cue.kind is YearKind.DUE
        and not is_over(scope, cue)
        and _DONE.fullmatch(mask, cue.end, clause.end)
    )


def is_over(scope: Scope, cue: YearCue) -> bool:
    """The year lies before the plan."""
    first = scope.year if scope.year is not None else scope.start_year
    return cue.year is not None and first is not None and cue.year < first


def is_so_far(scope: Scope, cue: YearCue) -> bool:
    """截止2016年6月 in a plan of 2016 tells of today."""
    return cue.year is not None and scope.year is not None and cue.year <= scope.year


def restates(text: str, cue: YearCue, due: int | None) -> bool:
    """Whether a spell only says how long it is until the year that was named before: 到2017年达到…，三年翻一番."""
    spell = not any(char.isdigit() for char in text[cue.start : cue.end].replace("3", ""))
    return spell and cue.year is not None and due is not None and abs(cue.year - due) <= 1


def listed_years(here: Sequence[YearCue], found: Sequence[Statement]) -> tuple[int | None, ...]:
    """2015年、2016年分别达到X和Y, 2015—2016年分别达到X和Y: as many years as numbers, one for each."""
    if len(found) < 2 or found[0].rule != "targets/distributed":
        return ()
    before = [cue for cue in here if cue.start < found[0].quantity.start]
    if len(before) == len(found):
        return tuple(cue.year for cue in before)
    one = len({statement.label for statement in found}) == 1
    spells = [cue.years for cue in before if one and len(cue.years) == len(found)]
    return spells[-1] if spells else ()
