"""The words behind a quantity: the noun that is counted, and what it does.

``80%以上`` 企业 | 开展电子商务应用; ``3—5家`` 企业 | 在跨境电子商务上取得突破; ``15家`` 行业骨干企业 | 重点推动.
"""

from __future__ import annotations

from functools import cache

from loaders.rules.phrases import NOUN_TAILS
from loaders.rules.words import Words, words_by_class

__all__ = ["split_subject_verb", "without_afterthought"]

#: Verbs that may stand inside the noun: 企业应用系统.
_NOUN_LIKE = frozenset(["应用", "使用", "普及", "建设", "运行", "覆盖", "配备", "参与", "在", "通过"])
#: Between those counted and what they do: 100个示范社区|全面|建成.
_WHOLLY = ("全面", "全部", "基本", "均", "都")
_SUBJECT_VERBS = Words(
    [
        "入选",
        "开展",
        "实施",
        "实行",
        "推行",
        "进入",
        "实现",
        "应用",
        "取得",
        "建立",
        "获得",
        "获评",
        "成为",
        "纳入",
        "上市",
        "上云",
        "触网",
        "入驻",
        "落户",
        "达到",
        "通过",
        "参与",
        "使用",
        "创建",
        "在",
        "建有",
        "上线",
        "建成",
        "拥有",
        "设立",
        "开设",
        "加入",
        "获批",
        "跻身",
        "列入",
        "成功",
        "做大",
        "做强",
        "转型",
        "完成",
        "拓展",
        "采用",
        "运用",
        "接入",
        "触电",
        "被",
        "普及",
        "配备",
        "具备",
        "走出去",
        "运行",
        "利用",
        "建设",
        "覆盖",
        "参加",
        "开通",
        "上规",
        "上线",
        "能够",
        "可以",
        "增收",
        "脱贫",
        "致富",
        "受益",
        "通过电商",
        "通快递",
        "通宽带",
        "通光纤",
        "通邮",
        "用上",
        "享受",
    ]
)


def split_subject_verb(text: str) -> tuple[str, str]:
    """Noun and what it does, in the words behind a quantity; the second is empty when it does nothing.

    >>> split_subject_verb("企业开展电子商务应用")
    ('企业', '开展电子商务应用')
    """
    for pos in range(2, len(text) - 1):
        after = _SUBJECT_VERBS.at(text, pos)
        if after > pos and (text[pos:after] not in _NOUN_LIKE or NOUN_TAILS.at(text, after) == after):
            noun = text[:pos].removesuffix("全").removesuffix("“")  # 100个乡镇全覆盖, 企业“触网升级”
            done = next((noun.removesuffix(word) for word in _WHOLLY if noun.endswith(word)), noun)
            return done, text[pos:] if done != noun else text[len(noun) :]
    return text, ""


@cache
def _driving() -> Words:
    return words_by_class()["causative"] | words_by_class()["action"]


def without_afterthought(words: str) -> str:
    """15家骨干企业重点推动: the noun without the adverb and verb behind it.

    >>> without_afterthought("行业骨干企业重点推动"), without_afterthought("重点企业")
    ('行业骨干企业', '重点企业')
    """
    begin = _driving().before(words, len(words))
    adverb = words_by_class()["adverb"].before(words, begin)
    return words[:adverb] if begin < len(words) and 2 <= adverb < begin else words
