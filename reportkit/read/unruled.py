"""The lines of a table without ruling lines → its cells.

The figures tell the columns and the rows: columns are where figures stand under figures, and each line with figures is a row. Words on
lines of their own are the rest of a label beside the figures, or of a heading above them; each is put together down its own column.
"""

import itertools
import re
from dataclasses import dataclass

import numpy as np

from reportkit.read.lines import Line, Run, joined_parts
from reportkit.read.paragraphs import PlacedLine
from reportkit.read.pieces import ENUMERATED, Piece

_VALUE = re.compile(r"[+＋-]?\d[\d,.，．]*(?:[%％]|万元|元|件|条|个|项)?|[-—–－―─/／]+|无")
_ORDINAL = re.compile(r"\s*[（(]?(\d{1,2})[）)、.．](?!\d)")
_NEAR = 1.75  # baselines nearer than this many sizes can belong to one wrapped text
_BESIDE = 1.2  # headings whose middles differ by less than this many sizes can stand beside each other
_DOWN = 2.6  # the same for vertical writing, one or a few characters a line
_WRAPPED = 1.5  # figures alone that stand nearer below figures than this many sizes may be parts of them
_TOUCH = 0.35  # a heading stands over the columns that share more than this part of it, or of their width
_MARGIN = 5.4  # points on either side of the text of a cell, as Word leaves them
_EVEN = 0.4  # baselines that differ by less than this many sizes are one

_WAYS = ("center", "left", "right")  # how figures stand in their cells
_SLACK = 1.0  # points between a figure and the edge of its cell, at least

Span = tuple[float, float]
Columns = tuple[int, int]  # first, last


@dataclass(slots=True)
class _Text:
    """Lines in the same columns that may be one text. near: points from one to the next, at most; heading: the first stands in one line with headings of the figures."""

    columns: Columns
    lines: list[PlacedLine]
    near: float
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


def values_and_words(line: Line) -> tuple[list[Run], list[Run]]:
    """The figures, dashes and the like of a line, and its other runs."""
    values, words = [], []
    for run in line.runs:
        parts = [part for part in line.parts if run.left <= part.left and part.right <= run.right]
        if all(_VALUE.fullmatch(part.text) for part in parts):
            values.extend(parts)
        else:
            (values if _VALUE.fullmatch(run.text.replace(" ", "")) else words).append(run)
    return values, words


def lines_to_pieces(lines: list[PlacedLine]) -> list[Piece]:
    """The tables in the lines of a stretch; none where there is too little to call it one. Two that follow each other with other columns
    are parted where no row fills the columns of both."""
    told = _without_digits_of_labels([values_and_words(placed.line) for placed in lines])
    if _is_one_table(told):
        piece = _lines_to_piece(lines, told, trusted=True)
        return [piece] if piece else []
    for cut in sorted(range(1, len(lines)), key=lambda cut: _gap(lines[cut - 1], lines[cut]), reverse=True):
        if told[cut - 1][0] and _is_one_table(told[:cut]) and _is_one_table(told[cut:]) and any(values for values, _ in told[cut:]):
            pieces = [_lines_to_piece(lines[:cut], told[:cut], trusted=True), _lines_to_piece(lines[cut:], told[cut:], trusted=True)]
            return [piece for piece in pieces if piece]
    piece = _lines_to_piece(lines, told, trusted=False)
    return [piece] if piece else []


def _gap(above: PlacedLine, below: PlacedLine) -> float:
    return np.inf if above.page != below.page else below.line.middle - above.line.middle


def _is_one_table(told: list[tuple[list[Run], list[Run]]]) -> bool:
    """Does some row of figures fill all the columns of figures?"""
    return max(len(values) for values, _ in told) == len(parted_columns([[run[1:] for run in values] for values, _ in told]))


def _lines_to_piece(lines: list[PlacedLine], told: list[tuple[list[Run], list[Run]]], trusted: bool) -> Piece | None:
    """A table of one set of columns."""
    valued = [bool(values) for values, _ in told]
    figures = parted_columns([[run[1:] for run in values] for values, _ in told])
    if not figures or len(lines) < 2:
        return None
    labels = _label_columns(told, figures)
    columns = sorted([*figures, *labels])
    if len(columns) < 2:
        return None
    kinds = [column in labels for column in columns]
    headings = [placed.line.parts for placed, yes in zip(lines, valued, strict=True) if not yes]
    edges = column_edges(columns, kinds, [values for values, _ in told], headings)
    rows: list[Row] = []
    for _, page in itertools.groupby(zip(lines, valued, strict=True), key=lambda pair: pair[0].page):
        rows.extend(_page_rows(list(page), columns, edges, kinds))
    _spread_groups(rows, kinds)
    doubtful = any(_hides_a_column(parts, edges, kinds) for parts in headings) or any(map(_is_crowded, rows))
    return _piece(rows, edges, trusted and not doubtful)


