"""Every chart in both languages: no missing glyph, no cut word, no word upon another, and a title that tells the n."""

import csv
import inspect
import re
import warnings
from itertools import combinations, pairwise

import matplotlib as mpl
import pytest
from matplotlib import pyplot as plt
from matplotlib.axis import Axis
from matplotlib.figure import Figure
from matplotlib.text import Text

from reportkit import charts, measures
from reportkit.charts.words import wrap
from reportkit.corpus import Corpus
from reportkit.errors import InvalidData
from reportkit.report import Remedy, Report, Statement, Weakness

mpl.use("agg")
TOWNS = ("驩溪镇", "蔄坪乡", "螅湾街道", "云水镇", "青禾乡", "明溪街道", "大营镇", "白石苏木")
THEMES = ("timeliness", "coverage", "quality", "staffing", "channels", "training", "secrecy")


def _report(n: int, year: int) -> Report:
    county = f"示例{'一二三四五六七八九十'[n % 10]}{'甲乙丙丁'[n % 4]}县"
    town = TOWNS[n % len(TOWNS)]
    statements = [
        Statement("proactive_total", (n * 37 + year) % 900 * 10 ** (n % 3), unit="条", bound=("exact", "at_least", "about")[n % 3])
    ]
    statements += [Statement("proactive_part", n % 50, label=label, unit="条") for label in ("网站", "微信", "公示栏", "工作动态")[: n % 5]]
    statements += [Statement("applications_received", n % 70 if n % 3 else 0)] if n % 4 else []
    weaknesses = [Weakness(i, f"信息不够{i}", themes=(THEMES[(n + i) % 7],)) for i in range(1, 2 + n % 4)] if n % 2 else []
    return Report(
        organ=f"{county}{town}{n}人民政府",
        town=town,
        county=county,
        prefecture="示例市",
        province=f"示例{n % 6}省",
        year=year,
        kind=("town", "township", "subdistrict")[n % 3],
        extent="partial",
        statements=statements if n % 7 else [],
        weaknesses=weaknesses,
        remedies=[Remedy(1, "加强", themes=w.themes) for w in weaknesses[:1]],
        applications={
            "new": {"total": n % 12},
            "carried_in": {"total": 0},
            "carried_out": {"total": n % 2},
            "granted": {"total": n},
            "partial": {"total": 0},
        }
        if n % 5 == 0
        else {},
    )


@pytest.fixture(scope="module")
def crowd() -> Corpus:
    """480 reports of 120 invented towns over seven years, one town with rare characters, with gaps of every kind."""
    return Corpus(_report(n, year) for n in range(120) for year in (2019, 2020, 2022, 2025))


@pytest.fixture(autouse=True)
def closed():
    yield
    plt.close("all")


def _tick_labels(axis: Axis) -> list[Text]:
    """The tick labels within view; those beyond the limits are there but never drawn."""
    low, high = sorted(axis.get_view_interval())
    labels = [label for t in axis.get_major_ticks() if low <= t.get_loc() <= high for label in (t.label1, t.label2)]
    return [label for label in labels if label.get_visible() and label.get_text()]


def _texts(figure: Figure) -> list[Text]:
    axes = figure.axes[0]
    ticks = {text for axis in (axes.xaxis, axes.yaxis) for tick in axis.get_major_ticks() for text in (tick.label1, tick.label2)}
    others = [t for t in figure.findobj(Text) if t.get_visible() and t.get_text().strip() and t not in ticks]
    return others + _tick_labels(axes.xaxis) + _tick_labels(axes.yaxis)


def _cut(figure: Figure) -> list[str]:
    """Words that reach beyond the figure."""
    renderer, page = figure.canvas.get_renderer(), figure.bbox.padded(1)
    boxes = [(t.get_text(), t.get_window_extent(renderer)) for t in _texts(figure)]
    return [text for text, b in boxes if b.x0 < page.x0 or b.y0 < page.y0 or b.x1 > page.x1 or b.y1 > page.y1]


