"""A document as read: paragraphs and grids in reading order, each knowing where it stands in its file.

Nothing here knows what the document is about.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

from msgspec import Struct

_LONG_ADDRESS = 200


class Paragraph(Struct, frozen=True):
    """A run of prose. `where` is its place in the file in words a person can follow ("page 2, line 5", "line 31").

    gap: empty lines between it and what stands before it, where the file has lines; an empty line may be an empty cell.
    """

    text: str
    where: str
    gap: int = 0


class Cell(Struct, frozen=True, eq=False):  # a struct is made ten times as fast as a frozen dataclass, and a document has thousands
    """A cell of a grid as printed. A merged cell is one Cell that stands in several places of its grid.

    row, column: its upper left place in the grid, from 0. where: its place in the file ("page 3, table 2, row 5, column 4", 1-based).
    trusted: False where recognition could not be sure of the text (scans); such text is never taken for a number.
    certainty: of recognition, 0 to 1; 1 where the file holds the text itself.
    """

    text: str
    row: int
    column: int
    where: str
    trusted: bool = True
    certainty: float = 1.0


@dataclass(frozen=True, slots=True, eq=False)
class Grid:
    """A table as a rectangle of cells; None where the file has no cell.

    aligned: True where a column of `rows` is a column on the page (HTML, Word, PDF, sheets); False where only the order of
    the cells in a row is known (text whose cells were separated by tabs or spaces, with merged cells lost).
    """

    rows: tuple[tuple[Cell | None, ...], ...]
    where: str
    aligned: bool = True


@dataclass(frozen=True, slots=True)
class Picture:
    """An image in the text that may hold what should be a table; address is as the file gives it.

    data: its bytes, or a call that gives them, where they are at hand. is_page: it is a whole page that has no text.
    unread: why what it shows is not read, "" before that is tried.
    """

    address: str
    where: str
    data: bytes | Callable[[], bytes] | None = field(default=None, compare=False, repr=False)
    is_page: bool = False
    unread: str = field(default="", compare=False)

    @property
    def name(self) -> str:
        """The address, cut short where it is long, as one that holds the image itself is."""
        return self.address if len(self.address) <= _LONG_ADDRESS else f"{self.address[:30]}…"


@dataclass(frozen=True, slots=True)
class Document:
    """What one file holds. sha256 is of the file's bytes; title is the file's own (HTML title, Word properties), often "".

    notices: what the reader could not do or had to assume, each in words for the user.
    recognised: the places of the pictures in which text was recognised; places of that text begin with them.
    """

    name: str
    media_type: str
    sha256: str
    blocks: tuple[Paragraph | Grid | Picture, ...]
    title: str = ""
    url: str | None = None
    published: str | None = None
    notices: tuple[str, ...] = field(default=())
    recognised: tuple[str, ...] = ()
