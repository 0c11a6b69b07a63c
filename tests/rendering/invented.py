"""Invented reports: an organ that is nowhere, a year, and for every cell of the form what is printed in it and what that means."""

from dataclasses import dataclass
from random import Random
from typing import NamedTuple

from reportkit import form

ORGANS = ("示例县云水镇人民政府", "示例县青禾乡人民政府", "样本区明溪街道办事处", "示例市样本区驩山镇人民政府")
FULL_WIDTH = str.maketrans("0123456789,.", "０１２３４５６７８９，．")
Cell = tuple[str, tuple[str, ...]]  # table, key


class Figure(NamedTuple):
    """What is printed in a cell, and what a careful person reads there."""

    printed: str
    value: int | float | None
    state: str
    unit: str | None = None


BLANK = Figure("", None, "blank")


@dataclass(frozen=True)
class Invented:
    """An invented report. form: whose table II it prints; rows: whose rows of table III."""

    organ: str
    year: int
    form: str
    rows: str
    figures: dict[Cell, Figure]

    def printed(self, table: str, key: tuple[str, ...]) -> str:
        """What stands in a cell; sums that the form does not ask for stand as 987654321."""
        return self.figures[table, key].printed if (table, key) in self.figures else "987654321"


def cells(name: str, rows: str) -> list[Cell]:
    """Every cell that a report prints whose table II is of one form and table III of the other."""
    names = {"disclosure": name, "applications": rows, "disputes": name}
    return [(table, key) for table in form.TABLES for key in form.cells(table, names[table])]


def count(n: int) -> Figure:
    """A plain count."""
    return Figure(str(n), n, "reported")


def ways(n: int) -> list[Figure]:
    """A count in the ways in which reports print it."""
    texts = [str(n), f"{n:,}", str(n).translate(FULL_WIDTH), f"{n:,}".translate(FULL_WIDTH), f"{n} 件", f"{n}件", f"{n}（其中修订{n // 2}件）"]
    return [Figure(text, n, "reported") for text in texts]


EMPTY = [BLANK] * 3 + [Figure(t, None, "dash") for t in ("-", "—", "/", "——", "－")] + [Figure(t, None, "words") for t in ("无", "不适用")]
DOUBTFUL = [Figure("12吨", None, "unreadable"), Figure("1.2.3", None, "unreadable")]


def odd(cell: Cell, random: Random) -> Figure:
    """Something that reports print in a cell, from the plain to the strange."""
    key = cell[1]
    n = random.choice((0, 0, random.randint(1, 99), random.randint(100, 9999), random.randint(10_000, 9_999_999)))
    choice = random.random()
    if choice < 0.3:
        return random.choice(EMPTY)
    if choice < 0.33:
        return random.choice(DOUBTFUL)
    if key[-1] == "change":
        signed = [Figure(f"+{n}", n, "reported"), Figure(f"-{n}", -n, "reported"), Figure(f"增{n}", n, "reported"), Figure(f"减少{n}", -n, "reported")]
        return random.choice([*signed, count(n)])
    if key[-1] == "amount":
        tenths = n / 10
        return random.choice([
            Figure(f"{tenths}", tenths, "reported"), Figure(f"{tenths}万元", tenths, "reported", "10k yuan"), Figure(f"{n}元", n, "reported", "yuan"),
            Figure(f"{n}.280000000", n + 0.28, "reported"), Figure("20.001万元", 20.001, "reported", "10k yuan"), Figure(f"{n:,}", n, "reported"),
        ])  # fmt: skip
    return random.choice(ways(n))


def invent(random: Random, name: str = "2021", rows: str | None = None, oddity: float = 0.3) -> Invented:
    """A report with the rows of one form, in which a share of the cells is odd; the plain ones are all different, so that none can pass for another."""
    rows = rows or name
    first = random.choice((0, 1, 100, 5000))
    figures = {
        cell: odd(cell, random) if random.random() < oddity else count(0 if random.random() < 0.2 else first + n)
        for n, cell in enumerate(cells(name, rows))
    }
    year = random.choice((2019, 2020) if name == "2019" else (2021, 2022, 2023, 2024))
    return Invented(random.choice(ORGANS), year, name, rows, figures)


def compact(report: Invented) -> Invented:
    """The same report with no blank inside any figure."""
    figures = {cell: f._replace(printed="".join(f.printed.split())) for cell, f in report.figures.items()}
    return Invented(report.organ, report.year, report.form, report.rows, figures)


def short(report: Invented) -> Invented:
    """The same report with short figures, none of which is cut over two lines in a narrow column."""
    figures = {cell: f if len(f.printed) <= (5 if f.printed.isascii() else 2) else count(1) for cell, f in compact(report).figures.items()}
    return Invented(report.organ, report.year, report.form, report.rows, figures)


def summed(report: Invented) -> Invented:
    """The same report with the totals that the parts of each row of table III make, where all of these can be read."""
    figures = dict(report.figures)
    for row in {key[:2] for table, key in figures if table == "applications"}:
        parts = [figures["applications", (*row, a)] for a in form.APPLICANTS if a != "total"]
        if all(part.state != "unreadable" for part in parts):
            figures["applications", (*row, "total")] = count(sum(part.value or 0 for part in parts))
    return Invented(report.organ, report.year, report.form, report.rows, figures)
