"""Front-end packages that are installed beside the code: where they are, if they are.

`frontend/package.json` names them with their versions; ``make serve`` and ``make test`` install them.
Without them pages work with plain form controls.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

__all__ = ["editor_folder"]

_PACKAGES: Final = Path(__file__).with_name("frontend") / "node_modules"


def editor_folder() -> Path | None:
    """Folder of the SPARQL editor's script and style (``yasqe.min.js``, ``yasqe.min.css``), or None."""
    folder = _PACKAGES / "@zazuko" / "yasqe" / "build"
    return folder if (folder / "yasqe.min.js").is_file() else None
