"""The division of tasks that an annotation states, as rows of a table: what an office would send as a workbook."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

__all__ = ["HEADS", "as_csv", "duties", "restricted", "rows_of"]

HEADS: Final = ("序号", "重点任务", "牵头单位", "责任单位", "配合单位")
_ROLES: Final = ("lead", "responsible", "support")


def duties(gold: dict[str, Any]) -> list[dict[str, Any]]:
    """Responsibilities of an annotation that such a table has a column for."""
    return [item for item in gold["responsibilities"] if item["role"] in _ROLES and not item.get("optional")]


def rows_of(gold: dict[str, Any]) -> tuple[tuple[str, ...], ...]:
    """A title that names the place, the heads, and a row for each measure with owners."""
    stated: dict[str, dict[str, dict[str, None]]] = {}
    for item in duties(gold):
        measure = stated.setdefault(item["measure"], {role: {} for role in _ROLES})
        measure[item["role"]][item["department"]] = None
    title, place = gold["document"]["title"], gold["document"]["place"] or ""
    return (
        (("" if place[:-1] in title else place) + title + "任务分工表",),
        HEADS,
        *(
            (str(number), name, *("、".join(owners[role]) for role in _ROLES))
            for number, (name, owners) in enumerate(stated.items(), 1)
        ),
    )


def as_csv(rows: Sequence[Sequence[str]], encoding: str) -> bytes:
    """The rows as spreadsheet programs save them: commas, quotes where needed, line ends of Windows."""
    target = io.StringIO(newline="")
    csv.writer(target).writerows(rows)
    return target.getvalue().encode(encoding)


def restricted(gold: dict[str, Any], folder: Path) -> Path:
    """The annotation with nothing but what the table states, as a file."""
    file = folder / f"{gold['id']}.json"
    stated = [item for item in gold["responsibilities"] if item["role"] in _ROLES]
    kept = {**gold, "headings": [], "targets": [], "responsibilities": stated}
    file.write_text(json.dumps(kept, ensure_ascii=False), encoding="utf-8")
    return file
