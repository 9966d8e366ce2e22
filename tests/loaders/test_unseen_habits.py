"""Habits that plans never seen before have shown: who is bound, what is promised, whose a document without its head is."""

from __future__ import annotations

import pytest

from loaders.extract import extract
from loaders.names.places import gazetteer
from loaders.placing import place_of_body
from loaders.reading import read_bytes
from loaders.rules.responsibilities import answered
from loaders.rules.scope import Scope, Stance, Unit
from ontology.model import Facts, ResourceId
from tests.loaders.test_targets_sentences import read


def _scope(text: str, place: str) -> Scope:
    unit = Unit(0, len(text), 0, Stance.TASK, ("一",), None, ResourceId("measure/x/1"))
    return Scope("x", text, (unit,), gazetteer().find(place), None, 2016, None, None)


def _said(text: str, place: str) -> list[tuple[str, str]]:
    """Roles and full names, in the order of the text."""
    duties = sorted(answered(_scope(text, place))[0], key=lambda duty: duty.name_passages[0].start)
    return [(duty.role.value, duty.name.label) for duty in duties]


@pytest.mark.parametrize(
    ("place", "text", "expected"),
    [
        ("湖南省", "建设站点。（省商务厅牵头，永州、怀化、郴州市人民政府配合）",
         [("lead", "湖南省商务厅"), ("support", "永州市人民政府"), ("support", "怀化市人民政府"), ("support", "郴州市人民政府")]),
        ("沛县", "电信、移动、联通沛县分公司负责宽带覆盖。",
         [("responsible", "中国电信沛县分公司"), ("responsible", "中国移动沛县分公司"), ("responsible", "中国联通沛县分公司")]),
        ("南通市", "开展服务。（责任单位：市金融办、南京银行、华泰证券）",
         [("responsible", "南通市金融工作办公室"), ("responsible", "南京银行"), ("responsible", "华泰证券")]),
        ("南通市", "市发改委会同南通供电公司落实用电优惠。",
         [("lead", "南通市发展和改革委员会"), ("support", "南通供电公司")]),
        ("南通市", "南通市物流与采购联合会协助开展行业统计。", [("support", "南通市物流与采购联合会")]),
        ("南通市", "市商务局承担领导小组办公室职能。", [("office-host", "南通市商务局")]),
        ("南通市", "市政府成立综合试验区建设工作领导小组，统筹推进建设。", [("lead", "南通市综合试验区建设工作领导小组")]),
        ("沛县", "县交通运输局会同县邮政管理站负责配送体系。", [("lead", "沛县交通运输局"), ("support", "沛县邮政管理站")]),
        ("烟台市", "建设园区。（责任单位：各区市政府、开发区管委，市商务局）",
         [("responsible", "烟台市各区市政府"), ("responsible", "烟台市各开发区管理委员会"), ("responsible", "烟台市商务局")]),
        ("鄂州市", "建设园区。（责任单位：葛店开发区·华容区、市商务局）",
         [("responsible", "葛店经济技术开发区·华容区"), ("responsible", "鄂州市商务局")]),
        ("恩施土家族苗族自治州", "办好。（责任单位：人民银行恩施州中心支行、州党委宣传部）",
         [("responsible", "中国人民银行恩施土家族苗族自治州中心支行"), ("responsible", "中共恩施土家族苗族自治州委宣传部")]),
        ("南通市", "市人社局、市总工会、南通应用技术学院每年选派骨干20名。",
         [("responsible", "南通市人力资源和社会保障局"), ("responsible", "南通市总工会"), ("responsible", "南通应用技术学院")]),
        ("南通市", "市委宣传部组织协调新闻媒体加大宣传力度。", [("responsible", "中共南通市委宣传部")]),
        ("韶关市", "市法制局、市检察院为电子商务发展提供司法服务。",
         [("responsible", "韶关市法制局"), ("responsible", "韶关市人民检察院")]),
        ("韶关市", "市府督查室每半年进行督查。", [("responsible", "韶关市人民政府督查室")]),
        ("湖南省", "建设口岸。（省商务厅牵头，省国税局，湘西州、郴州市、怀化市人民政府配合）",
         [("lead", "湖南省商务厅"), ("support", "湖南省国家税务局"), ("support", "湘西土家族苗族自治州人民政府"),
          ("support", "郴州市人民政府"), ("support", "怀化市人民政府")]),
        ("泰安市", "由市商务局、市民政局，泰山区、岱岳区政府负责。",
         [("responsible", "泰安市商务局"), ("responsible", "泰安市民政局"),
          ("responsible", "泰安市泰山区人民政府"), ("responsible", "泰安市岱岳区人民政府")]),
        ("泰安市", "由市教育局、团市委负责，泰山学院配合。",
         [("responsible", "泰安市教育局"), ("responsible", "共青团泰安市委员会"), ("support", "泰山学院")]),
        ("泰安市", "泰安日报社、泰安广播电视台要开设专栏。",
         [("responsible", "泰安日报社"), ("responsible", "泰安广播电视台")]),
        ("泰安市", "市委宣传部、市融媒体中心加强对典型企业的宣传报道。",
         [("responsible", "中共泰安市委宣传部"), ("responsible", "泰安市融媒体中心")]),
        ("东平县", "县电信公司、县移动公司：负责农村宽带网络建设。",
         [("responsible", "东平县电信公司"), ("responsible", "东平县移动公司")]),
        ("东平县", "坚持专款专用，县审计局全程参与。", [("support", "东平县审计局")]),
        ("东平县", "建立台账。（责任单位：县扶贫局、县房产管理局）",
         [("responsible", "东平县扶贫开发局"), ("responsible", "东平县房产管理局")]),
        ("泰安市", "市教体局做好培训；市教育和体育局、市商务局做好宣传。",
         [("responsible", "泰安市教育和体育局"), ("responsible", "泰安市商务局")]),
        ("泰安市", "团市委、市农办要会同泰安市农村信用联社、邮储银行泰安市分行,推广“青创贷”。",
         [("lead", "共青团泰安市委员会"), ("lead", "中共泰安市委农村工作领导小组办公室"),
          ("support", "泰安市农村信用联社"), ("support", "邮储银行泰安市分行")]),
        ("泰安市", "泰安电信、泰安移动要加快农村光纤网络建设。",
         [("responsible", "泰安电信"), ("responsible", "泰安移动")]),
        ("泰安市", "市人民政府建立由分管副市长为召集人，市商务局等单位负责人为成员的联席会议制度。",
         [("support", "泰安市商务局")]),
        ("泰安市", "优化通行。（责任单位：市城管执法局）", [("responsible", "泰安市城市管理行政执法局")]),
        ("万州区", "建设园区。（责任单位：区交委、区住房城乡建委、区教委）",
         [("responsible", "重庆市万州区交通委员会"), ("responsible", "重庆市万州区住房和城乡建设委员会"),
          ("responsible", "重庆市万州区教育委员会")]),
        # what binds nobody, or not in that role
        ("泰安市", "支持泰山学院、泰安日报社建设基地，依托泰山学院要素资源。", []),
        ("南通市", "各地不得违法设置前置条件。", []),
        ("南通市", "各县（市）要明确牵头部门。", [("responsible", "南通市各县（市）人民政府")]),
    ],
)  # fmt: skip
def test_who_is_bound(place: str, text: str, expected: list[tuple[str, str]]) -> None:
    """Elided words are filled in, one body stays one, and the words beside a body give its role."""
    assert expected == _said(text, place)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("公共海外仓达到20个，其中德国、法国等重点市场分别不少于6个、4个。",
         [("公共海外仓", "20"), ("德国公共海外仓", "6"), ("法国公共海外仓", "4")]),
        ("每周班次由目前的10班增至14班。", [("每周班次", "14")]),
        ("推动中亚班列常态化，2020年发运不少于100列。", [("中亚班列常态化发运", "100")]),
        ("年度授信规模力争达到30亿元；对企业投保给予50%保费补贴。", [("年度授信规模", "30")]),
        ("新街、河口、安丰等4个中心镇各建设1个乡镇服务站。", [("乡镇服务站", "1")]),
        ("2021年乡镇电商服务站覆盖率达到95%，行政村达到60%以上。",
         [("乡镇电商服务站覆盖率", "95"), ("行政村电商服务站覆盖率", "60")]),
        ("举办“年货节”等活动，全年不少于4场。", [("举办“年货节”等活动", "4")]),
        ("新增冷库10万吨、冷藏车200辆。", [("新增冷库", "10"), ("冷藏车", "200")]),
        ("推动200家以上制造企业开展直播带货。", [("开展直播带货的制造企业", "200")]),
        ("投放电动三轮车1200台。", [("电动三轮车", "1200")]),
        # what is no target
        ("重点推进开发区软件园、金沙湾电商大厦、粤西电商物流园三个园区建设。", []),
        ("支持通州、如皋、海安等12个国家级示范县先行先试。", []),
        ("建设济南空港、章丘铁路港两个跨境电商园区，依托班列开展业务。", []),
        ("重点推进江油电商城、三台县电商物流园建设。", []),
        ("支持三只松鼠、七匹狼开展线上线下互动。", []),
        ("改造县电子商务公共服务中心2000平方米。", []),
    ],
)  # fmt: skip
def test_what_is_promised(text: str, expected: list[tuple[str, str]]) -> None:
    """Labels take what a clause leaves out from the one before; names and places that were named count nothing."""
    found = read(text, Stance.TASK, 2019, (2019, 2021), ("重点任务", "x"))

    assert expected == [(label, value) for label, value, *_ in found]


