"""Revisions at the terminal: list, compare, back up, restore."""

from __future__ import annotations

import shutil
from pathlib import Path

import click
from pyoxigraph import NamedNode, Quad, Store

from api.settings import Settings
from graph.changes import changes, signed_lines
from graph.embedded import EmbeddedEngine
from ontology.errors import StoreError
from policygraph.backends import local_store

__all__ = ["backup_store", "diff_revisions", "list_revisions", "restore_store"]


def list_revisions(settings: Settings) -> None:
    """Print each kept revision: number, moment, graphs, digest; the current one is marked."""
    store = local_store(settings, "the list of revisions")
    current = store.current()
    for revision in store.revisions():
        mark = "*" if current is not None and revision.number == current.number else " "
        when = revision.created.isoformat(timespec="seconds")
        click.echo(
            f"{mark} {revision.number:>5}  {when}  {len(revision.graphs):>4} graphs  {revision.digest[:12]}"
        )
    if current is None:
        click.echo(f"{settings.home} holds no revision yet.")


def diff_revisions(old: int, new: int, settings: Settings) -> None:
    """Print the quads that ``new`` lacks (-) and has more (+) than ``old``, by graph, sorted."""
    store = local_store(settings, "comparing revisions")
    engine = EmbeddedEngine(store)
    try:
        for line in signed_lines(changes(engine.at(old), engine.at(new))):
            click.echo(line)
    finally:
        engine.close()


def backup_store(folder: Path, settings: Settings) -> None:
    """Copy the current revision, which never changes, to a folder that does not exist yet."""
    current = local_store(settings, "a backup").current()
    if current is None or current.path is None:
        raise StoreError(f"{settings.home} holds no revision to back up")
    if folder.exists():
        raise StoreError(f"{folder} exists already; name a new folder")
    try:
        # Dumps can be made again, and one may be half made just now.
        shutil.copytree(current.path.parent, folder, ignore=shutil.ignore_patterns("dumps"))
    except OSError as error:
        shutil.rmtree(folder, ignore_errors=True)
        raise StoreError(f"{folder} cannot be written: {error.strerror or error}") from error
    click.echo(f"Revision {current.number} copied to {folder}.")


def restore_store(folder: Path, settings: Settings) -> None:
    """Publish exactly the graphs of a backup as a new revision; later graphs are removed by it."""
    if not (folder / "manifest.json").is_file() or not (folder / "data").is_dir():
        raise StoreError(f"{folder} is no backup of policygraph (manifest.json and data/ are missing)")
    backup = Store.read_only(str(folder / "data"))
    graphs: dict[str, frozenset[Quad] | None] = {
        name.value: frozenset(backup.quads_for_pattern(None, None, None, name))
        for name in backup.named_graphs()
        if isinstance(name, NamedNode)
    }
    store = local_store(settings, "a restore")
    current = store.current()
    for iri in current.graphs if current else ():
        graphs.setdefault(iri, None)
    published = store.publish(graphs)
    click.echo(
        f"Published revision {published.number}." if published else "The store already equals the backup."
    )
