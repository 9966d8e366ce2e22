"""Work that has time: it gets what the rest of the machine leaves."""

from __future__ import annotations

import os
from contextlib import suppress
from typing import Final

__all__ = ["step_back"]

#: The lowest priority there is (nice(2)).
_LOWEST: Final = 19


def step_back() -> None:
    """Let this process, and what it starts from now on, work only while nobody else wants the processor.

    Where the platform has no idle class of scheduling (Linux has), or refuses it, only the priority is lowered.
    """
    os.nice(_LOWEST)
    if hasattr(os, "SCHED_IDLE"):
        with suppress(OSError):  # a container may forbid the call
            os.sched_setscheduler(0, os.SCHED_IDLE, os.sched_param(0))
