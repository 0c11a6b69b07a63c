"""The single problems and measures of section V's running text: of its lists, of its prose, of its problems and measures in turn."""

import re
from itertools import pairwise
from typing import NamedTuple

from .clauses import Span, sentences, trimmed
from .cues import ORGAN, any_of, names_shortcoming
from .lists import Mark, find_marks, outer_lists
from .promises import ACTION, STRONG_ACTION, is_empty, promised, promises, without_closing
from .shortcomings import labelled, shortcomings
from .stretches import Stretch, announces, stretches

_TITLE = re.compile(r"[^\n。;:]{3,30}[\n。](?=[^\n])")
_CLAUSE_END, _HEAD_END = re.compile(f"[,;。:\n]|、(?={ACTION.pattern})"), re.compile("[。;\n]")
_CLOSING = re.compile(f"{any_of('cues', 'closing')}|{any_of('points', 'nothing')}")
_CALLED = re.compile(rf"(?<![^。;\n,])针对(?P<problem>[^,。;]{{4,40}}?)的?(?:问题|现状|情况|现象),(?:已经?|现已|(?:{ORGAN})?(?:20\d\d年)?[将拟])?(?P<measure>[^。;\n]+)")
_EXTRA = re.compile(any_of("cues", "extra") + ",?")


class Item(NamedTuple):
    """A problem or a measure; two items of one `pair` stand together as problem and measure."""

    role: str
    span: Span
    pair: int | None = None


def all_items(text: str) -> list[Item]:
    """Every item of the section in order, without punctuation at its ends."""
    marks = find_marks(text)
    found = stretches(text, marks)
    items: list[Item] = []
    listed = [outer_lists([m for m in marks if stretch.start <= m.start < stretch.end]) for stretch in found]
    for number, (stretch, lists) in enumerate(zip(found, listed, strict=True)):
        leads_over = not (stretch.role or lists) and number + 1 < len(found) and found[number + 1].role == "problem"
        if stretch.role == "past" or leads_over:
            continue
        if stretch.paired and not any(len(several) > 1 for several in lists):
            items += _paired(text, stretch, number)
        elif lists:
            items += _listed(text, stretch, lists, [s for s in found if s.role == "measure"])
        elif stretch.role == "measure":
            before = [text[slice(*item.span)] for item in items if item.role == "problem"]
            items += [Item("measure", span) for span in promises(text, (stretch.start, stretch.end), before)]
        else:
            pairs = zip(found, listed, strict=True)
            answers = [part for other, marked in pairs if other.role == "measure" for part in _pieces(text, other, marked)]
            named = labelled if stretch.role else shortcomings
            items += [Item("problem", span) for span in named(text, (stretch.start, stretch.end), answers)]
    if not any(listed):
        items = _called(text, items)
    ends = [Item(item.role, trimmed(text, item.span), item.pair) for item in items]
    return [item for item in ends if item.span[0] < item.span[1]]


def _promise_any(text: str, found: list[Stretch]) -> bool:
    """Whether stretches promise more than good will."""
    return any(not is_empty(text, sentence) for stretch in found for sentence in sentences(text, (stretch.start, stretch.end)))


def _paired(text: str, stretch: Stretch, number: int) -> list[Item]:
    """The one problem, or the measure for the one before, that a stretch tells of; number: of the stretch."""
    span = (stretch.start, stretch.end)
    if stretch.role == "measure":
        return [Item("measure", without_closing(text, promised(text, span)), number - 1)]
    if stretch.role == "problem":
        further = _EXTRA.match(text, *span)
        return [Item("problem", (further.end() if further else stretch.start, stretch.end), number)]
    points = shortcomings(text, span)  # no words announce it
    return [Item("problem", (points[0][0], points[-1][1]), number)] if points else []


def _called(text: str, items: list[Item]) -> list[Item]:
    """The items, and where measures call problems by name that stand nowhere else (针对更新慢的问题,将…), both of these."""
    calls = [call for call in _CALLED.finditer(text) if names_shortcoming(call["problem"]) or "“" in call["problem"]]
    within = [(start, end) for start, end in (call.span() for call in calls)]
    others = [item for item in items if not any(a <= item.span[0] < b for a, b in within)]
    if any(item.role == "problem" for item in others):
        return items
    pairs = [(call.span("problem"), promised(text, call.span("measure"))) for call in calls]
    named = [Item(role, span, n) for n, both in enumerate(pairs) for role, span in zip(("problem", "measure"), both, strict=True)]
    return sorted(named + others, key=lambda item: item.span)


