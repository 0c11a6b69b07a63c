"""Prose -> statements: every count in the narrative that bears on disclosure, this year's only.

The text is taken sentence by sentence and clause by clause; each figure is judged by the words around it (reading.py, measures.toml).
What cannot be told is left out.
"""

import re
from dataclasses import replace

from ..report import Statement
from .periods import carried, other_year
from .prose import Prose
from .reading import PARTS, judge
from .scene import ANSWERED, NOUNS, PART, RECEIVED, TOTAL, Count, Reading, Scene, settled
from .subjects import is_filler, name_of
from .wording import MEASURES, WORDS, Cue, Figure, Wording, any_of, find_cues

_HELD = {"training_sessions", "policy_interpretations", "press_conferences", "normative_documents_issued"}
_LIST_UNITS = {"条", "条次", "篇", "篇次", "份", "件", "期", "则"}
_ITEM = re.compile(r"\(?(?:\d{1,2}|[一二三四五六七八九十]{1,3})[.、)是]|[·•●*-]")
_FUTURE = re.compile(rf"(?:{_ITEM.pattern})?(?:{any_of(WORDS['future'])})")
_SHARED = re.compile(r"分别|各(?=[有为公发推]|$)")
_WHOLE = re.compile(any_of(WORDS["whole"]))
_CAUSE = re.compile(any_of(WORDS["causes"]))
_CLAUSES = re.compile("[,;:()。\n]")
_AND = re.compile("[、和与及]")
_NOT_EVEN = re.compile("[都也]?[没未无]")
_NOT_RECEIVED = re.compile("收到|接到|受理")
_TWO_VERBS = re.compile("(收到|受理|接收|接到|新收)(并|并已|和|及|、)((?:按时|按期|依法|予以)?(?:答复|办结|回复))")
_TABLE_ROW = re.compile(r"\d \d")


def find_statements(prose: Prose, year: int | None) -> list[Statement]:
    """The statements in the order of the text; `year` is the report's own year (None: only relative words tell other years apart)."""
    wording = Wording(prose.folded)
    scene = Scene(year)
    for start, end in wording.sentences():
        _read_sentence(wording, start, end, scene)
    return [_statement(count, wording, prose) for count in settled(scene.counts)]


def _statement(count: Count, wording: Wording, prose: Prose) -> Statement:
    """A count with its words as printed; the label in the text's own characters, without blanks."""
    first, last = wording.places[count.start], wording.places[count.end - 1] + 1
    at = wording.text.rfind(count.label, 0, count.end)
    label = "".join(prose.text[place] for place in wording.places[at : at + len(count.label)]) if at >= 0 else count.label
    return Statement(
        measure=count.measure, value=count.value, label=label, unit=count.unit, bound=count.bound,
        printed=prose.text[first:last], where=prose.where(first),
    )


def _read_sentence(wording: Wording, start: int, end: int, scene: Scene) -> None:
    """Add the counts of one sentence to the scene."""
    text = wording.text
    _open(scene, wording, start, end)
    if _FUTURE.match(text, start):
        return
    lead = start
    for first, last in wording.clauses(start, end):
        figures = [f for f in wording.figures if first <= f.start and f.end <= last and not _is_denied(text, first, f)]
        already = len(scene.counts)
        if figures:
            _read_figures(text, first, last, lead, figures, scene)
            lead = figures[-1].end
            if len(scene.counts) == already:
                _note_subject(text[first : figures[0].start], scene)
            elif scene.counts[-1].measure == RECEIVED:
                _read_words(text, lead, last, scene)
        else:
            _read_words(text, first, last, scene)


def _open(scene: Scene, wording: Wording, start: int, end: int) -> None:
    """Begin a sentence: a list goes on only where the sentence says so, is an item, or announces one."""
    sentence = wording.text[start:end]
    inside = [f for f in wording.figures if start <= f.start < end]
    is_bare_item = len(inside) == 1 and inside[0].end == end and inside[0].start - start < 16 and not find_cues(sentence)
    is_announced = bool(PARTS.match(sentence))
    scene.listing = scene.listing and bool(is_announced or is_bare_item or _ITEM.match(sentence) or sentence.endswith(":") and not inside)
    scene.told = scene.listing or is_announced
    scene.foreign, scene.running, scene.pending, scene.subject, scene.sentence = False, False, [], "", start


