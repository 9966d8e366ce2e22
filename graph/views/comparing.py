"""Plans side by side: promised numbers, topics, policy instruments, and what only some of them have."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from graph.engine import Engine
from graph.views.registers import target_register
from graph.views.selection import within
from graph.views.targets import TargetItem, targets
from graph.views.values import concept, integer, iri

__all__ = [
    "FEATURES",
    "Feature",
    "IndicatorKind",
    "Mix",
    "features",
    "indicator_kinds",
    "instrument_mix",
    "kind_targets",
]

#: What plans are compared by, and how it is counted in each: concepts, with the number of things that have it.
FEATURES: Final[Mapping[str, str]] = {
    "topic": "?thing pg:inPlan ?plan ; pg:topic ?feature",
    "instrument": "?thing pg:inPlan ?plan ; pg:instrument ?feature",
    "function": "?thing pg:inPlan ?plan ; pg:responsibleDepartment/pg:function ?feature",
    "indicator": "?thing a pg:Target ; pg:inPlan ?plan ; pg:indicator/skos:broadMatch ?feature",
}
_COUNTED: Final = """
SELECT ?plan ?feature (COUNT(DISTINCT ?thing) AS ?n) WHERE {{ {pattern} }} GROUP BY ?plan ?feature"""
#: The three kinds of policy instruments (Rothwell and Zegveld 1985), in the order of the literature.
_INSTRUMENTS: Final = ("supply", "environment", "demand")
_MIX: Final = """
SELECT ?plan ?feature ?thing WHERE { ?thing pg:inPlan ?plan ; pg:instrument ?feature }"""


@dataclass(frozen=True, slots=True)
class IndicatorKind:
    """A kind of indicator by its name, with how many plans promise something of it, in how many targets."""

    name: str
    plans: int
    targets: int


@dataclass(frozen=True, slots=True)
class Feature:
    """A concept by path with the number of things that have it, by the IRI of the plan."""

    path: str
    counts: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Mix:
    """How many measures of a plan use each of the three kinds of instruments; one measure may use several.

    ``parts`` counts the sub-kinds by their paths (``instrument/supply/infrastructure``).
    """

    plan: str
    kinds: tuple[tuple[str, int], ...]
    parts: Mapping[str, int]

    @property
    def uses(self) -> int:
        """Sum over the three kinds, of which their shares are taken."""
        return sum(number for _, number in self.kinds)


def indicator_kinds(engine: Engine) -> tuple[IndicatorKind, ...]:
    """Kinds of indicators that plans make promises of, those of most plans first."""
    plans: dict[str, set[str]] = defaultdict(set)
    numbers: Counter[str] = Counter()
    for target in target_register(engine):
        if target.kind:
            plans[target.kind].add(target.plan)
            numbers[target.kind] += 1
    found = (IndicatorKind(kind, len(named), numbers[kind]) for kind, named in plans.items())
    return tuple(sorted(found, key=lambda kind: (-kind.plans, -kind.targets, kind.name)))


def kind_targets(engine: Engine, kind: str, plans: Collection[str]) -> tuple[TargetItem, ...]:
    """Targets of one kind of indicator in some plans (by IRI), the earliest first, then the largest."""
    wanted = [item.iri for item in target_register(engine) if item.kind == kind and item.plan in plans]
    found = targets(engine, among=wanted) if wanted else ()
    return tuple(
        sorted(found, key=lambda item: (item.due or 9999, -(item.normal or 0), item.plan.iri, item.iri))
    )


def features(engine: Engine, family: str, plans: Sequence[str]) -> tuple[Feature, ...]:
    """What these plans (by IRI) have of a family of `FEATURES`, the most common first."""
    counts: dict[str, dict[str, int]] = defaultdict(dict)
    for row in engine.rows(within(_COUNTED.format(pattern=FEATURES[family]), "plan", plans)):
        counts[concept(row, "feature")][iri(row, "plan")] = integer(row, "n")
    found = (Feature(path, by_plan) for path, by_plan in counts.items() if path)
    return tuple(sorted(found, key=lambda item: (-len(item.counts), -sum(item.counts.values()), item.path)))


def instrument_mix(engine: Engine, plans: Sequence[str]) -> tuple[Mix, ...]:
    """The mix of policy instruments of each of these plans (by IRI), in their order."""
    users: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    parts: dict[str, Counter[str]] = defaultdict(Counter)
    for row in engine.rows(within(_MIX, "plan", plans)):
        path, plan, measure = concept(row, "feature"), iri(row, "plan"), iri(row, "thing")
        kind, _, part = path.removeprefix("instrument/").partition("/")
        users[plan][kind].add(measure)
        if part:
            parts[plan][path] += 1
    return tuple(
        Mix(plan, tuple((kind, len(users[plan][kind])) for kind in _INSTRUMENTS), dict(parts[plan]))
        for plan in plans
    )
