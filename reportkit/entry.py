"""The entry form: the statutory report as a workbook to fill in, which reads back like any other report."""

import tomllib
from collections.abc import Iterable
from functools import cache
from importlib import resources
from itertools import groupby
from os import PathLike
from pathlib import Path

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Protection, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from . import form
from .entry_checks import APPLICANT_COLUMNS, check_applications, check_disputes
from .errors import InvalidData

Words = dict[str, str]

_FIRST, _LAST = 2019, 2100  # the years whose reports have the three tables
_PARAGRAPHS, _POINTS = 10, 8  # entry cells of a prose section, of a list in section five
_LINE = Side(style="thin", color="808080")
_COUNTS = {"type": "whole", "operator": "greaterThanOrEqual", "formula1": "0"}
_CHANGES = {"type": "whole", "operator": "between", "formula1": "-999999999", "formula2": "999999999"}
_DATES = {"type": "date", "operator": "greaterThan", "formula1": "DATE(2019,1,1)"}
_AMOUNTS = {"type": "decimal", "operator": "greaterThanOrEqual", "formula1": "0"}


def write_form(path: str | PathLike, year: int, organ: str = "", lang: str = "zh") -> Path:
    """Write the entry form for a report on `year` (2019 or later; the form in force in that year decides) and return its path.

    lang, "zh" or "en", is the language of hints and checks; the form itself is Chinese. Raises InvalidData for another year or language.
    """
    wording = _wording()
    if not _FIRST <= year <= _LAST:
        raise InvalidData(f"no entry form for {year}: reports have had the statutory tables since {_FIRST}. Give a year from {_FIRST} on.")
    if lang not in ("zh", "en"):
        raise InvalidData(f'no hints in the language "{lang}". Give "zh" or "en".')
    words, printed, names = wording[lang], wording["printed"], wording["sheets"]
    book = Workbook()
    book.remove(book.active)
    for style in _styles():
        book.add_named_style(style)
    sheets = {part: book.create_sheet(name) for part, name in names.items()}
    for part, heading in form.SECTIONS.items():
        sheets[part]["A1"].value, sheets[part]["A1"].style = heading, "reportkit heading"
    _write_cover(sheets["cover"], year, organ, words, printed)
    _write_prose(sheets["overview"], words)
    _write_disclosure(sheets["disclosure"], form.for_year(year), words, printed, lang)
    _write_applications(sheets["applications"], form.for_year(year), words, printed, lang)
    _write_disputes(sheets["disputes"], words, printed, lang)
    _write_points(sheets["weaknesses"], words, printed)
    _write_prose(sheets["other"], words)
    for sheet in sheets.values():
        _finish(sheet)
    book.save(path)
    return Path(path)


@cache
def _wording() -> dict[str, Words]:
    return tomllib.loads(resources.files(__package__).joinpath("entry.toml").read_text("utf-8"))


def _styles() -> Iterable[NamedStyle]:
    """How headings, printed labels, cells to fill in and checks look; only cells to fill in are open to the keyboard."""
    box = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
    middle = Alignment("center", "center", wrap_text=True)
    upper = Alignment("left", "top", wrap_text=True)
    yellow, grey = PatternFill("solid", fgColor="FFFBE0"), PatternFill("solid", fgColor="F2F2F2")
    song, free = Font(name="宋体", size=11), Protection(locked=False)
    yield NamedStyle("reportkit heading", font=Font(name="黑体", size=14, bold=True), alignment=Alignment(vertical="center"))
    yield NamedStyle("reportkit title", font=Font(name="黑体", size=18, bold=True), fill=yellow, border=box, alignment=middle, protection=free)
    yield NamedStyle("reportkit label", font=song, fill=grey, border=box, alignment=middle)
    yield NamedStyle("reportkit row", font=song, fill=grey, border=box, alignment=Alignment("left", "center", wrap_text=True, indent=1))
    yield NamedStyle("reportkit number", font=song, fill=yellow, border=box, alignment=middle, protection=free)
    yield NamedStyle("reportkit text", font=song, fill=yellow, border=box, alignment=upper, protection=free, number_format="@")
    yield NamedStyle("reportkit hint", font=Font(name="宋体", size=10, color="595959"), alignment=upper)


def _box(sheet: Worksheet, row: int, column: int, text: str | None, look: str, down: int = 1, across: int = 1) -> str:
    """Write one cell, merged over `down` rows and `across` columns; its address."""
    for r in range(row, row + down):
        for c in range(column, column + across):
            sheet.cell(r, c).style = f"reportkit {look}"
    if down * across > 1:
        sheet.merge_cells(start_row=row, start_column=column, end_row=row + down - 1, end_column=column + across - 1)
    if text:
        sheet.cell(row, column).value = text
    return f"{get_column_letter(column)}{row}"


