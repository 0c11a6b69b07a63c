"""What a figure counts: the cue nearest before the number decides; lists, sums and comparisons are told apart by what the text has led to."""

import re

from .asked import SITTINGS, asked, is_asked_for, sum_of_kinds, sum_received
from .disclosed import ENUMERATED, ITEMS, disclosed, goes_on
from .periods import PERIOD, all_years, carried, is_compared, is_foreign
from .scene import ANSWERED, DOCUMENTS, NOUNS, PART, RECEIVED, TOTAL, Reading, Scene
from .subjects import ENDINGS, SUM, VERBS, channel_end, is_filler, name_of, plain_name
from .wording import MEASURES, WORDS, Cue, Figure, blot, find_cues

_PASSED_OVER = {"never", "elsewhere", "outcome", "none"}
_UNLESS_NAMED = {"never", "elsewhere", "handle", "receive", "outcome", "answer", "reconsiderations", "litigations"}
_CLASSES = re.compile(r"(?<!第)[\d一二两三四五六七八九十百]+余?(?:大|个)?类别?(?=[\d一二三四五六七八九十]|$|共|合计|总计)")
_AFTER_NOUN = re.compile(r"均|全部|都|已|为|占|比|较|同比|上升|下降|增|减|提高|中,|中$|\d")
_REMARK = re.compile(r"(?<=[息容件])\([^()\d]*\)$")
_NAME = re.compile("(?:信息|类|情况|公告|公示|名单|结果|清单|通知|动态|决定|文件|方案|报告|通稿|稿件|文章|新闻|数据|库|决定书|判决书|文书|案例|复函|(?:[答回]复|办理)(?:件|意见)|[答回]复|意见采纳|事项)(?:数量?)?(?:共计?|合计)?$")
_UNDECIDED = re.compile("除|[尚待]|正在")
_FORM = re.compile("[图解视频音动漫问答文字海报]")
_REACHED = re.compile("达|[均仅]?为|.{0,2}[增升减降长少高][到至]")
_SHARE_OF = re.compile(r"的(?:(?:近|约|超)?[\d.]+%|目标|任务|指标|计划)")
_OF_INFORMATION = re.compile("信息|公开|发布|推送|网|微信|平台|内容|[条篇期]")
_GROWN = re.compile("[增升减降提上下扩达][^,]{0,3}[到至为]|[到至]")
_AND = re.compile("[、和与及]")
_AFTER_CARRYING = re.compile("结转上(?:一)?年度?(?:的|申请)?(?:之?后|外)(?=新)")
_TORN = re.compile("(?<=发布|推送|更新)信$|(?<=公开)内容$")
_PAPERS = re.compile("公文|文件")


