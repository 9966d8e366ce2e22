"""PDF: reading order, paragraphs, running heads and tables from nothing but places on a page."""

from __future__ import annotations

import pytest

from loaders.formats.contents import contents_lines
from loaders.formats.joining import join
from loaders.formats.pdf import read
from loaders.formats.pdf_paragraphs import is_page_number
from tests.loaders.format_builders import LEFT, as_lines, as_pdf, pdf, wrap

Runs = list[tuple[float, float, int, str]]

TEXT = (
    "一、总体要求",
    "为加快我市电子商务发展，推动电子商务与实体经济深度融合，培育经济新动力，结合我市实际，制定本行动计划。",
    "（一）发展目标。到2023年，全市电子商务交易额突破5000亿元，网络零售额达到800亿元，年均增长15%以上，建成示范基地20个。",
    "二、主要任务",
    "（一）壮大市场主体。支持本地企业建设B2B平台，培育年交易额超10亿元的电子商务平台5家，培训电子商务人才3万人次。",
)


def set_in(
    text: tuple[str, ...], x: float, top: float, measure: float, *, indent: int = 2, gap: float = 0
) -> Runs:
    """Paragraphs set at a place in 12 points, ``measure`` characters wide."""
    runs, y = [], top
    for paragraph in text:
        for first, line in wrap(paragraph, indent, measure):
            runs.append((x + (12 * indent if first else 0), y, 12, line))
            y -= 18
        y -= gap
    return runs


def lines(data: bytes) -> list[str]:
    """The text that is read, as lines."""
    return read(data, "plan.pdf").text.split("\n")


@pytest.mark.parametrize(("indent", "gap"), [(2, 0), (0, 12), (2, 12)], ids=["indented", "spaced", "both"])
@pytest.mark.parametrize("measure", [22, 31, 36])
def test_lines_become_paragraphs(measure: int, indent: int, gap: float) -> None:
    """Paragraphs are told by their indents or by the space between them."""
    assert list(TEXT) == lines(pdf([set_in(TEXT, LEFT, 740, measure, indent=indent, gap=gap)]))


def test_a_paragraph_goes_on_across_pages() -> None:
    """The foot of a page with its number, and the head of the next, do not part a sentence."""
    runs = set_in(TEXT, LEFT, 740, 30)
    first, second = runs[:5], [(x, y + 700 - runs[5][1], size, text) for x, y, size, text in runs[5:]]
    pages = [[*first, (290.0, 50.0, 10, "- 1 -")], [*second, (290.0, 50.0, 10, "- 2 -")]]

    assert list(TEXT) == lines(pdf(pages))


def test_columns_are_read_one_after_the_other() -> None:
    """A title above both columns comes first; the right column follows the left."""
    title = [(180.0, 780.0, 20, "电子商务发展行动计划")]
    left, right = set_in(TEXT, 60, 740, 18), set_in(TEXT, 320, 740, 18)
    mixed = [run for pair in zip(left, right, strict=True) for run in pair]

    for runs in ([*left, *right], mixed):
        assert ["电子商务发展行动计划", *TEXT, *TEXT] == lines(pdf([[*title, *runs]]))


def test_running_heads_and_page_numbers_go() -> None:
    """What stands at the same height on every page is the printer's, not the author's."""
    document = as_pdf(as_lines("\n".join(TEXT * 6)), head="某市人民政府公报 2021年第3期")

    assert not any("公报" in line or "—" in line for line in lines(document))


@pytest.mark.parametrize("number", ["1", "— 1 —", "第1页 共1页", "http://www.example.gov.cn/art/1.html 1/1"])
def test_head_and_number_of_a_single_page_go(number: str) -> None:
    """A head is small and apart in the margin; nothing on other pages can tell so."""
    margins = [(LEFT, 802.0, 9, "某市人民政府公报　2021年第3期"), (290.0, 50.0, 10, number)]

    assert list(TEXT) == lines(pdf([[*margins, *set_in(TEXT, LEFT, 730, 30)]]))


@pytest.mark.parametrize(
    "first", [(12, "附件2", 770.0), (9, "主动公开", 752.0), (12, "某市人民政府文件", 802.0)]
)
def test_a_first_line_of_the_text_stays(first: tuple[int, str, float]) -> None:
    """What is as large as the text, or stands close to it, is no running head."""
    size, words, y = first
    page = [(LEFT, y, size, words), *set_in(TEXT, LEFT, 735, 30)]

    assert [words, *TEXT] == lines(pdf([page]))


@pytest.mark.parametrize("count", [0, 2])
def test_a_page_with_few_lines_in_its_second_column_is_read_by_columns(count: int) -> None:
    """The last page of two columns is rarely full; its strip is that of the other pages."""
    left, right = set_in(TEXT, 60, 740, 18), set_in(TEXT, 320, 740, 18)
    rest = right[:count]

    assert [*TEXT, *TEXT, *TEXT, *(text for *_, text in rest)] == lines(
        pdf([[*left, *right], [*left, *rest]])
    )


