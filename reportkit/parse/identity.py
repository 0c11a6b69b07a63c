"""Identity: which organ reports, on which year, published when, and where the organ stands.

The organ is taken from the title; else from the file's own title, the opening (本报告由…编制), the signature, the labels of the page, and last the
name of the file. A fuller form of the same name found there is preferred: 云水镇 is 示例县云水镇人民政府 where that signs.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import PurePath

from ..places import Place, resolve
from ..read.document import Document, Paragraph
from ..text import squeeze
from .covered_year import Evidence, covered_year, most_named, oddities, periods
from .publication import published, signature
from .titles import EXPLAINS, ORGAN, Title, organ_named, parts, read_titles

_TITLE_LINES, _TITLE_LENGTH, _OPENING = 80, 90, 4000
_NEEDED_HEADINGS = 2
_HEADINGS = re.compile(
    r"主动公开政府信息情况|收到和处理政府信息公开申请|行政复议、?(?:提起)?行政诉讼|主要问题[及和]改进|依申请公开(?:政府信息)?(?:情况|办理)"
    r"|主动公开(?:政府信息)?(?:的)?情况|其他需要报告"
)
_STATED = (
    re.compile(rf"本(?:年度)?报告(?:是|系)?由({ORGAN.pattern})(?:按照|根据|依据|依照|编制|组织|编写|负责|依法)"),
    re.compile(rf"(?:现将|现公布|特公布|现向社会公布|公布|现就)({ORGAN.pattern})(?:关于)?20\d\d年?度?的?(?:政府|政务)?(?:信息)?公开"),
    re.compile(rf"[,。;:]({ORGAN.pattern})(?:现|特)?(?:编制|制作|公布|发布)(?:了|完成)?(?:本|20\d\d)年?度?"),
)
_ISSUER = re.compile(r"(?:发布机构|发布单位|发布机关|公开主体|发文机关|发文单位|公开机构|信息提供单位)[:\]】]*([^\s:,。;|]{2,40})")
_SEAT = re.compile(r"(?:人民政府|政府|办事处|街道办)$")
_DIRECTION = re.compile(r"(?:通知|格式》?|有关事项的.*|办法|细则)$")


@dataclass(frozen=True, slots=True)
class Identity:
    """Who reports on which year; None where the document does not say. *_where: where it was found, "" where it was not."""

    organ: str | None = None
    year: int | None = None
    published: date | None = None
    place: Place = field(default_factory=Place)
    notices: tuple[str, ...] = ()
    organ_where: str = ""
    year_where: str = ""
    published_where: str = ""


@dataclass(frozen=True, slots=True)
class _Named:
    """The name of an organ, where it was found, and in what."""

    organ: str
    where: str
    source: str


def identify(document: Document, paragraphs: Sequence[Paragraph]) -> Identity:
    """The identity of a report. Where the document shows neither a report's title nor its headings, organ and year are None."""
    titles = list(_titles(document, paragraphs))
    whole = squeeze("\n".join(p.text for p in paragraphs))
    if not titles and len(set(_HEADINGS.findall(whole))) < _NEEDED_HEADINGS:
        return Identity(notices=("neither the title nor the headings of a yearly report on information disclosure",))
    signed = signature(paragraphs)
    year, year_where, notices = _year(titles, whole, paragraphs, document, signed)
    day, day_where, day_notices = published(paragraphs, document.published, year, signed)
    names = list(_names(titles, paragraphs, document, signed))
    organ, organ_where, organ_notices = _organ(names)
    if any(title.explains for title, _, _ in titles[:1]) or EXPLAINS.search(document.title):
        notices.append("the page explains a report; it may not be the report itself")
    place = resolve(organ, _hints(names, document)) if organ else Place()
    notices += [*organ_notices, *day_notices, *([place.notice] if place.notice else [])]
    return Identity(organ, year, day, place, tuple(notices), organ_where, year_where, day_where)


def _titles(document: Document, paragraphs: Sequence[Paragraph]) -> Iterator[tuple[Title, str, str]]:
    """The titles of the report with where and in what they stand: the best in the text first, then the file's own, then its name."""
    printed = sorted(_printed_titles(paragraphs), key=lambda found: -found[0].weight)
    own = sorted(read_titles(document.title), key=lambda title: -title.weight)
    named = sorted(read_titles(PurePath(document.name).stem), key=lambda title: -title.weight)
    if own and own[0].year and len({t.year for t, _ in printed if t.year}) > 1:
        printed.sort(key=lambda found: found[0].year != own[0].year)
    yield from ((title, where, "title") for title, where in printed)
    yield from ((title, "title of the file", "file title") for title in own)
    yield from ((title, "name of the file", "file name") for title in named)


