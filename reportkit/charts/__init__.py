"""Charts: each takes a Corpus (or the frame of the measure it names), axes or none, and a language, and gives back the Axes.

    reportkit.charts.proactive_by_town(corpus, lang="zh")

Every chart says in its title what it shows and of how many reports, and below what is missing and how to read it.
"""

import csv
from collections.abc import Callable
from pathlib import Path

from matplotlib import pyplot as plt
from matplotlib.axes import Axes

from ..corpus import Corpus
from .applications import (
    application_outcomes,
    applications_by_year,
    applications_carried_over,
    applications_received,
    narrative_against_table,
)
from .disclosure import proactive_by_channel, proactive_by_province, proactive_by_town, proactive_distribution, proactive_over_years
from .overview import coverage_by_year, reports_by_province, reports_by_year
from .persistence import persistent_themes
from .quality import findings_by_rule, states_of_cells, usable_tables_by_year
from .weaknesses import (
    theme_shares,
    themes_by_county,
    themes_by_town,
    themes_over_years,
    themes_together,
    weaknesses_and_remedies,
    weaknesses_per_report,
)
from .words import say

_IN_ORDER = (
    *(coverage_by_year, reports_by_year, reports_by_province),
    *(proactive_by_town, proactive_over_years, proactive_distribution, proactive_by_province, proactive_by_channel),
    *(applications_received, applications_by_year, narrative_against_table, applications_carried_over, application_outcomes),
    *(theme_shares, themes_by_county, themes_by_town, themes_over_years, themes_together),
    *(weaknesses_per_report, weaknesses_and_remedies, persistent_themes),
    *(usable_tables_by_year, states_of_cells, findings_by_rule),
)
ALL: dict[str, Callable[..., Axes]] = {draw.__name__: draw for draw in _IN_ORDER}


def save_all(corpus: Corpus, folder: str | Path, lang: str = "en") -> list[Path]:
    """Write every chart as PNG and SVG into folder, and charts.csv: chart, title, png, svg, and why it was left out where it has no data.

    Gives back the files written.
    """
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    rows = [_save(draw, corpus, folder, lang) for draw in ALL.values()]
    index = folder / "charts.csv"
    with index.open("w", encoding="utf-8-sig", newline="") as file:
        table = csv.DictWriter(file, ["chart", "title", "png", "svg", "left_out"])
        table.writeheader()
        table.writerows(rows)
    return [folder / row[kind] for row in rows for kind in ("png", "svg") if row[kind]] + [index]


def _save(draw: Callable[..., Axes], corpus: Corpus, folder: Path, lang: str) -> dict[str, str]:
    ax = draw(corpus, lang=lang)
    row = {"chart": draw.__name__, "title": say(lang, f"{draw.__name__}.name"), "png": "", "svg": "", "left_out": ax.get_gid() or ""}
    if not row["left_out"]:
        for kind in ("png", "svg"):
            row[kind] = f"{draw.__name__}.{kind}"
            ax.figure.savefig(folder / row[kind], dpi=150, metadata={"Date": None} if kind == "svg" else None)
    plt.close(ax.figure)
    return row
