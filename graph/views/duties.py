"""Who answers for what: each responsibility with its words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

from pyoxigraph import NamedNode

from graph.engine import Engine
from graph.views.lookups import values_of
from graph.views.selection import within
from graph.views.texts import plan_texts, with_sentences
from graph.views.values import Ref, Words, concept, decimal, integer, iri, ref, words

__all__ = ["ROLE_ORDER", "Duty", "duties", "in_role_order"]

#: Roles in the order in which pages list them.
ROLE_ORDER: Final = ("lead", "responsible", "support", "office-host", "coordinator", "regulator")

_DUTIES: Final = """
SELECT ?duty ?role ?confidence ?foundBy ?measure ?measureLabel ?order ?department ?departmentLabel
       ?plan ?planLabel ?start ?end ?exact
WHERE {
  GRAPH ?g {
    ?duty a pg:Responsibility ; pg:measure ?measure ; pg:department ?department ; pg:role ?role ;
          pg:confidence ?confidence ; pg:foundBy ?foundBy ; prov:wasDerivedFrom ?passage .
    ?passage oa:start ?start ; oa:end ?end ; oa:exact ?exact .
    ?measure pg:inPlan ?plan ; rdfs:label ?measureLabel ; pg:order ?order .
    ?plan rdfs:label ?planLabel .
    ?department rdfs:label ?departmentLabel .
  }
}"""


@dataclass(frozen=True, slots=True)
class Duty:
    """One organisation answering for one measure in one ``role`` (``lead``), with the words for it.

    ``words`` are the words of the organisation's name where the passage of the fact is that short,
    in the sentence that says so.
    """

    iri: str
    role: str
    as_written: str
    confidence: Decimal
    found_by: str
    measure: Ref
    order: int
    department: Ref
    plan: Ref
    words: Words


def duties(
    engine: Engine,
    *,
    plan: str | None = None,
    department: str | None = None,
    measures: Collection[str] | None = None,
    among: Collection[str] | None = None,
) -> tuple[Duty, ...]:
    """Responsibilities in the order of the documents: all, or those of what is given, by IRI.

    ``plan`` and ``department`` are one each; ``measures`` are measures that they belong to, ``among``
    are responsibilities.
    """
    query = _DUTIES
    for name, chosen in (("measure", measures), ("duty", among)):
        if chosen is not None:
            query = within(query, name, chosen)
    bindings = {
        name: NamedNode(value) for name, value in (("plan", plan), ("department", department)) if value
    }
    passages: dict[str, set[Words]] = defaultdict(set)
    found: dict[str, Duty] = {}
    rows = engine.rows(query, **bindings)
    written = values_of(engine, "pg:asWritten", {iri(row, "duty") for row in rows})
    for row in rows:
        key = iri(row, "duty")
        plan_ref, measure, organization = ref(row, "plan"), ref(row, "measure"), ref(row, "department")
        if plan_ref is None or measure is None or organization is None:
            continue
        place = Words(plan_ref.iri, integer(row, "start"), integer(row, "end"), words(row, "exact"))
        passages[key].add(place)
        found[key] = Duty(
            iri=key,
            role=concept(row, "role").removeprefix("role/"),
            as_written=written.get(key, ""),
            confidence=decimal(row, "confidence") or Decimal(0),
            found_by=words(row, "foundBy"),
            measure=measure,
            order=integer(row, "order"),
            department=organization,
            plan=plan_ref,
            words=place,
        )
    chosen = {key: _pointed(duty, passages[key]) for key, duty in found.items()}
    texts = plan_texts(engine, (item.plan for item in chosen.values()))
    complete = (replace(duty, words=with_sentences((chosen[key],), texts)[0]) for key, duty in found.items())
    return tuple(
        sorted(
            complete,
            key=lambda duty: (duty.plan.iri, duty.order, _rank(duty.role), duty.words.start, duty.iri),
        )
    )


def _pointed(duty: Duty, passages: set[Words]) -> Words:
    """The passage to point at: the one that is the name as written, else the shortest."""
    return min(passages, key=lambda item: (item.exact != duty.as_written, item.end - item.start, item.start))


def in_role_order(roles: Collection[str]) -> tuple[str, ...]:
    """These roles in the order of `ROLE_ORDER`; others (of graphs that were written by hand) behind, by name."""
    return (*(role for role in ROLE_ORDER if role in roles), *sorted(set(roles) - set(ROLE_ORDER)))


def _rank(role: str) -> int:
    return ROLE_ORDER.index(role) if role in ROLE_ORDER else len(ROLE_ORDER)
