"""The quality profile: which tables can be compared, and why the others cannot."""

import numpy as np
import pandas as pd
import pytest
from consistent import clean, masked
from defects import DEFECTS

import reportkit as rk
from reportkit import form, measures, quality
from reportkit.corpus import Corpus
from reportkit.report import Report


def report(**more) -> Report:
    return Report(
        **({"organ": "示例县云水镇人民政府", "county": "示例县", "town": "云水镇", "kind": "town", "year": 2023, "form": "2021"} | more)
    )


def disputes(*lines: list) -> dict:
    return dict(zip(form.categories("route"), lines, strict=True))


@pytest.mark.parametrize(
    ("given", "status", "share"),
    [
        ({"disputes": disputes([0] * 5, [0] * 5, [0] * 5)}, "usable", 1.0),
        ({"disputes": disputes([0, 0, 0, 0, None], [0] * 5, [0] * 5)}, "usable", 14 / 15),
        ({"disputes": disputes([None] * 5, [0] * 5, [0] * 5)}, "incomplete", 10 / 15),
        ({"disputes": disputes([1, 0, 2, 0, 0], [0] * 5, [0] * 5)}, "errors", 1.0),
        ({}, "absent", 0.0),
        ({"extent": "partial"}, "unseen", 0.0),
        ({"form": "free", "year": 2016}, "no table", None),
    ],
)
def test_the_status_of_a_table(given, status, share):
    row = measures.quality(Corpus([report(**given)])).iloc[0]
    assert row["disputes"] == status
    assert row["disputes_share"] is pd.NA if share is None else row["disputes_share"] == pytest.approx(share)


def test_an_amount_in_another_unit_spoils_its_table():
    cells = {"20.1": {}, "20.8": {"fees": {"amount": 1250000}}}
    for article, item, measure in form.cells("disclosure", "2021"):
        cells.setdefault(article, {}).setdefault(item, {}).setdefault(measure, 0)
    assert measures.quality(Corpus([report(disclosure=cells)])).iloc[0]["disclosure"] == "errors"


def test_findings_are_counted_by_severity():
    world = clean(prefectures=1, counties=1, years=range(2021, 2023))
    spoiled = world.copy()
    DEFECTS["dispute_total"](spoiled, np.random.default_rng(0), 4)
    corpus = spoiled.corpus()
    findings = rk.check(corpus)
    profile = measures.quality(corpus, findings)
    assert (measures.quality(world.corpus())[["disclosure", "applications", "disputes"]] == "usable").all(axis=None)
    assert profile["errors"].sum() == (findings["severity"] == "error").sum()
    assert (profile["disputes"] == "errors").sum() == 4
    assert profile["usable"].tolist() == [2 if d == "errors" else 3 for d in profile["disputes"]]
    assert len(quality.usable(corpus, "disputes")) == len(corpus) - 4


def test_hidden_cells_lower_the_share_and_nothing_is_lost_in_counting():
    world = clean(prefectures=1, counties=1, years=range(2021, 2023))
    corpus = masked(world, np.random.default_rng(1)).corpus()
    profile = measures.quality(corpus)
    assert profile["share"].between(0.6, 0.8).all()
    counts = quality.usable_tables(corpus)
    assert counts.groupby(["year", "table"])["reports"].sum().tolist() == counts.groupby(["year", "table"])["n"].first().tolist()
    cells = quality.cell_states(corpus)
    assert cells.groupby("table")["cells"].sum().tolist() == cells.groupby("table")["n"].first().tolist()


def test_no_reports_and_no_findings():
    nothing = Corpus()
    assert measures.quality(nothing).empty
    assert quality.findings_by_rule(nothing).empty
    one = quality.findings_by_rule(Corpus([report()]))
    assert set(one["rule"]) == {"absent_table", "no_weaknesses"}
    assert one[["findings", "reports", "n"]].to_numpy().tolist() == [[3, 1, 1], [1, 1, 1]]


def test_the_definition_can_be_printed_in_both_languages():
    assert "90 %" in quality.DEFINITION["en"]
    assert "90%" in quality.DEFINITION["zh"]
    assert f"{quality.USABLE_SHARE:.0%}" == "90%"
