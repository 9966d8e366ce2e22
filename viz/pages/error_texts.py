"""What is said when something goes wrong, in Chinese and English: what happened, and what to do next."""

from __future__ import annotations

from typing import Final

__all__ = ["ERROR_TEXTS"]

ERROR_TEXTS: Final[dict[str, tuple[str, str]]] = {
    "error.status": ("错误 {status}", "Error {status}"),
    "error.detail": ("具体情况", "What happened"),
    "error.place": ("第 {line} 行，第 {column} 列", "line {line}, column {column}"),
    "error.available": ("可以提供的格式", "What there is"),
    "error.request-id": ("联系管理员时请提供请求编号：", "Tell the operator this request id:"),
    "error.home": ("回到首页", "To the home page"),
    "error.editor": ("回到查询页面", "To the query page"),
    "error.not-found": ("没有这个页面或资源", "There is no such page or resource"),
    "error.not-found.next": (
        "地址可能写错，或者图谱的这个版本里没有它。可以用上方的查找框按名称查找。",
        "The address may be mistyped, or this revision of the graph does not hold it. Look for it by name.",
    ),
    "error.not-acceptable": ("没有这种格式", "There is no such format"),
    "error.not-acceptable.next": (
        "请在 Accept 头或 format 参数中改用列出的格式之一。",
        "Ask for one of the formats listed, by Accept or by format=.",
    ),
    "error.query-syntax": ("查询语句有语法错误", "The query does not parse"),
    "error.query-syntax.next": (
        "请检查所示行列附近的括号、句点和前缀。",
        "Look at brackets, full stops and prefixes near the place given.",
    ),
    "error.query-refused": ("本服务不执行这类查询", "This service does not run such a query"),
    "error.query-refused.next": (
        "SERVICE 以及图谱以外的 FROM 均已关闭，请去掉后再试。",
        "SERVICE and FROM of graphs that are not here are closed; leave them out.",
    ),
    "error.bad-request": ("请求不完整或有误", "The request is incomplete or wrong"),
    "error.bad-request.next": ("请按说明更正后再试。", "Correct it as described and try again."),
    "error.method-not-allowed": ("这个地址不支持该方法", "The method is not allowed here"),
    "error.method-not-allowed.next": (
        "请改用 Allow 头列出的方法。",
        "Use one of the methods in the Allow header.",
    ),
    "error.unsupported-media-type": ("请求正文的类型不被支持", "The body's media type is not supported"),
    "error.unsupported-media-type.next": (
        "请用 application/sparql-query 或 application/x-www-form-urlencoded 提交。",
        "Send application/sparql-query or application/x-www-form-urlencoded.",
    ),
    "missing.graph": ("这里没有图 <{name}>。", "There is no graph <{name}> here."),
    "error.unauthorized": ("需要写入令牌", "A token is needed"),
    "error.unauthorized.next": (
        "请在 Authorization 头中写 Bearer 加上令牌；令牌由管理员发放。",
        "Send the header Authorization: Bearer and the token; the operator gives it.",
    ),
    "error.forbidden": ("没有权限做这项改动", "The change is not allowed"),
    "error.forbidden.next": (
        "请使用有相应权限的令牌，或改为写入允许的图。",
        "Use a token with the right scope, or write to a graph that it may change.",
    ),
    "error.precondition-failed": ("图已经变了", "The graph is no longer what you saw"),
    "error.precondition-failed.next": (
        "请重新读取这个图，再带着新的 ETag 提交。",
        "Read the graph again and send the change with its new ETag.",
    ),
    "error.unreadable": ("提交的数据无法读取", "The data sent cannot be read"),
    "error.unreadable.next": (
        "请按所列的位置更正数据，并核对 Content-Type。",
        "Correct the data at the place given, and check its Content-Type.",
    ),
    "error.busy": ("另一项改动正在进行", "Another change is being made"),
    "error.busy.next": ("请几秒钟后再试。", "Try again in a few seconds."),
    "error.address-too-long": ("请求地址过长", "The address is too long"),
    "error.address-too-long.next": (
        "请改用 POST 提交查询，把查询放在正文里。",
        "Send the query by POST, in the body.",
    ),
    "error.headers-too-large": ("请求头过大", "The headers are too large"),
    "error.headers-too-large.next": (
        "请减少或缩短请求头后再试。",
        "Send fewer or shorter headers.",
    ),
    "error.slow-client": ("请求没有按时发完", "The request did not come in time"),
    "error.slow-client.next": (
        "请检查网络后重新提交。",
        "Check the connection and send it again.",
    ),
    "error.too-many-requests": ("请求过于频繁", "Too many requests"),
    "error.too-many-requests.next": (
        "请按 Retry-After 头所说的秒数等候后再试；需要全部数据时请下载整份数据。",
        "Wait for the seconds that Retry-After says; to have everything, download a dump.",
    ),
    "error.too-large": ("请求正文过大", "The body is too large"),
    "error.too-large.next": ("请缩短查询后再试。", "Shorten the query and try again."),
    "error.limit": ("查询超出限制", "The query ran over its limits"),
    "error.limit.next": (
        "请缩小范围：加上条件或 LIMIT，避免不相关的三元组模式相乘。",
        "Ask for less: add conditions or LIMIT, and avoid patterns that multiply each other.",
    ),
    "error.invalid-graph": ("图谱内容不符合约束", "The graph breaks its shapes"),
    "error.invalid-graph.next": ("请按所列的问题更正数据。", "Correct the data as listed."),
    "error.store": ("图谱暂时无法读取", "The graph cannot be read at the moment"),
    "error.store.next": ("请稍后再试；如持续出现，请联系管理员。", "Try again later, or tell the operator."),
    "error.not-supported": ("这里的后端存储做不到", "The store behind this service cannot do this"),
    "error.not-supported.next": (
        "服务所接的 SPARQL 服务器没有这项功能，见“关于”页；本机存储（不带 --store）有。",
        "The SPARQL server behind this service lacks it, see the page about this service; the embedded store"
        " (without --store) has it.",
    ),
    "error.internal": ("服务内部出错", "Something went wrong inside the service"),
    "error.internal.next": (
        "问题已记入日志，请稍后再试；如持续出现，请联系管理员。",
        "It has been logged. Try again later, or tell the operator.",
    ),
}
