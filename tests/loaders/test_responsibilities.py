"""Who answers for what: explicit lists in all their forms, and sentences that bind a department."""

from __future__ import annotations

from functools import partial

import pytest

from loaders.names.places import gazetteer
from loaders.rules.responsibilities import Duty, responsibilities
from loaders.rules.scope import Scope, Stance, Unit
from ontology.model import ResourceId
from tests.timing import grows_in_line


def _duties(text: str, place: str | None, year: int = 2016, *, issuer: str | None = None) -> tuple[Duty, ...]:
    unit = Unit(0, len(text), 0, Stance.TASK, ("一",), None, ResourceId("measure/x/1"))
    division = gazetteer().find(place) if place else None
    return responsibilities(Scope("x", text, (unit,), division, issuer, year, None, None))


def _said(text: str, place: str | None, year: int = 2016) -> str:
    """Duties as ``role name name | role name``, roles in the order of their first mention."""
    roles: dict[str, list[str]] = {}
    for duty in sorted(_duties(text, place, year), key=lambda duty: duty.name_passages[0].start):
        roles.setdefault(duty.role.value, []).append(duty.as_written)
    return " | ".join(" ".join([role, *names]) for role, names in roles.items())


@pytest.mark.parametrize(
    ("text", "place", "expected"),
    [
        ("建设平台。（责任单位：经信委、电信公司、有线公司）　　6．电子支付", "常州市", "responsible 经信委 电信公司 有线公司"),
        ("推进。（商务部牵头，发展改革委、财政部等按职责分工负责）", None, "lead 商务部 | responsible 发展改革委 财政部"),
        ("完善。（商务部、人民银行、海关总署按职责分工负责）", None, "responsible 商务部 人民银行 海关总署"),
        ("加快。（中央网信办牵头，商务部、国家邮政局等参与，各省级人民政府负责）", None,
         "lead 中央网信办 | support 商务部 国家邮政局 | responsible 各省级人民政府"),
        ("建设。（省商务厅牵头，省发展改革委、各市人民政府配合，2016年底前完成）", "山东省",
         "lead 省商务厅 | support 省发展改革委 各市人民政府"),
        ("建设。（牵头单位：市商务委；配合单位：市财政局、各区、县（市）政府；完成时限：2016年6月）", "杭州市",
         "lead 市商务委 | support 市财政局 各区、县（市）政府"),
        ("建设。\n牵头单位：市商务委\n责任单位：市财政局，各区、县（市）政府\n完成时限：2016年", "杭州市",
         "lead 市商务委 | responsible 市财政局 各区、县（市）政府"),
        ("主责单位：市商务局；配合单位：各县区、开发区管委会，市财政局2016年底前完成", "烟台市",
         "lead 市商务局 | support 各县区 开发区管委会 市财政局"),
        ("牵头单位：市商务局，责任单位：市发改委、市工信委，各县区人民政府", "南昌市",
         "lead 市商务局 | responsible 市发改委 市工信委 各县区人民政府"),
        ("建设。（市商务局、市财政局，列第一位者为牵头单位）", "厦门市", "lead 市商务局 | responsible 市财政局"),
        ("建设。[责任单位：市商务委、市财政局，排在首位的为牵头单位，其他为配合单位]", "成都市",
         "lead 市商务委 | support 市财政局"),
        ("建设。（市商务局、市财政局、各区政府）\n二、保障", "厦门市", "responsible 市商务局 市财政局 各区政府"),
        ("建设。责任单位：市商务局、市财政局、各区政府。", "厦门市", "responsible 市商务局 市财政局 各区政府"),
        ("建设（市商务局（牵头）、市财政局、火炬管委会）", "厦门市", "lead 市商务局 | support 市财政局 火炬管委会"),
        ("建设。【责任单位：县商务局，邮政公司，各镇（街道）；完成时间：长期】", "沛县",
         "responsible 县商务局 邮政公司 各镇（街道）"),
        ("建设。〔市商务委会同市发改委、市经信委负责〕", "成都市", "lead 市商务委 | support 市发改委 市经信委"),
        ("建设。（县商务局牵头，县供销社、邮政公司、各镇人民政府配合）", "沛县",
         "lead 县商务局 | support 县供销社 邮政公司 各镇人民政府"),
        ("培养。（责任单位：市人力社保局、团市委、市妇联、义乌工商学院）", "义乌市",
         "responsible 市人力社保局 团市委 市妇联 义乌工商学院"),
        ("共享。（责任领导：张三；责任单位：市商务局、市邮政局）", "孝感市", "responsible 市商务局 市邮政局"),
        ("配送（市交委、市商务委，各区县（自治县）人民政府）。", "重庆市",
         "responsible 市交委 市商务委 各区县（自治县）人民政府"),
        ("平台。（自治区商务厅、发展改革委，各地、州、市人民政府（行政公署）按职责分工负责）", "新疆维吾尔自治区",
         "responsible 自治区商务厅 发展改革委 各地、州、市人民政府（行政公署）"),
        ("支持平台（网站）建设，发展B2B（企业间）业务，鼓励各县（市、区）创建（企业负责）。", "厦门市", ""),
    ],
)  # fmt: skip
def test_explicit_lists(text: str, place: str | None, expected: str) -> None:
    """Labels, verbs, notes and brackets of every width tell owners and roles."""
    assert expected == _said(text, place)