def _plan(text: str) -> Facts:
    return extract(read_bytes(text.encode(), "plan.txt"))


def test_a_bracket_behind_the_last_of_a_line_holds_for_its_items() -> None:
    """（四）…1．…。2．…。（责任单位：…） on one line: both items have the owners."""
    facts = _plan(
        "南通市跨境电商实施方案\n南通市人民政府\n2019年3月1日\n一、重点任务\n（一）建设平台。完善功能。（责任单位：市商务局）\n"
        "（二）健全物流体系。1．畅通海运。加密航线。2．发展铁路。开行班列。（责任单位：市交通运输局、市口岸办）\n"
    )
    names = {one.id: one.name for one in facts.measures}
    owners = {one.id: one.label for one in facts.organizations}

    assert {
        ("畅通海运", "南通市交通运输局"),
        ("畅通海运", "南通市口岸办公室"),
        ("发展铁路", "南通市交通运输局"),
        ("发展铁路", "南通市口岸办公室"),
    } == {
        (names[duty.measure], owners[duty.organization])
        for duty in facts.responsibilities
        if "建设" not in names[duty.measure]
    }


def test_a_notice_without_line_ends_keeps_its_number_its_date_and_its_items() -> None:
    """…的通知|韶府〔2014〕76号|各县…, 人民政府|2014年7月22日; an item begins behind the bracket of the one before."""
    facts = _plan(
        "韶关市人民政府关于印发韶关市电子商务发展行动方案（2014-2016年）的通知韶府〔2014〕76号各县（市、区）人民政府：现印发给你们，请认真贯彻执行。"
        "韶关市人民政府2014年7月22日　　韶关市电子商务发展行动方案（2014-2016年）　　一、主要任务　　（一）发展产业电商。1．建设交易平台。"
        "上线企业800家。（市农业局牵头，市商务局配合）2．发展产业带。支持企业入驻。（市经信局负责）　　二、保障措施　　（一）加强领导。定期研究。"
    )
    plan = facts.plan

    assert ("韶府〔2014〕76号", "2014-07-22") == (plan.number, plan.issued and plan.issued.isoformat())
    assert ["1．", "2．"] == [one.notation for one in facts.sections if one.level == 3]
    assert {"建设交易平台", "发展产业带"} < {one.name for one in facts.measures}


