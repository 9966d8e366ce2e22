"""Habits of documents of the State and its ministries: who is bound, and in which role."""

from __future__ import annotations

import pytest

from loaders.names.places import gazetteer
from loaders.rules.responsibilities import answered, responsibilities
from loaders.rules.scope import Scope, Stance, Unit
from ontology.model import ResourceId


def _said(text: str, place: str | None, year: int) -> list[tuple[str, str]]:
    """Roles and full names, in the order of the text."""
    unit = Unit(0, len(text), 0, Stance.TASK, ("一",), None, ResourceId("measure/x/1"))
    division = gazetteer().find(place) if place else None
    duties = responsibilities(Scope("x", text, (unit,), division, None, year, None, None))
    ordered = sorted(duties, key=lambda duty: duty.name_passages[0].start)
    return [(duty.role.value, duty.name.label) for duty in ordered]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("建设站点。（交通运输部、国家邮政局指导）", [("support", "交通运输部"), ("support", "国家邮政局")]),
        (
            "建设站点。（水利部指导，试点城市政府负责落实。以下均由试点城市政府落实，不再列出）",
            [("support", "水利部"), ("responsible", "试点城市人民政府")],
        ),
        ("建设站点。（各省级人民政府负责）", [("responsible", "各省级人民政府")]),
        (
            "办好赛事。（体育总局、北京冬奥组委负责）",
            [("responsible", "国家体育总局"), ("responsible", "北京冬奥组委")],
        ),
        (
            "保护。（文物局、版权局、国管局、全国工商联负责）",
            [
                ("responsible", "国家文物局"),
                ("responsible", "国家版权局"),
                ("responsible", "国家机关事务管理局"),
                ("responsible", "中华全国工商业联合会"),
            ],
        ),
        ("国务院教育行政部门负责职业学校的规划。", [("responsible", "教育部")]),
        (
            "国务院自由贸易试验区工作部际联席会议办公室要加强督促检查，及时总结。",
            [("responsible", "国务院自由贸易试验区工作部际联席会议办公室")],
        ),
        (
            "河北省委、省政府要加强组织领导。",
            [("responsible", "中共河北省委员会"), ("responsible", "河北省人民政府")],
        ),
        (
            "各省、自治区、直辖市人民政府作为运行管理主体，要切实强化安全监管。",
            [("responsible", "各省、自治区、直辖市人民政府")],
        ),
        (
            "各地区各有关部门要充分认识重要意义，加强协同配合，推动本意见落实。",
            [("responsible", "各地区"), ("responsible", "各有关部门")],
        ),
        (
            "各有关地区和部门、各自贸试验区要牢固树立全局观念。",
            [("responsible", "各有关地区"), ("responsible", "各有关部门"), ("responsible", "各自贸试验区")],
        ),
        ("县级以上地方人民政府要落实属地管理责任。", [("responsible", "县级以上地方人民政府")]),
        ("省级人民政府有关部门按照职能分工及时采取措施。", [("responsible", "省级人民政府有关部门")]),
        ("中央和地方各级政府要增加投入。", [("responsible", "中央和地方各级人民政府")]),
        ("各级政府部门要深化改革。", [("responsible", "各级政府部门")]),
        ("各级行政执法机关要明确工作机构。", [("responsible", "各级行政执法机关")]),
        ("请财政部在经费管理规定中明确标准。", [("responsible", "财政部")]),
        ("国务院办公厅将会同有关方面组织开展督查。", [("responsible", "国务院办公厅")]),
        # Nobody is bound: who is addressed, spoken of, or merely qualified.
        ("鼓励示范县建设县级物流中心。", []),
        ("支持省级财政加大投入。", []),
        ("国务院有关规定另有要求的，从其规定。", []),
    ],
)
def test_habits_of_the_state(text: str, expected: list[tuple[str, str]]) -> None:
    """Lists, collectives and sentences as they stand in documents of the State Council."""
    assert expected == _said(text, None, 2019)


@pytest.mark.parametrize(
    ("text", "year", "expected"),
    [
        ("铁道部、交通部负责安排运输。", 2005, [("responsible", "铁道部"), ("responsible", "交通部")]),
        (
            "应急部、退役军人部负责安置。",
            2020,
            [("responsible", "应急管理部"), ("responsible", "退役军人事务部")],
        ),
    ],
)
def test_ministries_of_an_era(text: str, year: int, expected: list[tuple[str, str]]) -> None:
    """Ministries have the names of their time."""
    assert expected == _said(text, None, year)


