"""How well pictures are read: invented reports drawn at 200 dots an inch, recognised and parsed, cell by cell.

    python benchmarks/scans.py [REPORTS] [SEED]              pages worn as scanners wear them; about ten seconds a report
    python benchmarks/scans.py [REPORTS] [SEED] layouts      each in one of the image layouts: image files, scanned PDFs, tables as
                                                             images in web pages, Word files and PDFs
Needs the extras `ocr` and `test`.
"""

import sys
import time
from collections import Counter
from io import BytesIO
from pathlib import Path
from random import Random

from PIL import Image

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from rendering.images import IMAGES, judged
from rendering.invented import BLANK, Figure, Invented, cells, count
from rendering.layouts import Rendered
from rendering.story import plain, story
from scans import FIGURES, FONTS, Print, Wear, pages, worn

import reportkit as rk
from reportkit import form

ORGANS = ("示例县云水镇人民政府", "示例县青禾乡人民政府", "样本区明溪街道办事处")
BARS = {"right": 0.99, "wrong": 0}


def invented(random: Random) -> Invented:
    """A report of a usual kind: mostly zeros and small counts that add up, some blanks, dashes and amounts."""
    name = random.choice(("2019", "2021"))
    empty = random.choice((count(0), count(0), count(0), BLANK, Figure("—", None, "dash"), Figure("/", None, "dash"), Figure("-", None, "dash")))
    figures = {cell: count(0) if random.random() < 0.7 else count(random.choice((1, 2, 3, 7, 12, 48, 135, 1024, 20617))) for cell in cells(name, name)}
    for table, key in list(figures):
        if key[-1] == "amount":
            tenths = random.randint(0, 9999) / 10
            figures[table, key] = Figure(f"{tenths}", tenths, "reported")
    if random.random() < 0.7:
        figures |= _sums(figures)
    figures = {cell: empty if figure.value == 0 and random.random() < 0.6 else figure for cell, figure in figures.items()}
    return Invented(random.choice(ORGANS), random.choice((2019, 2020) if name == "2019" else (2021, 2023, 2024)), name, name, figures)


def _sums(figures: dict) -> dict:
    """The totals of tables III and IV as they should be, with what is carried over as what is left."""
    value = {cell: figure.value for cell, figure in figures.items()}
    made: dict = {}
    rows = list(dict.fromkeys(key[:2] for table, key in figures if table == "applications"))
    for a in form.APPLICANTS[:-1]:
        parts = [row for row in rows if row[0] not in ("new", "carried_in", "total", "carried_out")]
        made["applications", ("total", "", a)] = sum(value["applications", (*row, a)] for row in parts)
        into = value["applications", ("new", "", a)] + value["applications", ("carried_in", "", a)]
        left = into - made["applications", ("total", "", a)]
        made["applications", ("new", "", a)] = value["applications", ("new", "", a)] + max(0, -left)
        made["applications", ("carried_out", "", a)] = max(0, left)
    value |= made
    for row in rows:
        made["applications", (*row, "total")] = sum(value["applications", (*row, a)] for a in form.APPLICANTS[:-1])
    for route in form.categories("route"):
        made["disputes", (route, "total")] = sum(value["disputes", (route, r)] for r in form.RESULTS[:-1])
    return {cell: count(n) for cell, n in made.items()}


def scanned(report: Invented, random: Random) -> tuple[bytes, int]:
    """The report as a TIFF of several pages, and how many they are."""
    style = Print(random.choice(list(FONTS)), random.choice(list(FIGURES)), random.choice((26, 29, 29, 32)), random.choice((1, 2, 3)))
    wear = Wear(random.uniform(-2.5, 2.5), random.choice((0, 5, 10)), random.choice((0, 0.6, 1.0)), random.choice((None, 80, 50)), random.choice((0, 50, 90)), random.choice((0, 0, 0, 0, 1, 2, 3)))  # fmt: skip
    sheets = [worn(page, wear, n).convert("L") for n, page in enumerate(pages(story(report, plain(report)), style, random.randrange(10**6), random.choice((0, 0.05))))]
    return _tiff(sheets), len(sheets)


def _tiff(sheets: list[Image.Image]) -> bytes:
    buffer = BytesIO()
    sheets[0].save(buffer, "TIFF", save_all=True, append_images=sheets[1:], compression="tiff_deflate")
    return buffer.getvalue()


def drawn(report: Invented, random: Random, as_layouts: bool) -> tuple[Rendered, str]:
    """The report as a document, and what kind of document that is."""
    if as_layouts:
        name = random.choice(list(IMAGES))
        return IMAGES[name](report), name
    data, sheets = scanned(report, random)
    return Rendered(report, data, "scan.tif", report.figures), f"{sheets} pages"


def main(reports: int, seed: int, as_layouts: bool) -> None:
    total, spent = Counter(), 0.0
    for n in range(seed, seed + reports):
        random = Random(n)
        rendered, kind = drawn(invented(random), random, as_layouts)
        start = time.process_time()
        parsed = rk.parse(rendered.data, rendered.name)
        spent += time.process_time() - start
        tally, wrong = judged(rendered.expected, parsed)
        total += tally
        print(f"report {n} ({kind}): {dict(tally)}", *wrong, sep="\n    ", flush=True)
    cells_in_all = total.total()
    print(f"{reports} reports, {cells_in_all} cells")
    print(f"right {total['right'] / cells_in_all:.2%} (bar: {BARS['right']:.0%}), unreadable {total['unreadable'] / cells_in_all:.2%}, missing {total['absent'] / cells_in_all:.2%}")
    print(f"wrong and not marked: {total['wrong']} (bar: {BARS['wrong']})")
    print(f"{spent / reports:.1f} s of one core a report")


if __name__ == "__main__":
    main(int(sys.argv[1]) if sys.argv[1:] else 10, int(sys.argv[2]) if sys.argv[2:] else 0, sys.argv[3:] == ["layouts"])
