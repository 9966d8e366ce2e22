"""Sentences of forty other plans, 2010 to 2024, with what they commit to and what they only mention."""

from __future__ import annotations

import pytest

from loaders.rules.scope import Scope, Stance, Unit
from loaders.rules.targets import targets
from ontology.model import Target

#: indicator, value (or low and high), unit, comparator, year, growth
Row = tuple[str, str, str, str, int | None, bool]
Period = tuple[int | None, int | None]

OPEN: Period = (None, None)


def read(text: str, stance: Stance, year: int, period: Period) -> list[Row]:
    """Rows of the targets of one unit of text."""
    titles = ("发展目标",) if stance is Stance.GOAL else ("重点任务",)
    unit = Unit(0, len(text), 0, stance, titles, None, None)
    scope = Scope("somewhere", text, (unit,), None, None, year, *period)
    return [row(indicator.label, target) for indicator, target in targets(scope)]


def row(label: str, target: Target) -> Row:
    """The parts of a target that the tables below compare."""
    upper = "" if target.upper_value is None else f"-{target.upper_value}"
    return (
        label,
        f"{target.value}{upper}",
        target.unit,
        target.comparator.value,
        target.due_year,
        target.growth,
    )


GOALS: list[tuple[int, Period, str, list[Row]]] = [
    (
        2012,
        OPEN,
        "到2015年，全市电子商务交易额达到3500亿元，年均增长35%以上，其中网络零售额突破600亿元，占社会消费品零售总额的比重达到12%。",
        [
            ("电子商务交易额", "3500", "亿元", "exactly", 2015, False),
            ("电子商务交易额年均增长率", "35", "%", "at-least", 2015, True),
            ("网络零售额", "600", "亿元", "more-than", 2015, False),
            ("网络零售额占社会消费品零售总额的比重", "12", "%", "exactly", 2015, False),
        ],
    ),
    (
        2015,
        (2015, 2017),
        "三年累计孵化网商5000家，新增就业岗位2万个，农村电商服务站覆盖85%以上的行政村。",
        [
            ("孵化网商", "5000", "家", "exactly", 2017, False),
            ("新增就业岗位", "2", "万个", "exactly", 2017, False),
            ("农村电商服务站覆盖的行政村比例", "85", "%", "at-least", 2017, False),
        ],
    ),
    (
        2021,
        (2021, 2025),
        "到2025年，全省建成省级以上直播电商基地20个，培育头部直播企业30家，带动就业人数超过50万人，直播电商零售额占网络零售额比重提升至20%左右。",
        [
            ("省级以上直播电商基地", "20", "个", "exactly", 2025, False),
            ("头部直播企业", "30", "家", "exactly", 2025, False),
            ("带动就业人数", "50", "万人", "more-than", 2025, False),
            ("直播电商零售额占网络零售额比重", "20", "%", "about", 2025, False),
        ],
    ),
    (
        2018,
        (2018, 2020),
        "苹果、核桃、樱桃网络销售额分别达到5亿元、3亿元和1亿元，农产品上行率达到40%。",
        [
            ("苹果网络销售额", "5", "亿元", "exactly", 2020, False),
            ("核桃网络销售额", "3", "亿元", "exactly", 2020, False),
            ("樱桃网络销售额", "1", "亿元", "exactly", 2020, False),
            ("农产品上行率", "40", "%", "exactly", 2020, False),
        ],
    ),
    (
        2016,
        (2016, 2020),
        "“十三五”期间，全市快递业务量年均增长30%，到2020年达到8亿件，快递末端网点乡镇覆盖率达到100%。",
        [
            ("快递业务量年均增长率", "30", "%", "exactly", 2020, True),
            ("快递业务量", "8", "亿件", "exactly", 2020, False),
            ("快递末端网点乡镇覆盖率", "100", "%", "exactly", 2020, False),
        ],
    ),
    (
        2014,
        OPEN,
        "力争到2016年，在全州建成1个州级电子商务产业园、8个县级电商服务中心、300个村级服务点，电子商务企业超过500家，其中年销售额上千万元的企业20家。",
        [
            ("州级电子商务产业园", "1", "个", "exactly", 2016, False),
            ("县级电商服务中心", "8", "个", "exactly", 2016, False),
            ("村级服务点", "300", "个", "exactly", 2016, False),
            ("电子商务企业", "500", "家", "more-than", 2016, False),
            ("年销售额上千万元的企业", "20", "家", "exactly", 2016, False),
        ],
    ),
    (
        2020,
        (2020, 2022),
        "到2022年，全市限额以上批发零售企业网络销售额占比由2019年的8%提高到15%，实体商圈数字化改造率不低于60%。",
        [
            ("限额以上批发零售企业网络销售额占比", "15", "%", "exactly", 2022, False),
            ("实体商圈数字化改造率", "60", "%", "at-least", 2022, False),
        ],
    ),
    (
        2010,
        OPEN,
        "至2012年底，全区80%以上的规模企业建立网站，50%以上的企业开展网上交易，电子商务从业人员达5000人。",
        [
            ("建立网站的规模企业比例", "80", "%", "at-least", 2012, False),
            ("开展网上交易的企业比例", "50", "%", "at-least", 2012, False),
            ("电子商务从业人员", "5000", "人", "exactly", 2012, False),
        ],
    ),
    (
        2022,
        (2022, 2024),
        "力争三年新增跨境电商主体1000家，跨境电商进出口规模年均增速保持在25%以上，到2024年突破300亿元。",
        [
            ("新增跨境电商主体", "1000", "家", "exactly", 2024, False),
            ("跨境电商进出口规模年均增速", "25", "%", "at-least", 2024, True),
            ("跨境电商进出口规模", "300", "亿元", "more-than", 2024, False),
        ],
    ),
    (
        2017,
        OPEN,
        "2017年，全县实现电子商务交易额15亿元，同比增长40%；农产品网络零售额2亿元以上；培训各类人员3000人次；带动800户建档立卡贫困户增收脱贫。",
        [
            ("电子商务交易额", "15", "亿元", "exactly", 2017, False),
            ("电子商务交易额同比增长率", "40", "%", "exactly", 2017, True),
            ("农产品网络零售额", "2", "亿元", "at-least", 2017, False),
            ("培训人员", "3000", "人次", "exactly", 2017, False),
            ("增收脱贫的建档立卡贫困户", "800", "户", "exactly", 2017, False),
        ],
    ),
    (
        2013,
        (2013, 2015),
        "电子商务交易额年均增长30%以上，2015年达到1500亿元；网商数量翻一番，达到6万家；建成电子商务园区5—8个，总建筑面积100万平方米以上。",
        [
            ("电子商务交易额年均增长率", "30", "%", "at-least", None, True),
            ("电子商务交易额", "1500", "亿元", "exactly", 2015, False),
            ("网商数量增长率", "1", "番", "exactly", 2015, True),
            ("网商数量", "6", "万家", "exactly", 2015, False),
            ("电子商务园区", "5-8", "个", "between", 2015, False),
            ("电子商务园区总建筑面积", "100", "万平方米", "at-least", 2015, False),
        ],
    ),
    (
        2023,
        OPEN,
        "到2025年，基本实现县县有中心、乡乡有网点、村村有服务，村级寄递物流综合服务站覆盖率达到100%，农村网络零售额较2022年增长30%。",
        [
            ("村级寄递物流综合服务站覆盖率", "100", "%", "exactly", 2025, False),
            ("农村网络零售额增长率", "30", "%", "exactly", 2025, True),
        ],
    ),
    (
        2019,
        (2019, 2021),
        "培育年网络零售额超1亿元的企业50家、超5000万元的企业100家、超1000万元的企业300家。",
        [
            ("年网络零售额超1亿元的企业", "50", "家", "exactly", 2021, False),
            ("年网络零售额超5000万元的企业", "100", "家", "exactly", 2021, False),
            ("年网络零售额超1000万元的企业", "300", "家", "exactly", 2021, False),
        ],
    ),
]

