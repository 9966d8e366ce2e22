"""Hostile texts by name, of any length: what costs a careless reader more than its share, or breaks it.

Each maker takes a number of characters and gives about as many (never more than 1 % over). They are
deterministic, so that a figure can be measured again. `PLAN_LIKE` read like a plan and are the fair
measure of speed; the others hold one shape only, repeated.
"""

from __future__ import annotations

import itertools
import random
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

__all__ = ["PLAN_LIKE", "SHAPES", "Maker", "mixed"]

Maker = Callable[[int], str]

_HAN: Final = "一二三四五六七八九"
_TITLE: Final = "常州市人民政府关于加快电子商务发展的实施意见\n常政发〔2014〕6号\n"
_HEAD: Final = _TITLE + "一、重点任务\n"
_BODY: Final = (
    "加快建设电子商务产业园，到{year}年，电子商务交易额达到{n}亿元，年均增长{m}%以上。"
    "由市商务局牵头，市发改委、市财政局、市经信委配合，淘宝网、阿里巴巴参与。"
)


def _number(value: int) -> str:
    """A number up to 99 in Chinese."""
    tens, ones = divmod(value, 10)
    return ("" if not tens else "十" if tens == 1 else _HAN[tens - 1] + "十") + (
        _HAN[ones - 1] if ones else ""
    )


def _until(size: int, pieces: Callable[[int], str]) -> str:
    """Pieces 0, 1, 2 … joined until they have ``size`` characters."""
    found, length = [], 0
    for index in itertools.count():
        piece = pieces(index)
        found.append(piece)
        length += len(piece)
        if length >= size:
            return "".join(found)[:size]
    raise AssertionError("endless")


