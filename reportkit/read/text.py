"""Plain and Markdown text to a Document: a paragraph for each line that is not blank, a grid for lines laid out as a table.

Places are "line 31" and "line 57, column 4": the line as an editor numbers it, the cell as counted in its line, both from 1. A
paragraph's gap counts the blank lines before it.
"""

import hashlib
import html
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from reportkit.read.document import Cell, Document, Grid, Paragraph, Picture
from reportkit.read.encoding import decode, lost_notice

_BREAK = re.compile(r"\r\n|\r|\n")
_GAP = re.compile(r"[ \u3000\xa0]{2,}")
_PIPES = re.compile(r"(?<!\\)[|｜│┃║]")
_PIPE_MARKS = "|｜│┃║"
_PADDED = re.compile(r"\| \|{2,}[ \t]*$", re.MULTILINE)  # how converters of pages fill up a row; empty cells they drop
_FILLED_UP = re.compile(r"[^\s|] \|(?: \|+)?$")
_RULE = re.compile(r"[\s|｜│┃║+:=\-_─━┄┈═┌┬┐├┼┤└┴┘┏┳┓┣╋┫┗┻┛╔╦╗╠╬╣╚╩╝╒╤╕╞╪╡╘╧╛]+")
_DASHES = re.compile(r"[-=_─━═]{3}|:-|-:|[┌├└┏┣┗╔╠╚┼╋╬+][-─━═]")
_COLUMN = r" *(?::-+:?|-+:|-{3,}) *"  # of the line under a Markdown table's headings
_MARKDOWN = re.compile(rf"^(?:#{{1,6}} +\S|\|?(?:{_COLUMN}\|)+(?:{_COLUMN})?$)", re.MULTILINE)
_HEADING = re.compile(r"^#{1,6}\s+|[ \t]#+$")
_QUOTE = re.compile(r"^(?:>\s?)+")
_STRONG = re.compile(r"(\*\*|__)(?=\S)(.{1,400}?)(?<=\S)\1")
_IMAGE = re.compile(r"!\[[^\[\]]*\]\(\s?<?([^()\s>]+)>?[^()]*\)")
_LINK = re.compile(r"\[([^\[\]]+)\]\((?:https?:|/|\.|#|mailto:)[^()\s]*(?:\s\"[^\"()]*\")?\)")
_ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+\-.!|>~])")
_BREAK_TAG = re.compile(r"<br\s*/?>", re.IGNORECASE)
_NUMBER = re.compile(r"\s*[+-]?[\d,.]+\s*$")
_MARK = re.compile(r"[(（]?[0-9０-９一二三四五六七八九十]+[)）、.．]+|[①-⑳•●○■◆▪·*-]")
_OPENED = re.compile(r'(?:^|\t)"[^"\t]*(?:""[^"\t]*)*$')  # the last cell of the line begins a quotation that the line does not end
_CLOSED = re.compile(r'^[^"\t]*(?:""[^"\t]*)*"(?:\t|$)')
_QUOTED_AT_MOST = 20  # lines in one quoted cell
_CELL_AT_MOST = 80  # characters between gaps; longer pieces are prose with stray blanks

Block = Paragraph | Grid | Picture


class Row(NamedTuple):
    """A line laid out as a row of a table. kind: tabs, pipes or gaps; firm: whether it may open a table; gap: blank lines before it."""

    number: int
    line: str
    kind: str
    cells: list[str]
    firm: bool
    gap: int = 0


def read_text(data: bytes, name: str) -> Document:
    """The Document of a text or Markdown file in any Chinese encoding. Raises ReadError for binary data."""
    found = decode(data, name)
    markdown = Path(name).suffix.lower() in (".md", ".markdown") or bool(_MARKDOWN.search(found.text))
    return Document(
        name=name,
        media_type="text/markdown" if markdown else "text/plain",
        sha256=hashlib.sha256(data).hexdigest(),
        blocks=tuple(blocks(found.text, markdown)),
        notices=lost_notice(found),
    )


