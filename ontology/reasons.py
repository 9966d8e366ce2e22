"""Why a query or a change is refused, in Chinese and English: what is wrong, and what to do instead.

One table for all that `ontology.errors.QueryError` says, so that a page and a program read the same. The
words in braces are the error's values.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, Literal

__all__ = ["REASONS", "told"]

REASONS: Final[Mapping[str, tuple[str, str]]] = {
    # names to be matched at /reconcile
    "reconcile.form": (
        "请用 application/x-www-form-urlencoded（UTF-8）提交，字段为 queries 或 extend",
        "send application/x-www-form-urlencoded in UTF-8, with the field queries or extend",
    ),
    "reconcile.one": (
        "queries、query、extend 一次只能用一个",
        "give one of queries, query and extend, not several",
    ),
    "reconcile.batch": (
        "一次最多 {most} 条查询，请分批提交",
        "at most {most} queries at once: send them in parts",
    ),
    "reconcile.shape": ("{where} 不合规范：{words}", "{where} is not as the specification has it: {words}"),
    "reconcile.limit": ("“{value}”不是数目", "“{value}” is no number of values"),
    # lists and searches of /api
    "api.parameter": (
        "没有名为“{name}”的参数；可用的参数：{known}",
        "there is no parameter “{name}”; there are {known}",
    ),
    "api.parameter-twice": ("参数“{name}”只能出现一次", "the parameter “{name}” may stand once only"),
    "api.value": (
        "“{value}”不能作为 {name} 的值；可用的值：{known}",
        "“{value}” is no value of {name}; there are {known}",
    ),
    "api.iri": (
        "{name} 应为编号（如 {example}）或 IRI，“{value}”不是",
        "{name} takes an id such as {example}, or an IRI; “{value}” is neither",
    ),
    "api.search-revision": (
        "检索只针对最新的第{number}版，请不带 revision 和 cursor 重新检索",
        "only the newest revision, {number}, can be searched: search again without revision and cursor",
    ),
    "api.cursor": (
        "这个 cursor 不属于这个列表，请不带 cursor 从第一页开始",
        "this cursor does not belong to this list: start from the first page, without cursor",
    ),
    "api.cursor-gone": (
        "这个 cursor 属于第{number}版，该版已不再保存，请不带 cursor 从第一页开始",
        "this cursor is of revision {number}, which is no longer kept: start from the first page, without cursor",
    ),
    # text that does not parse; {place} is the line and column where they are known
    "syntax.prefix": (
        "{place}这不是合法的 SPARQL：前缀没有声明",
        "{place}this is not valid SPARQL: the prefix is not declared",
    ),
    "syntax.iri": (
        "{place}这不是合法的 SPARQL：这里不是绝对 IRI",
        "{place}this is not valid SPARQL: this is no absolute IRI",
    ),
    "syntax.group": (
        "{place}这不是合法的 SPARQL：SELECT 里有 GROUP BY 没有列出的变量",
        "{place}this is not valid SPARQL: SELECT names a variable that GROUP BY does not have",
    ),
    "syntax.word": (
        "{place}这不是合法的 SPARQL：“{word}”不该出现在这里",
        "{place}this is not valid SPARQL: “{word}” does not fit here",
    ),
    "syntax.end": (
        "{place}这不是合法的 SPARQL：结尾缺少内容",
        "{place}this is not valid SPARQL: something is missing at the end",
    ),
    "syntax.engine": (
        "{place}这不是合法的 SPARQL：{words}",
        "{place}this is not valid SPARQL: {words}",
    ),
    "syntax.blank": (
        "{place}空节点 {label} 不能在两个操作里共用，请改名",
        "{place}the blank node {label} stands in two operations: give it another name in one of them",
    ),
    "syntax.changes": (
        "{place}{word} 会改动数据；这里只回答查询，改动请发到 /update",
        "{place}{word} changes data; here only queries are answered: send changes to /update",
    ),
    "syntax.asks": (
        "{place}{word} 是查询；这里只做改动，查询请发到 /sparql",
        "{place}{word} is a query; here data is changed: send queries to /sparql",
    ),
    # features that are closed
    "refused.service": (
        "SERVICE 已关闭：本服务不访问别的服务器，请去掉 SERVICE",
        "SERVICE is switched off here: this service asks no other server; leave SERVICE out",
    ),
    "refused.service-form": (
        "SERVICE 只能写明服务器的 IRI，不能用变量，也不能嵌套",
        "SERVICE needs the IRI of a server here, not a variable, and cannot stand in another SERVICE",
    ),
    "refused.service-blank": (
        "<{iri}> 的结果含空节点，无法与这里的数据连接；请在 SERVICE 里只取 IRI 和字面量",
        "the answer of <{iri}> holds blank nodes, which mean nothing here: ask for IRIs and literals in SERVICE",
    ),
    "refused.feature": (
        "查询引擎做不了这件事：{words}",
        "the query engine cannot do this: {words}",
    ),
    "refused.graph": (
        "这里没有图 <{iri}>，也不会到别处去取；现有的图：{graphs}",
        "there is no graph <{iri}> here, and none is fetched from elsewhere; the graphs are {graphs}",
    ),
    "refused.merge": (
        "后端的 SPARQL 服务器会把几个 FROM 图里相同的三元组各算一次。请只选一个图，或不写 FROM（查询全部），或用 GRAPH",
        "the SPARQL server behind this service counts a triple once for each FROM graph that holds it. Choose"
        " one graph, or none (all of them, merged), or use GRAPH",
    ),
    "refused.remote": (
        "后端的 SPARQL 服务器拒绝了这个查询：{words}",
        "the SPARQL server behind this service refused the query: {words}",
    ),
    "refused.separator": (
        "后端的 SPARQL 服务器会把 GROUP_CONCAT 的中文分隔符存成问号，请改用英文标点",
        "the SPARQL server behind this service would store a Chinese separator of GROUP_CONCAT as question marks:"
        " use an ASCII one",
    ),
    "refused.variable-graph": (
        "更新写入的图须在语句里写明；后端的 SPARQL 服务器不支持 GRAPH {name} 这样的变量",
        "an update must name the graphs that it writes to: GRAPH {name} with a variable cannot be followed on"
        " the SPARQL server behind this service",
    ),
    "refused.no-iri": (
        "<{iri}> 不是图的名称，请给出绝对 IRI",
        "<{iri}> names no graph: give an absolute IRI",
    ),
    "refused.using": (
        "更新语句里已有 USING 或 WITH，就不能再用 using-graph-uri 和 using-named-graph-uri，请二者取一",
        "the update says USING or WITH, so using-graph-uri and using-named-graph-uri cannot be given as well:"
        " use one of the two",
    ),
    "refused.load": (
        "不能读取 <{iri}>：这个地址不在允许之列。要载入文件，请把内容用 PUT 或 POST 发到 /data",
        "<{iri}> may not be read: its address is not on the list of allowed ones. To load a file, send its"
        " content to /data by PUT or POST",
    ),
    "refused.fetch": (
        "无法读取 <{iri}>：{words}",
        "<{iri}> could not be read: {words}",
    ),
    "refused.triple-term": (
        "数据里有三元组项（RDF 1.2），这里不保存。请把它写成单独的节点",
        "the data holds a triple term (RDF 1.2), which is not kept here: state it as a node of its own",
    ),
    "refused.operation": (
        "操作没有执行：{words}。可以加上 SILENT，或先创建、清空所涉及的图",
        "the operation was not done: {words}. Add SILENT, or create or clear the graph first",
    ),
    # limits
    "limit.time": (
        "用时超过上限：请缩小范围，加上条件或 LIMIT；更新请分成几次",
        "it took longer than is allowed: make it more specific, or split a change",
    ),
    "limit.memory": (
        "占用内存超过上限：请缩小范围，避免不相关的三元组模式相乘；更新请分成几次",
        "it needs too much memory: make it more specific, or split a change",
    ),
    "limit.size": (
        "结果太大：请少取几列，或加上 LIMIT",
        "the answer is too large: ask for fewer columns or add LIMIT",
    ),
    "limit.network": (
        "这个范围的网络有 {number} 个点（上限 {limit}），画成图也看不清：请选一个城市、文件、单位或主题",
        "this part of the network has {number} nodes (the limit is {limit}), more than a picture can show: choose a"
        " city, a plan, a body or a topic",
    ),
    "limit.statements": (
        "这个范围有 {number} 条责任关系，一份 JSON-LD 最多写 {limit} 条：请缩小范围，或取整个图谱 /dump.jsonld.gz",
        "this part has {number} responsibilities, and one JSON-LD file holds up to {limit}: make it smaller, or take"
        " the whole graph at /dump.jsonld.gz",
    ),
    "limit.paths": (
        "最短的联系有 {number} 条，超过可以列出的 60 条：请用城市、文件、责任、主题或政策工具缩小范围",
        "there are {number} shortest connections, more than the 60 that are listed: narrow it by city, plan, role,"
        " topic or instrument",
    ),
    "limit.workers": (
        "正在执行的查询太多：请几秒钟后再试",
        "all workers are busy with other queries: try again in a few seconds",
    ),
    "limit.cancelled": (
        "查询已由提问者取消",
        "the query was given up by its sender",
    ),
    # the machine that the store is on; readers learn nothing of its folders
    "store.full": (
        "服务器的磁盘已满：这次什么也没有改动，已有的数据照常可查。请联系管理员腾出空间后再试",
        "the disk of this service is full: nothing was changed, and what is there is answered as before. Ask its"
        " operator to free some space, then try again",
    ),
    "store.closed-disk": (
        "服务器的数据文件夹不能写入：这次什么也没有改动，已有的数据照常可查。请联系管理员",
        "the folder of this service cannot be written: nothing was changed, and what is there is answered as before."
        " Ask its operator",
    ),
    "store.place": (
        "服务器的数据文件夹不对：请管理员查看日志并检查 POLICYGRAPH_HOME",
        "the folder of this service is not what it should be: its operator finds the cause in the log"
        " (POLICYGRAPH_HOME)",
    ),
    "store.files": (
        "服务器打开的文件太多：请稍后再试；一直如此请告诉管理员（ulimit -n）",
        "too many files are open on this service: try again later, and tell its operator if that lasts (ulimit -n)",
    ),
    "store.disk": (
        "服务器的数据文件夹读写出错：请稍后再试；一直如此请告诉管理员，原因在日志里",
        "the folder of this service could not be read or written: try again later; its operator finds the cause in"
        " the log",
    ),
    "store.version": (
        "服务器的数据文件夹是另一版 policygraph 写的：请管理员换一个新文件夹重新载入文件",
        "the folder of this service was written by another version of policygraph: its operator has to load the"
        " documents into a new one",
    ),
    "store.damaged": (
        "服务器的数据文件夹已损坏：请管理员恢复备份",
        "the folder of this service is damaged: its operator has to restore a backup",
    ),
    "store.busy": (
        "正在载入文件或进行另一次改动：请几秒钟后再试",
        "another change or load is being made: try again in a few seconds",
    ),
    "store.overtaken": (
        "处理期间另一次载入或改动接管了图谱，这一次没有发布：请重新提交",
        "another load or change took over meanwhile, and this one was not published: send it again",
    ),
    "store.worker": (
        "执行查询的进程意外结束，没有得到结果：请再试一次；一直如此请告诉管理员",
        "the process that answered ended unexpectedly, so there is no answer: try again, and tell the operator if"
        " that lasts",
    ),
    "store.change": (
        "执行改动的进程意外结束，什么也没有改动：请再试一次；一直如此请告诉管理员",
        "the process of the change ended unexpectedly, and nothing was changed: try again, and tell the operator if"
        " that lasts",
    ),
    "store.index": (
        "建立检索索引的进程意外结束，暂时无法检索：请再试一次；一直如此请告诉管理员",
        "the process that makes the search index ended unexpectedly, so nothing can be searched now: try again, and"
        " tell the operator if that lasts",
    ),
    "store.closed": (
        "服务正在停止：请稍后再试",
        "the service is being stopped: try again later",
    ),
    "store.temporary": (
        "服务器存放临时文件的磁盘已满，结果放不下：请少取一些，或告诉管理员",
        "the answer does not fit on this service's disk for temporary files: ask for less, or tell the operator",
    ),
    "store.remote": (
        "后端的 SPARQL 服务器没有正常应答（{words}）：请稍后再试；一直如此请告诉管理员",
        "{words}: try again later, and tell the operator if that lasts",
    ),
    # requests that cannot be understood
    "request.missing": (
        "缺少参数 {name}",
        "The parameter {name} is missing.",
    ),
    "request.empty": (
        "参数 {name} 是空的",
        "The parameter {name} is empty.",
    ),
    "request.repeated": (
        "参数 {name} 出现了 {count} 次，只能出现一次",
        "The parameter {name} stands {count} times; it may stand once.",
    ),
    "request.unknown": (
        "没有参数 {name}；可用的有：{known}",
        "There is no parameter {name}; there are {known}.",
    ),
    "request.twice": (
        "{name} 在正文和地址里各出现一次，请只写一处",
        "The {name} stands in the body and in the address; send it once.",
    ),
    "request.update-here": (
        "这个地址只回答查询，不做改动（参数 update）；改动请 POST 到 /update",
        "This address answers queries only; it changes nothing (parameter update). POST changes to /update.",
    ),
    "request.query-here": (
        "这个地址只做改动（参数 query）；查询请发到 /sparql",
        "This address takes changes only (parameter query). Send queries to /sparql.",
    ),
    "request.iri": (
        "“{value}”不是图的绝对 IRI",
        "“{value}” is no absolute IRI of a graph.",
    ),
    "request.encoding": (
        "参数不是百分号编码的 UTF-8，或者太多",
        "The parameters are not percent-encoded UTF-8, or too many.",
    ),
    "request.not-utf8": (
        "正文不是 UTF-8（第 {byte} 字节）",
        "The body is not UTF-8 (byte {byte}).",
    ),
    "request.charset": (
        "正文必须是 UTF-8，不能是 {charset}",
        "The body must be UTF-8, not {charset}.",
    ),
    "request.media-type": (
        "这里接受的正文类型是 {known}，收到的是 {given}",
        "The body may be {known}, not {given}.",
    ),
    "request.timeout": (
        "timeout 应为大于 0 的秒数，不能是“{value}”",
        "timeout is a number of seconds above 0, not “{value}”.",
    ),
    "request.address": (
        "请求地址超过 {limit} 字节的上限，较长的查询请用 POST 提交",
        "The address is over the limit of {limit} bytes: send long queries by POST.",
    ),
    "request.rate": (
        "请求过于频繁，请在 {seconds} 秒后再试",
        "Too many requests from your address: try again in {seconds} seconds.",
    ),
    "request.slow": (
        "正文在 {seconds} 秒内没有继续到达",
        "Nothing of the body came within {seconds} seconds.",
    ),
    "request.too-large": (
        "正文超过 {limit} 字节的上限",
        "The body is over the limit of {limit} bytes.",
    ),
    "request.graph-or-default": (
        "请说明是哪个图：?default 或 ?graph=IRI，二者取一",
        "Say which graph: ?default or ?graph=IRI, one of the two.",
    ),
    "request.several-graphs": (
        "正文里有命名图 <{iri}>；这里一次只写一个图，请只提交一个图的三元组",
        "The body names the graph <{iri}>; here one graph is written at a time: send the triples of one graph.",
    ),
    "request.multipart": (
        "multipart/form-data 里的每一部分都要有文件名和 RDF 的 Content-Type：{words}",
        "Each part of multipart/form-data needs a file name and the Content-Type of RDF: {words}",
    ),
    "request.tag": (
        "图 <{iri}> 现在的内容与 If-Match 或 If-None-Match 不符",
        "The graph <{iri}> is now not what If-Match or If-None-Match says.",
    ),
    # changes that their author may not make
    "write.none": (
        "改动需要令牌：请在 Authorization 头中写 Bearer 加上令牌",
        "A change needs a token: send the header Authorization: Bearer and the token",
    ),
    "write.reserved": (
        "图 <{iri}> 由 policygraph 自己维护，不能改动；请用 FILTER 或 GRAPH 把它排除在外",
        "the graph <{iri}> is kept by policygraph itself and cannot be changed: leave it out by FILTER or GRAPH",
    ),
    "write.scope": (
        "这个令牌不能改动图 <{iri}>；它只能改动以这些开头的图：{prefixes}",
        "this token may not change the graph <{iri}>; it may change graphs that begin with {prefixes}",
    ),
    "write.closed": (
        "本服务只读：没有设置写入令牌（设置 tokens）",
        "this service is read-only: no token for writing is set (setting tokens)",
    ),
    "write.backend": (
        "本服务后面的图库不接受写入",
        "the store behind this service takes no writing",
    ),
    "write.token": (
        "令牌不对：请检查 Authorization 头，或向管理员要一个新的",
        "the token is not known: check the Authorization header, or ask the operator for a new one",
    ),
    "write.not-for": (
        "这个令牌没有权限“{scope}”；它有：{scopes}",
        "this token lacks the scope “{scope}”; it has {scopes}",
    ),
}
_PLACE: Final = ("第 {line} 行，第 {column} 列：", "line {line}, column {column}: ")


def told(reason: str, lang: Literal["zh", "en"], values: Mapping[str, object]) -> str:
    """The words of a reason in a language; the reason itself when the table has none."""
    words = REASONS.get(reason)
    if words is None:
        return reason
    index = 0 if lang == "zh" else 1
    place = _PLACE[index].format(**values) if values.get("line") else ""
    return words[index].format(place=place, **values)
