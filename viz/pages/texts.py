"""All words of the pages in Chinese and English: one catalogue, both languages complete (a test says so)."""

from __future__ import annotations

from typing import Final

from viz.pages.backend_texts import BACKEND_TEXTS
from viz.pages.comparing_texts import COMPARING_TEXTS
from viz.pages.conformance_texts import CONFORMANCE_TEXTS
from viz.pages.error_texts import ERROR_TEXTS
from viz.pages.gaps_texts import GAPS_TEXTS
from viz.pages.kind_texts import KIND_TEXTS
from viz.pages.matrix_texts import MATRIX_TEXTS
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
    "nav.about": ("关于", "About"),
    "foot.promise": (
        "每一条事实都附有原文及其位置，点开即可核对。",
        "Each fact carries its exact words and their place in the document.",
    ),
    "foot.revision": ("图谱版本 {number}", "Graph revision {number}"),
    "foot.api": ("接口", "API"),
    "search.label": ("查找部门、措施、平台、规划", "Search departments, measures, platforms, plans"),
    "search.short": ("部门、措施、平台……", "Department, measure…"),
    "search.go": ("查找", "Search"),
    "search.title": ("查找", "Search"),
    "search.for": ("“{query}”的查找结果", "Results for “{query}”"),
    "search.none": ("没有找到“{query}”。", "Nothing was found for “{query}”."),
    "search.try": (
        "可以试试更短的词（两个字即可），或从下面开始：",
        "Try a shorter word (two characters will do), or start here:",
    ),
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
        "没有完全符合的结果，以下名称与之相近。",
        "Nothing holds these words; these names are alike.",
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
    "measures.lead": ("共 {total} 项，当前显示 {shown} 项。", "{total} in all, {shown} shown."),
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
        "规划承诺的数字，按指标类别排列；单位如原文，后面是可以比较的换算值。共 {total} 个，当前显示 {shown} 个。",
        "Numbers that plans commit to, by kind; in the unit as printed, then in a comparable one."
        " {total} in all, {shown} shown.",
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
    # projects
    "projects.title": ("重点项目", "Projects"),
    "projects.lead": ("共 {total} 个项目，当前显示 {shown} 个。", "{total} projects in all, {shown} shown."),
    "projects.none": ("已载入的规划没有项目表。", "No loaded plan has a table of projects."),
    "projects.number": ("序号", "No."),
    "projects.name": ("项目", "Project"),
    "projects.nature": ("性质", "State"),
    "projects.content": ("建设内容", "Content"),
    "projects.investment": ("投资（万元）", "Investment (10,000 yuan)"),
    "projects.years": ("年限", "Years"),
    "projects.progress": ("进展", "Progress"),
    "projects.builders": ("建设单位", "Builders"),
    "projects.sum": ("合计", "Sum"),
    "projects.reconcile": ("与原文合计核对", "Reconciled with the printed totals"),
    "projects.programme": ("工程", "Programme"),
    "projects.count": ("项目数", "Projects"),
    "projects.printed": ("原文合计", "Printed"),
    "projects.summed": ("逐项相加", "Summed"),
    "projects.equal": ("相符", "equal"),
    "projects.differs": ("相差 {n}", "differs by {n}"),
    "projects.unchecked": ("无从核对", "nothing to check"),
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
    # about
    "about.title": ("关于", "About"),
    "about.what": (
        "policygraph 把政府规划读成关联数据知识图谱：谁对哪项措施负责、承诺了什么数字、提到了哪些平台和企业。"
        "每条事实都记下原文的词句与位置、识别规则和把握程度。",
        "policygraph reads government plans into a linked-data knowledge graph: who answers for which measure, which"
        " numbers are promised, which platforms and companies are named. Each fact keeps the words and their place,"
        " the rule that found it, and how sure that rule is.",
    ),
    "about.how": ("如何核对", "How to check a fact"),
    "about.how.text": (
        "在规划页面把鼠标移到（或用 Tab 键移到）有颜色的词句上，就能看到它说明的事实；部门页面每条责任后面都有原句，"
        "点“在原文中查看”即到原文那一处。",
        "On a plan's page point at (or tab to) coloured words to see the fact they state; on a department's page each"
        " duty has its sentence and a link to that place in the plan.",
    ),
    "about.quality": ("识别得有多准", "How accurate it is"),
    "about.quality.text": (
        "每一类事实都与人工标注比对过，结果连同遗漏与多余的事实公布在“准确度”页。",
        "Each kind of fact is compared with annotations by a person; the result, with what was missed and found too"
        " much, stands on the page on accuracy.",
    ),
    "about.documents": ("已载入的文件", "Loaded documents"),
    "about.things": (
        "图谱共收录 {n} 个部门、机构、平台、企业和园区。",
        "The graph names {n} bodies, platforms, companies and parks.",
    ),
    "about.data": ("数据与接口", "Data and interfaces"),
    "about.data.sparql": ("SPARQL 1.1 端点", "SPARQL 1.1 endpoint"),
    "about.data.id": (
        "每个资源都有标识符，以 {base}id/ 开头，可按 Accept 取得 HTML、Turtle、JSON-LD、N-Triples、RDF/XML。",
        "Each resource has an IRI below {base}id/ and comes as HTML, Turtle, JSON-LD, N-Triples or RDF/XML by Accept.",
    ),
    "about.data.ontology": ("本体与概念", "Ontology and concepts"),
    "about.data.index": ("供程序使用的 JSON 接口", "JSON for programs"),
    "about.data.reconcile": (
        "名称对照服务（OpenRefine 的 Reconciliation API 0.2）",
        "Names to things: Reconciliation API 0.2, for OpenRefine",
    ),
    "about.data.api": ("接口说明（OpenAPI）", "its description (OpenAPI)"),
    "about.data.dump": ("整库下载（N-Quads）", "Whole dump (N-Quads)"),
    "about.queries": ("预存查询", "Stored queries"),
    "about.problems": ("错误说明", "Errors"),
    "about.licence": (
        "规划原文版权归发文机关；本页不加载任何外部资源。",
        "The documents belong to the bodies that issued them. No page loads anything from another host.",
    ),
}

#: Key -> (Chinese, English).
TEXTS: Final[dict[str, tuple[str, str]]] = {
    **_PAGE_TEXTS,
    **BACKEND_TEXTS,
    **COMPARING_TEXTS,
    **CONFORMANCE_TEXTS,
    **GAPS_TEXTS,
    **RECONCILE_TEXTS,
    **KIND_TEXTS,
    **ERROR_TEXTS,
    **MATRIX_TEXTS,
    **QUALITY_TEXTS,
    **TASKS_TEXTS,
    **REVISION_TEXTS,
}


def text(key: str, lang: Lang, /, **values: object) -> str:
    """Words of a key in a language with ``{values}`` filled in; ``KeyError`` for an unknown key."""
    words = TEXTS[key][0 if lang == "zh" else 1]
    return words.format(**values) if values else words
