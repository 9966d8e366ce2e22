"""Word documents: paragraphs with the labels that Word prints, tables, text boxes.

Left out are headers, footers, footnotes, comments, deleted and hidden text, tables of contents, and
pictures. Macros are never run: only XML parts are read. Embedded files stay shut.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final

from loaders.formats.archive import Package
from loaders.formats.blocks import Block, Cell, Table, add_blocks
from loaders.formats.content import Content, TextBuilder
from loaders.formats.docx_numbering import Numbering, Styles, attribute, child, children, is_on, local
from ontology.errors import UnreadableDocument

__all__ = ["MEDIA_TYPE", "read"]

MEDIA_TYPE: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

#: Elements whose content belongs to the text around them.
_TRANSPARENT: Final = frozenset(
    {"hyperlink", "smartTag", "customXml", "ins", "moveTo", "fldSimple", "sdtContent", "dir", "bdo"}
    | {"rubyBase", "ruby", "oMath", "oMathPara"}
)
_BREAKS: Final = {"br": "\n", "cr": "\n", "tab": " ", "ptab": " ", "noBreakHyphen": "-"}


def read(data: bytes, source: str) -> Content:
    """Read a Word document (.docx, .docm). Raises `EmptyDocument` or `UnreadableDocument`."""
    package = Package(data, source)
    name = _main_part(package)
    root = package.xml(name)
    body = child(root, "body") if root is not None else None
    if body is None:
        raise package.damaged(name)
    folder = name.rpartition("/")[0]
    styles = Styles(package.xml(f"{folder}/styles.xml"))
    walk = _Walk(styles, Numbering(package.xml(f"{folder}/numbering.xml"), styles))
    try:
        blocks = list(walk.blocks(body))
    except RecursionError as error:
        message = "nests its tables too deeply to be a document."
        raise UnreadableDocument(message, source=source, place=name) from error
    builder = TextBuilder()
    add_blocks(blocks, builder)
    return builder.content(MEDIA_TYPE, "utf-8", source)


def _main_part(package: Package) -> str:
    """Name of the part that holds the text, by the package's relationships."""
    relations = package.xml("_rels/.rels")
    for item in children(relations, "Relationship") if relations is not None else ():
        if (item.get("Type") or "").endswith("/officeDocument") and item.get("Target"):
            return str(item.get("Target")).lstrip("/")
    return "word/document.xml"


