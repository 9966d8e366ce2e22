"""Project tables of an annex: rows of cells, one cell a line (as saved from a page) or tab-separated.

The heads of the columns say what the cells are; a row begins with the next number. Programme rows
(一, its name, its sub-total) and the grand total stand between the rows. Sub-totals are kept as
printed so that the graph can be checked against them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from loaders.headings import number_of
from ontology.model import Nature, Passage

__all__ = ["ProgrammeRow", "ProjectRow", "ProjectTable", "project_table"]

#: Heads of the columns that make a table a project table, by what the column holds.
_HEADS: Final = (
    ("number", re.compile(r"序号|编号")),
    ("name", re.compile(r"项目名称|项\s*目$|名称")),
    ("nature", re.compile(r"(?:项目|建设)性质")),
    ("content", re.compile(r"(?:项目)?(?:主要)?(?:建设)?(?:规模及)?内容|建设规模")),
    ("investment", re.compile(r"投资")),
    ("years", re.compile(r"(?:建设|实施|计划)?(?:期限|年限|起止年限?|工期)|建设计划|建设时间|起止时间")),
    ("progress", re.compile(r"进展|进度|形象|备注")),
    ("builders", re.compile(r"(?:建设|实施|承担|承办|筹建|责任|业主)[^，。]{0,8}(?:单位|主体)|业主")),
)
_NATURES: Final = {
    "新建": Nature.NEW,
    "在建": Nature.ONGOING,
    "续建": Nature.ONGOING,
    "扩建": Nature.ONGOING,
    "筹建": Nature.PREPARATORY,
    "拟建": Nature.PREPARATORY,
}
_NUMBER: Final = re.compile(r"\d{1,4}")
_HAN: Final = re.compile(r"[（(]?([一二三四五六七八九十]{1,3})[）)]?")
_MONEY: Final = re.compile(r"\d[\d,，]*(?:\.\d+)?")
_YEARS: Final = re.compile(r"((?:19|20)\d{2})\s*年?(?:\s*[-－–—~～至到]+\s*((?:19|20)\d{2})\s*年?)?")
_NOTE: Final = re.compile(r"[（(][^（()）]{1,12}[）)]")
_TOTAL: Final = re.compile(r"(?:总\s*计|合\s*计|总投资)\s*(?:[（(].{1,12}[）)])?")
_COUNT: Final = re.compile(r"\s*[（(]\s*\d+\s*(?:个|项)[^（()）]{0,4}[）)]\s*$")
_TITLE_WORD: Final = re.compile(r"项目|工程|一览表|概况表|汇总表|计划表|明细表")
_UNIT: Final = re.compile(r"亿元|万元|千元|元")
#: Investment is kept in 万元, the unit of pg:investment.
_TO_WAN: Final = {"亿元": Decimal(10000), "万元": Decimal(1), "千元": Decimal("0.1"), "元": Decimal("0.0001")}


@dataclass(frozen=True, slots=True)
class ProgrammeRow:
    """A group of projects with its printed sub-total (万元), or the whole table with its total."""

    name: str
    number: int | None
    investment: Decimal | None
    passage: Passage


@dataclass(frozen=True, slots=True)
class ProjectRow:
    """A project as its row states it; ``builders`` are the cells' words with their passages."""

    number: int
    name: str
    nature: Nature | None
    content: str
    investment: Decimal | None
    start_year: int | None
    end_year: int | None
    progress: str
    builders: tuple[Passage, ...]
    programme: int | None
    passage: Passage
    name_passage: Passage


@dataclass(frozen=True, slots=True)
class ProjectTable:
    """A table's programmes and projects; ``whole`` is its title with the grand total."""

    whole: ProgrammeRow
    programmes: tuple[ProgrammeRow, ...]
    projects: tuple[ProjectRow, ...]


@dataclass(frozen=True, slots=True)
class _Cell:
    start: int
    end: int
    text: str


