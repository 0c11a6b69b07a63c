"""Counts of applications, disputes, training and the other measures that have nouns of their own."""

import re
from dataclasses import replace
from itertools import pairwise

from .scene import ANSWERED, DOCUMENTS, NOUNS, PART, RECEIVED, Reading, Scene
from .subjects import SUM, VERBS, is_filler, plain_name, unless_general
from .wording import AND, MEASURES, WORDS, Cue, Figure, any_of

_OTHER_TRAINING = re.compile(any_of(WORDS["specific_training"]))
_TRAINING = re.compile(any_of(WORDS["disclosure_training"]))
_ATTENDED = re.compile(rf"(?:{any_of(WORDS['attending'])})(?!或|人数|人次|人员|组织|举办|主办|承办)(?P<whose>[^并]*)$")
_ORGANISED = re.compile(any_of(WORDS["organising"]))
_OUTSIDE = re.compile(any_of(WORDS["outside"]))
_ROUTE = re.compile(any_of(WORDS["routes"]))
_SENT_BY = re.compile("(?:自然人|公民|个人|法人|企业|组织)[^,]{0,12}?(?:提交|提出|递交)的?")
_ASKED_FOR = re.compile("(?:政府|政务)?信息公开$")
_EVENTS, SITTINGS = {"press_conferences", "training_sessions"}, {"次", "场", "场次"}
_FORMS = re.compile("^(?:图|文|文字|图片|音频|视频|图表|动漫|海报|问答)(?:[、和与及](?:图|文|文字|图片|音频|视频|图表|动漫|海报|问答))+$")


def asked(kind: str, before: str, cues: tuple[Cue, ...], context: str, figure: Figure, scene: Scene) -> Reading | None:
    """Applications, disputes, training and the other measures that have nouns of their own."""
    if kind == RECEIVED or kind in VERBS - {"hold"}:
        is_share = kind == "answer" and scene.told and any(cue.kind == "outcome" for cue in cues)
        return None if is_share or "协助" in before else _applied(kind, before, cues, context, scene)
    is_event = kind in _EVENTS and figure.unit in SITTINGS
    if kind in NOUNS and context.startswith(";") and any(cue.kind in ("hold", "publish") for cue in cues):
        scene.told = False
    if scene.told and scene.topic == "proactive" and not is_event and (kind != "hold" or figure.unit not in MEASURES["training_sessions"]["units"]):
        return Reading(PART, plain_name(before)) if kind != "hold" or unless_general(plain_name(before)) else None
    if kind == "hold":
        scene.topic = "other"
        return None
    if figure.value and _are_joined(before, cues):
        return None
    is_breakdown = scene.told and scene.topic == kind
    is_among_disclosures = kind == "policy_interpretations" and context.startswith("、") and scene.topic == "proactive"
    scene.topic = scene.topic if is_among_disclosures else kind
    done = [cue.kind for cue in cues if cue.kind in ("hold", "publish", "never")]
    is_cleared = kind in DOCUMENTS and "never" in done and "hold" not in done
    is_other = is_cleared or done[-1:] == ["never"] or kind in _EVENTS and _is_attended(kind, before) or kind == "training_sessions" and not _is_on_disclosure(before, cues)
    if SUM.search(before) and (kinds := sum_of_kinds(kind, figure, scene)):
        return kinds
    return None if is_breakdown or is_other else Reading(kind)


def is_asked_for(before: str, cues: tuple[Cue, ...]) -> bool:
    """Whether 公开 is what was asked for, not done (受理政府信息公开3件, 自然人申请公开信息2件)."""
    is_received = any(cue.kind in ("receive", "handle") for cue in cues) and _ASKED_FOR.search(before, cues[-1].start - 4)
    return bool(is_received) or before.endswith("申请", 0, cues[-1].start)


