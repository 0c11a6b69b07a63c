"""Measures in prose without enumeration marks: where one promise ends and the next begins, and what around them is none."""

import re
from collections.abc import Sequence
from functools import partial

from .answers import Likeness
from .clauses import JOINT, RUN_JOINT, SEMICOLON, Span, cut, gathered, paragraphs, sentences
from .cues import ORGAN, any_of, promises_nothing, subjects

STRONG_ACTION = re.compile(f"(?!{any_of('points', 'preposition')}){any_of('points', 'action')}")
_ACTION = re.compile(any_of("points", "action"))
_MANNER = re.compile("[按每由以从逐]")  # begins rather the how of the measure before
_PURPOSE = re.compile(any_of("points", "purpose"))
_SLOGAN = re.compile(any_of("points", "slogan"))
_NOTHING = re.compile(any_of("points", "nothing"))
_CLOSING = re.compile(f"{any_of('cues', 'closing')}(?![^。]*将)|{any_of('points', 'nothing')}")
_RESTATED = re.compile(any_of("cues", "restated"))
_HEAD = re.compile(f"[^:。;]{{0,60}}{any_of('cues', 'head')}:")
_WILL = f"[还也]?{any_of('cues', 'will')}"
_NAMED = re.compile(any_of("cues", "area", "named"))
_CUE = any_of("cues", "measure", "turning")
_NEAR = "[^,。;:求使让]{0,4}?"
_OPENING = re.compile(
    f"(?:{ORGAN}{_NEAR}{_WILL}"
    f"|{_CUE}[^,。;:]{{0,60}}?(?:,{ORGAN}?{_NEAR}|{ORGAN}{_NEAR})?{_WILL}"
    f"|{_CUE}[^,。;:]*?,(?:{ORGAN},?)?)"
    f"{any_of('cues', 'aim')}?(?:从[^,。;:]{{0,10}}(?:方面|入手|着手|发力)[^,。;:]{{0,4}}[,:])?"
)
_TURNING = re.compile(f"(?<=,)(?={any_of('cues', 'turning')}[^,。;:]{{0,10}}?将)")


def promises(text: str, span: Span, shortcomings: Sequence[str]) -> list[Span]:
    """The measures that a stretch of prose promises for the shortcomings named before, without opening words and empty promises."""
    own = paragraphs(text, span)
    if len(own) > 1 and not _OPENING.match(text, *own[0]):
        points = [promised(text, p) for p in own if not _CLOSING.match(text, p[0])]
    else:
        likeness = Likeness(shortcomings)
        points = [point for s in sentences(text, span) if not _NOTHING.search(text, *s) for point in _split(text, s, likeness)]
    return [point for point in points if not promises_nothing(text[slice(*point)])]


def promised(text: str, span: Span) -> Span:
    """A sentence without its opening words (下一步，我镇将 …)."""
    start, end = span
    if name := _NAMED.match(text, start, end):
        start = name.end()
    if head := _HEAD.match(text, start, end) or _RESTATED.match(text, start, end):
        return head.end(), end
    if opening := _OPENING.match(text, start, end):
        start = opening.end()
        while again := _TURNING.search(text, start, end):
            start = _OPENING.match(text, again.start(), end).end()
    return start, end


def _split(text: str, sentence: Span, likeness: Likeness) -> list[Span]:
    """The measures of one sentence. Semicolons and words such as 同时 part them; commas where nothing stronger does."""
    pieces = cut(text, sentence, SEMICOLON)
    points = []
    for piece in pieces:
        parts = cut(text, promised(text, piece), JOINT)
        listed = len(pieces) > 1 or _RESTATED.match(text, piece[0]) is not None
        begins = partial(_answers_another if listed or len(parts) > 1 else _begins, likeness)
        for part in parts:
            for point in gathered(text, part, begins):
                points += [point] if listed else _run(text, point)
    return [_without_slogan(text, point) for point in points]


def _run(text: str, span: Span) -> list[Span]:
    """The members of 增强A、畅通B、提高C, or the span itself."""
    members = cut(text, span, RUN_JOINT)
    is_run = "," not in text[slice(*span)] and all(b - a > 5 and STRONG_ACTION.match(text, a) for a, b in members)
    return members if is_run else [span]


def _without_slogan(text: str, span: Span) -> Span:
    """A measure without a last clause that only praises its aim."""
    comma = text.rfind(",", *span)
    return (span[0], comma) if comma > 0 and _SLOGAN.match(text, comma + 1) and not subjects(text[comma : span[1]]) else span


def _answers_another(likeness: Likeness, so_far: str, rest: str, clause: str) -> bool:
    """Whether a clause plainly answers another shortcoming than the words so far."""
    here, before = likeness.nearest(clause), likeness.nearest(so_far)
    return here is not None and before is not None and here != before


def _begins(likeness: Likeness, so_far: str, rest: str, clause: str) -> bool:
    """Whether a clause begins another measure: it answers another shortcoming, or it is an action about something else."""
    joined = rest.startswith("并")
    here, before = likeness.nearest(rest if joined else clause), likeness.nearest(so_far)
    if here is not None and before is not None:
        return here != before
    if _PURPOSE.match(clause) or not _ACTION.match(clause):
        return False
    if here is not None and not joined and _ACTION.match(so_far) and not _MANNER.match(clause):
        return True
    about, about_before = subjects(clause), subjects(so_far)
    if joined:
        return (here is not None and len(likeness) > 1) or (bool(about and about_before) and not about & about_before)
    return not about & about_before if about else len(clause) > 7 and bool(STRONG_ACTION.match(clause))
