"""The year that a report covers, which is not the year of its publication; a title may name the wrong one.

The title's year holds unless the text plainly speaks of another: its period (自2020年1月1日起至2020年12月31日) names another year and more speaks
for that (the year before publication, the year the text names most) than for the title's.
"""

import re
from collections import Counter
from dataclasses import dataclass

from ..text import squeeze
from .dates import years

_SAME = r"(?:当年|同年|本年)"
# 年, 月 and the first 日 get lost: 20201月1日, 202011日至20201231日, 2025111231日.
_PERIOD = re.compile(
    rf"(?<!\d)(20\d\d)[年./-]?0?1[月./-]?0?1日?(?:起|始|开始)?(?:至|到|止|-|—|–|~)*(?:(20\d\d)[年./-]?|{_SAME})?12?[月./-]?3[01](?!\d)日?"
)
_CITED = re.compile(r"[〔﹝\[【{(]?20\d\d[〕﹞\]】})]?\d{1,3}号|《[^》]*》")
_IMPOSSIBLE = re.compile(r"(?<!\d)20[5-9]\d年")


@dataclass(frozen=True, slots=True)
class Evidence:
    """What speaks for a year: title and period (None where there is none), the text's most frequent year, and the day of publication."""

    title: int | None
    period: int | None
    most_named: int | None
    published_year: int | None
    published_month: int = 1


def periods(text: str) -> list[tuple[int, int]]:
    """The periods of a whole year that `text` states, as first and last year."""
    return [(int(m[1]), int(m[2] or m[1])) for m in _PERIOD.finditer(squeeze(text))]


def most_named(text: str) -> int | None:
    """The year that `text` names more often than any other, document numbers and titles of documents left out; None where two tie."""
    named = Counter(year for year, *_ in years(_CITED.sub("", squeeze(text)))).most_common(2)
    return named[0][0] if named and (len(named) == 1 or named[0][1] > named[1][1]) else None


def covered_year(evidence: Evidence) -> tuple[int | None, str, list[str]]:
    """The year covered, its source (title, period, text or "") and notices."""
    title, period = evidence.title, evidence.period
    if title and period and title != period:
        for_title, for_period = _support(title, evidence), _support(period, evidence)
        year, source = (period, "period") if for_period > for_title else (title, "title")
        return year, source, [f"the title says {title}, the period of the report {period}; taken: {year}"]
    if title and not period and evidence.most_named == title - 1 and evidence.published_year == title and evidence.published_month < 7:
        return title - 1, "text", [f"the title says {title}, but the report came out in that year and speaks of {title - 1}; taken: {title - 1}"]
    if title or period:
        return (title, "title", []) if title else (period, "period", [])
    year = evidence.most_named
    if year and (evidence.published_year is None or evidence.published_year - 1 == year):
        return year, "text", [f"neither title nor period names the year; {year} is the one the text names most"]
    return None, "", ["no year found"]


def _support(year: int, evidence: Evidence) -> int:
    return (evidence.most_named == year) + (evidence.published_year == year + 1)


def oddities(text: str) -> list[str]:
    """Notices on years that cannot be and periods that run over two years."""
    odd = [f"a year that cannot be: {found}" for found in dict.fromkeys(_IMPOSSIBLE.findall(squeeze(text)))]
    return odd + [f"the period runs from {first} to {last}" for first, last in dict.fromkeys(periods(text)) if first != last]
