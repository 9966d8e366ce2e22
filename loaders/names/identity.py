"""Resources of named things: the same name gives the same id in every document."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from loaders.names.vocabulary import Brand, brands
from ontology.identifiers import named, resource
from ontology.model import ResourceId

__all__ = ["brand_of", "identity", "plain_name"]

_PREFIX: Final = {
    "platform": ("platform",),
    "park": ("park",),
    "enterprise": ("org", "enterprise"),
    "association": ("org", "association"),
    "institution": ("org", "institution"),
}
_MARKS: Final = str.maketrans("", "", "“”‘’（）() \u3000")
_FIRM = re.compile(r"(?:股份)?(?:集团|公司)$")


@cache
def _by_slug() -> dict[str, Brand]:
    return {brand.slug: brand for brand in brands(in_context=True).values()}


def plain_name(words: str) -> str:
    """The name without quotation marks, brackets and blanks, which documents set differently."""
    return words.translate(_MARKS)


def brand_of(kind: str, words: str) -> Brand | None:
    """The nationally known thing of that kind with that name; a firm also with 集团 or 公司 behind it."""
    brand = brands(in_context=True).get(words)
    if brand is None and kind == "enterprise":  # 海尔|集团; but 移动|公司 is the city's own
        brand = brands().get(_FIRM.sub("", words))
    return brand if brand and kind in brand.kinds else None


def identity(kind: str, words: str, scope: str = "") -> tuple[ResourceId, str]:
    """Id and label of a platform, park, enterprise, association or institution.

    Known ones have a readable slug (``platform/taobao``), others the name's own with its tail
    (``park/hengshengkejichanyeyuan-p3f8``). ``scope`` keeps apart what every city has (电信公司): it takes
    part in the id only.
    """
    brand = brand_of(kind, words)
    if brand:
        return resource(*_PREFIX[kind], brand.slug), brand.label
    name = plain_name(words)
    return resource(*_PREFIX[kind], named(f"{scope}/{name}" if scope else name)), words
