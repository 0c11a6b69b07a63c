"""Parsed reports on disk: one JSON file a report, validated on load; the JSON Schema of it."""

import re
from collections.abc import Iterable
from pathlib import Path

import msgspec

from . import form as statutory
from .errors import InvalidData
from .report import Report, walk

_DECODER = msgspec.json.Decoder(Report)
_ENCODER = msgspec.json.Encoder()


def decode(data: bytes, name: str) -> Report:
    """A Report from its JSON; raises InvalidData naming the file and the field."""
    try:
        report = _DECODER.decode(data)
    except msgspec.DecodeError as error:
        raise InvalidData(f"{name}: not a valid parsed report: {_explain(data, error)}. `reportkit.schema()` tells what may stand there.") from error
    for table in statutory.TABLES:
        unknown = {key for key, *_ in walk(report, table)} - statutory.all_cells(table)
        if unknown:
            cell = "/".join((table, *min(unknown)))
            raise InvalidData(f"{name}: {cell}: neither form has such a cell. The ids are in reportkit/form/{table}.csv.")
    return report


def _explain(data: bytes, error: msgspec.DecodeError) -> str:
    """What is wrong and in which field: msgspec is fast but does not name the keys of a table, the schema's validator does."""
    from jsonschema import Draft202012Validator  # takes longer to import than everything else here, and only errors need it
    from jsonschema.exceptions import best_match

    try:
        found = best_match(Draft202012Validator(schema()).iter_errors(msgspec.json.decode(data)))
    except msgspec.DecodeError:
        return str(error)  # no JSON at all
    return f"{'/'.join(map(str, found.absolute_path)) or 'the file'}: {found.message[:300]}" if found else str(error)


def encode(report: Report, pretty: bool = True) -> bytes:
    """The report's JSON; pretty lays rows of a table on one line each, for people and for version control."""
    data = _ENCODER.encode(report)
    if not pretty:
        return data
    text = msgspec.json.format(data, indent=1).decode()
    return (_INNERMOST.sub(lambda m: re.sub(r"\s*\n\s*", " ", m[0]).replace("[ ", "[").replace(" ]", "]"), text) + "\n").encode()


_INNERMOST = re.compile(r"\[[^\[\]{}\"]*(?:\"(?:[^\"\\]|\\.)*\"[^\[\]{}\"]*)*\]")


def read(path: str | Path) -> Report:
    """A parsed report from its JSON file."""
    path = Path(path)
    return decode(path.read_bytes(), str(path))


def file_name(report: Report) -> Path:
    """Where the report's file stands below the data folder: PROVINCE/COUNTY/ORGAN-YEAR.json."""
    folders = report.province or "_", report.county or report.prefecture or "_"
    return Path(*map(plain_name, folders), f"{plain_name(report.report_id)}.json")


def write(report: Report, folder: str | Path) -> Path:
    """Write the report's file below `folder` and return its path; another document of the same organ and year gets a (2) behind its name."""
    path = Path(folder) / file_name(report)
    number = 1
    while path.exists() and not _same_document(path, report):
        number += 1
        path = path.with_name(f"{plain_name(report.report_id)} ({number}).json")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(encode(report))
    return path


def _same_document(path: Path, report: Report) -> bool:
    try:
        before = read(path)
    except InvalidData:
        return False
    return None not in (report.sha256, report.source) and (before.sha256 == report.sha256 or before.source == report.source)


def plain_name(name: str) -> str:
    """A name that every file system takes: what Windows forbids becomes "_"."""
    return _FORBIDDEN.sub("_", name)


_FORBIDDEN = re.compile(r'[\\/:*?"<>|\x00-\x1f]')


def schema() -> dict:
    """The JSON Schema of a parsed report (also shipped as reportkit/report.schema.json)."""
    root = msgspec.json.schema(Report)
    fields = root["$defs"]["Report"]["properties"]
    number = {"type": ["number", "string", "null"]}
    for table in statutory.TABLES:
        fields[table] = _object(statutory.all_cells(table), number)
    for outcome, reasons in fields["applications"]["properties"].items():
        by_reason = {name: _row(cells, 7) for name, cells in reasons["properties"].items() if name}
        line = _row(reasons["properties"].get(""), 7)
        fields["applications"]["properties"][outcome] = {"anyOf": [line, _closed(by_reason)]} if by_reason and line else line or _closed(by_reason)
    fields["disputes"]["properties"] = {route: _row(cells, 5) for route, cells in fields["disputes"]["properties"].items()}
    return root


def _closed(properties: dict) -> dict:
    return {"type": "object", "properties": properties, "additionalProperties": False}


def _object(keys: Iterable[statutory.Key], leaf: dict) -> dict:
    """A schema of nested objects whose paths are `keys`."""
    heads: dict[str, list] = {}
    for key in sorted(keys):
        heads.setdefault(key[0], []).append(key[1:])
    return _closed({head: _object(tails, leaf) if tails[0] else leaf for head, tails in heads.items()})


def _row(cells: dict | None, length: int) -> dict | None:
    """A row of a table: a list in the form's order, or an object where the report prints only some of the columns."""
    number = {"type": ["number", "string", "null"]}
    return cells and {"anyOf": [{"type": "array", "items": number, "minItems": length, "maxItems": length}, cells]}
