"""A figure without a cue before it: an item of a list, a bare sum, or a figure that is named after the number."""

import re

from .asked import asked, sum_of_kinds, sum_received
from .disclosed import ITEMS, goes_on
from .periods import PERIOD
from .scene import ANSWERED, NOUNS, PART, RECEIVED, TOTAL, Reading, Scene
from .subjects import SUM, VERBS, is_filler, is_sum, name_of, plain_name
from .wording import AND, WORDS, Figure, find_cues

PASSED_OVER = {"never", "elsewhere", "outcome", "none"}
AFTER_NOUN = re.compile(r"均|全部|都|已|为|占|比|较|同比|上升|下降|增|减|提高|中,|中有|中$|\d")
NAME = re.compile("(?:信息|类|情况|公告|公示|名单|结果|清单|通知|动态|决定|文件|方案|报告|通稿|稿件|文章|新闻|数据|库|决定书|判决书|文书|案例|复函|(?:[答回]复|办理)(?:件|意见)|[答回]复|意见采纳|事项)(?:数量?)?(?:共计?|合计)?$")
_UNDECIDED = re.compile("除|[尚待]|正在")
_FORM = re.compile("[图解视频音动漫问答文字海报]")
_REACHED = re.compile("达|[均仅]?为|.{0,2}[增升减降长少高][到至]")
_OF_INFORMATION = re.compile("信息|公开|发布|推送|网|微信|平台|内容|[条篇期]")


def inherited(before: str, after: str, context: str, figure: Figure, scene: Scene) -> Reading | None:
    """What a figure without a cue counts, by what the text has led to; before, after and context as for `judge`."""
    named = () if after.startswith("等") else find_cues(re.split("[、和与]", after)[0])
    noun = next((cue for cue in named if cue.kind not in ("publish", "hold")), None)
    is_among_disclosures = before.endswith("其中") and scene.topic == "proactive"
    if noun and noun.kind in NOUNS - {RECEIVED} and not is_among_disclosures and (is_filler(before) or plain_name(before) in WORDS["happening"]):
        return asked(noun.kind, before + after, (noun,), context, figure, scene)
    if scene.topic == RECEIVED:
        return _of_applications(before, after, figure, scene)
    if scene.topic in NOUNS and is_sum(before):
        return sum_of_kinds(scene.topic, figure, scene)
    if scene.topic == "policy_interpretations" and context.startswith("、") and not scene.told and not _FORM.search(before):
        scene.topic = "proactive"
    if scene.topic not in ("proactive", "") or named and named[0].kind in (*PASSED_OVER, "carry"):
        return None
    label, is_channel = name_of(before, ())
    if label[:1] == "“" and any(cue.kind == "outcome" for cue in find_cues(label.strip("“”"))):
        return None
    if label := label or _name_of_item(before, after, context, figure, scene):
        is_item = is_channel or scene.told or goes_on(context, label, figure, scene)
        total = scene.last(TOTAL)
        may_add_up = total and total.sentence == scene.sentence and total.unit == figure.unit
        is_pending = not scene.topic or not is_item and may_add_up
        return Reading(PART, label, channel=is_channel and not scene.topic, pending=is_pending) if is_item or is_pending else None
    return _bare(before, context, scene)


def _of_applications(before: str, after: str, figure: Figure, scene: Scene) -> Reading | None:
    """Where applications are spoken of: so many answered (其中5件已按期答复), or a bare sum of those received."""
    if not _UNDECIDED.search(before + after) and "公开" not in after and _is_answered(after):
        return Reading(ANSWERED)
    is_reached = _REACHED.match(before) and PERIOD.search(before)
    return sum_received(figure, scene) if (is_reached or SUM.search(before)) and is_filler(before) else None


def _name_of_item(before: str, after: str, context: str, figure: Figure, scene: Scene) -> str:
    """The name of an item of a list whose words name nothing by themselves: behind the number, or a word without weight; "" for no item."""
    label = ""
    if scene.told:
        label = plain_name(after) if after.startswith("为") else _named_behind(before, after, context, figure, scene)
    is_next = not label and not SUM.search(before) and (scene.told or goes_on(context, plain_name(before), figure, scene))
    if is_next and not PERIOD.search(before):
        label = plain_name(before) or (before if before.endswith("工作") else "")
    return label


def _bare(before: str, context: str, scene: Scene) -> Reading | None:
    """A figure that names nothing: the total, or what the channel just spoken of carried; None where the sentence has spoken of other things."""
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
    noun = AND.split(after)[0]
    last = scene.counts[-1] if scene.counts else None
    is_item = last and last.measure == PART and last.told and last.sentence == scene.sentence and figure.unit in ITEMS
    is_item = is_item and re.fullmatch("[,、]|[^,;]{2,16}[和与及]", context) and (before == "" or AND.fullmatch(before[-1:]))
    return noun if is_item and NAME.search(noun) and not AFTER_NOUN.match(noun) else ""
