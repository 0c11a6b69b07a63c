"""How fast pages are read: python benchmarks/pages.py

Reading (HTML → Document) and parsing (HTML → Report) of an invented report's page, each beside lxml parsing plus text_content of the same page,
turn by turn in one run; processor time, median of the turns.
"""

import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

from lxml import html

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))
from documents import page

import reportkit as rk
from reportkit.read import read

TURNS = 41
FURNITURE = "<div class='nav'><ul>" + "<li><a href='/x/'>政务公开</a></li>" * 60 + "</ul></div>"


def seconds(call: Callable[[], object]) -> float:
    """Processor seconds of one call."""
    start = time.process_time()
    call()
    return time.process_time() - start


def main() -> None:
    """Print the medians and the ratios."""
    text = page("示例县云水镇人民政府", 2023, narrative="本年度，我镇按照条例要求推进政府信息公开工作。" * 40)
    data = text.replace("<body>", f"<body>{FURNITURE}").replace("<td ", '<td style="border:1px solid;width:60pt" align="center" ').encode()
    calls = {
        "lxml and text_content": lambda: html.document_fromstring(data.decode()).text_content(),
        "read": lambda: read(data, "page.html"),
        "parse": lambda: rk.parse(data, "page.html"),
    }
    for call in calls.values():
        call()
    turns = [{name: seconds(call) for name, call in calls.items()} for _ in range(TURNS)]
    least = {name: statistics.median(turn[name] for turn in turns) for name in calls}
    print(f"page of {len(data):,} bytes, {TURNS} turns")
    for name, value in least.items():
        ratio = statistics.median(turn[name] / turn["lxml and text_content"] for turn in turns)
        print(f"{name:24}{value * 1000:8.2f} ms{ratio:8.1f} ×")


if __name__ == "__main__":
    main()
