"""What a figure counts: the cue nearest before the number decides; lists, sums and comparisons are told apart by what the text has led to."""

import re

from .asked import asked, sum_of_kinds, sum_received
from .periods import PERIOD, all_years, carried, is_compared, is_foreign
from .scene import ANSWERED, DOCUMENTS, NOUNS, PART, RECEIVED, TOTAL, Reading, Scene
from .subjects import SUM, VERBS, channel_before, channel_end, is_filler, is_organ, name_of, named_after, names_channels, plain_name
from .wording import MEASURES, WORDS, Cue, Figure, any_of, blot, find_cues

_PASSED_OVER = {"never", "elsewhere", "outcome", "none"}
_CLASSES = re.compile(r"(?<!第)[\d一二两三四五六七八九十百]+余?(?:大|个)?类别?(?=[\d一二三四五六七八九十]|$|共|合计|总计)")
_AFTER_NOUN = re.compile(r"均|全部|都|已|为|占|比|较|同比|上升|下降|增|减|提高|中,|中$|\d")
_REMARK = re.compile(r"(?<=[息容件])\([^()\d]*\)$")
_NAME = re.compile("(?:信息|情况|公告|公示|名单|结果|清单|通知|动态|决定|文件|方案|报告|通稿|稿件|文章|新闻|数据|库)$")
_ENUMERATED = re.compile(rf"等[^,、]{{0,12}}(?:信息|内容|文件|资料|情况)(?:{any_of(WORDS['sums'] + WORDS['trailing'])})*$")
_FORM = re.compile("[图解视频音动漫问答文字海报]")
_REACHED = re.compile("达|[均仅]?为|.{0,2}[增升减降长少高][到至]")
_OF_INFORMATION = re.compile("信息|公开|发布|推送|网|微信|平台|内容|[条篇期]")
_GROWN = re.compile("[增升减降提上下扩达][^,]{0,3}[到至为]|[到至]")
_SUM_THROUGH = re.compile("共计?(?:通过|在|利用|依托|借助|经由).*信息[^、]{0,3}$")
_KIND = re.compile("原创|(?<!各)[类性]信息$")
_PAPERS = re.compile("公文|文件")
_THEME = re.compile("(?:围绕|聚焦|针对)[^,;:]{2,20}?(?=(?:主动)?(?:公开|发布|推送))")
_TAKEN = re.compile("[录采]用")
_TO_AN_ORGAN = re.compile(r"(?:向|给|至|往)[^,]{0,16}(?:办|局|委|部|厅|处|室|政府|机关|上级|中心|部门|单位)[^,]{0,4}(?:报送|上报|投稿|呈报)|(?:报送|上报|呈报)(?:给|至|到)")
_JUST_TAKEN = re.compile("(?:均?被)?[录采]用")
_HANDED_IN = re.compile("报送|上报|投稿|呈报")
_ITEMS = {"条", "篇", "则", "期"}
_ENDINGS = tuple(WORDS["part_endings"])


