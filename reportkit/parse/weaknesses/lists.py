"""Enumeration marks (一是, （一）, 1., ①, 首先, 第一 …) in running text, and the lists that they make."""

import re
import unicodedata
from typing import NamedTuple

_NUMERALS = {character: value for value, character in enumerate("一二三四五六七八九", 1)}
_WORDS = {"首先": 1, "其次": 2, "再次": 3, "再者": 3, "然后": 3, "最后": 4}
_SIDES = {"一方面": 1, "另一方面": 2, "再一方面": 3, "还有一方面": 3}
_CN = "(?:[一二三四五六七八九]?十[一二三四五六七八九]?|[一二三四五六七八九])"
SIGNS = "①-⒛❶-➓㈠-㈩㊀-㊉●■◆▪•·★※○◎►▶✓✔√"  # each a whole mark by itself

_BEGIN = r"(?<![^\n。;:,.!?)”是为将拟算划])"  # of a line, after punctuation or after the words that announce the list

# Each kind in a group of its own name; "lost" ones have lost their numeral and count only inside a list of their kind.
# The first line is there for speed: no mark begins with another character.
_MARK = re.compile(
    rf"""(?=[一二三四五六七八九十\dA-Ha-h(第其首再然最另还是–—*{SIGNS}-])(?:
     (?:(?<![^\n。;:,.!?)”、])|(?<=[有是为即看在将拟算划定要重镇乡局办道们作面中]))(?P<shi>{_CN})(?:(?<!一)个|个(?=是[^\n]*二个是))?是(?!(?P=shi)[、,。;])[:,]?
    |{_BEGIN}(?P<yao>{_CN})要[:,]?
    |{_BEGIN}\(?(?P<bracketed>{_CN})\)[、.:,]?
    |{_BEGIN}\(?(?P<arabic>\d{{1,2}})\)[、.:,]?
    |(?<![^\n。;:])(?P<plain>{_CN})(?:[、.]|(?<=\n.),)
    |{_BEGIN}(?P<digit>\d{{1,2}})[、.](?!\d)
    |(?P<circled>[①-⑳❶-➓㊀-㊉])[、.]?
    |(?P<enclosed>[⑴-⒇㈠-㈩])[、.]?
    |(?P<dotted>[⒈-⒛])
    |{_BEGIN}\(?(?P<letter>[A-Ha-h])[、.)](?![A-Za-z])
    |{_BEGIN}第(?P<di>[一二三四五六七八九十])(?:个?(?:问题|不足|方面|点|条|项)?(?:是[:,]?|[,、:])|(?:个方面|点)。)
    |{_BEGIN}其(?P<qi>[一二三四五六])(?:是)?[,、:]?
    |(?<![^\n。;:,.!?)”是为将拟算划镇乡局道们作面])(?P<words>首先|其次|再次|再者|然后|最后)是?[:,]?
    |(?<![另再第这上])(?P<sides>另一方面|再一方面|还有一方面|一方面)是?[:,]?
    |(?:(?<![^\n:])|(?<=[。;])(?![–—*-]))(?P<bullet>[●■◆▪•·★※○◎►▶✓✔√–—*-]{{1,2}})(?!\d)
    |(?<=[。;])(?P<lost_shi>是)(?!否)
    |(?<![^\n])(?P<lost_digit>\d{{1,2}})(?=[^\d年月日.、,%个名条件项次])
    )""",
    re.VERBOSE,
)


class Mark(NamedTuple):
    """An enumeration mark: its place, its kind and its number in the list (0 where it has none)."""

    start: int
    end: int
    kind: str
    ordinal: int


def _ordinal(kind: str, printed: str) -> int:
    if kind in ("digit", "arabic"):
        return int(printed)
    if kind in ("circled", "enclosed", "dotted"):
        return int(unicodedata.numeric(printed))
    if kind == "letter":
        return ord(printed.upper()) - ord("A") + 1
    if kind == "words":
        return _WORDS[printed]
    if kind == "sides":
        return _SIDES[printed]
    if kind in ("bullet", "lost_shi"):
        return 0
    tens, ten, ones = printed.rpartition("十")
    return (_NUMERALS.get(tens, 1) * 10 if ten else 0) + _NUMERALS.get(ones, 0)


def find_marks(text: str) -> list[Mark]:
    """Every enumeration mark in the running text, in order; kinds "lost_…" have lost a part."""
    return [Mark(m.start(), m.end(), m.lastgroup, _ordinal(m.lastgroup, m[m.lastgroup])) for m in _MARK.finditer(text)]


def outer_lists(marks: list[Mark]) -> list[list[Mark]]:
    """The outermost lists of a stretch: marks of one kind, a new list where the number starts again from one.

    The outermost kind is the first that has two marks or more, else the first mark's. Marks of other kinds belong to the items.
    """
    kinds = _listing_kinds([m for m in marks if not m.kind.startswith("lost_")])
    if not kinds:
        return []
    kind = next((k for k in kinds if kinds.count(k) > 1), kinds[0])
    lists: list[list[Mark]] = []
    for mark in marks:
        if mark.kind == kind:
            if not lists or (mark.ordinal == 1 and lists[-1][-1].ordinal != 1):
                lists.append([])
            lists[-1].append(mark)
        elif mark.kind == f"lost_{kind}" and lists and mark.ordinal in (0, lists[-1][-1].ordinal + 1):
            lists[-1].append(Mark(mark.start, mark.end, kind, lists[-1][-1].ordinal + 1))
    return lists


def _listing_kinds(marks: list[Mark]) -> list[str]:
    """The kinds of the marks, without kinds that do not begin at one (or at two, the first having lost its mark)."""
    first: dict[str, int] = {}
    for mark in marks:
        first.setdefault(mark.kind, mark.ordinal)
    return [m.kind for m in marks if first[m.kind] <= 2]
