"""Topics: what a measure is about, with the words that say so."""

from __future__ import annotations

import pytest

from loaders.rules.scope import Scope
from loaders.rules.topics import topics
from ontology.source import concepts_turtle


def scope_of(text: str) -> Scope:
    """A scope of this text alone."""
    return Scope("somewhere-2014", text, (), None, None, 2014, None, None)


def found(heading: str, body: str) -> list[str]:
    """Topics of a measure with this heading and body."""
    text = f"{heading}。{body}"
    return [tag.concept for tag in topics(scope_of(text), 0, len(text), len(heading))]


@pytest.mark.parametrize(
    ("heading", "body", "expected"),
    [
        ("完善物流配送体系", "建设快递分拨中心。", "topic/logistics"),
        ("加快人才培养", "鼓励高校设立电子商务专业。", "topic/talent"),
        ("推进电子商务进农村", "建设村级服务站，发展农产品上行。", "topic/rural"),
        ("发展跨境电子商务", "便利通关，建设海外仓。", "topic/cross-border"),
        ("加强统计监测", "建立统计制度。", "topic/statistics"),
        ("健全支付体系", "推广移动支付。", "topic/payment"),
        ("强化组织领导", "成立领导小组。", "topic/organization"),
    ],
)
def test_the_heading_names_the_topic(heading: str, body: str, expected: str) -> None:
    """A cue in the heading makes the first topic."""
    assert expected == found(heading, body)[0]


def test_a_passing_mention_is_no_topic() -> None:
    """One word of the body alone tags nothing."""
    assert "topic/logistics" not in found("加快人才培养", "重点培养运营、美工、物流等人才，加强培训。")


def test_department_names_are_no_cues() -> None:
    """Names in brackets (责任单位) are no evidence of what a measure is about."""
    assert [] == found("做好相关工作", "抓好落实。（责任单位：旅游局、金融办、邮政管理局、农委、旅游委）")


@pytest.mark.parametrize(
    ("heading", "body", "absent"),
    [
        ("规范发展直播电商", "培育主播。", "topic/regulation"),
        ("高标准建设综合试验区", "推广出口模式。", "topic/regulation"),
        ("强化组织实施", "农业农村部、农业农村厅牵头落实。", "topic/rural"),
        ("做好宣介", "责任单位：市统计局、市金融办、市交通运输局", "topic/statistics"),
        ("完善交通运输设施", "交通运输局组织实施。", "topic/logistics"),
    ],
)
def test_false_friends(heading: str, body: str, absent: str) -> None:
    """A cue inside another word, an agency's name or a line of who is responsible tells nothing."""
    assert absent not in found(heading, body)


def test_evidence_is_the_words() -> None:
    """Each passage of a tag holds the words at its offsets, those of the heading first."""
    text = "完善物流配送体系。建设快递分拨中心和仓储设施。"
    tags = topics(scope_of(text), 0, len(text), 8)

    assert tags
    assert all(text[p.start : p.end] == p.exact for tag in tags for p in tag.evidence.passages)
    assert "物流配送" == tags[0].evidence.passages[0].exact


def test_concepts_exist() -> None:
    """Each concept of the lexicons is one of the published concepts."""
    from loaders.rules.words import rows

    turtle = concepts_turtle()
    used = {row[0] for name in ("topics.tsv", "instruments.tsv", "indicators.tsv") for row in rows(name, 3)}

    assert [] == sorted(concept for concept in used if f"<{concept}> a skos:Concept" not in turtle)
