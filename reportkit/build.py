"""Everything at once: the workbook, the charts, the notebooks executed as HTML, and a page that leads to them."""

import html
from collections.abc import Callable
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
    out.mkdir(parents=True, exist_ok=True)
    sources = sorted(NOTEBOOKS.glob("[0-9]*.ipynb"))
    tell = progress or (lambda done, total: None)
    total = len(sources) + 2
    tell(0, total)
    corpus.to_excel(out / "report.xlsx", lang=lang)
    tell(1, total)
    drawn = charts.save_all(corpus, out / "charts", lang=lang)
    tell(2, total)
    pages, failed = [], []
    for done, source in enumerate(sources, 3):
        try:
            pages.append(notebooks.run(source, out / "notebooks" / f"{source.stem}.html", Path(data), lang))
        except ReportkitError as error:
            failed.append(str(error))
        tell(done, total)
    written = {"Workbook": [out / "report.xlsx"], "Charts": drawn.written, "Notebooks": pages}
    written = {what: paths for what, paths in written.items() if paths}
    (out / "index.html").write_text(_index(written, out, len(corpus)), "utf-8")
    return Built(written | {"Index": [out / "index.html"]}, drawn.skipped, failed)


def _index(written: dict[str, list[Path]], out: Path, reports: int) -> str:
    """A page with links to everything that was written, the charts as pictures."""
    parts = [f"<h1>reportkit</h1><p>{reports} reports</p>"]
    for what, paths in written.items():
        links = [p.relative_to(out).as_posix() for p in paths if p.suffix != ".svg"]
        items = "".join(
            f'<figure><img src="{html.escape(link)}" alt="{html.escape(link)}" width="640" loading="lazy"></figure>'
            if link.endswith(".png")
            else f'<li><a href="{html.escape(link)}">{html.escape(Path(link).name)}</a></li>'
            for link in links
        )
        parts.append(f"<h2>{what}</h2>{items}")
    style = "body{font:16px/1.5 sans-serif;max-width:1400px;margin:2em auto;padding:0 1em}figure{display:inline-block;margin:.5em}"
    return f'<!doctype html><meta charset="utf-8"><title>reportkit</title><style>{style}</style>{"".join(parts)}\n'
