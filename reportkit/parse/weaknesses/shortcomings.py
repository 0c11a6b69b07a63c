"""Shortcomings in prose without enumeration marks: where one ends and the next begins, and what around them is none."""

import re
from collections.abc import Sequence

from .answers import Likeness, bigrams
from .borders import parted
from .clauses import COMMA, COMMA_OF_LISTS, JOINT, RUN_JOINT, SEMICOLON, Span, cut, paragraphs, sentences, titled
from .cues import NONE, ORGAN, any_of, names_shortcoming, sighs, subjects

_EXPLAINS = re.compile(any_of("points", "explains"))
_GOES_ON = re.compile(any_of("points", "goes_on", "explains"))
_ANOTHER = re.compile(any_of("points", "another"))
_BARE = re.compile(any_of("points", "bare"))
_REFERS = re.compile(any_of("points", "refers"))
_ALSO = re.compile("[^,]{2,}[也又亦]")
_DIGIT = re.compile("\\d|[一二两三四五六七八九十几]+[条个次份天月年件成名人]")
_BEGINNINGS = (("explains", _EXPLAINS), ("goes_on", _GOES_ON), ("another", _ANOTHER), ("bare", _BARE), ("prep", re.compile("[对与在]")))
_SUMS_UP = re.compile(any_of("points", "sums_up"))
_PIVOT = re.compile(f",(?!{any_of('points', 'sums_up', 'explains')})(?=[^,。;:]{{0,16}}?{any_of('points', 'pivot')})")
_BUT = re.compile(f"(?<=,){any_of('points', 'but')},?")
_WILL = re.compile(f"{ORGAN}?[^,。;]{{0,4}}{any_of('cues', 'will')}")
_PRAISE = re.compile(any_of("points", "praise"))
_CONTRAST = re.compile(any_of("points", "contrast"))
_ITSELF = re.compile(f",[^,。;]{{0,6}}?(?:{ORGAN})")
_CLAUSE = re.compile("[^,;:。]*")
_CAUSE = re.compile(any_of("points", "cause"))
_NATURE = re.compile(any_of("points", "nature"))
_LEADS = re.compile(any_of("points", "leads"))
_SIGH = re.compile(any_of("points", "sigh"))
_TOLD_OF = "[^,。;:]{0,20}?(?<![对给向])我(?:镇|乡|街道|局|办|县|区)"  # 今年以来我镇 …
_OPENING = re.compile(f"(?:{any_of('points', 'opening')}|(?!全){ORGAN}(?=[^将的])|{_TOLD_OF})+")
_RUN_BEGIN = re.compile(any_of("points", "run") + "$")
_RUN_END = re.compile(any_of("points", "run_end") + "[,。;]*$")
_THERE_IS = re.compile("(?:(?:[还仍也]|目前|仍然)*存在着?(?![的于]))?")
_HALF = re.compile("[不欠较]|有待")  # a member that says only how the one before is
_TAIL = re.compile(any_of("points", "tail") + "[,。;]*$")


def shortcomings(text: str, span: Span, answers: Sequence[str] = ()) -> list[Span]:
    """The shortcomings that a stretch of prose names, without praise, general sighs and opening words."""
    if own := _one_each(text, span):
        return own
    if pieces := titled(text, (_after_praise(text, span), span[1])):
        return pieces
    points: list[Span] = []
    likeness = Likeness(answers)
    told = [said for s in sentences(text, span) if (said := _admitted(text, s))]
    parts = [(s, _opened(text, s)) for s in told]
    parts = [part for n, part in enumerate(parts) if n == len(parts) - 1 or not _LEADS.fullmatch(text, *part[1])]
    whole = sum(start < end for _, (start, end) in parts) > 1
    for sentence, opened in parts:
        if points and _EXPLAINS.match(text, sentence[0]) and not _run(text, opened):
            points[-1] = (points[-1][0], sentence[1])
        elif opened[0] < opened[1]:
            points += _split(text, opened, whole, likeness)
    return points


def _admitted(text: str, sentence: Span) -> Span | None:
    """A sentence, or the part of it after a 但 where it first says that nothing is wrong; None if it says only that."""
    nothing = NONE.search(text, *sentence)
    if nothing is None:
        return sentence
    but = _BUT.search(text, nothing.end(), sentence[1])
    return (but.end(), sentence[1]) if but and not _WILL.match(text, but.end()) else None


