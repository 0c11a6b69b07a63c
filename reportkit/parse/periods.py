"""Which year a figure belongs to: the report's own, another one, or all years together."""

import re

from .wording import WORDS, Cue, any_of, find_cues

PERIOD = re.compile(
    rf"(?P<year>(?:19|20)\d\d)年|(?P<past>{any_of(WORDS['past'])})|(?P<next>{any_of(WORDS['next'])})|(?P<own>{any_of(WORDS['thisyear'])})"
)
YEARS = re.compile(r"(?P<first>20\d\d)年?度?(?:(?P<to>[至到~—-]+)(?P<last>20\d\d)年?度?)?[、和与及]?")
_ALL_TIME = re.compile(rf"(?<![今本]年)(?:{any_of(WORDS['alltime'])})")


def other_year(words: str, year: int | None) -> bool | None:
    """Whether the last period named is not the report's own year; None where no period is named."""
    periods = list(PERIOD.finditer(words))
    if not periods:
        return None
    last = periods[-1]
    return bool(last["past"] or last["next"] or last["year"] and year and int(last["year"]) != year)


def named_years(words: str) -> list[int]:
    """The years that the words name, those of a range (2021年至2023年) one by one."""
    years: list[int] = []
    for match in YEARS.finditer(words):
        first, last = int(match["first"]), int(match["last"] or match["first"])
        years += range(first, last + 1)
    return years


def all_years(before: str, context: str) -> bool:
    """Whether a figure sums up all years; 累计 does so where the sentence began with 以来 and the like."""
    return _ALL_TIME.search(context if "累计" in before else before) is not None


def carried(before: str, after: str, cues: tuple[Cue, ...], year: int | None) -> str | None:
    """The measure of carried-over applications by their direction; None where nothing is carried or the direction is not told."""
    if any(cue.kind == "carry" for cue in cues):
        words = before
    elif any(cue.kind == "carry" for cue in (find_cues(after)[:1] if cues else find_cues(after))):
        words = after
    else:
        return None
    return _direction(words, year) or _direction(before + after, year)


def _direction(words: str, year: int | None) -> str | None:
    periods = list(PERIOD.finditer(words))
    if any(p["next"] or p["year"] and year and int(p["year"]) > year for p in periods):
        return "applications_carried_out"
    if any(p["past"] or p["year"] and year and int(p["year"]) < year for p in periods):
        return "applications_carried_in"
    return "applications_carried_out" if re.search("结转[至到]", words) else None
