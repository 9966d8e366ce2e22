"""A plan's facts while they are corrected: tables by identifier, and the references between them.

Not shared and not kept: `Working(facts)` takes them apart, `facts()` puts them together again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields, replace
from typing import Any, Final

from ontology.identifiers import resource
from ontology.model import (
    Attribution,
    Evidence,
    Facts,
    Mention,
    Organization,
    Passage,
    Plan,
    ResourceId,
    Responsibility,
)

__all__ = ["TABLES", "Working", "attested", "responsibility_id", "with_name"]

#: Fields of `Facts` whose members have identifiers.
TABLES: Final = (
    "places", "organizations", "platforms", "parks", "cited", "measures", "responsibilities",
    "indicators", "targets", "programmes", "projects",
)  # fmt: skip
#: Verbs from the weakest to the strongest word about how a fact came to be.
_RANK: Final = ("correction/rename", "correction/same-as", "correction/add")


def attested(
    evidence: Evidence | None, verb: str, by: Attribution, passages: Iterable[Passage] = ()
) -> Evidence:
    """Evidence of a fact that a person has vouched for: more passages, full confidence, their name."""
    earlier = evidence.passages if evidence else ()
    rules = {f"correction/{verb}"} | ({evidence.found_by} if evidence else set())
    people = {by, *(evidence.attributed_to if evidence else ())}
    return Evidence(
        tuple(dict.fromkeys((*earlier, *passages))),
        1.0,
        max(rules & set(_RANK), key=_RANK.index),
        tuple(sorted(people, key=lambda each: (each.by, str(each.on)))),
    )


def _joined(one: Evidence, other: Evidence) -> Evidence:
    """Evidence of two facts that turned out to be one: the surer one's, with the passages of both."""
    first, second = sorted(
        (one, other), key=lambda each: (-each.confidence, each.found_by, min(each.passages))
    )
    people = {*first.attributed_to, *second.attributed_to}
    return Evidence(
        tuple(dict.fromkeys((*first.passages, *second.passages))),
        first.confidence,
        first.found_by,
        tuple(sorted(people, key=lambda each: (each.by, str(each.on)))),
    )


def responsibility_id(duty: Responsibility) -> ResourceId:
    """Identifier of a duty from what it says; the same as extraction gives."""
    return resource(
        "responsibility",
        *duty.measure.removeprefix("measure/").split("/"),
        duty.organization.removeprefix("org/").replace("/", "-"),
        duty.role.value,
    )


def with_name(thing: Any, label: str) -> Any:
    """A named thing under another label; the old one stays as a form in which it is written."""
    forms = dict.fromkeys((thing.label, *thing.alt_labels))
    return replace(thing, label=label, alt_labels=tuple(form for form in forms if form != label))