def judge(before: str, after: str, context: str, figure: Figure, scene: Scene) -> Reading | None:
    """What a figure counts, told by the words before and after it; None where it counts nothing of ours.

    before and after reach to the next figure or the end of the clause; context to the figure before in the sentence.
    """
    if before[-1:] in ("由", "从") and _GROWN.match(after):
        return None
    before, cues = _in_order(_CLASSES.sub("", _REMARK.sub("", before)), after)
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
        scene.subject = "" if all_years(before, context) else name if is_channel else scene.subject
        return None
    if kind == "":
        return _inherited(before, after, context, figure, scene)
    if kind == "elsewhere" and not scene.topic and len(cues) == 1 and (label := name_of(before, ())[0]):
        return Reading(PART, label, pending=True)
    is_next = context.startswith("、") and _goes_on(context, "", figure, scene)
    is_next = is_next or scene.told and scene.topic == "proactive"
    is_denied = kind == "never" and before[cues[-1].start] in "不未"
    if kind in ("never", "elsewhere", "handle", "receive", "outcome") and _NAME.search(before) and not is_denied and (is_next or any(cue.kind == "publish" for cue in cues)):
        kind = "publish"
    if kind in _PASSED_OVER and not (kind == "elsewhere" and _is_listed(context, cues, figure, scene)):
        return _passed_over(kind, before[cues[-1].start : cues[-1].end], scene)
    if any(cue.kind == "make" for cue in cues) or kind == "hold" and _PAPERS.search(before):
        scene.made = scene.sentence
    is_new = kind == "new" and scene.topic != RECEIVED and not is_filler(before[cues[-1].end :])
    if kind in ("publish", "make", "elsewhere") or is_new:
        is_meeting = any(cue.kind == "hold" for cue in cues) and figure.unit in MEASURES["training_sessions"]["units"]
        return None if is_meeting else _disclosed(before, context, cues, figure, scene)
    last = scene.counts[-1] if scene.counts else None
    is_after_part = last and last.measure == PART and last.sentence == scene.sentence
    is_published = kind in DOCUMENTS and ("公开" in before or channel_end(before) or is_after_part)
    if is_published and not scene.told and all(cue.kind not in ("hold", "never") for cue in cues):
        return _disclosed(before, context, cues, figure, scene)
    return asked(kind, before, cues, context, figure, scene)


def _in_order(before: str, after: str) -> tuple[str, tuple[Cue, ...]]:
    """The words before a figure and their cues; a noun after the number (举办3期培训班) is put behind its verb."""
    cues = find_cues(before)
    if cues and cues[-1].kind in VERBS and is_filler(blot(before[cues[-1].end :])) and re.match(r"(?![和与及并])[\u4e00-\u9fff“《]", after):
        before = f"{before}·{_AFTER_NOUN.split(after)[0]}"
        cues = find_cues(before)
    cues = tuple(cue for cue in cues if cue.kind != "count") or cues
    listed, verb = _ENUMERATED.search(before), next((cue.end for cue in cues if cue.kind == "publish"), len(before))
    return before, tuple(cue for cue in cues if not (listed and verb <= cue.start < listed.start()))


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
    kinds = {cue.kind for cue in cues}
    return scene.told and scene.topic != RECEIVED or is_next or "publish" in kinds and "hold" not in kinds


def _goes_on(context: str, label: str, figure: Figure, scene: Scene) -> bool:
    """Whether a figure goes on with a list: joined by 、 to the count before it, or named like a part and in the same unit."""
    last = scene.counts[-1] if scene.counts else None
    if not last or last.end + len(context) != figure.start or last.measure not in (TOTAL, PART, "policy_interpretations"):
        return False
    is_item = last.measure == PART and figure.unit in _ITEMS
    is_named_alike = label.endswith(_ENDINGS) and (last.unit == figure.unit or is_item)
    return context.startswith("、") or is_named_alike or is_item and last.unit == figure.unit and 0 < len(label) < 10


