"""Corrected facts from facts and corrections: pure, whatever the order of the file, once for all.

All additions are made first, so that other corrections may name what was added. Drops, renames and
same-as are then understood against these facts, all at once, and only after that carried out.
Corrections that contradict each other are refused. A correction that fits nothing (any more) becomes a doubt. Facts remember which
corrections they have been through, so that applying them again changes nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final

from loaders.corrections.adding import ADD_ORDER, add, plan_values
from loaders.corrections.addressing import addressed, find_named, role_of, table_name, whole_id
from loaders.corrections.entries import Corrections, Entry
from loaders.corrections.naming import organization_named, thing_named
from loaders.corrections.schema import NAMED, PLAN_FIELDS
from loaders.corrections.working import Working, attested, responsibility_id, with_name
from ontology.identifiers import named, resource
from ontology.model import (
    Correction,
    Doubt,
    Facts,
    Indicator,
    Organization,
    ResourceId,
    Responsibility,
    Target,
)

__all__ = ["STALE", "apply_corrections"]

#: Code of the doubt about a correction that fits nothing.
STALE: Final = "stale-correction"


@dataclass(slots=True)
class _Understood:
    """Drops, renames and joins by the identifiers that they mean.

    ``things`` are those that only other plans name so far, ``bodies`` who takes over renamed duties.
    """

    dropped: dict[ResourceId, Entry] = field(default_factory=dict)
    renamed: dict[ResourceId, Entry] = field(default_factory=dict)
    joined: dict[ResourceId, tuple[ResourceId, Entry]] = field(default_factory=dict)
    things: dict[ResourceId, Any] = field(default_factory=dict)
    bodies: dict[ResourceId, Organization] = field(default_factory=dict)
    plan: list[Entry] = field(default_factory=list)


def apply_corrections(facts: Facts, corrections: Corrections | None) -> Facts:
    """Facts after the corrections, each with ``found_by`` ``correction/…``, confidence 1 and its author.

    Raises `DocumentError` naming file and line where a correction quotes words that are not there or
    stand there several times, means several facts, or contradicts another one.
    """
    considered = {(each.verb, each.words, each.attribution) for each in facts.corrections}
    entries = sorted(
        {
            (entry.verb, entry.words, entry.attribution): entry
            for entry in (corrections.entries if corrections else ())
            if (entry.verb, entry.words, entry.attribution) not in considered
        }.values(),
        key=lambda entry: (entry.verb, entry.words, entry.attribution.by, str(entry.attribution.on)),
    )
    if not entries:
        return facts
    working = Working(facts)
    applied: dict[Entry, bool] = {}
    additions = [entry for entry in entries if entry.verb == "add"]
    for entry in sorted(additions, key=lambda each: ADD_ORDER.index(each.kind)):
        applied[entry] = add(working, entry)
    understood = _understand(working, [entry for entry in entries if entry.verb != "add"], applied)
    _carry_out(working, understood)
    return replace(
        working.facts(),
        doubts=(*(each for each in facts.doubts if each.passage not in working.settled), *_stale(applied)),
        corrections=(
            *facts.corrections,
            *(Correction(e.verb, e.words, e.attribution, applied[e]) for e in entries),
        ),
    )


def _understand(working: Working, entries: Iterable[Entry], applied: dict[Entry, bool]) -> _Understood:
    found = _Understood()
    for entry in entries:
        if entry.kind == "plan":
            allowed = ("title",) if entry.verb == "rename" else PLAN_FIELDS[1:]
            if entry.name not in allowed:
                raise entry.error(f"{entry.verb} plan takes {' or '.join(allowed)}, not {entry.name!r}.")
            found.plan.append(entry)
            applied[entry] = True
            continue
        key = addressed(working, entry)
        applied[entry] = key is not None
        if key is None:
            continue
        if entry.verb == "same-as":
            other, thing = _other(working, entry, key)
            if thing is not None:
                found.things[other] = thing
            if other != key:
                _once(found.joined, key, (other, entry), entry, found.joined.get(key, (None, entry))[1])
        elif entry.verb == "drop":
            found.dropped.setdefault(key, entry)
        else:
            _once(found.renamed, key, entry, entry, found.renamed.get(key, entry))
            if entry.kind == "responsibility" and entry.get("to"):
                found.bodies[key] = organization_named(working, entry, entry.get("to"))
    joined = {each: entry for each, (_, entry) in found.joined.items()}
    ends = dict(found.joined.values())
    for key, entry in found.dropped.items():
        for others in (found.renamed, joined, ends):
            if key in others:
                raise _contradiction(entry, others[key])
    return found


def _once(table: dict[ResourceId, Any], key: ResourceId, value: Any, entry: Entry, earlier: Entry) -> None:
    said = ("to", "to-role", "as")
    if earlier is not entry and any(earlier.get(each) != entry.get(each) for each in said):
        raise _contradiction(entry, earlier)
    table.setdefault(key, value)


def _contradiction(one: Entry, other: Entry) -> Exception:
    first, second = sorted((one, other), key=lambda each: each.line)
    return second.error(
        f"“{second.verb} {second.words}” contradicts line {first.line} ({first.verb} {first.words})."
    )


def _other(working: Working, entry: Entry, key: ResourceId) -> tuple[ResourceId, Any]:
    """What a thing is the same as: one of the document's, or a new one that other plans name."""
    words = entry.get("as")
    kind = entry.kind
    if kind == "id":
        kind = {"platform": "platform", "park": "park"}.get(key.partition("/")[0], "")
        if not kind and not key.startswith("org/"):
            raise entry.error(f"{key} has no name of its own; same-as joins {', '.join(NAMED)}.")
    name = table_name(kind)
    prefix = {"platforms": "platform/", "parks": "park/", "organizations": "org/"}[name]
    wanted = whole_id(words)
    if wanted in working.tables[name] or (wanted.startswith(prefix) and wanted.isascii()):
        return wanted, None
    found = find_named(working, entry, kind, words) if kind else None
    if found:
        return found, None
    new = thing_named(working, entry, kind, words) if kind else organization_named(working, entry, words)
    return new.id, None if new.id in working.tables[name] else new


