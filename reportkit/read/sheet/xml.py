"""What the files of a spreadsheet tell beyond its values: errors, formulas without results, drawn empty rows (.xlsx), merged cells (.ods), looks."""

import posixpath
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from io import BytesIO
from typing import NamedTuple
from zipfile import ZipFile, is_zipfile

from lxml import etree
from openpyxl.utils import column_index_from_string

from reportkit.read.scripts import NOTHING
from reportkit.read.sheet.looks import MAIN as _MAIN
from reportkit.read.sheet.looks import PLAIN, Look, cell_looks, cell_text, shared_strings, shown, text_looks

_STRICT = (b"http://purl.oclc.org/ooxml/spreadsheetml/main", _MAIN[1:-1].encode())
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_FARTHEST = 100_000  # rows; .ods files repeat an empty last row up to the end of the sheet
_RICH = re.compile(rb"strike|vertAlign")
_ADDRESS = re.compile(r"([A-Z]{1,3})([1-9]\d{0,6})")

Place = tuple[int, int]
Range = tuple[Place, Place]


@dataclass(frozen=True, slots=True)
class Aside:
    """Of one sheet: what is printed in cells without a value (an error, or the formula), the empty rows drawn with lines (from 0), the
    text of cells of which something is struck out, raised or lowered."""

    unread: dict[Place, str] = field(default_factory=dict)
    ruled: frozenset[int] = frozenset()
    shown: dict[Place, str] = field(default_factory=dict)


class _Looks(NamedTuple):
    """Of an .xlsx file: the cell styles that draw lines on every side, the looks of cell styles, and the strings that are not plain."""

    drawn: frozenset[str]
    styles: Mapping[str, Look]
    strings: Mapping[str, str]


def asides(data: bytes) -> dict[str, Aside]:
    """The asides of an .xlsx or .ods file by sheet; {} for other files."""
    if not is_zipfile(BytesIO(data)):
        return {}
    if _is_ods(data):
        return _ods_asides(data)
    with ZipFile(BytesIO(data)) as package:
        names = set(package.namelist())
        if not {"xl/workbook.xml", "xl/_rels/workbook.xml.rels"} <= names:
            return {}
        targets = {e.get("Id"): e.get("Target", "") for e in _xml(package, "xl/_rels/workbook.xml.rels")}
        looks = _looks(package, names)
        found = {}
        for sheet in _xml(package, "xl/workbook.xml").iter(_MAIN + "sheet"):
            link = next((text for key, text in sheet.attrib.items() if key.endswith("}id")), "")
            part = posixpath.normpath(posixpath.join("/xl", targets.get(link, ""))).lstrip("/")
            if part in names:
                found[sheet.get("name", "")] = _aside(_xml(package, part), looks)
        return found


def _looks(package: ZipFile, names: Collection[str]) -> _Looks:
    styles = _xml(package, "xl/styles.xml") if "xl/styles.xml" in names else None
    part = "xl/sharedStrings.xml"
    is_plain = part not in names or not _RICH.search(package.read(part))
    drawn, of_cells = (_drawn_styles(styles), cell_looks(styles)) if styles is not None else (frozenset(), {})
    return _Looks(drawn, of_cells, {} if is_plain else shared_strings(_xml(package, part)))


def _shown(cell: etree._Element, looks: _Looks) -> str | None:
    """What a cell shows where that is not simply its value; None for most cells."""
    value, kind = cell.findtext(_MAIN + "v") or "", cell.get("t")
    item = cell.find(_MAIN + "is") if kind == "inlineStr" else None
    text = shown(item) if item is not None else looks.strings.get(value) if kind == "s" else None
    if text is not None or (look := looks.styles.get(cell.get("s", ""))) is None:
        return text
    return "" if look is NOTHING else value.translate(look) if kind is None else None


