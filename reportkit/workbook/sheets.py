"""Sheets: one frame as a real Excel table, text as text, numbers as numbers, blanks as blanks."""

import re
import unicodedata
import warnings
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from math import ceil

import pandas as pd
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.table import Table, TableColumn, TableStyleInfo

HEAD = Font(name="Calibri", bold=True, color="FFFFFF")
HEAD_FILL = PatternFill("solid", fgColor="1F4E79")
BOLD = Font(name="Calibri", bold=True)
TITLE = Font(name="Calibri", bold=True, size=16, color="1F4E79")
SECTION = Font(name="Calibri", bold=True, size=12, color="1F4E79")
LINK = Font(name="Calibri", color="0563C1", underline="single")
_LINE = 15  # points a line of text is high
WRAP = Alignment(wrap_text=True, vertical="top", horizontal="left")
ROWS = 1_048_575  # of a sheet of Excel, below the header
LONGEST = 32_767  # characters of a cell
LINKS = 65_000  # Excel drops the links of a sheet that has more
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_WIDEST = 60
_ILLEGAL = re.compile(r"[\x00-\x08\x0b-\x1f]|_(?=x[0-9A-Fa-f]{4}_)")  # Excel writes them as _xHHHH_, and so the mark itself too


def _places(text: str) -> int:
    """How many digits wide a line is; a Chinese character takes two places."""
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def width(texts: Iterable[str]) -> float:
    """A column width that fits most of these texts."""
    sizes = sorted(_places(t.split("\n", 1)[0]) for t in texts)
    return min(max(sizes[int(len(sizes) * 0.95)] if sizes else 8, 8) + 3, _WIDEST)


def plain(value: object) -> object:
    """A value as a cell takes it: None for missing, text escaped and never longer than Excel allows, themes joined."""
    if isinstance(value, tuple):
        return ", ".join(value)
    if pd.isna(value):
        return None
    if isinstance(value, pd.Timestamp):
        return value.to_pydatetime().date()
    if isinstance(value, str):
        return _ILLEGAL.sub(lambda m: f"_x{ord(m[0]):04X}_", value)[:LONGEST] or None
    return value


def cell(sheet, value: object, font: Font | None = None, link: str | None = None) -> object:
    """What stands in one place: the bare value, or a styled cell where it needs one."""
    text = isinstance(value, str)
    if not (font or link or isinstance(value, (date, datetime)) or (text and value.startswith(_FORMULA))):
        return value
    made = WriteOnlyCell(sheet, value)
    if text and value.startswith(_FORMULA):
        made.data_type = "s"
        made.quotePrefix = True
    if isinstance(value, (date, datetime)):
        made.number_format = "yyyy-mm-dd"
    if font:
        made.font = font
    if link:
        made.hyperlink, made.font = link, LINK
    return made


def table(book: Workbook, title: str, name: str, frame: pd.DataFrame, heads: Sequence[str]) -> None:
    """Add sheets for a frame (more than one where it has more rows than a sheet of Excel), each with a filterable table and a frozen header."""
    for part, start in enumerate(range(0, max(len(frame), 1), ROWS), 1):
        chunk = frame.iloc[start : start + ROWS]
        sheet = book.create_sheet(title if part == 1 else f"{title} ({part})")
        sheet.freeze_panes = "B2"
        _for_paper(sheet)
        sheet.print_title_rows = "1:1"
        columns = [[plain(v) for v in chunk[c].astype(object)] for c in chunk]
        for n, (head, values) in enumerate(zip(heads, columns, strict=True), 1):
            sample = [str(v) for v in values[:: max(1, len(values) // 500)] if v is not None]
            sheet.column_dimensions[get_column_letter(n)].width = max(width(sample), width([head]) + 2)
        linked = chunk.columns.get_loc("url") if "url" in chunk and len(chunk) <= LINKS else None
        sheet.append([_head(sheet, h) for h in heads])
        for row in zip(*columns, strict=True) if len(chunk) else [(None,) * len(heads)]:
            sheet.append([cell(sheet, v, link=v if n == linked else None) for n, v in enumerate(row)])
        with warnings.catch_warnings(action="ignore"):  # that a streamed sheet needs its columns named, which they are
            sheet.add_table(_excel_table(f"{name}_{part}" if part > 1 else name, heads, max(len(chunk), 1)))


def _head(sheet, text: str) -> WriteOnlyCell:
    made = WriteOnlyCell(sheet, text)
    made.font, made.fill = HEAD, HEAD_FILL
    return made


def _excel_table(name: str, heads: Sequence[str], rows: int) -> Table:
    made = Table(displayName=f"t_{name}", ref=f"A1:{get_column_letter(len(heads))}{rows + 1}")
    made.tableStyleInfo = TableStyleInfo(name="TableStyleLight9", showRowStripes=True)
    made._initialise_columns()  # a streamed sheet cannot look its headings up
    made.tableColumns = [TableColumn(id=n, name=head) for n, head in enumerate(heads, 1)]
    return made


def text_sheet(book: Workbook, title: str, lines: Sequence[Sequence[tuple[object, Font | None]]], widths: Sequence[float]) -> None:
    """Add a sheet of plain lines: each a row of (value, font)."""
    sheet = book.create_sheet(title)
    sheet.sheet_view.showGridLines = False
    _for_paper(sheet)
    for n, size in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(n)].width = size
    for n, line in enumerate(lines, 1):
        if (height := max((_lines(v, font, size) for (v, font), size in zip(line, widths, strict=False)), default=1)) > 1:
            sheet.row_dimensions[n].height = _LINE * height  # not every program fits a row to its wrapped text
        row = [_wrapped(sheet, plain(v), font) if font is not TITLE else cell(sheet, v, font) for v, font in line]
        sheet.append(row)


def _lines(value: object, font: Font | None, size: float) -> int:
    """Over how many lines a value is wrapped in a column of this width; bold letters are wider, and words do not break."""
    return 1 if font is TITLE else ceil(_places(str(value)) * (1.15 if font and font.bold else 1) / size)


def _for_paper(sheet) -> None:
    """Printed, a sheet is as wide as its page."""
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)


def _wrapped(sheet, value: object, font: Font | None) -> WriteOnlyCell:
    made = cell(sheet, value, font)
    made = made if hasattr(made, "alignment") else WriteOnlyCell(sheet, made)
    made.alignment = WRAP
    return made
