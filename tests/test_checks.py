"""The checks: what each rule claims and what it does not, on small examples, on consistent reports, and on reports with one defect."""

import re
from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from consistent import clean, masked
from defects import DEFECTS
from slips_texts import SLIPS, texts

import reportkit as rk
from reportkit import checks, form
from reportkit.report import Notice, Report, Statement, Weakness

SHARED = Path(__file__).parents[2] / "shared"
RULES = checks.rules().set_index("id")
LETTERS = "abcdef0123456789"


def report(year: int = 2023, town: str = "云水镇", say: dict | None = None, **more: object) -> Report:
    """A town's report of which nothing is known but what is given."""
    given = {
        "organ": f"示例县{town}人民政府",
        "county": "示例县",
        "town": town,
        "kind": "town",
        "form": form.for_year(year),
        "extent": "partial",
    }
    statements = [Statement(measure, value) for measure, values in (say or {}).items() for value in np.atleast_1d(values).tolist()]
    return Report(year=year, **(given | {"statements": statements} | more))


def outcome(**totals: int) -> dict:
    """Table III with only its total column."""
    return {name: {"total": value} for name, value in totals.items()}


def three(new: int, *outcomes: int, over: int = 0) -> dict:
    """A whole table III: `new` applications by natural persons, granted, partly granted, and the rest 0."""
    kinds = {"refused": 8, "unavailable": 3, "not_processed": 5, "other": 3}
    rows = {k[:2]: 0 for k in form.cells("applications", "2021")} | {("new", ""): new, ("total", ""): new - over, ("carried_out", ""): over}
    rows |= dict(zip([("granted", ""), ("partial", "")], outcomes or (new - over,), strict=False))
    made = {}
    for (name, reason), value in rows.items():
        line = [value, 0, 0, 0, 0, 0, value]
        made.setdefault(name, {})[reason] = line
    return {name: made[name] if name in kinds else made[name][""] for name in made}


def two(year: int = 2023, **cells: dict) -> dict:
    """Some rows of table II by item."""
    articles = {row["item"]: row["article"] for row in form.rows("disclosure")}
    made = {}
    for item, values in cells.items():
        made.setdefault(articles[item], {})[item] = values
    return made


def parts(total: int, *values: int) -> list[Statement]:
    return [Statement("proactive_total", total), *(Statement("proactive_part", v, label=LETTERS[n]) for n, v in enumerate(values))]


def documents(**values: int) -> dict:
    return {"disclosure": two(normative_documents=values)}


def items(**values: int) -> dict:
    return {"disclosure": two(licences=values)}


def noticed(code: str) -> tuple[list[Report], list[Report]]:
    return [report(notices=[Notice("the date is not given")])], [report(notices=[Notice("it is so\n如此", code=code)])]


ALL_BLANK = {route: [None] * 5 for route in form.categories("route")}
SAME = two(licences={"decisions": 371}, penalties={"decisions": 64}, coercive_measures={"decisions": 128})
OTHER = two(licences={"decisions": 371}, penalties={"decisions": 65}, coercive_measures={"decisions": 128})
LONG = "{}年，示例县云水镇把公开作为日常工作。" + "定期检查栏目，及时更新内容，组织学习有关规定，接受群众监督。" * 8
CARRIED = outcome(total=4, carried_out=1)

