"""The network as a file: for Gephi and notebooks, for Excel, for a mail to a colleague.

Every file holds the words that prove each edge and loads nothing from anywhere. Labels come from
documents that strangers wrote: XML, HTML, JSON and CSV each get them in a form that cannot act.
"""

from __future__ import annotations

import importlib.util
import io
import json
import re
from collections.abc import Mapping
from enum import Enum
from pathlib import Path
from typing import Any, Final

import networkx as nx

from graph.network import Asker, Network, edge_list, plan_texts, plans
from ontology.errors import NotFound
from viz.layout import layout
from viz.network import node_id, script_json
from viz.pages.network import network_rows, script_data
from viz.pages.network_query import NetworkQuery
from viz.pages.network_texts import words
from viz.pages.rendering import environment
from viz.pages.site import Lang
from viz.png import svg_to_png
from viz.style import KINDS, ROLES, kind_style
from viz.svg import network_svg, xml_text
from viz.tables import csv_file

__all__ = ["NetworkFormat", "export_network", "network_file", "vendor_folder"]

_STATIC: Final = Path(__file__).with_name("static")


class NetworkFormat(Enum):
    """A format of the network: its ``extension`` (the ending of ``/network.…``) and ``media_type``."""

    HTML = ("html", "text/html; charset=utf-8")
    SVG = ("svg", "image/svg+xml")
    PNG = ("png", "image/png")
    GRAPHML = ("graphml", "application/graphml+xml")
    GEXF = ("gexf", "application/gexf+xml")
    JSON = ("json", "application/json")
    CSV = ("csv", "text/csv; charset=utf-8")

    def __init__(self, extension: str, media_type: str) -> None:
        self.extension = extension
        self.media_type = media_type

    @classmethod
    def of(cls, extension: str) -> NetworkFormat:
        """The format with this extension, with or without its dot; `NotFound` lists them."""
        for member in cls:
            if member.extension == extension.removeprefix("."):
                return member
        known = ", ".join(member.extension for member in cls)
        raise NotFound(f"The network has no format {extension!r}. Formats are {known}.")


def export_network(
    graph: Network,
    to: NetworkFormat,
    *,
    title: str = "",
    texts: Mapping[str, str] | None = None,
    lang: Lang = "zh",
) -> bytes:
    """``graph`` as a file in UTF-8 (CSV with a byte order mark, for Excel).

    ``title`` heads HTML, SVG and PNG; without it the plan's title does, where all measures are of one.
    ``texts`` holds each plan's normalised text by its IRI (`graph.network.plan_texts`), so that HTML
    and CSV show whole sentences; without it they show the passages. The bytes depend on nothing else
    (those of PNG on the machine's fonts too).
    """
    title = title or _title(graph, lang)
    if to is NetworkFormat.HTML:
        return _html(graph, title, texts or {}, lang).encode()
    if to is NetworkFormat.SVG:
        drawing = network_svg(graph, title=title, lang=lang)
        return f'<?xml version="1.0" encoding="UTF-8"?>\n{drawing}\n'.encode()
    if to is NetworkFormat.PNG:
        return svg_to_png(network_svg(graph, title=title, lang=lang))
    if to is NetworkFormat.GRAPHML:
        return _graphml(graph)
    if to is NetworkFormat.GEXF:
        return _gexf(graph)
    if to is NetworkFormat.JSON:
        return (json.dumps(_plain(graph), ensure_ascii=False, indent=1) + "\n").encode()
    return _csv(graph, texts or {}, lang)


def network_file(engine: Asker, params: Mapping[str, str], to: NetworkFormat, lang: Lang = "zh") -> bytes:
    """The view of ``/network?…`` as a file: the same parameters keep the same edges.

    Raises `NotFound` for a plan, place or role that does not exist.
    """
    query = NetworkQuery.read(params, plans(engine))
    graph = query.network(engine)
    return export_network(graph, to, texts=plan_texts(engine, graph), lang=lang)


def vendor_folder() -> Path:
    """Folder of the newest vis-network that pyvis ships (``vis-network.min.js`` and ``.css``)."""
    spec = importlib.util.find_spec("pyvis")  # finds without importing: pyvis imports IPython
    roots = spec.submodule_search_locations if spec else None
    folders = [folder for root in roots or () for folder in Path(root).glob("templates/lib/vis-*")]
    if not folders:
        raise NotFound("pyvis is installed without vis-network. Install pyvis again from its wheel.")
    return max(folders, key=lambda folder: [int(part) for part in re.findall(r"\d+", folder.name)])


