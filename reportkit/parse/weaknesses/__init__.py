"""Section V (problems and measures) split into single weaknesses and single remedies, however it is laid out.

A stretch of the section with enumeration marks is a list; one without is prose. section5.toml holds the words, cues finds them.
Stretches by what they speak of (stretches), their marks (lists, flow); prose by clauses (clauses, borders) into shortcomings and
promises; answers matches these to those; tabled finds the cells of a section laid out as a table.
"""

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from ...read.document import Cell, Paragraph
from ...report import Remedy, Weakness
from ..prose import Prose
from ..sections import Element
from .answers import answered
from .clauses import Span, sentences, trimmed
from .cues import ORGAN, any_of, names_shortcoming
from .flow import Flow
from .lists import SIGNS, Mark, find_marks, outer_lists
from .promises import ACTION, STRONG_ACTION, promised, promises
from .shortcomings import labelled, shortcomings
from .stretches import LABEL, NUMBER, Stretch, announces, stretches
from .tabled import Pair, tables

_BEGINS = re.compile(rf"{LABEL}|{NUMBER}|[{SIGNS}]|[一二三四五六七八九十]是|首先|其次|再次|最后|{any_of('cues', 'measure')}(?:[^,。;]{{0,12}},|[^。;]*:$)")
_HEADING = re.compile(rf"(?={NUMBER}.*{any_of('headings', 'problem', 'measure')}){LABEL}")
_TITLE = re.compile(r"[^\n。;:]{3,30}[\n。](?=[^\n])")
_CLAUSE_END, _HEAD_END = re.compile(f"[,;。:\n]|、(?={ACTION.pattern})"), re.compile("[。;\n]")
_CLOSING = re.compile(f"{any_of('cues', 'closing')}|{any_of('points', 'nothing')}")
_CALLED = re.compile(rf"(?<![^。;\n,])针对(?P<problem>[^,。;]{{4,40}}?)的?(?:问题|现状|情况|现象),(?:已经?|现已|(?:{ORGAN})?(?:20\d\d年)?[将拟])?(?P<measure>[^。;\n]+)")
_EXTRA = re.compile(any_of("cues", "extra") + ",?")


class _Item(NamedTuple):
    """A problem or a measure; two items of one `pair` stand together as problem and measure."""

    role: str
    span: Span
    pair: int | None = None


def section_five(elements: Sequence[Element]) -> tuple[list[Weakness], list[Remedy]]:
    """The weaknesses and the improvements of section V, from its running text and from its tables, each numbered through."""
    parts = [split_section_five(Prose([e for e in elements if isinstance(e, Paragraph)]))]
    for _, pairs in tables(elements):
        whole = len(pairs) == 1 and max(map(len, pairs[0])) == 1  # one cell for all problems, one for all measures
        parts += [_in_one(pairs[0])] if whole else [_in_row(pair) for pair in pairs]
    weaknesses: list[Weakness] = []
    remedies: list[Remedy] = []
    for found, promised_for in parts:
        before = len(weaknesses)
        weaknesses += [Weakness(before + w.ordinal, w.text, where=w.where) for w in found]
        remedies += [
            Remedy(len(remedies) + r.ordinal, r.text, answers=before + r.answers if r.answers else None, where=r.where) for r in promised_for
        ]
    return weaknesses, remedies


def tables_unread(elements: Sequence[Element]) -> list[str]:
    """The places of the tables in section V whose labels announce neither problems nor measures."""
    return [where for where, pairs in tables(elements) if not pairs]


def _in_one(pair: Pair) -> tuple[list[Weakness], list[Remedy]]:
    """What cells hold that stand beside labels: running text under them."""
    lines = [Paragraph("存在问题:", ""), *_lines(pair.problems), Paragraph("改进措施:", ""), *_lines(pair.measures)]
    return split_section_five(Prose(lines))


def _in_row(pair: Pair) -> tuple[list[Weakness], list[Remedy]]:
    """What one row of a table holds: a cell is one item, or several where they are marked."""
    problems, measures = ([item for cell in cells for item in _in_cell(cell)] for cells in pair)
    only = [0] * len(measures) if len(problems) == 1 else _answered(problems, measures)
    return (
        [Weakness(n, text, where=where) for n, (text, where) in enumerate(problems, 1)],
        [Remedy(n, text, answers=None if w is None else w + 1, where=where) for n, ((text, where), w) in enumerate(zip(measures, only, strict=True), 1)],
    )


