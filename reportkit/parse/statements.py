"""Prose -> statements: every count in the narrative that bears on disclosure, this year's only.

Each figure is judged by the cue words of its clause (measures.toml): the cue nearest before the number decides what is counted. A list
after 其中, or after a total, inherits what it is a list of. What cannot be told is left out.
"""

import re
from dataclasses import dataclass, field, replace

from ..report import Statement
from .prose import Prose
from .wording import MEASURES, WORDS, Cue, Figure, Wording, any_of, blot, find_cues

_APPLICATION = "applications_received"
_NOUNS = {name for name, measure in MEASURES.items() if "nouns" in measure}
_PASSED_OVER = {"never", "elsewhere", "outcome", "none"}
_VERBS = {"publish", "make", "receive", "new", "handle", "answer", "carry", "hold"}
_CHANNEL = re.compile(f"(?!{any_of(WORDS['not_channels'])})(?:{any_of(WORDS['channels'])})(?:{any_of(WORDS['channel_tails'])})*")
_TAIL = re.compile(f"(?:{any_of(w for w in WORDS['channel_tails'] if w not in ('平台', '专栏', '专区', '栏目', '上'))}|(?<![网线])上)+$")
_SUM = re.compile(any_of(WORDS["sums"]))
_PARTS = re.compile(any_of(WORDS["parts"]))
_ITEM = re.compile(r"\(?(?:\d{1,2}|[一二三四五六七八九十]{1,3})[.、)是]|[·•●*-]")
_SHARED = re.compile(r"分别|各(?=[有为公发推]|$)")
_SUBJECT = re.compile(r".{0,8}(?:镇|乡|街道|苏木|县|区|市|旗|局|办|委|中心)(?:人民政府|办事处|政府|机关|本级)?")
_CLASSES = re.compile(r"(?<!第)[\d一二两三四五六七八九十百]+余?(?:大|个)?类别?(?=[\d一二三四五六七八九十]|$|共|合计|总计)")
_FUTURE = re.compile(rf"(?:{_ITEM.pattern})?(?:{any_of(WORDS['future'])})")
_TURNED = re.compile("均|全部|都|已|为|占|比|较|同比")
_COMPARED = re.compile(any_of(WORDS["comparisons"]))
_ALL_TIME = re.compile(any_of(WORDS["alltime"]))
_WHOLE = re.compile(any_of(WORDS["whole"]))
_CAUSE = re.compile(any_of(WORDS["causes"]))
_OTHER_TRAINING = re.compile(any_of(WORDS["specific_training"]))
_PERIOD = re.compile(rf"(?P<year>(?:19|20)\d\d)年|(?P<past>{any_of(WORDS['past'])})|(?P<next>{any_of(WORDS['next'])})|(?P<own>{any_of(WORDS['thisyear'])})")
_PREPOSITION = re.compile(any_of(w for w in WORDS["prepositions"] if len(w) > 1) + "|[在于经由]")
_HEAD = re.compile(rf"(?:\d{{4}}年度?|{any_of(WORDS['leading'] + WORDS['prepositions'] + WORDS['parts'] + WORDS['sums'])}|[、:的·]|(?:\d{{1,2}}|[一二三四五六七八九十]+)(?:[.、]|是)|第[一二三四五六七八九十\d]+条|[\u4e00-\u9fff]{{2,4}}?(?:镇|乡|街道)(?:人民政府|办事处)?(?!级|村))+")
_FOOT = re.compile(rf"(?:{any_of(WORDS['trailing'] + WORDS['sums'])})+$")
_OBJECT = re.compile(rf"(?:{any_of(WORDS['objects'])})*")


@dataclass(frozen=True)
class _Count:
    """A statement being made: start and end are places in the wording; weak ones give way to a plain one of the same measure."""

    measure: str
    label: str
    value: int | float
    unit: str
    bound: str
    start: int
    end: int
    weak: bool = False
    channel: bool = False


@dataclass(frozen=True)
class _Reading:
    """What a figure was taken for. channel: a channel's sum; is_year_of_all: this year's share of a total of all years;
    is_pending: an item of a list that only counts once the sentence has told its total."""

    measure: str
    label: str = ""
    weak: bool = False
    channel: bool = False
    is_year_of_all: bool = False
    is_pending: bool = False


