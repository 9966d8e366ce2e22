"""Rows of a register on disk beside the store, so that a service that starts again finds them read.

They are made from one revision and named by it; the files of older revisions go when newer ones are
written. Nothing is lost with them: what is not there, or cannot be read, is read from the graph again.
"""

from __future__ import annotations

import contextlib
import json
import logging
import shutil
import uuid
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from graph.engine import Engine
from graph.revision import Revision

__all__ = ["Rows", "home_of", "stored"]

Rows = list[list[Any]]

_log = logging.getLogger("policygraph.lists")
#: Version of the rows' layout; raised when a register reads or orders something else.
_VERSION: Final = 2
#: Folders that are kept: of the newest revision, and of the one before, which another process may still read.
_KEPT: Final = 2


def stored(engine: Engine, name: str, read: Callable[[], Rows]) -> Rows:
    """The rows of a register of the engine's revision, from disk or from ``read``.

    Rows hold what JSON can. Only revisions that are kept on disk have a place for them.
    """
    revision = engine.revision
    file = _file(revision, name) if revision is not None else None
    if file is None:
        return read()
    try:
        found: Rows = json.loads(file.read_bytes())
        return found
    except (FileNotFoundError, NotADirectoryError):
        _log.debug("%s is made", file)
    except (OSError, ValueError):
        _log.warning("%s cannot be read and is made again", file, exc_info=True)
    rows = read()
    now = engine.revision
    if revision is not None and now is not None and now.etag == revision.etag:
        _keep(file, rows)
    return rows


def home_of(revision: Revision) -> Path | None:
    """``<home>`` of a revision in ``<home>/revisions/7/data``; None for one that is not kept on disk."""
    parents = () if revision.path is None else revision.path.parents
    return next((folder.parent for folder in parents if folder.name == "revisions"), None)


def _file(revision: Revision, name: str) -> Path | None:
    """``<home>/lists/v2-r7-<digest>/<name>.json``, by `_VERSION` and the tag of the revision."""
    home = home_of(revision)
    return home / "lists" / f"v{_VERSION}-{revision.etag}" / f"{name}.json" if home else None


def _keep(file: Path, rows: Rows) -> None:
    """Write the rows in one step; a folder that cannot be written costs time only."""
    draft = file.with_name(f".{file.name}.{uuid.uuid4().hex}")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        draft.write_text(json.dumps(rows, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")
        draft.replace(file)
        folders = sorted(
            (folder for folder in file.parent.parent.iterdir() if folder != file.parent),
            key=lambda folder: folder.stat().st_mtime,
        )
        for folder in folders[: 1 - _KEPT]:
            shutil.rmtree(folder, ignore_errors=True)
    except OSError:
        _log.info("%s is not kept", file, exc_info=True)
        with contextlib.suppress(OSError):
            draft.unlink(missing_ok=True)
