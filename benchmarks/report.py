"""The section of docs/performance.md that a run writes: ratios, with versions and machine."""

from __future__ import annotations

import datetime as dt
import os
import platform
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from benchmarks.measuring import CLIENTS, OURS, UPDATE, Results, Times, percentile
from benchmarks.workload import QUERIES

__all__ = ["replaced", "section"]

#: Characters of a failure that are told.
_QUOTED: Final = 300
#: Fewer times than this have no p99.
_MANY: Final = 100


def section(title: str, statements: int, results: Results, bare: float | None) -> str:
    """Markdown of a run.

    ``bare``: processor seconds of Oxigraph's load of the statements without their union.
    """
    peers = [name for name in results.loads if name != OURS]
    parts = [f"### {title}: {statements:,} statements", "", _conditions(results), ""]
    parts += [
        "Versions: " + "; ".join(f"{name}: {words}" for name, words in results.versions.items()) + ".",
        "",
    ]
    parts += [f"Left out: {name} ({_one_line(why)})." for name, why in results.missing.items()]
    parts += ["", *_stores(results, bare), ""]
    for words, times in (
        ("Cold", results.cold),
        ("Warm", results.warm),
        ("Repeated", results.repeated),
    ):
        parts += [*_latency(words, times, results, peers), ""]
    parts += [*_processor(results, peers), "", *_rates(results, peers), "", *_notes(results)]
    return "\n".join(parts).replace("\n\n\n", "\n\n").rstrip() + "\n"


def replaced(text: str, name: str, new: str) -> str:
    """A document with the part between its marks ``bench:NAME`` replaced; appended where it has no such marks."""
    begin, end = f"<!-- bench:{name} -->", f"<!-- end of bench:{name} -->"
    block = f"{begin}\n{new}{end}"
    if begin not in text:
        return f"{text.rstrip()}\n\n{block}\n"
    return re.sub(f"{re.escape(begin)}.*?{re.escape(end)}", lambda _: block, text, flags=re.DOTALL)


def _conditions(results: Results) -> str:
    load = os.getloadavg()[1]
    cores = os.cpu_count() or 1
    words = f"{dt.datetime.now(dt.UTC):%Y-%m-%d}, {_processor_name()}, {cores} cores, {platform.system()}"
    busy = f"load of the machine at the end {load:.1f}, which is this run's own on an idle one"
    took = f"The run took {results.seconds / 60:.0f} minutes; {CLIENTS} clients by {results.generator}."
    return f"Measured {words}, Python {platform.python_version()}; {busy}. {took}"


def _stores(results: Results, bare: float | None) -> list[str]:
    lines = [
        "| store | load s | CPU s | ours ÷ it (CPU) | peak MB | start s | idle MB | after the questions MB |",
        "|---|---|---|---|---|---|---|---|",
    ]
    ours = results.loads.get(OURS)
    for name, cost in results.loads.items():
        ratio = f"{ours.processor / cost.processor:.2f}" if ours and cost.processor else "–"
        start = min(results.starts.get(name, [0.0]))
        sizes = (
            " | ".join(f"{value / 1e6:,.0f}" for value in (cost.memory,))
            + f" | {start:.1f} | {results.idle.get(name, 0) / 1e6:,.0f} | {results.busy.get(name, 0) / 1e6:,.0f}"
        )
        lines.append(f"| {name} | {cost.seconds:.1f} | {cost.processor:.1f} | {ratio} | {sizes} |")
    if bare is not None and ours:
        lines += [
            "",
            f"Oxigraph's load of the named graphs alone, without their union: {bare:.1f} CPU seconds",
        ]
        lines[-1] += f" (ours ÷ it: {ours.processor / bare:.2f})."
    return lines


