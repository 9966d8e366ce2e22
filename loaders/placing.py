"""The place of a document that does not say whose it is: a page without its head, the middle of a plan.

The bodies that it binds say at which level it speaks (市商务局, 各旗区), the places that it names say where.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import Final

from loaders.names.divisions import LEVEL_OF
from loaders.names.named import Division
from loaders.names.places import gazetteer
from ontology.model import PlaceLevel

__all__ = ["place_of_body"]

#: A body told by its level. Match: （市商务局, 、县财政局. Not: 城市管理局.
_BODY: Final = re.compile(
    r"(?:(?<=[、，。；：（(\s由和与])|^)(省|市|州|盟|县|旗|区)(?:商务|发展改革|发改|财政|国税|地税|农业|农牧|交通|公安|工商|市场监|经济|经信|工业|教育|科技|科学|人社|人力|卫生|文化|旅游|邮政|统计|税务|自然|国土|住|民政)[一-鿿]{0,10}?[局委厅]"
)
#: So many bodies and so many names of the place at least, and this share of all names.
_FEWEST: Final = 3
_SHARE: Final = 0.5


def place_of_body(text: str) -> Division | None:
    """The division that the bodies and places of a text tell; None where they are few or disagree.

    >>> words = "支持东胜区、康巴什区和杭锦旗发展。（市商务局、市财政局、市农牧局负责）鄂尔多斯供电公司保障用电。"
    >>> place_of_body(words).name
    '鄂尔多斯市'
    """
    words = Counter(_BODY.findall(text))
    if words.total() < _FEWEST:
        return None
    word = words.most_common(1)[0][0]
    known = gazetteer()
    named: Counter[Division] = Counter()
    total = 0
    for mention in known.in_text(text):
        if mention.division.level is PlaceLevel.COUNTRY:
            continue
        total += 1
        for link in known.chain(mention.division):
            if link.level is LEVEL_OF[word] or (word == "市" and link.name.endswith("市")):
                named[link] += 1
    if not named:
        return None
    # of a county-level city and its prefecture the one that most names stand for, the outer one where they tie
    best = max(named, key=lambda one: (named[one], one.level is PlaceLevel.PREFECTURE))
    fewest = _FEWEST if named[best] < total else _FEWEST - 1  # where nobody else is named, two are enough
    return best if named[best] >= fewest and named[best] >= _SHARE * total else None
