"""When a report was published: the page's own date (发布日期), else the file's, else the date under the report."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from ..read.document import Paragraph
from ..text import fold, squeeze
from .dates import dates
from .titles import organ_named

_TOP, _END = 60, 25
# What the page calls the day of its publication, the plainest words first; 成文日期 and 更新时间 are other days.
_LABELS = (
    re.compile(r"(?:发布|公开|公布|发稿|发表|上网|上传)(?:日期|时间)|发布于"),
    re.compile(r"(?<![成发生形])(?:(?<!更新)(?<!有效)(?<!访问)(?<!办公)(?<!办理)(?<!工作)(?:日期|时间)|来源)"),
)
_LABEL_REACH = 24
_BARE_DATE = re.compile(r"[\[(【]?[\d年月日号/.\-:〇○零一二三四五六七八九十 ]+[\])】]?")


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
    lines = [p for p in paragraphs if p.text.strip()][-_END:]
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
    before = re.split(r"[。;:!?\n]", fold(line)[: last[1]])[-1].strip()
    if not before:
        return None, last[0]
    organ = organ_named(before)
    return (organ, last[0]) if organ else None


def labelled_days(paragraphs: Sequence[Paragraph]) -> list[Day]:
    """The dates that the page itself gives near its top or its end, the most plainly labelled first."""
    lines = [p for p in paragraphs if p.text.strip()]
    top, end = lines[:_TOP], lines[_TOP:][-_END:]
    days = [day for line in [*top, *end] for day in _labelled(line)]
    days += [Day(found[0], line.where, 2) for line in top[:12] if len(line.text) < 40 and _is_date(line.text) for found in dates(line.text)]
    return sorted(days, key=lambda day: day.rank)


def _is_date(line: str) -> bool:
    return bool(_BARE_DATE.fullmatch(fold(line).strip()))


def _labelled(line: Paragraph) -> list[Day]:
    folded = fold(line.text)
    days = []
    for day, start, _ in dates(line.text):
        lead = squeeze(folded[max(start - _LABEL_REACH, 0) : start])
        for rank, label in enumerate(_LABELS):
            said = list(label.finditer(lead))
            if said and re.fullmatch(r"[:\]】]?[^,。;]{0,12}?[:\]】]?", lead[said[-1].end() :]) and (rank == 0 or ":" in lead[said[-1].start() :]):
                days.append(Day(day, line.where, rank))
                break
    return days


def published(
    paragraphs: Sequence[Paragraph], stated: str | None, year: int | None, signed: Signature
) -> tuple[date | None, str, tuple[str, ...]]:
    """The day of publication, where it was found, and notices. stated: the file's own date of publication; year: the year covered."""
    days = labelled_days(paragraphs)
    days += [Day(day, "data of the page", 1) for day, *_ in dates(stated or "")]
    days += [Day(signed.day, signed.day_where, 3)] if signed.day else []
    if not days:
        return None, "", ()
    days.sort(key=lambda day: (year is not None and day.day < date(year, 1, 1), day.rank))
    best, notices = days[0], []
    if signed.day and signed.day != best.day:
        notices.append(f"signed {signed.day}, published {best.day}")
    if others := sorted({str(d.day) for d in days if d.rank < 2 and d.day not in (best.day, signed.day)}):
        notices.append(f"the page also gives the date {', '.join(others)}")
    if year is not None and best.day < date(year, 12, 1):
        notices.append(f"published {best.day}, before the year {year} that the report covers had ended")
    return best.day, best.where, tuple(notices)
