"""What the stored queries answer on the five plans, held against what the documents say."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from graph.embedded import EmbeddedEngine
from graph.named_queries import named_queries, named_query
from graph.store import RevisionStore
from graph.views.projects import projects
from policygraph.pipeline import load

CORPUS = Path(__file__).parents[2] / "corpus"
Row = tuple[str, ...]


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[EmbeddedEngine]:
    """An engine over the five plans."""
    store = RevisionStore(tmp_path_factory.mktemp("home"))
    assert load(sorted(CORPUS.glob("*.txt")), store).failed == ()
    found = EmbeddedEngine(store)
    yield found
    found.close()


def _ask(engine: EmbeddedEngine, name: str, columns: str, **values: str) -> list[Row]:
    rows = engine.rows(named_query(name).sparql(values))
    return [tuple(str(getattr(row.get(column), "value", "")) for column in columns.split()) for row in rows]


def _brackets() -> list[list[str]]:
    """The lists of bodies in Changzhou's plan, as its brackets write them."""
    text = (CORPUS / "changzhou-2014.txt").read_text(encoding="utf-8")
    return [found.split("、") for found in re.findall(r"（责任单位：([^）]*)）", text)]


#: Query, its parameters, columns, and rows that the documents give; the test says where to look.
_KNOWN: tuple[tuple[str, dict[str, str], str, set[Row]], ...] = (
    ("plan-overview", {}, "placeLabel projects", {("泉州市", "46")}),
    (
        "departments-by-measures",
        {"plan": "plan/changzhou-2014"},
        "departmentLabel measures leads",
        {("常州市经济和信息化委员会", "12", "0"), ("常州市公安局", "1", "0")},
    ),
    (
        "department-partners",
        {"department": "org/changzhou/jingjihexinxihuaweiyuanhui"},
        "partnerLabel measures",
        {("常州市商务局", "9"), ("常州市发展和改革委员会", "7")},
    ),
    (
        "names-as-written",
        {"department": "org/changzhou/zhongguorenminyinhangzhongxinzhixing"},
        "asWritten times",
        {("人民银行", "3")},
    ),
    (
        "measures-without-lead",
        {"plan": "plan/changzhou-2014"},
        "measureLabel departments",
        {("物流配送体系", "11"), ("社区生活服务电子商务示范工程", "8")},
    ),
    (
        "departments-named-once",
        {"plan": "plan/changzhou-2014"},
        "departmentLabel measureLabel asWritten",
        {
            ("常州市公安局", "物流配送体系", "公安局"),
            ("常州市教育局", "社区生活服务电子商务示范工程", "教育局"),
        },
    ),
    (
        "measures-without-body",
        {"plan": "plan/changzhou-2014"},
        "measureLabel",
        {("加大政策扶持",), ("加强规范管理",), ("加强统计监测",), ("营造社会氛围",)},
    ),
    (
        "functions-across-cities",
        {"function": "function/commerce"},
        "placeLabel departmentLabel",
        {("常州市", "常州市商务局"), ("济宁市", "济宁市商务局"), ("枣庄市", "枣庄市商务局")},
    ),
    (
        "targets-by-indicator",
        {"kind": "indicator/transaction-volume", "place": "place/zaozhuang"},
        "indicatorLabel value unit normalizedValue dueYear",
        {
            ("电子商务交易总额", "300", "亿元", "30000000000", "2014"),
            ("电子商务交易额", "400", "亿元", "40000000000", "2015"),
        },
    ),
    (
        "targets-due-by-year",
        {"year": "2015", "place": "place/zaozhuang"},
        "indicatorLabel value unit",
        {("电子商务交易额", "400", "亿元")},
    ),
    (
        "targets-without-year",
        {"plan": "plan/changzhou-2014"},
        "value unit exact",
        {("40", "%", "在2013年的基础上保持40%以上的年增长率")},
    ),
    (
        "measures-on-topic",
        {"topic": "topic/logistics", "lang": "en"},
        "topicLabel placeLabel measureLabel",
        {("logistics", "常州市", "物流配送体系"), ("logistics", "泉州市", "大力发展现代物流业")},
    ),
    (
        "departments-by-topic",
        {"function": "function/public-security"},
        "topic plans",
        {("https://w3id.org/policygraph/concept/topic/logistics", "1")},
    ),
    (
        "legal-bases",
        {"plan": "plan/quanzhou-2013"},
        "basisLabel plans",
        {("“十二五”国家电子商务发展规划", "1"), ("“十二五”数字福建专项规划", "1")},
    ),
    (
        "who-names-it",
        {"thing": "platform/tmall"},
        "planLabel whereLabel",
        {("常州市电子商务发展三年行动计划(2014—2016年)", "传统制造业电商转型示范工程")},
    ),
    (
        "passages-with-words",
        {"words": "O2O"},
        "placeLabel measureLabel",
        {("常州市", "电商技术模式创新发展工程")},
    ),
    ("platforms-in-several-plans", {}, "platformLabel plans", {("天猫", "2")}),
    (
        "programme-totals",
        {"plan": "plan/quanzhou-2013"},
        "programmeLabel printed projects difference",
        {("电子商务服务业协作发展工程", "310000", "3", "0"), ("电子商务普及应用工程", "165900", "19", "0")},
    ),
    (
        "projects-by-builder",
        {},
        "builderLabel projects investment",
        {("国富瑞（福建）国际信息技术产业园有限公司", "2", "380000")},
    ),
    (
        "projects-by-nature",
        {"plan": "plan/quanzhou-2013"},
        "natureLabel projects",
        {("新建", "26"), ("在建", "19"), ("筹建", "1")},
    ),
    (
        "largest-projects",
        {"least": "200000"},
        "projectLabel investment",
        {("中国国际信息技术（福建）产业园", "280000")},
    ),
)