@dataclass
class _Scene:
    """What the text has led the reader to expect at this point.

    listing: a total has been stated and its parts may follow; told: the text says so (其中, a colon, a bracket). subject: the one channel that the
    clause before speaks of. foreign: the last figure was another year's. pending: items of a list whose total has not been stated yet.
    """

    year: int | None
    topic: str = ""
    listing: bool = False
    told: bool = False
    subject: str = ""
    foreign: bool = False
    gross: _Count | None = None
    pending: list[_Count] = field(default_factory=list)
    counts: list[_Count] = field(default_factory=list)

    def last(self, measure: str) -> _Count | None:
        return next((c for c in reversed(self.counts) if c.measure == measure), None)


def find_statements(prose: Prose, year: int | None) -> list[Statement]:
    """The statements in the order of the text; `year` is the report's own year (None: only relative words tell other years apart)."""
    wording = Wording(prose.folded)
    scene = _Scene(year)
    for start, end in wording.sentences():
        _read_sentence(wording, start, end, scene)
    found = []
    for count in _settled(scene.counts):
        first, last = wording.places[count.start], wording.places[count.end - 1] + 1
        label = _as_printed(count, wording, prose)
        found.append(Statement(measure=count.measure, value=count.value, label=label, unit=count.unit, bound=count.bound,
                               printed=prose.text[first:last], where=prose.where(first)))
    return found


def _as_printed(count: _Count, wording: Wording, prose: Prose) -> str:
    """The label in the text's own characters, without blanks."""
    at = wording.text.rfind(count.label, 0, count.end)
    return "".join(prose.text[place] for place in wording.places[at : at + len(count.label)]) if at >= 0 else count.label


def _read_sentence(wording: Wording, start: int, end: int, scene: _Scene) -> None:
    """Add the counts of one sentence to the scene."""
    text = wording.text
    _open(scene, wording, start, end)
    if _FUTURE.match(text, start):
        return
    lead = start
    for first, last in wording.clauses(start, end):
        figures = [f for f in wording.figures if first <= f.start and f.end <= last and not _is_denied(text[first : f.start], f)]
        if not figures:
            _read_words(text, first, last, scene)
        floor, already = first, len(scene.counts)
        for i, figure in enumerate(figures):
            context = text[lead : figure.start]
            scene.told = scene.told or bool(_PARTS.search(context)) or scene.listing and context[-len(text[floor : figure.start]) - 1 :][:1] in (":", "(")
            stop = figures[i + 1].start if i + 1 < len(figures) else last
            after = text[figure.end : stop]
            for before in _said_before(text, first, floor, figures, i, context):
                reading = _judge(before, after, context, figure, scene)
                if reading and _is_countable(reading, figure):
                    _add(scene, reading, figure, floor)
            if scene.pending and _WHOLE.match(after) and any(cue.kind == "publish" for cue in find_cues(after)):
                scene.counts, scene.pending = scene.counts + scene.pending, []
            floor = lead = figure.end
        if figures and len(scene.counts) > already and scene.counts[-1].measure == _APPLICATION:
            _read_words(text, figures[-1].end, last, scene)
        if figures and len(scene.counts) == already:
            _note_subject(text[first : figures[0].start], scene)


def _open(scene: _Scene, wording: Wording, start: int, end: int) -> None:
    """Begin a sentence: a list goes on only where the sentence says so, is an item, or announces one."""
    sentence = wording.text[start:end]
    inside = [f for f in wording.figures if start <= f.start < end]
    bare_item = len(inside) == 1 and inside[0].end == end and inside[0].start - start < 16 and not find_cues(sentence)
    goes_on = bool(_PARTS.match(sentence) or _ITEM.match(sentence) or bare_item or sentence.endswith(":") and not inside)
    scene.listing = scene.listing and goes_on
    scene.told = scene.listing or bool(_PARTS.match(sentence))
    scene.foreign, scene.pending, scene.subject = False, [], ""


def _is_denied(before: str, figure: Figure) -> bool:
    """Whether the figure only belongs to a denial (没有一起行政复议)."""
    return figure.written in "一1" and any(cue.kind == "none" for cue in find_cues(before)[-2:])