def _printed_titles(paragraphs: Sequence[Paragraph]) -> Iterator[tuple[Title, str]]:
    """Titles on one line or over two or three, near the beginning; a long paragraph may begin with its title."""
    lines = [(squeeze(p.text), p.where) for p in paragraphs if p.text.strip()][:_TITLE_LINES]
    for count in (1, 2, 3):
        for at in range(len(lines) - count + 1):
            group = [text for text, _ in lines[at : at + count]]
            text = paragraphs_title = "".join(group)
            if len(text) > _TITLE_LENGTH:
                if count > 1 or at > 8:
                    continue
                paragraphs_title = text[:_TITLE_LENGTH]
            for title in read_titles(paragraphs_title):
                if _heads(title, paragraphs_title, len(text) > _TITLE_LENGTH):
                    yield title, lines[at][1]


def _heads(title: Title, line: str, long: bool) -> bool:
    """Whether the title is what its line says, not a document cited in it (《…》, 根据…的通知)."""
    before, _, after = line.partition(title.printed)
    said = before + title.printed
    if re.search(r"根据|按照|依据|要求|,|。", said) or said.count("《") > said.count("》") + (not before and said.startswith("《")):
        return False
    return long or (not _DIRECTION.search(after.strip("。")) and "。" not in after and len(after) < 60)


def _year(titles, whole, paragraphs, document, signed) -> tuple[int | None, str, list[str]]:
    """The year covered, where it was found, and notices."""
    titled = next(((title, where) for title, where, _ in titles if title.year), None)
    stated = [first for first, last in periods(whole[:_OPENING]) if first == last]
    day, _, _ = published(paragraphs, document.published, None, signed)
    evidence = Evidence(
        titled[0].year if titled else None,
        stated[0] if stated else None,
        most_named(whole),
        day.year if day else None,
        day.month if day else 1,
    )
    year, source, notices = covered_year(evidence)
    if titled and len(set(titled[0].years)) > 1:
        notices.append(f"the title names several years: {', '.join(map(str, titled[0].years))}")
    where = {"title": titled[1] if titled else "", "period": "the period stated in the text", "text": "the text", "": ""}[source]
    return year, where, notices + oddities(whole[:_OPENING])


def _names(titles, paragraphs, document, signed) -> Iterator[_Named]:
    """Every name of the reporting organ, the most telling first."""
    for title, where, source in titles:
        if title.organ and source == "title":
            yield _Named(title.organ, where, source)
    yield from (_Named(t.organ, where, source) for t, where, source in titles if t.organ and source == "file title")
    lines = [(squeeze(p.text), p.where) for p in paragraphs if p.text.strip()][:_TITLE_LINES]
    for (text, where), (following, _) in zip(lines, [*lines[1:], ("", "")], strict=True):
        for match in (m for pattern in _STATED for m in pattern.finditer(text + following[:60])):
            if match.start() < len(text) and (organ := organ_named(match[1])):
                yield _Named(organ, where, "opening")
    if signed.organ:
        yield _Named(signed.organ, signed.organ_where, "signature")
    for text, where in lines:
        if (match := _ISSUER.search(text)) and (organ := organ_named(match[1])):
            yield _Named(organ, where, "issuer")
    yield from (_Named(t.organ, where, source) for t, where, source in titles if t.organ and source == "file name")


def _organ(names: list[_Named]) -> tuple[str | None, str, list[str]]:
    """The organ under its fullest name, where it was found, and notices."""
    if not names:
        return None, "", ["the organ is not named"]
    first = names[0]
    core = _SEAT.sub("", first.organ)
    fuller = [name for name in names if core in name.organ and _SEAT.sub("", name.organ).endswith(core)]
    best = max(fuller, key=lambda name: len(name.organ), default=first)
    other = next((name for name in names if name.source in ("opening", "signature") and not _same(name.organ, best.organ)), None)
    notices = [f"the {other.source} names {other.organ}, the {first.source} {first.organ}"] if other else []
    return best.organ, best.where, notices


def _same(one: str, other: str) -> bool:
    """Whether two names are one organ's or its office's, as far as their ends tell: 云水镇, 示例县云水镇人民政府, 云水镇人民政府办公室."""
    one, other = (_SEAT.sub("", name.removesuffix("办公室")).replace("人民政府", "") or name for name in (one, other))
    return one.endswith(other) or other.endswith(one)


def _hints(names: list[_Named], document: Document) -> list[str]:
    """Other names in the document that may tell namesakes apart: organs, and the site in the file's title."""
    return list(dict.fromkeys([name.organ for name in names] + [squeeze(part) for part in parts(document.title)]))
