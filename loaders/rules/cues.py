"""Cues: words that suggest a concept, weighed by where they stand.

A cue in the heading says what a measure is about; in the body it counts only with others. A tag
needs a strong cue in the heading, or the weight of at least two strong cues in the body, so that a
passing mention tags nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from loaders.rules.clauses import ASIDE, masked
from loaders.rules.scope import Scope
from loaders.rules.words import rows
from ontology.model import ConceptId, Evidence, Passage, Tag

__all__ = ["Cue", "CueIndex", "Hit", "cue_index", "hits", "tags"]

_STRONG, _WEAK = 1.0, 0.4
_HEADING = 2.5  # a strong cue in the heading outweighs two in the body
#: Repeating a word says little more than saying it twice.
_MOST_REPEATS = 2
_NEEDED = 2.0
_MOST_PASSAGES = 6
#: Match: ``牵头单位：市商务局；配合单位：市金融办``. Non-match: ``牵头组织``.
_DUTY = re.compile(r"(?:责任|牵头|配合|协办|协同|参与|承办|主办|主管)(?:单位|部门)[：:][^\n。]*")
#: What follows a cue inside an agency's name. Match: ``局``, ``管理局``, ``农村局``, ``部、``. Non-match: ``局面``,
#: ``部分``, ``委托``, ``办法``.
_AGENCY = re.compile(
    r"(?:监督管理|管理|监督|农村|运输|[和与]\w{2,4})?"
    r"(?:总局|局(?![面限势部])|厅(?!堂)|委(?![托派员任培])|部(?![署分位件属落队级])|办(?=[、，。；）\s]|$))"
)


#: The finance department is named where it gives money; its name is evidence of that.
_PAYING = "财政"


@dataclass(frozen=True, slots=True)
class Cue:
    """A word of the lexicon, its concept and whether it suggests that by itself.

    One that ``hides`` suggests nothing, nor do the shorter cues inside it: 标准 in 高标准.
    """

    word: str
    concept: ConceptId
    strong: bool
    hides: bool = False


#: Cues with their words in capitals, by the first two characters, longest first: one look-up a position.
CueIndex = dict[str, tuple[tuple[str, Cue], ...]]


@dataclass(frozen=True, slots=True)
class Hit:
    """A cue found at ``start`` of the document, in the heading or below it."""

    start: int
    cue: Cue
    heading: bool

    @property
    def end(self) -> int:
        """Where the word ends."""
        return self.start + len(self.cue.word)


@cache
def cue_index(lexicon: str) -> CueIndex:
    """Cues of ``loaders/lexicons/<lexicon>`` (concept, strong, weak or never, word)."""
    found: dict[str, list[Cue]] = {}
    for concept, weight, word in rows(lexicon, 3):
        if weight not in ("strong", "weak", "never") or len(word) < 2:
            raise ValueError(
                f"lexicons/{lexicon}: {concept} {weight} {word}: strong, weak or never, two characters or more"
            )
        cue = Cue(word, ConceptId(concept), weight == "strong", weight == "never")
        found.setdefault(word[:2].upper(), []).append(cue)
    return {
        head: tuple((cue.word.upper(), cue) for cue in sorted(cues, key=lambda cue: -len(cue.word)))
        for head, cues in found.items()
    }


def hits(text: str, start: int, heading_end: int, end: int, index: CueIndex) -> list[Hit]:
    """Cues in ``text[start:end]``; of one concept's cues the longest at a place, none inside brackets.

    Departments' names are full of cues: neither what brackets hold (责任单位：…) counts, nor lines
    that name who answers for the work, nor a cue that is part of an agency's name (统计局).
    """
    part = text[start:end]
    mask = _DUTY.sub(lambda match: ASIDE * len(match[0]), masked(part))
    upper = part.upper()
    found: list[Hit] = []
    covered: dict[ConceptId, int] = {}
    for pos in [at for at in range(len(part) - 1) if upper[at : at + 2] in index]:
        if mask[pos] == ASIDE:
            continue
        for word, cue in index[upper[pos : pos + 2]]:
            if covered.get(cue.concept, -1) <= pos and upper.startswith(word, pos):
                stop = covered[cue.concept] = pos + len(cue.word)
                if cue.hides or (cue.word != _PAYING and _AGENCY.match(part, stop)):
                    continue
                found.append(Hit(start + pos, cue, start + pos < heading_end))
    return found


def _weight(found: Sequence[Hit]) -> float:
    """Sum over distinct words, a repeated word counted twice at most."""
    total = 0.0
    repeats: dict[tuple[str, bool], int] = {}
    for hit in found:
        key = (hit.cue.word, hit.heading)
        repeats[key] = repeats.get(key, 0) + 1
        if repeats[key] > (1 if hit.heading else _MOST_REPEATS):
            continue
        weight = _STRONG if hit.cue.strong else _WEAK
        if hit.heading:
            weight *= _HEADING
        elif repeats[key] > 1:
            weight /= 2
        total += weight
    return total


def tags(
    scope: Scope,
    start: int,
    end: int,
    heading_end: int,
    lexicon: str,
    *,
    most: int,
    needed: float = _NEEDED,
    fallback: float = 0.0,
) -> tuple[Tag, ...]:
    """Concepts that the words of a measure suggest, the surest first and at most ``most``.

    ``text[start:heading_end]`` is the heading or topic sentence. Each tag's passages are the cues,
    those of the heading first; its confidence grows with their weight and stays below 0.95. With
    ``fallback``, where nothing is sure the one concept whose cues weigh most is given, if they
    weigh that much, with a confidence of at most 0.4.
    """
    by_concept: dict[ConceptId, list[Hit]] = {}
    for hit in hits(scope.text, start, heading_end, end, cue_index(lexicon)):
        by_concept.setdefault(hit.cue.concept, []).append(hit)
    weighed = []
    for concept, found in by_concept.items():
        weight = _weight(found)
        distinct = {hit.cue.word for hit in found}
        headed = any(hit.heading and hit.cue.strong for hit in found)
        if headed or (weight >= needed and len(distinct) >= 2 and any(hit.cue.strong for hit in found)):
            weighed.append((weight, concept, found))
    if not weighed and fallback:
        weighed = [(min(_weight(found), 1.0), concept, found) for concept, found in by_concept.items()]
        weighed = sorted(
            (item for item in weighed if item[0] >= fallback), key=lambda item: (-item[0], item[1])
        )[:1]
    weighed.sort(key=lambda item: (-item[0], item[1]))
    if weighed:  # a minor theme beside a dominant one is a passing mention
        top = weighed[0][0]
        weighed = [item for item in weighed if item[0] >= top / 4]
    return tuple(
        Tag(
            concept,
            Evidence(_passages(scope, found), round(min(0.95, 1 - 0.6**weight), 2), f"cues/{_rule(found)}"),
        )
        for weight, concept, found in weighed[:most]
    )


def _rule(found: Sequence[Hit]) -> str:
    return "heading" if any(hit.heading for hit in found) else "body"


def _passages(scope: Scope, found: Sequence[Hit]) -> tuple[Passage, ...]:
    """Each word once, those of the heading before those of the body."""
    chosen: dict[str, Hit] = {}
    for hit in sorted(found, key=lambda hit: (not hit.heading, not hit.cue.strong, hit.start)):
        chosen.setdefault(hit.cue.word, hit)
    return tuple(scope.passage(hit.start, hit.end) for hit in list(chosen.values())[:_MOST_PASSAGES])
