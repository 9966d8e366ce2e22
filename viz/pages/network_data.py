"""What the scripts of the network read: the drawing, each node's name, each line's proof."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from graph.network import edge_list
from graph.network_index import is_named
from viz.network import drawing, node_id
from viz.pages.network_query import NetworkQuery, path_of
from viz.pages.network_rows import NetworkRow, proof
from viz.pages.network_texts import words
from viz.pages.site import Lang, Links
from viz.ring import tie_id
from viz.scene import Scene
from viz.style import kind_style

__all__ = ["MOST_PROOFS", "opened_ends", "script_data"]

#: A page carries the words of so many lines; of more it asks for those that are opened.
MOST_PROOFS: Final = 500


def script_data(
    scene: Scene,
    rows: Sequence[NetworkRow],
    lang: Lang,
    *,
    query: NetworkQuery | None = None,
    links: Links | None = None,
) -> dict[str, Any]:
    """One JSON object; without ``links`` (a file) it holds every word and leads nowhere."""
    proofs = {row.id: proof(row) for row in rows} if links is None or len(rows) <= MOST_PROOFS else {}
    return {
        "view": scene.view,
        "drawing": drawing(scene, lang),
        "nodes": _nodes(scene, lang, links),
        "edges": proofs,
        "ties": _ties(scene, query, links),
        "asking": links.page("network_words") if links and not proofs and rows else "",
        "words": words(lang),
    }


def _nodes(scene: Scene, lang: Lang, links: Links | None) -> dict[str, dict[str, Any]]:
    names = scene.names(lang)
    shown = scene.ties if scene.view == "functions" else scene.graph
    found: dict[str, dict[str, Any]] = {}
    for iri in sorted(shown):
        data: Mapping[str, Any] = shown.nodes[iri]
        style = kind_style(str(data["kind"]))
        measure = data["kind"] == "Measure"
        made: dict[str, Any] = {"label": names[iri], "kind": style.zh if lang == "zh" else style.en}
        if measure:
            made |= {"measure": True, "plan": data.get("plan_title", "")}
        else:
            made |= {"function": data.get("function", ""), "place": data.get("place_label", "")}
        if scene.view == "functions":
            made |= {key: data[key] for key in ("measures", "bodies", "places")}
            if links is not None:
                made["link"] = links.page("network", view="shared", function=data["label"], plan="all")
        elif links is not None and not measure:
            made["link"] = links.department(node_id(iri))
        found[node_id(iri)] = made
    return found


def _ties(scene: Scene, query: NetworkQuery | None, links: Links | None) -> dict[str, dict[str, Any]]:
    """Ends, number of measures and responsibilities of each tie; where its sentences are on a page."""
    held: dict[str, dict[str, list[str]]] = {}
    for source, target, key, _ in edge_list(scene.graph):
        held.setdefault(source, {}).setdefault(target, []).append(node_id(key))
    found: dict[str, dict[str, Any]] = {}
    for first, second, data in sorted(scene.ties.edges(data=True)):
        if int(data["weight"]) < scene.least:
            continue
        measures = str(data.get("measures", "")).split()
        made: dict[str, Any] = {
            "first": node_id(first),
            "second": node_id(second),
            "weight": data["weight"],
            "edges": [
                edge
                for measure in measures
                for end in (first, second)
                for edge in held.get(end, {}).get(measure, ())
            ],
        }
        if links is not None and query is not None:
            ends = {"first": path_of(first), "second": path_of(second), "page": ""}
            made["link"] = links.page("network", **query.params(**ends)) + "#pair"
        found[tie_id(first, second)] = made
    return found


def opened_ends(scene: Scene, query: NetworkQuery) -> tuple[str, str]:
    """Nodes of the tie that an address opens; empty when there is no such tie."""
    if not (query.first and query.second):
        return "", ""
    ends = [
        next((node for node in scene.ties if is_named(node, name) or path_of(node) == name), "")
        for name in (query.first, query.second)
    ]
    return (ends[0], ends[1]) if all(ends) and scene.ties.has_edge(*ends) else ("", "")
