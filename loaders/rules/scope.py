"""What a rule sees: the normalised text cut into units, and what is known about the document.

A `Unit` is the own text of one section or measure: its heading and what stands under it up to the
next heading. Units do not overlap and stand in document order, so a rule that walks them sees each
character at most once and knows under which headings it stands.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from loaders.names.named import Division
from ontology.model import Passage, ResourceId

__all__ = ["Scope", "Stance", "Unit"]


class Stance(StrEnum):
    """What a stretch of a plan does, told from the headings above it."""

    PREAMBLE = "preamble"  # title, addressees, opening paragraph
    SITUATION = "situation"  # 发展现状, 面临的形势, 存在问题
    IDEOLOGY = "ideology"  # 指导思想, 总体要求
    PRINCIPLE = "principle"  # 基本原则
    GOAL = "goal"  # 发展目标, 主要目标
    TASK = "task"  # 重点任务, 重点工程
    SAFEGUARD = "safeguard"  # 保障措施
    FORMAL = "formal"  # 适用范围, 解释权限, 施行期限: about the document itself
    ANNEX = "annex"  # 附件, tables


@dataclass(frozen=True, slots=True)
class Unit:
    """The own text of one section or measure: ``text[start:end]``, heading included.

    ``heading_end`` is where the heading (or the measure's topic sentence) ends. ``titles`` are the
    titles of the enclosing sections, outermost first, its own last. ``section`` is the nearest
    section (None in the preamble), ``measure`` the measure this text belongs to, if any.
    """

    start: int
    end: int
    heading_end: int
    stance: Stance
    titles: tuple[str, ...]
    section: ResourceId | None
    measure: ResourceId | None


@dataclass(frozen=True, slots=True)
class Scope:
    """A document ready for the rules.

    ``slug`` is the plan's (``changzhou-2014``), ``division`` the place the plan speaks for (None
    when unknown), ``issuer`` the full name of the issuing body, ``year`` the year of the words
    (issue, else the period's start), which decides which era's department names apply.
    """

    slug: str
    text: str = field(repr=False)
    units: tuple[Unit, ...]
    division: Division | None
    issuer: str | None
    year: int | None
    start_year: int | None
    end_year: int | None

    def passage(self, start: int, end: int) -> Passage:
        """The words between two offsets."""
        return Passage(start, end, self.text[start:end])