def _carry_out(working: Working, understood: _Understood) -> None:
    """Drops, renames and joins, so that none of them is in the way of another.

    Duties that are given to another body are put aside first: they outlive the body that they had.
    """
    duties = working.tables["responsibilities"]
    moving = {key: duties.pop(key) for key in sorted(understood.renamed.keys() & duties.keys())}
    measures = set(working.tables["measures"])
    _drop(working, understood)
    _rename(working, {key: entry for key, entry in understood.renamed.items() if key not in moving})
    for entry in understood.plan:
        if entry.verb == "rename":
            values = plan_values(working, entry, entry.get("to"))
            evidence = attested(working.plan.evidence, "rename", entry.attribution)
            working.plan = replace(working.plan, evidence=evidence, **values)
    for key, duty in moving.items():
        if duty.measure in working.tables["measures"] or duty.measure not in measures:
            _rename_duty(working, duty, understood.renamed[key], understood.bodies.get(key))
    _join(working, understood)


def _join(working: Working, understood: _Understood) -> None:
    moved: dict[ResourceId, ResourceId] = {}
    for key in understood.joined:
        path, at = [key], key
        while at in understood.joined:
            at, entry = understood.joined[at]
            if at in path:
                raise entry.error(f"“{entry.words}” closes a circle of things that are the same.")
            path.append(at)
        moved[key] = at
    for key, end in sorted(moved.items()):
        table = next(table for table in working.tables.values() if key in table)
        one, by = table.pop(key), understood.joined[key][1].attribution
        if end not in table:
            new = understood.things.get(end)
            table[end] = replace(new, evidence=one.evidence) if new else replace(one, id=end)
        other = table[end]
        forms = dict.fromkeys((*other.alt_labels, one.label, *one.alt_labels))
        table[end] = replace(
            other,
            alt_labels=tuple(form for form in forms if form != other.label),
            evidence=attested(other.evidence, "same-as", by, one.evidence.passages),
        )
    if moved:
        working.redirect(moved)