def test_a_first_chapter_about_surroundings_prescribes_nothing() -> None:
    """发展环境 as a chapter tells of the present; its numbers are no targets and it is no measure."""
    facts = _plan(
        "韶关市电子商务发展规划\n第一章  发展环境\n“十三五”期间，全市交易额增加到560亿元。\n第二章  重点任务\n一、建设园区。建成园区3个。\n"
    )

    assert ["建设园区"] == [one.name for one in facts.measures]
    assert [3] == [int(one.value) for one in facts.targets]


def test_words_among_owners_that_no_rule_knows_are_a_doubt() -> None:
    """Nothing in a list of owners is passed over in silence; remarks and kinds of firms are no names."""
    text = "建设站点。（责任单位：市商务局、宁航货运、相关企业，按职责分工负责）"

    for words in (text, "建设站点。（责任单位：宁航货运）", "建设站点。\n责任单位：宁航货运\n"):
        assert ["宁航货运"] == [passage.exact for passage in answered(_scope(words, "南通市"))[1]]
    assert ((), ()) == answered(_scope("建设站点。（完成时限：2016年底前；责任人：张三）", "南通市"))
    facts = _plan(
        f"南通市电子商务实施意见\n南通市人民政府\n2019年3月1日\n一、重点任务\n（一）建设园区。{text}\n"
    )
    assert [("list-owner", "宁航货运")] == [
        (doubt.code, doubt.passage and doubt.passage.exact) for doubt in facts.doubts
    ]


FRAGMENT = (
    "（三）发展电商。支持临河区、五原县和杭锦后旗建设站点。（市商务局、市农牧局负责）\n"
    "（四）健全物流。巴彦淖尔供电公司保障用电。（市交通运输局、临河区人民政府负责）\n"
)


def test_a_document_without_its_head_has_the_place_that_its_bodies_tell() -> None:
    """The middle of a plan is read like the whole; that its place is told from its body is a doubt."""
    facts = _plan(FRAGMENT)

    assert ["巴彦淖尔市"] == [place.label for place in facts.places if place.id == facts.plan.place]
    assert {"巴彦淖尔市商务局", "巴彦淖尔市农牧局", "巴彦淖尔市交通运输局"} < {
        one.label for one in facts.organizations
    }
    assert "place" in {doubt.code for doubt in facts.doubts}


@pytest.mark.parametrize(
    "text",
    [
        "（市商务局负责）支持临河区。",
        "（市商务局、市财政局、市科技局负责）与上海、杭州、深圳、成都合作。",
        "",
    ],
)
def test_no_place_is_guessed_from_little(text: str) -> None:
    """Few bodies, or places all over the country, tell nothing."""
    assert place_of_body(text) is None
