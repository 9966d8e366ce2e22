"""What a project of a table is, and who builds it, told by the name alone."""

from __future__ import annotations

import re
from typing import Final

from loaders.names.identity import identity
from loaders.names.named import OrgName
from loaders.names.places import gazetteer
from loaders.rules.scope import Scope
from ontology.model import OrganizationKind

__all__ = ["builder", "classify_builder", "classify_project_name", "project_core"]

#: What is done to a thing, behind its name. Match: …公共服务平台|研发与产业化, …产业园|二期工程. Not: …发展平台.
_DOING = re.compile(
    r"(?:(?:研发|开发|研究|建设|改造|升级|产业化|推广|应用|运营|示范|扩建|提升|一期|二期|三期)[与及和]?)+(?:工程|项目)?$|(?:建设)?(?:工程|项目)$"
)
_PLATFORM = re.compile(
    r"(?:平台|商城|网站|门户|网|系统|在线|APP|App|小程序|电子商务|公共服务中心|云服务中心|网上\S{2,8}会|洽谈会|口岸)(?:[（(][^（）()]{1,12}[）)])?$"
)
_PARK = re.compile(
    r"(?:园区?|基地|集聚区|聚集区|集中区|专区|楼宇|大厦|孵化器|众创空间|科技城|电商城|信息港|电子商务区|产业带|小镇|总部|电商谷|运营中心)(?:[（(][^（）()]{1,12}[）)])?$"
)
#: Match: 德化县锦龙工艺瓷雕厂, 安溪茶博汇. Not: 石狮市人民政府, 晋江市邮政局.
_FIRM = re.compile(r"(?:公司|集团|厂|商行|店|超市|合作社|银行|市场|商场|广场|酒店|企业|事务所|汇|城|馆|行)$")
_BODY = re.compile(r"(?:局|厅|委|委员会|办公室|办|政府|管委会|中心|处|站|院|所|会|部|署|总队|支队)$")
_LEGAL: Final = ("公司", "集团")


def project_core(name: str) -> tuple[int, int]:
    """Start and end of the thing's own name in a project's name (without …研发与产业化, …建设项目).

    >>> project_core("海峡两岸区域物流信息公共服务平台研发与产业化")
    (0, 16)
    """
    match = _DOING.search(name)
    return (0, match.start()) if match and match.start() >= 4 else (0, len(name))


def classify_project_name(name: str, content: str = "") -> str | None:
    """``"platform"`` or ``"park"`` when a project's name is that of one, else None.

    Match: 特步电子商务云运营平台, 中国石材网 (platform); 泉州市电子商务总部基地 (park). None: 仓储物流配送中心.
    ``content`` is the project's description; it decides for names that end in 电子商务.
    """
    start, end = project_core(name.strip())
    core = name.strip()[start:end]
    if _PLATFORM.search(core):
        return "platform" if not core.endswith("电子商务") or "平台" in content or "商城" in content else None
    return "park" if _PARK.search(core) else None


def classify_builder(name: str) -> str | None:
    """Kind of the unit that builds a project: enterprise, institution, association; None for a public body.

    Match: 福诚（中国）有限公司, 德化县锦龙工艺瓷雕厂 (enterprise); 泉州师范学院 (institution). None: 晋江市邮政局.
    Public bodies are resolved by `loaders.names.departments`.
    """
    words = name.strip()
    if words.endswith(_LEGAL):
        return "enterprise"
    if re.search(r"(?:大学|学院|学校|研究院|研究所)$", words):
        return "institution"
    if re.search(r"(?:协会|商会|学会|联合会|促进会|联盟)$", words):
        return "association"
    if _BODY.search(words) and not _FIRM.search(words):
        return None
    return "enterprise" if _FIRM.search(words) else None


_KINDS: Final = {
    "enterprise": OrganizationKind.ENTERPRISE,
    "institution": OrganizationKind.INSTITUTION,
    "association": OrganizationKind.ASSOCIATION,
}


def builder(name: str, scope: Scope) -> OrgName | None:
    """The unit that builds a project, resolved by its form; None for a public body.

    The id is that of the same name elsewhere in the text, so both are one node. ``place`` is the
    division that the name begins with (泉州市仲龙计算机有限公司: 泉州市), if it begins with one.
    """
    words = name.strip()
    kind = classify_builder(words)
    if kind is None:
        return None
    identifier, label = identity(kind, words)
    mention = gazetteer().at(words, 0, scope.division)
    return OrgName(
        id=identifier,
        label=label,
        as_written=words,
        kind=_KINDS[kind],
        function=None,
        place=mention.division if mention else None,
        collective=False,
        confidence=0.9,
        reason=f"builder-{kind}",
    )
