"""What stands in a cell of an HTML table, and how a browser shows its text."""

import re
from functools import lru_cache

from lxml import etree

from reportkit.read.document import Cell, Grid, Paragraph, Picture
from reportkit.read.html.tags import is_hidden, script

Block = Paragraph | Grid | Picture

_BLANKS = re.compile(r"[ \t\r\n\f]+")
_WIDE = "⺀-⿿　-〿㐀-鿿豈-﫿︰-﹏！-｠￠-￦"
_SOFT_BREAK = re.compile(rf"(?<=[{_WIDE}])[ \t\r\f]*\n[ \t\r\n\f]*(?=[{_WIDE}])")  # CSS Text 3, 4.1.3: no blank between wide characters
_NUMBER = re.compile(r"\s*\+?(\d+)")
_PIXELS = re.compile(r"(?:^|[;\s])(?:width|height)\s*:\s*(\d+)(?:\.\d+)?px", re.IGNORECASE)
_ICON = 40  # pixels: a smaller image holds no table
_TINY_DATA = 1_000
_WRAPS = frozenset(("p", "span", "font", "div", "strong", "b", "center"))  # elements around all of a cell's text that change nothing


class TableCell:
    """A td or th: its text as a grid shows it, its flow as the page does. rowspan 0: to the end of its section (thead, tbody, tfoot)."""

    __slots__ = ("colspan", "column", "flow", "line", "row", "rowspan", "text")  # not a dataclass: a page has thousands of them

    def __init__(self, colspan: int = 1, rowspan: int = 1, text: str = "", line: int | None = None) -> None:
        self.colspan, self.rowspan, self.text, self.line = colspan, rowspan, text, line
        self.flow: list[Block] | None = None

    def blocks(self) -> list[Block]:
        """What stands in the cell, block by block."""
        if self.flow is None:
            return [Paragraph(self.text, f"line {self.line}")] if self.text else []
        return self.flow


def table_cell(element: etree._Element, text: str = "") -> TableCell:
    """The cell of a td or th, its spans read as a browser reads them ("7;" is 7, 0 columns are 1)."""
    return TableCell(*_spans(element.get("colspan"), element.get("rowspan")), text, element.sourceline)


@lru_cache(maxsize=1024)
def _spans(colspan: str | None, rowspan: str | None) -> tuple[int, int]:
    return max(number(colspan, 1, 1000), 1), number(rowspan, 1, 65534)


def plain_text(element: etree._Element) -> str | None:
    """The text of a cell that holds nothing but one run of text, however often wrapped (td > p > span); None for any other cell."""
    while not is_hidden(element) and script(element) is None:
        inner, text = len(element), element.text
        if not inner:
            return collapse(text) if text else ""
        if inner > 1 or text and not text.isspace():
            return None
        element = element[0]
        if element.tag not in _WRAPS or (tail := element.tail) and not tail.isspace():
            return None
    return None


def picture_address(element: etree._Element) -> str | None:
    """The address of an img that may hold a table; None for icons and images without an address."""
    address = (element.get("data-original") or element.get("data-src") or element.get("src") or "").strip()
    sizes = [number(element.get(side), _ICON + 1, 99_999) for side in ("width", "height")]
    sizes += map(int, _PIXELS.findall(element.get("style", "")))
    if not address or min(sizes) <= _ICON or address.startswith("data:") and len(address) < _TINY_DATA:
        return None
    return address


def collapse(raw: str) -> str:
    """Text as a browser shows it: blanks run together, a line feed of the source between two Chinese characters gone."""
    text = raw.strip()
    if text.isalnum():
        return text
    if "\n" in text:
        text = _SOFT_BREAK.sub("", text)
    return _BLANKS.sub(" ", text)


def number(value: str | None, default: int, most: int) -> int:
    """The number an attribute begins with, at most `most`; the default where it begins with none."""
    match = _NUMBER.match(value) if value else None
    return min(int(match[1]), most) if match else default


def flow_text(flow: list[Block]) -> str:
    """What a cell says: its paragraphs as lines, a small table within it as words."""
    if len(flow) == 1 and isinstance(flow[0], Paragraph):
        return flow[0].text
    return "\n".join(_words(block) if isinstance(block, Grid) else block.text for block in flow if not isinstance(block, Picture))


def _words(grid: Grid) -> str:
    return " ".join(cell.text for cell in own_cells(grid) if cell.text)


def own_cells(grid: Grid) -> list[Cell]:
    """The cells of a grid, each once."""
    return list(dict.fromkeys(cell for row in grid.rows for cell in row if cell is not None))
