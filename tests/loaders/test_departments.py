"""Names of government agencies: resolved by prefix, core and kind, and found in running text."""

from __future__ import annotations

from functools import partial

import pytest

from loaders.names.departments import resolve
from loaders.names.departments_lexicon import lexicon
from loaders.names.departments_lists import entries
from loaders.names.departments_setting import make_setting
from loaders.names.named import Division
from loaders.names.places import gazetteer
from loaders.rules.departments import departments
from loaders.rules.scope import Scope, Stance, Unit
from ontology.model import OrganizationKind, ResourceId
from tests.timing import grows_in_line


def _division(name: str | None) -> Division | None:
    return gazetteer().find(name) if name else None


def _label(words: str, place: str | None, year: int | None) -> str | None:
    name = resolve(words, _division(place), year)
    return name.label if name else None


def _named(text: str, place: str | None, year: int) -> list[tuple[str, str]]:
    unit = Unit(0, len(text), 0, Stance.TASK, ("一",), None, ResourceId("measure/x/1"))
    scope = Scope("x", text, (unit,), _division(place), None, year, None, None)
    return [(name.as_written, name.label) for name, _ in departments(scope)]


@pytest.mark.parametrize(
    ("words", "place", "year", "expected"),
    [
        # abbreviated cores and kinds
        ("经信委", "常州市", 2014, "常州市经济和信息化委员会"),
        ("市经济和信息化委", "济宁市", 2014, "济宁市经济和信息化委员会"),
        ("经济信息化委", "重庆市", 2016, "重庆市经济和信息化委员会"),
        ("市经贸委", "泉州市", 2013, "泉州市经济贸易委员会"),
        ("发改委", "常州市", 2014, "常州市发展和改革委员会"),
        ("发改局", "义乌市", 2016, "义乌市发展和改革局"),
        ("农委", "常州市", 2014, "常州市农业委员会"),
        ("文广新局", "常州市", 2014, "常州市文化广电新闻出版局"),
        ("人社局", "常州市", 2014, "常州市人力资源和社会保障局"),
        ("人才办", "常州市", 2014, "常州市人才工作领导小组办公室"),
        ("房管局", "常州市", 2014, "常州市住房保障和房产管理局"),
        # eras
        ("工商局", "常州市", 2014, "常州市工商行政管理局"),
        ("市场监管局", "常州市", 2019, "常州市市场监督管理局"),
        ("卫生局", "常州市", 2012, "常州市卫生局"),
        ("卫计委", "常州市", 2016, "常州市卫生和计划生育委员会"),
        ("卫健委", "常州市", 2020, "常州市卫生健康委员会"),
        ("国土局", "常州市", 2014, "常州市国土资源局"),
        ("市自然资源和规划局", "常州市", 2020, "常州市自然资源和规划局"),
        ("市税务局", "泰安市", 2020, "国家税务总局泰安市税务局"),
        ("市国税局", "泰安市", 2014, "泰安市国家税务局"),
        ("税务", "济宁市", 2014, "济宁市税务部门"),
        # vertical agencies
        ("海关", "常州市", 2014, "常州海关"),
        ("国检局", "常州市", 2014, "常州出入境检验检疫局"),
        ("市人行", "济宁市", 2014, "中国人民银行济宁市中心支行"),
        ("人行", "沛县", 2014, "中国人民银行沛县支行"),
        ("人民银行", "江苏省", 2014, "中国人民银行南京分行"),
        ("人行长沙中心支行", "长沙市", 2015, "中国人民银行长沙中心支行"),
        ("海关", "江苏省", 2014, "南京海关"),
        ("外汇管理局", "泉州市", 2014, "国家外汇管理局泉州市中心支局"),
        ("银监分局", "遂宁市", 2014, "中国银行业监督管理委员会遂宁监管分局"),
        ("邮政管理局", "常州市", 2014, "常州市邮政管理局"),
        # levels
        ("省商务厅", "常州市", 2014, "江苏省商务厅"),
        ("商务厅", "四川省", 2016, "四川省商务厅"),
        ("自治区商务厅", "广西壮族自治区", 2016, "广西壮族自治区商务厅"),
        ("县商务局", "沛县", 2020, "沛县商务局"),
        ("市商务委", "上海市", 2015, "上海市商务委员会"),
        ("州商务局", "延边朝鲜族自治州", 2016, "延边朝鲜族自治州商务局"),
        ("发展改革委", None, 2015, "国家发展和改革委员会"),
        ("工信部", "济宁市", 2014, "工业和信息化部"),
        ("国务院", "济宁市", 2014, "国务院"),
        # offices of governments, committees and districts
        ("省政府金融办", "江西省", 2016, "江西省金融工作办公室"),
        ("市督办督查局", "遵义市", 2017, "遵义市督办督查局"),
        ("县政府督办室", "砀山县", 2017, "砀山县人民政府督办室"),
        ("市工业能源委", "遵义市", 2017, "遵义市工业能源委员会"),
        ("县农委", "沛县", 2015, "沛县农业委员会"),
        ("市行政审批局", "南通市", 2018, "南通市行政审批局"),
        ("区住建交局", "武侯区", 2020, "成都市武侯区住房建设和交通运输局"),
        ("区税务局", "武侯区", 2019, "国家税务总局成都市武侯区税务局"),
        ("区委组织部", "武侯区", 2019, "中共成都市武侯区委组织部"),
        ("特区商务局", "六枝特区", 2019, "六枝特区商务局"),
        ("市委台港澳办", "厦门市", 2021, "中共厦门市委台港澳工作办公室"),
        ("火炬管委会", "厦门市", 2021, "厦门市火炬管理委员会"),
        # governments and the party
        ("市政府", "济宁市", 2014, "济宁市人民政府"),
        ("鲤城区政府", "泉州市", 2013, "泉州市鲤城区人民政府"),
        ("鲤城区政府", "鲤城区", 2013, "泉州市鲤城区人民政府"),
        ("市委宣传部", "杭州市", 2015, "中共杭州市委宣传部"),
        ("团市委", "义乌市", 2018, "共青团义乌市委员会"),
        ("共青团常州市委", "常州市", 2016, "共青团常州市委员会"),
        ("中共常州市委组织部", "常州市", 2016, "中共常州市委组织部"),
        # names that differ from the usual one stay what they are
        ("市投资促进中心", "湖州市", 2020, "湖州市投资促进中心"),
        ("市外事侨务办公室", "湖州市", 2014, "湖州市外事侨务办公室"),
        # topics
        ("市商务部门", "济宁市", 2014, "济宁市商务局"),
        ("商务主管部门", "青岛市", 2014, "青岛市商务局"),
        ("工商部门", "泉州市", 2013, "泉州市工商行政管理局"),
        # zones
        ("泉州开发区", "泉州市", 2013, "泉州经济技术开发区管理委员会"),
        ("泉州台商投资区管委会", "泉州市", 2013, "泉州台商投资区管理委员会"),
        ("高新区管委会", "济宁市", 2014, "济宁高新技术产业开发区管理委员会"),
        # collectives
        ("各县（市、区）", "泉州市", 2013, "泉州市各县（市、区）人民政府"),
        ("各县(市、区)", "济宁市", 2014, "济宁市各县（市、区）人民政府"),
        ("各辖市区政府", "常州市", 2014, "常州市各辖市区政府"),
        ("各设区市人民政府", "江苏省", 2021, "江苏省各设区市人民政府"),
        ("市直各部门", "泉州市", 2013, "泉州市市直各部门"),
        ("市有关部门", "常州市", 2014, "常州市有关部门"),
        ("各区市商务主管部门", "青岛市", 2014, "青岛市各区市商务主管部门"),
        ("各省（区、市）人民政府", None, 2015, "各省（区、市）人民政府"),
        # outside the lexicon
        ("电信公司", "常州市", 2014, "电信公司"),
        ("市投资服务促进局", "常州市", 2014, "常州市投资服务促进局"),
        ("2016年底前完成", "常州市", 2014, None),
        ("发展", "常州市", 2014, None),
    ],
)
def test_a_name_resolves_to_the_official_one(
    words: str, place: str | None, year: int, expected: str | None
) -> None:
    """Place, year and kind decide the full name; what names no body gives None."""
    assert expected == _label(words, place, year)


