"""Words of the about page, in Chinese and English."""

from __future__ import annotations

from typing import Final

__all__ = ["ABOUT_TEXTS"]

#: Key -> (Chinese, English).
ABOUT_TEXTS: Final[dict[str, tuple[str, str]]] = {
    "nav.about": ("关于", "About"),
    "about.title": ("关于", "About"),
    "about.what": (
        "policygraph 把政府规划读成关联数据知识图谱：谁对哪项措施负责、承诺了什么数字、提到了哪些平台和企业。"
        "每条事实都记下原文的词句与位置、识别规则和把握程度。",
        "policygraph reads government plans into a linked-data knowledge graph: who answers for which measure, which"
        " numbers are promised, which platforms and companies are named. Each fact keeps the words and their place,"
        " the rule that found it, and how sure that rule is.",
    ),
    "about.contents": ("本页内容", "On this page"),
    "about.how": ("如何核对", "How to check a fact"),
    "about.how.text": (
        "在规划页面把鼠标移到（或用 Tab 键移到）有颜色的词句上，就能看到它说明的事实；部门页面每条责任后面都有原句，"
        "点“在原文中查看”即到原文那一处。",
        "On a plan's page point at (or tab to) coloured words to see the fact they state; on a department's page each"
        " duty has its sentence and a link to that place in the plan.",
    ),
    "about.quality": ("识别得有多准", "How accurate it is"),
    "about.quality.text": (
        "每一类事实都与人工标注比对过，共 {plans} 份规划。遗漏与多余的事实逐条列在“准确度”页。",
        "Each kind of fact is compared with annotations by a person, in {plans} plans. What was missed and found too"
        " much is listed on the page on accuracy.",
    ),
    "about.quality.none": (
        "这个图谱里还没有与人工标注的比对。载入时加上标注（policygraph load --gold）即可得到。",
        "Nothing in this graph has been compared with annotations yet; load with annotations (policygraph load"
        " --gold) to have it.",
    ),
    "about.quality.link": ("逐条查看遗漏与多余", "See each fact that was missed or too much"),
    "about.correct": ("如何更正", "How to correct a fact"),
    "about.correct.1": (
        "在规划页面找到那句话，记下事实的类别和应有的内容。",
        "Find the words on the plan's page; note the kind of fact and what it should be.",
    ),
    "about.correct.2": (
        "在原文件旁放一个同名的更正文件（如 {name}.corrections.yaml），写明增补、删除、改名或合并，并署名。",
        "Beside the document put a file of corrections of the same name ({name}.corrections.yaml) that adds, drops,"
        " renames or joins facts, with who answers for it.",
    ),
    "about.correct.3": (
        "重新载入即生效；更正人和日期记在图谱里，更正过的事实把握程度为 100%。",
        "It takes effect at the next load; author and day are kept in the graph, and corrected facts have a"
        " confidence of 100%.",
    ),
    "about.correct.report": (
        "更省事的办法：policygraph extract 文件 --report 报告.html 生成一个可以点选“正确、删除、改名”的核对页，"
        "由它写出更正文件。",
        "The easy way: policygraph extract FILE --report REPORT.html makes a page for checking where Right, Drop and"
        " Rename are buttons, and which writes the file of corrections.",
    ),
    "about.documents": ("已载入的文件", "Loaded documents"),
    "about.things": (
        "图谱共收录 {n} 个部门、机构、平台、企业和园区。",
        "The graph names {n} bodies, platforms, companies and parks.",
    ),
    "about.rights": ("许可", "Licences"),
    "about.rights.lead": (
        "软件按 Apache 2.0 许可，词汇（本体与概念）按 CC BY 4.0 许可。原文的使用条件按文件分别注明：",
        "The software is under the Apache License 2.0, the vocabulary under CC BY 4.0. The documents each have terms"
        " of their own:",
    ),
    "about.rights.document": ("使用条件", "Terms of use"),
    "about.rights.none": ("未注明", "not stated"),
    "about.rights.how": (
        "使用条件写在文件夹的清单 manifest.toml 里（licence、rights），图谱中为 dcterms:license 和 dcterms:rights。",
        "Terms are stated in the folder's manifest.toml (licence, rights); in the graph they are dcterms:license and"
        " dcterms:rights.",
    ),
    "about.conformance": ("对标准的符合程度", "Conformance to standards"),
    "about.conformance.text": (
        "W3C 的 SPARQL 测试中适用 {total} 项，通过 {passed} 项；没有通过的逐项说明原因。",
        "Of the {total} tests of the W3C's SPARQL suites that apply, {passed} pass; each other one has its reason.",
    ),
    "about.conformance.link": ("查看各组结果与原因", "See the groups and the reasons"),
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
    "about.data.dumps": ("全部下载文件与校验和", "all files with their checksums"),
    "about.queries": ("预存查询", "Stored queries"),
    "about.queries.show": ("全部 {n} 条", "All {n}"),
    "about.problems": ("错误说明", "Errors"),
    "about.offline": (
        "本服务的页面不加载任何外部资源，可在内网使用。",
        "No page of this service loads anything from another host; it works on a closed network.",
    ),
}
