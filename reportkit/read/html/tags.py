"""What the tag and the own style of an HTML element say of its text: a paragraph of its own, not to be seen, raised or lowered."""

import re
from functools import lru_cache
from typing import NamedTuple

from lxml import etree

from reportkit.read.scripts import NOTHING, SUBSCRIPT, SUPERSCRIPT

BLOCKS = frozenset((
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "dir", "div", "dl", "dt", "fieldset",
    "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "html", "legend", "main", "menu",
    "nav", "p", "section", "summary", "textarea",
))  # fmt: skip
DROPPED = frozenset((
    "script", "style", "noscript", "template", "select", "button", "rt", "rp", "noframes", "svg", "math", "audio", "video", "map",
))  # fmt: skip
PRE = frozenset(("pre", "xmp", "listing", "plaintext"))

_STRUCK_TAGS = ("s", "strike", "del")
_DISPLAY = re.compile(r"display\s*:\s*(\w+)", re.IGNORECASE)
_STRUCK = re.compile(r"text-decoration[\w\s:-]*line-through", re.IGNORECASE)
_UNSEEN = re.compile(r"visibility\s*:\s*(?:hidden|collapse)|font-size\s*:\s*0*\.?0+(?:[a-z]+|%)?\s*(?:!|;|$)", re.IGNORECASE)
_SEEN_AGAIN = re.compile(r"visibility|font", re.IGNORECASE)
_SCRIPT = re.compile(r"vertical-align\s*:\s*(super|sub)\b", re.IGNORECASE)
_SCRIPTS = {"sup": SUPERSCRIPT, "super": SUPERSCRIPT, "sub": SUBSCRIPT} | dict.fromkeys(_STRUCK_TAGS, NOTHING)


class Look(NamedTuple):
    """What a style says of an element's text: its display ("": nothing), struck out, made unseen, raised or lowered."""

    display: str = ""
    struck: bool = False
    unseen: bool = False
    script: str = ""


_PLAIN = Look()


@lru_cache(maxsize=4096)
def look(style: str) -> Look:
    """The look that a style gives, _PLAIN for most; the cells of a page share a few styles."""
    display, script = ((match := pattern.search(style)) and match[1].lower() or "" for pattern in (_DISPLAY, _SCRIPT))
    found = Look(display, bool(_STRUCK.search(style)), bool(_UNSEEN.search(style)), script)
    return _PLAIN if found == _PLAIN else found


def is_gone(element: etree._Element) -> bool:
    """Whether the element's own style or its attribute "hidden" takes it off the page, and its place with it."""
    display = look(element.get("style") or "").display
    return display == "none" if display else element.get("hidden") is not None


def is_hidden(element: etree._Element) -> bool:
    """Whether the element's text is not to be seen, or is struck out, by its own style or its attribute "hidden"."""
    if element.tag in _STRUCK_TAGS:
        return not _swallows_cells(element)
    style = element.get("style")
    if not style or (shown := look(style)) is _PLAIN:
        return element.get("hidden") is not None
    return is_gone(element) or shown.struck or (shown.unseen and not _may_be_seen(element))


def _swallows_cells(element: etree._Element) -> bool:
    """Whether the element was never closed, so that the cells after its own stand within it."""
    return next(element.iter("td", "th", "tr"), None) is not None and next(element.iter("table"), None) is None


def _may_be_seen(element: etree._Element) -> bool:
    """Whether something within an unseen element may show itself again: a style of its own says so, or a class might."""
    return any(inner.get("class") or _SEEN_AGAIN.search(inner.get("style") or "") for inner in element.iterdescendants("*"))


def script(element: etree._Element) -> dict[int, int | None] | None:
    """What (for str.translate) becomes of the text an element holds in its cell: raised or lowered digits, nothing; None: it stays."""
    if element.tag in _SCRIPTS:
        return _SCRIPTS[element.tag]
    style = element.get("style") if element.tag in ("span", "font") else None
    return _SCRIPTS.get(look(style).script) if style else None