def _read_figures(text: str, first: int, last: int, lead: int, figures: list[Figure], scene: Scene) -> None:
    """Judge the figures of one clause, text[first:last]; lead is the end of the figure before the clause."""
    floor = first
    for i, figure in enumerate(figures):
        context = text[lead : figure.start]
        opener = text[floor - 1 : floor] if floor > lead else ""
        is_list = opener == ":" and scene.topic == "proactive" and figure.unit in _LIST_UNITS
        scene.told = scene.told or bool(PARTS.search(context)) or is_list or scene.listing and opener in (":", "(")
        after = text[figure.end : figures[i + 1].start if i + 1 < len(figures) else last]
        for before in _said_before(text, first, floor, figures, i, context):
            reading = judge(before, after, context, figure, scene)
            if reading and _is_countable(reading, figure):
                _add(scene, reading, figure, floor)
        if scene.pending and _WHOLE.match(after) and any(cue.kind == "publish" for cue in find_cues(after)):
            scene.counts, scene.pending = scene.counts + scene.pending, []
        floor = lead = figure.end


def _is_denied(text: str, first: int, figure: Figure) -> bool:
    """Whether the figure only belongs to a denial (没有一起行政复议, 一件都没有收到)."""
    if figure.written not in "一1":
        return False
    return any(cue.kind == "none" for cue in find_cues(text[first : figure.start])[-2:]) or bool(_NOT_EVEN.match(text, figure.end))


def _said_before(text: str, first: int, floor: int, figures: list[Figure], i: int, context: str) -> list[str]:
    """The words that lead to figure i, once for each subject that shares it (各, 均为 0); with 分别 the subject that belongs to it."""
    before = text[floor : figures[i].start]
    own = before.rpartition("、")
    if i and own[0] and find_cues(own[0]):
        before = own[2]
    opening = text[first : figures[0].start]
    each = _SHARED.search(opening)
    subjects = _AND.split(opening[: each.start()]) if each else []
    if each and each[0] == "分别" and len(subjects) == len(figures) > 1:
        return [subjects[i] + opening[each.end() :]]
    if each and each[0] == "各" and len(figures) == 1 and len(subjects) > 1:
        return [subject + opening[each.end() :] for subject in subjects]
    if both := _TWO_VERBS.search(before):
        return [before[: both.start(2)] + before[both.end() :], before[: both.start()] + both[3] + before[both.end() :]]
    if figures[i].value == 0 and _are_measures(pieces := _AND.split(before)):
        return pieces
    outside = context[: len(context) - len(before)]
    if is_filler(before) and outside.endswith(":"):
        return [_CLAUSES.split(outside[:-1])[-1] + before]
    return [before]


def _are_measures(pieces: list[str]) -> bool:
    """Whether several measures are named one after another (行政复议、行政诉讼0件)."""
    return len(pieces) > 1 and all(any(cue.kind in NOUNS or cue.kind == "carry" for cue in find_cues(piece)) for piece in pieces)


def _is_countable(reading: Reading, figure: Figure) -> bool:
    """Whether the counter fits the measure; without a counter only totals and zeros count."""
    units = MEASURES[TOTAL if reading.measure == PART else reading.measure]["units"]
    return figure.unit in units or figure.unit == "" and (reading.measure == TOTAL or figure.value == 0)


def _add(scene: Scene, reading: Reading, figure: Figure, start: int) -> None:
    """Put a count on the scene and note what may follow it."""
    count = Count(reading.measure, reading.label, figure.value, figure.unit, figure.bound, start, figure.end, scene.sentence,
                  reading.weak, reading.channel)
    if reading.pending:
        scene.pending.append(count)
        return
    inside = [c for c in scene.counts if c.sentence == scene.sentence]
    if reading.of_all_years and inside and (inside[-1].measure == TOTAL or len(inside) == 1):
        scene.counts.remove(inside[-1])
    gross = scene.last(RECEIVED)
    if reading.measure == RECEIVED and scene.told and gross and not reading.weak:
        scene.counts.remove(gross)
        scene.gross = gross
    scene.subject = reading.label if reading.channel else scene.subject
    if reading.measure == TOTAL:
        scene.listing = True
        listed = sum(c.value for c in scene.pending)
        if listed == figure.value or listed < figure.value and {c.unit for c in scene.pending} == {figure.unit}:
            scene.counts += scene.pending
        scene.pending = []
    scene.counts.append(count)


