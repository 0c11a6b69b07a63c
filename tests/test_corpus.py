"""The tidy frames: the contract of columns and dtypes, filters, saving and loading, provenance."""

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from strategies import reports

import reportkit as rk
from reportkit import form, frames
from reportkit.errors import InvalidData, ReportkitError
from reportkit.report import Report, Statement, Weakness

SLOW = settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example])
CONTEXT = ["report_id", "province", "prefecture", "county", "town", "year"]
COLUMNS = {
    "reports": "organ kind adcode form published url source media_type sha256 extent",
    "disclosure": "article item measure value unit state printed where",
    "applications": "outcome reason applicant value state printed where",
    "disputes": "route result value state printed where",
    "statements": "measure label value unit bound printed where",
    "weaknesses": "ordinal text gloss themes where",
    "remedies": "ordinal text gloss themes answers where",
}


def town(year: int, **fields) -> Report:
    """A small report of 示例县云水镇."""
    base = {"organ": "示例县云水镇人民政府", "kind": "town", "province": "示例省", "county": "示例县", "town": "云水镇", "form": form.for_year(year)}
    return Report(year=year, **(base | fields))


@pytest.mark.parametrize("held", [[], [town(2020), town(2023)]], ids=["empty", "two reports"])
def test_frames_have_the_columns_and_dtypes_of_the_contract(held):
    corpus = rk.Corpus(held)
    for name, columns in COLUMNS.items():
        frame = getattr(corpus, name)
        assert list(frame.columns) == CONTEXT + columns.split()
        dtypes = frame.dtypes.astype(str)
        assert dtypes["year"] == "Int16" and (dtypes[["report_id", "province", "prefecture", "county", "town"]] == "category").all()
        if "value" in frame:
            assert dtypes["value"] == ("Int64" if name in ("applications", "disputes") else "Float64")
        if "state" in frame:
            assert tuple(frame["state"].cat.categories) == form.STATES
    assert corpus.reports["published"].dtype.kind == "M"
    assert corpus.weaknesses["ordinal"].dtype == corpus.remedies["answers"].dtype == "Int64"


@SLOW
@given(st.lists(reports(), max_size=3, unique_by=lambda r: r.report_id))
def test_frames_lose_nothing(held):
    assert list(frames.reports_of(rk.Corpus(held).frames)) == held


@SLOW
@given(st.lists(reports(), max_size=2, unique_by=lambda r: r.report_id))
def test_a_value_stands_only_where_one_is_reported(held):
    corpus = rk.Corpus(held)
    for table in form.TABLES:
        frame = getattr(corpus, table)
        assert (frame["value"].notna() == (frame["state"] == "reported")).all()
        counted = frame.groupby("report_id", observed=True).size()
        for report in held:
            expected = len(form.cells(table, "2019" if table == "applications" and "2019" == report.form else report.form))
            assert counted[report.report_id] >= min(expected, len(form.cells(table, "2019")))


@pytest.mark.parametrize("target", ["reports", "reports.jsonl"])
def test_save_and_load(tmp_path, target):
    corpus = rk.Corpus([town(2020, disputes={"reconsideration": [0, None, "无", 1, 1]}), town(2021, extent="partial")])
    corpus.save(tmp_path / target)
    again = rk.load(tmp_path / target)
    for name, frame in corpus.frames.items():
        pd.testing.assert_frame_equal(again.frames[name], frame)


def test_where_filters_every_frame():
    corpus = rk.Corpus([town(2019), town(2020), town(2023, county="样本区"), town(2024, county=None)])
    assert corpus.where(year=2020).reports["year"].tolist() == [2020]
    assert corpus.where(year=range(2019, 2021)).disputes["year"].unique().tolist() == [2019, 2020]
    assert corpus.where(year=[2019, 2024], county="示例县").reports["year"].tolist() == [2019]
    assert corpus.where(county=None).reports["year"].tolist() == [2024]
    assert corpus.where(year=slice(2020, 2023)).reports["year"].tolist() == [2020, 2023]
    assert list(corpus.where(county="样本区").applications["county"].cat.categories) == ["样本区"]
    assert len(corpus.where(town="无此镇")) == 0
    with pytest.raises(InvalidData, match="countie"):
        corpus.where(countie="示例县")


def test_why_leads_to_the_source():
    report = town(2020, source="a.html", sha256="0" * 64, url="https://example.org/a.html", applications={"new": [1, 0, 0, 0, 0, 0, 1]},
                  where={"applications/new": "table 2, row 4, column 4–10"}, weaknesses=[Weakness(1, "更新慢", where="line 9")])  # fmt: skip
    corpus = rk.Corpus([report])
    found = corpus.why(report.report_id, "applications/new/total").iloc[0]
    assert (found["value"], found["where"], found["source"], found["sha256"]) == (1, "table 2, row 4, column 10", "a.html", "0" * 64)
    assert corpus.why(report.report_id, ("weaknesses", 1))["where"].tolist() == ["line 9"]
    assert len(corpus.why(report.report_id, "disputes/reconsideration")) == 5
    for wrong in ["tables/new", "applications/old/total"]:
        with pytest.raises(InvalidData, match="why"):
            corpus.why(report.report_id, wrong)
    with pytest.raises(InvalidData, match="no report"):
        corpus.why("无-2020", "applications/new/total")


def test_coverage_counts_every_cell_once():
    coverage = rk.Corpus([town(2020, disputes={"reconsideration": [0, None, "无", 1, "?"]}), town(2022, extent="partial")]).coverage()
    row = coverage[(coverage["table"] == "disputes") & (coverage["year"] == 2020)].iloc[0]
    assert (row["cells"], row["reported"], row["blank"], row["words"], row["unreadable"], row["absent"]) == (15, 2, 1, 1, 1, 10)
    assert (coverage[list(form.STATES)].sum(axis=1) == coverage["cells"]).all()
    assert coverage.loc[coverage["year"] == 2022, "unseen"].tolist() == [10, 175, 15]


def test_glance_tells_what_is_in_it():
    corpus = rk.Corpus([town(2020, statements=[Statement("proactive_total", 19)]), town(2022, extent="partial")])
    for text in (repr(corpus), corpus._repr_html_()):
        assert "2 reports of 1 organs" in text and "2020–2022" in text and "1 partial" in text


def test_a_second_report_of_the_same_year_keeps_its_own_rows():
    corpus = rk.Corpus([town(2020, disputes={"reconsideration": [0] * 5}), town(2020, disputes={"reconsideration": [1] * 5})])
    ids = corpus.reports["report_id"].tolist()
    assert ids == ["示例县云水镇人民政府-2020", "示例县云水镇人民政府-2020 (2)"]
    assert [corpus.disputes.loc[corpus.disputes["report_id"] == i, "value"].sum() for i in ids] == [0, 5]


@pytest.mark.parametrize("make", [lambda p: p / "none", lambda p: p, lambda p: (p / "a.txt").write_text("x") and p / "a.txt"])
def test_what_cannot_be_loaded_is_said(tmp_path, make):
    with pytest.raises(ReportkitError):
        rk.load(make(tmp_path))
