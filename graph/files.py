"""The store's file operations: durable writes, links, and what to say when the disk refuses."""

from __future__ import annotations

import errno
import gc
import os
import shutil
import time
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from pyoxigraph import Store

from ontology.errors import StoreError

__all__ = [
    "copy_database",
    "disk_error",
    "forget_frames",
    "open_database",
    "plain_words",
    "replace_text",
    "sync_folder",
    "sync_tree",
    "write_text",
]

#: Numbers and words of the system -> our words, and the reason for readers of the service.
_CAUSES: Final[tuple[tuple[frozenset[int], tuple[str, ...], str, str], ...]] = (
    (
        frozenset({errno.ENOSPC, errno.EDQUOT}),
        ("No space left", "quota exceeded"),
        "the disk is full: free some space and run the command again",
        "store.full",
    ),
    (
        frozenset({errno.EFBIG}),
        ("File too large",),
        "a file would grow over the limit of this user: raise it (ulimit -f) and run the command again",
        "store.full",
    ),
    (
        frozenset({errno.EACCES, errno.EPERM, errno.EROFS}),
        ("Permission denied", "Read-only file system"),
        "it cannot be written: give this user the right to write there, or choose another folder (--home)",
        "store.closed-disk",
    ),
    (
        frozenset({errno.ENOTDIR, errno.EEXIST, errno.EISDIR}),
        ("Not a directory",),
        "something else stands in its place: choose another folder (--home)",
        "store.place",
    ),
    (
        frozenset({errno.EMFILE, errno.ENFILE}),
        ("Too many open files",),
        "too many files are open: raise the limit (ulimit -n)",
        "store.files",
    ),
)


@contextmanager
def plain_words(folder: Path) -> Iterator[None]:
    """Turn an `OSError` about ``folder`` (ours or the database's) into a `StoreError` for people."""
    try:
        yield
    except OSError as error:
        raise disk_error(folder, error) from error


def disk_error(folder: Path, error: OSError) -> StoreError:
    """What an `OSError` about ``folder`` is to people."""
    text = str(error)
    for numbers, phrases, words, reason in _CAUSES:
        if error.errno in numbers or any(phrase in text for phrase in phrases):
            return StoreError(f"{folder}: {words}", reason=reason)
    return StoreError(f"{folder}: {text}", reason="store.disk")


def open_database(folder: Path) -> Store:
    """Open a database for writing, as soon as this process has let go of its last use of it.

    A writer that went out of scope may live a moment longer (an iterator that was not read to its
    end holds it until it is collected), and RocksDB then refuses the folder to its own process.
    """
    for pause in (0.0, 0.05, 0.2, 0.5, 1.0):
        try:
            return Store(str(folder))
        except OSError as error:
            if "lock hold by current process" not in str(error):
                raise
            gc.collect()
            time.sleep(pause)
    return Store(str(folder))


def forget_frames(error: BaseException | None) -> None:
    """Let go of what the functions held that an error has passed, and those of the errors before it."""
    while error is not None:
        traceback.clear_frames(error.__traceback__)
        error = error.__cause__ or error.__context__


def write_text(path: Path, text: str) -> None:
    """Write a UTF-8 file and have it on the disk before returning."""
    with path.open("w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())


def replace_text(path: Path, text: str) -> None:
    """Replace a file in one step: readers see the old text or the new, never a part."""
    fresh = path.with_name(f".{path.name}.new")
    write_text(fresh, text)
    fresh.replace(path)
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Have the names in a folder on the disk (a rename survives a power cut only then)."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def sync_tree(folder: Path) -> None:
    """Have all files of a folder on the disk, and the names of those in it."""
    for path in folder.rglob("*"):
        sync_folder(path)  # a file is opened and synced in the same way
    sync_folder(folder)


def copy_database(source: Path, target: Path) -> None:
    """Copy a database folder; its table files (``*.sst``) never change and are linked instead."""
    shutil.copytree(source, target, copy_function=_link_or_copy)


def _link_or_copy(source: str, target: str) -> None:
    if source.endswith(".sst"):
        try:
            os.link(source, target)
        except OSError:
            shutil.copy2(source, target)  # another file system, or one without links
    else:
        shutil.copy2(source, target)