def judge(before: str, after: str, context: str, figure: Figure, scene: Scene) -> Reading | None:
    """What a figure counts, told by the words before and after it; None where it counts nothing of ours.

    before and after reach to the next figure or the end of the clause; context to the figure before in the sentence.
    """
    if before[-1:] in ("由", "从") and _GROWN.match(after) or _SHARE_OF.match(after):
        return None
    before, cues = _in_order(_mended(before, scene), after)
    kind = _kind(before, cues, scene)
    if kind == "publish" and scene.topic in NOUNS - {RECEIVED} and is_filler(before[: cues[0].start]) and cues[0].end == len(before):
        return None
    if any(cue.kind == "publish" for cue in cues) and scene.topic != RECEIVED:
        scene.topic = "proactive"
    if kind in (*VERBS, RECEIVED, "") and (measure := carried(before, after, cues, scene.year)):
        scene.topic = RECEIVED
        return Reading(measure)
    if kind == "carry" or scene.topic == RECEIVED and any(cue.kind == "carry" and cue.start == 0 for cue in find_cues(after)):
        is_left = any(c.measure in (RECEIVED, ANSWERED) and c.sentence == scene.sentence for c in scene.counts)
        return Reading("applications_carried_out") if is_left and is_filler(before[: cues[-1].start if cues else None]) else None
    if is_compared(before, scene) or is_foreign(before, context, scene):
        name, is_channel = name_of(before, cues)
        scene.topic = RECEIVED if kind == RECEIVED else scene.topic
        scene.subject = "" if all_years(before, context, scene.year) else name if is_channel else scene.subject
        return None
    if kind == "":
        return _inherited(before, after, context, figure, scene)
    if kind == "elsewhere" and not scene.topic and len(cues) == 1 and (label := name_of(before, ())[0]):
        return Reading(PART, label, pending=True)
    is_next = context.startswith("、") and goes_on(context, "", figure, scene)
    is_next = is_next or scene.told and scene.topic == "proactive"
    if kind == "none" and is_next and figure.value and not is_filler(before[: cues[-1].start]):
        return _inherited(before, after, context, figure, scene)
    is_denied = kind == "never" and before[cues[-1].start] in "不未"
    if kind in _UNLESS_NAMED and (_NAME.search(before) or before.endswith("栏目") and figure.unit in ITEMS) and not is_denied and (is_next or _publishes(kind, cues)):
        kind = "publish"
    if kind in _PASSED_OVER and not (kind == "elsewhere" and _is_listed(context, cues, figure, scene)):
        is_item = scene.told and scene.topic == "proactive" and goes_on(context, ENDINGS[0], figure, scene)
        return None if is_item else _passed_over(kind, before[cues[-1].start : cues[-1].end], scene)
    if any(cue.kind == "make" for cue in cues) or kind == "hold" and _PAPERS.search(before):
        scene.made = scene.sentence
    is_new = kind == "new" and scene.topic != RECEIVED and not is_filler(before[cues[-1].end :])
    if kind in ("publish", "make", "elsewhere") or is_new:
        is_thing = kind == "publish" and not is_filler(before[cues[-1].end :]) and not before.endswith("公开", 0, cues[-1].end)
        is_meeting = any(cue.kind == "hold" for cue in cues) and not is_thing and figure.unit in MEASURES["training_sessions"]["units"]
        return None if is_meeting else disclosed(before, context, cues, figure, scene)
    last = scene.counts[-1] if scene.counts else None
    is_after_part = last and last.measure == PART and last.sentence == scene.sentence
    is_published = kind in DOCUMENTS and ("公开" in before or channel_end(before) or is_after_part)
    if is_published and not scene.told and all(cue.kind not in ("hold", "never") for cue in cues):
        return disclosed(before, context, cues, figure, scene)
    return asked(kind, before, cues, context, figure, scene)


def _mended(before: str, scene: Scene) -> str:
    """The words before a figure without remarks and with 信息 whole; what is new after 结转上年后 is a share of all applications in hand."""
    scene.told = scene.told or _AFTER_CARRYING.search(before) is not None
    return _CLASSES.sub("", _TORN.sub("信息", _REMARK.sub("", _AFTER_CARRYING.sub("", before))))


def _publishes(kind: str, cues: tuple[Cue, ...]) -> bool:
    """Whether what the last cue names was published; answers are where they are those to proposals (公开提案答复件5件)."""
    kinds = [cue.kind for cue in cues]
    return "publish" in kinds and (kind != "answer" or "elsewhere" in kinds[kinds.index("publish") :])


def _in_order(before: str, after: str) -> tuple[str, tuple[Cue, ...]]:
    """The words before a figure and their cues; a noun after the number (举办3期培训班) is put behind its verb."""
    cues = find_cues(before)
    if cues and cues[-1].kind in VERBS and is_filler(blot(before[cues[-1].end :])) and re.match(r"(?![和与及并])[\u4e00-\u9fff“《]", after):
        before = f"{before}·{_AFTER_NOUN.split(after)[0]}"
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


def _is_listed(context: str, cues: tuple[Cue, ...], figure: Figure, scene: Scene) -> bool:
    """Whether a count of other things (行政许可12条) stands as a count of what was disclosed about them."""
    is_next = all(cue.kind == "elsewhere" for cue in cues) and figure.unit in ITEMS and goes_on(context, ENDINGS[0], figure, scene)
    is_next = is_next or context.startswith("、") and goes_on(context, "", figure, scene)
    kinds = {cue.kind for cue in cues}
    return figure.unit not in SITTINGS and (scene.told and scene.topic in ("proactive", "") or is_next) or "publish" in kinds and "hold" not in kinds


