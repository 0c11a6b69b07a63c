"""The year that a report covers, which is not the year of its publication; a title may name the wrong one.

The title's year holds unless the text plainly speaks of another: its opening (the period 自2020年1月1日起至2020年12月31日) gives another year, and more
speaks for that (the year before publication, the year the text names most) than for the title's.
"""

import re
from collections import Counter
from dataclasses import dataclass
from datetime import date

from ...report import Notice
from ...text import squeeze
from .dates import years

_SAME = r"(?:当年|同年|本年)"
# 年, 月 and the first 日 get lost: 20201月1日, 202011日至20201231日, 2025111231日.
_PERIOD = re.compile(
    rf"(?<!\d)(20\d\d)[年./-]?0?1[月./-]?0?1日?(?:起|始|开始)?,?(?:至|到|止|-|—|–|~)*(?:(20\d\d)[年./-]?|{_SAME})?12?[月./-]?3[01](?!\d)日?"
)
_OPENING = re.compile(r"(?:现将|现公布|特公布|现就|公布|发布|编制|编写)[^。]{0,40}?(?<!\d)(20\d\d)年?度?的?(?:政府信息|政务|信息)公开")
_CITED = re.compile(r"[〔﹝\[【{(]?20\d\d[〕﹞\]】})]?\d{1,3}号|《[^》]*》|20\d\d[年./-]\d{1,2}[月./-]\d{1,2}")
_IMPOSSIBLE = re.compile(r"(?<!\d)20[5-9]\d年")


@dataclass(frozen=True, slots=True)
class Evidence:
    """What speaks for a year: title and opening (None where they give none), the text's most frequent year, and the time of publication."""

    title: int | None
    stated: int | None
    most_named: int | None
    published: date | None


def periods(text: str) -> list[tuple[int, int]]:
    """The periods of a whole year that `text` states, as first and last year."""
    return [(int(m[1]), int(m[2] or m[1])) for m in _PERIOD.finditer(squeeze(text))]


def stated_year(text: str) -> int | None:
    """The year that the opening of a report gives: its period's, else that of 现将…2020年政府信息公开…; None where it gives none or two."""
    whole = {first for first, last in periods(text) if first == last}
    return announced_year(text) if not whole else whole.pop() if len(whole) == 1 else None


def announced_year(text: str) -> int | None:
    """The year of the report that the opening announces (现将…2020年政府信息公开…); None where it announces none or two."""
    given = set(_OPENING.findall(squeeze(text)))
    return int(given.pop()) if len(given) == 1 else None


def most_named(text: str) -> int | None:
    """The year that `text` names more often than any other, document numbers and titles of documents left out; None where two tie."""
    named = Counter(year for year, *_ in years(_CITED.sub("", squeeze(text)))).most_common(2)
    return named[0][0] if named and (len(named) == 1 or named[0][1] > named[1][1]) else None


def covered_year(evidence: Evidence) -> tuple[int | None, str, list[Notice]]:
    """The year covered, its source (title, opening, text or "") and notices, those on two years with their code."""
    title, stated = evidence.title, evidence.stated
    if title and stated and title != stated:
        for_title, for_stated = _support(title, evidence), _support(stated, evidence)
        year, source = (stated, "opening") if for_stated > for_title else (title, "title")
        return year, source, [_two_years(f"the title says {title}, the text {stated}; taken: {year}", title, stated)]
    if title and not stated and evidence.most_named == title - 1 and _months_after(title - 1, evidence.published) < 7:
        year = title - 1
        text = f"the title says {title}, but the report came out in that year and speaks of {year}; taken: {year}"
        return year, "text", [_two_years(text, title, year)]
    if title or stated:
        return (title, "title", []) if title else (stated, "opening", [])
    year = evidence.most_named
    if year and (evidence.published is None or evidence.published.year == year + 1):
        return year, "text", [Notice(f"neither title nor opening names the year; {year} is the one the text names most")]
    return None, "", [Notice("no year found")]


def _two_years(text: str, title: int, said: int) -> Notice:
    return Notice(f"{text}\n标题为{title}年，正文为{said}年", code="title_year")


def _support(year: int, evidence: Evidence) -> int:
    return (evidence.most_named == year) + (evidence.published is not None and evidence.published.year == year + 1)


def _months_after(year: int, day: date | None) -> int:
    """Which month after the end of `year` a day falls in; 99 where there is no day, or it falls within the year or before."""
    return (day.year - year - 1) * 12 + day.month if day and day.year > year else 99


def oddities(text: str) -> list[Notice]:
    """Notices on years that cannot be and periods that run over two years."""
    odd = [Notice(f"a year that cannot be: {found}") for found in dict.fromkeys(_IMPOSSIBLE.findall(squeeze(text)))]
    return odd + [Notice(f"the period runs from {first} to {last}") for first, last in dict.fromkeys(periods(text)) if first != last]
