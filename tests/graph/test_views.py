"""Read models of the sample plans."""

from __future__ import annotations

from decimal import Decimal

import pytest

from graph.memory import InMemoryEngine
from graph.views.duties import duties
from graph.views.measures import measures
from graph.views.names import named_things
from graph.views.organizations import organization_rows, organization_view
from graph.views.plan import plan_view
from graph.views.plans import plan_cards
from graph.views.projects import programmes, projects
from graph.views.resource import Value, best_label, resource_view
from graph.views.targets import targets
from graph.views.texts import sentence
from graph.views.vocabulary import shortened, vocabulary
from ontology.model import Facts

BASE = "https://w3id.org/policygraph/id/"
CHANGZHOU, JINING = BASE + "plan/changzhou-2014", BASE + "plan/jining-2014"
COMMERCE = BASE + "org/changzhou/shangwuju"


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        ("到2016年，超过3000亿元。再者。", "3000亿元", "到2016年，超过3000亿元。"),
        (
            "做好。（牵头单位：市商务局；责任单位：市经信委）",
            "市经信委",
            "（牵头单位：市商务局；责任单位：市经信委）",
        ),
        ("称为“电商。”然后落实。", "落实", "然后落实。"),
        ("标题\n正文没有句号\n下一段", "没有", "正文没有句号"),
        ("完。", "完。", "完。"),
    ],
)
def test_the_sentence_around_some_words(text: str, words: str, expected: str) -> None:
    """From full stop to full stop within a line; a closing mark stays with its sentence."""
    start = text.index(words)
    assert text[slice(*sentence(text, start, start + len(words)))] == expected


def test_a_sentence_without_end_is_cut_around_the_words() -> None:
    """A list of hundreds of names does not fill the page."""
    text = "甲、" * 1000
    left, right = sentence(text, 1000, 1001)
    assert (left, right) == (760, 1241)


def test_plans_have_their_numbers(sample_engine: InMemoryEngine) -> None:
    """Counts are of distinct things in that plan's graph."""
    cards = {card.slug: card for card in plan_cards(sample_engine)}
    assert cards["changzhou-2014"].counts == {
        "measures": 2,
        "owned": 1,
        "departments": 3,
        "responsibilities": 3,
        "targets": 3,
        "projects": 2,
        "platforms": 1,
        "enterprises": 2,
        "parks": 1,
    }
    assert cards["jining-2014"].city == "济宁市"
    assert cards["jining-2014"].counts["projects"] == 0


def test_a_duty_points_at_the_name_in_its_sentence(sample_engine: InMemoryEngine) -> None:
    """The words are the organisation's name, the sentence is what says so; roles come in order."""
    found = duties(sample_engine, plan=CHANGZHOU)
    assert [(duty.role, duty.words.exact) for duty in found] == [
        ("lead", "市商务局"),
        ("responsible", "市经信委"),
        ("responsible", "市财政局"),
    ]
    words = found[1].words
    assert words.before + words.exact + words.after == "（牵头单位：市商务局；责任单位：市经信委、市财政局）"


def test_measures_know_their_owners_and_topics(sample_engine: InMemoryEngine) -> None:
    """A measure that nobody answers for has no duties."""
    found = {item.name: item for item in measures(sample_engine)}
    assert [duty.department.label for duty in found["发展平台"].duties] == [
        "济宁市商务局",
        "济宁市经济和信息化委员会",
    ]
    assert found["完善物流配送"].duties == ()
    assert found["建设电子商务园区"].topics == ("topic/parks",)
    assert found["建设电子商务园区"].instruments == ("instrument/supply/infrastructure",)


def test_targets_compare_across_plans(sample_engine: InMemoryEngine) -> None:
    """The same kind of indicator in one unit, whatever the document prints."""
    volumes = [item for item in targets(sample_engine) if item.indicator_kind == "transaction-volume"]
    assert [(item.value, item.unit, item.normal) for item in volumes] == [
        (Decimal(3000), "亿元", Decimal(300_000_000_000)),
        (Decimal("0.2"), "万亿元", Decimal(200_000_000_000)),
    ]


def test_programmes_reconcile_with_their_projects(sample_engine: InMemoryEngine) -> None:
    """Printed and summed stand side by side."""
    rows = projects(sample_engine)
    (programme,) = programmes(sample_engine, rows)
    assert [row.number for row in rows] == [1, 2]
    assert (programme.printed, programme.summed, programme.projects) == (Decimal(8000), Decimal(8000), 2)
    assert programme.reconciles is True
    (short,) = programmes(sample_engine, rows[:1])
    assert short.reconciles is False
    (none,) = programmes(sample_engine, ())
    assert none.reconciles is None


