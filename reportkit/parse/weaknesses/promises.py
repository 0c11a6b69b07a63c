"""Measures in prose without enumeration marks: where one promise ends and the next begins, and what around them is none."""

import re
from collections.abc import Callable, Sequence
from functools import lru_cache

from .answers import Likeness
from .borders import parted
from .clauses import AND, JOINT, RUN_JOINT, SEMICOLON, Span, cut, paragraphs, sentences, titled
from .cues import ORGAN, any_of, promises_nothing, subjects

STRONG_ACTION = re.compile(f"(?!{any_of('points', 'preposition')}){any_of('points', 'action')}")
ACTION = re.compile(any_of("points", "action"))
_AIM, _BETTERS, _OPENS, _HOW, _FULFILS, _DETAILS, _REFERS, _HANGS, _REGULATES = (
    re.compile(any_of("points", name)) for name in ("aim", "betters", "opens", "how", "fulfils", "details", "refers", "hangs", "regulates")
)
_KINDS = (("aim", _AIM), ("betters", _BETTERS), ("opens", _OPENS), ("how", _HOW), ("fulfils", _FULFILS), ("strong", STRONG_ACTION), ("weak", ACTION))
_TAUGHT = {"staffing", "awareness", "training"}  # what training betters
_SIDES = re.compile("从(?P<members>[^,;]+?)等[^、,;]{0,3}方面[^、,;]{0,8}")
_MEANS = re.compile(any_of("points", "means"))
_PRAISED = re.compile(any_of("points", "praised"))
_AND_SO_ON = re.compile("(?:(?<=[^、]{5})等{1,2})?。?$")
_SLOGAN = re.compile(any_of("points", "slogan"))
_VAGUE = re.compile(any_of("points", "vague"))
_VAIN = re.compile(any_of("points", "vain"))
_NOTHING = re.compile(any_of("points", "nothing"))
_CLOSING = re.compile(f"{any_of('cues', 'closing')}(?![^。]*(?<![必定])将)|{any_of('points', 'nothing')}")
_RESTATED = re.compile(any_of("cues", "restated"))
_HEAD = re.compile(f"[^:。;]{{0,60}}{any_of('cues', 'head')}:")
_WILL = f"[还也]?{any_of('cues', 'will')}"
_NAMED = re.compile(any_of("cues", "area", "named"))
_CUE = any_of("cues", "measure", "turning")
_NEAR = "(?:的?(?:政府|政务)?(?:信息)?公开(?:工作)?)?[^,。;:求使让]{0,4}?"
_OPENING = re.compile(
    f"(?:(?:{ORGAN}|街道|[镇乡局县区]){_NEAR}{_WILL}"
    f"|{_CUE}[^,。;:]{{0,60}}?(?:,(?!{any_of('cues', 'object')}){ORGAN}?{_NEAR}|{ORGAN}{_NEAR})?{_WILL}"
    f"|{_CUE}(?<=[将拟划算备])|{_CUE}[^,。;:]*?,(?:{ORGAN},?)?|{any_of('points', 'then')})"
    f"{any_of('cues', 'when')}?{any_of('cues', 'aim')}?(?:从[^,。;:]{{0,10}}(?:方面|入手|着手|发力)[^,。;:]{{0,4}}[,:])?"
)
_REFERRING = re.compile(any_of("cues", "referring"))
_DONE = re.compile("已|(?<!为)了(?!解)")
_TURNING = re.compile(f"(?<=,)(?={any_of('cues', 'turning')}(?:(?<=[将划拟])|[^,。;:]{{0,10}}?将))")


def promises(text: str, span: Span, shortcomings: Sequence[str]) -> list[Span]:
    """The measures that a stretch of prose promises for the shortcomings named before, without opening words and empty promises."""
    own = paragraphs(text, span)
    own = [p for n, p in enumerate(own) if n == 0 or not _closes(text, p)]
    if len(own) > 1 and not _OPENING.match(text, *own[0]):
        points = [without_closing(text, promised(text, p)) for p in own]
    elif len(own) == 1 and (pieces := titled(text, promised(text, own[0]))):
        points = pieces
    else:
        likeness = Likeness(shortcomings if len(shortcomings) > 1 else [])  # what is like the only one tells no two measures apart
        said = [s for p in own for s in sentences(text, p) if not _NOTHING.search(text, *s)]
        said = [s for n, s in enumerate(said) if n == 0 or not is_empty(text, s)]
        points = [point for s in said for point in _split(text, s, likeness, len(said) == 1)]
    return _particular(text, points)


def _closes(text: str, sentence: Span) -> bool:
    """Whether a sentence after the measures promises nothing in particular."""
    return _CLOSING.match(text, sentence[0]) is not None or is_empty(text, sentence)


def is_empty(text: str, sentence: Span) -> bool:
    """Whether nothing particular is left of a sentence without its opening words and its slogans."""
    return promises_nothing(text[slice(*_without_slogan(text, promised(text, sentence)))])


def without_closing(text: str, paragraph: Span) -> Span:
    """A paragraph without the sentences at its end that promise nothing in particular."""
    start = paragraph[0]
    *_, last = sentences(text, paragraph)
    return without_closing(text, (start, last[0])) if last[0] > start and _closes(text, last) else paragraph


