"""Names in sentences of the genre, about cities whose plans are not in the corpus."""

from __future__ import annotations

from pathlib import Path

import pytest

from loaders.names.identity import plain_name
from loaders.names.places import gazetteer
from loaders.rules.names import names_in

Expected = dict[str, tuple[str, ...]]


def _sentences() -> list[tuple[str, str, Expected]]:
    """City, sentence and names by kind, from the table beside this file."""
    table = Path(__file__).with_name("name_sentences.tsv").read_text(encoding="utf-8")
    found = []
    for line in table.splitlines():
        if not line.startswith("#"):
            city, sentence, names = line.split("\t")
            kinds = (part.split(": ") for part in names.split("; ") if part)
            found.append((city, sentence, {kind: tuple(words.split(" | ")) for kind, words in kinds}))
    return found


SENTENCES = _sentences()


def test_the_table_is_there() -> None:
    """The table holds sentences with names and sentences without."""
    assert len(SENTENCES) >= 90
    assert {True, False} == {bool(expected) for _, _, expected in SENTENCES}


@pytest.mark.parametrize(("city", "sentence", "expected"), SENTENCES)
def test_names_of_a_sentence(city: str, sentence: str, expected: Expected) -> None:
    """A sentence gives exactly its names, each under its kind."""
    found: dict[str, set[str]] = {}
    for one in names_in(sentence, gazetteer().find(city)):
        wanted = {plain_name(name) for name in expected.get(one.kind, ())}
        forms = [plain_name(form) for form in (one.label, *one.alt_labels)]
        found.setdefault(one.kind, set()).add(next((form for form in forms if form in wanted), forms[0]))
    assert {kind: {plain_name(name) for name in names} for kind, names in expected.items()} == found


@pytest.mark.parametrize(("city", "sentence", "expected"), SENTENCES)
def test_passages_are_the_words(city: str, sentence: str, expected: Expected) -> None:
    """Every passage of every name holds the words that stand there."""
    del expected
    passages = [passage for one in names_in(sentence, gazetteer().find(city)) for passage in one.passages]
    assert [sentence[passage.start : passage.end] for passage in passages] == [one.exact for one in passages]


GENERIC = """
坚持市场主导、政府引导，加快建设覆盖城乡的电子商务公共服务体系，培育一批在全国有影响力的电子商务平台和龙头企业，建成5个省级电子商务产业园区。
整合供销、邮政、商务、农业等部门资源，建设农村电子商务服务站。推进农产品质量安全追溯平台、农产品电子商务平台、农村综合信息服务平台建设。
支持企业建设海外仓，鼓励有条件的外贸企业入驻第三方跨境电商平台。推动国际贸易“单一窗口”平台建设，完善通关、结汇、退税等服务平台。
引导纺织、化工、珍珠、袜业、厨具等产业集群建设行业垂直电子商务平台，支持百货、超市、专卖店、便利店等传统零售企业拓展网上销售。
规划建设电子商务物流园区、快递分拨中心和公共配送中心。建设电子商务人才实训基地、大学生创业园和青年众创空间。
引进移动支付公司、担保公司、小额贷款公司，鼓励银行等金融机构创新产品，支持上市公司并购重组。发挥行业协会、商会等社会组织作用。
加快物联网、移动互联网、云计算等新一代信息技术应用。完善“一站式”服务平台。打造一批“网上商城”和“社区网店”。
"""


def test_words_of_the_trade_are_no_names() -> None:
    """A page of the genre that names nobody gives no name."""
    assert [] == [one.label for one in names_in(GENERIC)]


def test_a_brand_and_its_group_are_one() -> None:
    """海润 and 海润集团 of one document are one node with both labels."""
    (one,) = names_in("支持海润集团、鼎泰股份有限公司、科瑞等企业发展。海润集团牵头，海润等企业参与。")[:1]
    assert ("enterprise", {"海润", "海润集团"}) == (one.kind, {one.label, *one.alt_labels})


def test_a_known_name_has_one_id_in_all_documents() -> None:
    """淘宝 and 淘宝网 have the readable id of the lexicon, whatever the city."""
    first = names_in("在淘宝开设网店。", gazetteer().find("杭州市"))
    second = names_in("入驻淘宝网。", gazetteer().find("成都市"))
    assert [("platform/taobao", "淘宝网")] * 2 == [(one.id, one.label) for one in (*first, *second)]


def test_context_decides_between_site_and_firm() -> None:
    """The word behind a list makes 京东 a platform or an enterprise."""
    kinds = {
        sentence: [one.id for one in names_in(sentence)]
        for sentence in ("入驻京东、苏宁易购等平台。", "引进京东、苏宁易购等电商企业。")
    }
    assert {
        "入驻京东、苏宁易购等平台。": ["platform/jingdong", "platform/suning-yigou"],
        "引进京东、苏宁易购等电商企业。": ["org/enterprise/jingdong", "org/enterprise/suning-yigou"],
    } == kinds


def test_what_every_city_has_is_kept_apart() -> None:
    """移动公司 of two cities has two ids; 市电子商务协会 shows its city."""
    text = "责任单位：市商务局、移动公司。发挥市电子商务协会作用。"
    nanjing, wuhan = (names_in(text, gazetteer().find(city)) for city in ("南京市", "武汉市"))
    assert not {one.id for one in nanjing} & {one.id for one in wuhan}
    assert ["移动公司", "南京市电子商务协会"] == [one.label for one in nanjing]


def test_one_id_means_one_name() -> None:
    """The same words with and without the city's name are two names, as long as nobody says they are one."""
    text = (
        "重点支持海西企业云应用平台、中小企业云计算公共服务中心等项目建设。厦门市中小企业云计算公共服务中心。"
    )
    found = names_in(text, gazetteer().find("厦门市"))
    assert 3 == len(found) == len({one.id for one in found})


def test_a_name_is_found_again_where_its_form_tells_nothing() -> None:
    """A firm known from a list is found in a later sentence too."""
    text = "支持蓝思、康瑞达等企业发展。2015年蓝思网上销售额2亿元，康瑞达1亿元，恒致远3亿元。"
    assert {"蓝思": 2, "康瑞达": 2, "恒致远": 1} == {one.label: len(one.passages) for one in names_in(text)}