def blocks(text: str, markdown: bool = False, first: int = 1) -> Iterator[Block]:
    """Paragraphs, grids and (Markdown) pictures of a text, in order; first: the number of its first line."""
    run: list[Row] = []
    gap = 0
    is_padded = _PADDED.search(text) is not None
    for number, line in _lines(text, first):
        row = _row(number, line.replace("\0", ""))
        if run and row is not None and row.kind == run[0].kind:
            run.append(row._replace(gap=gap))
        elif row is not None or line.strip():  # a blank line alone ends no table
            yield from _close(run, markdown, is_padded)
            run = [row._replace(gap=gap)] if row is not None and row.firm else []
            if not run:
                yield from _prose(line, number, gap, markdown)
        gap = 0 if line.strip() else gap + 1
    yield from _close(run, markdown, is_padded)


def _lines(text: str, first: int) -> Iterator[tuple[int, str]]:
    """Numbered lines; a cell that a spreadsheet wrote in quotation marks keeps its line feeds and stays in its row."""
    lines = _BREAK.split(text)
    at = 0
    while at < len(lines):
        end = at
        if _OPENED.search(lines[at]):
            end = next((last for last in range(at + 1, min(at + _QUOTED_AT_MOST, len(lines))) if _is_closed(lines[at : last + 1])), at)
        yield first + at, "\n".join(lines[at : end + 1])
        at = end + 1


def _is_closed(lines: list[str]) -> bool:
    return _CLOSED.search(lines[-1]) is not None and sum(line.count('"') for line in lines) % 2 == 0


def _row(number: int, line: str) -> Row | None:
    """The line as a row of a table, None where it is prose or blank."""
    body = line.strip(" \u3000\xa0\r\n\f\v\ufeff\u200b")
    if "\t" in line:
        cells = [_unquoted(cell) for cell in line.split("\t")]
        if len(cells) == 2 and _MARK.fullmatch(cells[0].strip()) and not _NUMBER.match(cells[1]):  # a list copied from Word
            return None
        return Row(number, line, "tabs", cells, "\t" in body.lstrip("\t") and bool(body.strip()))
    if _PIPES.search(body):
        return _piped(number, line, body)
    if _RULE.fullmatch(body) and _DASHES.search(body):
        return Row(number, line, "pipes", [], body[0] in "┌┏╔╒+")
    cells = _GAP.split(body)
    if len(cells) < 2 or "。" in body or any(len(cell) > _CELL_AT_MOST for cell in cells) or all(len(cell) == 1 and cell.isalpha() for cell in cells):
        return None
    return Row(number, line, "gaps", cells, True)


def _unquoted(cell: str) -> str:
    quoted = cell.strip()
    return quoted[1:-1].replace('""', '"') if len(quoted) > 1 and quoted[0] == quoted[-1] == '"' else cell


def _piped(number: int, line: str, body: str) -> Row:
    if _RULE.fullmatch(body) and _DASHES.search(body):
        return Row(number, line, "pipes", [], True)
    cells = _PIPES.split(body)
    opens, closes = not cells[0].strip(), not cells[-1].strip()
    if opens:
        del cells[0]
    if closes and cells and (opens or len(cells) > 2):
        del cells[-1]
    return Row(number, line, "pipes", cells, True)


def _close(run: list[Row], markdown: bool, is_padded: bool) -> Iterator[Block]:
    """The grid of a run of rows, or their prose where the run makes no table. is_padded: the text's rows are filled up with pipes."""
    rows = _with_outer_cells(run)
    while rows and not rows[-1].firm and not "".join(rows[-1].cells).strip():  # only blank rows in the end
        rows.pop()
    if _is_table(rows):
        full = [row for row in rows if row.cells]
        yield _grid(_unpadded(full) if is_padded or _are_filled_up(full) else full, markdown)
        return
    for row in run:  # pipes that part no two cells of a line only end cells, of which each is its own line
        yield from _prose(row.line.strip(_PIPE_MARKS + " \t\u3000\xa0") if row.kind == "pipes" else row.line, row.number, row.gap, markdown)


