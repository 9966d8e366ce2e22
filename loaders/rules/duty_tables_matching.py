"""Which measure of a plan a row of its task table means: the same heading, the same number, the same words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

from loaders.headings import number_of
from loaders.outline import Outline
from loaders.rules.measures import Draft
from ontology.model import ResourceId

__all__ = ["Matcher", "name_span"]

_HAN: Final = "〇零一二三四五六七八九十百"
#: A label before a task's words: 1. （一） 一、 ① (2) 第三条. Not: 2016年, 3个园区.
_LABEL: Final = re.compile(
    rf"(?:[（(](?:[{_HAN}]{{1,4}}|\d{{1,3}})[）)]、?|[{_HAN}]{{1,4}}、|\d{{1,3}}(?:[.．、](?!\d)|[.．]\d{{1,2}}[.．、 　](?!\d))|[①-⑳]|"
    rf"第[{_HAN}\d]{{1,4}}[条项章节]、?)[ \t\u3000]*"
)
#: A cell that is nothing but a place in the plan: 三（二）, 第三部分第（二）条, 3.2, 二、（一）1.
_PATH: Final = re.compile(
    rf"(?:第?[（(]?(?:[{_HAN}]{{1,4}}|\d{{1,2}})[）)]?(?:部分|章|节|条|项|款|、|[.．])?\s*){{1,4}}"
)
_PATH_PART: Final = re.compile(rf"[{_HAN}]{{1,4}}|\d{{1,2}}")
_NAME_END: Final = re.compile(r"[。\n]")
#: The second item of a list inside a cell: its first label is then no label of the cell.
_SECOND: Final = re.compile(r"(?:[（(]?(?:2|二)[）)]|2[.．、](?!\d)|②|二、)")
_COLON: Final = re.compile("[：:]")
_NOT_WORD: Final = re.compile(r"[\W_]+")
#: Shortest words that may stand inside others: shorter ones (宣传推广) are the same only as a whole.
_SHORTEST_PART: Final = 6
#: Shortest words that quote a measure's text.
_SHORTEST_QUOTE: Final = 12
#: Most characters that are searched for quotations in all, rows times text.
_MOST_SEARCHED: Final = 100_000_000
#: Most comparisons of tasks with headings; beyond it only whole headings count.
_MOST_COMPARED: Final = 10_000_000
_MAX_BEFORE_COLON: Final = 20


def name_span(text: str, start: int, end: int) -> tuple[int, int]:
    """Where the name of a task stands in its cell: without its label, up to the first full stop.

    ``1.建设园区。到2016年建成3个`` is named 建设园区, ``物流体系：支持…`` 物流体系. A list (``1.引进；2.培育``) keeps its
    labels, and a full stop inside a number (5.5万) ends nothing.
    """
    label = _LABEL.match(text, start, end)
    at = label.end() if label and label.end() < end and not _SECOND.search(text, label.end(), end) else start
    stop = _NAME_END.search(text, at, end)
    last = stop.start() if stop and stop.start() > at else end
    colon = _COLON.search(text, at + 2, min(last, at + _MAX_BEFORE_COLON))
    if colon and colon.end() < end:
        last = colon.start()
    while last > at + 1 and text[last - 1] in " \t\u3000，,、":
        last -= 1
    return at, last


def _key(words: str) -> str:
    return _NOT_WORD.sub("", words)


@dataclass(slots=True)
class Matcher:
    """Finds measures by a row's words. Built once for a document; answers are kept, cells repeat."""

    text: str = field(repr=False)
    names: dict[str, ResourceId]
    paths: dict[tuple[int, ...], ResourceId]
    labels: dict[int, tuple[tuple[ResourceId, str], ...]]
    extents: tuple[tuple[int, int, ResourceId], ...]
    search_end: int
    contained: bool
    _answers: dict[str, ResourceId | None] = field(default_factory=dict)

    @classmethod
    def of(cls, text: str, tree: Outline, draft: Draft, rows: int, before: int) -> Matcher:
        """A matcher for the measures of a draft.

        Quotations are sought ``before`` the first table, and only where ``rows`` are not too many.
        """
        names: dict[str, ResourceId] = {}
        twice: set[str] = set()
        for measure in draft.measures:
            key = _key(measure.name)
            if key in names:
                twice.add(key)
            names[key] = measure.id
        by_section: dict[ResourceId, ResourceId] = {
            m.section: m.id for m in draft.measures if ".p" not in m.id
        }
        paths = {
            node.path: by_section[section]
            for node, section in zip(tree.nodes, draft.sections, strict=True)
            if section in by_section and node.sequential
        }
        labels: dict[int, tuple[tuple[ResourceId, str], ...]] = {}
        known = {m.id: _key(m.name) for m in draft.measures}
        for path, key in paths.items():
            labels[path[-1]] = (*labels.get(path[-1], ()), (key, known[key]))
        extents = tuple((m.start, m.end, m.id) for m in draft.measures)
        last = min(before, max((m.end for m in draft.measures), default=0))
        return cls(
            text=text,
            names={key: value for key, value in names.items() if key and key not in twice},
            paths=paths,
            labels=labels,
            extents=extents,
            search_end=last if rows * last <= _MOST_SEARCHED else 0,
            contained=rows * len(names) <= _MOST_COMPARED,
        )

    def measure(self, words: str) -> ResourceId | None:
        """The measure that a task names: its heading, one contained in the other, or its number."""
        if not self.names:
            return None
        if words not in self._answers:
            self._answers[words] = self._find(words)
        return self._answers[words]

    def named(self, candidates: Iterable[str]) -> ResourceId | None:
        """The first measure that one of the groupings of a row names."""
        return next((found for words in candidates if words and (found := self.measure(words))), None)

    def quoted(self, words: str) -> ResourceId | None:
        """The measure whose text holds the task's words, where only one does."""
        words = words.rstrip("。；;，, ")
        label = _LABEL.match(words)
        words = words[label.end() :] if label else words
        if len(words) < _SHORTEST_QUOTE or not self.search_end:
            return None
        at = self.text.find(words, 0, self.search_end)
        if at < 0 or self.text.find(words, at + 1, self.search_end) >= 0:
            return None
        return next((key for start, end, key in self.extents if start <= at < end), None)

    def _find(self, words: str) -> ResourceId | None:
        if _PATH.fullmatch(words):
            path = tuple(number_of(part) for part in _PATH_PART.findall(words))
            # A lone number is the row's own, not a place in the plan.
            return self.paths.get(path) if len(path) > 1 or not words.isdigit() else None
        start, end = name_span(words, 0, len(words))
        key = _key(words[start:end])
        if key in self.names:
            return self.names[key]
        if not self.contained:
            return None
        whole = _key(words[:200])
        inside = [name for name in self.names if len(name) >= _SHORTEST_PART and name in whole]
        if inside:
            return self.names[max(inside, key=len)]
        around = [name for name in self.names if len(key) >= _SHORTEST_PART and key in name]
        if len(around) == 1:
            return self.names[around[0]]
        return self._by_label(words[:start], key)

    def _by_label(self, label: str, key: str) -> ResourceId | None:
        """The one measure with the row's label and half of its words: （五）物流体系 for （五）加快物流体系建设."""
        numbers: Sequence[str] = _PATH_PART.findall(label)
        if len(numbers) != 1 or len(key) < 4:
            return None
        pairs = _pairs(key)
        alike = [
            found
            for found, name in self.labels.get(number_of(numbers[0]), ())
            if 2 * len(pairs & _pairs(name)) >= len(pairs)
        ]
        return alike[0] if len(alike) == 1 else None


def _pairs(words: str) -> set[str]:
    return {words[i : i + 2] for i in range(len(words) - 1)}