@pytest.mark.parametrize(
    ("text", "place", "expected"),
    [
        ("成立常州市电子商务工作领导小组。由市政府领导任组长，市有关部门为领导小组成员，领导小组办公室设在市商务局。", "常州市",
         "lead 常州市电子商务工作领导小组 | support 市有关部门 | office-host 市商务局"),
        ("领导小组下设办公室挂靠市经贸委，负责日常工作。", "泉州市", "office-host 市经贸委"),
        ("领导小组办公室（设在市商务局）负责日常工作。", "泰州市", "office-host 市商务局"),
        ("在市信息消费工作领导小组统一领导下协调推进全市电子商务工作。", "济宁市", "lead 市信息消费工作领导小组"),
        ("市商务部门负责流通领域电子商务发展；市人行负责协调完善网上支付体系。", "济宁市", "responsible 市商务部门 市人行"),
        ("市发展改革、国土资源、质监等部门要在各自的职权范围内，做好监督管理。", "济宁市",
         "responsible 市发展改革 国土资源 质监"),
        ("工商部门依法对网络商品行为实施监管。", "泉州市", "regulator 工商部门"),
        ("市直各部门及各县（市、区）、泉州开发区要结合本地区的实际情况，制定工作计划。", "泉州市",
         "responsible 市直各部门 各县（市、区） 泉州开发区"),
        ("市直相关部门和单位强化协同协作意识，密切配合，全力推动。", "泉州市", "support 市直相关部门和单位"),
        ("每年认定重点示范企业，由市政府给予奖励。", "济宁市", "responsible 市政府"),
        ("由市商务局牵头，会同市财政局、市统计局制定实施细则，报市政府批准后实施。", "苏州市",
         "lead 市商务局 | support 市财政局 市统计局"),
        ("省商务厅要会同省发展改革委、财政厅等部门制定具体办法。", "河南省", "lead 省商务厅 | support 省发展改革委 财政厅"),
        ("建立由市商务局牵头，市发改、经信、邮政等部门参加的联席会议制度。", "临沂市",
         "lead 市商务局 | support 市发改 经信 邮政"),
        ("研究建立商务、发改以及国税、外管等多部门共同参与的联席会议制度，办公室设在市商务局。", "青岛市",
         "support 商务 发改 国税 外管 | office-host 市商务局"),
        ("商务主管部门要切实担负起牵头部门责任，密切与相关部门的协作配合。", "青岛市", "lead 商务主管部门"),
        ("发挥各级商务主管部门对电子商务工作的协调指导作用。", "枣庄市", "coordinator 各级商务主管部门"),
        ("省商务厅负责电子商务发展的综合协调工作，省财政厅要落实扶持政策。", "浙江省",
         "coordinator 省商务厅 | responsible 省财政厅"),
        ("市统计局要建立统计制度，市商务局予以配合。", "常州市", "responsible 市统计局 | support 市商务局"),
        ("各县（市）、区政府，高新区管委会负责本辖区工作。", "石家庄市", "responsible 各县（市）、区政府 高新区管委会"),
        ("省通信管理局、中国电信广东公司负责落实。", "广东省", "responsible 省通信管理局 中国电信广东公司"),
        ("市电子商务发展办公室要加强指导。", "金华市", "responsible 市电子商务发展办公室"),
        ("市直有关部门按照职责分工，密切配合，抓好落实。", "烟台市", "responsible 市直有关部门"),
        ("由市电子商务协会负责组织培训。", "烟台市", "responsible 市电子商务协会"),
        ("市政府成立电子商务工作领导小组，由市长任组长。", "烟台市", "lead 电子商务工作领导小组"),
        ("市商务局、市财政局等为成员单位，联席会议办公室设在市商务局。", "长沙市",
         "support 市商务局 市财政局 | office-host 市商务局"),
        ("各县区政府是电子商务工作的责任主体。", "南阳市", "responsible 各县区政府"),
        # what binds nobody
        ("鼓励各县（市、区）、泉州开发区创新招商方式，支持企业向海关申报。", "泉州市", ""),
        ("根据商务部、财政部要求，组织企业参加商务部举办的大会。", "枣庄市", ""),
        ("市商务局的网站开设专栏，市政府领导任组长，市商务局局长任副组长。", "无锡市", ""),
        ("市商务局、市财政局《关于支持电子商务发展的通知》明确的政策继续执行。", "济南市", ""),
        ("企业要加强自律，各市场主体要守法经营，市、县两级财政设立专项资金。", "泉州市", ""),
        ("省商务厅加强指导。", "常州市", ""),
    ],
)  # fmt: skip
def test_sentences(text: str, place: str | None, expected: str) -> None:
    """A department that begins a clause and is bound by it has a duty; a mention has none."""
    assert expected == _said(text, place, 2014)


