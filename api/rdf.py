"""RDF over HTTP: triples written in a format with the headers that caches and crawlers need."""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping

from fastapi import Request, Response
from pyoxigraph import BlankNode, CanonicalizationAlgorithm, Dataset, Quad, Triple, serialize

from api.context import service_of
from api.validators import not_modified, validators
from graph.formats import GraphFormat
from graph.jsonld import framed
from ontology.web_terms import ALL_PREFIXES

__all__ = ["rdf_response", "written"]


def rdf_response(
    request: Request,
    triples: Iterable[Triple],
    wanted: GraphFormat,
    *parts: str,
    headers: Mapping[str, str] | None = None,
    root: str = "",
) -> Response:
    """Triples in a format, sorted so that the same graph gives the same bytes, with the revision as ETag.

    ``parts`` tell apart what else the ETag must depend on. ``root`` is the resource that a JSON-LD
    document is about: it is then nested, as a program reads it (`graph.jsonld`).
    """
    revision = service_of(request).engine.revision
    common = {**validators(revision, *parts, wanted.extension), "Vary": "Accept", **(headers or {})}
    if (held := not_modified(request, common)) is not None:
        return held
    return Response(written(triples, wanted, root), headers=common, media_type=wanted.content_type)


def written(triples: Iterable[Triple], wanted: GraphFormat, root: str = "") -> bytes:
    """Bytes of the triples; equal graphs give equal bytes, blank nodes included (RDFC-1.0)."""
    ordered = sorted(_with_fixed_labels(set(triples)), key=_key)
    if wanted is GraphFormat.JSONLD and root:
        return framed(root, ordered).encode("utf-8")
    file = io.BytesIO()
    serialize(ordered, file, wanted.oxigraph, prefixes=ALL_PREFIXES)
    return file.getvalue()


def _with_fixed_labels(triples: set[Triple]) -> set[Triple]:
    """The triples with labels of blank nodes that do not change from one start to the next."""
    if not any(isinstance(item, BlankNode) for t in triples for item in (t.subject, t.object)):
        return triples
    dataset = Dataset(Quad(*triple) for triple in triples)
    dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    return {quad.triple for quad in dataset}


def _key(triple: Triple) -> tuple[bool, str]:
    """Subjects with names before blank ones, then by the words."""
    return isinstance(triple.subject, BlankNode), str(triple)
