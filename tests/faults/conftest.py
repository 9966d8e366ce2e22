"""How often is killed, and by which seed: few times in `make test`, 220 times in `make faults`."""

from __future__ import annotations

import os
import random
from dataclasses import dataclass

import pytest


@dataclass(frozen=True, slots=True)
class Plan:
    """``kills`` in all, shared among the tests; ``chance`` says when and whom."""

    kills: int
    seed: int

    def share(self, part: float) -> int:
        """How many kills a test takes, of its part of all: one at least."""
        return max(1, round(self.kills * part))

    def chance(self, name: str) -> random.Random:
        """The chance of one test; its seed is printed."""
        print(f"{name}: FAULT_SEED={self.seed}")
        return random.Random(f"{self.seed} {name}")  # noqa: S311 no secret


@pytest.fixture(scope="session")
def plan() -> Plan:
    """From the environment: FAULT_KILLS and FAULT_SEED (a new one each time)."""
    seed = os.environ.get("FAULT_SEED") or random.SystemRandom().randrange(1 << 32)
    return Plan(int(os.environ.get("FAULT_KILLS", "8")), int(seed))