def _allow(sheet: Worksheet, cells: str, rule: dict[str, str], hint: str, words: Words) -> None:
    """Let `cells` take only what `rule` allows, and show the hint beside them when they are chosen."""
    allowed = DataValidation(**rule, allow_blank=True, showErrorMessage="type" in rule, showInputMessage=True, error=words["refused"],
                             prompt=hint[:255])
    sheet.add_data_validation(allowed)
    allowed.add(cells)


def _write_cover(sheet: Worksheet, year: int, organ: str, words: Words, printed: Words) -> None:
    """The name of the organ, then the title with the year: the first two lines of a report."""
    reserved = [y for y in range(year - 5, year + 6) if form.for_year(y) == form.for_year(year) and y >= _FIRST]
    titles = ",".join(printed["title"].format(year=y) for y in reserved)
    _allow(sheet, _box(sheet, 1, 1, organ, "title", across=2), {}, words["organ"], words)
    title = _box(sheet, 2, 1, printed["title"].format(year=year), "title", across=2)
    _allow(sheet, title, {"type": "list", "formula1": f'"{titles}"'}, words["year"], words)
    for row, part in ((4, "published"), (5, "address")):
        _box(sheet, row, 1, printed[part], "row")
        _allow(sheet, _box(sheet, row, 2, None, "text"), _DATES if part == "published" else {}, words[part], words)
    sheet["B4"].number_format = "yyyy-mm-dd"
    _allow(sheet, _box(sheet, 7, 1, None, "text", across=2), {}, words["preface"], words)
    for number, line in enumerate(words["help"]):
        _box(sheet, 9 + number, 1, line, "hint", across=2)
    _size(sheet, {1: 16, 2: 70}, {1: 42, 2: 42, 4: 24, 5: 24, 7: 140, **dict.fromkeys(range(9, 12), 20)})


def _write_prose(sheet: Worksheet, words: Words) -> None:
    rows = range(3, 3 + _PARAGRAPHS)
    for row in rows:
        _box(sheet, row, 1, None, "text")
    _allow(sheet, f"A{rows[0]}:A{rows[-1]}", {}, words["prose"], words)
    _size(sheet, {1: 80}, {1: 28} | dict.fromkeys(rows, 66))


def _write_points(sheet: Worksheet, words: Words, printed: Words) -> None:
    """Two numbered lists: the weaknesses and the improvements."""
    for start, part, hint in ((3, "weaknesses", "weakness"), (5 + _POINTS, "remedies", "remedy")):
        sheet.cell(start, 1, printed[part]).style = "reportkit heading"
        for number in range(1, _POINTS + 1):
            _box(sheet, start + number, 1, f"{number}.", "label")
            _box(sheet, start + number, 2, None, "text")
        _allow(sheet, f"B{start + 1}:B{start + _POINTS}", {}, words[hint], words)
        _size(sheet, {1: 6, 2: 78}, {1: 28, start: 28} | dict.fromkeys(range(start + 1, start + _POINTS + 1), 40))


def _write_disclosure(sheet: Worksheet, name: str, words: Words, printed: Words, lang: str) -> None:
    """Table II: under each article its own header; the last measure takes the columns that are left of three."""
    row = 3
    lines = [line for line in form.rows("disclosure") if line["form"] == name]
    for _, of_article in groupby(lines, lambda line: line["article"]):
        items = [list(of_item) for _, of_item in groupby(of_article, lambda line: line["item"])]
        spans = [1] * (len(items[0]) - 1) + [4 - len(items[0])]
        _box(sheet, row, 1, items[0][0]["article_zh"], "label", across=4)
        _box(sheet, row + 1, 1, printed["content"], "label")
        for place, (line, span) in enumerate(zip(items[0], spans, strict=True)):
            _box(sheet, row + 1, 2 + place, line["measure_zh"], "label", across=span)
        row += 2
        for cells in items:
            _box(sheet, row, 1, cells[0]["item_zh"], "row")
            for place, (line, span) in enumerate(zip(cells, spans, strict=True)):
                kind = {"change": "change", "amount": "amount"}.get(line["measure"], "count")
                rule = {"change": _CHANGES, "amount": _AMOUNTS, "count": _COUNTS}[kind]
                _allow(sheet, _box(sheet, row, 2 + place, None, "number", across=span), rule,
                       f"{line[f'item_{lang}']} · {line[f'measure_{lang}']}\n{words[kind]}", words)
            row += 1
    _size(sheet, {1: 30, 2: 20, 3: 20, 4: 20}, dict.fromkeys(range(3, row), 24))


