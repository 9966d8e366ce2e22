"""Habits of plans as government pages publish them: broken titles, remarks in lists, quoted names, sizes of works."""

from __future__ import annotations

import pytest

from loaders.extract import extract
from loaders.names.places import gazetteer
from loaders.reading import read_bytes
from loaders.rules.departments import departments
from loaders.rules.names import names_in
from loaders.rules.responsibilities import answered
from loaders.rules.scope import Scope, Stance, Unit
from ontology.model import Facts, ResourceId
from tests.loaders.test_targets_sentences import read


def _plan(text: str) -> Facts:
    return extract(read_bytes(text.encode(), "plan.txt"))


def _scope(text: str, place: str | None) -> Scope:
    unit = Unit(0, len(text), 0, Stance.TASK, ("一",), None, ResourceId("measure/x/1"))
    return Scope("x", text, (unit,), gazetteer().find(place) if place else None, None, 2016, None, None)


@pytest.mark.parametrize(
    ("front", "title", "place"),
    [
        ("滨州市促进网上消费提质扩容\n2021行动方案\n", "滨州市促进网上消费提质扩容2021行动方案", "place/binzhou"),
        ("中国（滨州）跨境电子商务综合试验区建设\n三年行动计划（2020-2022年）\n",
         "中国（滨州）跨境电子商务综合试验区建设三年行动计划（2020-2022年）", "place/binzhou"),
        ("滨州市加快县域物流体系建设\n实施方案\n", "滨州市加快县域物流体系建设实施方案", "place/binzhou"),
        ("《滨州市关于扶持网商的意见》全文\n", "滨州市关于扶持网商的意见", "place/binzhou"),
        ("2021年滨州市重点工作责任分解\n", "2021年滨州市重点工作责任分解", "place/binzhou"),
        ("滨州市扶持网商实施方案\n（滨州市人民政府办公室  2016年5月）\n", "滨州市扶持网商实施方案", "place/binzhou"),
        ("滨州市扶持网商实施方案\n（滨政发〔2016〕5号）\n", "滨州市扶持网商实施方案", "place/binzhou"),
        # the words of a work that is cited name neither issuer nor place
        ("滨州市扶持网商实施方案\n根据中共山东省委办公厅山东省人民政府办公厅印发的《山东省扶持网商方案》精神，制定本方案。\n",
         "滨州市扶持网商实施方案", "place/binzhou"),
        ("滨州市扶持网商实施方案\n为落实《中共山东省委 山东省人民政府关于扶持网商的意见》，制定本方案。\n",
         "滨州市扶持网商实施方案", "place/binzhou"),
        # two titles are not one
        ("滨州市商务局\n滨州市扶持网商实施方案\n", "滨州市扶持网商实施方案", "place/binzhou"),
    ],
)  # fmt: skip
def test_a_title_is_read_whole(front: str, title: str, place: str) -> None:
    """A title on two lines, in book-title marks, or with its issuer in brackets below it is the plan's own."""
    facts = _plan(f"{front}一、总体要求\n加快发展。\n")

    assert (title, place) == (facts.plan.title, facts.plan.place)


def test_a_notice_on_one_line_keeps_its_headings() -> None:
    """A list of owners and a blank end an item where line ends were lost, and a blank ends a title before the next."""
    facts = _plan(
        "滨州市扶持网商实施方案 为扶持网商，制定本方案。 一、主要任务 （一）建设园区。建成园区3个。（责任单位：市商务局） （二）发展农村电商。建设站点。"
        "（责任单位：市农业局） 二、保障措施 （一）加强领导。定期会商。"
    )

    assert ["主要任务", "建设园区", "发展农村电商", "保障措施", "加强领导"] == [
        one.title for one in facts.sections
    ]


def test_a_page_of_a_longer_document_is_read() -> None:
    """[接上页] before the first heading hides it not; two names of one place and of no other tell whose it is."""
    facts = _plan(
        "[接上页] 三、组织实施 （一）建立机制。由省商务厅牵头，省财政厅、省国税局、人行太原中心支行配合，建立协调机制。 （二）加强引导。山西省统筹支持。"
    )

    assert ["组织实施", "建立机制", "加强引导"] == [one.title for one in facts.sections]
    assert "place/shanxi" == facts.plan.place


