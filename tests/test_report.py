"""Parsed reports on disk: nothing is lost, and what is wrong is named."""

import json
from pathlib import Path

import jsonschema
import pytest
from hypothesis import HealthCheck, given, settings
from strategies import reports

import reportkit as rk
from reportkit import form, report_json
from reportkit.errors import InvalidData
from reportkit.report import Report, set_cells

SLOW = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example])
ROOT = Path(__file__).parents[1]


@SLOW
@given(reports())
def test_file_round_trip(report):
    assert report_json.decode(report_json.encode(report), "x.json") == report
    assert report_json.decode(report_json.encode(report, pretty=False), "x.json") == report


@SLOW
@given(reports())
def test_cells_round_trip(report):
    again = Report(organ=report.organ, year=report.year, form=report.form)
    for table in form.TABLES:
        cells = list(report.cells(table))
        assert {c.key for c in cells} >= set(form.cells(table, report.form))
        set_cells(again, table, cells)
    assert (again.disclosure, again.applications, again.disputes) == (report.disclosure, report.applications, report.disputes)
    assert (again.printed, again.unit, again.where) == (report.printed, report.unit, report.where)


@SLOW
@given(reports())
def test_files_meet_the_published_schema(report):
    jsonschema.validate(json.loads(report_json.encode(report)), rk.schema())


def test_shipped_schema_is_the_schema():
    assert json.loads((ROOT / "reportkit" / "report.schema.json").read_text("utf-8")) == json.loads(json.dumps(rk.schema()))


def test_missing_is_absent_in_a_full_and_unseen_in_a_partial_report():
    states = {e: {c.state for c in Report(organ="示例县云水镇人民政府", year=2022, extent=e).cells("disputes")} for e in ("full", "partial")}
    assert states == {"full": {"absent"}, "partial": {"unseen"}}


def test_single_row_of_other_handling_in_a_later_report():
    report = Report(organ="示例县人民政府", year=2023, form="2021", applications={"other": [0] * 7})
    keys = [c.key for c in report.cells("applications")]
    assert ("other", "", "total") in keys and ("other", "other", "total") not in keys and len(keys) == 161


@pytest.mark.parametrize(("change", "field"), [
    ({"year": "2020年"}, "year"), ({"organ": None}, "organ"), ({"kind": "village"}, "kind"), ({"published": "2021-13-01"}, "published"),
    ({"disclosure": {"20.1": {"rulez": {"issued": 0}}}}, "disclosure/20.1"), ({"disclosure": {"20.8": {"fees": {"issued": 0}}}}, "disclosure/20.8/fees"),
    ({"applications": {"new": [0, 0]}}, "applications/new"), ({"applications": {"refused": {"state_secret": [0] * 8}}}, "applications/refused/state_secret"),
    ({"applications": {"new": [0.5, 0, 0, 0, 0, 0, 0]}}, "applications"), ({"disputes": {"reconsideration": {"won": 1}}}, "disputes/reconsideration"),
    ({"statements": [{"measure": "proactive_total"}]}, "statements/0"), ({"anything": 1}, "anything"),
])  # fmt: skip
def test_errors_name_file_and_field(change, field):
    data = {"organ": "示例县云水镇人民政府", "year": 2020} | change
    with pytest.raises(InvalidData) as error:
        report_json.decode(json.dumps(data).encode(), "data/云水镇.json")
    assert "data/云水镇.json" in str(error.value) and field in str(error.value)


def test_broken_json_is_named():
    with pytest.raises(InvalidData, match="half.json"):
        report_json.decode(b'{"organ": "', "half.json")


def test_two_documents_of_one_organ_and_year_are_both_kept(tmp_path):
    first, second = (Report(organ="示例县云水镇人民政府", year=2022, sha256=s * 64, source=f"{s}.html") for s in "ab")
    paths = [report_json.write(r, tmp_path) for r in (first, second, first)]
    assert paths[0] == paths[2] != paths[1]
    assert set(rk.load(tmp_path).reports["report_id"]) == {"示例县云水镇人民政府-2022", "示例县云水镇人民政府-2022 (2)"}