def _answered(problems: list[tuple[str, str]], measures: list[tuple[str, str]]) -> list[int | None]:
    return answered([text for text, _ in problems], [text for text, _ in measures], [""] * len(measures))


def _in_cell(cell: Cell) -> list[tuple[str, str]]:
    """The items of a cell of a table, without marks and without punctuation at their ends: (text, place)."""
    prose = Prose(_lines([cell]))
    flow = Flow(prose.folded, _BEGINS, _HEADING)
    marks = next(iter(outer_lists(find_marks(flow.text))), [])
    starts = [mark.end for mark in marks if len(marks) > 1 or mark.start == 0] or [0]
    ends = [*(mark.start for mark in marks[1:]), len(flow.text)]
    spans = [trimmed(flow.text, span) for span in zip(starts, ends, strict=True)]
    return [(prose.text[slice(*flow.span(*span))], cell.where) for span in spans if span[0] < span[1]]


def _lines(cells: Sequence[Cell]) -> list[Paragraph]:
    return [Paragraph(line, cell.where) for cell in cells for line in cell.text.split("\n")]


def split_section_five(prose: Prose) -> tuple[list[Weakness], list[Remedy]]:
    """The weaknesses that section V lists and the improvements that it promises, texts exactly as printed; either may be empty."""
    flow = Flow(prose.folded, _BEGINS, _HEADING)
    items = _all_items(flow.text)
    problems, measures = ([item for item in items if item.role == role] for role in ("problem", "measure"))
    matches = _matched(flow.text, problems, measures)
    places = [[flow.span(*item.span) for item in kind] for kind in (problems, measures)]
    return (
        [Weakness(n, prose.text[a:b], where=prose.where(a)) for n, (a, b) in enumerate(places[0], 1)],
        [Remedy(n, prose.text[a:b], answers=matches[n - 1], where=prose.where(a)) for n, (a, b) in enumerate(places[1], 1)],
    )


def _all_items(text: str) -> list[_Item]:
    """Every item of the section in order, without punctuation at its ends."""
    marks = find_marks(text)
    found = stretches(text, marks)
    measures_at = [stretch.start for stretch in found if stretch.role == "measure"]
    items: list[_Item] = []
    listed = [outer_lists([m for m in marks if stretch.start <= m.start < stretch.end]) for stretch in found]
    for number, (stretch, lists) in enumerate(zip(found, listed, strict=True)):
        leads_over = not (stretch.role or lists) and number + 1 < len(found) and found[number + 1].role == "problem"
        if stretch.role == "past" or leads_over:
            continue
        if stretch.paired and not any(len(several) > 1 for several in lists):
            items += _paired(text, stretch, number)
        elif lists:
            items += _listed(text, stretch, lists, measures_at)
        elif stretch.role == "measure":
            before = [text[slice(*item.span)] for item in items if item.role == "problem"]
            items += [_Item("measure", span) for span in promises(text, (stretch.start, stretch.end), before)]
        else:
            pairs = zip(found, listed, strict=True)
            answers = [part for other, marked in pairs if other.role == "measure" for part in _pieces(text, other, marked)]
            named = labelled if stretch.role else shortcomings
            items += [_Item("problem", span) for span in named(text, (stretch.start, stretch.end), answers)]
    if not any(listed):
        items = _called(text, items)
    ends = [_Item(item.role, trimmed(text, item.span), item.pair) for item in items]
    return [item for item in ends if item.span[0] < item.span[1]]


def _paired(text: str, stretch: Stretch, number: int) -> list[_Item]:
    """The one problem, or the measure for the one before, that a stretch tells of; number: of the stretch."""
    span = (stretch.start, stretch.end)
    if stretch.role == "measure":
        return [_Item("measure", promised(text, span), number - 1)]
    if stretch.role == "problem":
        further = _EXTRA.match(text, *span)
        return [_Item("problem", (further.end() if further else stretch.start, stretch.end), number)]
    points = shortcomings(text, span)  # no words announce it
    return [_Item("problem", (points[0][0], points[-1][1]), number)] if points else []


