"""Files to Documents: what a file is, is told by its bytes; its name only decides where the bytes leave it open.

document   what is read: paragraphs, grids and pictures, each knowing where it stands
html/      web pages and pages saved as .mht
word/      .docx; office: older files through LibreOffice
pdf/       pages of PDFs, laid out by layout/, which finds lines, paragraphs and tables by where characters and rules stand
pictures/  what scans and pictures show, laid out likewise
sheet/     spreadsheets
text       text as copied, Markdown
archive    the documents in a .zip
"""

import re
import zipfile
from collections.abc import Callable
from io import BytesIO
from os import PathLike
from pathlib import Path

from reportkit.errors import ReadError
from reportkit.read.archive import expand, is_archive
from reportkit.read.document import Cell, Document, Grid, Paragraph, Picture

__all__ = ["Cell", "Document", "Grid", "Paragraph", "Picture", "expand", "is_archive", "kind_of", "read"]

MEGABYTE = 1_000_000
TEXT_LIMIT = 20 * MEGABYTE
LIMIT = 500 * MEGABYTE
_HEAD = 4096

_IMAGES = {
    "JPEG": (b"\xff\xd8\xff",),
    "PNG": (b"\x89PNG\r\n\x1a\n",),
    "GIF": (b"GIF87a", b"GIF89a"),
    "TIFF": (b"II*\0", b"MM\0*"),
    "BMP": (b"BM",),
    "WebP": (b"RIFF",),
}
_IMAGE_NAMES = {".jpg", ".jpeg", ".jpe", ".jfif", ".png", ".gif", ".tif", ".tiff", ".bmp", ".webp"}
_FOREIGN = {
    b"Rar!": "a RAR archive; unpack it and give the documents in it",
    b"7z\xbc\xaf\x27\x1c": "a 7-Zip archive; unpack it and give the documents in it",
    b"\x1f\x8b": "compressed with gzip; unpack it and give the document in it",
    b"%!PS": "a PostScript file; save it as PDF",
    b"SQLite format 3": "a database, not a document",
    b"MZ\x90\0": "a program, not a document",
    b"\x7fELF": "a program, not a document",
    b"ID3\x03": "a sound file, not a document",
}
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HTML_NAMES = {".html", ".htm", ".shtml", ".xhtml", ".jhtml", ".jsp", ".asp", ".aspx", ".php"}
_SHEET_NAMES = {".xls", ".xlsx", ".xlsm", ".xlsb", ".et", ".ods"}
_TEXT_SHEETS = {".csv", ".tsv"}
_MIME = re.compile(rb"\A\s*(?:[A-Za-z-]+:[^\n]*\n(?:[ \t][^\n]*\n)*)*?MIME-Version\s*:", re.IGNORECASE)
_PAGE = re.compile(r"<\s*(?:!doctype\s+html|html|head|body|frameset|meta)\b", re.IGNORECASE)
_TAG = re.compile(r"<(?:p|div|table|span|br|a|h[1-6]|section|article|ul|ol|center|font|script|style|link|title|iframe|base)\b[^<]*>", re.IGNORECASE)
_MARKUP = re.compile(r"<(?:[a-z]|!--)", re.IGNORECASE)


def read(source: str | PathLike | bytes, name: str | None = None) -> Document:
    """One document: a path, or its bytes with a name ("x.html"). ReadError says what cannot be read, and what to do about it.

    Pictures of tables, and of pages without text, are recognised where the extra `ocr` is installed and their bytes are at hand: within the
    file, or below the folder of a saved page.
    """
    if isinstance(source, bytes):
        if not name:
            raise ReadError('bytes need a name that tells what they are, such as read(data, name="report.html")')
        data = source
        _refuse_oversize(kind_of(data[:_HEAD], name), len(data), name)
    else:
        path = Path(source)
        name = name or path.name
        data = _bytes_of(path, name)
    if not data.strip():
        raise ReadError(f"{name}: the file is empty; fetch it again from its source.")
    document = plainly(data, name)
    if not any(isinstance(block, Picture) for block in document.blocks):
        return document
    from reportkit.read.pictures import attached, beside, with_pictures_read  # only here: they need an image library

    return with_pictures_read(document if isinstance(source, bytes) else attached(document, beside(path)))


def plainly(data: bytes, name: str) -> Document:
    """The document with its pictures as they are."""
    return _reader(kind_of(data, name), name)(data, name)


