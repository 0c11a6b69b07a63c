"""What a figure counts: the cue nearest before the number decides; lists, sums and comparisons are told apart by what the text has led to."""

import re
from dataclasses import dataclass

from .asked import SITTINGS, asked, is_asked_for
from .disclosed import ENUMERATED, ITEMS, disclosed, goes_on
from .inherited import AFTER_NOUN, NAME, PASSED_OVER, inherited
from .periods import all_years, carried, is_compared, is_foreign
from .scene import ANSWERED, DOCUMENTS, NOUNS, PART, RECEIVED, Reading, Scene
from .subjects import ENDINGS, VERBS, channel_end, in_channel, is_filler, name_of
from .wording import MEASURES, Cue, Figure, blot, find_cues

NOTHING = Reading("")
"""The verdict that a figure counts nothing of ours."""
_UNLESS_NAMED = {"never", "elsewhere", "handle", "receive", "outcome", "answer", "reconsiderations", "litigations"}
_CLASSES = re.compile(r"(?<!第)[\d一二两三四五六七八九十百]+余?(?:大|个)?类别?(?=[\d一二三四五六七八九十]|$|共|合计|总计)")
_REMARK = re.compile(r"(?<=[息容件])\([^()\d]*\)$")
_SHARE_OF = re.compile(r"的(?:(?:近|约|超)?[\d.]+%|目标|任务|指标|计划)")
_GROWN = re.compile("[增升减降提上下扩达][^,]{0,3}[到至为]|[到至]")
_PUBLISHED = re.compile("(?:均|都|已经?|现已|业已|及时|对外|主动|依法|依规|向社会|面向社会)*(?:公开|公布|发布)(?:完毕)?")
_OF_YEAR = re.compile("[系为是属]于?(?P<said>(?:20\\d\\d年度?|[本今当]年度?)(?:新增|新?公开|新?发布))(?=[的,;。]|$)")
_SHOWN = re.compile("(?<=直播)(?:举办|开展|进行|播出)$")
_AFTER_CARRYING = re.compile("结转上(?:一)?年度?(?:的|申请)?(?:之?后|外)(?=新)")
_TORN = re.compile("(?<=发布|推送|更新)信$|(?<=公开)内容$")
_STOCK = re.compile("[^,、]{0,6}有[^,、]*[\\d一二两三四五六七八九十百千万][座名人台辆家户亩所栋口艘]、[^,、]+$")
_BULLETIN = re.compile("(?<=》)印发$")
_PAPERS = re.compile("公文|文件")


@dataclass(frozen=True, slots=True)
class Words:
    """A figure in its words: before and after reach to the next figure or the end of the clause, context to the figure before in the sentence."""

    before: str
    after: str
    context: str
    figure: Figure
    cues: tuple[Cue, ...]
    kind: str

    @property
    def is_bare(self) -> bool:
        """Whether nothing of weight follows the last cue."""
        return is_filler(self.before[self.cues[-1].end :])


def judge(before: str, after: str, context: str, figure: Figure, scene: Scene) -> Reading | None:
    """What a figure counts, told by the words around it; None where it counts nothing of ours. The first judge with a verdict decides."""
    if before[-1:] in ("由", "从") and _GROWN.match(after) or _SHARE_OF.match(after) or _STOCK.match(before):
        return None
    if figure.unit in ITEMS:  # 网站占70条 is no share, and a bulletin comes out in issues
        before = _BULLETIN.sub("编发", before.removesuffix("占"))
    if scene.topic != RECEIVED and is_filler(before) and _PUBLISHED.fullmatch(after):
        before += "公开"  # 形成信息211件，其中184件已主动公开
    if of_year := _OF_YEAR.match(after):
        before += of_year["said"]
    if before.endswith("发") and channel_end(before) == len(before) - 1:
        before += "布"  # 微信发30条
    before, cues = _in_order(_mended(before, scene), after)
    cues = tuple(cue for cue in cues if cue.kind != "never" or figure.unit not in ITEMS or not in_channel(before, cue))
    words = Words(before, after, context, figure, cues, _kind(before, cues, scene))
    for verdict in (_said_of_noun, _carried_over, _of_another_year, _without_cue, _of_other_things, _of_disclosures):
        if reading := verdict(words, scene):
            return None if reading is NOTHING else reading
    return asked(words.kind, before, cues, context, figure, scene)


