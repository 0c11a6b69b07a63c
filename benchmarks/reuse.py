"""How well and how fast copied wording is found: python benchmarks/reuse.py [REPORTS] [weaknesses | narrative]

Writes section V texts, or narratives five times as long, of invented organs (100,000 by default, five years each) from templates, standing sentences and invented words, plants
copies among them - an earlier year's, a neighbour's, a stranger's, with names and numbers changed and some items new - and prints recall
of the planted copies, precision of the pairs found, seconds and memory.
"""

import random
import resource
import sys
from time import perf_counter, process_time
from typing import NamedTuple

import numpy as np
import pandas as pd

from reportkit import frames
from reportkit.corpus import Corpus
from reportkit.measures import text_reuse
from reportkit.reuse import SOURCES

YEARS = range(2019, 2024)
COUNTRYWIDE = (
    "政府信息公开工作人员业务能力有待进一步提高，对新形势下的公开要求学习不深",
    "公开内容不够全面，与人民群众的期望相比还存在一定差距，主动性还不够强",
    "信息更新不够及时，个别栏目较长时间没有新的内容，维护工作跟不上",
    "公开形式较为单一，宣传力度不够大，群众对政府信息公开的知晓率不高",
    "部分站所对政务公开的重要性认识不足，存在重业务轻公开的思想",
)
TEMPLATES = (
    "{0}方面的{1}没有按时{2}，{3}的群众要到{4}才能查到，{town}为此被问过{n}次",
    "{town}的{0}和{1}还分头{2}，{3}到了{4}便无人再管，{year}年只核对过{n}回",
    "由于{0}刚刚{2}，{1}的{3}交接不清，致使{4}少登了{n}条",
    "{0}的{1}多用行话写成，{3}看不明白，{2}之后仍有{n}人到{town}打听{4}",
    "对{0}里的{1}该不该{2}拿不准，{3}常把{4}也一并压下，{year}年共{n}件",
    "{1}只在{0}张贴，{3}外出务工后无从知道{4}，{2}也停了{n}个月",
)
CHARACTERS = np.array([chr(c) for c in range(0x4E00, 0x4E00 + 3000)])


class Item(NamedTuple):
    """A listed weakness before names and numbers are put in; origin tells whose wording it is, -1 everybody's."""

    origin: int
    template: str


class Writer:
    """Writes items; words are invented and as unevenly frequent as real ones."""

    def __init__(self, seed: int, length: int):
        self.random, self.count, self.length = random.Random(seed), 0, length
        rows = np.random.default_rng(seed).choice(CHARACTERS, size=(6000, 2))
        self.words = ["".join(row) for row in rows]
        self.frequency = list(np.cumsum(1 / np.arange(3, 6003)))

    def item(self) -> Item:
        """An item of somebody's own wording, or one time in four a sentence that everybody uses."""
        if self.random.random() < 0.25:
            return Item(-1, self.random.choice(COUNTRYWIDE))
        self.count += 1
        words = self.random.choices(self.words, cum_weights=self.frequency, k=10)
        slots = ["".join(words[n : n + 2]) for n in range(0, 10, 2)]
        return Item(self.count, self.random.choice(TEMPLATES).format(*slots, town="{town}", year="{year}", n="{n}"))

    def items(self, source: list[Item] | None) -> list[Item]:
        """The items of a new report, some or all of them taken from `source`."""
        new = [self.item() for _ in range(self.length * self.random.randint(4, 8))]
        if source is None:
            return new
        return [item if self.random.random() < 0.8 else other for item, other in zip(source, new * 2, strict=False)]


