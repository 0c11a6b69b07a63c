"""Points in prose without enumeration marks: where one shortcoming or one promise ends and the next begins."""

import re
from collections.abc import Callable, Sequence
from functools import partial

from .answers import Likeness
from .cues import any_of, names_shortcoming, says_nothing, subjects

Span = tuple[int, int]

ORGAN = r"(?:我们|[我本](?:镇|乡|街道办?事?处?|街|局|县|区|市|旗|办|委|处|单位|中心|苏木|州|省)(?:(?:人民)?政府(?!信息))?|(?:全|各)?[^,。;:、\n□在将的对]{1,8}(?:镇|乡|街道|苏木|办事处)(?:人民政府|党政办)?)"
_SENTENCE = re.compile(r"[^。!?\n]+[。!?]*")
_JOINT = re.compile("(?<=[,、。;:\n])" + any_of("points", "joint") + ",?")
_EXPLAINS = re.compile(any_of("points", "explains"))
_NONE = re.compile(any_of("cues", "none"))
_PURPOSE = re.compile(any_of("points", "purpose"))
_ACTION = re.compile(any_of("points", "action"))
_CLOSING = re.compile(any_of("cues", "closing") + "(?![^。]*将)|" + any_of("points", "nothing"))
_RESTATED = re.compile(any_of("cues", "restated"))
STRONG = r"(?![对把将在由与为以从按每逐会]|通过|利用|依托|围绕|针对|结合|借助|运用)" + any_of("points", "action")
_STRONG = re.compile(STRONG)
_SLOGAN = re.compile(any_of("points", "slogan"))
_NOTHING = re.compile(any_of("points", "nothing"))
_RUN_END = re.compile(r"(?:[、,]?等)?(?:的?[一二三四五两几]?个?(?:方面|问题|现象|情况|不足|短板|差距))?(?:的?(?:问题|不足))?[,。;]*$")
_PIVOT = re.compile("(?<=,)(?!以上|上述|这些)(?=[^,。;:]{0,16}?(?:存在着?(?!的)|主要表现|主要体现|主要是|表现[为在]|体现在|[还仍尚]有(?!待)|(?:问题|不足|短板|困难)(?:之处)?(?:主要)?(?:是|有(?!待)|为|在于)))")
_BUT = re.compile("(?<=,)(?:但是?|然而|不过),?")
_PRAISE = re.compile("虽|尽管|取得|成绩|成效|进步|起色|提升|平稳|有序|稳步|基础")
_CAUSE = re.compile("由于|受|因(?!此)")
_SIGH = re.compile(r"(?:有|存在|面临|看到)[^,。]{0,10}(?:问题|不足|差距|短板|距离|之处)")
_QUOTED = re.compile("“[^”]*”")  # what is quoted is mostly a name and does not tell what a clause is about
_AND = re.compile("(?:并且?(?!不|未|没))?")
_BARE = re.compile(any_of("points", "bare"))
_GOES_ON = re.compile(any_of("points", "goes_on", "explains"))
_SUMS_UP = re.compile("(?:以上|上述|这些|对此)")
_RUN_BEGIN = re.compile(any_of("points", "run") + "$")
_TAIL = re.compile(r"等?的?(?:问题|现象|情况)[,。;]*$|等(?:方面|几个方面)[,。;]*$")
_RUN_SPLIT = re.compile("、|以及|和(?!谐)|(?<![涉普企顾触波])及(?!时|其|早|格)")
_CONTRAST = re.compile("^(?:虽然|虽|尽管|一年来|总的看|总体|对照|对标|与|同|离|距|按照|按|在|从[^,]*看|通过[^,]*查|经)")
_PROBLEM_OPENING = re.compile(
    rf"(?:(?:[^,。;:]{{0,40}}?(?:问题|不足|短板|差距|表现|体现|弱项)(?:之处)?(?:主要)?(?:是|有|为|在于|在|如下)[:,]?)"
    rf"|但是?,?|然而,?|不过,?|同时,?|此外,?|另外,?|由于|因为?|目前,?|当前,?|今年,?|本年度,?|主要(?:是|有|为|表现[为在]|体现[为在])?[:,]?|(?:还|仍|仍然|依然|也)*存在着?(?!的)|(?:但|也)?[还仍尚]有(?!待)|如(?!何|期|实)|例如|表现[为在]|体现[为在]"
    rf"|(?:我们)?也?(?:应|要|必须)?(?:清醒地?)?(?:看到|认识到),?|具体(?:而言|来说|表现[为在])?[:,]?|主要|发现|{ORGAN}(?=[^将])|在?(?:政府)?(?:信息)?公开工作(?:中|方面|上)|在?政府信息公开(?:工作)?(?:中|方面|上)?(?:还|仍)?,?)+"
)
_WILL = r"(?:还|也)?(?:将|拟|计划|打算|决定|准备|要)(?!求)"
_MEASURE_OPENING = re.compile(
    rf"(?:{ORGAN}[^,。;:]{{0,4}}?{_WILL}|{any_of('cues', 'measure', 'turning')}[^,。;:]{{0,60}}?(?:,{ORGAN}?[^,。;:]{{0,4}}?|{ORGAN}[^,。;:]{{0,4}}?)?{_WILL}|{any_of('cues', 'measure', 'turning')}[^,。;:]*?,(?:{ORGAN},?)?)(?:重点|着重|着力|进一步)?"
)
_HEAD = re.compile(r"[^:。;]{0,60}(?:措施|工作|改进|方面|入手|着手|整改|如下|做到|努力|问题|不足|处|几点|以下[^:。;]{0,6}):")


