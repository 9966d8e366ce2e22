"""One small plan and any text, written as each format that is read. Bytes are made here, by hand.

Word's labels are left to its own numbering, as in real files; the web page has what a government site
puts around a text; the PDF has lines of 28 characters, page numbers and a running head.
"""

from __future__ import annotations

import html
import io
import re
import zipfile
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Line:
    """A paragraph: its label (which Word makes itself), its text, its level (0: none)."""

    label: str
    text: str
    level: int = 0


@dataclass(frozen=True)
class Rows:
    """A table."""

    rows: tuple[tuple[str, ...], ...]


PLAN: tuple[Line | Rows, ...] = (
    Line("", "常州市电子商务发展行动计划（2021—2023年）"),
    Line("", "常政发〔2021〕12号"),
    Line("", "各辖市、区人民政府，市各委办局，市各公司、直属单位："),
    Line(
        "", "为加快我市电子商务发展，根据《国务院关于大力发展电子商务加快培育经济新动力的意见》（国发〔2015〕24号）"
        "精神，结合我市实际，制定本行动计划。"
    ),
    Line("一、", "总体要求", 1),
    Line("（一）", "指导思想。坚持市场主导、政府引导，推动电子商务与实体经济深度融合，培育经济新动力。", 2),
    Line("（二）", "发展目标。到2023年，全市电子商务交易额突破5000亿元，网络零售额达到800亿元，年均增长15%以上。", 2),
    Line("", "建成市级以上电子商务示范基地20个，培育年交易额超10亿元的电子商务平台5家，培训电子商务人才3万人次。"),
    Line("二、", "主要任务", 1),
    Line("（一）", "壮大市场主体", 2),
    Line("1．", "培育龙头企业。支持本地企业建设B2B平台，对首次入选国家级示范企业的给予奖励。（责任单位：市商务局、市财政局）", 3),
    Line("2．", "引进知名平台。加强与阿里巴巴、京东等企业合作，引进区域总部。（牵头单位：市商务局；配合单位：市发展改革委、各辖市区）", 3),
    Line("（二）", "完善支撑体系", 2),
    Line("1．", "建设物流体系。推进智能快件箱进社区，城市社区覆盖率达到90%以上。（责任单位：市邮政管理局、市住房城乡建设局）", 3),
    Line("2．", "加强人才培养。鼓励高校开设电子商务专业，到2022年建成实训基地10个。（市教育局、市人力资源社会保障局负责）", 3),
    Line("（三）", "发展农村电商。实施“互联网+”农产品出村进城工程，每个镇建成1个以上服务站。（责任单位：市农业农村局）", 2),
    Line("三、", "保障措施", 1),
    Line("（一）", "加强组织领导。成立市电子商务发展领导小组，办公室设在市商务局，统筹推进各项工作。", 2),
    Line("（二）", "加大资金扶持。市财政每年安排5000万元专项资金，由市财政局会同市商务局管理使用。", 2),
    Line("（三）", "强化统计监测。由市统计局牵头建立电子商务统计制度，定期发布数据。", 2),
    Line("四、", "任务分工", 1),
    Rows(
        (
            ("序号", "重点任务", "牵头单位", "完成时限"),
            ("1", "建设跨境电子商务综合试验区", "市商务局", "2022年底"),
            ("2", "推进电子发票应用", "市税务局", "2021年底"),
            ("3", "开展网络市场监管专项行动", "市市场监管局", "持续推进"),
        )
    ),
    Line("", "常州市人民政府"),
    Line("", "2021年3月12日"),
)  # fmt: skip


def as_lines(text: str) -> tuple[Line, ...]:
    """Any text as paragraphs without labels of their own."""
    return tuple(Line("", line) for line in text.splitlines() if line.strip())


def as_text(items: Iterable[Line | Rows]) -> str:
    """The plan as plain text, the table with tabs."""
    lines: list[str] = []
    for item in items:
        if isinstance(item, Line):
            lines.append(item.label + item.text)
        else:
            lines += ["\t".join(row) for row in item.rows]
    return "\n".join(lines) + "\n"


def as_markdown(items: Iterable[Line | Rows]) -> str:
    """The plan as Markdown: headings, paragraphs, a pipe table."""
    lines: list[str] = []
    for item in items:
        if isinstance(item, Rows):
            head, *rest = ("| " + " | ".join(row) + " |" for row in item.rows)
            lines += [head, "|" + "---|" * len(item.rows[0]), *rest, ""]
        elif item.level and "。" not in item.text:
            lines += ["#" * (item.level + 1) + f" {item.label}{item.text}", ""]
        elif item.level:
            lead, _, rest_of = item.text.partition("。")
            lines += [f"**{item.label}{lead}。**{rest_of}", ""]
        else:
            lines += [item.label + item.text, ""]
    return "\n".join(lines)