def _rename(working: Working, renamed: Mapping[ResourceId, Entry]) -> None:
    for key, entry in sorted(renamed.items()):
        table = working.table_of(key)
        if table is None:
            if key.startswith("annotation/"):
                raise entry.error("a topic has no name to change; drop it.")
            continue  # it hung on something that was dropped
        fact = table[key]
        working.settle(fact.evidence)
        to = entry.get("to")
        evidence = attested(fact.evidence, "rename", entry.attribution)
        if isinstance(fact, Target):
            fact = replace(fact, indicator=_indicator(working, fact, to, entry).id)
        elif hasattr(fact, "name"):
            fact = replace(fact, name=to)
        elif hasattr(fact, "alt_labels"):
            fact = with_name(fact, to)
        elif hasattr(fact, "title"):
            fact = replace(fact, title=to)
        else:
            fact = replace(fact, label=to)
        table[key] = replace(fact, evidence=evidence)


def _indicator(working: Working, target: Target, label: str, entry: Entry) -> Indicator:
    known: dict[ResourceId, Indicator] = working.tables["indicators"]
    found = next((each for each in known.values() if each.label == label), None)
    if found is None:
        old = known[target.indicator]
        evidence = attested(old.evidence, "rename", entry.attribution)
        key = resource("indicator", working.slug, named(label))
        found = known.setdefault(key, Indicator(key, label, old.kind, evidence))
    return found


def _rename_duty(working: Working, duty: Responsibility, entry: Entry, body: Organization | None) -> None:
    """Another body, another role, or both, for the same words of the document."""
    role = role_of(entry, "to-role") or duty.role
    if body is None and not entry.get("to-role"):
        raise entry.error("rename responsibility needs to (another body) or to-role (another role).")
    working.settle(duty.evidence)
    organization = body.id if body else duty.organization
    if organization not in working.tables["organizations"]:
        if body is None:
            return  # the body was dropped, and nobody else was named
        evidence = attested(None, "rename", entry.attribution, duty.evidence.passages[-1:])
        forms = () if duty.as_written == body.label else (duty.as_written,)
        working.tables["organizations"][body.id] = replace(body, alt_labels=forms, evidence=evidence)
    evidence = attested(duty.evidence, "rename", entry.attribution)
    new = replace(duty, organization=organization, role=role, evidence=evidence)
    if responsibility_id(new) == responsibility_id(duty):
        working.tables["responsibilities"][duty.id] = new  # confirmed as it is
        return
    working.put_duty(new)


def _drop(working: Working, understood: _Understood) -> None:
    for entry in understood.plan:
        if entry.verb == "drop":
            if entry.name == "issuer":
                working.settle_issuer()
            emptied: dict[str, dict[str, Any]] = {"issuer": {"creators": ()}, "based-on": {"based_on": ()}}
            values = emptied.get(entry.name) or {entry.name.replace("-", "_"): None}
            working.plan = replace(working.plan, **values)
    tags = {key for key in understood.dropped if key.startswith("annotation/")}
    working.remove(frozenset(understood.dropped.keys() - tags))
    for key in tags:
        _drop_tag(working, key)


def _drop_tag(working: Working, key: ResourceId) -> None:
    """A topic or instrument by the identifier of its annotation (``annotation/<plan>/<measure>/<concept>``)."""
    measures = working.tables["measures"]
    for measure_key, measure in measures.items():
        prefix = f"annotation/{working.slug}/{measure_key.removeprefix(f'measure/{working.slug}/')}/"
        if key.startswith(prefix):
            concept = key.removeprefix(prefix)
            measures[measure_key] = replace(
                measure,
                topics=tuple(tag for tag in measure.topics if tag.concept != concept),
                instruments=tuple(tag for tag in measure.instruments if tag.concept != concept),
            )


def _stale(applied: dict[Entry, bool]) -> Sequence[Doubt]:
    stale = sorted((entry for entry, fitted in applied.items() if not fitted), key=lambda each: each.words)
    return [
        Doubt(
            STALE,
            f"更正“{entry.verb} {entry.words}”（{_file(entry)}第{entry.line}行）已没有对应的内容",
            f"The correction “{entry.verb} {entry.words}” ({_file(entry)}, line {entry.line}) fits nothing",
        )
        for entry in stale
    ]


def _file(entry: Entry) -> str:
    """The file's name alone: facts hold no folder of the machine that read it."""
    return entry.source.replace("\\", "/").rpartition("/")[2]
