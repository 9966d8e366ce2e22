"""Processes of our own: a plain interpreter that runs a line of code, and ends when the one that started it has ended.

Not `multiprocessing.Process`: nothing of the caller's main module is imported again, so they start from a
service, a notebook and a script alike.
"""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from typing import Final

__all__ = ["start_child", "tie_to_parent"]

_WATCH_SECONDS: Final = 1.0


def start_child(
    code: str,
    arguments: Sequence[str],
    *,
    pass_fds: Sequence[int] = (),
    stdout: int | None = None,
    start_new_session: bool = False,
) -> subprocess.Popen[bytes]:
    """Start a process that runs ``code`` with these in ``sys.argv[1:]``; it imports from where this one does.

    The options are those of `subprocess.Popen`. Its standard input is empty: a terminal's is not the child's to read.
    """
    environment = dict(os.environ, PYTHONPATH=os.pathsep.join(path or "." for path in sys.path))
    command = [sys.executable, "-P", "-c", code, *arguments]
    return subprocess.Popen(  # noqa: S603 our own interpreter and modules
        command,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=stdout,
        pass_fds=pass_fds,
        start_new_session=start_new_session,
    )


def tie_to_parent(parent: int) -> None:
    """Have this process end soon after the one with number ``parent``, which was killed if nobody told us."""
    threading.Thread(target=_die_with_parent, args=(parent,), daemon=True).start()


def _die_with_parent(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(_WATCH_SECONDS)
    os._exit(0)
