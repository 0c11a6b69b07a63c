"""Prose -> statements: every count in the narrative that bears on disclosure, this year's only.

The text is taken sentence by sentence and clause by clause; each figure is judged by the words around it. What cannot be told is left out.
measures.toml names the measures and their words; wording and numerals find words and numbers; scene says what stands around a figure
(subjects: whose; periods: of when; leads: what an enumeration counts); reading judges it by a row of judges (disclosed: counts of
disclosures; asked: of applications and what has a noun of its own; inherited: figures without a cue), worded reads zeros stated in words,
owners tells the organ's own from others' and parts from totals.
"""

import re
from dataclasses import replace

from ...report import Statement
from ..prose import Prose
from .asked import SITTINGS
from .leads import find_leads
from .owners import for_the_year, is_anothers, own_share, rank
from .reading import judge
from .scene import CARRIED_IN, PART, RECEIVED, TOTAL, Count, Reading, Scene, settled
from .subjects import is_sum
from .worded import is_table, note_subject, note_topic, read_words
from .wording import MEASURES, PARTS, WORDS, Figure, Wording, any_of, blot, find_cues

_LIST_UNITS = {"条", "条次", "篇", "篇次", "份", "件", "期", "则", "批次", "批", "项", "张"}
_CARRIED_UNITS = {*_LIST_UNITS, "次"}
_ITEM = re.compile(r"\(?(?:\d{1,2}|[一二三四五六七八九十]{1,3})[.、)是]|[·•●*-]")
_FUTURE = re.compile(rf"(?:{_ITEM.pattern})?(?:{any_of(WORDS['future'])})")
_ALL_PUBLISHED = re.compile(f",?(?:{any_of(WORDS['whole'])})+[^不未,]{{0,6}}?(?:公开|发布|公示|公布|上网|上墙|推送)")
_TORN = re.compile(r"\d(?:[^\w”》)]*|[条件篇期份项个次]?[百千万亿至到和及或])$")
_STILL_OPEN = re.compile("(?!均|都|全部)[^,;。\\d]{2,16},[将并已]?(?:结转|转入|转至|延至|延到)[至到]?(?:20\\d\\d年|下|次|明|来)[^,;。]*")
_NOT_EVEN = re.compile("[都也]?[没未无]")


def find_statements(prose: Prose, year: int | None, organ: str = "") -> list[Statement]:
    """The statements in the order of the text.

    `year` is the report's own year (None: only relative words tell other years apart), `organ` who reports ("": told by the text's own 我镇).
    """
    wording = Wording(prose.folded)
    scene = Scene(year, rank(organ, wording.text), organ)
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
        if is_table(text[first:last]):
            lead = last
            continue
        figures = [f for f in wording.figures if first <= f.start and f.end <= last and not _is_denied(text, first, f)]
        already = len(scene.counts)
        if figures:
            _read_figures(text, first, last, lead, figures, scene)
            lead = figures[-1].end
            if len(scene.counts) <= already:
                note_subject(text[first : figures[0].start], scene)
                note_topic(text[lead:last], scene)
            elif scene.counts[-1].measure == RECEIVED:
                read_words(text, lead, last, scene)
        else:
            read_words(text, first, last, scene)
    total = scene.last(TOTAL)
    adds_up = total and total.sentence == start and total.value == sum(c.value for c in scene.pending)
    if len(scene.pending) > 1 and (adds_up or all(c.channel and c.unit in _CARRIED_UNITS for c in scene.pending)):  # of channels no total need be told
        scene.counts = scene.counts + scene.pending


def _open(scene: Scene, wording: Wording, start: int, end: int) -> None:
    """Begin a sentence: a list goes on only where the sentence says so, is an item, or announces one."""
    sentence = wording.text[start:end]
    inside = [f for f in wording.figures if start <= f.start < end]
    is_bare_item = inside and inside[-1].end == end and inside[0].start - start < 16 and not find_cues(sentence)
    is_announced = bool(PARTS.match(sentence.lstrip("(")))
    is_item = _ITEM.match(sentence) and not (inside and "," in wording.bare[start : inside[0].start])
    scene.listing = scene.listing and bool(is_announced or is_bare_item or is_item or sentence.endswith(":") and not inside)
    scene.told = scene.listing or is_announced
    scene.past_clause, scene.outer = False, False
    scene.foreign, scene.running, scene.pending, scene.subject, scene.sentence = False, False, [], "", start


