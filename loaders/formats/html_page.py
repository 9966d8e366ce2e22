"""What of a saved web page is the document: the container of the text, its title, its catalogue.

Names of containers are those that the site builders of Chinese governments use (TRS, 博达, Sudy,
WebPlus, the gov.cn template and the meta names of the 政府网站发展指引 of 2017). Where none is found,
the innermost element that still holds nearly all running text is taken. Text in links and lines that
every page of a site carries (position, share bar, filing number) weigh nothing.
"""

from __future__ import annotations

import re
from collections import defaultdict
from typing import Any, Final

__all__ = ["INLINE", "Page", "is_chrome_line"]

#: Elements that do not end a line. Anything else does; names with a colon (o:p, st1:date) do not.
INLINE: Final = frozenset(
    {
        "a",
        "abbr",
        "acronym",
        "b",
        "bdi",
        "bdo",
        "big",
        "cite",
        "code",
        "data",
        "del",
        "em",
        "font",
        "i",
        "img",
    }
    | {"ins", "kbd", "label", "mark", "q", "rb", "ruby", "s", "samp", "small", "span", "strike", "strong"}
    | {"sub", "sup", "time", "tt", "u", "var", "wbr"}
)
#: Elements whose text is never the document's.
_DROPPED: Final = frozenset(
    {"script", "style", "noscript", "template", "iframe", "object", "embed", "applet", "svg", "canvas"}
    | {
        "audio",
        "video",
        "map",
        "nav",
        "footer",
        "button",
        "select",
        "input",
        "textarea",
        "datalist",
        "dialog",
    }
    | {"rt", "rp", "head", "link", "meta"}
)
#: Classes and ids of the element that holds the text, without case.
_CONTAINER: Final = re.compile(
    r"trs_editor|trs_ueditor|trs_preappend|custom_unionstyle|ucap-?content|zoom(?:con)?|font_txt_zw|vsb_content\w*|v_news_content|wp_articlecontent"
    r"|pages_content|article-?con(?:tent)?|articlecontent|artibody|news_?con(?:tent)?|con_text|conten?t_?text"
    r"|xxgk_?content|gkcontent|bt_content|main_?text|mainbody|text_?content|article_?body|conttxt|fontzoom"
)
#: Classes and ids of the parts around it.
_CHROME: Final = re.compile(
    r"(?:^|[-_\s])(?:nav\w*|menu\w*|bread-?crumbs?|crumbs?|position|location|dqwz|wz|footer\w*|foot|copyright"
    r"|share\w*|bdshare\w*|bdsharebuttonbox|social\w*|qr-?code|ewm|erweima|toolbar|tools?|print\w*|font-?size"
    r"|related\w*|xg\w*|comment\w*|sidebar|side|search\w*|banner|top-?bar|header\w*|head|pag(?:er|ing|ination)"
    r"|prev-?next|hidden|accessible\w*)(?:$|[-_\s])"
)
#: Below this share of the page's running text an element with a name like that is dropped.
_CHROME_SHARE: Final = 0.3
#: Share of the running text that the container found by its weight must hold.
_BODY_SHARE: Final = 0.97
#: Least share and length of the text in a container that is known by its name.
_NAMED_SHARE: Final = 0.3
_NAMED_CHARS: Final = 120
#: Elements that are not entered in search of the container: they are parts of the text.
_NOT_ENTERED: Final = frozenset(
    {"p", "ul", "ol", "dl", "li", "table", "tbody", "thead", "tr", "pre", "blockquote", "a", "span"}
    | {"h1", "h2", "h3", "h4", "h5", "h6"}
)

