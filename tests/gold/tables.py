"""Write the tables of documents by the commands that stand above them: ``python -m tests.gold.tables FILE…``.

A table stands between ``<!-- policygraph evaluate … -->`` and ``<!-- end -->``; the first line is the
command that prints it, run in the folder of the checkout. ``make accuracy`` writes them, a test
compares them.
"""

from __future__ import annotations

import os
import re
import shlex
import sys
from functools import cache
from pathlib import Path
from typing import Final

from click.testing import CliRunner

from policygraph.cli import main

__all__ = ["written"]

ROOT: Final = Path(__file__).parents[2]
# "<!-- policygraph evaluate tests/gold --markdown total -->\n| … |\n<!-- end -->"
_BLOCK: Final = re.compile(r"(<!-- policygraph (.+?) -->\n).*?(<!-- end -->)", re.DOTALL)


def written(text: str) -> str:
    """The text of a document with each table as its command prints it now."""
    return _BLOCK.sub(lambda block: f"{block[1]}{_output(block[2])}{block[3]}", text)


@cache
def _output(command: str) -> str:
    before = Path.cwd()
    os.chdir(ROOT)
    try:
        result = CliRunner().invoke(main, shlex.split(command), catch_exceptions=False)
    finally:
        os.chdir(before)
    if result.exit_code:
        raise SystemExit(f"policygraph {command}\n{result.output}")
    return result.output


if __name__ == "__main__":
    for name in sys.argv[1:]:
        file = Path(name)
        file.write_text(written(file.read_text(encoding="utf-8")), encoding="utf-8")
