"""Owners in sentences of plans from all levels of government and many years, by their official names."""

from __future__ import annotations

import pytest

from loaders.names.departments import resolve
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
         "regulator 遂宁市船山区市场监督管理局 遂宁市公安局船山区分局"),
        ("本实施细则由市商务局会同市财政局负责解释，自发布之日起施行。", "芜湖市", 2019, ""),
        ("大连海关负责推广无纸化通关，大连出入境检验检疫局负责优化查验监管模式。", "大连市", 2016,
         "responsible 大连海关 大连出入境检验检疫局"),
        ("建设。（市商务局牵头，市边贸局、市口岸办、市税务局、东兴市政府、防城港海关配合）", "防城港市", 2020,
         "lead 防城港市商务局 | support 防城港市边贸局 防城港市口岸办公室 国家税务总局防城港市税务局 东兴市人民政府 防城港海关"),
        ("完善。责任单位：市电商办；市市场发展委；市国际陆港集团；各镇街", "义乌市", 2014,
         "responsible 义乌市电子商务办公室 义乌市市场发展委员会 义乌市国际陆港集团 义乌市各镇街"),
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
        # joints that belong to a place's name
        ("责任单位：临夏县人民政府、和政县人民政府、州财政局和州商务局", "临夏回族自治州", 2020,
         "responsible 临夏县人民政府 和政县人民政府 临夏回族自治州财政局 临夏回族自治州商务局"),
        ("责任单位：无为市人民政府、和县人民政府、含山县人民政府", "马鞍山市", 2020,
         "responsible 无为市人民政府 和县人民政府 含山县人民政府"),
        ("由市商务局、和平区人民政府负责落实，各镇街道配合。", "沈阳市", 2022,
         "responsible 沈阳市商务局 沈阳市和平区人民政府 | support 沈阳市各镇街道"),
        # inspection offices, brigades, and bodies of recent years
        ("市委督查室、市政府督查室每季度开展督查。", "宿迁市", 2021, "responsible 中共宿迁市委督查室 宿迁市人民政府督查室"),
        ("省消防救援总队负责检查，省民委配合。", "贵州省", 2021,
         "responsible 贵州省消防救援总队 | support 贵州省民族事务委员会"),
        ("市消防救援支队、市交通运输综合行政执法支队依法查处违法行为。", "宜昌市", 2021,
         "regulator 宜昌市消防救援支队 宜昌市交通运输综合行政执法支队"),
        ("市规划自然资源局保障用地，市民宗委做好服务。", "广州市", 2022,
         "responsible 广州市规划和自然资源局 广州市民族宗教事务委员会"),
        ("支持企业发展。（商务部、财政部、国家移民局、金融监管总局、中国信保）", None, 2024,
         "responsible 商务部 财政部 国家移民管理局 国家金融监督管理总局"),
        ("推进建设。牵头单位为市商务局，市财政局、相关镇街配合。", "慈溪市", 2022,
         "lead 慈溪市商务局 | support 慈溪市财政局 慈溪市相关镇街"),
        ("区科技局（大数据局）负责平台建设。", "杭州市 拱墅区", 2022, "responsible 杭州市拱墅区科学技术局"),
        # as plans of provinces and the nation put it
        ("市、县（市、区）人民政府要切实加强领导，省直有关部门要加强指导。", "江西省", 2016,
         "responsible 江西省市、县（市、区）人民政府 江西省省直有关部门"),
        ("由省商务厅负责，会同省财政厅、省扶贫办推进项目验收。", "湖北省", 2018,
         "lead 湖北省商务厅 | support 湖北省财政厅 湖北省扶贫开发办公室"),
        ("省商务厅会同省委网信办、省大数据产业发展中心建立监测平台，省级相关部门配合。", "四川省", 2020,
         "lead 四川省商务厅 | support 中共四川省委网络安全和信息化委员会办公室 四川省大数据产业发展中心 四川省省级相关部门"),
        ("国家发展改革委会同有关部门统筹推进，重大事项向国务院报告。", None, 2022, "lead 国家发展和改革委员会 | support 有关部门"),
        ("税务总局、海关总署要完善政策，人民银行、银保监会引导金融机构加大支持。", None, 2020,
         "responsible 国家税务总局 海关总署 中国人民银行 中国银行保险监督管理委员会"),
        ("各省、自治区、直辖市及计划单列市、新疆生产建设兵团商务主管部门要加强组织实施。", None, 2016,
         "responsible 各省、自治区、直辖市及计划单列市、新疆生产建设兵团商务主管部门"),
        ("建立由省发展改革委牵头、省商务厅、人行太原中心支行、省国税局共同组成的协调机制。", "山西省", 2011,
         "lead 山西省发展和改革委员会 | support 山西省商务厅 中国人民银行太原中心支行 山西省国家税务局"),
        # municipalities and large cities
        ("建设。（责任部门：市住房城乡建设管理委、市绿化市容局、市国动办、市交通委、市高院等；各区政府）", "上海市", 2023,
         "responsible 上海市住房和城乡建设管理委员会 上海市绿化和市容管理局 上海市国防动员办公室 上海市交通委员会 上海市高级人民法院 上海市各区政府"),
        ("各区、县、市政府各有关部门要按照职责分工抓好落实。", "上海市", 2016, "responsible 上海市各区、县人民政府 上海市各有关部门"),
        ("天津海关、滨海新区政府、东疆保税港区管委会负责推进保税备货。", "天津市", 2016,
         "responsible 天津海关 天津市滨海新区人民政府 东疆保税港区管理委员会"),
        ("两江新区、重庆高新区、万盛经开区管委会，各区县（自治县）政府要制定方案。", "重庆市", 2020,
         "responsible 两江新区管理委员会 重庆高新技术产业开发区管理委员会 万盛经济技术开发区管理委员会 重庆市各区县（自治县）政府"),
        ("横琴新区管委会、市口岸局、拱北海关要优化通关。", "珠海市", 2016,
         "responsible 横琴新区管理委员会 珠海市口岸办公室 拱北海关"),
        ("建设。（市经贸信息委、市发展改革委、市财政委、市人居环境委）", "深圳市", 2016,
         "responsible 深圳市经济贸易和信息化委员会 深圳市发展和改革委员会 深圳市财政委员会 深圳市人居环境委员会"),
        ("浑南区政府牵头，市服务业委、市外经贸局、沈阳海关配合。", "沈阳市", 2016,
         "lead 沈阳市浑南区人民政府 | support 沈阳市服务业委员会 沈阳市对外贸易经济合作局 沈阳海关"),
        # districts, cities and counties
        ("责任单位：区科技和信息化局（牵头），区发展和改革局、区投促局。", "广州市 黄埔区", 2019,
         "lead 广州市黄埔区科技和信息化局 | support 广州市黄埔区发展和改革局 广州市黄埔区投资促进局"),
        ("由区商务和金融局负责统筹，各园区管委会、各街道配合实施。", "苏州市 虎丘区", 2022,
         "responsible 苏州市虎丘区商务和金融局 | support 苏州市虎丘区各园区管委会 苏州市虎丘区各街道办事处"),
        ("建设。（责任单位：市商务局、有关县（市）政府，各有关镇街、相关区人民政府）", "佛山市", 2019,
         "responsible 佛山市商务局 佛山市有关县（市）政府 佛山市各有关镇街 佛山市相关区人民政府"),
        ("各级政府要把电子商务纳入规划，各级商务、工商、质监部门要密切配合。", "鹰潭市", 2015,
         "responsible 鹰潭市各级政府 | support 鹰潭市各级商务部门 鹰潭市各级工商部门 鹰潭市各级质监部门"),
        ("县扶贫办、县农牧局、县供销联社等部门要结合工作职能，制定具体落实措施。", "成县", 2014,
         "responsible 成县扶贫开发办公室 成县农牧局 成县供销合作社联合社"),
        ("建立健全县电子商务工作联席会议制度，县商务局、县财政局等为成员单位。", "余江县", 2016,
         "lead 余江县电子商务工作联席会议 | support 余江县商务局 余江县财政局"),
        ("领导小组下设办公室在市商务局，办公室主任由市商务局局长兼任。", "张掖市", 2015, "office-host 张掖市商务局"),
        # what binds nobody
        ("市发改委、市商务局等部门联合印发的通知规定，市商务局已建成公共服务平台。", "鹰潭市", 2018, ""),
        ("完善联席会议制度，建立定期联席会议机制，召开部门联席会议。", "余江县", 2016, ""),
        ("到2020年，市商务局认定的示范企业达到20家，市人社局培训人数突破5000人。", "鹰潭市", 2018, ""),
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
        ("推动我市场馆建设，市民办事大厅开设专区，区域中心功能增强。", "鹰潭市", 2018, []),
        ("支持各县市区争取县级发展中心建设，建设市电子商务发展中心大楼。", "鹰潭市", 2018, []),
        ("会同省商务厅、联合省邮政管理局开展示范创建。", "鹰潭市", 2018, ["省商务厅", "省邮政管理局"]),
        ("加强与财政、扶贫部门的信息共享。", "鹰潭市", 2018, ["财政", "扶贫部门"]),
        ("各级商务、工商等部门要加强监管。", "孝感市", 2016, []),
    ],
)  # fmt: skip
def test_agencies_in_running_text(text: str, place: str, year: int, expected: list[str]) -> None:
    """Agencies outside the lexicon are seen by their build; facilities and words that only end like one are not."""
    assert expected == [name.as_written for name, _ in departments(_scope(text, place, year))]


def test_a_short_form_of_several_names_is_less_sure() -> None:
    """文广旅局 has two official names in most provinces; where the province settles it, the name is sure."""
    known = gazetteer()
    anywhere = resolve("文广旅局", known.find("岳阳市", None), 2022)
    settled = resolve("文广旅局", known.find("四平市", None), 2022)

    assert anywhere is not None
    assert settled is not None
    assert ("岳阳市文化广电和旅游局", "四平市文化广播电视和旅游局") == (anywhere.label, settled.label)
    assert anywhere.confidence < 0.85 < settled.confidence
