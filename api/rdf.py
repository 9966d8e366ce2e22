"""RDF over HTTP: triples written in a format with the headers that caches and crawlers need."""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping

from fastapi import Request, Response
from pyoxigraph import BlankNode, Triple, serialize

from api.context import etag, service_of, unchanged
from graph.formats import GraphFormat
from ontology.terms import PREFIXES

__all__ = ["rdf_response"]


def rdf_response(
    request: Request,
    triples: Iterable[Triple],
    wanted: GraphFormat,
    *parts: str,
    headers: Mapping[str, str] | None = None,
) -> Response:
    """Triples in a format, sorted so that the same graph gives the same bytes, with the revision as ETag.

    ``parts`` tell apart what else the ETag must depend on.
    """
    tag = etag(service_of(request).engine.revision, *parts, wanted.extension)
    common = {"ETag": tag, "Vary": "Accept", "Cache-Control": "no-cache", **(headers or {})}
    if unchanged(request, tag):
        return Response(status_code=304, headers=common)
    ordered = sorted(set(triples), key=_key)
    file = io.BytesIO()
    serialize(ordered, file, wanted.oxigraph, prefixes=PREFIXES)
    return Response(file.getvalue(), headers=common, media_type=wanted.content_type)


def _key(triple: Triple) -> tuple[bool, str]:
    """Subjects with names before blank ones, then by the words."""
    return isinstance(triple.subject, BlankNode), str(triple)