def _said_of_noun(words: Words, scene: Scene) -> Reading | None:
    """A publishing verb alone speaks of the noun just counted (制定规范性文件3件，公开3件); any other begins to speak of disclosures."""
    cues = words.cues
    if words.kind == "publish" and scene.topic in NOUNS - {RECEIVED} and is_filler(words.before[: cues[0].start]) and cues[0].end == len(words.before):
        return NOTHING
    if any(cue.kind == "publish" for cue in cues) and scene.topic != RECEIVED:
        scene.topic = "proactive"
    return None


def _carried_over(words: Words, scene: Scene) -> Reading | None:
    """Applications carried over, by their direction; what is left of those received needs none."""
    kind, cues = words.kind, words.cues
    if kind in (*VERBS, RECEIVED, "") and (measure := carried(words.before, words.after, cues, scene.year)):
        scene.topic = RECEIVED
        return Reading(measure)
    if kind == "carry" or scene.topic == RECEIVED and any(cue.kind == "carry" and cue.start == 0 for cue in find_cues(words.after)):
        is_left = any(c.measure in (RECEIVED, ANSWERED) and c.sentence == scene.sentence for c in scene.counts)
        return Reading("applications_carried_out") if is_left and is_filler(words.before[: cues[-1].start if cues else None]) else NOTHING
    return None


def _of_another_year(words: Words, scene: Scene) -> Reading | None:
    """Counts of other years and of all years, and changes against them, only tell what the text speaks of."""
    before, context = words.before, words.context
    if not (is_compared(before, scene) or is_foreign(before, context, scene)):
        return None
    name, is_channel = name_of(before, words.cues)
    scene.topic = RECEIVED if words.kind == RECEIVED else scene.topic
    scene.subject = "" if all_years(before, context, scene.year) else name if is_channel else scene.subject
    return NOTHING


def _without_cue(words: Words, scene: Scene) -> Reading | None:
    """Figures without a cue, or in a list with a 无 or 零 that belongs to a name, take over what the text has led to."""
    is_named = words.kind == "none" and words.figure.value and _is_next(words, scene) and not is_filler(words.before[: words.cues[-1].start])
    if words.kind == "" or is_named:
        return inherited(words.before, words.after, words.context, words.figure, scene) or NOTHING
    if words.kind == "elsewhere" and not scene.topic and len(words.cues) == 1 and (label := name_of(words.before, ())[0]):
        return Reading(PART, label, pending=True)
    return None


def _of_other_things(words: Words, scene: Scene) -> Reading | None:
    """Counts of something else (接待来访12次), unless it was published or stands in a list of what was."""
    kind, cues = words.kind, words.cues
    if kind not in PASSED_OVER or _is_published_name(words, scene) or kind == "elsewhere" and _is_listed(words, scene):
        return None
    is_item = scene.told and scene.topic == "proactive" and goes_on(words.context, ENDINGS[0], words.figure, scene)
    return NOTHING if is_item else _passed_over(kind, words.before[cues[-1].start : cues[-1].end], scene) or NOTHING


def _of_disclosures(words: Words, scene: Scene) -> Reading | None:
    """What was published, made or is new; documents too where they were not made but made public."""
    before, kind, cues, figure = words.before, words.kind, words.cues, words.figure
    if any(cue.kind == "make" for cue in cues) or kind == "hold" and _PAPERS.search(before):
        scene.made = scene.sentence
    is_name = kind == "publish" or _is_published_name(words, scene)
    is_held = any(cue.kind == "hold" for cue in cues)
    if is_name or kind in ("make", "elsewhere") or kind == "new" and scene.topic != RECEIVED and not words.is_bare:
        is_thing = is_name and not words.is_bare and not before.endswith("公开", 0, cues[-1].end)
        is_meeting = is_held and not is_thing and figure.unit in MEASURES["training_sessions"]["units"]
        return NOTHING if is_meeting else disclosed(before, words.context, cues, figure, scene) or NOTHING
    last = scene.counts[-1] if scene.counts else None
    is_after_part = last and last.measure == PART and last.sentence == scene.sentence
    is_public = kind in DOCUMENTS and ("公开" in before or channel_end(before) or is_after_part) and not scene.told
    is_made = is_held or any(cue.kind == "never" for cue in cues)
    return disclosed(before, words.context, cues, figure, scene) or NOTHING if is_public and not is_made else None


