"""Measures on invented towns, with figures worked out by hand."""

from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportkit import measures
from reportkit.corpus import Corpus, load
from reportkit.report import Remedy, Report, Statement, Weakness

DATA = Path(__file__).parents[1] / "data" / "reports"
PLACE = {"province": "示例省", "prefecture": "示例市", "county": "示例县"}


def report(town="云水镇", year=2021, **facts):
    return Report(organ=f"示例县{town}人民政府", town=town, year=year, kind="town", form="2021", extent="partial", **PLACE | facts)


def total(value, **more):
    return Statement("proactive_total", value, unit="条", **more)


def part(label, value):
    return Statement("proactive_part", value, label=label, unit="条")


def weak(*themes, text="公开不够"):
    return [Weakness(n, f"{text}{n}", themes=(theme,) if isinstance(theme, str) else theme) for n, theme in enumerate(themes, 1)]


def remedies(*themes, **more):
    return [Remedy(n, f"改进{n}", themes=(theme,), **more) for n, theme in enumerate(themes, 1)]


@pytest.mark.parametrize(
    ("statements", "value", "basis"),
    [
        ([total(120), part("网站", 80)], 120, "stated total"),
        ([total(120), total(120)], 120, "stated total"),
        ([total(120), total(130)], None, "several totals that differ"),
        ([part("网站", 80)], 80, "only figure"),
        ([part("网站", 80), part("微信", 80)], None, "several parts, no total"),
        ([], None, "no figure"),
        ([total(0)], 0, "stated total"),
    ],
)
def test_proactive_takes_the_total_else_the_only_figure(statements, value, basis):
    row = measures.proactive(Corpus([report(statements=statements)])).iloc[0]
    assert row["basis"] == basis
    assert pd.isna(row["value"]) if value is None else row["value"] == value


def test_the_sum_of_parts_never_stands_in_for_a_total():
    row = measures.proactive(Corpus([report(statements=[part("网站", 80), part("微信", 20)])])).iloc[0]
    assert (row["parts"], row["parts_sum"]) == (2, 100)
    assert pd.isna(row["value"])
    unknown = measures.proactive(Corpus([report()])).iloc[0]
    assert unknown["parts"] == 0
    assert pd.isna(unknown["parts_sum"])


def test_the_bound_comes_with_the_figure():
    frame = measures.proactive(Corpus([report(statements=[total(300, bound="at_least", where="line 3")])]))
    assert frame.loc[0, ["bound", "where", "unit"]].tolist() == ["at_least", "line 3", "条"]


def test_applications_keep_narrative_and_table_apart():
    table = {"new": {"total": 3}, "carried_in": {"total": None}}
    frame = measures.applications(
        Corpus(
            [
                report(statements=[Statement("applications_received", 2)], applications=table),
                report("青禾乡", statements=[Statement("applications_received", 0)]),
                report("明溪街道"),
                report("大营镇", statements=[Statement("applications_received", 1), Statement("applications_received", 4)]),
            ]
        )
    )
    assert frame["received"].tolist() == [3, 0, pd.NA, pd.NA]
    assert frame["basis"].tolist() == ["table III", "narrative", "no figure", "several figures that differ"]
    assert frame["agrees"].tolist() == [False, pd.NA, pd.NA, pd.NA]
    assert frame["carried_in"].isna().all()


def test_a_group_of_outcomes_is_summed_only_when_every_row_is_known():
    whole = {"unavailable": {"not_held": {"total": 2}, "needs_creation": {"total": 1}, "still_unclear": {"total": 0}}}
    holed = {"unavailable": {"not_held": {"total": 2}, "needs_creation": {"total": None}, "still_unclear": {"total": 0}}}
    frame = measures.applications(Corpus([report(applications=whole), report("青禾乡", applications=holed)]))
    assert frame["unavailable"].tolist() == [3, pd.NA]
    assert frame["granted"].isna().all()


def test_changes_compare_consecutive_years_only():
    figures = {2018: 10, 2019: 15, 2021: 30, 2022: 0, 2023: 8}
    frame = measures.changes(measures.proactive(Corpus([report(year=y, statements=[total(v)]) for y, v in figures.items()])))
    frame = frame.set_index("year")
    assert frame["change"].tolist() == [pd.NA, 5, pd.NA, -30, 8]
    assert frame["ratio"].tolist() == [pd.NA, 1.5, pd.NA, 0, pd.NA]
    assert frame.loc[2019, "comparable"]


def test_changes_do_not_compare_with_a_year_told_twice_or_another_organ():
    reports = [report(year=2020, statements=[total(5)]), report(year=2020, statements=[total(6)]), report(year=2021, statements=[total(7)])]
    reports += [report("青禾乡", year=2022, statements=[total(9)])]
    assert measures.changes(measures.proactive(Corpus(reports)))["change"].isna().all()


def test_a_rounded_figure_is_not_comparable():
    reports = [report(year=2020, statements=[total(100, bound="at_least")]), report(year=2021, statements=[total(90)])]
    assert measures.changes(measures.proactive(Corpus(reports)))["comparable"].tolist() == [pd.NA, False]


@pytest.mark.parametrize(
    ("label", "channel"),
    [
        ("区政府门户网站", "website"),
        ("微信公众平台", "wechat"),
        ("政务微博", "weibo"),
        ("村 务 公 开 栏", "notice_board"),
        ("抖音号", "other_media"),
        ("网站、微信公众号", "several"),
        ("财政预决算", "subject"),
        ("", "unnamed"),
    ],
)
def test_channels(label, channel):
    assert measures.channels(Corpus([report(statements=[part(label, 3)])]))["channel"].tolist() == [channel]


