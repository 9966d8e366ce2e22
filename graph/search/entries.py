"""What can be found: the things a plan names and says, and the paragraphs of its text.

Read plan by plan, so that a thousand plans never stand in memory together. A thing that two plans
name has an entry in each; hits are merged by IRI.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal, get_args

from graph.engine import Engine
from graph.views.lookups import labels_of
from graph.views.marks import paragraphs
from graph.views.plan_graphs import plan_rows
from graph.views.values import integer, iri, kind_of, words
from graph.views.vocabulary import vocabulary
from ontology.identifiers import CONCEPT_BASE

__all__ = ["GROUPS", "Entry", "Group", "PlanSource", "concept_entries", "plan_entries", "plan_sources"]

#: Sorts of hits in the order in which equally good ones stand: departments before passages.
Group = Literal[
    "department",
    "measure",
    "plan",
    "target",
    "platform",
    "enterprise",
    "park",
    "association",
    "project",
    "place",
    "topic",
    "passage",
]
GROUPS: Final[tuple[Group, ...]] = get_args(Group)
#: Class of the ontology to the group it is listed in.
_GROUP_OF: Final = {
    "Government": "department",
    "Department": "department",
    "Institution": "department",
    "Organization": "department",
    "Enterprise": "enterprise",
    "Association": "association",
    "Platform": "platform",
    "Park": "park",
    "Place": "place",
    "Measure": "measure",
    "Target": "target",
    "Project": "project",
    "Programme": "project",
}
_CONCEPTS: Final = ("topic/", "instrument/")

_PLANS: Final = """
SELECT ?g ?plan ?label WHERE { GRAPH ?g { ?plan a pg:Plan ; rdfs:label ?label } } ORDER BY ?plan"""
_PLAN: Final = """
SELECT ?plan ?label ?number ?place ?text WHERE {
  GRAPH ?g {
    ?plan a pg:Plan ; rdfs:label ?label .
    OPTIONAL { ?plan dcterms:identifier ?number }
    OPTIONAL { ?plan dcterms:spatial ?place }
    OPTIONAL { ?plan schema:text ?text }
  }
}"""
_CLASSES: Final = " ".join(f"pg:{name}" for name in _GROUP_OF)
_THINGS: Final = f"""
SELECT ?thing ?type ?label ?alt ?body ?content ?code ?place WHERE {{
  GRAPH ?g {{
    ?plan a pg:Plan .
    VALUES ?type {{ {_CLASSES} }}
    ?thing a ?type ; rdfs:label ?label .
    OPTIONAL {{ ?thing skos:altLabel ?alt }}
    OPTIONAL {{ ?thing pg:text ?body }}
    OPTIONAL {{ ?thing pg:content ?content }}
    OPTIONAL {{ ?thing pg:adminCode ?code }}
    OPTIONAL {{ ?thing dcterms:spatial ?place }}
  }}
}}"""
_WHERE: Final = f"""
SELECT ?thing ?start ?end WHERE {{
  GRAPH ?g {{
    ?plan a pg:Plan .
    VALUES ?type {{ {_CLASSES} }}
    ?thing a ?type ; prov:wasDerivedFrom ?passage .
    ?passage oa:start ?start ; oa:end ?end .
  }}
}}"""


@dataclass(frozen=True, slots=True)
class PlanSource:
    """A plan to be read: its IRI, its label, and the digest of its graph (empty when none is known)."""

    iri: str
    label: str
    digest: str


@dataclass(frozen=True, slots=True)
class Entry:
    """Something that can be found.

    ``forms`` are its names, the label first; ``body`` is what it says. ``start`` and ``end`` are where
    it stands in the plan (None for concepts); the body of a passage begins there, so a place in it is
    a place in the plan. ``place`` is the label of the place it belongs to, ``note`` tells namesakes
    apart.
    """

    group: str
    kind: str
    iri: str
    forms: tuple[str, ...]
    body: str = ""
    place: str = ""
    note: str = ""
    start: int | None = None
    end: int | None = None


def plan_sources(engine: Engine) -> tuple[PlanSource, ...]:
    """Plans of the current revision in order of IRI; one in several graphs has all their digests."""
    revision = engine.revision
    digests = revision.graphs if revision else {}
    found: dict[str, tuple[str, list[str]]] = {}
    for row in engine.rows(_PLANS):
        found.setdefault(iri(row, "plan"), (words(row, "label"), []))[1].append(
            digests.get(iri(row, "g"), "")
        )
    return tuple(
        PlanSource(key, label, "+".join(sorted(set(graphs))) if all(graphs) else "")
        for key, (label, graphs) in sorted(found.items())
    )


def plan_entries(engine: Engine, source: PlanSource) -> Iterator[Entry]:
    """Everything that one plan lets people find."""
    rows = list(plan_rows(engine, _PLAN, source.iri))
    if not rows:
        return
    city = next(iter(labels_of(engine, {iri(rows[0], "place")} - {""}).values()), "")
    text = words(rows[0], "text")
    numbers = sorted({words(row, "number") for row in rows} - {""})
    yield Entry("plan", "Plan", source.iri, (source.label, *numbers), "", city, city)
    yield from _things(engine, source.iri, source.label)
    for span in paragraphs(text):
        body = text[span.start : span.end]
        yield Entry("passage", "Passage", source.iri, (), body, city, source.label, span.start, span.end)


def _things(engine: Engine, plan: str, title: str) -> Iterator[Entry]:
    where: dict[str, tuple[int, int]] = {}
    for row in plan_rows(engine, _WHERE, plan):
        key, span = iri(row, "thing"), (integer(row, "start"), integer(row, "end"))
        where[key] = min(where.get(key, span), span)
    types: dict[str, set[str]] = defaultdict(set)
    labels: dict[str, set[str]] = defaultdict(set)
    others: dict[str, set[str]] = defaultdict(set)
    single: dict[str, dict[str, str]] = defaultdict(dict)
    rows = list(plan_rows(engine, _THINGS, plan))
    cities = labels_of(engine, {iri(row, "place") for row in rows} - {""})
    for row in rows:
        key = iri(row, "thing")
        types[key].add(iri(row, "type"))
        labels[key].add(words(row, "label"))
        if "alt" in row:
            others[key].add(words(row, "alt"))
        for name in ("body", "content", "code"):
            if name in row:
                single[key][name] = words(row, name)
        if place := cities.get(iri(row, "place")):
            single[key]["place"] = place
    for key in sorted(labels):
        kind, more = kind_of(types[key]), single[key]
        group = _GROUP_OF[kind]
        forms = [*sorted(labels[key]), *sorted(others[key] - labels[key])]
        if "code" in more:
            forms.append(more["code"])
        of_plan = group in ("measure", "target", "project")
        place = more.get("place", "")
        note = title if of_plan else more.get("code") or place
        start, end = where.get(key, (None, None))
        yield Entry(
            group,
            kind,
            key,
            tuple(forms),
            more.get("body") or more.get("content", ""),
            place,
            note,
            start,
            end,
        )


def concept_entries() -> Iterator[Entry]:
    """Topics and policy instruments, by their labels in both languages."""
    labels: dict[str, dict[str, str]] = defaultdict(dict)
    for (concept, lang), label in vocabulary().labels.items():
        if concept.removeprefix(CONCEPT_BASE).startswith(_CONCEPTS):
            labels[concept][lang] = label
    for concept, by_lang in sorted(labels.items()):
        forms = tuple(by_lang[lang] for lang in sorted(by_lang, reverse=True))  # zh before en
        yield Entry("topic", "Concept", concept, forms, note=by_lang.get("en", ""))
