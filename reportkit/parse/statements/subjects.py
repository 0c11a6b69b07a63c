"""What a count of disclosures is tied to: the channel, the level or the subject that the words before the number name."""

import re
from functools import lru_cache

from .wording import AND, WORDS, Cue, any_of, blot, find_cues

VERBS = {"publish", "make", "receive", "new", "handle", "answer", "carry", "hold"}
ENDINGS = tuple(WORDS["part_endings"])
SUM = re.compile(rf"(?<![公中])(?:{any_of(WORDS['sums'])})(?![同享识青]|产(?!生)|建共)")
_TAILS = any_of(WORDS["weightless_tails"] + WORDS["channel_tails"])
_CHANNEL = re.compile(f"(?<=[在过托用助由经以])(?:“[^”]+”|《[^》]+》)(?:[^,;“《]{{0,8}}栏目)?(?=(?:{_TAILS})?(?:{any_of(WORDS['leading'])})*(?:公开|发布|推送|刊|登|上传|更新))|(?!{any_of(WORDS['not_channels'])})(?:政府网(?![站页])|(?<=[\u4e00-\u9fff]{{2}})网(?=(?:主动|对外)?(?:公开|发布|推送|更新)(?!栏|专栏))|{any_of(WORDS['channels'])})(?:{_TAILS})*")
_TAIL = re.compile(f"(?:{any_of(WORDS['weightless_tails'])}|(?<![网线])上)+$")
_SUBJECT = re.compile(r".{0,8}(?:镇|乡|街道|苏木|县|区|市|旗|局|办|委|中心)(?:人民政府|办事处|政府|机关|本级)?")
_PREPOSITION = re.compile(any_of(w for w in WORDS["prepositions"] if len(w) > 1) + "|[在于经由被]|以(?=[^,]{2,20}为)")
_ORDINAL = r"(?:\d{1,2}|[一二三四五六七八九十]+)(?:[.、]|是)|第[一二三四五六七八九十\d]+条"
_TOWN = r"[\u4e00-\u9fff]{2,4}?(?:镇|乡(?!镇)|街道)(?:人民政府|办事处)?(?!级|村)"
_WEIGHTLESS = any_of(WORDS["leading"] + WORDS["prepositions"] + WORDS["parts"] + WORDS["sums"])
_HEAD = re.compile(rf"(?:\([^()]*\)、|(?:截[至止]|到了?)?\d{{4}}年度?|截[至止]\d{{1,2}}月(?:\d{{1,2}}日|[底末])?|{_WEIGHTLESS}|[、:的·]|{_ORDINAL}|{_TOWN})+")
_FOOT = re.compile(rf"(?:{any_of(WORDS['trailing'] + WORDS['sums'])})+$")
_OBJECT = re.compile(rf"(?:{any_of(WORDS['objects'])})*")
_QUOTED = re.compile("“[^”]*”|《[^》]*》")
_DONE = re.compile("(?:进行|实施|开展)[^,]{0,6}(?:公开|发布|推送|宣传)$")
_OTHERS = re.compile("其[他它](?:方式|渠道|形式|途径|媒体|平台)")
_EVERY = re.compile(rf"^(?:{any_of(WORDS['every'])})")
_OPENING = re.compile(r".*20\d\d年度?(?=.*(?:公开|发布))")
_EVERY_KIND = re.compile(rf"(?:{any_of(WORDS['every'])})[\u4e00-\u9fff]{{0,2}}媒体$")


@lru_cache(maxsize=4096)
def is_filler(words: str) -> bool:
    """Whether nothing of weight is said."""
    return not _HEAD.sub("", _FOOT.sub("", words))


def is_sum(words: str) -> bool:
    """Whether words only announce a sum (全年合计)."""
    return SUM.search(words) is not None and is_filler(words)


