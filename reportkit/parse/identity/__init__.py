"""Identity: which organ reports, on which year, published when, and where the organ stands.

The organ is taken from the title; else from the file's own title, the opening (本报告由…编制), the signature, the labels of the page, the name of
the file, and last the first sentence or the contact. A fuller form of the same name found there is preferred: 云水镇 is 示例县云水镇人民政府 where that signs.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import islice
from pathlib import PurePath

import msgspec

from ...places import Place, resolve
from ...read.document import Document, Paragraph
from ...report import Notice
from ...text import squeeze
from .covered_year import Evidence, announced_year, covered_year, most_named, oddities, stated_year
from .opening import acting_organ, areas_told, stated_organs
from .publication import Day, Signature, days_given, published, signature
from .titles import EXPLAINS, Title, organ_named, parts, read_titles

_TITLE_LINES, _FIRST_LINES, _TITLE_LENGTH, _OPENING = 80, 8, 90, 4000
_NEEDED_HEADINGS = 2
_HEADINGS = re.compile(
    r"主动公开政府信息情况|收到和处理政府信息公开申请|行政复议、?(?:提起)?行政诉讼|主要问题[及和]改进|依申请公开(?:政府信息)?(?:情况|办理)"
    r"|主动公开(?:政府信息)?(?:的)?情况|其他需要报告"
)
_ISSUER = re.compile(
    r"(?:发布机构|发布单位|发布机关|公开主体|发文机关|发文单位|公开机构|信息提供单位)[:\]】|]*([^\s:,。;|]{2,40}?)"
    r"(?=(?:成文|发布|生成|公开|印发|有效|发文|信息|主题|文件|组配|索引|体裁|关键)[^\s:,。;|]{0,6}[:\]】]|[\s:,。;|]|$)"
)
_SOURCE = re.compile(r"来源[:|]([^\s:,。;|]{2,30}?)(?=发布|作者|时间|日期|浏览|字|点击|\||$)")
_SOURCES_ZH = {
    "title": "标题", "line below": "标题下一行", "file title": "文件标题", "file name": "文件名", "opening": "开头", "signature": "落款",
    "issuer": "发布机构", "text": "正文", "source": "来源",
}
_TOWN = re.compile(r".*(?:镇|乡|苏木|街道)(?:人民政府|政府|办事处)?")
_SEAT = re.compile(r"(?:人民政府|政府|办事处|街道办)$")
_CITING = re.compile(r"根据|按照|依据|要求|,|。")
_SEATED = re.compile(r"(?:政府|办事处|局|委员会|办公室|中心)$")
_YEAR_LINE = re.compile(r"(?:关于)?20\d\d年?度?")
_DIRECTION = re.compile(r"(?:通知|格式》?|有关事项的.*|办法|细则)$")


@dataclass(frozen=True, slots=True)
class Identity:
    """Who reports on which year; None where the document does not say. *_where: where it was found, "" where it was not."""

    organ: str | None = None
    year: int | None = None
    published: date | None = None
    place: Place = field(default_factory=Place)
    notices: tuple[Notice, ...] = ()
    organ_where: str = ""
    year_where: str = ""
    published_where: str = ""


@dataclass(frozen=True, slots=True)
class _Titled:
    """A title, where it was found, and in what (title, file title, file name)."""

    title: Title
    where: str
    source: str


@dataclass(frozen=True, slots=True)
class _Named:
    """The name of an organ, where it was found, and in what."""

    organ: str
    where: str
    source: str


def identify(document: Document, paragraphs: Sequence[Paragraph]) -> Identity:
    """The identity of a report. Where the document shows neither a report's title nor its headings, organ and year are None."""
    lines = [Paragraph(squeeze(p.text), p.where) for p in islice((p for p in paragraphs if p.text.strip()), _TITLE_LINES)]
    whole = squeeze("\n".join(p.text for p in paragraphs))
    titles = _titles(document, lines)
    if not titles and len(set(_HEADINGS.findall(whole))) < _NEEDED_HEADINGS:
        return Identity(notices=(Notice("neither the title nor the headings of a yearly report on information disclosure"),))
    signed = signature(paragraphs)
    days = days_given(paragraphs, document.published, signed)
    year, year_where, notices = _year(titles, whole, days)
    day, day_where, day_notices = published(days, year)
    names = list(_names(titles, lines, signed, whole[:_OPENING]))
    organ, organ_where, organ_notices = _organ(names)
    if any(found.title.explains for found in titles[:1]) or EXPLAINS.search(document.title):
        notices.append(Notice("the page explains a report; it may not be the report itself"))
    place = resolve(organ, _hints(names, document) + areas_told(whole[:_OPENING])) if organ else Place()
    notices += [*organ_notices, *day_notices, *([Notice(place.notice)] if place.notice else [])]
    return Identity(organ, year, day, place, tuple(notices), organ_where, year_where, day_where)


def _titles(document: Document, lines: Sequence[Paragraph]) -> list[_Titled]:
    """The titles of the report: the fullest in the text first, then the file's own, then its name."""
    own = sorted(read_titles(document.title), key=lambda title: -title.weight)
    named = sorted(read_titles(PurePath(document.name).stem), key=lambda title: -title.weight)
    printed = sorted(_printed_titles(lines), key=lambda found: -found.title.weight)
    if own and own[0].year:  # a list of the titles of other years may stand beside the report
        printed.sort(key=lambda found: found.title.year not in (own[0].year, None))
    return [
        *printed,
        *(_Titled(title, "title of the file", "file title") for title in own),
        *(_Titled(title, "name of the file", "file name") for title in named),
    ]


