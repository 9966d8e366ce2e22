"""Starting the service: the engine over the store, the application, the server."""

from __future__ import annotations

import socket
import sys
from typing import Final

import click

from api.app import create_app
from api.logs import set_up_logging
from api.server import run_server
from api.settings import Settings
from graph.embedded import EmbeddedEngine
from graph.remote import RemoteEngine
from graph.writing import Writer
from ontology.errors import StoreError
from policygraph.backends import embedded_writer, folder_store, limits_of, open_remote, remote_writer
from viz.pages.backend_texts import lack_words

__all__ = ["serve_forever"]

#: How long a thread that computes a page may keep the event loop waiting, which each answer waits for three times. With
#: Python's own 5 ms a small question beside one such thread takes twice as long.
_SWITCH_SECONDS: Final = 0.0005


def serve_forever(settings: Settings) -> None:
    """Serve until interrupted. Raises `StoreError` when the address or the store cannot be used."""
    listener = _listen(settings.host, settings.port)
    engine: EmbeddedEngine | RemoteEngine | None = None
    try:
        engine, writer = _remote(settings) if settings.store else _embedded(settings)
        app = create_app(engine, settings, writer)
        app.state.warming.add(app.state.dumps.prepare)
        set_up_logging(settings)
        port = listener.getsockname()[1]
        sys.setswitchinterval(_SWITCH_SECONDS)
        click.echo(f"Serving on http://{settings.host}:{port}{settings.root_path}  (Ctrl-C to stop)")
        run_server(app, settings, listener)
    finally:
        if engine is not None:
            engine.close()
        listener.close()


def _embedded(settings: Settings) -> tuple[EmbeddedEngine, Writer | None]:
    store = folder_store(settings, union=settings.default_graph == "union")
    if store.current() is None:
        click.echo(
            f"{settings.home} holds no graph yet; load documents with: policygraph load PATH", err=True
        )
    return EmbeddedEngine(store, limits_of(settings)), embedded_writer(store, settings)


def _remote(settings: Settings) -> tuple[RemoteEngine, Writer | None]:
    """In front of another server; what that lacks is told at once."""
    engine = open_remote(settings)
    backend = engine.backend
    click.echo(f"The graph is on {settings.store} ({backend.name}). It lacks:", err=True)
    for lack in backend.lacks:
        click.echo(f"  - {lack_words(lack, 'en')}", err=True)
    if engine.revision is None:
        click.echo("It holds no graph yet; load documents with: policygraph load --store …", err=True)
    return engine, remote_writer(engine)


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