def _said_before(text: str, first: int, floor: int, figures: list[Figure], i: int, context: str) -> list[str]:
    """The words that lead to figure i, once for each subject that shares it (各, 均为 0); with 分别 the subject that belongs to it."""
    before = text[floor : figures[i].start]
    opening = text[first : figures[0].start]
    each = _SHARED.search(opening)
    subjects = re.split("[、和与及]", opening[: each.start()]) if each else []
    if each and each[0] == "分别" and len(subjects) == len(figures) > 1:
        return [subjects[i] + opening[each.end() :]]
    if each and each[0] == "各" and len(figures) == 1 and len(subjects) > 1:
        return [subject + opening[each.end() :] for subject in subjects]
    if figures[i].value == 0 and _are_measures(pieces := re.split("[、和与及]", before)):
        return pieces
    if _is_filler(before) and context[: len(context) - len(before)].endswith(":"):
        return [re.split("[,;:()]", context[: len(context) - len(before) - 1])[-1] + before]
    return [before]


def _are_measures(pieces: list[str]) -> bool:
    """Whether several measures are named one after another (行政复议、行政诉讼0件)."""
    return len(pieces) > 1 and all(any(cue.kind in _NOUNS or cue.kind == "carry" for cue in find_cues(piece)) for piece in pieces)


def _is_countable(reading: _Reading, figure: Figure) -> bool:
    """Whether the counter fits the measure; a figure without a counter must follow its noun at once."""
    units = MEASURES["proactive_total" if reading.measure == "proactive_part" else reading.measure]["units"]
    return figure.unit in units or figure.unit == "" and (reading.measure == "proactive_total" or figure.value == 0)


def _add(scene: _Scene, reading: _Reading, figure: Figure, start: int) -> None:
    """Put a count on the scene and note what may follow it."""
    if reading.is_year_of_all and scene.counts and scene.counts[-1].measure == "proactive_total":
        scene.counts.pop()
    count = _Count(reading.measure, reading.label, figure.value, figure.unit, figure.bound, start, figure.end, reading.weak, reading.channel)
    if reading.is_pending:
        scene.pending.append(count)
        return
    gross = scene.last(_APPLICATION)
    if reading.measure == _APPLICATION and scene.told and gross:
        scene.counts.remove(gross)
        scene.gross = gross
    if reading.measure == "proactive_total":
        scene.listing = True
        if {c.unit for c in scene.pending} == {figure.unit} or sum(c.value for c in scene.pending) == figure.value:
            scene.counts += scene.pending
        scene.pending = []
    scene.counts.append(count)


def _judge(before: str, after: str, context: str, figure: Figure, scene: _Scene) -> _Reading | None:
    """What a figure counts, told by the words before and after it; None where it counts nothing of ours."""
    before = _CLASSES.sub("", before)
    cues = find_cues(before)
    if cues and cues[-1].kind in _VERBS and _is_filler(before[cues[-1].end :]) and re.match(r"[\u4e00-\u9fff“《]", after):
        noun = _TURNED.split(after)[0]
        before, cues = f"{before}·{noun}", find_cues(f"{before}·{noun}")
    kind = cues[-1].kind if cues else ""
    if kind == "hold" and _is_filler(before[cues[-1].end :]):
        kind = next((cue.kind for cue in reversed(cues) if cue.kind in _NOUNS), kind)
    if kind == "new" and scene.topic == "proactive" and _is_filler(before):
        kind = ""
    if any(cue.kind == "publish" for cue in cues) and scene.topic != _APPLICATION:
        scene.topic = "proactive"
    if kind in (*_VERBS, _APPLICATION, "") and (carried := _carried(before, after, cues, scene.year)):
        scene.topic = _APPLICATION
        return _Reading(carried)
    if _COMPARED.search(before) or _is_other_year(before, context, scene):
        return None
    if kind == "":
        return _inherited(before, after, context, figure, scene)
    if kind == "elsewhere" and not scene.topic and len(cues) == 1 and (label := _label(before, [])[0]):
        return _Reading("proactive_part", label, is_pending=True)
    if kind in _PASSED_OVER and not (kind == "elsewhere" and (scene.told or context.startswith("、") and _is_like_the_last(context, "", figure, scene) or any(c.kind == "publish" for c in cues))):
        return _passed_over(kind, before[cues[-1].start : cues[-1].end], scene)
    is_new = kind == "new" and scene.topic != _APPLICATION and not _is_filler(before[cues[-1].end :])
    if kind in ("publish", "make", "elsewhere") or is_new:
        is_meeting = any(cue.kind == "hold" for cue in cues) and figure.unit in MEASURES["training_sessions"]["units"]
        return None if is_meeting else _disclosed(before, context, cues, scene)
    return _asked(kind, before, cues, scene)


