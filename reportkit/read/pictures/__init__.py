"""Pictures in a Document → the paragraphs and grids that they show. The only place where it is decided what is recognised.

A picture is recognised where it stands for a page that has no text, or where its ruling lines form a table. Text in other pictures is
recognised only where the document would be without its text: pages pasted as images, one after the other, of which one holds a table or
beside which there is nothing to read. Photographs, logos, seals and codes are passed over; that is found from a small copy of them.
Recognition needs the extra `ocr`; without it pictures stay pictures.
"""

import base64
import binascii
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path
from typing import Literal
from urllib.parse import unquote, unquote_to_bytes, urlsplit

from reportkit.errors import MissingExtra, ReadError
from reportkit.read.document import Document, Grid, Paragraph, Picture
from reportkit.read.pictures.image import grey_levels, picture_size

Block = Paragraph | Grid | Picture
Sight = Literal["page", "table", "text", "other"]

_LEAST_WIDTH, _LEAST_HEIGHT = 280, 60  # pixels; a smaller picture shows no legible table
_LOOK_WIDTH = 1300  # pixels of the shorter side that are enough to see ruling lines
_MOST_BYTES = 50_000_000
_BARE = 200  # characters; a document with less text and pictures in it has its text in them
_LEAST_TEXT = 40  # characters; a photograph that looked like a page has fewer


def attached(document: Document, find: Callable[[str], bytes | Callable[[], bytes] | None]) -> Document:
    """The document with the bytes that belong to its pictures' addresses; find: address → bytes, or a call that gives them, or None."""
    blocks = (replace(b, data=find(b.address)) if isinstance(b, Picture) and b.data is None else b for b in document.blocks)
    return replace(document, blocks=tuple(blocks))


def beside(page: Path) -> Callable[[str], Callable[[], bytes] | None]:
    """How to find the pictures of a saved page: files below its own folder, as its relative addresses name them; never the net."""
    folder = page.resolve().parent

    def find(address: str) -> Callable[[], bytes] | None:
        try:
            parts = urlsplit(address)
            file = (folder / unquote(parts.path)).resolve()
            usable = not parts.scheme and not parts.netloc and file.is_relative_to(folder) and file.is_file() and file.stat().st_size <= _MOST_BYTES
        except (ValueError, OSError):  # no address, or none that can be a file's
            return None
        return file.read_bytes if usable else None

    return find


def with_pictures_read(document: Document) -> Document:
    """The document with what its pictures show in their place; a picture that stays says why it is unread.

    MissingExtra where the document holds nothing but pictures and recognition is not installed.
    """
    try:
        return _recognised(document)
    except ImportError as error:
        return _without_recognition(document, error)


def _recognised(document: Document) -> Document:
    looked = [_looked_at(block) if isinstance(block, Picture) else (None, block) for block in document.blocks]
    sights = {sight for sight, _ in looked}
    wanted = {"page", "table", "text"} if "table" in sights or _is_bare(document) else {"page", "table"}
    blocks: list[Block] = []
    notices, places = list(document.notices), []
    for sight, block in looked:
        found = _shown(block, sight, document.name) if sight in wanted else ()
        if found:
            blocks.extend(found)
            places.append(_place(block))
        elif sight != "page":
            blocks.append(block if sight is None else replace(block, data=None))
        if notice := _notice(block, sight, bool(found)) if sight in wanted else "":
            notices.append(notice)
    return replace(document, blocks=tuple(blocks), notices=tuple(notices), recognised=tuple(places))


def _looked_at(picture: Picture) -> tuple[Sight, Picture]:
    """What a picture shows, as far as a glance tells, and the picture, which now says why it may stay unread."""
    if picture.is_page:
        return "page", picture
    try:
        data = _bytes(picture)
        if data is None:
            return "other", replace(picture, unread="it is not saved with the document")
        sight = _glance(data, picture.name)
    except ReadError as error:
        return "other", replace(picture, unread=str(error))
    return sight, replace(picture, unread="no table was made out in it")


def _bytes(picture: Picture) -> bytes | None:
    if picture.data is None and picture.address.startswith("data:"):
        return _decoded(picture.address)
    return picture.data() if callable(picture.data) else picture.data


def _decoded(address: str) -> bytes | None:
    """The bytes within an address "data:image/png;base64,…"."""
    head, _, body = address.partition(",")
    raw = unquote_to_bytes(body)
    try:
        return base64.b64decode(b"".join(raw.split())) if head.endswith(";base64") else raw
    except binascii.Error:
        return None


def _glance(data: bytes, name: str) -> Sight:
    width, height = picture_size(data, name)
    if width < _LEAST_WIDTH or height < _LEAST_HEIGHT:
        return "other"
    from reportkit.read.pictures.scan import shows_table, shows_text  # only here: few files need it, and it loads large libraries

    grey = grey_levels(data, name, _LOOK_WIDTH)
    return "table" if shows_table(grey) else "text" if shows_text(grey) else "other"


def _is_bare(document: Document) -> bool:
    return _length(document.blocks) < _BARE and not any(isinstance(block, Grid) for block in document.blocks)


def _shown(picture: Picture, sight: Sight, name: str) -> tuple[Block, ...]:
    """What recognition finds in a picture; nothing where the table or the text that it seemed to hold is none after all."""
    from reportkit.read.pictures.scan import recognise

    found = recognise(grey_levels(_bytes(picture), name), _place(picture))
    is_legible = _length(found) >= _LEAST_TEXT if sight == "text" else any(_holds_words(block) for block in found)
    return found if sight == "page" or is_legible else ()


def _holds_words(block: Block) -> bool:
    """Whether it is a table of which something can be read."""
    return isinstance(block, Grid) and any(cell.text and cell.trusted for row in block.rows for cell in row if cell)


def _length(blocks: Iterable[Block]) -> int:
    return sum(len(block.text) for block in blocks if isinstance(block, Paragraph))


def _place(picture: Picture) -> str:
    return picture.where if picture.is_page else f"{picture.where}, image {picture.name}"


def _notice(picture: Picture, sight: Sight, is_found: bool) -> str:
    if sight == "page":
        return f"{picture.where} has no text: it is an image, " + ("which was recognised" if is_found else "in which no text was found")
    return f"{_place(picture)}: the text was recognised in the image" if is_found else ""


def _without_recognition(document: Document, error: ImportError) -> Document:
    """The document with its pictures as they are, each saying what would be needed to read it."""
    pictures = [block for block in document.blocks if isinstance(block, Picture)]
    if len(pictures) == len(document.blocks):
        raise MissingExtra(f"{document.name} holds no text, only images: {error}") from error
    unread = [f"{block.where} has no text: it is an image, and was not recognised ({error})" for block in pictures if block.is_page]
    blocks = [replace(b, data=None, unread=f"it was not recognised: {error}") if isinstance(b, Picture) else b for b in document.blocks]
    kept = tuple(block for block in blocks if not (isinstance(block, Picture) and block.is_page))
    return replace(document, blocks=kept, notices=(*document.notices, *unread))