def _without_digits_of_labels(told: list[tuple[list[Run], list[Run]]]) -> list[tuple[list[Run], list[Run]]]:
    """Values and words of each line, where digits that stand left of the labels are words (a year in vertical writing)."""
    before = [[run.left for run in words if values and run.right <= values[-1].left] for values, words in told]
    label = float(np.median([max(lefts) for lefts in before if lefts] or [-np.inf]))
    return [([run for run in values if run.right > label], sorted([*words, *(run for run in values if run.right <= label)], key=lambda run: run.left))
            for values, words in told]  # fmt: skip


def _label_columns(told: list[tuple[list[Run], list[Run]]], figures: list[Span]) -> list[Span]:
    """Where labels stand: in lines with figures beside these, in other lines above and below such labels or left of them."""
    beside = [[run[1:] for run in words if not any(_overlap(run[1:], column) for column in figures)] for values, words in told if values]
    right = max((span[1] for spans in beside for span in spans if span[1] <= figures[0][0]), default=None)
    if right is not None:
        beside += [[run[1:] for run in words if run.left < right and run.right <= figures[0][0]] for values, words in told if not values]
    return [span for span in parted_columns(beside) if not any(_overlap(span, column) for column in figures)]


def parted_columns(rows: list[list[Span]]) -> list[Span]:
    """Left and right end of each column, from the rows that show most of them first: what stands side by side in a row is in different
    columns, what stands under a single column is part of it."""
    columns: list[Span] = []
    for spans in sorted(rows, key=len, reverse=True):
        for left, right in spans:
            over = [column for column in columns if _overlap(column, (left, right))]
            wider = (min(left, *(low for low, _ in over)), max(right, *(high for _, high in over))) if over else (left, right)
            others = {*columns, *spans} - {*over, (left, right)}
            if len(over) < 2 and not any(_overlap(wider, other) for other in others):
                columns = [column for column in columns if column not in over] + [wider]
    return sorted(columns)


def column_edges(columns: list[Span], labels: list[bool], rows: list[list[Run]], headings: list[tuple[Run, ...]]) -> list[float]:
    """Where the cells of neighbouring columns meet, nobody has drawn: right of the figures if these stand at the right of their cells,
    left of them if at the left, else halfway. How they stand is told by the figures, longer and shorter, or by how the headings fit."""
    within = [[run for values in rows for run in values if _place(run, columns) == (index, index)] for index in range(len(columns))]
    spread = [sum(_spread([_anchor(run, way) for run in column]) for column in within) for way in _WAYS]
    edges = [_edges(columns, labels, way) for way in _WAYS]
    misfit = [sum(_misfit(parts, list(itertools.pairwise(found))) for parts in headings) for found in edges]
    told = sorted(spread)[1] > 1 and min(spread) < sorted(spread)[1] / 3
    return edges[int(np.argmin(spread if told else misfit))]


def _hides_a_column(parts: tuple[Run, ...], edges: list[float], labels: list[bool]) -> bool:
    """Do two headings stand over one column of figures, for the column of one of them is blank from top to bottom? 总　计 is one."""
    cells = list(itertools.pairwise(edges))
    places = [_place(part, cells)[0] for part in parts]
    words = [len(one.text) + len(other.text) > 2 for one, other in itertools.pairwise(parts)]
    return any(one == other and not labels[one] and both for (one, other), both in zip(itertools.pairwise(places), words, strict=True))


def _anchor(run: Run, way: str) -> float:
    return {"left": run.left, "right": run.right, "center": (run.left + run.right) / 2}[way]


def _spread(places: list[float]) -> float:
    return float(np.std(places)) if places else 0.0


def _misfit(parts: tuple[Run, ...], cells: list[Span]) -> int:
    """How many headings of a line stand over more than one cell, or over one that another heading has."""
    places = [_place(part, cells) for part in parts]
    return sum(first != last for first, last in places) + 2 * sum(one[1] >= other[0] for one, other in itertools.pairwise(places))


def _edges(columns: list[Span], labels: list[bool], way: str) -> list[float]:
    """The edges of the cells for one way in which figures stand in them; the room beside labels is that of the figures."""
    between = [_edge(*pair, *kinds, way) for pair, kinds in zip(itertools.pairwise(columns), itertools.pairwise(labels), strict=True)]
    return [columns[0][0] - _SLACK, *between, columns[-1][1] + _SLACK]