#: What the title of a document says that the name of a site does not: 规划, 关于…的通知.
_TITLE: Final = re.compile(
    r"规划|计划|方案|意见|纲要|办法|措施|行动|决定|通知|公告|报告|规定|细则|要点|政策|分工|关于"
)
#: Lines around a document that a site adds to every page. Tried on whole lines of bounded length.
_CHROME_LINE: Final = re.compile(
    r"(?:您?(?:现在|当前)?的?(?:所在)?的?位置\s*[:：].*|首\s*页\s*[>»›/].*|返回(?:首页|顶部|列表).*"
    r"|[【\[\s]*(?:字体|字号|字体大小)\s*[:：]?.*|[【\[（(]?\s*(?:打印|关闭|收藏|纠错|分享|下载|复制链接).{0,24}"
    r"|分享(?:到|至).*|扫一扫.*|扫码.*|微信|微博|(?:大|中|小)(?:\s+(?:大|中|小))+"
    r"|(?:信息|文章|稿件|新闻)?来源\s*[:：].*|(?:发布|更新|添加|录入)(?:时间|日期)\s*[:：].*"
    r"|(?:浏览|阅读|点击|访问)(?:次数|量|数|率)?\s*[:：].*|(?:作者|责任?编辑|编辑|审核|初审|复审|终审)\s*[:：].{0,20}"
    r"|上一[篇条页].*|下一[篇条页].*|相关(?:链接|新闻|文章|信息|附件|解读|阅读|文件|推荐).{0,12}|.{0,30}版权所有.*"
    r"|.*ICP备.*|.*公网安备.*|.*网站标识码.*|(?:主办|承办|协办|技术支持|运维)(?:单位)?\s*[:：].*|.*建议使用.*浏览器.*"
    r"|无障碍(?:浏览|阅读)?|长者(?:模式|版)|繁體(?:版|中文)?|(?:登录|注册)(?:\s*[|/]?\s*(?:登录|注册))*|网站地图.*"
    r"|(?:19|20)\d{2}-\d{1,2}-\d{1,2}(?:\s+\d{1,2}:\d{2}(?::\d{2})?)?(?:\s.*来源.*)?)",
    re.IGNORECASE,
)
_MAX_CHROME_LINE: Final = 120
_PUNCTUATION: Final = re.compile(r"[，。；：、]")


def is_chrome_line(line: str) -> bool:
    """Whether a line belongs to the site: ``【打印】【关闭】``; not ``打印耗材产业加快发展，……``."""
    line = line.strip()
    return len(line) <= _MAX_CHROME_LINE and _CHROME_LINE.fullmatch(line) is not None


