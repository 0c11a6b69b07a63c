"""Spreadsheets (.xlsx, .xls, .xlsb, .ods, .et) and .csv files: the prose and the tables of every visible sheet."""

import csv
import hashlib
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO, StringIO
from itertools import chain
from zipfile import BadZipFile

from lxml import etree
from openpyxl.utils import get_column_letter
from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

from reportkit.errors import ReadError
from reportkit.read.document import Cell, Document
from reportkit.read.encoding import decode, lost_notice
from reportkit.read.sheet.rows import Row, blocks
from reportkit.read.sheet.xml import Aside, Place, Range, asides, ods_spans

_ADVICE = "Open it in Excel, WPS or LibreOffice and save it as .xlsx."
_MOST_CELLS = 2_000_000

Sheet = tuple[list[Row], frozenset[int]]  # the rows, and the numbers of the empty ones that are drawn with lines


def read_sheet(data: bytes, name: str) -> Document:
    """The document in a spreadsheet's bytes; places read "sheet 表三, cell D7". Raises ReadError where it is damaged or locked."""
    if name.lower().endswith((".csv", ".tsv")) and not data.startswith((b"PK", b"\xd0\xcf\x11\xe0")):
        return _read_csv(data, name)
    try:
        workbook = CalamineWorkbook.from_filelike(BytesIO(data))
        notices: list[str] = []
        sheets = list(_sheets(workbook, data, name, notices))
    except PasswordError as error:
        raise ReadError(f"{name}: locked with a password. Remove the password in Excel and save it again.") from error
    except (CalamineError, BadZipFile, etree.XMLSyntaxError) as error:
        raise ReadError(f"{name}: no spreadsheet that can be read, or a damaged one ({error}). {_ADVICE}") from error
    return _document(data, name, _media_type(data), sheets, notices)


def _document(data: bytes, name: str, media_type: str, sheets: Sequence[Sheet], notices: Sequence[str]) -> Document:
    found = tuple(chain.from_iterable(blocks(rows, ruled) for rows, ruled in sheets))
    return Document(name, media_type, hashlib.sha256(data).hexdigest(), found, notices=tuple(notices))


def _media_type(data: bytes) -> str:
    if not data.startswith(b"PK"):
        return "application/vnd.ms-excel"
    if b"opendocument.spreadsheet" in data[:200]:
        return "application/vnd.oasis.opendocument.spreadsheet"
    return "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def _sheets(workbook: CalamineWorkbook, data: bytes, name: str, notices: list[str]) -> Iterator[Sheet]:
    spans, beside = ods_spans(data), asides(data)
    for number, about in enumerate(workbook.sheets_metadata):
        if about.typ != SheetTypeEnum.WorkSheet:
            continue
        if about.visible != SheetVisibleEnum.Visible:
            notices.append(f"sheet {about.name} is hidden and was not read")
            continue
        found = workbook.get_sheet_by_index(number)
        merged = found.merged_cell_ranges if found.merged_cell_ranges is not None else spans.get(about.name)
        if merged is None:
            notices.append(f"sheet {about.name}: which cells are merged is not told in this kind of file; saving it as .xlsx keeps it")
        texts = [[_printed(value) for value in row] for row in found.to_python(skip_empty_area=False)]
        if (size := sum(map(any, texts)) * max(map(len, texts), default=0)) > _MOST_CELLS:
            raise ReadError(f"{name}: sheet {about.name} spans {size} cells; that is no report. Delete what stands far to the right of it.")
        aside = beside.get(about.name, Aside())
        for (row, column), text in aside.shown.items():
            if row < len(texts) and column < len(texts[row]):
                texts[row][column] = text
        if formulas := [place for place, text in aside.unread.items() if text.startswith("=")]:
            cells = ", ".join(_a1(*place) for place in formulas[:5]) + (" …" if len(formulas) > 5 else "")
            notices.append(f"sheet {about.name}: {len(formulas)} formulas stored without a result ({cells}); opening and saving it in Excel adds them")
        where = f"sheet {about.name}, cell "
        yield _rows(texts, merged or (), lambda row, column, sheet=where: sheet + _a1(row, column), aside)


def _rows(texts: Sequence[Sequence[str]], merged: Sequence[Range], where: Callable[[int, int], str], aside: Aside) -> Sheet:
    """The rows of cells, () for an empty one; a merged range is one cell."""
    corners = [*aside.unread, *(start for start, _ in merged)]
    height = max([len(texts), *(row + 1 for row, _ in corners)])
    while height in aside.ruled:
        height += 1
    width = max([0, *map(len, texts), *(column + 1 for _, column in corners)])
    origins = {
        (r, c): start
        for start, end in merged
        for r in range(start[0], min(end[0] + 1, height))
        for c in range(start[1], min(end[1] + 1, width))
    }

    def cell(row: int, column: int) -> Cell:
        text = texts[row][column] if row < len(texts) and column < len(texts[row]) else ""
        return Cell(aside.unread.get((row, column), text), row, column, where(row, column), (row, column) not in aside.unread)

    alive = {row for row, line in enumerate(texts) if any(line)} | {row for row, _ in aside.unread} | set(aside.ruled)
    alive |= {row for (row, _), start in origins.items() if start[0] in alive}
    cells: dict[Place, Cell] = {}
    for place in ((r, c) for r in sorted(alive) for c in range(width)):
        origin = origins.get(place, place)
        cells[place] = cells[origin] if origin in cells else cells.setdefault(origin, cell(*origin))
    return [tuple(cells[r, c] for c in range(width)) if r in alive else () for r in range(height)], aside.ruled


def _a1(row: int, column: int) -> str:
    return f"{get_column_letter(column + 1)}{row + 1}"


def _printed(value: object) -> str:
    """A value as a reader sees it: whole numbers without a point, others to the 15 digits that a sheet keeps, dates as 2024-01-31."""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, float):
        return format(Decimal(f"{value:.15g}"), "f")
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == datetime.min.time() else value.isoformat(" ")
    return value.isoformat() if isinstance(value, date) else str(value).strip()


def _read_csv(data: bytes, name: str) -> Document:
    decoded = decode(data, name)
    try:
        dialect = csv.Sniffer().sniff(decoded.text[:8192], delimiters=",\t;|")
        dialect.doublequote = True
    except csv.Error:
        dialect = csv.excel_tab if name.lower().endswith(".tsv") else csv.excel
    reader = csv.reader(StringIO(decoded.text, newline=""), dialect)
    starts, texts = [], []
    for row in _with_lines(reader, starts):
        texts.append([text.strip() for text in row])
    sheet = _rows(texts, (), lambda row, column: f"line {starts[row]}, column {column + 1}", Aside())
    return _document(data, name, "text/csv", [sheet], lost_notice(decoded))


def _with_lines(reader: Iterator[list[str]], starts: list[int]) -> Iterator[list[str]]:
    """The rows of a csv reader; `starts` receives the line on which each begins, for a cell may hold several."""
    begin = 1
    for row in reader:
        starts.append(begin)
        begin = reader.line_num + 1
        yield row
