"""When a report was published: the page's own date (发布日期), else the file's, else the date under the report."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from ...read.document import Paragraph
from ...report import Notice
from ...text import fold, squeeze
from .dates import dates
from .titles import organ_named

_TOP, _END = 60, 25
_SIGNED = 3  # the rank of the date under a report
# What the page calls the day of its publication, the plainest words first; 成文日期 and 更新时间 are other days.
_LABELS = (
    re.compile(r"(?:发布|公开|公布|发稿|发表|上网|上传)(?:日期|时间)|发布于"),
    re.compile(r"(?<![成发生形])(?:(?<!更新)(?<!成文)(?<!有效)(?<!访问)(?<!办公)(?<!办理)(?<!工作)(?:日期|时间)|来源)"),
)
_LABEL_REACH = 24
_BARE_DATE = re.compile(r"[\[(【•·]?[\d年月日号/.\-:〇○零一二三四五六七八九十 ]+[\])】]?")
_CLOCK = re.compile(r"\s*\d{1,2}:\d\d(?::\d\d)?")
_SITE = re.compile(r"(?:[^:,。;]*[网府站局委办]\s*)?[\[(【|]?\s*")  # all that stands before a date without a label: whose page it is
_META = re.compile(r"[\s|)\]】]*(?:来源|作者|编辑|点击|浏览|阅读|访问|打印|字[体号]|分享|【|$)")


@dataclass(frozen=True, slots=True)
class Signature:
    """What stands under a report: the organ, the date, or both."""

    organ: str | None
    organ_where: str
    day: date | None
    day_where: str


@dataclass(frozen=True, slots=True)
class Day:
    """A date, where it was found and how plainly it is the day of publication (0 the most)."""

    day: date
    where: str
    rank: int


def signature(paragraphs: Sequence[Paragraph]) -> Signature:
    """Organ and date under the report: the last line of its end that is a date alone or an organ and a date, and the organ's line before it."""
    lines = [p for p in paragraphs if p.text.strip()]
    lines = lines[max(len(lines) // 3, len(lines) - _END) :]
    for at in range(len(lines) - 1, -1, -1):
        if found := _signed(lines[at].text):
            organ, day = found
            before = lines[max(at - 2, 0) : at]
            organ_where = lines[at].where if organ else ""
            for line in reversed(before):
                if organ is None and (organ := organ_named(line.text)):
                    organ_where = line.where
            if organ or "年" in squeeze(lines[at].text):
                return Signature(organ, organ_where, day, lines[at].where)
    organ = organ_named(lines[-1].text) if lines else None
    return Signature(organ, lines[-1].where if organ else "", None, "")


def _signed(line: str) -> tuple[str | None, date] | None:
    """Organ and date where a line ends on them and holds nothing else after its last full stop."""
    last = max(dates(line), key=lambda found: found[2], default=None)
    if last is None or fold(line)[last[2] :].strip(" )]】。.\n"):
        return None
    before = re.split(r"[。;!?\n]", fold(line)[: last[1]])[-1].strip()
    if not before:
        return None, last[0]
    organ = organ_named(before)
    return (organ, last[0]) if organ else None


def labelled_days(paragraphs: Sequence[Paragraph]) -> list[Day]:
    """The dates that the page itself gives near its top or its end, the most plainly labelled first."""
    lines = [p for p in paragraphs if p.text.strip()]
    top, end = lines[:_TOP], lines[_TOP:][-_END:]
    days = [day for line in [*top, *end] for day in _labelled(line)]
    days += [Day(day, line.where, 2) for line in top[:12] if (day := _unlabelled(line.text))]
    return sorted(days, key=lambda day: day.rank)


def _unlabelled(line: str) -> date | None:
    """The day in a line that is nothing but a date, or a date with a clock time or before other data of the page (2021-01-26 来源:…)."""
    day, start, end = next(dates(line), (None, 0, 0))
    if day is None:
        return None
    folded = fold(line)
    clock = _CLOCK.match(folded, end)
    is_data = _SITE.fullmatch(folded[:start]) and (clock or _META.match(folded, end))
    return day if is_data or (len(line) < 40 and _BARE_DATE.fullmatch(folded.strip())) else None


def _labelled(line: Paragraph) -> list[Day]:
    folded = fold(line.text)
    if not any(word in folded for word in ("期", "间", "发布", "来源")):
        return []
    days = []
    for day, start, _ in dates(line.text):
        lead = squeeze(folded[max(start - _LABEL_REACH, 0) : start])
        for rank, label in enumerate(_LABELS):
            said = list(label.finditer(lead))
            if (
                said
                and re.fullmatch(r"[:\]】]?[^,。;]{0,12}?[:\]】]?", lead[said[-1].end() :])
                and (rank == 0 or ":" in lead[said[-1].start() :])
            ):
                days.append(Day(day, line.where, rank))
                break
    return days


def days_given(paragraphs: Sequence[Paragraph], stated: str | None, signed: Signature) -> list[Day]:
    """Every date that may be the day of publication, the plainest first. stated: the file's own."""
    days = labelled_days(paragraphs) + [Day(day, "data of the page", 1) for day, *_ in dates(stated or "")]
    days += [Day(signed.day, signed.day_where, _SIGNED)] if signed.day else []
    return sorted(days, key=lambda day: day.rank)


def published(days: Sequence[Day], year: int | None) -> tuple[date | None, str, list[Notice]]:
    """The day of publication out of `days_given`, where it was found, and notices. year: the year covered; a day before it is the last choice."""
    if not days:
        return None, "", []
    best = min(days, key=lambda day: (year is not None and day.day < date(year, 1, 1), day.rank))
    notices = [Notice(f"signed {day.day}, published {best.day}") for day in days if day.rank == _SIGNED and day.day != best.day]
    signed = {day.day for day in days if day.rank == _SIGNED}
    if others := sorted({str(day.day) for day in days if day.rank < 2 and day.day not in signed | {best.day}}):
        notices.append(Notice(f"the page also gives the date {', '.join(others)}"))
    if year is not None and best.day < date(year, 12, 1):
        notices.append(Notice(f"published {best.day}, before the year {year} that the report covers had ended"))
    return best.day, best.where, notices