TASKS: list[tuple[int, Period, str, list[Row]]] = [
    (
        2018,
        (2018, 2020),
        "推进电商园区提质扩容，新建电商产业园3个，改造提升老园区6个。\n责任单位：市商务局、各县（市、区）人民政府\n完成时限：2019年12月底",
        [
            ("电商产业园", "3", "个", "exactly", 2019, False),
            ("老园区", "6", "个", "exactly", 2019, False),
        ],
    ),
    (
        2015,
        OPEN,
        "加快农村电商网点建设，建设村级服务站400个（牵头单位：市农委，2016年底前完成）。",
        [("村级服务站", "400", "个", "exactly", 2016, False)],
    ),
    (
        2020,
        OPEN,
        "6月底前建成县级电商公共服务中心1个，10月底前完成120个村级站点改造任务。",
        [
            ("县级电商公共服务中心", "1", "个", "exactly", 2020, False),
            ("村级站点", "120", "个", "exactly", 2020, False),
        ],
    ),
    (
        2021,
        (2021, 2023),
        "实施“万名电商人才”培育计划，每年培训返乡青年、农村妇女、退役军人等1.5万人次，选派电商指导员100名。",
        [
            ("每年培训返乡青年、农村妇女、退役军人等", "1.5", "万人次", "exactly", None, False),
            ("选派电商指导员", "100", "名", "exactly", None, False),
        ],
    ),
    (
        2016,
        (2016, 2018),
        "支持快递企业在社区、高校、商务楼宇布放智能快件箱，三年新增智能快件箱3000组，格口达到15万个。",
        [
            ("新增智能快件箱", "3000", "组", "exactly", 2018, False),
            ("格口", "15", "万个", "exactly", 2018, False),
        ],
    ),
    (
        2022,
        (2021, 2025),
        "支持企业布局海外仓，累计建成公共海外仓15个，面积超过20万平方米，服务企业2000家以上。",
        [
            ("公共海外仓", "15", "个", "exactly", None, False),
            ("公共海外仓面积", "20", "万平方米", "more-than", None, False),
            ("服务企业", "2000", "家", "at-least", None, False),
        ],
    ),
    (
        2014,
        OPEN,
        "市财政每年安排1000万元电子商务专项资金，到2016年累计投入不少于3000万元。",
        [
            ("每年安排电子商务专项资金", "1000", "万元", "exactly", None, False),
            ("电子商务专项资金", "3000", "万元", "at-least", 2016, False),
        ],
    ),
    (
        2017,
        OPEN,
        "2018年底前，实现90%以上的乡镇建有快递服务网点，快递服务惠及95%的建制村。",
        [
            ("建有快递服务网点的乡镇比例", "90", "%", "at-least", 2018, False),
            ("快递服务惠及的建制村比例", "95", "%", "exactly", 2018, False),
        ],
    ),
    (
        2024,
        OPEN,
        "年内培育“数商兴农”示范企业20家，打造“一县一品”农产品网络品牌30个，举办“网上年货节”“双品网购节”等促消费活动不少于50场。",
        [
            ("“数商兴农”示范企业", "20", "家", "exactly", 2024, False),
            ("“一县一品”农产品网络品牌", "30", "个", "exactly", 2024, False),
            ("举办“网上年货节”“双品网购节”等促消费活动", "50", "场", "at-least", 2024, False),
        ],
    ),
    (
        2011,
        OPEN,
        "力争在两年内，引导500家以上中小企业入驻第三方电子商务平台，扶持10家电子商务服务商做大做强。",
        [
            ("入驻第三方电子商务平台的中小企业", "500", "家", "at-least", 2013, False),
            ("电子商务服务商", "10", "家", "exactly", 2013, False),
        ],
    ),
    (
        2019,
        OPEN,
        "完善冷链物流体系，到2020年新增冷库库容10万吨，新增冷藏车200辆，果蔬冷链流通率达到25%以上。",
        [
            ("新增冷库库容", "10", "万吨", "exactly", 2020, False),
            ("新增冷藏车", "200", "辆", "exactly", 2020, False),
            ("果蔬冷链流通率", "25", "%", "at-least", 2020, False),
        ],
    ),
    (
        2013,
        (2013, 2017),
        "依托职业院校，五年累计培养电子商务专业人才2万人，轮训企业负责人5000人次。",
        [
            ("培养电子商务专业人才", "2", "万人", "exactly", 2017, False),
            ("轮训企业负责人", "5000", "人次", "exactly", 2017, False),
        ],
    ),
    (
        2021,
        (2021, 2025),
        "推动商贸流通企业“上云用数赋智”，每年新增上云企业500家，到2023年打造10个以上智慧商圈、100条智慧街区。",
        [
            ("每年新增上云企业", "500", "家", "exactly", None, False),
            ("智慧商圈", "10", "个", "at-least", 2023, False),
            ("智慧街区", "100", "条", "exactly", 2023, False),
        ],
    ),
    (
        2016,
        OPEN,
        "加快跨境电商综合试验区建设，2017年跨境电商进出口额达到50亿美元，2018年突破80亿美元。",
        [
            ("跨境电商进出口额", "50", "亿美元", "exactly", 2017, False),
            ("跨境电商进出口额", "80", "亿美元", "more-than", 2018, False),
        ],
    ),
]

