"""What a figure counts: the cue nearest before the number decides; lists, sums and comparisons are told apart by what the text has led to."""

import re
from dataclasses import replace
from itertools import pairwise

from .periods import PERIOD, all_years, carried, is_compared, is_foreign
from .scene import ANSWERED, NOUNS, PART, RECEIVED, TOTAL, Reading, Scene
from .subjects import SUM, VERBS, channel_before, channel_end, is_filler, is_organ, name_of, plain_name
from .wording import MEASURES, WORDS, Cue, Figure, any_of, find_cues

_PASSED_OVER = {"never", "elsewhere", "outcome", "none"}
_CLASSES = re.compile(r"(?<!第)[\d一二两三四五六七八九十百]+余?(?:大|个)?类别?(?=[\d一二三四五六七八九十]|$|共|合计|总计)")
_AFTER_NOUN = re.compile(r"均|全部|都|已|为|占|比|较|同比|上升|下降|增|减|提高|\d")
_OTHER_TRAINING = re.compile(any_of(WORDS["specific_training"]))
_TRAINING = re.compile(any_of(WORDS["disclosure_training"]))
_AND = re.compile("[、和与及]")
_ITEMS = {"条", "篇", "则"}
_ENDINGS = tuple(WORDS["part_endings"])


def judge(before: str, after: str, context: str, figure: Figure, scene: Scene) -> Reading | None:
    """What a figure counts, told by the words before and after it; None where it counts nothing of ours.

    before and after reach to the next figure or the end of the clause; context to the figure before in the sentence.
    """
    before, cues = _in_order(_CLASSES.sub("", before), after)
    kind = _kind(before, cues, scene)
    if any(cue.kind == "publish" for cue in cues) and scene.topic != RECEIVED:
        scene.topic = "proactive"
    if kind in (*VERBS, RECEIVED, "") and (measure := carried(before, after, cues, scene.year)):
        scene.topic = RECEIVED
        return Reading(measure)
    if kind == "carry":
        is_left = any(c.measure in (RECEIVED, ANSWERED) and c.sentence == scene.sentence for c in scene.counts)
        return Reading("applications_carried_out") if is_left and is_filler(before[: cues[-1].start]) else None
    if is_compared(before, scene) or is_foreign(before, context, scene):
        name, is_channel = name_of(before, cues)
        scene.subject = "" if all_years(before, context) else name if is_channel else scene.subject
        return None
    if kind == "":
        return _inherited(before, after, context, figure, scene)
    if kind == "elsewhere" and not scene.topic and len(cues) == 1 and (label := name_of(before, ())[0]):
        return Reading(PART, label, pending=True)
    if kind in _PASSED_OVER and not (kind == "elsewhere" and _is_listed(context, cues, figure, scene)):
        return _passed_over(kind, before[cues[-1].start : cues[-1].end], scene)
    if any(cue.kind == "make" for cue in cues):
        scene.made = scene.sentence
    is_new = kind == "new" and scene.topic != RECEIVED and not is_filler(before[cues[-1].end :])
    if kind in ("publish", "make", "elsewhere") or is_new:
        is_meeting = any(cue.kind == "hold" for cue in cues) and figure.unit in MEASURES["training_sessions"]["units"]
        return None if is_meeting else _disclosed(before, context, cues, figure, scene)
    return _asked(kind, before, cues, context, figure, scene)


def _in_order(before: str, after: str) -> tuple[str, tuple[Cue, ...]]:
    """The words before a figure and their cues; a noun after the number (举办3期培训班) is put behind its verb."""
    cues = find_cues(before)
    if cues and cues[-1].kind in VERBS and is_filler(before[cues[-1].end :]) and re.match(r"[\u4e00-\u9fff“《]", after):
        before = f"{before}·{_AFTER_NOUN.split(after)[0]}"
        cues = find_cues(before)
    return before, tuple(cue for cue in cues if cue.kind != "count") or cues


def _kind(before: str, cues: tuple[Cue, ...], scene: Scene) -> str:
    """The kind of the deciding cue, the last one; "" without one."""
    kind = cues[-1].kind if cues else ""
    if kind == "hold" and is_filler(before[cues[-1].end :]):
        topic = scene.topic if scene.topic in NOUNS - {RECEIVED} else kind
        return next((cue.kind for cue in reversed(cues) if cue.kind in NOUNS), topic)
    if kind == "count":
        return "publish"
    return "" if kind == "new" and scene.topic == "proactive" and is_filler(before) else kind


def _is_listed(context: str, cues: tuple[Cue, ...], figure: Figure, scene: Scene) -> bool:
    """Whether a count of other things (行政许可12条) stands as a count of what was disclosed about them."""
    is_next = all(cue.kind == "elsewhere" for cue in cues) and figure.unit in _ITEMS and _goes_on(context, _ENDINGS[0], figure, scene)
    is_next = is_next or context.startswith("、") and _goes_on(context, "", figure, scene)
    return scene.told or is_next or any(cue.kind == "publish" for cue in cues)