@pytest.mark.parametrize(
    ("words", "place", "expected"),
    [
        ("商务局", "常州市", "org/changzhou/shangwuju"),
        ("市商务部门", "常州市", "org/changzhou/shangwuju"),
        ("商务部", "常州市", "org/cn/shangwubu"),
        ("省商务厅", "常州市", "org/jiangsu/shangwuting"),
        ("南京海关", "江苏省", "org/nanjing/haiguan"),
        ("海关", "江苏省", "org/nanjing/haiguan"),
        ("各辖市、区人民政府", "常州市", "org/changzhou/gexiashiqurenminzhengfu"),
    ],
)
def test_identifiers_are_made_of_place_and_core(words: str, place: str, expected: str) -> None:
    """Different words for one agency have one identifier."""
    name = resolve(words, _division(place), 2014)
    assert name is not None
    assert expected == name.id


def test_every_office_of_a_city_has_its_own_identifier() -> None:
    """Homophones of the lexicon do not share an identifier in one place."""
    place = _division("常州市")
    labels: dict[str, set[str]] = {}
    for word in lexicon().forms:
        for year in (2012, 2015, 2020):
            name = resolve("市" + word, place, year)
            if name and name.reason.startswith("department"):
                labels.setdefault(name.id, set()).add(name.label)
    assert {} == {key: found for key, found in labels.items() if len(found) > 1}


