"""The commands: parse, check, export, build, form. Each is a thin layer over one public call."""

import csv
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table

from . import __version__, report_json
from .errors import ReportkitError
from .report import Report

if TYPE_CHECKING:
    import pandas as pd

app = typer.Typer(add_completion=False, no_args_is_help=True, help="Read and compare China's yearly reports on government information disclosure.")
_out, _err = Console(soft_wrap=True, highlight=False), Console(stderr=True, soft_wrap=True, highlight=False)

DATA = Path("data/reports")
Data = Annotated[Path, typer.Argument(help="Parsed reports: a folder of JSON files, a .jsonl, or a workbook that reportkit wrote.")]
Lang = Annotated[str, typer.Option(help='Language of labels and titles: "en" or "zh".')]
Workers = Annotated[int | None, typer.Option(help="Processes; default: one a processor.")]


def main() -> None:
    """Run the command line; an error of reportkit's own is one clear message and exit status 1."""
    try:
        app()
    except ReportkitError as error:
        _err.print(f"[red]reportkit:[/red] {error}", markup=True)
        sys.exit(1)


def _version(wanted: bool) -> None:
    if wanted:
        _out.print(f"reportkit {__version__}")
        raise typer.Exit


@app.callback()
def _options(version: Annotated[bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version.")] = False) -> None:
    """Read and compare China's yearly reports on government information disclosure."""


@app.command()
def parse(
    inputs: Annotated[list[Path], typer.Argument(help="Documents, folders of documents, or .zip archives.")],
    out: Annotated[Path, typer.Option(help="Folder for the parsed reports; failures.csv goes there too.")] = DATA,
    workers: Workers = None,
) -> None:
    """Turn documents into parsed reports, one JSON file a report. Exit status 1 if a document gave none."""
    from .many import Failure, parse_many  # here and below: a command imports only what it needs, so that --help is quick

    written: list[Path] = []
    failures: list[Failure] = []
    notices = 0
    with _progress("Parsing") as progress:
        for result in parse_many(inputs, workers=workers, progress=progress):
            if isinstance(result, Report):
                written.append(report_json.write(result, out))
                notices += len(result.notices)
            else:
                failures.append(result)
    _write_failures(failures, out)
    _out.print(f"{len(written)} reports written to {out}, with {notices} notices; {len(failures)} documents gave none.")
    again = len(written) - len(set(written))
    if again:
        _out.print(f"{again} of them were the same documents as others and were written once.")
    for failure in failures[:20]:
        _err.print(f"  {failure.message}", markup=False)
    if failures:
        _err.print(f"All {len(failures)} with reasons: {out / 'failures.csv'}")
        raise typer.Exit(1)


def _write_failures(failures: list, out: Path) -> None:
    """failures.csv of this run; removed where there were none, so that it never tells of an earlier run."""
    path = out / "failures.csv"
    path.unlink(missing_ok=True)
    if failures:
        out.mkdir(parents=True, exist_ok=True)
        with path.open("w", encoding="utf-8-sig", newline="") as file:  # with a BOM, or Excel shows Chinese as rubbish
            csv.writer(file).writerows([("source", "error", "message"), *failures])


@app.command()
def check(
    data: Data = DATA,
    out: Annotated[Path | None, typer.Option(help="Write the findings to this .csv or .xlsx instead of showing them.")] = None,
    lang: Lang = "en",
    corrections: Annotated[Path | None, typer.Option(help="Corrections to put in force; default: corrections.csv beside the data.")] = None,
) -> None:
    """List where reports contradict themselves. Exit status 1 if there are errors."""
    from .checks import SEVERITIES
    from .checks import check as find
    from .corpus import load

    findings = find(load(data, corrections))
    told = findings[["report_id", "severity", "rule", "cell", "message_zh" if lang == "zh" else "message"]]
    if out is not None:
        out.parent.mkdir(parents=True, exist_ok=True)
        findings.to_excel(out, index=False) if out.suffix == ".xlsx" else findings.to_csv(out, index=False, encoding="utf-8-sig")
    else:
        _show(told)
    counts = findings["severity"].value_counts()
    _out.print(", ".join(f"{counts.get(s, 0)} {s}s" for s in SEVERITIES) + (f", written to {out}" if out else ""))
    if counts.get("error", 0):
        raise typer.Exit(1)


def _show(findings: "pd.DataFrame") -> None:
    """Findings as a table on a terminal, tab-separated when piped."""
    if not _out.is_terminal:
        sys.stdout.write(findings.to_csv(sep="\t", index=False))
        return
    table = Table(*findings.columns, box=None, header_style="bold")
    for row in findings.astype("str").itertuples(index=False):
        table.add_row(*map(escape, row))
    _out.print(table)


@app.command()
def export(
    data: Data = DATA,
    out: Annotated[Path, typer.Option(help="The workbook to write.")] = Path("report.xlsx"),
    lang: Lang = "en",
) -> None:
    """Write the Excel workbook."""
    from .corpus import load

    corpus = load(data)
    out.parent.mkdir(parents=True, exist_ok=True)
    corpus.to_excel(out, lang=lang)
    _out.print(f"{len(corpus)} reports written to {out}")


@app.command()
def build(
    data: Data = DATA,
    out: Annotated[Path, typer.Option(help="Folder for everything.")] = Path("output"),
    lang: Lang = "en",
) -> None:
    """Write everything: the workbook, every chart as PNG and SVG, the notebooks executed as HTML."""
    from .build import build as build_all

    with _progress("Building") as progress:
        result = build_all(data, out, lang=lang, progress=progress)
    for what, paths in result.written.items():
        _out.print(f"{what}: {paths[0] if len(paths) == 1 else f'{len(paths)} files in {paths[0].parent}'}")
    for text in result.skipped:
        _out.print(f"left out: {text}")
    _out.print(f"Open {out / 'index.html'} in a browser, {out / 'report.xlsx'} in Excel.")
    if result.failed:
        for text in result.failed:
            _err.print(text, markup=False)
        raise typer.Exit(1)


@app.command()
def form(
    year: Annotated[int, typer.Option(help="The year that the report covers; it decides which form is written.")],
    out: Annotated[Path, typer.Option(help="The workbook to write.")] = Path("form.xlsx"),
    organ: Annotated[str, typer.Option(help="The organ's full name, to be filled in already.")] = "",
) -> None:
    """Write the statutory form as a workbook to fill in; `reportkit parse` reads it back."""
    from .entry import write_form

    write_form(out, year, organ)
    _out.print(f"The form for {year} was written to {out}. Fill it in, then: reportkit parse {out}")


class _progress:
    """A progress bar on a terminal, silence elsewhere; as a context it gives a function to call with (done, total)."""

    def __init__(self, title: str) -> None:
        columns = (TextColumn(title), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
        self._bar = Progress(*columns, console=_err, disable=not _err.is_terminal, transient=True)

    def __enter__(self) -> Callable[[int, int], None]:
        self._bar.start()
        task = self._bar.add_task("", total=None)
        return lambda done, total: self._bar.update(task, completed=done, total=total)

    def __exit__(self, *_: object) -> None:
        self._bar.stop()
