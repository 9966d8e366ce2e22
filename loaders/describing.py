"""The plan's own description: title, number, date, period, place, issuers, with what is doubtful of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from loaders.gathering import Gathering
from loaders.names.departments import resolve
from loaders.names.named import OrgName
from loaders.scoping import Prepared
from ontology.identifiers import resource
from ontology.model import CitedDocument, Doubt, Evidence, Passage, Plan

__all__ = ["described"]

#: How sure an issuer is that only the series of the number tells (济政字: 政 is 人民政府).
_FROM_SERIES: Final = 0.5
#: 济政字, 遵府发: 政 or 府 in the series stands for 人民政府, 政办 for its office. Not: 青商电商字.
_SERIES: Final = re.compile(r"[\u4e00-\u9fff]{1,3}[政府](办)?[发字函规]")
#: A title below this confidence was not told from a title's line.
_DOUBTFUL_TITLE: Final = 0.6


def described(
    prepared: Prepared, gathering: Gathering, cited: tuple[CitedDocument, ...]
) -> tuple[Plan, tuple[Doubt, ...]]:
    """The plan and the doubts about its description; its issuers and its place are gathered."""
    front, scope = prepared.metadata, prepared.scope
    issuers, doubts = _issuers(prepared)
    creators = [gathering.organization(name, (passage,)) for name, passage in issuers]
    title = front.title.passage
    place = gathering.place(scope.division, title, "plan/place") if scope.division else None
    evidence = [title, *(passage for _, passage in issuers)]
    evidence += [item.passage for item in (front.number,) if item]
    evidence += [front.issued[1]] if front.issued else []
    evidence += [front.period[2]] if front.period else []
    plan = Plan(
        id=resource("plan", scope.slug),
        title=front.title.value,
        number=front.number.value if front.number else None,
        issued=front.issued[0] if front.issued else None,
        creators=tuple(dict.fromkeys(creators)),
        place=place,
        start_year=front.period[0] if front.period else None,
        end_year=front.period[1] if front.period else None,
        based_on=tuple(document.id for document in cited),
        evidence=Evidence(tuple(dict.fromkeys(evidence)), front.title.confidence, front.title.found_by),
    )
    return plan, (*doubts, *_doubts(prepared, plan))


def _doubts(prepared: Prepared, plan: Plan) -> Iterator[Doubt]:
    """What is doubtful of the title and the place."""
    front, division = prepared.metadata, prepared.scope.division

    def doubt(code: str, zh: str, en: str) -> Doubt:
        return Doubt(code, f"{zh}，请核对", f"{en}, please check", min(plan.evidence.passages), plan.id)

    if front.title.confidence < _DOUBTFUL_TITLE:
        yield doubt(
            "title",
            f"没有找到标题行，暂以“{plan.title}”为标题",
            f"No line reads like a title; {plan.title} is taken for it",
        )
    if division is not None and prepared.place_inferred:
        yield doubt(
            "place",
            f"文件没有写明是哪个地方的，由正文中的单位和地名推定为{division.name}",
            f"The document does not say whose it is; its bodies and places imply {division.name}",
        )
    if division is not None and not division.listed:
        yield doubt(
            "place-unlisted",
            f"行政区划代码表中没有{division.name}，其级别按名称推定",
            f"{division.name} is not in the table of administrative divisions; its level is told from its name",
        )


def _issuers(prepared: Prepared) -> tuple[list[tuple[OrgName, Passage]], tuple[Doubt, ...]]:
    """The issuing bodies: as signed or titled, else the government that a number of its series implies."""
    front, scope = prepared.metadata, prepared.scope
    if front.issuers:
        named = [
            (resolve(one.value, scope.division, scope.year), one.passage, one.confidence)
            for one in front.issuers
        ]
        return [
            (replace(name, confidence=min(name.confidence, sure)), passage)
            for name, passage, sure in named
            if name is not None
        ], ()
    series = _SERIES.match(front.number.value) if front.number else None
    if front.number is None or scope.division is None or series is None:
        return [], ()
    office = "人民政府办公室" if series[1] else "人民政府"
    name = resolve(scope.division.name + office, scope.division, scope.year)
    if name is None:
        return [], ()
    doubt = Doubt(
        "issuer-from-number",
        f"文件没有署名，发文机关由发文字号推定为{scope.division.name}{office}",
        f"The document is not signed; its number implies that {scope.division.name}{office} issued it",
        front.number.passage,
        resource("plan", scope.slug),
    )
    inferred = replace(name, confidence=_FROM_SERIES, reason="plan/issuer-from-number")
    return [(inferred, front.number.passage)], (doubt,)
