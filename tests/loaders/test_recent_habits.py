"""Habits of plans of 2014 to 2021: years in a spell, counts behind their noun, the lead of a group, boxes, firms with a platform."""

from __future__ import annotations

import pytest

from loaders.extract import extract
from loaders.names.places import gazetteer
from loaders.reading import read_bytes
from loaders.rules.departments import departments
from loaders.rules.names import names_in
from loaders.rules.scope import Scope, Stance, Unit
from ontology.model import Facts, ResourceId

_HEAD = "滨州市扶持网商行动计划（2021—2023年）\n滨州市人民政府\n2021年3月5日\n"


def _plan(text: str, head: str = _HEAD) -> Facts:
    return extract(read_bytes((head + text).encode(), "plan.txt"))


def _scope(text: str) -> Scope:
    unit = Unit(0, len(text), 0, Stance.TASK, ("一",), None, ResourceId("measure/x/1"))
    return Scope("x", text, (unit,), gazetteer().find("滨州市"), None, 2016, None, None)


def _promised(facts: Facts) -> list[tuple[str, str, int | None]]:
    labels = {one.id: one.label for one in facts.indicators}
    return [(labels[one.indicator], f"{one.value}{one.unit}", one.due_year) for one in facts.targets]


def _duties(facts: Facts) -> dict[str, set[tuple[str, str]]]:
    measures = {one.id: one.name for one in facts.measures}
    names = {one.id: one.label.removeprefix("滨州市") for one in facts.organizations}
    found: dict[str, set[tuple[str, str]]] = {name: set() for name in measures.values()}
    for one in facts.responsibilities:
        found[measures[one.measure]].add((one.role.value, names[one.organization]))
    return found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("全市网商普及率三年分别达到40%、50%、60%。",
         [("网商普及率", "40%", 2021), ("网商普及率", "50%", 2022), ("网商普及率", "60%", 2023)]),
        ("2021—2023年，全市网络零售额分别突破3亿元、4亿元和5亿元。",
         [("网络零售额", "3亿元", 2021), ("网络零售额", "4亿元", 2022), ("网络零售额", "5亿元", 2023)]),
        ("今后三年，全市冷链运量逐年达到1万吨、2万吨、3万吨。",
         [("冷链运量", "1万吨", 2021), ("冷链运量", "2万吨", 2022), ("冷链运量", "3万吨", 2023)]),
        # three things by the end of a spell, not one thing in three years
        ("2021—2023年，茶叶产值、水果产值、药材产值分别达到1亿元、2亿元、3亿元。",
         [("茶叶产值", "1亿元", 2023), ("水果产值", "2亿元", 2023), ("药材产值", "3亿元", 2023)]),
        ("培育电商示范村，到2022年达到30个。", [("电商示范村", "30个", 2022)]),
        ("大力引进网络主播，三年内达到200人。", [("引进网络主播", "200人", 2023)]),
        ("建设冷链园区，到2023年建成6个。", [("冷链园区", "6个", 2023)]),
        ("三年打造应用场景9个，其中2021年3个。", [("应用场景", "9个", 2023), ("应用场景", "3个", 2021)]),
        ("到2022年建成服务站60个（其中库区12个）。", [("服务站", "60个", 2022), ("库区", "12个", 2022)]),
        ("到2023年，全市培训网商3000人（次）。", [("培训网商", "3000人（次）", 2023)]),
        ("2021年底前淘汰10蒸吨/小时及以下燃煤锅炉20台。", [("淘汰10蒸吨/小时及以下燃煤锅炉", "20台", 2021)]),
        ("到2023年，细颗粒物年均浓度控制在40微克/立方米以内。", [("细颗粒物年均浓度", "40微克/立方米", 2023)]),
        ("绿色包装率每年提高5个百分点，2023年达到80%。",
         [("绿色包装率每年提高", "5个百分点", None), ("绿色包装率每年", "80%", 2023)]),
        ("到2023年，50%以上的市级园区和30%以上的县级园区实施节能改造。",
         [("实施节能改造的市级园区比例", "50%", 2023), ("实施节能改造的县级园区比例", "30%", 2023)]),
        ("40个库区村每村至少建成1个网店。", [("每村网店", "1个", 2023)]),
        ("三年培训企业职工800人次，开展补贴性技能培训5000人次。",
         [("培训企业职工", "800人次", 2023), ("开展补贴性技能培训", "5000人次", 2023)]),
        ("建成示范县，到2022年达到2个；培育电商企业，2023年底达到90家。",
         [("示范县", "2个", 2022), ("电商企业", "90家", 2023)]),
        ("每年遴选6个重点平台给予流量补贴。", [("每年遴选重点平台", "6个", None)]),
        ("建设滨州网商城、渤海创业谷等实训基地7个。", [("实训基地", "7个", 2023)]),
        ("截止2021年2月，全市共有网店900家。", []),
    ],
)  # fmt: skip
def test_what_is_promised_and_by_when(text: str, expected: list[tuple[str, str, int | None]]) -> None:
    """One target a year or a thing; a count takes the noun of the clause before; what is so far is none."""
    assert expected == _promised(_plan(f"一、发展目标\n{text}\n"))


