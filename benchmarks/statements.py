"""How well the statements of labelled passages are found: python benchmarks/statements.py [FILE.jsonl].

Each line of the file is an object with id, year, text and statements (measure, label, value, unit, bound). A statement is exactly right
when measure, value and bound agree; labels and units are counted apart.
"""

import json
import time
from collections import Counter
from pathlib import Path

from facts import labelled

from reportkit.parse.prose import Prose
from reportkit.parse.statements import find_statements
from reportkit.read.document import Paragraph

CORE = ("measure", "value", "bound")
FULL = (*CORE, "label", "unit")


def keys(statements: list[dict], names: tuple[str, ...]) -> Counter:
    """The statements as a bag of tuples of the named fields."""
    return Counter(tuple(s[name] for name in names) for s in statements)


def read(text: str, year: int | None) -> list[dict]:
    """The statements of a passage as plain objects."""
    prose = Prose([Paragraph(line, f"line {i}") for i, line in enumerate(text.split("\n"), 1)])
    return [{name: getattr(s, name) for name in FULL} for s in find_statements(prose, year)]


def main(path: Path) -> None:
    passages = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    began = time.process_time()
    answers = [read(p["text"], p["year"]) for p in passages]
    seconds = time.process_time() - began
    totals = Counter()
    for passage, found in zip(passages, answers, strict=True):
        expected = passage["statements"]
        right = keys(expected, CORE) & keys(found, CORE)
        missed, invented = keys(expected, CORE) - right, keys(found, CORE) - right
        totals.update(expected=len(expected), found=len(found), right=right.total(), full=(keys(expected, FULL) & keys(found, FULL)).total())
        if missed or invented:
            print(f"{passage['id']} {passage['text']!r}\n   missed {sorted(missed)}\n   invented {sorted(invented)}")
        elif keys(expected, FULL) != keys(found, FULL):
            print(f"{passage['id']} label or unit: {sorted(keys(expected, FULL) - keys(found, FULL))} read as {sorted(keys(found, FULL) - keys(expected, FULL))}")
    print(f"recall {totals['right'] / totals['expected']:.4f} ({totals['right']} of {totals['expected']}), "
          f"precision {totals['right'] / max(totals['found'], 1):.4f} ({totals['right']} of {totals['found']}), "
          f"label and unit right too {totals['full'] / totals['expected']:.4f}")
    print(f"{sum(len(p['text']) for p in passages) / seconds / 1500 * 60:,.0f} narratives of 1,500 characters a minute")


if __name__ == "__main__":
    main(labelled("statements.jsonl"))