def as_html(items: Iterable[Line | Rows], *, charset: str = "utf-8", title: str = "行动计划") -> str:
    """The plan as a page of a government site, with all that such a page has around its text."""
    parts: list[str] = []
    for item in items:
        if isinstance(item, Rows):
            rows = "".join(
                "<tr>" + "".join(f"<td><p>{html.escape(cell)}</p></td>" for cell in row) + "</tr>\n"
                for row in item.rows
            )
            parts.append(f"<table border=1>\n<tbody>{rows}</tbody></table>")
        else:
            words = html.escape(item.label) + "<span>" + html.escape(item.text) + "</span>"
            parts.append(f'<p style="text-indent:2em">　　{words}</p>')
    body = "\n".join(parts)
    return f"""<!DOCTYPE html>
<html><head><meta http-equiv="Content-Type" content="text/html; charset={charset}">
<title>{html.escape(title)}_常州市人民政府</title><style>p {{color: red}}</style><script>if (1 < 2) {{ }}</script></head>
<body><div class="header"><a href="/">首页</a><a href="/zw">政务公开</a><a href="/fw">政务服务</a></div>
<div class="nav"><ul><li><a href="/a">机构设置，职能介绍。</a></li><li><a href="/b">通知公告</a></li></ul></div>
<div class="bread">您现在的位置：<a href="/">首页</a> &gt; <a href="/z">政务公开</a> &gt; 正文</div>
<div class="box"><div class="info">来源：市政府办公室　发布时间：2021-03-15　浏览次数：<span id=c>312</span></div>
<div class="bdsharebuttonbox"><a href="#">分享到微信</a><a href="#">微博</a></div>
<div id="zoom" class="TRS_Editor">
{body}
</div>
<div class="x"><a href="javascript:print()">【打印本页】</a> <a href="#">【关闭窗口】</a></div>
<div>上一篇：<a href="/1">市政府关于印发常州市养老服务发展规划的通知，请点击查看。</a></div></div>
<div class="foot"><p>主办：常州市人民政府办公室　承办：常州市大数据管理局，地址：常州市新北区龙城大道1280号。</p>
<p>苏ICP备05003616号　苏公网安备32041102000001号　网站标识码：3204000002</p></div>
</body></html>"""


W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
NUMBERING = f"""<w:numbering xmlns:w="{W}"><w:abstractNum w:abstractNumId="7">
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCountingThousand"/><w:suff w:val="nothing"/><w:lvlText w:val="%1、"/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:suff w:val="nothing"/><w:lvlText w:val="（%2）"/></w:lvl>
<w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%3．"/></w:lvl>
</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num></w:numbering>"""


def paragraph(text: str, properties: str = "") -> str:
    """A Word paragraph of two runs, as editing leaves them."""
    half = len(text) // 2
    runs = "".join(
        f'<w:r><w:t xml:space="preserve">{html.escape(part, quote=False)}</w:t></w:r>'
        for part in (text[:half], text[half:])
    )
    return f"<w:p><w:pPr>{properties}</w:pPr>{runs}</w:p>"


def as_docx(items: Iterable[Line | Rows]) -> bytes:
    """The plan as a Word file whose labels are Word's own numbering."""
    parts: list[str] = []
    for item in items:
        if isinstance(item, Rows):
            rows = "".join(
                "<w:tr>" + "".join(f"<w:tc>{paragraph(cell)}</w:tc>" for cell in row) + "</w:tr>"
                for row in item.rows
            )
            parts.append(f"<w:tbl>{rows}</w:tbl>")
        elif item.level:
            numbered = f'<w:numPr><w:ilvl w:val="{item.level - 1}"/><w:numId w:val="1"/></w:numPr>'
            parts.append(paragraph(item.text, numbered))
        else:
            parts.append(paragraph(item.text))
    return docx("".join(parts), numbering=NUMBERING)


def docx(
    body: str,
    *,
    numbering: str | None = None,
    styles: str | None = None,
    extra: dict[str, str | bytes] | None = None,
) -> bytes:
    """A Word package around the XML of a body, with further parts by name."""
    namespaces = (
        f'xmlns:w="{W}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
        ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
        ' xmlns:v="urn:schemas-microsoft-com:vml"'
    )
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
        "word/document.xml": f'<?xml version="1.0" encoding="UTF-8"?><w:document {namespaces}><w:body>{body}</w:body></w:document>',
    }
    if numbering:
        parts["word/numbering.xml"] = numbering
    if styles:
        parts["word/styles.xml"] = styles
    return archive(parts | (extra or {}))


