"""Licences of everything that is installed for serving, from the parts' own metadata, against what is allowed.

Only terms that let an office run, change and pass on the service are allowed: permissive ones, and those
that ask for changes of the part itself to be published (MPL, LGPL), since no part is changed here.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path
from typing import Any, Final

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

__all__ = ["ALLOWED", "ROOT", "Part", "document", "front_end_parts", "python_parts"]

ROOT: Final = Path(__file__).parents[2]
#: SPDX identifiers (https://spdx.org/licenses/) that may come in.
ALLOWED: Final = frozenset(
    {"0BSD", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "ISC", "LGPL-3.0-only", "LGPL-3.0-or-later", "MIT", "MPL-2.0", "PSF-2.0", "Unlicense", "W3C-20150513", "Zlib"}
)  # fmt: skip
#: What metadata written before SPDX was asked for (PEP 639) says, in lower case.
_SAID: Final = {
    "mit license": "MIT",
    "mit": "MIT",
    "bsd": "BSD-3-Clause",
    "bsd license": "BSD-3-Clause",
    "bsd 3-clause license": "BSD-3-Clause",
    "bsd 2-clause license": "BSD-2-Clause",
    "apache 2.0": "Apache-2.0",
    "apache-2.0": "Apache-2.0",
    "apache license": "Apache-2.0",
    "apache license 2.0": "Apache-2.0",
    "apache software license": "Apache-2.0",
    "isc license": "ISC",
    "isc license (iscl)": "ISC",
    "mozilla public license 2.0 (mpl 2.0)": "MPL-2.0",
    "python software foundation license": "PSF-2.0",
    "bsd-3-clause": "BSD-3-Clause",
}
#: Parts whose metadata does not say it in words that can be read; what the file of their licence says.
_READ: Final = {
    "pypdfium2": "BSD-3-Clause AND Apache-2.0",
    "resvg-py": "MIT",
}


@dataclass(frozen=True, slots=True, order=True)
class Part:
    """A library: its name, version and licence (an SPDX expression; empty where none can be told)."""

    name: str
    version: str
    licence: str

    @property
    def is_allowed(self) -> bool:
        """Whether one of the offered licences (OR) is wholly (AND) of those that may come in."""
        offers = (offer.split(" AND ") for offer in self.licence.strip("()").split(" OR "))
        return any(all(term.strip("() ") in ALLOWED for term in offer) for offer in offers)


def python_parts() -> list[Part]:
    """The distributions that serving needs, direct and indirect, sorted by name."""
    found: dict[str, Part] = {}
    todo = list(_needs(distribution("policygraph"), frozenset()))
    while todo:
        asked = todo.pop()
        name = canonicalize_name(asked.name)
        if name in found:
            continue
        try:
            part = distribution(asked.name)
        except PackageNotFoundError:
            continue  # of another platform
        found[name] = Part(name, part.version, _licence(name, part))
        todo += _needs(part, frozenset(asked.extras))
    return sorted(found.values())


def _needs(part: Distribution, extras: frozenset[str]) -> Iterator[Requirement]:
    for line in part.requires or ():
        asked = Requirement(line)
        marker = asked.marker
        if marker is None or any(marker.evaluate({"extra": extra}) for extra in (*extras, "")):
            yield asked


def _licence(name: str, part: Distribution) -> str:
    said: Any = part.metadata
    stated = said.get("License-Expression")
    if stated:
        return str(stated)
    if name in _READ:
        return _READ[name]
    words = [
        line.rpartition("::")[2].strip()
        for line in said.get_all("Classifier") or ()
        if line.startswith("License")
    ]
    words = [(said.get("License") or "").partition("\n")[0].strip(), *words]
    known = [_SAID[word.lower()] for word in words if word.lower() in _SAID]
    plain = [
        word for word in words if word in ALLOWED or re.fullmatch(r"[\w.-]+(?: (?:AND|OR) [\w.-]+)+", word)
    ]
    return next(iter((*plain, *known)), "")


def front_end_parts() -> list[Part]:
    """The npm packages of the query editor, pinned in the lock file, and vis-network, which pyvis ships."""
    lock = json.loads((ROOT / "viz" / "frontend" / "package-lock.json").read_text(encoding="utf-8"))
    found = [
        Part(place.rpartition("node_modules/")[2], about["version"], about.get("license", ""))
        for place, about in lock["packages"].items()
        if place and not about.get("dev")
    ]
    from viz.exports import vendor_folder

    head = (vendor_folder() / "vis-network.min.js").read_text(encoding="utf-8")[:2000]
    version = re.search(r"@version (\S+)", head)
    licence = "Apache-2.0 OR MIT" if "Apache 2.0" in head and "MIT" in head else ""
    return sorted((*found, Part("vis-network", version[1] if version else "", licence)))


def document() -> str:
    """The list as Markdown: docs/licences.md."""
    return "\n".join(
        (
            "# Licences",
            "",
            "What `make serve` installs, each part with the licence that its own metadata states (SPDX).",
            "Written by `make licences` from the installed parts; `make audit` and a test refuse a licence that is",
            f"not one of {', '.join(sorted(ALLOWED))}. policygraph itself is under Apache-2.0 (LICENSE).",
            "",
            "## Python",
            "",
            *_table(python_parts()),
            "",
            "## In the browser",
            "",
            *_table(front_end_parts()),
            "",
        )
    )


def _table(parts: Iterable[Part]) -> Iterator[str]:
    yield "| part | licence |"
    yield "|---|---|"
    for part in parts:
        yield f"| {part.name} | {part.licence} |"


def main() -> None:
    """Write docs/licences.md."""
    (ROOT / "docs" / "licences.md").write_text(document(), encoding="utf-8")
    print(f"docs/licences.md: {len(python_parts())} + {len(front_end_parts())} parts", file=sys.stderr)


if __name__ == "__main__":
    main()