def _is_next(words: Words, scene: Scene) -> bool:
    """Whether a figure is the next item of a list of disclosures."""
    return words.context.startswith("、") and goes_on(words.context, "", words.figure, scene) or scene.told and scene.topic == "proactive"


def _is_published_name(words: Words, scene: Scene) -> bool:
    """Whether the last cue only belongs to the name of what was published (公开行政复议决定书3件), not to a denial (不予公开信息)."""
    before, cues = words.before, words.cues
    if words.kind not in _UNLESS_NAMED or words.kind == "never" and before[cues[-1].start] in "不未":
        return False
    is_name = NAME.search(before) or before.endswith("栏目") and words.figure.unit in ITEMS
    return bool(is_name) and (_is_next(words, scene) or _publishes(words.kind, cues))


def _mended(before: str, scene: Scene) -> str:
    """The words before a figure without remarks and with 信息 whole; what is new after 结转上年后 is a share of all applications in hand."""
    scene.told = scene.told or _AFTER_CARRYING.search(before) is not None
    return _CLASSES.sub("", _TORN.sub("信息", _SHOWN.sub("", _REMARK.sub("", _AFTER_CARRYING.sub("", before)))))


def _publishes(kind: str, cues: tuple[Cue, ...]) -> bool:
    """Whether what the last cue names was published; answers are where they are those to proposals (公开提案答复件5件)."""
    kinds = [cue.kind for cue in cues]
    return "publish" in kinds and (kind != "answer" or "elsewhere" in kinds[kinds.index("publish") :])


def _in_order(before: str, after: str) -> tuple[str, tuple[Cue, ...]]:
    """The words before a figure and their cues; a noun after the number (举办3期培训班) is put behind its verb."""
    cues = find_cues(before)
    if cues and cues[-1].kind in VERBS and is_filler(blot(before[cues[-1].end :])) and re.match(r"(?![和与及并])[\u4e00-\u9fff“《]", after):
        before = f"{before}·{AFTER_NOUN.split(after)[0]}"
        cues = find_cues(before)
    cues = tuple(cue for cue in cues if cue.kind != "count") or cues
    listed, verb = ENUMERATED.search(before), next((cue.end for cue in cues if cue.kind == "publish"), len(before))
    return before, tuple(cue for cue in cues if not (listed and verb <= cue.start < listed.start()))


def _kind(before: str, cues: tuple[Cue, ...], scene: Scene) -> str:
    """The kind of the deciding cue, the last one; "" without one."""
    kind = cues[-1].kind if cues else ""
    if kind == "publish" and scene.topic == RECEIVED and any(cue.kind == "outcome" for cue in cues):
        return "outcome"
    if kind == "publish" and [cue.kind for cue in cues[-2:]] == ["policy_interpretations", "publish"] and cues[-2].end == cues[-1].start and cues[-1].end == len(before):
        return "policy_interpretations"
    if kind == "publish" and is_asked_for(before, cues):
        return RECEIVED
    if kind == "hold" and is_filler(before[cues[-1].end :]):
        topic = scene.topic if scene.topic in NOUNS - {RECEIVED} else kind
        return next((cue.kind for cue in reversed(cues) if cue.kind in NOUNS), topic)
    if kind == "count":
        return "publish"
    return "" if kind == "new" and scene.topic == "proactive" and is_filler(before) else kind


def _is_listed(words: Words, scene: Scene) -> bool:
    """Whether a count of other things (行政许可12条) stands as a count of what was disclosed about them."""
    context, cues, figure = words.context, words.cues, words.figure
    is_next = all(cue.kind == "elsewhere" for cue in cues) and figure.unit in ITEMS and goes_on(context, ENDINGS[0], figure, scene)
    is_next = is_next or context.startswith("、") and goes_on(context, "", figure, scene)
    kinds = {cue.kind for cue in cues}
    return figure.unit not in SITTINGS and (scene.told and scene.topic in ("proactive", "") or is_next) or "publish" in kinds and "hold" not in kinds


def _passed_over(kind: str, word: str, scene: Scene) -> Reading | None:
    """Counts of something else. Applications told by their route or applicant are a weak count of those received."""
    if kind == "outcome" and word.endswith("申请"):
        scene.topic = RECEIVED
        return None if scene.told else Reading(RECEIVED, weak=True)
    if kind in ("never", "elsewhere") and not (scene.told and scene.topic == RECEIVED):
        scene.topic = "other"
    return None