# rule: reports of which it says nothing, and reports of which it does
EXAMPLES: dict[str, tuple[list[Report], list[Report]]] = {
    "identity": (
        [report(applications=outcome(new=3, carried_in=1, total=4, carried_out=0))],
        [report(applications=outcome(new=3, carried_in=1, total=3, carried_out=0))],
    ),
    "outcome_total": ([report(applications=three(5, 3, 2))], [report(applications=three(5, 3, 1))]),
    "applicant_total": ([report(applications={"new": [1, 2, 0, 0, 0, 0, 3]})], [report(applications={"new": [1, 2, 0, 0, 0, 0, 2]})]),
    "dispute_total": ([report(disputes={"reconsideration": [1, 0, 2, 0, 3]})], [report(disputes={"reconsideration": [1, 0, 2, 0, 0]})]),
    "disclosed_total": (
        [report(2020, **documents(newly_disclosed=2, total_disclosed=2))],
        [report(2020, **documents(newly_disclosed=2, total_disclosed=1))],
    ),
    "in_force": ([report(**documents(issued=3, repealed=1, in_force=2))], [report(**documents(issued=3, repealed=1, in_force=1))]),
    "items_left": ([report(2020, **items(prior_year_items=4, change=-4))], [report(2020, **items(prior_year_items=4, change=-5))]),
    "purchases_and_amount": (
        [report(2020, disclosure=two(procurement={"purchases": 2, "amount": 90000}))],
        [report(2020, disclosure=two(procurement={"purchases": 2, "amount": 0}))],
    ),
    "rules_of_a_town": ([report(disclosure=two(rules={"in_force": 0}))], [report(disclosure=two(rules={"in_force": 1}))]),
    "negative": ([report(2020, **items(change=-2))], [report(2020, **items(decisions=-2))]),
    "fractional": ([report(disclosure=two(fees={"amount": 1.5}))], [report(applications={"new": {"total": "1.5"}})]),
    "amount_unit": ([report(disclosure=two(fees={"amount": 12.5}))], [report(disclosure=two(fees={"amount": 1250000}))]),
    "constant": (
        [report(disputes=dict.fromkeys(form.categories("route"), [0] * 5))],
        [report(disputes=dict.fromkeys(form.categories("route"), [1] * 5))],
    ),
    "shifted": ([report(applications=three(5, 3, 2))], [report(applications=three(5, 3, 2) | {"partial": [0, 2, 0, 0, 0, 0, 0]})]),
    "no_number": ([report(disputes={"reconsideration": [0] * 5})], [report(disputes={"reconsideration": [0, 0, None, "—", "无"]})]),
    "unreadable": ([report(disputes={"reconsideration": [0] * 5})], [report(disputes={"reconsideration": [0, 0, 0, "1?", 0]})]),
    "absent_table": ([report(disputes=ALL_BLANK)], [report(extent="full")]),
    "absent_cells": ([report(disputes={"reconsideration": [0] * 5})], [report(disputes={"reconsideration": [0] * 5}, extent="full")]),
    "no_weaknesses": ([report(extent="full", weaknesses=[Weakness(1, "更新慢")])], [report(extent="full")]),
    "narrative_applications": (
        [
            report(say={"applications_received": 4}, applications=outcome(new=3, carried_in=1)),
            report(say={"applications_received": [2, 3]}, applications=outcome(new=5)),
        ],
        [report(say={"applications_received": 1}, applications=outcome(new=0, carried_in=0) | {"new": [0] * 7})],
    ),
    "narrative_answered": (
        [report(say={"applications_answered": 3}, applications=outcome(total=3))],
        [report(say={"applications_answered": 5}, applications={"total": [3, 0, 0, 0, 0, 0, 3]} | three(3))],
    ),
    "narrative_disputes": (
        [report(say={"reconsiderations": 3}, disputes={"reconsideration": [1, 0, 2, 0, 0]})],
        [report(say={"reconsiderations": 2}, disputes={"reconsideration": [1, 0, 2, 0, 3]})],
    ),
    "narrative_documents": (
        [report(say={"normative_documents_issued": 2}, **documents(issued=2))],
        [report(say={"normative_documents_issued": 2}, **documents(issued=0))],
    ),
    "stated_none": (
        [report(say={"applications_received": 0}, applications=outcome(new=0))],
        [report(say={"applications_received": 0}, applications=outcome(new=2))],
    ),
    "all_answered": (
        [
            report(
                applications=CARRIED,
                statements=[Statement("applications_answered", 4, printed="全年答复4件")],
                narrative="收到申请5件，正在办理1件。",
            )
        ],
        [report(applications=CARRIED, narrative="所有申请均已按要求办理完成。")],
    ),
    "stated_twice": (
        [report(say={"applications_received": [3, 4], "applications_carried_in": 1})],
        [report(say={"applications_received": [3, 5]})],
    ),
    "part_above_total": ([report(statements=parts(30, 10, 20, 500))], [report(statements=parts(30, 10, 500))]),
    "parts_not_total": (
        [report(statements=parts(30, 10, 20)), report(statements=parts(300, 10, 20))],
        [report(statements=parts(30, 10, 21))],
    ),
    "totals_differ": ([report(say={"proactive_total": [30, 30]})], [report(say={"proactive_total": [30, 31]})]),
    "total_again": (
        [report(2022, say={"proactive_total": 310}), report(say={"proactive_total": 311})],
        [report(2022, say={"proactive_total": 310}), report(say={"proactive_total": 310})],
    ),
    "carry_over": (
        [report(2022, applications=outcome(carried_out=2)), report(applications=outcome(carried_in=2))],
        [report(2022, applications=outcome(carried_out=2)), report(applications=outcome(carried_in=0))],
    ),
    "stock_in_force": (
        [report(2022, **documents(in_force=4)), report(**documents(issued=2, repealed=1, in_force=5))],
        [report(2022, **documents(in_force=4)), report(**documents(issued=2, repealed=1, in_force=4))],
    ),
    "stock_of_items": (
        [report(2019, **items(prior_year_items=4, change=-1)), report(2020, **items(prior_year_items=3))],
        [report(2019, **items(prior_year_items=4, change=-1)), report(2020, **items(prior_year_items=4))],
    ),
    "repeated_figures": (
        [report(2022, disclosure=SAME), report(disclosure=OTHER)],
        [report(2022, disclosure=SAME), report(disclosure=SAME)],
    ),
    "same_as_last_year": (
        [report(2022, sha256="a" * 64), report(sha256="b" * 64)],
        [report(2022, sha256="a" * 64), report(sha256="a" * 64)],
    ),
    "same_text": (
        [report(2022, narrative=LONG.format(2022)), report(narrative=LONG.format(2023) + "新设专栏2个。")],
        [report(2022, narrative=LONG.format(2022)), report(narrative=LONG.format(2023))],
    ),
    "missing_year": ([report(2021), report(2022), report(2023)], [report(2021), report(2023)]),
    "wrong_form": ([report(2023)], [report(2023, form="2019")]),
    "no_form": ([report(2018)], [report(2023, form="free")]),
    "published_late": (
        [report(published=date(2024, 1, 31)), report(kind="county", published=date(2024, 3, 31))],
        [report(published=date(2024, 2, 1))],
    ),
    "published_early": ([report(published=date(2024, 1, 1))], [report(published=date(2023, 12, 20))]),
    "two_reports": (
        [report(sha256="a" * 64, say={"proactive_total": 30}), report(sha256="b" * 64, say={"proactive_total": 30})],
        [report(sha256="a" * 64, say={"proactive_total": 30}), report(sha256="b" * 64, say={"proactive_total": 31})],
    ),
    "told_twice": ([report(sha256="a" * 64), report(2022, sha256="b" * 64)], [report(sha256="a" * 64), report(sha256="b" * 64)]),
    "one_document": (
        [report(sha256="a" * 64), report(town="青禾镇", sha256="b" * 64)],
        [report(sha256="a" * 64), report(town="青禾镇", sha256="a" * 64)],
    ),
    "same_figures": (
        [report(disclosure=SAME), report(town="青禾镇", disclosure=OTHER)],
        [report(disclosure=SAME), report(town="青禾镇", disclosure=SAME)],
    ),
    "summary_too_small": (
        [report(applications=outcome(new=3)), report(organ="示例县人民政府", town=None, kind="county", applications=outcome(new=3))],
        [report(applications=outcome(new=3)), report(organ="示例县人民政府", town=None, kind="county", applications=outcome(new=2))],
    ),
    "possible": ([report(applications=three(5, 3, 2))], [report(disputes={"reconsideration": [5, 4, 2, 0, 0]})]),
} | {code: noticed(code) for code in SLIPS}


