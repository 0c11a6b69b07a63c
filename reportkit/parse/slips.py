"""Slips that only the text shows: sections missing or out of order, last year's text, another town's name left in, no word on fees.

Each is a notice whose code is the id of the rule that reports it (checks/checks.toml). Its text is English, a line feed, Chinese.
"""

import re
from collections.abc import Iterator, Sequence

from ..form import SECTIONS
from ..gazetteer import gazetteer, stem
from ..report import Notice
from ..text import squeeze
from .identity import Identity
from .sections import Section

_NUMERALS = dict(zip(SECTIONS, ("I", "II", "III", "IV", "V", "VI"), strict=True))
_LEAST_SECTIONS = 3  # with fewer of its headings a report does not follow the form at all, which is another matter
_TOWNS = ("town", "township", "subdistrict")
_FEES = re.compile(r"处理费|收费|收取.{0,12}费|费用")
_OPENING_YEAR = re.compile(r"(?:^|[。;\n])\s*(20\d\d)年度?[,，]")
# How an organ speaks of itself. Words that only look so (自我镇静, 我局限于, 我乡村) are left out.
_SELF = re.compile(r"(?<!自)我(镇(?!静)|乡(?![村镇土])|街道|苏木|局(?![限部面])|委(?!员|托)|厅|院)")
_OWN = {"town": "镇", "township": "乡苏木", "subdistrict": "街道", "county": "", "department": "局委厅院"}
_SUBJECT = re.compile(
    r"(?:^|[。;:,\n]|年度?[,，]?)(?:[一-鿿]{2,12}[市县区旗])?([一-鿿]{1,14}?(?:镇|乡|街道))(?:党委|人民政府|政府|党工委|办事处|、){0,3}"
    r"(?=(?:严格|认真|高度|坚持|主动|积极|全年|共|通过|未收到|没有收到|收到|始终|进一步|持续|不断|按照|根据|深入|扎实|以)[^。;\n]*(?:公开|申请|答复))"
)


def slips(sections: Sequence[Section], identity: Identity) -> list[Notice]:
    """The slips of a report whose sections and identity are known."""
    names = list(dict.fromkeys(s.name for s in sections if s.name in SECTIONS))
    text = {name: squeeze_lines(p.text for s in sections if s.name == name for p in s.paragraphs[1:]) for name in names}
    found = [*_years(identity, text.get("overview", "")), *_others(identity, "\n".join(text.values()))]
    if identity.year is None or identity.year < 2019 or len(names) < _LEAST_SECTIONS:
        return found
    return [*_missing(names), *_order(names), *found, *_fees(identity.year, text)]


def squeeze_lines(texts: Iterator[str]) -> str:
    """Folded text without blanks, a line a paragraph."""
    return "\n".join(map(squeeze, texts))


def _missing(names: list[str]) -> Iterator[Notice]:
    for name in SECTIONS:
        if name not in names:
            yield Notice(f"section {_NUMERALS[name]} ({SECTIONS[name]}) is missing\n缺少“{SECTIONS[name]}”部分", code="section_missing")


def _order(names: list[str]) -> Iterator[Notice]:
    order = [list(SECTIONS).index(name) for name in names]
    if order != sorted(order):
        numerals, titles = ", ".join(_NUMERALS[n] for n in names), "、".join(SECTIONS[n].split("、")[0] for n in names)
        yield Notice(f"the sections stand in the order {numerals}\n各部分的顺序为{titles}", code="section_order")


def _years(identity: Identity, overview: str) -> Iterator[Notice]:
    """A section I that speaks of last year and nowhere of the report's own."""
    year = identity.year
    if year and str(year) not in overview and str(year - 1) in _OPENING_YEAR.findall(overview):
        yield Notice(f"section I speaks of {year - 1} and nowhere of {year}\n第一部分只说{year - 1}年，未提{year}年", code="title_year")


def _others(identity: Identity, text: str) -> Iterator[Notice]:
    """Another town's name in the place of the report's own, or a word for itself that this kind of organ does not use."""
    if own := _OWN.get(identity.place.kind):
        words = dict.fromkeys(f"我{m[1]}" for m in _SELF.finditer(text) if m[1] not in own)
        for word in words:
            yield Notice(f"the text speaks of its organ as {word}\n正文自称“{word}”", code="other_town")
    if identity.place.kind in _TOWNS and identity.place.town:
        for name in dict.fromkeys(_foreign_subjects(identity.place.town, text)):
            yield Notice(f"the text speaks of {name} as if it were the reporting organ\n正文以“{name}”为主语", code="other_town")


def _foreign_subjects(own: str, text: str) -> Iterator[str]:
    """Listed towns that a sentence on disclosure has as its subject and that are not its own town, under a present or a former type (乡, 镇)."""
    known = gazetteer().towns
    for match in _SUBJECT.finditer(text):
        name = match[1]  # as a whole: in 与青禾镇 and 指导青禾镇 the town is no subject
        if name in known and name not in own and stem(name) != stem(own):
            yield name


def _fees(year: int, text: dict[str, str]) -> Iterator[Notice]:
    if (
        year >= 2021
        and "other" in text
        and not any(_FEES.search(text[name]) for name in ("other", "applications", "overview") if name in text)
    ):
        yield Notice(
            "section VI does not say whether information-handling fees were charged\n第六部分未报告收取信息处理费情况", code="fee_statement"
        )