def _repeated(piece: str, head: str = "") -> Maker:
    return lambda size: (head + piece * (size // len(piece) + 1))[:size]


def _plan(size: int) -> str:
    """Chapters, sections and measures as a plan has them; the numbering starts again after 99."""

    def section(index: int) -> str:
        chapter, part = divmod(index, 10)
        head = f"{_number(chapter % 99 + 1)}、重点任务{chapter}\n" if part == 0 else ""
        body = _BODY.format(year=2015 + index % 10, n=index % 9000 + 1, m=index % 60 + 1)
        return f"{head}（{_number(part + 1)}）建设第{index}个平台。{body}\n"

    return _TITLE + _until(size - len(_TITLE), section)


def _one_line(size: int) -> str:
    """The same without a line end: a saved page that lost them all."""
    return _TITLE + _plan(size)[len(_TITLE) :].replace("\n", "　　")


def _table(size: int) -> str:
    """A table of duties, cells parted by tabs."""
    head = _TITLE + "一、重点任务分工\n序号\t任务\t牵头单位\t配合单位\t完成时限\n"
    row = "{i}\t建设第{i}个电子商务产业园\t市商务局\t市发改委、市财政局\t{year}年底\n"
    return head + _until(size - len(head), lambda i: row.format(i=i + 1, year=2015 + i % 9))


def _projects(size: int) -> str:
    """A table of projects."""
    head = (
        _TITLE
        + "一、重点项目\n附件：重点项目表\n序号\t项目名称\t建设内容\t总投资（万元）\t建设年限\t建设单位\n"
    )
    row = "{i}\t第{i}号物流园项目\t建设仓库{i}万平方米\t{i}000\t2014-2016\t某某{i}有限公司\n"
    return head + _until(size - len(head), lambda i: row.format(i=i + 1))


def _headings(size: int) -> str:
    """Nothing but headings, as deep as the grammar goes."""
    marks = ("第{h}章 ", "第{h}节 ", "{h}、", "（{h}）", "{a}．", "（{a}）", "①")
    return _TITLE + _until(
        size - len(_TITLE),
        lambda i: marks[i % len(marks)].format(h=_number(i // 7 % 99 + 1), a=i // 7 % 99 + 1) + f"标题{i}\n",
    )


def _after_head(alphabet: str, seed: int) -> Maker:
    def make(size: int) -> str:
        return _HEAD + "".join(random.Random(seed).choices(alphabet, k=size - len(_HEAD)))  # noqa: S311

    return make


def _any_unicode(size: int) -> str:
    """Any code points, lone surrogates and unassigned ones too."""
    chance = random.Random(7)  # noqa: S311
    return "".join(map(chr, (chance.randrange(0x110000) for _ in range(size))))


def mixed(size: int, seed: int) -> str:
    """Words of plans, marks and shapes in random order: what a generator finds by luck."""
    chance = random.Random(seed)  # noqa: S311
    return _until(size, lambda _: chance.choice(_WORDS) * chance.choice((1, 1, 1, 2, 5, 40)))


#: Texts that a plan might be; figures of speed are measured on them.
PLAN_LIKE: Final[Mapping[str, Maker]] = MappingProxyType(
    {"plan": _plan, "plan in one line": _one_line, "duties": _table, "projects": _projects}
)
#: Every shape by name.
SHAPES: Final[Mapping[str, Maker]] = MappingProxyType(
    {
        **PLAN_LIKE,
        "any code points": lambda size: _HEAD + _any_unicode(size - len(_HEAD)),
        "bidi marks": _repeated("\u202e\u2066建\u200f设\u2069\u202c", _HEAD),
        "blank lines": _repeated(" \u3000\t\n", _HEAD),
        "blanks": _repeated(" ", _HEAD),
        "brackets opened": _repeated("（", _HEAD),
        "brackets closed": _repeated("）", _HEAD),
        "brackets nested": lambda size: _HEAD + "（" * (size // 2) + "）" * (size // 2),
        "brackets in pairs": _repeated("（）", _HEAD),
        "brackets of all kinds": _after_head("（）()【】[]〔〕〈〉《》「」『』{}", 1),
        "cells": _repeated("建设\t", _HEAD),
        "cells of departments": _repeated("市商务局\t", _HEAD),
        "circled": _repeated("①", _HEAD),
        "combining": _repeated("\u0301", _HEAD + "e"),
        "commas": _repeated("，", _HEAD),
        "decimals": _repeated("1.1", _HEAD),
        "departments": _repeated("市商务局、", _HEAD),
        "departments in lines": _repeated("市商务局、市发改委负责\n", _HEAD),
        "departments run on": _repeated("市商务局", _HEAD),
        "different departments": lambda size: _HEAD + _until(size - len(_HEAD), lambda i: f"市第{i}商务局、"),
        "different firms": lambda size: (
            _HEAD + _until(size - len(_HEAD), lambda i: f"依托常州第{i}电子商务有限公司，")
        ),
        "different indicators": lambda size: (
            _HEAD + _until(size - len(_HEAD), lambda i: f"第{i}类交易额达到{i}亿元。")
        ),
        "different parks": lambda size: (
            _HEAD + _until(size - len(_HEAD), lambda i: f"建设常州第{i}电子商务产业园。")
        ),
        "different platforms": lambda size: (
            _HEAD + _until(size - len(_HEAD), lambda i: f"建设第{i}号电子商务平台，")
        ),
        "digits": _repeated("9", _HEAD),
        "digits of Chinese": _repeated("一", _HEAD),
        "documents cited": _repeated("《国务院关于促进发展的意见》（国发〔2013〕1号）、", _HEAD),
        "dots": _repeated("…", _HEAD),
        "headings": _headings,
        "headings in one line": lambda size: _headings(size).replace("\n", "。"),
        "lead and support": _repeated("（牵头单位：市商务局；配合单位：市财政局）", _HEAD),
        "lead without end": _repeated("由市商务局牵头，", _HEAD),
        "line ends": _repeated("\n", _HEAD),
        "line ends of all kinds": _after_head("\n\r\x0b\x0c\x85\u2028\u2029", 2),
        "money": _repeated("100亿元", _HEAD),
        "no full stop": _repeated("加快推进电子商务发展建设工作", _HEAD),
        "noise": _after_head("一二（）、。，；：0123456789.%亿元年市局委《》“”\n\t 建设电子商务平台园", 3),
        "NUL": _repeated("\x00", _HEAD),
        "numbered items": _repeated("（一）", _HEAD),
        "numbered lines": _repeated("一、", _HEAD),
        "numbered lines with words": _repeated("一、建设\n", _TITLE),
        "numbers": _repeated("1、", _HEAD),
        "percent": _repeated("50%", _HEAD),
        "places": _repeated("江苏省常州市武进区", _HEAD),
        "platforms": _repeated("淘宝网、京东商城、", _HEAD),
        "quotes nested": lambda size: _HEAD + "“" * (size // 2) + "”" * (size // 2),
        "quotes opened": _repeated("“", _HEAD),
        "ranges": _repeated("1—", _HEAD),
        "sentences": _repeated("建设。", _HEAD),
        "signs of invisible": _repeated("\u200b\ufeff", _HEAD),
        "surrogates": _repeated("\ud800\udfff", _HEAD),
        "table of numbers": _repeated("1\t2\t3\n", _HEAD),
        "targets": _repeated("交易额达到100亿元，", _HEAD),
        "titles cited": lambda size: _HEAD + "《" * (size // 2) + "》" * (size // 2),
        "units without end": _repeated("万", _HEAD + "1"),
        "wide blanks": _repeated("\u3000", _HEAD),
        "words": _after_head("加快推进电子商务发展建设工作", 4),
        "years": _repeated("2015年", _HEAD),
        "years in ranges": _repeated("2013—2015年", _HEAD),
    }
)
_WORDS: Final = (
    "一、", "（一）", "1．", "(1)", "①", "第一章 ", "第一条 ", "1.1 ", "附件1：", "附件\n", "目录\n", "一是", "市商务局", "市发改委", "、", "，", "；", "。", "：",
    "牵头", "负责", "配合", "（责任单位：", "）", "（", "“", "”", "《", "》", "到2015年", "100亿元", "50%", "以上", "年均增长", "交易额", "达到", "\n", "\n", "\t",
    "　　", " ", "序号\t项目名称\t建设内容\t总投资\n", "1\t", "淘宝网", "电子商务产业园", "有限公司", "常州", "江苏省", "各辖市、区", "建设", "平台", "工程", "项目",
    "\u200b", "\u202e", "\ud800", "\x00", "\u0301", "\U0001f600", "\ue000", "…", "—", "-", "0", "999999999999", "〇", "百", "万", "e", "=cmd|' /C calc'!A1",
)  # fmt: skip
