"""Section V (problems and measures) split into single weaknesses and single remedies, however it is laid out.

A stretch of the section with enumeration marks is a list; one without is prose. section5.toml holds the words, cues finds them.
Printed lines become running text (flow), this is cut into stretches by what they speak of (stretches), these into items: by their marks
(lists), or prose by clauses (clauses, borders) into shortcomings and promises. answers matches these to those; tabled finds the cells of
a section laid out as a table.
"""

import re
from collections.abc import Sequence

from ...read.document import Cell, Paragraph
from ...report import Remedy, Weakness
from ..prose import Prose
from ..sections import Element
from .answers import answered
from .clauses import trimmed
from .cues import any_of
from .flow import Flow
from .items import Item, all_items
from .lists import SIGNS, find_marks, outer_lists
from .stretches import LABEL, NUMBER
from .tabled import Pair, tables

_BEGINS = re.compile(rf"{LABEL}|{NUMBER}|[{SIGNS}]|[一二三四五六七八九十]是|首先|其次|再次|最后|{any_of('cues', 'measure')}(?:[^,。;]{{0,12}},|[^。;]*:$)")
_HEADING = re.compile(rf"(?={NUMBER}.*{any_of('headings', 'problem', 'measure')}){LABEL}")


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
    items = all_items(flow.text)
    problems, measures = ([item for item in items if item.role == role] for role in ("problem", "measure"))
    matches = _matched(flow.text, problems, measures)
    places = [[flow.span(*item.span) for item in kind] for kind in (problems, measures)]
    return (
        [Weakness(n, prose.text[a:b], where=prose.where(a)) for n, (a, b) in enumerate(places[0], 1)],
        [Remedy(n, prose.text[a:b], answers=matches[n - 1], where=prose.where(a)) for n, (a, b) in enumerate(places[1], 1)],
    )


def _matched(text: str, problems: list[Item], measures: list[Item]) -> list[int | None]:
    """For every measure the ordinal of the problem it answers: the one it stands together with, else the one it plainly speaks of."""
    partners = {problem.pair: ordinal for ordinal, problem in enumerate(problems, 1) if problem.pair is not None}
    if partners:
        return [partners.get(measure.pair) for measure in measures]
    starts = [0, *(measure.span[1] for measure in measures)]
    leads = [text[max(at, measure.span[0] - 30) : measure.span[0]] for at, measure in zip(starts, measures, strict=False)]
    weaknesses, remedies = ([text[slice(*item.span)] for item in kind] for kind in (problems, measures))
    return [None if match is None else match + 1 for match in answered(weaknesses, remedies, leads)]
