"""Which store a command works on: the folder of this machine, or another SPARQL server (``--store``)."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from importlib.metadata import version

from api.settings import Settings
from graph.changing import Dataset
from graph.embedded import EmbeddedEngine
from graph.engine import Engine, Limits
from graph.metadata import Describer
from graph.pruning import Keep
from graph.remote import RemoteEngine
from graph.remote_addresses import RemoteAddresses
from graph.remote_store import RemoteStore
from graph.remote_writing import RemoteWriter
from graph.store import RevisionStore
from graph.writing import Author
from graph.writing_embedded import EmbeddedWriter, WriteLimits
from ontology.errors import NotFound, NotSupported

__all__ = [
    "embedded_writer",
    "folder_store",
    "limits_of",
    "local_store",
    "open_remote",
    "opened_engine",
    "opened_store",
    "remote_writer",
]


def limits_of(settings: Settings) -> Limits:
    """Limits of one query, from the settings' MiB and seconds."""
    return Limits(
        seconds=settings.query_seconds,
        memory=settings.query_memory << 20,
        size=settings.query_size << 20,
        workers=settings.query_workers,
        wait=settings.query_wait,
    )


def embedded_writer(store: RevisionStore, settings: Settings) -> EmbeddedWriter:
    """The writer of the folder of this machine; `StoreError` when the folder has another default graph."""
    union = settings.default_graph == "union"
    store.check_default_graph()

    def describe(author: Author) -> Describer:
        return Describer(base=settings.base, software=version("policygraph"), author=author.name)

    return EmbeddedWriter(
        store,
        Dataset(settings.base, union),
        describe=describe if union else None,
        limits=WriteLimits(seconds=settings.update_seconds, memory=settings.update_memory << 20),
        allowed=tuple(settings.fetch_allowed.split()),
    )


def open_remote(settings: Settings) -> RemoteEngine:
    """The engine in front of the server of ``--store``; `StoreError` when it does not answer."""
    addresses = RemoteAddresses(
        settings.store, settings.store_update, settings.store_data, settings.store_login
    )
    return RemoteEngine(addresses, limits_of(settings), base=settings.base)


@contextmanager
def opened_engine(settings: Settings) -> Iterator[Engine]:
    """The engine that a command asks; `NotFound` when nothing has been loaded."""
    engine: Engine
    if settings.store:
        engine = open_remote(settings)
        where = settings.store
    else:
        engine = EmbeddedEngine(folder_store(settings), limits_of(settings))
        where = str(settings.home)
    try:
        if engine.revision is None:
            raise NotFound(f"{where} holds no graph yet; load documents with: policygraph load PATH")
        yield engine
    finally:
        engine.close()


@contextmanager
def opened_store(settings: Settings) -> Iterator[RevisionStore | RemoteStore]:
    """The store that a command loads into."""
    if not settings.store:
        yield folder_store(settings)
        return
    engine = open_remote(settings)
    try:
        yield RemoteStore(engine)
    finally:
        engine.close()


def local_store(settings: Settings, what: str) -> RevisionStore:
    """The folder of this machine, for what only it can do: ``what`` completes "… needs"."""
    if settings.store:
        raise NotSupported(
            f"{what} needs the store of this machine: a SPARQL server keeps only the present state."
            " Leave --store (POLICYGRAPH_STORE) out"
        )
    return folder_store(settings, union=settings.default_graph == "union")


def folder_store(settings: Settings, *, union: bool = True) -> RevisionStore:
    """The store in the folder of this machine, which keeps as many revisions as the settings say."""
    return RevisionStore(settings.home, keep=Keep(settings.keep_revisions, settings.keep_days), union=union)


def remote_writer(engine: RemoteEngine) -> RemoteWriter | None:
    """Changes through the service, where the server can be written to."""
    if not engine.client.addresses.writable:
        return None
    base, software = engine.names.base, version("policygraph")

    def describe(author: Author) -> Describer:
        return Describer(base=base, software=software, author=author.name)

    return RemoteWriter(RemoteStore(engine), describe)