def _particular(text: str, points: list[Span]) -> list[Span]:
    """The points without the last ones that promise nothing in particular, and without those that only promise work."""
    while points and is_empty(text, points[-1]):
        points = points[:-1]
    return [point for point in points if not ("工作" in (words := text[slice(*point)]) and promises_nothing(words))]


def promised(text: str, span: Span) -> Span:
    """A sentence without its opening words (下一步，我镇将 …)."""
    start, end = span
    if name := _NAMED.match(text, start, end):
        start = name.end()
    if head := _HEAD.match(text, start, end) or _RESTATED.match(text, start, end):
        return head.end(), end
    first = text.find("。", start, end) % (end + 1)  # where its first sentence ends
    opening = _OPENING.match(text, start, end)
    turn = None if opening else _TURNING.search(text, start, first)
    if opening or (turn and _DONE.search(text, start, turn.start())):
        start = opening.end() if opening else turn.start()
        while again := _TURNING.search(text, start, first):
            start = _OPENING.match(text, again.start(), end).end()
        while (aside := _REFERRING.match(text, start, end)) and aside.end() < end:
            start = aside.end()
    return start, end


def _split(text: str, sentence: Span, likeness: Likeness, alone: bool) -> list[Span]:
    """The measures of one sentence: between semicolons, else between the clauses that fit the shortcomings best; alone: no other sentence."""
    pieces = cut(text, _without_slogan(text, sentence), SEMICOLON)
    if len(pieces) > 1 or _RESTATED.match(text, sentence[0]):
        pieces[-1] = (pieces[-1][0], _AND_SO_ON.search(text, *pieces[-1]).start())
        found = [promised(text, (AND.match(text, *piece).end(), piece[1])) for piece in pieces]
        alike = text[found[0][0] - 1] == "将" and all(text[start] == "将" for start, _ in found[1:])  # 将 is the will in each of them
        return [found[0], *((start + alike, end) for start, end in found[1:])]
    parts = cut(text, _without_slogan(text, promised(text, sentence)), JOINT)
    expected = max(len(likeness) - len(parts) + 1, 1) if alone and len(likeness) > 1 else None
    points = [point for part in parts for point in parted(text, part, "measure", border_features, likeness, expected)]
    return [member for point in points for member in _run(text, point)]


def border_features(words: list[str], number: int, joined: bool) -> list[str]:
    """What a clause tells of a border before it (names of weights)."""
    before, clause = words[number - 1 : number + 1]
    about, about_before = subjects(clause), subjects(before)
    kind, kind_before = _kind(clause), _kind(before)
    if kind == "betters" and (_VAGUE.search(clause) or ("training" in about_before and about & _TAUGHT)):
        kind = "aim"
    found = [kind]
    if kind_before == "opens" or (number > 1 and kind_before in ("aim", "betters")):
        found.append(f"after_{kind_before}")
    if about & about_before:
        found.append("same")
    elif about and about_before and kind != "how":
        found.append("different")
    if joined:
        found.append("joined")
    if _REFERS.search(clause):
        found.append("refers")
    if _HANGS.match(before):
        found.append("hangs")
    if _REGULATES.match(before):
        found.append("regulates")
    if len(clause) < 8:
        found.append("short" if len(clause) < 6 else "shortish")
    if len(before) < 8:
        found.append("after_short")
    return found


@lru_cache(maxsize=256)
def _kind(clause: str) -> str:
    """How a clause of a promise begins: like a new measure, like an aim, like the how of what goes before."""
    kind = next((name for name, begins in _KINDS if begins.match(clause)), "none")
    if kind != "how" or _DETAILS.match(clause):
        return kind
    act = STRONG_ACTION.search(clause, _HOW.match(clause).end())
    return "how_act" if act and len(clause) - act.end() > 3 else "how"


def _run(text: str, span: Span) -> list[Span]:
    """The members of 增强A、畅通B、提高C, also of 从增强A、畅通B等方面改进, or the span itself."""
    if named := _SIDES.fullmatch(text, *span):
        span = named.span("members")
    if "," in text[slice(*span)] or not ACTION.match(text, span[0]) or _MEANS.match(text, span[0]):
        return [span]
    members = _merged(cut(text, span, RUN_JOINT), lambda member: not ACTION.match(text, member[0]))
    members = _merged(members, _is_short)
    return [span] if _is_short(members[0]) else members


def _merged(spans: Sequence[Span], goes_on: Callable[[Span], bool]) -> list[Span]:
    """The spans, those that go on from the one before made one with it."""
    merged: list[Span] = []
    for start, end in spans:
        if merged and goes_on((start, end)):
            merged[-1] = (merged[-1][0], end)
        else:
            merged.append((start, end))
    return merged


def _is_short(member: Span) -> bool:
    return member[1] - member[0] < 6


def _without_slogan(text: str, span: Span) -> Span:
    """A measure without last clauses that only praise its aim."""
    start, end = span
    while (comma := text.rfind(",", start, end)) > 0 and _praises(text[comma + 1 : end].strip("。")):
        end = comma
    return start, end


def _praises(clause: str) -> bool:
    """Whether a last clause only praises the aim of what was promised before."""
    if _VAIN.match(clause) or (_PRAISED.search(clause) and (_AIM.match(clause) or _BETTERS.match(clause))):
        return True
    return ("工作" in clause and promises_nothing(clause)) or (_SLOGAN.match(clause) is not None and (promises_nothing(clause) or not subjects(clause)))
