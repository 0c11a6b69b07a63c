"""Tables of a page as site systems break them: taken apart, with hidden cells, with spans that are wrong, with columns of their own."""

from collections.abc import Callable
from html import escape

from . import pages
from .layout import Box, Table

Change = Callable[[Box, int, int], Box]


def rows_apart(table: Table) -> str:
    """Each row as a table of its own."""
    return "".join(pages.table([row]) for row in table)


def rows_in_bodies(table: Table) -> str:
    """Each row in a tbody of its own, beyond which no cell reaches."""
    return pages.table(table).replace("<tr>", "<tbody><tr>").replace("</tr>", "</tr></tbody>")


def divs(table: Table) -> str:
    """Boxes without any table."""
    return "\n".join("<div>\n" + "\n".join(f"<div>{pages.text(box.text)}</div>" for box in row) + "\n</div>" for row in table)


def hidden(table: Table) -> str:
    """A hidden cell at the end of each row and a hidden row after it."""
    end = '<td style="display: none">7</td></tr><tr style="display:none"><td>9</td><td>9</td></tr>'
    return pages.table(table).replace("</tr>", end)


def fields(table: Table) -> str:
    """Figures in the fields of a form."""
    inner = {id(box): f'<input type="text" readonly value="{escape(box.text)}">' for row in table for box in row if box.figure}
    rows = ("".join(pages.cell(box, lambda text, box=box: inner.get(id(box), pages.text(text))) for box in row) for row in table)
    return f"<table>{''.join(f'<tr>{row}</tr>' for row in rows)}</table>"


def invisible(inner: str) -> str:
    """A text between characters that nobody sees."""
    return f"&nbsp;\u200b{escape(inner)}&#8203;&nbsp;"


def changed(change: Change) -> pages.Show:
    """Tables with changed boxes; change: of a box, its row and its place in it."""
    return lambda table: pages.table([[change(box, r, n) for n, box in enumerate(row)] for r, row in enumerate(table)])


def spans_short(box: Box, row: int, place: int) -> Box:
    """The labels of groups reach one row less than they should."""
    return box._replace(rowspan=box.rowspan - 1) if box.rowspan > 3 else box


def spans_long(box: Box, row: int, place: int) -> Box:
    """The labels of groups reach one row more than they should, and push what stands there."""
    return box._replace(rowspan=box.rowspan + 1) if box.rowspan > 2 else box


def heading_across(columns: int) -> Change:
    """The first heading of table III covers so many columns, not three: the names of the applicants slide."""
    return lambda box, row, place: box._replace(colspan=columns) if (row, place, box.colspan) == (0, 0, 3) else box


def remarks(table: Table) -> str:
    """A last column of remarks, some of which look like figures."""
    return pages.table([[*row, Box("无" if n % 2 else "3" if n else "备注")] for n, row in enumerate(table)])


SYSTEMS: dict[str, pages.Show] = {
    "rows apart": rows_apart,
    "rows in bodies": rows_in_bodies,
    "hidden cells": hidden,
    "fields": fields,
    "invisible characters": lambda table: pages.table(table, invisible),
    "spans too short": changed(spans_short),
    "spans too long": changed(spans_long),
    "heading too narrow": changed(heading_across(2)),
    "heading too wide": changed(heading_across(4)),
    "remarks": remarks,
}