def _goes_on(context: str, label: str, figure: Figure, scene: Scene) -> bool:
    """Whether a figure goes on with a list: joined by 、 to the count before it, or named like a part and in the same unit."""
    last = scene.counts[-1] if scene.counts else None
    if not last or last.end + len(context) != figure.start or last.measure not in (TOTAL, PART, "policy_interpretations"):
        return False
    is_alike = last.unit == figure.unit or last.measure == PART and figure.unit in _ITEMS
    return context.startswith("、") or is_alike and label.endswith(_ENDINGS)


def _inherited(before: str, after: str, context: str, figure: Figure, scene: Scene) -> Reading | None:
    """A figure without a cue before it: an item of a list, a bare sum, or a figure that is named after the number."""
    named = find_cues(after.split("、")[0])
    noun = next((cue for cue in named if cue.kind != "publish"), None)
    if noun and noun.kind in NOUNS - {RECEIVED} and is_filler(before):
        return _asked(noun.kind, before + after, (noun,), context, figure, scene)
    if scene.topic == RECEIVED:
        if any(cue.kind == "answer" for cue in named) and all(cue.kind in VERBS | {RECEIVED} for cue in named):
            return Reading(ANSWERED)
        return _sum_received(figure, scene) if SUM.search(before) and is_filler(before) else None
    if scene.topic not in ("proactive", "") or named and named[0].kind in (*_PASSED_OVER, "carry"):
        return None
    label, is_channel = name_of(before, ())
    if not label and scene.told and after.startswith("为"):
        label = plain_name(after)
    is_next = not label and not SUM.search(before) and (scene.told or context.startswith("、") and _goes_on(context, "", figure, scene))
    if is_next and not PERIOD.search(before):
        label = plain_name(before)
    if label:
        is_item = not scene.topic or is_channel or scene.told or _goes_on(context, label, figure, scene)
        return Reading(PART, label, pending=not scene.topic) if is_item else None
    period = PERIOD.search(before)
    is_reached = re.match("达|.{0,2}[增升减降长少高][到至]", before) and all(c.sentence != scene.sentence for c in scene.counts)
    if scene.topic and (period or is_reached or SUM.search(before)):
        is_part = scene.subject and not scene.listing and not SUM.search(before)
        return Reading(PART, scene.subject) if is_part else Reading(TOTAL, of_all_years=bool(scene.listing and period))
    return None


def _sum_received(figure: Figure, scene: Scene) -> Reading | None:
    """A bare sum of applications: those received, unless the sentence has told them already and the sum takes in those carried over."""
    received = scene.last(RECEIVED)
    kinds = [c for c in scene.counts if c.measure == RECEIVED and c.sentence == scene.sentence]
    if len(kinds) > 1 and sum(c.value for c in kinds) == figure.value:
        scene.counts = [c for c in scene.counts if c not in kinds]
        return Reading(RECEIVED)
    if received and not received.weak and received.sentence == scene.sentence:
        scene.gross = replace(received, value=figure.value, unit=figure.unit, bound=figure.bound)
        return None
    return Reading(RECEIVED)


def _passed_over(kind: str, word: str, scene: Scene) -> Reading | None:
    """Counts of something else. Applications told by their route or applicant are a weak count of those received."""
    if kind == "outcome" and word.endswith("申请"):
        scene.topic = RECEIVED
        return None if scene.told else Reading(RECEIVED, weak=True)
    if kind in ("never", "elsewhere"):
        scene.topic = "other"
    return None


def _disclosed(before: str, context: str, cues: tuple[Cue, ...], figure: Figure, scene: Scene) -> Reading | None:
    """A count of disclosures: the total, or a part with its label."""
    if scene.topic == RECEIVED and not re.search("主动|信息|发布|推送", before) and is_filler(before[cues[-1].end :]):
        return None
    scene.topic = "proactive"
    if "累计" in before and scene.added == scene.sentence:
        return None
    scene.added = scene.sentence if "新增" in before else scene.added
    was_running, scene.running = scene.running, "累计" in before
    label, is_channel = name_of(before, cues)
    is_sum = SUM.search(before, channel_end(before) if is_channel else 0) is not None
    if not label and not is_sum:
        label = channel_before(context[: len(context) - len(before)]) or _subject(before, cues, scene)
        is_channel = bool(label)
    if not scene.told and not is_channel and is_organ(label):
        label = ""
    if scene.told and not label and not is_sum:
        period = PERIOD.search(before)
        if period or "公开" in before and not any(c.measure == TOTAL and not c.weak for c in scene.counts):
            return Reading(TOTAL, of_all_years=bool(period))
        label = plain_name(before)
    weak = {cue.kind for cue in cues} & {"publish", "make"} == {"make"}
    if weak and label and not is_channel:
        return None
    if not is_channel and figure.unit == "次" and "更新" in before:
        return None
    if label and (scene.told or not (is_channel and is_sum)):
        return None if _is_enumeration(before, figure) else Reading(PART, label, channel=is_channel)
    is_beside_total = any(c.measure == TOTAL and not c.weak and c.sentence == scene.sentence for c in scene.counts)
    if is_beside_total and not (label or is_sum or "公开" in before or PERIOD.search(before)):
        return Reading(PART, plain_name(before))
    of_all_years = was_running and PERIOD.search(before) is not None
    return Reading(TOTAL, label, weak, is_channel, of_all_years)


