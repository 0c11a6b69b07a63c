"""An invented report as a reader sees it: title, headings, prose and the three tables, before any file format."""

from collections.abc import Callable

from reportkit.form import SECTIONS

from . import layout
from .invented import Invented
from .layout import Table

Block = str | Table
Tables = dict[str, list[Table]]
Draw = Callable[[Invented], Tables]
HEADINGS = tuple(SECTIONS.values())


def plain(report: Invented) -> Tables:
    """The tables as the notice prints them."""
    return {
        "disclosure": [layout.disclosure(report.form, report.printed)],
        "applications": [layout.applications(report.rows, report.printed)],
        "disputes": [layout.disputes(report.printed)],
    }


def story(report: Invented, tables: Tables) -> list[Block]:
    """The whole report, block by block."""
    place = report.organ.removesuffix("人民政府").removesuffix("办事处")[-3:]
    return [
        f"{report.organ}{report.year}年政府信息公开工作年度报告",
        "本报告根据《中华人民共和国政府信息公开条例》编制，所列数据的统计期限为当年1月1日至12月31日。",
        HEADINGS[0],
        f"{report.year}年，{place}通过县政府网站主动公开政府信息73条，按时更新公开指南，做好各项日常工作，方便群众查阅和监督。",
        HEADINGS[1],
        *tables["disclosure"],
        HEADINGS[2],
        *tables["applications"],
        HEADINGS[3],
        *tables["disputes"],
        HEADINGS[4],
        f"{place}的政府信息公开工作还有不足：一是公开内容不够全面；二是更新不够及时。下一步，将加强培训，及时更新公开内容。",
        HEADINGS[5],
        "无其他需要报告的事项。",
        report.organ,
        f"{report.year + 1}年1月18日",
    ]