def _pieces(text: str, stretch: Stretch, lists: list[list[Mark]]) -> list[str]:
    """The marked items of a stretch, or its clauses."""
    if lists:
        starts = [mark.end for mark in lists[0]]
        return [text[a:b] for a, b in pairwise([*starts, stretch.end])]
    return _CLAUSE_END.split(text[stretch.start : stretch.end])


def _listed(text: str, stretch: Stretch, lists: list[list[Mark]], measures: list[Stretch]) -> list[Item]:
    """The items of the lists of a stretch; measures: the stretches that words open as measures."""
    items: list[Item] = []
    at = stretch.start
    for marks, following in zip(lists, [*lists[1:], None], strict=True):
        spans = [(mark.end, after.start) for mark, after in pairwise(marks)]
        end = _lead_start(text, marks[-1].end, following[0].start) if following else stretch.end
        several = any("\n" in text[a : b - 1] for a, b in spans)
        spans += _last_items(text, (marks[-1].end, end), several)
        said = stretch.role if marks is lists[0] else ""
        after = [s for s in measures if s.start >= stretch.end and marks is lists[-1]]
        role = said or announces(text[at : marks[0].start]) or _voted(text, spans, after)
        if marks[0].ordinal == 2:  # the first item has lost its mark
            spans.insert(0, promised(text, (at, marks[0].start)))
        elif role == "measure" and stretch.role != "measure":
            items += [Item("problem", span) for span in shortcomings(text, (at, marks[0].start))]
        whole = [Item(role, span) for span in spans]
        halves = _in_halves(text, spans) if role == "problem" else []
        items += halves if halves and not _promise_any(text, measures) else whole
        at = end
    return items


def _in_halves(text: str, spans: list[Span]) -> list[Item]:
    """Items whose title is a problem and whose text is its measure, as two each; empty if the list is not of that kind."""
    titles = [_TITLE.match(text, *span) for span in spans]
    if len(spans) < 2 or not all(titles):
        return []
    after = [text[title.end() : span[1]] for title, span in zip(titles, spans, strict=True)]
    acts = [title[0][-1] == "\n" or ACTION.match(words) is not None for title, words in zip(titles, after, strict=True)]
    lacks = [names_shortcoming(_CLAUSE_END.split(words, maxsplit=1)[0]) for words in after]
    if sum(act and not lack for act, lack in zip(acts, lacks, strict=True)) * 2 <= len(spans):
        return []
    halves = [(title.span(), (title.end(), span[1])) for title, span in zip(titles, spans, strict=True)]
    return [Item(role, span, n) for n, both in enumerate(halves) for role, span in zip(("problem", "measure"), both, strict=True)]


def _voted(text: str, spans: list[Span], after: list[Stretch]) -> str:
    """Whether the items of a list read like problems or like measures; in doubt they are problems where measures come after them."""
    heads = [_HEAD_END.split(text[slice(*span)], maxsplit=1)[0] for span in spans]
    acts = [STRONG_ACTION.match(head) is not None and not names_shortcoming(_CLAUSE_END.split(head, maxsplit=1)[0]) for head in heads]
    lacks = [names_shortcoming(head) and not act for head, act in zip(heads, acts, strict=True)]
    lacking = sum(lacks) * 2 >= len(lacks) and sum(lacks) > sum(acts)
    return "problem" if lacking or (sum(acts) * 2 < len(acts) and _promise_any(text, after)) else "measure"


def _lead_start(text: str, start: int, end: int) -> int:
    """Where the sentence that leads over to the next list begins."""
    return max((s for s, _ in sentences(text, (start, end))[1:]), default=end)


def _last_items(text: str, span: Span, several: bool) -> list[Span]:
    """The last item of a list without the closing sentences behind it, and further points without a mark.

    several: items of this list run over several paragraphs, so a new paragraph does not end the last one.
    """
    items = [span]
    for start, _ in sentences(text, span)[1:]:
        if _CLOSING.match(text, start) or (not several and text[start - 2 : start] == "。\n"):
            items[-1] = (items[-1][0], start)
            break
        if extra := _EXTRA.match(text, start):
            items[-1] = (items[-1][0], start)
            items.append((extra.end(), span[1]))
    return items