def _edge(one: Span, other: Span, labelled: bool, next_labelled: bool, way: str) -> float:
    after, before = one[1] + _SLACK, other[0] - _SLACK
    if labelled and next_labelled:
        return (one[1] + other[0]) / 2
    if labelled or next_labelled:
        return after if way == "right" or (labelled and way == "center") else before
    return {"right": after, "left": before, "center": float(np.clip(sum((*one, *other)) / 4, one[1], other[0]))}[way]


def _overlap(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _page_rows(lines: list[tuple[PlacedLine, bool]], columns: list[Span], edges: list[float], labels: list[bool]) -> list[Row]:
    """The rows of one page, from top to bottom."""
    rows: list[Row] = []
    words: list[_Text] = []
    room = float(np.median(np.diff(edges)[~np.array(labels)])) - 2 * _MARGIN
    near = _near([placed.line for placed, _ in lines])
    for placed, valued in lines:
        cells = columns if valued else list(itertools.pairwise(edges))
        parts = [(_place(part, cells), placed._replace(line=_cut(placed.line, part))) for part in _parts(placed.line, columns)]
        if valued and rows and _is_rest(rows[-1], placed, [(span, part) for span, part in parts if not _all(labels, span)], room, near):
            _add_rest(rows[-1], [(span, part) for span, part in parts if not _all(labels, span)])
            parts, valued = [(span, part) for span, part in parts if _all(labels, span)], False
        elif valued:
            rows.append(Row(placed.page, placed.line.middle, True, {}))
        for span, part in parts:
            if valued and not _all(labels, span):
                rows[-1].cells.setdefault(span, []).append(part)
            else:
                words.append(_Text(span, [part], near, not valued and not all(_all(labels, other) for other, _ in parts)))
    for text in [*_labels(words, rows, labels), *_headings([text for text in words if not _all(labels, text.columns)], edges)]:
        _put(text, rows, labels)
    return _one_row_of_headings(sorted(rows, key=lambda row: row.middle))


def _one_row_of_headings(rows: list[Row]) -> list[Row]:
    """The rows with those of words put together that stand beside each other, only a little higher and lower: headings of one and of two lines."""
    joined: list[Row] = []
    for row in rows:
        before = joined[-1] if joined else row
        step = (row.middle - before.middle) / max(placed.line.size for texts in row.cells.values() for placed in texts)
        if 0 < step < _BESIDE and not (row.figures or before.figures) and all(one[1] < other[0] or other[1] < one[0] for one in row.cells for other in before.cells):
            before.cells |= row.cells
        else:
            joined.append(row)
    return joined


def _near(lines: list[Line]) -> float:
    """How far apart the baselines of one wrapped text may be: little, but no less than the lines of the page are, or than usual."""
    size = float(np.median([line.size for line in lines]))
    steps = np.diff([line.middle for line in lines])
    pitch = min((step for step in steps.tolist() if step > size), default=0.0)
    return max(_NEAR * size, min(1.15 * pitch, _DOWN * size))


def _all(labels: list[bool], span: Columns) -> bool:
    return all(labels[span[0] : span[1] + 1])


def _is_rest(row: Row, placed: PlacedLine, parts: list[tuple[Columns, PlacedLine]], room: float, near: float) -> bool:
    """Do figures stand so near below figures that may fill their cells, and not beside a label that begins there, as the rest of them would?"""
    step = (placed.line.middle - row.middle) / placed.line.size
    if step * placed.line.size > near or ENUMERATED.match(placed.line.text):
        return False
    if not values_and_words(placed.line)[1]:
        return step < 1 or (step < _WRAPPED and all(span in row.cells for span, _ in parts))
    return all(span in row.cells and row.cells[span][-1].line.right - row.cells[span][-1].line.left + placed.line.size / 2 > room for span, _ in parts)


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


def _parts(line: Line, columns: list[Span]) -> list[Run]:
    """The runs of a line, cut at narrower gaps too where these lie between two columns."""
    gaps = [(left[1], right[0]) for left, right in itertools.pairwise(columns)]
    found: list[Run] = []
    for run in line.runs:
        parts = [part for part in line.parts if run.left <= part.left and part.right <= run.right]
        found += joined_parts(parts, lambda one, other: any(one.right <= high and low <= other.left for low, high in gaps))
    return found


def _cut(line: Line, part: Run) -> Line:
    return line._replace(text=part.text, left=part.left, right=part.right, parts=(part,))


def _place(part: Run, columns: list[Span]) -> Columns:
    """First and last column that a part stands over, not counting those that it only touches; the nearest one where it stands between two."""
    shared = [min(high, part.right) - max(low, part.left) for low, high in columns]
    over = [index for index, (low, high) in enumerate(columns) if shared[index] > _TOUCH * min(part.right - part.left, high - low)]
    return (over[0], over[-1]) if over else (int(np.argmax(shared)),) * 2


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
    return below.top - above.bottom < max(below.near, _DOWN * below.size if vertical else 0) and not ENUMERATED.match(below.lines[0].line.text)


def _both(above: _Text, below: _Text) -> _Text:
    columns = min(above.columns[0], below.columns[0]), max(above.columns[1], below.columns[1])
    return _Text(columns, [*above.lines, *below.lines], above.near, above.heading or below.heading)


def _rows_beside(text: _Text, rows: list[Row]) -> list[Row]:
    reach = _EVEN * text.size
    return [row for row in rows if row.figures and text.top - reach <= row.middle <= text.bottom + reach]


def _headings(words: list[_Text], edges: list[float]) -> list[_Text]:
    """The texts above the figures. Words are the rest of those above them where these are full, and the words next to them on their line
    have something above them too: 行政复议 above 结果维持 and 结果纠正 is a text of its own."""
    found: list[_Text] = []
    for _, line in itertools.groupby(words, key=lambda text: (text.lines[0].page, text.lines[0].number, text.top)):
        texts = list(line)
        above = [next((old for old in reversed(found) if old.columns == text.columns and _is_wrapped(old, text, edges)), None) for text in texts]
        alone = {text.columns[0] for text, old in zip(texts, above, strict=True) if not old}
        for old, text in zip(above, texts, strict=True):
            if old and not {text.columns[0] - 1, text.columns[0] + 1} & alone:
                old.lines.extend(text.lines)
            else:
                found.append(text)
    return found


def _is_wrapped(above: _Text, below: _Text, edges: list[float]) -> bool:
    """Had the next character no room in the single column of a heading that fits into it?"""
    first, last = above.columns
    if first != last or not _goes_on(above, below):
        return False
    room = edges[first + 1] - edges[first]
    width = max(placed.line.right - placed.line.left for placed in above.lines)
    return width <= room < width + 2.2 * above.size


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


def _spread_groups(rows: list[Row], labels: list[bool]) -> None:
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


def _is_crowded(row: Row) -> bool:
    """Do two figures of a row claim one column?"""
    figures = [span for span, texts in row.cells.items() for placed in texts if values_and_words(placed.line)[0]]
    return row.figures and any(one[1] >= other[0] for one, other in itertools.pairwise(sorted(figures)))


def _covered(row: Row, width: int) -> list[tuple[Columns, list[PlacedLine]]]:
    """The texts of a row by columns, those that overlap as one, every column covered."""
    found: list[tuple[Columns, list[PlacedLine]]] = []
    for span, lines in sorted(row.cells.items()):
        if found and found[-1][0][1] >= span[0]:
            (first, last), before = found.pop()
            found.append(((first, max(last, span[1])), sorted([*before, *lines], key=lambda placed: (placed.line.middle, placed.line.left))))
        else:
            found.append((span, lines))
    free = set(range(width)) - {column for (first, last), _ in found for column in range(first, last + 1)}
    return sorted([*found, *(((column, column), []) for column in free)], key=lambda cell: cell[0])


def _piece(rows: list[Row], edges: list[float], trusted: bool) -> Piece:
    labels = np.zeros((len(rows), len(edges) - 1), dtype=np.int64)
    cells: dict[tuple, list[Line]] = {}
    names: dict[tuple, int] = {}
    for index, row in enumerate(rows):
        for (first, last), lines in _covered(row, len(edges) - 1):
            key = (first, last, id(lines)) if lines else (index, first)
            labels[index, first : last + 1] = names.setdefault(key, len(names))
            cells[key] = [placed.line for placed in lines]
    none = np.zeros(len(edges) - 1, dtype=bool)
    return Piece(np.array(edges), labels, list(cells.values()), _row_places(rows), none, none, trusted)


def _row_places(rows: list[Row]) -> list[tuple[int, int]]:
    numbers = itertools.chain.from_iterable(range(len(list(page))) for _, page in itertools.groupby(rows, key=lambda row: row.page))
    return [(row.page, number) for row, number in zip(rows, numbers, strict=True)]
