"""Project tables of an annex: rows of cells, one cell a line (as saved from a page) or tab-separated.

`loaders.rules.tables` finds the table and its rows. Programme rows (一, its name, its sub-total) and the
grand total stand between the rows. Sub-totals are kept as printed so that the graph can be checked
against them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from loaders.headings import number_of
from loaders.rules.tables import Table, tables_in
from loaders.rules.tables_columns import ColumnKind
from loaders.rules.tables_lines import line_table
from loaders.rules.tables_rows import Cell, Row, RowKind
from ontology.model import Nature, Passage

__all__ = ["ProgrammeRow", "ProjectRow", "ProjectTable", "is_project_table", "project_rows", "project_table"]

_NATURES: Final = {
    "新建": Nature.NEW,
    "在建": Nature.ONGOING,
    "续建": Nature.ONGOING,
    "扩建": Nature.ONGOING,
    "筹建": Nature.PREPARATORY,
    "拟建": Nature.PREPARATORY,
}
_HAN: Final = re.compile(r"[（(]?([一二三四五六七八九十]{1,3})[）)]?")
_MONEY: Final = re.compile(r"\d[\d,，]*(?:\.\d+)?")
_YEARS: Final = re.compile(r"((?:19|20)\d{2})\s*年?(?:\s*[-－–—~～至到]+\s*((?:19|20)\d{2})\s*年?)?")
_NOTE: Final = re.compile(r"[（(][^（()）]{1,12}[）)]")
_TOTAL: Final = re.compile(r"(?:总\s*计|合\s*计|总投资)\s*(?:[（(].{1,12}[）)])?")
_SERIAL: Final = re.compile(r"[（(]?(\d{1,6})[）)]?[、.．]?")
_COUNT: Final = re.compile(r"\s*[（(]\s*\d+\s*(?:个|项)[^（()）]{0,4}[）)]\s*$")
_UNIT: Final = re.compile(r"亿元|万元|千元|元")
#: Investment is kept in 万元, the unit of pg:investment.
_TO_WAN: Final = {"亿元": Decimal(10000), "万元": Decimal(1), "千元": Decimal("0.1"), "元": Decimal("0.0001")}


@dataclass(frozen=True, slots=True)
class ProgrammeRow:
    """A group of projects with its printed sub-total (万元), or the whole table with its total.

    ``total`` are the words of the sum where they stand apart from the name.
    """

    name: str
    number: int | None
    investment: Decimal | None
    passage: Passage
    total: Passage | None = None


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


#: Columns of which one at least makes a table with names of projects a project table.
_TELLING: Final = frozenset({ColumnKind.INVESTMENT, ColumnKind.NATURE, ColumnKind.YEARS, ColumnKind.BUILDERS})


def is_project_table(table: Table) -> bool:
    """Whether a table lists projects: names, and sums, natures, years or builders beside them."""
    kinds = set(table.kinds)
    return ColumnKind.NAME in kinds and bool(_TELLING & kinds) and len(kinds) >= 4


def project_table(text: str, start: int, end: int) -> ProjectTable | None:
    """Read the first project table between two offsets, or None where no heads of such a table stand.

    Cells come one a line or separated by tabs or bars.
    """
    tables = [*tables_in(text, start, end)]
    lines = line_table(text, start, end)
    tables += [lines] if lines else []
    found = next((table for table in sorted(tables, key=_at) if is_project_table(table)), None)
    return project_rows(text, found) if found else None


def _at(table: Table) -> int:
    return table.start


def project_rows(text: str, table: Table) -> ProjectTable | None:
    """The programmes and projects of a table that lists projects; None where no row is one."""
    total: Decimal | None = None
    total_words: Passage | None = None
    programmes: list[ProgrammeRow] = []
    projects: list[ProjectRow] = []
    for row in table.rows:
        if row.kind is RowKind.TOTAL:
            if total is None and (total := _total(row, table.unit)) is not None:
                total_words = Passage(row.start, row.end, text[row.start : row.end])
        elif row.kind is RowKind.GROUP:
            programmes.append(_programme(text, row.cells, table.unit))
        else:
            current = len(programmes) - 1 if programmes else None
            read = _project if table.by_lines else _by_columns
            project = read(text, row, table, current, len(projects) + 1)
            projects += [project] if project else []
    title = table.title or table.heads[0].passage()
    whole = ProgrammeRow(title.exact, None, total, title, total_words)
    return ProjectTable(whole, tuple(programmes), tuple(projects)) if projects else None


def _total(row: Row, unit: str) -> Decimal | None:
    """The grand total of a row: the first sum behind 总计 or 合计."""
    named = next((i for i, cell in enumerate(row.cells) if _TOTAL.fullmatch(cell.text)), None)
    if named is None:
        return None
    sums = (_money(cell.text, unit) for cell in row.cells[named + 1 :] if _MONEY.fullmatch(cell.text))
    return next(sums, None)


def _by_columns(text: str, row: Row, table: Table, programme: int | None, ordinal: int) -> ProjectRow | None:
    """A project of a row with a cell a column; a row without a name is none."""
    name = table.at(row, ColumnKind.NAME)
    if not name:
        return None
    serial = _SERIAL.fullmatch(words) if (words := _joined(table.at(row, ColumnKind.NUMBER))) else None
    money = table.at(row, ColumnKind.INVESTMENT)
    years = _YEARS.search(_joined(table.at(row, ColumnKind.YEARS)))
    first_year = int(years[1]) if years else None
    builders = table.at(row, ColumnKind.BUILDERS) or table.at(row, ColumnKind.RESPONSIBLE, ColumnKind.LEAD)
    return ProjectRow(
        number=int(serial[1]) if serial else ordinal,
        name=_joined(name),
        nature=_NATURES.get(_joined(table.at(row, ColumnKind.NATURE))),
        content=_joined(table.at(row, ColumnKind.CONTENT)),
        investment=_money(money[0].text, table.unit) if money else None,
        start_year=first_year,
        end_year=int(years[2]) if years and years[2] else first_year,
        progress=_joined(table.at(row, ColumnKind.PROGRESS)),
        builders=tuple(passage for cell in builders for passage in _builders(cell)),
        programme=programme,
        passage=Passage(row.start, row.end, text[row.start : row.end]),
        name_passage=Passage(name[0].start, name[-1].end, text[name[0].start : name[-1].end]),
    )


def _joined(cells: tuple[Cell, ...]) -> str:
    return "".join(cell.text for cell in cells)


def _builders(cell: Cell) -> list[Passage]:
    """The builders of a cell: names between 、 or blanks; a bracket stays with its name."""
    return [
        Passage(cell.start + m.start(), cell.start + m.end(), m[0])
        for m in re.finditer(r"(?:[^、，,；;\s（(]|[（(][^（()）]*[）)])+", cell.text)
    ]


def _programme(text: str, row: tuple[Cell, ...], unit: str) -> ProgrammeRow:
    if len(row) == 1:
        return _named_programme(row[0])
    last = row[min(2, len(row) - 1)]
    name = _COUNT.sub("", row[1].text) if len(row) > 1 else row[0].text
    match = _HAN.fullmatch(row[0].text)
    return ProgrammeRow(
        name=name,
        number=number_of(match[1]) if match else None,
        investment=_money(row[2].text, unit) if len(row) > 2 else None,
        passage=Passage(row[0].start, last.end, text[row[0].start : last.end]),
    )


def _named_programme(cell: Cell) -> ProgrammeRow:
    """A programme on a line of its own: 一、应用工程(19个)."""
    label = re.match(r"[（(]?([一二三四五六七八九十]{1,3})(?:[）)]、?|、)\s*", cell.text)
    name = _COUNT.sub("", cell.text[label.end() :] if label else cell.text)
    return ProgrammeRow(name or cell.text, number_of(label[1]) if label else None, None, cell.passage())


def _unit_of(words: str, default: str) -> str:
    match = _UNIT.search(words)
    return match[0] if match else default


def _money(words: str, unit: str) -> Decimal | None:
    match = _MONEY.match(words)
    if match is None:
        return None
    return Decimal(re.sub(r"[,，]", "", match[0])) * _TO_WAN[_unit_of(words, unit)]


def _project(text: str, row: Row, table: Table, programme: int | None, ordinal: int) -> ProjectRow:
    """A project of a row with a cell a line: its cells are given to the columns.

    The narrow ones (nature, money, years) are found by form, the free ones fill what stands between.
    """
    cells, unit = row.cells[1:] or row.cells, table.unit
    nature_at = next((i for i, c in enumerate(cells) if c.text in _NATURES), None)
    if ColumnKind.NATURE not in table.kinds:
        nature_at = None
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
    progress, builders = _tail(cells[tail_from:], table.kinds)
    years = _YEARS.fullmatch(cells[years_at].text) if years_at is not None else None
    first_year = int(years[1]) if years else None
    name_cells = cells[:name_end]
    return ProjectRow(
        number=int(row.cells[0].text) if row.cells[0].text.isdigit() else ordinal,
        name="".join(cell.text for cell in name_cells),
        nature=_NATURES[cells[nature_at].text] if nature_at is not None else None,
        content="".join(cell.text for cell in cells[content_from:content_to])
        if ColumnKind.CONTENT in table.kinds
        else "",
        investment=_money(cells[money_at].text, unit) if money_at is not None else None,
        start_year=first_year,
        end_year=int(years[2]) if years and years[2] else first_year,
        progress="".join(cell.text for cell in progress),
        builders=tuple(Passage(c.start, c.end, text[c.start : c.end]) for c in builders),
        programme=programme,
        passage=Passage(row.start, row.end, text[row.start : row.end]),
        name_passage=Passage(
            name_cells[0].start, name_cells[-1].end, text[name_cells[0].start : name_cells[-1].end]
        ),
    )


def _money_and_years(cells: tuple[Cell, ...], start: int) -> tuple[int | None, int | None]:
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


def _tail(
    cells: tuple[Cell, ...], kinds: tuple[ColumnKind, ...]
) -> tuple[tuple[Cell, ...], tuple[Cell, ...]]:
    """Cells after the years: progress is prose, builders are names without a sentence's marks."""
    if not {ColumnKind.BUILDERS, ColumnKind.RESPONSIBLE, ColumnKind.LEAD} & set(kinds):
        return cells, ()
    if ColumnKind.PROGRESS not in kinds:
        return (), cells
    split = 1
    while split < len(cells) and re.search(r"[。；，]", cells[split].text):
        split += 1
    if len(cells) == 1 and not re.search(r"[。；，]", cells[0].text):
        split = 0
    return cells[:split], cells[split:]
