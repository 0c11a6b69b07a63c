"""Open a document at a place that a parsed report gives, as a person would: without the reader under test."""

import io
import re
from collections.abc import Callable
from itertools import count

import docx
import openpyxl
import pypdfium2
from lxml import html

Look = Callable[[str], str]  # a place → what stands there
_GAPS = re.compile(r"[ \u3000\xa0]{2,}")


def opened(data: bytes, name: str) -> Look:
    """A way to look up places of a document."""
    match name.rpartition(".")[2]:
        case "html":
            return _page(data)
        case "xlsx":
            return _workbook(data)
        case "docx":
            return _word(data)
        case "pdf":
            return _pdf(data)
    return _text(data)


def _text(data: bytes) -> Look:
    encodings = ["utf-16"] if data[:2] in (b"\xff\xfe", b"\xfe\xff") else ["utf-8-sig", "gb18030"]
    lines = _decoded(data, encodings).splitlines()

    def look(where: str) -> str:
        line, *column = map(int, re.findall(r"\d+", where))
        return _cells(lines[line - 1])[column[0] - 1] if column else lines[line - 1]

    return look


def _decoded(data: bytes, encodings: list[str]) -> str:
    for encoding in encodings:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise AssertionError("no encoding fits")


def _cells(line: str) -> list[str]:
    """The cells of a line as a person counts them."""
    if "\t" in line:
        return line.split("\t")
    if "|" in line:
        return (line[1:-1] if line[0] == line[-1] == "|" else line).split("|")
    cells = _GAPS.split(line.strip())
    return cells if len(cells) > 1 else line.split()


def _page(data: bytes) -> Look:
    text = _decoded(data, ["utf-8", "gbk"])
    root, lines = html.fromstring(text), text.splitlines()
    tables = [_laid_out(table) for table in root.iter("table")]

    def look(where: str) -> str:
        if line := re.fullmatch(r"line (\d+)", where):
            return lines[int(line[1]) - 1]
        table, row, column = map(int, re.fullmatch(r"table (\d+), row (\d+), column (\d+)", where).groups())
        return tables[table - 1][row - 1, column - 1]

    return look


def _laid_out(table: html.HtmlElement) -> dict[tuple[int, int], str]:
    """The text at each place that a table shows, with its spans laid out; none reaches beyond its part of the table (tbody)."""
    texts: dict[tuple[int, int], str] = {}
    rows = [row for row in table.iter("tr") if next(row.iterancestors("table")) is table and _is_shown(row)]
    for r, row in enumerate(rows):
        end = r + sum(other.getparent() is row.getparent() for other in rows[r:])
        for cell in filter(_is_shown, row.iterchildren("td", "th")):
            c = next(n for n in count() if (r, n) not in texts)
            for y in range(r, min(r + int(cell.get("rowspan", 1)), end)):
                for x in range(c, c + int(cell.get("colspan", 1))):
                    texts[y, x] = cell.text_content() + "".join(field.value for field in cell.iter("input"))
    return texts


def _is_shown(element: html.HtmlElement) -> bool:
    return "none" not in element.get("style", "")


def _workbook(data: bytes) -> Look:
    book = openpyxl.load_workbook(io.BytesIO(data))

    def look(where: str) -> str:
        sheet, cell = re.fullmatch(r"sheet (.+), cell ([A-Z]+\d+)", where).groups()
        return str(book[sheet][cell].value)

    return look


def _word(data: bytes) -> Look:
    file = docx.Document(io.BytesIO(data))

    def look(where: str) -> str:
        inside = file
        for table, row, column in re.findall(r"table (\d+), row (\d+), column (\d+)", where):
            inside = inside.tables[int(table) - 1].rows[int(row) - 1].cells[int(column) - 1]
        return inside.text

    return look


def _pdf(data: bytes) -> Look:
    pages = [page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(data)]
    return lambda where: pages[int(re.match(r"page (\d+)", where)[1]) - 1]
