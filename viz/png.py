"""Drawings as PNG, from their SVG, by the machine's fonts; nothing is fetched."""

from __future__ import annotations

from functools import cache
from typing import Final

import resvg_py

from ontology.errors import NotFound

__all__ = ["svg_to_png"]

#: Families of Chinese sans-serif faces by system: Debian, macOS, Windows.
_SANS: Final = "Noto Sans CJK SC"


def svg_to_png(svg: str, zoom: float = 2.0) -> bytes:
    """An SVG drawing as PNG on white, ``zoom`` pixels for each of its units.

    Raises `NotFound` on a machine without a Chinese font: a picture without its labels would be
    worse than none.
    """
    if not _has_chinese_font():
        raise NotFound("This machine has no Chinese font for PNG. Install one (fonts-noto-cjk) or take SVG.")
    return _render(svg, zoom)


def _render(svg: str, zoom: float) -> bytes:
    return bytes(
        resvg_py.svg_to_bytes(
            svg_string=svg, background="#ffffff", zoom=zoom, languages=["zh"], sans_serif_family=_SANS
        )
    )


@cache
def _has_chinese_font() -> bool:
    """Whether a Chinese character looks different from one that no font has."""
    pictures = {
        _render(
            f'<svg xmlns="http://www.w3.org/2000/svg" width="20" height="20">'
            f'<text y="16" font-family="sans-serif">{char}</text></svg>',
            1.0,
        )
        for char in ("国", "\U0010fffd")
    }
    return len(pictures) == 2