def _is_filler(words: str) -> bool:
    return not _HEAD.sub("", _FOOT.sub("", words))


def _carried(before: str, after: str, cues: list[Cue], year: int | None) -> str | None:
    """The carried-over measure and its direction; None where nothing is carried or the direction is not told."""
    if any(cue.kind == "carry" for cue in cues):
        words = before
    elif (first := find_cues(after)[:1]) and first[0].kind == "carry":
        words = after
    else:
        return None
    for text in (words, before + after):
        periods = list(_PERIOD.finditer(text))
        if any(p["next"] or p["year"] and year and int(p["year"]) > year for p in periods):
            return "applications_carried_out"
        if any(p["past"] or p["year"] and year and int(p["year"]) < year for p in periods):
            return "applications_carried_in"
        if re.search("结转[至到]", text):
            return "applications_carried_out"
    return None


def _is_other_year(before: str, context: str, scene: _Scene) -> bool:
    """Whether the figure belongs to another year, or to all years together; the last year named counts, and lists inherit it."""
    opening = context[: len(context) - len(before)]
    periods = list(_PERIOD.finditer(before)) or (list(_PERIOD.finditer(opening)) if opening.endswith("(") and len(before) < 2 else [])
    if not periods and find_cues(before) and not _PARTS.search(context):
        scene.foreign = False
    elif periods:
        last = periods[-1]
        scene.foreign = bool(last["past"] or last["next"] or last["year"] and scene.year and int(last["year"]) != scene.year)
    if _ALL_TIME.search((context if "累计" in before else before).replace("今年以来", "").replace("本年以来", "")):
        scene.topic = "proactive"
        return True
    return scene.foreign


def _inherited(before: str, after: str, context: str, figure: Figure, scene: _Scene) -> _Reading | None:
    """A figure without a cue before it: an item of a list, a bare sum, or a figure that is named after the number."""
    named = find_cues(after.split("、")[0])
    if named and named[0].kind in _NOUNS - {_APPLICATION} and _is_filler(before):
        return _asked(named[0].kind, before + after, named[:1], scene)
    if scene.topic == _APPLICATION:
        if any(cue.kind == "answer" for cue in named) and not any(cue.kind in _PASSED_OVER for cue in named):
            return _Reading("applications_answered")
        return _Reading(_APPLICATION) if _SUM.search(before) and _is_filler(before) else None
    if scene.topic not in ("proactive", "") or named and named[0].kind in (*_PASSED_OVER, "carry"):
        return None
    label, is_channel = _label(before, [])
    if label:
        is_item = is_channel or scene.told or _is_like_the_last(context, label, figure, scene)
        return _Reading("proactive_part", label, is_pending=not scene.topic) if is_item or not scene.topic else None
    if not scene.topic:
        return None
    period = _PERIOD.search(before)
    if scene.listing and period:
        return _Reading("proactive_total", is_year_of_all=True)
    return _Reading("proactive_total") if _SUM.search(before) or period or re.match("达|[增升减降]至", before) else None


def _is_like_the_last(context: str, label: str, figure: Figure, scene: _Scene) -> bool:
    """Whether a figure goes on with a list: joined by 、 to the count before it, or in the same unit."""
    last = scene.counts[-1] if scene.counts else None
    adjoins = bool(last) and last.end + len(context) == figure.start
    return adjoins and last.measure.startswith("proactive") and (context.startswith("、") or last.unit == figure.unit and label.endswith(tuple(WORDS["part_endings"])))


def _passed_over(kind: str, word: str, scene: _Scene) -> _Reading | None:
    """Counts of something else. An application told by its route or applicant is a weak count of those received."""
    if kind == "outcome":
        if word.endswith("申请"):
            scene.topic = _APPLICATION
            return None if scene.told else _Reading(_APPLICATION, weak=True)
    elif kind != "none":
        scene.topic = "other"
    return None


