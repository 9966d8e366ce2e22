"""The application: routes joined over an engine and settings. Nothing happens at import."""

from __future__ import annotations

import secrets
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib.metadata import PackageNotFoundError, version

from fastapi import FastAPI
from starlette.staticfiles import StaticFiles

from api import errors, linked_data, network_files, operations, pages, rest, sparql
from api.context import Service
from api.middleware import Headers
from api.settings import Settings
from graph.engine import Engine
from graph.search.searcher import Searcher
from viz.exports import vendor_folder

__all__ = ["create_app"]

_DESCRIPTION = (
    "Government plans as a linked-data graph: who answers for which measure, with the exact words. "
    "Every fact carries passages: offsets count Unicode code points in the plan's text "
    "(/doc/plan/{slug}.txt). Errors are RFC 9457 problem documents."
)


def create_app(engine: Engine, settings: Settings) -> FastAPI:
    """The service over ``engine``, which is closed when the service stops.

    The documentation pages of the framework load scripts from elsewhere, so they are off;
    ``/openapi.json`` stays.
    """
    searcher = Searcher(engine, settings.home / "search")

    @asynccontextmanager
    async def life(_: FastAPI) -> AsyncIterator[None]:
        searcher.warm()
        yield
        searcher.close()
        engine.close()

    app = FastAPI(
        title="policygraph",
        description=_DESCRIPTION,
        version=_version(),
        docs_url=None,
        redoc_url=None,
        lifespan=life,
        redirect_slashes=True,
    )
    app.state.service = Service(engine, settings, secrets.token_hex(4))
    app.state.searcher = searcher
    errors.install(app)
    app.add_middleware(Headers)
    for module in (operations, sparql, network_files, linked_data, rest, pages):
        app.include_router(module.router)
    app.mount("/static/vendor", StaticFiles(directory=vendor_folder()), name="vendor")
    app.mount("/static", StaticFiles(packages=[("viz", "static")]), name="static")
    return app


def _version() -> str:
    try:
        return version("policygraph")
    except PackageNotFoundError:  # run from a checkout that was not installed
        return "0"
