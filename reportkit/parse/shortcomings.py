"""Shortcomings in prose without enumeration marks: where one ends and the next begins, and what around them is none."""

import re

from .clauses import COMMA, COMMA_OF_LISTS, JOINT, RUN_JOINT, SEMICOLON, Span, cut, gathered, paragraphs, sentences
from .cues import NONE, ORGAN, any_of, names_shortcoming, sighs, subjects

_EXPLAINS = re.compile(any_of("points", "explains"))
_GOES_ON = re.compile(any_of("points", "goes_on", "explains"))
_ANOTHER = re.compile(any_of("points", "another"))
_BARE = re.compile(any_of("points", "bare"))
_SUMS_UP = re.compile(any_of("points", "sums_up"))
_PIVOT = re.compile(f"(?<=,)(?!{any_of('points', 'sums_up')})(?=[^,。;:]{{0,16}}?{any_of('points', 'pivot')})")
_BUT = re.compile(f"(?<=,){any_of('points', 'but')},?")
_PRAISE = re.compile(any_of("points", "praise"))
_CONTRAST = re.compile(any_of("points", "contrast"))
_CAUSE = re.compile(any_of("points", "cause"))
_SIGH = re.compile(any_of("points", "sigh"))
_OPENING = re.compile(f"(?:{any_of('points', 'opening')}|{ORGAN}(?=[^将]))+")
_RUN_BEGIN = re.compile(any_of("points", "run") + "$")
_RUN_END = re.compile(any_of("points", "run_end") + "[,。;]*$")
_TAIL = re.compile(any_of("points", "tail") + "[,。;]*$")


def shortcomings(text: str, span: Span) -> list[Span]:
    """The shortcomings that a stretch of prose names, without praise, general sighs and opening words."""
    particular = [p for p in paragraphs(text, span) if names_shortcoming(text[slice(*p)]) and not NONE.search(text, *p)]
    opened = [point for p in particular if (point := _opened(text, p))[0] < p[1]]
    if len(opened) > 1:
        return opened
    points: list[Span] = []
    parts = sentences(text, span)
    whole = any(JOINT.match(text, start) for start, _ in parts)
    for sentence in parts:
        if points and _EXPLAINS.match(text, sentence[0]) and not _run(text, _opened(text, sentence)):
            points[-1] = (points[-1][0], sentence[1])
        elif names_shortcoming(text[slice(*sentence)]) and not NONE.search(text, *sentence):
            points += _split(text, _opened(text, sentence), whole)
    return points


def labelled(text: str, span: Span) -> list[Span]:
    """The shortcomings of a stretch that a label announces: whole sentences where no words of lack are known."""
    found = shortcomings(text, span)
    return found or [s for s in sentences(text, span) if not NONE.search(text, *s) and not _general(text[slice(*s)].strip("。"))]


def _opened(text: str, sentence: Span) -> Span:
    """A sentence from its first clause that names a particular shortcoming on, without the opening words."""
    start, end = _after_praise(text, sentence), sentence[1]
    for clause in cut(text, (start, end), COMMA):
        words = text[slice(*clause)]
        opening = _OPENING.match(words)
        bare = words[opening.end() :] if opening else words
        if not bare or _general(bare) or (_CAUSE.match(words) and not subjects(words)):
            continue
        if names_shortcoming(bare) or (not _CONTRAST.match(words) and names_shortcoming(text[clause[0] : end])):
            return clause[0] + len(words) - len(bare), end
    return end, end


def _after_praise(text: str, sentence: Span) -> int:
    """Where a sentence turns from what was done well, or from words of introduction, to what is lacking."""
    start, end = sentence
    if (colon := text.find(":", start, end)) >= 0 and names_shortcoming(text[colon:end]):
        start = colon + 1
    if pivot := _PIVOT.search(text, start, end):
        return pivot.end()
    but = _BUT.search(text, start, end)
    if but and (_PRAISE.search(text, start, but.start()) or not names_shortcoming(text[start : but.start()])):
        return but.end()
    return start


def _general(clause: str) -> bool:
    """Whether a clause only says that there are shortcomings."""
    return sighs(clause) or bool(_SIGH.search(clause) and "、" not in clause and not subjects(clause))


def _split(text: str, span: Span, whole: bool) -> list[Span]:
    """The shortcomings of one sentence; whole: it is one of several that are joined, and so makes one point."""
    if run := _run(text, span):
        return run
    parts = [part for piece in cut(text, span, SEMICOLON) for part in cut(text, piece, JOINT)]
    if len(parts) == 1:
        parts = [span] if whole else gathered(text, span, _begins)
        if len(parts) > 1 and (tail := _TAIL.search(text, *parts[-1])):
            parts[-1] = (parts[-1][0], tail.start())
        parts = [part for part in parts if not _general(text[slice(*part)])]
    return [_without_sigh(text, part) for part in parts]


def _without_sigh(text: str, span: Span) -> Span:
    """A shortcoming without a last clause that speaks of all of them (以上不足有待改进)."""
    comma = text.rfind(",", *span)
    if comma > 0 and (_SUMS_UP.match(text, comma + 1) or _general(text[comma + 1 : span[1]].strip("。"))):
        return span[0], comma
    return span


def _run(text: str, span: Span) -> list[Span]:
    """The members of a running list A、B、C等问题 and the shortcomings after it; empty if the sentence has no such list."""
    for start, end in cut(text, span, COMMA):
        opening = _OPENING.match(text, start, end)
        start = opening.end() if opening else start
        last = start + _RUN_END.search(text[start:end]).start()
        announced = bool(text[last:end].strip(",。;")) or bool(_RUN_BEGIN.search(text, max(start - 3, 0), start))
        if not (announced or opening):
            continue
        members = _members(text, (start, last), announced)
        if members:
            return members + [c for c in cut(text, (end, span[1]), COMMA) if _stands_alone(text[slice(*c)])]
    return []


def _members(text: str, span: Span, announced: bool) -> list[Span]:
    """The members of a running list; announced: 等问题 and the like say that it is one. Else a short member is rather half of a point."""
    shortest = 4 if announced else 5
    for joint in (RUN_JOINT, COMMA_OF_LISTS):  # 深度和广度有待提升 is one member
        members = cut(text, span, joint)
        lacking = [names_shortcoming(text[a:b] + "。") for a, b in members]
        mostly = announced and joint is COMMA_OF_LISTS and lacking[0] and sum(lacking) * 2 >= len(lacking)
        if len(members) > 1 and (all(lacking) or mostly) and all(b - a >= shortest for a, b in members):
            return members
    return []


def _stands_alone(clause: str) -> bool:
    return names_shortcoming(clause) and not (_GOES_ON.match(clause) or _SUMS_UP.match(clause) or _general(clause))


def _begins(so_far: str, rest: str, clause: str) -> bool:
    """Whether a clause begins another shortcoming: what was said so far is one, and the clause is about something else."""
    if clause.startswith("有的") and so_far.startswith("有的"):
        return True
    if _GOES_ON.match(clause) or not names_shortcoming(so_far) or not names_shortcoming(rest):
        return False
    if (about := subjects(clause)) & subjects(so_far):
        return False
    if about or _ANOTHER.match(clause):
        return True
    return len(clause) > 4 and not _BARE.match(clause) and names_shortcoming(clause)
