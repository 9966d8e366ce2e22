"""Graphs of plans that were never written, as N-Quads, to measure stores with.

``python -m benchmarks.quads 2000 FOLDER`` writes two thousand. Each plan is a named graph of about 700
statements in the vocabulary of the ontology: the plan, its sections, measures, duties with their shortcuts,
departments whose functions all cities share, targets, topics and passages. (The reading of a real plan gives
6,000, because it proves each fact by passages; here ten passages stand for all.) Plans are written one by one,
so memory does not grow with their number; the same number and seed give the same bytes.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Final

from benchmarks.corpus import sentence
from loaders.names.divisions import rows
from ontology.identifiers import DEFAULT_BASE, graph_iri, slug
from ontology.model import PlaceLevel
from ontology.terms import PREFIXES

__all__ = ["PLANS_A_FILE", "City", "cities", "plan_statements", "write_graphs"]

#: Plans in one file: enough files for all cores, and none over the limit of a file.
PLANS_A_FILE: Final = 100

_BODIES: Final = (
    ("商务局", "commerce"), ("发展和改革委员会", "development-reform"), ("经济和信息化委员会", "industry-it"),
    ("财政局", "finance"), ("科学技术局", "science"), ("人力资源和社会保障局", "human-resources"),
    ("教育局", "education"), ("交通运输局", "transport"), ("工商行政管理局", "market-regulation"),
    ("质量技术监督局", "quality"), ("公安局", "public-security"), ("旅游局", "tourism"), ("统计局", "statistics"),
    ("邮政管理局", "postal"), ("国家税务局", "tax"), ("国土资源局", "natural-resources"), ("海关", "customs"),
    ("出入境检验检疫局", "inspection-quarantine"), ("民政局", "civil-affairs"), ("知识产权局", "intellectual-property"),
)  # fmt: skip
_TOPICS: Final = (
    "industry-transformation", "platforms", "finance", "demonstration", "publicity", "innovation", "cross-border",
    "talent", "parks", "logistics", "retail", "organization", "rural", "regulation", "community-services",
    "statistics", "credit", "payment", "infrastructure", "tourism",
)  # fmt: skip
_INSTRUMENTS: Final = (
    "supply/public-services", "supply/talent-training", "environment/regulation", "demand/demonstration-application",
    "environment/financial-support", "supply/infrastructure", "demand/trade-management",
)  # fmt: skip
_ROLES: Final = ("responsible", "responsible", "responsible", "lead", "support")
_INDICATORS: Final = (
    ("电子商务交易额", "transaction-volume", "亿元", "yuan", 10**8), ("网络零售额", "online-retail-sales", "亿元", "yuan", 10**8),
    ("企业电子商务应用普及率", "adoption-rate", "%", "ratio", None), ("电子商务产业园区", "parks", "个", "count", 1),
    ("电子商务示范企业", "demonstration-firms", "家", "count", 1), ("培训电子商务人才", "people-trained", "万人", "persons", 10**4),
)  # fmt: skip
_COMPARATORS: Final = ("at-least", "more-than", "exactly", "about")
_CHINESE: Final = "一二三四五六七八"
_SLUGS: Final = {body: slug(body) for body, _ in _BODIES}


@dataclass(frozen=True, slots=True)
class City:
    """A prefecture-level city: its name (常州市), and the slug of its place."""

    name: str
    slug: str


def cities() -> tuple[City, ...]:
    """All there are now, in the order of the list of divisions; slugs that two share stand once."""
    found: dict[str, City] = {}
    for row in rows():
        if row.current and row.level is PlaceLevel.PREFECTURE and row.name.endswith("市"):
            found.setdefault(slug(row.short), City(row.name, slug(row.short)))
    return tuple(found.values())


@dataclass(slots=True)
class _Graph:
    """Statements of one plan, each once, in the order in which they were made."""

    name: str
    lines: dict[str, None] = field(default_factory=dict)

    def node(self, kind: str, *parts: str) -> str:
        return f"<{DEFAULT_BASE}id/{'/'.join((kind, *parts))}>"

    def say(self, subject: str, **facts: str | tuple[str, ...]) -> None:
        """``pg_inPlan=node`` is one statement; a tuple is several."""
        for name, values in facts.items():
            predicate = _iri(name.replace("_", ":", 1))
            for value in (values,) if isinstance(values, str) else values:
                self.lines[f"{subject} {predicate} {value}"] = None


def plan_statements(city: City, number: int, random: Random) -> tuple[str, list[str]]:
    """The IRI of a plan's graph, and its statements without full stop, as canonical N-Triples."""
    name = f"{city.slug}-{number:05d}"
    graph = _Graph(name)
    plan, place = graph.node("plan", name), graph.node("place", city.slug)
    start = random.randint(2012, 2020)
    title = f"{city.name}电子商务发展行动计划（{start}—{start + 2}年）"
    graph.say(place, rdf_type=_iri("pg:Place"), rdfs_label=_text(city.name, "zh"))
    graph.say(
        plan,
        rdf_type=(_iri("eli:LegalResource"), _iri("pg:Document"), _iri("pg:Plan")),
        rdfs_label=_text(title, "zh"),
        dcterms_title=_text(title, "zh"),
        dcterms_identifier=_text(f"政发〔{start}〕{number}号"),
        dcterms_issued=_typed(f"{start}-{random.randint(1, 12):02d}-{random.randint(1, 28):02d}", "date"),
        dcterms_creator=graph.node("org", city.slug, "renminzhengfu"),
        dcterms_spatial=place,
        pg_startYear=_typed(start, "gYear"),
        pg_endYear=_typed(start + 2, "gYear"),
    )
    chapters = random.sample(_TOPICS, 6)
    measures = 0
    for order, topic in enumerate(chapters, 1):
        section = graph.node("section", name, f"4.{order}")
        graph.say(
            section,
            rdf_type=(_iri("doco:Section"), _iri("pg:Section")),
            rdfs_label=_text(f"{topic}工程", "zh"),
            skos_notation=_text(f"（{_CHINESE[order - 1]}）"),
            pg_level=_typed(2, "integer"),
            pg_order=_typed(order, "integer"),
            dcterms_isPartOf=plan,
        )
        for index in range(1, random.randint(2, 3) + 1):
            measures += 1
            _measure(graph, city, section, f"4.{order}.{index}", measures, topic, random)
    for index, target in enumerate(_INDICATORS):
        _target(graph, index, start + 2, target, random)
    return graph_iri(name), list(graph.lines)


