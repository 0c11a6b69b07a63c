"""Text reuse: reports that repeat their own wording from year to year, or another organ's.

Candidates come from sketches: the smallest hashes of a text's own shingles (A. Broder, On the resemblance and containment of documents, 1997);
texts that share enough of them are compared in full. Time and memory grow with the number of texts and of copies, not of all pairs.
"""

from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

import numpy as np
import pandas as pd

from .corpus import Corpus
from .errors import InvalidData
from .frames import CONTEXT
from .passages import common_passages
from .shingles import LENGTH, Shingles, is_wording, names_of

SOURCES = {"weaknesses": "weaknesses", "remedies": "remedies", "narrative": "narratives"}
OWN, OTHERS = 6, 12  # characters that two years of an organ, two organs must share to make a row: fewer may agree by chance
SKETCH = 48  # shingles of a sketch
WINDOW = 100  # texts with the same shingle that a text is held against: the nearest ones, own years first, then those of the county
_CHUNK = 10_000_000  # pairs of sketch entries looked at in one go
_PLACES = ["province", "prefecture", "county", "town"]
_COLUMNS = CONTEXT | {
    "organ": "str",
    "other_report_id": "str",
    "other_organ": "str",
    "other_year": "Int16",
    "own": "boolean",
    "share": "Float64",
    "other_share": "Float64",
    "shared": "Int64",
    "distinctive": "Int64",
    "passages": "object",
    "published_first": "str",
}


class Pair(NamedTuple):
    """Two texts by number, the borrower first, with the characters of its own wording and how many of them stand in the other."""

    report: int
    other: int
    shared: int
    distinctive: int
    other_share: float

    @property
    def share(self) -> float:
        """The part of the report's own wording that stands in the other."""
        return self.shared / max(self.distinctive, 1)


class _Text(NamedTuple):
    """A text ready to be compared: its shingles in order, which are not common, the same sorted, and which symbols are its own wording."""

    hashes: np.ndarray
    rare: np.ndarray
    ordered: np.ndarray
    own: np.ndarray
    distinctive: int


def text_reuse(corpus: Corpus, of: str = "weaknesses", within: str = "all", least: float = 0.5, closest: int = 10) -> pd.DataFrame:
    """Reports that share their wording; one row a pair, ordered by share. `of` is "weaknesses", "remedies" or "narrative".

    The row's report is the later of the two (by year, then by day of publication; where neither tells, the one that shares more of its text);
    other_report_id the earlier. own is true for an earlier year of the same organ, within="own" or "others" asks for one kind only.
    distinctive counts the characters of the report's own wording (not names, numbers, standing phrases, nor what many counties have in common),
    shared those of them that stand in the other, share = shared / distinctive, at least `least`; other_share is the other's. At most `closest`
    others are listed for a report. passages: the longest wordings that both print, exactly so; published_first: the report that was published
    before the other, null where a day is not known. Fewer than 12 shared characters (6 within an organ) make no row.
    """
    if of not in SOURCES or within not in ("all", "own", "others") or not 0 < least <= 1 or closest < 1:
        wanted = f"of one of {', '.join(SOURCES)}; within all, own or others; least above 0 and up to 1; closest from 1"
        raise InvalidData(f"text_reuse: got of={of!r}, within={within!r}, least={least!r}, closest={closest!r}; give {wanted}.")
    texts = _texts(corpus, SOURCES[of])
    shingles = Shingles(texts["text"].tolist(), texts["names"].tolist(), texts["place"].to_numpy(), texts["who"].to_numpy())
    who = texts["who"].to_numpy()
    candidates = _candidates(shingles, texts, within, least, closest)
    found = (p for p in _compared(shingles, texts, candidates) if p.share >= least)
    pairs = _closest([p for p in found if p.shared >= (OWN if who[p.report] == who[p.other] else OTHERS)], texts, closest)
    return _framed(pairs, texts, list(common_passages([p[:2] for p in pairs], shingles, texts["text"].tolist(), texts["names"].tolist())))


