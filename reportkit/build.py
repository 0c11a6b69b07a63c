"""Everything at once: the workbook, the charts, the notebooks executed as HTML, and a page that leads to them."""

import csv
import html
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple

from . import charts, notebooks
from .corpus import load
from .errors import ReportkitError

NOTEBOOKS = Path(__file__).resolve().parents[1] / "notebooks"


class Built(NamedTuple):
    """What a build wrote (kind → paths), what it left out and why, and what failed and why."""

    written: dict[str, list[Path]]
    skipped: list[str]
    failed: list[str]


def build(data: str | Path, out: str | Path, lang: str = "en", progress: Callable[[int, int], None] | None = None) -> Built:
    """Write workbook, charts and notebooks of the corpus at `data` below `out`; a part that fails does not stop the others."""
    out, corpus = Path(out), load(data)
    sources = sorted(NOTEBOOKS.glob("[0-9]*.ipynb"))
    done = Counter()

    def tell(result: object = None) -> object:
        done["parts"] += 1
        if progress:
            progress(done["parts"], len(sources) + 2)
        return result

    out.mkdir(parents=True, exist_ok=True)
    with ThreadPoolExecutor(1) as kernels:  # a notebook runs in a process of its own, beside what is written here
        running = [kernels.submit(_notebook, source, out / "notebooks", Path(data), lang) for source in sources]
        corpus.to_excel(out / "report.xlsx", lang=lang)
        tell()
        drawn = tell(charts.save_all(corpus, out / "charts", lang=lang))
        pages = [tell(future.result()) for future in running]
    written = {
        "Workbook": [out / "report.xlsx"],
        "Notebooks": [page for page in pages if isinstance(page, Path)],
        "Charts": drawn,
    }
    written = {what: paths for what, paths in written.items() if paths}
    (out / "index.html").write_text(_index(written, out, len(corpus)), "utf-8")
    failed = [str(error) for error in pages if isinstance(error, ReportkitError)]
    return Built(written | {"Index": [out / "index.html"]}, _left_out(out / "charts"), failed)


def _notebook(source: Path, folder: Path, data: Path, lang: str) -> Path | ReportkitError:
    try:
        return notebooks.run(source, folder / f"{source.stem}.html", data, lang)
    except ReportkitError as error:
        return error


def _left_out(folder: Path) -> list[str]:
    """The charts that the corpus has no data for."""
    with (folder / "charts.csv").open(encoding="utf-8-sig", newline="") as file:
        return [f"chart {row['chart']}: {row['left_out']}" for row in csv.DictReader(file) if row["left_out"]]


def _index(written: dict[str, list[Path]], out: Path, reports: int) -> str:
    """A page with links to everything that was written, the charts as pictures."""
    parts = [f"<h1>reportkit</h1><p>{reports} reports</p>"]
    for what, paths in written.items():
        links = [p.relative_to(out).as_posix() for p in paths if p.suffix not in (".svg", ".csv")]
        items = "".join(
            f'<figure><img src="{html.escape(link)}" alt="{html.escape(link)}" width="640" loading="lazy"></figure>'
            if link.endswith(".png")
            else f'<li><a href="{html.escape(link)}">{html.escape(Path(link).name)}</a></li>'
            for link in links
        )
        parts.append(f"<h2>{what}</h2>{items}")
    style = "body{font:16px/1.5 sans-serif;max-width:1400px;margin:2em auto;padding:0 1em}figure{display:inline-block;vertical-align:top;margin:.5em}"
    return f'<!doctype html><meta charset="utf-8"><title>reportkit</title><style>{style}</style>{"".join(parts)}\n'
