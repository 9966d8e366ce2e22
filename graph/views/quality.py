"""How accurate the facts are: the published measurements of each plan, and what was wrong."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from graph.engine import Engine
from graph.views.texts import plan_texts, with_sentences
from graph.views.values import Ref, Words, integer, iri, ref, words
from ontology.quality import FIGURES, KINDS

__all__ = ["PlanQuality", "QualityFigure", "WrongFact", "quality", "totals"]

_COUNTS: Final = """
SELECT ?plan ?planLabel ?metric ?value
WHERE {
  ?plan a pg:Plan ; rdfs:label ?planLabel .
  ?measurement a dqv:QualityMeasurement ; dqv:computedOn ?plan ; dqv:value ?value ; dqv:isMeasurementOf ?m .
  ?m dcterms:identifier ?metric ; dqv:expectedDataType xsd:integer .
}"""

_EVALUATIONS: Final = """
SELECT DISTINCT ?plan ?ended ?software ?part ?file ?sha ?now
WHERE {
  ?measurement dqv:computedOn ?plan ; prov:wasGeneratedBy ?activity .
  ?plan schema:sha256 ?now .
  ?activity prov:endedAtTime ?ended ; prov:wasAssociatedWith/rdfs:label ?software ; prov:used ?entity .
  ?entity dcterms:type ?part ; dcterms:source ?file ; schema:sha256 ?sha .
}"""

_WRONG: Final = """
SELECT ?fact ?plan ?metric ?words ?start ?end ?exact
WHERE {
  ?fact a dqv:QualityAnnotation ; oa:bodyValue ?words ; oa:hasTarget ?measurement .
  ?measurement dqv:computedOn ?plan ; dqv:isMeasurementOf/dcterms:identifier ?metric .
  OPTIONAL { ?fact oa:hasTarget/oa:hasSelector ?selector .
             ?selector oa:start ?start ; oa:end ?end ; oa:exact ?exact }
}"""


@dataclass(frozen=True, slots=True)
class QualityFigure:
    """Counts of one kind of fact (a name of `ontology.quality.KINDS`)."""

    kind: str
    right: int
    missing: int
    spurious: int

    @property
    def precision(self) -> float | None:
        """Share of what was found that is right; None where nothing was found."""
        return _share(self.right, self.right + self.spurious)

    @property
    def recall(self) -> float | None:
        """Share of what there is that was found; None where there is nothing."""
        return _share(self.right, self.right + self.missing)

    @property
    def f1(self) -> float | None:
        """Harmonic mean of the two; None where there is nothing and nothing was found."""
        return _share(2 * self.right, 2 * self.right + self.missing + self.spurious)


@dataclass(frozen=True, slots=True)
class WrongFact:
    """A fact that was missed or (``missed`` false) found too much, in words; ``place`` where it stands.

    ``kinds`` are those that it counts in: a missed owner is a missed responsibility too.
    """

    kinds: tuple[str, ...]
    missed: bool
    words: str
    place: Words | None


@dataclass(frozen=True, slots=True)
class PlanQuality:
    """Accuracy of one plan. ``figures`` by kind; ``current`` is false when the document changed since."""

    plan: Ref
    figures: dict[str, QualityFigure]
    wrong: tuple[WrongFact, ...]
    ended: dt.date
    software: str
    annotation: str
    annotation_sha256: str
    current: bool


def quality(engine: Engine) -> tuple[PlanQuality, ...]:
    """Published accuracy of each plan that was evaluated, by plan."""
    counts: dict[Ref, dict[str, dict[str, int]]] = defaultdict(lambda: defaultdict(dict))
    for row in engine.rows(_COUNTS):
        kind, _, figure = words(row, "metric").partition("/")
        plan = ref(row, "plan")
        if plan is not None and kind in KINDS and figure in FIGURES:
            counts[plan][kind][figure] = integer(row, "value")
    wrong = _wrong(engine) if counts else {}
    made: dict[str, dict[str, str]] = defaultdict(dict)
    for row in engine.rows(_EVALUATIONS) if counts else ():
        about, part = made[iri(row, "plan")], words(row, "part")
        about |= {name: words(row, name) for name in ("ended", "software", "now")}
        about |= {f"{part}.file": words(row, "file"), f"{part}.sha": words(row, "sha")}
    return tuple(
        PlanQuality(
            plan=plan,
            figures={kind: _figure(kind, counts[plan][kind]) for kind in KINDS if kind in counts[plan]},
            wrong=tuple(wrong.get(plan.iri, ())),
            ended=dt.date.fromisoformat(made[plan.iri]["ended"][:10]),
            software=made[plan.iri]["software"],
            annotation=made[plan.iri]["annotation.file"],
            annotation_sha256=made[plan.iri]["annotation.sha"],
            current=made[plan.iri]["document.sha"] == made[plan.iri]["now"],
        )
        for plan in sorted(counts)
        if plan.iri in made
    )


def totals(plans: Iterable[PlanQuality]) -> tuple[QualityFigure, ...]:
    """Counts of each kind over all plans, in the order of `KINDS`."""
    sums: dict[str, QualityFigure] = {}
    for figure in (each for plan in plans for each in plan.figures.values()):
        before = sums.get(figure.kind, QualityFigure(figure.kind, 0, 0, 0))
        sums[figure.kind] = QualityFigure(
            figure.kind,
            before.right + figure.right,
            before.missing + figure.missing,
            before.spurious + figure.spurious,
        )
    return tuple(sums[kind] for kind in KINDS if kind in sums)


def _wrong(engine: Engine) -> dict[str, list[WrongFact]]:
    rows = engine.rows(_WRONG)
    texts = plan_texts(engine, {iri(row, "plan") for row in rows})
    kinds: dict[tuple[str, bool, str, Words | None], set[str]] = defaultdict(set)
    for row in rows:
        plan, (kind, _, figure) = iri(row, "plan"), words(row, "metric").partition("/")
        place = None
        if "start" in row:
            there = Words(plan, integer(row, "start"), integer(row, "end"), words(row, "exact"))
            if texts.get(plan, "")[there.start : there.end] == there.exact:  # else the document changed
                place = with_sentences((there,), texts)[0]
        kinds[plan, figure == "missing", words(row, "words"), place].add(kind)
    order = list(KINDS)
    found: dict[str, list[WrongFact]] = defaultdict(list)
    for (plan, missed, fact, place), counted in kinds.items():
        found[plan].append(WrongFact(tuple(sorted(counted, key=order.index)), missed, fact, place))
    for facts in found.values():
        facts.sort(key=lambda fact: (order.index(fact.kinds[0]), not fact.missed, fact.words))
    return found


def _figure(kind: str, counts: dict[str, int]) -> QualityFigure:
    return QualityFigure(kind, counts.get("right", 0), counts.get("missing", 0), counts.get("spurious", 0))


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None
