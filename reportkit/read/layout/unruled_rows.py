"""The rows of a table without ruling lines: each line with figures is one. Words on lines of their own are the rest of a label beside the
figures, or of a heading above them; each is put together down its own column."""

import itertools
import re
from dataclasses import dataclass

import numpy as np

from reportkit.read.layout.lines import Line, Run
from reportkit.read.layout.paragraphs import PlacedLine
from reportkit.read.layout.pieces import ENUMERATED
from reportkit.read.layout.unruled_columns import Columns, Span, cut_at_columns, place, values_and_words

_ORDINAL = re.compile(r"\s*[（(]?(\d{1,2})[）)、.．](?!\d)")
_NEAR = 1.75  # baselines nearer than this many sizes can belong to one wrapped text
_DOWN = 2.6  # the same for vertical writing, one or a few characters a line
_WRAPPED = 1.5  # figures alone that stand nearer below figures than this many sizes may be parts of them
_BESIDE = 1.2  # headings whose middles differ by less than this many sizes can stand beside each other
_EVEN = 0.4  # baselines that differ by less than this many sizes are one
_MARGIN = 5.4  # points on either side of the text of a cell, as Word leaves them


@dataclass(slots=True)
class _Text:
    """Lines in the same columns that may be one text. heading: the first stands in one line with headings of the figures."""

    columns: Columns
    lines: list[PlacedLine]
    heading: bool = False

    @property
    def top(self) -> float:
        return self.lines[0].line.middle

    @property
    def bottom(self) -> float:
        return self.lines[-1].line.middle

    @property
    def size(self) -> float:
        return self.lines[0].line.size


@dataclass(slots=True)
class Row:
    """A row of figures or of words: its height on its page, and its texts by the columns they cover."""

    page: int
    middle: float
    figures: bool
    cells: dict[Columns, list[PlacedLine]]


def page_rows(lines: list[tuple[PlacedLine, bool]], columns: list[Span], edges: list[float], labels: list[bool]) -> list[Row]:
    """The rows of one page, from top to bottom."""
    rows: list[Row] = []
    words: list[_Text] = []
    usual = float(np.median(np.diff(edges)[~np.array(labels)]))  # the room beside labels counts to the first column of figures
    room = usual - 2 * _MARGIN
    near = _near([placed.line for placed, _ in lines])
    for placed, valued in lines:
        cells = columns if valued else list(itertools.pairwise(edges))
        parts = [(place(part, cells), placed._replace(line=_cut(placed.line, part))) for part in cut_at_columns(placed.line, columns)]
        if valued and rows and _is_rest(rows[-1], placed, [(span, part) for span, part in parts if not _all(labels, span)], room, near):
            _add_rest(rows[-1], [(span, part) for span, part in parts if not _all(labels, span)])
            parts, valued = [(span, part) for span, part in parts if _all(labels, span)], False
        elif valued:
            rows.append(Row(placed.page, placed.line.middle, True, {}))
        for span, part in parts:
            if valued and not _all(labels, span):
                rows[-1].cells.setdefault(span, []).append(part)
            else:
                words.append(_Text(span, [part], not valued and not all(_all(labels, other) for other, _ in parts)))
    for text in [*_labels(words, rows, labels), *_headings([text for text in words if not _all(labels, text.columns)], edges, usual)]:
        _put(text, rows, labels)
    return _one_row_of_headings(sorted(rows, key=lambda row: row.middle))


def _cut(line: Line, part: Run) -> Line:
    return line._replace(text=part.text, left=part.left, right=part.right, parts=(part,))


def _all(labels: list[bool], span: Columns) -> bool:
    return all(labels[span[0] : span[1] + 1])


def _is_rest(row: Row, placed: PlacedLine, parts: list[tuple[Columns, PlacedLine]], room: float, near: float) -> bool:
    """Do figures stand so near below figures that may fill their cells, and not beside a label that begins there, as the rest of them would?"""
    step = (placed.line.middle - row.middle) / placed.line.size
    if step * placed.line.size > near or ENUMERATED.match(placed.line.text):
        return False
    if not values_and_words(placed.line)[1]:
        return step < 1 or (step < _WRAPPED and all(span in row.cells for span, _ in parts))
    return all(span in row.cells and _is_full(row.cells[span][-1].line, room) for span, _ in parts)


def _is_full(line: Line, room: float) -> bool:
    """Had one more character like those of the line no room?"""
    width = line.right - line.left
    return width + max(width / len(line.text), line.size / 2) > room


def _near(lines: list[Line]) -> float:
    """How far apart the baselines of one wrapped text may be: little, but no less than the lines of the page are, or than usual."""
    size = float(np.median([line.size for line in lines]))
    steps = np.diff([line.middle for line in lines])
    pitch = min((step for step in steps.tolist() if step > size), default=0.0)
    return max(_NEAR * size, min(1.15 * pitch, _DOWN * size))


def _add_rest(row: Row, parts: list[tuple[Columns, PlacedLine]]) -> None:
    """Add to each figure what may be the rest of it, on a line of its own: whether it is one figure or two nobody can tell."""
    fuller = len(parts) > len(row.cells)
    for span, part in parts:
        if span in row.cells:
            last = row.cells[span].pop()
            part = last._replace(line=last.line._replace(text=f"{last.line.text}\n{part.line.text}"))
        row.cells.setdefault(span, []).append(part)
    if fuller:
        row.middle = parts[0][1].line.middle


