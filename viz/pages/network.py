"""The responsibility network as a page: its context, and how it is made from the graph."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, Final, cast

from graph.network import (
    Asker,
    Choice,
    Network,
    PlanRecord,
    edge_list,
    plan_texts,
    plans,
    resource_path,
)
from ontology.model import Passage
from viz.network import draw, node_id, script_json
from viz.pages.network_query import SORTS, NetworkQuery
from viz.pages.network_texts import words
from viz.pages.rendering import doc
from viz.pages.sentences import Sentence, sentences
from viz.pages.site import Lang, Links, Site
from viz.style import KINDS, ROLES, KindStyle, RoleStyle, kind_style, role_style

__all__ = ["NetworkContext", "NetworkRow", "network_page", "network_rows", "script_data"]

#: Formats that the page offers, as endings of ``/network``.
_DOWNLOADS: Final = ("html", "svg", "png", "csv", "graphml", "gexf", "json")


@dataclass(frozen=True, slots=True)
class NetworkRow:
    """One responsibility as the table, the panel and the exports show it; links are empty without a host."""

    id: str
    source: str
    target: str
    department: str
    measure: str
    plan: str
    role: str
    role_key: str
    written: str
    sentences: tuple[Sentence, ...]
    sentence_links: tuple[str, ...]
    department_link: str
    order: tuple[str, int]


@dataclass(frozen=True, slots=True)
class NetworkContext:
    """What ``network.html`` shows."""

    template: ClassVar[str] = "network.html"

    say: Mapping[str, str] = doc("words of the page in its language, by key")
    heading: str = doc("title of the plan in view, or what is in view when there are several")
    plan_link: str = doc("page of the plan in view, empty when there are several")
    query: NetworkQuery = doc("the filters that are set")
    places: tuple[Choice, ...] = doc("cities to choose from")
    plan_choices: tuple[Choice, ...] = doc("plans to choose from")
    departments: tuple[Choice, ...] = doc("organisations to choose from, those with most edges first")
    roles: tuple[Choice, ...] = doc("roles to choose from, with their names in the language of the page")
    action: str = doc("where the filter form goes")
    reset_link: str = doc("the page without filters")
    count: str = doc("how many organisations, measures and responsibilities are shown")
    unassigned_words: str = doc("offer to show or hide the measures that name nobody, empty when none")
    unassigned_link: str = doc("where that offer leads")
    rows: tuple[NetworkRow, ...] = doc("the responsibilities, in the order asked for")
    sort_links: Mapping[str, str] = doc("address of each order of the table")
    several_plans: bool = doc("whether rows come from more than one plan")
    role_styles: tuple[RoleStyle, ...] = doc("roles that occur, for the legend")
    kind_styles: tuple[KindStyle, ...] = doc("kinds that occur, for the legend")
    data: str = doc("the network for the script, as JSON that is safe inside a script element")
    downloads: tuple[tuple[str, str, str], ...] = doc("ending, words and address of each download")
    picture_link: str = doc("the SVG drawing of the same view, for readers without scripts")


def network_page(engine: Asker, params: Mapping[str, str], site: Site) -> NetworkContext:
    """The page for the parameters of its address (`NetworkQuery.read` explains them).

    Raises `NotFound` for a plan, place or role that does not exist.
    """
    known = plans(engine)
    query = NetworkQuery.read(params, known)
    scope = query.scope(engine)
    graph = query.view(scope)
    say = words(site.lang)
    links = site.links
    choices = scope.facets(department=query.department or None, role=query.role or None)
    rows = network_rows(graph, plan_texts(engine, graph), site.lang, links)
    measures = sum(data["kind"] == "Measure" for _, data in graph.nodes(data=True))
    offer, offer_link = _unassigned(scope.unassigned, query, say, links)
    record = next((plan for plan in known if plan.slug == query.plan), None)
    seen_roles = {row.role_key for row in rows}
    seen_kinds = {kind_style(str(data["kind"])).kind for _, data in graph.nodes(data=True)}
    here = links.page("network", **query.params())
    return NetworkContext(
        say=say,
        heading=record.title if record else _scope(query, known, choices.departments, say),
        plan_link=links.plan(record.slug) if record else "",
        query=query,
        places=choices.places,
        plan_choices=choices.plans,
        departments=choices.departments,
        roles=tuple(
            Choice(choice.value, _role_name(choice.value, site.lang), choice.edges)
            for choice in choices.roles
        ),
        action=links.page("network").partition("?")[0],
        reset_link=links.page("network"),
        count=say["count"].format(
            organizations=graph.number_of_nodes() - measures, measures=measures, edges=len(rows)
        ),
        unassigned_words=offer,
        unassigned_link=offer_link,
        rows=_sorted(rows, query.sort),
        sort_links={
            order: links.page("network", **query.params(sort="" if order == SORTS[0] else order)) + "#table"
            for order in SORTS
        },
        several_plans=len({row.plan for row in rows}) > 1,
        role_styles=tuple(style for style in ROLES if style.role in seen_roles),
        kind_styles=tuple(style for style in KINDS if style.kind in seen_kinds),
        data=script_json(script_data(graph, rows, site.lang)),
        downloads=tuple((end, say[f"download_{end}"], _with_ending(here, end)) for end in _DOWNLOADS),
        picture_link=_with_ending(here, "svg"),
    )


def network_rows(
    graph: Network, texts: Mapping[str, str], lang: Lang, links: Links | None = None
) -> tuple[NetworkRow, ...]:
    """The edges in the order of plans and measures, lead roles first, with their sentences.

    ``texts`` holds each plan's normalised text by its IRI; without it a passage stands for its
    sentence. Without ``links`` (exports) nothing is linked.
    """
    rank = {style.role: index for index, style in enumerate(ROLES)}
    found: list[tuple[tuple[str, int, int, str], NetworkRow]] = []
    for source, target, key, data in edge_list(graph):
        measure = graph.nodes[target]
        role = str(data["role"])
        plan_slug = resource_path(str(data["plan"]))
        written = str(data["as_written"])
        passages = cast("Sequence[Passage]", data["passages"])
        said = sentences(texts.get(str(data["plan"]), ""), passages, written)
        row = NetworkRow(
            id=node_id(key),
            source=node_id(source),
            target=node_id(target),
            department=str(graph.nodes[source]["label"]),
            measure=str(measure["label"]),
            plan=str(data["plan_title"]),
            role=_role_name(role, lang),
            role_key=role,
            written=written,
            sentences=said,
            sentence_links=tuple(links.plan(plan_slug, s.start, s.end) if links else "" for s in said),
            department_link=links.department(node_id(source)) if links else "",
            order=(plan_slug, int(measure["order"])),
        )
        found.append(((plan_slug, row.order[1], rank.get(role, len(rank)), row.department), row))
    return tuple(row for _, row in sorted(found, key=lambda pair: (pair[0], pair[1].id)))


def script_data(graph: Network, rows: Sequence[NetworkRow], lang: Lang) -> dict[str, Any]:
    """What ``network.js`` reads: the drawing, each node's name and each edge's proof."""
    return {
        "drawing": draw(graph).data(),
        "nodes": {
            node_id(iri): {
                "label": data["label"],
                "kind": _kind_name(str(data["kind"]), lang),
                "measure": data["kind"] == "Measure",
                "function": data.get("function", ""),
                "place": data.get("place_label", ""),
                "plan": data.get("plan_title", ""),
            }
            for iri, data in ((iri, graph.nodes[iri]) for iri in sorted(graph))
        },
        "edges": {
            row.id: {
                "source": row.source,
                "target": row.target,
                "role": row.role,
                "key": row.role_key,
                "plan": row.plan,
                "written": row.written,
                "link": row.department_link,
                "sentences": [
                    {"pieces": [[piece.text, piece.mark] for piece in sentence.pieces], "link": link}
                    for sentence, link in zip(row.sentences, row.sentence_links, strict=True)
                ],
            }
            for row in rows
        },
        "words": words(lang),
    }


def _sorted(rows: Sequence[NetworkRow], sort: str) -> tuple[NetworkRow, ...]:
    """Rows in one of `SORTS`; equal rows keep the order of the documents."""
    if sort == "department":
        return tuple(sorted(rows, key=lambda row: row.department))
    if sort == "written":
        return tuple(sorted(rows, key=lambda row: row.written))
    if sort == "role":
        rank = {style.role: index for index, style in enumerate(ROLES)}
        return tuple(sorted(rows, key=lambda row: rank.get(row.role_key, len(rank))))
    return tuple(rows)


def _unassigned(number: int, query: NetworkQuery, say: Mapping[str, str], links: Links) -> tuple[str, str]:
    """Offer to show or hide the measures that name nobody; none under a filter they cannot meet."""
    if query.department or query.role or not number:
        return "", ""
    key = "unassigned_hide" if query.unassigned else "unassigned_show"
    link = links.page("network", **query.params(unassigned="" if query.unassigned else "1"))
    return say[key].format(number=number), link


def _scope(
    query: NetworkQuery, known: Sequence[PlanRecord], departments: Sequence[Choice], say: Mapping[str, str]
) -> str:
    """Heading of a view of several plans: the organisation or the city, where one is chosen."""
    for choice in departments:
        if query.department and choice.value == query.department:
            return choice.label
    for plan in known:
        if query.place and resource_path(plan.place) == query.place:
            return plan.place_label
    return say["all_plans"]


def _role_name(role: str, lang: Lang) -> str:
    style = role_style(role)
    return style.zh if lang == "zh" else style.en


def _kind_name(kind: str, lang: Lang) -> str:
    style = kind_style(kind)
    return style.zh if lang == "zh" else style.en


def _with_ending(address: str, ending: str) -> str:
    """The same view in another format: ``/network?plan=a`` gives ``/network.svg?plan=a``."""
    path, mark, rest = address.partition("?")
    return f"{path}.{ending}{mark}{rest}"
