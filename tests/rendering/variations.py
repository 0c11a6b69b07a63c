"""The ways in which reports depart from the printed form: each draws the three tables of a report its own way."""

import re
from collections.abc import Callable
from random import Random

from reportkit import form

from . import layout
from .invented import Invented
from .layout import Box, Table, boxes, grid
from .story import Draw, Tables, plain


def relabelled(change: Callable[[str], str]) -> Draw:
    """A way of drawing in which every label is changed."""

    def draw(report: Invented) -> Tables:
        return {name: [_relabel(table, change) for table in tables] for name, tables in plain(report).items()}

    return draw


def _relabel(table: Table, change: Callable[[str], str]) -> Table:
    return [[box if box.figure else box._replace(text=change(box.text)) for box in row] for row in table]


def replaced(*pairs: tuple[str, str]) -> Draw:
    """A way of drawing in which words of the labels are replaced by others."""

    def change(text: str) -> str:
        for old, new in pairs:
            text = text.replace(old, new)
        return text

    return relabelled(change)


_NUMERALS = "一二三四五六七"


def arabic(text: str) -> str:
    """Rows of outcomes numbered 1. 2. 3. instead of （一）（二）（三）."""
    return re.sub(r"^（([一二三四五六七])）", lambda m: f"{_NUMERALS.index(m[1]) + 1}.", text)


def ordinals(mark: str) -> Draw:
    """Reasons numbered another way: {} or {circled} stands for the number."""
    return relabelled(lambda text: re.sub(r"^(\d)\.", lambda m: mark.format(m[1], circled=chr(0x2460 + int(m[1]) - 1)), text))


def years(report: Invented) -> Tables:
    """The year in the names of rows and columns."""
    return replaced(("本年新", f"本年（{report.year}）新"), ("本年度办理", f"本年度（{report.year}年）办理"), ("上年结转", f"上年（{report.year - 1}）结转"))(report)


def damaged(report: Invented) -> Tables:
    """One or two characters lost in the longer labels of table III's rows and in table II's headings."""
    random = Random(repr(sorted(f.printed for f in report.figures.values())))

    def change(text: str) -> str:
        if len(text) < 9 or "勾稽" in text or "第二十条" in text or "申请" in text[-4:] and len(text) < 12:
            return text
        lost = random.sample(range(2, len(text)), 2 if len(text) > 14 else 1)
        return "".join(c for n, c in enumerate(text) if n not in lost)

    tables = plain(report)
    return tables | {"applications": [_relabel(t, change) for t in tables["applications"]]}


def with_columns(*order: str) -> Draw:
    """Table III with its columns in another order, with a subtotal, or with few of them."""
    return lambda report: plain(report) | {"applications": [layout.applications(report.rows, report.printed, order)]}


def total_beside(report: Invented) -> Tables:
    """Table III with 总计 beside 申请人情况 and not under it."""
    table = layout.applications(report.rows, report.printed)
    note, over = table[0]
    table[0] = [note, over._replace(colspan=6), table[1].pop()._replace(rowspan=3)]
    return plain(report) | {"applications": [table]}


def backwards(report: Invented) -> Tables:
    """The columns of table II and the routes of table IV in the other order."""
    routes = ("litigation_after_reconsideration", "litigation_direct", "reconsideration")
    return plain(report) | {
        "disclosure": [layout.disclosure(report.form, report.printed, backwards=True)],
        "disputes": [layout.disputes(report.printed, routes)],
    }


def split_disputes(report: Invented) -> Tables:
    """Table IV as two tables."""
    routes = form.categories("route")
    return plain(report) | {"disputes": [layout.disputes(report.printed, part) for part in (routes[:1], routes[1:])]}


def disputes_by_route(report: Invented) -> Tables:
    """Table IV turned round: a row a route, a column a result."""
    results = list(dict.fromkeys(row["result_zh"] for row in form.rows("disputes")))
    names = {row["route"]: row["route_zh"] for row in form.rows("disputes")}
    table: Table = [[Box("类别"), *map(Box, results)]]
    for route, name in names.items():
        table.append([Box(name), *(Box(report.printed("disputes", (route, r)), 1, 1, (route, r), True) for r in form.RESULTS)])
    return plain(report) | {"disputes": [table]}


def cut(row: int, heads: int = 0, labels: bool = True) -> Draw:
    """Table III in two parts from `row` on, the second with `heads` rows of headings again, with or without its group labels."""

    def draw(report: Invented) -> Tables:
        places = grid(layout.applications(report.rows, report.printed))
        below = [list(line) for line in places[row:]]
        if not labels:
            above = {id(box) for line in places[:row] for box in line}
            empty: dict[int, Box] = {}
            below = [[empty.setdefault(id(b), Box("")) if id(b) in above else b for b in line] for line in below]
        return plain(report) | {"applications": [boxes(places[:row]), boxes([*places[:heads], *below])]}

    return draw


