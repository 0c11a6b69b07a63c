"""Cells of invented reports over all layouts: `python benchmarks/cells.py [REPORTS]` (2,000 unless told).

By layout: cells, right, wrong, invented (a number where none or another one stands), reading seconds. Bar: all right, none invented.
A row of a lossy layout in which a blank left no trace is right where nothing is read into it.
"""

import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from random import Random

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from rendering.invented import invent
from rendering.layouts import LAYOUTS
from rendering.oracle import differences

import reportkit as rk

REPORTS = 2000
FORMS = (("2021", "2021"), ("2019", "2019"), ("2021", "2019"))
ODDITY = (0.0, 0.2, 0.5, 0.8)


def measured(layout: str, reports: int) -> Iterator[Counter]:
    """Counts for each report rendered in a layout."""
    for number in range(reports):
        random = Random(f"{layout} {number}")
        rendered = LAYOUTS[layout](invent(random, *random.choice(FORMS), random.choice(ODDITY)))
        start = time.perf_counter()
        report = rk.parse(rendered.data, rendered.name)
        seconds = time.perf_counter() - start
        wrong = differences(rendered, report)
        for difference in wrong[:3]:
            print(f"  {layout}, report {number}: {difference}")
        cells = len(rendered.expected)
        yield Counter(cells=cells, right=cells - len(wrong), wrong=len(wrong), invented=sum(d.invented for d in wrong), seconds=seconds)


def main() -> None:
    """Print a line for each layout and one for all."""
    reports = int(sys.argv[1]) if len(sys.argv) > 1 else REPORTS
    total: Counter = Counter()
    print(f"{'layout':45}{'cells':>9}{'right':>9}{'wrong':>7}{'invented':>9}{'seconds':>9}")
    for place, layout in enumerate(LAYOUTS):
        found = sum(measured(layout, reports // len(LAYOUTS) + (place < reports % len(LAYOUTS))), Counter())
        total += found
        if found["cells"]:
            show(layout, found)
    show("all", total)
    print(f"{total['right'] / total['cells']:.3%} right, {total['invented']} invented (bar: 100 %, 0)")


def show(name: str, found: Counter) -> None:
    """Print one line of the table."""
    print(f"{name:45}{found['cells']:9}{found['right']:9}{found['wrong']:7}{found['invented']:9}{found['seconds']:9.2f}")


if __name__ == "__main__":
    main()
