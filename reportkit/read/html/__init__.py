"""HTML pages to a Document: paragraphs, grids and pictures in reading order, layout tables flattened.

Places are what a person can find: a cell is "table 3, row 5, column 4", with tables counted as they open in the page's source
(nested and hidden ones too) and rows and columns counted on the table with its spans laid out; a paragraph is "line 812" or
"lines 812-815" of the source.
"""

import hashlib
import re
from datetime import date

from lxml import etree

from reportkit.errors import ReadError
from reportkit.read.document import Document
from reportkit.read.encoding import Decoded, decode, lost_notice
from reportkit.read.html.page import Page

_DATE = re.compile(r"(\d{4})\D{1,2}(\d{1,2})\D{1,2}(\d{1,2})")
_SAVED = re.compile(r"<!--\s*saved from url=\(\d+\)(\S+?)\s*-->", re.IGNORECASE)
_LOOKS = re.compile(r"</?(?:font|span|b|i|u|em|strong|big|small|o:p|div|center)\b[^<>]*>", re.IGNORECASE)
_NOTICES = 10
_NO_TEXT = "The page shows no text of its own; if a browser shows some, save the page from there."


def read_html(data: bytes, name: str) -> Document:
    """The Document of an HTML page in any declared or undeclared Chinese charset; never fails on malformed markup."""
    return page_document(decode(data, name), data, name)


def page_document(found: Decoded, data: bytes, name: str, media_type: str = "text/html", url: str | None = None) -> Document:
    """The Document of a decoded page; data: the bytes of the whole file, for their sha256; url: its address where the file tells it."""
    root = _tree(found.text, name)
    page = Page()
    page.walk(root)
    return Document(
        name=name,
        media_type=media_type,
        sha256=hashlib.sha256(data).hexdigest(),
        blocks=tuple(page.flow),
        title=page.metas.get("articletitle") or page.title,
        url=_address(page.metas, found.text) or url,
        published=_date(page.metas),
        notices=lost_notice(found) + (() if page.flow else (_NO_TEXT,)) + _elsewhere(page.elsewhere),
    )


def _tree(text: str, name: str) -> etree._Element:
    root, is_cut = _parsed(text, name)
    if is_cut:  # markup never closed nests on and on; that of looks alone can go
        root, is_cut = _parsed(_LOOKS.sub("", text), name)
    if is_cut:
        raise ReadError(f"{name}: the page's markup is nested too deep to be read; open it in a browser and save it again.")
    if root is None:
        raise ReadError(f"{name}: the page holds no text; fetch it again from its source.")
    return root


def _parsed(text: str, name: str) -> tuple[etree._Element | None, bool]:
    """The root element, and whether libxml2 stopped at its greatest depth (2,048) and left the rest unread."""
    parser = etree.HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(text.replace("\0", "").encode("utf-8", "replace"), parser)
    except etree.XMLSyntaxError as error:
        if "depth" not in str(error):
            raise ReadError(f"{name}: the page holds no HTML ({error}); fetch it again from its source.") from error
        return None, True
    return root, any("depth" in entry.message for entry in parser.error_log)


def _address(metas: dict[str, str], text: str) -> str | None:
    saved = _SAVED.search(text[:3000])
    addresses = (metas.get("canonical"), saved and saved[1], metas.get("url"), metas.get("og:url"))
    return next((address for address in addresses if address and address.startswith(("http://", "https://"))), None)


def _date(metas: dict[str, str]) -> str | None:
    for key in ("pubdate", "publishdate", "article:published_time"):
        if match := _DATE.match(metas.get(key, "")):
            try:
                return date(*map(int, match.groups())).isoformat()
            except ValueError:
                continue
    return None


def _elsewhere(addresses: dict[str, str]) -> tuple[str, ...]:
    notices = [f"The page {verb} {address}, which is not read with it." for address, verb in addresses.items()]
    more = len(notices) - _NOTICES
    return (*notices[:_NOTICES], f"… and {more} further files.") if more > 0 else tuple(notices)
