"""Words of the report in Chinese and English: what a rule went by, what to check, the page's own words."""

from __future__ import annotations

from typing import Final

from viz.pages.site import Lang

__all__ = ["CHECKS", "REPORT_TEXTS", "RULES", "check_words", "report_words", "rule_words"]

REPORT_TEXTS: Final[dict[str, tuple[str, str]]] = {
    "title": ("核对报告", "Review"),
    "lead": (
        "逐条对照原文核对。先看“请先核对”，其余按种类排列；点任何一条即跳到原文。发现有误，点“删除”或“改名”，"
        "把下方生成的更正文件存到文件旁边，以后每次载入都会照改。",
        "Check each fact against its words. The doubtful ones come first, the others by kind; a click leads to the"
        " words. Where something is wrong, press Drop or Rename, save the file of corrections beside the document,"
        " and every load will apply it.",
    ),
    "file": ("文件", "File"),
    "facts": ("条事实", "facts"),
    "doubts": ("条请先核对", "to check first"),
    "applied": ("条更正已生效", "corrections applied"),
    "stale": ("条更正已失效", "corrections no longer fit"),
    "first": ("请先核对", "Check first"),
    "first.none": ("没有把握不足的内容。", "Nothing is in doubt."),
    "remark": ("提示", "Remark"),
    "others": ("按种类", "By kind"),
    "kinds": ("种类", "Kinds"),
    "threshold": ("把握不高于", "Confidence up to"),
    "unchecked": ("只看未核对", "Unchecked only"),
    "none-shown": ("没有符合条件的内容。", "Nothing fits the filters."),
    "confidence": ("把握", "confidence"),
    "rule": ("依据", "Found by"),
    "signed": ("更正人", "Corrected by"),
    "more": ("还有{n}处", "{n} more places"),
    "right": ("无误", "Right"),
    "drop": ("删除", "Drop"),
    "rename": ("改名", "Rename"),
    "to": ("改为", "New name"),
    "snippet": ("更正写法", "As a correction"),
    "copy": ("复制", "Copy"),
    "copied": ("已复制", "Copied"),
    "document": ("原文", "The document"),
    "group": ("领导小组等议事机构的名称", "how names of leading groups are made"),
    "list": ("核对清单", "Facts to check"),
    "back": ("回到清单", "Back to the list"),
    "progress": ("已核对 {done} / {all}", "{done} of {all} checked"),
    "basket": ("更正文件", "Corrections"),
    "basket.lead": (
        "存为 {name}，放在 {file} 旁边，再载入一次。可以直接在这里修改。",
        "Save as {name} beside {file} and load again. You may edit it here.",
    ),
    "basket.merge": (
        "{file} 旁边已有 {name}：请把这里的各条并入其中，不要覆盖它。",
        "There already is a {name} beside {file}: add these items to it, do not replace it.",
    ),
    "basket.by": ("更正人", "Your name or office"),
    "basket.save": ("保存文件", "Save the file"),
    "close": ("关闭", "Close"),
    "missed": ("漏了？把所选词句补充为", "Missed? Add the selected words as"),
    "corrections": ("已有的更正", "Corrections in force"),
    "no-script": (
        "浏览器没有运行脚本：筛选和按钮不可用，清单、原文和更正写法仍可查看。",
        "Scripts are off: filters and buttons do not work; list, document and corrections can still be read.",
    ),
}

#: What to ask of the words, by the kind of the mark.
CHECKS: Final[dict[str, tuple[str, str]]] = {
    "measure": (
        "这是否是一项要做的事，名称是否完整？",
        "Is this something to be done, and is its name whole?",
    ),
    "owner": (
        "这些词是否说由该单位以此角色负责此事？",
        "Do the words give this body this role for this measure?",
    ),
    "target": (
        "这是否是要达到的数，数值、单位、年份对不对？",
        "Is it a figure to be reached; are value, unit and year right?",
    ),
    "project": ("这一行的名称、金额、年份对不对？", "Are the row's name, money and years right?"),
    "department": ("简称是否指这个单位？", "Does the short name mean this body?"),
    "organization": ("这是否是一个机构，名称是否完整？", "Is it a body, and is its name whole?"),
    "enterprise": ("这是否是一家企业，名称是否完整？", "Is it a firm, and is its name whole?"),
    "platform": (
        "这是否是一个有名称的平台，名称是否完整？",
        "Is it a platform with a name of its own, and is the name whole?",
    ),
    "park": ("这是否是一个具体的园区，名称是否完整？", "Is it one particular park, and is its name whole?"),
    "place": ("这个词是否指这个地方？", "Do the words mean this place?"),
    "document": ("这份文件是否被引为依据？", "Is this document cited as a basis?"),
    "plan": ("标题、文号、日期、发文机关对不对？", "Are title, number, date and issuer right?"),
    "topic": ("这项措施是否以此为主题或手段？", "Is this what the measure is about, or its instrument?"),
}

#: What a rule went by, by the start of its name; the longest start that fits decides.
RULES: Final[dict[str, tuple[str, str]]] = {
    "correction/add": ("人工补充", "added by a person"),
    "correction/rename": ("人工改名或确认", "renamed or confirmed by a person"),
    "correction/same-as": ("人工合并", "joined by a person"),
    "collective": ("一类单位的统称", "a word for a class of bodies"),
    "cues/heading": ("标题里的用词", "words of the heading"),
    "cues/body": ("正文里的用词", "words of the text"),
    "department": ("政府机构的名称构成", "how names of government bodies are made"),
    "form": ("名称的构成", "the form of the name"),
    "group": ("领导小组等议事机构的名称", "how names of leading groups are made"),
    "list": ("与同类名称并列", "stands in a list with others of its kind"),
    "figures-in-a-row": ("一连串数字中的一个", "one of several figures in a row"),
    "measure/numbered-heading": ("带序号的标题", "a numbered heading"),
    "measure/owned-goal": ("写明责任单位的目标", "a goal that names its owners"),
    "measure/topic-sentence": ("段首的主题句", "a paragraph's topic sentence"),
    "place": ("行政区划名称表", "the table of administrative divisions"),
    "plan": ("文件的题头和落款", "the document's head and signature"),
    "project": ("项目表的行列", "rows and columns of the table"),
    "programme": ("标题里的工程或行动", "a programme named in a heading"),
    "quotation": ("引号里的名称", "a name in quotation marks"),
    "responsibility": ("写明责任的语句", "a phrase of responsibility"),
    "responsibility/subject": ("由主语推断", "inferred from the subject of the sentence"),
    "responsibility/list": ("括号里的责任单位", "owners in brackets"),
    "responsibility/label": ("标明的责任单位", "labelled owners"),
    "targets": ("数量与用语的搭配", "a figure and the words around it"),
}


def _pick(pair: tuple[str, str], lang: Lang) -> str:
    return pair[0] if lang == "zh" else pair[1]


def report_words(lang: Lang) -> dict[str, str]:
    """The page's own words in one language, by key."""
    return {key: _pick(pair, lang) for key, pair in REPORT_TEXTS.items()}


def check_words(kind: str, lang: Lang) -> str:
    """The question to ask of a fact of this kind of mark; empty for an unknown kind."""
    return _pick(CHECKS[kind], lang) if kind in CHECKS else ""


def rule_words(rule: str, lang: Lang) -> str:
    """What a rule goes by, in words; empty where the catalogue does not say."""
    fitting = [start for start in RULES if rule == start or rule.startswith((start + "/", start + "-"))]
    return _pick(RULES[max(fitting, key=len)], lang) if fitting else ""
