"""Dumps as files: the whole graph and each named graph, with checksums, resumable."""

from __future__ import annotations

from base64 import b64encode

from fastapi import APIRouter, Request, Response

from api.context import service_of, urls_of
from api.files import file_response
from api.urls import PATHS
from api.validators import not_modified, validators
from graph.dumps import DUMP_FORMATS, DumpFile, Dumps
from graph.licences import DATA_LICENCE
from ontology.errors import NotFound

__all__ = ["dumps_of", "router"]

router = APIRouter(tags=["Dumps"])


def dumps_of(request: Request) -> Dumps:
    """The maker of dumps of the application."""
    found = request.app.state.dumps
    assert isinstance(found, Dumps)  # noqa: S101 - create_app puts it there
    return found


@router.get("/dump.{ending}.gz", summary="The whole graph as a file")
def dump(request: Request, ending: str) -> Response:
    """Every statement, sorted, gzipped; N-Quads, TriG and JSON-LD keep the named graphs."""
    return _dump(request, ending, None)


@router.get("/dump/SHA256SUMS", summary="Checksums of the dumps of the whole graph")
def checksums(request: Request) -> Response:
    """SHA-256 of each dump of the whole graph, as sha256sum -c reads them."""
    return _sums(request, None)


@router.get("/dump/{name}.SHA256SUMS", summary="Checksums of the dumps of one named graph")
def checksums_of_graph(request: Request, name: str) -> Response:
    """SHA-256 of each dump of one named graph."""
    return _sums(request, f"{service_of(request).settings.base}graph/{name}")


@router.get("/dump/{name}.{ending}.gz", summary="One named graph as a file")
def dump_of_graph(request: Request, name: str, ending: str) -> Response:
    """Every statement of one named graph, such as one plan's, sorted, gzipped."""
    return _dump(request, ending, f"{service_of(request).settings.base}graph/{name}")


def _dump(request: Request, ending: str, graph: str | None) -> Response:
    wanted = DUMP_FORMATS.get(ending)
    if wanted is None:
        raise NotFound(f"There is no dump in {ending!r}; there are {', '.join(DUMP_FORMATS)}.")
    engine = service_of(request).engine
    found = dumps_of(request).get(engine, wanted, graph)
    headers = {
        **validators(engine.revision, "dump", found.sha256[:16]),
        "Link": ", ".join(_links(request, graph)),
        "Repr-Digest": f"sha-256=:{_base64(found)}:",
    }
    return file_response(request, found.path, found.size, headers, "application/gzip")


def _sums(request: Request, graph: str | None) -> Response:
    engine = service_of(request).engine
    headers = {**validators(engine.revision, "sums"), "Link": ", ".join(_links(request, graph))}
    if (held := not_modified(request, headers)) is not None:
        return held
    files = [dumps_of(request).get(engine, wanted, graph) for wanted in DUMP_FORMATS.values()]
    text = "".join(f"{file.sha256}  {file.name}\n" for file in files)
    return Response(text, headers=headers, media_type="text/plain; charset=utf-8")


def _links(request: Request, graph: str | None) -> list[str]:
    """Where the dataset of a dump is described, and its licence."""
    tail = "" if graph is None else f"/{graph.rpartition('/')[2]}"
    return [
        f'<{urls_of(request).root}{PATHS["dataset"]}{tail}>; rel="describedby"; type="text/turtle"',
        f'<{DATA_LICENCE}>; rel="license"',
    ]


def _base64(file: DumpFile) -> str:
    """The checksum as Digest Fields write it (RFC 9530)."""
    return b64encode(bytes.fromhex(file.sha256)).decode("ascii")
