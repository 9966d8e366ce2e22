"""Plans of cities that were never written, for measuring: varied, in the genre's grammar, by a seed.

``python -m benchmarks.corpus 1000 FOLDER`` writes a thousand plans of about the size of Changzhou's
(14 kB, 17 measures, 65 duties). The same number and seed give the same bytes.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from random import Random
from typing import Final

from loaders.names.divisions import rows
from ontology.identifiers import slug
from ontology.model import PlaceLevel

__all__ = ["plan", "sentence", "write_corpus"]

_FIELDS: Final = (
    "电子商务", "跨境电子商务", "农村电子商务", "现代物流", "数字商务", "智慧物流", "网络零售", "服务贸易",
)  # fmt: skip
_BODIES: Final = (
    "市商务局", "市发改委", "市经信委", "市财政局", "市科技局", "市人社局", "市教育局", "市交通运输局", "市工商局",
    "市质监局", "市公安局", "市农委", "市旅游局", "市统计局", "市金融办", "市邮政管理局", "市国税局", "市地税局",
    "市规划局", "市国土局", "人民银行市中心支行", "市委宣传部", "团市委", "市供销社", "各区人民政府", "市海关",
)  # fmt: skip
_ACTIONS: Final = (
    "支持", "引导", "推动", "鼓励", "加快", "培育", "扶持", "组织", "协助", "促进",
)  # fmt: skip
_OBJECTS: Final = (
    "传统制造企业开设网上旗舰店", "专业市场建设网上交易平台", "大型商贸企业开展线上线下融合", "快递企业在社区设立末端网点",
    "涉农企业和专业合作社开展网上销售", "电子商务企业入驻产业园区", "第三方支付机构拓展移动支付应用", "外贸企业开展跨境网上零售",
    "高等院校与企业共建实训基地", "旅游企业发展在线预订", "中小企业应用第三方平台", "物流园区建设公共信息平台",
)  # fmt: skip
_AIMS: Final = (
    "完善公共服务体系", "降低企业经营成本", "形成一批区域品牌", "提高配送效率", "扩大网上消费", "带动就业和创业",
    "优化信用环境", "提升产业集聚水平", "健全统计监测制度", "规范网络交易秩序",
)  # fmt: skip
_WAYS: Final = (
    "建立联席会议制度，定期研究解决发展中的重大问题", "安排专项资金，对符合条件的项目给予补助", "加强人才引进和培训，开展多层次的职业教育",
    "推广电子发票和电子合同应用", "完善城乡配送网络，建设共同配送中心", "落实国家税收优惠政策，减轻企业负担",
    "建设信用信息平台，开展诚信企业评定", "举办创业大赛和供需对接会", "鼓励金融机构开发适合网商的信贷产品",
)  # fmt: skip
_PLATFORMS: Final = ("淘宝网", "天猫", "京东商城", "苏宁易购", "阿里巴巴", "敦煌网", "1号店", "携程网")
_TOPICS: Final = (
    "示范企业培育工程", "公共平台建设工程", "物流配送提升工程", "人才培养工程", "农村电商普及工程", "跨境贸易拓展工程",
    "园区集聚工程", "信用体系建设工程",
)  # fmt: skip
_PRINCIPLES: Final = (
    "坚持市场主导与政府引导相结合", "坚持普及应用与创新发展相结合", "坚持重点突破与整体推进相结合", "坚持规范管理与优化环境相结合",
)  # fmt: skip
_SAFEGUARDS: Final = ("加强组织领导", "加大政策扶持", "强化人才支撑", "优化发展环境", "完善统计监测")
_CHINESE: Final = "一二三四五六七八九十"


def plan(city: str, number: int, random: Random) -> str:
    """Text of a plan of a city (``常州市``); ``number`` is its document number."""
    field = random.choice(_FIELDS)
    start = random.randint(2012, 2020)
    title = f"{city}{field}发展三年行动计划（{start}—{start + 2}年）"
    issuer = f"{city}人民政府"
    year = start
    lines = [
        title,
        f"{city[0]}政发〔{year}〕{number}号",
        "各县（市、区）人民政府，市各委办局、直属单位：",
        f"《{title}》已经市政府同意，现予印发，请认真组织实施。",
        issuer,
        f"{year}年{random.randint(1, 12)}月{random.randint(1, 28)}日",
        f"为加快{field}发展，推动全市经济转型升级，根据国家有关规定，结合我市实际，制定本计划。",
        "一、指导思想",
        f"深入贯彻落实科学发展观，以{random.choice(_OBJECTS)}为重点，{random.choice(_AIMS)}，{random.choice(_AIMS)}。",
        "二、基本原则",
    ]
    for index, principle in enumerate(random.sample(_PRINCIPLES, 3), 1):
        lines.append(f"{index}．{principle}。{sentence(random)}")
    lines += ["三、目标任务", _targets(field, start + 2, random), "四、重点任务"]
    for chapter, topic in enumerate(random.sample(_TOPICS, 5)):
        lines.append(f"（{_CHINESE[chapter]}）{topic}")
        for index in range(1, random.randint(2, 3) + 1):
            lines.append(_measure(index, random))
    lines.append("五、保障措施")
    for index, name in enumerate(random.sample(_SAFEGUARDS, 4)):
        owners = "、".join(random.sample(_BODIES, 3))
        lines.append(
            f"（{_CHINESE[index]}）{name}。{sentence(random)}{sentence(random)}（责任单位：{owners}）"
        )
    return "\n".join(lines) + "\n"


def sentence(random: Random) -> str:
    """A sentence of a plan: who does what, what for and how."""
    return f"{random.choice(_ACTIONS)}{random.choice(_OBJECTS)}，{random.choice(_AIMS)}，{random.choice(_WAYS)}。"


def _targets(field: str, due: int, random: Random) -> str:
    volume, growth = random.randint(3, 90) * 100, random.randint(15, 45)
    return (
        f"到{due}年，全市{field}交易额突破{volume}亿元，年均增长{growth}%以上；"
        f"网络零售额达到{volume // 5}亿元，占社会消费品零售总额的比重超过{random.randint(8, 30)}%；"
        f"规模以上企业电子商务应用普及率达到{random.randint(60, 95)}%；"
        f"建成{random.randint(3, 12)}个电子商务产业园，培育{random.randint(10, 80)}家示范企业，"
        f"引进和培训各类人才{random.randint(1, 9)}万人次，快递业务量达到{random.randint(2, 90)}亿件。"
    )


def _measure(index: int, random: Random) -> str:
    names = "、".join(random.sample(_PLATFORMS, 2))
    owners = "、".join(random.sample(_BODIES, random.randint(3, 6)))
    sentences = "".join(sentence(random) for _ in range(random.randint(2, 4)))
    goal = f"每年新增{random.randint(5, 60)}家应用企业。" if random.random() < 0.5 else ""
    return (
        f"{index}．{random.choice(_ACTIONS)}{random.choice(_OBJECTS)}。{sentences}"
        f"加强与{names}等知名平台合作。{goal}（责任单位：{owners}）"
    )


def write_corpus(number: int, folder: Path, seed: int = 2014) -> None:
    """Write ``number`` plans into a folder, each named by its city and number."""
    random = Random(seed)  # noqa: S311 no secret
    cities = [
        (row.name, slug(row.short))
        for row in rows()
        if row.current and row.level is PlaceLevel.PREFECTURE and row.name.endswith("市")
    ]
    folder.mkdir(parents=True, exist_ok=True)
    for index in range(number):
        name, stem = random.choice(cities)
        path = folder / f"{stem}-{index + 1:05d}.txt"
        path.write_text(plan(name, index % 300 + 1, random), encoding="utf-8")


def main() -> None:
    """Write a corpus from the command line."""
    parser = argparse.ArgumentParser(description=__doc__, prog="python -m benchmarks.corpus")
    parser.add_argument("number", type=int, help="how many plans")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--seed", type=int, default=2014)
    options = parser.parse_args()
    write_corpus(options.number, options.folder, options.seed)


if __name__ == "__main__":
    main()