def test_evidence_holds_the_words() -> None:
    """The first passage is the list with its brackets, the second the name in it."""
    text = "建设平台。（责任单位：经信委、各辖市区政府）"
    duties = _duties(text, "常州市", 2014)
    assert ["（责任单位：经信委、各辖市区政府）", "各辖市区政府"] == [
        p.exact for p in duties[1].evidence.passages
    ]
    assert "responsibility/bracket-list" == duties[1].evidence.found_by
    assert all(text[p.start : p.end] == p.exact for duty in duties for p in duty.evidence.passages)


def test_sentences_are_less_sure_than_lists() -> None:
    """No guess is shown as certain."""
    listed = _duties("建设。（责任单位：市商务局）", "常州市")[0].evidence.confidence
    said = _duties("市商务局加强指导。", "常州市")[0].evidence.confidence
    assert said < listed


def test_a_collective_written_bare_is_the_one_written_in_full() -> None:
    """各辖市区 is 各辖市区政府 where the document writes both."""
    duties = _duties("推进。（责任单位：各辖市区政府）各辖市区建立健全工作机制。", "常州市", 2014)
    assert {"常州市各辖市区政府"} == {duty.name.label for duty in duties}


def test_a_note_makes_the_first_of_every_list_the_lead() -> None:
    """注：各项任务列第一位的为牵头单位 holds for all lists of the document."""
    text = "注：各项任务列第一位的单位为牵头单位。\n建设。（责任单位：市商务局、市财政局）"
    assert "lead 市商务局 | responsible 市财政局" == _said(text, "厦门市")


def test_units_without_a_measure_bind_nobody() -> None:
    """The addressees of a notice have no duty."""
    text = "各县（市、区）人民政府要认真组织实施。"
    unit = Unit(0, len(text), 0, Stance.PREAMBLE, (), None, None)
    scope = Scope("x", text, (unit,), gazetteer().find("泉州市"), None, 2014, None, None)
    assert () == responsibilities(scope)


def test_divisions_of_a_department_belong_to_it() -> None:
    """In a department's own plan 电子商务处 is a division of that department."""
    text = "建设。（责任处室：电子商务处、外贸处）"
    duties = _duties(text, "青岛市", 2014, issuer="青岛市商务局")
    assert ["青岛市商务局电子商务处", "青岛市商务局外贸处"] == [duty.name.label for duty in duties]


def test_twenty_names_in_a_bracket() -> None:
    """Nothing is lost in long lists."""
    names = [
        "市发改委",
        "市经信委",
        "市教育局",
        "市科技局",
        "市公安局",
        "市民政局",
        "市司法局",
        "市财政局",
        "市人社局",
        "市国土局",
        "市环保局",
        "市住建局",
        "市交通局",
        "市农业局",
        "市商务局",
        "市文广新局",
        "市卫计委",
        "市审计局",
        "市统计局",
        "市旅游局",
    ]
    duties = _duties(f"建设。（责任单位：{'、'.join(names)}）", "泰州市", 2015)
    assert names == [duty.as_written for duty in duties]
    assert 20 == len({duty.name.id for duty in duties})


@pytest.mark.parametrize(
    ("words", "count", "end"),
    [
        ("由市商务局", 400, ""),
        ("（牵头单位：", 400, ""),
        ("各县（市、区）、", 400, ""),
        ("成立", 1_000, "领导小组"),
        ("（", 2_000, ""),
    ],
)
def test_hostile_text_takes_linear_time(words: str, count: int, end: str) -> None:
    """Repetitions of what opens a list or a sentence do not blow up."""
    assert grows_in_line(lambda times: partial(_duties, words * times + end, "常州市"), count)
