"""What was loaded last, so that a load of the same files by the same rules ends at once.

The record is a hint, never the truth: where it is missing, damaged or out of date, the files are
extracted again and the store itself finds that nothing changed.
"""

from __future__ import annotations

import hashlib
import importlib.util
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from graph.revision import Revision
from loaders.corrections.files import corrections_file
from loaders.formats.mapping import mapping_file
from loaders.manifest import read_terms
from ontology.errors import DocumentError

__all__ = ["LoadRecord", "fingerprint"]

_NAME: Final = "loads.json"
#: Packages whose source decides what a document becomes.
_RULES: Final = ("ontology", "loaders", "graph")
_KINDS: Final = (".py", ".ttl", ".tsv", ".yaml", ".rq")


def fingerprint() -> str:
    """SHA-256 over the source of the extraction rules, lexicons and vocabulary as installed."""
    digest = hashlib.sha256()
    for package in _RULES:
        spec = importlib.util.find_spec(package)
        if spec is None or not spec.submodule_search_locations:
            raise ImportError(f"the package {package} is not installed")
        root = Path(spec.submodule_search_locations[0])
        for file in sorted(path for path in root.rglob("*") if path.suffix in _KINDS):
            digest.update(str(file.relative_to(root)).encode() + b"\0" + file.read_bytes() + b"\0")
    return digest.hexdigest()


def _sha256(file: Path) -> str:
    """SHA-256 over a document, its terms of use, the corrections and the mapping beside it.

    Editing any of them loads the plan again.
    """
    digest = hashlib.sha256(file.read_bytes())
    digest.update(repr(read_terms(file)).encode())
    for beside in (corrections_file(file), mapping_file(file)):
        if beside.exists():
            digest.update(b"\0" + beside.suffix.encode() + b"\0" + beside.read_bytes())
    return digest.hexdigest()


@dataclass(frozen=True, slots=True)
class LoadRecord:
    """The record beside a store: rules, revision, and the files with their SHA-256."""

    home: Path

    def covers(self, files: Iterable[Path], current: Revision | None, base: str) -> bool:
        """Whether the current revision already holds exactly these files, read by the present rules."""
        if current is None:
            return False
        try:
            data = json.loads((self.home / _NAME).read_text(encoding="utf-8"))
            known = data["files"]
            return (
                data["rules"] == fingerprint()
                and data["base"] == base
                and data["digest"] == current.digest
                and all(known.get(str(file.resolve())) == _sha256(file) for file in files)
            )
        except (DocumentError, OSError, ValueError, KeyError, TypeError, AttributeError):
            return False

    def note(self, files: Sequence[Path], current: Revision, base: str) -> None:
        """Write the record after a load, in place of the one before."""
        path = self.home / _NAME
        data = {
            "rules": fingerprint(),
            "base": base,
            "digest": current.digest,
            "files": {str(file.resolve()): _sha256(file) for file in files},
        }
        draft = path.with_suffix(".tmp")
        draft.write_text(json.dumps(data, ensure_ascii=False, indent=1), encoding="utf-8")
        draft.replace(path)
