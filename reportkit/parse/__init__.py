"""A document becomes a report: the one place where what is read, and what the form and the words mean, come together.

sections      the document cut into the form's sections
identity/     who reports, on which year, published when
tables/       tables II-IV: rows and columns told by meaning; doubt: which recognised figures the form's arithmetic does not bear out
statements/   what the narrative counts
weaknesses/   section V: weaknesses, remedies, and which answers which
slips         what the report itself seems to have got wrong (another town's name, another year)
"""

import re
from pathlib import Path

import msgspec

from .. import form as statutory
from .. import themes
from ..errors import NotAReport
from ..read import read
from ..read.document import Document, Picture
from ..report import Notice, Remedy, Report, Weakness, set_cells
from ..text import squeeze
from .doubt import doubted
from .identity import Identity, identify
from .prose import Prose
from .sections import Section, elements, split
from .slips import slips
from .statements import find_statements
from .tables import Tables, read_tables
from .weaknesses import section_five, tables_unread

_TABLE_NAMES = {"disclosure": "II", "applications": "III", "disputes": "IV"}


def parse(source: str | Path | bytes, name: str | None = None) -> Report:
    """One document as a Report: a path, or bytes with a name ("x.html").

    Raises ReadError where the file cannot be read and NotAReport where it is no yearly report on information disclosure.
    """
    return parse_document(read(source, name))


def parse_document(document: Document) -> Report:
    """A Report from a document that is already read."""
    sections = split(elements(document))
    paragraphs = [p for s in sections for p in s.paragraphs]
    identity = identify(document, paragraphs)
    if identity.organ is None or identity.year is None:
        raise NotAReport(_refusal(document, sections, identity))
    tables = read_tables(sections, identity.year)
    if document.recognised:
        tables = doubted(tables, document)
    weaknesses, remedies = _section_five(sections)
    narrative = _narrative(sections, tables)
    statements = find_statements(narrative, identity.year, identity.organ)
    if not any(tables.cells.values()) and not _is_report_in_words(document, sections, narrative, bool(statements or weaknesses)):
        raise NotAReport(_speaks_of_one(document))
    report = Report(
        organ=identity.organ,
        year=identity.year,
        kind=identity.place.kind,
        province=identity.place.province,
        prefecture=identity.place.prefecture,
        county=identity.place.county,
        town=identity.place.town,
        adcode=identity.place.code,
        form=tables.form or _form_of(sections, identity.year),
        published=identity.published,
        url=document.url,
        source=document.name,
        media_type=document.media_type,
        sha256=document.sha256,
        statements=statements,
        weaknesses=weaknesses,
        remedies=remedies,
        narrative=narrative.text,
        notices=_notices(document, sections, identity, tables),
    )
    for table, cells in tables.cells.items():
        asked = statutory.cells(table, report.form or "free")
        position = {key: n for n, key in enumerate(asked)}
        set_cells(report, table, sorted(cells, key=lambda c: position.get(c.key, len(position))))
    return report


def _refusal(document: Document, sections: list[Section], identity: Identity) -> str:
    """Why a document is not taken for a report."""
    found = {s.name for s in sections} & statutory.SECTIONS.keys()
    if not document.blocks:
        return f"{document.name}: the document holds no text. {' '.join(document.notices)}".strip()
    if len(found) < 2:
        return (
            f"{document.name}: this is no yearly report on government information disclosure (政府信息公开工作年度报告): neither its title "
            "nor its headings are those of one. Leave it out, or give the page or file that holds the report itself."
        )
    missing = "the organ that reports" if identity.organ is None else "the year it covers"
    return f"{document.name}: {missing} is named nowhere in the text. Give the file a name such as 示例县云水镇人民政府-2023.html and parse it again."


# What stands in the titles of pages that speak of a report, and are none: explanations, news, notices, lists, appraisals.
_ABOUT_REPORTS = re.compile("解读|图解|一图|读懂|发布|公布|印发|通知|通报|一览|汇总|评估|编制|总结")
_REPORT = re.compile("年度?报告|年报|公开工作?报告|工作报告")
_LEAST = 300  # characters of prose; what is shorter and has no table says too little to be a report


def _is_report_in_words(document: Document, sections: list[Section], narrative: Prose, says_something: bool) -> bool:
    """Whether a document without any table is a report all the same: a free one, or one whose tables are images."""
    texts = [squeeze(p.text) for s in sections for p in s.paragraphs]
    title = next((text for text in texts[:40] if _REPORT.search(text)), squeeze(document.title))
    if _ABOUT_REPORTS.search(title[:60]) or not _REPORT.search(title):
        return False
    headed = len({s.name for s in sections} & statutory.SECTIONS.keys()) >= 2
    return headed or (says_something and len(squeeze(narrative.text)) >= _LEAST)


def _speaks_of_one(document: Document) -> str:
    where = f" ({'; '.join(document.notices)})" if document.notices else ""
    return (
        f"{document.name}: this page is about a yearly report, but holds none: no table of the form, no sections, and too little text{where}. "
        "Give the page or file that holds the report itself."
    )


def _form_of(sections: list[Section], year: int) -> str:
    """The form of a report whose tables are missing: the year's, where its headings are the statutory ones."""
    names = {s.name for s in sections}
    return statutory.for_year(max(year, 2019)) if {"applications", "disputes"} <= names else "free"


def _narrative(sections: list[Section], tables: Tables) -> Prose:
    """Everything that is prose outside section V and was not used as part of a table."""
    return Prose([p for s in sections if s.name != "weaknesses" for p in s.paragraphs if id(p) not in tables.used])


def _section_five(sections: list[Section]) -> tuple[list[Weakness], list[Remedy]]:
    weaknesses, remedies = section_five([e for s in sections if s.name == "weaknesses" for e in s.elements])
    items = _coded([*weaknesses, *remedies])
    return items[: len(weaknesses)], items[len(weaknesses) :]


def _coded(items: list) -> list:
    """The items with the themes that each is about."""
    coded = themes.code_many([item.text for item in items])
    return [msgspec.structs.replace(item, themes=ids) for item, ids in zip(items, coded, strict=True)]


def _notices(document: Document, sections: list[Section], identity: Identity, tables: Tables) -> list[Notice]:
    """What reading and parsing could not settle, for the user."""
    notices = [*map(Notice, document.notices), *identity.notices, *slips(sections, identity), *tables.notices]
    for section in sections:
        table = section.name if section.name in _TABLE_NAMES else None
        if table and not tables.cells[table]:
            pictures = [e for e in section.elements if isinstance(e, Picture)]
            images = "; it may be the image " + ", ".join(f"{p.name} ({p.unread or 'not read'})" for p in pictures) if pictures else ""
            notices.append(Notice(f"table {_TABLE_NAMES[table]} is not in the text{images}", pictures[0].where if pictures else ""))
        if section.name == "weaknesses":
            unread = "section V holds a table whose labels name neither problems nor measures; it gives no items"
            notices += [Notice(unread, where) for where in tables_unread(section.elements)]
    return notices