def _texts(corpus: Corpus, source: str) -> pd.DataFrame:
    """One row a report that has a text, with what is to be masked, and numbers for its county (place) and organ (who); neighbours stand together."""
    items = corpus.frames[source]
    items = items.sort_values("ordinal", kind="stable") if "ordinal" in items else items
    items = items.assign(key=items["report_id"].astype("str"), text=items["text"].astype("object"))  # objects are not copied with a frame
    texts = items.dropna(subset="text").groupby("key")["text"].agg("\n".join)
    reports = corpus.reports.assign(key=corpus.reports["report_id"].astype("str")).merge(texts.reset_index(), on="key")
    blank = reports[[*_PLACES, "organ"]].astype("object").fillna("")
    settled = (blank["town"] != "") & (blank["county"] != "") & ~reports["kind"].isin(["department", "other"])
    name = blank["organ"].where(~settled, blank["town"])  # the organ's own name may be written in several ways
    place = blank["province"] + "/" + blank["county"].where(blank["county"] != "", name)
    known = list(blank[["organ", *_PLACES]].itertuples(index=False, name=None))
    names = {key: names_of(key[0], key[1:]) for key in set(known)}
    reports = reports.assign(place=place, who=place + "/" + name, names=[names[key] for key in known])
    reports = reports.sort_values(["place", "who", "year", "published", "key"], kind="stable", ignore_index=True)
    return reports.assign(place=pd.factorize(reports["place"])[0], who=pd.factorize(reports["who"])[0])


def _compared(shingles: Shingles, texts: pd.DataFrame, candidates: Iterator[tuple[int, int]]) -> Iterator[Pair]:
    """Every candidate pair with what its texts share, the later report first."""

    @lru_cache(maxsize=2048)
    def text(index: int) -> _Text:
        hashes, rare = shingles.of(index)
        own = is_wording(shingles.codes(index))
        own &= _covered(rare, len(own)) & ~_covered(~rare, len(own))
        return _Text(hashes, rare, np.sort(hashes), own, int(own.sum()))

    years, published, ids = (texts[c].to_numpy() for c in ("year", "published", "key"))
    for one, two in candidates:
        a, b = text(one), text(two)
        shared, given = _shared(a, b), _shared(b, a)
        forth = Pair(one, two, shared, a.distinctive, given / max(b.distinctive, 1))
        back = Pair(two, one, given, b.distinctive, forth.share)
        if years[one] != years[two]:
            yield forth if years[one] > years[two] else back
        elif published[one] < published[two] or published[one] > published[two]:  # both false where a day is not known
            yield forth if published[one] > published[two] else back
        else:
            yield max(forth, back, key=lambda p: (p.share, ids[p.report]))


def _covered(chosen: np.ndarray, length: int) -> np.ndarray:
    """Which of `length` symbols lie in a chosen shingle."""
    marks = np.zeros(length, dtype=bool)
    starts = np.flatnonzero(chosen)
    for offset in range(LENGTH):
        marks[starts + offset] = True
    return marks


def _shared(a: _Text, b: _Text) -> int:
    """Characters of a's own wording that stand in b."""
    found = b.ordered.take(np.searchsorted(b.ordered, a.hashes), mode="clip") == a.hashes
    return int((_covered(found & a.rare, len(a.own)) & a.own).sum())


def _candidates(shingles: Shingles, texts: pd.DataFrame, within: str, least: float, closest: int) -> Iterator[tuple[int, int]]:
    """Numbers of texts, the higher first, whose sketches agree in at least a quarter of what `least` lets expect.

    A quarter, because each change within a copy spoils LENGTH shingles, but only the characters changed are no longer shared.
    """
    sketches, sizes = _sketches(shingles, len(texts))
    who, years = texts["who"].to_numpy(), texts["year"].to_numpy()
    for one, two, matches in _meetings(sketches):
        same = who[one] == who[two]
        keep = {"own": same, "others": ~same, "all": True}[within] & ~(same & (years[one] == years[two]))
        small, large = (pick(sizes[one], sizes[two]) for pick in (np.minimum, np.maximum))
        likeness = matches / (small * np.minimum(1, SKETCH / large))
        keep &= likeness >= least / 4
        one, two, likeness = one[keep], two[keep], likeness[keep]
        order = np.lexsort((-two, -likeness, one))
        one, two = one[order], two[order]
        best = np.arange(len(one)) - np.searchsorted(one, one) < 2 * closest
        yield from zip(one[best].tolist(), two[best].tolist(), strict=True)