def _inherited(before: str, after: str, context: str, figure: Figure, scene: Scene) -> Reading | None:
    """A figure without a cue before it: an item of a list, a bare sum, or a figure that is named after the number."""
    named = () if after.startswith("等") else find_cues(re.split("[、和与]", after)[0])
    noun = next((cue for cue in named if cue.kind not in ("publish", "hold")), None)
    if noun and noun.kind in NOUNS - {RECEIVED} and not (before.endswith("其中") and scene.topic == "proactive") and (is_filler(before) or plain_name(before) in WORDS["happening"]):
        return asked(noun.kind, before + after, (noun,), context, figure, scene)
    if scene.topic == RECEIVED:
        if not _UNDECIDED.search(before + after) and "公开" not in after and _is_answered(after):
            return Reading(ANSWERED)
        is_reached = _REACHED.match(before) and PERIOD.search(before)
        return sum_received(figure, scene) if (is_reached or SUM.search(before)) and is_filler(before) else None
    if scene.topic in NOUNS and SUM.search(before) and is_filler(before):
        return sum_of_kinds(scene.topic, figure, scene)
    if scene.topic == "policy_interpretations" and context.startswith("、") and not scene.told and not _FORM.search(before):
        scene.topic = "proactive"
    if scene.topic not in ("proactive", "") or named and named[0].kind in (*_PASSED_OVER, "carry"):
        return None
    label, is_channel = name_of(before, ())
    if label[:1] == "“" and any(cue.kind == "outcome" for cue in find_cues(label.strip("“”"))):
        return None
    if not label and scene.told:
        label = plain_name(after) if after.startswith("为") else _named_behind(before, after, context, figure, scene)
    is_next = not label and not SUM.search(before) and (scene.told or goes_on(context, plain_name(before), figure, scene))
    if is_next and not PERIOD.search(before):
        label = plain_name(before) or (before if before.endswith("工作") else "")
    if label:
        is_item = not scene.topic or is_channel or scene.told or goes_on(context, label, figure, scene)
        return Reading(PART, label, channel=is_channel and not scene.topic, pending=not scene.topic) if is_item else None
    period = PERIOD.search(before)
    is_first = all(c.sentence != scene.sentence for c in scene.counts)
    is_reached = _REACHED.match(before) and is_first
    outside = context[: len(context) - len(before)]
    if SUM.search(before) and is_first and re.search(r"\w", outside) and not _OF_INFORMATION.search(outside):
        scene.topic = "other"
        return None
    if scene.topic and (period or is_reached or SUM.search(before)):
        is_part = scene.subject and not scene.listing and not SUM.search(before)
        return Reading(PART, scene.subject) if is_part else Reading(TOTAL, of_all_years=bool(scene.listing and period))
    return None


def _is_answered(after: str) -> bool:
    """Whether the words after a number say that so many applications were answered (5件已按期答复)."""
    kinds = {cue.kind for cue in find_cues(after)}
    return "answer" in kinds and kinds <= VERBS | {RECEIVED}


def _named_behind(before: str, after: str, context: str, figure: Figure, scene: Scene) -> str:
    """The name that follows its number in a list (政策解读4条，7篇审计报告和3篇整改报告); "" where none does."""
    noun = _AND.split(after)[0]
    last = scene.counts[-1] if scene.counts else None
    is_item = last and last.measure == PART and last.told and last.sentence == scene.sentence and figure.unit in ITEMS
    is_item = is_item and re.fullmatch("[,、]|[^,;]{2,16}[和与及]", context) and (before == "" or _AND.fullmatch(before[-1:]))
    return noun if is_item and _NAME.search(noun) and not _AFTER_NOUN.match(noun) else ""


def _passed_over(kind: str, word: str, scene: Scene) -> Reading | None:
    """Counts of something else. Applications told by their route or applicant are a weak count of those received."""
    if kind == "outcome" and word.endswith("申请"):
        scene.topic = RECEIVED
        return None if scene.told else Reading(RECEIVED, weak=True)
    if kind in ("never", "elsewhere"):
        scene.topic = "other"
    return None
