"""HTML pages to a Document: paragraphs, grids and pictures in reading order, layout tables flattened.

Places are what a person can find: a cell is "table 3, row 5, column 4", with tables counted as they open in the page's source
(nested and hidden ones too) and rows and columns counted on the table with its spans laid out; a paragraph is "line 812" of the source.
"""

import hashlib
import re
from datetime import date
from itertools import count

from lxml import etree

from reportkit.errors import ReadError
from reportkit.read import text as plain
from reportkit.read.document import Document, Paragraph, Picture
from reportkit.read.encoding import Decoded, decode, lost_notice
from reportkit.read.numbering import marker
from reportkit.read.spans import Block, Table, TableCell, table_blocks

_BLOCKS = frozenset(
    "address article aside blockquote body caption center dd details dir div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5"
    " h6 header hr html legend main menu nav p section summary textarea".split()
)
_DROPPED = frozenset("script style noscript template select button rt rp noframes svg math audio video map".split())
_PRE = frozenset(("pre", "xmp", "listing", "plaintext"))
_HIDDEN = re.compile(r"display\s*:\s*none", re.IGNORECASE)
_BLANKS = re.compile(r"[ \t\r\n\f]+")
_WIDE = "⺀-⿿　-〿㐀-鿿豈-﫿︰-﹏！-｠￠-￦"
_SOFT_BREAK = re.compile(rf"(?<=[{_WIDE}])[ \t\r\f]*\n[ \t\r\n\f]*(?=[{_WIDE}])")  # CSS Text 3, 4.1.3: no blank between wide characters
_ORDINAL = re.compile(r"[\[(（【]?[0-9０-９一二三四五六七八九十]+[\])）】、.．,，]|[①-⑳]|第[一二三四五六七八九十]")
_NUMBER = re.compile(r"\s*\+?(\d+)")
_PIXELS = re.compile(r"(?:^|[;\s])(?:width|height)\s*:\s*(\d+)(?:\.\d+)?px", re.IGNORECASE)
_DATE = re.compile(r"(\d{4})\D{1,2}(\d{1,2})\D{1,2}(\d{1,2})")
_SAVED = re.compile(r"<!--\s*saved from url=\(\d+\)(\S+?)\s*-->", re.IGNORECASE)
_FILE = re.compile(r"\.(?:pdf|docx?|wps|xlsx?|et|ofd|zip|rar|7z)(?:[?#]|$)", re.IGNORECASE)
_ICON = 40  # pixels: a smaller image holds no table
_TINY_DATA = 1_000
_NOTICES = 10


class _Page:
    """The state of one walk over a page: where text goes, and what is open around it."""

    def __init__(self) -> None:
        self.flow: list[Block] = []
        self.outer: list[list[Block]] = []
        self.tables: list[Table] = []
        self.counted = count(1)
        self.lists: list[tuple[etree._Element, count] | None] = []
        self.pieces: list[str] = []
        self.line = 1
        self.marker = ""
        self.pre = 0
        self.title = ""
        self.metas: dict[str, str] = {}
        self.elsewhere: dict[str, str] = {}

    def walk(self, root: etree._Element) -> None:
        """Read every element of the page once."""
        events = etree.iterwalk(root, events=("start", "end"))
        pieces = self.pieces
        skipped = None
        for event, element in events:
            tag = element.tag
            if event == "start":
                style = element.get("style")
                if tag in _DROPPED or style is not None and _HIDDEN.search(style):
                    self._skip(element)
                    events.skip_subtree()
                    skipped = element
                    continue
                if tag in _BLOCKS:
                    self.flush(element)
                elif tag in _STARTS:
                    _STARTS[tag](self, element)
                if element.text:
                    pieces.append(element.text)
            else:
                if element is skipped:
                    skipped = None
                elif tag in _BLOCKS:
                    self.flush(element)
                elif tag in _ENDS:
                    _ENDS[tag](self, element)
                if element.tail:
                    pieces.append(element.tail)
        self.flush(root)

    def flush(self, element: etree._Element) -> None:
        """Close the paragraph that is open, if any; what follows stands at `element`."""
        if self.pieces:
            raw = "".join(self.pieces)
            self.pieces.clear()
            if self.pre:
                self.flow.extend(plain.blocks(raw, first=self.line))
            elif text := collapse(raw):
                if self.marker and not _ORDINAL.match(text):
                    text = self.marker + text
                self.marker = ""
                self.flow.append(Paragraph(text, f"line {self.line}"))
        self.line = element.sourceline or self.line

    def _skip(self, element: etree._Element) -> None:
        if element.tag not in ("noscript", "template"):
            for _ in element.iter("table"):
                next(self.counted)

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

    def open_cell(self, element: etree._Element) -> None:
        self.flush(element)
        self.outer.append(self.flow)
        if not self.tables:
            return
        if not self.tables[-1].rows:
            self.tables[-1].open_row()
        cell = TableCell(max(_number(element.get("colspan"), 1, 1000), 1), _number(element.get("rowspan"), 1, 65534))
        self.tables[-1].rows[-1].append(cell)
        self.flow = cell.flow

    def close_cell(self, element: etree._Element) -> None:
        self.flush(element)
        self.flow = self.outer.pop()

    def open_list(self, element: etree._Element) -> None:
        self.flush(element)
        self.lists.append((element, count(_number(element.get("start"), 1, 9999))) if element.tag == "ol" else None)

    def close_list(self, element: etree._Element) -> None:
        self.flush(element)
        self.lists.pop()

    def open_item(self, element: etree._Element) -> None:
        self.flush(element)
        if self.lists and self.lists[-1]:
            parent, numbers = self.lists[-1]
            number = next(numbers)
            if element.get("value"):
                number = _number(element.get("value"), number, 9999)
                self.lists[-1] = parent, count(number + 1)
            self.marker = marker(number, parent.get("type", "1"), f"{parent.get('style', '')};{element.get('style', '')}")

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
            self.pieces.append(element.get("value", ""))

    def show_picture(self, element: etree._Element) -> None:
        address = (element.get("data-original") or element.get("data-src") or element.get("src") or "").strip()
        sizes = [_number(element.get(side), _ICON + 1, 99_999) for side in ("width", "height")]
        sizes += map(int, _PIXELS.findall(element.get("style", "")))
        if not address or min(sizes) <= _ICON or address.startswith("data:") and len(address) < _TINY_DATA:
            return
        self.flush(element)
        self.flow.append(Picture(address, f"line {self.line}"))

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

    def note_title(self, element: etree._Element) -> None:
        self.flush(element)

    def close_title(self, element: etree._Element) -> None:
        self.title = self.title or collapse("".join(self.pieces))
        self.pieces.clear()