def _disclosed(before: str, context: str, cues: list[Cue], scene: _Scene) -> _Reading | None:
    """A count of disclosures: the total, or a part with its label."""
    if scene.topic == _APPLICATION and not re.search("主动|信息|发布|推送", before) and _is_filler(before[cues[-1].end :]):
        return None
    scene.topic = "proactive"
    label, is_channel = _label(before, cues)
    is_sum = bool(_SUM.search(before, _channel_end(before) if is_channel else 0))
    if not label and not is_sum:
        label = _channel_before(context[: len(context) - len(before)]) or ("" if "公开" in before else scene.subject)
        is_channel = bool(label)
    if not scene.told and not is_channel and _SUBJECT.fullmatch(label):
        label = ""
    period = _PERIOD.search(before)
    if scene.told and not label and not is_sum:
        if period or "公开" in before and not any(c.measure == "proactive_total" and not c.weak for c in scene.counts):
            return _Reading("proactive_total", is_year_of_all=bool(period))
        label = _FOOT.sub("", _HEAD.sub("", before, count=1))
    weak = {cue.kind for cue in cues} & {"publish", "make"} == {"make"}
    if weak and label and not is_channel:
        return None
    if label and (scene.told or not (is_channel and is_sum)):
        return _Reading("proactive_part", label)
    return _Reading("proactive_total", label, weak, is_channel)


def _channel_end(before: str) -> int:
    match = _CHANNEL.search(before)
    return match.end() if match else 0


def _label(before: str, cues: list[Cue]) -> tuple[str, bool]:
    """What a count of disclosures is tied to, in the text's own words, and whether that is a channel; "" for information at large."""
    verbs = [cue for cue in cues if cue.kind in ("publish", "make")]
    channels = list(_CHANNEL.finditer(before, 0, verbs[-1].start)) if verbs else []
    channels = channels or list(_CHANNEL.finditer(before))
    if channels:
        end = channels[-1].end()
        if quoted := next((m for m in re.finditer("“[^”]*”|《[^》]*》", before) if m.start() < end < m.end()), None):
            end = quoted.end()
        phrase = before[:end]
        start = max((m.end() for m in _PREPOSITION.finditer(blot(phrase))), default=0)
        names = _TAIL.sub("", _HEAD.sub("", phrase[start:], count=1) if _HEAD.match(phrase[start:]) else phrase[start:])
        return ("", False) if not names or names in WORDS["any_channel"] or names.startswith(("各", "多", "所有", "不同")) or len(_CHANNEL.findall(re.sub("“[^”]*”", "", names))) > 1 and re.search("[、和与及]", names) else (names, True)
    verb = verbs[0] if verbs else None
    if verb and not _is_filler(before[verbs[-1].end :]):
        return _unless_general(_trimmed(before[verb.end :])), False
    return _unless_general(_trimmed(before[: verbs[-1].end] if verbs else before)), False


def _trimmed(words: str) -> str:
    head = _HEAD.match(words)
    return _FOOT.sub("", re.sub("(?<![党政村财事居]务)公开$", "", _FOOT.sub("", words[head.end() :] if head else words)))


def _unless_general(label: str) -> str:
    """The label, or "" where it only names information at large."""
    rest = _OBJECT.sub("", _FOOT.sub("", label))
    cues = find_cues(rest)
    return "" if not rest or cues and cues[0].start == 0 and cues[-1].end == len(rest) and all(c.kind in _VERBS for c in cues) else label


def _channel_before(opening: str) -> str:
    """The channel in a phrase that stands before the clause (通过县政府网站，公开…), or ""."""
    clauses = [clause for clause in re.split("[,;:()]", opening) if clause]
    if not clauses or not _PREPOSITION.search(clauses[-1]):
        return ""
    label, is_channel = _label(clauses[-1], [])
    return label if is_channel and _TAIL.sub("", clauses[-1]).endswith(label) else ""


def _asked(kind: str, before: str, cues: list[Cue], scene: _Scene) -> _Reading | None:
    """Applications, disputes, training and the other measures that have nouns of their own."""
    verbs = [cue.kind for cue in cues if cue.kind in _VERBS]
    if kind == "hold":
        scene.topic = "other"
        return None
    if kind in ("receive", "new", "handle", "answer", "carry"):
        asked = scene.topic == _APPLICATION or any(cue.kind == _APPLICATION for cue in cues)
        if not asked or not _is_filler(before[cues[-1].end :]):
            scene.topic = scene.topic if kind == "carry" else "other"
            return None
        scene.topic = _APPLICATION
        return _Reading("applications_answered") if kind == "answer" else _Reading(_APPLICATION, weak=kind == "handle")
    if kind == _APPLICATION:
        if scene.topic == "proactive" and scene.told and "receive" not in verbs or any(cue.kind == "outcome" for cue in cues):
            return None
        scene.topic = _APPLICATION
        return _Reading("applications_answered") if "answer" in verbs else _Reading(_APPLICATION, weak="handle" in verbs)
    if scene.told and scene.topic == "proactive":
        return _Reading("proactive_part", _trimmed(before))
    is_breakdown = scene.told and scene.topic == kind
    scene.topic = kind
    if is_breakdown or any(cue.kind == "never" for cue in cues) or kind == "training_sessions" and _OTHER_TRAINING.search(before):
        return None
    return _Reading(kind)