def _write_applications(sheet: Worksheet, name: str, words: Words, printed: Words, lang: str) -> None:
    """Table III as printed: rows 3 to 5 are its header, the figures stand in columns D to J."""
    _write_applicants(sheet, printed)
    lines = [line for line in form.rows("applications") if name in line["forms"].split()]
    rows = {(line["outcome"], line["reason"]): 6 + number for number, line in enumerate(lines)}
    outcomes = [row for (outcome, _), row in rows.items() if outcome not in ("new", "carried_in", "carried_out")]
    _box(sheet, outcomes[0], 1, printed["results"], "label", down=len(outcomes))
    sheet.cell(outcomes[0], 1).alignment = Alignment("center", "center", text_rotation=255)
    for outcome, reasons in groupby((line for line in lines if line["reason"]), lambda line: line["outcome"]):
        members = list(reasons)
        _box(sheet, rows[outcome, members[0]["reason"]], 2, form.GROUPS[outcome][0], "label", down=len(members))
    for line in lines:
        row = rows[line["outcome"], line["reason"]]
        column = 3 if line["reason"] else 2 if row in outcomes else 1
        _box(sheet, row, column, line["label_zh"], "row", across=4 - column)
        for place in APPLICANT_COLUMNS:
            _box(sheet, row, place, None, "number")
        _allow(sheet, f"D{row}:J{row}", _COUNTS, f"{line[f'label_{lang}']}\n{words['count']}", words)
    check_applications(sheet, lines, rows, words, lang)
    long = {row: 34 for line, row in zip(lines, rows.values(), strict=True) if len(line["label_zh"]) > 22}
    _size(sheet, {1: 6, 2: 15, 3: 42, **dict.fromkeys(APPLICANT_COLUMNS, 10)}, dict.fromkeys(range(3, 6 + len(lines)), 22) | {5: 36} | long)
    sheet.freeze_panes = "D6"


def _write_applicants(sheet: Worksheet, printed: Words) -> None:
    labels = [line["label_zh"] for line in form.rows("applicants")]
    _box(sheet, 3, 1, printed["identity"], "label", down=3, across=3)
    _box(sheet, 3, 4, printed["applicants"], "label", across=7)
    _box(sheet, 4, 4, labels[0], "label", down=2)
    _box(sheet, 4, 5, printed["organisations"], "label", across=5)
    for place, label in enumerate(labels[1:-1]):
        _box(sheet, 5, 5 + place, label, "label")
    _box(sheet, 4, 10, labels[-1], "label", down=2)


def _write_disputes(sheet: Worksheet, words: Words, printed: Words, lang: str) -> None:
    """Table IV: three times five columns; a route such as 行政诉讼：复议后起诉 is printed as two header cells."""
    lines = form.rows("disputes")
    size = len(form.RESULTS)
    routes = [lines[start] for start in range(0, len(lines), size)]
    column = 1
    for head, members in groupby(routes, lambda line: line["route_zh"].partition("：")[0]):
        members = list(members)
        _box(sheet, 3, column, head, "label", across=size * len(members))
        for line in members:
            under = line["route_zh"].partition("：")[2]
            if under:
                _box(sheet, 4, column, under, "label", across=size)
            for place, of_route in enumerate(line for other in lines if (line := other)["route"] == routes[(column - 1) // size]["route"]):
                _box(sheet, 5 if under else 4, column + place, of_route["result_zh"], "label", down=1 if under else 2)
                cell = _box(sheet, 6, column + place, None, "number")
                _allow(sheet, cell, _COUNTS, f"{of_route[f'route_{lang}']} · {of_route[f'result_{lang}']}\n{words['count']}", words)
            column += size
    check_disputes(sheet, routes, words, lang)
    _size(sheet, dict.fromkeys(range(1, len(lines) + 1), 7.5), {3: 24, 4: 24, 5: 40, 6: 30})


def _size(sheet: Worksheet, widths: dict[int, float], heights: dict[int, float]) -> None:
    for column, width in widths.items():
        sheet.column_dimensions[get_column_letter(column)].width = width
    for row, height in heights.items():
        sheet.row_dimensions[row].height = height


def _finish(sheet: Worksheet) -> None:
    """Lock what is printed (without a password), and print on A4: tables on one page, prose on as many as it needs."""
    sheet.protection.sheet = True
    sheet.protection.formatRows = sheet.protection.formatColumns = False
    sheet.sheet_view.showGridLines = False
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.orientation = "landscape" if sheet.max_column > 10 else "portrait"
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 1 if sheet.max_column > 2 else 0
    sheet.page_margins.left = sheet.page_margins.right = 0.5
    sheet.print_options.horizontalCentered = True