def test_the_issuer_stands_in_brackets_below_the_title() -> None:
    """（某市人民政府办公室　2016年5月） names who issued the plan."""
    facts = _plan("滨州市扶持网商实施方案\n（滨州市人民政府办公室  2016年5月）\n一、总体要求\n加快发展。\n")
    labels = {one.id: one.label for one in facts.organizations}

    assert ["滨州市人民政府办公室"] == [labels[one] for one in facts.plan.creators]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("建设平台。（责任单位：市科技局、市商务局，排名第一的部门为牵头责任单位，下同）",
         [("lead", "滨州市科学技术局"), ("responsible", "滨州市商务局")]),
        ("建设平台。\n责任单位：商务局、财政局、人才办（列第一位者为牵头或汇总单位，下同）",
         [("lead", "滨州市商务局"), ("responsible", "滨州市财政局"), ("responsible", "滨州市人才工作领导小组办公室")]),
        ("建设平台。〔责任单位：市商务局、市财政局按职责分工负责。具体任务均涉及各县（区）政府，不再列出，下同。〕",
         [("responsible", "滨州市商务局"), ("responsible", "滨州市财政局")]),
        ("建设平台。（责任单位：市商务局、东城区管委会）",
         [("responsible", "滨州市商务局"), ("responsible", "滨州市东城区管理委员会")]),
        ("建设平台。（市商务局为牵头单位，市财政局、市人社局为配合单位）",
         [("lead", "滨州市商务局"), ("support", "滨州市财政局"), ("support", "滨州市人力资源和社会保障局")]),
        ("建设平台。（牵头单位：市商务局，配合单位：各项目牵头单位、市财政局）",
         [("lead", "滨州市商务局"), ("support", "滨州市财政局")]),
        ("建设平台。（责任单位：滨州经开区、东湖园区、西湖园区管委会）",
         [("responsible", "滨州经济技术开发区管理委员会"), ("responsible", "滨州市东湖园区管理委员会"), ("responsible", "滨州市西湖园区管理委员会")]),
    ],
)  # fmt: skip
def test_remarks_in_a_list_of_owners(text: str, expected: list[tuple[str, str]]) -> None:
    """Who comes first leads where the list says so; what is said of all lists names nobody; a zone is the city's own."""
    duties = sorted(answered(_scope(text, "滨州市"))[0], key=lambda duty: duty.name_passages[0].start)

    assert expected == [(duty.role.value, duty.name.label) for duty in duties]


def test_the_remark_of_the_first_list_holds_for_the_others() -> None:
    """排名第一的部门为牵头单位，下同: the first owner of the next list leads, too."""
    facts = _plan(
        "滨州市扶持网商实施方案\n一、主要任务\n（一）建设平台。完善功能。（责任单位：市科技局、市商务局，排名第一的部门为牵头责任单位，下同）\n"
        "（二）培训人才。开设课程。（责任单位：市人社局、市教育局）\n"
    )
    labels = {one.id: one.label for one in facts.organizations}

    assert ["滨州市科学技术局", "滨州市人力资源和社会保障局"] == [
        labels[duty.organization] for duty in facts.responsibilities if duty.role.value == "lead"
    ]


@pytest.mark.parametrize(
    ("place", "text", "expected"),
    [
        ("博兴县", "按照财政部、商务部、扶贫办要求办理。", {"财政部", "商务部", "国务院扶贫开发领导小组办公室"}),
        ("博兴县", "山东省商务厅、财政厅、扶贫办印发通知。", {"山东省商务厅", "山东省财政厅", "山东省扶贫开发办公室"}),
        ("博兴县", "县委组织部、扶贫办印发通知。", {"中共博兴县委组织部", "博兴县扶贫开发办公室"}),
        (None, "省扶贫办加强指导，市卫计委配合。", set()),
    ],
)  # fmt: skip
def test_whose_a_bare_name_is(place: str | None, text: str, expected: set[str]) -> None:
    """A row of ministries or of a province's departments goes on; a level of a place nobody knows is not the State's."""
    assert expected == {name.label for name, _ in departments(_scope(text, place))}


