"""The workbook: cover, summary, data dictionary, findings and a sheet for each frame; and the way back from it to the frames.

Every figure in it stands in a frame; nothing is computed in the sheets. `read` gives the same frames back.
"""

import csv
from datetime import UTC, datetime
from functools import cache
from importlib import resources
from pathlib import Path

import pandas as pd
from openpyxl import Workbook
from python_calamine import CalamineError, CalamineWorkbook

from .. import corrections as recorded
from .. import form
from .. import frames as tidy
from ..checks import check, rules
from ..corpus import Corpus
from ..errors import InvalidData
from . import sheets, summary

SHEETS = {
    "cover": ("Cover", "封面"),
    "summary": ("Summary", "概要"),
    "dictionary": ("Data dictionary", "数据说明"),
    "checks": ("Checks", "检查规则"),
    "findings": ("Findings", "检查结果"),
    "corrections": ("Corrections", "更正"),
    "reports": ("Reports", "报告"),
    "disclosure": ("II Disclosure", "表二 主动公开"),
    "applications": ("III Applications", "表三 依申请公开"),
    "disputes": ("IV Disputes", "表四 复议诉讼"),
    "statements": ("Statements", "正文数字"),
    "weaknesses": ("Weaknesses", "存在问题"),
    "remedies": ("Remedies", "改进措施"),
    "narratives": ("Narratives", "正文"),
    "notices": ("Notices", "提示"),
}
_PART = 30_000  # characters of a narrative in one row
_LABELLED = "label"  # a readable name beside the ids of a cell; read drops it
_EMPTY_TEXT = {"printed", "where", "label", "gloss", "text", "code", "reason"}  # empty text, not missing, where the sheet has nothing


def write(corpus: Corpus, path: str | Path, lang: str = "en") -> None:
    """Write the corpus as a workbook; lang ("en" or "zh") chooses headings and texts, never values."""
    if lang not in ("en", "zh"):
        raise InvalidData(f'lang must be "en" or "zh", not {lang!r}')
    findings = check(corpus)
    book = Workbook(write_only=True)
    sheets.text_sheet(book, _title("cover", lang), _cover(corpus, findings, lang), (34, 110))
    small = summary.tables(corpus, findings, lang)
    sheets.text_sheet(book, _title("summary", lang), _lines(small), (44, 20, 20, 20, 20, *[14] * 6))
    _table(book, "dictionary", dictionary(lang), lang)
    _table(book, "checks", _rules(lang), lang)
    _table(book, "findings", findings, lang)
    if len(corpus.corrections):
        _table(book, "corrections", corpus.corrections, lang)
    for name, frame in corpus.frames.items():
        _table(book, name, _in_parts(frame) if name == "narratives" else _labelled(name, frame, lang), lang)
    book.properties.title, book.properties.creator = "reportkit", "reportkit"
    try:
        book.save(path)
    except PermissionError as error:
        raise InvalidData(f"{path}: cannot be written; close the workbook in Excel and try again.") from error


def _title(name: str, lang: str) -> str:
    return SHEETS[name][lang == "zh"]


def _table(book: Workbook, name: str, frame: pd.DataFrame, lang: str) -> None:
    sheets.table(book, _title(name, lang), name, frame, [_heading(name, c, lang) for c in frame])


@cache
def _dictionary() -> dict[tuple[str, str], dict[str, str]]:
    lines = resources.files(__name__).joinpath("dictionary.csv").read_text("utf-8").splitlines()
    return {(row["frame"], row["column"]): row for row in csv.DictReader(line for line in lines if not line.startswith("#"))}


def _entry(frame: str, column: str) -> dict[str, str] | None:
    return _dictionary().get((frame, column)) or _dictionary().get(("*", column))


def _heading(frame: str, column: str, lang: str) -> str:
    entry = _entry(frame, column)
    return entry["zh"] if lang == "zh" and entry else column


def dictionary(lang: str = "en") -> pd.DataFrame:
    """The data dictionary: sheet, column, heading, dtype, meaning (strings), a row for each column of each frame."""
    rows = []
    for name, columns in tidy.COLUMNS.items():
        for column, dtype in (tidy.CONTEXT | columns).items():
            entry = _entry(name, column) or {}
            kind = {"id": "id", "category": "id", "str": "text", "themes": "ids", "datetime64[s]": "date"}.get(dtype, "number")
            rows.append((_title(name, lang), column, _heading(name, column, lang), kind, entry.get(f"meaning_{lang}", "")))
    return pd.DataFrame(rows, columns=["sheet", "column", "heading", "type", "meaning"])


