"""Owners that a plan names once for several measures, and who is named in ways of city plans."""

from __future__ import annotations

import pytest

from loaders.extract import extract
from loaders.names.departments import resolve
from loaders.names.places import gazetteer
from loaders.reading import read_bytes
from loaders.rules.responsibilities import responsibilities
from loaders.rules.scope import Scope, Stance, Unit
from ontology.model import ResourceId

_HEAD = "芜湖市电子商务发展行动方案（2015—2017年）\n芜湖市人民政府办公室\n2015年6月1日\n一、总体目标\n到2017年，全市电子商务交易额达到800亿元。\n二、重点任务\n"


def _owners(body: str) -> dict[str, str]:
    """Measures of a plan of 芜湖 with their owners as ``role label``, in the order of names."""
    facts = extract(read_bytes((_HEAD + body).encode(), "wuhu.txt"))
    labels = {one.id: one.label for one in facts.organizations}
    names = {one.id: one.name for one in facts.measures}
    found: dict[str, list[str]] = {name: [] for name in names.values()}
    for duty in facts.responsibilities:
        found[names[duty.measure]].append(
            f"{duty.role.value} {labels[duty.organization].removeprefix('芜湖市')}"
        )
    return {name: " ".join(sorted(duties)) for name, duties in found.items()}


@pytest.mark.parametrize(
    "words",
    [
        "以上任务由市商务局牵头，市财政局配合。",
        "上述各项工作由市商务局牵头，市财政局配合。",
        "（以上工作任务由市商务局牵头，市财政局配合）",
        "牵头单位：市商务局；配合单位：市财政局",
        "牵头部门：市商务局\n配合部门：市财政局",
    ],
)
def test_what_stands_behind_the_last_item_holds_for_all(words: str) -> None:
    """A sentence about all the above, or a line of owners where no item has its own."""
    body = f"（一）园区提升工程\n1．建设综合园区。引进企业。\n2．培育特色园区。盘活厂房。\n{words}\n（二）人才工程\n1．开展培训。市人社局负责组织培训。\n"

    owners = _owners(body)

    assert "lead 商务局 support 财政局" == owners["建设综合园区"] == owners["培育特色园区"]
    assert "responsible 人力资源和社会保障局" == owners["开展培训"]


def test_items_with_owners_of_their_own_keep_them() -> None:
    """A line behind the last item is that item's where the ones before it have lines too."""
    body = "（一）园区提升工程\n1．建设综合园区。引进企业。\n责任单位：市经信委\n2．培育特色园区。盘活厂房。\n责任单位：市商务局\n"

    owners = _owners(body)

    assert "responsible 经济和信息化委员会" == owners["建设综合园区"]
    assert "responsible 商务局" == owners["培育特色园区"]


def test_owners_of_a_group_hold_for_the_items_below() -> None:
    """Behind the heading of a group, or on a line below it; items that name others keep theirs, below the group's lead."""
    body = (
        "（一）农村电商工程（牵头单位：市商务局；配合单位：市农委）\n1．建设服务站。改造农家店。\n"
        "2．打造品牌。开展认证。（责任单位：市质监局）\n"
        "（二）人才工程\n1．开展培训。举办培训班。\n"
    )

    owners = _owners(body)

    assert "lead 商务局 support 农业委员会" == owners["建设服务站"]
    assert "lead 商务局 responsible 质量技术监督局" == owners["打造品牌"]
    assert "" == owners["开展培训"]


@pytest.mark.parametrize(
    ("words", "place", "label"),
    [
        ("国土雨花分局", "长沙市 雨花区", "长沙市国土资源局雨花分局"),
        ("市工商局禅城分局", "佛山市 禅城区", "佛山市工商行政管理局禅城分局"),
        ("规划分局", "宁波市 鄞州区", "宁波市规划局鄞州分局"),
        ("区公安分局", "无锡市 滨湖区", "无锡市公安局滨湖区分局"),
        ("市银监办", "瑞安市", "中国银行业监督管理委员会瑞安监管办事处"),
        ("人民银行南京分行营业部", "南京市", "中国人民银行南京分行营业管理部"),
        ("市消保委", "台州市", "台州市消费者权益保护委员会"),
        ("市容市政局", "扬州市", "扬州市市容市政管理局"),
        ("市公安交管局", "太原市", "太原市公安局交通管理局"),
        ("市政公用局", "济南市", "济南市市政公用局"),
        ("市政务公开办", "济南市", "济南市政务公开办公室"),
    ],
)
def test_agencies_as_cities_call_them(words: str, place: str, label: str) -> None:
    """Branches carry the name of the city's bureau, short forms the name in full."""
    division = None
    for name in place.split():
        division = gazetteer().find(name, division)

    found = resolve(words, division, 2015)

    assert found is not None
    assert label == found.label


@pytest.mark.parametrize(
    ("text", "place", "expected"),
    [
        ("推进建设。（责任单位：区商务局、望城坡街道、莲花镇、区农办）", "长沙市 岳麓区",
         "responsible 长沙市岳麓区商务局 长沙市岳麓区望城坡街道办事处 长沙市岳麓区莲花镇人民政府 中共长沙市岳麓区委农村工作领导小组办公室"),
        ("市商务局（市口岸办）负责牵头，烟台海关、山东出入境检验检疫局、市国税局积极配合。", "烟台市",
         "lead 烟台市商务局 | support 烟台海关 山东出入境检验检疫局 烟台市国家税务局"),
        ("团市委、市妇联、市残联分别实施青年、巾帼、助残培训计划。", "绵阳市",
         "responsible 共青团绵阳市委员会 绵阳市妇女联合会 绵阳市残疾人联合会"),
        ("市商务局、市财政局于每年第一季度下达项目计划。", "宝鸡市", "responsible 宝鸡市商务局 宝鸡市财政局"),
        ("各县（市）区政府、开发区管委会具体实施。", "淮南市", "responsible 淮南市各县（市）区政府 淮南市各开发区管理委员会"),
        ("办公室设在市商务局，市发改委、市工信委为副主任单位。", "咸阳市",
         "office-host 咸阳市商务局 | support 咸阳市发展和改革委员会 咸阳市工业和信息化委员会"),
        ("成立绍兴市电子商务工作领导小组，下设办公室，领导小组办公室（简称市电商办）设在市商务局，市电商办负责协调。", "绍兴市",
         "lead 绍兴市电子商务工作领导小组 | office-host 绍兴市商务局 | responsible 绍兴市电子商务工作领导小组办公室"),
        ("江门市电子商务协会定期发布行业报告。", "江门市", "responsible 江门市电子商务协会"),
        # what binds nobody
        ("支持塘栖镇、良渚街道建设特色小镇，打造专业镇。", "杭州市 余杭区", ""),
    ],
)  # fmt: skip
def test_owners_as_city_plans_name_them(text: str, place: str, expected: str) -> None:
    """Townships, second plates, agencies of the State, offices by their short form."""
    division = None
    for name in place.split():
        division = gazetteer().find(name, division)
    unit = Unit(0, len(text), 0, Stance.TASK, ("一",), None, ResourceId("measure/x/1"))
    roles: dict[str, list[str]] = {}
    duties = responsibilities(Scope("x", text, (unit,), division, None, 2015, None, None))
    for duty in sorted(duties, key=lambda duty: duty.name_passages[0].start):
        roles.setdefault(duty.role.value, []).append(duty.name.label)

    assert expected == " | ".join(" ".join([role, *names]) for role, names in roles.items())
