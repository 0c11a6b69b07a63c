"""Counts told in words alone: none at all (未收到申请), or all of those received answered (均已答复)."""

import re
from dataclasses import replace
from functools import lru_cache

from ..tables.labels import vocabulary
from .periods import all_years, carried, other_year
from .scene import ANSWERED, CARRIED_IN, DOCUMENTS, NOUNS, RECEIVED, Count, Scene
from .subjects import is_filler, name_of
from .wording import WORDS, Cue, any_of, find_cues

_HELD = {"training_sessions", "policy_interpretations", "press_conferences", *DOCUMENTS}
_WHOLE = re.compile(any_of(WORDS["whole"]))
_DONE = re.compile(rf"{any_of(WORDS['whole'])}|[于在按依当及]|经审查")
_IN_TIME = re.compile("(?:已?(?:按时|按期|如期|及时|依法|依规|按规定|按要求))+(?:予以|进行|作出)?(?:办结|答复|回复|办理完毕|答复完毕)")
_UNDECIDED = re.compile("[未将待尚率应]|正在|要求")
_AS_ASKED = re.compile("[按依据照][^,]{0,10}要求")
_CAUSE = re.compile(any_of(WORDS["causes"]))
_CLAUSES = re.compile("[,;:()。\n]")
_OTHERS = re.compile("其[他它](?:形式|方式|渠道|途径|类型|的?申请)")
_NOT_RECEIVED = re.compile("收到|接到|受理")
_IT_IS = re.compile("[均都]?[系为是]|全部|[均都](?:来自|通过|经由?|由)")
_EXCEPTED = re.compile("除了?[^,;。第]{0,6}[\\d一二两三四五六七八九十]+[件条宗份起个项]")
_ANNOUNCED = re.compile("公开(?:内容|形式|方式|渠道|途径|载体|类别|情况)(?:主要)?(?:包括|有|为|如下)?$")
_TABLE_ROW = re.compile(r"\d \d")
_ARTICLE = re.compile(r"(?<![据照按对合例》])第二十条第\(")
_LABELS = [label for kind in ("outcome", "route", "result", "item", "measure") for label in vocabulary(kind) if len(label) > 3]
_COUNTED = r"(?!(?:数量?)?[为共有均:]{0,2}(?:\d|[一二两三四五六七八九十])+[件条宗起份个项篇次])"
_LABEL = re.compile(rf"(?:{any_of(_LABELS)}){_COUNTED}")
_LONG, _MANY = 6, 4
_THROUGH = re.compile(rf"(?:[一二三四五六]是)?(?:{any_of(w for w in WORDS['prepositions'] if len(w) > 1)}|[以在])")
_ZEROS = re.compile("(?<![\\d.,])00")


@lru_cache(maxsize=4096)
def is_table(clause: str) -> bool:
    """Whether a clause is a piece of the form's tables run into the text: an article's number, labels without counts, a row of zeros."""
    labels = {m[0] for m in _LABEL.finditer(clause)}
    is_row = sum(len(label) >= _LONG for label in labels) > 1 or len(labels) >= _MANY
    return is_row or bool(_ARTICLE.search(clause) or labels and _ZEROS.search(clause))


def read_words(text: str, first: int, last: int, scene: Scene) -> None:
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
    elif (told := scene.last(RECEIVED)) and _IT_IS.match(clause) and (measure := carried(clause, "", cues, scene.year)):
        scene.counts[scene.counts.index(told)] = replace(told, measure=measure, weak=False)
        scene.gross = told
    elif not _EXCEPTED.search(text, scene.sentence, first) and (answered := _all_answered(clause, cues, scene)):
        scene.counts.append(replace(answered, measure=ANSWERED, start=first, end=last, sentence=scene.sentence))
    else:
        note_subject(clause, scene)
        note_topic(clause, scene)


