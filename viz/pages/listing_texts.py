"""Words that the list pages share, in Chinese and English."""

from __future__ import annotations

from typing import Final

__all__ = ["LISTING_TEXTS"]

#: Key -> (Chinese, English).
LISTING_TEXTS: Final[dict[str, tuple[str, str]]] = {
    "filter.place": ("地区", "Place"),
    "filter.year": ("年份", "Year"),
    "filter.function": ("职能", "Function"),
    "filter.sort": ("排序", "Order"),
    "filter.type": ("输入名称或拼音查找", "Type a name to find it"),
    "filter.nothing": ("没有这样的选项", "No such entry"),
    "filter.none.yet": ("请选择", "Choose"),
    "compare.add": ("加入比较", "Add a plan"),
    "list.range": ("第 {first}–{last} 条，共 {total} 条", "{first}–{last} of {total}"),
    "list.pages": ("翻页", "Pages"),
    "list.pages.end": ("表后翻页", "Pages, after the table"),
    "list.earlier": ("上一页", "Previous"),
    "list.later": ("下一页", "Next"),
    "list.page": ("第 {page} 页", "Page {page}"),
    "list.part": ("本页 {shown} 条，共 {total} 条", "{shown} of {total} on this page"),
    "sort.measures": ("按规划顺序", "As in the plans"),
    "sort.measures.owners": ("责任单位多的在前", "Most owners first"),
    "sort.targets": ("按规划顺序", "As in the plans"),
    "sort.targets.value": ("数值大的在前", "Largest first"),
    "sort.targets.due": ("期限早的在前", "Due first"),
    "sort.departments": ("按地区", "By place"),
    "sort.departments.measures": ("任务多的在前", "Busiest first"),
    "sort.departments.name": ("按名称", "By name"),
    "sort.plans": ("按规划期", "By period"),
    "sort.plans.issued": ("新印发的在前", "Issued last first"),
    "sort.plans.place": ("按地区", "By place"),
    "home.latest": ("最近印发的规划", "Plans issued last"),
    "home.all": ("全部 {n} 份规划", "All {n} plans"),
    "home.provinces": ("按地区查看", "By place"),
    "home.news.more": ("等 {n} 份", "{n} in all"),
}
