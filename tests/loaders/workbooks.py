"""Workbooks made by hand, so that tests hold what writers of spreadsheets leave out: cached values, gaps."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from xml.sax.saxutils import escape

__all__ = ["Formula", "workbook"]

_TYPES = (
    '<?xml version="1.0" encoding="UTF-8"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>'
)
_RELS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


class Formula(str):
    """A formula with its cached value: ``Formula("=SUM(A1:A2)", "3")``; no value where it was never computed."""

    value: str

    def __new__(cls, formula: str, value: str = "") -> Formula:
        """Hold the formula as text and the value beside it."""
        made = super().__new__(cls, formula)
        made.value = value
        return made


def _column(index: int) -> str:
    name = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        name = chr(65 + rest) + name
    return name


def _cell(reference: str, value: object, style: str) -> str:
    if isinstance(value, Formula):
        cached = f"<v>{escape(value.value)}</v>" if value.value else ""
        return f'<c r="{reference}" t="str"><f>{escape(value[1:])}</f>{cached}</c>'
    if isinstance(value, bool):
        return f'<c r="{reference}" t="b"><v>{int(value)}</v></c>'
    if isinstance(value, (int, float)):
        return f'<c r="{reference}"{style}><v>{value}</v></c>'
    return f'<c r="{reference}" t="inlineStr"><is><t xml:space="preserve">{escape(str(value))}</t></is></c>'


def workbook(
    sheets: Mapping[str, Sequence[Sequence[object]]],
    *,
    merged: Mapping[str, Sequence[str]] | None = None,
    dates: Sequence[str] = (),
    hidden: Sequence[str] = (),
    extra: Mapping[str, object] | None = None,
) -> bytes:
    """An .xlsx file. ``merged`` gives each sheet its ranges (``A1:F1``), ``dates`` are cells shown as dates.

    ``extra`` puts values into far cells of the first sheet (``{"XFD1048576": 1}``).
    """
    names = list(sheets)
    files = {
        "[Content_Types].xml": _TYPES,
        "_rels/.rels": f'<Relationships xmlns="{_RELS}"><Relationship Id="r1" Type="{_OFFICE}/officeDocument" '
        'Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>'
        + "".join(
            f'<sheet name="{escape(name)}" sheetId="{i}" {"state=" + chr(34) + "hidden" + chr(34) if name in hidden else ""} r:id="s{i}"/>'
            for i, name in enumerate(names, 1)
        )
        + "</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_RELS}">'
        + "".join(
            f'<Relationship Id="s{i}" Type="{_OFFICE}/worksheet" Target="worksheets/sheet{i}.xml"/>'
            for i in range(1, len(names) + 1)
        )
        + f'<Relationship Id="st" Type="{_OFFICE}/styles" Target="styles.xml"/></Relationships>',
        "xl/styles.xml": f'<styleSheet xmlns="{_MAIN}"><fonts count="1"><font/></fonts><fills count="1"><fill/></fills>'
        '<borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs>'
        '<cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="14" applyNumberFormat="1"/></cellXfs></styleSheet>',
    }
    for i, name in enumerate(names, 1):
        rows = []
        for r, row in enumerate(sheets[name], 1):
            cells = "".join(
                _cell(ref := f"{_column(c)}{r}", value, ' s="1"' if ref in dates else "")
                for c, value in enumerate(row)
                if value is not None and value != ""
            )
            rows.append(f'<row r="{r}">{cells}</row>')
        for reference, value in (extra or {}).items() if i == 1 else ():
            number = "".join(char for char in reference if char.isdigit())
            rows.append(f'<row r="{number}">{_cell(reference, value, "")}</row>')
        ranges = (merged or {}).get(name, ())
        merges = (
            f'<mergeCells count="{len(ranges)}">'
            + "".join(f'<mergeCell ref="{m}"/>' for m in ranges)
            + "</mergeCells>"
        )
        files[f"xl/worksheets/sheet{i}.xml"] = (
            f'<worksheet xmlns="{_MAIN}"><sheetData>{"".join(rows)}</sheetData>{merges if ranges else ""}</worksheet>'
        )
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, content in files.items():
            archive.writestr(path, content)
    return buffer.getvalue()
