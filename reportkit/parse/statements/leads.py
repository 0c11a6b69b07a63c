"""The words that lead to a figure: what stands before it, or what several figures share (分别, 各, 均为0, 发布86条动态和21条公告)."""

import re

from .periods import YEARS, named_years
from .scene import NOUNS
from .subjects import ENDINGS, VERBS, is_filler, name_of
from .wording import AND, Figure, find_cues

_SHARED = re.compile(r"分别|依次|各(?=[有为公发推]|$)")
_CLAUSES = re.compile("[,;:()。\n]")
_STOP = re.compile("[,;。\n]|$")
_NAMED = re.compile("[,;:()。\n、和与及为是]")
_ORDINAL = re.compile(r"^(?:[一二三四五六七八九十]+、|\d{1,2}、)")
_TWO_VERBS = re.compile("(收到|受理|接收|接到|新收)(并|并已|和|及|、)((?:按时|按期|依法|予以)?(?:答复|办结|回复))")


def find_leads(text: str, starts: tuple[int, int, int], figures: list[Figure], i: int, context: str) -> tuple[list[str], bool]:
    """The words that lead to figure i, once for each measure that shares it, and whether each of several subjects has a figure of its own.

    starts: where the sentence, the clause and the words after the figure before begin; context: the words since that figure.
    """
    sentence, first, floor = starts
    before = text[floor : figures[i].start]
    own = before.rpartition("、")
    if i and own[0] and find_cues(own[0]):
        before = own[2]
    elif i and AND.fullmatch(before[-1:]):
        opening = text[first : figures[0].start]
        cues = find_cues(opening)
        if cues and cues[-1].kind in VERBS and is_filler(opening[cues[-1].end :]):
            return [opening], False
    if divided := _divided(text, sentence, first, figures, i):
        return divided
    if both := _TWO_VERBS.search(before):
        return [before[: both.start(2)] + before[both.end() :], before[: both.start()] + both[3] + before[both.end() :]], False
    outside = context[: len(context) - len(before)]
    named = _NAMED.split(outside[:-1])[-1] if not before and outside.endswith("(") else ""
    if named and (name_of(named, ())[1] or named.endswith(ENDINGS) and text.startswith(")", figures[i].end)):
        before = named
    opening = _CLAUSES.split(outside.rstrip(":,"))[-1]
    is_cut_off = not before and outside.endswith(",") and _STOP.match(text, figures[i].end) and any(cue.kind == "publish" for cue in find_cues(opening))
    if is_filler(before) and outside.endswith(":") or is_cut_off:
        before = opening + before
    return figures[i].value == 0 and _measures(before) or [before], False


def _divided(text: str, sentence: int, first: int, figures: list[Figure], i: int) -> tuple[list[str], bool] | None:
    """The lead of one figure among several that 分别 hands out to years or subjects, or of the one that 各 gives to every subject."""
    each = max(_SHARED.finditer(text, first, figures[i].start), key=lambda m: m.start(), default=None)
    if not each:
        return None
    figures, before = [f for f in figures if f.start >= each.end()], i - sum(f.start < each.start() for f in figures)
    subjects, rest = AND.split(text[first : each.start()]), text[each.end() : figures[0].start]
    if each[0] == "各":
        verbs = [cue for cue in find_cues(subjects[0]) if cue.kind in VERBS]
        opening = subjects[0][: verbs[0].end] if verbs else ""
        named = [subjects[0], *(subject if find_cues(subject) else opening + subject for subject in subjects[1:])]
        return ([subject + rest for subject in named], False) if len(figures) == 1 < len(subjects) else None
    years = named_years(text[first : each.start()]) or named_years(text[sentence:first])
    if len(years) == len(figures) > 1:
        return [f"{years[before]}年{YEARS.sub('', text[first : each.start()])}{rest}"], False
    if len(subjects) == len(figures) > 1:
        verbs = find_cues(subjects[-1])
        common = subjects[-1][verbs[0].start :] if verbs and not find_cues(subjects[before]) else ""
        return [subjects[before] + common + rest], True
    return None


def _measures(words: str) -> list[str]:
    """The words that name one measure each where several are named one after another (行政复议、行政诉讼0件)."""
    pieces = AND.split(_ORDINAL.sub("", words))
    kinds = [{cue.kind for cue in find_cues(piece)} for piece in pieces]
    named = [piece for piece, kind in zip(pieces, kinds, strict=True) if kind & {*NOUNS, "carry"}]
    return named if len(named) > 1 and all(kinds) else []