def write(reports: int, length: int, seed: int = 7) -> tuple[pd.DataFrame, list[list[Item]], list[int | None]]:
    """The reports (context columns, text of the items), their items, and for each the number of the report that it copies."""
    writer, rows, held, copied = Writer(seed, length), [], [], []
    organs = reports // len(YEARS)
    for year in YEARS:
        for organ in range(organs):
            number, source = len(held), None
            dice = writer.random.random()
            if dice < 0.3 and year > YEARS[0]:
                source = number - organs
            elif dice < 0.35 and organ % 15:
                source = number - 1
            elif dice < 0.4 and number:
                source = writer.random.randrange(number)
            held.append(writer.items(held[source] if source is not None else None))
            copied.append(source)
            rows.append(_row(organ, year, held[-1], writer.random))
    return pd.DataFrame(rows), held, copied


def _row(organ: int, year: int, items: list[Item], dice: random.Random) -> dict:
    town = f"{CHARACTERS[organ % 2999]}{CHARACTERS[organ // 2999 + 40]}镇"
    county = f"{CHARACTERS[organ // 15 % 2000]}{CHARACTERS[organ // 30000 + 90]}县"
    texts = [item.template.format(town=town, year=year, n=dice.randint(2, 900)) for item in items]
    return {"organ": f"{county}{town}人民政府", "province": "示例省", "county": county, "town": town, "year": year, "texts": texts}


def corpus_of(rows: pd.DataFrame, of: str) -> Corpus:
    """A corpus that holds these reports and their weaknesses, or their narratives, nothing else."""
    held = frames.gather([])
    rows = rows.assign(report_id=rows["organ"] + "-" + rows["year"].astype("str"), kind="town")
    if of == "narrative":
        items = rows.assign(text=rows["texts"].str.join("\n"))
    else:
        items = rows.explode("texts", ignore_index=True).rename(columns={"texts": "text"})
        items["ordinal"] = items.groupby("report_id").cumcount() + 1
    for name, filled in (("reports", rows), (SOURCES[of], items)):
        held[name] = filled.reindex(columns=held[name].columns).astype(
            {c: str(t) if str(t) != "category" or c in frames.CONTEXT else t for c, t in held[name].dtypes.items()}
        )
    return Corpus.from_frames(held)


def true_share(report: list[Item], other: list[Item]) -> float:
    """The part of a report's own items, by length, that the other one has too."""
    own = [item for item in report if item.origin >= 0]
    origins = {item.origin for item in other}
    return sum(len(i.template) for i in own if i.origin in origins) / max(sum(len(i.template) for i in own), 1)


def main(reports: str = "100000", of: str = "weaknesses") -> None:
    """Print the figures."""
    rows, held, copied = write(int(reports), 5 if of == "narrative" else 1)
    corpus = corpus_of(rows, of)
    del rows
    size = sum(map(len, corpus.frames[SOURCES[of]]["text"]))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
    began, used = perf_counter(), process_time()
    found = text_reuse(corpus, of)
    seconds, used = perf_counter() - began, process_time() - used
    print(f"{len(held):,} reports, {size:,} characters: {len(found):,} pairs in {seconds:.0f} s ({used:.0f} s of processor time, one core)")
    print(f"memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20:.2f} GB at its highest, {before:.2f} GB of it before")
    number = {report_id: n for n, report_id in enumerate(corpus.reports["report_id"])}
    pairs = {frozenset((number[a], number[b])) for a, b in zip(found["report_id"], found["other_report_id"], strict=True)}
    planted = [(n, source) for n, source in enumerate(copied) if source is not None and true_share(held[n], held[source]) >= 0.5]
    hit = sum(frozenset(pair) in pairs for pair in planted)
    print(f"recall of planted copies with a share of 0.5 or more: {hit:,} of {len(planted):,} ({hit / len(planted):.2%})")
    shares = np.array([max(true_share(held[a], held[b]), true_share(held[b], held[a])) for a, b in map(tuple, pairs)])
    print(f"precision: {(shares > 0).mean():.2%} of the pairs share own items at all, {(shares >= 0.45).mean():.2%} at least 0.45 of them")


if __name__ == "__main__":
    main(*sys.argv[1:])
