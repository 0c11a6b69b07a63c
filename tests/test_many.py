"""Many documents: in their order, in parallel, and a bad one never stops the run."""

import os
import zipfile

import pytest
from documents import page

import reportkit as rk
from reportkit import many
from reportkit.report import Report


@pytest.fixture
def folder(tmp_path):
    """Two good documents, a folder within, and bad ones of several kinds."""
    (tmp_path / "a.html").write_text(page("示例县云水镇人民政府", 2022), "utf-8")
    (tmp_path / "within").mkdir()
    (tmp_path / "within" / "b.html").write_text(page("示例县青禾乡人民政府", 2023), "gb18030")
    (tmp_path / "empty.html").write_bytes(b"")
    (tmp_path / "photo.html").write_bytes(b"\xff\xd8\xff\xe0" + bytes(500))
    (tmp_path / "other.txt").write_text("示例县2023年粮食生产总结，全年产量稳定。", "utf-8")
    (tmp_path / ".hidden.html").write_text(page("示例县云水镇人民政府", 2021), "utf-8")
    return tmp_path


@pytest.mark.parametrize("workers", [1, 2])
def test_order_and_failures(folder, workers):
    told = []
    results = list(rk.parse_many([folder], workers=workers, progress=lambda done, total: told.append((done, total))))
    assert [type(r).__name__ for r in results] == ["Report", "Failure", "Failure", "Failure", "Report"]
    assert [r.report_id for r in results if isinstance(r, Report)] == ["示例县云水镇人民政府-2022", "示例县青禾乡人民政府-2023"]
    assert told == [(n, 5) for n in range(1, 6)]
    for failure, name in zip((r for r in results if isinstance(r, rk.Failure)), ("empty.html", "other.txt", "photo.html"), strict=True):
        assert name in failure.source and name in failure.message


def test_documents_of_an_archive(folder):
    with zipfile.ZipFile(folder / "all.zip", "w") as archive:
        archive.write(folder / "a.html", "甲.html")
        archive.write(folder / "empty.html", "空.html")
    report, failure = rk.parse_many(folder / "all.zip", workers=1)
    assert report.report_id == "示例县云水镇人民政府-2022" and "空.html" in failure.message


def test_a_missing_path_is_a_failure(tmp_path):
    (failure,) = rk.parse_many([tmp_path / "none.html"], workers=1)
    assert "none.html" in failure.message


def test_a_document_that_kills_its_process_fails_alone(folder, monkeypatch):
    monkeypatch.setattr(many, "_parse_file", _fatal)
    results = list(rk.parse_many([folder], workers=2))
    assert [getattr(r, "error", "Report") for r in results] == ["Report", "BrokenProcess", "NotAReport", "ReadError", "Report"]


def _fatal(path):
    """Stands for a crash inside a library."""
    if path.name == "empty.html":
        os._exit(1)
    return [many._parse_one(path, str(path), None)]