def found(reports: list[Report], rule: str | None = None) -> pd.DataFrame:
    return rk.check(rk.Corpus(reports), only=[rule] if rule else None)


def grave(findings: pd.DataFrame) -> list[str]:
    return [f"{f.rule}: {f.report_id} {f.cell} {f.message}" for f in findings[findings["severity"] != "notice"].itertuples()]


def test_every_rule_is_stated_in_both_languages_and_has_its_defect():
    assert set(DEFECTS) == set(RULES.index)
    assert set(EXAMPLES) == set(RULES.index) - {
        "jump",
        "stale_correction",
    }  # these two need more than a few reports: below, and test_corrections
    assert RULES["severity"].isin(checks.SEVERITIES).all()
    assert (RULES.map(len) > 0).all(axis=None)
    assert RULES[["rule_zh", "message_zh"]].map(lambda t: bool(re.search("[一-鿿{]", t))).all(axis=None)
    assert not RULES[["rule_en", "message_en"]].map(lambda t: bool(re.search("[一-鿿]", re.sub("规章|本年增/减", "", t)))).any(axis=None)


@pytest.mark.parametrize("rule", EXAMPLES)
def test_example_that_passes_and_one_that_fails(rule):
    passes, fails = EXAMPLES[rule]
    together = RULES.loc[rule, "module"] in ("series", "across") or rule == "total_again"
    for one in [passes] if together else [[r] for r in passes]:
        assert found(one, rule).empty
    hits = found(fails, rule)
    assert len(hits)
    assert (hits["severity"] == RULES.loc[rule, "severity"]).all()
    assert not hits[["message", "message_zh"]].map(lambda t: "{" in t or not t).any(axis=None)