def _subject(before: str, cues: tuple[Cue, ...], scene: Scene) -> str:
    """The channel that the sentence has been speaking of; what is "made public" (公开) or counted for the year is no longer its own."""
    is_its_own = scene.counts and scene.counts[-1].sentence == scene.sentence and PERIOD.search(before)
    return "" if "公开" in before or is_its_own or cues[-1].kind == "make" else scene.subject


def _is_enumeration(before: str, figure: Figure) -> bool:
    """Whether the number only counts the things just named (网站推送和村民微信群两条)."""
    return figure.written in "两二三四五" and len(re.split("[、和与及]", before)) == figure.value


def _asked(kind: str, before: str, cues: tuple[Cue, ...], context: str, figure: Figure, scene: Scene) -> Reading | None:
    """Applications, disputes, training and the other measures that have nouns of their own."""
    if kind == RECEIVED or kind in VERBS - {"hold"}:
        return _applied(kind, before, cues, scene)
    if scene.told and scene.topic == "proactive" and (kind != "hold" or figure.unit not in MEASURES["training_sessions"]["units"]):
        return Reading(PART, plain_name(before))
    if kind == "hold":
        scene.topic = "other"
        return None
    if kind == "normative_documents_issued" and ("公开" in before or channel_end(before)) and all(cue.kind != "hold" for cue in cues):
        return _disclosed(before, context, cues, figure, scene)
    if figure.value and _are_joined(before, cues):
        return None
    is_breakdown = scene.told and scene.topic == kind
    is_among_disclosures = kind == "policy_interpretations" and context.startswith("、") and scene.topic == "proactive"
    scene.topic = scene.topic if is_among_disclosures else kind
    done = [cue.kind for cue in cues if cue.kind in ("hold", "publish", "never")]
    is_other = done[-1:] == ["never"] or kind == "training_sessions" and not _is_on_disclosure(before, cues)
    return None if is_breakdown or is_other else Reading(kind)


def _is_on_disclosure(before: str, cues: tuple[Cue, ...]) -> bool:
    """Whether a training is on disclosure, or of a kind that does not say on what (业务培训, 集中培训)."""
    noun = next(cue for cue in reversed(cues) if cue.kind == "training_sessions")
    told = before[max((cue.end for cue in cues if cue.end <= noun.start), default=0) : noun.start]
    kind = _AND.split(told)[-1]
    return not _OTHER_TRAINING.search(before) and (is_filler(kind) or bool(_TRAINING.search(before)))


def _are_joined(before: str, cues: tuple[Cue, ...]) -> bool:
    """Whether the figure is one sum over two measures (行政复议和行政诉讼共3件), or over a measure and something else."""
    nouns = [cue for cue in cues if cue.kind in NOUNS]
    others = [(noun.end, other and other.start) for noun, other in pairwise([*nouns, None]) if not other or other.kind != noun.kind]
    return any(_AND.search(before[end:start]) for end, start in others)


def _applied(kind: str, before: str, cues: tuple[Cue, ...], scene: Scene) -> Reading | None:
    """Applications: with a verb alone only where they are the topic; which measure the verb says."""
    verbs = [cue.kind for cue in cues if cue.kind in VERBS]
    if kind == RECEIVED:
        is_attribute = scene.topic == "proactive" and scene.told and "receive" not in verbs
        is_made = scene.made == scene.sentence and not verbs
        is_share = is_made or re.search("中有?(?:[^,]{0,2})$", before) is not None
        if is_attribute or is_share or any(cue.kind == "outcome" for cue in cues):
            return None
    elif not is_filler(before[cues[-1].end :]) or scene.topic != RECEIVED and all(cue.kind != RECEIVED for cue in cues):
        scene.topic = scene.topic if kind == "carry" else "other"
        return None
    scene.topic = RECEIVED
    return Reading(ANSWERED) if "answer" in verbs and kind in (RECEIVED, "answer") else Reading(RECEIVED, weak="handle" in verbs)