def _title(graph: Network, lang: Lang) -> str:
    name = words(lang)["title"]
    titles = {str(data["plan_title"]) for _, data in graph.nodes(data=True) if data["kind"] == "Measure"}
    return f"{name}{'：' if lang == 'zh' else ': '}{titles.pop()}" if len(titles) == 1 else name


def _html(graph: Network, title: str, texts: Mapping[str, str], lang: Lang) -> str:
    """One page with everything in it; links to the service are left out, since it may be far away."""
    rows = network_rows(graph, texts, lang)
    say = words(lang)
    vendor = vendor_folder()
    seen_roles = {row.role_key for row in rows}
    seen_kinds = {kind_style(str(data["kind"])).kind for _, data in graph.nodes(data=True)}
    styles = "\n".join(
        path.read_text(encoding="utf-8") for path in (vendor / "vis-network.css", _STATIC / "network.css")
    )
    scripts = [
        re.sub(r"(?m)^//# sourceMappingURL=.*$", "", path.read_text(encoding="utf-8"))
        for path in (vendor / "vis-network.min.js", _STATIC / "network.js")
    ]
    measures = sum(data["kind"] == "Measure" for _, data in graph.nodes(data=True))
    return (
        environment()
        .get_template("network_offline.html")
        .render(
            lang=lang,
            say=say,
            heading=title,
            count=say["count"].format(
                organizations=graph.number_of_nodes() - measures, measures=measures, edges=len(rows)
            ),
            role_styles=[style for style in ROLES if style.role in seen_roles],
            kind_styles=[style for style in KINDS if style.kind in seen_kinds],
            rows=rows,
            several_plans=len({row.plan for row in rows}) > 1,
            data=script_json(script_data(graph, rows, lang)),
            styles=styles,
            scripts=scripts,
        )
    )


def _flat(graph: Network) -> Network:
    """The graph with attributes that XML can hold: strings and numbers only."""
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


def _graphml(graph: Network) -> bytes:
    flat = _flat(graph)
    for iri, box in layout(graph).boxes.items():
        flat.nodes[iri].update(x=box.x, y=box.y)
    target = io.BytesIO()
    nx.write_graphml_xml(flat, target, encoding="utf-8", named_key_ids=True, edge_id_from_attribute=None)
    return target.getvalue()


def _gexf(graph: Network) -> bytes:
    """GEXF 1.2 with positions and colours in its ``viz`` namespace, so that Gephi opens it as drawn."""
    flat = _flat(graph)
    for *_, key, data in edge_list(flat):
        data["id"] = key
    for iri, box in layout(graph).boxes.items():
        colour = kind_style(str(graph.nodes[iri]["kind"])).border_light.removeprefix("#")
        red, green, blue = (int(colour[at : at + 2], 16) for at in (0, 2, 4))
        flat.nodes[iri]["viz"] = {
            "position": {"x": box.x, "y": -box.y, "z": 0.0},
            "color": {"r": red, "g": green, "b": blue, "a": 1.0},
        }
    target = io.BytesIO()
    nx.write_gexf(flat, target, encoding="utf-8", version="1.2draft")
    # networkx writes today's date, which would change the file without a change of content
    return re.sub(rb' lastmodifieddate="[^"]*"', b"", target.getvalue())


def _plain(graph: Network) -> dict[str, Any]:
    """Nodes and edges with their evidence as JSON values."""
    return {
        "directed": True,
        "multigraph": True,
        "nodes": [{"id": iri, **graph.nodes[iri]} for iri in sorted(graph)],
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
            for source, target, key, data in edge_list(graph)
        ],
    }


def _csv(graph: Network, texts: Mapping[str, str], lang: Lang) -> bytes:
    """One row for each edge; the IRIs stand last, for joining with the graph."""
    say = words(lang)
    edges = {node_id(key): (source, target, key) for source, target, key, _ in edge_list(graph)}
    head = [say[key] for key in ("department", "measure", "role", "written", "sentence", "plan")]
    table: list[list[object]] = [
        [*head, "start", "end", "department_iri", "measure_iri", "responsibility_iri"]
    ]
    for row in network_rows(graph, texts, lang):
        said = " ".join(sentence.words for sentence in row.sentences)
        start = min((sentence.start for sentence in row.sentences), default="")
        end = max((sentence.end for sentence in row.sentences), default="")
        cells = [row.department, row.measure, row.role, row.written, said, row.plan]
        table.append([*cells, start, end, *edges[row.id]])
    return csv_file(table)