def _called(text: str, items: list[_Item]) -> list[_Item]:
    """The items, and where measures call problems by name that stand nowhere else (针对更新慢的问题,将…), both of these."""
    calls = [call for call in _CALLED.finditer(text) if names_shortcoming(call["problem"]) or "“" in call["problem"]]
    within = [(start, end) for start, end in (call.span() for call in calls)]
    others = [item for item in items if not any(a <= item.span[0] < b for a, b in within)]
    if any(item.role == "problem" for item in others):
        return items
    pairs = [(call.span("problem"), promised(text, call.span("measure"))) for call in calls]
    named = [_Item(role, span, n) for n, both in enumerate(pairs) for role, span in zip(("problem", "measure"), both, strict=True)]
    return sorted(named + others, key=lambda item: item.span)


def _pieces(text: str, stretch: Stretch, lists: list[list[Mark]]) -> list[str]:
    """The marked items of a stretch, or its clauses."""
    if lists:
        starts = [mark.end for mark in lists[0]]
        return [text[a:b] for a, b in pairwise([*starts, stretch.end])]
    return _CLAUSE_END.split(text[stretch.start : stretch.end])


def _listed(text: str, stretch: Stretch, lists: list[list[Mark]], measures_at: list[int]) -> list[_Item]:
    """The items of the lists of a stretch; measures_at: where in the section words open the measures."""
    items: list[_Item] = []
    at = stretch.start
    for marks, following in zip(lists, [*lists[1:], None], strict=True):
        spans = [(mark.end, after.start) for mark, after in pairwise(marks)]
        end = _lead_start(text, marks[-1].end, following[0].start) if following else stretch.end
        several = any("\n" in text[a : b - 1] for a, b in spans)
        spans += _last_items(text, (marks[-1].end, end), several)
        said = stretch.role if marks is lists[0] else ""
        before_measures = marks is lists[-1] and any(start >= stretch.end for start in measures_at)
        role = said or announces(text[at : marks[0].start]) or _voted(text, spans, before_measures)
        if marks[0].ordinal == 2:  # the first item has lost its mark
            spans.insert(0, promised(text, (at, marks[0].start)))
        elif role == "measure" and stretch.role != "measure":
            items += [_Item("problem", span) for span in shortcomings(text, (at, marks[0].start))]
        whole = [_Item(role, span) for span in spans]
        items += (_in_halves(text, spans) if role == "problem" and not measures_at else []) or whole
        at = end
    return items


def _in_halves(text: str, spans: list[Span]) -> list[_Item]:
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
    return [_Item(role, span, n) for n, both in enumerate(halves) for role, span in zip(("problem", "measure"), both, strict=True)]


def _voted(text: str, spans: list[Span], before_measures: bool) -> str:
    """Whether the items of a list read like problems or like measures; in doubt they are problems before words that open the measures."""
    heads = [_HEAD_END.split(text[slice(*span)], maxsplit=1)[0] for span in spans]
    acts = [STRONG_ACTION.match(head) is not None and not names_shortcoming(_CLAUSE_END.split(head, maxsplit=1)[0]) for head in heads]
    lacks = [names_shortcoming(head) and not act for head, act in zip(heads, acts, strict=True)]
    lacking = sum(lacks) * 2 >= len(lacks) and sum(lacks) > sum(acts)
    return "problem" if lacking or (before_measures and sum(acts) * 2 < len(acts)) else "measure"


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


def _matched(text: str, problems: list[_Item], measures: list[_Item]) -> list[int | None]:
    """For every measure the ordinal of the problem it answers: the one it stands together with, else the one it plainly speaks of."""
    partners = {problem.pair: ordinal for ordinal, problem in enumerate(problems, 1) if problem.pair is not None}
    if partners:
        return [partners.get(measure.pair) for measure in measures]
    starts = [0, *(measure.span[1] for measure in measures)]
    leads = [text[max(at, measure.span[0] - 30) : measure.span[0]] for at, measure in zip(starts, measures, strict=False)]
    weaknesses, remedies = ([text[slice(*item.span)] for item in kind] for kind in (problems, measures))
    return [None if match is None else match + 1 for match in answered(weaknesses, remedies, leads)]
