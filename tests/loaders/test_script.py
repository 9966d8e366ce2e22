"""Traditional characters are read as simplified ones, and quoted as printed."""

from __future__ import annotations

import pytest

from loaders.extract import extract
from loaders.reading import read_bytes
from loaders.script import as_printed, as_read
from ontology.script import is_traditional, rewritten, simplified
from tests.loaders.format_builders import PLAN, as_text

TEXT = as_text(PLAN)
PRINTED = """常州市電子商務發展規劃（2021—2023年）
一、主要任務
（一）發展電子商務。著力培育著名品牌，到2023年全市電子商務交易額突破5000億元。（責任單位：市商務局、市發展改革委）
"""


@pytest.mark.parametrize(
    ("printed", "read"),
    [
        ("顯著提升，著力推進，憑藉", "显著提升，着力推进，凭借"),
        ("衞生健康委，瞭解，反覆", "卫生健康委，了解，反复"),
        ("裏程碑，乾淨，臺灣", "里程碑，干净，台湾"),
    ],
)
def test_words_decide_where_a_character_has_several(printed: str, read: str) -> None:
    """As long as it was, so that every place is the same place."""
    assert read == rewritten(printed)
    assert len(printed) == len(simplified(printed))


def test_a_simplified_text_is_left_alone() -> None:
    """A few traditional characters, as in a company's name, do not make a traditional text."""
    text = TEXT + "支持“台電”“國泰”等企业。"

    assert not is_traditional(text)
    assert text == as_read(text)
    assert is_traditional(PRINTED)


def test_facts_are_simplified_and_their_words_are_as_printed() -> None:
    """The office is the one that a simplified text names; what is quoted stands in the document."""
    facts = extract(read_bytes(PRINTED.encode("big5"), "plan.txt"))
    duty = facts.responsibilities[0]
    target = facts.targets[0]

    assert PRINTED.strip() == facts.text
    assert "发展电子商务" == facts.measures[0].name
    assert "市商務局" == duty.as_written
    assert [("市商务局", "市商務局")] == [
        org.alt_labels for org in facts.organizations if org.label.endswith("商务局")
    ]
    assert all(facts.text[p.start : p.end] == p.exact for p in target.evidence.passages)
    assert "億元" in target.evidence.passages[0].exact


def test_a_printed_text_has_the_length_of_what_was_read() -> None:
    """Otherwise its places would mean other words."""
    facts = extract(read_bytes(TEXT.encode(), "plan.txt"))

    assert facts is as_printed(facts, facts.text)
    with pytest.raises(ValueError, match="were read as"):
        as_printed(facts, facts.text + "。")
