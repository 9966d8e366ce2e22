"""Issuers and dates: joint issuers, signatures of several forms, catalogue lines."""

from __future__ import annotations

import datetime as dt

import pytest

from loaders.extract import extract
from loaders.outline import outline
from loaders.reading import read_bytes
from loaders.rules.metadata import metadata

BODY = "\n一、工作目标\n力争三年内建成县级中心。\n二、主要任务\n（一）完善网络。建设站点。\n"


@pytest.mark.parametrize(
    ("front", "end", "issuers"),
    [
        ("某省关于促进农村寄递的意见", "某省商务厅　某省财政厅\n2019年5月6日", ["某省商务厅", "某省财政厅"]),
        (
            "关于促进农村寄递的意见",
            "某省商务厅\n某省财政厅\n某省邮政管理局\n2019年5月6日",
            ["某省商务厅", "某省财政厅", "某省邮政管理局"],
        ),
        ("某省商务厅　某省财政厅\n关于促进农村寄递的意见", "", ["某省商务厅", "某省财政厅"]),
        (
            "某省商务厅 某省财政厅关于促进农村寄递的意见",
            "某省商务厅\n2019年5月6日",
            ["某省商务厅", "某省财政厅"],
        ),
        ("国务院办公厅、中央军委办公厅关于拥军优属的意见", "", ["国务院办公厅", "中央军委办公厅"]),
        (
            "关于促进农村寄递的意见",
            "中共临河县委　临河县人民政府\n2019年5月6日",
            ["中共临河县委", "临河县人民政府"],
        ),
        ("发文机关：国务院\n关于促进农村寄递的意见", "", ["国务院"]),
        ("关于促进农村寄递的意见\n各县商务局：", "", []),
    ],
)
def test_joint_issuers(front: str, end: str, issuers: list[str]) -> None:
    """Every body that signs is an issuer, in the printed order; those who are addressed are none."""
    text = front + BODY + end
    found = metadata(text, outline(text), "plan")
    assert issuers == [one.value for one in found.issuers]
    assert all(text[one.passage.start : one.passage.end] == one.value for one in found.issuers)


def test_the_date_of_a_joint_signature() -> None:
    """The date below several bodies is the date of issue."""
    text = "关于促进农村寄递的意见" + BODY + "某省商务厅　某省财政厅\n2019年5月6日"
    found = metadata(text, outline(text), "plan")
    assert found.issued is not None
    assert dt.date(2019, 5, 6) == found.issued[0]


def test_years_of_a_cited_work_are_not_the_plans() -> None:
    """《法治政府建设实施纲要（2015—2020年）》 in the preamble gives the plan no period."""
    text = "关于促进农村寄递的意见\n为落实《法治政府建设实施纲要（2015—2020年）》，提出如下意见。" + BODY
    assert metadata(text, outline(text), "plan").period is None


def test_an_issuer_told_from_the_number_is_doubtful() -> None:
    """Unsigned, the series names the government: little confidence, the rule's name, and a doubt about the plan."""
    text = "济宁市冷链物流行动计划\n（济政字[2019]57号）" + BODY
    facts = extract(read_bytes(text.encode(), "plan.txt"))
    (creator,) = facts.plan.creators
    (issuer,) = [each for each in facts.organizations if each.id == creator]
    assert ("济宁市人民政府", "plan/issuer-from-number") == (issuer.label, issuer.evidence.found_by)
    assert issuer.evidence.confidence < 0.6
    assert [("issuer-from-number", facts.plan.id)] == [(each.code, each.about) for each in facts.doubts]
