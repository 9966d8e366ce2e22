"""Revisions at the terminal: list, compare, back up, restore, publish again, remove."""

from __future__ import annotations

from importlib.metadata import version
from pathlib import Path

import click

from api.settings import Settings
from graph.changes import changes, signed_lines
from graph.embedded import EmbeddedEngine
from graph.republishing import back_up, republish, restore
from policygraph.backends import local_store

__all__ = [
    "backup_store",
    "diff_revisions",
    "keep_revisions",
    "list_revisions",
    "prune_revisions",
    "republish_revision",
    "restore_store",
]


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
    """Copy the current revision to a folder that does not exist yet."""
    revision = back_up(local_store(settings, "a backup"), folder)
    click.echo(f"Revision {revision.number} copied to {folder}.")


def restore_store(folder: Path, settings: Settings) -> None:
    """Publish exactly the graphs of a backup as a new revision; later graphs are removed by it."""
    published = restore(local_store(settings, "a restore"), folder, settings.base, version("policygraph"))
    click.echo(
        f"Published revision {published.number}." if published else "The store already equals the backup."
    )


def keep_revisions(settings: Settings, *, republish: int | None, prune: bool) -> None:
    """Publish a revision again and remove old ones, as asked; list them when nothing is."""
    if republish is not None:
        republish_revision(republish, settings)
    if prune:
        prune_revisions(settings)
    if republish is None and not prune:
        list_revisions(settings)


def republish_revision(number: int, settings: Settings) -> None:
    """Publish exactly the graphs of a kept revision as the newest one."""
    store = local_store(settings, "publishing a revision again")
    published = republish(store, number, settings.base, version("policygraph"))
    click.echo(
        f"Published revision {published.number} with the graphs of revision {number}."
        if published
        else f"The store already equals revision {number}."
    )


def prune_revisions(settings: Settings) -> None:
    """Remove the revisions that are not to be kept and not in use."""
    store = local_store(settings, "removing old revisions")
    gone = store.prune()
    words = (
        f"Removed revision{'s' if len(gone) > 1 else ''} {', '.join(map(str, gone))}."
        if gone
        else "Nothing to remove."
    )
    click.echo(f"{words} {len(store.revisions())} kept.")
