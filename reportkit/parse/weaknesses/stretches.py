"""Section V cut into stretches that speak of problems or of measures.

The talk turns at headings and labels, at the words that open the measures or the problems, at an account of last year's problems.
"""

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from .clauses import sentences
from .cues import ORGAN, any_of, names_shortcoming
from .lists import SIGNS, Mark
from .promises import ACTION

_CN = "一二三四五六七八九十"
NUMBER = rf"(?:\(?[{_CN}\d]{{1,3}}\)[、.]?|[{_CN}]{{1,2}}[、.。,]|\d{{1,2}}[、.。]|第[{_CN}]部分)"
_TOPIC = rf"{NUMBER}[^\n。;:,]{{2,16}}(?:\n|(?<=方面|工作|建设|情况|领域|环节)。)(?=[^\n]{{0,6}}(?:存在|主要))"  # 1.公开内容方面, before a label
LABEL = (
    rf"(?:{_TOPIC})?(?:【|\((?=[^\d一二三四五六七八九十]))?(?P<number>{NUMBER}|[{SIGNS}])?"
    rf"(?P<title>{ORGAN}?(?:{any_of('headings', 'filler', 'problem', 'measure')}){{1,16}})(?:[】)][:。]?|[:。]|(?=\n|$))"
)
_LABEL = re.compile(rf"(?<![^\n。;]){LABEL}")
_SHORT = re.compile("[^,;:。\n】)]{2,60}(?:[:。\n】)]|$)")  # what is longer is no label; asking this first is much faster
_STOP = re.compile(rf"[{_CN}][、.](?<![^\n。]..)[^\n。]{{0,6}}{any_of('headings', 'stop')}")
_PROBLEM, _MEASURE = re.compile(any_of("headings", "problem")), re.compile(any_of("headings", "measure"))
_YEAR_ALONE = re.compile(r"[。\n]20\d\d年度?,?$")
_WANTING = re.compile(any_of("headings", "wanting"))
_WANTED = re.compile(any_of("headings", "wanted"))
_BOTH = re.compile(f"{_PROBLEM.pattern}[^\n]{{0,4}}?{any_of('headings', 'joint')}[^\n]*?{_MEASURE.pattern}")
_PAST, _OUTCOME = re.compile(any_of("headings", "past")), re.compile(any_of("headings", "outcome"))
_PAST_SENTENCE = re.compile(
    rf"(?<![^\n。;])[^。;\n]{{0,20}}(?:{_PAST.pattern}|{any_of('cues', 'past_report')})[^。\n]{{0,40}}(?:问题|不足|短板)[^。\n]*"
)
_MENDED = re.compile(any_of("cues", "mended"))
_OPENS_MEASURE = re.compile(rf"(?<![^\n。;!?])(?!{any_of('cues', 'not_measure')}){any_of('cues', 'measure')}")
_TURNING = re.compile(rf",(?={any_of('cues', 'turning')}(?![^,。;]{{0,6}}需))")
_ANNOUNCED, _LACKING = re.compile(any_of("cues", "announced")), re.compile(any_of("cues", "lacking"))
_CIRCUMSTANCE = re.compile(any_of("cues", "circumstance"))
_THEN = re.compile(f",(?={any_of('points', 'then')})")
_OPENS_PROBLEM = re.compile(rf"(?<![^\n。;!?])(?!针对|对照|围绕){any_of('cues', 'problem')}")
_MEASURE_TITLE = re.compile(rf"(?:{NUMBER})?[改整下措]")
_BREAK = re.compile("[\n。;!?]")
_RUN_IN = re.compile(rf"(?<![^\n。;])(?:{NUMBER})?(?P<words>[^\n。;:,、\d]{{2,8}}?)[{_CN}\d]{{0,2}}:")  # what stands before a colon
_TO_BE_ANSWERED = 4  # colons: of two problems and two measures
_LEAD = 30  # characters of a sentence that only leads to what follows
_LABELLED, _PAST_YEAR, _PROBLEM_CUE, _MEASURE_CUE = range(4)


class Stretch(NamedTuple):
    """A part of the section that speaks of one thing: problem, measure, past (last year's, mended) or "" (not said).

    paired: it stands in turn with others of the opposite role and, unless it is a list, holds one item.
    """

    role: str
    start: int
    end: int
    paired: bool = False