def _read_figures(text: str, first: int, last: int, lead: int, figures: list[Figure], scene: Scene) -> None:
    """Judge the figures of one clause, text[first:last]; lead is the end of the figure before the clause."""
    floor = first
    for i, figure in enumerate(figures):
        context = text[lead : figure.start]
        opener = text[floor - 1 : floor] if floor > lead else ""
        is_list = opener == ":" and scene.topic == "proactive" and figure.unit in _LIST_UNITS and not is_sum(text[floor : figure.start])
        if "(" in context:
            scene.outer = scene.told
        elif ")" in context:
            scene.told = scene.outer
        scene.told = scene.told or bool(PARTS.search(blot(context))) or is_list or scene.listing and opener in (":", "(")
        after = text[figure.end : figures[i + 1].start if i + 1 < len(figures) else last]
        after = i + 1 < len(figures) and after.rpartition("、")[0] or after
        still_open = _STILL_OPEN.match(text, figure.end)
        after = still_open[0] if still_open else after
        words = text[floor : figure.start]
        if is_anothers(words, context, text[scene.sentence : text.find("。", last)], scene):
            floor = lead = figure.end
            continue
        if share := own_share(words, context, scene):
            _add(scene, share, figure, floor)
            floor = lead = figure.end
            continue
        leads, is_divided = find_leads(text, (scene.sentence, first, floor), figures, i, context)
        for before in leads:
            reading = judge(before, after, context, figure, scene)
            reading = reading and for_the_year(reading, before, context)
            if reading and _is_countable(reading, figure) and not _TORN.search(reading.label):
                is_own = is_divided and reading.measure == TOTAL
                _add(scene, replace(reading, measure=PART) if is_own else reading, figure, floor, opener == "(")
        if scene.pending and _ALL_PUBLISHED.match(text, figure.end):
            scene.counts, scene.pending = scene.counts + scene.pending, []
        floor = lead = figure.end


def _is_denied(text: str, first: int, figure: Figure) -> bool:
    """Whether the figure only belongs to a denial (没有一起行政复议, 一件都没有收到)."""
    if figure.written not in "一1":
        return False
    return any(cue.kind == "none" for cue in find_cues(text[first : figure.start])[-2:]) or bool(_NOT_EVEN.match(text, figure.end))


def _is_countable(reading: Reading, figure: Figure) -> bool:
    """Whether the counter fits the measure; without a counter only totals, a channel's counts and zeros count."""
    units = MEASURES[TOTAL if reading.measure == PART else reading.measure]["units"]
    return figure.unit in units or figure.unit in SITTINGS and reading.label.endswith("直播") or figure.unit == "" and (reading.measure == TOTAL or reading.channel or figure.value == 0)


def _add(scene: Scene, reading: Reading, figure: Figure, start: int, is_in_brackets: bool = False) -> None:
    """Put a count on the scene and note what may follow it."""
    count = Count(reading.measure, reading.label, figure.value, figure.unit, figure.bound, start, figure.end, scene.sentence,
                  reading.weak, reading.channel, scene.told)
    if reading.pending:
        scene.pending.append(count)
        return
    inside = [c for c in scene.counts if c.sentence == scene.sentence]
    is_remark = is_in_brackets and inside and inside[-1].measure == PART
    if reading.of_all_years and inside and (is_remark or inside[-1].measure == TOTAL or len(inside) == 1) and figure.value <= inside[-1].value:
        scene.counts.remove(inside[-1])
        count = replace(count, measure=PART if is_remark else TOTAL, label=count.label or inside[-1].label, channel=count.channel or inside[-1].channel)
    gross = scene.last(RECEIVED)
    is_share = scene.told or gross in inside and any(c.measure == CARRIED_IN and c.value + figure.value == gross.value for c in inside)
    if reading.measure == RECEIVED and is_share and gross and not reading.weak:
        scene.counts.remove(gross)
        scene.gross = gross
    scene.subject = reading.label if reading.channel else scene.subject
    if reading.measure == TOTAL:
        scene.listing = True
        listed = sum(c.value for c in scene.pending)
        beside = sum(c.value for c in inside if c.measure == PART)
        if figure.value in (listed, listed + beside) or listed < figure.value and {c.unit for c in scene.pending} == {figure.unit}:
            scene.counts += scene.pending
        scene.pending = []
    scene.counts.append(count)
