"""Saved pages (.mht, .mhtml): the HTML part of the MIME message, by its own charset. Places are those of that part."""

import codecs
import email
import email.policy
from collections.abc import Callable
from email.message import Message
from urllib.parse import urljoin

from reportkit.errors import ReadError
from reportkit.read.document import Document
from reportkit.read.encoding import Decoded, decode
from reportkit.read.html import page_document
from reportkit.read.pictures import attached


def read_mht(data: bytes, name: str) -> Document:
    """The Document of a saved page. Raises ReadError where the message holds no HTML."""
    message = email.message_from_bytes(data.lstrip(), policy=email.policy.compat32)
    pages = [part for part in message.walk() if part.get_content_type() in ("text/html", "application/xhtml+xml")]
    if not pages:
        raise ReadError(f"{name}: the saved page holds no HTML part; save it again, as .html.")
    page = max(pages, key=lambda part: len(part.get_payload(decode=True) or b""))  # frames of advertisements are small
    document = page_document(_decoded(page, name), data, name, "multipart/related", _address(message, page))
    return attached(document, _finder(message, page))


def _finder(message: Message, page: Message) -> Callable[[str], bytes | None]:
    """How to find the pictures that are parts of the message, by the addresses on its page."""
    images = [part for part in message.walk() if part.get_content_maintype() == "image"]
    base = str(page["Content-Location"] or "")
    parts = {f"cid:{str(part['Content-ID']).strip().strip('<>')}": part for part in images if part["Content-ID"]}
    parts |= {urljoin(base, str(part["Content-Location"]).strip()): part for part in images if part["Content-Location"]}

    def find(address: str) -> bytes | None:
        part = parts.get(address) or parts.get(urljoin(base, address))
        return part.get_payload(decode=True) if part else None

    return find


def _decoded(page: Message, name: str) -> Decoded:
    body = page.get_payload(decode=True) or b""
    if not body.strip():
        raise ReadError(f"{name}: the HTML part of the saved page is empty; save the page again, as .html.")
    charset = page.get_content_charset("")
    try:
        wide = codecs.lookup(charset).name.startswith(("utf-16", "utf-32"))
        return Decoded(body.decode(charset), charset, 0) if wide else decode(body, name)
    except (LookupError, UnicodeDecodeError):
        return decode(body, name)


def _address(message: Message, page: Message) -> str | None:
    headers = (message["Snapshot-Content-Location"], page["Content-Location"], message["Content-Location"])
    return next((str(address) for address in headers if address and str(address).startswith(("http://", "https://"))), None)
