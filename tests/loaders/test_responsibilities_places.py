"""Owners in sentences of plans from all levels of government and many years, by their official names."""

from __future__ import annotations

import pytest

from loaders.names.places import gazetteer
from loaders.rules.departments import departments
from loaders.rules.responsibilities import responsibilities
from loaders.rules.scope import Scope, Stance, Unit
from ontology.model import ResourceId


def _scope(text: str, place: str | None, year: int) -> Scope:
    unit = Unit(0, len(text), 0, Stance.TASK, ("一",), None, ResourceId("measure/x/1"))
    known = gazetteer()
    division = None
    for name in (place or "").split():
        division = known.find(name, division)
    return Scope("x", text, (unit,), division, None, year, None, None)


def _official(text: str, place: str | None, year: int) -> str:
    """Duties as ``role label label | role``, in the order of their first mention."""
    roles: dict[str, list[str]] = {}
    duties = responsibilities(_scope(text, place, year))
    for duty in sorted(duties, key=lambda duty: duty.name_passages[0].start):
        roles.setdefault(duty.role.value, []).append(duty.name.label)
    return " | ".join(" ".join([role, *names]) for role, names in roles.items())


@pytest.mark.parametrize(
    ("text", "place", "year", "expected"),
    [
        ("建设。（责任单位：市商务局、市政府金融办、市农委、各县〔市、区〕政府）", "合肥市", 2016,
         "responsible 合肥市商务局 合肥市金融工作办公室 合肥市农业委员会 合肥市各县（市、区）政府"),
        ("市大数据委会同市投资促进局推进云平台建设。", "贵阳市", 2018,
         "lead 贵阳市大数据发展管理委员会 | support 贵阳市投资促进局"),
        ("由区新经济和科技局牵头，区商务局、区行政审批局、各街道办事处配合。", "成都市 锦江区", 2020,
         "lead 成都市锦江区新经济和科技局 | support 成都市锦江区商务局 成都市锦江区行政审批局 成都市锦江区各街道办事处"),
        ("市督查考核局定期对各县区推进情况开展专项督查，结果纳入年度考核。", "安顺市", 2017, "responsible 安顺市督查考核局"),
        ("商务部会同国家发展改革委、中央网信办等部门加强跟踪评估，重大情况及时报告国务院。", None, 2021,
         "lead 商务部 | support 国家发展和改革委员会 中央网络安全和信息化委员会办公室"),
        ("发展改革委、商务部、邮政局要按照职责分工，加强指导协调。", None, 2017, "responsible 国家发展和改革委员会 商务部 国家邮政局"),
        ("充分发挥省电子商务工作联席会议作用，统筹协调解决发展中的重大问题，联席会议办公室设在省商务厅。", "云南省", 2016,
         "lead 云南省电子商务工作联席会议 | office-host 云南省商务厅"),
        ("依托市数字经济发展领导小组，定期研究电商发展重大事项。", "衢州市", 2019, "coordinator 衢州市数字经济发展领导小组"),
        ("市电子商务发展办公室负责日常工作，会同市经信局、市财政局制定年度计划。", "永康市", 2015,
         "responsible 永康市电子商务发展办公室 | support 永康市经济和信息化局 永康市财政局"),
        ("县商务局会同县财政局每半年开展一次督导。", "会同县", 2018, "lead 会同县商务局 | support 会同县财政局"),
        ("建设。（责任单位：区经济促进局、区科技创新局、区工业和信息化局、各街道办）", "深圳市 南山区", 2018,
         "responsible 深圳市南山区经济促进局 深圳市南山区科技创新局 深圳市南山区工业和信息化局 深圳市南山区各街道办事处"),
        ("由市商务委牵头，会同市经济信息化委、市工商局、市通信管理局建立工作机制。", "上海市", 2013,
         "lead 上海市商务委员会 | support 上海市经济和信息化委员会 上海市工商行政管理局 上海市通信管理局"),
        ("自治区商务厅负责统筹指导，各盟行政公署、市人民政府具体组织实施。", "内蒙古自治区", 2017,
         "responsible 内蒙古自治区商务厅 内蒙古自治区各盟行政公署、市人民政府"),
        ("州商务局、州工信委、州供销社要密切配合，各县市人民政府抓好落实。", "西双版纳傣族自治州", 2014,
         "support 西双版纳傣族自治州商务局 西双版纳傣族自治州工业和信息化委员会 西双版纳傣族自治州供销合作社联合社"
         " | responsible 西双版纳傣族自治州各县市人民政府"),
        ("区市场监管局从严查处虚假宣传，区公安分局严厉打击网络诈骗。", "遂宁市 船山区", 2021,
         "regulator 遂宁市船山区市场监督管理局 遂宁市船山区公安分局"),
        ("本实施细则由市商务局会同市财政局负责解释，自发布之日起施行。", "芜湖市", 2019, ""),
        ("大连海关负责推广无纸化通关，大连出入境检验检疫局负责优化查验监管模式。", "大连市", 2016,
         "responsible 大连海关 大连出入境检验检疫局"),
        ("建设。（市商务局牵头，市边贸局、市口岸办、市税务局、东兴市政府、防城港海关配合）", "防城港市", 2020,
         "lead 防城港市商务局 | support 防城港市边贸局 防城港市口岸办公室 国家税务总局防城港市税务局 东兴市人民政府 防城港海关"),
        ("完善。责任单位：市电商办；市市场发展委；市国际陆港集团；各镇街", "义乌市", 2014,
         "responsible 义乌市电商办公室 义乌市市场发展委员会 义乌市国际陆港集团 义乌市各镇街人民政府"),
        ("市政务服务和大数据管理局、市文化广电和旅游局按职责分工做好数据共享。", "洛阳市", 2022,
         "responsible 洛阳市政务服务和大数据管理局 洛阳市文化广电和旅游局"),
        ("市经贸委、市外经贸局、市信息办要加强协调，市财政局安排专项资金。", "昆山市", 2010,
         "responsible 昆山市经济贸易委员会 昆山市对外贸易经济合作局 昆山市信息化办公室 昆山市财政局"),
        ("建设。（市商务委、市扶贫办，各区县（自治县）政府、两江新区管委会负责）", "重庆市", 2017,
         "responsible 重庆市商务委员会 重庆市扶贫开发办公室 重庆市各区县（自治县）政府 两江新区管理委员会"),
        ("建设。\n牵头部门：省商务厅\n配合部门：省发展改革委 省工业和信息化厅 各市（州）政府", "吉林省", 2015,
         "lead 吉林省商务厅 | support 吉林省发展和改革委员会 吉林省工业和信息化厅 吉林省各市（州）政府"),
        ("市数据局统筹推进公共数据开放，国家金融监督管理总局乐山监管分局引导银行加大信贷投放。", "乐山市", 2024,
         "responsible 乐山市数据局 国家金融监督管理总局乐山监管分局"),
        ("地区商务局牵头，地区财政局、各县（市）人民政府配合。", "阿克苏地区", 2018,
         "lead 阿克苏地区商务局 | support 阿克苏地区财政局 阿克苏地区各县（市）人民政府"),
        ("盟商务局要牵头抓总，盟交通运输局、盟邮政管理局配合做好物流配送，各旗县市人民政府落实属地责任。", "兴安盟", 2019,
         "lead 兴安盟商务局 | support 兴安盟交通运输局 兴安盟邮政管理局 | responsible 兴安盟各旗县市人民政府"),
        ("区商务委牵头，区经委、区市场监管局配合推进。", "上海市 浦东新区", 2021,
         "lead 上海市浦东新区商务委员会 | support 上海市浦东新区经济委员会 上海市浦东新区市场监督管理局"),
        ("领导小组办公室设在区商务局；成立余杭区跨境电子商务工作领导小组，统筹推进全区工作。", "杭州市 余杭区", 2016,
         "office-host 杭州市余杭区商务局 | lead 杭州市余杭区跨境电子商务工作领导小组"),
        ("区经济和科技促进局负责扶持政策落实，区环境运输和城市管理局做好配送车辆通行保障。", "佛山市 顺德区", 2012,
         "responsible 佛山市顺德区经济和科技促进局 佛山市顺德区环境运输和城市管理局"),
        ("县农业农村局、县商务局、县融媒体中心要加大宣传推介力度。", "睢宁县", 2020,
         "responsible 睢宁县农业农村局 睢宁县商务局 睢宁县融媒体中心"),
    ],
)  # fmt: skip
def test_owners_of_all_levels(text: str, place: str | None, year: int, expected: str) -> None:
    """Every owner has its role and the official name of its place and year."""
    assert expected == _official(text, place, year)


@pytest.mark.parametrize(
    ("text", "place", "year", "expected"),
    [
        ("依托市茶叶产业办公室的数据，优化全市网点布局，支持市场主体创办网店。", "常德市", 2018, ["市茶叶产业办公室"]),
        ("经市委、市政府同意，市委改革办、市政府发展研究中心和市自然资源和规划局已开展调研。", "柳州市", 2020,
         ["市委", "市政府", "市委改革办", "市政府发展研究中心", "市自然资源和规划局"]),
        ("全市建成县级仓储配送中心和市级分拨中心，超市部委托第三方承办，市区域布局合理。", "南宁市", 2016, []),
        ("区新经济和科技局会同区商务局每季度通报。", "成都市 青羊区", 2021, ["区新经济和科技局", "区商务局"]),
    ],
)  # fmt: skip
def test_agencies_in_running_text(text: str, place: str, year: int, expected: list[str]) -> None:
    """Agencies outside the lexicon are seen by their build; facilities and words that only end like one are not."""
    assert expected == [name.as_written for name, _ in departments(_scope(text, place, year))]