class Working:
    """Facts as tables that can be changed; every change keeps references whole."""

    def __init__(self, facts: Facts) -> None:
        self._facts = facts
        self.text = facts.text
        self.plan: Plan = facts.plan
        self.sections = facts.sections
        self.mentions: list[Mention] = list(facts.mentions)
        self.settled: set[Passage] = set()
        self.tables: dict[str, dict[ResourceId, Any]] = {
            name: {fact.id: fact for fact in getattr(facts, name)} for name in TABLES
        }

    @property
    def slug(self) -> str:
        """Slug of the plan."""
        return self.plan.id.removeprefix("plan/")

    def table_of(self, key: ResourceId) -> dict[ResourceId, Any] | None:
        """The table that holds an identifier; None when there is none."""
        return next((table for table in self.tables.values() if key in table), None)

    def facts(self) -> Facts:
        """The facts as they now are, in the order in which extraction gives them."""
        tables: dict[str, Any] = {name: tuple(table.values()) for name, table in self.tables.items()}
        for name in ("places", "organizations", "platforms", "parks"):
            tables[name] = tuple(sorted(tables[name], key=lambda fact: str(fact.id)))
        order = {each.id: number for number, each in enumerate(self._facts.responsibilities)}
        tables["responsibilities"] = tuple(
            sorted(tables["responsibilities"], key=lambda duty: order.get(duty.id, len(order)))
        )
        ordered = sorted(tables["measures"], key=lambda measure: _start(measure.evidence))
        tables["measures"] = tuple(
            measure if measure.order == order else replace(measure, order=order)
            for order, measure in enumerate(ordered, 1)
        )
        used = {target.indicator for target in tables["targets"]}
        tables["indicators"] = tuple(each for each in tables["indicators"] if each.id in used)
        return replace(self._facts, plan=self.plan, mentions=tuple(self.mentions), **tables)

    def settle(self, evidence: Evidence) -> None:
        """Note words that a person has judged: doubts about them are answered."""
        self.settled.update(evidence.passages)

    def settle_issuer(self) -> None:
        """The same for the words that the plan's issuing bodies were told from."""
        for creator in self.plan.creators:
            body = self.named_in(creator)
            if body is not None:
                self.settle(body.evidence)

    def subject_at(self, passage: Passage) -> ResourceId | None:
        """The measure whose text holds a passage, else the section it stands under."""
        measure = self.measure_at(passage)
        if measure is not None:
            return measure
        before = [item for item in self.sections if _start(item.evidence) <= passage.start]
        return max(before, key=lambda item: _start(item.evidence)).id if before else None

    def measure_at(self, passage: Passage) -> ResourceId | None:
        """The narrowest measure whose text holds a passage."""
        holding = [
            (words.end - words.start, measure.id)
            for measure in self.tables["measures"].values()
            for words in measure.evidence.passages
            if words.start <= passage.start and passage.end <= words.end
        ]
        return min(holding)[1] if holding else None

    def mention(self, target: ResourceId, passage: Passage, evidence: Evidence) -> None:
        """Note that a measure or section names a thing at a passage."""
        subject = self.subject_at(passage)
        if subject is not None:
            self._mention(Mention(subject, target, passage.exact, replace(evidence, passages=(passage,))))

    def _mention(self, new: Mention) -> None:
        for index, old in enumerate(self.mentions):
            if (old.subject, old.target) == (new.subject, new.target):
                self.mentions[index] = replace(old, evidence=_joined(old.evidence, new.evidence))
                return
        self.mentions.append(new)

    def remention(self, change: Callable[[Mention], Mention | None]) -> None:
        """Replace each mention by what ``change`` makes of it; None drops it."""
        mentions, self.mentions = self.mentions, []
        for mention in mentions:
            changed = change(mention)
            if changed is not None:
                self._mention(changed)

    def put_duty(self, duty: Responsibility) -> None:
        """Add a duty; one that says the same takes its evidence in."""
        duties = self.tables["responsibilities"]
        for key, earlier in duties.items():
            if responsibility_id(earlier) == responsibility_id(duty):
                duties[key] = replace(earlier, evidence=_joined(earlier.evidence, duty.evidence))
                return
        key = responsibility_id(duty)
        duties[key] = replace(duty, id=key)

    def redirect(self, moved: Mapping[ResourceId, ResourceId]) -> None:
        """Make every reference to an identifier point to another one."""

        def link(key: ResourceId | None) -> ResourceId | None:
            return moved.get(key, key) if key else key

        duties = self.tables["responsibilities"]
        for duty in [duty for duty in duties.values() if duty.organization in moved]:
            del duties[duty.id]
            self.put_duty(replace(duty, organization=moved[duty.organization]))
        for table in self.tables.values():
            for key, fact in table.items():
                table[key] = _relinked(fact, link)
        self.plan = _relinked(self.plan, link)
        self.remention(lambda each: replace(each, target=moved.get(each.target, each.target)))

    def remove(self, gone: frozenset[ResourceId]) -> None:
        """Take facts away, with the duties and mentions that hang on them."""
        for table in self.tables.values():
            for key in gone & table.keys():
                self.settle(table[key].evidence)
        sections = {key: measure.section for key, measure in self.tables["measures"].items() if key in gone}

        def link(key: ResourceId | None) -> ResourceId | None:
            return None if key in gone else key

        for table in self.tables.values():
            for key in gone & table.keys():
                del table[key]
        duties = self.tables["responsibilities"]
        for key in [key for key, duty in duties.items() if {duty.measure, duty.organization} & gone]:
            del duties[key]
        for table in self.tables.values():
            for key, fact in table.items():
                table[key] = _relinked(fact, link)
        self.plan = _relinked(self.plan, link)
        # What a dropped measure names is still named, in its section.
        self.remention(
            lambda each: (
                None
                if each.target in gone
                else replace(each, subject=sections.get(each.subject, each.subject))
            )
        )

    def named_in(self, key: ResourceId) -> Organization | None:
        """The organisation with an identifier."""
        found = self.tables["organizations"].get(key)
        return found if isinstance(found, Organization) else None


#: Fields that refer to one or several other facts which may be merged or dropped.
_LINKS: Final = ("place", "parent", "operated_by", "measure", "programme")
_LINK_LISTS: Final = ("built_by", "based_on", "creators", "measures")


def _relinked(fact: Any, link: Callable[[ResourceId | None], ResourceId | None]) -> Any:
    changes: dict[str, Any] = {}
    for item in fields(fact):
        value = getattr(fact, item.name)
        if item.name in _LINKS and value is not None and link(value) != value:
            changes[item.name] = link(value)
        elif item.name in _LINK_LISTS:
            linked = tuple(dict.fromkeys(new for each in value if (new := link(each)) is not None))
            if linked != value:
                changes[item.name] = linked
    return replace(fact, **changes) if changes else fact


def _start(evidence: Evidence) -> int:
    return min(evidence.passages).start
