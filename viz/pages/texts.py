"""All words of the pages in Chinese and English: one catalogue, both languages complete (a test says so)."""

from __future__ import annotations

from typing import Final

from viz.pages.about_texts import ABOUT_TEXTS
from viz.pages.backend_texts import BACKEND_TEXTS
from viz.pages.comparing_texts import COMPARING_TEXTS
from viz.pages.conformance_texts import CONFORMANCE_TEXTS
from viz.pages.emptiness_texts import EMPTINESS_TEXTS
from viz.pages.error_texts import ERROR_TEXTS
from viz.pages.gaps_texts import GAPS_TEXTS
from viz.pages.kind_texts import KIND_TEXTS
from viz.pages.listing_texts import LISTING_TEXTS
from viz.pages.matrix_texts import MATRIX_TEXTS
from viz.pages.projects_texts import PROJECTS_TEXTS
from viz.pages.quality_texts import QUALITY_TEXTS
from viz.pages.reconcile_texts import RECONCILE_TEXTS
from viz.pages.revision_texts import REVISION_TEXTS
from viz.pages.site import Lang
from viz.pages.tasks_texts import TASKS_TEXTS

__all__ = ["TEXTS", "text"]

_PAGE_TEXTS: Final[dict[str, tuple[str, str]]] = {
    # around every page
    "site.name": ("政策图谱", "policygraph"),
    "site.tagline": ("每一条联系都有原文为证", "every edge proven by its words"),
    "site.skip": ("跳到正文", "Skip to content"),
    "nav.label": ("主要栏目", "Main sections"),
    "nav.home": ("首页", "Home"),
    "nav.plans": ("规划", "Plans"),
    "nav.departments": ("部门", "Departments"),
    "nav.measures": ("措施", "Measures"),
    "nav.targets": ("指标", "Targets"),
    "nav.projects": ("项目", "Projects"),
    "nav.network": ("责任网络", "Network"),
    "nav.sparql": ("查询", "SPARQL"),
    "foot.promise": (
        "每一条事实都附有原文及其位置，点开即可核对。",
        "Each fact carries its exact words and their place in the document.",
    ),
    "foot.revision": ("图谱版本 {number}", "Graph revision {number}"),
    "foot.api": ("接口", "API"),
    "search.label": ("查找部门、措施、平台、规划", "Search departments, measures, platforms, plans"),
    "search.short": ("部门、措施、平台……", "Department, measure…"),
    "search.go": ("查找", "Search"),
    "search.hint": ("可以写简称、拼音或地名：", "Short names, pinyin and places will do:"),
    "search.title": ("查找", "Search"),
    "search.for": ("“{query}”的查找结果", "Results for “{query}”"),
    "search.none": ("没有找到“{query}”。", "Nothing was found for “{query}”."),
    "search.advice": ("可以这样试：", "What to try:"),
    "search.advice.short": (
        "用更短的词，两个字即可，例如",
        "A shorter word; two characters will do, such as",
    ),
    "search.advice.pinyin": ("用拼音或拼音首字母，例如", "Pinyin or its initials, such as"),
    "search.advice.whole": (
        "单位可以写简称或全称（经信委、经济和信息化委员会），地名可以不带“市”。",
        "Bodies by their short or full names, places with or without the word for their level.",
    ),
    "search.advice.browse": ("或者从目录找：", "Or browse:"),
    "search.try": ("任务最多的单位：", "The busiest bodies:"),
    "search.empty": ("请输入要查找的词，两个字即可。", "Type what to look for; two characters will do."),
    "search.group.department": ("部门与机构", "Departments and bodies"),
    "search.group.measure": ("措施", "Measures"),
    "search.group.platform": ("平台", "Platforms"),
    "search.group.enterprise": ("企业", "Enterprises"),
    "search.group.park": ("园区", "Parks"),
    "search.group.plan": ("规划", "Plans"),
    "search.group.project": ("项目", "Projects"),
    "search.group.target": ("目标", "Targets"),
    "search.group.association": ("协会", "Associations"),
    "search.group.place": ("地区", "Places"),
    "search.group.topic": ("主题与政策工具", "Topics and instruments"),
    "search.group.passage": ("原文", "Passages of text"),
    "search.all": ("全部{count}条", "All {count}"),
    "search.everything": ("返回全部类别", "Back to all sorts"),
    "search.pages": ("第{page}页，共{pages}页", "Page {page} of {pages}"),
    "search.earlier": ("上一页", "Previous page"),
    "search.later": ("下一页", "Next page"),
    "search.near": (
        "没有完全符合“{query}”的结果，以下名称与之相近。如果都不是，可以用更短的词再查。",
        "Nothing holds “{query}”; these names are alike. If none is meant, try a shorter word.",
    ),
    "search.also": ("又作{form}", "also written {form}"),
    "passages.rest": ("其余 {n} 处", "{n} more"),
    "search.see": ("查看原文", "See the words"),
    # home
    "home.title": ("谁负责，原文怎么说", "Who is responsible, in which words"),
    "home.lead": (
        "把政府规划读成一张可以核对的责任图谱：{plans} 份规划，{measures} 项措施，{responsibilities} 条责任，"
        "{targets} 个指标，每一条都能点回原文那句话。",
        "Government plans read into a graph that can be checked: {plans} plans, {measures} measures,"
        " {responsibilities} responsibilities, {targets} targets, each one click from the sentence that says so.",
    ),
    "home.empty": (
        "图谱里还没有规划。请运行 policygraph load 载入文件，再刷新本页。",
        "There is no plan in the graph yet. Run policygraph load with your files, then reload this page.",
    ),
    "home.questions": ("从三个问题开始", "Three questions to start from"),
    "home.q1": ("{name}要负责哪些事？", "What does {name} answer for?"),
    "home.q1.note": ("{n} 项措施，逐条附原文", "{n} measures, each with its sentence"),
    "home.q2": ("哪些措施没有写明责任单位？", "Which measures name nobody?"),
    "home.q2.note": ("{n} 项措施，可点到原文", "{n} measures, each at its place in the text"),
    "home.q3": ("各市承诺的交易额相差多少？", "How do the cities' promised volumes compare?"),
    "home.q3.note": ("换算成同一单位比较", "in one comparable unit"),
    "home.news": ("最近更新", "What is new"),
    "home.news.added": ("新增：", "Added: "),
    "home.news.changed": ("有变化：", "Changed: "),
    "home.news.removed": ("已移除：", "Removed: "),
    "home.plans": ("规划", "Plans"),
    # plans
    "plans.title": ("规划", "Plans"),
    "plans.lead": (
        "按年份排列。打开一份，就是原文全文，事实都已标出。",
        "By year. Each opens as its full text with the facts marked.",
    ),
    "plans.issued": ("印发", "Issued"),
    "plans.by": ("发文机关", "Issued by"),
    "plans.number": ("文号", "Number"),
    "plans.years": ("规划期", "Period"),
    "plans.basis": ("依据", "Based on"),
    "plans.rights": ("许可", "Licence"),
    "plans.file": ("文件", "File"),
    "plans.unknown": ("文中未写", "not stated"),
    "count.measures": ("措施", "measures"),
    "count.owned": ("有责任单位", "with an owner"),
    "count.departments": ("责任单位", "bodies"),
    "count.responsibilities": ("责任", "duties"),
    "count.targets": ("指标", "targets"),
    "count.projects": ("项目", "projects"),
    "count.platforms": ("平台", "platforms"),
    "count.enterprises": ("企业", "enterprises"),
    "count.parks": ("园区", "parks"),
    # a plan
    "plan.outline": ("目录", "Outline"),
    "plan.document": ("原文", "The document"),
    "plan.legend": ("图例（可逐类开关）", "Legend (switch kinds on and off)"),
    "plan.side": ("文中的事实", "Facts in the text"),
    "plan.measures": ("措施与责任单位", "Measures and who answers for them"),
    "plan.targets": ("指标", "Targets"),
    "plan.projects": ("项目", "Projects"),
    "plan.names": ("名称", "Names"),
    "plan.nobody": ("未写明责任单位", "names nobody"),
    "plan.facts": ("全部事实（按原文顺序）", "All facts (in the order of the text)"),
    "plan.facts.lead": (
        "每条依次为：种类，名称（链接到详情），归类、责任类型和所属措施（如有），把握程度，识别规则。",
        "Each line: kind, name (a link to all about it), where there is one its class, role and measure, "
        "then confidence and rule.",
    ),
    "plan.data": ("数据：", "Data:"),
    "plan.text": ("纯文本", "Plain text"),
    "plan.network": ("责任网络", "Network"),
    "plan.doubts": ("存疑之处", "Doubts"),
    "plan.doubts.lead": (
        "软件对这些读法没有把握，请对照原文。",
        "The software is not sure of these readings; please compare the document.",
    ),
    "plan.doubted": ("存疑", "doubtful"),
    "plan.cite": ("引用这份规划", "Cite this plan"),
    "plan.cite.lead": (
        "引用格式写明图谱版本，以后可以取回同一状态。",
        "The citation names the graph's revision, so that the same state can be had again.",
    ),
    "plan.print": ("打印", "Print"),
    "plan.no-outline": ("这份文件没有可识别的标题。", "No heading was recognised in this document."),
    "fact.about": ("所属措施", "Measure"),
    "fact.role": ("责任类型", "Role"),
    "fact.rule": ("识别规则", "Rule"),
    "fact.confidence": ("把握程度", "Confidence"),
    "fact.more": ("详情", "Details"),
    "fact.concept": ("归类", "Classified as"),
    # departments
    "departments.title": ("部门与机构", "Departments and bodies"),
    "departments.lead": (
        "凡在规划中承担责任的单位，按地区排列，任务多的在前。",
        "Every body that answers for something, by place, the busiest first.",
    ),
    "departments.elsewhere": ("其他", "Elsewhere"),
    "departments.name": ("单位", "Body"),
    "departments.function": ("职能", "Function"),
    "departments.measures": ("措施", "Measures"),
    "departments.roles": ("其中", "Of which"),
    "department.lead": (
        "在 {plans} 份规划中承担 {measures} 项措施。",
        "Answers for {measures} measures in {plans} plans.",
    ),
    "department.none": (
        "没有规划写明由它负责哪项措施；下面是提到它的地方。",
        "No plan makes it answer for a measure; below is where it is named.",
    ),
    "department.topics": ("按主题", "By topic"),
    "department.topics.all": ("全部主题", "All topics"),
    "department.topic.shown": (
        "只显示主题为“{topic}”的措施。",
        "Only measures on “{topic}” are shown.",
    ),
    "department.also": ("文中写作", "Written as"),
    "department.sentence": ("原文", "Words"),
    "department.measure": ("措施", "Measure"),
    "department.open": ("在原文中查看", "See it in the plan"),
    "department.shared": ("与谁共同承担", "With whom it shares"),
    "department.shared.n": ("{n} 项措施", "{n} measures"),
    "department.counterparts": ("其他地区的同类部门", "Its counterparts elsewhere"),
    "department.mentions": ("文中其他提到之处", "Where else it is named"),
    "department.projects": ("建设的项目", "Projects it builds"),
    "department.network": ("在责任网络中查看", "See it in the network"),
    # measures
    "measures.title": ("措施", "Measures"),
    "measures.lead": ("共 {total} 项，符合条件 {shown} 项。", "{total} in all, {shown} match."),
    "measures.name": ("措施", "Measure"),
    "measures.plan": ("规划", "Plan"),
    "measures.owners": ("责任单位", "Who answers for it"),
    "measures.topics": ("主题", "Topics"),
    "measures.nobody": ("未写明", "nobody named"),
    "filter.plan": ("规划", "Plan"),
    "filter.role": ("责任", "Role"),
    "filter.topic": ("主题", "Topic"),
    "filter.kind": ("指标类别", "Kind of indicator"),
    "filter.nature": ("性质", "State"),
    "filter.programme": ("工程", "Programme"),
    "filter.words": ("含有的词", "Words"),
    "filter.all": ("全部", "All"),
    "filter.nobody": ("未写明责任单位", "Nobody named"),
    "filter.go": ("筛选", "Filter"),
    "filter.clear": ("清除筛选", "Clear filters"),
    "filter.none": (
        "没有符合条件的内容，请放宽筛选。",
        "Nothing matches; loosen the filters.",
    ),
    # targets
    "targets.title": ("指标", "Targets"),
    "targets.lead": (
        "规划承诺的数字，按指标类别排列；单位如原文，后面是可以比较的换算值。共 {total} 个，符合条件 {shown} 个。",
        "Numbers that plans commit to, by kind; in the unit as printed, then in a comparable one."
        " {total} in all, {shown} match.",
    ),
    "targets.indicator": ("指标", "Indicator"),
    "targets.value": ("目标值", "Value"),
    "targets.normal": ("换算", "Comparable"),
    "targets.due": ("期限", "Due"),
    "targets.place": ("地区", "Place"),
    "targets.words": ("原文", "Words"),
    "targets.growth": ("增长", "growth"),
    "targets.year": ("{year} 年", "{year}"),
    "targets.other": ("其他指标", "Other indicators"),
    # a resource
    "resource.types": ("类型", "Types"),
    "resource.out": ("关于它的陈述", "What is said of it"),
    "resource.in": ("指向它的陈述", "What points at it"),
    "resource.words": ("原文依据", "Its words"),
    "resource.property": ("属性", "Property"),
    "resource.value": ("值", "Value"),
    "resource.thing": ("资源", "Resource"),
    "resource.page": ("打开它的页面", "Open its page"),
    "resource.iri": ("标识符", "Identifier"),
    "resource.more": ("共 {n} 条，此处列出前 {shown} 条", "{n} in all, the first {shown} listed"),
    "resource.terms": ("类与属性", "Classes and properties"),
    # SPARQL
    "sparql.title": ("SPARQL 查询", "SPARQL"),
    "sparql.lead": (
        "用 SPARQL 1.1 直接查询图谱。单次查询最长 {seconds} 秒；结果要么完整，要么报错。",
        "Ask the graph in SPARQL 1.1. A query may take {seconds} seconds; an answer is complete or an error.",
    ),
    "sparql.query": ("查询语句", "Query"),
    "sparql.run": ("运行", "Run"),
    "sparql.keys": ("Ctrl + 回车也可运行", "Ctrl + Enter runs it too"),
    "sparql.examples": ("示例", "Examples"),
    "sparql.format": ("格式", "Format"),
    "sparql.result": ("结果", "Result"),
    "sparql.rows": ("{n} 行，{ms} 毫秒", "{n} rows, {ms} ms"),
    "sparql.running": ("正在查询……", "Running…"),
    "sparql.none": ("没有结果。", "No results."),
    "sparql.total": ("{n} 行", "{n} rows"),
    "sparql.large": (
        "结果有 {size} MB，页面放不下，请用“下载”取得。",
        "The answer has {size} MB, too much for a page; download it instead.",
    ),
    "sparql.true": ("是（true）", "true"),
    "sparql.false": ("否（false）", "false"),
    "sparql.first": ("只显示前 {n} 行，下载可得全部", "the first {n} rows are shown; download for all"),
    "sparql.download": ("下载", "Download"),
    "sparql.share": ("复制本页链接", "Copy a link to this"),
    "sparql.copied": ("链接已复制", "The link is copied"),
    "sparql.views": ("结果的呈现方式", "Ways to see the result"),
    "sparql.view.table": ("表格", "Table"),
    "sparql.view.chart": ("条形图", "Bars"),
    "sparql.view.pivot": ("交叉表", "Cross table"),
    "sparql.view.network": ("网络", "Network"),
    "sparql.chart": (
        "{value}，前 {n} 行，共 {total} 行",
        "{value}: first {n} rows of {total}",
    ),
    "sparql.no-chart": (
        "条形图需要一列数字，例如 (COUNT(?x) AS ?n)。",
        "Bars need a column of numbers, such as (COUNT(?x) AS ?n).",
    ),
    "sparql.pivot": (
        "行是 {down}，列是 {across}，格内是 {value}",
        "Rows are {down}, columns are {across}, cells are {value}",
    ),
    "sparql.no-pivot": (
        "交叉表需要两列名称。",
        "A cross table needs two columns of names.",
    ),
    "sparql.network": (
        "{from} 与 {to} 的联系：{nodes} 个点，{edges} 条线",
        "Links of {from} and {to}: {nodes} nodes, {edges} edges",
    ),
    "sparql.no-network": (
        "网络需要两列名称。",
        "A network needs two columns of names.",
    ),
    "sparql.count": ("行数", "number of rows"),
    "sparql.snippets": ("在程序里使用", "Use it in a program"),
    "sparql.lost": ("服务没有应答，请稍后再试。", "The service did not answer; try again."),
}

#: Key -> (Chinese, English).
TEXTS: Final[dict[str, tuple[str, str]]] = {
    **_PAGE_TEXTS,
    **ABOUT_TEXTS,
    **BACKEND_TEXTS,
    **COMPARING_TEXTS,
    **CONFORMANCE_TEXTS,
    **GAPS_TEXTS,
    **RECONCILE_TEXTS,
    **KIND_TEXTS,
    **EMPTINESS_TEXTS,
    **ERROR_TEXTS,
    **LISTING_TEXTS,
    **MATRIX_TEXTS,
    **PROJECTS_TEXTS,
    **QUALITY_TEXTS,
    **TASKS_TEXTS,
    **REVISION_TEXTS,
}


def text(key: str, lang: Lang, /, **values: object) -> str:
    """Words of a key in a language with ``{values}`` filled in; ``KeyError`` for an unknown key."""
    words = TEXTS[key][0 if lang == "zh" else 1]
    return words.format(**values) if values else words
