"""Accuracy against a person's annotation of the same document, per kind of fact.

An annotation is a JSON file (``id``, ``document``, ``headings``, ``measures``, ``responsibilities``,
``targets``, names of ``platforms`` … and ``projects``). Names are compared after NFKC with blanks,
brackets and punctuation left out. Entries marked ``optional`` and names in ``dont_care`` count
neither way. `ontology.quality.KINDS` says when two facts count as the same.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, Final, NamedTuple

from ontology.model import Comparator, Facts, Nature, Organization, OrganizationKind, Role
from ontology.quality import Difference, Score
from policygraph.matching import Item, equal, found_at, match, normal, same_name, similar, written_at

__all__ = ["Score", "evaluate", "normal"]

_ROLES: Final = {role.value.replace("-", "_"): role for role in Role}
_ROLE_WORDS: Final = {
    Role.LEAD: "牵头",
    Role.SUPPORT: "配合",
    Role.RESPONSIBLE: "负责",
    Role.OFFICE_HOST: "承担办公室工作",
    Role.REGULATOR: "监管",
    Role.COORDINATOR: "协调",
}
_COMPARATORS: Final = {
    ">=": Comparator.AT_LEAST,
    ">": Comparator.MORE_THAN,
    "=": Comparator.EXACTLY,
    "~": Comparator.ABOUT,
    "range": Comparator.BETWEEN,
    "<=": Comparator.AT_MOST,
    "<": Comparator.LESS_THAN,
}
_SIGNS: Final = {comparator: sign for sign, comparator in _COMPARATORS.items()}
_NATURES: Final = {"新建": Nature.NEW, "在建": Nature.ONGOING, "筹建": Nature.PREPARATORY}


def evaluate(gold_file: Path, facts: Facts) -> tuple[Score, ...]:
    """Scores of one document's facts against its annotation, in the order of `KINDS`.

    Kinds that the annotation leaves out (names, projects, bases) are not scored.
    """
    gold: dict[str, Any] = json.loads(gold_file.read_text(encoding="utf-8"))
    return (
        _document(gold["document"], facts),
        *([_based_on(gold["document"], facts)] if gold["document"].get("based_on") is not None else []),
        _headings(gold["headings"], facts),
        _measures(gold["measures"], facts),
        *_responsibilities(gold["responsibilities"], facts),
        *_targets(gold["targets"], facts),
        *_names(gold, facts),
        *([_projects(gold["projects"], facts)] if gold.get("projects") else []),
        _evidence(facts),
    )


def _document(gold: dict[str, Any], facts: Facts) -> Score:
    plan = facts.plan
    names = {org.id: org.label for org in facts.organizations} | {
        place.id: place.label for place in facts.places
    }
    issuers = _issuers(gold.get("issuer"), [names[creator] for creator in plan.creators])
    wanted = {
        "title": normal(gold["title"]),
        "number": normal(gold.get("number")),
        "issuer": issuers[0],
        "issued": gold.get("issued") or "",
        "place": normal(gold.get("place")),
    }
    found = {
        "title": normal(plan.title),
        "number": normal(plan.number),
        "issuer": issuers[1],
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
    return Score("document", len(right), tuple(map(Difference, missing)), ())


def _issuers(wanted: str | list[str] | None, found: list[str]) -> tuple[str, str]:
    """Issuers as wanted and as found, to compare: an annotation that names one is met by one of several."""
    listed = [wanted] if isinstance(wanted, str) else wanted or []
    want, got = sorted(map(normal, listed)), sorted(map(normal, found))
    if len(want) == 1 and want[0] in got:
        got = want
    return "、".join(want), "、".join(got)


def _based_on(gold: dict[str, Any], facts: Facts) -> Score:
    def want(titles: Iterable[str]) -> list[Item[str]]:
        return [Item(normal(title), title, written_at(facts.text, title)) for title in titles]

    found = [
        Item(normal(each.title), each.title, found_at(each.evidence))
        for each in facts.cited
        if each.id in facts.plan.based_on
    ]
    optional = want(gold.get("based_on_optional", []))
    return match("based_on", want(gold["based_on"]), found, equal, optional)


def _headings(gold: list[dict[str, Any]], facts: Facts) -> Score:
    wanted = [
        Item(
            (normal(item["label"]), normal(item["title"])),
            item["label"] + item["title"],
            written_at(facts.text, item["label"] + item["title"], item["title"]),
        )
        for item in gold
    ]
    found = [
        Item((normal(each.notation), normal(each.title)), each.notation + each.title, found_at(each.evidence))
        for each in facts.sections
        if each.notation  # annexes are no headings
    ]
    return match("headings", wanted, found, equal)


def _measures(gold: list[dict[str, Any]], facts: Facts) -> Score:
    def want(*, optional: bool) -> list[Item[str]]:
        return [
            Item(
                normal(item["name"]),
                item["name"],
                written_at(facts.text, item["name"], item.get("quote_start")),
            )
            for item in gold
            if bool(item.get("optional")) is optional
        ]

    found = [Item(normal(each.name), each.name, found_at(each.evidence)) for each in facts.measures]
    return match("measures", want(optional=False), found, same_name, want(optional=True))


class _Duty(NamedTuple):
    """A responsibility that is wanted: each of the names and roles counts as right."""

    measure: str
    names: frozenset[str]
    roles: frozenset[Role]


class _Held(NamedTuple):
    """A responsibility that was found."""

    measure: str
    name: str
    role: Role


def _duty(item: dict[str, Any]) -> _Duty:
    split = item.get("alt_split")
    names = [
        item["canonical"],
        *item.get("canonical_accept", []),
        *(split if isinstance(split, list) else []),
    ]
    roles = {_ROLES[role] for role in (item["role"], *item.get("role_accept", []))}
    return _Duty(normal(item["measure"]), frozenset(map(normal, names)), frozenset(roles))


def _responsibilities(gold: list[dict[str, Any]], facts: Facts) -> tuple[Score, Score]:
    measures = {measure.id: measure.name for measure in facts.measures}
    names = {org.id: org.label for org in facts.organizations}

    def words(measure: str, name: str, role: Role) -> str:
        return f"{name}{_ROLE_WORDS[role]}：{measure}"

    def same_owner(one: _Duty, other: _Held) -> bool:
        return same_name(one.measure, other.measure) and other.name in one.names

    def same_duty(one: _Duty, other: _Held) -> bool:
        return same_owner(one, other) and other.role in one.roles

    wanted: dict[_Duty, Item[_Duty]] = {}
    optional = []
    for item in gold:
        duty = _duty(item)
        place = written_at(facts.text, item.get("quote"), item.get("department"))
        entry = Item(duty, words(item["measure"], item["canonical"], _ROLES[item["role"]]), place)
        if not item.get("optional"):
            wanted.setdefault(duty, entry)
        if item.get("optional") or item.get("alt_split"):
            optional.append(entry)
    held: dict[_Held, Item[_Held]] = {}
    for each in facts.responsibilities:
        measure, name = measures[each.measure], names[each.organization]
        key = _Held(normal(measure), normal(name), each.role)
        held.setdefault(key, Item(key, words(measure, name, each.role), found_at(each.evidence)))
    owned = {(item.key.measure, item.key.names): item for item in reversed(wanted.values())}
    owners = {(item.key.measure, item.key.name): item for item in reversed(held.values())}
    return (
        match("owners", list(owned.values())[::-1], list(owners.values())[::-1], same_owner, optional),
        match("responsibilities", list(wanted.values()), list(held.values()), same_duty, optional),
    )


class _Wish(NamedTuple):
    """A target that is wanted: each of the years and comparators counts as right."""

    indicator: str
    amount: tuple[float, float | None, str]
    years: frozenset[int | None]
    comparators: frozenset[Comparator]
    growth: bool


class _Goal(NamedTuple):
    """A target that was found."""

    indicator: str
    amount: tuple[float, float | None, str]
    year: int | None
    comparator: Comparator
    growth: bool


def _several(item: dict[str, Any], name: str) -> list[Any]:
    also = item.get(name, [])
    return also if isinstance(also, list) else [also]


def _wish(item: dict[str, Any]) -> _Wish:
    low, high = item["value"] if isinstance(item["value"], list) else (item["value"], None)
    signs = {item["comparator"], *_several(item, "comparator_accept")}
    return _Wish(
        normal(item["indicator"]),
        (float(low), float(high) if high is not None else None, normal(item["unit"])),
        frozenset({item.get("year"), *_several(item, "year_accept")}),
        frozenset(_COMPARATORS[sign] for sign in signs if sign in _COMPARATORS),
        bool(item.get("growth")),
    )


def _amount(indicator: str, low: float, high: float | None, unit: str, year: int | None, sign: str) -> str:
    number = f"{low:g}" if high is None else f"{low:g}–{high:g}"
    return f"{indicator}：{sign if sign in ('>=', '>', '~', '<=', '<') else ''}{number}{unit}" + (
        f"（{year}年）" if year else ""
    )


def _targets(gold: list[dict[str, Any]], facts: Facts) -> tuple[Score, Score]:
    labels = {indicator.id: indicator.label for indicator in facts.indicators}

    def want(*, optional: bool) -> list[Item[_Wish]]:
        items = []
        for item in gold:
            if bool(item.get("optional")) is optional:
                wish = _wish(item)
                low, high, _ = wish.amount
                words = _amount(
                    item["indicator"], low, high, item["unit"], item.get("year"), item["comparator"]
                )
                items.append(Item(wish, words, written_at(facts.text, item.get("quote"))))
        return items

    found = []
    for target in facts.targets:
        label, low = labels[target.indicator], float(target.value)
        high = float(target.upper_value) if target.upper_value is not None else None
        goal = _Goal(
            normal(label), (low, high, normal(target.unit)), target.due_year, target.comparator, target.growth
        )
        words = _amount(label, low, high, target.unit, target.due_year, _SIGNS[target.comparator])
        found.append(Item(goal, words, found_at(target.evidence)))

    def same(one: _Wish, other: _Goal) -> bool:
        alike = one.amount == other.amount and other.year in one.years
        return alike and similar(one.indicator, other.indicator)

    def same_relation(one: _Wish, other: _Goal) -> bool:
        return same(one, other) and other.comparator in one.comparators and one.growth == other.growth

    wanted, optional = want(optional=False), want(optional=True)
    return (
        match("targets", wanted, found, same, optional),
        match("targets+comparator", wanted, found, same_relation, optional),
    )


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
        wanted = {
            normal(name): Item(normal(name), name, written_at(facts.text, name))
            for name in reversed(gold[kind])
            if normal(name) not in neutral
        }
        forms = [
            Item(frozenset(map(normal, (each.label, *each.alt_labels))), each.label, found_at(each.evidence))
            for each in things
        ]
        cared = [item for item in forms if not item.key & neutral]
        scores.append(match(kind, list(wanted.values())[::-1], cared, lambda name, names: name in names))
    return scores


def _projects(gold: list[dict[str, Any]], facts: Facts) -> Score:
    names = {org.id: normal(org.label) for org in facts.organizations}
    wanted = [
        Item(
            (
                item["no"],
                normal(item["name"]),
                _NATURES.get(item["nature"]),
                float(item["investment_wan"]),
                (item["period"][0], item["period"][-1]),
                frozenset(map(normal, item["units"])),
            ),
            f"{item['no']} {item['name']}",
            written_at(facts.text, item["name"]),
        )
        for item in gold
    ]
    found = [
        Item(
            (
                each.number,
                normal(each.name),
                each.nature,
                float(each.investment or 0),
                (each.start_year, each.end_year),
                frozenset(names[builder] for builder in each.built_by),
            ),
            f"{each.number} {each.name}",
            found_at(each.evidence),
        )
        for each in facts.projects
    ]
    return match("projects", wanted, found, equal)


def _evidence(facts: Facts) -> Score:
    """Each fact, topic and instrument whose passages all stand in the text where they say is right."""
    right, wrong = 0, []
    for fact, evidence in facts.evidence():
        astray = [each for each in evidence.passages if facts.text[each.start : each.end] != each.exact]
        if astray:
            wrong.append(Difference(f"{type(fact).__name__}: {astray[0].exact}"))
        else:
            right += 1
    return Score("evidence", right, (), tuple(wrong))
