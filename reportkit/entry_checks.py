"""The form's own sums as formulas of the entry form: below each table a line, and totals that turn green or red."""

from collections.abc import Sequence

from openpyxl.formatting.rule import FormulaRule
from openpyxl.styles import PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from . import form

Words = dict[str, str]
Sums = dict[str, tuple[str, int, str]]  # a total's address → the cells it needs, how many they are, the difference that must be 0

APPLICANT_COLUMNS = range(4, 4 + len(form.APPLICANTS))
_GREEN, _RED = PatternFill(bgColor="C6EFCE"), PatternFill(bgColor="FFC7CE")


def check_applications(sheet: Worksheet, lines: Sequence[Words], rows: dict[tuple[str, str], int], words: Words, lang: str) -> None:
    """The form's own sums: the identity and the outcomes in each column, the applicants in each row."""
    columns = dict(zip(map(get_column_letter, APPLICANT_COLUMNS), (line[f"label_{lang}"] for line in form.rows("applicants")), strict=True))
    new, carried_in, total, out = (rows[outcome, ""] for outcome in ("new", "carried_in", "total", "carried_out"))
    parts = (carried_in + 1, total - 1)
    identity = {f"{c}{out}": (f"{c}{new},{c}{carried_in},{c}{total},{c}{out}", 4, f"{c}{new}+{c}{carried_in}-{c}{total}-{c}{out}") for c in columns}
    sums = {f"{c}{total}": (f"{c}{parts[0]}:{c}{total}", total - parts[0] + 1, f"SUM({c}{parts[0]}:{c}{parts[1]})-{c}{total}") for c in columns}
    across = {f"J{row}": (f"D{row}:J{row}", 7, f"SUM(D{row}:I{row})-J{row}") for row in rows.values()}
    names = [_short(line, lang) for line in lines]
    last = max(rows.values())
    _check(sheet, last + 2, words["check_identity"], identity, list(columns.values()), words, 10)
    _check(sheet, last + 3, words["check_parts"], sums, list(columns.values()), words, 10)
    _check(sheet, last + 4, words["check_rows"], across, names, words, 10)


def _short(line: Words, lang: str) -> str:
    return line["label_en"] if lang == "en" else line["label_zh"].partition("（区分")[0][:16]


def check_disputes(sheet: Worksheet, routes: Sequence[Words], words: Words, lang: str) -> None:
    sums: Sums = {}
    size = len(form.RESULTS)
    for number in range(len(routes)):
        first, last, total = (get_column_letter(number * size + place) for place in (1, size - 1, size))
        sums[f"{total}6"] = (f"{first}6:{total}6", size, f"SUM({first}6:{last}6)-{total}6")
    _check(sheet, 8, words["check_disputes"], sums, [line[f"route_{lang}"] for line in routes], words, size * len(routes))


def _check(sheet: Worksheet, row: int, title: str, sums: Sums, names: Sequence[str], words: Words, across: int) -> None:
    """One line below a table, empty until its cells are filled in; and green or red totals. Empty cells are never taken for 0."""
    bad = "&".join(
        f'IF(AND(COUNT({cells})={many},{gap}<>0)," {name};","")' for (cells, many, gap), name in zip(sums.values(), names, strict=True)
    )
    ready = "+".join(f"(COUNT({cells})={many})" for cells, many, _ in sums.values())
    agreed = f'IF({ready}={len(sums)},"{title}: {words["agrees"]}","")'
    sheet.merge_cells(start_row=row, start_column=1, end_row=row, end_column=across)
    address = sheet.cell(row, 1, f'=IF(({bad})="",{agreed},"{title}: {words["differs"]} –"&{bad})').coordinate
    sheet[address].style = "reportkit hint"
    for word, fill in ((words["differs"], _RED), (words["agrees"], _GREEN)):
        sheet.conditional_formatting.add(address, FormulaRule([f'ISNUMBER(SEARCH("{word}",{address}))'], fill=fill, stopIfTrue=True))
    for total, (cells, many, gap) in sums.items():
        for relation, fill in (("<>", _RED), ("=", _GREEN)):
            sheet.conditional_formatting.add(total, FormulaRule([f"AND(COUNT({cells})={many},{gap}{relation}0)"], fill=fill))
