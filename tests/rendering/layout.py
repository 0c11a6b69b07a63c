"""The three tables of the form as they are printed: boxes with spans, filled with the figures of an invented report."""

from collections.abc import Callable
from typing import NamedTuple

from reportkit import form


class Box(NamedTuple):
    """A cell of a printed table; key is the cell of the form whose figure stands in it, None for labels."""

    text: str
    colspan: int = 1
    rowspan: int = 1
    key: tuple[str, ...] | None = None


Table = list[list[Box]]  # a row holds only the boxes that begin in it
Printed = Callable[[str, tuple[str, ...]], str]  # (table, key) → what is printed in the cell


def disclosure(name: str, printed: Printed) -> Table:
    """Table II."""
    rows: Table = []
    by_article: dict[str, list[dict]] = {}
    for row in form.rows("disclosure"):
        if row["form"] == name:
            by_article.setdefault(row["article_zh"], []).append(row)
    for article, cells in by_article.items():
        items = {row["item"]: [r for r in cells if r["item"] == row["item"]] for row in cells}
        measures = [row["measure_zh"] for row in next(iter(items.values()))]
        spans = [1] * (len(measures) - 1) + [4 - len(measures)]
        rows.append([Box(article, 4)])
        rows.append([Box("信息内容")] + [Box(text, span) for text, span in zip(measures, spans, strict=True)])
        for group in items.values():
            keys = [(r["article"], r["item"], r["measure"]) for r in group]
            boxes = [Box(printed("disclosure", key), span, 1, key) for key, span in zip(keys, spans, strict=True)]
            rows.append([Box(group[0]["item_zh"]), *boxes])
    return rows


def applications(name: str, printed: Printed) -> Table:
    """Table III."""
    names = [row["label_zh"] for row in form.rows("applicants")]
    note = "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）"
    rows: Table = [
        [Box(note, 3, 3), Box("申请人情况", 7)],
        [Box(names[0], 1, 2), Box("法人或其他组织", 5), Box(names[6], 1, 2)],
        [Box(text) for text in names[1:6]],
    ]
    lines = [row for row in form.rows("applications") if name in row["forms"].split()]
    results = [row for row in lines if row["outcome"] not in ("new", "carried_in", "carried_out")]
    for row in lines:
        figures = [Box(printed("applications", key), 1, 1, key) for a in form.APPLICANTS if (key := (row["outcome"], row["reason"], a))]
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


def disputes(printed: Printed) -> Table:
    """Table IV."""
    results = list(dict.fromkeys(row["result_zh"] for row in form.rows("disputes")))
    return [
        [Box("行政复议", 5), Box("行政诉讼", 10)],
        [Box(text, 1, 2) for text in results] + [Box("未经复议直接起诉", 5), Box("复议后起诉", 5)],
        [Box(text) for text in results * 2],
        [Box(printed("disputes", key), 1, 1, key) for key in form.cells("disputes", "2021")],
    ]


def tables(name: str, printed: Printed) -> dict[str, Table]:
    """The three tables of a form by their ids."""
    return {"disclosure": disclosure(name, printed), "applications": applications(name, printed), "disputes": disputes(printed)}


def grid(table: Table) -> list[list[Box]]:
    """The table as a rectangle: a box stands in every place that it covers."""
    width = sum(box.colspan for box in table[0])
    places: list[list[Box | None]] = [[None] * width for _ in table]
    for r, row in enumerate(table):
        for box in row:
            c = places[r].index(None)
            for y in range(r, r + box.rowspan):
                for x in range(c, c + box.colspan):
                    places[y][x] = box
    return places