def project_table(text: str, start: int, end: int) -> ProjectTable | None:
    """Read the project table between two offsets, or None where no heads of such a table stand.

    Cells come one a line or separated by tabs. Rows are told by their running number, so a cell that
    happens to be a number inside a row does not start a new one.
    """
    cells = _cells(text, start, end)
    head = _head(cells)
    if head is None:
        return None
    first, columns, unit = head
    rows = _rows(cells, first)
    if not rows:
        return None
    title = _title(text, cells, first, len(columns))
    total: Decimal | None = None
    programmes: list[ProgrammeRow] = []
    projects: list[ProjectRow] = []
    for kind, row in rows:
        if kind == "total":
            total = _money(row[1].text, unit) if len(row) > 1 else None
        elif kind == "programme":
            programmes.append(_programme(text, row, unit))
        else:
            current = len(programmes) - 1 if programmes else None
            projects.append(_project(text, row, columns, unit, current))
    whole = ProgrammeRow(title.exact, None, total, title)
    return ProjectTable(whole, tuple(programmes), tuple(projects)) if projects else None


def _cells(text: str, start: int, end: int) -> list[_Cell]:
    cells = []
    for match in re.finditer(r"[^\n\t|]+", text[start:end]):
        words = match[0].strip()
        if words:
            at = start + match.start() + match[0].index(words)
            cells.append(_Cell(at, at + len(words), words))
    return cells


def _head(cells: list[_Cell]) -> tuple[int, tuple[str, ...], str] | None:
    """Index of the first cell below the heads, the columns in order, and the unit of the money."""
    for index, cell in enumerate(cells):
        if not _HEADS[0][1].fullmatch(cell.text):
            continue
        columns, unit, at = ["number"], "万元", index + 1
        while at < len(cells) and at < index + 14:
            words = cells[at].text
            column = next((name for name, head in _HEADS[1:] if head.search(words)), None)
            if column is None or column in columns:
                if _NOTE.fullmatch(words):  # the unit of the column above, on a line of its own
                    unit = _unit_of(words, unit)
                    at += 1
                    continue
                break
            if column == "investment":
                unit = _unit_of(words, unit)
            columns.append(column)
            at += 1
        if "name" in columns and len(columns) >= 4:
            return at, tuple(columns), unit
    return None


def _unit_of(words: str, default: str) -> str:
    match = _UNIT.search(words)
    return match[0] if match else default


def _rows(cells: list[_Cell], first: int) -> list[tuple[str, list[_Cell]]]:
    rows: list[tuple[str, list[_Cell]]] = []
    expected, expected_programme = 1, 1
    for index in range(first, len(cells)):
        words = cells[index].text
        if _TOTAL.fullmatch(words):
            rows.append(("total", [cells[index]]))
        elif _is_programme(cells, index, expected_programme):
            rows.append(("programme", [cells[index]]))
            expected_programme += 1
        elif _NUMBER.fullmatch(words) and int(words) == expected and _opens_row(cells, index):
            rows.append(("project", [cells[index]]))
            expected += 1
        elif rows:
            rows[-1][1].append(cells[index])
    return rows


def _is_programme(cells: list[_Cell], index: int, expected: int) -> bool:
    match = _HAN.fullmatch(cells[index].text)
    return bool(match) and number_of(match[1]) == expected if match else False


def _opens_row(cells: list[_Cell], index: int) -> bool:
    """A row's number is followed by a name: words, not another number."""
    return index + 1 < len(cells) and not _MONEY.fullmatch(cells[index + 1].text)


def _title(text: str, cells: list[_Cell], first: int, width: int) -> Passage:
    """The line above the heads that names the table; else the first head itself."""
    for cell in reversed(cells[: max(0, first - width)]):
        if _TITLE_WORD.search(cell.text) and len(cell.text) >= 6:
            return Passage(cell.start, cell.end, text[cell.start : cell.end])
    cell = cells[max(0, first - width)]
    return Passage(cell.start, cell.end, text[cell.start : cell.end])