def test_a_growth_of_points_leaves_what_is_reached_a_level() -> None:
    """每年提高5个百分点 is a growth, 达到80% behind it none."""
    facts = _plan("一、发展目标\n绿色包装率每年提高5个百分点，2023年达到80%。\n")

    assert [True, False] == [one.growth for one in facts.targets]


def test_several_years_of_one_goal_hold_for_no_other() -> None:
    """The next goal has no year where the one before has several; the plan's end does not hold when goals go beyond it."""
    head = "滨州市2021年扶持网商工作方案\n滨州市人民政府\n2021年3月5日\n"
    text = "一、工作目标\n（一）建站。2021年建站5个，2022年底建站9个。\n（二）上行。开发网货30款。\n"

    assert [2021, 2022, None] == [due for _, _, due in _promised(_plan(text, head))]


@pytest.mark.parametrize(
    ("items", "name", "expected"),
    [
        ("（一）服务体系（牵头单位：市商务局）\n1．建设服务站。改造农家店。\n责任单位：市供销社\n", "建设服务站",
         {("lead", "商务局"), ("responsible", "供销合作社联合社")}),
        ("（一）服务体系\n牵头领导：王某某\n牵头单位：市商务局\n1．建设服务站。改造农家店。（责任单位：市财政局）\n", "建设服务站",
         {("lead", "商务局"), ("responsible", "财政局")}),
        # an item with a lead of its own keeps it alone
        ("（一）服务体系（牵头单位：市商务局）\n1．建设服务站。改造农家店。（市财政局牵头，市教育局配合）\n", "建设服务站",
         {("lead", "财政局"), ("support", "教育局")}),
        # who is only responsible for the group leads no item that names others
        ("（一）服务体系（责任单位：市商务局）\n1．建设服务站。改造农家店。（责任单位：市财政局）\n", "建设服务站",
         {("responsible", "财政局")}),
        ("1．落实资金。财政、商务、教育负责落实。\n", "落实资金",
         {("responsible", "财政局"), ("responsible", "商务局"), ("responsible", "教育局")}),
        ("1．广泛宣传。市委宣传部、市商务局举办“渤海网商”评选。\n", "广泛宣传",
         {("responsible", "中共滨州市委宣传部"), ("responsible", "商务局")}),
        ("1．落实资金。教育、商务政策不断完善。\n", "落实资金", set()),
        ("1．办好园区。（市商务局、市财政局分别牵头，市教育局予以指导）\n", "办好园区",
         {("lead", "商务局"), ("lead", "财政局"), ("support", "教育局")}),
        ("1．加强领导。领导小组办公室设在市商务局，各县（市、区）要成立机构。\n", "加强领导",
         {("office-host", "商务局"), ("responsible", "各县（市、区）人民政府")}),
        ("1．加强领导。市网商工作领导小组统筹协调，办公室（市商务局）建立月报制度。\n", "加强领导",
         {("coordinator", "网商工作领导小组"), ("office-host", "商务局")}),
        ("1．广泛宣传。滨州市网商协会、滨州市物流学会组织开展评选。\n", "广泛宣传",
         {("responsible", "网商协会"), ("responsible", "物流学会")}),
        ("1．完善政策（牵头：市教育局；配合：市商务局）。\n", "完善政策", {("lead", "教育局"), ("support", "商务局")}),
    ],
)  # fmt: skip
def test_who_answers(items: str, name: str, expected: set[tuple[str, str]]) -> None:
    """The lead of a group leads the items that name others; rows of bare names before a verb; whose office it is."""
    assert expected == _duties(_plan(f"一、重点任务\n{items}2．发展电商。加快发展。\n"))[name]


