"""Virtuoso on loopback: its configuration, and statements to its SQL port; for measurements and for tests."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path
from typing import Final

__all__ = [
    "ANYBODY_UPDATES",
    "ISQL",
    "PASSWORD",
    "VIRTUOSO",
    "configuration",
    "not_loaded",
    "run_sql",
    "sql_command",
]

#: The binaries, None where they are not installed (Debian: virtuoso-opensource-7-bin).
VIRTUOSO: Final = shutil.which("virtuoso-t")
ISQL: Final = shutil.which("isql-vt") or shutil.which("isql")
PASSWORD: Final = "dba"  # noqa: S105 the one a fresh database has; it listens on loopback only

#: What lets anybody update by the SPARQL protocol. The account must stand in quotes: SPARQL is a word of its
#: grammar, and a grant without them is refused.
ANYBODY_UPDATES: Final = (
    'grant SPARQL_UPDATE to "SPARQL";',
    'grant execute on DB.DBA.SPARQL_INSERT_DICT_CONTENT to "SPARQL";',
    'grant execute on DB.DBA.SPARQL_DELETE_DICT_CONTENT to "SPARQL";',
    "DB.DBA.RDF_DEFAULT_USER_PERMS_SET('nobody', 7);",
)
_SECONDS: Final = 120
_INI: Final = """\
[Database]
DatabaseFile = {folder}/virtuoso.db
ErrorLogFile = {folder}/virtuoso.log
LockFile = {folder}/virtuoso.lck
TransactionFile = {folder}/virtuoso.trx
xa_persistent_file = {folder}/virtuoso.pxa
ErrorLogLevel = 7
FileExtend = 200
Striping = 0
TempStorage = TempDatabase
[TempDatabase]
DatabaseFile = {folder}/virtuoso-temp.db
TransactionFile = {folder}/virtuoso-temp.trx
Striping = 0
[Parameters]
ServerPort = 127.0.0.1:{sql}
DirsAllowed = {data}
DisableUnixSocket = 1
MaxClientConnections = {clients}
CheckpointInterval = 0
NumberOfBuffers = {buffers}
MaxDirtyBuffers = {dirty}
SchedulerInterval = 10
ThreadsPerQuery = 2
[HTTPServer]
ServerPort = 127.0.0.1:{http}
ServerRoot = {folder}
MaxClientConnections = {clients}
ServerThreads = {clients}
MaxKeepAlives = {clients}
KeepAliveTimeout = 60
EnabledGzipContent = 0
[SPARQL]
ResultSetMaxRows = {rows}
MaxQueryCostEstimationTime = 0
MaxQueryExecutionTime = {seconds}
"""


def configuration(
    folder: Path,
    http: int,
    sql: int,
    *,
    data: Path | None = None,
    buffers: int = 20_000,
    clients: int = 20,
    rows: int = 1_000_000,
    seconds: int = 60,
) -> Path:
    """Write the configuration of a database in ``folder`` with two ports, and return its file.

    Files are bulk loaded from ``data``; a buffer is a page of 8 KiB; an answer has at most ``rows`` rows and
    takes at most ``seconds``.
    """
    ini = folder / "virtuoso.ini"
    text = _INI.format(
        folder=folder,
        data=data or folder,
        http=http,
        sql=sql,
        clients=clients,
        buffers=buffers,
        dirty=buffers * 3 // 4,
        rows=rows,
        seconds=seconds,
    )
    ini.write_text(text, encoding="utf-8")
    return ini


def sql_command(port: int, statements: str) -> list[str]:
    """The command that sends statements as dba."""
    return [str(ISQL), f"127.0.0.1:{port}", "dba", PASSWORD, f"EXEC={statements}"]


def run_sql(port: int, statements: str) -> str:
    """Run statements and return what is said; `RuntimeError` with what Virtuoso says against them (isql itself reports success)."""
    done = subprocess.run(  # noqa: S603
        sql_command(port, statements), capture_output=True, text=True, check=False, timeout=_SECONDS
    )
    said = done.stdout + done.stderr
    if done.returncode or "*** Error" in said:
        raise RuntimeError(f"{statements}: {said[-500:].strip()}")
    return said


def not_loaded(port: int) -> int:
    """How many files of the bulk loader's list are not wholly loaded: the loader notes it and goes on."""
    said = run_sql(port, "select count(*) from DB.DBA.load_list where ll_state <> 2 or ll_error is not null;")
    return int(re.findall(r"^\s*(\d+)\s*$", said, re.MULTILINE)[-1])
