"""How fast pages are read: python benchmarks/pages.py

Reading (HTML → Document) and parsing (HTML → Report) of an invented report's page, each beside lxml parsing plus text_content of the same page,
turn by turn in one run; processor time, median of the turns.
"""

import re
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
WORD = (
    r"\1<p class=MsoNormal align=center style='text-align:center;line-height:18.0pt'><span lang=EN-US "
    r"style='font-size:9.0pt;font-family:宋体;color:black'>\2<o:p></o:p></span></p></td>"
)
FURNITURE = "<div class='nav'><ul>" + "<li><a href='/x/'>政务公开</a></li>" * 60 + "</ul></div>"


def seconds(call: Callable[[], object]) -> float:
    """Processor seconds of one call."""
    start = time.process_time()
    call()
    return time.process_time() - start


def main() -> None:
    """Compare on a page with plain cells and on one dressed as Word saves pages, as most of these are."""
    text = page("示例县云水镇人民政府", 2023, narrative="本年度，我镇按照条例要求推进政府信息公开工作。" * 40)
    text = text.replace("<body>", f"<body>{FURNITURE}").replace("<td ", '<td style="border:1px solid;width:60pt" align="center" ')
    for name, page_text in {"plain cells": text, "cells as Word saves them": re.sub(r"(<td[^>]*>)(.*?)</td>", WORD, text)}.items():
        compare(name, page_text.encode())


def compare(name: str, data: bytes) -> None:
    """Print the medians and the ratios for one page."""
    calls = {
        "lxml and text_content": lambda: html.document_fromstring(data.decode()).text_content(),
        "read": lambda: read(data, "page.html"),
        "parse": lambda: rk.parse(data, "page.html"),
    }
    for warm_up in calls.values():
        warm_up()
    turns = [{name: seconds(call) for name, call in calls.items()} for _ in range(TURNS)]
    least = {name: statistics.median(turn[name] for turn in turns) for name in calls}
    print(f"{name}: page of {len(data):,} bytes, {TURNS} turns")
    for call, value in least.items():
        ratio = statistics.median(turn[call] / turn["lxml and text_content"] for turn in turns)
        print(f"{call:24}{value * 1000:8.2f} ms{ratio:8.1f} ×")


if __name__ == "__main__":
    main()