def _put(text: _Text, rows: list[Row], labels: list[bool]) -> None:
    """Add a text to the rows it stands beside, or else to a row of words."""
    beside = _rows_beside(text, rows) if _all(labels, text.columns) else []
    if not beside:
        beside = [row for row in rows if not row.figures and abs(row.middle - text.top) < _EVEN * text.size][:1]
    if not beside:
        beside = [Row(text.lines[0].page, text.top, False, {})]
        rows.extend(beside)
    for row in beside:
        row.cells[text.columns] = [*row.cells[text.columns], *text.lines] if text.columns in row.cells else text.lines


def _one_row_of_headings(rows: list[Row]) -> list[Row]:
    """The rows with those of words put together that stand beside each other, only a little higher and lower: headings of one and of two lines."""
    joined: list[Row] = []
    for row in rows:
        before = joined[-1] if joined else row
        step = (row.middle - before.middle) / max(placed.line.size for texts in row.cells.values() for placed in texts)
        if (
            0 < step < _BESIDE
            and not (row.figures or before.figures)
            and all(one[1] < other[0] or other[1] < one[0] for one in row.cells for other in before.cells)
        ):
            before.cells |= row.cells
        else:
            joined.append(row)
    return joined


def _labels(words: list[_Text], rows: list[Row], labels: list[bool]) -> list[_Text]:
    """The texts in the columns of labels, wrapped ones put together. Beside the figures a text has one row, further out it may have many."""
    found: list[_Text] = []
    for text in (text for text in words if _all(labels, text.columns)):
        above = max((old for old in found if _goes_on(old, text) and _share(old, text)), key=lambda old: old.bottom, default=None)
        beside = len(_rows_beside(_both(above, text), rows)) if above else 0
        if above and not (beside > 1 and not _is_group(above.columns[1], labels)) and not (beside and above.heading):
            found[found.index(above)] = _both(above, text)
        else:
            found.append(text)
    return found


def _share(one: _Text, other: _Text) -> bool:
    return one.columns[0] <= other.columns[1] and other.columns[0] <= one.columns[1]


def _is_group(column: int, labels: list[bool]) -> bool:
    return column + 1 < len(labels) and labels[column + 1]


def _goes_on(above: _Text, below: _Text) -> bool:
    vertical = all(len(placed.line.text) < 4 for text in (above, below) for placed in text.lines)
    return below.top - above.bottom < (_DOWN if vertical else _NEAR) * below.size and not ENUMERATED.match(below.lines[0].line.text)


def _both(above: _Text, below: _Text) -> _Text:
    columns = min(above.columns[0], below.columns[0]), max(above.columns[1], below.columns[1])
    return _Text(columns, [*above.lines, *below.lines], above.heading or below.heading)


def _rows_beside(text: _Text, rows: list[Row]) -> list[Row]:
    reach = _EVEN * text.size
    return [row for row in rows if row.figures and text.top - reach <= row.middle <= text.bottom + reach]


def _headings(words: list[_Text], edges: list[float], usual: float) -> list[_Text]:
    """The texts above the figures. Words are the rest of those above them where these are full, and the words next to them on their line
    have something above them too: 行政复议 above 结果维持 and 结果纠正 is a text of its own."""
    found: list[_Text] = []
    for _, line in itertools.groupby(words, key=lambda text: (text.lines[0].page, text.lines[0].number, text.top)):
        texts = list(line)
        above = [
            next((old for old in reversed(found) if old.columns == text.columns and _is_wrapped(old, text, edges, usual)), None)
            for text in texts
        ]
        alone = {text.columns[0] for text, old in zip(texts, above, strict=True) if not old}
        for old, text in zip(above, texts, strict=True):
            beside = {text.columns[0] - 1, text.columns[0] + 1} & alone
            if old and (not beside or len(text.lines[0].line.text) == 1):  # no heading is a single character
                old.lines.extend(text.lines)
            else:
                found.append(text)
    return found


def _is_wrapped(above: _Text, below: _Text, edges: list[float], usual: float) -> bool:
    """Had the next character no room in the single column of a heading that fits into it?"""
    first, last = above.columns
    if first != last or not _goes_on(above, below):
        return False
    room = min(edges[first + 1] - edges[first], usual)
    width = max(placed.line.right - placed.line.left for placed in above.lines)
    return width <= room < width + 2.2 * above.size


def spread_groups(rows: list[Row], labels: list[bool]) -> None:
    """A text left of labels that are numbered 1, 2, 3 … belongs to all of them, wherever it stands beside them."""
    for column in range(len(labels)):
        if labels[column] and _is_group(column, labels):
            for group in _numbered_rows(rows, column + 1):
                own = [row.cells[column, column] for row in group if (column, column) in row.cells]
                if own and all(text is own[0] for text in own):
                    for row in group:
                        row.cells[column, column] = own[0]


def _numbered_rows(rows: list[Row], column: int) -> list[list[Row]]:
    """Rows of figures that follow each other and whose labels are numbered one after the other."""
    groups: list[list[Row]] = []
    before = None
    for row in rows:
        found = _ORDINAL.match(row.cells[column, column][0].line.text) if row.figures and (column, column) in row.cells else None
        if found and before and int(found[1]) == before + 1:
            groups[-1].append(row)
        elif found:
            groups.append([row])
        before = int(found[1]) if found else None
    return groups
