"""The narrative made ready for counting: blanks taken out, sentences and clauses, the figures in them and the cue words around them.

The words come from measures.toml.
"""

import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib.resources import files
from itertools import pairwise

from .numerals import find_numbers

TABLE = tomllib.loads((files(__package__) / "measures.toml").read_text(encoding="utf-8"))
MEASURES: dict[str, dict] = TABLE["measure"]
WORDS: dict[str, list[str]] = TABLE["words"]


def any_of(words: Iterable[str]) -> str:
    """A pattern that matches any of the words, the longest first; words with the same beginning share it, which is much faster."""
    tails: dict[str, set[str]] = {}
    for word in words:
        tails.setdefault(word[:1], set()).add(word[1:])
    branches = [re.escape(first) + _after(rest) for first, rest in sorted(tails.items(), reverse=True) if first]
    return "|".join(branches)


def _after(tails: set[str]) -> str:
    """The pattern of what may follow a common first character; "" among the tails: nothing needs to."""
    inner = any_of(tail for tail in tails if tail)
    return f"(?:{inner}){'?' if '' in tails else ''}" if inner else ""


AND = re.compile("[、和与]|(?<!涉)及(?!时)")
"""What joins the members of a list."""
PARTS = re.compile(any_of(WORDS["parts"]) + "|(?:^|(?<=[,;]))涉及(?![^,;]{0,12}的)|[从按][^,;。:]{1,6}(?:看|分|统计)|(?<!部)分为|(?:^|(?<=[,;(]))当中")
"""What announces the parts of a total (其中, 按渠道分)."""
_CUES = {word: kind for kind, words in TABLE["cue"].items() for word in words}
_CUES |= {word: name for name, measure in MEASURES.items() for word in measure.get("nouns", ())}
_CUES["未"] = "none"
_CUE = re.compile(rf"{any_of(_CUES)}|未(?={any_of(TABLE['cue']['carry'])})")
_UNIT = re.compile(rf"(?!{any_of(WORDS['not_counters'])})(?P<unit>{any_of(u for m in MEASURES.values() for u in m.get('units', ()))})")
_AFTER_NUMBER = re.compile(r"(?P<more>[余多](?!少))?(?P<about>左右|上下)?(?P<over>以上)?")
_SIMPLIFIED = str.maketrans(TABLE["writing"]["traditional"], TABLE["writing"]["simplified"])
_BARE = re.compile(r"[。:\n]+(?=(?:\d+(?:条|件|起|宗|次|例|个|份)|无|没有|未收到)(?:[,。;\n]|$))")
_DASH = re.compile("——+")
_RATE = re.compile("/(?:工作)?(?:日|天|周|旬|月|季|半?年|人|户|村|小时)")
_SPAN = re.compile("[至到~—–-]*")
_END = re.compile(r"[,。;)\n]|$")
_BREAK = re.compile(r"[。!?\n]")
_CLAUSE = re.compile(r"(?:[^,;:()。!?\n]|(?<=\d),(?=\d{3}(?!\d)))+")
_APART = re.compile(r"“[^”\n]{0,30}”|《[^》\n]{0,60}》|「[^」\n]{0,30}」|\([^()\n]{0,40}\)")
_APPLICANT = re.compile("申请人(?!次)")
_COUNTED = re.compile(r"[\d一二三四五六七八九十百千万两零〇][余多]?(?:条|件|篇|期|份|项|个|次|起|宗)")
_ENTRY = re.compile(rf"{_COUNTED.pattern}$")
_OPENS = re.compile("20\\d\\d年|全年|本年")
_HEADING = re.compile(r"(?:[一二三四五六七八九十]+、|\([一二三四五六七八九十]+\)|第[一二三四五六七八九十]部分)[^。,;]{0,24}|\d{1,2}[.、](?!\d)[^。,;]{0,20}(?:情况|方面|工作|数量|方式|渠道|内容):?")
_MARKER = re.compile(r"[一二三四五六七八九十]+[、是]|\(?[一二三四五六七八九十\d]{1,2}\)|\d{1,2}[.、](?!\d)|[·•●◆■➢*-]")


@dataclass(frozen=True, slots=True)
class Figure:
    """A counted number: text[start:end] is number and counter; bound is exact, at_least or about."""

    start: int
    end: int
    value: int | float
    bound: str
    unit: str
    written: str


@dataclass(frozen=True, slots=True)
class Cue:
    """A cue word: kind is a name under [cue] in measures.toml, or the id of the measure whose noun it is."""

    kind: str
    start: int
    end: int