def stretches(text: str, marks: list[Mark]) -> list[Stretch]:
    """The section cut where the talk turns; headings, labels and the marks of items that hold problem and measure are left out."""
    stop = _STOP.search(text, 1)
    role, at, end = "", _after_broken_heading(text), stop.start() if stop else len(text)
    found: list[Stretch] = []
    item: Mark | None = None  # of the last item begun of a list whose items hold a problem and its measure
    for start, kind, after, turned in _turns(text, marks):
        if not at <= start < end or _is_no_turn(kind, role, turned, text[start:after]):
            continue
        pair = _interleaved(marks, item.start if item else at, start) if turned == "measure" else None
        if pair:
            first = item.start if item else at
            found += [*_one_by_one(marks, pair[0].kind, first, start), Stretch("measure", after, pair[1].start, True)]
            role, at, item = "problem", pair[1].end, pair[1]
        elif item:
            return [*found, *_one_by_one(marks, item.kind, item.start, start), Stretch("measure", after, end, True)]
        else:
            found.append(Stretch(role, at, start))
            role, at = ("" if kind == _PAST_YEAR else turned), after
    rest = _one_by_one(marks, item.kind, item.start, end) if item else [Stretch(role, at, end)]
    return _in_turn([s for s in [*found, *rest] if text[s.start : s.end].strip()])


def _turns(text: str, marks: list[Mark]) -> list[tuple[int, int, int, str]]:
    """Where the talk may turn, in order: (start, kind, end, role)."""
    starts = [0, *(m.end() for m in _BREAK.finditer(text))]
    short = [start for start in starts if _SHORT.match(text, start)]
    turns = [(m.start(), _LABELLED, m.end(), role) for m in _at(short, _LABEL, text) if (role := _announced(m)) is not None]
    turns += [(m.start(), _PAST_YEAR, m.end(), "past") for m in _at(starts, _PAST_SENTENCE, text) if _MENDED.search(m[0])]
    turns += [(m.start(), _PROBLEM_CUE, m.start(), "problem") for m in _at(starts, _OPENS_PROBLEM, text)]
    opened = sorted({*(m.start() for m in _at(starts, _OPENS_MEASURE, text)), *_announcing(text)})
    turns += [(start, _LABELLED, start, "problem") for start in _between(text, opened, marks) if all(turn[3] != "measure" for turn in turns)]
    turns += [(start, _MEASURE_CUE, start, "measure") for start in opened]
    turns += [(_without_circumstance(text, m), _MEASURE_CUE, m.end(), "measure") for m in _TURNING.finditer(text)]
    turns += [(m.end(), _MEASURE_CUE, m.end(), "measure") for m in _THEN.finditer(text) if names_shortcoming(_said_before(text, m.start()))]
    return sorted(turns + _by_turns(text))


def _announcing(text: str) -> Iterator[int]:
    """Where sentences begin that announce the measures at their end (我镇从以下几方面改进:)."""
    for end in _ANNOUNCED.finditer(text):
        said = _said_before(text, end.start())
        if len(said) <= _LEAD and not _LACKING.search(said):
            yield end.start() - len(said)


def _between(text: str, opened: list[int], marks: list[Mark]) -> Iterator[int]:
    """Where, after a measure's sentence and before the next words that open a measure, another shortcoming is named: problems and measures in turn."""
    for measure, following in pairwise(opened):
        _, *rest = sentences(text, (measure, following))
        if rest and not any(measure < mark.start < following for mark in marks):
            start, end = rest[0]
            if names_shortcoming(text[start:end]) and not ACTION.match(text, start):
                yield start


def _by_turns(text: str) -> list[tuple[int, int, int, str]]:
    """The turns at two labels that come again and again in turn, whatever they are: what the first says is lacking, the second answers."""
    if text.count(":") < _TO_BE_ANSWERED:
        return []
    labels = list(_RUN_IN.finditer(text))
    words = [label["words"] for label in labels]
    again = [word for word in dict.fromkeys(words) if words.count(word) > 1]
    told = [label for label in labels if label["words"] in again]
    if len(again) != 2 or role_of(again[0]) == "measure" or any(one["words"] == other["words"] for one, other in pairwise(told)):
        return []
    roles = dict(zip(again, ("problem", "measure"), strict=True))
    return [(label.start(), _LABELLED, label.end(), roles[label["words"]]) for label in told]