def _programme(text: str, row: list[_Cell], unit: str) -> ProgrammeRow:
    last = row[min(2, len(row) - 1)]
    name = _COUNT.sub("", row[1].text) if len(row) > 1 else row[0].text
    match = _HAN.fullmatch(row[0].text)
    return ProgrammeRow(
        name=name,
        number=number_of(match[1]) if match else None,
        investment=_money(row[2].text, unit) if len(row) > 2 else None,
        passage=Passage(row[0].start, last.end, text[row[0].start : last.end]),
    )


def _money(words: str, unit: str) -> Decimal | None:
    match = _MONEY.match(words)
    if match is None:
        return None
    return Decimal(re.sub(r"[,，]", "", match[0])) * _TO_WAN[_unit_of(words, unit)]


def _project(
    text: str, row: list[_Cell], columns: tuple[str, ...], unit: str, programme: int | None
) -> ProjectRow:
    """Give a row's cells to the columns.

    The narrow ones (nature, money, years) are found by form, the free ones fill what stands between.
    """
    cells = row[1:]
    nature_at = (
        next((i for i, c in enumerate(cells) if c.text in _NATURES), None) if "nature" in columns else None
    )
    after_name = nature_at if nature_at is not None else 0
    money_at, years_at = _money_and_years(cells, after_name)
    name_end = nature_at if nature_at else 1
    content_from = (nature_at + 1) if nature_at is not None else name_end
    content_to = next((i for i in (money_at, years_at) if i is not None), len(cells))
    tail_from = max((i for i in (money_at, years_at) if i is not None), default=content_to - 1) + 1
    if (
        money_at is not None
        and years_at is None
        and tail_from < len(cells)
        and _NOTE.fullmatch(cells[tail_from].text)
    ):
        tail_from += 1
    progress, builders = _tail(cells[tail_from:], columns)
    years = _YEARS.fullmatch(cells[years_at].text) if years_at is not None else None
    first_year = int(years[1]) if years else None
    name_cells = cells[:name_end]
    return ProjectRow(
        number=int(row[0].text),
        name="".join(cell.text for cell in name_cells),
        nature=_NATURES[cells[nature_at].text] if nature_at is not None else None,
        content="".join(cell.text for cell in cells[content_from:content_to]) if "content" in columns else "",
        investment=_money(cells[money_at].text, unit) if money_at is not None else None,
        start_year=first_year,
        end_year=int(years[2]) if years and years[2] else first_year,
        progress="".join(cell.text for cell in progress),
        builders=tuple(Passage(c.start, c.end, text[c.start : c.end]) for c in builders),
        programme=programme,
        passage=Passage(row[0].start, row[-1].end, text[row[0].start : row[-1].end]),
        name_passage=Passage(
            name_cells[0].start, name_cells[-1].end, text[name_cells[0].start : name_cells[-1].end]
        ),
    )


def _money_and_years(cells: list[_Cell], start: int) -> tuple[int | None, int | None]:
    """Indexes of the money and the years: a number, perhaps with a note below it, before years."""
    for index in range(start, len(cells)):
        if not _MONEY.fullmatch(cells[index].text):
            continue
        after = index + 1
        if after < len(cells) and _NOTE.fullmatch(cells[after].text):
            after += 1
        if after < len(cells) and _YEARS.fullmatch(cells[after].text):
            return index, after
    money = next((i for i in range(start, len(cells)) if _MONEY.fullmatch(cells[i].text)), None)
    years = next(
        (i for i in range(start, len(cells)) if _YEARS.fullmatch(cells[i].text) and i != money), None
    )
    return money, years


def _tail(cells: list[_Cell], columns: tuple[str, ...]) -> tuple[list[_Cell], list[_Cell]]:
    """Cells after the years: progress is prose, builders are names without a sentence's marks."""
    if "builders" not in columns:
        return cells, []
    if "progress" not in columns:
        return [], cells
    split = 1
    while split < len(cells) and re.search(r"[。；，]", cells[split].text):
        split += 1
    if len(cells) == 1 and not re.search(r"[。；，]", cells[0].text):
        split = 0
    return cells[:split], cells[split:]
