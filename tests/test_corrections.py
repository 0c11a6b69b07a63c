"""Recorded corrections: applied on load, visible as corrected, stale ones a finding, mistakes in the file named by line."""

import pytest
from typer.testing import CliRunner

import reportkit as rk
from reportkit import corrections
from reportkit.cli import app
from reportkit.corpus import Corpus
from reportkit.errors import InvalidData
from reportkit.report import Report

ID = "示例县云水镇人民政府-2023"
HEAD = "report,cell,value,printed,reason,who,when\n"
GOOD = f"{ID},applications/new//total,4,3,原件第3页写4,王,2026-02-01\n"


@pytest.fixture
def folder(tmp_path):
    """A report whose table III says 3 new applications where its applicants make 4, in a folder with room for corrections beside it."""
    report = Report(
        organ="示例县云水镇人民政府",
        year=2023,
        kind="town",
        county="示例县",
        form="2021",
        extent="partial",
        applications={"new": [4, 0, 0, 0, 0, 0, 3]},
        disclosure={"20.8": {"fees": {"amount": None}}},
    )
    Corpus([report]).save(tmp_path / "reports")
    return tmp_path / "reports"


def write(folder, text, name="corrections.csv"):
    path = folder.parent / name
    path.write_text(HEAD + text, "utf-8-sig")
    return path


def cell(corpus, path="applications/new//total"):
    return corpus.why(ID, path).iloc[0]


def test_in_force_on_load_and_seen_as_corrected(folder):
    assert rk.check(rk.load(folder), only=["applicant_total"])["actual"].tolist() == ["3"]
    write(folder, GOOD)
    corpus = rk.load(folder)
    row = cell(corpus)
    assert (row["value"], row["state"], row["printed"]) == (4, "corrected", "3")
    assert rk.check(corpus, only=["applicant_total", "stale_correction"]).empty
    assert corpus.corrections[["who", "reason", "problem"]].to_numpy().tolist() == [["王", "原件第3页写4", ""]]


def test_the_source_is_not_changed_and_comes_back_as_printed(folder, tmp_path):
    before = {p: p.read_bytes() for p in folder.rglob("*.json")}
    corpus = rk.load(folder, corrections=write(folder, GOOD, "mine.csv"))
    corpus.save(tmp_path / "again")
    assert {p: p.read_bytes() for p in folder.rglob("*.json")} == before
    again = cell(rk.load(tmp_path / "again"))
    assert (again["value"], again["state"], again["printed"]) == (3, "reported", "3")


def test_a_blank_can_be_corrected_and_an_amount_may_have_decimals(folder):
    write(folder, f"{ID},disclosure/20.8/fees/amount,12.5,,原件看不清,王,2026-02-01\n")
    row = cell(rk.load(folder), "disclosure/20.8/fees/amount")
    assert (row["value"], row["state"], row["printed"]) == (12.5, "corrected", "")


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("示例县青禾乡人民政府-2023,applications/new//total,4,3,r,w,2026-02-01\n", "no such report"),
        (f"{ID},applications/other//total,4,3,r,w,2026-02-01\n", "no such cell"),
        (f"{ID},applications/new//total,4,5,r,w,2026-02-01\n", "something else is printed"),
        (f"{ID},applications/new//total,3,3,r,w,2026-02-01\n", "already says so"),
    ],
)
def test_a_correction_that_no_longer_fits_is_a_finding(folder, line, problem):
    write(folder, line)
    corpus = rk.load(folder)
    findings = rk.check(corpus, only=["stale_correction"])
    assert problem in findings["message"].iloc[0]
    assert (cell(corpus)["value"], cell(corpus)["state"]) == (3, "reported")
    assert findings["report_id"].isna().tolist() == ["青禾" in line]


@pytest.mark.parametrize(
    ("line", "words"),
    [
        (f"{ID},applications/new//total,vier,3,r,w,2026-02-01\n", "line 2: value must be a number, not 'vier'"),
        (f"{ID},applications/new//total,nan,3,r,w,2026-02-01\n", "line 2: value must be a number"),
        (f"{ID},applications/new//total,4.5,3,r,w,2026-02-01\n", "line 2: applications/new//total is a count"),
        (GOOD + f"{ID},applications/neu//total,4,3,r,w,2026-02-01\n", "line 3: 'applications/neu//total' is no cell of the form"),
        (f"{ID},applications/new//total,4,3,,w,2026-02-01\n", "line 2: reason missing"),
        (f"{ID},applications/new//total,4,3,r,w,2 Feb\n", "line 2: when must be a day such as 2026-01-31"),
        (GOOD + GOOD, "line 3: .* is corrected twice"),
    ],
)
def test_a_mistake_in_the_file_is_named_by_its_line(folder, line, words):
    path = write(folder, line)
    with pytest.raises(InvalidData, match=words) as error:
        corrections.read(path)
    assert str(path) in str(error.value)


def test_a_file_that_is_not_there_or_not_text(folder, tmp_path):
    with pytest.raises(InvalidData, match="no such file"):
        corrections.read(tmp_path / "nowhere.csv")
    (tmp_path / "gbk.csv").write_bytes((HEAD + GOOD).encode("gb18030"))
    with pytest.raises(InvalidData, match="UTF-8"):
        corrections.read(tmp_path / "gbk.csv")


def test_filters_keep_the_corrections_of_their_reports(folder):
    write(folder, GOOD)
    corpus = rk.load(folder)
    assert len(corpus.where(year=2023).corrections) == 1
    assert len(corpus.where(year=2022).corrections) == 0


def test_the_command_tells_and_its_exit_status_says_whether_there_are_errors(folder):
    run = CliRunner().invoke
    failed = run(app, ["check", str(folder)])
    assert failed.exit_code == 1
    assert "applicant_total" in failed.output
    assert "1 errors" in failed.output
    write(folder, GOOD)
    assert run(app, ["check", str(folder)]).exit_code == 0
    out = folder.parent / "findings.csv"
    assert run(app, ["check", str(folder), "--out", str(out), "--lang", "zh"]).exit_code == 0
    assert out.read_text("utf-8-sig").startswith("report_id,")