def _without_circumstance(text: str, comma: re.Match[str]) -> int:
    """Where the talk turns at a comma: at the beginning of its sentence if nothing but a circumstance stands there (按照要求,我镇将…)."""
    begin = comma.start() - len(_said_before(text, comma.start()))
    return begin if _CIRCUMSTANCE.fullmatch(text, begin, comma.start()) else comma.end()


def _said_before(text: str, place: int) -> str:
    """The words of a sentence before a place in it."""
    return text[max(text.rfind(mark, 0, place) for mark in "\n。;:") + 1 : place]


def _at(starts: list[int], pattern: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    """The matches of a pattern that begin at one of the places and not inside another match: much faster than to try every place."""
    end = 0
    for start in starts:
        if start >= end and (found := pattern.match(text, start)):
            end = found.end()
            yield found


def _is_no_turn(kind: int, role: str, turned: str, label: str) -> bool:
    """Whether something that looks like a turn is none where the talk already is."""
    if kind == _LABELLED:  # the title of a measure may be made of the words of a label
        return role == turned == "measure" and not _MEASURE_TITLE.match(label)
    if kind == _PAST_YEAR:
        return role == "measure"
    return turned == role or (kind == _MEASURE_CUE and role == "past") or (kind == _PROBLEM_CUE and role == "")


def _announced(label: re.Match[str]) -> str | None:
    """What a heading or label announces; "" problems and measures both; None if it is no heading."""
    title = label["title"]
    problem, measure = _PROBLEM.search(title), _MEASURE.search(title)
    if "原因" in title and not (problem or measure) and not label[0].endswith("。"):
        return "past"  # the causes of the problems are none themselves
    if not (problem or measure) or (label[0].endswith("。") and not label["number"]):
        return None
    if (measure or _OUTCOME.search(title)) and _PAST.search(title):
        return "past"
    if problem and _BOTH.search(title):
        return ""
    if _WANTED.search(title):
        return "problem"
    return "measure" if measure or title.startswith("针对") else "problem"


def role_of(label: str) -> str:
    """What a label announces that stands by itself (a cell of a table): problem, measure, or "" for both or neither."""
    named = _LABEL.fullmatch(label)
    role = _announced(named) if named else None
    return role if role in ("problem", "measure") else ""


def announces(lead: str) -> str:
    """What the words before a list announce; "" if they do not say."""
    if _YEAR_ALONE.search(lead):
        return ""
    return "problem" if _WANTING.search(lead) or (_PROBLEM.search(lead) and not _MEASURE.search(lead)) else ""


def _after_broken_heading(text: str) -> int:
    """Where the text begins after a heading that was broken over two lines; 0 if it was not."""
    first, second, _ = (text[:60] + "\n\n").split("\n", 2)
    joined = _LABEL.fullmatch(first + second) if second else None
    if joined is None or _announced(joined) is None:
        return 0
    alone = _LABEL.fullmatch(second)
    return 0 if alone and _announced(alone) is not None else len(first) + 1 + len(second)


def _interleaved(marks: list[Mark], start: int, cue: int) -> tuple[Mark, Mark] | None:
    """The marks of the item in which the cue stands and of the next, if the list goes on after the cue."""
    before = [m for m in marks if start <= m.start < cue]
    current = next((m for m in reversed(before) if m.kind == before[0].kind), None)
    if current is None or current.end == cue:
        return None
    following = next((m for m in marks if m.start > cue and m.kind == current.kind), None)
    return (current, following) if following and following.ordinal == current.ordinal + 1 else None


def _one_by_one(marks: list[Mark], kind: str, start: int, end: int) -> list[Stretch]:
    """The items of a list that begin between two places, each a problem by itself."""
    begun = [m for m in marks if m.kind == kind and start <= m.start < end]
    ends = [*(m.start for m in begun[1:]), end]
    return [Stretch("problem", mark.end, after, True) for mark, after in zip(begun, ends, strict=True)]


def _in_turn(found: list[Stretch]) -> list[Stretch]:
    """Problem, measure, problem, measure …: such stretches are marked as paired."""
    roles = [stretch.role for stretch in found]
    in_turn = {n for n, role in enumerate(roles) if role or roles[n + 1 : n + 3] == ["measure", "problem"]}
    if min(sum(roles[n] != "measure" for n in in_turn), roles.count("measure")) < 2:
        return found
    return [s._replace(paired=True) if n in in_turn and s.role != "past" else s for n, s in enumerate(found)]
