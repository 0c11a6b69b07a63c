"""Counts of disclosures: the total, or a part with the channel, level or subject that it is tied to."""

import re

from .periods import PERIOD
from .scene import DOCUMENTS, NOUNS, PART, RECEIVED, TOTAL, Reading, Scene
from .subjects import ENDINGS, SUM, channel_before, channel_end, is_filler, is_organ, name_of, named_after, names_channels, plain_name
from .wording import AND, WORDS, Cue, Figure, any_of, blot

ENUMERATED = re.compile(rf"等[^,、]{{0,12}}(?:信息|内容|文件|资料|情况)(?:{any_of(WORDS['sums'] + WORDS['trailing'])})*$")
_SUM_THROUGH = re.compile("(?:共计?|累计)(?:通过|在|利用|依托|借助|经).*信息[^、]{0,3}$")
_KIND = re.compile("原创|(?<!各)[类性]信息$")
_ORIGINAL = re.compile("原创[^,]+$")
_THEME = re.compile("(?:(?:围绕|聚焦|针对)[^,;:]{2,20}?|[^,;:]{2,10}及其[^,;:]{0,4}部门)(?=(?:主动)?(?:公开|发布|推送))")
_WAY = re.compile("(?:通过|采取|采用|利用|借助|以)[^,;]{2,40}(?:方式|形式|途径|渠道|手段|材料|资料|载体|会议|活动),$")
_TAKEN = re.compile("[录采]用")
_TO_AN_ORGAN = re.compile(r"(?:向|给|至|往)[^,]{0,16}(?:办|局|委|部|厅|处|室|政府|机关|上级|中心|部门|单位|[案书]馆|场所)[^,]{0,4}(?:报送|上报|投稿|呈报|提供|移交|送交)|(?:报送|上报|呈报)(?:给|至|到)")
_JUST_TAKEN = re.compile("(?:均?被)?[录采]用")
_HANDED_IN = re.compile("报送|上报|投稿|呈报")
ITEMS = {"条", "篇", "则", "期"}
_VIEWS = 10_000  # 播放 as often as this is what viewers did, unless a loudspeaker or a screen is named
_REPEATS = re.compile("喇叭|广播|村村响|屏|宣传车")


def disclosed(before: str, context: str, cues: tuple[Cue, ...], figure: Figure, scene: Scene) -> Reading | None:
    """A count of disclosures: the total, or a part with its label; None where it counts what was not disclosed."""
    is_about = re.search("主动|信息|发布|推送", before) or any(cue.kind in NOUNS - {RECEIVED} for cue in cues)
    received = scene.last(RECEIVED)
    is_open = scene.topic == RECEIVED and not (received and received.sentence == scene.sentence and received.value < figure.value)
    verb = next((cue for cue in reversed(cues) if cue.kind == "publish"), cues[-1])
    if is_open and not is_about and is_filler(before[verb.end :]):
        return None
    scene.topic = "proactive"
    if "播放" in before and figure.value >= _VIEWS and not _REPEATS.search(scene.subject + before):
        return None
    if "累计" in before and scene.added == scene.sentence:
        return None
    scene.added = scene.sentence if "新增" in before else scene.added
    was_running, scene.running = scene.running, "累计" in before
    label, is_channel, is_sum = _named(before, context, cues, scene)
    if scene.told and not label and not is_sum:
        period = PERIOD.search(before)
        is_in_list = any(c.told and c.measure == PART and c.sentence == scene.sentence for c in scene.counts)
        if period or "公开" in blot(before) and not before.endswith("信息公开") and not is_in_list and not any(c.measure == TOTAL and not c.weak for c in scene.counts):
            return Reading(TOTAL, of_all_years=bool(period))
        label = plain_name(before)
    weak = {cue.kind for cue in cues} & {"publish", "make"} == {"make"}
    if weak and label and not (is_channel and not _HANDED_IN.search(before[: channel_end(before)])):
        return None
    if not is_channel and _is_elsewhere(before, label, figure, scene):
        return None
    if is_sum and not (is_channel or scene.told) and ENUMERATED.search(before):
        return Reading(TOTAL, label, weak, channel=True)
    listed = sum(c.value for c in scene.counts if c.measure == PART and c.sentence == scene.sentence)
    if is_sum and not is_channel and listed == figure.value > 0:
        return Reading(TOTAL)
    if label and (scene.told or not (is_channel and is_sum)):
        return None if _is_enumeration(before, figure) else Reading(PART, label, channel=is_channel)
    if not (label or is_sum) and (part := _part_beside_total(before, context, cues, figure, scene)):
        return part
    if not (label or is_sum or scene.told) and names_channels(before):
        is_one_of_many = any(c.channel and c.measure == PART for c in scene.counts)
        return Reading(PART if is_one_of_many else TOTAL, plain_name(before[: cues[-1].start]), weak, channel=True)
    if theme := not label and (_THEME.search(before) or _WAY.search(context[: len(context) - len(before)])):
        return Reading(TOTAL, theme[0], weak, channel=True)
    return Reading(TOTAL, label, weak, is_channel, was_running and PERIOD.search(before) is not None)