def sentences(text: str, start: int, end: int) -> list[Span]:
    """The sentences of a stretch; a paragraph ends a sentence too."""
    return [m.span() for m in _SENTENCE.finditer(text, start, end)]


def _cut(text: str, span: Span, pattern: re.Pattern[str]) -> list[Span]:
    """The parts of a span between the matches of a pattern, empty ones left out."""
    parts, at = [], span[0]
    for found in pattern.finditer(text, *span):
        parts.append((at, found.start()))
        at = found.end()
    return [part for part in [*parts, (at, span[1])] if part[0] < part[1]]


_SEMICOLON, _COMMA, _LINE_FEED = re.compile(";"), re.compile(","), re.compile("\n")


def _joined(text: str, span: Span) -> list[Span]:
    """The parts of a sentence that semicolons, or words such as 同时 and 此外, hold together."""
    return [part for piece in _cut(text, span, _SEMICOLON) for part in _cut(text, piece, _JOINT)]


def _paragraphs(text: str, start: int, end: int) -> list[Span]:
    return [p for p in _cut(text, (start, end), _LINE_FEED) if text[p[1] - 1] != ":"]


def shortcomings(text: str, start: int, end: int) -> list[Span]:
    """The shortcomings that a stretch of prose names, without praise, general sighs and opening words."""
    points: list[Span] = []
    paragraphs = [p for p in _paragraphs(text, start, end) if names_shortcoming(text[slice(*p)]) and not _NONE.search(text, *p)]
    openings = [opened for p in paragraphs if (opened := _opened(text, p))[0] < p[1]]
    if len(openings) > 1:
        return openings
    for sentence in sentences(text, start, end):
        if points and _EXPLAINS.match(text, sentence[0]) and not _run(text, _opened(text, sentence)):
            points[-1] = (points[-1][0], sentence[1])
        elif names_shortcoming(text[slice(*sentence)]) and not _NONE.search(text, *sentence):
            points += _shortcomings_of(text, _opened(text, sentence))
    return points


def _opened(text: str, sentence: Span) -> Span:
    """A sentence from its first clause that names a particular shortcoming on, without the opening words."""
    start, end = sentence
    if (colon := text.find(":", start, end)) >= 0 and names_shortcoming(text[colon:end]):
        start = colon + 1
    if pivot := _PIVOT.search(text, start, end):
        start = pivot.end()
    elif (turn := _BUT.search(text, start, end)) and (_PRAISE.search(text, start, turn.start()) or not names_shortcoming(text[start : turn.start()])):
        start = turn.end()
    for clause in _cut(text, (start, end), _COMMA):
        words = text[slice(*clause)]
        opening = _PROBLEM_OPENING.match(words)
        bare = words[opening.end() :] if opening else words
        if not bare or _general(bare) or (_CONTRAST.match(bare) and not names_shortcoming(bare)):
            continue
        if _CAUSE.match(words) and not subjects(words):
            continue
        if names_shortcoming(bare) or names_shortcoming(text[clause[0] : end]) and not _CONTRAST.match(words):
            return clause[0] + (opening.end() if opening else 0), end
    return end, end


def _general(clause: str) -> bool:
    """Whether a clause only says that there are shortcomings."""
    return says_nothing(clause, promise=False) or bool(_SIGH.search(clause) and not subjects(clause))


def _shortcomings_of(text: str, span: Span) -> list[Span]:
    if span[0] >= span[1]:
        return []
    parts = _joined(text, span)
    if len(parts) == 1:
        parts = _run(text, span) or _by_subject(text, span, _begins_shortcoming)
        if len(parts) > 1 and (tail := _TAIL.search(text, *parts[-1])):
            parts[-1] = (parts[-1][0], tail.start())
    return [_without_sigh(text, p) for p in parts if not _general(text[slice(*p)])]


def _without_sigh(text: str, span: Span) -> Span:
    """A shortcoming without a last clause that speaks of all of them (以上不足有待改进)."""
    comma = text.rfind(",", *span)
    return (span[0], comma) if comma > 0 and (_SUMS_UP.match(text, comma + 1) or _general(text[comma + 1 : span[1]].strip("。"))) else span


