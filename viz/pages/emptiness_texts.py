"""What is said of a query that finds nothing, in Chinese and English."""

from __future__ import annotations

from typing import Final

__all__ = ["EMPTINESS_TEXTS"]

#: Key -> (Chinese, English).
EMPTINESS_TEXTS: Final[dict[str, tuple[str, str]]] = {
    "empty.title": ("为什么没有结果", "Why nothing was found"),
    "empty.looking": ("没有结果，正在逐条查找原因……", "Nothing was found; looking for the reason…"),
    "emptiness.explained": ("逐条试过，使结果为空的是：", "Tried part by part. What empties the answer:"),
    "emptiness.not-empty": ("现在再问，这些条件是有结果的。", "Asked again, these patterns do have results."),
    "unexplained.unreadable": (
        "这个查询的写法超出了逐条分析的范围，说不出是哪一条造成的。可以逐行删去条件再运行。",
        "This query is written in a way that cannot be taken apart here, so the reason cannot be told."
        " Take out one line after another and run it again.",
    ),
    "unexplained.service": (
        "查询用到了别的服务（SERVICE），本机无法逐条分析。",
        "The query asks another service (SERVICE), which cannot be analysed from here.",
    ),
    "unexplained.refused": (
        "查询用到了这里没有或不允许的东西，无法逐条分析。",
        "The query uses something that is not available here, so it cannot be analysed.",
    ),
    "unexplained.time": (
        "在允许的时间里没有查出原因。可以加上更具体的条件再运行。",
        "The reason was not found within the time allowed. Make the patterns more specific and run it again.",
    ),
    "unexplained.no-cause": ("没有查出原因。", "The reason was not found."),
    "empty.missing": ("图谱里根本没有用到 {terms}。", "The graph does not use {terms} at all."),
    "why.pattern": ("没有任何数据符合这一条。", "Nothing in the graph matches this."),
    "why.together": (
        "这一条单独有数据，但与“{beside}”合在一起就没有了。",
        "This has matches by itself, but none together with “{beside}”.",
    ),
    "why.filter": (
        "其他条件有结果，但这个 FILTER 一条也不让通过。",
        "The other patterns have results; this FILTER lets none of them pass.",
    ),
    "why.minus": ("MINUS 去掉了全部结果。", "This MINUS takes all results away."),
    "why.values": ("VALUES 里没有一行。", "VALUES holds no row."),
    "why.graph": ("没有叫这个名字的图。", "There is no graph of this name."),
    "why.elsewhere": (
        "这个图里没有，而 {seen} 里有。",
        "This graph does not hold it, but {seen} does.",
    ),
    "why.dataset": (
        "选定的图里没有，而整个图谱里有：{seen}。",
        "The graphs chosen do not hold it; the whole graph does: {seen}.",
    ),
    "why.having": (
        "各组都有，但 HAVING 的条件没有一组符合。",
        "There are groups, but none meets HAVING.",
    ),
    "why.limit": ("LIMIT 0 要求零行结果。", "LIMIT 0 asks for no rows."),
    "why.offset": ("有结果，但都在 OFFSET 之前。", "There are results, but all stand before OFFSET."),
    "why.template": (
        "条件有结果，但 CONSTRUCT 的模板写不出三元组：检查模板里的变量是否都在条件里。",
        "The patterns have results, but the template of CONSTRUCT makes no triple of them: check that its variables"
        " are bound.",
    ),
    "why.part": ("这一部分自身就没有结果。", "This part has no result by itself."),
    "empty.seen.values": ("它遇到的值例如 {seen}。", "Values that it meets are, for example, {seen}."),
    "empty.seen.terms": ("这里可以用的有 {seen}。", "What would go there: {seen}."),
    "empty.no-suggestion": ("没有找到相近的名称。", "No near name was found."),
    "empty.no-time": (
        "在允许的时间里没有查完相近的名称。",
        "There was not time enough to look for near names.",
    ),
    "empty.label": ("（{label}）", " ({label})"),
    "repair.property": ("把属性 {wrote} 改为 {use}", "instead of the property {wrote} use {use}"),
    "repair.class": ("把类 {wrote} 改为 {use}", "instead of the class {wrote} use {use}"),
    "repair.thing": ("把 {wrote} 改为 {use}", "instead of {wrote} use {use}"),
    "repair.graph": ("把图 {wrote} 改为 {use}", "instead of the graph {wrote} use {use}"),
    "repair.literal": (
        "把 {wrote} 写成 {use}（语言标签或数据类型不同）",
        "instead of {wrote} write {use}: its language or datatype is another one",
    ),
    "repair.name": ("把 {wrote} 改为 {use}", "instead of {wrote} use {use}"),
    "repair.direction": ("方向反过来：{use}", "the other way round: {use}"),
    "repair.year": ("年份先换成整数再比较：{use}", "make the year a number first: {use}"),
    "repair.dataset": ("去掉 {wrote}，查整个图谱", "leave out {wrote} and ask the whole graph"),
    "repair.whole": ("整条改为 {use}", "use {use}"),
    "empty.works": ("改后有结果", "finds something"),
    "empty.put": ("放进编辑器并运行", "Put it into the editor and run it"),
}
