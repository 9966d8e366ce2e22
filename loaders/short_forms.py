"""Short forms that a document gives to what it names: 某跨境电商公共服务平台（以下简称“跨境平台”）.

The short form becomes another name of the same node, and its later places are places of that node.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from loaders.gathering import Gathering
from loaders.names.departments_aliases import MOST, SHORT_FORM
from ontology.model import Passage

__all__ = ["gather_short_forms"]


def gather_short_forms(text: str, gathering: Gathering) -> None:
    """Note the short forms of everything gathered whose name ends where the bracket opens."""
    for match in islice(SHORT_FORM.finditer(text), MOST):
        end = match.start() - (text[match.start() - 1 : match.start()] in ("”", '"', "’"))
        gathering.also(end, match["short"], tuple(_places(text, match)))


def _places(text: str, match: re.Match[str]) -> Iterator[Passage]:
    """The short form itself and every later place of it."""
    yield Passage(match.start("short"), match.end("short"), match["short"])
    for later in re.compile(re.escape(match["short"])).finditer(text, match.end()):
        yield Passage(later.start(), later.end(), later.group())