def _inherited(before: str, after: str, context: str, figure: Figure, scene: Scene) -> Reading | None:
    """A figure without a cue before it: an item of a list, a bare sum, or a figure that is named after the number."""
    named = find_cues(after.split("、")[0])
    noun = next((cue for cue in named if cue.kind not in ("publish", "hold")), None)
    if noun and noun.kind in NOUNS - {RECEIVED} and (is_filler(before) or plain_name(before) in WORDS["happening"]):
        return asked(noun.kind, before + after, (noun,), context, figure, scene)
    if scene.topic == RECEIVED:
        if any(cue.kind == "answer" for cue in named) and all(cue.kind in VERBS | {RECEIVED} for cue in named):
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
    if not label and scene.told and after.startswith("为"):
        label = plain_name(after)
    is_next = not label and not SUM.search(before) and (scene.told or _goes_on(context, plain_name(before), figure, scene))
    if is_next and not PERIOD.search(before):
        label = plain_name(before) or (before if before.endswith("工作") else "")
    if label:
        is_item = not scene.topic or is_channel or scene.told or _goes_on(context, label, figure, scene)
        return Reading(PART, label, pending=not scene.topic) if is_item else None
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
    is_about = re.search("主动|信息|发布|推送", before) or any(cue.kind in NOUNS - {RECEIVED} for cue in cues)
    received = scene.last(RECEIVED)
    is_open = scene.topic == RECEIVED and not (received and received.sentence == scene.sentence and received.value == 0)
    if is_open and not is_about and is_filler(before[cues[-1].end :]):
        return None
    scene.topic = "proactive"
    if "累计" in before and scene.added == scene.sentence:
        return None
    scene.added = scene.sentence if "新增" in before else scene.added
    was_running, scene.running = scene.running, "累计" in before
    label, is_channel = name_of(before, cues)
    is_sum = SUM.search(before, channel_end(before) if is_channel else 0) is not None or _SUM_THROUGH.search(before) is not None
    if is_channel and is_sum and (_KIND.search(before) or named_after(before, cues[-1].end)):
        is_sum = False
    if not label and not is_sum:
        label = channel_before(context[: len(context) - len(before)]) or _subject(before, cues, scene)
        is_channel = bool(label)
    if not scene.told and not is_channel and is_organ(label):
        label = ""
    if scene.told and not label and not is_sum:
        period = PERIOD.search(before)
        if period or "公开" in blot(before) and not any(c.measure == TOTAL and not c.weak for c in scene.counts):
            return Reading(TOTAL, of_all_years=bool(period))
        label = plain_name(before)
    weak = {cue.kind for cue in cues} & {"publish", "make"} == {"make"}
    if weak and label and not (is_channel and not _HANDED_IN.search(before[: channel_end(before)])):
        return None
    if _TAKEN.search(before) and _JUST_TAKEN.fullmatch(label or "采用") and not is_channel:
        scene.counts = [c for c in scene.counts if not (c.weak and c.sentence == scene.sentence and c.measure == TOTAL)]
        return None
    if not is_channel and (figure.unit == "次" and "更新" in before):
        return None
    if not is_channel and _TO_AN_ORGAN.search(before):
        return None
    listed = sum(c.value for c in scene.counts if c.measure == PART and c.sentence == scene.sentence)
    if is_sum and not is_channel and listed == figure.value > 0:
        return Reading(TOTAL)
    if label and (scene.told or not (is_channel and is_sum)):
        return None if _is_enumeration(before, figure) else Reading(PART, label, channel=is_channel)
    is_beside_total = any(c.measure == TOTAL and not c.weak and c.sentence == scene.sentence for c in scene.counts)
    if is_beside_total and not (label or is_sum or "公开" in before or PERIOD.search(before)):
        return Reading(PART, plain_name(before))
    of_all_years = was_running and PERIOD.search(before) is not None
    if not (label or is_sum or scene.told) and names_channels(before):
        is_one_of_many = any(c.channel and c.measure == PART for c in scene.counts)
        return Reading(PART if is_one_of_many else TOTAL, plain_name(before[: cues[-1].start]), weak, channel=True)
    if theme := not label and _THEME.search(before):
        return Reading(TOTAL, theme[0], weak, channel=True)
    return Reading(TOTAL, label, weak, is_channel, of_all_years)


def _subject(before: str, cues: tuple[Cue, ...], scene: Scene) -> str:
    """The channel that the sentence has been speaking of; what is "made public" (公开) or counted for the year is no longer its own."""
    is_its_own = scene.counts and scene.counts[-1].sentence == scene.sentence and PERIOD.search(before)
    return "" if "公开" in before or is_its_own or cues[-1].kind == "make" else scene.subject


def _is_enumeration(before: str, figure: Figure) -> bool:
    """Whether the number only counts the things just named (网站推送和村民微信群两条)."""
    return figure.written in "两二三四五" and len(re.split("[、和与及]", before)) == figure.value
