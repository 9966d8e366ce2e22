"""Short forms that a document gives to what it names."""

from __future__ import annotations

import pytest

from loaders.extract import extract
from loaders.reading import read_bytes
from ontology.model import Facts


def _facts(sentences: str) -> Facts:
    text = f"泉州市物流行动计划\n一、主要任务\n（一）建设网络。{sentences}\n（二）培训人才。每年办班。\n"
    return extract(read_bytes(text.encode(), "quanzhou-2019.txt"))


@pytest.mark.parametrize(
    "bracket", ["（以下简称“领导小组”）", "（以下统称领导小组）", "（简称“领导小组”）", "(下称领导小组)"]
)
def test_a_group_answers_by_its_short_form(bracket: str) -> None:
    """领导小组 means the group that was so called, and 领导小组办公室 its office."""
    facts = _facts(f"成立市物流工作领导小组{bracket}，领导小组要定期研究问题。领导小组办公室负责日常工作。")
    names = {each.id: each for each in facts.organizations}
    said = {(names[duty.organization].label, duty.role.value) for duty in facts.responsibilities}
    assert {
        ("泉州市物流工作领导小组", "lead"),
        ("泉州市物流工作领导小组办公室", "responsible"),
    } == said
    (group,) = [each for each in facts.organizations if each.label == "泉州市物流工作领导小组"]
    assert "领导小组" in group.alt_labels


def test_a_platform_is_one_node_under_both_names() -> None:
    """The short form is another label, and its later places are places of the platform."""
    facts = _facts("推广福建海丝通物流网（以下简称“海丝网”），企业要用好海丝网。")
    (platform,) = facts.platforms
    assert ("福建海丝通物流网", ("海丝网",)) == (platform.label, platform.alt_labels)
    assert 2 == sum(passage.exact == "海丝网" for passage in platform.evidence.passages)


def test_a_bracket_behind_no_name_gives_none() -> None:
    """What is abbreviated must be something that was found."""
    facts = _facts("发展寄递物流（以下简称“寄递”），加快寄递发展。")
    labels = [each.alt_labels for each in facts.organizations] + [each.alt_labels for each in facts.platforms]
    assert not [forms for forms in labels if "寄递" in forms]