def _is_on_disclosure(before: str, cues: tuple[Cue, ...]) -> bool:
    """Whether a training is on disclosure, or of a kind that does not say on what (业务培训, 集中培训)."""
    noun = next(cue for cue in reversed(cues) if cue.kind == "training_sessions")
    told = before[max((cue.end for cue in cues if cue.end <= noun.start), default=0) : noun.start]
    kind = AND.split(told)[-1]
    return not _OTHER_TRAINING.search(before) and (is_filler(kind) or bool(_TRAINING.search(before)))


def _is_attended(kind: str, before: str) -> bool:
    """Whether a training or press conference was one that others held (参加上级培训3次); to have one's people attend one (组织干部参加培训2期) is to hold it.

    Of a press conference that is none of others' the organ is a host too.
    """
    attended = _ATTENDED.search(before)
    return attended is not None and bool(
        _OUTSIDE.search(attended["whose"]) or kind == "training_sessions" and not _ORGANISED.search(before, 0, attended.start())
    )


def _are_joined(before: str, cues: tuple[Cue, ...]) -> bool:
    """Whether the figure is one sum over two measures (行政复议和行政诉讼共3件), or over a measure and something else."""
    nouns = [cue for cue in cues if cue.kind in NOUNS]
    others = [(noun.end, other and other.start) for noun, other in pairwise([*nouns, None]) if not other or other.kind != noun.kind]
    return any(AND.search(_FORMS.sub("", before[end:start])) for end, start in others)


def _applied(kind: str, before: str, cues: tuple[Cue, ...], context: str, scene: Scene) -> Reading | None:
    """Applications: with a verb alone only where they are the topic; which measure the verb says."""
    verbs = [cue.kind for cue in cues if cue.kind in VERBS]
    if kind == RECEIVED:
        if (scene.topic == "other" or scene.pending) and "公开" not in before and before[cues[-1].start : cues[-1].end] == "申请" and "receive" not in verbs:
            return None
        if scene.told and (_ROUTE.search(before) or not verbs and "公开" not in before) and any(c.measure in (RECEIVED, ANSWERED) and c.sentence == scene.sentence for c in scene.counts):
            return None
        is_attribute = scene.topic == "proactive" and scene.told and "receive" not in verbs and not context.startswith(";")
        is_made = scene.made == scene.sentence and not verbs
        is_share = is_made or re.search("中有?(?:[^,]{0,2})$", before) is not None
        if is_attribute or is_share:
            return None
        if any(cue.kind == "outcome" for cue in cues):
            if "receive" in verbs and _SENT_BY.search(before) and not scene.told:
                scene.topic = RECEIVED
                return Reading(RECEIVED, weak=True)
            return None
    elif unless_general(before[cues[-1].end :]) or scene.topic != RECEIVED and all(cue.kind != RECEIVED for cue in cues):
        scene.topic = scene.topic if kind == "carry" or scene.told and scene.topic == RECEIVED else "other"
        return None
    scene.topic = RECEIVED
    return Reading(ANSWERED) if "answer" in verbs and kind in (RECEIVED, "answer") else Reading(RECEIVED, weak="handle" in verbs)


def sum_received(figure: Figure, scene: Scene) -> Reading | None:
    """A bare sum of applications: those received, unless the sentence has told them already and the sum takes in those carried over."""
    received = scene.last(RECEIVED)
    if kinds := sum_of_kinds(RECEIVED, figure, scene):
        return kinds
    if received and not received.weak and received.sentence == scene.sentence:
        scene.gross = replace(received, value=figure.value, unit=figure.unit, bound=figure.bound)
        return None
    return Reading(RECEIVED)


def sum_of_kinds(measure: str, figure: Figure, scene: Scene) -> Reading | None:
    """The sum of what the sentence has told kind by kind (涉企解读9篇、惠农解读15篇，共24篇), which takes their place; None where it is not their sum."""
    kinds = [c for c in scene.counts if c.measure == measure and c.sentence == scene.sentence]
    if len(kinds) < 2 or sum(c.value for c in kinds) != figure.value:
        return None
    scene.counts = [c for c in scene.counts if c not in kinds]
    return Reading(measure)
