"""Saved pages: the document without the site, in whatever encoding it is."""

from __future__ import annotations

import pytest

from loaders.formats.html import read
from ontology.errors import UnreadableDocument
from tests.loaders.format_builders import PLAN, as_html, as_text

BODY = (
    "一、总体目标",
    "到2023年，全市电子商务交易额突破5000亿元，网络零售额达到800亿元，年均增长15%以上。",
    "二、主要任务",
    "（一）建设园区。建成示范基地20个，培育年交易额超10亿元的平台5家，培训人才3万人次。（责任单位：市商务局）",
)
PARAGRAPHS = "".join(f"<p>{line}</p>" for line in BODY)
FOOT = "<p>主办：某市人民政府办公室　承办：某市大数据管理局　地址：龙城大道1280号，邮编213022。</p>"


def lines(page: str | bytes) -> list[str]:
    """The text that is read, as lines without blanks at their ends."""
    data = page.encode() if isinstance(page, str) else page
    return [line.strip() for line in read(data, "plan.html").text.split("\n")]


@pytest.mark.parametrize("written", ["utf-8", "gb18030", "utf-16", "utf-8-sig"])
@pytest.mark.parametrize("declared", ["utf-8", "gb2312", "gbk", "x-unknown"])
def test_bytes_decide_what_encoding_a_page_is_in(declared: str, written: str) -> None:
    """Pages that declare GB2312 and are UTF-8, and the reverse, are common."""
    expected = as_text(PLAN).split()

    assert expected[:3] == lines(as_html(PLAN, charset=declared).encode(written))[:3]


def test_a_damaged_character_of_the_site_does_no_harm_and_one_of_the_text_is_named() -> None:
    """What is cut in the script of an advertisement is not the document's."""
    page = as_html(PLAN, charset="gbk").encode("gbk")
    site = page.replace("浏览次数".encode("gbk"), b"\xe4\xff\xc0\xff")
    text = page.replace("制定本行动".encode("gbk"), "制定".encode("gbk") + b"\xff\xff" + "行动".encode("gbk"))

    assert lines(page) == lines(site)
    with pytest.raises(UnreadableDocument, match=r"plan.html, line 4: holds characters that are damaged"):
        read(text, "plan.html")


@pytest.mark.parametrize(
    "container",
    [
        '<div class="TRS_Editor">',
        '<div id="zoom">',
        '<div class="article-content">',
        '<div class="a9f">',
        "<div>",
    ],
)
def test_the_text_is_found_by_the_name_of_its_container_or_by_its_weight(container: str) -> None:
    """Navigation, position, share bar and footer go, whatever the container is called."""
    page = (
        '<body><div class="top-bar"><a href="/">首页</a> <a href="/x">无障碍浏览</a></div>'
        '<ul><li><a href="/1">市政府</a><li><a href="/2">办公室关于印发某市养老规划的通知，请查看。</a></ul>'
        "<div>您当前的位置：<a href='/'>首页</a> > 正文</div>"
        f"<div><div>{container}{PARAGRAPHS}</div><div>【打印】【关闭】</div></div></div>{FOOT}"
        "<p>苏ICP备05003616号</p></body>"
    )

    assert list(BODY) == lines(page)


def test_a_page_that_is_laid_out_by_tables_is_text() -> None:
    """The pages of 2005: everything in cells, lines parted by breaks."""
    page = (
        "<body><table><tr><td colspan=2><a href='/'>首页</a></td></tr><tr><td><a href='/1'>新闻</a></td><td>"
        f"<table><tr><td>{'<br>'.join(BODY)}</td></tr></table></td></tr></table></body>"
    )

    assert list(BODY) == lines(page)


def test_a_table_of_the_document_keeps_its_rows() -> None:
    """Cells become columns; merged cells are repeated downwards and left empty across."""
    table = (
        "<table><tr><th>任务<th>牵头单位<th>时限<tr><td>建设<br>园区<td rowspan=2>市商务局<td>2022年"
        "<tr><td>培训人才<td>2023年<tr><td colspan=2>合计<td>两项</table>"
    )
    expected = [
        "任务\t牵头单位\t时限",
        "建设 园区\t市商务局\t2022年",
        "培训人才\t市商务局\t2023年",
        "合计\t\t两项",
    ]

    assert [*BODY, *expected] == lines(f"<body><div id=zoom>{PARAGRAPHS}{table}</div></body>")


def test_numbers_that_the_browser_makes_are_written() -> None:
    """Items of an ordered list get their label, unless they have one of their own."""
    page = (
        f"<body><div id=zoom>{PARAGRAPHS}<ol><li>建设园区<li value=5>培训人才<li>（三）完善物流</ol>"
        '<ol style="list-style-type: cjk-ideographic" start=3><li>加强领导</ol><ul><li>其他</ul></div></body>'
    )
    expected = ["1.建设园区", "5.培训人才", "（三）完善物流", "三、加强领导", "其他"]

    assert [*BODY, *expected] == lines(page)


def test_inline_markup_and_line_ends_of_the_source_leave_no_trace() -> None:
    """Chinese characters parted by markup or by the source's line ends belong together."""
    page = (
        f"<body><div id=zoom>{PARAGRAPHS}<p><b>三、</b><span>保障\n   措</span><o:p></o:p><font>施</font></p>"
        "<p>发展 B2B\n平台<!-- 注 -->&nbsp;和O2O。</p><pre>一\n二</pre></div></body>"
    )

    assert [*BODY, "三、保障措施", "发展 B2B 平台\xa0和O2O。", "一", "二"] == lines(page)


def test_the_title_and_the_catalogue_outside_the_container_are_kept() -> None:
    """Number, issuer and date of writing stand above the text on pages of published documents."""
    page = (
        '<head><meta name="ArticleTitle" content="某市电子商务发展规划"><title>x</title></head><body>'
        "<table><tr><td>索 引 号：</td><td>014109/2021</td><td>发文字号：</td><td>某政发〔2021〕12号</td></tr>"
        "<tr><td>发布机构：</td><td>某市人民政府</td><td>成文日期：</td><td>2021-03-12</td></tr></table>"
        f'<div class="v_news_content">{PARAGRAPHS}</div></body>'
    )
    front = [
        "某市电子商务发展规划",
        "发文字号：某政发〔2021〕12号",
        "发布机构：某市人民政府",
        "成文日期：2021-03-12",
    ]

    assert [*front, *BODY] == lines(page)


def test_the_body_is_not_cut_where_it_speaks_of_sites() -> None:
    """Sentences that look like a share bar or a footer stay when they are sentences."""
    sentence = "打印耗材、下载服务等产业加快发展，来源于外地的订单明显增加，分享经济规模不断扩大。"

    assert [*BODY, sentence] == lines(f"<body><div id=zoom>{PARAGRAPHS}<p>{sentence}</p></div></body>")


def test_lines_in_the_middle_of_a_known_container_stay() -> None:
    """Only the ends are searched there for what a site adds."""
    body = "".join(f"<p>{line}</p>" for line in (*BODY, "主办单位：市商务局", *BODY, "2021-03-12", *BODY))
    page = f"<body><div id=zoom><p>【打印】</p>{body}<p>【关闭】</p></div></body>"

    assert [*BODY, "主办单位：市商务局", *BODY, "2021-03-12", *BODY] == lines(page)
