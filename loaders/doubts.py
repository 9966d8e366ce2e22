"""What a person should look at in a document: numbering that breaks off, duties told from prose, sums that differ."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Final

from loaders.rules.duty_tables import table_doubts
from loaders.rules.projects import ProjectTable
from loaders.scoping import Prepared
from ontology.model import Doubt, Passage, Responsibility

__all__ = ["doubts_of"]

#: Facts below this confidence are listed as doubts, for a person to look at.
_DOUBTFUL: Final = 0.6


def doubts_of(
    prepared: Prepared,
    duties: tuple[Responsibility, ...],
    unread: tuple[Passage, ...],
    tables: tuple[ProjectTable, ...],
) -> Iterator[Doubt]:
    """Every doubt about the sections, duties and tables of a document, in this order.

    ``unread`` are the words in lists of owners that name nobody we know.
    """
    yield from _doubts(prepared, duties, unread)
    yield from _sums(tables)


def _doubts(
    prepared: Prepared, duties: tuple[Responsibility, ...], unread: tuple[Passage, ...]
) -> Iterable[Doubt]:
    scope = prepared.scope
    for node, section in zip(prepared.tree.nodes, prepared.draft.sections, strict=True):
        if not node.sequential:
            yield Doubt(
                "numbering",
                f"标题序号“{node.notation}”与前文不连续",
                f"The heading's number {node.notation} does not continue the numbering",
                scope.passage(node.start, node.title_end),
                section,
            )
    for duty in duties:
        if duty.evidence.confidence < _DOUBTFUL:
            yield Doubt(
                "duty",
                f"“{duty.as_written}”的责任由行文推断，请核对",
                f"The duty of {duty.as_written} is inferred from prose; please check",
                duty.evidence.passages[0],
                duty.id,
            )
    for words in unread:
        yield Doubt(
            "list-owner",
            f"责任单位中的“{words.exact}”未能识别为单位，请核对",
            f"{words.exact} among the owners names no body that is known; please check",
            words,
        )
    yield from table_doubts(scope, prepared.rows)


def _sums(tables: tuple[ProjectTable, ...]) -> Iterable[Doubt]:
    """Printed sums that the rows do not add up to."""
    for table in tables:
        for index, programme in enumerate(table.programmes):
            rows = [p.investment or Decimal(0) for p in table.projects if p.programme == index]
            if programme.investment is not None and sum(rows) != programme.investment:
                yield _sum_doubt(
                    programme.name, programme.investment, sum(rows, Decimal(0)), programme.passage
                )
        total = table.whole.investment
        if total is not None and sum(p.investment or Decimal(0) for p in table.projects) != total:
            parts = sum((p.investment or Decimal(0) for p in table.projects), Decimal(0))
            yield _sum_doubt(table.whole.name, total, parts, table.whole.passage)


def _sum_doubt(name: str, printed: Decimal, added: Decimal, passage: Passage) -> Doubt:
    return Doubt(
        "investment-sum",
        f"“{name}”印出的投资合计{printed}万元，各项目相加为{added}万元",
        f"{name}: the printed total is {printed}, the projects add up to {added} (10,000 yuan)",
        passage,
    )
