"""Word files: paragraphs, tables, text boxes and pictures of a .docx in reading order, as they would be printed with all changes accepted."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from lxml import etree

from . import office
from .document import Cell, Document, Grid, Paragraph, Picture
from .numbering import Numbering, Styles, W, switch, value
from .package import Package

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_DELETED = {"del", "moveFrom"}
_WRAPPERS = {"sdt", "sdtContent", "customXml", "smartTag", "hyperlink", "ins", "moveTo", "fldSimple", "dir", "bdo", "ruby", "rubyBase"}
_FLOATS = {"drawing", "pict", "object"}
_CHARACTERS = {"tab": " ", "ptab": " ", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}

Block = Paragraph | Grid | Picture


def read_word(data: bytes, name: str) -> Document:
    """The document in a Word file's bytes; old formats (.doc, .wps, .rtf, .odt) go through LibreOffice.

    Raises ReadError where the file is damaged or locked, MissingExtra where LibreOffice is needed and not installed.
    """
    kind = office.kind(data, name)
    notices: tuple[str, ...] = ()
    docx = data
    if kind != "docx":
        docx = office.convert(data, name)
        notices = ("read from LibreOffice's conversion to .docx; places are those of the converted file",)
    package = Package(docx, name)
    reader = _Reader(package)
    blocks = tuple(reader.flow(package.body, ""))
    media_type = MEDIA_TYPE if kind == "docx" else office.MEDIA_TYPES.get(kind, "application/octet-stream")
    return Document(name, media_type, hashlib.sha256(data).hexdigest(), blocks, title=package.title, notices=notices + tuple(reader.notices))


def _local(element: etree._Element) -> str:
    return element.tag.rpartition("}")[2]


def _walk(parent: etree._Element) -> Iterator[etree._Element]:
    """Children in order: wrappers opened, what was deleted left out, one of several alternatives taken."""
    for child in parent:
        name = _local(child)
        if name in _WRAPPERS:
            yield from _walk(child)
        elif name == "AlternateContent":
            for branch in child[:1]:  # the first choice is the newest writing; the others repeat it
                yield from _walk(branch)
        elif name not in _DELETED:
            yield child


@dataclass(eq=False)
class _Slot:
    """A cell on its way to the grid: its upper left place, whether the row below may go on with it, what it holds."""

    row: int
    column: int
    merges: bool
    where: str
    blocks: list[Block] = field(default_factory=list)


class _Reader:
    """Reads containers (the body, a cell, a text box) in reading order, which Word's own numbering depends on."""

    def __init__(self, package: Package):
        self._package = package
        self._styles = Styles(package.related("styles"))
        self._numbering = Numbering(self._styles, package.related("numbering"))
        self.notices: list[str] = []

    def flow(self, container: etree._Element, place: str) -> Iterator[Block]:
        """The container's blocks; `place` stands before each place within it ("table 1, row 2, column 1, ")."""
        paragraphs = tables = 0
        carried = ""  # the text of a paragraph whose end was deleted: it runs on into the next
        for element in _walk(container):
            kind = _local(element)
            if kind == "tbl":
                tables += 1
                yield from self._table(element, f"{place}table {tables}")
            elif kind == "altChunk":
                self.notices.append(f"{place or 'the text, '}after paragraph {paragraphs}: an embedded file that was not read")
            elif kind == "p":
                paragraphs += 1
                where = f"{place}paragraph {paragraphs}"
                text, floats = self._text(element)
                if _mark_deleted(element):
                    carried += text
                else:
                    text, carried = (self._numbering.label(element.find(W + "pPr")) + carried + text).strip(), ""
                    if text:
                        yield Paragraph(text, where)
                for found in floats:
                    yield from self._float(found, where)
        if carried.strip():
            yield Paragraph(carried.strip(), f"{place}paragraph {paragraphs}")

    def _text(self, paragraph: etree._Element) -> tuple[str, list[etree._Element]]:
        """The printed text of a paragraph, and the drawings and pictures anchored in it."""
        pieces, floats, fields = [], [], []
        for mark in self._marks(paragraph, self._styles.hides(value(paragraph, "pPr/pStyle") or self._styles.default)):
            kind = _local(mark)
            if kind == "fldChar":
                _turn(fields, mark.get(W + "fldCharType"))
            elif "begin" in fields[:-1]:
                continue  # the result of a field inside another field's instruction is never printed
            elif kind in _FLOATS:
                floats.append(mark)
            else:
                pieces.append(_character(mark))
        return "".join(pieces), floats

    def _marks(self, parent: etree._Element, hidden: bool) -> Iterator[etree._Element]:
        for element in _walk(parent):
            kind = _local(element)
            if kind != "r":
                if kind in ("oMath", "oMathPara"):
                    yield element
                continue
            properties = element.find(W + "rPr")
            own = switch(properties, "vanish")
            styled = value(properties, "rStyle")
            if not (own if own is not None else hidden or self._styles.hides(styled)):
                for mark in _walk(element):
                    if _local(mark) == "r":  # base text under a phonetic guide
                        yield from mark
                    yield mark

    def _float(self, element: etree._Element, where: str) -> Iterator[Block]:
        for child in _walk(element):
            kind = _local(child)
            if kind == "txbxContent":
                yield from self.flow(child, f"{where}, text box, ")
            elif kind in ("blip", "imagedata"):
                links = [text for key, text in child.attrib.items() if key.rpartition("}")[2] in ("embed", "link", "id") and key.startswith("{")]
                yield from (Picture(address, where) for address in map(self._package.address, links) if address)
            else:
                yield from self._float(child, where)

    def _table(self, table: etree._Element, where: str) -> Iterator[Block]:
        rows: list[dict[int, _Slot]] = []
        for element in _walk(table):
            if _local(element) == "tr" and element.find(f"{W}trPr/{W}del") is None:
                rows.append(self._row(element, rows, where))
        slots = list(dict.fromkeys(slot for row in rows for _, slot in sorted(row.items())))
        inner = [block for slot in slots for block in slot.blocks if _is_data(block)]
        if all(slot.column == 0 for slot in slots) or inner and sum(map(_size, inner)) >= len(slots):
            for slot in slots:  # a frame around text, or a page laid out with a table
                yield from slot.blocks
            return
        yield _grid(rows, where)
        yield from inner
        yield from (block for slot in slots for block in slot.blocks if isinstance(block, Picture))

    def _row(self, element: etree._Element, above: Sequence[dict[int, _Slot]], where: str) -> dict[int, _Slot]:
        row: dict[int, _Slot] = {}
        column, number = int(value(element, "trPr/gridBefore") or 0), len(above)
        for cell in _walk(element):
            properties = cell.find(W + "tcPr")
            if _local(cell) != "tc" or properties is not None and properties.find(W + "cellDel") is not None:
                continue
            merge = _merge(properties)
            slot = above[-1].get(column) if above and merge == "continue" else None
            if switch(properties, "hMerge") and value(properties, "hMerge") != "restart" and column:
                slot = row.get(column - 1)
            if slot is None or not (slot.merges and slot.column == column or slot.row == number):
                place = f"{where}, row {number + 1}, column {column + 1}"
                slot = _Slot(number, column, merge is not None, place)
                slot.blocks.extend(self.flow(cell, place + ", "))
            span = max(int(value(properties, "gridSpan") or 1), 1)
            row.update(dict.fromkeys(range(column, column + span), slot))
            column += span
        return row