class Page:
    """A parsed page with the weight of each element's running text."""

    def __init__(self, root: Any) -> None:
        self.root = root
        body = next((item for item in root.iter("body")), root)
        self.body = body
        self._order = [item for item in body.iter() if isinstance(item.tag, str)]
        self.dropped: set[Any] = set()
        #: Characters in each element and below it.
        self.sizes: defaultdict[Any, int] = defaultdict(int)
        #: Whether the container is known by its name; it then holds little of the site.
        self.named = False
        self._weights = self._weigh()
        self._drop_chrome()

    def containers(self) -> list[Any]:
        """The elements that hold the text, in order: by name, else by weight."""
        named = [item for item in self._order if self._is_named(item) and item not in self.dropped]
        best = max(named, key=lambda item: self._weights[item], default=None)
        if best is None:
            return [self._by_weight()]
        self.named = True
        label = _CONTAINER.search(_names(best))
        same = [
            item
            for item in self._order
            if label is not None
            and label[0] in _names(item)
            and self._weights[item] >= 20
            and item not in self.dropped
        ]
        known = set(same)
        return [item for item in same if known.isdisjoint(item.iterancestors())] or [best]

    def title(self) -> str:
        """The page's title of its document: the site's meta name, a heading, or the window's title."""
        for item in self.root.iter("meta"):
            if (item.get("name") or "").lower() == "articletitle" and item.get("content"):
                return " ".join(item.get("content").split())
        for name in ("h1", "h2"):
            for item in self.body.iter(name):
                words = " ".join("".join(item.itertext()).split())
                if _TITLE.search(words) and item not in self.dropped and not item.xpath("ancestor::a"):
                    return words
        window = next((item.text or "" for item in self.root.iter("title")), "")
        parts = re.split(r"\s*[_|]\s*|\s+[-—–]\s+|[-—–](?=[^-—–]{0,12}$)", window.strip())
        return next((part.strip() for part in parts if len(part) >= 8 and _TITLE.search(part)), "")

    def _is_named(self, item: Any) -> bool:
        weight = self._weights[item]
        if weight < _NAMED_CHARS or weight < _NAMED_SHARE * self._weights[self.body]:
            return False
        return any(_CONTAINER.fullmatch(name) for name in _names(item).split())

    def _by_weight(self) -> Any:
        node = self.body
        total = self._weights[node]
        while total:
            heavy = [
                item
                for item in node
                if isinstance(item.tag, str) and self._weights[item] >= _BODY_SHARE * total
            ]
            if not heavy or heavy[0].tag in _NOT_ENTERED - {"table", "tbody", "tr"}:
                break
            if heavy[0].tag == "table" and not _lays_out(heavy[0]):
                break
            node = heavy[0]
        return node if node.tag not in ("table", "tbody", "tr") else node.getparent()

    def _weigh(self) -> dict[Any, float]:
        """Characters of running text in each element and below it."""
        length: defaultdict[Any, int] = defaultdict(int)
        linked: defaultdict[Any, int] = defaultdict(int)
        marked: set[Any] = set()
        blocks: dict[Any, Any] = {}
        links: set[Any] = set()
        words: defaultdict[Any, list[str]] = defaultdict(list)
        for item in self._order:
            parent = item.getparent()
            if item.tag in _DROPPED or parent in self.dropped:
                self.dropped.add(item)
            inline = item.tag in INLINE or ":" in item.tag
            blocks[item] = blocks.get(parent, item) if inline else item
            if parent in links or (item.tag == "a" and item.get("href")):
                links.add(item)
            for owner, text in ((item, item.text), (parent, item.tail)):
                if owner is None or owner in self.dropped or not text or not text.strip():
                    continue
                block = blocks.get(owner, owner)
                length[block] += len(text.strip())
                words[block].append(text)
                if owner in links:
                    linked[block] += len(text.strip())
                if _PUNCTUATION.search(text):
                    marked.add(block)
        weights: defaultdict[Any, float] = defaultdict(float)
        for item in reversed(self._order):
            size = length[item]
            if size and linked[item] <= 0.4 * size and (item in marked or size >= 20):
                line = "".join(words[item])
                if not is_chrome_line(line):
                    weights[item] += size
            parent = item.getparent()
            self.sizes[item] += len(item.text or "")
            if parent is not None and item is not self.body:
                weights[parent] += weights[item]
                self.sizes[parent] += self.sizes[item] + len(item.tail or "")
        return weights

    def _drop_chrome(self) -> None:
        total = self._weights[self.body]
        for item in self._order:
            if item is self.body:
                continue
            style = (item.get("style") or "").replace(" ", "").lower()
            hidden = "display:none" in style or item.get("hidden") is not None
            if (hidden or _CHROME.search(_names(item))) and self._weights[item] < _CHROME_SHARE * total:
                self.dropped.add(item)


def _names(item: Any) -> str:
    """Class, id and element name; one site builder calls its element ``ucapcontent``."""
    return f"{item.get('class') or ''} {item.get('id') or ''} {item.tag}".lower()


def _lays_out(table: Any) -> bool:
    """Whether a table holds a page: another table, or a cell with several paragraphs."""
    if next(table.iterdescendants("table"), None) is not None:
        return True
    return any(
        sum(1 for _ in cell.iterdescendants("p", "br", "div")) >= 3 and len("".join(cell.itertext())) > 500
        for cell in table.iterdescendants("td")
    )