def archive(parts: dict[str, str | bytes]) -> bytes:
    """A zip file of parts."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        for name, part in parts.items():
            package.writestr(name, part)
    return target.getvalue()


# A PDF page: A4 in points; lines of 28 characters of 16 points, as GB/T 9704-2012 asks for.
SIZE, WIDTH, LEFT, TOP, LEADING = 16, 28, 74.0, 740.0, 28


def as_pdf(items: Iterable[Line | Rows], *, head: str = "常州市人民政府文件汇编") -> bytes:
    """The plan as a PDF of wrapped lines with indents, a running head and page numbers."""
    lines: list[tuple[float, str]] = []
    for index, item in enumerate(items):
        if isinstance(item, Rows):
            lines += [(0, "\t".join(row)) for row in item.rows]
        else:
            indent = 0 if index < 3 else 2
            lines += [(indent if first else 0, text) for first, text in wrap(item.label + item.text, indent)]
    pages: list[list[tuple[float, float, int, str]]] = []
    for start in range(0, len(lines), 22):
        number = len(pages) + 1
        runs = [(LEFT, 790.0, 10, head), (280.0, 60.0, 14, f"— {number} —")]
        for row_index, (indent_em, text) in enumerate(lines[start : start + 22]):
            y = TOP - row_index * LEADING
            for column, cell in enumerate(text.split("\t")):
                runs.append(
                    (LEFT + indent_em * SIZE + column * 110.0, y, SIZE if "\t" not in text else 7, cell)
                )
        pages.append(runs)
    return pdf(pages)


def width(char: str) -> float:
    """Width of a character in ems, in the font of `pdf`."""
    return 0.5 if " " <= char <= "~" else 1.0


def wrap(text: str, indent: float, measure: float = WIDTH) -> list[tuple[bool, str]]:
    """Lines of a paragraph: whether it is the first, and its text. Numbers and words stay whole."""
    found: list[tuple[bool, str]] = []
    line, used = "", indent
    for piece in re.findall(r"[!-~]+|.", text):
        size = sum(map(width, piece))
        if line and used + size > measure and piece not in "，。；：、）！？”":
            found.append((not found, line))
            line, used = "", 0.0
        line += piece
        used += size
    return [*found, (not found, line)]


def pdf(
    pages: Sequence[Sequence[tuple[float, float, int, str]]],
    *,
    extra: str = "",
    content: bytes | Sequence[bytes] = b"",
) -> bytes:
    """A PDF of runs (x, y, size, text) in a Chinese font that every reader knows.

    ``content`` is drawn below the words: on every page, or one stretch of bytes a page.
    """
    objects: list[bytes] = [b"", b""]
    font = (
        b"<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UTF16-H /DescendantFonts ["
        b"<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /DW 1000 /W [1 95 500]"
        b" /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 5 >>"
        b" /FontDescriptor << /Type /FontDescriptor /FontName /STSong-Light /Flags 4 /FontBBox [-25 -254 1000 880]"
        b" /ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 880 /StemV 93 >> >>] >>"
    )
    objects.append(font)
    kids: list[int] = []
    for index, runs in enumerate(pages):
        stream = (content if isinstance(content, bytes) else content[index]) + b"".join(
            f"BT /F1 {size} Tf 1 0 0 1 {x:.2f} {y:.2f} Tm <".encode()
            + text.encode("utf-16-be").hex().encode()
            + b"> Tj ET\n"
            for x, y, size, text in runs
        )
        packed = zlib.compress(stream)
        objects.append(
            b"<< /Length %d /Filter /FlateDecode >>\nstream\n%s\nendstream" % (len(packed), packed)
        )
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R"
            b" /Resources << /Font << /F1 3 0 R >> >> >>" % len(objects)
        )
        kids.append(len(objects))
    objects[0] = b"<< /Type /Catalog /Pages 2 0 R >>"
    objects[1] = b"<< /Type /Pages /Count %d /Kids [%s] >>" % (
        len(kids),
        b" ".join(b"%d 0 R" % kid for kid in kids),
    )
    target = bytearray(b"%PDF-1.5\n")
    offsets = []
    for number, item in enumerate(objects, 1):
        offsets.append(len(target))
        target += b"%d 0 obj\n%s\nendobj\n" % (number, item)
    xref = len(target)
    target += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    target += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    target += b"trailer\n<< /Size %d /Root 1 0 R %s >>\nstartxref\n%d\n%%%%EOF\n" % (
        len(objects) + 1,
        extra.encode(),
        xref,
    )
    return bytes(target)