def test_goals_that_name_their_owners_are_tasks() -> None:
    """A year's division of work gives each goal its owners; a goal without owners is no measure."""
    facts = _plan(
        "一、预期目标\n1．网络零售额增长15%左右。\n牵头单位：市商务局\n责任单位：市财政局\n2．全市环境持续改善。\n二、重点任务\n3．建设园区。建成园区。\n"
    )

    assert ["网络零售额增长15%左右", "建设园区"] == [one.name for one in facts.measures]
    assert {("lead", "商务局"), ("responsible", "财政局")} == _duties(facts)["网络零售额增长15%左右"]
    assert ["15%"] == [value for _, value, _ in _promised(facts)]


def test_the_items_of_a_box_head_no_section() -> None:
    """专栏 stands between the items of a plan, whose numbers go on behind it."""
    facts = _plan(
        "一、重点任务\n（一）应用\n1．建设园区。建成园区。\n2．培育主播。开展培训。\n专栏1　重点工程\n1．甲工程：建成站点。\n"
        "3．发展冷链。建设冷库。\n"
    )

    assert ["建设园区", "培育主播", "发展冷链"] == [one.name for one in facts.measures]


def test_a_signature_below_a_list_of_annexes_dates_the_plan() -> None:
    """附件：分工表, the signature and a note stand between the body and the annex that is printed."""
    facts = _plan(
        "一、重点任务\n1．建设园区。建成园区。\n2．培育主播。开展培训。\n附件：任务分解表\n滨州市人民政府\n2021年8月18日\n（此件公开发布）\n附件\n任务分解表\n"
        "序号\t任务\t牵头单位\n1\t建设园区\t市商务局\n",
        "滨州市人民政府关于扶持网商的意见\n",
    )

    assert facts.plan.issued is not None
    assert "2021-08-18" == facts.plan.issued.isoformat()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("支持远山集团“远山云工”、青岭汽车“青岭云”做大做强。",
         {("enterprise", "远山集团"), ("platform", "远山云工"), ("enterprise", "青岭汽车"), ("platform", "青岭云")}),
        ("在渤海新区规划占地50亩的滨州市网商产业园。", {("park", "滨州市网商产业园")}),
        ("打造集仓储、配送为一体的滨州网商产业园。", set()),
        ("完善滨州水质监测网。", set()),
        ("支持远山酒业、青岭酒业等酒企自建平台或入驻“酒仙网”。",
         {("enterprise", "远山酒业"), ("enterprise", "青岭酒业"), ("platform", "酒仙网")}),
    ],
)  # fmt: skip
def test_names(text: str, expected: set[tuple[str, str]]) -> None:
    """A firm and its platform in a row, a park that is described, a net for watching."""
    found = names_in(text, gazetteer().find("滨州市"))

    assert expected == {(one.kind, one.label) for one in found if one.kind != "institution"}


def test_a_member_of_a_committee_is_no_agency() -> None:
    """市委|常委 is a person, 市委|宣传部 an agency."""
    found = departments(_scope("牵头领导：王某某（市委常委、副市长）。市委宣传部负责宣传。"))

    assert ["市委宣传部"] == [name.as_written for name, _ in found]
