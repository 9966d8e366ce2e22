"""Starting the service: the engine over the store, the application, the server."""

from __future__ import annotations

import socket

import click

from api.app import create_app
from api.logs import set_up_logging
from api.server import run_server
from api.settings import Settings
from graph.embedded import EmbeddedEngine
from graph.engine import Limits
from graph.store import RevisionStore
from ontology.errors import StoreError

__all__ = ["limits_of", "serve_forever"]


def limits_of(settings: Settings) -> Limits:
    """Limits of one query, from the settings' MiB and seconds."""
    return Limits(
        seconds=settings.query_seconds,
        memory=settings.query_memory << 20,
        size=settings.query_size << 20,
        workers=settings.query_workers,
        wait=settings.query_wait,
    )


def serve_forever(settings: Settings) -> None:
    """Serve until interrupted. Raises `StoreError` when the address cannot be used."""
    store = RevisionStore(settings.home)
    if store.current() is None:
        click.echo(
            f"{settings.home} holds no graph yet; load documents with: policygraph load PATH", err=True
        )
    listener = _listen(settings.host, settings.port)
    engine = EmbeddedEngine(store, limits_of(settings))
    try:
        app = create_app(engine, settings)
        app.state.dumps.prepare(engine)
        set_up_logging(settings)
        port = listener.getsockname()[1]
        click.echo(f"Serving on http://{settings.host}:{port}{settings.root_path}  (Ctrl-C to stop)")
        run_server(app, settings, listener)
    finally:
        engine.close()
        listener.close()


def _listen(host: str, port: int) -> socket.socket:
    """A bound socket, so that an address in use is told in plain words before anything starts."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
    except OSError as error:
        listener.close()
        raise StoreError(
            f"cannot listen on {host}:{port} ({error.strerror}); choose another port: make serve PORT=8001"
        ) from error
    return listener
