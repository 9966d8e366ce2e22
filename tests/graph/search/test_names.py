"""Names of offices: place, abbreviation, likeness."""

from __future__ import annotations

import pytest

from graph.search.names import abbreviates, likeness, split_place, unlevelled


@pytest.mark.parametrize(
    ("short", "stem"),
    [
        ("经信委", "经济和信息化委员会"),
        ("发改委", "发展和改革委员会"),
        ("人社局", "人力资源和社会保障局"),
        ("国税局", "国家税务局"),
        ("质监局", "质量技术监督局"),
        ("食药监局", "食品药品监督管理局"),
        ("交运局", "交通运输局"),
        ("住建委", "住房和城乡建设委员会"),
        ("金融办", "金融工作办公室"),
        ("人行", "人民银行"),
        ("市经信委", "经济和信息化委员会"),
    ],
)
def test_offices_are_shortened_by_the_first_characters_of_their_words(short: str, stem: str) -> None:
    """As plans write them."""
    assert abbreviates(short, stem)


@pytest.mark.parametrize(
    ("short", "stem"),
    [
        ("信委", "经济和信息化委员会"),
        ("济息委", "经济和信息化委员会"),
        ("经信局", "经济和信息化委员会"),
        ("商务局", "商务局"),
        ("财", "财政局"),
        ("财办", "财政局"),
        ("", "财政局"),
    ],
)
def test_other_characters_are_no_abbreviation(short: str, stem: str) -> None:
    """Not from the middle, not of words that are not there, not the name itself."""
    assert not abbreviates(short, stem)


@pytest.mark.parametrize(
    ("name", "place", "expected"),
    [
        ("常州市商务局", "", ("常州市", "商务局")),
        ("江苏省常州市商务局", "", ("江苏省常州市", "商务局")),
        ("常州海关", "常州", ("常州", "海关")),
        ("城市管理局", "", ("", "城市管理局")),
        ("市场监督管理局", "", ("", "市场监督管理局")),
        ("人民银行常州市中心支行", "", ("", "人民银行常州市中心支行")),
        ("常州市", "常州市", ("", "常州市")),
    ],
)
def test_the_place_before_a_name_is_taken_off(name: str, place: str, expected: tuple[str, str]) -> None:
    """But not what only looks like one."""
    assert expected == split_place(name, place)


def test_the_level_before_a_name_is_taken_off() -> None:
    """市商务局 is 商务局 in its own city; a name of two characters stays."""
    assert unlevelled("市商务局") == "商务局"
    assert unlevelled("市委") == "市委"


def test_names_are_alike_by_the_pairs_they_share() -> None:
    """1 for the same, 0 for nothing in common or nothing to compare."""
    assert likeness("商务局", "商务局") == 1
    assert likeness("商务局", "财政厅") == 0
    assert likeness("商", "商") == 0
    assert likeness("商务局", "商务厅") == 0.5
