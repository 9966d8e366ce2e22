"""What is dropped, renamed, and the same as something else."""

from __future__ import annotations

import pytest

from ontology.errors import DocumentError
from tests.loaders.corrected_sample import WANG, corrected, duties, labels
from tests.samples import sample_facts


def test_dropping_a_thing_takes_what_hangs_on_it() -> None:
    """With a department go its duties; with a measure its duties, and what it names moves to the section."""
    facts = corrected("drop:\n- department: 市商务局\n- enterprise: 江苏武进物流有限公司\n")
    assert "常州市商务局" not in labels(facts.organizations)
    assert "lead" not in {role for _, role, _ in duties(facts)}
    assert {each.built_by for each in facts.projects} == {()}
    facts = corrected("drop:\n- measure: '2.1'\n")
    assert facts.responsibilities == ()
    assert {each.subject for each in facts.mentions if each.target == "platform/taobao"} == {
        "section/changzhou-2014/2"
    }
    assert [target.measure for target in facts.targets] == [None, None, None]


def test_dropping_a_target_drops_an_indicator_that_nothing_else_uses() -> None:
    """A target is meant by its indicator, value and year."""
    facts = corrected("drop:\n- target: 网络零售额\n  value: 200\n  due: 2016\n")
    assert labels(facts.indicators) == ["培训电子商务人才", "电子商务交易额"]


def test_a_topic_is_dropped_by_its_id() -> None:
    """The annotation's path names one topic of one measure."""
    facts = corrected("drop:\n- id: annotation/changzhou-2014/2.1/topic/parks\n")
    assert facts.measures[0].topics == ()
    assert facts.measures[1].topics == sample_facts().measures[1].topics


def test_a_renamed_thing_keeps_its_iri_and_its_old_name() -> None:
    """Renaming changes the label; the id stays and the old label becomes another form."""
    facts = corrected("rename:\n- park: 常州电子商务产业园\n  to: 常州国家电子商务产业园\n")
    (park,) = facts.parks
    assert (park.id, park.label, park.alt_labels) == (
        sample_facts().parks[0].id,
        "常州国家电子商务产业园",
        ("常州电子商务产业园",),
    )
    assert (park.evidence.found_by, park.evidence.attributed_to) == ("correction/rename", (WANG,))


def test_renaming_to_the_same_name_confirms() -> None:
    """A doubtful fact that is right is confirmed by its own name."""
    facts = corrected("rename:\n- platform: 淘宝\n  to: 淘宝网\n")
    assert facts.platforms == sample_facts().platforms
    assert facts.platforms[0].evidence.confidence == 1.0


def test_a_duty_is_given_to_another_department_or_role() -> None:
    """``to`` changes the body, ``to-role`` the role; the words of the document stay."""
    facts = corrected(
        "rename:\n- responsibility: 市商务局\n  to: 常州市财政局\n- responsibility: 市经信委\n  to-role: 配合\n"
    )
    measure = "measure/changzhou-2014/2.1"
    assert duties(facts) == {
        ("常州市财政局", "lead", measure),
        ("常州市财政局", "responsible", measure),
        ("常州市经济和信息化委员会", "support", measure),
    }
    assert "市商务局" in {each.as_written for each in facts.responsibilities}


def test_measures_and_targets_are_renamed() -> None:
    """A measure gets another name, a target another indicator."""
    facts = corrected(
        "rename:\n- measure: 建设电子商务园区\n  to: 建设园区\n- target: 网络零售额\n  to: 网上零售总额\n"
    )
    assert facts.measures[0].name == "建设园区"
    assert labels(facts.indicators) == ["培训电子商务人才", "电子商务交易额", "网上零售总额"]


def test_two_names_of_one_thing_become_one_node() -> None:
    """``same-as`` joins names, duties, mentions and references."""
    facts = corrected(
        "same-as:\n- department: 市经信委\n  as: 市商务局\n- enterprise: 江苏武进物流有限公司\n  as: 阿里巴巴\n"
    )
    commerce = next(each for each in facts.organizations if each.label == "常州市商务局")
    assert commerce.alt_labels == ("市商务局", "常州市经济和信息化委员会", "市经信委")
    assert {name for name, _, _ in duties(facts)} == {"常州市商务局", "常州市财政局"}
    assert {each.built_by for each in facts.projects} == {("org/alibaba",)}


def test_a_thing_may_be_the_same_as_one_that_only_other_plans_name() -> None:
    """The node takes the known thing's id, so that it is one node across plans."""
    facts = corrected(
        "same-as:\n- platform: 淘宝\n  as: 京东商城\n- park: 常州电子商务产业园\n  as: park/elsewhere-2222\n"
    )
    assert [(each.label, each.alt_labels) for each in facts.platforms] == [("京东商城", ("淘宝网", "淘宝"))]
    assert [each.id for each in facts.parks] == ["park/elsewhere-2222"]
    assert facts.platforms[0].id in {each.target for each in facts.mentions}


def test_chains_of_same_as_end_in_one_thing_and_circles_are_refused() -> None:
    """A is B and B is C makes one; A is B and B is A says nothing."""
    chain = "same-as:\n- department: 市经信委\n  as: 市财政局\n- department: 市财政局\n  as: 市商务局\n"
    assert {name for name, _, _ in duties(corrected(chain))} == {"常州市商务局"}
    with pytest.raises(DocumentError, match="circle"):
        corrected(
            "same-as:\n- department: 市经信委\n  as: 市商务局\n- department: 市商务局\n  as: 市经信委\n"
        )
