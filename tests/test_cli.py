"""The commands, as a user types them."""

import csv
import os
import subprocess
import sys

import pytest
from documents import page
from typer.testing import CliRunner

import reportkit as rk
from reportkit.cli import app

RUN = CliRunner()


@pytest.fixture
def documents(tmp_path):
    """Three reports that are right, and one file that is none."""
    folder = tmp_path / "documents"
    folder.mkdir()
    for year in (2022, 2023):
        (folder / f"云水镇{year}.html").write_text(page("示例县云水镇人民政府", year), "utf-8")
    (folder / "青禾乡.html").write_text(page("示例县青禾乡人民政府", 2020), "utf-8")
    (folder / "空.html").write_bytes(b"")
    return folder


@pytest.fixture
def data(documents, tmp_path):
    """The parsed reports of the documents."""
    RUN.invoke(app, ["parse", str(documents), "--out", str(tmp_path / "data"), "--workers", "1"])
    return tmp_path / "data"


def test_parse_writes_reports_and_says_what_failed(documents, tmp_path):
    result = RUN.invoke(app, ["parse", str(documents), "--out", str(tmp_path / "data"), "--workers", "1"])
    assert result.exit_code == 1
    assert "3 reports written" in result.stdout and "1 documents gave none" in result.stdout
    with (tmp_path / "data" / "failures.csv").open(encoding="utf-8-sig", newline="") as file:
        (row,) = csv.DictReader(file)
    assert row["error"] == "ReadError" and "空.html" in row["source"] and "empty" in row["message"]
    assert sorted(p.name for p in (tmp_path / "data").rglob("*.json")) == [
        "示例县云水镇人民政府-2022.json", "示例县云水镇人民政府-2023.json", "示例县青禾乡人民政府-2020.json",
    ]  # fmt: skip


def test_a_run_without_failures_ends_well_and_clears_the_list(documents, tmp_path):
    arguments = ["parse", str(documents), "--out", str(tmp_path / "data"), "--workers", "1"]
    RUN.invoke(app, arguments)
    (documents / "空.html").unlink()
    result = RUN.invoke(app, arguments)
    assert result.exit_code == 0 and not (tmp_path / "data" / "failures.csv").exists()
    assert len(list((tmp_path / "data").rglob("*.json"))) == 3


def test_export_writes_a_workbook_that_loads_again(data, tmp_path):
    result = RUN.invoke(app, ["export", str(data), "--out", str(tmp_path / "out" / "report.xlsx")])
    assert result.exit_code == 0, result.output
    assert len(rk.load(tmp_path / "out" / "report.xlsx")) == 3


def test_check_lists_findings_and_its_exit_status_tells_of_errors(data, documents, tmp_path):
    assert RUN.invoke(app, ["check", str(data)]).exit_code == 0
    wrong = page("示例县明溪街道办事处", 2023, lambda table, key: "5" if key == ("new", "", "natural_person") else "0")
    (documents / "明溪街道.html").write_text(wrong, "utf-8")
    RUN.invoke(app, ["parse", str(documents), "--out", str(data), "--workers", "1"])
    result = RUN.invoke(app, ["check", str(data)])
    assert result.exit_code == 1 and "identity" in result.stdout and "示例县明溪街道办事处-2023" in result.stdout


def test_form_is_written_and_read_back(tmp_path):
    path = tmp_path / "form.xlsx"
    assert RUN.invoke(app, ["form", "--out", str(path), "--year", "2024", "--organ", "示例县云水镇人民政府"]).exit_code == 0
    report = rk.parse(path)
    assert report.report_id == "示例县云水镇人民政府-2024"
    assert {c.state for t in rk.form.TABLES for c in report.cells(t)} == {"blank"}


@pytest.mark.parametrize("arguments", [["export", "nothing"], ["check", "nothing"], ["build", "nothing"]])
def test_errors_are_one_clear_line(arguments, tmp_path):
    code = f"import sys; sys.argv = {['reportkit', *arguments]!r}; from reportkit.cli import main; main()"
    environment = os.environ | {"PYTHONIOENCODING": "utf-8"}
    run = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, encoding="utf-8", env=environment, check=False)
    assert run.returncode == 1 and run.stderr.startswith("reportkit: nothing: no such file or folder") and "Traceback" not in run.stderr


def test_version_and_help():
    assert rk.__version__ in RUN.invoke(app, ["--version"]).stdout
    for command in ("parse", "check", "export", "build", "form"):
        assert command in RUN.invoke(app, ["--help"]).stdout