def _one_each(text: str, span: Span) -> list[Span]:
    """The paragraphs of a stretch if most of them name a shortcoming, the first of these without opening words; else none."""
    own = [p for p in paragraphs(text, span) if not NONE.search(text, *p)]
    opened = [_opened(text, p) for p in own]
    naming = [n for n, (start, end) in enumerate(opened) if start < end]
    if not 1 < len(naming) <= len(own) <= 2 * len(naming):
        return []
    return [opened[n] if n in naming else own[n] for n in range(naming[0], len(own))]


def labelled(text: str, span: Span, answers: Sequence[str] = ()) -> list[Span]:
    """The shortcomings of a stretch that a label announces: whole sentences where no words of lack are known."""
    found = shortcomings(text, span, answers)
    return found or [s for s in sentences(text, span) if not NONE.search(text, *s) and not _general(text[slice(*s)].strip("。"))]


def _opened(text: str, sentence: Span) -> Span:
    """A sentence from its first clause that names a particular shortcoming on, without the opening words."""
    start, end = _after_praise(text, sentence), sentence[1]
    for clause in cut(text, (start, end), COMMA):
        words = text[slice(*clause)]
        opening = _OPENING.match(words)
        bare = words[opening.end() :] if opening else words
        if not bare or _general(bare) or _outer_cause(text, clause, end):
            continue
        rest = [text[slice(*c)] for c in cut(text, (clause[1], end), COMMA)]
        if names_shortcoming(bare) or (not _CONTRAST.match(words) and any(names_shortcoming(r) and not _general(r.strip("。")) for r in rest)):
            return clause[0] + len(words) - len(bare), end
    return end, end


def _outer_cause(text: str, clause: Span, end: int) -> bool:
    """Whether a clause tells of a cause outside the work: the organ is named only after it, or it speaks of nothing that belongs to the work."""
    words = text[slice(*clause)]
    return _CAUSE.match(words) is not None and (
        _ITSELF.match(text, clause[1], end) is not None or _NATURE.search(words) is not None or not (subjects(words) or "、" in words)
    )


def _after_praise(text: str, sentence: Span) -> int:
    """Where a sentence turns from what was done well, or from words of introduction, to what is lacking."""
    start, end = sentence
    if _CAUSE.match(text, start) and not _outer_cause(text, cut(text, sentence, COMMA)[0], end):
        return start
    if (colon := text.find(":", start, end)) >= 0 and names_shortcoming(text[colon:end]):
        start = colon + 1
    pivot = _PIVOT.search(text, max(start - 1, 0), end)
    listed = pivot and "存在" in text[pivot.start() : pivot.end() + 6] and _TAIL.search(text, pivot.end(), end)
    if pivot and (
        listed
        or (_general(_CLAUSE.match(text, pivot.end(), end)[0]) and ";" not in text[start : pivot.start()])
        or not any(_particular(text[slice(*clause)]) for clause in cut(text, (start, pivot.start()), COMMA))
    ):
        return pivot.end()
    but = _BUT.search(text, start, end)
    if but and (_PRAISE.search(text, start, but.start()) or not names_shortcoming(text[start : but.start()])):
        return but.end()
    return start


def _general(clause: str) -> bool:
    """Whether a clause only says that there are shortcomings."""
    return sighs(clause) or _only_sighs(clause)


def _particular(clause: str) -> bool:
    """Whether a clause names a shortcoming, and is not one that only leads over to it."""
    return names_shortcoming(clause) and not (_CONTRAST.match(clause) or _general(clause))


def _only_sighs(clause: str) -> bool:
    """Whether a clause speaks of shortcomings (仍有不足) but of no subject."""
    return bool(_SIGH.search(clause)) and "、" not in clause and "内容" not in clause and not subjects(clause)


