"""The network as a file: for Gephi and notebooks, for Excel, for a mail to a colleague.

Every file holds the words that prove each edge and loads nothing from anywhere. Labels come from
documents that strangers wrote: XML, HTML, JSON and CSV each get them in a form that cannot act.
"""

from __future__ import annotations

import importlib.util
import io
import json
import re
from collections.abc import Iterable, Mapping
from enum import Enum
from pathlib import Path
from typing import Final

from pyoxigraph import RdfFormat, Triple, serialize

from graph.engine import Engine
from graph.network import plan_texts
from graph.network_index import network_index
from graph.network_rdf import network_triples
from ontology.errors import NotFound
from ontology.terms import PREFIXES
from viz.inline import inline_policy
from viz.network import MOST_VIS, script_json, vis_drawing
from viz.network_tables import csv_network, gexf, graphml, plain
from viz.pages.network_data import script_data
from viz.pages.network_query import NetworkQuery
from viz.pages.network_rows import network_rows
from viz.pages.network_summary import count_words, group_words, view_title
from viz.pages.network_texts import words
from viz.pages.rendering import environment
from viz.pages.site import Lang
from viz.png import svg_to_png
from viz.scene import FUNCTIONS, GROUPS, Scene
from viz.style import KINDS, ROLES, kind_style
from viz.svg import network_svg

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
    JSONLD = ("jsonld", "application/ld+json")
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
    scene: Scene,
    to: NetworkFormat,
    *,
    title: str = "",
    texts: Mapping[str, str] | None = None,
    triples: Iterable[Triple] = (),
    lang: Lang = "zh",
    dark: bool = False,
) -> bytes:
    """``scene`` as a file in UTF-8 (CSV with a byte order mark, for Excel).

    ``title`` heads HTML, SVG and PNG; without it the plan's title does, where all measures are of one.
    ``texts`` holds each plan's normalised text by its IRI (`graph.network.plan_texts`), so that HTML
    and CSV show whole sentences; without it they show the passages. ``triples`` are what JSON-LD holds
    (`graph.network_rdf.network_triples`). ``dark`` gives pictures the colours of the dark. The bytes depend
    on nothing else (those of PNG on the machine's fonts too).
    """
    title = title or view_title(scene, _plan_title(scene), lang)
    if to is NetworkFormat.HTML:
        return _html(scene, title, texts or {}, lang).encode()
    if to in (NetworkFormat.SVG, NetworkFormat.PNG):
        drawing = network_svg(scene, title=title, description=_description(scene, lang), lang=lang, dark=dark)
        if to is NetworkFormat.PNG:
            return svg_to_png(drawing)
        return f'<?xml version="1.0" encoding="UTF-8"?>\n{drawing}\n'.encode()
    if to is NetworkFormat.GRAPHML:
        return graphml(scene, lang)
    if to is NetworkFormat.GEXF:
        return gexf(scene, lang)
    if to is NetworkFormat.JSON:
        return (json.dumps(plain(scene, lang), ensure_ascii=False, indent=1) + "\n").encode()
    if to is NetworkFormat.JSONLD:
        file = io.BytesIO()
        serialize(triples, file, RdfFormat.JSON_LD, prefixes=PREFIXES)
        return file.getvalue()
    return csv_network(scene, texts or {}, lang)


def network_file(engine: Engine, params: Mapping[str, str], to: NetworkFormat, lang: Lang = "zh") -> bytes:
    """The view of ``/network?…`` as a file: the same parameters show the same.

    Raises `NotFound` for a view, plan, place or role that does not exist, `LimitExceeded` for a part that
    the page shows in sum only: a file is never a part of what it says it is.
    """
    query = NetworkQuery.read(params, network_index(engine))
    scene = query.file_scene(engine)
    triples: Iterable[Triple] = ()
    if to is NetworkFormat.JSONLD:
        triples = network_triples(engine, query.statements(engine, scene))
    return export_network(
        scene,
        to,
        texts=plan_texts(engine, scene.graph),
        triples=triples,
        lang=lang,
        dark=params.get("theme") == "dark",
    )


def vendor_folder() -> Path:
    """Folder of the newest vis-network that pyvis ships (``vis-network.min.js`` and ``.css``)."""
    spec = importlib.util.find_spec("pyvis")  # finds without importing: pyvis imports IPython
    roots = spec.submodule_search_locations if spec else None
    folders = [folder for root in roots or () for folder in Path(root).glob("templates/lib/vis-*")]
    if not folders:
        raise NotFound("pyvis is installed without vis-network. Install pyvis again from its wheel.")
    return max(folders, key=lambda folder: [int(part) for part in re.findall(r"\d+", folder.name)])


def _plan_title(scene: Scene) -> str:
    """Title of the plan that all measures are of, if there is one."""
    titles = {
        str(data["plan_title"]) for _, data in scene.graph.nodes(data=True) if data["kind"] == "Measure"
    }
    return titles.pop() if len(titles) == 1 else ""


def _description(scene: Scene, lang: Lang) -> str:
    """Counts, and for groups what the figures say."""
    found = [count_words(scene, lang)]
    if scene.view == GROUPS and scene.groups is not None:
        found += group_words(scene.groups, lang)
    if scene.least > 1:
        ties = [int(data["weight"]) for _, _, data in scene.ties.edges(data=True)]
        drawn = sum(weight >= scene.least for weight in ties)
        found.append(words(lang)["least_some"].format(least=scene.least, drawn=drawn, ties=len(ties)))
    return ("  " if lang == "zh" else " ").join(found)


def _html(scene: Scene, title: str, texts: Mapping[str, str], lang: Lang) -> str:
    """One page with everything in it; links to the service are left out, since it may be far away."""
    rows = network_rows(scene.graph, texts, lang)
    picture, kinds = scene.picture(lang=lang), scene.kinds()
    shown = {kind_style(kinds[node]).kind for node in picture.boxes}
    roles = {line.role for line in picture.lines}
    data = script_data(scene, rows, lang)
    scripts = [_STATIC / "network-canvas.js", _STATIC / "network.js"]
    styles = [_STATIC / "network.css"]
    if len(picture.boxes) <= MOST_VIS:
        vendor = vendor_folder()
        data["vis"] = vis_drawing(scene, lang)
        scripts = [vendor / "vis-network.min.js", _STATIC / "network-vis.js", _STATIC / "network.js"]
        styles.insert(0, vendor / "vis-network.css")
    css = "\n".join(path.read_text(encoding="utf-8") for path in styles)
    code = [
        re.sub(r"(?m)^//# sourceMappingURL=.*$", "", path.read_text(encoding="utf-8")) for path in scripts
    ]
    return (
        environment()
        .get_template("network_offline.html")
        .render(
            lang=lang,
            say=words(lang),
            view=scene.view,
            heading=title,
            count=count_words(scene, lang),
            group_words=group_words(scene.groups, lang) if scene.groups and scene.view == GROUPS else (),
            role_styles=[style for style in ROLES if style.role in roles],
            kind_styles=[style for style in KINDS if style.kind in shown],
            rows=rows,
            ties=_ties(scene, lang) if scene.view == FUNCTIONS else (),
            several_plans=len({row.plan for row in rows}) > 1,
            data=script_json(data),
            styles=css,
            scripts=code,
            policy=inline_policy([css], code),
        )
    )


def _ties(scene: Scene, lang: Lang) -> list[tuple[str, str, int]]:
    names = scene.names(lang)
    found = [(names[one], names[two], int(data["weight"])) for one, two, data in scene.ties.edges(data=True)]
    return sorted(found, key=lambda tie: (-tie[2], tie[0], tie[1]))
