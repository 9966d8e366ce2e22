"""Sentences of the genre, from other cities, provinces and years, with the targets they state."""

from __future__ import annotations

import pytest

from loaders.rules.scope import Scope, Stance, Unit
from loaders.rules.targets import targets
from ontology.model import Target

#: indicator, value (or low and high), unit, comparator, year, growth
Row = tuple[str, str, str, str, int | None, bool]


def read(
    text: str,
    stance: Stance = Stance.GOAL,
    year: int | None = 2010,
    period: tuple[int | None, int | None] = (None, None),
    titles: tuple[str, ...] = ("主要目标",),
) -> list[Row]:
    """Rows of the targets of one unit of text."""
    unit = Unit(0, len(text), 0, stance, titles, None, None)
    scope = Scope("somewhere-2021", text, (unit,), None, None, year, *period)
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


GOALS: list[tuple[str, list[Row]]] = [
    (
        "到2025年，全省网络零售额力争达到1.2万亿元，年均增长12%左右。",
        [
            ("网络零售额", "1.2", "万亿元", "exactly", 2025, False),
            ("网络零售额年均增长率", "12", "%", "about", 2025, True),
        ],
    ),
    (
        "到2020年底，跨境电子商务进出口额突破50亿美元，网络零售额年均增长20%以上。",
        [
            ("跨境电子商务进出口额", "50", "亿美元", "more-than", 2020, False),
            ("网络零售额年均增长率", "20", "%", "at-least", 2020, True),
        ],
    ),
    (
        "快递业务量突破10亿件，快递业务收入达到80亿元以上。",
        [
            ("快递业务量", "10", "亿件", "more-than", None, False),
            ("快递业务收入", "80", "亿元", "at-least", None, False),
        ],
    ),
    (
        "到2025年，实物商品网上零售额占社会消费品零售总额比重达到27%。",
        [("实物商品网上零售额占社会消费品零售总额比重", "27", "%", "exactly", 2025, False)],
    ),
    (
        "到2018年，全县建成农村淘宝服务站200个以上，行政村覆盖率达到80%，培训5万人次。",
        [
            ("农村淘宝服务站", "200", "个", "at-least", 2018, False),
            ("行政村覆盖率", "80", "%", "exactly", 2018, False),
            ("培训", "5", "万人次", "exactly", 2018, False),
        ],
    ),
    (
        "“十四五”期末，全市电子商务交易额较2020年翻一番。",
        [("电子商务交易额增长率", "1", "番", "exactly", 2025, True)],
    ),
    (
        "到“十三五”末，力争建成省级电子商务示范基地10个、示范企业50家。",
        [
            ("省级电子商务示范基地", "10", "个", "exactly", 2020, False),
            ("示范企业", "50", "家", "exactly", 2020, False),
        ],
    ),
    (
        "到2023年，建成5个以上直播电商基地，培育10家有影响力的MCN机构，孵化100个网红品牌，培训10000名带货达人。",
        [
            ("直播电商基地", "5", "个", "at-least", 2023, False),
            ("有影响力的MCN机构", "10", "家", "exactly", 2023, False),
            ("网红品牌", "100", "个", "exactly", 2023, False),
            ("培训带货达人", "10000", "名", "exactly", 2023, False),
        ],
    ),
    (
        "电子商务交易额年均增速不低于15%，对GDP增长的贡献率超过5%。",
        [
            ("电子商务交易额年均增速", "15", "%", "at-least", None, True),
            ("对GDP增长的贡献率", "5", "%", "more-than", None, False),
        ],
    ),
    (
        "到2015年、2020年，电子商务交易额分别达到1000亿元和3000亿元。",
        [
            ("电子商务交易额", "1000", "亿元", "exactly", 2015, False),
            ("电子商务交易额", "3000", "亿元", "exactly", 2020, False),
        ],
    ),
    (
        "2025年，全市农产品网络零售额和跨境电商进出口额分别突破100亿元、200亿元。",
        [
            ("农产品网络零售额", "100", "亿元", "more-than", 2025, False),
            ("跨境电商进出口额", "200", "亿元", "more-than", 2025, False),
        ],
    ),
    (
        "中小企业电子商务应用普及率由50%提高到80%以上。",
        [("中小企业电子商务应用普及率", "80", "%", "at-least", None, False)],
    ),
    (
        "力争用三年时间，培育年交易额超亿元的电子商务企业20家，其中超10亿元的企业3家。",
        [
            ("年交易额超亿元的电子商务企业", "20", "家", "exactly", 2013, False),
            ("超10亿元的企业", "3", "家", "exactly", 2013, False),
        ],
    ),
    (
        "到2022年，累计培训电商人才3万人次以上，带动就业创业10万人。",
        [
            ("培训电商人才", "3", "万人次", "at-least", 2022, False),
            ("带动就业创业", "10", "万人", "exactly", 2022, False),
        ],
    ),
    (
        "物流成本占GDP的比重下降到14%以下，物流费用率降低3个百分点。",
        [
            ("物流成本占GDP的比重", "14", "%", "at-most", None, False),
            ("物流费用率降低", "3", "个百分点", "exactly", None, True),
        ],
    ),
    (
        "至2020年，力争引进和培育三十家以上电子商务龙头企业，形成三个产值超百亿元的电子商务产业集群。",
        [
            ("电子商务龙头企业", "30", "家", "at-least", 2020, False),
            ("产值超百亿元的电子商务产业集群", "3", "个", "exactly", 2020, False),
        ],
    ),
    (
        "全市网店总数达到5万家，网商从业人员达20万人以上。",
        [
            ("网店总数", "5", "万家", "exactly", None, False),
            ("网商从业人员", "20", "万人", "at-least", None, False),
        ],
    ),
    (
        "90%以上的规模以上企业应用电子商务开展采购和销售。",
        [("应用电子商务开展采购和销售的规模以上企业比例", "90", "%", "at-least", None, False)],
    ),
    (
        "规模以上企业应用电子商务比例不低于80%，应用电子商务完成进出口贸易额占我市进出口贸易总额的10%以上。",
        [
            ("规模以上企业应用电子商务比例", "80", "%", "at-least", None, False),
            ("应用电子商务完成进出口贸易额占我市进出口贸易总额比重", "10", "%", "at-least", None, False),
        ],
    ),
    (
        "到2015年，全省电子商务交易额突破2万亿元，比2012年翻一番，年均增长25%。",
        [
            ("电子商务交易额", "2", "万亿元", "more-than", 2015, False),
            ("电子商务交易额增长率", "1", "番", "exactly", 2015, True),
            ("电子商务交易额年均增长率", "25", "%", "exactly", 2015, True),
        ],
    ),
    (
        "新建县级电商公共服务中心12个，乡镇服务站150个，村级服务点1500个左右。",
        [
            ("县级电商公共服务中心", "12", "个", "exactly", None, False),
            ("乡镇服务站", "150", "个", "exactly", None, False),
            ("村级服务点", "1500", "个", "about", None, False),
        ],
    ),
    (
        "农产品冷链流通率提升至30%左右，农村寄递物流服务覆盖率达100%。",
        [
            ("农产品冷链流通率", "30", "%", "about", None, False),
            ("农村寄递物流服务覆盖率", "100", "%", "exactly", None, False),
        ],
    ),
    (
        "2024年，全市跨境电商综试区新增海外仓10个，面积达到20万平方米。",
        [
            ("跨境电商综试区新增海外仓", "10", "个", "exactly", 2024, False),
            ("面积", "20", "万平方米", "exactly", 2024, False),
        ],
    ),
    (
        "到2025年，电子商务交易额达到46万亿元，全国网上零售额达到17万亿元，相关从业人数达到7000万人。",
        [
            ("电子商务交易额", "46", "万亿元", "exactly", 2025, False),
            ("全国网上零售额", "17", "万亿元", "exactly", 2025, False),
            ("相关从业人数", "7000", "万人", "exactly", 2025, False),
        ],
    ),
    (
        "创建国家级电子商务示范基地1—2个，省级5个以上。",
        [
            ("国家级电子商务示范基地", "1-2", "个", "between", None, False),
            ("省级电子商务示范基地", "5", "个", "at-least", None, False),
        ],
    ),
    (
        "电子商务交易额到2017年达到500亿元，到2020年突破1000亿元。",
        [
            ("电子商务交易额", "500", "亿元", "exactly", 2017, False),
            ("电子商务交易额", "1000", "亿元", "more-than", 2020, False),
        ],
    ),
    (
        "社会消费品零售总额增速高于全国平均水平2个百分点。",
        [("社会消费品零售总额增速", "2", "个百分点", "more-than", None, True)],
    ),
    (
        "网络零售额以年均30%的速度增长。",
        [("网络零售额年均增长率", "30", "%", "exactly", None, True)],
    ),
    (
        "5年内，电子商务服务企业总数超过1000家。",
        [("电子商务服务企业总数", "1000", "家", "more-than", 2015, False)],
    ),
]

