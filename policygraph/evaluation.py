"""Accuracy against a person's annotation of the same document, per kind of fact.

An annotation is a JSON file (``id``, ``document``, ``headings``, ``measures``, ``responsibilities``,
``targets``, names of ``platforms`` … and ``projects``). Names are compared after NFKC with blanks,
brackets and punctuation left out. Entries marked ``optional`` and names in ``dont_care`` count
neither way.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, TypeVar

from ontology.model import Comparator, Facts, Nature, Organization, OrganizationKind, Role, Target

__all__ = ["Score", "evaluate", "normal"]

T = TypeVar("T")
_IGNORED: Final = re.compile(r"[\s“”\"'‘’《》〈〉<>（）()\[\]【】〔〕—\-–·.,，。、；;：:]")
_ROLES: Final = {role.value.replace("-", "_"): role for role in Role}
_COMPARATORS: Final = {
    ">=": Comparator.AT_LEAST,
    ">": Comparator.MORE_THAN,
    "=": Comparator.EXACTLY,
    "~": Comparator.ABOUT,
    "range": Comparator.BETWEEN,
    "<=": Comparator.AT_MOST,
    "<": Comparator.LESS_THAN,
}
_NATURES: Final = {"新建": Nature.NEW, "在建": Nature.ONGOING, "筹建": Nature.PREPARATORY}
#: Names shorter than this must be equal; longer ones may be the head of one another.
_MIN_PREFIX: Final = 6


@dataclass(frozen=True, slots=True)
class Score:
    """Counts of one kind of fact, with what was missed and what was found too much."""

    kind: str
    right: int
    missing: tuple[str, ...]
    spurious: tuple[str, ...]

    @property
    def precision(self) -> float:
        """Share of what was found that is right; 1.0 where nothing was found."""
        found = self.right + len(self.spurious)
        return self.right / found if found else 1.0

    @property
    def recall(self) -> float:
        """Share of what there is that was found; 1.0 where there is nothing."""
        there = self.right + len(self.missing)
        return self.right / there if there else 1.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


def normal(text: str | None) -> str:
    """A name without width, case, blanks, brackets and punctuation.

    >>> normal("电子商务发展规划（２０１３-2015年）")
    '电子商务发展规划20132015年'
    """
    return _IGNORED.sub("", unicodedata.normalize("NFKC", text or "").lower())


def evaluate(gold_file: Path, facts: Facts) -> tuple[Score, ...]:
    """Scores of one document's facts against its annotation."""
    gold: dict[str, Any] = json.loads(gold_file.read_text(encoding="utf-8"))
    return (
        _document(gold["document"], facts),
        _headings(gold["headings"], facts),
        _measures(gold["measures"], facts),
        *_responsibilities(gold["responsibilities"], facts),
        _targets(gold["targets"], facts),
        *_names(gold, facts),
        *([_projects(gold["projects"], facts)] if gold.get("projects") else []),
    )


def _match(
    kind: str,
    wanted: Sequence[T],
    found: Sequence[Hashable],
    same: Callable[[T, Any], bool],
    optional: Iterable[T] = (),
) -> Score:
    rest, missing, right = list(found), [], 0
    for item in wanted:
        hit = next((index for index, other in enumerate(rest) if same(item, other)), None)
        if hit is None:
            missing.append(item)
        else:
            right += 1
            rest.pop(hit)
    neutral = list(optional)
    spurious = [other for other in rest if not any(same(item, other) for item in neutral)]
    return Score(kind, right, tuple(map(str, missing)), tuple(map(str, spurious)))


def _same_name(one: str, other: str) -> bool:
    shorter = min(len(one), len(other))
    return one == other or (shorter >= _MIN_PREFIX and (one.startswith(other) or other.startswith(one)))


def _document(gold: dict[str, Any], facts: Facts) -> Score:
    plan = facts.plan
    names = {org.id: org.label for org in facts.organizations} | {
        place.id: place.label for place in facts.places
    }
    wanted = {
        "title": normal(gold["title"]),
        "number": normal(gold.get("number")),
        "issuer": normal(gold.get("issuer")),
        "issued": gold.get("issued") or "",
        "place": normal(gold.get("place")),
    }
    found = {
        "title": normal(plan.title),
        "number": normal(plan.number),
        "issuer": normal(names.get(plan.creator) if plan.creator else None),
        "issued": plan.issued.isoformat() if plan.issued else "",
        "place": normal(names.get(plan.place) if plan.place else None),
    }
    right = [key for key in wanted if wanted[key] == found[key]]
    missing = [f"{key}: {wanted[key]} (found {found[key]})" for key in wanted if key not in right]
    period = [plan.start_year, plan.end_year] if plan.start_year else None
    if period == gold.get("period") or period in gold.get("period_accept", []):
        right.append("period")
    else:
        missing.append(f"period: {gold.get('period')} (found {period})")
    return Score("document", len(right), tuple(missing), ())


def _headings(gold: list[dict[str, Any]], facts: Facts) -> Score:
    wanted = [(normal(item["label"]), normal(item["title"])) for item in gold]
    found = [(normal(section.notation), normal(section.title)) for section in facts.sections]
    return _match("headings", wanted, found, lambda a, b: a == b)


