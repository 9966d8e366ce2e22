"""The content security policy of a file that carries its styles and scripts in itself.

A file opened from a disk has no headers, so it states its policy in a ``meta`` element: only exactly these
elements act, and nothing is fetched (Content Security Policy Level 3, hashes of inline elements).
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable

__all__ = ["inline_policy"]


def inline_policy(styles: Iterable[str], scripts: Iterable[str]) -> str:
    """Policy that allows the inline elements with these contents, pictures as data, and nothing else."""
    return "; ".join(
        (
            "default-src 'none'",
            f"style-src {' '.join(map(_hash, styles))}",
            f"script-src {' '.join(map(_hash, scripts))}",
            "img-src data:",
            "base-uri 'none'",
            "form-action 'none'",
        )
    )


def _hash(content: str) -> str:
    digest = base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()
    return f"'sha256-{digest}'"
