"""Settings of the service: one table from which defaults, ``--help`` and the documentation come.

Each field of `Settings` is one row: name, type, default and an explanation in Chinese and English.
The environment variable of a setting is ``POLICYGRAPH_`` and its name in capitals.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import MISSING, dataclass, field, fields
from pathlib import Path
from typing import Any, Final

from ontology.errors import PolicygraphError
from ontology.identifiers import DEFAULT_BASE

__all__ = ["PREFIX", "SETTINGS", "Setting", "SettingError", "Settings"]

PREFIX: Final = "POLICYGRAPH_"


class SettingError(PolicygraphError):
    """A setting that cannot be used; the message names it and what it may be."""


def _row(default: Any, zh: str, en: str, **limits: Any) -> Any:
    shown = not limits.get("secret", False)
    return field(default=default, repr=shown, metadata={"zh": zh, "en": en, **limits})


@dataclass(frozen=True, slots=True)
class Settings:
    """What the operator decides, checked on creation. `SETTINGS` documents each field."""

    home: Path = _row(
        Path(".policygraph"), "存放图谱各版本的文件夹", "folder that holds the graph's revisions"
    )
    store: str = _row(
        "",
        "另一个 SPARQL 服务器的查询地址，如 http://127.0.0.1:8890/sparql；空则用本机文件夹",
        "query address of another SPARQL server, such as http://127.0.0.1:8890/sparql; none: the folder here",
    )
    store_update: str = _row(
        "", "该服务器的 SPARQL Update 地址；空则只读", "its address for SPARQL Update; none: read-only"
    )
    store_data: str = _row(
        "",
        "该服务器的图存储协议地址（其后加 ?graph=）；空则只读",
        "its address for the Graph Store Protocol (?graph= is added); none: read-only",
    )
    store_login: str = _row(
        "",
        "在该服务器上的身份：basic:名:密码、digest:名:密码 或 bearer:令牌",
        "who we are to it: basic:NAME:PASSWORD, digest:NAME:PASSWORD or bearer:TOKEN",
        secret=True,
    )
    host: str = _row("127.0.0.1", "监听地址", "address to listen on")
    port: int = _row(8000, "监听端口", "port to listen on", low=0, high=65535)
    root_path: str = _row(
        "", "反向代理下的路径前缀，如 /policy", "path prefix behind a proxy, such as /policy"
    )
    base: str = _row(DEFAULT_BASE, "资源 IRI 的前缀，以斜线结尾", "base of resource IRIs, ends in a slash")
    query_seconds: float = _row(
        30.0, "一次 SPARQL 查询最多用时（秒）", "seconds that one SPARQL query may take", low=0.01
    )
    query_memory: int = _row(
        1024, "一次 SPARQL 查询最多占用内存（MiB）", "memory that one SPARQL query may take (MiB)", low=16
    )
    query_size: int = _row(
        256, "一次 SPARQL 查询结果的上限（MiB）", "largest answer of one SPARQL query (MiB)", low=1
    )
    query_workers: int = _row(
        2, "同时执行的 SPARQL 查询数", "SPARQL queries that run at the same time", low=1
    )
    query_wait: float = _row(
        10.0, "等候空闲查询进程的时间（秒）", "seconds that a query waits for a free worker", low=0
    )
    body_size: int = _row(1024, "请求正文的上限（KiB）", "largest body of a request (KiB)", low=1)
    tokens: str = _row(
        "",
        "写入令牌，空格分隔，每个为 名称:权限[,权限]:密钥的SHA-256，权限为 update 或 data，可加 =图的IRI前缀；"
        "@文件 表示从文件读取；不设则只读",
        "tokens for writing, separated by spaces, each name:scope[,scope]:SHA-256 of the secret; scopes are"
        " update and data, each may end in =prefix of graph IRIs; @FILE reads a file; none: read-only",
        secret=True,
    )
    default_graph: str = _row(
        "union",
        "默认图：union 为所有命名图之并，own 为单独的图（普通 SPARQL 数据集，不含元数据图）",
        "default graph: union of all named graphs, or own (a plain SPARQL dataset, without a metadata graph)",
        choices=("union", "own"),
    )
    keep_revisions: int = _row(
        5,
        "最多保存的版本数，含现行版；正在被读取的版本不会删除",
        "revisions that are kept at most, the current one included; one in use is never removed",
        low=1,
    )
    keep_days: float = _row(
        0.0,
        "版本被取代多少天后删除；0 不按时间删除",
        "days after which a replaced revision is removed; 0: age does not matter",
        low=0,
    )
    data_size: int = _row(
        64, "写入请求正文的上限（MiB）", "largest body of a request that changes data (MiB)", low=1
    )
    update_seconds: float = _row(60.0, "一次更新最多用时（秒）", "seconds that one update may take", low=0.01)
    update_memory: int = _row(
        2048, "一次更新最多占用内存（MiB）", "memory that one update may take (MiB)", low=16
    )
    fetch_allowed: str = _row(
        "",
        "LOAD、FROM 和 SERVICE 可以访问的地址前缀，空格分隔；不设则全部关闭",
        "prefixes of addresses that LOAD, FROM and SERVICE may ask, separated by spaces; none: closed",
    )

    trusted_proxies: str = _row(
        "",
        "可信的反向代理的地址或网段，空格分隔；只采信它们的 X-Forwarded-For、-Proto、-Host",
        "addresses or networks of trusted proxies, separated by spaces; only their X-Forwarded-For, -Proto"
        " and -Host count",
    )
    log_format: str = _row(
        "auto",
        "日志格式：json 每行一个对象，text 便于阅读，auto 在终端上用 text、否则用 json",
        "format of the log: json (an object a line), text (for reading), auto (text on a terminal, else json)",
        choices=("auto", "json", "text"),
    )
    log_level: str = _row(
        "info",
        "日志级别：debug、info、warning、error",
        "level of the log: debug, info, warning, error",
        choices=("debug", "info", "warning", "error"),
    )
    log_query: int = _row(
        0,
        "日志里写入查询原文的前多少个字符；0 只写其摘要",
        "characters of a query's text that the log gets; 0: only its hash",
        low=0,
        high=10_000,
    )
    answer_cache: int = _row(
        64,
        "答复缓存的大小（MiB）；0 不缓存",
        "size of the cache of answers (MiB); 0: none",
        low=0,
    )
    rate: int = _row(
        3000,
        "每个客户端每分钟的请求数上限，本机除外；0 不限",
        "requests of one client in a minute, except from this machine; 0: no limit",
        low=0,
    )
    query_rate: int = _row(
        600,
        "每个客户端每分钟对 /sparql、/update、/data、/api/explain-empty 的请求数上限，本机除外；0 不限",
        "the same for /sparql, /update, /data and /api/explain-empty, counted apart",
        low=0,
    )
    url_size: int = _row(32, "请求地址的上限（KiB）", "longest address of a request (KiB)", low=1)
    header_size: int = _row(64, "请求头的上限（KiB）", "largest headers of a request (KiB)", low=1)
    client_seconds: float = _row(
        30.0,
        "客户端发完请求头、发出正文下一段、读取答复下一段的时限（秒）",
        "seconds for a client to send a request's headers, each next part of its body, and to read on",
        low=0.1,
    )
    stop_seconds: int = _row(
        20,
        "停止服务时等候正在进行的答复的时间（秒）",
        "seconds that answers under way may take when the service stops",
        low=0,
    )

    def __post_init__(self) -> None:
        for item in fields(self):
            value, limits = getattr(self, item.name), item.metadata
            low, high = limits.get("low", value), limits.get("high", value)
            if isinstance(value, int | float) and not low <= value <= high:
                span = f"at least {low:g}" if "high" not in limits else f"between {low:g} and {high:g}"
                raise SettingError(f"{PREFIX}{item.name.upper()} must be {span}, not {value}")
            choices = limits.get("choices", (value,))
            if value not in choices:
                raise SettingError(
                    f"{PREFIX}{item.name.upper()} must be one of {', '.join(choices)}, not {value!r}"
                )
        if not self.base.startswith(("http://", "https://")) or not self.base.endswith("/"):
            raise SettingError(f"{PREFIX}BASE must be an http(s) IRI that ends in a slash, not {self.base!r}")
        if self.root_path and (not self.root_path.startswith("/") or self.root_path.endswith("/")):
            raise SettingError(
                f"{PREFIX}ROOT_PATH must start with a slash and not end in one, not {self.root_path!r}"
            )

    @classmethod
    def from_env(cls, environ: Mapping[str, str] | None = None, **flags: Any) -> Settings:
        """Settings from ``POLICYGRAPH_…`` variables; flags that are not None win over them.

        Raises `SettingError` for an unknown variable of that prefix (a typing mistake would else be
        silent) and for a value that does not parse. An empty value counts as not set.
        """
        environ = os.environ if environ is None else environ
        table = {setting.name: setting for setting in SETTINGS}
        values: dict[str, Any] = {}
        for variable, words in environ.items():
            if not variable.startswith(PREFIX) or not words:
                continue
            setting = table.get(variable.removeprefix(PREFIX).lower())
            if setting is None:
                known = ", ".join(item.variable for item in SETTINGS)
                raise SettingError(f"{variable} is no setting; there are: {known}")
            values[setting.name] = setting.parse(words)
        values.update({name: value for name, value in flags.items() if value is not None})
        return cls(**values)


@dataclass(frozen=True, slots=True)
class Setting:
    """One row of the table."""

    name: str
    type: type
    default: Any
    zh: str
    en: str
    secret: bool = False

    @property
    def variable(self) -> str:
        """Name of the environment variable."""
        return PREFIX + self.name.upper()

    @property
    def flag(self) -> str:
        """Name of the command line flag."""
        return "--" + self.name.replace("_", "-")

    def shown(self, value: Any) -> str:
        """A value for people; of a secret only whether there is one."""
        if self.secret:
            return "(set)" if value else ""
        return str(value)

    def parse(self, words: str) -> Any:
        """Value of the words of a variable; `SettingError` when they are not of the type."""
        try:
            return self.type(words.strip())
        except ValueError as error:
            raise SettingError(
                f"{self.variable} must be of type {self.type.__name__}, not {words!r}"
            ) from error


def _type(default: Any) -> type:
    """Type of a default; paths have a different class on each system, all are made by ``Path``."""
    return Path if isinstance(default, Path) else type(default)


def _table() -> tuple[Setting, ...]:
    rows = []
    for item in fields(Settings):
        assert item.default is not MISSING  # noqa: S101 - each row has a default by construction
        words = item.metadata
        kind, secret = _type(item.default), bool(words.get("secret"))
        rows.append(Setting(item.name, kind, item.default, words["zh"], words["en"], secret))
    return tuple(rows)


#: The table, in the order of the fields of `Settings`.
SETTINGS: Final = _table()
