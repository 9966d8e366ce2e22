"""A scene as data: tables, GraphML, GEXF and JSON. Ties carry the sentences of both sides."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from typing import Any

import networkx as nx

from graph.network import Network, Ties, edge_list
from graph.views.network_groups import Member
from viz.network import node_id
from viz.pages.network_rows import NetworkRow, network_rows
from viz.pages.network_texts import words
from viz.pages.site import Lang
from viz.scene import GROUPS, MEASURES, PATHS, Scene
from viz.style import kind_style
from viz.svg import xml_text
from viz.tables import csv_file

__all__ = ["csv_network", "gexf", "graphml", "plain"]


def graphml(scene: Scene, lang: Lang) -> bytes:
    """GraphML with positions."""
    flat = _flat(scene, lang)
    for iri, box in scene.picture(lang=lang).boxes.items():
        flat.nodes[iri].update(x=box.x, y=box.y)
    target = io.BytesIO()
    nx.write_graphml_xml(flat, target, encoding="utf-8", named_key_ids=True, edge_id_from_attribute=None)
    return target.getvalue()


def gexf(scene: Scene, lang: Lang) -> bytes:
    """GEXF 1.2 with positions and colours in its ``viz`` namespace, so that Gephi opens it as drawn."""
    flat = _flat(scene, lang)
    if isinstance(flat, nx.MultiDiGraph):
        for *_, key, data in edge_list(flat):
            data["id"] = key
    kinds = scene.kinds()
    for iri, box in scene.picture(lang=lang).boxes.items():
        colour = kind_style(kinds[iri]).border_light.removeprefix("#")
        red, green, blue = (int(colour[at : at + 2], 16) for at in (0, 2, 4))
        flat.nodes[iri]["viz"] = {
            "position": {"x": box.x, "y": -box.y, "z": 0.0},
            "color": {"r": red, "g": green, "b": blue, "a": 1.0},
        }
    target = io.BytesIO()
    nx.write_gexf(flat, target, encoding="utf-8", version="1.2draft")
    # networkx writes today's date, which would change the file without a change of content
    return re.sub(rb' lastmodifieddate="[^"]*"', b"", target.getvalue())


def plain(scene: Scene, lang: Lang) -> dict[str, Any]:
    """Nodes and edges with their evidence as JSON values; ties and figures where the view has them."""
    found: dict[str, Any] = {
        "view": scene.view,
        "directed": True,
        "multigraph": True,
        "nodes": [{"id": iri, **scene.graph.nodes[iri]} for iri in sorted(scene.graph)],
        "edges": [
            {
                "id": key,
                "source": source,
                "target": target,
                **{name: value for name, value in data.items() if name != "passages"},
                "passages": [
                    {"start": passage.start, "end": passage.end, "exact": passage.exact}
                    for passage in data["passages"]
                ],
            }
            for source, target, key, data in edge_list(scene.graph)
        ],
    }
    names = scene.names(lang)
    if scene.sums is not None:
        found["nodes"] = [
            {"id": iri, **scene.ties.nodes[iri], "label": names[iri]} for iri in sorted(scene.ties)
        ]
    if scene.view not in (MEASURES, PATHS):
        found["ties"] = [
            {
                "source": first,
                "target": second,
                **{key: value.split() if key == "measures" else value for key, value in sorted(data.items())},
            }
            for first, second, data in sorted(scene.ties.edges(data=True))
        ]
    if scene.paths is not None:
        found["paths"] = [list(chain) for chain in scene.paths.chains]
    if scene.view == GROUPS and scene.groups is not None:
        found["modularity"] = round(scene.groups.modularity, 6)
        found["figures"] = [{"id": member.iri, **_figures(member)} for member in _members(scene)]
    return found


def csv_network(scene: Scene, texts: Mapping[str, str], lang: Lang) -> bytes:
    """One row for each edge, or for each measure of each tie; the IRIs stand last, for joining with the graph."""
    if scene.sums is not None:
        return _csv_functions(scene, lang)
    rows = network_rows(scene.graph, texts, lang)
    if scene.view in (MEASURES, PATHS):
        return _csv_edges(scene, rows, lang)
    return _csv_ties(scene, rows, lang)


def _csv_edges(scene: Scene, rows: tuple[NetworkRow, ...], lang: Lang) -> bytes:
    say = words(lang)
    edges = {node_id(key): (source, target, key) for source, target, key, _ in edge_list(scene.graph)}
    head = [say[key] for key in ("department", "measure", "role", "written", "sentence", "plan")]
    table: list[list[object]] = [
        [*head, "start", "end", "department_iri", "measure_iri", "responsibility_iri"]
    ]
    for row in rows:
        start = min((sentence.start for sentence in row.sentences), default="")
        end = max((sentence.end for sentence in row.sentences), default="")
        cells = [row.department, row.measure, row.role, row.written, _said(row), row.plan]
        table.append([*cells, start, end, *edges[row.id]])
    return csv_file(table)


def _csv_ties(scene: Scene, rows: tuple[NetworkRow, ...], lang: Lang) -> bytes:
    """Both sides of each shared measure; with groups their numbers and figures beside them."""
    say = words(lang)
    held: dict[tuple[str, str], list[NetworkRow]] = {}
    for row in rows:
        held.setdefault((row.source, row.target), []).append(row)
    names = scene.names(lang)
    figures = {member.iri: member for member in _members(scene)}
    sides = [say["tie_first"], say["role"], say["sentence"], say["tie_second"], say["role"], say["sentence"]]
    extra = (
        [f"{say[side]}·{say[f'figure_{name}']}" for side in ("tie_first", "tie_second") for name in _SHOWN]
        if figures
        else []
    )
    table: list[list[object]] = [
        [
            say["tie_weight"],
            say["measure"],
            say["plan"],
            *sides,
            *extra,
            "first_iri",
            "second_iri",
            "measure_iri",
        ]
    ]
    ties = sorted(scene.ties.edges(data=True), key=lambda tie: (-int(tie[2]["weight"]), tie[0], tie[1]))
    for first, second, data in ties:
        first, second = sorted((first, second))
        for measure in str(data["measures"]).split():
            one, other = (held[node_id(end), node_id(measure)] for end in (first, second))
            cells: list[object] = [data["weight"], one[0].measure, one[0].plan]
            for end, side in ((first, one), (second, other)):
                cells += [names[end], _roles(side), " ".join(dict.fromkeys(map(_said, side)))]
            if figures:
                for end in (first, second):
                    cells += [_figures(figures[end])[name] for name in _SHOWN]
            table.append([*cells, first, second, measure])
    return csv_file(table)


def _csv_functions(scene: Scene, lang: Lang) -> bytes:
    say, names = words(lang), scene.names(lang)
    table: list[list[object]] = [
        [say["tie_first"], say["tie_second"], say["tie_weight"], say["tie_plans"], "first_iri", "second_iri"]
    ]
    ties = sorted(scene.ties.edges(data=True), key=lambda tie: (-int(tie[2]["weight"]), tie[0], tie[1]))
    for first, second, data in ties:
        table.append([names[first], names[second], data["weight"], data["plans"], first, second])
    return csv_file(table)


#: Figures of a member in a table, by their names in `_figures`.
_SHOWN = ("group", "measures", "shared", "partners", "between", "groups")


def _figures(member: Member) -> dict[str, int | float]:
    return {
        "group": member.group,
        "measures": member.measures,
        "shared": member.shared,
        "partners": member.partners,
        "between": round(member.between, 6),
        "groups": member.groups,
        "firm": round(member.firm, 6),
    }


def _members(scene: Scene) -> tuple[Member, ...]:
    if scene.view != GROUPS or scene.groups is None:
        return ()
    return (*scene.groups.members, *scene.groups.alone)


def _said(row: NetworkRow) -> str:
    return " ".join(sentence.words for sentence in row.sentences)


def _roles(rows: list[NetworkRow]) -> str:
    return "、".join(dict.fromkeys(row.role for row in rows))


def _flat(scene: Scene, lang: Lang) -> Network | Ties:
    """The scene with attributes that XML can hold: strings and numbers only."""
    if scene.view in (MEASURES, PATHS):
        return _flat_edges(scene.graph)
    flat: Ties = nx.Graph()
    names = scene.names(lang)
    for iri in sorted(scene.ties):
        flat.add_node(iri, **_attributes({**scene.ties.nodes[iri], "label": names[iri]}))
    for member in _members(scene):
        figures = _figures(member)
        # edges have "measures" too, as text, and GraphML declares a name once
        figures["measure_count"] = figures.pop("measures")
        flat.nodes[member.iri].update(figures)
    said = _sides(scene)
    for first, second, data in sorted(scene.ties.edges(data=True)):
        measures = str(data.get("measures", "")).split()
        labels = " · ".join(str(scene.graph.nodes[measure]["label"]) for measure in measures)
        sentences = " ".join(
            dict.fromkeys(
                sentence for measure in measures for end in (first, second) for sentence in said[end, measure]
            )
        )
        extra = {"measure_labels": labels, "sentence": sentences} if measures else {}
        flat.add_edge(first, second, **_attributes({**data, **extra}))
    return flat


def _sides(scene: Scene) -> dict[tuple[str, str], list[str]]:
    """Passages of each organisation and measure."""
    found: dict[tuple[str, str], list[str]] = {}
    for source, target, _, data in edge_list(scene.graph):
        found.setdefault((source, target), []).extend(passage.exact for passage in data["passages"])
    return found


def _flat_edges(graph: Network) -> Network:
    flat: Network = nx.MultiDiGraph()
    for iri in sorted(graph):
        flat.add_node(iri, **_attributes(graph.nodes[iri]))
    for source, target, key, data in edge_list(graph):
        passages = data["passages"]
        flat.add_edge(
            source,
            target,
            key=key,
            **_attributes({name: value for name, value in data.items() if name != "passages"}),
            sentence=xml_text(" ".join(passage.exact for passage in passages)),
            # not "start" and "end": those are points in time in GEXF
            passage_start=min((passage.start for passage in passages), default=-1),
            passage_end=max((passage.end for passage in passages), default=-1),
        )
    return flat


def _attributes(data: Mapping[str, object]) -> dict[str, str | int | float]:
    return {
        name: value if isinstance(value, int | float) else xml_text(str(value))
        for name, value in data.items()
    }
