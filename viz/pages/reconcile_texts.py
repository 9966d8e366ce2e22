"""Words of the reconciliation service and of its previews, in Chinese and English."""

from __future__ import annotations

from typing import Final

__all__ = ["RECONCILE_TEXTS"]

RECONCILE_TEXTS: Final[dict[str, tuple[str, str]]] = {
    "reconcile.name": ("政府规划知识图谱", "Knowledge graph of government plans"),
    "reconcile.limit": ("最多取几个值", "Most values of a thing"),
    "reconcile.limit.help": ("0 表示全部", "0 for all of them"),
    "preview.place": ("所在地", "Place"),
    "preview.forms": ("文件中又作", "Also written"),
    "preview.measures": ("负责{count}项措施", "Measures that it answers for: {count}"),
    "preview.plans": ("{count}个文件提到", "Plans that name it: {count}"),
}