_STARTS = {
    "table": _Page.open_table, "tr": _Page.open_row, "td": _Page.open_cell, "th": _Page.open_cell,
    "thead": _Page.change_section, "tbody": _Page.change_section, "tfoot": _Page.change_section,
    "ol": _Page.open_list, "ul": _Page.open_list, "li": _Page.open_item, "br": _Page.break_line, "img": _Page.show_picture,
    "input": _Page.show_value, "a": _Page.note_link, "meta": _Page.note_meta, "link": _Page.note_meta, "title": _Page.note_title,
} | dict.fromkeys(_PRE, _Page.open_pre) | dict.fromkeys(("iframe", "frame", "embed", "object"), _Page.note_frame)  # fmt: skip
_ENDS = {
    "table": _Page.close_table, "td": _Page.close_cell, "th": _Page.close_cell, "ol": _Page.close_list, "ul": _Page.close_list,
    "thead": _Page.change_section, "tbody": _Page.change_section, "tfoot": _Page.change_section,
    "li": _Page.close_item, "title": _Page.close_title,
} | dict.fromkeys(_PRE, _Page.close_pre)  # fmt: skip


def read_html(data: bytes, name: str) -> Document:
    """The Document of an HTML page in any declared or undeclared Chinese charset; never fails on malformed markup."""
    return page_document(decode(data, name), data, name)


def page_document(found: Decoded, data: bytes, name: str, media_type: str = "text/html", url: str | None = None) -> Document:
    """The Document of a decoded page; data: the bytes of the whole file, for their sha256; url: its address where the file tells it."""
    page = _Page()
    page.walk(_tree(found.text, name))
    return Document(
        name=name,
        media_type=media_type,
        sha256=hashlib.sha256(data).hexdigest(),
        blocks=tuple(page.flow),
        title=page.metas.get("articletitle") or page.title,
        url=_address(page.metas, found.text) or url,
        published=_date(page.metas),
        notices=lost_notice(found) + _elsewhere(page.elsewhere),
    )


def _tree(text: str, name: str) -> etree._Element:
    parser = etree.HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(text.replace("\0", "").encode("utf-8", "replace"), parser)
    except etree.XMLSyntaxError as error:
        raise ReadError(f"{name}: the page holds no HTML ({error}); fetch it again from its source.") from error
    if root is None:
        raise ReadError(f"{name}: the page holds no text; fetch it again from its source.")
    return root


def collapse(raw: str) -> str:
    """Text as a browser shows it: blanks run together, a line feed of the source between two Chinese characters gone."""
    if "\n" in raw:
        raw = _SOFT_BREAK.sub("", raw)
    return _BLANKS.sub(" ", raw).strip()


def _number(value: str | None, default: int, most: int) -> int:
    match = _NUMBER.match(value) if value else None
    return min(int(match[1]), most) if match else default


def _address(metas: dict[str, str], text: str) -> str | None:
    saved = _SAVED.search(text[:3000])
    addresses = (metas.get("canonical"), saved and saved[1], metas.get("url"), metas.get("og:url"))
    return next((address for address in addresses if address and address.startswith(("http://", "https://"))), None)


def _date(metas: dict[str, str]) -> str | None:
    for key in ("pubdate", "publishdate", "article:published_time"):
        if match := _DATE.match(metas.get(key, "")):
            try:
                return date(*map(int, match.groups())).isoformat()
            except ValueError:
                continue
    return None


def _elsewhere(addresses: dict[str, str]) -> tuple[str, ...]:
    notices = [f"The page {verb} {address}, which is not read with it." for address, verb in addresses.items()]
    more = len(notices) - _NOTICES
    return (*notices[:_NOTICES], f"… and {more} further files.") if more > 0 else tuple(notices)