def test_companies_and_associations_keep_their_words() -> None:
    """An owner that is no agency is told by its kind and is less sure."""
    company = resolve("供电公司", _division("常州市"), 2014)
    association = resolve("市电子商务协会", _division("常州市"), 2014)
    assert company is not None
    assert association is not None
    assert (OrganizationKind.ENTERPRISE, "供电公司") == (company.kind, company.label)
    assert (OrganizationKind.ASSOCIATION, "常州市电子商务协会") == (association.kind, association.label)
    assert company.confidence < 0.9


def test_a_name_of_another_era_is_less_sure() -> None:
    """A word that its time did not have yet is resolved, and doubted."""
    early, late = (resolve("卫健委", _division("常州市"), year) for year in (2010, 2020))
    assert early is not None
    assert late is not None
    assert early.confidence < late.confidence
    assert "department/form-other-era" == early.reason


@pytest.mark.parametrize(
    ("words", "place", "expected"),
    [
        ("市发展改革委、经济信息化委，各区县（自治县）", "重庆市", ["市发展改革委", "经济信息化委", "各区县（自治县）"]),
        ("市商务委、科技创新委会同市财政局和各区、县级市政府", "广州市", ["市商务委", "科技创新委", "市财政局", "各区、县级市政府"]),
        ("市旅游和文化广电体育局、市商务局", "三亚市", ["市旅游和文化广电体育局", "市商务局"]),
        ("市大数据局、市税务局等有关部门，2022年底前完成", "贵阳市", ["市大数据局", "市税务局"]),
        ("经信委 电信公司　移动公司", "常州市", ["经信委", "电信公司", "移动公司"]),
        ("市商务局（牵头）、市财政局", "厦门市", ["市商务局", "市财政局"]),
    ],
)  # fmt: skip
def test_a_list_keeps_brackets_together(words: str, place: str, expected: list[str]) -> None:
    """Separators inside brackets and inside names do not cut a list."""
    found, _ = entries(words, 0, len(words), make_setting(_division(place), 2016))
    assert expected == [words[entry.start : entry.end] for entry in found]


@pytest.mark.parametrize(
    ("text", "place", "expected"),
    [
        ("报市政府同意，由市商务局实施。", "常州市", ["市政府", "市商务局"]),
        ("推进平台与海关、检验检疫、税务等部门的信息共享。", "常州市", ["海关", "检验检疫", "税务"]),
        (
            "研究建立商务、发改以及国税、外管等多部门共同参与的制度。",
            "青岛市",
            ["商务", "发改", "国税", "外管"],
        ),
        ("环球鞋网被商务部确定为示范企业。", "泉州市", ["商务部"]),
        ("目前已经报批鲤城区政府。", "泉州市", ["鲤城区政府"]),
        ("在市信息消费工作领导小组统一领导下推进。", "济宁市", ["市信息消费工作领导小组"]),
        ("泉州台商投资区管委会，市人民政府各部门", "泉州市", ["泉州台商投资区管委会", "市人民政府"]),
        # not agencies
        ("电子商务部门协调机制不断完善，推进电子商务办公。", "青岛市", []),
        ("各市场主体、城市政府、超市商务局和城市委托代理。", "青岛市", []),
        ("市政府采购网升级，支持市委党校开展培训。", "泉州市", []),
        ("加快通关便利化，加强与海关特殊监管区域对接。", "常州市", []),
        ("推进交通、旅游、教育、金融等民生领域的应用。", "泉州市", []),
        ("各县（市、区）人民政府和有关部门", "泉州市", []),
        ("根据《商务部关于促进电子商务应用的实施意见》", "泉州市", []),
    ],
)
def test_running_text_names_agencies(text: str, place: str, expected: list[str]) -> None:
    """Prefix or kind make a name; topics count only in lists of departments."""
    assert expected == [words for words, _ in _named(text, place, 2014)]


def test_passages_are_the_words() -> None:
    """Every passage of an agency holds the words as written."""
    text = "市商务局牵头，市财政局配合。市商务局负责。"
    unit = Unit(0, len(text), 0, Stance.TASK, ("一",), None, ResourceId("measure/x/1"))
    scope = Scope("x", text, (unit,), _division("常州市"), None, 2014, None, None)
    found = {
        name.as_written: [passage.start for passage in passages] for name, passages in departments(scope)
    }
    assert {"市商务局": [0, 14], "市财政局": [7]} == found


@pytest.mark.parametrize(
    ("words", "count"),
    [
        ("市、", 2_000),
        ("（", 2_000),
        ("各县（市、", 800),
        ("商务", 2_000),
        ("由市", 2_000),
        ("财政部门", 1_000),
        ("市督办", 1_000),
    ],
)
def test_hostile_text_takes_linear_time(words: str, count: int) -> None:
    """Repetitions of what begins a name do not blow up."""
    assert grows_in_line(lambda times: partial(_named, words * times, "常州市", 2014), count)