@dataclass(slots=True)
class _Walk:
    """One pass over a document; the numbers of lists and the open fields carry over paragraphs."""

    styles: Styles
    numbering: Numbering
    #: One entry an open field: ``code`` while its instruction runs, ``toc`` or ``result`` after that.
    fields: list[str] = field(default_factory=list)
    boxes: list[Any] = field(default_factory=list)

    def blocks(self, parent: Any) -> Iterator[Block]:
        """Paragraphs and tables below an element, in reading order."""
        for item in parent:
            name = local(item)
            if name == "p":
                yield from self._paragraph(item)
            elif name == "tbl":
                yield Table(tuple(self._rows(item)))
            elif name == "sdt":
                if attribute(child(item, "sdtPr", "docPartObj", "docPartGallery")) != "Table of Contents":
                    yield from self.blocks(item)
            elif name in _TRANSPARENT:
                yield from self.blocks(item)
            elif name == "AlternateContent":
                yield from self.blocks(_alternative(item))

    def _paragraph(self, item: Any) -> Iterator[Block]:
        properties = child(item, "pPr")
        style = attribute(child(properties, "pStyle")) if properties is not None else None
        outer, self.boxes = self.boxes, []
        in_contents = "toc" in self.fields
        text = "".join(self._inline(item))
        label = self.numbering.label(properties, style or "Normal")
        boxes, self.boxes = self.boxes, outer
        if not in_contents and not self.styles.name(style or "").startswith("toc "):
            yield label + text.strip() if text.strip() else ""
        for box in boxes:
            yield from self.blocks(box)

    def _inline(self, parent: Any) -> Iterator[str]:
        """Text of runs, through links, insertions and content controls."""
        for item in parent:
            name = local(item)
            if name == "r":
                if not is_on(child(item, "rPr", "vanish")):
                    yield from self._run(item)
            elif name == "sdt" or name in _TRANSPARENT:
                yield from self._inline(item)
            elif name == "AlternateContent":
                yield from self._inline(_alternative(item))

    def _run(self, run: Any) -> Iterator[str]:
        for item in run:
            name = local(item)
            if name == "fldChar":
                self._field(attribute(item, "fldCharType"))
            elif name == "instrText":
                if self.fields and (item.text or "").strip().upper().startswith("TOC"):
                    self.fields[-1] = "code-toc"
            elif any(state in ("code", "code-toc", "toc") for state in self.fields):
                continue
            elif name == "t":
                yield item.text or ""
            elif name in _BREAKS:
                yield _BREAKS[name]
            elif name == "ruby":
                yield from self._inline(item)
            elif name in ("drawing", "pict", "object"):
                self._collect_boxes(item)
            elif name == "AlternateContent":
                yield from self._run(_alternative(item))

    def _field(self, kind: str | None) -> None:
        if kind == "begin":
            self.fields.append("code")
        elif kind == "separate" and self.fields:
            self.fields[-1] = "toc" if self.fields[-1] == "code-toc" else "result"
        elif kind == "end" and self.fields:
            self.fields.pop()

    def _collect_boxes(self, drawing: Any) -> None:
        """Note the text boxes of a drawing; they are read after the paragraph they hang on."""
        for item in drawing:
            if local(item) == "txbxContent":
                self.boxes.append(item)
            elif local(item) == "AlternateContent":
                self._collect_boxes(_alternative(item))
            else:
                self._collect_boxes(item)

    def _rows(self, table: Any) -> Iterator[tuple[Cell, ...]]:
        """Rows with cells merged downwards once, as `Cell` states them."""
        rows: list[list[_Part]] = []
        above: dict[int, _Part] = {}
        for row in _rows_of(table):
            line: list[_Part] = []
            column = _whole(child(row, "trPr", "gridBefore"))
            line.extend(_Part((), 1) for _ in range(column))
            for item in _cells_of(row):
                properties = child(item, "tcPr")
                merge = child(properties, "vMerge") if properties is not None else None
                across = max(1, _whole(child(properties, "gridSpan")) if properties is not None else 1)
                continues = merge is not None and attribute(merge) != "restart"
                blocks = tuple(self.blocks(item))
                if continues and column in above:
                    above[column].down += 1
                else:
                    part = _Part(blocks, across)
                    line.append(part)
                    above.pop(column, None)
                    if merge is not None:
                        above[column] = part
                column += across
            rows.append(line)
        for line in rows:
            yield tuple(Cell(part.blocks, part.across, part.down) for part in line)


@dataclass(slots=True)
class _Part:
    blocks: tuple[Block, ...]
    across: int
    down: int = 1


def _rows_of(table: Any) -> Iterator[Any]:
    for item in table:
        if local(item) == "tr":
            yield item
        elif local(item) in ("sdt", "sdtContent", "customXml", "ins"):
            yield from _rows_of(item)


def _cells_of(row: Any) -> Iterator[Any]:
    for item in row:
        if local(item) == "tc":
            yield item
        elif local(item) in ("sdt", "sdtContent", "customXml"):
            yield from _cells_of(item)


def _alternative(item: Any) -> Any:
    """The branch of ``mc:AlternateContent`` that is read: the newer drawing, else the fallback."""
    choice = child(item, "Choice")
    fallback = child(item, "Fallback")
    return choice if choice is not None else fallback if fallback is not None else ()


def _whole(element: Any) -> int:
    value = attribute(element)
    return min(int(value), 1000) if value is not None and value.isascii() and value.isdigit() else 0
