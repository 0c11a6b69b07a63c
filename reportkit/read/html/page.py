"""One walk over the elements of an HTML page: paragraphs, tables and pictures as they come, with what the page tells of itself."""

import re
from itertools import count

from lxml import etree

from reportkit.read import text as plain
from reportkit.read.document import Paragraph, Picture
from reportkit.read.html.cells import Block, TableCell, collapse, flow_text, number, picture_address, plain_text, table_cell
from reportkit.read.html.markers import marker
from reportkit.read.html.spans import Table, table_blocks
from reportkit.read.html.tags import BLOCKS, DROPPED, PRE, is_gone, is_hidden, script

_ORDINAL = re.compile(r"[\[(（【]?[0-9０-９一二三四五六七八九十]+[\])）】、.．,，]|[①-⑳]|第[一二三四五六七八九十]")
_FILE = re.compile(r"\.(?:pdf|docx?|wps|xlsx?|et|ofd|zip|rar|7z)(?:[?#]|$)", re.IGNORECASE)


class Page:
    """The state of one walk over a page: where text goes, and what is open around it."""

    def __init__(self) -> None:
        self.flow: list[Block] = []
        self.outer: list[list[Block]] = []
        self.tables: list[Table] = []
        self.cells: list[TableCell | None] = []
        self.counted = count(1)
        self.lists: list[tuple[etree._Element, count] | None] = []
        self.pieces: list[str] = []
        self.line = 1
        self.unseen_lines = 0
        self.marker = ""
        self.scripts: list[tuple[etree._Element, dict[int, int | None], int]] = []
        self.pre = 0
        self.title = ""
        self.metas: dict[str, str] = {}
        self.elsewhere: dict[str, str] = {}

    def walk(self, root: etree._Element) -> None:
        """Read every element of the page once."""
        events = etree.iterwalk(root, events=("start", "end"))
        skipped = None
        for event, element in events:
            tag = element.tag
            if event == "start":
                if tag in DROPPED or is_hidden(element):
                    self._skip(element)
                elif tag != "tr" or not self._take_row(element):
                    self._start(tag, element)
                    continue
                events.skip_subtree()
                skipped = element
            else:
                if element is skipped:
                    skipped = None
                elif tag in BLOCKS:
                    self.flush(element)
                elif tag in _ENDS:
                    _ENDS[tag](self, element)
                elif self.scripts and element is self.scripts[-1][0]:
                    self.scripts.pop()
                self.say(element.tail)
        self.flush(root)

    def _start(self, tag: str, element: etree._Element) -> None:
        if tag in BLOCKS:
            self.flush(element)
        elif tag in _STARTS:
            _STARTS[tag](self, element)
        elif (digits := script(element)) is not None:
            self.scripts.append((element, digits, len(self.cells)))
        self.say(element.text)

    def say(self, text: str | None) -> None:
        """Add to the paragraph that is open."""
        if not text:
            return
        if self.scripts and self.scripts[-1][2] == len(self.cells):  # one that was never closed ends with its cell
            text = text.translate(self.scripts[-1][1])
        if self.pieces or self.pre or not text.isspace():
            self.pieces.append(text)
        else:
            self.line += text.count("\n") + self.unseen_lines
            self.unseen_lines = 0

    def flush(self, element: etree._Element) -> None:
        """Close the paragraph that is open, if any; what follows stands at `element`."""
        if self.pieces:
            self._close("".join(self.pieces))
            self.pieces.clear()
        self.line = max(self.line + self.unseen_lines, element.sourceline or 0)
        self.unseen_lines = 0

    def _close(self, raw: str) -> None:
        if self.pre:
            self.flow.extend(plain.blocks(raw, first=self.line))
        elif text := collapse(raw):
            if self.marker and not _ORDINAL.match(text):
                text = self.marker + text
            self.marker = ""
            self.flow.append(Paragraph(text, self._where(raw)))
        self.line += raw.count("\n")

    def _where(self, raw: str) -> str:
        if "\n" not in raw:
            return f"line {self.line}"
        body = raw.lstrip()
        first = self.line + raw.count("\n", 0, len(raw) - len(body))
        last = first + body.rstrip().count("\n")
        return f"line {first}" if first == last else f"lines {first}-{last}"

    def _skip(self, element: etree._Element) -> None:
        self.unseen_lines += "".join(element.itertext()).count("\n")
        if element.tag not in ("noscript", "template"):
            for _ in element.iter("table"):
                next(self.counted)
        if element.tag in ("td", "th") and not is_gone(element):  # its text is unseen, its place is kept
            self.open_cell(element)
            self.close_cell(element)

    def open_table(self, element: etree._Element) -> None:
        self.flush(element)
        self.tables.append(Table(next(self.counted)))
        self.outer.append(self.flow)

    def close_table(self, element: etree._Element) -> None:
        self.flush(element)
        self.flow = self.outer.pop()
        self.flow.extend(table_blocks(self.tables.pop()))

    def open_row(self, element: etree._Element) -> None:
        self.flush(element)
        if self.tables:
            self.tables[-1].open_row()

    def change_section(self, element: etree._Element) -> None:
        self.flush(element)
        if self.tables:
            self.tables[-1].section += 1

    def _take_row(self, element: etree._Element) -> bool:
        """Read a row of plain cells at once, which most rows of figures are; False, and nothing done, for any other row."""
        if not self.tables or self.pre or self.scripts:
            return False
        cells = []
        for child in element:
            text = plain_text(child) if child.tag in ("td", "th") else None
            if text is None:
                return False
            cells.append(table_cell(child, text))
        self.open_row(element)
        self.tables[-1].rows[-1] = cells
        self.line = max(self.line, element.sourceline or 0, cells[-1].line if cells else 0)
        return True

    def open_cell(self, element: etree._Element) -> None:
        self.flush(element)
        self.outer.append(self.flow)
        if not self.tables:
            self.cells.append(None)
            return
        if not self.tables[-1].rows:
            self.tables[-1].open_row()
        cell = table_cell(element)
        cell.flow = self.flow = []
        self.cells.append(cell)
        self.tables[-1].rows[-1].append(cell)

    def close_cell(self, element: etree._Element) -> None:
        self.flush(element)
        if cell := self.cells.pop():
            cell.text = flow_text(self.flow)
        self.flow = self.outer.pop()

    def open_list(self, element: etree._Element) -> None:
        self.flush(element)
        self.lists.append((element, count(number(element.get("start"), 1, 9999))) if element.tag == "ol" else None)

    def close_list(self, element: etree._Element) -> None:
        self.flush(element)
        self.lists.pop()

    def open_item(self, element: etree._Element) -> None:
        self.flush(element)
        if self.lists and self.lists[-1]:
            parent, numbers = self.lists[-1]
            ordinal = next(numbers)
            if element.get("value"):
                ordinal = number(element.get("value"), ordinal, 9999)
                self.lists[-1] = parent, count(ordinal + 1)
            self.marker = marker(ordinal, parent.get("type", "1"), f"{parent.get('style', '')};{element.get('style', '')}")

    def close_item(self, element: etree._Element) -> None:
        self.flush(element)
        self.marker = ""

    def open_pre(self, element: etree._Element) -> None:
        self.flush(element)
        self.pre += 1

    def close_pre(self, element: etree._Element) -> None:
        self.flush(element)
        self.pre -= 1

    def break_line(self, element: etree._Element) -> None:
        if self.pre:
            self.pieces.append("\n")
        else:
            self.flush(element)

    def show_value(self, element: etree._Element) -> None:
        if element.get("type", "text").lower() in ("text", "number"):
            self.say(element.get("value"))

    def show_picture(self, element: etree._Element) -> None:
        if address := picture_address(element):
            self.flush(element)
            self.flow.append(Picture(address, f"line {element.sourceline}"))

    def note_frame(self, element: etree._Element) -> None:
        address = (element.get("src") or element.get("data") or "").strip()
        if address and not address.startswith(("about:", "javascript:")):
            self.elsewhere[address] = "shows what stands at"

    def note_link(self, element: etree._Element) -> None:
        address = (element.get("href") or "").strip()
        if _FILE.search(address):
            self.elsewhere.setdefault(address, "links to the file")

    def note_meta(self, element: etree._Element) -> None:
        key = element.get("name") or element.get("property") or ("canonical" if element.get("rel") == "canonical" else "")
        self.metas.setdefault(key.lower(), (element.get("content") or element.get("href") or "").strip())

    def close_title(self, element: etree._Element) -> None:
        self.title = self.title or collapse("".join(self.pieces))
        self.pieces.clear()


_STARTS = {
    "table": Page.open_table, "tr": Page.open_row, "td": Page.open_cell, "th": Page.open_cell,
    "thead": Page.change_section, "tbody": Page.change_section, "tfoot": Page.change_section,
    "ol": Page.open_list, "ul": Page.open_list, "li": Page.open_item, "br": Page.break_line, "img": Page.show_picture,
    "input": Page.show_value, "a": Page.note_link, "meta": Page.note_meta, "link": Page.note_meta, "title": Page.flush,
} | dict.fromkeys(PRE, Page.open_pre) | dict.fromkeys(("iframe", "frame", "embed", "object"), Page.note_frame)  # fmt: skip
_ENDS = {
    "table": Page.close_table, "td": Page.close_cell, "th": Page.close_cell, "ol": Page.close_list, "ul": Page.close_list,
    "thead": Page.change_section, "tbody": Page.change_section, "tfoot": Page.change_section,
    "li": Page.close_item, "title": Page.close_title,
} | dict.fromkeys(PRE, Page.close_pre)  # fmt: skip
