"""Tables without ruling lines: which lines of the text are rows of figures, and which others belong to them."""

import re
from typing import TypeVar

from reportkit.read.layout.lines import Line
from reportkit.read.layout.paragraphs import PlacedLine
from reportkit.read.layout.pieces import ENUMERATED, Piece
from reportkit.read.layout.unruled import lines_to_pieces
from reportkit.read.layout.unruled_columns import values_and_words

_NEAR = 1.75  # baselines nearer than this many sizes can belong to one wrapped text
_WRAPPED = 1.5  # figures alone that stand nearer below figures than this many sizes may be parts of them
_FAR = 5.0  # baselines of one table are nearer than this many sizes
_BETWEEN_ROWS = 9  # so many lines may stand between two rows or above the first one (wrapped labels, headings)
_DEPTH = 3.0  # sizes from a heading of the text to the first row of the table below it, at least
_HEADING = re.compile(r"\s*[一二三四五六七八九十]{1,3}、")
_PROSE = re.compile(r".*[。；;：:]\s*$")

Item = TypeVar("Item")


def lines_to_flow(flow: list[Item]) -> list[Item | Piece]:
    """The flow with every stretch of lines that is a table replaced by a piece; all else as it was."""
    result: list[Item | Piece] = []
    free = place = 0  # what stands before `free` is in no later table
    while place < len(flow):
        start, end = _stretch(flow, free, place)
        pieces = lines_to_pieces(flow[start:end]) if end > start else []
        if pieces:
            result[len(result) - (place - start) :] = pieces
            free = place = end
        else:
            result.append(flow[place])
            place += 1
    return result


def _stretch(flow: list[Item], free: int, place: int) -> tuple[int, int]:
    """First and last + 1 of the lines of the table whose first line with several runs is at `place`; twice `place` where none is there."""
    end, rows = place, 0  # three figures side by side are as good as two rows
    for index in range(place, len(flow)):
        if not isinstance(flow[index], PlacedLine) or index - end > _BETWEEN_ROWS:
            break
        if _is_row(flow[index].line):
            end, rows = index + 1, rows + 1 + (len(values_and_words(flow[index].line)[0]) > 2)
        elif index == place or _ends_table(flow, end, index):
            break
    if rows < 2:
        return place, place
    while end < len(flow) and _ends_label(flow[end - 1], flow[end]):
        end += 1
    start = place
    while start > free and place - start < _BETWEEN_ROWS and _is_above(flow[start - 1], flow[start], flow[place]):
        start -= 1
    return start, end


def _is_row(line: Line) -> bool:
    """Does a line have the look of a row: three columns, or words and figures apart, or figures alone."""
    values, words = values_and_words(line)
    return len(values) + len(words) > 2 or (len(values) + len(words) == 2 and bool(values))


def _ends_table(flow: list[Item], end: int, index: int) -> bool:
    """Is a line below the rows so far prose or a heading of the text, and not the rest or the beginning of a label?"""
    before, placed = flow[index - 1], flow[index]
    if placed.page == before.page and placed.line.middle - before.line.middle > _FAR * placed.line.size:
        return True
    rest = flow[index + 1 : index + _BETWEEN_ROWS]
    row = next((item for item in rest if not isinstance(item, PlacedLine) or _is_row(item.line)), None)
    return bool(_PROSE.match(placed.line.text)) or (len(placed.line.runs) == 1 and _is_heading_above(placed, row))


def _is_heading_above(placed: PlacedLine, row: Item | None) -> bool:
    """Is a line a heading of the text above a table whose first row is `row`, and not the label of that row?"""
    near = isinstance(row, PlacedLine) and row.page == placed.page and row.line.middle - placed.line.middle < _DEPTH * placed.line.size
    return bool(_HEADING.match(placed.line.text)) and not near


def _ends_label(above: PlacedLine, item: Item) -> bool:
    """Is this the rest of the last row: a line close below it that fits beneath its label, or holds only figures?"""
    if not isinstance(item, PlacedLine) or item.page != above.page or ENUMERATED.match(item.line.text):
        return False
    label, line = above.line.runs[0], item.line
    if not values_and_words(line)[1] and line.middle - above.line.middle < _WRAPPED * line.size:
        return True
    return (
        len(line.runs) == 1
        and line.middle - above.line.middle < _NEAR * line.size
        and line.right < label.right + line.size
        and line.left > label.left - line.size
    )


def _is_above(item: Item, below: PlacedLine, row: PlacedLine) -> bool:
    """Does a line above the first row belong to the table, and is neither prose nor a heading of the text?"""
    if not isinstance(item, PlacedLine) or item.page != below.page or below.line.middle - item.line.middle > _FAR / 2 * below.line.size:
        return False
    return not _is_heading_above(item, row) and not _PROSE.match(item.line.text)
