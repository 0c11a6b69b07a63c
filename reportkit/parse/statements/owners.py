"""Whose count a figure is: our own, that of a wider or another place (全县各乡镇共公开9000条), one only asked for, or one of a part of the year."""

import re
from collections import Counter
from dataclasses import replace

from .periods import part_of_year
from .scene import PART, TOTAL, Reading, Scene
from .subjects import channel_end, is_filler, name_of
from .wording import PARTS, WORDS, any_of, blot, find_cues

_RANKS = {"镇": 2, "乡": 2, "街": 2, "苏": 2, "局": 2, "院": 2, "站": 2, "县": 3, "区": 3, "旗": 3, "市": 4, "州": 4, "省": 5}
_OWN = re.compile(r"[我本](?:(?P<place>[镇乡局院站县区旗市州省]|街道|苏木)(?!级)|单位|机关|办(?!理|公)|委|中心|部门|所)")
_WIDER = re.compile(r"全(?P<place>[省市州县区旗])|(?:各|(?<!\d)[\d]{1,3}[个家](?:预算)?)(?P<parts>乡镇|镇|乡|街道|县|区|旗|市|州|部门|单位)")
_OTHER = re.compile(r"(?:其[他它]|邻近?|兄弟|周边|附近|相邻)(?:的|各|兄弟)?(?:乡镇|镇|乡|街道|县|区|旗|市|部门|单位|地区)")
_SHARE = re.compile(rf"其中[,:]?(?:{_OWN.pattern})")
_ABOUT_OURS = re.compile("第|前列|率先|排|位|居|平台|统一|范围|上下|推广|下发|转发")
_OFFICE = re.compile("(?:(?:人民)?政府|党政|综合)?(?:办公[室厅])?$|(?:街道)?办事处$|管(?:理)?委(?:员)?会(?:党政|综合)?(?:办公[室厅])?$")
_NAMED = re.compile(r"(?P<place>[\u4e00-\u9fff]{1,8}?[省市州县区旗])(?:人民政府)?(?:全年|本年度?|年内|累计|共计?|合计|总共|及时|主动|依法|各级|,)*(?:公开|发布|公布)")
_PERIOD = re.compile(r"^(?:截[至止])?(?:20\d\d年)?(?:度|全年|底|末|\d+月底?|\d+日)*,?")
_TOWN = re.compile("[镇乡]|街道|苏木")
_DEMAND = re.compile(any_of(WORDS["demands"]))
_BY_DEMAND = re.compile(any_of(WORDS["by_demand"]))


def rank(organ: str, text: str) -> int:
    """How wide the place is of whoever reports, or that the text calls its own most often; 0 where neither says.

    2 is a town or bureau, 3 a county, 4 a city, 5 a province; a bureau reports for itself, the office of a government for its place.
    """
    if organ:
        return _RANKS.get(_OFFICE.sub("", organ)[-1:], 2)
    places = Counter(match["place"][0] for match in _OWN.finditer(text) if match["place"])
    return _RANKS[places.most_common(1)[0][0]] if places else 0


def is_anothers(before: str, context: str, sentence: str, scene: Scene) -> bool:
    """Whether the figure after `before` counts what others disclose, or what they are asked to; the parts of theirs are theirs too."""
    if demand := _demand(before):
        return any(cue.kind == "publish" for cue in find_cues(before[demand:]))
    if _OWN.search(blot(before)):
        return False
    own = scene.rank or (2 if _OWN.search(sentence) else 0)
    is_theirs = _has_other_subject(before, own, _OWN.search(sentence) is None) or _is_wider_place(before, scene)
    if is_theirs or scene.others == scene.sentence and context.lstrip(",;").startswith(("其中", "、", "(")) and not _OWN.search(context):
        scene.others, scene.told, scene.outer = scene.sentence, False, False
        return True
    return False


def own_share(before: str, context: str, scene: Scene) -> Reading | None:
    """Our own share of what a wider place has disclosed (县网站公开9000条，其中我镇50条); the wider count is taken off the scene."""
    share, last = _SHARE.search(context), scene.counts[-1] if scene.counts else None
    own = _OWN.search(before)
    if not share or not own or any(cue.kind != "publish" for cue in find_cues(before[own.end() :])) or name_of(before[own.end() :], ())[0]:
        return None
    if scene.others == scene.sentence:
        return Reading(TOTAL)
    if not last or last.sentence != scene.sentence or last.measure not in (TOTAL, PART) or _width(last.label) <= max(scene.rank, 2):
        return None
    scene.counts.remove(last)
    scene.others = scene.sentence
    return Reading(PART, last.label, channel=last.channel)


def for_the_year(reading: Reading, before: str, context: str) -> Reading | None:
    """A reading as a count of the whole year: what is disclosed in a part of it (上半年) is a part; None where that cannot be told in a label."""
    period = part_of_year(before, context)
    if not period or period in reading.label or reading.measure == PART and PARTS.search(context):
        return reading
    if reading.measure == TOTAL:
        return None if reading.label else replace(reading, measure=PART, label=period)
    return reading if re.fullmatch(r"\d+月份?", period) and reading.measure != PART else None


def _demand(words: str) -> int:
    """Where a demand ends in the words (要求各村…); 0 where there is none, or what was done was done by it (按照要求公开20条)."""
    demand = _DEMAND.search(words)
    return demand.end() if demand and not _BY_DEMAND.search(words, 0, demand.end()) else 0


def _has_other_subject(words: str, own: int, is_alone: bool) -> bool:
    """Whether the words begin with another place, or one wider than our own; its channel is one of ours where nobody else is spoken of."""
    for subject in (_WIDER.search(words), _OTHER.search(words)):
        if subject and is_filler(words[: subject.start()]) and not (is_alone and channel_end(words)) and not _ABOUT_OURS.search(words[subject.end() :]):
            place = subject.groupdict()
            width = _RANKS[place["place"]] if place.get("place") else 3 if place.get("parts") else 9
            return bool(own) and width > own or width == 9
    return False


def _is_wider_place(words: str, scene: Scene) -> bool:
    """Whether the words begin with the name of the place that our own town belongs to (示例县全年公开9000条)."""
    named = _NAMED.match(_PERIOD.sub("", words))
    own = scene.organ.rpartition(named["place"])[2] if named and scene.rank == 2 else ""
    return bool(own) and _TOWN.search(own) is not None and not channel_end(words)


def _width(label: str) -> int:
    """How wide the place is that a channel belongs to (县政府网站: 3); 0 where its name does not say."""
    places = re.findall("[省市州县区旗](?=级|人民政府|政府|政务|门户|官|网|融媒|信息|公)", label)
    return max((_RANKS[place] for place in places), default=0)