def _rules(lang: str) -> pd.DataFrame:
    table = rules()
    return table[["id", "severity", f"rule_{lang}", "source", f"action_{lang}"]].set_axis(["rule", "severity", "statement", "source", "action"], axis=1)


def _labelled(name: str, frame: pd.DataFrame, lang: str) -> pd.DataFrame:
    """The frame with a readable label of each cell before its value."""
    if name not in form.TABLES:
        return frame
    labels, keys = form.labels(name, lang), list(form.KEYS[name])
    text = [labels[key] for key in zip(*(frame[k].astype(object) for k in keys), strict=True)]
    made = frame.copy(deep=False)
    made.insert(frame.columns.get_loc(keys[-1]) + 1, _LABELLED, text)
    return made


def _in_parts(narratives: pd.DataFrame) -> pd.DataFrame:
    """Narratives longer than a cell of Excel holds go on in further rows of the same report."""
    parts = narratives.assign(text=[[t[n : n + _PART] for n in range(0, max(len(t), 1), _PART)] for t in narratives["text"]])
    return parts.explode("text", ignore_index=True).astype(narratives.dtypes.to_dict())


def _joined(columns: dict[str, list]) -> dict[str, list]:
    """The rows of `_in_parts` as one row a report."""
    rows: dict[str, list[int]] = {}
    for n, report_id in enumerate(columns["report_id"]):
        rows.setdefault(report_id, []).append(n)
    first = {name: [values[parts[0]] for parts in rows.values()] for name, values in columns.items()}
    return first | {"text": ["".join(columns["text"][n] or "" for n in parts) for parts in rows.values()]}


def _cover(corpus: Corpus, findings: pd.DataFrame, lang: str) -> list:
    """What, how many, when, licence, notes."""
    from .. import __version__

    zh = lang == "zh"
    years = corpus.reports["year"].dropna()
    span = f"{years.min()}–{years.max()}" if len(years) else "–"
    partial = int((corpus.reports["extent"] == "partial").sum())
    errors = findings.loc[findings["severity"] == "error", "report_id"].nunique()
    lines = [
        (("政府信息公开工作年度报告：数据", sheets.TITLE),) if zh else (("Yearly reports on government information disclosure: the data", sheets.TITLE),),
        ((None, None),),
    ]
    facts = {
        ("Reports", "报告"): (f"{len(corpus)}, {corpus.reports['organ'].nunique()} organs", f"{len(corpus)} 份，{corpus.reports['organ'].nunique()} 个机关"),
        ("Years", "年度"): (span, span),
        ("Seen only in part", "仅见一部分"): (f"{partial} of {len(corpus)}: what was not seen is empty with the state unseen, never 0", f"{len(corpus)} 份中 {partial} 份：未见的为空，状态 unseen，绝不作 0"),
        ("Contradictions", "矛盾"): (f"{errors} reports with a finding of severity error; see the sheet of findings", f"{errors} 份有 error 级检查结果，见检查结果表"),
        ("Written", "生成"): (datetime.now(UTC).date(), datetime.now(UTC).date()),
        ("By", "工具"): (f"reportkit {__version__}", f"reportkit {__version__}"),
        ("Licence", "许可"): ("Figures are facts from public documents and free to use; name the source. reportkit itself: MIT licence.", "数字取自公开文件，可自由使用，请注明来源。reportkit 采用 MIT 许可。"),
        ("An empty value", "空的数值"): ("means that there is no figure; the column state says why. Blanks are not zeros, and no total is computed.", "表示没有数字，原因见状态列。空不等于0，总计均为原文所印，未经计算。"),
        ("To check a figure", "核对数字"): ("take where (page, table, row, column or line) and the report's url or source on the sheet of reports.", "按“位置”一列与报告表中的网址或来源查对原件。"),
    }
    lines += [((label[zh], sheets.SECTION), (value[zh], None)) for label, value in facts.items()]
    lines += [((None, None),), (("各表" if zh else "Sheets", sheets.SECTION), (None, None))]
    lines += [((_title(name, lang), None), (f"{len(frame):,}" + (" 行" if zh else " rows"), None)) for name, frame in corpus.frames.items()]
    return lines