def _read_words(text: str, first: int, last: int, scene: _Scene) -> None:
    """Counts told in a clause without a figure: none at all, or all of those received have been answered."""
    clause = text[first:last]
    cues = find_cues(clause)
    if re.search(r"\d \d", clause):
        return
    nones = [cue for cue in cues if cue.kind == "none"]
    if nones:
        for measure in _denied(clause, cues, nones[0], text[max(first - 20, 0) : first], scene):
            scene.counts.append(_Count(measure, "", 0, "", "exact", first, last))
            scene.topic = _APPLICATION if measure.startswith("applications") else measure
        if any(cue.kind == _APPLICATION for cue in cues):
            scene.topic = _APPLICATION
        return
    received = scene.gross or scene.last(_APPLICATION)
    whole = _WHOLE.search(clause)
    if whole and received and received.value and scene.topic == _APPLICATION and any(c.kind == "answer" and c.start >= whole.start() for c in cues):
        carried = scene.last("applications_carried_in")
        answered = scene.last("applications_answered")
        if (scene.gross or not (carried and carried.value)) and not answered and "未" not in clause:
            scene.counts.append(_Count("applications_answered", "", received.value, received.unit, received.bound, first, last))
        return
    _note_subject(clause, scene)
    for cue in cues:
        if cue.kind in _NOUNS or cue.kind == "publish":
            scene.topic = "proactive" if cue.kind == "publish" else cue.kind


def _note_subject(clause: str, scene: _Scene) -> None:
    label, is_channel = _label(clause, [])
    scene.subject = label if is_channel else ""


def _denied(clause: str, cues: list[Cue], none: Cue, opening: str, scene: _Scene) -> list[str]:
    """The measures that a clause says there were none of."""
    if _is_filler(clause[: none.start]) and _is_filler(clause[none.end :]) and opening.endswith(":"):
        clause = re.split("[,;:。\n]", opening[:-1])[-1]
        return [cue.kind for cue in find_cues(clause) if cue.kind in _NOUNS]
    named = [cue for cue in cues if cue.kind in _NOUNS or cue.kind == "carry"]
    after = [cue for cue in named if cue.start >= none.end]
    found = []
    for cue in after or named:
        rest = clause[cue.end :]
        between = [c.kind for c in cues if none.end <= c.start < cue.start]
        if cue.kind == _APPLICATION and (_CAUSE.search(rest) or "answer" in between):
            continue
        if cue.kind == "carry":
            kind = _carried(clause, "", [cue], scene.year)
            found += [kind] if kind else []
        elif not any(c.kind == "carry" for c in cues) and not _is_other_year(clause, clause, scene):
            found.append(cue.kind)
    return list(dict.fromkeys(found))


def _settled(counts: list[_Count]) -> list[_Count]:
    """One count for each thing said: weak ones give way, a channel's sum beside other sums is a part, repetitions fall away."""
    sums = [c for c in counts if c.measure == "proactive_total" and not c.weak]
    plain = any(not c.channel for c in sums) or len({c.label for c in sums}) > 1
    settled: dict[tuple, _Count] = {}
    for count in sorted(counts, key=lambda c: c.start):
        rivals = [c for c in counts if c.measure == count.measure and c is not count]
        others = [c for c in counts if c.measure.startswith("proactive") and c is not count] if count.measure == "proactive_total" else []
        if count.weak and (others or any(not c.weak or c.value != count.value for c in rivals)):
            continue
        if count.measure == "proactive_total":
            count = replace(count, measure="proactive_part") if count.channel and plain else replace(count, label="")
        settled.setdefault((count.measure, count.label, count.value), count)
    return list(settled.values())
