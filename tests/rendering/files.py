"""Stories as Word files and workbooks."""

import io
from collections.abc import Sequence
from html import escape

import docx
import openpyxl
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from .layout import Box, Table, grid
from .story import HEADINGS, Block


def word(blocks: Sequence[Block], nested: bool = False, numbered: bool = False) -> bytes:
    """A .docx; nested: each table within a frame of one cell; numbered: Word itself numbers the headings."""
    file = docx.Document()
    for block in blocks:
        if not isinstance(block, str):
            xml = _word_table(block)
            file.element.body.insert(len(file.element.body) - 1, parse_xml(_framed(xml) if nested else xml))
        elif numbered and block in HEADINGS:
            file.add_paragraph(block.partition("、")[2], style="List Number")
        else:
            file.add_paragraph(block)
    stream = io.BytesIO()
    file.save(stream)
    return stream.getvalue()


def _framed(xml: str) -> str:
    return f'<w:tbl {nsdecls("w")}><w:tblPr/><w:tblGrid><w:gridCol w:w="9000"/></w:tblGrid><w:tr><w:tc><w:tcPr/>{xml}<w:p/></w:tc></w:tr></w:tbl>'


def _word_table(table: Table) -> str:
    places = grid(table)
    seen: set[int] = set()
    rows = []
    for line in places:
        here = {id(box): (box, sum(other is box for other in line)) for box in line}
        rows.append("".join(_word_cell(box, width, id(box) in seen) for box, width in here.values()))
        seen |= here.keys()
    columns = '<w:gridCol w:w="900"/>' * len(places[0])
    return f"<w:tbl {nsdecls('w')}><w:tblPr/><w:tblGrid>{columns}</w:tblGrid>{''.join(f'<w:tr>{row}</w:tr>' for row in rows)}</w:tbl>"


def _word_cell(box: Box, width: int, goes_on: bool) -> str:
    merge = "" if box.rowspan == 1 else "<w:vMerge/>" if goes_on else '<w:vMerge w:val="restart"/>'
    lines = [] if goes_on else box.text.split("\n")
    runs = "<w:r><w:br/></w:r>".join(f'<w:r><w:t xml:space="preserve">{escape(line)}</w:t></w:r>' for line in lines)
    return f'<w:tc><w:tcPr><w:gridSpan w:val="{width}"/>{merge}</w:tcPr><w:p>{runs}</w:p></w:tc>'


def workbook(blocks: Sequence[Block], numbers: bool = False, apart: bool = False) -> bytes:
    """A workbook with merged cells; numbers: whole numbers as numbers; apart: a new sheet from each section's heading on."""
    book = openpyxl.Workbook()
    sheet, row = book.active, 1
    for block in blocks:
        if apart and block in HEADINGS:
            sheet, row = book.create_sheet(block.partition("、")[0]), 1
        if isinstance(block, str):
            sheet.cell(row, 1, block)
            row += 1
            continue
        _fill(sheet, block, row, numbers)
        row += len(block) + 1
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _fill(sheet: openpyxl.worksheet.worksheet.Worksheet, table: Table, top: int, numbers: bool) -> None:
    seen: set[int] = set()
    for r, line in enumerate(grid(table), top):
        for c, box in enumerate(line, 1):
            if id(box) in seen:
                continue
            seen.add(id(box))
            sheet.cell(r, c, int(box.text) if numbers and box.figure and box.text.isascii() and box.text.isdigit() else box.text or None)
            if box.colspan > 1 or box.rowspan > 1:
                sheet.merge_cells(start_row=r, start_column=c, end_row=r + box.rowspan - 1, end_column=c + box.colspan - 1)