def _all_answered(clause: str, cues: tuple[Cue, ...], scene: Scene) -> Count | None:
    """The applications received where the clause says that they have all been answered; None where others were carried over too."""
    received = scene.gross or scene.last(RECEIVED)
    if not (received and received.value and scene.topic == RECEIVED) or _UNDECIDED.search(_AS_ASKED.sub("", clause)) or scene.last(ANSWERED):
        return None
    if received.weak and sum(c.measure == RECEIVED and c.sentence == received.sentence for c in scene.counts) > 1:
        return None  # told applicant by applicant, and the text states no sum of them
    whole = (_DONE if (received.value == 1 or clause.startswith("并")) and received.sentence == scene.sentence else _WHOLE).search(clause)
    is_answered = any(cue.kind == "answer" for cue in cues)
    if whole and not is_answered:
        scene.all_of_them = scene.sentence
    if not whole and scene.all_of_them != scene.sentence and not (received.sentence == scene.sentence and _IN_TIME.fullmatch(clause)):
        return None
    carried_in, carried_out = scene.last(CARRIED_IN), scene.last("applications_carried_out")
    is_left = carried_out and carried_out.value and carried_out.start > received.start
    if is_left or not scene.gross and carried_in and carried_in.value:
        return None
    return received if any(cue.kind == "answer" and (not whole or cue.start >= whole.start()) for cue in cues) else None


def _denied(clause: str, cues: tuple[Cue, ...], none: Cue, opening: str, scene: Scene) -> list[str]:
    """The measures that a clause says there were none of."""
    if is_filler(clause[: none.start]) and is_filler(clause[none.end :]) and opening.endswith((":", ",")):
        heading = find_cues(_CLAUSES.split(opening[:-1])[-1])
        if opening.endswith(":") or heading and all(cue.kind in NOUNS for cue in heading):
            return [cue.kind for cue in heading if cue.kind in NOUNS]
    is_of_others = any(cue.kind == "elsewhere" for cue in cues if cue.start < none.start) and "公开" not in clause
    if _OTHERS.search(clause) or is_of_others:
        return []
    named = [_as_asked(cue, clause) for cue in cues if cue.kind in (*NOUNS, "carry") or _as_asked(cue, clause) != cue]
    is_understood = not named and (scene.topic == RECEIVED or "要求公开" in clause) and _NOT_RECEIVED.search(clause, none.start)
    found = [RECEIVED] if is_understood and not other_year(clause, scene.year) else []
    after = [cue for cue in named if cue.start >= none.end]
    for cue in after or (named if _says_no_more(clause[none.end :]) else []):
        if cue.kind in _HELD and not _is_not_held(clause, cues, none, cue):
            continue
        is_answered = any(c.kind == "answer" and none.end <= c.start < cue.start for c in cues)
        if cue.kind == RECEIVED and (_CAUSE.search(clause, cue.end) or is_answered):
            continue
        if cue.kind == "carry":
            found.append(carried(clause, "", (cue,), scene.year))
        elif ("新收" in clause or not any(c.kind == "carry" for c in cues)) and not other_year(clause, scene.year):
            found.append(cue.kind)
    return [measure for measure in dict.fromkeys(found) if measure]


def _says_no_more(words: str) -> bool:
    """Whether after a denial only a verb or nothing follows (申请零受理, 复议零发生)."""
    return is_filler(words) or words in WORDS["happening"]


def _as_asked(cue: Cue, clause: str) -> Cue:
    """An application named by its route (公开政府信息的书面申请) taken as an application for disclosure; any other cue as it is."""
    is_route = cue.kind == "outcome" and clause.endswith("申请", 0, cue.end) and "公开" in clause
    return replace(cue, kind=RECEIVED) if is_route else cue


def _is_not_held(clause: str, cues: tuple[Cue, ...], none: Cue, noun: Cue) -> bool:
    """Whether the denial is of holding or publishing the thing, not of some quality that it lacks (没有系统的培训)."""
    is_done = any(cue.kind in ("hold", "publish") and none.end <= cue.start < noun.start for cue in cues)
    return is_done or noun.start < none.end or len(clause[none.start : none.end]) > 2 or none.end == noun.start

def note_subject(clause: str, scene: Scene) -> None:
    """Remember the one channel that a clause without counts speaks of."""
    label, is_channel = name_of(clause, ())
    if is_channel:
        scene.subject = "" if all_years(clause, clause, scene.year) else label
        scene.through = scene.sentence if _THROUGH.match(clause) else -1
    elif scene.through != scene.sentence:
        scene.subject = ""


def note_topic(clause: str, scene: Scene) -> None:
    """Remember what a clause without counts speaks of; what applications turned out to be (均为已公开信息) is no new topic."""
    if scene.topic == RECEIVED and _IT_IS.match(clause):
        return
    named = [cue.kind for cue in find_cues(clause) if cue.kind in NOUNS or cue.kind == "publish"]
    is_announced = _ANNOUNCED.search(clause) is not None
    scene.listing = scene.listing or is_announced
    if named or is_announced:
        scene.topic = named[-1] if named and named[-1] != "publish" else "proactive"
