"""The notebooks: tidy as files, and executed on a few invented reports without an error and in order."""

import re
from pathlib import Path
from statistics import median

import nbformat
import pytest

from reportkit import notebooks
from reportkit.corpus import Corpus
from reportkit.errors import ReportkitError
from reportkit.report import Remedy, Report, Statement, Weakness

FOLDER = Path(__file__).parents[1] / "notebooks"
BOOKS = sorted(FOLDER.glob("*.ipynb"))


def read(path: Path):
    return nbformat.read(path, as_version=4)


def code(book) -> list[str]:
    return [cell.source for cell in book.cells if cell.cell_type == "code"]


def _report(n: int, year: int) -> Report:
    town = ("云水镇", "青禾乡", "明溪街道", "驩溪镇")[n]
    return Report(
        organ=f"示例县{town}人民政府",
        town=town,
        county="示例县",
        prefecture="示例市",
        province="示例省",
        year=year,
        kind="town",
        form="2021",
        extent="partial",
        statements=[
            Statement("proactive_total", 40 + 9 * n, unit="条"),
            Statement("proactive_part", 20 + n, label="网站", unit="条"),
            Statement("applications_received", n),
        ],
        weaknesses=[Weakness(1, "更新慢", themes=("timeliness", "coverage"))],
        remedies=[Remedy(1, "勤更新", themes=("timeliness",))],
        applications={"new": {"total": n + n % 2}, "carried_in": {"total": 0}, "granted": {"total": n}},
    )


@pytest.fixture(scope="module")
def data(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("reports")
    Corpus(_report(n, year) for n in range(4) for year in (2021, 2022, 2024)).save(folder)
    return folder


def test_there_are_five():
    assert [p.stem for p in BOOKS] == ["01-overview", "02-proactive-disclosure", "03-applications", "04-weaknesses", "05-data-quality"]


@pytest.mark.parametrize("path", BOOKS, ids=lambda p: p.stem)
def test_kept_without_outputs_and_with_little_code(path):
    book = read(path)
    cells = book.cells
    assert all(not cell.get("outputs") and cell.get("execution_count") is None for cell in cells)
    assert cells[0].cell_type == "markdown"
    assert cells[0].source.startswith("# ")
    assert "run it again" in cells[0].source
    assert all(cell.source.strip() for cell in cells)
    assert cells[2].cell_type == "markdown", "every part begins with its question"
    assert median(len(source.splitlines()) for source in code(book)) <= 3
    assert not any(re.search(r"^\s*(def|class|for|while)\b", source, re.MULTILINE) for source in code(book))
    assert not any(re.search(r"[\"']/|[A-Z]:\\", source) for source in code(book)), "no path of somebody's machine"


@pytest.mark.parametrize("path", BOOKS, ids=lambda p: p.stem)
def test_runs_and_becomes_a_page_that_needs_no_network(path, data, tmp_path):
    before = path.read_bytes()
    page = notebooks.run(path, tmp_path / "pages" / f"{path.stem}.html", data, "zh").read_text("utf-8")
    assert path.read_bytes() == before
    sources = code(read(path))
    assert re.findall(r"In\s*\[(\d+)\]", re.sub("&nbsp;", " ", page)) == [str(n) for n in range(1, len(sources) + 1)]
    assert len(re.findall(r"<img[^>]+alt=\"[^\"]+\"[^>]+src=\"data:image/png|<img[^>]+src=\"data:image/png", page)) == sum(
        "charts." in s for s in sources
    )
    assert "<script" not in page
    assert not re.search(r"(src|href)=\"https?:|@import|url\(['\"]?https?:", page)
    assert "font-family: reportkit" in page


def test_a_cell_that_fails_is_named(data, tmp_path):
    broken = tmp_path / "broken.ipynb"
    cells = [nbformat.v4.new_code_cell("figures = {}"), nbformat.v4.new_code_cell("figures['云水镇']")]
    nbformat.write(nbformat.v4.new_notebook(cells=cells), broken)
    with pytest.raises(ReportkitError, match="broken.ipynb: the cell ending .*云水镇.* failed .*KeyError"):
        notebooks.run(broken, tmp_path / "broken.html", data)
    assert not (tmp_path / "broken.html").exists()
