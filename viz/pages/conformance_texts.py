"""Words of ``/conformance``, and why a test is not passed, in Chinese and English."""

from __future__ import annotations

from typing import Final

__all__ = ["CONFORMANCE_TEXTS"]

CONFORMANCE_TEXTS: Final[dict[str, tuple[str, str]]] = {
    "conformance.short": ("标准", "Standards"),
    "conformance.title": ("对标准的符合程度", "Conformance to the standards"),
    "conformance.lead": (
        "万维网联盟（W3C）的 SPARQL 1.0 与 1.1 测试套件，全部经由 HTTP 接口运行：查询、更新、结果格式、协议、图存储协议和服务描述。"
        "适用的 {total} 项中通过 {passed} 项。",
        "The W3C test suites of SPARQL 1.0 and 1.1, all run through HTTP: query, update, result formats, protocol,"
        " graph store protocol and service description. Of the {total} tests that apply, {passed} pass.",
    ),
    "conformance.compared": (
        "作为对照，同一版本引擎自带的服务（oxigraph serve {version}）用同一程序运行，通过 {passed} 项。",
        "For comparison, the server that comes with the same version of the engine (oxigraph serve {version}), run"
        " by the same program, passes {passed}.",
    ),
    "conformance.when": (
        "{date} 用 make conformance 测得，数据集为各自的默认图（default_graph=own）。",
        "Measured on {date} by make conformance, over a dataset with a default graph of its own (default_graph=own).",
    ),
    "conformance.group": ("测试组", "Group"),
    "conformance.total": ("项数", "Tests"),
    "conformance.sum": ("合计", "All"),
    "conformance.differs": ("没有通过的测试和原因", "Tests that are not passed, and why"),
    "conformance.none": ("没有。", "None."),
    "conformance.inapplicable": ("不适用", "Not applicable"),
    "conformance.data": ("机器可读的报告（EARL）", "The report for programs (EARL)"),
    "conformance.why.values": (
        "引擎按值保存数字和日期：01 与 1 存成同一个字面量，结果里写成规范形式。",
        "The engine stores numbers and dates by value: 01 and 1 are one literal, written in its canonical form.",
    ),
    "conformance.why.graph-scope": (
        "引擎先代入 GRAPH ?g 的图名，再对组内求值；标准规定组内求值之后才连接 ?g。",
        "The engine gives ?g of GRAPH ?g its value before it evaluates the group; the standard joins it afterwards.",
    ),
    "conformance.why.zero-paths": (
        "路径 * 和 ? 的一端是常量、而数据里没有这个常量时，引擎不返回长度为零的路径。",
        "Where one end of a path with * or ? is a constant that the data does not hold, the engine finds no path of"
        " length zero.",
    ),
    "conformance.why.service": (
        "SERVICE 已关闭：这个服务不访问别的服务器。",
        "SERVICE is closed: this service asks no other server.",
    ),
    "conformance.why.booleans": (
        "引擎只认小写的 true 和 false。",
        "The engine knows true and false in lower case only.",
    ),
    "conformance.why.dates": (
        "引擎认为有时区的日期不等于没有时区的同一天，测试要求这样的比较出错。",
        "The engine holds a date with a time zone to be unequal to the same date without one; the test wants an"
        " error there.",
    ),
    "conformance.why.tokens": (
        "引擎的词法分析比标准宽松：?x<?a&&?b>?y 按两个比较读，标准按一个 IRI 读。",
        "The engine's reading of words is more lenient: it reads ?x<?a&&?b>?y as two comparisons, the standard as an"
        " IRI.",
    ),
    "conformance.why.groupconcat": (
        "引擎对带相同语言标记的字面量做 GROUP_CONCAT 时保留语言标记，测试要求不保留。",
        "GROUP_CONCAT of literals with one language tag keeps the tag in the engine; the test wants none.",
    ),
    "conformance.why.bnode": (
        "BNODE(文字) 在每个结果行里应各是一个空节点，引擎在所有行里给同一个。",
        "BNODE(text) is to be another blank node in each row; the engine gives the same one in all rows.",
    ),
    "conformance.why.entailment": (
        "本服务只声明简单蕴涵，不做推理。",
        "This service claims simple entailment only; it does not reason.",
    ),
}