@pytest.mark.parametrize(
    ("text", "place", "expected"),
    [
        (
            "苏州市商务局牵头，昆山市、太仓市要先行先试。",
            "苏州市",
            [("lead", "苏州市商务局"), ("responsible", "昆山市人民政府"), ("responsible", "太仓市人民政府")],
        ),
        (
            "建设。（责任单位：昆山市、太仓市、吴江区人民政府，市商务局）",
            "苏州市",
            [
                ("responsible", "昆山市人民政府"),
                ("responsible", "太仓市人民政府"),
                ("responsible", "苏州市吴江区人民政府"),
                ("responsible", "苏州市商务局"),
            ],
        ),
        ("在昆山市建设分拨中心，昆山市场活跃。", "苏州市", []),
        (
            "二连浩特市人民政府负责，盟商务局、团盟委支持。",
            "锡林郭勒盟",
            [
                ("responsible", "二连浩特市人民政府"),
                ("support", "锡林郭勒盟商务局"),
                ("support", "共青团锡林郭勒盟委员会"),
            ],
        ),
        ("行署督查室要定期通报。", "锡林郭勒盟", [("responsible", "锡林郭勒盟行政公署督查室")]),
        (
            "由市口岸办牵头，会同拱北海关，推进互联互通。",
            "珠海市",
            [("lead", "珠海市口岸办公室"), ("support", "拱北海关")],
        ),
        (
            "珠海市电子商务协会、珠海市快递协会要制定服务公约。",
            "珠海市",
            [("responsible", "珠海市电子商务协会"), ("responsible", "珠海市快递协会")],
        ),
        ("中国移动珠海分公司加快光纤进村。", "珠海市", [("responsible", "中国移动珠海分公司")]),
        (
            "建设。（责任单位：市商务局、广东电子商务企业联合会）",
            "珠海市",
            [("responsible", "珠海市商务局"), ("responsible", "广东电子商务企业联合会")],
        ),
        ("珠海市快递协会参与评估。", "珠海市", [("support", "珠海市快递协会")]),
        ("行业协会要加强自律，企业要诚信经营，快递公司要守法。", "珠海市", []),
        ("成立市快递进村试点工作小组。", "珠海市", [("lead", "珠海市快递进村试点工作小组")]),
        ("各工作小组要加强协作，成立工作小组。", "珠海市", []),
        ("市电子商务工作联席会议每季度召开一次会议。", "珠海市", [("lead", "珠海市电子商务工作联席会议")]),
        (
            "建立商务、发改等多部门共同参与的全市快递发展联席会议制度。",
            "珠海市",
            [
                ("support", "珠海市商务局"),
                ("support", "珠海市发展和改革委员会"),
                ("lead", "珠海市快递发展联席会议"),
            ],
        ),
        (
            "各设区市商务局、财政局于每月10日前报送情况。",
            "河北省",
            [("responsible", "河北省各设区市商务局"), ("responsible", "河北省各设区市财政局")],
        ),
        (
            "各旗县市（区）、乌拉盖管理区要制定计划。",
            "锡林郭勒盟",
            [
                ("responsible", "锡林郭勒盟各旗县市（区）人民政府"),
                ("responsible", "乌拉盖管理区管理委员会"),
            ],
        ),
    ],
)
def test_habits_of_cities(text: str, place: str, expected: list[tuple[str, str]]) -> None:
    """Divisions for their governments, associations and companies, leagues, agencies called after their seats."""
    assert expected == _said(text, place, 2017)


def test_bodies_with_their_duties_behind_a_colon() -> None:
    """A list of duties by body: each line binds its body."""
    text = "市商务局：负责制定年度计划。\n市财政局：负责落实资金。"
    assert [("responsible", "泉州市商务局"), ("responsible", "泉州市财政局")] == _said(text, "泉州市", 2019)


def test_a_list_with_a_name_that_nobody_knows_keeps_the_others_and_says_so() -> None:
    """A bracket without a label, two of whose names are surely bodies; one explanation in brackets is no list."""
    text = "建设站点。（市商务局、市农业农村局，东湖县、云水镇政府）\n推广应用（市商务局、企业微信和官方小程序等渠道）。"
    unit = Unit(0, len(text), 0, Stance.TASK, ("一",), None, ResourceId("measure/x/1"))
    found, unread = answered(Scope("x", text, (unit,), gazetteer().find("随州市"), None, 2019, None, None))
    assert ["随州市商务局", "随州市农业农村局"] == [duty.name.label for duty in found][:2]
    assert "东湖县" in {words.exact for words in unread}
    assert all(duty.name_passages[0].start < text.index("\n") for duty in found)
