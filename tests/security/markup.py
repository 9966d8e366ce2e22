"""Reading a page as a browser does, and finding what would act in it."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Final
from urllib.parse import urlsplit

__all__ = ["Page", "read_page"]

#: Attributes that hold an address.
_ADDRESSES: Final = frozenset(
    {"href", "src", "action", "formaction", "poster", "data", "xlink:href", "cite", "background"}
)
#: Kinds of scripts that only hold data.
_DATA: Final = frozenset({"application/json", "application/ld+json"})
_SCHEMES: Final = frozenset({"", "http", "https", "mailto"})


@dataclass(slots=True)
class Page:
    """What a page links to, what would act in it by a label, and the text that it shows."""

    links: list[str] = field(default_factory=list)
    acting: list[str] = field(default_factory=list)
    text: list[str] = field(default_factory=list)


class _Reader(HTMLParser):
    def __init__(self, *, own_scripts: bool) -> None:
        super().__init__()
        self.page = Page()
        self._own_scripts = own_scripts

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        said = self.get_starttag_text() or tag
        if (
            tag == "script"
            and not given.get("src")
            and given.get("type") not in _DATA
            and not self._own_scripts
        ):
            self.page.acting.append(said)
        if tag in ("iframe", "object", "embed", "base", "x") or (tag == "style" and not self._own_scripts):
            self.page.acting.append(said)
        for name, value in attrs:
            if name.startswith("on") or name == "srcdoc" or (name == "style" and not self._own_scripts):
                self.page.acting.append(said)
            elif name in _ADDRESSES:
                self._address(tag, name, (value or "").strip())

    def _address(self, tag: str, name: str, value: str) -> None:
        scheme = value.partition(":")[0].lower() if ":" in value.partition("/")[0] else ""
        if scheme not in _SCHEMES and not (tag in ("img", "link") and value.startswith("data:image/")):
            self.page.acting.append(f"{tag} {name}={value}")
        elif tag == "a" and not scheme and not urlsplit(value).netloc:
            self.page.links.append(value)

    def handle_data(self, data: str) -> None:
        self.page.text.append(data)


def read_page(text: str, *, own_scripts: bool = False) -> Page:
    """A page read; ``own_scripts`` for a file that carries its scripts and styles in itself."""
    reader = _Reader(own_scripts=own_scripts)
    reader.feed(text)
    reader.close()
    return reader.page
