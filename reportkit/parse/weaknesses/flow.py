"""Printed lines as running text: page numbers and blanks out, broken lines joined, every character knowing where it was printed."""

import re
from bisect import bisect_right
from itertools import accumulate

from .clauses import Span

_PAGE_NUMBER = re.compile(r"[-—–―─·~\s]*(?:第\s*)?\d{1,3}(?:\s*页)?(?:\s*[,/共]?\s*\d{1,3}\s*页)?[-—–―─·~\s]*")
_WORD, _BLANK = re.compile("[^ ]+"), re.compile(" ")
_FULL_STOP = re.compile(r"(?<=[^\W\d_a-zA-Z一二三四五六七八九十])\.(?!\d(?!0\d\d年))|(?<=[”)])\.(?!\d)")
_ASIDE = re.compile(r"“[^“”\n]*”|\([^()\n]{4,}\)|《[^《》\n]*》")
_CLOSED = tuple("。;:.!?”")
_NUMERALS = tuple("一二三四五六七八九十")
_BEFORE_ONE = tuple("统单唯不逐同")  # 统一 is broken, and the line does not begin with a number
_POINTED = re.compile("[,、;:。!?]")
_REMNANT = re.compile("[^,、;:。!?]{1,3}[,、;。]")  # of a word that the end of a line has cut
_LONGEST = 80  # what is longer is no heading
_FULL, _NEARLY_FULL = 0.92, 0.75  # of the widest line: what a line that looks like a title, or any other, fills if the page broke it


class Flow:
    """Running text of `folded`; `span` leads back to the print.

    text: no blanks, a line feed only where a paragraph ends, ASCII full stops as 。, punctuation masked by □ inside quotations and
    longer brackets.
    begins: matches the beginning of a line that can only begin a paragraph (a mark, a heading).
    heading: matches, without blanks, a numbered heading, which ends a paragraph where a blank stands behind it.
    """

    def __init__(self, folded: str, begins: re.Pattern[str], heading: re.Pattern[str]):
        lines = [line for whole in _lines(folded) for line in _headed(folded, whole, heading)]
        widest = max((_width(folded[a:b]) for a, b in lines), default=0)
        self._printed: list[int] = []  # where each part was printed
        parts: list[str] = []
        goes_on = False  # the line, from the one before
        for (start, end), following in zip(lines, [*lines[1:], None], strict=False):
            for word in _WORD.finditer(folded, start, end):
                parts.append(word[0])
                self._printed.append(word.start())
            goes_on = following is not None and _runs_on(folded[start:end], folded[slice(*following)], widest, begins, goes_on)
            if following and not goes_on:
                parts.append("\n")
                self._printed.append(end)
        self._starts = [0, *accumulate(map(len, parts))]  # where each part begins in the running text
        text = "".join(parts)
        text = _FULL_STOP.sub("。", text) if "." in text else text
        self.text = _ASIDE.sub(lambda aside: _POINTED.sub("□", aside[0]), text)

    def span(self, start: int, end: int) -> Span:
        """The place in the printed text of a non-empty stretch of the running text."""
        return self._origin(start), self._origin(end - 1) + 1

    def _origin(self, place: int) -> int:
        part = bisect_right(self._starts, place) - 1
        return self._printed[part] + place - self._starts[part]


def _lines(folded: str) -> list[Span]:
    """Spans of the printed lines that hold more than blanks or a page number."""
    lines, at = [], 0
    for line in folded.split("\n"):
        bare = line.strip()
        if bare and not _PAGE_NUMBER.fullmatch(bare):
            start = at + line.index(bare)
            lines.append((start, start + len(bare)))
        at += len(line) + 1
    return lines


def _headed(folded: str, line: Span, heading: re.Pattern[str]) -> list[Span]:
    """A line, or headings in it and the text behind them that only a blank parts."""
    start, end = line
    places = [(at, blank) for at, blank in _before_blanks(folded, line) if heading.fullmatch(folded[at:blank].replace(" ", ""))]
    if not places:
        return [line]
    at = places[0][0]
    blank = max(blank for begun, blank in places if begun == at)
    before = [(start, at)] if at > start else []
    return [*before, (at, blank), *_headed(folded, (blank + 1, end), heading)]


def _before_blanks(folded: str, line: Span) -> list[Span]:
    """What stands before every blank of a line, from its beginning or the punctuation before it on."""
    start, end = line
    if " " not in folded[start:end]:
        return []
    blanks = [blank.start() for blank in _BLANK.finditer(folded, start, end)]
    places = [(max(start, *(folded.rfind(mark, max(start, blank - _LONGEST), blank) + 1 for mark in _CLOSED)), blank) for blank in blanks]
    return [(at, blank) for at, blank in places if blank - at < _LONGEST]


def _width(line: str) -> int:
    return len(line.encode("gb18030", "replace"))


def _runs_on(line: str, following: str, widest: int, begins: re.Pattern[str], inner: bool) -> bool:
    """Whether a line was broken by the page and not by its writer; inner: it goes on from the line before, and so begins nothing."""
    if line.endswith(_CLOSED) and (line[-1] != "”" or line[:-1].endswith(_CLOSED)):
        return False
    if line.endswith((",", "、")):
        return line.endswith("、") or begins.match(following) is None
    if line.endswith(_NUMERALS) and following.startswith(("是", "要")):
        return True
    if following.startswith("一") and line.endswith(_BEFORE_ONE):
        return True
    opens = not inner and begins.match(line) is not None
    if begins.match(following) or (opens and begins.fullmatch(line)):
        return False
    inside = _POINTED.search(line) is not None
    if _REMNANT.match(following) and not opens:
        return True
    if opens:
        return _width(line) >= widest * (_NEARLY_FULL if inside else _FULL)
    return inside or _width(line) >= widest * _NEARLY_FULL
