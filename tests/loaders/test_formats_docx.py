"""Word files: the labels that Word prints, tables, and what is left out."""

from __future__ import annotations

import pytest

from loaders.formats.docx import read
from loaders.formats.numerals import numeral
from tests.loaders.format_builders import NUMBERING, W, docx, paragraph


def numbered(text: str, level: int = 0, number: int = 1) -> str:
    """A paragraph of a list."""
    return paragraph(text, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>')


def lines(data: bytes) -> list[str]:
    """The text that is read, as lines."""
    return read(data, "plan.docx").text.split("\n")


def numbering(levels: str, nums: str = '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>') -> str:
    """A numbering part of one abstract list."""
    return f'<w:numbering xmlns:w="{W}"><w:abstractNum w:abstractNumId="0">{levels}</w:abstractNum>{nums}</w:numbering>'


def level(index: int, form: str, text: str, more: str = "") -> str:
    """A level of an abstract list that starts at 1."""
    return (
        f'<w:lvl w:ilvl="{index}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>{more}'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )


@pytest.mark.parametrize(
    ("form", "expected"),
    [
        ("decimal", "1 2 10 11 20 21 99 100 101 110"),
        ("chineseCounting", "一 二 十 十一 二十 二十一 九十九 一〇〇 一〇一 一一〇"),
        ("chineseCountingThousand", "一 二 十 十一 二十 二十一 九十九 一百 一百零一 一百一十"),
        ("japaneseCounting", "一 二 十 十一 二十 二十一 九十九 一百 一百零一 一百一十"),
        ("ideographDigital", "一 二 一〇 一一 二〇 二一 九九 一〇〇 一〇一 一一〇"),
        ("chineseLegalSimplified", "壹 贰 壹拾 壹拾壹 贰拾 贰拾壹 玖拾玖 壹佰 壹佰零壹 壹佰壹拾"),
        ("ideographTraditional", "甲 乙 癸 甲 癸 甲 壬 癸 甲 癸"),
        ("decimalEnclosedCircleChinese", "① ② ⑩ ⑪ ⑳ ㉑ 99 100 101 110"),
        ("decimalEnclosedParen", "⑴ ⑵ ⑽ ⑾ ⒇ 21 99 100 101 110"),
        ("decimalFullWidth", "１ ２ １０ １１ ２０ ２１ ９９ １００ １０１ １１０"),
        ("decimalZero", "01 02 10 11 20 21 99 100 101 110"),
        ("upperRoman", "I II X XI XX XXI XCIX C CI CX"),
        ("lowerLetter", "a b j k t u uuuu vvvv wwww ffffff".replace("ffffff", "fffff")),
        ("somethingNew", "1 2 10 11 20 21 99 100 101 110"),
    ],
)
def test_numbers_print_as_word_prints_them(form: str, expected: str) -> None:
    """Each numbering format of the standard that Chinese documents use, and decimals for the rest."""
    assert expected.split() == [numeral(n, form) for n in (1, 2, 10, 11, 20, 21, 99, 100, 101, 110)]


def test_lists_count_on_across_paragraphs_and_start_anew_below_a_new_parent() -> None:
    """一、（一）（二）二、（一）, with plain paragraphs between them."""
    body = (
        numbered("总体要求")
        + numbered("指导思想", 1)
        + paragraph("坚持市场主导。")
        + numbered("发展目标", 1)
        + numbered("主要任务")
        + numbered("建设园区", 1)
        + numbered("选址", 2)
    )
    expected = ["一、总体要求", "（一）指导思想", "坚持市场主导。", "（二）发展目标", "二、主要任务"]

    assert [*expected, "（一）建设园区", "1．选址"] == lines(docx(body, numbering=NUMBERING))


def test_headings_are_numbered_by_their_styles() -> None:
    """The list is named by the style, the level by the list; styles inherit both."""
    levels = (
        level(0, "chineseCountingThousand", "第%1章", '<w:pStyle w:val="H1"/>')
        + level(1, "decimal", "%1.%2", '<w:pStyle w:val="H2"/><w:isLgl/>')
        + level(2, "decimal", "%1.%2.%3", '<w:pStyle w:val="H3"/><w:isLgl/>')
    )
    styles = (
        f'<w:styles xmlns:w="{W}"><w:style w:type="paragraph" w:styleId="H1"><w:name w:val="heading 1"/>'
        '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="H2"><w:basedOn w:val="H1"/>'
        '<w:pPr><w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="H2b"><w:basedOn w:val="H2"/></w:style></w:styles>'
    )

    def heading(style: str, text: str) -> str:
        return paragraph(text, f'<w:pStyle w:val="{style}"/>')

    body = heading("H1", "总则") + heading("H2", "目的") + heading("H2b", "范围") + heading("H1", "任务")
    body += heading("H2", "园区") + paragraph(
        "无编号", '<w:pStyle w:val="H1"/><w:numPr><w:numId w:val="0"/></w:numPr>'
    )
    expected = ["第一章 总则", "1.1 目的", "1.2 范围", "第二章 任务", "2.1 园区", "无编号"]

    assert expected == lines(docx(body, numbering=numbering(levels), styles=styles))


def test_a_list_that_starts_anew_shares_nothing_but_its_form() -> None:
    """``startOverride`` restarts once; two numbers of one abstract list count together otherwise."""
    nums = (
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="0"/></w:num>'
        '<w:num w:numId="3"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'
    )
    body = "".join(
        numbered(text, 0, number) for text, number in zip("甲乙丙丁戊", (1, 1, 2, 3, 3), strict=True)
    )

    assert ["1.甲", "2.乙", "3.丙", "1.丁", "2.戊"] == lines(
        docx(body, numbering=numbering(level(0, "decimal", "%1."), nums))
    )


def test_bullets_and_hidden_labels_print_no_number() -> None:
    """A bullet is a mark of Word's, not a word of the document."""
    levels = level(0, "bullet", "\uf0b7") + level(1, "decimal", "%2.", "<w:rPr><w:vanish/></w:rPr>")

    assert ["建设", "培训"] == lines(
        docx(numbered("建设") + numbered("培训", 1), numbering=numbering(levels))
    )


def cell(text: str, properties: str = "") -> str:
    """A table cell; line ends part its paragraphs."""
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{''.join(map(paragraph, text.split(chr(10))))}</w:tc>"


def test_table_rows_are_lines_of_cells() -> None:
    """Merged downwards: repeated; merged across: once; a cell's line ends: blanks; empty first: marked."""
    down, on = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    rows = (
        cell("序号") + cell("任务") + cell("牵头单位") + cell("时限"),
        cell("1") + cell("建设\n园区") + cell("市商务局", down) + cell("2022年"),
        cell("2") + cell("培训人才") + cell("", on) + cell("2023年"),
        cell("") + cell("合计", '<w:gridSpan w:val="2"/>') + cell("两项"),
    )
    table = "<w:tbl>" + "".join(f"<w:tr>{row}</w:tr>" for row in rows) + "</w:tbl>"
    expected = [
        "前文",
        "序号\t任务\t牵头单位\t时限",
        "1\t建设 园区\t市商务局\t2022年",
        "2\t培训人才\t市商务局\t2023年",
        "\u2800\t合计\t\t两项",
        "后文",
    ]

    assert expected == lines(docx(paragraph("前文") + table + paragraph("后文")))


def test_a_frame_around_the_text_is_no_table() -> None:
    """A table of one column, or with a table inside, is read as paragraphs."""
    inner = (
        f"<w:tbl><w:tr>{cell('任务')}{cell('单位')}</w:tr><w:tr>{cell('建设')}{cell('商务局')}</w:tr></w:tbl>"
    )
    frame = (
        f"<w:tbl><w:tr><w:tc>{paragraph('一、总体要求')}{inner}{paragraph('二、任务')}</w:tc></w:tr></w:tbl>"
    )

    assert ["一、总体要求", "任务\t单位", "建设\t商务局", "二、任务"] == lines(docx(frame))


def test_a_typed_table_of_contents_is_left_out() -> None:
    """Many are typed, with rows of dots, and carry no field that would tell."""
    typed = "".join(
        map(paragraph, ("目 录", "一、总体要求……………1", "二、任务…………2", "三、保障……………3", "一、总体要求"))
    )

    assert ["一、总体要求"] == lines(docx(typed))


def run(inner: str) -> str:
    """A run around XML."""
    return f"<w:r>{inner}</w:r>"


def test_what_a_reader_of_the_print_does_not_see_is_left_out() -> None:
    """Deleted and hidden text, field codes, notes' marks and tables of contents; links and insertions stay."""
    body = (
        '<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj></w:sdtPr>'
        f"<w:sdtContent>{paragraph('一、总体要求……1')}</w:sdtContent></w:sdt>"
        "<w:p>" + run('<w:fldChar w:fldCharType="begin"/>') + run("<w:instrText> TOC \\o </w:instrText>")
        + run('<w:fldChar w:fldCharType="separate"/>') + run("<w:t>二、任务……2</w:t>") + "</w:p>"
        + paragraph("三、保障……3") + "<w:p>" + run('<w:fldChar w:fldCharType="end"/>') + "</w:p>"
        + "<w:p>" + run("<w:t>建设</w:t>") + f"<w:ins>{run('<w:t>十个</w:t>')}</w:ins>"
        + f"<w:del>{run('<w:delText>五个</w:delText>')}</w:del>" + run("<w:rPr><w:vanish/></w:rPr><w:t>暗</w:t>")
        + f"<w:hyperlink>{run('<w:t>园区</w:t>')}</w:hyperlink>" + run('<w:footnoteReference w:id="2"/>')
        + run('<w:fldChar w:fldCharType="begin"/>') + run("<w:instrText>REF x</w:instrText>")
        + run('<w:fldChar w:fldCharType="separate"/>') + run("<w:t>，见附件</w:t>")
        + run('<w:fldChar w:fldCharType="end"/>') + run("<w:t>。</w:t><w:br/><w:t>另起</w:t>") + "</w:p>"
    )  # fmt: skip
    notes = f'<w:footnotes xmlns:w="{W}">{paragraph("脚注")}</w:footnotes>'
    extra: dict[str, str | bytes] = {"word/footnotes.xml": notes, "word/vbaProject.bin": b"\x00macro"}

    assert ["建设十个园区，见附件。", "另起"] == lines(docx(body, extra=extra))


def test_text_boxes_follow_their_paragraph_once() -> None:
    """Word writes a text box twice, for new and old readers; one of them is read."""
    box = f"<w:txbxContent>{paragraph('框内文字')}</w:txbxContent>"
    drawing = (
        f'<mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:txbx>{box}</wps:txbx></w:drawing></mc:Choice>'
        f"<mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent>"
    )

    assert ["正文", "框内文字", "下文"] == lines(
        docx(f"<w:p>{run('<w:t>正文</w:t>' + drawing)}</w:p>" + paragraph("下文"))
    )


def test_the_strict_dialect_is_read() -> None:
    """Strict Office Open XML has other namespaces for the same elements."""
    data = docx(
        numbered("总体要求"),
        numbering=NUMBERING.replace(W, "http://purl.oclc.org/ooxml/wordprocessingml/main"),
    )

    assert ["一、总体要求"] == lines(data)
