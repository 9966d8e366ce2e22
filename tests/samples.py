"""A small plan with everything in it, built by hand: the sample that all folders' tests share.

`sample_facts` gives the facts of one made-up plan of 常州市; `second_facts` a second one of 济宁市 that
shares a platform and an indicator kind with it. Passages are found in the text, never counted by hand.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from decimal import Decimal

from ontology.identifiers import named, resource, slug
from ontology.model import (
    CitedDocument,
    Comparator,
    ConceptId,
    Doubt,
    Evidence,
    Facts,
    Indicator,
    Measure,
    MeasureKind,
    Mention,
    Nature,
    Organization,
    OrganizationKind,
    Park,
    Passage,
    Place,
    PlaceLevel,
    Plan,
    Platform,
    Programme,
    Project,
    ResourceId,
    Responsibility,
    Role,
    Section,
    Source,
    Tag,
    Target,
)

__all__ = ["SAMPLE_TEXT", "SECOND_TEXT", "Finder", "sample_facts", "second_facts"]

SAMPLE_TEXT = """常州市电子商务发展行动计划（2014-2016年）
常政办发〔2014〕1号
常州市人民政府
2014年3月5日
为贯彻《国务院关于促进信息消费扩大内需的若干意见》，制定本计划。
一、发展目标
到2016年，全市电子商务交易额超过3000亿元，网络零售额达到200亿至300亿元。
二、重点任务
（一）建设电子商务园区
支持常州电子商务产业园引进淘宝等平台，培训电子商务人才1万人次。（牵头单位：市商务局；责任单位：市经信委、市财政局）
（二）完善物流配送
鼓励阿里巴巴在我市设立物流中心。
附表 重点项目
1 武进物流中心 新建 江苏武进物流有限公司 建设仓库 2014-2015 5000万元 已开工
2 常州商品交易平台 在建 江苏武进物流有限公司 建设平台 2014-2016 3000万元 前期工作
合计 8000万元
"""

SECOND_TEXT = """济宁市电子商务发展规划（2014-2018年）
一、目标
到2018年，全市电子商务交易总额达到0.2万亿元。
二、任务
1．发展平台。依托淘宝开设地方特色馆。（市商务局、市经济和信息化委）
"""


class Finder:
    """Finds passages in a text: ``at("words")`` is the first place where they stand."""

    def __init__(self, text: str) -> None:
        self.text = text

    def passage(self, words: str, after: str = "") -> Passage:
        """First occurrence of ``words`` that does not lie before ``after``."""
        start = self.text.index(words, self.text.index(after) if after else 0)
        return Passage(start, start + len(words), words)

    def at(self, *words: str, after: str = "", confidence: float = 0.9, rule: str = "sample") -> Evidence:
        """Evidence of one passage per argument."""
        return Evidence(tuple(self.passage(item, after) for item in words), confidence, rule)


def _department(find: Finder, city: str, name: str, function: str, written: str) -> Organization:
    return Organization(
        id=resource("org", slug(city), slug(name.removeprefix(city + "市"))),
        label=name,
        kind=OrganizationKind.DEPARTMENT,
        function=ConceptId(function),
        place=resource("place", slug(city)),
        alt_labels=(written,),
        collective=False,
        evidence=find.at(written),
    )


def _enterprise(find: Finder, key: ResourceId, name: str) -> Organization:
    kind = OrganizationKind.ENTERPRISE
    return Organization(key, name, kind, None, None, (), collective=False, evidence=find.at(name))


def _indicator(find: Finder, name: str, kind: str) -> Indicator:
    return Indicator(resource("indicator", named(name)), name, ConceptId(kind), find.at(name))


def _source(name: str, text: str) -> Source:
    return Source(name, hashlib.sha256(text.encode()).hexdigest(), "utf-8", "text/plain")


def sample_facts() -> Facts:
    """Facts of a plan of two sections, two measures, three departments, targets, projects and mentions."""
    find = Finder(SAMPLE_TEXT)
    key = "changzhou-2014"
    place = resource("place", "changzhou")
    section = resource("section", key, "2")
    parks, logistics = resource("measure", key, "2.1"), resource("measure", key, "2.2")
    commerce = _department(find, "常州", "常州市商务局", "function/commerce", "市商务局")
    industry = _department(find, "常州", "常州市经济和信息化委员会", "function/industry-it", "市经信委")
    finance = _department(find, "常州", "常州市财政局", "function/finance", "市财政局")
    government = Organization(
        resource("org", "changzhou", "renminzhengfu"),
        "常州市人民政府",
        OrganizationKind.GOVERNMENT,
        None,
        place,
        (),
        collective=False,
        evidence=find.at("常州市人民政府"),
    )
    builder = _enterprise(find, resource("org", named("江苏武进物流有限公司")), "江苏武进物流有限公司")
    alibaba = _enterprise(find, resource("org", "alibaba"), "阿里巴巴")
    taobao = Platform(resource("platform", "taobao"), "淘宝网", ("淘宝",), alibaba.id, find.at("淘宝"))
    park = Park(
        resource("park", named("常州电子商务产业园")),
        "常州电子商务产业园",
        (),
        place,
        find.at("常州电子商务产业园"),
    )
    basis = CitedDocument(
        resource("document", named("国务院关于促进信息消费扩大内需的若干意见")),
        "国务院关于促进信息消费扩大内需的若干意见",
        None,
        find.at("《国务院关于促进信息消费扩大内需的若干意见》"),
    )
    plan = Plan(
        id=resource("plan", key),
        title="常州市电子商务发展行动计划（2014-2016年）",
        number="常政办发〔2014〕1号",
        issued=dt.date(2014, 3, 5),
        creators=(government.id,),
        place=place,
        start_year=2014,
        end_year=2016,
        based_on=(basis.id,),
        evidence=find.at("常州市电子商务发展行动计划（2014-2016年）", "常政办发〔2014〕1号"),
    )
    sentence = "（牵头单位：市商务局；责任单位：市经信委、市财政局）"

    def responsible(organization: Organization, role: Role, written: str) -> Responsibility:
        return Responsibility(
            resource("responsibility", key, "2.1", organization.id.rpartition("/")[2], role.value),
            parks,
            organization.id,
            role,
            written,
            find.at(written, sentence),
        )

    volume = _indicator(find, "电子商务交易额", "indicator/transaction-volume")
    retail = _indicator(find, "网络零售额", "indicator/online-retail-sales")
    trained = _indicator(find, "培训电子商务人才", "indicator/people-trained")
    programme = Programme(
        resource("programme", key, "annex"),
        "重点项目",
        Decimal(8000),
        None,
        (logistics,),
        find.at("附表 重点项目", "合计 8000万元"),
    )

    def project(number: int, name: str, nature: Nature, content: str, years: str, money: str) -> Project:
        start, end = years.split("-")
        row = next(line for line in SAMPLE_TEXT.splitlines() if line.startswith(f"{number} {name}"))
        return Project(
            resource("project", key, str(number)),
            number,
            name,
            nature,
            content,
            Decimal(money),
            int(start),
            int(end),
            row.rpartition(" ")[2],
            (builder.id,),
            programme.id,
            find.at(row),
        )

    return Facts(
        source=_source("changzhou-2014.txt", SAMPLE_TEXT),
        text=SAMPLE_TEXT,
        plan=plan,
        places=(Place(place, "常州市", PlaceLevel.PREFECTURE, "320400", None, find.at("常州市")),),
        organizations=(commerce, industry, finance, government, builder, alibaba),
        platforms=(taobao,),
        parks=(park,),
        cited=(basis,),
        sections=(
            Section(
                resource("section", key, "1"), "一、", "发展目标", 1, 1, plan.id, find.at("一、发展目标")
            ),
            Section(section, "二、", "重点任务", 1, 2, plan.id, find.at("二、重点任务")),
        ),
        measures=(
            Measure(
                parks,
                "建设电子商务园区",
                section,
                1,
                MeasureKind.TASK,
                "支持常州电子商务产业园引进淘宝等平台，培训电子商务人才1万人次。",
                (Tag(ConceptId("topic/parks"), find.at("园区")),),
                (Tag(ConceptId("instrument/supply/infrastructure"), find.at("产业园")),),
                find.at("（一）建设电子商务园区"),
            ),
            Measure(
                logistics,
                "完善物流配送",
                section,
                2,
                MeasureKind.TASK,
                "鼓励阿里巴巴在我市设立物流中心。",
                (Tag(ConceptId("topic/logistics"), find.at("物流")),),
                (),
                find.at("（二）完善物流配送"),
            ),
        ),
        responsibilities=(
            responsible(commerce, Role.LEAD, "市商务局"),
            responsible(industry, Role.RESPONSIBLE, "市经信委"),
            responsible(finance, Role.RESPONSIBLE, "市财政局"),
        ),
        indicators=(volume, retail, trained),
        targets=(
            Target(
                resource("target", key, "1"),
                volume.id,
                Decimal(3000),
                None,
                "亿元",
                Comparator.MORE_THAN,
                growth=False,
                due_year=2016,
                measure=None,
                normalized_value=Decimal(300_000_000_000),
                normalized_unit="yuan",
                evidence=find.at("电子商务交易额超过3000亿元"),
            ),
            Target(
                resource("target", key, "2"),
                retail.id,
                Decimal(200),
                Decimal(300),
                "亿元",
                Comparator.BETWEEN,
                growth=False,
                due_year=2016,
                measure=None,
                normalized_value=Decimal(20_000_000_000),
                normalized_unit="yuan",
                evidence=find.at("网络零售额达到200亿至300亿元"),
            ),
            Target(
                resource("target", key, "3"),
                trained.id,
                Decimal(1),
                None,
                "万人次",
                Comparator.EXACTLY,
                growth=False,
                due_year=None,
                measure=parks,
                normalized_value=Decimal(10_000),
                normalized_unit="persons",
                evidence=find.at("培训电子商务人才1万人次"),
            ),
        ),
        programmes=(programme,),
        projects=(
            project(1, "武进物流中心", Nature.NEW, "建设仓库", "2014-2015", "5000"),
            project(2, "常州商品交易平台", Nature.ONGOING, "建设平台", "2014-2016", "3000"),
        ),
        mentions=(
            Mention(parks, taobao.id, "淘宝", find.at("淘宝")),
            Mention(parks, park.id, "常州电子商务产业园", find.at("常州电子商务产业园")),
            Mention(logistics, alibaba.id, "阿里巴巴", find.at("阿里巴巴")),
        ),
        doubts=(
            Doubt(
                "no-responsible-body",
                "“完善物流配送”没有写明责任单位",
                "no body is named for 完善物流配送",
                find.passage("（二）完善物流配送"),
            ),
        ),
    )


def second_facts() -> Facts:
    """Facts of a shorter plan of another city that names the same platform and a like indicator."""
    find = Finder(SECOND_TEXT)
    key = "jining-2014"
    place = resource("place", "jining")
    plan_id = resource("plan", key)
    section: ResourceId = resource("section", key, "2")
    measure = resource("measure", key, "2.1")
    commerce = _department(find, "济宁", "济宁市商务局", "function/commerce", "市商务局")
    industry = _department(
        find, "济宁", "济宁市经济和信息化委员会", "function/industry-it", "市经济和信息化委"
    )
    taobao = Platform(resource("platform", "taobao"), "淘宝网", ("淘宝",), None, find.at("淘宝"))
    volume = _indicator(find, "电子商务交易总额", "indicator/transaction-volume")
    sentence = "（市商务局、市经济和信息化委）"
    return Facts(
        source=_source("jining-2014.txt", SECOND_TEXT),
        text=SECOND_TEXT,
        plan=Plan(
            plan_id,
            "济宁市电子商务发展规划（2014-2018年）",
            None,
            None,
            (),
            place,
            2014,
            2018,
            (),
            find.at("济宁市电子商务发展规划（2014-2018年）"),
        ),
        places=(Place(place, "济宁市", PlaceLevel.PREFECTURE, "370800", None, find.at("济宁市")),),
        organizations=(commerce, industry),
        platforms=(taobao,),
        sections=(
            Section(resource("section", key, "1"), "一、", "目标", 1, 1, plan_id, find.at("一、目标")),
            Section(section, "二、", "任务", 1, 2, plan_id, find.at("二、任务")),
        ),
        measures=(
            Measure(
                measure,
                "发展平台",
                section,
                1,
                MeasureKind.TASK,
                "依托淘宝开设地方特色馆。",
                (Tag(ConceptId("topic/platforms"), find.at("平台")),),
                (),
                find.at("1．发展平台。"),
            ),
        ),
        responsibilities=tuple(
            Responsibility(
                resource("responsibility", key, "2.1", organization.id.rpartition("/")[2], "responsible"),
                measure,
                organization.id,
                Role.RESPONSIBLE,
                organization.alt_labels[0],
                find.at(organization.alt_labels[0], sentence),
            )
            for organization in (commerce, industry)
        ),
        indicators=(volume,),
        targets=(
            Target(
                resource("target", key, "1"),
                volume.id,
                Decimal("0.2"),
                None,
                "万亿元",
                Comparator.EXACTLY,
                growth=False,
                due_year=2018,
                measure=None,
                normalized_value=Decimal(200_000_000_000),
                normalized_unit="yuan",
                evidence=find.at("电子商务交易总额达到0.2万亿元"),
            ),
        ),
        mentions=(Mention(measure, taobao.id, "淘宝", find.at("淘宝")),),
    )