@pytest.mark.parametrize("rule", DEFECTS)
def test_a_defect_at_random_is_found(rule, world):
    spoiled = world.copy()
    rows = DEFECTS[rule](spoiled, np.random.default_rng(len(rule)), 15)
    corpus = spoiled.corpus()
    hits = rk.check(corpus, only=[rule])
    assert len(rows) >= 14
    assert set(corpus.reports["report_id"].iloc[rows]) <= set(hits["report_id"])


@pytest.fixture(scope="module")
def world():
    return clean(prefectures=2, counties=2, organs=9, years=range(2018 + 1, 2025), seed=3)


@pytest.mark.parametrize("seed", [1, 2])
def test_nothing_is_claimed_on_consistent_reports(seed):
    made = clean(seed=seed)
    assert grave(rk.check(made.corpus())) == []
    assert grave(rk.check(masked(made, np.random.default_rng(seed)).corpus())) == []


def test_a_whole_report_that_is_right_and_one_slip_after_another():
    right = [rk.parse(data, name) for data, name in texts(6, np.random.default_rng(1))]
    findings = found(right)
    assert grave(findings) == []
    assert not findings["rule"].isin(list(SLIPS)).any()
    for rule, slip in SLIPS.items():
        for data, name in texts(6, np.random.default_rng(2), slip):
            assert rule in [notice.code for notice in rk.parse(data, name).notices]


def test_what_known_cells_prove_is_said_and_no_more():
    proven = report(disputes={"reconsideration": [4, None, 2, "—", 5]})
    open_one = report(disputes={"reconsideration": [4, None, 0, 0, 5]})
    assert found([proven], "dispute_total")["expected"].tolist() == ["6"]
    assert found([open_one], "dispute_total").empty
    assert found([report(say={"reconsiderations": 3}, disputes={"reconsideration": [2, None, 0, 0, None]})], "narrative_disputes").empty
    received = report(say={"applications_received": 5}, applications={"new": [4, 0, 0, 0, 0, 0, 4]})  # one may have been carried in
    assert found([received], "narrative_applications").empty
    assert len(
        found([report(say={"applications_received": 3}, applications={"new": [4, 0, 0, None, 0, 0, None]})], "narrative_applications")
    )


def test_namesakes_whose_place_is_not_known_are_not_compared():
    named = {"organ": "城关镇人民政府", "county": None, "town": "城关镇"}
    years = [report(2022, applications=outcome(carried_out=2), **named), report(applications=outcome(carried_in=0), **named)]
    assert found(years).query("rule in ['carry_over', 'two_reports']").empty
    assert len(found([r for r in years if setattr(r, "province", "示例省") is None], "carry_over"))


def test_bounds_are_kept():
    said = [Statement("applications_received", 10, bound=b) for b in ("at_least", "about")]
    assert found(
        [report(statements=said[:1], applications=outcome(new=12)), report(2022, statements=said[1:], applications=outcome(new=11))],
        "narrative_applications",
    ).empty
    assert len(
        found(
            [report(statements=said[:1], applications=outcome(new=9, carried_in=0) | {"new": [9, 0, 0, 0, 0, 0, 9]})],
            "narrative_applications",
        )
    )


def test_a_jump_is_seen_against_the_county_and_the_organ_itself():
    def town(n: int, last: int) -> list[Report]:
        return [
            report(y, town=f"云水{n}镇", say={"proactive_total": v})
            for y, v in zip(range(2019, 2024), (100, 110, 95, 105, last), strict=True)
        ]

    reports = [r for n in range(10) for r in town(n, 100 + n)]
    assert found(reports, "jump").empty
    hits = found(reports + town(10, 5000), "jump")
    assert hits["report_id"].tolist() == ["示例县云水10镇人民政府-2023"]
    assert hits[["expected", "actual"]].to_numpy().tolist() == [["105", "5000"]]


LINE = [12, 3, 0, 0, 0, 0, 15]


