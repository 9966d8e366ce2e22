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
    about,
    comparing,
    conformance,
    dataset,
    dumps,
    errors,
    feed,
    gaps,
    graph_store,
    linked_data,
    lists,
    matrix,
    network_files,
    operations,
    pages,
    projects,
    reconcile,
    rest,
    revisions,
    sparql,
    task_files,
    timemaps,
    update,
)
from api.access import writable
from api.answers import Answers
from api.caching import Caching
from api.context import Service
from api.direct import Direct
from api.errors import Failures
from api.limits import Limits
from api.methods import Methods
from api.middleware import SecurityHeaders
from api.observing import Observed, Observer
from api.proxies import Proxies, parse_networks
from api.rates import Rates
from api.repeats import Repeats
from api.settings import Settings
from api.tokens import parse_tokens
from api.travel import TimeTravel
from api.warming import Warming
from graph.dumps import Dumps
from graph.engine import Engine
from graph.search.searcher import Searcher
from graph.writing import Writer
from viz.exports import vendor_folder
from viz.front_end import editor_folder

__all__ = ["create_app"]

#: All routes that read; a new set of them is one line. Where two would take a path, the first does, so open paths
#: (``/{path}``) stand after fixed ones.
_ROUTERS: Final = (
    operations.router,
    sparql.router,
    graph_store.router,
    about.router,
    conformance.router,
    matrix.router,
    comparing.router,
    gaps.router,
    projects.router,
    task_files.router,
    network_files.router,
    dataset.router,
    dumps.router,
    revisions.router,
    feed.router,
    timemaps.router,
    linked_data.router,
    reconcile.router,
    rest.router,
    lists.router,
    pages.router,
)
#: Routes that change the graph, by the scope of the tokens that may. They stay where nobody may, to say why.
_WRITING: Final = {"update": update.router, "data": graph_store.changes}
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
    service = Service(
        engine=engine,
        settings=settings,
        build=secrets.token_hex(4),
        writer=writer,
        tokens=parse_tokens(settings.tokens),
        answers=Answers(settings.answer_cache << 20),
    )
    service.metrics.watch(engine, service.answers, _version())
    trusted = parse_networks(settings.trusted_proxies)
    observer, rates = Observer(service), Rates(settings.rate, settings.query_rate)
    searcher = Searcher(engine, settings.home / "search", apart=True)
    warming = Warming(engine)
    closed = [router for scope, router in _WRITING.items() if not writable(service, scope)]

    @asynccontextmanager
    async def life(_: FastAPI) -> AsyncIterator[None]:
        searcher.warm()
        warming.start()
        yield
        warming.close()
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
        # Our own numbers and log tell of requests; to ask each time whether somebody else listens takes a while.
        telemetry={"tracing": False, "metrics": False, "logs": False},
        middleware=[  # the outermost first
            Middleware(Proxies, root_path=settings.root_path, trusted=trusted),  # who asks, by which address
            Middleware(Observed, observer=observer),  # id, log, metrics: of everything that follows
            Middleware(SecurityHeaders),
            Middleware(Failures),  # within the headers, so that a 500 has them too
            Middleware(Limits, service=service, rates=rates),  # before anything is done for a client
            # HEAD becomes GET, so that both share what the cache holds
            Middleware(Methods, closed=[route for router in closed for route in router.routes]),
            Middleware(Caching, service=service),
            Middleware(TimeTravel),  # the revision of a request is chosen once, for its routes
            Middleware(Direct, endpoints=sparql.ENDPOINTS),  # the routes that are asked most
        ],
    )
    app.state.service = service
    app.state.warming = warming
    app.state.repeats = Repeats(service, observer, rates, trusted)
    app.state.searcher = searcher
    app.state.dumps = maker = Dumps()
    errors.install(app)
    for router in _WRITING.values():
        app.include_router(router, include_in_schema=router not in closed)
    for router in _ROUTERS:
        app.include_router(router)
    editor = editor_folder()
    if editor is not None:
        app.mount("/static/editor", StaticFiles(directory=editor), name="editor")
    app.mount("/static/vendor", StaticFiles(directory=vendor_folder()), name="vendor")
    app.mount("/static", StaticFiles(packages=[("viz", "static")]), name="static")
    return app


def _version() -> str:
    try:
        return version("policygraph")
    except PackageNotFoundError:  # run from a checkout that was not installed
        return "0"