def _latency(words: str, times: Times, results: Results, peers: Sequence[str]) -> list[str]:
    names = [question.name for question in QUERIES] + ([UPDATE] if words == "Warm" else [])

    def cell(name: str, question: str) -> str:
        ours, its = times.get(OURS, {}).get(question), times.get(name, {}).get(question)
        if not its:
            return _why(results, name, question)
        return f"{percentile(ours, 0.5) / percentile(its, 0.5):.2f}" if ours else "–"

    sizes = [len(values) for asked in times.values() for values in asked.values()]
    if not any(sizes):
        return []
    lines = [
        f"| {words} (n ≤ {max(sizes):,}): ours, ms | median | p99 | n | {' | '.join(f'÷ {name}' for name in peers)} |",
        _rule(len(peers) + 2),
    ]
    for question in names:
        ours = times.get(OURS, {}).get(question, [])
        own = f"{percentile(ours, 0.5) * 1e3:,.1f}" if ours else "–"
        high = f"{percentile(ours, 0.99) * 1e3:,.1f}" if len(ours) >= _MANY else "–"
        found = sorted({len(asked[question]) for asked in times.values() if asked.get(question)})
        number = "–".join(f"{each:,}" for each in dict.fromkeys((found[0], found[-1]))) if found else "–"
        cells = " | ".join(cell(name, question) for name in peers)
        lines.append(f"| {question} | {own} | {high} | {number} | {cells} |")
    return lines


def _processor(results: Results, peers: Sequence[str]) -> list[str]:
    costs = results.processor
    lines = [f"| Warm, processor time: ours, ms | | {' | '.join(f'÷ {name}' for name in peers)} |"]
    lines += [_rule(len(peers))]
    for question in QUERIES:
        own = costs.get(OURS, {}).get(question.name)
        if own is None:
            continue
        lines.append(
            f"| {question.name} | {own * 1e3:,.1f} | "
            + " | ".join(_ratio(own, costs.get(name, {}).get(question.name)) for name in peers)
            + " |"
        )
    return lines


def _rates(results: Results, peers: Sequence[str]) -> list[str]:
    head = f"| {CLIENTS} clients: ours, answers a second | | that hold the answer (304) |"
    lines = [f"{head} {' | '.join(f'÷ {name}' for name in peers)} |", _rule(len(peers) + 1)]
    found: dict[str, dict[str, float]] = {}
    for name, rates in results.rates.items():
        for question, number in rates.items():
            found.setdefault(question, {})[name] = number
    rows = [(f"{question}, repeated", numbers) for question, numbers in found.items()]
    unchanged = {f"{question}, repeated": number for question, number in results.unchanged.items()}
    for words, numbers in (*rows, ("short questions, each new", results.mixed)):
        own = numbers.get(OURS)
        if own is not None:
            cells = " | ".join(_ratio(own, numbers.get(name)) for name in peers)
            held = f"{unchanged[words]:,.0f}" if words in unchanged else "–"
            lines.append(f"| {words} | {own:,.0f} | {held} | {cells} |")
    return lines


def _notes(results: Results) -> list[str]:
    lines = []
    for name, questions in sorted(results.different.items()):
        lines.append(f"Answers that differ from ours: {name}: {', '.join(sorted(questions))}.")
    if not results.different:
        lines.append("All answers were equal as multisets, of every store that gave one.")
    for name, failed in results.failed.items():
        told = "; ".join(f"{question} ({_one_line(why)})" for question, why in failed.items())
        lines.append(f"Without an answer: {name}: {told}.")
    for name, ended in results.ended.items():
        if ended:
            lines.append(f"Started again: {name}: {'; '.join(map(_one_line, ended))}.")
    if results.unasked:
        lines.append(f"Not begun, because the time was over: {'; '.join(results.unasked)}.")
    found = ", ".join(f"{name} {number:,}" for name, number in results.rows.items())
    return [*lines, f"Rows of the largest answers compared: {found}."]


def _one_line(words: str) -> str:
    """What a store said, as it may stand in a table or list: short, without line breaks and bars."""
    text = " ".join(words.split()).replace("|", "/")
    return text if len(text) <= _QUOTED else f"{text[:_QUOTED]} …"


def _rule(columns: int) -> str:
    return "|" + "---|" * (columns + 2)


def _ratio(own: float, other: float | None) -> str:
    return f"{own / other:.2f}" if other else "–"


def _why(results: Results, name: str, question: str) -> str:
    why = results.failed.get(name, {}).get(question, "")
    return "no answer" if why else "–"


def _processor_name() -> str:
    for line in Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines():
        if line.startswith("model name"):
            return line.partition(":")[2].strip()
    return platform.machine()
