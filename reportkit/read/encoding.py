"""Bytes to text: byte order marks, the declared charset, strict decoding, then plausibility. Chinese pages declare wrongly and often.

No guessing library: those take GBK for other things (https://github.com/jawah/charset_normalizer/issues/365).
"""

import codecs
import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from reportkit.errors import ReadError

_MARKS = {
    codecs.BOM_UTF8: "utf-8",
    codecs.BOM_UTF32_LE: "utf-32-le",  # before UTF-16, whose mark it begins with
    codecs.BOM_UTF32_BE: "utf-32-be",
    codecs.BOM_UTF16_LE: "utf-16-le",
    codecs.BOM_UTF16_BE: "utf-16-be",
    b"\x84\x31\x95\x33": "gb18030",
}
_DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_.:-]+)""")
# What a page calls itself -> the superset that browsers take for it (https://encoding.spec.whatwg.org/#names-and-labels).
_SUPERSETS = {"gb2312": "gb18030", "gbk": "gb18030", "big5": "big5hkscs"}
_NON_ASCII = re.compile(r"[^\x00-\x7f]+")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x19\x1b-\x1f\x7f]")
_ESCAPED = re.compile(r"[\udc80-\udcff]+")
_SAMPLE = 1_000
_PLAUSIBLE = 0.7
_LOST_AT_MOST = 0.02


class Decoded(NamedTuple):
    """Text, the codec that gave it, and the number of bytes that could not be read (each run of them stands as one U+FFFD)."""

    text: str
    encoding: str
    lost: int


def _level(codec: str, leads: range, trails: tuple[range, ...]) -> frozenset[str]:
    pairs = (bytes((lead, trail)) for lead in leads for span in trails for trail in span)
    return frozenset(character for pair in pairs for character in pair.decode(codec, "ignore"))


# The frequent characters, as the standards themselves set them apart: level 1 of GB 2312 (3,755) and of Big5 (5,401).
_SIMPLIFIED = _level("gb2312", range(0xB0, 0xD8), (range(0xA1, 0xFF),))
_TRADITIONAL = _level("big5", range(0xA4, 0xC7), (range(0x40, 0x7F), range(0xA1, 0xFF)))
_SIGNS = frozenset("·×÷°±§ \u200b\u200c\u200d\ufeff") | frozenset(
    chr(code) for start, stop in ((0x2010, 0x2040), (0x2460, 0x2600), (0x3000, 0x3018), (0xFF01, 0xFF5F)) for code in range(start, stop)
)
_COMMON = {"gb18030": _SIMPLIFIED | _SIGNS, "big5hkscs": _TRADITIONAL | _SIGNS}
_ANY_COMMON = _SIMPLIFIED | _TRADITIONAL | _SIGNS


def plausibility(text: str, encoding: str = "utf-8") -> float:
    """Share (0 to 1) of frequent Chinese characters and signs among the first 1,000 non-ASCII characters; 1 where there are none."""
    sample: list[str] = []
    for run in _NON_ASCII.finditer(text):
        sample.extend(run.group())
        if len(sample) >= _SAMPLE:
            break
    common = _COMMON.get(encoding, _ANY_COMMON)
    return sum(map(common.__contains__, sample)) / len(sample) if sample else 1.0


def _declared(data: bytes) -> str | None:
    for match in _DECLARED.finditer(data[:4096]):
        try:
            name = codecs.lookup(match[1].decode("ascii")).name
        except LookupError:
            continue
        if name.startswith(("utf-16", "utf-32", "utf-7")):  # such a declaration could not have been read as ASCII
            continue
        return _SUPERSETS.get(name, name)
    return None


def _candidates(data: bytes) -> Iterator[str]:
    """Codecs in the order in which they are believed."""
    if b"\0" in data:
        even, odd = data[0::2].count(0), data[1::2].count(0)
        yield from ("utf-16-be", "utf-16-le") if even > odd else ("utf-16-le", "utf-16-be")
        yield from ("utf-32-le", "utf-32-be")
    yield "utf-8"
    declared = _declared(data)
    if declared:
        yield declared
    yield from ("gb18030", "big5hkscs")
    if b"\0" not in data:  # Chinese without a digit, a blank or a line feed
        yield from ("utf-16-le", "utf-16-be")


def _strictly(data: bytes) -> tuple[float, Decoded] | None:
    """The first plausible strict decoding, else the most plausible one, with its plausibility; None where no codec takes all the bytes."""
    best: tuple[float, Decoded] | None = None
    for encoding in dict.fromkeys(_candidates(data)):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        share = plausibility(text, encoding) if not _is_binary(text) else 0.0
        if share < _PLAUSIBLE and encoding.startswith(("utf-16", "utf-32")):  # almost any bytes are valid UTF-16
            continue
        if best is None or share > best[0]:
            best = share, Decoded(text, encoding, 0)
        if share >= _PLAUSIBLE:
            break
    return best


def _leniently(data: bytes, encoding: str) -> Decoded:
    """Bytes that are no text in this codec become U+FFFD and are counted."""
    text = data.decode(encoding, "surrogateescape")
    lost = sum(len(run.group()) for run in _ESCAPED.finditer(text))
    return Decoded(_ESCAPED.sub("\ufffd", text), encoding, lost)


@lru_cache(maxsize=1)
def _is_binary(text: str) -> bool:
    return len(_CONTROL.findall(text)) > 0.01 * len(text)


def decode(data: bytes, name: str) -> Decoded:
    """Text of a Chinese text or HTML file in any of its usual encodings; raises ReadError for bytes that are no text."""
    for mark, encoding in _MARKS.items():
        if data.startswith(mark):
            body = data[len(mark):]
            return _as_text(_leniently(body, encoding) if encoding in ("utf-8", "gb18030") else _wide(body, encoding), len(body), name)
    share, found = _strictly(data) or (-1.0, None)
    if share < _PLAUSIBLE:
        tries = [_leniently(data, encoding) for encoding in dict.fromkeys((_declared(data) or "utf-8", "utf-8", "gb18030", "big5hkscs"))]
        rescued = max(tries, key=lambda tried: plausibility(tried.text, tried.encoding) - tried.lost / len(data))
        if found is None or plausibility(rescued.text, rescued.encoding) >= _PLAUSIBLE:
            found = rescued
    return _as_text(found, len(data), name)


def _wide(body: bytes, encoding: str) -> Decoded:
    text = body.decode(encoding, "replace")
    return Decoded(text, encoding, text.count("\ufffd"))


def _as_text(found: Decoded, size: int, name: str) -> Decoded:
    if _is_binary(found.text) or found.lost > max(8, _LOST_AT_MOST * size):
        raise ReadError(f"{name}: the file holds binary data, not text; give it as it was published (HTML, Word, PDF, text).")
    return found


def lost_notice(found: Decoded) -> tuple[str, ...]:
    """What the user must know about a decoding: () or one sentence."""
    if not found.lost:
        return ()
    return (f"{found.lost} bytes could not be read as {found.encoding}; each run of them is shown as \ufffd. Compare with the source.",)
