"""All addresses of the service, and where an IRI of the graph lives on this host.

`PATHS` is the one list of pages; routes are declared with it and links are built from it.
`Urls` implements ``viz.pages.Links`` for one request: language and ``root_path`` are kept.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final
from urllib.parse import parse_qsl, quote, urlencode

from ontology.identifiers import CONCEPT_BASE, ONTOLOGY_IRI
from viz.pages import Lang

__all__ = ["PATHS", "Urls", "as_uri", "document_iri", "local_path"]

#: Pages by the name that templates use.
PATHS: Final = {
    "home": "/",
    "plans": "/plans",
    "departments": "/departments",
    "measures": "/measures",
    "targets": "/targets",
    "projects": "/projects",
    "projects_csv": "/projects.csv",
    "projects_xlsx": "/projects.xlsx",
    "projects_json": "/projects.json",
    "network": "/network",
    "network_words": "/network/words.json",
    "matrix": "/matrix",
    "compare": "/compare",
    "gaps": "/gaps",
    "matrix_file": "/matrix.csv",
    "search": "/search",
    "sparql": "/sparql",
    "about": "/about",
    "quality": "/quality",
    "conformance": "/conformance",
    "void": "/.well-known/void",
    "dataset": "/dataset",
    "revisions": "/revisions",
    "feed": "/feed.atom",
    "dump": "/dump.nq.gz",
    "openapi": "/openapi.json",
    "api": "/api",
    "reconcile": "/reconcile",
}

#: Below the base, IRIs of documents and files: their address is their path.
_AS_THEY_ARE = re.compile(
    r"(?:graph|profile|revision)/.+|dataset(?:[/#].+)?|dump[./].+|sparql|context\.jsonld|\.well-known/void"
)

#: Addresses of others that a page links to: whatever a document or an import names, a link only opens a page.
_FOLLOWED: Final = ("http://", "https://")
_SAFE: Final = "/-._~:@!$&'()*+,;="


def local_path(iri: str, base: str) -> str | None:
    """Path of the document about an IRI on this host (``/doc/…``, ``/ontology``); None when not ours.

    >>> local_path("https://w3id.org/policygraph/id/org/changzhou/shangwuju", "https://w3id.org/policygraph/")
    '/doc/org/changzhou/shangwuju'
    """
    if iri.startswith(base + "id/"):
        return "/doc/" + iri.removeprefix(base + "id/")
    if iri.startswith(CONCEPT_BASE):
        return "/doc/concept/" + iri.removeprefix(CONCEPT_BASE)
    if iri == ONTOLOGY_IRI or iri.startswith(ONTOLOGY_IRI + "#"):
        return "/ontology" + iri.removeprefix(ONTOLOGY_IRI)
    if iri.startswith(base) and _AS_THEY_ARE.fullmatch(iri.removeprefix(base)):
        return "/" + iri.removeprefix(base)
    return None


def document_iri(iri: str, base: str) -> str:
    """IRI of the document about a thing or a concept: what ``/doc/…`` says of itself in RDF."""
    path = local_path(iri, base) or ""
    return base + path.partition("#")[0].removeprefix("/")


def as_uri(iri: str) -> str:
    """An IRI with everything percent-encoded that a header cannot carry (RFC 3987, 3.1).

    >>> as_uri("https://example.org/id/商务局")
    'https://example.org/id/%E5%95%86%E5%8A%A1%E5%B1%80'
    """
    return quote(iri, safe=_SAFE + "%#?[]")


@dataclass(frozen=True, slots=True)
class Urls:
    """Addresses for one request: ``here`` is its path, ``query`` its query string without ``?``."""

    base: str
    root: str = ""
    lang: Lang = "zh"
    here: str = "/"
    query: str = ""

    def page(self, name: str, **query: object) -> str:
        """A page by name; empty values of the query are left out, lists are repeated."""
        return self._link(PATHS[name], query)

    def plan(self, plan: str, start: int | None = None, end: int | None = None) -> str:
        """A plan's page by id or slug, at the passage ``start``-``end`` when given."""
        fragment = f"p{start}-{end}" if start is not None else ""
        return self._link(f"/plans/{quote(plan.removeprefix('plan/'), safe=_SAFE)}", {}, fragment)

    def tasks(self, plan: str, ending: str) -> str:
        """The breakdown of tasks of a plan as a file."""
        return self._link(f"/plans/{quote(plan.removeprefix('plan/'), safe=_SAFE)}{ending}", {})

    def department(self, organization: str, ending: str = "", topic: str = "") -> str:
        """The page of an organisation by id, of one topic of its measures, or its breakdown of tasks as a file."""
        path = f"/departments/{quote(organization.removeprefix('org/'), safe=_SAFE)}{ending}"
        return self._link(path, {"topic": topic})

    def resource(self, iri: str) -> str:
        """The best page for an IRI: plans and organisations have their own, the rest a document."""
        name = iri.removeprefix(self.base + "id/") if iri.startswith(self.base + "id/") else ""
        kind = name.partition("/")[0]
        if kind == "plan":
            return self.plan(name)
        if kind == "org":
            return self.department(name)
        return self.document(iri)

    def document(self, iri: str, suffix: str = "") -> str:
        """The document about an IRI of ours; the IRI itself when it is not ours.

        Nothing for an IRI that no browser should follow (``javascript:``, ``data:``, ``file:``).
        """
        path = local_path(iri, self.base)
        if path is None:
            return iri if iri.lower().startswith(_FOLLOWED) else ""
        path, hash_mark, fragment = path.partition("#")
        if suffix:
            return self.root + path + suffix
        return self._link(path, {}, fragment if hash_mark else "")

    def changes(self, old: int, new: int, graph: str = "", page: int = 1) -> str:
        """The page of what changed between two revisions, of one named graph when it is given."""
        return self._link(f"/revisions/{old}..{new}", {"graph": graph, "page": page if page > 1 else ""})

    def identifier(self, iri: str) -> str:
        """``/id/…`` of a resource on this host."""
        return self.root + "/id/" + iri.removeprefix(self.base + "id/")

    def static(self, name: str) -> str:
        """A static file."""
        return f"{self.root}/static/{name}"

    def api(self, path: str) -> str:
        """A path of the JSON interface; ``openapi`` is its description."""
        return self.root + (PATHS["openapi"] if path == "openapi" else f"/api/{path}")

    def switch(self, lang: Lang) -> str:
        """The page of this request in another language, with the rest of its query."""
        pairs = [
            (name, value) for name, value in parse_qsl(self.query, keep_blank_values=True) if name != "lang"
        ]
        if lang != "zh":
            pairs.append(("lang", lang))
        return self.root + quote(self.here, safe=_SAFE) + ("?" + urlencode(pairs) if pairs else "")

    def _link(self, path: str, query: dict[str, object], fragment: str = "") -> str:
        pairs = [
            (name, str(value))
            for name, values in query.items()
            for value in (values if isinstance(values, list | tuple) else (values,))
            if value not in (None, "")
        ]
        if self.lang != "zh":
            pairs.append(("lang", self.lang))
        tail = "?" + urlencode(pairs) if pairs else ""
        return self.root + path + tail + (f"#{fragment}" if fragment else "")