TASKS: list[tuple[str, list[Row]]] = [
    (
        "实施电商人才培育计划，每年培训电商人才1万人次，遴选20名电商讲师。",
        [
            ("每年培训电商人才", "1", "万人次", "exactly", None, False),
            ("遴选电商讲师", "20", "名", "exactly", None, False),
        ],
    ),
    (
        "支持企业建设海外仓，到2023年全市海外仓达到30个。",
        [("海外仓", "30", "个", "exactly", 2023, False)],
    ),
    (
        "2022年底前，建设100个社区生鲜自提点，布放智能快件箱2000组。",
        [
            ("社区生鲜自提点", "100", "个", "exactly", 2022, False),
            ("智能快件箱", "2000", "组", "exactly", 2022, False),
        ],
    ),
    (
        "推动500家以上外贸企业上线开展跨境电商业务。",
        [("上线开展跨境电商业务的外贸企业", "500", "家", "at-least", None, False)],
    ),
    (
        "每年组织开展两场以上“网上年货节”活动，每季度举办一次电商沙龙。",
        [
            ("每年开展“网上年货节”活动", "2", "场", "at-least", None, False),
            ("每季度举办电商沙龙", "1", "次", "exactly", None, False),
        ],
    ),
    (
        "每年评选10家电子商务示范企业，给予每家50万元奖励。",
        [("每年评选电子商务示范企业", "10", "家", "exactly", None, False)],
    ),
    (
        "鼓励快递企业下沉服务，力争三年内实现村村通快递，新增村级网点300个（责任单位：市邮政管理局）。",
        [("新增村级网点", "300", "个", "exactly", 2013, False)],
    ),
    (
        "依托现有园区，规划建设3—5个特色鲜明、功能完善的直播电商产业园。",
        [("特色鲜明、功能完善的直播电商产业园", "3-5", "个", "between", None, False)],
    ),
    (
        "引导10个以上产业集群与电商平台对接，打造50个以上线上爆款产品。",
        [
            ("产业集群与电商平台对接", "10", "个", "at-least", None, False),
            ("线上爆款产品", "50", "个", "at-least", None, False),
        ],
    ),
]

