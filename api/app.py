"""The application: routes joined over an engine and settings. Nothing happens at import."""

from __future__ import annotations

import secrets
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib.metadata import PackageNotFoundError, version
from typing import Final

from fastapi import FastAPI
from starlette.middleware import Middleware
from starlette.staticfiles import StaticFiles

from api import (
    dumps,
    errors,
    graph_store,
    linked_data,
    matrix,
    network_files,
    operations,
    pages,
    rest,
    sparql,
    update,
)
from api.context import Service
from api.middleware import Headers
from api.settings import Settings
from api.tokens import parse_tokens
from api.travel import TimeTravel
from graph.dumps import Dumps
from graph.engine import Engine
from graph.search.searcher import Searcher
from graph.writing import Writer
from viz.exports import vendor_folder

__all__ = ["create_app"]

#: All routes; a new set of them is one line. Where two would take a path, the first does, so open paths
#: (``/{path}``) stand after fixed ones.
_ROUTERS: Final = (
    operations.router,
    sparql.router,
    update.router,
    graph_store.router,
    matrix.router,
    network_files.router,
    dumps.router,
    linked_data.router,
    rest.router,
    pages.router,
)
_DESCRIPTION: Final = (
    "Government plans as a linked-data graph: who answers for which measure, with the exact words. "
    "Every fact carries passages: offsets count Unicode code points in the plan's text "
    "(/doc/plan/{slug}.txt). Errors are RFC 9457 problem documents."
)


def create_app(engine: Engine, settings: Settings, writer: Writer | None = None) -> FastAPI:
    """The service over ``engine``, which is closed when the service stops; read-only without a ``writer``.

    The documentation pages of the framework load scripts from elsewhere, so they are off;
    ``/openapi.json`` stays.
    """
    searcher = Searcher(engine, settings.home / "search")

    @asynccontextmanager
    async def life(_: FastAPI) -> AsyncIterator[None]:
        searcher.warm()
        yield
        searcher.close()
        maker.close()
        engine.close()

    app = FastAPI(
        title="policygraph",
        description=_DESCRIPTION,
        version=_version(),
        docs_url=None,
        redoc_url=None,
        lifespan=life,
        redirect_slashes=True,
        middleware=[  # the outermost first
            Middleware(Headers),
            Middleware(TimeTravel),
        ],
    )
    app.state.service = Service(engine, settings, secrets.token_hex(4), writer, parse_tokens(settings.tokens))
    app.state.searcher = searcher
    app.state.dumps = maker = Dumps()
    errors.install(app)
    for router in _ROUTERS:
        app.include_router(router)
    app.mount("/static/vendor", StaticFiles(directory=vendor_folder()), name="vendor")
    app.mount("/static", StaticFiles(packages=[("viz", "static")]), name="static")
    return app


def _version() -> str:
    try:
        return version("policygraph")
    except PackageNotFoundError:  # run from a checkout that was not installed
        return "0"
