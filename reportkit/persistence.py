"""Persistence: weaknesses that an organ lists again in a later year although it promised a remedy in between."""

from itertools import pairwise, product

import pandas as pd
from rapidfuzz import fuzz

from .corpus import Corpus
from .text import squeeze

ORGAN = ["province", "county", "organ"]  # what tells one organ from another; a prefecture or town may be missing in some of its reports
_PLACE = ["province", "prefecture", "county", "town", "organ"]
_COLUMNS = {
    **dict.fromkeys(_PLACE, "str"),
    "theme": "str",
    "years_listed": "object",
    "years_remedied": "object",
    "years_free": "object",
    "years_unknown": "object",
    "run": "Int64",
    "similarity": "Float64",
    "first_report": "str",
    "first_text": "str",
    "first_where": "str",
    "last_report": "str",
    "last_text": "str",
    "last_where": "str",
}


def persistent_themes(corpus: Corpus) -> pd.DataFrame:
    """Themes listed as a weakness, promised to be mended, and listed again later; one row an organ and theme, most years listed first.

    years_listed and years_remedied (tuples of years) tell when; a remedy counts from the first year listed up to the year before the last,
    if it bears the theme or plainly answers a weakness that does. years_free: reports that list other weaknesses only; years_unknown: years in
    between of which no listed weakness was seen, which prove nothing. run is the longest row of consecutive years listed; similarity (0–100,
    rapidfuzz ratio) compares the closest wordings of two different years: near 100 the sentence was copied.
    """
    listed = _coded(corpus, "weaknesses")
    spans = listed.groupby([*ORGAN, "theme"], dropna=False)["year"].agg(first="min", last="max").query("first < last").reset_index()
    promised = _promises(corpus).merge(spans, on=[*ORGAN, "theme"]).query("first <= year < last")
    promised = promised.groupby([*ORGAN, "theme"], dropna=False)["year"].agg(_years).rename("years_remedied").reset_index()
    seen = listed.groupby(ORGAN, dropna=False)["year"].agg(_years).rename("years_seen").reset_index()
    found = listed.merge(promised, on=[*ORGAN, "theme"]).merge(seen, on=ORGAN)
    rows = [dict(zip([*ORGAN, "theme"], key, strict=True)) | _story(items) for key, items in found.groupby([*ORGAN, "theme"], dropna=False)]
    frame = pd.DataFrame(rows, columns=list(_COLUMNS)).astype(_COLUMNS)
    return frame.sort_values("years_listed", key=lambda y: y.map(len), ascending=False, kind="stable", ignore_index=True)


def _coded(corpus: Corpus, of: str) -> pd.DataFrame:
    """The listed items with their organ, a row an item and theme. Ids become plain strings, so that organs without a county compare too."""
    organs = corpus.reports[["report_id", *_PLACE]].astype("str")
    items = corpus.frames[of].drop(columns=_PLACE[:-1]).astype({"report_id": "str", "year": "Int64"})
    return items.explode("themes").rename(columns={"themes": "theme"}).dropna(subset=["theme", "year"]).merge(organs, on="report_id")


def _promises(corpus: Corpus) -> pd.DataFrame:
    """Organ, year and theme of every promised remedy: its own themes and those of the weakness that it answers."""
    weaknesses, remedies = _coded(corpus, "weaknesses"), corpus.remedies.astype({"report_id": "str"})
    answered = remedies.dropna(subset="answers")[["report_id", "answers"]].rename(columns={"answers": "ordinal"})
    by_answer = weaknesses.merge(answered.drop_duplicates(), on=["report_id", "ordinal"])
    return pd.concat([_coded(corpus, "remedies"), by_answer])[[*ORGAN, "year", "theme"]].drop_duplicates()


def _years(years: pd.Series) -> tuple[int, ...]:
    return tuple(sorted({int(y) for y in years}))


def _story(items: pd.DataFrame) -> dict[str, object]:
    """What happened to one theme of one organ, from its listed items."""
    items = items.sort_values(["year", "ordinal"])
    listed, seen = _years(items["year"]), items["years_seen"].iloc[0]
    first, last = items[items["year"] == listed[0]], items[items["year"] == listed[-1]]
    between = range(listed[0], listed[-1] + 1)
    return {
        **items[["prefecture", "town"]].ffill().iloc[-1].to_dict(),
        "years_listed": listed,
        "years_remedied": items["years_remedied"].iloc[0],
        "years_free": tuple(y for y in between if y in seen and y not in listed),
        "years_unknown": tuple(y for y in between if y not in seen),
        "run": _longest_run(listed),
        "similarity": _closest(items),
        **{f"first_{part}": _joined(first[column]) for part, column in _ITEM.items()},
        **{f"last_{part}": _joined(last[column]) for part, column in _ITEM.items()},
    }


_ITEM = {"report": "report_id", "text": "text", "where": "where"}


def _joined(values: pd.Series) -> str:
    return " / ".join(dict.fromkeys(v for v in values.dropna() if v))


def _longest_run(years: tuple[int, ...]) -> int:
    run = longest = 1
    for before, year in pairwise(years):
        run = run + 1 if year == before + 1 else 1
        longest = max(longest, run)
    return longest


def _closest(items: pd.DataFrame) -> float:
    """The highest likeness of two wordings from different years."""
    texts = [(year, squeeze(text)) for year, text in zip(items["year"], items["text"], strict=True)]
    return max(fuzz.ratio(a, b) for (year, a), (later, b) in product(texts, texts) if year < later)
