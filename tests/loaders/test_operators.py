"""Who runs which platform."""

from __future__ import annotations

import pytest

from loaders.extract import extract
from loaders.reading import read_bytes


def _operators(sentence: str) -> list[tuple[str, str]]:
    text = f"泉州市物流行动计划\n一、主要任务\n（一）建设网络。{sentence}\n（二）培训人才。每年办班。\n"
    facts = extract(read_bytes(text.encode(), "quanzhou-2019.txt"))
    names = {each.id: each.label for each in facts.organizations}
    for platform in facts.platforms:
        for passage in platform.evidence.passages:
            assert passage.exact == facts.text[passage.start : passage.end]
    return [(each.label, names[each.operated_by]) for each in facts.platforms if each.operated_by]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "推广由福建海丝物流有限公司运营的海丝通物流网。",
            [("海丝通物流网", "福建海丝物流有限公司")],
        ),
        ("支持福建海丝物流有限公司的海丝通物流网做大。", [("海丝通物流网", "福建海丝物流有限公司")]),
        ("支持福建海丝物流有限公司海丝通物流网做大。", [("海丝通物流网", "福建海丝物流有限公司")]),
        ("海丝通物流网由福建海丝物流有限公司负责运营。", [("海丝通物流网", "福建海丝物流有限公司")]),
        ("推广泉州市商务局主办的海丝通物流网。", [("海丝通物流网", "泉州市商务局")]),
        # Beside each other, or built by a department: nobody is said to run it.
        ("支持福建海丝物流有限公司、海丝通物流网做大。", []),
        ("推广市商务局建设的海丝通物流网。", []),
        ("福建海丝物流有限公司要入驻海丝通物流网。", []),
    ],
)
def test_operators(sentence: str, expected: list[tuple[str, str]]) -> None:
    """An operator stands directly before or behind its platform, with the word that says so."""
    assert expected == _operators(sentence)
