"""Which year a figure belongs to: the report's own, another one, or all years together."""

import re

from .scene import CARRIED_IN, Scene
from .wording import AND, PARTS, WORDS, Cue, any_of, find_cues

PERIOD = re.compile(
    rf"(?P<year>(?:19|20)\d\d)年|(?P<past>{any_of(WORDS['past'])})|(?P<next>{any_of(WORDS['next'])})|(?P<own>{any_of(WORDS['thisyear'])})"
)
YEARS = re.compile(r"(?P<first>20\d\d)年?度?(?:(?P<to>[至到~—-]+)(?P<last>20\d\d)年?度?)?[、和与及]?")
_DATED = re.compile("20\\d\\d年度?(?:[^,;、发布公开收推更]|信息公开|公开(?=情况)){0,20}?(?:预算|决算|总结|年报|报告(?!期)|年鉴|计划|情况)")
_TITLE = re.compile("《[^》]*》")
_COMPARED = re.compile(rf"(?<![货评])(?!(?<=发布|公开|推送)每)(?:{any_of(WORDS['comparisons'])})(?![到至赛武]|头条|新闻|晚报|商报)")
_NEW = re.compile("新收|新增")
_TO = "[至到~—–-]+"
_PART_OF_YEAR = re.compile(
    rf"(?:前|第?一季?度?[至到]?)?第?[一二三四1-4]季度|[上下]半年|(?<![\d个])(?!1月?份?{_TO}12月)\d{{1,2}}月?份?(?:{_TO}\d{{1,2}})?月份?(?!\d|[底末初]|以?来|起|{_TO})"
)
_END_OF_SPAN = re.compile(rf"(?:截[至止]|{_TO})到?(?:20\d\d年)?(?:末|底)?$|每$")
_OPENING = re.compile("[,;:]")
_SPAN_OF_YEARS = re.compile(r"自[^,;\d]{0,12}(?P<first>20\d\d)年[^,;]{0,10}[至到](?!(?P=first))20\d\d年[底末]?,")
_SINCE = re.compile(r"(?:施行|实施|开通|上线|建站|运行)(?:以来|(?:之日)?起算?)(?:\([^()]*\))?,$")
_ALL_TIME = re.compile(rf"(?<![今本]年)(?<!疫情)(?<!发生)(?<!年初)(?<!入汛)(?:{any_of(WORDS['alltime'])})")


def other_year(words: str, year: int | None) -> bool | None:
    """Whether the last period named is not the report's own year; None where no period is named."""
    periods = list(PERIOD.finditer(_DATED.sub("", _TITLE.sub("", words))))
    if not periods:
        return None
    last = periods[-1]
    return bool(last["past"] and last["past"] != "年初" or last["next"] or last["year"] and year and int(last["year"]) != year)


def named_years(words: str) -> list[int]:
    """The years that the words name, those of a range (2021年至2023年) one by one."""
    years: list[int] = []
    for match in YEARS.finditer(words):
        first, last = int(match["first"]), int(match["last"] or match["first"])
        years += range(first, last + 1)
    return years


def all_years(before: str, context: str, year: int | None) -> bool:
    """Whether a figure sums up all years; 累计 does so where the sentence began with 以来 and the like."""
    words = (context if "累计" in before else before).replace(f"{year}年以来", "")
    is_since = not PERIOD.search(before) and _SINCE.search(context[: len(context) - len(before)]) is not None
    return _ALL_TIME.search(words) is not None or is_since or _SPAN_OF_YEARS.search(context) is not None


def part_of_year(before: str, context: str) -> str:
    """The part of a year that a figure is for (上半年, 1-6月, 第一季度), told in its clause or opening the sentence; "" for the year."""
    opening = _OPENING.split(context[: len(context) - len(before)].rstrip(",;:"))[-1]
    for words in (before, opening if context != before and not find_cues(opening) else ""):
        for match in _PART_OF_YEAR.finditer(words):
            if not _END_OF_SPAN.search(words[: match.start()]):
                return match[0]
    return ""


def carried(before: str, after: str, cues: tuple[Cue, ...], year: int | None) -> str | None:
    """The measure of carried-over applications by their direction; None where nothing is carried or the direction is not told."""
    after = AND.split(after)[0]
    carries = [cue for cue in cues if cue.kind == "carry"]
    if carries and _NEW.search(before, carries[-1].end):
        return None
    if carries:
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
        return CARRIED_IN
    return "applications_carried_out" if re.search("结转[至到]|[年期][末底]", words) else None


def is_compared(before: str, scene: Scene) -> bool:
    """Whether the figure is a change against another year; the year before the comparison (2020年比上年增加) is what is spoken of."""
    compared = _COMPARED.search(before)
    if compared and (foreign := other_year(before[: compared.start()], scene.year)) is not None:
        scene.foreign = foreign
    return compared is not None


def is_foreign(before: str, context: str, scene: Scene) -> bool:
    """Whether the figure belongs to another year or to all years; the items of a list inherit it."""
    foreign = other_year(before, scene.year)
    opening = context[: len(context) - len(before)]
    if foreign is None and opening.endswith("(") and len(before) < 2:
        foreign = other_year(opening, scene.year)
    scene.past_clause = foreign and bool(find_cues(before)) if foreign is not None else scene.past_clause and ";" not in context
    if foreign is None and find_cues(before) and not PARTS.search(context) and not scene.past_clause:
        foreign = False
    scene.foreign = scene.foreign if foreign is None else foreign
    if all_years(before, context, scene.year):
        scene.topic = "proactive"
        return True
    return scene.foreign
