"""What runs in the process of one change: make the graphs as they are to be, on a copy that nobody else sees.

Started by `graph.writing_embedded`, which kills it when it takes too long; a file brings the job and
takes the result, so that neither passes through a pipe. The copy costs little: the database's tables
never change and are linked, not copied.
"""

from __future__ import annotations

import errno
import pickle
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from pyoxigraph import Store

from graph.changing import Change, Dataset, contents_after
from graph.children import tie_to_parent
from graph.content import GraphContent
from graph.fetching import Fetcher
from graph.files import copy_database, disk_error, open_database
from graph.worker import Failed, limit_memory
from ontology.errors import PolicygraphError

__all__ = ["NO_ROOM", "Made", "WriteJob", "main"]

#: Exit status of a process whose result does not fit on the disk (EX_IOERR of sysexits).
NO_ROOM: Final = 74


@dataclass(frozen=True, slots=True)
class WriteJob:
    """A change of the snapshot in folder ``snapshot`` (empty: of an empty graph).

    ``folder`` is for the scratch copy; ``allowed`` are the addresses that LOAD may read.
    """

    change: Change
    dataset: Dataset
    snapshot: str
    folder: str
    allowed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Made:
    """Graphs that may have changed, with all that they hold now."""

    contents: tuple[GraphContent, ...] = field(repr=False)


def main() -> None:
    """Do the job in the file named by the first argument, and write what came of it to the second.

    The third is the limit of memory in bytes, the fourth the number of the process that waits for the result.
    """
    tie_to_parent(int(sys.argv[4]))
    job: WriteJob = pickle.loads(Path(sys.argv[1]).read_bytes())  # noqa: S301 written by the parent
    made = pickle.dumps(_result(job, int(sys.argv[3])))
    try:
        Path(sys.argv[2]).write_bytes(made)
    except OSError as error:
        sys.exit(NO_ROOM if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG) else 1)


def _result(job: WriteJob, memory: int) -> Made | Failed:
    def scratch() -> Store:
        folder = Path(job.folder) / "data"
        if job.snapshot:
            copy_database(Path(job.snapshot), folder)
        return open_database(folder)

    try:
        snapshot = Store.read_only(job.snapshot) if job.snapshot else Store()
        limit_memory(memory)  # the database's threads, which start here, are not the change's
        fetch = Fetcher(job.allowed)
        return Made(tuple(contents_after(job.change, job.dataset, snapshot, scratch, fetch)))
    except PolicygraphError as error:
        return Failed.of(error)
    except MemoryError:
        return Failed("LimitExceeded", "the change needs too much memory: split it", {"limit": "memory"})
    except OSError as error:
        return Failed.of(disk_error(Path(job.folder).parent, error))
    except (RuntimeError, ValueError) as error:
        return Failed("StoreError", f"the change could not be made: {error}", {"reason": "store.change"})
