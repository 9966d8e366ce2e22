"""Who runs a platform, where the document says so: 由某公司运营的某网, 某集团公司某商城, 某网由某协会主办.

Only what stands directly before or behind the platform's name counts. A department that builds a platform
(市商务局建设的…) does not run it; one that hosts or runs it does.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Final

from ontology.model import Evidence, Organization, OrganizationKind, Passage, Platform, ResourceId

__all__ = ["operated"]

_RUNS: Final = r"(?:运营|经营|主办|承办|创办|开办|运维)"
_MAKES: Final = r"(?:建设|投资建设|建设运营|投资|开发|打造|搭建|创建|推出|承建|自主研发|研发)"
#: Between an operator and its platform. Match: |旗下的|, |运营的“|, |投资建设的|. Not: |与|, |、|, |搭建|.
_BEFORE: Final = re.compile(
    rf"(?:负责|自主|联合|独家|投资)*(?:{_RUNS}的?|{_MAKES}的|旗下的?|所属的?|的)?[“\"‘]?"
)
_RUN_BEFORE: Final = re.compile(rf"(?:负责|自主|独家)*{_RUNS}的[“\"‘]?")
#: Behind a platform, before its operator. Match: ”由|, 平台由|, （由|. Not: 与|.
_BEHIND: Final = re.compile(r"[”\"’]?(?:平台|网站|商城|系统)?[，,（(]?(?:是)?由")
_THEN: Final = re.compile(rf"(?:负责|全权|具体|投资)*(?:{_RUNS}|{_MAKES})")
_FIRMS: Final = (OrganizationKind.ENTERPRISE, OrganizationKind.ASSOCIATION, OrganizationKind.INSTITUTION)
_LONGEST: Final = 12


def operated(
    text: str, platforms: Iterable[Platform], organizations: Iterable[Organization]
) -> tuple[Platform, ...]:
    """The platforms, each with its operator where the words beside its name state one, and with these words."""
    ends: dict[int, tuple[Organization, Passage]] = {}
    starts: dict[int, tuple[Organization, Passage]] = {}
    for organization in organizations:
        if organization.collective:
            continue
        for passage in organization.evidence.passages:
            if passage.end not in ends or passage.start < ends[passage.end][1].start:
                ends[passage.end] = organization, passage
                starts[passage.start] = organization, passage
    return tuple(_operated(text, platform, ends, starts) for platform in platforms)


def _operated(
    text: str,
    platform: Platform,
    ends: Mapping[int, tuple[Organization, Passage]],
    starts: Mapping[int, tuple[Organization, Passage]],
) -> Platform:
    for passage in platform.evidence.passages:
        found = _before(text, passage, ends) or _behind(text, passage, starts)
        if found is None:
            continue
        operator, words = found
        evidence = Evidence(
            tuple(dict.fromkeys((*platform.evidence.passages, words))),
            platform.evidence.confidence,
            platform.evidence.found_by,
            platform.evidence.attributed_to,
        )
        return replace(platform, operated_by=operator, evidence=evidence)
    return platform


def _before(
    text: str, platform: Passage, ends: Mapping[int, tuple[Organization, Passage]]
) -> tuple[ResourceId, Passage] | None:
    for at in range(platform.start, max(0, platform.start - _LONGEST) - 1, -1):
        if at not in ends:
            continue
        organization, named = ends[at]
        pattern = _BEFORE if organization.kind in _FIRMS else _RUN_BEFORE
        if pattern.fullmatch(text, at, platform.start):
            return organization.id, Passage(named.start, platform.end, text[named.start : platform.end])
        return None
    return None


def _behind(
    text: str, platform: Passage, starts: Mapping[int, tuple[Organization, Passage]]
) -> tuple[ResourceId, Passage] | None:
    lead = _BEHIND.match(text, platform.end)
    if lead is None or lead.end() not in starts:
        return None
    organization, named = starts[lead.end()]
    then = _THEN.match(text, named.end)
    if then is None or (organization.kind not in _FIRMS and not re.search(_RUNS, then.group())):
        return None
    return organization.id, Passage(platform.start, then.end(), text[platform.start : then.end()])