@pytest.mark.parametrize(
    ("stance", "text", "expected"),
    [
        (Stance.TASK, "每年选拔资助不少于80名青年网商。", [("每年选拔资助青年网商", "80")]),
        (Stance.TASK, "评选资助30名网络主播、200名电商骨干。", [("评选资助网络主播", "30"), ("评选资助电商骨干", "200")]),
        (Stance.TASK, "5年内直接服务网商2000名，转化技术成果100项。", [("服务网商", "2000"), ("技术成果", "100")]),
        (Stance.GOAL, "形成20家具有行业特色的直播园区。", [("具有行业特色的直播园区", "20")]),
        (Stance.GOAL, "到2013年底前，首批60个数字示范村全面建成。", [("数字示范村", "60")]),
        (Stance.GOAL, "电商交易额到2013年突破300亿元大关。", [("电商交易额", "300")]),
        (Stance.GOAL, "电商应用普及率：大型企业100%，小型企业60%。",
         [("大型企业电商应用普及率", "100"), ("小型企业电商应用普及率", "60")]),
        (Stance.TASK, "新建快递柜500个，总数达到2000个。", [("快递柜", "500"), ("快递柜总数", "2000")]),
        (Stance.TASK, "力争每个乡镇都有1家以上的电商服务站。", [("每个乡镇电商服务站", "1")]),
        (Stance.GOAL, "电商交易额突破500亿元，网络零售额突破100亿元，分别增长30%和40%。",
         [("电商交易额", "500"), ("网络零售额", "100"), ("电商交易额增长率", "30"), ("网络零售额增长率", "40")]),
        (Stance.GOAL, "电商交易额达到600亿元，其中批发400亿元，零售200亿元，分别占全市的6%、4%。",
         [("电商交易额", "600"), ("批发", "400"), ("零售", "200"), ("批发占全市比重", "6"), ("零售占全市比重", "4")]),
        (Stance.GOAL, "网络零售额力争在2010年基础上翻一番。", [("网络零售额", "2")]),
        (Stance.TASK, "●开通港口班轮，每周不少于3班。", [("开通港口班轮每周", "3")]),
        (Stance.TASK, "5年内市、区（县级市）两级重点支持300名网商赴境外培训。", [("网商赴境外培训", "300")]),
        # what is no target
        (Stance.GOAL, "实施“聚网、强网、富网”三大计划。", []),
        (Stance.TASK, "加快建设东港、西港、南港三大物流基地。", []),
        (Stance.TASK, "推进滨州港东港区四期和码头工程建设。", []),
        (Stance.TASK, "抓好80万吨粮油改扩建项目。", []),
        (Stance.TASK, "一期投资约25亿元，年内开工。", []),
        (Stance.TASK, "支持渤海电商产业园、黄河三角洲物流港、博兴草柳编基地等3个基地发展。", []),
    ],
)  # fmt: skip
def test_what_is_promised(stance: Stance, text: str, expected: list[tuple[str, str]]) -> None:
    """People that are chosen and paid for are promised; parts of the plan, phases and sizes of works are not."""
    found = read(text, stance, 2010, (2010, 2013), ("重点任务", "x"))

    assert expected == [(label, value) for label, value, *_ in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("来源：滨州市政府网 作者：信息员", set()),
        ("重点建设30家学会科技服务站。", set()),
        ("建设“滨州购”“黄河通”生活服务平台。", {"滨州购", "“黄河通”生活服务平台"}),
        ("实施“一网”“一库”建设工程。", set()),
        ("支持滨州万里物流园二期、渤海商贸物流城、博兴“双创”孵化产业基地建设。",
         {"滨州万里物流园", "渤海商贸物流城", "博兴“双创”孵化产业基地"}),
    ],
)  # fmt: skip
def test_names(text: str, expected: set[str]) -> None:
    """Quoted names in a row are platforms by the kind behind the last; the source of a page names nothing."""
    assert expected == {one.label for one in names_in(text, gazetteer().find("滨州市"))}
