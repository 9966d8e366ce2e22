"""Names that a project table gives: what is built, and who builds it."""

from __future__ import annotations

import pytest

from loaders.names.places import gazetteer
from loaders.rules.builders import builder, classify_builder, classify_project_name, project_core
from loaders.rules.names import ProjectText, names_in
from loaders.rules.scope import Scope
from ontology.model import OrganizationKind, Passage


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("云裳电子商务运营平台", "platform"),
        ("中国水晶网", "platform"),
        ("智慧旅游公共服务平台研发与产业化", "platform"),
        ("鄱湖鲜网上商城", "platform"),
        ("城南电子商务产业园二期工程", "park"),
        ("跨境电商孵化基地", "park"),
        ("仓储物流配送中心", None),
        ("电子商务人才培训", None),
    ],
)
def test_the_kind_of_a_project(name: str, expected: str | None) -> None:
    """A project is a platform or a park by the last word of its own name."""
    assert expected == classify_project_name(name)


def test_a_project_that_ends_in_the_trade_is_told_by_its_content() -> None:
    """悦享电子商务 is a platform when its description says so."""
    content = "建设B2C电子商务购物平台。"
    assert ["platform", None] == [
        classify_project_name("悦享电子商务", text) for text in (content, "购置设备。")
    ]


def test_the_core_of_a_project_name() -> None:
    """What is done to a thing is not part of its name."""
    name = "鄱阳湖物流公共服务平台研发与产业化"
    start, end = project_core(name)
    assert "鄱阳湖物流公共服务平台" == name[start:end]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("云裳（中国）有限公司", "enterprise"),
        ("景德镇古窑瓷厂", "enterprise"),
        ("南昌大学", "institution"),
        ("赣州市电子商务协会", "association"),
        ("上饶市商务局", None),
        ("玉山县人民政府", None),
    ],
)
def test_the_kind_of_a_builder(name: str, expected: str | None) -> None:
    """A builder is told by its form; public bodies are left to the departments."""
    assert expected == classify_builder(name)


def _scope(text: str) -> Scope:
    return Scope("sample", text, (), gazetteer().find("上饶市"), None, 2014, 2014, 2016)


def test_a_builder_is_the_node_of_the_text() -> None:
    """The builder of the table and the firm of the text have one id."""
    text = "支持上饶市云裳服饰有限公司发展。"
    found = builder("上饶市云裳服饰有限公司", _scope(text))
    assert found is not None
    assert [(found.id, OrganizationKind.ENTERPRISE, "shangrao")] == [
        (one.id, found.kind, found.place.slug if found.place else None)
        for one in names_in(text, gazetteer().find("上饶市"))
    ]


def test_a_public_body_is_no_builder_of_ours() -> None:
    """A bureau is resolved elsewhere."""
    assert builder("上饶市商务局", _scope("")) is None


def test_rows_name_what_is_built() -> None:
    """The project's name and its builder are names; its description only describes."""
    cells = ["制瓷产业电子商务服务平台", "建设上饶农产品信息平台。", "云裳服饰厂"]
    text = "\n".join(cells)
    offsets = [text.index(cell) for cell in cells]
    name, content, firm = (
        Passage(start, start + len(cell), cell) for start, cell in zip(offsets, cells, strict=True)
    )
    row = ProjectText(name, (firm,), content.exact)
    found = names_in(text, gazetteer().find("上饶市"), (row,))
    assert [("platform", cells[0]), ("enterprise", cells[2])] == [(one.kind, one.label) for one in found]


def test_a_name_that_another_thing_bears_is_no_second_name() -> None:
    """A project called “惠农商城”农村电子商务服务平台 is not 惠农商城 itself where the plan names both."""
    text = "推广淘宝网、惠农商城等平台。\n“惠农商城”农村电子商务服务平台\n"
    name = text.splitlines()[1]
    row = ProjectText(Passage(text.index(name), text.index(name) + len(name), name), ())

    found = {one.label: one.alt_labels for one in names_in(text, None, (row,)) if "惠农" in one.label}
    assert {"惠农商城": (), name: ()} == found
    alone = {one.label: one.alt_labels for one in names_in(f"\n{name}\n")}
    assert {name: ("惠农商城",)} == alone
