"""Additions: facts that extraction missed, each with the words that prove it."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any, Final

from loaders.corrections.addressing import find_measure, find_named, number_of, one_of, table_name
from loaders.corrections.entries import Entry
from loaders.corrections.naming import organization_named, thing_named
from loaders.corrections.quoting import occurrences, quoted
from loaders.corrections.schema import COMPARATORS, MEASURE_KINDS, PLAN_FIELDS, ROLES, TRUTH
from loaders.corrections.working import Working, attested, responsibility_id
from loaders.rules.indicators import indicator, kind_of
from loaders.rules.instruments import instruments
from loaders.rules.quantities import Quantity, quantities
from loaders.rules.scope import Scope
from loaders.rules.targets import plain
from loaders.rules.topics import topics
from ontology.identifiers import resource, slug, tail
from ontology.model import (
    CitedDocument,
    Comparator,
    Evidence,
    Measure,
    MeasureKind,
    Passage,
    ResourceId,
    Responsibility,
    Target,
)

__all__ = ["ADD_ORDER", "add", "plan_values"]

#: What later additions may name comes first: a duty may be of a measure that was added too.
ADD_ORDER: Final = ("measure", "platform", "park", "department", "enterprise", "association", "institution",
                    "target", "responsibility", "plan")  # fmt: skip


def add(working: Working, entry: Entry) -> bool:
    """Add one fact; False when what it hangs on is gone. Raises `DocumentError` for words that are not there."""
    adders: dict[str, Callable[[Working, Entry], bool]] = {
        "measure": _measure,
        "responsibility": _responsibility,
        "target": _target,
        "plan": _plan,
    }
    return adders.get(entry.kind, _named)(working, entry)


def _named(working: Working, entry: Entry) -> bool:
    """A platform, park or organisation: at its name inside the quote, else at the quote itself."""
    passages = []
    for passage in quoted(working.text, entry, entry.name):
        inside = occurrences(passage.exact, entry.name)
        at = passage.start + inside[0] if inside else passage.start
        words = entry.name if inside else passage.exact
        passages.append(Passage(at, at + len(words), words))
    table = working.tables[table_name(entry.kind)]
    key = find_named(working, entry, entry.kind, entry.name)
    thing = table[key] if key else thing_named(working, entry, entry.kind, entry.name)
    if key is None and thing.id in table:
        key, thing = thing.id, table[thing.id]
    evidence = attested(thing.evidence if key else None, "add", entry.attribution, passages)
    forms = dict.fromkeys((*thing.alt_labels, entry.name, *(passage.exact for passage in passages)))
    table[thing.id] = replace(
        thing, alt_labels=tuple(form for form in forms if form != thing.label), evidence=evidence
    )
    for passage in passages:
        working.mention(thing.id, passage, evidence)
    return True


def _responsibility(working: Working, entry: Entry) -> bool:
    role = one_of(entry, "role", ROLES)
    measure = find_measure(working, entry, entry.get("measure"))
    (passage,) = _single(working, entry)
    if measure is None:
        return False
    organization = organization_named(working, entry, entry.name)
    known = working.tables["organizations"].get(organization.id, organization)
    written = _as_written(entry, passage, (entry.name, known.label, *known.alt_labels))
    at = passage.start + passage.exact.index(written)
    name = Passage(at, at + len(written), written)
    duty = Responsibility(
        ResourceId(""),
        measure,
        organization.id,
        role,
        written,
        attested(None, "add", entry.attribution, dict.fromkeys((passage, name))),
    )
    duty = replace(duty, id=responsibility_id(duty))
    earlier = working.tables["responsibilities"].get(duty.id)
    if earlier is not None:
        working.settle(earlier.evidence)
        evidence = attested(earlier.evidence, "add", entry.attribution, duty.evidence.passages)
        working.tables["responsibilities"][duty.id] = replace(earlier, evidence=evidence)
    else:
        working.put_duty(duty)
    if organization.id not in working.tables["organizations"]:
        forms = () if written == organization.label else (written,)
        evidence = attested(None, "add", entry.attribution, (name,))
        working.tables["organizations"][organization.id] = replace(
            organization, alt_labels=forms, evidence=evidence
        )
        working.mention(organization.id, name, evidence)
    return True


def _as_written(entry: Entry, passage: Passage, forms: tuple[str, ...]) -> str:
    given = entry.get("as-written")
    found = [form for form in ((given,) if given else forms) if form in passage.exact]
    if not found:
        message = (
            f"the quote does not name “{given or entry.name}”; quote the words that do, or give as-written"
        )
        raise entry.error(f"{message} (what the quote calls it).", "as-written" if given else "quote")
    return found[0]


def _single(working: Working, entry: Entry) -> tuple[Passage]:
    passages = quoted(working.text, entry)
    if len(passages) > 1:
        raise entry.error(f"a {entry.kind} is said in one place: nth must be a number.", "nth")
    return (passages[0],)


def _measure(working: Working, entry: Entry) -> bool:
    (passage,) = _single(working, entry)
    text = working.text
    if entry.name not in passage.exact:
        raise entry.error(f"the quote does not hold the measure's name “{entry.name}”.", "quote")
    name_start = passage.start + passage.exact.index(entry.name)
    name = Passage(name_start, name_start + len(entry.name), entry.name)
    until = entry.get("until")
    end = text.find(until, passage.end) + len(until) if until else text.find("\n", passage.end)
    if until and end < passage.end + len(until):
        raise entry.error(f"“{until}” does not stand behind the quote.", "until")
    end = end if end >= 0 else len(text)
    whole = Passage(passage.start, end, text[passage.start : end])
    section = _section(working, entry, passage)
    if section is None:
        return False
    key = resource("measure", working.slug, f"{_last(section)}-{tail(entry.name, passage.exact)}")
    scope = Scope(working.slug, text, (), None, None, None, None, None)
    working.tables["measures"][key] = Measure(
        id=key,
        name=entry.name,
        section=section,
        order=0,
        kind=one_of(entry, "kind", MEASURE_KINDS) or MeasureKind.TASK,
        text=whole.exact,
        topics=topics(scope, whole.start, whole.end, name.end),
        instruments=instruments(scope, whole.start, whole.end, name.end),
        evidence=attested(None, "add", entry.attribution, dict.fromkeys((name, whole))),
    )
    return True


def _last(key: ResourceId) -> str:
    return key.rpartition("/")[2]


def _section(working: Working, entry: Entry, passage: Passage) -> ResourceId | None:
    wanted = entry.get("section")
    if not wanted:
        before = [each for each in working.sections if min(each.evidence.passages).start <= passage.start]
        return max(before, key=lambda each: min(each.evidence.passages).start).id if before else None
    found = [
        each.id
        for each in working.sections
        if wanted in (each.id, _last(each.id), each.title, f"{each.notation}{each.title}")
    ]
    if len(found) > 1:
        raise entry.error(f"{len(found)} sections are called “{wanted}”; write the number.", "section")
    return found[0] if found else None


def _target(working: Working, entry: Entry) -> bool:
    value, upper, due = number_of(entry, "value"), number_of(entry, "upper"), number_of(entry, "due")
    comparator = one_of(entry, "comparator", COMPARATORS)
    growth = bool(one_of(entry, "growth", TRUTH))
    (passage,) = _single(working, entry)
    measure = working.measure_at(passage)
    if entry.get("measure"):
        measure = find_measure(working, entry, entry.get("measure"))
        if measure is None:
            return False
    if value is None or (upper is not None and upper <= value):
        raise entry.error("upper must be greater than value.", "upper")
    year = None if due is None else _year(entry, "due", plain(due))
    unit = entry.get("unit")
    known = _measured(plain(value) + unit)
    evidence = attested(None, "add", entry.attribution, (passage,))
    kind = kind_of(entry.name, known.dimension if known else "things", growth=growth)
    counted = indicator(working.slug, entry.name, kind, evidence)
    counted = next(
        (each for each in working.tables["indicators"].values() if each.label == entry.name), counted
    )
    parts = (entry.name, plain(value), plain(upper), unit, str(year), str(growth))
    key = resource("target", working.slug, f"{slug(entry.name)[:40].rstrip('-')}-{tail(*parts)}")
    default = Comparator.BETWEEN if upper is not None else Comparator.EXACTLY
    earlier = working.tables["targets"].get(key)
    working.tables["indicators"].setdefault(counted.id, counted)
    working.tables["targets"][key] = Target(
        id=key,
        indicator=counted.id,
        value=value,
        upper_value=upper,
        unit=unit,
        comparator=comparator or (earlier.comparator if earlier else default),
        growth=growth,
        due_year=year,
        measure=measure,
        normalized_value=Decimal(plain(value * known.factor)) if known else None,
        normalized_unit=known.normalized if known else None,
        evidence=attested(earlier.evidence if earlier else None, "add", entry.attribution, (passage,)),
    )
    return True


def _measured(words: str) -> Quantity | None:
    """What a number with its unit amounts to (3万人次: 30,000 persons); None for a unit that nobody knows."""
    found = quantities(words, 0, len(words))
    return found[0] if found and found[0].core_end == len(words) else None


def _year(entry: Entry, key: str, words: str) -> int:
    if not re.fullmatch(r"(?:19|20)\d{2}", words):
        raise entry.error(f"{words!r} is no year; write it as 2016.", key)
    return int(words)


def plan_values(working: Working, entry: Entry, words: str) -> Mapping[str, Any]:
    """Fields of `Plan` that a correction of the plan's description sets. Raises `DocumentError`."""
    name = entry.name
    if name == "issued":
        try:
            return {"issued": dt.date.fromisoformat(words)}
        except ValueError as error:
            raise entry.error(f"{words!r} is not a date; write it as 2014-06-01.", "value") from error
    if name in ("start-year", "end-year"):
        return {name.replace("-", "_"): _year(entry, "value", words)}
    if name == "issuer":
        return {"creators": (organization_named(working, entry, words).id,)}
    if name not in PLAN_FIELDS:
        raise entry.error(f"a plan has no {name!r}; it has {', '.join(PLAN_FIELDS)}.")
    return {name: words}


def _plan(working: Working, entry: Entry) -> bool:
    (passage,) = _single(working, entry)
    words = entry.get("value")
    evidence = attested(working.plan.evidence, "add", entry.attribution, (passage,))
    if entry.name == "based-on":
        title = words.strip("《》")
        cited = CitedDocument(
            resource("document", tail(title) + tail(title, "document")),
            title,
            None,
            attested(None, "add", entry.attribution, (passage,)),
        )
        working.tables["cited"].setdefault(cited.id, cited)
        values: Mapping[str, Any] = {"based_on": tuple(dict.fromkeys((*working.plan.based_on, cited.id)))}
    else:
        values = plan_values(working, entry, words)
    if entry.name == "issuer":
        working.settle_issuer()
        _issuer(working, entry, words, passage)
    working.plan = replace(working.plan, evidence=evidence, **values)
    return True


def _issuer(working: Working, entry: Entry, words: str, passage: Passage) -> None:
    issuer = organization_named(working, entry, words)
    known: Evidence | None = getattr(working.tables["organizations"].get(issuer.id), "evidence", None)
    evidence = attested(known, "add", entry.attribution, (passage,))
    working.tables["organizations"][issuer.id] = replace(issuer, evidence=evidence)
