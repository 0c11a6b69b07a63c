"""Cells of a spreadsheet that are struck out, raised or lowered, or hold words that are: their text as a reader sees it (.xlsx, .ods)."""

from collections.abc import Iterable, Iterator, Mapping

from lxml import etree

from reportkit.read.scripts import NOTHING, SUBSCRIPT, SUPERSCRIPT

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_STYLE, _TEXT = (f"{{urn:oasis:names:tc:opendocument:xmlns:{name}:1.0}}" for name in ("style", "text"))
_OFF = ("0", "false", "none")

Look = Mapping[int, object]  # for str.translate; nothing changes where it is empty
PLAIN: Look = {}


def run_look(properties: etree._Element | None) -> Look:
    """The look that a font or the properties of a run (.xlsx) give."""
    if properties is None:
        return PLAIN
    strike, align = properties.find(f"{MAIN}strike"), properties.find(f"{MAIN}vertAlign")
    if strike is not None and strike.get("val", "1") not in _OFF:
        return NOTHING
    return {"superscript": SUPERSCRIPT, "subscript": SUBSCRIPT}.get("" if align is None else align.get("val", ""), PLAIN)


def shown(item: etree._Element) -> str | None:
    """What a string of runs (.xlsx) shows; None where all of it is plain."""
    runs = [(run.findtext(f"{MAIN}t") or "", run_look(run.find(f"{MAIN}rPr"))) for run in item.iterfind(f"{MAIN}r")]
    return "".join(text.translate(look) for text, look in runs).strip() if any(look is not PLAIN for _, look in runs) else None


def shared_strings(root: etree._Element) -> dict[str, str]:
    """Number → what it shows, of the shared strings of an .xlsx file that are not plain."""
    return {str(n): text for n, item in enumerate(root.iterfind(f"{MAIN}si")) if (text := shown(item)) is not None}


def cell_looks(styles: etree._Element) -> dict[str, Look]:
    """Number of a cell style (.xlsx) → the look that its font gives, where that is not plain."""
    fonts = [run_look(font) for font in styles.iterfind(f"{MAIN}fonts/{MAIN}font")]
    formats = enumerate(styles.iterfind(f"{MAIN}cellXfs/{MAIN}xf"))
    by_format = ((str(number), int(xf.get("fontId", 0))) for number, xf in formats)
    return {number: fonts[font] for number, font in by_format if font < len(fonts) and fonts[font] is not PLAIN}


def text_looks(content: etree._Element) -> dict[str, Look]:
    """Name of a style (.ods) → its look, where that is not plain."""
    return {style.get(f"{_STYLE}name", ""): look for style in content.iter(f"{_STYLE}style") if (look := _style_look(style)) is not PLAIN}


def _style_look(style: etree._Element) -> Look:
    properties = style.find(f"{_STYLE}text-properties")
    if properties is None:
        return PLAIN
    if any(properties.get(f"{_STYLE}text-line-through-{what}", "none") not in _OFF for what in ("style", "type")):
        return NOTHING
    position = properties.get(f"{_STYLE}text-position", "0%").split()[0]
    if position in ("0%", "0"):
        return PLAIN
    return SUBSCRIPT if position == "sub" or position.startswith("-") else SUPERSCRIPT


def cell_text(cell: etree._Element, looks: Mapping[str, Look], own: Look) -> str | None:
    """What the paragraphs of a cell (.ods) show; None where all of it is plain. own: the look of the cell's style."""
    lines = [list(_runs(paragraph, looks, own)) for paragraph in cell.iterfind(f"{_TEXT}p")]
    if all(look is PLAIN for line in lines for _, look in line):
        return None
    return "\n".join(_joined(line) for line in lines).strip()


def _joined(runs: Iterable[tuple[str, Look]]) -> str:
    return "".join(text.translate(look) for text, look in runs)


def _runs(element: etree._Element, looks: Mapping[str, Look], look: Look) -> Iterator[tuple[str, Look]]:
    """The pieces of a paragraph's text with the look of each."""
    look = looks.get(element.get(f"{_TEXT}style-name", ""), look)
    yield {f"{_TEXT}s": " ", f"{_TEXT}tab": "\t", f"{_TEXT}line-break": "\n"}.get(element.tag, element.text or ""), look
    for child in element:
        yield from _runs(child, looks, look)
        yield child.tail or "", look
