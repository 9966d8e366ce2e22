"""The words around a number, and what later clauses may leave out: what labels of indicators are made from."""

from __future__ import annotations

from dataclasses import dataclass

from ontology.model import Comparator

__all__ = ["Labelled", "Memory", "Parts"]


@dataclass(slots=True)
class Memory:
    """What a later clause may leave out; made anew for each sentence.

    ``subjects`` are the quantities last named, ``head`` the noun last counted, ``attribute`` what
    was compared to choose among them (交易额), ``topic`` what the sentence is about, ``lead`` the verb
    of a list (每年举办), ``committed`` whether the sentence has stated a number already, ``growth`` the
    growth last named (增速), ``done`` what is done to whom (低收入家庭|危房改造), ``built`` what a clause without a number builds (建成服务中心，面积…). For
    one clause only: ``shared`` is what several do together, ``doing`` the verb of the people last
    counted (培养高级人才100名、中级人才500名), ``graded`` the noun behind the last grade
    (1个千亿级、3个百亿级产业集群), ``latest`` the clause before (开通快线，每周不少于3班), ``among`` whether 其中 opens it and ``described`` behind the last description (5家超1亿元、1家超10亿元的企业).
    """

    subjects: tuple[str, ...] = ()
    head: str = ""
    attribute: str = ""
    topic: str = ""
    lead: str = ""
    committed: bool = False
    shared: str = ""
    growth: str = ""
    doing: str = ""
    graded: str = ""
    built: str = ""
    described: str = ""
    done: str = ""
    latest: str = ""
    among: bool = False
    row: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Parts:
    """The words around one number: see `loaders.rules.phrases.Front`; ``behind`` follows it.

    ``chosen`` is true when the front ends in 的 (交易额超100亿元的2家): it describes the noun counted.
    ``reaching`` is the verb before a share of what is reached (服务站覆盖90%的行政村).
    """

    verb: str
    noun: str
    behind: str
    recurring: str
    growth: str
    moved: bool
    modal: bool
    scoped: bool
    predicate: bool
    chosen: bool
    reaching: str = ""


@dataclass(frozen=True, slots=True)
class Labelled:
    """Labels of one number (several when its subject coordinates), how strongly committed, and why."""

    labels: tuple[str, ...]
    strength: float
    rule: str
    growth: bool = False
    bound: Comparator | None = None
