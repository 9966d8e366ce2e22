"""Words of the network page and its exports, in Chinese and English."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, Literal

from viz.pages.network_group_texts import GROUP_WORDS

__all__ = ["WORDS", "words"]

#: Key to Chinese and English. ``{…}`` is filled in where the words are used.
WORDS: Final[Mapping[str, tuple[str, str]]] = {
    **GROUP_WORDS,
    "title": ("责任网络", "Responsibility network"),
    "views": ("看法", "Views"),
    "view_measures": ("单位与措施", "Bodies and measures"),
    "view_shared": ("共同负责", "Shared measures"),
    "view_groups": ("分组与枢纽", "Groups and hubs"),
    "view_paths": ("两单位之间", "Between two bodies"),
    "view_functions": ("按职能汇总", "By function"),
    "lead_measures": (
        "左边是单位，右边是措施，连线表示谁对哪项措施负什么责任。点连线、单位或措施，看文件里的原话。",
        "Bodies on the left, measures on the right; a line says who answers for what, and how. "
        "Select a line, a body or a measure to read the document's own words.",
    ),
    "lead_shared": (
        "两个单位对同一项措施负责，就有一条连线；线越粗，共同负责的措施越多。点连线，看是哪些措施、双方各是怎么写的。",
        "A line ties two bodies that answer for the same measure; the wider it is, the more measures they share. "
        "Select a line to see which measures, and the words for either side.",
    ),
    "lead_paths": (
        "选两个单位，看它们怎样通过共同负责的措施联系起来：列出全部最短的联系，每一步都有原话。",
        "Choose two bodies to see how they hang together through measures that they share: all shortest "
        "connections, each step with the words for it.",
    ),
    "lead_functions": (
        "各市职能相同的部门（如商务、财政）合为一点；连线表示两种职能的部门对同一项措施负责，线越粗，这样的措施越多。",
        "Departments of all cities with the same function (commerce, finance …) are one node; a line says that "
        "two functions answer for the same measure, and the wider it is, the more such measures there are.",
    ),
    "filters": ("筛选", "Filters"),
    "place": ("城市", "City"),
    "plan": ("文件", "Plan"),
    "department": ("单位", "Body"),
    "function": ("职能", "Function"),
    "measure": ("措施", "Measure"),
    "role": ("责任", "Role"),
    "topic": ("主题", "Topic"),
    "instrument": ("政策工具", "Instrument"),
    "written": ("文件中的写法", "As written"),
    "sentence": ("原文", "In the document"),
    "from": ("从哪个单位", "From"),
    "to": ("到哪个单位", "To"),
    "type_body": ("输入单位名称", "Type a body's name"),
    "all_places": ("全部城市", "All cities"),
    "all_plans": ("全部文件", "All plans"),
    "all": ("全部", "All"),
    "show": ("查看", "Show"),
    "reset": ("清除筛选", "Clear filters"),
    "count": (
        "{organizations} 个单位 · {measures} 项措施 · {edges} 条责任关系",
        "Bodies: {organizations} · Measures: {measures} · Responsibilities: {edges}",
    ),
    "count_shared": (
        "{organizations} 个单位 · {measures} 项共同负责的措施 · {ties} 对联系",
        "Bodies: {organizations} · Shared measures: {measures} · Ties: {ties}",
    ),
    "count_functions": (
        "{functions} 种职能 · {organizations} 个单位 · {measures} 项写明责任的措施 · {cities} 个城市",
        "Functions: {functions} · Bodies: {organizations} · Measures with an owner: {measures} · Cities: {cities}",
    ),
    "least_some": (
        "图中只画共同负责至少 {least} 项的 {drawn} 对（共 {ties} 对），表中全部列出",
        "The drawing has the {drawn} ties of at least {least} measures (of {ties}); the table lists all",
    ),
    "least_all": ("画出全部 {ties} 对", "Draw all {ties}"),
    "alone": (
        "另有 {number} 个单位没有与别人共同负责的措施",
        "{number} more bodies share no measure with anybody",
    ),
    "unnamed": (
        "另有 {number} 条责任属于没有归入职能的单位（泛指的“有关部门”、企业等），不在图中",
        "{number} more responsibilities are of bodies without a function (collective bodies, enterprises): not drawn",
    ),
    "too_large": (
        "这个范围有 {number} 个单位和措施，超过一张图看得清的 {limit} 个，所以先给出按职能的汇总。请选一个城市、文件、单位、主题或职能。",
        "This part has {number} bodies and measures, more than the {limit} that one drawing can show, so it is "
        "given in sum, by function. Choose a city, a plan, a body, a topic or a function.",
    ),
    "too_large_bodies": (
        "这个范围有 {number} 个单位，分组和居中程度只对 {limit} 个以内的单位计算，所以先给出按职能的汇总。请选一个城市或文件。",
        "This part has {number} bodies; groups and centrality are computed for up to {limit}, so it is given in "
        "sum, by function. Choose a city or a plan.",
    ),
    "too_large_ties": (
        "这个范围有 {number} 对联系，分组和居中程度只对 {limit} 对以内计算，所以先给出按职能的汇总。请选一个城市或文件。",
        "This part has {number} ties; groups and centrality are computed for up to {limit}, so it is given in sum, "
        "by function. Choose a city or a plan.",
    ),
    "near_show": (
        "连同这些措施的其他责任单位一起显示",
        "Show the other bodies of these measures too",
    ),
    "near_hide": ("只显示所选单位的责任", "Show only what was chosen"),
    "unassigned_show": (
        "另有 {number} 项措施没有写明责任单位，显示它们",
        "{number} more measures name nobody: show them",
    ),
    "unassigned_hide": (
        "其中 {number} 项措施没有写明责任单位（虚线框），隐去它们",
        "{number} of the measures name nobody (dashed): hide them",
    ),
    "empty": (
        "在这个范围内没有写明的责任关系。",
        "No responsibility is stated within these filters.",
    ),
    "empty_shared": (
        "在这个范围内，没有两个单位对同一项措施负责。",
        "Within these filters no two bodies answer for the same measure.",
    ),
    # paths
    "paths_choose": ("请选择两个单位。", "Choose two bodies."),
    "paths_same": ("两端是同一个单位，请选两个不同的单位。", "Both ends are the same body: choose two."),
    "paths_unknown": (
        "在图谱里没有找到叫“{name}”、并且写明了责任的单位。请换一个名称，或从部门页面找到它。",
        "No body called “{name}” answers for anything in this graph. Try another name, or find it among the departments.",
    ),
    "paths_several": (
        "叫“{name}”的单位有 {number} 个，请选一个：",
        "{number} bodies are called “{name}”. Choose one:",
    ),
    "paths_none": (
        "没有联系：在这个范围里，{first}与{second}之间没有任何由共同负责的措施连成的路。",
        "No connection: within these filters no chain of shared measures leads from {first} to {second}.",
    ),
    "paths_reach": (
        "{first}通过共同负责的措施能联系到 {one} 个单位，{second}能联系到 {other} 个，两边没有交集。",
        "{first} hangs together with {one} bodies in this way, {second} with {other}; the two sets do not meet.",
    ),
    "paths_wider": ("清除筛选再找一次", "Look again without filters"),
    "paths_direct": (
        "{first}与{second}直接共同负责 {number} 项措施。",
        "{first} and {second} answer together for {number} measures.",
    ),
    "paths_direct_one": (
        "{first}与{second}直接共同负责 1 项措施。",
        "{first} and {second} answer together for 1 measure.",
    ),
    "paths_through": (
        "{first}与{second}没有共同负责的措施，最近要经过 {between} 个单位联系起来；这样的最短联系共 {number} 条，全部列在下面。",
        "{first} and {second} share no measure. The shortest connection runs through {between} others; "
        "there are {number} of that length, all listed below.",
    ),
    "paths_too_many": (
        "{first}与{second}之间最短的联系有 {number} 条，超过可以列出的 {limit} 条，所以一条也不列。请用城市、文件、责任、主题或政策工具缩小范围。",
        "There are {number} shortest connections between {first} and {second}, more than the {limit} that are listed, "
        "so none is. Narrow it by city, plan, role, topic or instrument.",
    ),
    "paths_list": ("全部最短的联系", "All shortest connections"),
    "paths_steps": ("每一步的依据", "What each step rests on"),
    "paths_measures": ("{number} 项措施", "{number} measures"),
    "paths_measures_one": ("1 项措施", "1 measure"),
    # ties
    "ties": ("共同负责的单位对", "Bodies that share measures"),
    "tie_first": ("一方", "One side"),
    "tie_second": ("另一方", "The other side"),
    "tie_weight": ("共同负责的措施", "Shared measures"),
    "tie_open": ("看双方原话", "Words of both sides"),
    "tie_plans": ("涉及文件", "Plans"),
    "pair": ("{first}与{second}共同负责 {number} 项措施", "{first} and {second} share {number} measures"),
    "pair_one": ("{first}与{second}共同负责 1 项措施", "{first} and {second} share 1 measure"),
    "pair_none": (
        "地址里的两方在这个范围内没有共同负责的措施。",
        "The two in this address share no measure within these filters.",
    ),
    "cities": ("选一个城市", "Choose a city"),
    "city_plans": ("文件", "Plans"),
    "city_measures": ("写明责任的措施", "Measures with an owner"),
    "city_bodies": ("单位", "Bodies"),
    "city_edges": ("责任关系", "Responsibilities"),
    # the drawing
    "legend": ("图例", "Legend"),
    "legend_tie": ("线越粗，共同负责的措施越多", "The wider, the more measures are shared"),
    "legend_group": ("框边的数字和颜色是组号", "Numbers and colours at the boxes are groups"),
    "picture": ("责任网络图", "Drawing of the network"),
    "picture_help": (
        "责任网络图。方向键移动，加减号缩放；下面的表格列出同样的内容。",
        "Drawing of the network. Arrow keys move it, plus and minus zoom; the table below lists the same.",
    ),
    "zoom_in": ("放大", "Zoom in"),
    "zoom_out": ("缩小", "Zoom out"),
    "fit": ("全图", "Whole picture"),
    "hint": ("拖动移图，Ctrl＋滚轮缩放", "Drag to move, Ctrl + wheel to zoom"),
    "panel": ("原话", "The words"),
    "panel_empty": (
        "点一条连线、一个单位或一项措施，这里显示写明责任的原话。",
        "Select a line, a body or a measure: the words that say so appear here.",
    ),
    "panel_empty_functions": (
        "点一种职能或一条连线，这里显示数量和去处。",
        "Select a function or a line: numbers and where to go appear here.",
    ),
    "panel_wait": ("正在取原话……", "Fetching the words …"),
    "panel_failed": (
        "没有取到原话，请检查网络后再点一次；下面的表格里也有。",
        "The words could not be fetched. Check the connection and select it again; the table below has them too.",
    ),
    "panel_nobody": (
        "文件没有写明谁负责这项措施。",
        "The document does not say who answers for this measure.",
    ),
    "panel_measures": ("负责 {number} 项措施", "Answers for {number} measures"),
    "panel_measures_one": ("负责 1 项措施", "Answers for 1 measure"),
    "panel_departments": ("{number} 个单位负责", "{number} bodies answer for it"),
    "panel_departments_one": ("1 个单位负责", "1 body answers for it"),
    "panel_partners": ("与 {number} 个单位共同负责措施", "Shares measures with {number} bodies"),
    "panel_shared": ("共同负责 {number} 项措施", "{number} shared measures"),
    "panel_function": (
        "{places} 个城市的 {bodies} 个单位，负责 {measures} 项措施",
        "{bodies} bodies of {places} cities, {measures} measures",
    ),
    "panel_open": ("打开它的网络", "Open its network"),
    "counterparts": ("其他城市的对应单位", "Counterparts in other cities"),
    "as_written": ("文件中写作“{written}”", "written as “{written}”"),
    "in_plan": ("到文件中看这句话", "See it in the plan"),
    "close": ("关闭", "Close"),
    "table": ("责任关系表", "Responsibilities as a table"),
    "sorted": ("排序", "Sort by this column"),
    "see": ("在图中看", "Show in the drawing"),
    "downloads": ("下载", "Download"),
    "download_html": ("网页（可离线打开）", "HTML page (works offline)"),
    "download_svg": ("图片 SVG", "SVG picture"),
    "download_svg_dark": ("深色 SVG", "dark SVG"),
    "download_png": ("图片 PNG", "PNG picture"),
    "download_png_dark": ("深色 PNG", "dark PNG"),
    "download_csv": ("表格 CSV", "CSV table"),
    "download_graphml": ("GraphML", "GraphML"),
    "download_gexf": ("GEXF（Gephi）", "GEXF (Gephi)"),
    "download_json": ("JSON", "JSON"),
    "download_jsonld": ("JSON-LD", "JSON-LD"),
}


def words(lang: Literal["zh", "en"]) -> dict[str, str]:
    """The whole catalogue in one language."""
    return {key: pair[0] if lang == "zh" else pair[1] for key, pair in WORDS.items()}
