"""Saved pages (.mht, .mhtml): the HTML part of the MIME message, by its own charset. Places are those of that part."""

import codecs
import email
import email.policy
from email.message import Message

from reportkit.errors import ReadError
from reportkit.read.document import Document
from reportkit.read.encoding import Decoded, decode
from reportkit.read.html import page_document


def read_mht(data: bytes, name: str) -> Document:
    """The Document of a saved page. Raises ReadError where the message holds no HTML."""
    message = email.message_from_bytes(data.lstrip(), policy=email.policy.compat32)
    pages = [part for part in message.walk() if part.get_content_type() in ("text/html", "application/xhtml+xml")]
    if not pages:
        raise ReadError(f"{name}: the saved page holds no HTML part; save it again, as .html.")
    page = max(pages, key=lambda part: len(part.get_payload(decode=True) or b""))  # frames of advertisements are small
    return page_document(_decoded(page, name), data, name, "multipart/related", _address(message, page))


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