def _read_words(text: str, first: int, last: int, scene: Scene) -> None:
    """Counts told in a clause without a figure: none at all, or all of those received have been answered."""
    clause = text[first:last]
    cues = find_cues(clause)
    none = next((cue for cue in cues if cue.kind == "none"), None)
    if _TABLE_ROW.search(clause):
        return
    if none:
        for measure in _denied(clause, cues, none, text[max(first - 20, 0) : first], scene):
            scene.counts.append(Count(measure, "", 0, "", "exact", first, last, scene.sentence))
            scene.topic = RECEIVED if measure.startswith("applications") else measure
        scene.topic = RECEIVED if any(cue.kind == RECEIVED for cue in cues) else scene.topic
    elif answered := _all_answered(clause, cues, scene):
        scene.counts.append(replace(answered, measure=ANSWERED, start=first, end=last, sentence=scene.sentence))
    else:
        _note_subject(clause, scene)
        named = [cue.kind for cue in cues if cue.kind in NOUNS or cue.kind == "publish"]
        scene.topic = ("proactive" if named[-1] == "publish" else named[-1]) if named else scene.topic


def _all_answered(clause: str, cues: tuple[Cue, ...], scene: Scene) -> Count | None:
    """The applications received where the clause says that they have all been answered; None where others were carried over too."""
    received = scene.gross or scene.last(RECEIVED)
    whole = _WHOLE.search(clause)
    if not (whole and received and received.value and scene.topic == RECEIVED) or "未" in clause or scene.last(ANSWERED):
        return None
    carried_in = scene.last("applications_carried_in")
    if not scene.gross and carried_in and carried_in.value:
        return None
    return received if any(cue.kind == "answer" and cue.start >= whole.start() for cue in cues) else None


def _note_subject(clause: str, scene: Scene) -> None:
    label, is_channel = name_of(clause, ())
    scene.subject = label if is_channel else ""


def _denied(clause: str, cues: tuple[Cue, ...], none: Cue, opening: str, scene: Scene) -> list[str]:
    """The measures that a clause says there were none of."""
    if is_filler(clause[: none.start]) and is_filler(clause[none.end :]) and opening.endswith(":"):
        heading = _CLAUSES.split(opening[:-1])[-1]
        return [cue.kind for cue in find_cues(heading) if cue.kind in NOUNS]
    named = [cue for cue in cues if cue.kind in NOUNS or cue.kind == "carry"]
    is_understood = not named and scene.topic == RECEIVED and _NOT_RECEIVED.search(clause, none.start)
    found = [RECEIVED] if is_understood and not other_year(clause, scene.year) else []
    after = [cue for cue in named if cue.start >= none.end]
    for cue in after or (named if is_filler(clause[none.end :]) else []):
        if cue.kind in _HELD and not _is_not_held(clause, cues, none, cue):
            continue
        is_answered = any(c.kind == "answer" and none.end <= c.start < cue.start for c in cues)
        if cue.kind == RECEIVED and (_CAUSE.search(clause, cue.end) or is_answered):
            continue
        if cue.kind == "carry":
            found.append(carried(clause, "", (cue,), scene.year))
        elif not any(c.kind == "carry" for c in cues) and not other_year(clause, scene.year):
            found.append(cue.kind)
    return [measure for measure in dict.fromkeys(found) if measure]


def _is_not_held(clause: str, cues: tuple[Cue, ...], none: Cue, noun: Cue) -> bool:
    """Whether the denial is of holding or publishing the thing, not of some quality that it lacks (没有系统的培训)."""
    is_done = any(cue.kind in ("hold", "publish") and none.end <= cue.start < noun.start for cue in cues)
    return is_done or noun.start < none.end or len(clause[none.start : none.end]) > 2 or none.end == noun.start
