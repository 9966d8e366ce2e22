"""Words of what the store behind the service lacks (`graph.engine.Lack`), Chinese and English."""

from __future__ import annotations

from typing import Final

from graph.engine import Lack
from viz.pages.site import Lang

__all__ = ["BACKEND_TEXTS", "lack_words"]

BACKEND_TEXTS: Final[dict[str, tuple[str, str]]] = {
    "backend.title": ("存储", "The store"),
    "backend.is": ("图谱存放在：{name}", "The graph is kept in: {name}"),
    "backend.lacks": (
        "它没有以下功能，相应的页面会说明：",
        "It lacks the following; the pages concerned say so:",
    ),
    "backend.lack.revisions": (
        "历史版本：只有现状，不能查看、比较以前的版本，也不能按日期访问（Memento）",
        "older revisions: there is only the present, so none can be looked at, compared or asked for by date"
        " (Memento)",
    ),
    "backend.lack.whole": (
        "整体更新：载入或修改的过程中，看到的可能是一部分新、一部分旧",
        "changes as a whole: while a load or change is under way, some graphs are seen new and some old",
    ),
    "backend.lack.writing": (
        "写入：没有给出写入地址（POLICYGRAPH_STORE_UPDATE、POLICYGRAPH_STORE_DATA）",
        "writing: no addresses for it were given (POLICYGRAPH_STORE_UPDATE, POLICYGRAPH_STORE_DATA)",
    ),
    "backend.lack.ours": (
        "本软件的记录：数据由别的程序载入，没有数据集描述；同一三元组若在几个图里，可能被算几次；"
        "内容变化要等三元组总数变化才能察觉",
        "a record of ours: other software loaded the data, so there is no description of the dataset, a triple"
        " that stands in several graphs may count several times, and a change is noticed only when the number"
        " of triples changes",
    ),
    "backend.lack.merge": (
        "几个 FROM 图的合并：该服务器会重复计数，这样的查询会被拒绝",
        "the merge of several FROM graphs: this server counts their triples twice, so such queries are refused",
    ),
}


def lack_words(lack: Lack, lang: Lang) -> str:
    """What is lacking, in a sentence."""
    return BACKEND_TEXTS[f"backend.lack.{lack}"][lang == "en"]