def _named(before: str, context: str, cues: tuple[Cue, ...], scene: Scene) -> tuple[str, bool, bool]:
    """What a count is tied to, whether that is a channel, and whether the words call it a sum."""
    label, is_channel = name_of(before, cues)
    is_sum = SUM.search(before, channel_end(before) if is_channel else 0) is not None or _SUM_THROUGH.search(before) is not None
    if is_channel and is_sum and (_KIND.search(before) or named_after(before, cues[-1].end)):
        is_sum = False
    if not label:
        if is_sum:
            label = "" if scene.told or "公开" in before else scene.subject
        else:
            label = channel_before(context[: len(context) - len(before)]) or _subject(before, cues, scene)
        is_channel = bool(label)
    if not label and (original := _ORIGINAL.search(before)):
        label = original[0]
    return ("" if not scene.told and not is_channel and is_organ(label) else label), is_channel, is_sum


def _is_elsewhere(before: str, label: str, figure: Figure, scene: Scene) -> bool:
    """Whether items were only taken by somebody, handed in to an organ, or updates were counted by the time."""
    if _TAKEN.search(before) and _JUST_TAKEN.fullmatch(label or ("" if names_channels(before) else "采用")):
        scene.counts = [c for c in scene.counts if not (c.weak and c.sentence == scene.sentence and c.measure == TOTAL)]
        return True
    return figure.unit == "次" and "更新" in before or _TO_AN_ORGAN.search(before) is not None


def _part_beside_total(before: str, context: str, cues: tuple[Cue, ...], figure: Figure, scene: Scene) -> Reading | None:
    """A count without a name of its own that cannot be the total, because that, or the items of a list, have been told already."""
    if len(cues) > 1 and {cue.kind for cue in cues} == {"publish"} and before == before[cues[0].start : cues[-1].end]:
        return Reading(PART, before) if goes_on(context, before, figure, scene) else None
    if PERIOD.search(before):
        return None
    if context.startswith("、") and (name := plain_name(before)) and goes_on(context, name, figure, scene):
        return Reading(PART, name)
    totals = [c for c in scene.counts if c.measure == TOTAL and not c.weak]
    if "公开" not in before and any(c.sentence == scene.sentence for c in totals):
        return Reading(PART, plain_name(before))
    named = before[: cues[-1].start].strip("、")
    is_smaller = any(c.value > figure.value and (not c.channel or AND.search(c.label)) for c in totals)
    return Reading(PART, named) if is_smaller and not is_filler(named) else None


def goes_on(context: str, label: str, figure: Figure, scene: Scene) -> bool:
    """Whether a figure goes on with a list: joined by 、 to the count before it, or named like a part and in the same unit."""
    last = scene.counts[-1] if scene.counts else None
    if not last or last.end + len(context) != figure.start or last.measure not in (TOTAL, PART, "policy_interpretations", *DOCUMENTS):
        return False
    is_item = last.measure == PART and figure.unit in ITEMS
    is_named_alike = label.endswith(ENDINGS) and (last.unit in ("", figure.unit) or is_item)
    return context.startswith("、") or is_named_alike or is_item and last.unit == figure.unit and 0 < len(label.strip("“”")) < 10


def _subject(before: str, cues: tuple[Cue, ...], scene: Scene) -> str:
    """The channel that the sentence has been speaking of; what is "made public" (公开) or counted for the year is no longer its own."""
    is_its_own = scene.counts and scene.counts[-1].sentence == scene.sentence and PERIOD.search(before)
    return "" if "公开" in before or is_its_own or cues[-1].kind == "make" else scene.subject


def _is_enumeration(before: str, figure: Figure) -> bool:
    """Whether the number only counts the things just named (网站推送和村民微信群两条)."""
    return figure.written in "两二三四五" and len(AND.split(before)) == figure.value
