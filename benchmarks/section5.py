"""How well section V is split: python benchmarks/section5.py [TEXTS.jsonl [even|odd]]

Each line of TEXTS.jsonl: text, weaknesses and remedies ({"text", "answers"}, answers the weakness's index from 0). Prints the misses,
recall and precision of items with exact borders and of answers, and texts per second of processor time.
"""

import json
import sys
from pathlib import Path
from time import process_time

from facts import labelled

from reportkit.parse.prose import Prose
from reportkit.parse.weaknesses import split_section_five
from reportkit.read.document import Paragraph


def prose_of(text: str) -> Prose:
    """A text as a section of running lines."""
    return Prose([Paragraph(line, f"line {number}") for number, line in enumerate(text.split("\n"), 1)])


def compare(case: dict) -> tuple[dict[str, int], list[str]]:
    """Counts (wanted, found, right items; wanted, found, right answers) of one text, and its misses in words."""
    weaknesses, remedies = split_section_five(prose_of(case["text"]))
    counts, misses = dict.fromkeys(["wanted", "found", "right", "wanted_answers", "found_answers", "right_answers"], 0), []
    for kind, found in (("weaknesses", weaknesses), ("remedies", remedies)):
        wanted, got = [item["text"] for item in case[kind]], [item.text for item in found]
        both = [text for text in wanted if text in got]
        counts["wanted"] += len(wanted)
        counts["found"] += len(got)
        counts["right"] += len(both)
        misses += [f"{kind} missed: {t}" for t in wanted if t not in got] + [f"{kind} extra:  {t}" for t in got if t not in wanted]
    named = {w.ordinal: w.text for w in weaknesses}
    wanted_pairs = {(r["text"], case["weaknesses"][r["answers"]]["text"]) for r in case["remedies"] if r.get("answers") is not None}
    found_pairs = {(r.text, named[r.answers]) for r in remedies if r.answers}
    counts |= {"wanted_answers": len(wanted_pairs), "found_answers": len(found_pairs), "right_answers": len(wanted_pairs & found_pairs)}
    misses += [f"answer missed: {a} → {b}" for a, b in wanted_pairs - found_pairs]
    misses += [f"answer wrong: {a} → {b}" for a, b in found_pairs - wanted_pairs]
    return counts, misses


def main(path: Path, half: str = "") -> None:
    """Print the figures for the texts of one file (or every other one of them)."""
    cases = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    cases = cases[{"even": 0, "odd": 1}.get(half, 0) :: 2 if half else 1]
    total: dict[str, int] = {}
    for case in cases:
        counts, misses = compare(case)
        total = {name: total.get(name, 0) + number for name, number in counts.items()}
        if misses:
            print(f"--- {case.get('id')} {case.get('layout', '')}", *misses, sep="\n")
    for name in ("", "_answers"):
        wanted, found, right = (total[part + name] for part in ("wanted", "found", "right"))
        extra = f"{found - right} of {found} extra ({1 - right / max(found, 1):.1%})"
        print(f"{name.strip('_') or 'items'}: {right} of {wanted} right ({right / max(wanted, 1):.1%}); {extra}")
    sections = [prose_of(case["text"]) for case in cases] * (2000 // len(cases))
    began = process_time()
    for section in sections:
        split_section_five(section)
    seconds = (process_time() - began) / len(sections)
    print(f"{1 / seconds:,.0f} texts a second ({seconds * 1000:.2f} ms a text)")


if __name__ == "__main__":
    main(labelled("section5.jsonl"), *sys.argv[2:])