class Wording:
    """Folded text without blanks. `text` is what is read, `places[i]` the place of text[i] in the folded text.

    Traditional characters are read as simplified ones; a heading and a bare figure under it (行政诉讼。0件。) become one sentence.
    `bare` is as long as `text`, with quoted names and bracketed remarks blotted out by ·, so that only the sentence itself speaks.
    """

    def __init__(self, folded: str):
        text, self.places = _joined(folded.translate(_SIMPLIFIED))
        self.text = _BARE.sub(lambda stop: ":" * len(stop[0]), _DASH.sub(lambda dash: "," * len(dash[0]), text))
        self.bare = blot(self.text)
        self.figures = list(_figures(self.bare))

    def sentences(self) -> Iterator[tuple[int, int]]:
        """Start and end of each sentence."""
        start = 0
        for match in _BREAK.finditer(self.bare):
            yield start, match.start()
            start = match.end()
        yield start, len(self.bare)

    def clauses(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """Start and end of each clause of text[start:end]."""
        return (m.span() for m in _CLAUSE.finditer(self.bare, start, end))


@lru_cache(maxsize=4096)
def find_cues(text: str) -> tuple[Cue, ...]:
    """The cue words of a piece of text, in their order; words inside quotation marks and brackets are no cues."""
    found = (Cue(_CUES[m[0]], m.start(), m.end()) for m in _CUE.finditer(blot(text)))
    return tuple(cue for cue in found if cue.kind != "neutral" and not _APPLICANT.match(text, cue.end - 2))


def blot(text: str) -> str:
    """Text of the same length with quoted names and bracketed remarks replaced by dots; a bracket that counts something stays."""
    return _APART.sub(_blotted, text)


def _blotted(match: re.Match) -> str:
    passage = match[0]
    return passage if passage[0] == "(" and _COUNTED.search(passage) else "·" * len(passage)


def _figures(text: str) -> Iterator[Figure]:
    """Numbers with a counter, and Arabic numbers that end a clause where the counter was lost.

    Rates (2条/日), spans (30条至40条) and what was written twice over (1条2条) are left out; of 12期156条, one thing said twice, the items count.
    """
    figures = [figure for figure in _counted(text) if not _RATE.match(text, figure.end)]
    pairs = [(one, other) for one, other in pairwise(figures) if one.unit == other.unit and _SPAN.fullmatch(text, one.end, other.start)]
    twice = {figure.start for pair in pairs for figure in pair}
    for before, figure in pairwise([None, *figures]):
        if figure.start not in twice and all(figure.end != other.start for other in figures):
            yield replace(figure, start=before.start) if before and before.end == figure.start else figure


def _counted(text: str) -> Iterator[Figure]:
    """The numbers that are written as figures."""
    for found in find_numbers(text):
        if re.search(r"[第每\dA-Za-z./〔\[ -]$", text[max(found.start - 1, 0) : found.start]):
            continue
        before = _AFTER_NUMBER.match(text, found.end)
        unit = _UNIT.match(text, before.end())
        after = _AFTER_NUMBER.match(text, unit.end() if unit else before.end())
        if unit and unit["unit"] == "批" and found.written == "一":  # no number: a good many
            continue
        if not unit and not (found.written[0].isdigit() and _END.match(text, after.end())):
            continue
        bound = found.bound
        if before["more"] or before["over"] or after["more"] or after["over"]:
            bound = "at_least"
        elif before["about"] or after["about"]:
            bound = "about"
        yield Figure(found.start, after.end(), found.value, bound, unit["unit"] if unit else "", found.written)


def _joined(folded: str) -> tuple[str, list[int]]:
    """The text without blanks, a line feed only where a sentence, heading or list item ends, and the place of every character."""
    pieces, places, before = [], [], None
    for match in re.finditer(r"\S+", folded):
        if before:
            mark = _between(folded, before, match)
            pieces.append(mark)
            places.extend([before.end()] * len(mark))
        pieces.append(match[0])
        places.extend(range(*match.span()))
        before = match
    return "".join(pieces), [*places, len(folded)]


def _between(folded: str, left: re.Match, right: re.Match) -> str:
    """What stands for the white space between two words: nothing, a line feed, or a blank between two numbers."""
    gap = folded[left.end() : right.start()]
    if "\n" in gap:
        line = folded[folded.rfind("\n", 0, left.end()) + 1 : left.end()].strip()
        if line[-1] in "。!?" or _ENTRY.search(line) and _OPENS.match(folded, right.start()) or _HEADING.fullmatch(line) or _MARKER.match(folded, right.start()):
            return "\n"
    if folded[left.end() - 1].isdigit() and folded[right.start()].isdigit():
        return "" if _one_number(folded, left, right, gap) else " "
    return ""


def _one_number(folded: str, left: re.Match, right: re.Match, gap: str) -> bool:
    """Whether digits on both sides of a gap are one number: 1 286条, 2 0 2 3年, or a number broken by the end of a line."""
    head = re.search(r"\d+$", left[0])[0]
    tail = re.match(rf"(\d+)\s*(?:[年余多百千万亿%]|{_UNIT.pattern})?", folded[right.start() : right.start() + 12])
    counted = bool(tail[0][len(tail[1]) :].strip())
    grouped = len(head) <= 3 and len(tail[1]) == 3
    if counted and (grouped or "\n" in gap):
        return True
    spelt = re.match(rf"(?:\d\s)*\d\s*(?:[年月日]|{_UNIT.pattern})", folded[right.start() : right.start() + 24])
    return len(head) == len(left[0]) == 1 and bool(spelt)
