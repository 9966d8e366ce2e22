"""Firms named bare after a verb that backs them: 鼓励|甘肃银行、兰州银行|发放…, 支持|枝江酒业、土老憨等|开发….

No 公司 and no 等企业 tells them. A bank of a place is a firm wherever a verb backs it; a word of its own before a trade (敖东|药业)
is one in such a list; a bare word (隆基绿能) or a place before a trade (重庆|百货) only beside a certain firm.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from loaders.names.named import Division
from loaders.names.places import gazetteer
from loaders.names.vocabulary import Token, Tokens, brands, kind_words, trade_words, word_class
from loaders.rules.candidates import Candidate, Strength, strength

__all__ = ["by_backing"]

_BACKING = re.compile("支持|鼓励|引导|推动|依托|组织|指导|帮助|扶持|联合|携手|协调|督促|支持鼓励|鼓励支持")
#: Behind the list: what the firms do it for, with or in. Match: 韩正人参|在景区设店.
_BEHIND: Final = frozenset(
    ["等", "在", "为", "对", "向", "以", "按", "通过", "利用", "依托", "到", "赴", "将"]
)
_JOINT: Final = frozenset("、和与及")
_MARKS: Final = "，。；：！？,;:!?\n“”（）()《》"
_LONGEST: Final = 90
#: What a bank is called by; the longer word first. Match: 甘肃|银行, 枝江|农商行. Not: 陕西|银行业.
_BANK = re.compile(
    r"(?:农村商业|农商|商业)?银行(?!业|机构|系统|部门|网点|保险|贷款|资金|卡|账户|监管|间|证券)|农商行"
)
#: Sorts of banks. Match: 外资|银行, 驻昌|银行, 市内|银行. Not: 长安|银行.
_SHARED_BANK = re.compile(
    "[驻辖在各]|外资|中资|国有|民营|村镇|政策性|股份制|开发性|[\u4e00-\u9fff]{1,3}(?:辖内|境内|市内|地方)"
)
#: A word behind the list's last member that makes a trade of it. Match: 茶业|产业.
_TRADE: Final = ("行业", "产业", "市场", "等行业", "等产业", "等领域")
_OWN: Final = (Strength.UNKNOWN, Strength.BROKEN, Strength.LATIN)
#: A bare word is no longer than this. Match: 隆基绿能, 土老憨.
_LONGEST_BARE: Final = 5


@dataclass(frozen=True, slots=True)
class _Part:
    """A member of a list; ``sure`` when it is a firm by itself, ``new`` when no other rule has found it."""

    start: int
    end: int
    strength: str
    sure: bool
    new: bool


def by_backing(found: Tokens, within: Division | None, others: Sequence[Candidate]) -> Iterator[Candidate]:
    """Firms in lists that a backing verb opens and another verb (or 在, 等) closes.

    ``others`` are the candidates of other rules: firms among them make a list certain, names of other kinds leave
    it open. Not: 支持纺织、服装、鞋业发展, 鼓励高校、职业院校开设专业, 推动安徽果业发展.
    """
    held = {(one.start, one.end): one.kind for one in others}
    for verb in _BACKING.finditer(found.text):
        token = found.items[found.index(verb.start())]
        if (token.start, token.end) != verb.span():
            continue
        parts = [_part(found, low, high, within, held) for low, high in _spans(found, verb.end())]
        named = [part for part in parts if part is not None]
        sure = sum(part.sure for part in named)
        whole = len(named) == len(parts) and sure > 0
        for part in named:
            if part.new and (part.sure or (whole and (part.strength != Strength.COMMON or len(parts) > 2))):
                yield Candidate(
                    part.start,
                    part.end,
                    "enterprise",
                    part.strength,
                    0.75 if part.sure else 0.65,
                    "backed-firm",
                )


def _spans(found: Tokens, start: int) -> list[tuple[int, int]]:
    """The members of the list behind a verb; none when nothing closes it as a list of those who act."""
    spans: list[tuple[int, int]] = []
    low = start
    turn = found.index(start)
    while turn < len(found.items):
        token = found.items[turn]
        if token.start - start > _LONGEST or token.word in _MARKS:
            return []
        if token.word in _JOINT:
            spans.append((low, token.start))
            low = token.end
        elif token.start > low and _closes(token):
            if found.text.startswith(_TRADE, token.start):
                return []
            return [*spans, (low, token.start)]
        turn += 1
    return []


def _closes(token: Token) -> bool:
    """Whether a word behind a name says what is done: 开发, 发放, 在."""
    if token.word in _BEHIND:
        return True
    if token.word in ("分行", "支行"):
        return False
    verb = token.tag == "v" or token.word in word_class("action") or token.word in word_class("making")
    return (
        verb
        and len(token.word) > 1
        and token.word not in word_class("name-verb") | word_class("firm-tail")
        and token.word not in kind_words("venue")
    )


@cache
def _tails() -> tuple[str, ...]:
    """Trades that end the bare name of a firm, longest first."""
    words = word_class("firm-trade") | word_class("firm-tail")
    return tuple(sorted(words, key=len, reverse=True))


def _part(
    found: Tokens, low: int, high: int, within: Division | None, held: dict[tuple[int, int], str]
) -> _Part | None:
    """What a member of the list is; None when it is no firm."""
    words = found.text[low:high]
    if (kind := held.get((low, high))) is not None:
        return _Part(low, high, Strength.NONE, kind == "enterprise", new=False)
    if (brand := brands(in_context=True).get(words)) is not None:
        firm = "enterprise" in brand.kinds
        known = words in brands()  # 电信 alone may be the trade: it needs a firm beside it
        return _Part(low, high, Strength.BRAND, firm and known, new=firm and not known)
    if not 2 <= high - low <= 12 or "的" in words or words.startswith(tuple(word_class("sorting"))):
        return None
    bank = _BANK.search(words)
    if bank and bank.end() == len(words) and not _SHARED_BANK.match(words):
        why = strength(found, low, low + bank.start(), within) if bank.start() > 1 else Strength.NONE
        return _Part(low, high, why, sure=True, new=True) if why in (Strength.PLACE, *_OWN) else None
    place = gazetteer().at(found.text, low, within)
    core = place.end if place and place.end < high else low
    if core > low and found.text[core:high] in word_class("utility"):  # 陕西|广电网络
        return _Part(low, high, Strength.PLACE, sure=True, new=True)
    inner = found.between(low, high)
    lead = brands().get(inner[0].word)
    if lead and "enterprise" in lead.kinds:  # 吉利|西安工厂: the brand is found by its own rule
        return _Part(low, high, Strength.BRAND, sure=True, new=False)
    if words.endswith("工厂") and any(gazetteer().at(found.text, token.start) for token in inner[1:-1]):
        return _Part(low, high, Strength.PLACE, sure=False, new=True)  # 吉利|西安|工厂
    tail = next((word for word in _tails() if words.endswith(word)), "")
    venue = tuple(word for word in kind_words("venue") if word in ("百货", "超市", "商厦"))
    if core > low and found.text[core:high] in (*word_class("firm-tail"), *venue):
        return _Part(low, high, Strength.PLACE, sure=False, new=True)
    if any(token.word in word_class("stop") for token in inner):
        return None
    why = strength(found, core, high - len(tail), within) if high - len(tail) - core > 1 else Strength.NONE
    plain = trade_words()
    if words.endswith("合作社"):  # a cooperative is a firm beside firms, and is no enterprise of the plan
        return _Part(low, high, why, sure=why in _OWN, new=False)
    if tail and why in _OWN and found.between(core, high - len(tail))[-1].word not in plain:
        return _Part(low, high, why, sure=True, new=True)
    if why in _OWN and not tail and high - low <= _LONGEST_BARE:
        return _Part(low, high, why, sure=False, new=True)
    sort = inner[0].word in plain | word_class("sorting")
    common = len(inner) == 2 and not sort and inner[0].tag == "n" and inner[1].word in plain
    short = 3 <= high - low <= 4 and len(inner) == 2 and {len(token.word) for token in inner} != {2}
    common = common or (short and not sort and inner[0].tag[:1] == "n" and inner[1].tag[:1] == "n")  # 大统|华
    return _Part(low, high, Strength.COMMON, sure=False, new=True) if common else None