NOTHING: list[tuple[int, str]] = [
    (2019, "对年度培训电商人才超过500人次的机构，按每人300元给予补贴，最高30万元。"),
    (2016, "市政府督查室每半年组织一次专项督查，每月调度一次工作进展，按季度通报。"),
    (2020, "对单户贷款500万元以下的电商企业，给予不超过50%的贴息，期限不超过2年。"),
    (2018, "每引进1家国内电商百强企业，给予招商主体20万元奖励；每新增1个淘宝村，奖励10万元。"),
    (2021, "对经营面积1000平方米以上、入驻企业20家以上的直播基地，一次性补助50万元。"),
    (2015, "领导小组每季度召开1次联席会议，研究解决重大问题。"),
    (2013, "截至2012年底，全市已有电商企业1200家，从业人员3万人，网络零售额80亿元。"),
    (2017, "入驻园区的企业，前三年免收租金，后两年减半收取，每户补贴面积最多不超过200平方米。"),
    (2022, "获得省级数字商务企业称号的，奖励20万元；首次纳入限额以上统计的，奖励5万元。"),
    (2014, "实施“百企千店万人”工程，推动“一村一品一店”建设。"),
    (2023, "对在库人才不少于10名、年服务企业超过50家的运营机构予以认定。"),
    (2012, "以“十大产业集群”为重点，发挥38个专业市场优势，推动第三方平台发展。"),
    (2020, "开展为期3个月的网络市场专项整治，抽查网店不少于两次，投诉7个工作日内办结。"),
]


@pytest.mark.parametrize(("year", "period", "text", "expected"), GOALS, ids=[case[2][:14] for case in GOALS])
def test_goals(year: int, period: Period, text: str, expected: list[Row]) -> None:
    """A goal states these targets and no others."""
    assert expected == read(text, Stance.GOAL, year, period)


@pytest.mark.parametrize(("year", "period", "text", "expected"), TASKS, ids=[case[2][:14] for case in TASKS])
def test_tasks(year: int, period: Period, text: str, expected: list[Row]) -> None:
    """A task states these targets and no others."""
    assert expected == read(text, Stance.TASK, year, period)


@pytest.mark.parametrize(("year", "text"), NOTHING, ids=[text[:14] for _, text in NOTHING])
def test_what_is_no_target(year: int, text: str) -> None:
    """Subsidies and their conditions, routines of supervision, the past and names commit to nothing."""
    assert [] == read(text, Stance.TASK, year, OPEN)