def _measure(
    graph: _Graph, city: City, section: str, label: str, order: int, topic: str, random: Random
) -> None:
    name, plan = graph.name, graph.node("plan", graph.name)
    measure, text = graph.node("measure", name, label), sentence(random) + sentence(random)
    bodies = random.sample(_BODIES, random.randint(1, 3))
    topics = {topic, random.choice(_TOPICS)}
    graph.say(
        measure,
        rdf_type=(_iri("pg:Measure"), _iri("prov:Plan")),
        rdfs_label=_text(text[:20], "zh"),
        pg_inPlan=plan,
        dcterms_isPartOf=section,
        pg_order=_typed(order, "integer"),
        pg_measureKind=_iri("pgc:kind/task"),
        pg_text=_text(text),
        pg_topic=tuple(_iri(f"pgc:topic/{each}") for each in sorted(topics)),
        pg_instrument=_iri(f"pgc:instrument/{random.choice(_INSTRUMENTS)}"),
    )
    if order <= 10:
        passage = graph.node("passage", name, f"{order * 300}-{order * 300 + len(text)}")
        graph.say(measure, prov_wasDerivedFrom=passage)
        graph.say(
            passage,
            rdf_type=_iri("pg:Passage"),
            oa_hasSource=plan,
            oa_start=_typed(order * 300, "integer"),
            oa_end=_typed(order * 300 + len(text), "integer"),
            oa_exact=_text(text),
        )
    for body, function in bodies:
        department, role = graph.node("org", city.slug, _SLUGS[body]), random.choice(_ROLES)
        graph.say(
            department,
            rdf_type=(_iri("org:FormalOrganization"), _iri("pg:Department"), _iri("pg:Organization")),
            rdfs_label=_text(city.name + body, "zh"),
            dcterms_spatial=graph.node("place", city.slug),
            pg_function=_iri(f"pgc:function/{function}"),
            pg_responsibleFor=measure,
        )
        graph.say(measure, pg_responsibleDepartment=department)
        graph.say(
            graph.node("responsibility", name, label, f"{city.slug}-{_SLUGS[body]}", role),
            rdf_type=_iri("pg:Responsibility"),
            pg_measure=measure,
            pg_department=department,
            pg_role=_iri(f"pgc:role/{role}"),
            pg_asWritten=_text(f"市{body}"),
            dcterms_isPartOf=plan,
        )


