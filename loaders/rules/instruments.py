"""Policy instruments of a measure: how government acts, after Rothwell and Zegveld (1985).

Supply instruments give (training, money, infrastructure), environment instruments frame (planning,
finance, regulation), demand instruments pull (procurement, trade, demonstration).
"""

from __future__ import annotations

from loaders.rules.cues import tags
from loaders.rules.scope import Scope
from ontology.model import Tag

__all__ = ["instruments"]

_MOST = 5
#: Half of what a topic needs: a measure acts in several ways and seldom names them in its heading.
_NEEDED = 1.4
#: 鼓励, 引导 and 支持 alone are strategic measures in the coding schemes, though weakly so.
_FALLBACK = 0.8


def instruments(scope: Scope, start: int, end: int, heading_end: int) -> tuple[Tag, ...]:
    """Instruments of the measure ``text[start:end]`` whose heading ends at ``heading_end``; the surest first.

    Empty where no words suggest one.
    """
    return tags(
        scope, start, end, heading_end, "instruments.tsv", most=_MOST, needed=_NEEDED, fallback=_FALLBACK
    )
