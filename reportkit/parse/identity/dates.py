"""Dates and years as reports write them: 2021年1月26日, 2021-01-26, 2021.1.26, 二〇二一年一月二十六日, spaced or full width."""

import re
from collections.abc import Iterator
from datetime import date

from ...text import fold

EARLIEST, LATEST = 2003, 2049
_ZERO = "〇○零0Oo◯"
_DIGITS = {**{z: 0 for z in _ZERO}, **{c: i for i, c in enumerate("一二三四五六七八九", 1)}, **{str(i): i for i in range(10)}}
_NUMERAL = f"[二2]\\s?[{_ZERO}]\\s?[{_ZERO}一二三四五六七八九\\d]\\s?[{_ZERO}一二三四五六七八九\\d]"
_SMALL = r"(?:\d\s?\d?|[元正]|[二三]?十[一二三四五六七八九]?|廿[一二三四五六七八九]?|[一二三四五六七八九])"
_WORDS = re.compile(rf"(?<!\d)({_NUMERAL})\s*年\s*({_SMALL})\s*月\s*({_SMALL})\s*[日号]")
_FIGURES = re.compile(r"(?<!\d)(20\d\d)\s?([-/.])\s?(\d{1,2})\s?\2\s?(\d{1,2})(?!\d)")
_COMPACT = re.compile(r"(?<!\d)(20\d\d)(0[1-9]|1[0-2])([0-2]\d|3[01])(?!\d)")
# A year may be printed with its century or its end twice: 202021年, 202222年, 20222022年.
_YEAR = re.compile(rf"(?<!\d)(?:20(\d\d)\1(?=年)|(?:20(?=20\d\d年)|(20\d\d)\s?(?=\2年))?({_NUMERAL})(?!\d))")


def number(text: str) -> int:
    """A month, a day or a year in digits or in Chinese numerals (十二, 廿六, 二〇二一)."""
    marks = "".join(text.split()).replace("廿", "二十")
    if marks in ("元", "正"):
        return 1
    if "十" in marks:
        tens, _, ones = marks.partition("十")
        return (_DIGITS[tens] if tens else 1) * 10 + (_DIGITS[ones] if ones else 0)
    return int("".join(str(_DIGITS[mark]) for mark in marks))


def dates(text: str) -> Iterator[tuple[date, int, int]]:
    """Every date in `text` with its start and end; what is no day of the calendar, or not between 2003 and 2049, is left out."""
    folded = fold(text)
    found = [((m[1], m[2], m[3]), m) for m in _WORDS.finditer(folded)]
    found += [((m[1], m[3], m[4]), m) for m in _FIGURES.finditer(folded)]
    found += [((m[1], m[2], m[3]), m) for m in _COMPACT.finditer(folded)]
    for parts, match in sorted(found, key=lambda pair: pair[1].start()):
        if day := _day(*map(number, parts)):
            yield day, match.start(), match.end()


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day) if EARLIEST <= year <= LATEST else None
    except ValueError:
        return None


def years(text: str) -> list[tuple[int, int, int]]:
    """Every year in `text` with its start and end: 2020, 二〇二〇; a doubled one counts once; 2087 is no year of a report."""
    found = ((number("20" + m[1] if m[1] else m[3]), m.start(), m.end()) for m in _YEAR.finditer(fold(text)))
    return [year for year in found if EARLIEST <= year[0] <= LATEST]