def _run(text: str, span: Span) -> list[Span]:
    """The members of a running list A、B、C等问题; empty if the clause is none."""
    for clause in _cut(text, span, _COMMA):
        if opening := _PROBLEM_OPENING.match(text, *clause):
            clause = opening.end(), clause[1]
        end = clause[0] + _RUN_END.search(text[slice(*clause)]).start()
        plain = text[end : clause[1]].strip(",。;") != "" or _RUN_BEGIN.search(text, max(clause[0] - 3, 0), clause[0])
        if not plain and not opening:
            continue
        members = _cut(text, (clause[0], end), _RUN_SPLIT)
        if len(members) > 1 and all(b - a > (3 if plain else 4) and names_shortcoming(text[a:b] + "。") for a, b in members):
            return members + [c for c in _cut(text, (clause[1], span[1]), _COMMA) if _stands_alone(text[slice(*c)])]
    return []


def _stands_alone(clause: str) -> bool:
    return names_shortcoming(clause) and not _GOES_ON.match(clause) and not _SUMS_UP.match(clause) and not _general(clause)


def _by_subject(text: str, span: Span, begins: Callable[[str, str, str], bool]) -> list[Span]:
    """Clauses gathered into points: a clause begins a point if `begins` says so of the words so far and its own."""
    points: list[Span] = []
    for start, end in _cut(text, span, _COMMA):
        own = _AND.match(text, start, end).end()
        if points and not begins(*(_QUOTED.sub("□", text[a:b]) for a, b in (points[-1], (start, span[1]), (own, end)))):
            points[-1] = (points[-1][0], end)
        else:
            points.append((own, end))
    return points


def _begins_shortcoming(so_far: str, rest: str, clause: str) -> bool:
    if _GOES_ON.match(clause) or not names_shortcoming(so_far) or not names_shortcoming(rest):
        return False
    about = subjects(clause)
    if about:
        return not about & subjects(so_far)
    return len(clause) > 4 and not _BARE.match(clause) and names_shortcoming(clause)


def promises(text: str, start: int, end: int, answering: Sequence[str] = ()) -> list[Span]:
    """The measures that a stretch of prose promises, without opening words and promises that say nothing; answering: the shortcomings named before."""
    about = Likeness(answering)
    points: list[Span] = []
    paragraphs = _paragraphs(text, start, end)
    if len(paragraphs) > 1 and not _MEASURE_OPENING.match(text, *paragraphs[0]):
        spans = [promised(text, p) for p in paragraphs if not _CLOSING.match(text, p[0])]
        return [p for p in spans if not says_nothing(text[slice(*p)], promise=True)]
    for sentence in sentences(text, start, end):
        if _NOTHING.search(text, *sentence):
            continue
        pieces = _cut(text, sentence, _SEMICOLON)
        for piece in pieces:
            points += _promises_of(text, promised(text, piece), about, whole=len(pieces) > 1 or bool(_RESTATED.match(text, piece[0])))
    return points


def promised(text: str, span: Span) -> Span:
    """A sentence without its opening words (下一步，我镇将 …)."""
    start, end = span
    if head := _HEAD.match(text, start, end):
        start = head.end()
    elif restated := _RESTATED.match(text, start, end):
        start = restated.end()
    elif opening := _MEASURE_OPENING.match(text, start, end):
        start = opening.end()
    return start, end


def _promises_of(text: str, span: Span, answering: Likeness, whole: bool) -> list[Span]:
    if span[0] >= span[1] or says_nothing(text[slice(*span)], promise=True):
        return []
    parts = _cut(text, span, _JOINT)
    begins = _answers_another if whole or len(parts) > 1 else _begins_promise
    parts = [part for piece in parts for part in _by_subject(text, piece, partial(begins, answering))]
    if not whole:
        parts = [member for part in parts for member in _measure_run(text, part)]
    parts = [_without_slogan(text, part) for part in parts]
    return [p for p in parts if not says_nothing(text[slice(*p)], promise=True)]


def _measure_run(text: str, span: Span) -> list[Span]:
    """The members of 增强A、畅通B、提高C, or the span itself."""
    members = _cut(text, span, _RUN_SPLIT)
    run = "," not in text[slice(*span)] and all(b - a > 5 and _STRONG.match(text, a) for a, b in members)
    return members if run else [span]


def _without_slogan(text: str, span: Span) -> Span:
    """A measure without a last clause that only praises its aim."""
    comma = text.rfind(",", *span)
    return (span[0], comma) if comma > 0 and _SLOGAN.match(text, comma + 1) and not subjects(text[comma : span[1]]) else span


def _answers_another(answering: Likeness, so_far: str, rest: str, clause: str) -> bool:
    """Whether a clause plainly answers another shortcoming than the words so far."""
    here, before = answering.nearest(clause), answering.nearest(so_far)
    return here is not None and before is not None and here != before


def _begins_promise(answering: Likeness, so_far: str, rest: str, clause: str) -> bool:
    """A clause begins a promise if it answers another shortcoming than the words so far; else by how it begins and what it is about."""
    here, before = answering.nearest(rest if rest.startswith("并") else clause), answering.nearest(so_far)
    if here is not None and before is not None:
        return here != before
    if _PURPOSE.match(clause) or not _ACTION.match(clause):
        return False
    about, about_before = subjects(clause), subjects(so_far)
    if rest.startswith("并"):
        return here is not None and len(answering) > 1 or bool(about and about_before) and not about & about_before
    return not about & about_before if about else len(clause) > 7 and bool(_STRONG.match(clause))
