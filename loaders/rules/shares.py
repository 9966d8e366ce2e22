"""Words of shares: 交易额达到生产总值的30%, and the ends that several shares have in common (…应用率)."""

from __future__ import annotations

import re
from typing import Final

from loaders.rules.indicators import METRIC_ENDS
from ontology.model import Comparator

__all__ = ["related", "with_shared_end"]

_RELATIONS: Final = {
    "达到": None,
    "不低于": Comparator.AT_LEAST,
    "不少于": Comparator.AT_LEAST,
    "不超过": Comparator.AT_MOST,
    "超过": Comparator.MORE_THAN,
}
#: Those for whom a share is told. Match: 苏木乡镇|电商服务站覆盖率. Not: 镇域经济.
_AREA: Final = re.compile(r"[一-鿿]{0,4}?(?:乡镇|行政村|建制村|社区|街道|县城|县域|城区|村)(?=[一-鿿]{2})")
_AREA_ALONE: Final = re.compile(r"[一-鿿]{0,4}(?:乡镇|村|社区|街道|县城|县域|城区)")


def related(noun: str) -> tuple[str, Comparator | None]:
    """交易额达到生产总值的30%, 面积不低于总面积的20%: the words of a share, and how it is bound."""
    for word, bound in _RELATIONS.items():
        head, found, rest = noun.partition(word)
        if found and head and rest:
            return f"{head}占{rest}", bound
    return noun, None


def with_shared_end(noun: str, before: str) -> str:
    """中小微企业 after 规模以上企业应用率 is 中小微企业应用率."""
    if METRIC_ENDS.before(noun, len(noun)) < len(noun) or METRIC_ENDS.before(before, len(before)) == len(
        before
    ):
        return noun
    at = before.find(noun[-2:])
    if at < 0 and (area := _AREA.match(before)) and _AREA_ALONE.fullmatch(noun):
        return noun + before[area.end() :]  # 嘎查村 after 苏木乡镇电商服务站覆盖率
    if at < 0 and noun.endswith("型企业") and "企业" not in before:
        return noun + before  # 电子商务应用普及率：大型企业100%，小型企业80%
    return noun + before[at + 2 :] if at >= 0 else noun
