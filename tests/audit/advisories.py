"""Known weaknesses of the pinned parts, asked of the advisory databases; skipped by name out of their reach."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from tests.audit.licences import ROOT

__all__ = ["ACCEPTED", "Found", "OutOfReach", "front_end", "python"]

#: Advisories that do not touch this service: the identifier and why.
ACCEPTED: Final[Mapping[str, str]] = {}
_SECONDS: Final = 300


class OutOfReach(Exception):
    """The database cannot be asked from here; the message says why in a line."""


@dataclass(frozen=True, slots=True)
class Found:
    """A weakness: of which part and version, its identifier, and the versions that repair it."""

    part: str
    version: str
    advisory: str
    repaired: tuple[str, ...]


def python(pins: Path = ROOT / "constraints.txt", service: str = "osv") -> list[Found]:
    """Weaknesses of the pinned distributions by the database of osv.dev; raises `OutOfReach`."""
    asked = (
        "--no-deps",
        "--disable-pip",
        "-s",
        service,
        "-f",
        "json",
        "--progress-spinner",
        "off",
        "--timeout",
        "15",
    )
    said = _run([sys.executable, "-m", "pip_audit", "-r", str(pins), *asked])
    parts = said.get("dependencies", [])
    if parts and all("skip_reason" in part for part in parts):
        raise OutOfReach(parts[0]["skip_reason"])
    return [
        Found(part["name"], part["version"], each["id"], tuple(each["fix_versions"]))
        for part in parts
        for each in part.get("vulns", ())
        if not {each["id"], *each.get("aliases", ())} & set(ACCEPTED)
    ]


def front_end(folder: Path = ROOT / "viz" / "frontend") -> list[Found]:
    """Weaknesses of the npm packages by the registry's database; raises `OutOfReach`, also without npm."""
    npm = shutil.which("npm")
    if npm is None:
        raise OutOfReach("npm is not installed")
    said = _run([npm, "audit", "--prefix", str(folder), "--omit=dev", "--json"])
    if "vulnerabilities" not in said:
        raise OutOfReach(str(said.get("message", "the registry gives no advisories")))
    return [
        Found(name, str(about.get("range", "")), str(via.get("url", via.get("source", ""))), ())
        for name, about in said["vulnerabilities"].items()
        for via in about["via"]
        if isinstance(via, dict) and str(via.get("url", "")).rpartition("/")[2] not in ACCEPTED
    ]


def _run(command: Sequence[str]) -> dict[str, Any]:
    """What a tool says in JSON. A tool that says nothing could not ask: its last line tells why."""
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=_SECONDS, check=False)  # noqa: S603
    except subprocess.TimeoutExpired as error:
        raise OutOfReach(f"no answer in {_SECONDS} seconds") from error
    try:
        found: dict[str, Any] = json.loads(done.stdout)
    except ValueError as error:
        words = (done.stderr.strip() or "nothing was said").splitlines()[-1]
        if not any(
            sign in done.stderr
            for sign in ("Connection", "Timeout", "ServiceError", "HTTPError", "Max retries")
        ):
            raise RuntimeError(f"{command[0]}: {words}") from error
        raise OutOfReach(words) from error
    return found