NOTHING: list[str] = [
    "大力实施“1515x2工程”和11.121人才梯队项目，推进三网融合和两化融合。",
    "围绕五大工程、三个方面，抓好10项重点任务。",
    "培育一批电子商务企业，打造一个综合平台，形成一站式服务。",
    "支持中国移动12580商城、1号店等平台发展，推广B2C、O2O模式和4G、5G应用。",
    "对新认定的国家级示范企业，一次性给予50万元奖励。",
    "对年销售额超过1000万元的企业，按其投资额的10%给予补助，最高不超过100万元。",
    "位居全国百强第16位，进入全省前10名。",
    "我国电子商务交易额将达18万亿元，是2011年的3倍。",
    "2019年，全市网络零售额达到300亿元，同比增长20%。",
    "破解“城区最后500米”、农村最后1公里物流瓶颈，实现24小时送达。",
    "与青岛、济南两个试点城市的对口企业开展对接。",
    "鼓励五个农产品出口质量安全示范区搭建平台。",
    "推动全市12个县（区）加快发展。",
    "引进年交易额超过10亿元的第三方平台。",
    "实施《电子商务“十二五”发展规划（2011—2015年）》，5月30日前完成。",
    "目前，全市已建成电商园区20个，入驻企业500家。",
    "目标任务由12个部门共同完成。",
]


@pytest.mark.parametrize(("text", "expected"), GOALS, ids=[text[:16] for text, _ in GOALS])
def test_goals(text: str, expected: list[Row]) -> None:
    """A sentence of a goal section states these targets and no others."""
    assert expected == read(text)


@pytest.mark.parametrize(("text", "expected"), TASKS, ids=[text[:16] for text, _ in TASKS])
def test_tasks(text: str, expected: list[Row]) -> None:
    """A sentence of a task states these targets and no others."""
    assert expected == read(text, Stance.TASK, titles=("重点任务",))


@pytest.mark.parametrize("text", NOTHING, ids=[text[:16] for text in NOTHING])
def test_numbers_that_are_no_targets(text: str) -> None:
    """Names, ranks, rewards, the past and the nation's forecasts state no target of the plan."""
    assert [] == read(text, Stance.TASK, 2021, titles=("重点任务",))
