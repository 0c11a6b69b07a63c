"""How sure and how quick the checks are, on invented reports: python benchmarks/checks.py [clean] [defects] [speed]

clean: 10,000 consistent reports in series of years, as they are and with every third cell hidden: how many errors and warnings are claimed.
defects: for every rule 500 reports with that one defect put in at random: how many are found under that rule.
texts: 500 rendered reports as they should be, and 500 with each slip that only parsing can see.
speed: 100,000 reports checked from frames in memory, on one core.
"""

import resource
import sys
import time
from pathlib import Path

import numpy as np
import pandas as pd
from pandas.api.types import union_categoricals

import reportkit as rk
from reportkit import checks, frames
from reportkit.corpus import Corpus

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from consistent import clean, masked
from defects import DEFECTS
from slips_texts import SLIPS, texts

_BIG = {"prefectures": 5, "counties": 8, "organs": 35}  # 1,445 organs and governments, 10,115 reports in seven years


def clean_reports() -> None:
    """Print what is claimed on consistent reports."""
    world = clean(**_BIG, seed=11)
    for name, made in (("as they are", world), ("every third cell hidden", masked(world, np.random.default_rng(12)))):
        findings = rk.check(made.corpus())
        counts = findings["severity"].value_counts()
        print(f"{len(world.reports):,} consistent reports, {name}: " + ", ".join(f"{counts.get(s, 0)} {s}s" for s in checks.SEVERITIES))


def defects(n: int = 500) -> None:
    """Print for every rule how many of n reports with its defect are found under it."""
    world = clean(prefectures=5, counties=16, organs=9, seed=13)
    for number, (rule, spoil) in enumerate(DEFECTS.items()):
        spoiled = world.copy()
        rows = spoil(spoiled, np.random.default_rng(number), n)
        corpus = spoiled.corpus()
        found = set(rk.check(corpus, only=[rule])["report_id"].astype("str"))
        hits = corpus.reports["report_id"].astype("str").iloc[rows].isin(found).sum()
        print(f"{rule:26}{hits:4} of {len(rows)}{'' if hits == len(rows) else '   MISSED'}")


def slips(n: int = 500) -> None:
    """Print what is noticed in n rendered reports as they should be, and in n with each slip."""
    plain = [rk.parse(data, name) for data, name in texts(n, np.random.default_rng(14))]
    findings = rk.check(Corpus(plain))
    print(f"{n} rendered reports: " + ", ".join(f"{(findings['severity'] == s).sum()} {s}s" for s in checks.SEVERITIES))
    for rule, slip in SLIPS.items():
        made = [rk.parse(data, name) for data, name in texts(n, np.random.default_rng(15), slip)]
        print(f"{rule:26}{sum(any(notice.code == rule for notice in report.notices) for report in made):4} of {n}")


def speed(times: int = 10) -> None:
    """Print how long 100,000 reports take."""
    corpus = stacked([clean(**_BIG, seed=16 + n).corpus() for n in range(times)])
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    start = time.process_time()
    findings = rk.check(corpus)
    print(f"{len(corpus):,} reports checked in {time.process_time() - start:.1f} s of one core: {len(findings):,} findings")
    print(f"memory: {before:.1f} GB with the frames, {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6:.1f} GB at the most")


def stacked(corpora: list[Corpus]) -> Corpus:
    """Corpora as one, their places and organs under names of their own."""
    return Corpus.from_frames({name: _stacked([c.frames[name] for c in corpora], name) for name in frames.COLUMNS})


def _stacked(parts: list[pd.DataFrame], name: str) -> pd.DataFrame:
    columns = {}
    for column in parts[0]:
        series = [part[column] for part in parts]
        if column in ("report_id", "prefecture", "county", "town"):
            renamed = [s.cat.rename_categories([f"{n}{c}" for c in s.cat.categories]) for n, s in enumerate(series)]
            columns[column] = pd.Series(union_categoricals(renamed))
        elif name == "reports" and column in ("organ", "sha256"):
            columns[column] = pd.concat([str(n) + s for n, s in enumerate(series)], ignore_index=True)
        else:
            columns[column] = pd.concat(series, ignore_index=True)
    return pd.DataFrame(columns)


if __name__ == "__main__":
    parts = {"clean": clean_reports, "defects": defects, "texts": slips, "speed": speed}
    for part in sys.argv[1:] or parts:
        parts[part]()