def _bytes_of(path: Path, name: str) -> bytes:
    if path.is_dir():
        raise ReadError(f"{path}: this is a folder; give the documents in it one by one.")
    if not path.exists():
        raise ReadError(f"{path}: there is no such file; check the path.")
    with path.open("rb") as file:
        head = file.read(_HEAD)
        _refuse_oversize(kind_of(head, name), path.stat().st_size, name)
        return head + file.read()


def _refuse_oversize(kind: str, size: int, name: str) -> None:
    limit = TEXT_LIMIT if kind in ("text", "html") else LIMIT
    if size > limit:
        raise ReadError(
            f"{name}: {size / MEGABYTE:,.0f} MB is too large for a document of this kind ({kind}, at most {limit // MEGABYTE} MB); "
            "give the report alone."
        )


def kind_of(data: bytes, name: str) -> str:
    """pdf, word, sheet, image, mht, html, text or zip, by the bytes first and by the name second; ReadError for what is none of them."""
    suffix = Path(name).suffix.lower()
    head = data[:_HEAD].lstrip(b"\r\n\t ")
    for mark, what in _FOREIGN.items():
        if head.startswith(mark):
            raise ReadError(f"{name}: the file is {what}.")
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _kind_of_zip(data, suffix, name)
    if head.startswith(_OLE):
        return _kind_of_ole(data, suffix)
    if head.startswith(b"{\\rtf") or b'progid="Word.Document"' in head:
        return "word"
    if image := _image(head):
        if suffix not in _IMAGE_NAMES and suffix:
            raise ReadError(
                f"{name}: the file is a {image} image although its name ends in {suffix}; "
                f"fetch the page again, or name the image .{image.lower()} to have it recognised."
            )
        return "image"
    return _kind_of_text(head, suffix)


def _image(head: bytes) -> str | None:
    for image, marks in _IMAGES.items():
        if head.startswith(marks):
            if image == "WebP" and head[8:12] != b"WEBP" or image == "BMP" and head[6:10] != b"\0\0\0\0":
                continue
            return image
    return None


def _kind_of_zip(data: bytes, suffix: str, name: str) -> str:
    by_name = "sheet" if suffix in _SHEET_NAMES else "word" if suffix in (".docx", ".docm", ".wps", ".odt") else "zip"
    if len(data) <= _HEAD and not data.endswith(b"PK\x05\x06", -22, -18):  # only the head of a longer file
        return by_name
    try:
        with zipfile.ZipFile(BytesIO(data)) as package:
            names = set(package.namelist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise ReadError(f"{name}: the file is damaged ({error}); fetch it again from its source.") from error
    if "OFD.xml" in names:
        raise ReadError(f"{name}: the file is an OFD document; save it as PDF and give that.")
    if any(entry.startswith("word/") for entry in names):
        return "word"
    if any(entry.startswith("xl/") for entry in names):
        return "sheet"
    return by_name


def _kind_of_ole(data: bytes, suffix: str) -> str:
    for stream, kind in (("WordDocument", "word"), ("Workbook", "sheet"), ("Book", "sheet")):
        if stream.encode("utf-16-le") + b"\0\0" in data:
            return kind
    return "sheet" if suffix in _SHEET_NAMES else "word"


def _kind_of_text(head: bytes, suffix: str) -> str:
    if _MIME.match(head) and b"content-type" in head.lower():
        return "mht"
    if suffix in _TEXT_SHEETS:
        return "sheet"
    text = head.replace(b"\0", b"").decode("latin-1").lstrip("ï»¿þÿ \r\n\t")
    if _PAGE.search(text) or text.startswith("<") and _TAG.search(text) or suffix in _HTML_NAMES and _MARKUP.search(text):
        return "html"
    return "text"


def _reader(kind: str, name: str) -> Callable[[bytes, str], Document]:
    """The reader of a kind. The heavy ones are imported only when a file needs them."""
    match kind:
        case "html":
            from reportkit.read.html import read_html as reader
        case "text":
            from reportkit.read.text import read_text as reader
        case "pdf":
            from reportkit.read.pdf import read_pdf as reader
        case "word":
            from reportkit.read.word import read_word as reader
        case "sheet":
            from reportkit.read.sheet import read_sheet as reader
        case "image":
            from reportkit.read.pictures.image import read_image as reader
        case "mht":
            from reportkit.read.html.mht import read_mht as reader
        case _:
            raise ReadError(f"{name}: this is an archive of documents; give each of them (reportkit.read.expand lists them).")
    return reader
