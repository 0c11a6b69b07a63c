"""Section V (problems and measures) split into single weaknesses and single remedies, however it is laid out.

The section is cut into stretches that speak of problems or of measures: by sub-heads and labels, by the words that open the measures,
by a list that starts again. A stretch with enumeration marks is a list, one without is prose.
"""

import re
from dataclasses import dataclass, replace

from ..report import Remedy, Weakness
from .answers import answered
from .cues import any_of, names_shortcoming
from .flow import Flow
from .lists import Mark, find_marks, outer_lists
from .points import ORGAN, STRONG, Span, promised, promises, sentences, shortcomings

_NUMBER = r"(?:\(?[一二三四五六七八九十\d]{1,3}\)[、.]?|(?:[一二三四五六七八九十]{1,2}|\d{1,2})[、.。]|第[一二三四五六七八]部分)"
_LABEL = re.compile(
    rf"(?<![^\n。;])(?:{_NUMBER}[^\n。;:,]{{2,16}}\n(?=[^\n]{{0,6}}(?:存在|主要)))?(?P<number>{_NUMBER})?(?P<title>(?:{ORGAN})?(?:{any_of('headings', 'filler', 'problem', 'measure')}){{1,16}})(?:[:。]|(?=\n|$))"
)
_STOP = re.compile(rf"(?<![^\n。])[一二三四五六七八九][、.][^\n。]{{0,6}}{any_of('headings', 'stop')}")
_PROBLEM, _MEASURE = re.compile(any_of("headings", "problem")), re.compile(any_of("headings", "measure"))
_BOTH = re.compile(any_of("headings", "problem") + "[^\n]{0,4}?" + any_of("headings", "joint") + "[^\n]*?" + any_of("headings", "measure"))
_PAST = any_of("headings", "past")
_PAST_SENTENCE = re.compile(rf"(?<![^\n。;])[^。;\n]{{0,20}}(?:{_PAST}|20\d\d年度?(?:工作)?(?:报告|年报))[^。\n]{{0,40}}(?:问题|不足|短板)[^。\n]*")
_MENDED = re.compile(any_of("cues", "mended"))
_NONE = re.compile(any_of("cues", "none"))
_OPENS_MEASURE = re.compile(rf"(?<![^\n。;!?])(?!针对性|针对[^,。;:]{{0,20}}(?:少|不(?!足)))(?:{any_of('cues', 'measure')})|(?<=,){any_of('cues', 'turning')}(?![^,。;]{{0,6}}需)")
_OPENS_PROBLEM = re.compile("(?<![^\n。;!?])(?!针对|对照|围绕)" + any_of("cues", "problem"))
_TITLE = re.compile(r"[^\n。;:]{3,30}[\n。](?=[^\n])")
_STRONG = re.compile(STRONG)
_CLOSING = re.compile(any_of("cues", "closing"))
_EXTRA = re.compile(any_of("cues", "extra") + ",?")
_BEGINS = re.compile(_LABEL.pattern.replace("(?<![^\\n。;])", "", 1) + rf"|{_NUMBER}|[①-⑳●■◆]|[一二三四五六七八九十]是|首先|其次|再次|最后")


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of the section that speaks of one thing: problem, measure, past (last year's, mended) or "" (not said).

    paired: it stands in turn with others of the opposite role and holds one item.
    """

    role: str
    start: int
    end: int
    paired: bool = False


def split_section_five(prose) -> tuple[list[Weakness], list[Remedy]]:
    """The weaknesses that section V lists and the improvements that it promises, texts exactly as printed; either may be empty."""
    flow = Flow(prose.folded, _BEGINS)
    text = flow.text
    problems: list[tuple[Span, int]] = []
    measures: list[tuple[Span, int]] = []
    marks = find_marks(text)
    stretches = _stretches(text, marks)
    alone = not any(stretch.role == "measure" for stretch in stretches)
    for pair, stretch in enumerate(stretches):
        for role, span in _items(text, [m for m in marks if stretch.start <= m.start < stretch.end], stretch, [text[slice(*s)] for s, _ in problems], alone):
            span = _trimmed(text, span)
            if span[0] < span[1]:
                (problems if role == "problem" else measures).append((span, pair if stretch.paired else -1))
    printed = [[flow.span(*span) for span, _ in kind] for kind in (problems, measures)]
    matches = _matched(text, problems, measures)
    weaknesses = [Weakness(n, prose.text[a:b], where=prose.where(a)) for n, (a, b) in enumerate(printed[0], 1)]
    remedies = [Remedy(n, prose.text[a:b], answers=matches[n - 1], where=prose.where(a)) for n, (a, b) in enumerate(printed[1], 1)]
    return weaknesses, remedies


def _matched(text: str, problems: list[tuple[Span, int]], measures: list[tuple[Span, int]]) -> list[int | None]:
    """For every measure the ordinal of the problem it answers: the one it stands in turn with, else the one it plainly speaks of."""
    partners = {turn: ordinal for ordinal, (_, turn) in enumerate(problems, 1) if turn >= 0}
    if partners:
        return [partners.get(turn - 1) for _, turn in measures]
    leads = [text[max(before[1], start - 30) : start] for (_, before), ((start, _), _) in zip([((0, 0), (0, 0)), *(((0, 0), s) for s, _ in measures)], measures, strict=False)]
    matches = answered([text[slice(*s)] for s, _ in problems], [text[slice(*s)] for s, _ in measures], leads)
    return [None if match is None else match + 1 for match in matches]


def _turns(text: str) -> list[tuple[int, int, int, str]]:
    """Where the talk may turn, in order: (start, rank, end, role); rank 0 a heading or label, 1 last year's, 2 and 3 opening words."""
    turns = [(m.start(), 0, m.end(), role) for m in _LABEL.finditer(text) if (role := _label_role(m)) is not None]
    turns += [(m.start(), 1, m.end(), "past") for m in _PAST_SENTENCE.finditer(text) if _MENDED.search(m[0])]
    turns += [(m.start(), 2, m.start(), "problem") for m in _OPENS_PROBLEM.finditer(text)]
    turns += [(m.start(), 3, m.start(), "measure") for m in _OPENS_MEASURE.finditer(text)]
    return sorted(turns)


def _label_role(label: re.Match[str]) -> str | None:
    """What a heading or label announces; "" problems and measures both; None if it is no heading."""
    title = label["title"]
    problem, measure = _PROBLEM.search(title), _MEASURE.search(title)
    if not (problem or measure) or (label[0].endswith("。") and not label["number"]):
        return None
    if re.search(_PAST, title) and measure:
        return "past"
    if problem and measure and _BOTH.search(title):
        return ""
    return "measure" if measure or title.startswith("针对") else "problem"


def _stretches(text: str, marks: list[Mark]) -> list[Stretch]:
    """The section cut where the talk turns from problems to measures or back; headings and labels left out."""
    stop = _STOP.search(text, 1)
    found: list[Stretch] = []
    role, at, end = "", _after_heading(text), stop.start() if stop else len(text)
    inner: int | None = None  # where the last item began of a list whose items hold a problem and its measure
    for start, rank, after, turned in _turns(text):
        if start < at or start >= end or (rank == 0 and turned == role == "measure" and text[start] not in "存主"):
            continue
        if rank > 1 and (turned == role or (role == "past" and rank == 3) or (rank == 2 and role == "")):
            continue
        if rank == 3 and (pair := _interleaved(marks, inner or at, start)):
            found += [Stretch("problem", pair[0].end, start, True), Stretch("measure", start, pair[1].start, True)]
            role, at, inner = "problem", pair[1].end, pair[1].start
            continue
        found.append(Stretch(role, at, start, paired=inner is not None))
        if inner is not None:
            return [*found, Stretch("measure", start, end, True)]
        role, at = ("" if rank == 1 else turned), after
    return _in_turn([s for s in [*found, Stretch(role, at, end)] if text[s.start : s.end].strip()])


def _in_turn(stretches: list[Stretch]) -> list[Stretch]:
    """Problem, measure, problem, measure …: such stretches are marked as paired."""
    roles = [s.role for s in stretches]
    if min(roles.count("problem"), roles.count("measure")) < 2:
        return stretches
    return [replace(s, paired=True) if s.role in ("problem", "measure") else s for s in stretches]


def _after_heading(text: str) -> int:
    """Where the text begins after a heading that was broken over two lines; 0 if it was not."""
    first = text.find("\n")
    second = text.find("\n", first + 1)
    if first < 0 or second < 0 or second > 60:
        return 0
    joined = _LABEL.fullmatch(text[:first] + text[first + 1 : second])
    alone = _LABEL.fullmatch(text[first + 1 : second])
    return second if joined and _label_role(joined) is not None and not (alone and _label_role(alone) is not None) else 0


def _interleaved(marks: list[Mark], start: int, cue: int) -> tuple[Mark, Mark] | None:
    """The marks of the item in which the cue stands and of the next, if the list goes on after the cue."""
    before = [m for m in marks if start <= m.start < cue]
    kind = next((m.kind for m in before), None)
    current = next((m for m in reversed(before) if m.kind == kind), None)
    if current is None or current.end == cue:
        return None
    following = next((m for m in marks if m.start > cue and m.kind == kind), None)
    return (current, following) if following and following.ordinal == current.ordinal + 1 else None


def _items(text: str, marks: list[Mark], stretch: Stretch, before: list[str], alone: bool) -> list[tuple[str, Span]]:
    """The items of a stretch with their roles; before: the shortcomings named earlier; alone: no stretch of measures follows."""
    if stretch.role == "past" or stretch.start >= stretch.end:
        return []
    lists = outer_lists(marks)
    if stretch.paired and not any(len(listed) > 1 for listed in lists):
        span = (stretch.start, stretch.end)
        return [(stretch.role or "problem", promised(text, span) if stretch.role == "measure" else span)]
    if not lists:
        return _prose_items(text, stretch, before)
    return _listed_items(text, stretch, lists, alone)


def _prose_items(text: str, stretch: Stretch, before: list[str]) -> list[tuple[str, Span]]:
    if stretch.role == "measure":
        return [("measure", span) for span in promises(text, stretch.start, stretch.end, before)]
    return [("problem", span) for span in shortcomings(text, stretch.start, stretch.end)]


def _listed_items(text: str, stretch: Stretch, lists: list[list[Mark]], alone: bool) -> list[tuple[str, Span]]:
    items: list[tuple[str, Span]] = []
    at = stretch.start
    for number, marks in enumerate(lists):
        following = lists[number + 1][0].start if number + 1 < len(lists) else None
        spans = [(mark.end, after.start) for mark, after in zip(marks, marks[1:], strict=False)]
        end = _lead_start(text, marks[-1].end, following) if following else stretch.end
        spans += _last_items(text, (marks[-1].end, end), several="\n" in "".join(text[a : b - 1] for a, b in spans))
        role = stretch.role if stretch.role and number == 0 else _said(text[at : marks[0].start]) or _voted(text, spans)
        if marks[0].ordinal == 2:
            spans.insert(0, promised(text, (at, marks[0].start)))
        elif role == "measure" and stretch.role != "measure":
            items += [("problem", span) for span in shortcomings(text, at, marks[0].start)]
        items += _in_halves(text, spans) if role == "problem" and stretch.role != "measure" and alone else [(role, span) for span in spans]
        at = end
    return items


def _in_halves(text: str, spans: list[Span]) -> list[tuple[str, Span]]:
    """Items whose title is the problem and whose text is the measure, as both; as they are if not every one is of that kind."""
    titles = [_TITLE.match(text, *span) for span in spans]
    measures = sum(1 for title in titles if title and (title[0][-1] == "\n" or _STRONG.match(text, title.end())))
    if len(spans) < 2 or not all(titles) or measures * 2 <= len(spans):
        return [("problem", span) for span in spans]
    halves = [(("problem", title.span()), ("measure", (title.end(), span[1]))) for title, span in zip(titles, spans, strict=True)]
    return [half for both in halves for half in both]


def _said(lead: str) -> str:
    """What the words before a list announce; "" if they do not say."""
    if _MEASURE.search(lead):
        return ""
    return "problem" if _PROBLEM.search(lead) else ""


def _voted(text: str, spans: list[Span]) -> str:
    """Whether the items of a list read like problems or like measures."""
    heads = [re.split("[。;\n]", text[slice(*span)], maxsplit=1)[0] for span in spans]
    problems = sum(1 if names_shortcoming(head) else -1 for head in heads)
    return "problem" if problems >= 0 else "measure"


def _lead_start(text: str, start: int, end: int) -> int:
    """Where the sentence that leads over to the next list begins."""
    return max((s for s, e in sentences(text, start, end)[1:]), default=end)


def _last_items(text: str, span: Span, several: bool) -> list[Span]:
    """The last item of a list without the closing sentences behind it, and further points without a mark.

    several: items of this list run over several paragraphs, so a new paragraph does not end the last one.
    """
    items = [span]
    for start, end in sentences(text, *span)[1:]:
        if _CLOSING.match(text, start) or (not several and text[start - 1] == "\n" and text[start - 2] == "。"):
            items[-1] = (items[-1][0], start)
            break
        if extra := _EXTRA.match(text, start):
            items[-1] = (items[-1][0], start)
            items.append((extra.end(), span[1]))
    return items


def _trimmed(text: str, span: Span) -> Span:
    """A span without blanks and marks of punctuation at its ends."""
    start, end = span
    while start < end and text[start] in ",、。;:. \n":
        start += 1
    while start < end and text[end - 1] in ",、。;:.!? \n":
        end -= 1
    return start, end