def test_theme_counts_are_of_the_reports_that_list_weaknesses():
    corpus = Corpus(
        [report(weaknesses=weak("timeliness", "timeliness")), report("青禾乡", weaknesses=weak("coverage")), report("明溪街道")]
    )
    counts = measures.theme_counts(corpus).set_index("theme")
    assert counts.loc["timeliness", ["reports", "n", "share"]].tolist() == [1, 2, 0.5]
    assert counts.loc["secrecy", "reports"] == 0
    by_year = measures.theme_counts(corpus, "year")
    assert set(by_year["n"]) == {2}


def test_theme_matrix_has_a_row_a_place():
    reports = [report(year=y, weaknesses=weak("timeliness")) for y in (2020, 2021)] + [report("青禾乡", weaknesses=weak("coverage"))]
    matrix = measures.theme_matrix(Corpus(reports))
    assert matrix.loc[("示例省", "示例市", "示例县", "云水镇"), ["n", "timeliness", "coverage"]].tolist() == [2, 2, 0]


def test_theme_pairs():
    reports = [
        report(weaknesses=weak(("timeliness", "coverage"))),
        report("青禾乡", weaknesses=weak("coverage")),
        report("明溪街道", weaknesses=weak("quality")),
    ]
    pairs = measures.theme_pairs(Corpus(reports)).set_index(["a", "b"])
    row = pairs.loc[("timeliness", "coverage")]
    assert (row["both"], row["n"], row["lift"]) == (1, 3, pytest.approx(1.5))
    assert pd.isna(pairs.loc[("secrecy", "management"), "lift"])


@given(st.integers(1, 500).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_wilson_holds_the_share(pair):
    k, n = pair
    low, high = (side.iloc[0] for side in measures.wilson(pd.Series([k]), pd.Series([n])))
    assert 0 <= low <= k / n + 1e-12
    assert k / n - 1e-12 <= high <= 1


def test_wilson_of_one_in_ten():
    low, high = measures.wilson(pd.Series([1, 0]), pd.Series([10, 0]))
    assert (round(low[0], 4), round(high[0], 4)) == (0.0179, 0.4042)
    assert pd.isna(low[1])


def listed(year, themes, promised=(), **more):
    return report(year=year, weaknesses=weak(*themes, **more), remedies=remedies(*promised))


def test_a_theme_persists_when_listed_again_after_a_promise():
    corpus = Corpus(
        [
            listed(2019, ["timeliness"], ["timeliness"]),
            listed(2020, ["timeliness"]),
            report(year=2021),
            listed(2022, ["quality"]),
            listed(2023, ["timeliness"]),
        ]
    )
    story = measures.persistent_themes(corpus).iloc[0]
    assert story["theme"] == "timeliness"
    assert story["years_listed"] == (2019, 2020, 2023)
    assert story["years_remedied"] == (2019,)
    assert (story["years_free"], story["years_unknown"], story["run"]) == ((2022,), (2021,), 2)
    assert (story["first_text"], story["similarity"]) == ("公开不够1", 100)


@pytest.mark.parametrize(
    "reports",
    [
        [listed(2019, ["timeliness"]), listed(2020, ["timeliness"])],
        [listed(2019, ["timeliness"], ["training"]), listed(2020, ["timeliness"])],
        [listed(2019, ["timeliness"]), listed(2020, ["timeliness"], ["timeliness"])],
        [listed(2019, ["timeliness"], ["timeliness"])],
        [listed(2019, ["timeliness"], ["timeliness"]), listed(2020, ["quality"])],
    ],
    ids=["no promise", "promise of something else", "promise only in the last year", "one year", "not listed again"],
)
def test_what_is_no_persistence(reports):
    assert measures.persistent_themes(Corpus(reports)).empty


def test_an_organ_stays_the_same_where_its_prefecture_is_missing():
    first = listed(2019, ["timeliness"], ["timeliness"])
    second = Report(organ=first.organ, year=2020, province="示例省", county="示例县", weaknesses=weak("timeliness"))
    story = measures.persistent_themes(Corpus([first, second])).iloc[0]
    assert story["years_listed"] == (2019, 2020)
    assert (story["prefecture"], story["town"]) == ("示例市", "云水镇")


def test_a_remedy_that_answers_the_weakness_counts_whatever_its_theme():
    first = report(year=2019, weaknesses=weak("staffing"), remedies=remedies("training", answers=1))
    assert measures.persistent_themes(Corpus([first, listed(2020, ["staffing"])]))["theme"].tolist() == ["staffing"]


def test_known_counts_what_was_found():
    corpus = Corpus([report(statements=[total(3)], applications={"new": {"total": None}}), report("青禾乡", weaknesses=weak("quality"))])
    known = measures.known(corpus).set_index("fact")
    assert known.loc[["proactive_total", "applications", "weaknesses"], "known"].tolist() == [1, 0, 1]
    assert set(known["n"]) == {2}


@pytest.mark.parametrize("name", [n for n in measures.__all__ if n not in ("wilson", "changes")])
def test_an_empty_corpus_gives_empty_frames(name):
    assert getattr(measures, name)(Corpus()).empty or name == "theme_pairs"


@pytest.mark.skipif(not DATA.exists(), reason="the parsed reports are not there")
def test_the_shipped_reports_lose_nothing():
    corpus = load(DATA)
    frame = measures.proactive(corpus)
    stated = corpus.statements[corpus.statements["measure"].str.startswith("proactive_")]
    assert len(frame) == len(corpus)
    assert (frame["basis"] != "no figure").sum() == stated["report_id"].nunique()
    assert measures.applications(corpus)["received"].notna().sum() > 400