@pytest.mark.parametrize(
    ("change", "cell", "expected", "words"),
    [
        ({"granted": [2, 3, 0, 0, 0, 0, 15]}, "applications/granted//natural_person", "12", "a digit was lost"),
        ({"granted": [12, 30, 0, 0, 0, 0, 15]}, "applications/granted//business", "3", "a digit too many"),
        ({"granted": [21, 3, 0, 0, 0, 0, 15]}, "applications/granted//natural_person", "12", "digits exchanged"),
        ({"granted": [1, 2, 3, 0, 0, 0, 15]}, None, "", ""),
        ({"new": [12, 0, 3, 0, 0, 0, 15]}, "applications/total//research", "", "opposite directions"),
        ({"total": [0] * 7}, "applications/total//total", "15", "left at 0"),
        ({"carried_in": LINE, "new": [0] * 7, "total": [0] * 7, "carried_out": LINE}, "applications/total//total", "15", ""),
    ],
)
def test_diagnosis_names_the_cell(change, cell, expected, words):
    table = three(0) | {"new": LINE, "granted": LINE, "total": LINE} | change
    hits = found([report(applications=table)], "possible")
    if cell is None:
        assert hits.empty
    elif words:
        assert hits["cell"].tolist() == [cell]
        assert hits["expected"].tolist() == [expected]
        assert words in hits["message"].iloc[0]
    assert len(found([report(applications=table)]).query("severity == 'error'")) or not words


def test_diagnosis_of_a_split_number_and_of_swapped_rows():
    line = [12, 0, 0, 0, 0, 0, 12]
    table = three(0) | {"new": line, "granted": line, "total": line}
    split = found([report(applications=table | {"granted": [1, 2, 0, 0, 0, 0, 12]})], "possible")
    assert split[["cell", "expected"]].to_numpy().tolist() == [["applications/granted//natural_person", "12"]]
    other = [5, 1, 0, 0, 0, 0, 6]
    swapped = table | {"new": [7, 0, 0, 0, 0, 0, 7], "carried_in": [6, 1, 0, 0, 0, 0, 7], "carried_out": [1, 1, 0, 0, 0, 0, 2]}
    assert found([report(applications=swapped)], "identity").empty
    wrong = swapped | {"total": swapped["carried_out"], "carried_out": swapped["total"], "new": swapped["new"]}
    hits = found([report(applications=wrong)], "possible")
    assert "change places" in hits["message"].iloc[0]
    assert other


def test_diagnosis_of_a_shift():
    line = [4, 0, 1, 0, 0, 0, 5]
    table = three(0) | {"new": line, "granted": line, "total": line}
    hits = found([report(applications=table | {"granted": [0, 4, 0, 1, 0, 0, 0]})], "shifted")
    assert hits["cell"].tolist() == ["applications/granted//total"]
    assert "moved one place to the left" in hits["message"].iloc[0]
    down = {name: [0, *row[1:]] if isinstance(row, list) else row for name, row in table.items()}
    down |= {"carried_in": [4, 0, 0, 0, 0, 0, 0], "partial": [4, 0, 0, 0, 0, 0, 0], "carried_out": [4, 0, 0, 0, 0, 0, 0]}
    hits = found([report(applications=down)], "shifted")
    assert hits["cell"].tolist() == ["applications/total//natural_person"]
    assert "上移一行" in hits["message_zh"].iloc[0]


def test_findings_stand_in_order_with_their_context(world):
    assert found([]).empty
    spoiled = world.copy()
    for rule in ("identity", "published_late", "missing_year"):
        DEFECTS[rule](spoiled, np.random.default_rng(0), 5)
    findings = rk.check(spoiled.corpus())
    assert list(findings.columns[:8]) == ["report_id", "province", "prefecture", "county", "town", "year", "rule", "severity"]
    assert findings["severity"].cat.codes.is_monotonic_increasing
    assert set(rk.check(spoiled.corpus(), only=["identity"])["rule"]) == {"identity"}


@pytest.mark.skipif(not SHARED.exists(), reason="the shared material is not beside the repository")
@pytest.mark.parametrize(
    ("name", "errors"),
    [
        ("zhuqiao-2020.txt", [("narrative_applications", "applications/new//total", "1", "0")]),
        (
            "hongze-2023.pdf",
            [
                ("dispute_total", "disputes/reconsideration/total", "11", "0"),
                ("dispute_total", "disputes/litigation_after_reconsideration/total", "5", "0"),
            ],
        ),
    ],
)
def test_errors_of_two_real_reports(name, errors):
    findings = found([rk.parse(SHARED / "real" / name)])
    told = findings[findings["severity"] == "error"][["rule", "cell", "expected", "actual"]]
    assert [tuple(row) for row in told.astype("str").itertuples(index=False)] == errors