def _upon(figure: Figure) -> list[tuple[str, str]]:
    """Tick labels that touch their neighbour, and title, note, legend and tick labels that cover one another."""
    renderer, (ax,) = figure.canvas.get_renderer(), figure.axes
    found = []
    for axis in (ax.xaxis, ax.yaxis):
        level = [t for t in _tick_labels(axis) if t.get_rotation() == 0]
        found += [
            (a.get_text(), b.get_text())
            for a, b in pairwise(level)
            if a.get_window_extent(renderer).overlaps(b.get_window_extent(renderer))
        ]
    blocks = [figure._suptitle, figure._supxlabel, ax.get_legend(), ax.xaxis.label, ax.yaxis.label, *_tick_labels(ax.xaxis)]
    boxes = [b.get_window_extent(renderer) for b in blocks if b is not None and b.get_visible()]
    boxes = [b for b in boxes if b.width > 1 and b.height > 1]
    others = range(min(len(boxes), 5))
    found += [
        ("block", str(i))
        for i, j in combinations(range(len(boxes)), 2)
        if i in others and boxes[i].padded(-1).overlaps(boxes[j].padded(-1))
    ]
    return found


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("name", charts.ALL)
def test_every_word_can_be_read(name, lang, crowd):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        figure = charts.ALL[name](crowd, lang=lang).figure
        figure.draw_without_rendering()
    assert _cut(figure) == []
    slanted = name in ("themes_by_county", "themes_by_town", "themes_together")
    assert slanted or _upon(figure) == []
    title = figure.get_suptitle()
    assert "n = " in title
    assert re.search("[一-鿿]", title) if lang == "zh" else not re.search("[一-鿿]", title)
    assert len(figure.get_supxlabel()) > 15
    assert not figure.axes[0].get_gid()


def test_the_title_counts_what_is_known_and_what_is_not(crowd):
    frame = measures.applications(crowd)
    known = int(frame["received"].notna().sum())
    title = charts.applications_received(crowd).figure.get_suptitle()
    assert f"n = {known:,} of {len(crowd):,} reports; {len(crowd) - known:,} not known" in title


def test_a_chart_takes_the_frame_of_its_measure_and_axes_of_others(crowd):
    figure, (left, right) = plt.subplots(1, 2, figsize=(14, 6), layout="constrained")
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert charts.applications_received(crowd, ax=left, lang="zh") is left
        assert charts.proactive_over_years(measures.proactive(crowd), right, "zh") is right
        figure.draw_without_rendering()
    assert "n = " in left.get_title(loc="left")


def test_few_reports_are_drawn_too():
    corpus = Corpus([_report(11, 2022)])
    for draw in charts.ALL.values():
        figure = draw(corpus).figure
        figure.draw_without_rendering()
        assert _cut(figure) == []
        plt.close(figure)


def test_charts_change_no_settings_of_others(crowd):
    before = dict(mpl.rcParams)
    ax = charts.reports_by_year(crowd)
    assert dict(mpl.rcParams) == before
    with mpl.rc_context({"font.family": "serif", "xtick.labelsize": 30}):
        ax.figure.draw_without_rendering()
    assert ax.get_xticklabels()[0].get_fontfamily()[0] == "Noto Sans CJK SC"


@pytest.mark.parametrize("name", charts.ALL)
def test_nothing_known_says_so_instead_of_zero(name):
    ax = charts.ALL[name](Corpus())
    assert ax.get_gid()
    assert not ax.axison


def test_save_all_writes_pictures_and_says_what_it_left_out(tmp_path):
    corpus = Corpus([Report(organ="示例县云水镇人民政府", town="云水镇", year=2021, kind="town", extent="partial")])
    written = charts.save_all(corpus, tmp_path, "zh")
    with (tmp_path / "charts.csv").open(encoding="utf-8-sig") as file:
        rows = {row["chart"]: row for row in csv.DictReader(file)}
    assert set(rows) == set(charts.ALL)
    assert rows["reports_by_year"]["png"] == "reports_by_year.png"
    assert "未知" in rows["proactive_by_town"]["left_out"]
    assert all(path.stat().st_size for path in written)
    assert not (tmp_path / "proactive_by_town.png").exists()


def test_a_language_that_charts_do_not_speak(crowd):
    with pytest.raises(InvalidData, match='"en" or "zh"'):
        charts.reports_by_year(crowd, lang="fr")


def test_charts_have_a_docstring_and_one_signature():
    for name, draw in charts.ALL.items():
        assert draw.__doc__, name
        assert list(inspect.signature(draw).parameters) == ["data", "ax", "lang"]


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("aa bb cc", 5, ["aa bb", "cc"]),
        ("云水镇信息公开", 6, ["云水镇", "信息公", "开"]),
        ("云水镇，信息", 6, ["云水镇，", "信息"]),
        ("one\ntwo", 20, ["one", "two"]),
    ],
)
def test_wrap(text, width, lines):
    assert wrap(text, width).split("\n") == lines
