"""What the commands of `policygraph.cli` share: options, settings, and errors told in a line."""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any, Final, ParamSpec, TypeVar

import click

from api.settings import Settings
from ontology.errors import PolicygraphError, StoreError

__all__ = [
    "EXECUTOR",
    "GOLD",
    "HOME",
    "HOST",
    "PATHS",
    "PORT",
    "ROOT_PATH",
    "STORE",
    "plainly",
    "settings_of",
    "store_flag",
]

P = ParamSpec("P")
R = TypeVar("R")

PATHS: Final = click.argument("paths", nargs=-1, required=True, metavar="PATH...")
GOLD: Final = click.option(
    "--gold",
    multiple=True,
    type=click.Path(exists=True, path_type=Path),
    help="Annotations (files, folders) of these documents: publish how well the reading agrees.",
)
EXECUTOR: Final = click.option(
    "--executor",
    metavar="dask://HOST:PORT",
    help="Read the files on this Dask cluster, whose workers see them under the same paths.",
)
HOME: Final = click.option(
    "--home",
    type=click.Path(file_okay=False, path_type=Path),
    help="Folder of the store [POLICYGRAPH_HOME, default .policygraph].",
)


def _remember(context: click.Context, parameter: click.Parameter, value: str | None) -> None:
    context.meta[f"policygraph.{parameter.name}"] = value


STORE: Final = click.option(
    "--store",
    metavar="URL",
    expose_value=False,
    callback=_remember,
    help="SPARQL server in place of the folder: its query address [POLICYGRAPH_STORE].",
)
HOST: Final = click.option("--host", help="Address to listen on [POLICYGRAPH_HOST].")
PORT: Final = click.option(
    "--port", type=click.IntRange(0, 65535), help="Port to listen on [POLICYGRAPH_PORT]."
)
ROOT_PATH: Final = click.option(
    "--root-path", metavar="/PREFIX", help="Path prefix behind a proxy [POLICYGRAPH_ROOT_PATH]."
)


def plainly(function: Callable[P, R]) -> Callable[P, R]:
    """Turn our errors into one line on stderr and an exit code."""

    @wraps(function)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            return function(*args, **kwargs)
        except StoreError as error:
            click.echo(f"policygraph: {error}", err=True)
            sys.exit(3)
        except PolicygraphError as error:
            click.echo(f"policygraph: {error}", err=True)
            sys.exit(1)

    return run


def settings_of(home: Path | None = None, **changes: Any) -> Settings:
    """Settings of a command: its flags over the environment over the defaults."""
    changes = {**changes, "store": store_flag()}
    given = {name: value for name, value in {"home": home, **changes}.items() if value is not None}
    return Settings.from_env(**given)


def store_flag() -> str | None:
    """Value of ``--store`` of the command that runs."""
    context = click.get_current_context(silent=True)
    return None if context is None else context.meta.get("policygraph.store")