def _aside(root: etree._Element, looks: _Looks) -> Aside:
    unread: dict[Place, str] = {}
    ruled = set()
    texts: dict[Place, str] = {}
    for place, cell in _cells(root):
        formula, stored = cell.find(_MAIN + "f"), cell.findtext(_MAIN + "v")
        if cell.get("t") == "e":
            unread[place] = stored or "#"
        elif formula is not None and not stored and cell.get("t") != "str":
            unread[place] = f"={formula.text or ''}"
        elif not len(cell) and cell.get("s") in looks.drawn:
            ruled.add(place[0])
        elif (text := _shown(cell, looks)) is not None:
            texts[place] = text
    return Aside(unread, frozenset(ruled), texts)


def _cells(root: etree._Element) -> Iterator[tuple[Place, etree._Element]]:
    """The cells of a sheet with their places; one that does not name its place follows the one before it."""
    row = column = -1
    for element in root.iter(_MAIN + "row", _MAIN + "c"):
        if element.tag == _MAIN + "row":
            row, column = row + 1, -1
            continue
        named = _ADDRESS.fullmatch(element.get("r", ""))
        column = column_index_from_string(named[1]) - 1 if named else column + 1
        row = int(named[2]) - 1 if named else row
        yield (row, column), element


def _drawn_styles(styles: etree._Element) -> frozenset[str]:
    """The numbers of the cell styles that draw a line on every side."""
    borders = [sum(bool(side.get("style")) for side in border) >= 4 for border in styles.iterfind(f"{_MAIN}borders/{_MAIN}border")]
    drawn = {str(number) for number, on_every_side in enumerate(borders) if on_every_side}
    formats = styles.iterfind(f"{_MAIN}cellXfs/{_MAIN}xf")
    return frozenset(str(number) for number, xf in enumerate(formats) if xf.get("borderId") in drawn)


def _xml(package: ZipFile, part: str) -> etree._Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
    return etree.fromstring(package.read(part).replace(*_STRICT), parser)


def ods_spans(data: bytes) -> dict[str, list[Range]]:
    """The merged ranges of an .ods file, sheet by sheet; {} for other files."""
    if not _is_ods(data):
        return {}
    with ZipFile(BytesIO(data)) as package:
        tables = _xml(package, "content.xml").iter(_TABLE + "table")
        return {table.get(_TABLE + "name", ""): list(_spans(table)) for table in tables}


def _is_ods(data: bytes) -> bool:
    return b"opendocument.spreadsheet" in data[:200]


def _ods_asides(data: bytes) -> dict[str, Aside]:
    with ZipFile(BytesIO(data)) as package:
        content = _xml(package, "content.xml")
    if not (looks := text_looks(content)):
        return {}
    found = {}
    for table in content.iter(_TABLE + "table"):
        texts = {place: cell_text(cell, looks, looks.get(cell.get(_TABLE + "style-name", ""), PLAIN)) for place, cell in _ods_cells(table)}
        found[table.get(_TABLE + "name", "")] = Aside(shown={place: text for place, text in texts.items() if text is not None})
    return found


def _spans(table: etree._Element) -> Iterator[Range]:
    for (row, column), cell in _ods_cells(table):
        down, across = _times(cell, "rows-spanned"), _times(cell, "columns-spanned")
        if (down, across) != (1, 1):
            yield (row, column), (row + down - 1, column + across - 1)


def _ods_cells(table: etree._Element) -> Iterator[tuple[Place, etree._Element]]:
    """The cells of an .ods table with their places; of those that stand for several alike, the first."""
    row = 0
    for line in table.iter(_TABLE + "table-row"):
        column = 0
        for cell in line.iterchildren(_TABLE + "table-cell", _TABLE + "covered-table-cell"):
            yield (row, column), cell
            column += _times(cell, "columns-repeated")
        row += _times(line, "rows-repeated")
        if row > _FARTHEST:
            return


def _times(element: etree._Element, what: str) -> int:
    text = element.get(f"{_TABLE}number-{what}", "1")
    return int(text) if text.isascii() and text.isdigit() else 1