def test_a_large_title_of_several_lines_is_one() -> None:
    """Its lines stand as far apart as its type asks for, and its last may be a word in the middle."""
    title = [(81.0, 770.0, 18, "某某经济技术开发区管理委员会关于印发《数字经济高"), (90.0, 740.0, 18, "质量发展行动计划》的通"),
             (288.0, 710.0, 18, "知")]  # fmt: skip
    body = set_in(TEXT, 60, 670, 18), set_in(TEXT, 320, 670, 18)

    assert (
        "某某经济技术开发区管理委员会关于印发《数字经济高质量发展行动计划》的通知"
        == lines(pdf([[*title, *body[0], *body[1]]]))[0]
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("3", True), ("— 12 —", True), ("第 3 页 共 20 页", True), ("第3页", True), ("3/20", True), ("iv", True),
        ("2014年", False), ("一、目标", False), ("5000亿元", False), ("——", False),
    ],
)  # fmt: skip
def test_page_numbers_are_told_from_figures(text: str, expected: bool) -> None:
    """Both sides of the pattern."""
    assert expected is is_page_number(text)


def test_a_number_that_ends_a_page_by_chance_stays() -> None:
    """Only what stands at the same height on half of the pages is a page number."""
    pages: list[Runs] = [
        [(LEFT, 700.0 - 20 * i, 12, f"第{i}行，表格内容") for i in range(3)] for _ in range(4)
    ]
    pages[0].append((LEFT, 80.0, 12, "24"))

    assert "24" in lines(pdf(pages))


def ruled(xs: list[float], ys: list[float]) -> bytes:
    """A grid of lines as content of a page."""
    level = "".join(f"{xs[0]} {y} m {xs[-1]} {y} l S\n" for y in ys)
    upright = "".join(f"{x} {ys[0]} m {x} {ys[-1]} l S\n" for x in xs)
    return (level + upright).encode()


def test_ruled_tables_become_rows_of_cells() -> None:
    """Lines of a cell are joined; columns come from the ruling, not from the gaps between words."""
    cells = [
        (62.0, 680.0, 10, "任务"), (202.0, 680.0, 10, "牵头单位"), (302.0, 680.0, 10, "时限"),
        (62.0, 655.0, 10, "建设跨境电子商务综合试"), (62.0, 642.0, 10, "验区"), (202.0, 655.0, 10, "市商务局"),
        (302.0, 655.0, 10, "2022年"), (62.0, 615.0, 10, "推进电子发票应用的各项"), (202.0, 615.0, 10, "市税务局"),
    ]  # fmt: skip
    above, below = [(60.0, 740.0, 12, "任务分工如下。")], [(60.0, 560.0, 12, "请认真落实。")]
    data = pdf([[*above, *cells, *below]], content=ruled([60, 180, 290, 400], [700, 670, 630, 600]))
    expected = [
        "任务\t牵头单位\t时限",
        "建设跨境电子商务综合试验区\t市商务局\t2022年",
        "推进电子发票应用的各项\t市税务局",
    ]

    assert ["任务分工如下。", *expected, "请认真落实。"] == lines(data)


def test_a_table_of_contents_is_left_out() -> None:
    """It would repeat every heading; three entries with rows of dots make one."""
    entries = [
        "目　录",
        "一、总体要求………………………… 1",
        "（一）发展目标 . . . . . . . . . 2",
        "二、主要任务..........(3)",
    ]
    pages = [
        [(LEFT, 740.0 - 28 * i, 14, entry) for i, entry in enumerate(entries)],
        set_in(TEXT, LEFT, 740, 30),
    ]

    assert list(TEXT) == lines(pdf(pages))
    assert frozenset() == contents_lines(["目录", "一、总体要求……1", "总投资……5", "达到100"])


@pytest.mark.parametrize("quarters", [0, 90, 180, 270])
def test_pages_that_are_turned_are_read_as_they_are_shown(quarters: int) -> None:
    """Wide tables stand on pages whose content is turned."""
    stream = b""
    for index, line in enumerate(TEXT[:2]):
        shown = 80.0, 500.0 - 30 * index
        x, y, matrix = {
            0: (*shown, "1 0 0 1"),
            90: (595 - shown[1], shown[0], "0 1 -1 0"),
            180: (595 - shown[0], 842 - shown[1], "-1 0 0 -1"),
            270: (shown[1], 842 - shown[0], "0 -1 1 0"),
        }[quarters]
        words = line.encode("utf-16-be").hex()
        stream += f"BT /F1 10 Tf {matrix} {x} {y} Tm <{words}> Tj ET\n".encode()
    data = pdf([[]], content=stream).replace(b"/MediaBox", b"/Rotate %d /MediaBox" % quarters)

    assert list(TEXT[:2]) == lines(data)


def test_text_that_is_drawn_twice_to_look_bold_is_read_once() -> None:
    """The second drawing stands a fraction of a point aside."""
    assert ["一、总体要求", "——电商"] == lines(
        pdf(
            [
                [
                    (70.0, 700.0, 16, "一、总体要求"),
                    (70.4, 700.0, 16, "一、总体要求"),
                    (70.0, 600.0, 12, "——电商"),
                ]
            ]
        )
    )


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        ("推进电子商务", "与产业融合", "推进电子商务与产业融合"),
        ("发展B2B", "交易", "发展B2B交易"),
        ("supply", "chain", "supply chain"),
        ("到20", "16年", "到2016年"),
        ("e-", "port", "e-port"),
    ],
)
def test_lines_are_joined_without_blanks_between_chinese(left: str, right: str, expected: str) -> None:
    """A blank parts words of letters only."""
    assert expected == join(left, right)