def _measures(gold: list[dict[str, Any]], facts: Facts) -> Score:
    wanted = [normal(item["name"]) for item in gold if not item.get("optional")]
    optional = [normal(item["name"]) for item in gold if item.get("optional")]
    return _match("measures", wanted, [normal(m.name) for m in facts.measures], _same_name, optional)


_Duty = tuple[str, frozenset[str], frozenset[Role]]


def _duty(item: dict[str, Any]) -> _Duty:
    split = item.get("alt_split")
    names = [
        item["canonical"],
        *item.get("canonical_accept", []),
        *(split if isinstance(split, list) else []),
    ]
    roles = {_ROLES[role] for role in (item["role"], *item.get("role_accept", []))}
    return normal(item["measure"]), frozenset(map(normal, names)), frozenset(roles)


def _responsibilities(gold: list[dict[str, Any]], facts: Facts) -> tuple[Score, Score]:
    measures = {measure.id: normal(measure.name) for measure in facts.measures}
    names = {org.id: normal(org.label) for org in facts.organizations}
    found = dict.fromkeys(
        (measures[r.measure], names[r.organization], r.role) for r in facts.responsibilities
    )
    wanted = list(dict.fromkeys(_duty(item) for item in gold if not item.get("optional")))
    optional = [_duty(item) for item in gold if item.get("optional") or item.get("alt_split")]
    owned = list(dict.fromkeys((measure, who) for measure, who, _ in wanted))

    def same_owner(item: tuple[Any, ...], other: tuple[Any, ...]) -> bool:
        return _same_name(item[0], other[0]) and other[1] in item[1]

    def same_duty(item: _Duty, other: tuple[Any, ...]) -> bool:
        return same_owner(item, other) and other[2] in item[2]

    return (
        _match("owners", owned, list(dict.fromkeys(f[:2] for f in found)), same_owner, optional),
        _match("responsibilities", wanted, list(found), same_duty, optional),
    )


def _share(one: str, other: str) -> bool:
    common = sum((Counter(one) & Counter(other)).values())
    lengths = sorted((len(one), len(other)))
    return bool(lengths[0]) and common / lengths[0] >= 0.5 and common / lengths[1] >= 0.3


def _targets(gold: list[dict[str, Any]], facts: Facts) -> Score:
    labels = {indicator.id: normal(indicator.label) for indicator in facts.indicators}

    def want(item: dict[str, Any]) -> tuple[str, float, float | None, str, frozenset[Any]]:
        low, high = item["value"] if isinstance(item["value"], list) else (item["value"], None)
        also = item.get("year_accept", [])
        years = {item.get("year"), *(also if isinstance(also, list) else [also])}
        return normal(item["indicator"]), float(low), high, normal(item["unit"]), frozenset(years)

    def same(item: tuple[Any, ...], target: Target) -> bool:
        upper = float(target.upper_value) if target.upper_value is not None else None
        return (
            (item[1], item[2], item[3]) == (float(target.value), upper, normal(target.unit))
            and target.due_year in item[4]
            and _share(item[0], labels[target.indicator])
        )

    wanted = [want(item) for item in gold if not item.get("optional")]
    optional = [want(item) for item in gold if item.get("optional")]
    return _match("targets", wanted, facts.targets, same, optional)


def _names(gold: dict[str, Any], facts: Facts) -> list[Score]:
    def organizations(*kinds: OrganizationKind) -> list[Organization]:
        return [org for org in facts.organizations if org.kind in kinds]

    found: dict[str, Sequence[Any]] = {
        "platforms": facts.platforms,
        "enterprises": organizations(OrganizationKind.ENTERPRISE),
        "parks": facts.parks,
        "departments": organizations(OrganizationKind.DEPARTMENT, OrganizationKind.GOVERNMENT),
        "associations": organizations(OrganizationKind.ASSOCIATION),
    }
    neutral = {
        normal(name)
        for key in ("dont_care", "collectives", "platforms_optional", "institutions")
        for name in gold.get(key, [])
    }
    scores = []
    for kind, things in found.items():
        if kind not in gold:
            continue
        wanted = list(dict.fromkeys(normal(name) for name in gold[kind] if normal(name) not in neutral))
        forms = [frozenset(map(normal, (thing.label, *thing.alt_labels))) for thing in things]
        scores.append(_match(kind, wanted, [f for f in forms if not f & neutral], lambda a, b: a in b))
    return scores


def _projects(gold: list[dict[str, Any]], facts: Facts) -> Score:
    names = {org.id: normal(org.label) for org in facts.organizations}
    wanted = [
        (
            item["no"],
            normal(item["name"]),
            _NATURES.get(item["nature"]),
            float(item["investment_wan"]),
            (item["period"][0], item["period"][-1]),
            frozenset(map(normal, item["units"])),
        )
        for item in gold
    ]
    found = [
        (
            project.number,
            normal(project.name),
            project.nature,
            float(project.investment or 0),
            (project.start_year, project.end_year),
            frozenset(names[builder] for builder in project.built_by),
        )
        for project in facts.projects
    ]
    return _match("projects", wanted, found, lambda a, b: a == b)