def _merge(properties: etree._Element | None) -> str | None:
    """ "restart", "continue" or None: how a cell is merged with those above and below (a tracked merge counts as done)."""
    plain = None if properties is None else properties.find(W + "vMerge")
    if plain is not None:
        return plain.get(W + "val", "continue")
    tracked = None if properties is None else properties.find(W + "cellMerge")
    return None if tracked is None else {"cont": "continue", "rest": "restart"}.get(tracked.get(W + "vMerge", ""))


def _mark_deleted(paragraph: etree._Element) -> bool:
    return any(paragraph.find(f"{W}pPr/{W}rPr/{W}{name}") is not None for name in _DELETED)


def _turn(fields: list[str], turn: str | None) -> None:
    """Follow the beginning, middle and end of a field; `fields` holds how far each open one has come."""
    if turn == "begin":
        fields.append("begin")
    elif fields and turn == "separate":
        fields[-1] = "separate"
    elif fields and turn == "end":
        fields.pop()


def _character(mark: etree._Element) -> str:
    kind = _local(mark)
    if kind == "t":
        return mark.text or ""
    if kind == "sym":
        code = int(mark.get(W + "char", "20"), 16)
        if mark.get(W + "font", "").startswith("Wingdings") and 0xF081 <= code <= 0xF08A:
            return chr(0x2460 + code - 0xF081)  # ① to ⑩
        return chr(code)
    return "".join(mark.itertext()) if kind.startswith("oMath") else _CHARACTERS.get(kind, "")


def _size(block: Block) -> int:
    return len({cell for row in block.rows for cell in row if cell}) if isinstance(block, Grid) else 0


def _is_data(block: Block) -> bool:
    return isinstance(block, Grid) and len(block.rows) > 1 and len(block.rows[0]) > 1


def _printed(block: Block) -> str:
    """What a block within a cell adds to the cell's text; a small table is read row by row."""
    if isinstance(block, Grid):
        return "\n".join(" ".join(cell.text for cell in dict.fromkeys(row) if cell and cell.text) for row in block.rows)
    return block.text if isinstance(block, Paragraph) else ""


def _grid(rows: Sequence[dict[int, _Slot]], where: str) -> Grid:
    cells: dict[_Slot, Cell] = {}
    for slot in (slot for row in rows for slot in row.values()):
        if slot not in cells:
            text = "\n".join(filter(None, map(_printed, (block for block in slot.blocks if not _is_data(block)))))
            cells[slot] = Cell(text, slot.row, slot.column, slot.where)
    width = max((max(row) + 1 for row in rows if row), default=0)
    return Grid(tuple(tuple(cells.get(row[c]) if c in row else None for c in range(width)) for row in rows), where)