def _printed_titles(lines: Sequence[Paragraph]) -> Iterator[_Titled]:
    """Titles on one line or over two or three, near the beginning; a long paragraph may begin with its title."""
    naming = ["公" in line.text for line in lines]  # a character of every title
    for count in (1, 2, 3):
        for at in range(len(lines) - count + 1):
            if not any(naming[at : at + count]):
                continue
            text = "".join([line.text for line in lines[at : at + count]])
            is_long = len(text) > _TITLE_LENGTH
            if is_long and (count > 1 or at > _FIRST_LINES):
                continue
            line = text[:_TITLE_LENGTH]
            for title in read_titles(line):
                if _heads(title, line, is_long) and (count == 1 or _belongs(title, lines[at : at + count])):
                    yield _Titled(title, lines[at].where, "line below" if title.below and count > 1 else "title")


def _belongs(title: Title, lines: Sequence[Paragraph]) -> bool:
    """Whether the first of several lines is a part of their title: not where the others name an organ without it, and it adds no place or year."""
    alone = {found.organ for found in read_titles("".join(line.text for line in lines[1:])) if found.organ}
    if not title.organ or not alone:
        return True
    if title.organ in alone:
        return bool(_YEAR_LINE.fullmatch(lines[0].text))
    return not _SEATED.search(lines[0].text) and resolve(title.organ).code is not None


def _heads(title: Title, line: str, is_long: bool) -> bool:
    """Whether the title is what its line says, and not a document cited in it (《…》, 根据…的通知)."""
    before, _, after = line.partition(title.printed)
    said = before + title.printed
    if _CITING.search(said) or said.count("《") > said.count("》") + (not before and said.startswith("《")):
        return False
    return is_long or (not _DIRECTION.search(after.strip("。")) and "。" not in after and len(after) < _TITLE_LENGTH * 2 // 3)


def _year(titles: list[_Titled], whole: str, days: list[Day]) -> tuple[int | None, str, list[Notice]]:
    """The year covered, where it was found, and notices."""
    titled = next((found for found in titles if found.title.year), None)
    day = days[0].day if days else None
    body = whole
    for printed in {found.title.printed for found in titles}:
        body = body.replace(printed, "")
    announced = titled.title.year if titled else announced_year(whole[:_OPENING])
    evidence = Evidence(announced, stated_year(whole[:_OPENING]), most_named(body), day)
    year, source, notices = covered_year(evidence)
    where = {"title": titled.where if titled else "the opening of the text", "opening": "the opening of the text", "text": "the text", "": ""}[source]
    notices = [msgspec.structs.replace(notice, where=where) for notice in notices]
    if titled and len(set(titled.title.years)) > 1:
        notices.append(Notice(f"the title names several years: {', '.join(map(str, titled.title.years))}", titled.where))
    return year, where, notices + oddities(whole[:_OPENING])


def _names(titles: list[_Titled], lines: Sequence[Paragraph], signed: Signature, whole: str) -> Iterator[_Named]:
    """Every name of the reporting organ, the most telling first."""
    titled = [_Named(found.title.organ, found.where, found.source) for found in titles if found.title.organ]
    yield from (name for name in titled if name.source not in ("line below", "file name"))
    for line, following in zip(lines, [*(line.text for line in lines[1:]), ""], strict=True):
        yield from (_Named(organ, line.where, "opening") for organ in stated_organs(line.text, following))
    if signed.organ:
        yield _Named(signed.organ, signed.organ_where, "signature")
    for line in lines:
        if (match := _ISSUER.search(line.text)) and (organ := organ_named(match[1])):
            yield _Named(organ, line.where, "issuer")
    yield from (name for name in titled if name.source in ("line below", "file name"))
    if organ := acting_organ(whole):
        yield _Named(organ, "the text", "text")
    yield from (_Named(organ, line.where, "source") for line in lines for said in _SOURCE.findall(line.text) if (organ := organ_named(said)))


def _organ(names: list[_Named]) -> tuple[str | None, str, list[Notice]]:
    """The organ under its fullest name, where it was found, and notices."""
    if not names or names[0].source == "source":
        return None, "", [Notice("the organ is not named")]
    first = names[0]
    core = _SEAT.sub("", first.organ)
    fuller = [name for name in names if _SEAT.sub("", name.organ).endswith(core)]
    best = max(fuller, key=lambda name: len(name.organ), default=first)
    other = next((name for name in names if name.source in ("opening", "signature") and not _same(name.organ, best.organ)), None)
    return best.organ, best.where, [_two_organs(first, other, best.where)] if other else []


def _two_organs(first: _Named, other: _Named, where: str) -> Notice:
    """Two names for one organ; of two towns one is wrong."""
    zh = f"{_SOURCES_ZH[first.source]}为{first.organ}，{_SOURCES_ZH[other.source]}为{other.organ}"
    text = f"the {other.source} names {other.organ}, the {first.source} {first.organ}\n{zh}"
    are_towns = all(_TOWN.fullmatch(name.organ) for name in (first, other))
    return Notice(text, where, "other_town" if are_towns else "")


def _same(one: str, other: str) -> bool:
    """Whether two names are one organ's or its office's, as far as their ends tell: 云水镇, 示例县云水镇人民政府, 云水镇人民政府办公室."""
    one, other = (_SEAT.sub("", name.removesuffix("办公室")).replace("人民政府", "") or name for name in (one, other))
    return one.endswith(other) or other.endswith(one)


def _hints(names: list[_Named], document: Document) -> list[str]:
    """Other names in the document that may tell namesakes apart: organs, and the site in the file's title."""
    return list(dict.fromkeys([name.organ for name in names] + [squeeze(part) for part in parts(document.title)]))