@pytest.mark.parametrize(("name", "values", "columns", "rows"), _KNOWN, ids=[item[0] for item in _KNOWN])
def test_answers_are_those_of_the_documents(
    engine: EmbeddedEngine, name: str, values: dict[str, str], columns: str, rows: set[Row]
) -> None:
    """Each row stands in the answer; a reader finds it in the plan."""
    assert rows - set(_ask(engine, name, columns, **values)) == set()


def test_duties_and_partners_are_those_of_the_brackets(engine: EmbeddedEngine) -> None:
    """Every list that names 经信委 is one measure, and every other name in them one partner."""
    lists = [names for names in _brackets() if "经信委" in names]
    department = "org/changzhou/jingjihexinxihuaweiyuanhui"
    duties = _ask(engine, "department-duties", "asWritten role", department=department)
    assert [row for row in duties if row[0] == "经信委"] == duties
    assert len(lists) == len(duties)
    shared = _ask(engine, "partners-by-number", "departmentLabel partners", plan="plan/changzhou-2014")
    partners = {row[0]: row[1] for row in shared}
    others = {name for names in lists for name in names} - {"经信委"}
    assert str(len(others)) == partners["常州市经济和信息化委员会"]


def test_projects_by_year_add_up(engine: EmbeddedEngine) -> None:
    """The same as adding the rows of the table by hand."""
    rows = projects(engine)
    for year, count, investment in _ask(engine, "projects-by-year", "year projects investment"):
        built = [row for row in rows if (row.start_year or 0) <= int(year) <= (row.end_year or 0)]
        assert (str(len(built)), sum(row.investment or 0 for row in built)) == (count, Decimal(investment))


def test_missing_topics_are_those_that_the_plan_has_not(engine: EmbeddedEngine) -> None:
    """Together with its own they are all topics that any plan has."""
    everything = _ask(engine, "topics-by-city", "plan topic")
    plan = "https://w3id.org/policygraph/id/plan/zaozhuang-2014"
    own = {topic for found, topic in everything if found == plan}
    missing = {topic for (topic,) in _ask(engine, "topics-missing", "topic", plan="plan/zaozhuang-2014")}
    assert missing & own == set()
    assert {topic for _, topic in everything} == missing | own


def test_the_mix_of_instruments_holds_each_of_them(engine: EmbeddedEngine) -> None:
    """A family has at least as many measures as any of its instruments, at most their sum."""
    single: dict[tuple[str, str], list[int]] = {}
    for plan, instrument, count in _ask(engine, "instruments-by-city", "plan instrument measures"):
        family = instrument.partition("/instrument/")[2].partition("/")[0]
        single.setdefault((plan, family), []).append(int(count))
    mixed = {
        (plan, family): int(n) for plan, family, n in _ask(engine, "instrument-mix", "plan family measures")
    }
    assert single.keys() == mixed.keys()
    assert [key for key, n in mixed.items() if not max(single[key]) <= n <= sum(single[key])] == []


def test_doubts_lie_below_the_limit(engine: EmbeddedEngine) -> None:
    """And every rule is counted with its mean."""
    rows = _ask(engine, "doubtful-facts", "confidence", limit="0.5")
    assert rows
    assert max(Decimal(confidence) for (confidence,) in rows) < Decimal("0.5")
    rules = _ask(engine, "facts-by-rule", "facts meanConfidence")
    assert all(int(facts) > 0 and 0 < Decimal(mean) <= 1 for facts, mean in rules)


def test_a_responsibility_is_traced_to_its_words(engine: EmbeddedEngine) -> None:
    """The example of the query is a fact of the corpus."""
    (parameter,) = named_query("responsibility-provenance").parameters
    found = _ask(engine, "responsibility-provenance", "exact source", responsibility=parameter.example)
    assert ("发改委", "changzhou-2014.txt") in found


def test_every_query_answers_its_example(engine: EmbeddedEngine) -> None:
    """As the graph and the editor show it; the doubts of a corpus may be none."""
    answers: dict[str, Any] = {query.name: engine.rows(query.example()) for query in named_queries()}
    assert len(answers) >= 24
    assert [name for name, rows in answers.items() if not rows and name != "doubts"] == []