def _are_filled_up(rows: list[Row]) -> bool:
    """Whether pipes close every row and open none, and stand closer where they fill a row up than between its cells."""
    lines = [row.line.strip() for row in rows]
    return all(_FILLED_UP.search(line) and not _PIPES.match(line) for line in lines) and any(line.endswith("| |") for line in lines)


def _unpadded(rows: list[Row]) -> list[Row]:
    """Rows without the pipes at their ends that only fill them up: nobody can tell where in such a row an empty cell was dropped."""
    full = [[bool(cell.strip()) for cell in row.cells] for row in rows]
    if rows[0].kind != "pipes" or any(filled != sorted(filled, reverse=True) for filled in full):
        return rows
    return [row._replace(cells=row.cells[: sum(filled)]) for row, filled in zip(rows, full, strict=True) if any(filled)]


def _with_outer_cells(run: list[Row]) -> list[Row]:
    """Rows of pipes where some begin or end without one: there, a pipe at that edge of a line stands beside an empty cell."""
    piped = [row for row in run if row.kind == "pipes" and row.cells]
    opens = {id(row) for row in piped if _PIPES.match(row.line.strip())}
    closes = {id(row) for row in piped if _PIPES.match(row.line.strip()[-1])}
    if len(opens) == len(piped):
        return list(run)
    if len(closes) == len(piped):
        closes = opens
    return [row._replace(cells=[*[""] * (id(row) in opens), *row.cells, *[""] * (id(row) in closes)]) for row in run]


def _is_table(rows: list[Row]) -> bool:
    """Whether rows of one kind are more than prose with a few stray separators."""
    full = [row for row in rows if row.cells]
    if not full:
        return False
    widest = max(len(row.cells) for row in full)
    if full[0].kind == "pipes" and len(full) > 1 and all(sum(map(bool, map(str.strip, row.cells))) < 2 for row in full):
        return False
    if full[0].kind == "gaps":
        return len(full) > 1 and widest >= 3
    if len(full) > 1:
        return widest >= 2
    if full[0].kind == "tabs":
        return widest >= 3
    return widest >= 2 and (len(rows) > 1 or _PIPES.match(full[0].line.strip()) is not None)


def _grid(rows: list[Row], markdown: bool) -> Grid:
    width = max(len(row.cells) for row in rows)
    return Grid(
        rows=tuple(tuple(_cells(row, place, width, markdown)) for place, row in enumerate(rows)),
        where=f"lines {rows[0].number}-{rows[-1].number}" if len(rows) > 1 else f"line {rows[0].number}",
        aligned=rows[0].kind != "gaps" and all(len(row.cells) == width for row in rows) and _is_headed(rows),
    )


def _is_headed(rows: list[Row]) -> bool:
    """Whether each column begins with words. One that begins with a number has no heading: cells have slid where merged ones were lost."""
    columns = zip(*(row.cells for row in rows), strict=True)
    firsts = (next((cell for cell in column if cell.strip()), "") for column in columns)
    return not any(_NUMBER.match(first) for first in firsts)


def _cells(row: Row, place: int, width: int, markdown: bool) -> Iterator[Cell | None]:
    for column in range(width):
        if column < len(row.cells):
            text = _plain(row.cells[column]) if markdown else row.cells[column].strip()
            yield Cell(text, place, column, f"line {row.number}, column {column + 1}")
        else:
            yield None


def _prose(line: str, number: int, gap: int, markdown: bool) -> Iterator[Block]:
    where = f"line {number}"
    if markdown:
        for image in _IMAGE.finditer(line):
            yield Picture(image[1], where)
        line = _HEADING.sub("", _QUOTE.sub("", line.strip()))
        line = _plain(line)
    text = line.strip().strip("\ufeff\0")
    if text:
        yield Paragraph(text, where, gap)


def _plain(text: str) -> str:
    """Markdown text without its marks."""
    text = _LINK.sub(r"\1", _IMAGE.sub("", text.strip()))
    text = _BREAK_TAG.sub("\n", _STRONG.sub(r"\2", text))
    return html.unescape(_ESCAPE.sub(r"\1", text)).strip()