def without_heads(report: Invented) -> Tables:
    """Table III without the rows that name the applicants, and table II without the first row."""
    tables = plain(report)
    return tables | {"applications": [t[3:] for t in tables["applications"]], "disclosure": [t[1:] for t in tables["disclosure"]]}


def repeated_heads(report: Invented) -> Tables:
    """The headings of table III once more in its middle, as a program repeats them on each page."""
    places = grid(layout.applications(report.rows, report.printed))
    again = grid(boxes(places[:3]))  # new boxes, so that they are none of those above
    return plain(report) | {"applications": [boxes([*places[:15], *again, *places[15:]])]}


def headings_inside(report: Invented) -> Tables:
    """The section's heading as the first row of its table."""
    tables = plain(report)
    for name, heading in (("disclosure", "二、主动公开政府信息情况"), ("applications", "三、收到和处理政府信息公开申请情况")):
        width = sum(box.colspan for box in tables[name][0][0])
        tables[name] = [[[Box(heading, width)], *tables[name][0]]]
    return tables


def groups_above(report: Invented) -> Tables:
    """Table III without merged rows: each group is a row of its own above its reasons."""
    table: Table = []
    for row in layout.applications(report.rows, report.printed):
        heads = [box for box in row if not box.figure]
        if not any(box.figure for box in row):
            table.append(row)
            continue
        figures = [box for box in row if box.figure]
        table += [[Box(head.text, 3), *(Box("") for _ in figures)] for head in heads[:-1]]
        table.append([Box(heads[-1].text, 3), *figures])
    return plain(report) | {"applications": [table]}


def groups_repeated(report: Invented) -> Tables:
    """Every label repeated in every place it covers, every box of one place: what is left when spans are written out."""
    return {
        name: [[[box._replace(colspan=1, rowspan=1) for box in line] for line in grid(table)] for table in tables]
        for name, tables in plain(report).items()
    }


def blank_rows(report: Invented) -> Tables:
    """Empty rows within the tables."""
    tables = plain(report)
    for name, at in (("disclosure", 4), ("disputes", 3)):
        table = tables[name][0]
        width = sum(box.colspan for box in table[0])
        table.insert(at, [Box("") for _ in range(width)])
    return tables


SPACED = replaced(
    ("结果维持", "结 果 维 持"), ("结果纠正", "结果 纠正"), ("其他结果", "其他\n结果"), ("尚未审结", "尚 未\n审结"), ("总计", "总 计"),
    ("自然人", "自 然 人"), ("商业企业", "商业\n企业"), ("规章", "规 章"),
)  # fmt: skip
RENAMED = replaced(
    ("本年增/减", "本年数量"), ("现行有效件数", "现行有效件"), ("商业企业", "企业"), ("科研机构", "科研"), ("（七）总计", "（七）合计"),
    ("第三方合法权益", "第三方的合法权益"), ("结转下年度继续办理", "结转下年度办理"), ("（单位：万元）", "(万元)"), ("上年结转", "上年度结转"),
    ("行政规范性文件", "规范性文件"), ("上一年项目数量", "上年项目数量"),
)  # fmt: skip
BROKEN = replaced(("本年增/减", "本年增/"), ("行政复议", "行政 复议"), ("三、本年度办理结果", "三\n、\n本\n年\n度\n办\n理\n结\n果"), ("社会公益组织", "社会公益\n组织"))

VARIATIONS: dict[str, Draw] = {
    "plain": plain,
    "ordinals 1、": ordinals("{}、"),
    "ordinals (1)": ordinals("（{}）"),
    "ordinals ①": ordinals("{circled}"),
    "ordinals lost": ordinals(""),
    "outcomes numbered 1. 2.": relabelled(arabic),
    "years in names": years,
    "damaged labels": damaged,
    "renamed": RENAMED,
    "spaced": SPACED,
    "broken": BROKEN,
    "total first": with_columns("total", "natural_person", "business", "research", "public_interest", "legal_service", "other_organisation"),
    "total beside": total_beside,
    "organisations first": with_columns("business", "research", "public_interest", "legal_service", "other_organisation", "natural_person", "total"),
    "subtotal": with_columns(*form.APPLICANTS[:6], "subtotal", "total"),
    "only total": with_columns("total"),
    "backwards": backwards,
    "split disputes": split_disputes,
    "disputes by route": disputes_by_route,
    "cut": cut(10),
    "cut in a group": cut(11, labels=False),
    "cut with heads": cut(17, heads=3),
    "without heads": without_heads,
    "repeated heads": repeated_heads,
    "headings inside": headings_inside,
    "groups above": groups_above,
    "labels repeated": groups_repeated,
    "blank rows": blank_rows,
}