def _target(
    graph: _Graph, index: int, due: int, target: tuple[str, str, str, str, int | None], random: Random
) -> None:
    printed, kind, unit, normal, factor = target
    name = graph.name
    value = random.randint(10, 95) if factor is None else random.randint(2, 90) * 10
    indicator = graph.node("indicator", name, kind)
    graph.say(
        indicator,
        rdf_type=_iri("pg:Indicator"),
        rdfs_label=_text(printed, "zh"),
        skos_broadMatch=_iri(f"pgc:indicator/{kind}"),
    )
    graph.say(
        graph.node("target", name, f"{kind}-{index}"),
        rdf_type=_iri("pg:Target"),
        rdfs_label=_text(f"{printed}：{value}{unit}（{due}年）", "zh"),
        pg_inPlan=graph.node("plan", name),
        pg_indicator=indicator,
        pg_value=_typed(value, "decimal"),
        pg_unit=_text(unit),
        pg_comparator=_iri(f"pgc:comparator/{random.choice(_COMPARATORS)}"),
        pg_dueYear=_typed(due, "gYear"),
        pg_normalizedUnit=_text(normal),
        pg_normalizedValue=_typed(
            f"0.{value:02d}".rstrip("0") if factor is None else value * factor, "decimal"
        ),
    )


_IRIS: Final[dict[str, str]] = {}


def _iri(name: str) -> str:
    """A prefixed name as N-Triples."""
    found = _IRIS.get(name)
    if found is None:
        prefix, _, local = name.partition(":")
        found = _IRIS[name] = f"<{PREFIXES[prefix]}{local}>"
    return found


def _text(words: str, language: str = "") -> str:
    return f'"{words}"@{language}' if language else f'"{words}"'


def _typed(value: object, datatype: str) -> str:
    return f'"{value}"^^<{PREFIXES["xsd"]}{datatype}>'


def _plans(number: int, seed: int) -> Iterator[tuple[str, list[str]]]:
    random, known = Random(seed), cities()  # noqa: S311 no secret
    for index in range(1, number + 1):
        yield plan_statements(random.choice(known), index, random)


def write_graphs(number: int, folder: Path, seed: int = 2014) -> list[Path]:
    """Write ``number`` plans into files of a folder, a hundred in each; returns the files in order."""
    folder.mkdir(parents=True, exist_ok=True)
    plans, files = _plans(number, seed), []
    for first in range(0, number, PLANS_A_FILE):
        path = folder / f"plans-{first // PLANS_A_FILE:04d}.nq"
        files.append(path)
        with path.open("w", encoding="utf-8") as file:
            for _ in range(min(PLANS_A_FILE, number - first)):
                iri, statements = next(plans)
                file.write("".join(f"{statement} <{iri}> .\n" for statement in statements))
    return files


def main() -> None:
    """Write graphs from the command line."""
    parser = argparse.ArgumentParser(description=__doc__, prog="python -m benchmarks.quads")
    parser.add_argument("number", type=int, help="how many plans")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--seed", type=int, default=2014)
    options = parser.parse_args()
    write_graphs(options.number, options.folder, options.seed)


if __name__ == "__main__":
    main()