@lru_cache(maxsize=4096)
def name_of(before: str, cues: tuple[Cue, ...]) -> tuple[str, bool]:
    """What a count of disclosures is tied to, in the text's own words, and whether that is a channel; "" for information at large."""
    verbs = [cue for cue in cues if cue.kind in ("publish", "make", "count")]
    channels = list(_CHANNEL.finditer(before, 0, verbs[-1].start)) if verbs else []
    channels = channels or list(_CHANNEL.finditer(before))
    if channels:
        channel = _channel_name(before, channels[-1].end())
        return channel, bool(channel)
    if verbs and not is_filler(before[verbs[-1].end :]):
        return named_after(before, verbs[0].end), False
    if len(verbs) > 1 and not is_filler(between := before[verbs[0].end : verbs[-1].start]) and find_cues(between) == ():
        return unless_general(_trimmed(before[verbs[0].end : verbs[-1].end])), False
    return unless_general(_trimmed(before[: verbs[-1].end] if verbs else before)), False


def is_organ(name: str) -> bool:
    """Whether a name is that of whoever reports, and so tells nothing about what was disclosed."""
    return _SUBJECT.fullmatch(name) is not None


def plain_name(words: str) -> str:
    """The words without what has no weight, verbs kept."""
    return _FOOT.sub("", _HEAD.sub("", words, count=1))


def channel_end(before: str) -> int:
    """Where the first channel ends in the words; 0 without one."""
    match = _CHANNEL.search(before)
    return match.end() if match else 0


def in_channel(before: str, cue: Cue) -> bool:
    """Whether a cue only belongs to the name of a channel (快手账号)."""
    return any(channel.start() < cue.start and cue.end <= channel.end() for channel in _CHANNEL.finditer(before))


def channel_before(opening: str) -> str:
    """The channel in a phrase that stands before the clause (通过县政府网站，公开…), or ""."""
    clauses = [clause for clause in re.split("[,;:()]", opening) if clause]
    if not clauses or not _PREPOSITION.search(clauses[-1]):
        return ""
    label, is_channel = name_of(clauses[-1], ())
    return label if is_channel and _TAIL.sub("", _DONE.sub("", clauses[-1])).endswith(label) else ""


def named_after(before: str, start: int) -> str:
    """What the words from `start` on name; "" for information at large."""
    return unless_general(_trimmed(before[start:]))


def names_channels(before: str) -> bool:
    """Whether the words name several channels together (微博、微信等), or all others."""
    channels = list(_CHANNEL.finditer(_QUOTED.sub("", before)))
    return len(channels) > 1 or _OTHERS.search(before) is not None or any(_EVERY_KIND.search(before, 0, channel.end()) for channel in channels)


def _channel_name(before: str, end: int) -> str:
    """The name of the channel that ends at `end`; "" where it has none or several are named together."""
    quoted = next((m for m in _QUOTED.finditer(before) if m.start() < end < m.end()), None)
    phrase = before[: quoted.end() if quoted else end]
    phrase = phrase[max((m.end() for m in _PREPOSITION.finditer(blot(phrase))), default=0) :]
    head = _HEAD.match(phrase)
    name = _TAIL.sub("", phrase[head.end() if head else 0 :])
    is_several = len(_CHANNEL.findall(_QUOTED.sub("", name))) > 1 and AND.search(name)
    is_nameless = _EVERY.sub("", name, count=1) in WORDS["any_channel"]
    return "" if is_several or is_nameless else name


def _trimmed(words: str) -> str:
    """The words without what has no weight, and without a closing 公开 unless it belongs to the name (村务公开)."""
    words = _OPENING.sub("", words)
    head = _HEAD.match(words)
    return _FOOT.sub("", re.sub("(?<![党政村财事居]务)公开$", "", _FOOT.sub("", words[head.end() if head else 0 :])))


def unless_general(label: str) -> str:
    """The label, or "" where it only names information at large."""
    rest = _OBJECT.sub("", _FOOT.sub("", label)) if not label.endswith("务公开") else label
    for cue in reversed(find_cues(rest)):
        rest = rest[: cue.start] + rest[cue.end :] if cue.kind in VERBS else rest
    return "" if is_filler(rest) else label