def _split(text: str, span: Span, whole: bool, likeness: Likeness) -> list[Span]:
    """The shortcomings of one sentence; whole: it is one of several that are joined, and so makes one point."""
    run = _run(text, span)
    parts = run or [part for piece in cut(text, span, SEMICOLON) for part in cut(text, piece, JOINT)]
    if not run and len(parts) > 1 and ";" not in text[slice(*span)] and _TAIL.search(text, *span):
        parts = [point for part in parts for point in parted(text, part, "problem", border_features, likeness, None)]
    if len(parts) == 1:
        parts = [span] if whole else parted(text, _without_sigh(text, span), "problem", border_features, likeness, None)
        parts = [part for part in parts if not (_SUMS_UP.match(text, part[0]) or _general(text[slice(*part)]))]
    named = len(parts) > 1 or _RUN_BEGIN.search(text, max(span[0] - 3, 0), span[0]) is not None
    parts = [_without_sigh(text, (_THERE_IS.match(text, *part).end(), part[1])) for part in parts]
    if named and (tail := _TAIL.search(text, *parts[-1])):
        parts[-1] = (parts[-1][0], tail.start())
    return parts


def _without_sigh(text: str, span: Span) -> Span:
    """A shortcoming without a last clause that speaks of all of them (以上不足有待改进)."""
    comma = text.rfind(",", *span)
    last = text[comma + 1 : span[1]].strip("。")
    if comma > 0 and (_SUMS_UP.match(last) or sighs(last, 0) or _only_sighs(last)):
        return span[0], comma
    return span


def _run(text: str, span: Span) -> list[Span]:
    """The members of a running list A、B、C等问题 and the shortcomings after it; empty if the sentence has no such list."""
    for start, end in cut(text, span, COMMA):
        opening = _OPENING.match(text, start, end)
        start = opening.end() if opening else start
        last = start + _RUN_END.search(text[start:end]).start()
        announced = bool(text[last:end].strip(",。;")) or bool(_RUN_BEGIN.search(text, max(start - 3, 0), start))
        if not (announced or opening):
            continue
        members = _members(text, (start, last), announced)
        if len(members) > 2 or (members and announced):
            if not opening and start > span[0] and _particular(text[span[0] : start - 1]):
                break
            for clause in cut(text, (end, span[1]), COMMA):
                words = text[slice(*clause)]
                if _stands_alone(words):
                    members.append(clause)
                elif members[-1][1] > end and not (_SUMS_UP.match(words) or _general(words)):
                    members[-1] = (members[-1][0], clause[1])
            return members
    return []


def _members(text: str, span: Span, announced: bool) -> list[Span]:
    """The members of a running list; announced: 等问题 and the like say that it is one. Else a short member is rather half of a point."""
    shortest = 4 if announced else 5
    for joint in (RUN_JOINT, COMMA_OF_LISTS):  # 深度和广度有待提升 is one member
        members = cut(text, span, joint)
        lacking = [names_shortcoming(text[a:b] + "。") for a, b in members]
        if len(members) < 2 or any(_HALF.match(text, a) for a, _ in members[1:]):
            continue
        mostly = announced and joint is COMMA_OF_LISTS and sum(lacking) * 2 >= len(lacking) and (lacking[0] or len(lacking) > 2)
        if (all(lacking) or mostly) and all(b - a >= shortest for a, b in members):
            return members
    return []


def _stands_alone(clause: str) -> bool:
    return names_shortcoming(clause) and not (_GOES_ON.match(clause) or _SUMS_UP.match(clause) or _general(clause))


def border_features(words: list[str], number: int, joined: bool) -> list[str]:
    """What a clause tells of a border before it (names of weights)."""
    before, clause = words[number - 1 : number + 1]
    found = ["lacks" if names_shortcoming(clause) else "quiet"]
    if not names_shortcoming(before):
        found.append("first_quiet")
    about, about_before = subjects(clause), subjects(before)
    if about & about_before:
        found.append("same")
    elif about and about_before:
        found.append("different")
    one_of_some = clause.startswith("有的") and any(word.startswith("有的") for word in words[:number])
    beginning = "another" if one_of_some else next((name for name, begins in _BEGINNINGS if begins.match(clause)), "")
    if beginning and not (beginning == "bare" and found[-1] == "different"):
        found.append(beginning)
    if bigrams(clause[:5]) & bigrams(before):
        found.append("shared")
    if _ALSO.search(clause):
        found.append("also")
    if _DIGIT.search(clause):
        found.append("digit")
    if "的" in clause[2:-3]:
        found.append("of")
    if joined:
        found.append("joined")
    if _REFERS.search(clause):
        found.append("refers")
    if any("等" in word and _TAIL.search(word) for word in words[number:]):
        found.append("and_so_on")
    length = len(clause)
    if length < 8 or length > 11:
        found.append("short" if length < 6 else "shortish" if length < 8 else "long")
    return found