def _lines(small: dict[str, tuple[str, pd.DataFrame]]) -> list:
    """The summary's tables one under the other."""
    lines: list = []
    for title, table in small.values():
        lines += [((title, sheets.SECTION),), tuple((name, sheets.BOLD) for name in table)]
        lines += [tuple((v, None) for v in row) for row in table.astype(object).itertuples(index=False)] + [((None, None),)]
    return lines


def read(path: str | Path) -> Corpus:
    """The corpus of a workbook that `write` made, in either language; raises InvalidData where a sheet or column is missing."""
    try:
        book = CalamineWorkbook.from_path(str(path))
    except (CalamineError, OSError) as error:
        raise InvalidData(f"{path}: not a workbook that can be read ({error}).") from error
    lang = "zh" if _title("reports", "zh") in book.sheet_names else "en"
    if _title("reports", lang) not in book.sheet_names:
        raise InvalidData(f"{path}: no workbook of reportkit's: it has no sheet {_title('reports', 'en')!r} or {_title('reports', 'zh')!r}. To read a form, use reportkit parse.")
    columns = {name: _rows(book, name, lang, path) for name in tidy.COLUMNS}
    columns["narratives"] = _joined(columns["narratives"])
    frames = {name: _frame(columns[name], name, path) for name in tidy.COLUMNS}
    states = {t: frames[t]["state"].isin(["absent", "unseen"]) for t in form.TABLES}
    for table, unknown in states.items():
        frames[table].loc[unknown, "printed"] = None
    shared = {name: frames["reports"][name].dtype for name, dtype in tidy.CONTEXT.items() if dtype == "category"}
    frames = {name: frame.astype(shared) for name, frame in frames.items()}
    return Corpus.from_frames(frames, _corrections(book, lang, path))


def _rows(book: CalamineWorkbook, name: str, lang: str, path: str | Path) -> dict[str, list]:
    """Column → values of a sheet (and the sheets that go on from it), None where a cell is empty."""
    titles = [t for t in book.sheet_names if t == _title(name, lang) or t.startswith(f"{_title(name, lang)} (")]
    columns: dict[str, list] = {}
    wanted = recorded.COLUMNS if name == "corrections" else tidy.CONTEXT | tidy.COLUMNS[name]
    names = {_heading(name, column, lang): column for column in wanted}
    for title in titles:
        head, *rows = book.get_sheet_by_name(title).to_python(skip_empty_area=False) or [[]]
        for n, heading in enumerate(head):
            if heading in names:
                columns.setdefault(names[heading], []).extend(None if row[n] == "" else row[n] for row in rows if any(v != "" for v in row))
    missing = [c for c in names.values() if c not in columns]
    if missing and titles:
        raise InvalidData(f"{path}: sheet {titles[0]!r} lacks the columns {', '.join(missing)}; export it again, and keep the headings.")
    if not titles:
        raise InvalidData(f"{path}: the sheet {_title(name, lang)!r} is missing; export the workbook again.")
    return columns


def _frame(columns: dict[str, list], name: str, path: str | Path) -> pd.DataFrame:
    made = {}
    for column, dtype in (tidy.CONTEXT | tidy.COLUMNS[name]).items():
        values = columns[column]
        if dtype == "themes":
            values = [tuple(v.split(", ")) if v else () for v in values]
        elif column in _EMPTY_TEXT or (column, name) == ("unit", "statements"):
            values = ["" if v is None else v for v in values]
        elif dtype == "datetime64[s]":
            values = [pd.NaT if v is None else v for v in values]
        elif dtype in ("str", "id", "category"):
            values = [str(int(v)) if isinstance(v, float) else v for v in values]
        try:
            made[column] = tidy.column(name, column, values)
        except (ValueError, TypeError) as error:
            raise InvalidData(f"{path}: sheet {name}, column {column}: {error}") from error
    return pd.DataFrame(made)


def _corrections(book: CalamineWorkbook, lang: str, path: str | Path) -> pd.DataFrame | None:
    if _title("corrections", lang) not in book.sheet_names:
        return None
    columns = _rows(book, "corrections", lang, path)
    frame = pd.DataFrame({c: [v if c == "value" else "" if v is None else str(v) for v in columns[c]] for c in recorded.COLUMNS})
    return frame.astype(recorded.none().dtypes.to_dict())