def test_a_platform_of_two_plans_is_one_thing(sample_engine: InMemoryEngine) -> None:
    """With its forms and its places in both."""
    taobao = next(thing for thing in named_things(sample_engine) if thing.label == "淘宝网")
    assert (taobao.kind, taobao.alt_labels, taobao.plans) == ("Platform", ("淘宝",), (CHANGZHOU, JINING))


def test_a_department_shares_and_has_counterparts(sample_engine: InMemoryEngine) -> None:
    """With whom it answers for the same measures, and who has its function elsewhere."""
    view = organization_view(sample_engine, COMMERCE)
    assert view is not None
    assert [item.other.label for item in view.shared] == ["常州市经济和信息化委员会", "常州市财政局"]
    assert [row.thing.label for row in view.counterparts] == ["济宁市商务局"]
    assert dict(view.roles) == {"lead": 1}
    assert view.mentions == ()
    builder = next(thing for thing in named_things(sample_engine) if thing.label == "江苏武进物流有限公司")
    built = organization_view(sample_engine, builder.iri)
    assert built is not None
    assert [item.label for item in built.projects] == ["常州商品交易平台", "武进物流中心"]


def test_organisations_stand_by_place_the_busiest_first(sample_engine: InMemoryEngine) -> None:
    """Only those that answer for something."""
    rows = organization_rows(sample_engine)
    assert [row.thing.place.label for row in rows if row.thing.place] == ["常州市"] * 3 + ["济宁市"] * 2


def test_what_is_not_there_is_none(sample_engine: InMemoryEngine) -> None:
    """A view of nothing is None, never an empty shell."""
    assert plan_view(sample_engine, BASE + "plan/nowhere") is None
    assert organization_view(sample_engine, BASE + "org/nobody") is None
    assert resource_view(sample_engine, BASE + "measure/none") is None


def test_a_plan_is_its_text_with_its_facts(sample_engine: InMemoryEngine, sample_facts: Facts) -> None:
    """Paragraphs are the lines; headings have levels; a measure is marked by its name."""
    view = plan_view(sample_engine, CHANGZHOU)
    assert view is not None
    lines = ["".join(part.text for part in paragraph.segments) for paragraph in view.paragraphs]
    assert lines == sample_facts.text.splitlines()
    assert [item.title for item in view.outline] == ["发展目标", "重点任务"]
    assert [line for line, item in zip(lines, view.paragraphs, strict=True) if item.level] == [
        "一、发展目标",
        "二、重点任务",
    ]
    kinds = dict(view.kinds)
    assert (kinds["measure"], kinds["owner"], kinds["target"], kinds["department"]) == (2, 3, 3, 4)
    assert [note.number for note in view.facts] == list(range(1, len(view.facts) + 1))


def test_facts_of_another_plan_do_not_show(sample_engine: InMemoryEngine) -> None:
    """Two plans name the same platform; each page marks its own words."""
    view = plan_view(sample_engine, JINING)
    assert view is not None
    assert "常州市商务局" not in {note.label for note in view.facts}
    assert "淘宝网" in {note.label for note in view.facts}


def test_labels_have_a_fixed_order_of_languages() -> None:
    """zh-Hans, zh, zh-Hant, none, en, then any."""
    values = {Value("en", language="en"), Value("zh", language="zh"), Value("x", language="")}
    assert best_label(values) == "zh"
    assert best_label(values | {Value("hans", language="zh-Hans")}) == "hans"
    assert best_label({Value("en", language="en"), Value("x", language="")}) == "en"
    assert best_label(set()) == ""


def test_the_vocabulary_speaks_both_languages() -> None:
    """Concepts and terms by language; foreign terms by their prefix."""
    known = vocabulary()
    assert known.concept("function/commerce", "zh") == "商务"
    assert known.concept("function/commerce", "en") == "commerce"
    assert known.label("http://purl.org/dc/terms/spatial", "zh") == "dcterms:spatial"
    assert shortened("http://example.org/a#b") == "b"
    names = [term.name for term in known.terms("zh")]
    assert names.index("Measure") < names.index("responsibleFor")


def test_an_empty_graph_has_empty_views() -> None:
    """No view fails before the first load."""
    engine = InMemoryEngine(())
    views = (plan_cards, measures, targets, projects, named_things, organization_rows)
    assert [view(engine) for view in views] == [()] * len(views)
