"""The responsibility network as a page: its context, and how it is made from the graph."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, ClassVar, Final

from graph.engine import Engine
from graph.network import plan_texts, read_network
from graph.network_index import Facets, Filters, NetworkIndex, is_named, network_index, resource_path
from graph.views.network_groups import Groups
from graph.views.network_overview import City
from graph.views.registers import place_register, plan_register
from graph.views.vocabulary import vocabulary
from viz.network import node_id, script_json
from viz.pages.listing import Choice, Sheet, choices, place_choices, plan_choices, sheet
from viz.pages.network_data import MOST_PROOFS, script_data
from viz.pages.network_query import SORTS, NetworkQuery
from viz.pages.network_rows import NetworkRow, network_rows, sorted_rows
from viz.pages.network_summary import count_words, group_words
from viz.pages.network_texts import words
from viz.pages.network_ties import Chains, OpenedTie, TieRow, chains, opened_tie, tie_rows
from viz.pages.rendering import doc
from viz.pages.site import Lang, Links, Site
from viz.scene import GROUPS, MEASURES, PATHS, SHARED, VIEWS, Scene
from viz.style import KINDS, ROLES, KindStyle, RoleStyle, kind_style

__all__ = ["NetworkContext", "network_page"]

#: Formats that the page offers, as endings of ``/network``.
_DOWNLOADS: Final = ("html", "svg", "png", "csv", "jsonld", "graphml", "gexf", "json")
#: Rows of a page of the table.
_ROWS: Final = 300
#: Ties of a page of theirs.
_TIES: Final = 60
#: More bodies than this are typed, not chosen from a list.
_LISTED: Final = 300


@dataclass(frozen=True, slots=True)
class NetworkContext:
    """What ``network.html`` shows."""

    template: ClassVar[str] = "network.html"

    say: Mapping[str, str] = doc("words of the page in its language, by key")
    view: str = doc("the view that is shown: the sum by function where the one asked for is too large")
    tabs: tuple[tuple[str, str, bool], ...] = doc(
        "address and words of each view, and whether it is this one"
    )
    heading: str = doc("title of the plan in view, or what is in view when there are several")
    plan_link: str = doc("page of the plan in view, empty when there are several")
    query: NetworkQuery = doc("what the address asks for")
    selects: tuple[tuple[str, str, tuple[Choice, ...]], ...] = doc("name, words and choices of each filter")
    ends: tuple[tuple[str, str, str, tuple[Choice, ...]], ...] = doc(
        "for paths: name, words, value and choices of either end; without choices it is typed"
    )
    params: Mapping[str, str] = doc("parameters of the address without the page, for the pager")
    action: str = doc("where the filter form goes")
    reset_link: str = doc("the view without filters")
    notes: tuple[str, ...] = doc("what people have to know before they read the drawing: what is too large")
    count: str = doc("how much is shown")
    offers: tuple[tuple[str, str], ...] = doc("words and address of views that show a little more or less")
    rows: Sheet[NetworkRow] | None = doc("a page of the responsibilities in the order asked for")
    sort_links: Mapping[str, str] = doc("address of each order of the table")
    several_plans: bool = doc("whether rows come from more than one plan")
    ties: Sheet[TieRow] | None = doc("a page of the ties, those with most measures first")
    opened: OpenedTie | None = doc("the tie that is opened, with the words of both sides")
    groups: Groups | None = doc("groups and figures")
    group_words: tuple[str, ...] = doc("what the figures say, in sentences")
    topics: Mapping[str, str] = doc("words of topics, by path")
    measures: Mapping[str, str] = doc("labels of measures, by IRI")
    chains: Chains | None = doc("paths between two bodies, or why there are none")
    cities: tuple[City, ...] = doc("cities to choose from, with their numbers")
    alone: tuple[str, ...] = doc("bodies that share nothing, by name")
    drawn: bool = doc("whether there is anything to draw")
    role_styles: tuple[RoleStyle, ...] = doc("roles that occur, for the legend")
    kind_styles: tuple[KindStyle, ...] = doc("kinds that occur, for the legend")
    data: str = doc("the network for the script, as JSON that is safe inside a script element")
    downloads: tuple[tuple[str, str], ...] = doc("words and address of each download")
    picture_link: str = doc("the SVG drawing of the same view, for readers without scripts")
    dark_link: str = doc("the same drawing for dark pages")


def network_page(engine: Engine, params: Mapping[str, str], site: Site) -> NetworkContext:
    """The page for the parameters of its address (`NetworkQuery.read` explains them).

    Raises `NotFound` for a view, plan, place or role that does not exist.
    """
    index = network_index(engine)
    query = NetworkQuery.read(params, index)
    say, links = words(site.lang), site.links
    too_large = query.too_large(index)
    # a list by what is written has to know it of all
    scene = query.scene(engine, None if query.sort == "written" else MOST_PROOFS)
    facets = index.facets(query.wide if query.view == PATHS else query.filters)
    texts = plan_texts(engine, scene.graph) if scene.graph.number_of_edges() <= MOST_PROOFS else {}
    rows = network_rows(scene.graph, texts, site.lang, links)
    record = next((plan for plan in index.plans if plan.slug == query.filters.plan), None)
    kinds, picture = scene.kinds(), scene.picture(lang=site.lang)
    roles = {line.role for line in picture.lines}
    shown = {kind_style(kinds[node]).kind for node in picture.boxes}
    here = query.params()
    ties = tie_rows(scene, query, site)
    opened = opened_tie(engine, index, scene, query, site)
    own = {name: value for name, value in here.items() if name != "page"}
    return NetworkContext(
        say=say,
        view=scene.view,
        tabs=tuple(
            (links.page("network", **query.elsewhere(view)), say[f"view_{view}"], view == query.view)
            for view in VIEWS
        ),
        heading=record.title if record else _scope(query.filters, index, say, site.lang),
        plan_link=links.plan(record.slug) if record else "",
        query=query,
        selects=_selects(engine, query, facets, say, site.lang),
        ends=_ends(query, index, say) if query.view == PATHS else (),
        params=own,
        action=links.page("network").partition("?")[0],
        reset_link=links.page("network", view="" if query.view == MEASURES else query.view),
        notes=_notes(too_large, say, lost=bool(query.first and query.second and not opened)),
        count=count_words(scene, site.lang),
        offers=_offers(index, scene, query, say, links),
        rows=_page_of(engine, index, rows, query, site) if scene.view == MEASURES and rows else None,
        sort_links={
            order: links.page("network", **query.params(sort="" if order == SORTS[0] else order, page=""))
            + "#table"
            for order in SORTS
        },
        several_plans=len({row.plan for row in rows}) > 1,
        ties=sheet(ties, 1 if opened else query.page, _TIES) if ties else None,
        opened=opened,
        groups=scene.groups if scene.view == GROUPS else None,
        group_words=group_words(scene.groups, site.lang) if scene.groups and scene.view == GROUPS else (),
        topics=_topics(scene.groups, site.lang),
        measures={
            node: str(data["label"])
            for node, data in scene.graph.nodes(data=True)
            if data["kind"] == "Measure"
        }
        if scene.view == GROUPS
        else {},
        chains=chains(scene, query, index, rows, site) if query.view == PATHS else None,
        cities=scene.sums.cities if scene.sums else (),
        alone=tuple(
            sorted(str(scene.ties.nodes[node]["label"]) for node in scene.ties if not scene.ties.degree(node))
        )
        if scene.view in (SHARED, GROUPS)
        else (),
        drawn=bool(picture.boxes),
        role_styles=tuple(style for style in ROLES if style.role in roles),
        kind_styles=tuple(style for style in KINDS if style.kind in shown),
        data=script_json(script_data(scene, rows, site.lang, query=query, links=links)),
        downloads=_downloads(links, own, say),
        picture_link=_with_ending(links.page("network", **own), "svg"),
        dark_link=_with_ending(links.page("network", **own, theme="dark"), "svg"),
    )


def _selects(
    engine: Engine, query: NetworkQuery, facets: Facets, say: Mapping[str, str], lang: Lang
) -> tuple[tuple[str, str, tuple[Choice, ...]], ...]:
    """Filters with what can be chosen in each; a choice of one that is not set is left out."""
    known, chosen = vocabulary(), query.filters

    def counts(found: Sequence[Any]) -> dict[str, int]:
        return {choice.value: choice.edges for choice in found if choice.edges}

    def concepts(kind: str, found: Sequence[Any]) -> tuple[Choice, ...]:
        value = getattr(chosen, kind).removeprefix(kind + "/")
        return choices(counts(found), value, lambda name: known.concept(f"{kind}/{name}", lang))

    slugs = counts(facets.plans)
    plans = plan_choices(slugs, chosen.plan, tuple(plan_register(engine).values()))
    bodies: tuple[Choice, ...] = ()
    if query.view != PATHS and len(facets.departments) <= _LISTED:
        names = {choice.value: choice.label for choice in facets.departments}
        bodies = choices(counts(facets.departments), chosen.department, lambda path: names.get(path, path))
    found = (
        ("place", place_choices(counts(facets.places), chosen.place, place_register(engine))),
        ("plan", plans),
        ("department", bodies),
        ("function", () if query.view == PATHS else concepts("function", facets.functions)),
        ("role", concepts("role", facets.roles)),
        ("topic", concepts("topic", facets.topics)),
        ("instrument", concepts("instrument", facets.instruments)),
    )
    return tuple((name, say[name], options) for name, options in found if options)


def _page_of(
    engine: Engine, index: NetworkIndex, rows: Sequence[NetworkRow], query: NetworkQuery, site: Site
) -> Sheet[NetworkRow]:
    """A page of the table; its words are read for it where the network came without."""
    part = sheet(sorted_rows(rows, query.sort), query.page, _ROWS)
    if len(rows) <= MOST_PROOFS or query.sort == "written":
        return part
    shown = {row.id for row in part.items}
    graph = read_network(engine, [edge for edge in index.edges if node_id(edge.iri) in shown])
    found = {row.id: row for row in network_rows(graph, plan_texts(engine, graph), site.lang, site.links)}
    return replace(part, items=[found[row.id] for row in part.items])


def _ends(
    query: NetworkQuery, index: NetworkIndex, say: Mapping[str, str]
) -> tuple[tuple[str, str, str, tuple[Choice, ...]], ...]:
    """The two bodies of a path: chosen from a list, or typed when there are too many."""
    facets = index.facets(query.wide)
    bodies = {choice.value: choice.label for choice in facets.departments}
    ordered = sorted(bodies, key=lambda path: (bodies[path], path)) if len(bodies) <= _LISTED else []
    found = []
    for name, value, body in zip(
        ("from", "to"), (query.source, query.target), query.ends(index), strict=True
    ):
        path = resource_path(body) if body else value
        listed = tuple(Choice(item, bodies[item], item == path, 0) for item in ordered)
        found.append((name, say[name], path if body or not listed else "", listed))
    return tuple(found)


def _notes(too_large: tuple[str, int, int] | None, say: Mapping[str, str], *, lost: bool) -> tuple[str, ...]:
    """Why the view is another than was asked for, and that the two asked for share nothing."""
    found: list[str] = []
    if too_large is not None:
        what, number, limit = too_large
        key = "too_large" if what == "nodes" else f"too_large_{what}"
        found.append(say[key].format(number=f"{number:,}", limit=f"{limit:,}"))
    if lost:
        found.append(say["pair_none"])
    return tuple(found)


def _offers(
    index: NetworkIndex, scene: Scene, query: NetworkQuery, say: Mapping[str, str], links: Links
) -> tuple[tuple[str, str], ...]:
    """What a click would add to the drawing, or take from it."""
    found: list[tuple[str, str]] = []
    if scene.view == MEASURES:
        number = len(index.idle(query.filters))
        if number:
            key = "unassigned_hide" if query.unassigned else "unassigned_show"
            link = links.page("network", **query.params(unassigned="" if query.unassigned else "1", page=""))
            found.append((say[key].format(number=number), link))
        if query.filters.department or query.filters.function:
            link = links.page("network", **query.params(near="" if query.near else "1", page=""))
            found.append((say["near_hide" if query.near else "near_show"], link))
    elif scene.least > 1:
        weights = [int(data["weight"]) for _, _, data in scene.ties.edges(data=True)]
        drawn = sum(weight >= scene.least for weight in weights)
        values = {"least": scene.least, "drawn": drawn, "ties": len(weights)}
        found.append((say["least_some"].format(**values), ""))
        found.append((say["least_all"].format(**values), links.page("network", **query.params(least="1"))))
    if scene.sums is not None and scene.sums.unnamed:
        found.append((say["unnamed"].format(number=f"{scene.sums.unnamed:,}"), ""))
    return tuple(found)


def _scope(filters: Filters, index: NetworkIndex, say: Mapping[str, str], lang: Lang) -> str:
    """Heading of a view of several plans: what was chosen, joined."""
    known = vocabulary()
    parts: list[str] = []
    if filters.department:
        parts += [index.label(body) for body in index.bodies if is_named(body, filters.department)]
    elif filters.place:
        parts += [
            next(
                (item.place_label for item in index.plans if is_named(item.place, filters.place)),
                filters.place,
            )
        ]
    for kind in ("function", "topic", "instrument"):
        if value := getattr(filters, kind):
            parts.append(known.concept(f"{kind}/{value.removeprefix(kind + '/')}", lang))
    return " · ".join(parts) or say["all_plans"]


def _topics(groups: Groups | None, lang: Lang) -> dict[str, str]:
    found = {name for group in (groups.groups if groups else ()) for name, _ in group.topics}
    return {name: vocabulary().concept(f"topic/{name}", lang) for name in sorted(found)}


def _downloads(links: Links, own: Mapping[str, str], say: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """Each format of this view; pictures for dark slides too."""
    plain = links.page("network", **own)
    found = [(say[f"download_{ending}"], _with_ending(plain, ending)) for ending in _DOWNLOADS]
    dark = links.page("network", **own, theme="dark")
    at = _DOWNLOADS.index("png") + 1
    found[at:at] = [(say[f"download_{ending}_dark"], _with_ending(dark, ending)) for ending in ("svg", "png")]
    return tuple(found)


def _with_ending(address: str, ending: str) -> str:
    """The same view in another format: ``/network?plan=a`` gives ``/network.svg?plan=a``."""
    path, mark, rest = address.partition("?")
    return f"{path}.{ending}{mark}{rest}"
