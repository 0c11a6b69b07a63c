"""The three tables of the form as they are printed: boxes with spans, filled with the figures of an invented report."""

from collections.abc import Callable, Iterable, Sequence
from itertools import groupby, takewhile
from typing import NamedTuple

from reportkit import form


class Box(NamedTuple):
    """A cell of a printed table; key is the cell of the form whose figure stands in it, None for labels and sums that the form does not ask."""

    text: str
    colspan: int = 1
    rowspan: int = 1
    key: tuple[str, ...] | None = None
    figure: bool = False


Table = list[list[Box]]  # a row holds only the boxes that begin in it
Printed = Callable[[str, tuple[str, ...]], str]  # (table, key) → what is printed in the cell

NOTE = "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）"
ORGANISATIONS = (*form.APPLICANTS[1:6], "subtotal")
_NAMES = {row["applicant"]: row["label_zh"] for row in form.rows("applicants")} | {"subtotal": "小计"}


def disclosure(name: str, printed: Printed, backwards: bool = False) -> Table:
    """Table II; backwards: the measures stand in the other order."""
    rows: Table = []
    by_article: dict[str, list[dict]] = {}
    for row in form.rows("disclosure"):
        if row["form"] == name:
            by_article.setdefault(row["article_zh"], []).append(row)
    for article, cells in by_article.items():
        items = {row["item"]: [r for r in cells if r["item"] == row["item"]] for row in cells}
        if backwards:
            items = {item: group[::-1] for item, group in items.items()}
        measures = [row["measure_zh"] for row in next(iter(items.values()))]
        spans = [1] * (len(measures) - 1) + [4 - len(measures)]
        rows.append([Box(article, 4)])
        rows.append([Box("信息内容")] + [Box(text, span) for text, span in zip(measures, spans, strict=True)])
        for group in items.values():
            keys = [(r["article"], r["item"], r["measure"]) for r in group]
            boxes = [Box(printed("disclosure", key), span, 1, key, True) for key, span in zip(keys, spans, strict=True)]
            rows.append([Box(group[0]["item_zh"]), *boxes])
    return rows


def applications(name: str, printed: Printed, order: Sequence[str] = form.APPLICANTS) -> Table:
    """Table III with the applicants' columns in `order`; "subtotal" is a column for the sum of the organisations."""
    rows = _applicants(order)
    lines = [row for row in form.rows("applications") if name in row["forms"].split()]
    results = [row for row in lines if row["outcome"] not in ("new", "carried_in", "carried_out")]
    for row in lines:
        keys = [(row["outcome"], row["reason"], a) for a in order]
        figures = [Box(printed("applications", k), 1, 1, None if k[2] == "subtotal" else k, True) for k in keys]
        if row not in results:
            rows.append([Box(row["label_zh"], 3), *figures])
            continue
        heads = [Box("三、本年度办理结果", 1, len(results))] if row is results[0] else []
        if row["reason"]:
            group = [r for r in results if r["outcome"] == row["outcome"]]
            heads += [Box(form.GROUPS[row["outcome"]][0], 1, len(group))] if row is group[0] else []
            heads.append(Box(row["label_zh"]))
        else:
            heads.append(Box(row["label_zh"], 2))
        rows.append(heads + figures)
    return rows


def _applicants(order: Sequence[str]) -> Table:
    """The three rows of headings above the figures of table III."""
    if len(order) == 1:
        return [[Box(NOTE, 3), Box(_NAMES[order[0]])]]
    top: list[Box] = []
    names: list[Box] = []
    for grouped, run in groupby(order, key=ORGANISATIONS.__contains__):
        run = list(run)
        top += [Box("法人或其他组织", len(run))] if grouped else [Box(_NAMES[a], 1, 2) for a in run]
        names += [Box(_NAMES[a]) for a in run] if grouped else []
    return [[Box(NOTE, 3, 3), Box("申请人情况", len(order))], top, names]


def disputes(printed: Printed, routes: Iterable[str] = form.categories("route")) -> Table:
    """Table IV, or the part of it that holds `routes`."""
    results = list(dict.fromkeys(row["result_zh"] for row in form.rows("disputes")))
    table: Table = [[], [], [], []]
    for route in routes:
        if route == "reconsideration":
            table[0].append(Box("行政复议", 5))
            table[1] += [Box(text, 1, 2) for text in results]
        else:
            if not any(box.text == "行政诉讼" for box in table[0]):
                table[0].append(Box("行政诉讼", 5 * sum(r != "reconsideration" for r in routes)))
            table[1].append(Box("未经复议直接起诉" if route == "litigation_direct" else "复议后起诉", 5))
            table[2] += [Box(text) for text in results]
        table[3] += [Box(printed("disputes", (route, r)), 1, 1, (route, r), True) for r in form.RESULTS]
    return table if table[2] else [table[0], [box._replace(rowspan=1) for box in table[1]], table[3]]


def grid(table: Table) -> list[list[Box]]:
    """The table as a rectangle: a box stands in every place that it covers."""
    width = sum(box.colspan for box in table[0])
    places: list[list[Box | None]] = [[None] * width for _ in table]
    for r, row in enumerate(table):
        for box in row:
            c = places[r].index(None)
            for y in range(r, min(r + box.rowspan, len(table))):
                for x in range(c, c + box.colspan):
                    places[y][x] = box
    return places


def boxes(places: Sequence[Sequence[Box]]) -> Table:
    """A rectangle as rows of boxes again: neighbours that are one box become one."""
    taken: set[tuple[int, int]] = set()
    table: Table = []
    for r, line in enumerate(places):
        table.append([])
        for c, box in enumerate(line):
            if (r, c) in taken:
                continue
            across = len(list(takewhile(lambda other, box=box: other is box, line[c:])))
            down = len(list(takewhile(lambda row, c=c, box=box: row[c] is box, places[r:])))
            taken |= {(y, x) for y in range(r, r + down) for x in range(c, c + across)}
            table[-1].append(box._replace(colspan=across, rowspan=down))
    return table