def _sketches(shingles: Shingles, count: int) -> tuple[list[np.ndarray], np.ndarray]:
    """The smallest SKETCH hashes of each text that are not common, and how many such hashes it has."""
    sketches, sizes = [], np.zeros(count)
    for index in range(count):
        hashes, rare = shingles.of(index)
        found = np.unique(hashes[rare])
        sketches.append(found[:SKETCH])
        sizes[index] = len(found)
    return sketches, sizes


def _meetings(sketches: list[np.ndarray]) -> Iterator[tuple[np.ndarray, np.ndarray, np.ndarray]]:
    """Pairs of texts whose sketches meet, the higher number first, and in how many hashes; some millions at a time, all pairs of a text together."""
    owners = np.repeat(np.arange(len(sketches)), [len(s) for s in sketches])
    values = np.concatenate([*sketches, np.zeros(0, dtype=np.uint64)])
    order = np.argsort(values, kind="stable")
    ranks = np.empty_like(order)
    ranks[order] = np.arange(len(order))
    partners = np.minimum(ranks - np.searchsorted(values[order], values), WINDOW)  # lower texts that share this hash stand right before it
    firsts = np.searchsorted(owners, np.arange(len(sketches) + 1))
    load = np.concatenate([[0], np.cumsum(partners)])[firsts]
    cuts = np.unique(np.searchsorted(load, np.arange(0, load[-1] + _CHUNK, _CHUNK)).clip(max=len(sketches)))
    for start, end in pairwise(firsts[cuts]):
        counts = partners[start:end]
        steps = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts)
        lower = owners[order[np.repeat(ranks[start:end] - counts, counts) + steps]]
        keys, matches = np.unique(np.repeat(owners[start:end], counts) * len(sketches) + lower, return_counts=True)
        yield keys // len(sketches), keys % len(sketches), matches


def _closest(pairs: list[Pair], texts: pd.DataFrame, closest: int) -> list[Pair]:
    """The pairs by falling share; of each report the closest ones only, of equal ones its own years and then the latest first."""
    ids, years, who = (texts[c].tolist() for c in ("key", "year", "who"))
    pairs = sorted(pairs, key=lambda p: (-p.share, -p.shared, ids[p.report], who[p.report] != who[p.other], -years[p.other], ids[p.other]))
    taken: Counter[int] = Counter()
    kept = []
    for pair in pairs:
        taken[pair.report] += 1
        if taken[pair.report] <= closest:
            kept.append(pair)
    return kept


def _framed(pairs: list[Pair], texts: pd.DataFrame, passages: list[tuple[str, ...]]) -> pd.DataFrame:
    """The pairs as rows with the columns and dtypes of _COLUMNS."""
    report, other = (np.array([p[n] for p in pairs], dtype=np.intp) for n in (0, 1))
    mine, theirs = (texts.take(rows).reset_index(drop=True) for rows in (report, other))
    first = mine["key"].where(mine["published"] < theirs["published"], theirs["key"])
    values = {
        "other_report_id": theirs["key"],
        "other_organ": theirs["organ"],
        "other_year": theirs["year"],
        "own": mine["who"] == theirs["who"],
        "share": [p.share for p in pairs],
        "other_share": [p.other_share for p in pairs],
        "shared": [p.shared for p in pairs],
        "distinctive": [p.distinctive for p in pairs],
        "passages": pd.Series(passages, dtype="object"),
        "published_first": first.where(mine["published"].ne(theirs["published"]) & mine["published"].notna() & theirs["published"].notna()),
    }
    return pd.DataFrame({**mine[[*CONTEXT, "organ"]], **values}).astype(_COLUMNS)[list(_COLUMNS)]
