"""Word files: paragraphs, tables, text boxes and pictures of a .docx in reading order, as they would be printed with all changes accepted."""

import hashlib
import posixpath
from collections.abc import Iterator, Sequence

from lxml import etree

from reportkit.errors import ReportkitError
from reportkit.read import office, plainly
from reportkit.read.document import Document, Paragraph, Picture
from reportkit.read.scripts import SUBSCRIPT, SUPERSCRIPT
from reportkit.read.word.numbering import Numbering, Styles, W, integer, switch, value
from reportkit.read.word.package import Package
from reportkit.read.word.table import Block, Slot, edges, grid, is_data, is_frame, merge, spans

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_DELETED = {"del", "moveFrom"}
_WRAPPERS = {"sdt", "sdtContent", "customXml", "smartTag", "hyperlink", "ins", "moveTo", "fldSimple", "dir", "bdo", "ruby", "rubyBase"}
_READABLE = (".docx", ".doc", ".rtf", ".htm", ".html", ".mht", ".mhtml", ".txt", ".xlsx", ".xlsm", ".xls", ".xlsb")
_FLOATS = {"drawing", "pict", "object"}
_CHARACTERS = {"tab": " ", "ptab": " ", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}


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
                yield from self._embedded(element)
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
        for mark, digits in self._marks(paragraph, self._styles.looks(value(paragraph, "pPr/pStyle") or self._styles.default)):
            kind = _local(mark)
            if kind == "fldChar":
                _turn(fields, mark.get(W + "fldCharType"))
            elif "begin" in fields[:-1]:
                continue  # the result of a field inside another field's instruction is never printed
            elif kind in _FLOATS:
                floats.append(mark)
            else:
                pieces.append(_character(mark).translate(digits))
        return "".join(pieces), floats

    def _marks(self, parent: etree._Element, styled: list[etree._Element]) -> Iterator[tuple[etree._Element, dict[int, int]]]:
        """What is printed of a paragraph, mark by mark, each with its digits (for str.translate) where these are raised or lowered."""
        for element in _walk(parent):
            kind = _local(element)
            if kind != "r":
                if kind in ("oMath", "oMathPara"):
                    yield element, {}
                continue
            properties = element.find(W + "rPr")
            own = [] if properties is None else [properties, *self._styles.looks(value(properties, "rStyle"))]
            if not _is_hidden(own + styled):
                digits = _digits(own + styled)
                for mark in _walk(element):
                    if _local(mark) == "r":  # base text under a phonetic guide
                        yield from ((inner, digits) for inner in mark)
                    yield mark, digits

    def _float(self, element: etree._Element, where: str) -> Iterator[Block]:
        for child in _walk(element):
            kind = _local(child)
            if kind == "txbxContent":
                yield from self.flow(child, f"{where}, text box, ")
            elif kind == "OLEObject":
                yield from self._embedded(child)
            elif kind in ("blip", "imagedata"):
                yield from (Picture(address, where, self._package.part(address)) for address in self._package.addresses(child))
            else:
                yield from self._float(child, where)

    def _embedded(self, element: etree._Element) -> Iterator[Block]:
        """The text of a whole file put into this one: a web page behind a thin .docx, or a sheet shown as a picture."""
        for address in self._package.addresses(element):
            if not address.lower().endswith(_READABLE):
                continue
            try:
                document = plainly(self._package.read(address), posixpath.basename(address))
            except ReportkitError as error:
                self.notices.append(f"the embedded file {address} was not read: {error}")
            else:
                self.notices += [f"part of the text is in the embedded file {address}; places in it are counted from its start", *document.notices]
                yield from document.blocks

    def _table(self, table: etree._Element, where: str) -> Iterator[Block]:
        rows: list[dict[int, Slot]] = []
        right = edges(table)
        for element in _walk(table):
            if _local(element) == "tr" and element.find(f"{W}trPr/{W}del") is None:
                rows.append(self._row(element, rows, right, where))
        slots = list(dict.fromkeys(slot for row in rows for _, slot in sorted(row.items())))
        if is_frame(slots):
            for slot in slots:
                yield from slot.blocks
            return
        yield grid(rows, where)
        yield from (block for slot in slots for block in slot.blocks if is_data(block) or isinstance(block, Picture))

    def _row(self, element: etree._Element, above: Sequence[dict[int, Slot]], right: Sequence[float], where: str) -> dict[int, Slot]:
        row: dict[int, Slot] = {}
        column, number = integer(element, "trPr/gridBefore", 0), len(above)
        cells = [cell for cell in _walk(element) if _local(cell) == "tc" and cell.find(f"{W}tcPr/{W}cellDel") is None]
        for cell, span in zip(cells, spans(cells, column + integer(element, "trPr/gridAfter", 0), right), strict=True):
            properties = cell.find(W + "tcPr")
            merged = merge(properties)
            slot = above[-1].get(column) if above and merged == "continue" else None
            if switch(properties, "hMerge") and value(properties, "hMerge") != "restart" and column:
                slot = row.get(column - 1)
            if slot is None or not (slot.merges and slot.column == column or slot.row == number):
                place = f"{where}, row {number + 1}, column {column + 1}"
                slot = Slot(number, column, merged is not None, place)
                slot.blocks.extend(self.flow(cell, place + ", "))
            row.update(dict.fromkeys(range(column, column + span), slot))
            column += span
        return row


def _mark_deleted(paragraph: etree._Element) -> bool:
    return any(paragraph.find(f"{W}pPr/{W}rPr/{W}{name}") is not None for name in _DELETED)


def _is_hidden(looks: Sequence[etree._Element]) -> bool:
    """Whether a run with these properties, nearest first, is hidden or struck out."""
    switches = ([switch(look, name) for look in looks] for name in ("vanish", "strike", "dstrike"))
    return any(next((on for on in found if on is not None), False) for found in switches)


def _digits(looks: Sequence[etree._Element]) -> dict[int, int]:
    align = next((text for look in looks if (text := value(look, "vertAlign"))), "")
    return {"superscript": SUPERSCRIPT, "subscript": SUBSCRIPT}.get(align, {})


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
