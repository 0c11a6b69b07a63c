"""Stories as plain text: tabs, pipes, runs of blanks, one cell a line, and the encodings in which they come."""

from collections.abc import Callable, Sequence

from .invented import FULL_WIDTH
from .layout import Box, Table, grid
from .story import HEADINGS, Block

Rows = list[list[str]]
Lines = Callable[[Table], list[str]]


def document(blocks: Sequence[Block], lines: Lines, between: str = "\n\n") -> str:
    """The text of a story; each table as `lines` writes it."""
    return between.join(block if isinstance(block, str) else "\n".join(lines(block)) for block in blocks) + "\n"


def _flat(box: Box) -> str:
    return " ".join(box.text.split())


def begun(table: Table) -> Rows:
    """Only the cells that begin in each row: merged ones leave no trace."""
    return [[_flat(box) for box in row] for row in table]


def placeheld(table: Table) -> Rows:
    """Every place of the rectangle; a merged cell is empty but for its first place."""
    places = grid(table)
    seen: set[int] = set()
    return [["" if id(box) in seen or seen.add(id(box)) else _flat(box) for box in line] for line in places]


def placeheld_down(table: Table) -> Rows:
    """Cells merged downwards leave an empty one in each row, cells merged across do not."""
    places = grid(table)
    rows: Rows = []
    seen: set[int] = set()
    for line in places:
        here = list({id(box): box for box in line}.values())
        rows.append(["" if id(box) in seen else _flat(box) for box in here])
        seen |= {id(box) for box in here}
    return rows


def tabs(rows: Callable[[Table], Rows], strip: bool = False) -> Lines:
    """Cells parted by tabs; strip: an editor took the blanks at the end of each line."""
    return lambda table: [line.rstrip("\t ") if strip else line for line in map("\t".join, rows(table))]


def pipes(rows: Callable[[Table], Rows], outer: bool = True, rule: bool = False, pad: str = " ") -> Lines:
    """Cells parted by |; rule: Markdown's line under the first row."""

    def lines(table: Table) -> list[str]:
        made = [f"{pad}|{pad}".join(row) for row in rows(table)]
        made = [f"|{pad}{line}{pad}|" for line in made] if outer else made
        width = max(len(row) for row in rows(table))
        return [made[0], "|" + " --- |" * width, *made[1:]] if rule else made

    return lines


def gaps(table: Table) -> list[str]:
    """Cells parted by three blanks; an empty cell leaves nothing behind."""
    return ["   ".join(text for text in row if text) for row in begun(table)]


def singles(table: Table) -> list[str]:
    """Cells parted by one blank, labels without any."""
    return [" ".join(box.text if box.figure else "".join(box.text.split()) for box in row if box.text) for row in table]


def one_a_line(table: Table) -> list[str]:
    """Each cell on its own line, a blank one as an empty line."""
    return [text for row in begun(table) for text in row]


def one_a_line_double(table: Table) -> list[str]:
    """The same with an empty line after each cell."""
    return [line for text in one_a_line(table) for line in (text, "")]


def one_a_line_full(table: Table) -> list[str]:
    """Each cell on its own line, blank ones gone."""
    return [text for text in one_a_line(table) if text]


def padded(table: Table) -> list[str]:
    """A page's table as converters write it: a row a line, empty cells dropped, the row filled up with pipes."""
    return [_padded(row, table, " | ") for row in begun(table)]


def padded_one_a_line(table: Table) -> list[str]:
    """The same with each cell on its own line."""
    return [line for row in begun(table) for line in _padded(row, table, " |\n").split("\n")]


def _padded(row: Sequence[str], table: Table, between: str) -> str:
    full = [text for text in row if text]
    missing = sum(box.colspan for box in table[0]) - len(full)
    return between.join(full) + " |" + (" " + "|" * missing if missing else "")


def parted(table: Table, opens: str = "") -> list[str]:
    """A page's table with each cell on its own lines and a pipe on the line behind it; opens: what stands before a row."""
    cells = [(opens if n == 0 else "") + box.text for row in table for n, box in enumerate(row)]
    return [line for cell in cells for line in (*filter(None, cell.split("\n")), "|")]


def glued(blocks: Sequence[Block]) -> list[Block]:
    """Headings and prose between the tables run together into one paragraph."""
    made: list[Block] = []
    for block in blocks:
        if isinstance(block, str) and len(made) > 1 and isinstance(made[-1], str) and block not in HEADINGS[1:4]:
            made[-1] += block if made[-1].endswith("。") else f" {block}"
        else:
            made.append(block)
    return made


def wide(text: str) -> str:
    """Text with full-width digits."""
    return text.translate(FULL_WIDTH)
